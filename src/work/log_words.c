/* SPDX-License-Identifier: Apache-2.0 */
/* What a row of the journal says, put together from the tables of its codes. */
#include "work/log_words.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "flow/step_words.h"
#include "rules/ending.h"

#include <string.h>

static void
add(char words[LOG_WORDS], const char *before, const char *text)
{
	size_t n = strlen(words);

	if (text[0] != '\0')
		(void)str_format(
			words + n, LOG_WORDS - n, "%s%s", before, text); /* fits: LOG_WORDS */
}

/* The first word with a slash in it, of a detail that names a step. */
static void
add_step(const struct journal_row *row, char words[LOG_WORDS])
{
	char name[sizeof(row->detail)];
	const char *slash = strchr(row->detail, '/'), *begin = slash;

	if (slash == NULL)
		return;
	while (begin > row->detail && begin[-1] != ' ')
		begin--;
	str_clip(name, sizeof(name), begin);
	name[strcspn(name, " ")] = '\0';
	add(words, ": ", step_asks(name));
}

static bool
names_a_step(const char *event)
{
	static const enum event events[] = { EVENT_STEP, EVENT_VISIT_END };

	for (size_t i = 0; i < ARRAY_LEN(events); i++)
		if (strcmp(event_code(events[i]), event) == 0)
			return true;
	return false;
}

void
log_row_words(const struct journal_row *row, char ret_words[LOG_WORDS])
{
	const char *event = event_words(row->event), *outcome = outcome_words(row->outcome);
	char words[LOG_WORDS] = "";

	if (event == NULL) {
		add(words, "", TR(N_("catatan versi lain")));
		add(words, " ", row->event);
	} else {
		add(words, "", TR(event));
	}
	if (event != NULL && names_a_step(row->event))
		add_step(row, words);
	add(words, " – ", outcome != NULL ? TR(outcome) : row->outcome);
	utf8_harmless(ret_words, LOG_WORDS, words);
}

void
log_row_who(const struct journal_row *row, char *ret_who, size_t room)
{
	static const struct {
		const char *actor, *words;
	} actors[] = {
		{ "participant", N_("peserta") },
		{ "kiosk", N_("kios") },
		{ "desk", N_("meja") },
		{ "command-line", N_("perintah") },
		{ "", "–" },
	};
	static const char staff[] = "staff-";
	const char *who = row->actor;

	if (strncmp(who, staff, strlen(staff)) == 0)
		who += strlen(staff);
	for (size_t i = 0; i < ARRAY_LEN(actors); i++)
		if (strcmp(actors[i].actor, row->actor) == 0)
			who = TR(actors[i].words);
	utf8_harmless(ret_who, room, who);
}
