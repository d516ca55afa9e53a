/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The settings of a kiosk: one libconfig file, read once at start, strictly. An unknown key, a wrong type, a value out of
 * range, a duplicate, a missing brace, a file others may write: each is refused with file, line, key, why and remedy,
 * and one reading reports them all (but a file that is not libconfig at all stops at its first error). What is not in
 * the file has its default. Secrets never stand in the file: it names the files that hold them.
 *
 * Every setting is a row of one table; config/anjungan.conf and anjungan.conf.5 are held against it by a test.
 */
#ifndef BASE_SETTINGS_H
#define BASE_SETTINGS_H

#include "base/buf.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	SETTING_PATH = 256,
	SETTING_TEXT = 128,
	SETTING_KEY = 48,
	SETTINGS_BYTES_MAX = 64 << 10,
	SETTINGS_ERRORS_MAX = 24,
};

/** Members are named as their keys; units stand in the names. Paths are whole paths. */
struct settings {
	char state_dir[SETTING_PATH];
	struct {
		char url[SETTING_PATH];         /* without a slash at the end */
		char ca[SETTING_PATH];          /* "": none, plain HTTP to loopback */
		char pin[64];                   /* "sha256//…"; "": none */
		char client_cert[SETTING_PATH]; /* "": none */
		char client_key[SETTING_PATH];  /* "": in client_cert */
		int timeout_ms;
	} central;
	struct {
		char id[33];
		char secret_file[SETTING_PATH];
		char key_file[SETTING_PATH]; /* never "" after settings_load */
	} kiosk;
	struct {
		char name[65];
		char branch[SETTING_TEXT];
		char timezone[32];
		int hours_open, hours_close; /* minutes after midnight, open < close */
		char days[12];               /* "working" or "daily" */
	} site;
	struct {
		char source[SETTING_PATH]; /* "v4l2:PATH", "images:DIR", "none" */
		char helper[SETTING_PATH]; /* a path, or a name beside the kiosk program */
		int sharpness_min;         /* 0: the built-in one */
	} camera;
	struct {
		char source[16]; /* "camera", "keyboard", "none" */
	} scanner;
	struct {
		char target[SETTING_PATH]; /* as device/printer.h reads it */
		int columns;
		bool qr;
		char code_page[8]; /* "1252", "ascii" */
		int baud;
		char flow[16];         /* "hardware", "software", "none" */
		char a4[SETTING_PATH]; /* as device/printer.h reads targets of pages */
	} printer;
	struct {
		char command[SETTING_PATH]; /* as device/speech.h reads it; "": no voice */
		int volume;                 /* 100 is normal */
		int speed_wpm;
		bool always;                   /* else from the first screens on for who wants it */
		int idle_every_s;              /* 0: only when the idle screen comes up */
		char recordings[SETTING_PATH]; /* folder; "": none */
		char player[SETTING_PATH];     /* as device/speech.h reads it */
	} speech;
	struct {
		char theme[16];
		int idle_s, warn_s;
		bool allow_quit;
	} ui;
	struct {
		char second_copy[SETTING_PATH]; /* "": none */
	} outbox;
	struct {
		int reprint_days, draft_min, handover_days, journal_months, measures_days;
	} retention;
	struct {
		char dir[SETTING_PATH];        /* policy.json, holidays.csv, banks.csv */
		char assets_dir[SETTING_PATH]; /* models/, locale/, regions */
	} data;
	struct {
		char file[SETTING_PATH]; /* never "" after settings_load */
	} log;
};

struct settings_error {
	int line;              /* from 1; 0: the whole file */
	char key[SETTING_KEY]; /* "" where it belongs to no key */
	char why[160];
	char remedy[200];
};

struct settings_errors {
	char file[SETTING_PATH];
	size_t n;     /* rows below */
	size_t found; /* may be more than fit */
	struct settings_error error[SETTINGS_ERRORS_MAX];
};

/** Reads the file. ST_CONFIG with at least one row in ret_errors (set in every case), ret untouched then. */
enum status settings_load(
	const char *path, struct settings *ret, struct settings_errors *ret_errors);

/** As settings_load for bytes in memory; `file` is the name for messages. */
enum status settings_read(const char *file, const char *text, size_t n, struct settings *ret,
	struct settings_errors *ret_errors);

/** One line an error: FILE:LINE: KEY: why; remedy */
enum status settings_errors_text(const struct settings_errors *errors, struct buf *buf);

/* --- the table, for tests and documents ------------------------------------------------------------------------- */

enum setting_type {
	SETTING_STRING,
	SETTING_INT,
	SETTING_BOOL,
	SETTING_CLOCK, /* text HH:MM in the file, minutes in the struct */
};

struct setting {
	const char *key;     /* "ui.idle_s" */
	const char *initial; /* the default as the file writes it, without quotes */
	enum setting_type type;
	size_t offset, room;      /* in struct settings */
	int min, max;             /* of a SETTING_INT */
	const char *unit;         /* in words, or NULL */
	const char *const *words; /* the only values taken, NULL-ended; or NULL */
	/** Why the text is refused, or NULL; *ret_remedy only where it is. */
	const char *(*check)(const char *text, const char **ret_remedy);
	const char *
		reason; /* what it does and why one would change it; lines of at most 76 bytes */
};

const struct setting *settings_table(size_t *ret_n);

#endif
