/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies checked against rows. */
#include "central/form.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/claim.h"
#include "rules/code.h"

#include <string.h>

enum { POINTER_ROOM = 160 };

static enum status
complain(json_t *errors, const char *pointer, const char *code)
{
	json_t *error = json_pack("{s:s, s:s}", "pointer", pointer, "code", code);

	return json_array_append_new(errors, error) == 0 ? ST_OK : ST_NO_MEMORY;
}

static bool
is_word_of(const char *words, const char *text)
{
	size_t n = strcspn(text, " ");

	if (text[n] != '\0') /* a word has no blank */
		return false;
	for (const char *at = words; n > 0 && (at = strstr(at, text)) != NULL; at += n)
		if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

/* 2026-11-23T09:00:00(.5)(Z|+08:00) */
static bool
is_time(const char *text)
{
	struct date date;
	char day[DATE_ISO] = "";
	int hour, minute, second, n = 0;

	if (strlen(text) < 20 || (text[10] != 'T' && text[10] != 't'))
		return false;
	memcpy(day, text, DATE_ISO - 1);
	if (date_parse_iso(day, &date) != ST_OK ||
		sscanf(text + 11, "%2d:%2d:%2d%n", &hour, &minute, &second, &n) != 3 || n != 8)
		return false;
	text += 11 + n;
	if (*text == '.')
		text += 1 + strspn(text + 1, "0123456789");
	if (strcmp(text, "Z") == 0)
		return hour < 24 && minute < 60 && second <= 60;
	return (*text == '+' || *text == '-') && strlen(text) == 6 && text[3] == ':' &&
	       strspn(text + 1, "0123456789") == 2 && strspn(text + 4, "0123456789") == 2 &&
	       hour < 24 && minute < 60 && second <= 60;
}

static bool
is_phone(const char *text)
{
	char e164[17];

	return phone_check(text, e164) == FLAW_NONE && strcmp(e164, text) == 0;
}

static bool
is_code(const char *text)
{
	char code[CODE_ROOM];

	return code_read(text, code) == FLAW_NONE && strcmp(code, text) == 0;
}

static const char *
text_fault(const struct field *field, const char *text, size_t n)
{
	struct date date;
	enum claim_reason reason;
	enum paper paper;
	bool good;

	switch (field->form) {
	case FORM_TEXT:
		if ((int64_t)n > field->max)
			return "too-long";
		good = (int64_t)n >= field->min && utf8_is_valid(text, n);
		break;
	case FORM_DIGITS:
		good = str_is_digits(text) && (int64_t)n >= field->min &&
		       (int64_t)n <= field->max;
		break;
	case FORM_KPJ:
		good = n == KPJ_DIGITS &&
		       strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == n;
		break;
	case FORM_CODE:
		good = is_code(text);
		break;
	case FORM_DATE:
		good = date_parse_iso(text, &date) == ST_OK;
		break;
	case FORM_TIME:
		good = is_time(text);
		break;
	case FORM_PHONE:
		good = is_phone(text);
		break;
	case FORM_WORD:
		return is_word_of(field->words, text) ? NULL : "not-allowed";
	case FORM_REASON:
		return n > 0 && claim_reason_from_code(text, &reason) == ST_OK ? NULL
									       : "not-allowed";
	case FORM_PAPER:
		return paper_from_code(text, &paper) == ST_OK ? NULL : "not-allowed";
	default:
		return "wrong-type";
	}
	return good ? NULL : "wrong-form";
}

static const char *
value_fault(const struct field *field, const json_t *value)
{
	double number = json_number_value(value);

	switch (field->form) {
	case FORM_BOOL:
		return json_is_boolean(value) ? NULL : "wrong-type";
	case FORM_INT:
	case FORM_NUMBER:
		if (field->form == FORM_INT ? !json_is_integer(value) : !json_is_number(value))
			return "wrong-type";
		return number >= (double)field->min && number <= (double)field->max
			       ? NULL
			       : "out-of-range";
	case FORM_OBJECT:
		return json_is_object(value) ? NULL : "wrong-type";
	case FORM_ARRAY:
		if (!json_is_array(value))
			return "wrong-type";
		return (int64_t)json_array_size(value) >= field->min &&
				       (int64_t)json_array_size(value) <= field->max
			       ? NULL
			       : "out-of-range";
	default:
		return json_is_string(value) ? text_fault(field, json_string_value(value),
						       json_string_length(value))
					     : "wrong-type";
	}
}

struct check {
	json_t *errors; /* borrowed */
	bool closed;    /* members without a row are wrong */
};

static enum status check_fields(const struct check *check, const struct field *fields,
	const json_t *object, const char *pointer);

static enum status
check_value(const struct check *check, const struct field *field, const json_t *value,
	const char *pointer)
{
	const char *fault = value_fault(field, value);
	enum status st = ST_OK;

	if (fault != NULL)
		return complain(check->errors, pointer, fault);
	if (field->form == FORM_OBJECT && field->fields != NULL)
		return check_fields(check, field->fields, value, pointer);
	if (field->form != FORM_ARRAY)
		return ST_OK;
	for (size_t i = 0; st == ST_OK && i < json_array_size(value); i++) {
		char element[POINTER_ROOM];

		st = str_format(element, sizeof(element), "%s/%zu", pointer, i);
		if (st == ST_OK)
			st = check_value(
				check, field->fields, json_array_get(value, i), element);
	}
	return st;
}

static bool
has_row(const struct field *fields, const char *name)
{
	for (; fields->name != NULL; fields++)
		if (strcmp(fields->name, name) == 0)
			return true;
	return false;
}

static enum status
check_unknown(const struct check *check, const struct field *fields, const json_t *object,
	const char *pointer)
{
	enum status st = ST_OK;
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)object, name, value)
	{
		char member[POINTER_ROOM];

		if (st != ST_OK || has_row(fields, name))
			continue;
		st = str_format(member, sizeof(member), "%s/%.60s", pointer, name);
		if (st == ST_OK)
			st = complain(check->errors, member, "unknown");
	}
	return st;
}

static enum status
check_fields(const struct check *check, const struct field *fields, const json_t *object,
	const char *pointer)
{
	enum status st = check->closed ? check_unknown(check, fields, object, pointer) : ST_OK;

	for (const struct field *f = fields; st == ST_OK && f->name != NULL; f++) {
		const json_t *value = json_object_get(object, f->name);
		char member[POINTER_ROOM];

		st = str_format(member, sizeof(member), "%s/%s", pointer, f->name);
		if (st != ST_OK)
			break;
		if (value == NULL)
			st = f->required ? complain(check->errors, member, "missing") : ST_OK;
		else if (!json_is_null(value) || !f->nullable)
			st = check_value(check, f, value, member);
	}
	return st;
}

static enum status
check_whole(const struct check *check, const struct field *fields, const json_t *object)
{
	if (!json_is_object(object))
		return complain(check->errors, "", "wrong-type");
	return check_fields(check, fields, object, "");
}

enum status
form_check(const struct field *fields, const json_t *object, json_t *errors)
{
	return check_whole(&(struct check){ errors, false }, fields, object);
}

enum status
form_check_closed(const struct field *fields, const json_t *object, json_t *errors)
{
	return check_whole(&(struct check){ errors, true }, fields, object);
}

const char *
text_of(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

int64_t
integer_of(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

bool
truth_of(const json_t *object, const char *name)
{
	return json_is_true(json_object_get(object, name));
}
