/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The real anjungan-central on the loopback with data in a directory of its own, and a kiosk's
 * side of HTTP. Whatever cannot be set up fails the test there and then.
 */
#ifndef TESTS_CONTRACT_CENTRE_H
#define TESTS_CONTRACT_CENTRE_H

#include <curl/curl.h>
#include <jansson.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define KIOSK    "UJI-01"
#define SECRET   "rahasia-uji-satu"
#define KIOSK_2  "UJI-02"
#define SECRET_2 "rahasia-uji-dua"

#define SITI "6308055203600001" /* the straight claim */

struct centre_run {
	char dir[64];
	pid_t pid; /* 0: not running */
	int port;
	int said, log;    /* the program's standard error, and the file it is copied to … */
	pthread_t copier; /* … by this thread while the program runs */
	const char *ca;   /* PEM file: speak TLS; borrowed, as the next three */
	const char *cert, *key; /* of the kiosk; NULL none */
	const char *record;     /* append every exchange to this file as one JSON line */
	int clock_ahead_s;      /* added to X-Timestamp, for a centre run with --clock-ahead */
};

/** Makes the directory and starts the program with the cast. options: more arguments, NULL-
 *  terminated; may be NULL. */
void centre_start(struct centre_run *run, const char *const options[]);
/** The same data, the program started anew. */
void centre_restart(struct centre_run *run, const char *const options[]);
/** SIGKILL, and waits. */
void centre_kill(struct centre_run *run);
/** SIGTERM; the program must end with 0. Removes the directory. */
void centre_stop(struct centre_run *run);
/** Runs `anjungan-central advance …` on the data; its exit code. */
int centre_advance(struct centre_run *run, const char *const options[]);
/** Runs the program with any arguments, output to nowhere; its exit code. */
int centre_command(const char *const arguments[]);
/** All the program has said on standard error, once it was killed; owned by the caller. */
char *centre_log(const struct centre_run *run);
/** Path of a file in the directory; valid until the fourth next call. */
const char *centre_path(const struct centre_run *run, const char *name);

struct ask {
	const char *method, *target;
	const char *body;              /* NULL none */
	size_t n;                      /* 0: strlen(body) */
	const char *type;              /* NULL: application/json where there is a body */
	const char *key;               /* NULL: a fresh one; "": none */
	const char *kiosk, *secret;    /* NULL: KIOSK, SECRET */
	const char *nonce, *signature; /* NULL: fresh and right */
	const char *signed_target, *signed_body; /* NULL: as sent */
	const char *etag;                        /* If-None-Match; NULL none */
	int late_s;                              /* added to the timestamp */
};

struct reply {
	CURLcode code; /* CURLE_OK, or no answer came */
	long status;
	char *body; /* owned, NUL-terminated; NULL none */
	size_t n;
	char type[64], retry_after[16], etag[80];
	bool replayed;
	json_t *json; /* owned; NULL: not JSON */
};

void centre_ask(const struct centre_run *run, const struct ask *ask, struct reply *ret_reply);
void reply_free(struct reply *reply);

/** Asks, expects that HTTP status, and gives back the JSON, owned by the caller; an empty
 *  object without a body. */
json_t *expect(const struct centre_run *run, long status, const char *method,
	const char *target, const char *body);
/** Asks, expects that problem with its status. */
void expect_problem(const struct centre_run *run, const char *code, const char *method,
	const char *target, const char *body);
/** Last part of the problem's type; "" where it is none. */
const char *problem_code(const struct reply *reply);

struct opened {
	char id[40];
	char nik[17];
};

/** A visit, claimed only. */
void open_visit(const struct centre_run *run, const char *nik, struct opened *ret_visit);
/** A visit with consent and an officer's word. */
void open_attested(const struct centre_run *run, const char *nik, struct opened *ret_visit);
/** "/v1/visits/ID" + rest; valid until the fourth next call. */
const char *of_visit(const struct opened *visit, const char *rest);

/** What a claim body says; NULL members take what fits the straight claim. */
struct claim_wish {
	const char *code, *reason, *date, *channel, *officer, *bank, *number, *papers;
};
/** Valid until the next call. */
const char *claim_body(const char *nik, const struct claim_wish *wish);
/** The n-th valid receipt code; valid until the sixteenth next call. */
const char *receipt_code(unsigned n);

/** A multipart body of photograph and measures, owned by the caller; ret_type is its content
 *  type. */
char *face_body(
	const void *photo, size_t n, const char *measures, char ret_type[96], size_t *ret_n);
/** A JPEG of width × height, all grey. Owned by the caller. */
unsigned char *grey_jpeg(int width, int height, size_t *ret_n);
extern const char good_measures[];
/** Sends a good photograph to that path. */
void send_face(const struct centre_run *run, const char *target, struct reply *ret_reply);

const char *text(const json_t *object, const char *name);
long long whole(const json_t *object, const char *name);
bool truth(const json_t *object, const char *name);

#endif
