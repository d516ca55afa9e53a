/* SPDX-License-Identifier: Apache-2.0 */
/* Walking a table of steps. */
#include "flow/flow.h"

#include "base/str.h"

#include <string.h>

int
flow_length(const struct flow *flow)
{
	int n = 0;

	for (; flow; flow = flow->first)
		n += (int)flow->n;
	return n;
}

const struct step *
flow_step(const struct flow *flow, int at)
{
	int before = flow_length(flow->first);

	for (; at < before; before -= (int)flow->n)
		flow = flow->first;
	return &flow->steps[at - before];
}

bool
flow_identifies(const struct flow *flow)
{
	while (flow && flow != &identity_flow)
		flow = flow->first;
	return flow != NULL;
}

int
flow_from(const struct flow *flow, int from, const struct answers *answers,
	const struct place *place)
{
	for (int i = from; i < flow_length(flow); i++) {
		const struct step *step = flow_step(flow, i);

		if (!step->aside && (step->skip == NULL || !step->skip(answers, place)))
			return i;
	}
	return NO_STEP;
}

int
flow_find(const struct flow *flow, const char *name)
{
	for (int i = 0; i < flow_length(flow); i++)
		if (strcmp(flow_step(flow, i)->name, name) == 0)
			return i;
	return NO_STEP;
}

static bool
stands_aside(const struct flow *flow, int at)
{
	return at != NO_STEP && flow_step(flow, at)->aside;
}

int
flow_to(const struct flow *flow, const char *name, const struct answers *answers,
	const struct place *place)
{
	int to = flow_find(flow, name);

	for (int i = 0; i < flow_length(flow) && stands_aside(flow, to); i++) {
		const struct step *step = flow_step(flow, to);

		if (step->skip == NULL || step->next == NULL || !step->skip(answers, place))
			return to;
		to = flow_find(flow, step->next);
	}
	return to == NO_STEP ? NO_STEP : flow_from(flow, to, answers, place);
}

int
flow_next(const struct flow *flow, int at, const struct answers *answers,
	const struct place *place)
{
	const char *next = flow_step(flow, at)->next;

	return next ? flow_to(flow, next, answers, place)
		    : flow_from(flow, at + 1, answers, place);
}

const char *
step_branch(const struct step *step, enum outcome outcome)
{
	for (size_t i = 0; i < step->branches_n; i++)
		if (step->branches[i].outcome == outcome)
			return step->branches[i].go;
	return NULL;
}

const struct option *
step_option(const struct step *step, char key, const struct answers *answers,
	const struct place *place)
{
	for (size_t i = 0; i < step->options_n; i++) {
		const struct option *option = &step->options[i];

		if (option->key == key &&
			(option->when == NULL || option->when(answers, place)))
			return option;
	}
	return NULL;
}

bool
step_is_past(const struct step *step, const struct answers *answers, const struct place *place)
{
	return step->once &&
	       (step->aside || (step->skip != NULL && step->skip(answers, place)));
}

bool
step_counts(const struct step *step)
{
	return !step->quiet && step->kind != STEP_WAIT && step->kind != STEP_RESULT;
}

/* Where the rows end that follow by themselves: a detour counts for whoever is on it. */
static int
end_of_way(const struct flow *flow, int at)
{
	int end = flow_length(flow);

	for (; flow; flow = flow->first)
		if (flow->detour && at < flow_length(flow->first))
			end = flow_length(flow->first);
	return end;
}

int
flow_remaining(const struct flow *flow, int at, const struct answers *answers,
	const struct place *place)
{
	int n = 0, end = end_of_way(flow, at);

	for (int i = at + 1; i < end; i++) {
		const struct step *step = flow_step(flow, i);

		if (step_counts(step) && !step->aside &&
			(step->skip == NULL || !step->skip(answers, place)))
			n++;
	}
	return n;
}

/* Static texts that are too long for their room are a mistake in a table; a test fills every page. */
static void
put(char *dst, size_t room, const char *text)
{
	if (text)
		str_clip(dst, room, TR(text));
}

const char *
field_label(const struct field *field, const struct answers *answers)
{
	return field->label_of ? field->label_of(answers) : field->label;
}

static void
read_groups(const char *groups, const char *typed, char *ret_text, size_t room)
{
	size_t n = 0, left = 0;

	for (; *typed && n + 2 < room; typed++, left--) {
		if (left == 0 && n > 0)
			ret_text[n++] = ' ';
		if (left == 0)
			left = *groups ? (size_t)(*groups++ - '0') : room;
		ret_text[n++] = *typed;
	}
	ret_text[n] = '\0';
}

void
field_read_back(const struct field *field, const char *typed, char *ret_text, size_t room)
{
	char words[DATE_LONG];
	struct date date;

	if (field->kind == FIELD_DATE && date_parse_pad(typed, &date) == ST_OK) {
		date_format_long(date, words);
		str_clip(ret_text, room, words);
	} else if (field->groups) {
		read_groups(field->groups, typed, ret_text, room);
	} else {
		str_clip(ret_text, room, typed);
	}
}

static void
fill_field(const struct field *field, const struct answers *answers, struct page *page)
{
	page->field.kind = field->kind;
	page->field.max = field->max;
	put(page->field.label, sizeof(page->field.label), field_label(field, answers));
	put(page->field.example, sizeof(page->field.example), field->example);
	if (field->groups)
		str_clip(page->field.groups, sizeof(page->field.groups), field->groups);
	str_clip(page->field.typed, sizeof(page->field.typed),
		(const char *)answers + field->offset);
}

/* 0 is the last. */
static int
rank(char key)
{
	return key == '0' ? '9' + 1 : key;
}

/* As the keys lie on the pad, whoever added them. */
static void
sort_choices(struct page *page)
{
	for (size_t i = 1; i < page->choices; i++) {
		const struct page_choice choice = page->choice[i];
		size_t to = i;

		for (; to > 0 && rank(page->choice[to - 1].key) > rank(choice.key); to--)
			page->choice[to] = page->choice[to - 1];
		page->choice[to] = choice;
	}
}

void
flow_fill(const struct flow *flow, int at, const struct answers *answers,
	const struct place *place, struct page *page)
{
	const struct step *step = flow_step(flow, at);

	page_init(page);
	page->kind = step->kind;
	put(page->name, sizeof(page->name), step->name);
	put(page->service, sizeof(page->service), flow->service);
	put(page->ask, sizeof(page->ask), step->ask);
	put(page->todo, sizeof(page->todo), step->todo);
	put(page->why, sizeof(page->why), step->why);
	put(page->help, sizeof(page->help), step->help);
	put(page->speak, sizeof(page->speak), step->speak);
	if (step->field)
		fill_field(step->field, answers, page);
	for (size_t i = 0; i < step->options_n; i++) {
		const struct option *option = &step->options[i];

		if (option->when == NULL || option->when(answers, place))
			(void)page_choice(page, option->key, TR(option->text));
	}
	if (step->fill)
		step->fill(answers, place, page);
	sort_choices(page);
}
