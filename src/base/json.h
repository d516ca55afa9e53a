/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON from outside, read strictly: one value, UTF-8, nothing after it, no member twice, no NUL in a string, a ceiling
 * on the bytes. Getters name what they need: a missing or wrong-typed member is ST_INVALID, unknown members are ignored.
 * Values are jansson's json_t; what the getters return is borrowed from the object they were asked of.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/status.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_BYTES_MAX = 4 << 20 };

/** From here on every byte jansson releases is overwritten first. Call once, before any other use of jansson and
 *  before the first thread; memory from jansson (json_dumps) must then not be given to free(). */
void json_use_wiping_memory(void);

/** n bytes as one JSON value, to be released with json_decref. ST_TOO_LONG past JSON_BYTES_MAX, ST_INVALID. */
enum status json_read(const char *bytes, size_t n, json_t **ret_value);
/** The compact text of the value, members in the order they were set, appended to buf. */
enum status json_write(const json_t *value, struct buf *buf);

/* What must be there. ST_INVALID: missing, null or of another type; ST_TOO_LONG: longer than the room. */
enum status json_need_string(
	const json_t *object, const char *name, char *ret_text, size_t room);
/** An integer (no fraction, no exponent) of min…max; outside is ST_INVALID. */
enum status json_need_int(
	const json_t *object, const char *name, int64_t min, int64_t max, int64_t *ret_value);
enum status json_need_bool(const json_t *object, const char *name, bool *ret_value);
enum status json_need_object(const json_t *object, const char *name, json_t **ret_borrowed);
/** An array of at most `max` elements; more is ST_TOO_LONG. */
enum status json_need_array(
	const json_t *object, const char *name, size_t max, json_t **ret_borrowed);

/* What may be there: missing or null is ST_OK and leaves the result as the caller set it. */
enum status json_may_string(
	const json_t *object, const char *name, char *ret_text, size_t room);
enum status json_may_int(
	const json_t *object, const char *name, int64_t min, int64_t max, int64_t *ret_value);
enum status json_may_bool(const json_t *object, const char *name, bool *ret_value);
enum status json_may_object(const json_t *object, const char *name, json_t **ret_borrowed);
enum status json_may_array(
	const json_t *object, const char *name, size_t max, json_t **ret_borrowed);

#endif
