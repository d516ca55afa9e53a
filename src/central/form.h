/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The form a JSON body must have, as rows. What passed form_check can be read without looking
 * again: required members are there, every member present has its type and form. Members no
 * row names are ignored.
 */
#ifndef CENTRAL_FORM_H
#define CENTRAL_FORM_H

#include "base/status.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum form {
	FORM_TEXT,   /* min…max bytes, valid UTF-8 */
	FORM_DIGITS, /* min…max digits */
	FORM_KPJ,    /* 11 of 0–9 A–Z */
	FORM_CODE,   /* receipt code, check character right */
	FORM_DATE,   /* YYYY-MM-DD */
	FORM_TIME,   /* RFC 3339 */
	FORM_PHONE,  /* +628… */
	FORM_WORD,   /* one of words, separated by blanks */
	FORM_REASON, /* code of rules/claim.h */
	FORM_PAPER,
	FORM_BOOL,
	FORM_INT,    /* min…max */
	FORM_NUMBER, /* min…max, may have a fraction */
	FORM_OBJECT, /* as fields say; any object where there are none */
	FORM_ARRAY,  /* min…max elements, each as fields[0] says */
};

struct field {
	const char *name; /* NULL ends a table */
	enum form form;
	bool required, nullable;
	int64_t min, max;
	const char *words;
	const struct field *fields;
};

/** Appends {pointer, code} to errors for everything wrong. ST_OK also then; ST_NO_MEMORY. */
enum status form_check(const struct field *fields, const json_t *object, json_t *errors);
/** As form_check; members no row names are wrong as well (`unknown`). For files people
 *  write. */
enum status form_check_closed(const struct field *fields, const json_t *object, json_t *errors);

/* Readers for what passed: NULL, 0, false, where the member is absent or null. */
const char *text_of(const json_t *object, const char *name);
int64_t integer_of(const json_t *object, const char *name);
bool truth_of(const json_t *object, const char *name);

#endif
