/* SPDX-License-Identifier: Apache-2.0 */
/* One function a kind of member. */
#include "work/central_member.h"

#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/claim.h"
#include "rules/date.h"
#include "work/wire.h"

#include <limits.h>
#include <string.h>

enum status
word_find(const struct word *words, const char *text, int *ret_value)
{
	for (; words->text; words++)
		if (strcmp(words->text, text) == 0) {
			*ret_value = words->value;
			return ST_OK;
		}
	return ST_INVALID;
}

static enum status
read_text(const json_t *value, const struct member *member)
{
	if (!json_is_string(value))
		return ST_INVALID;
	utf8_harmless(member->to, member->room, json_string_value(value));
	return ST_OK;
}

static enum status
read_id(const json_t *value, const struct member *member)
{
	const char *text = json_string_value(value);

	if (text == NULL || !wire_is_id(text) || strlen(text) >= member->room)
		return ST_INVALID;
	return str_copy(member->to, member->room, text);
}

static enum status
read_word(const json_t *value, const struct member *member)
{
	const char *text = json_string_value(value);

	return text ? word_find(member->words, text, member->to) : ST_INVALID;
}

static enum status
read_reason(const json_t *value, const struct member *member)
{
	enum claim_reason reason = REASON_NONE;

	if (!json_is_string(value))
		return ST_INVALID;
	if (claim_reason_from_code(json_string_value(value), &reason) != ST_OK)
		reason = REASON_NONE;
	*(enum claim_reason *)member->to = reason;
	return ST_OK;
}

static enum status
read_rupiah(const json_t *value, const struct member *member)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return ST_INVALID;
	*(int64_t *)member->to = json_integer_value(value);
	return ST_OK;
}

static enum status
read_number(const json_t *value, const struct member *member)
{
	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
		json_integer_value(value) > INT_MAX)
		return ST_INVALID;
	*(int *)member->to = (int)json_integer_value(value);
	return ST_OK;
}

static enum status
read_bool(const json_t *value, const struct member *member)
{
	if (!json_is_boolean(value))
		return ST_INVALID;
	*(bool *)member->to = json_is_true(value);
	return ST_OK;
}

static enum status
read_member(const json_t *object, const struct member *member)
{
	const json_t *value = json_object_get(object, member->name);
	const char *text = json_string_value(value);

	if (json_is_null(value) && member->may_be_null) {
		memset(member->to, 0, member->room);
		return ST_OK;
	}
	switch (member->kind) {
	case TEXT:
		return read_text(value, member);
	case ID:
		return read_id(value, member);
	case DATE:
		return text ? date_parse_iso(text, member->to) : ST_INVALID;
	case TIME:
		return text ? wire_read_time(text, member->to) : ST_INVALID;
	case RUPIAH:
		return read_rupiah(value, member);
	case NUMBER:
		return read_number(value, member);
	case BOOL:
		return read_bool(value, member);
	case WORD:
		return read_word(value, member);
	case REASON:
		return read_reason(value, member);
	case END:
		break;
	}
	return ST_INVALID;
}

enum status
members_read(const json_t *object, const struct member *member)
{
	enum status st = ST_OK;

	for (; member->kind != END && st == ST_OK; member++)
		st = read_member(object, member);
	return st;
}

enum status
member_object_or_null(const json_t *object, const char *name, json_t **ret_borrowed)
{
	if (!json_is_null(json_object_get(object, name)))
		return json_need_object(object, name, ret_borrowed);
	*ret_borrowed = NULL;
	return ST_OK;
}
