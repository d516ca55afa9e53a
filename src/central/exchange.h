/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request and its answer. A handler reads the request part, changes the data inside the
 * transaction that is open around it, and ends with `return answer(…)` or `return refuse(…)`;
 * it refuses before it changes anything. Any other status than ST_OK rolls back and is
 * answered as 500 or 503.
 */
#ifndef CENTRAL_EXCHANGE_H
#define CENTRAL_EXCHANGE_H

#include "central/centre.h"
#include "central/form.h"
#include "central/problem.h"

#include "base/uuid.h"
#include "rules/identity.h"

enum { PARTS_MAX = 2, PART_ROOM = 72, KIOSK_ROOM = 41, KEY_ROOM = 65 };

struct route;

struct visit {
	char id[UUID_TEXT];
	char nik[NIK_ROOM];
	char assurance[12];
	char consent_id[UUID_TEXT]; /* "" none */
	char saved_code[16];        /* "" none */
	bool over;                  /* ended or expired */
};

struct exchange {
	struct centre *centre; /* borrowed, as all pointers of the request part */
	const struct route *route;
	const char *method, *target; /* path?query as sent */
	const char *query;           /* "" none */
	const char *content_type;    /* "" none */
	const char *if_none_match;   /* "" none */
	const void *bytes;
	size_t n;
	char kiosk[KIOSK_ROOM], key[KEY_ROOM];
	char part[PARTS_MAX][PART_ROOM]; /* what stood for {} in the pattern */
	json_t *body;                    /* owned; NULL none */
	int64_t now;
	struct date today;
	struct visit visit; /* where the route is one of a visit */

	int status;       /* HTTP; 0 not answered yet */
	char content[40]; /* its content type, "" none */
	char *text;       /* its body, owned, from malloc; NULL none */
	char etag[80];
	int retry_after_s; /* 0 none */
	bool replayed;     /* the stored answer of an earlier request with this key */
	bool settled;      /* the key stays as it is: nothing is to be stored for it */
};

void exchange_init(struct exchange *x, struct centre *centre);
void exchange_free(struct exchange *x);

/** Takes the JSON (NULL is ST_NO_MEMORY: what made it failed). */
enum status answer(struct exchange *x, int status, json_t *taken);
/** 204 and 304. */
enum status answer_nothing(struct exchange *x, int status);
enum status refuse(struct exchange *x, enum problem problem);
/** Members of `taken` join the problem; retry_after_s among them becomes the header as well. */
enum status refuse_with(struct exchange *x, enum problem problem, json_t *taken);
enum status refuse_member(
	struct exchange *x, enum problem problem, const char *pointer, const char *code);

/** Value of a query member, undecoded; ST_NOT_FOUND, ST_TOO_LONG. */
enum status query_member(
	const struct exchange *x, const char *name, char *ret_value, size_t room);

/** A fresh UUIDv7. */
void fresh_id(const struct exchange *x, char ret_id[UUID_TEXT]);

#endif
