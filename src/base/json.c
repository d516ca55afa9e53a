/* SPDX-License-Identifier: Apache-2.0 */
/* Strict reading of JSON over jansson, and an allocator for it that wipes. */
#include "base/json.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* Stands before every block, so that the block knows how much to wipe. */
struct block {
	_Alignas(max_align_t) size_t n;
};

static void *
block_new(size_t n)
{
	struct block *block;

	if (n > SIZE_MAX - sizeof(*block))
		return NULL;
	block = malloc(sizeof(*block) + n);
	if (block == NULL)
		return NULL;
	block->n = n;
	return block + 1;
}

static void
block_free(void *bytes)
{
	struct block *block;

	if (bytes == NULL)
		return;
	block = (struct block *)bytes - 1;
	wipe(bytes, block->n);
	free(block);
}

void
json_use_wiping_memory(void)
{
	json_set_alloc_funcs(block_new, block_free);
}

enum status
json_read(const char *bytes, size_t n, json_t **ret_value)
{
	json_error_t error;
	json_t *value;

	if (n > JSON_BYTES_MAX)
		return ST_TOO_LONG;
	value = json_loadb(bytes, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
	if (value == NULL)
		return json_error_code(&error) == json_error_out_of_memory ? ST_NO_MEMORY
									   : ST_INVALID;
	*ret_value = value;
	return ST_OK;
}

struct sink {
	struct buf *buf;
	enum status st;
};

static int
sink_add(const char *bytes, size_t n, void *ctx)
{
	struct sink *sink = ctx;

	sink->st = buf_add(sink->buf, bytes, n);
	return sink->st == ST_OK ? 0 : -1;
}

enum status
json_write(const json_t *value, struct buf *buf)
{
	struct sink sink = { .buf = buf, .st = ST_OK };

	if (json_dump_callback(value, sink_add, &sink, JSON_COMPACT | JSON_ENCODE_ANY) == 0)
		return ST_OK;
	return sink.st == ST_OK ? ST_INVALID : sink.st;
}

static bool
is_absent(const json_t *object, const char *name)
{
	const json_t *member = json_object_get(object, name);

	return json_is_object(object) && (member == NULL || json_is_null(member));
}

enum status
json_need_string(const json_t *object, const char *name, char *ret_text, size_t room)
{
	const json_t *member = json_object_get(object, name);

	if (!json_is_string(member))
		return ST_INVALID;
	if (json_string_length(member) >= room)
		return ST_TOO_LONG;
	return str_copy(ret_text, room, json_string_value(member));
}

enum status
json_need_int(
	const json_t *object, const char *name, int64_t min, int64_t max, int64_t *ret_value)
{
	const json_t *member = json_object_get(object, name);
	json_int_t value;

	if (!json_is_integer(member))
		return ST_INVALID;
	value = json_integer_value(member);
	if (value < min || value > max)
		return ST_INVALID;
	*ret_value = value;
	return ST_OK;
}

enum status
json_need_bool(const json_t *object, const char *name, bool *ret_value)
{
	const json_t *member = json_object_get(object, name);

	if (!json_is_boolean(member))
		return ST_INVALID;
	*ret_value = json_is_true(member);
	return ST_OK;
}

enum status
json_need_object(const json_t *object, const char *name, json_t **ret_borrowed)
{
	json_t *member = json_object_get(object, name);

	if (!json_is_object(member))
		return ST_INVALID;
	*ret_borrowed = member;
	return ST_OK;
}

enum status
json_need_array(const json_t *object, const char *name, size_t max, json_t **ret_borrowed)
{
	json_t *member = json_object_get(object, name);

	if (!json_is_array(member))
		return ST_INVALID;
	if (json_array_size(member) > max)
		return ST_TOO_LONG;
	*ret_borrowed = member;
	return ST_OK;
}

enum status
json_may_string(const json_t *object, const char *name, char *ret_text, size_t room)
{
	return is_absent(object, name) ? ST_OK : json_need_string(object, name, ret_text, room);
}

enum status
json_may_int(
	const json_t *object, const char *name, int64_t min, int64_t max, int64_t *ret_value)
{
	return is_absent(object, name) ? ST_OK
				       : json_need_int(object, name, min, max, ret_value);
}

enum status
json_may_bool(const json_t *object, const char *name, bool *ret_value)
{
	return is_absent(object, name) ? ST_OK : json_need_bool(object, name, ret_value);
}

enum status
json_may_object(const json_t *object, const char *name, json_t **ret_borrowed)
{
	return is_absent(object, name) ? ST_OK : json_need_object(object, name, ret_borrowed);
}

enum status
json_may_array(const json_t *object, const char *name, size_t max, json_t **ret_borrowed)
{
	return is_absent(object, name) ? ST_OK
				       : json_need_array(object, name, max, ret_borrowed);
}
