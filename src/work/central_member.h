/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Members of an answer of the centre, read strictly: each has a kind and a place, and READ takes a list of them in one
 * statement. One that is missing or of another kind is ST_INVALID; what was read before it stays read.
 */
#ifndef WORK_CENTRAL_MEMBER_H
#define WORK_CENTRAL_MEMBER_H

#include "base/status.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/** A word of the wire and the value that stands for it; a table of them ends with text NULL. */
struct word {
	const char *text;
	int value;
};

enum kind {
	END,
	TEXT,   /* for people, of any length: made harmless and cut to the room */
	ID,     /* letters, digits and dashes: whole or not at all */
	DATE,   /* struct date */
	TIME,   /* int64_t: Unix seconds */
	RUPIAH, /* int64_t, not negative */
	NUMBER, /* int, not negative */
	BOOL,   /* bool */
	WORD,   /* int: one of the words */
	REASON, /* enum claim_reason; one this program does not know is as good as none */
};

/** A member that must be there and where it goes; where may_be_null, null empties the place. */
struct member {
	const char *name;
	enum kind kind;
	bool may_be_null;
	void *to;
	size_t room; /* bytes at `to` */
	const struct word *words;
};

#define AT(text)   (text), sizeof(text)
#define PLACE(var) &(var), sizeof(var)
#define OR_NULL    true

/** Reads all members up to END; the first that is not as it must be ends it. */
enum status members_read(const json_t *object, const struct member *member);

/** READ(object, { "name", KIND, may_be_null, PLACE(variable) }, …) */
#define READ(object, ...)                                                                      \
	members_read((object), (const struct member[]){ __VA_ARGS__, { .kind = END } })

/** A text that must be one of the words. ST_INVALID. */
enum status word_find(const struct word *words, const char *text, int *ret_value);
/** The value of a member that must be there: an object, or NULL for null. */
enum status member_object_or_null(
	const json_t *object, const char *name, json_t **ret_borrowed);

#endif
