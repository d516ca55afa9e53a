/* SPDX-License-Identifier: Apache-2.0 */
/* Bodies of requests, built in one statement each. */
#include "work/central_object.h"

#include "work/wire.h"

json_t *
object_of(const struct pair *pair)
{
	json_t *object = json_object();
	bool whole = object != NULL;

	for (; pair->name; pair++)
		if (json_object_set_new(object, pair->name, pair->value) != 0)
			whole = false;
	if (whole)
		return object;
	json_decref(object);
	return NULL;
}

json_t *
text_or_null(const char *text)
{
	return text[0] ? json_string(text) : json_null();
}

json_t *
date_or_null(struct date date)
{
	char text[DATE_ISO];

	date_format_iso(date, text);
	return text_or_null(text);
}

json_t *
time_of(int64_t unix_ms)
{
	char text[WIRE_TIME];

	wire_format_time(unix_ms / 1000, text);
	return text_or_null(text);
}

json_t *
rupiah_or_null(bool known, int64_t rupiah)
{
	return known ? json_integer(rupiah) : json_null();
}
