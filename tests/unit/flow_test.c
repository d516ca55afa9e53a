/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of steps themselves: every name leads somewhere, every text is short enough, every page can be filled. */
#include "base/array.h"
#include "base/str.h"
#include "flow/claim_fill.h"
#include "flow/flow.h"
#include "flow/step_words.h"
#include "rules/consent.h"
#include "rules/region.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_A_LINE = 12 };

static struct holidays holidays;
static struct banks banks;

static struct place
place_of_test(void)
{
	static const char csv[] = "code,name,short,lengths\n002,BRI,yes,15\n008,Mandiri,yes,13\n";
	int line = 0;

	if (banks.n == 0)
		assert_int_equal(banks_parse(csv, &banks, &line), ST_OK);
	return (struct place){ .today = { 2026, 11, 23 }, .zone = "WITA", .site = "MPP",
		.kiosk = "K1", .policy = policy_built_in(), .holidays = &holidays, .banks = &banks,
		.camera = true, .printer = true, .centre = true };
}

static struct answers *
empty_answers(void)
{
	struct answers *a = calloc(1, sizeof(*a));

	assert_non_null(a);
	return a;
}

static void
check_go(const struct flow *flow, const struct step *step, const char *go)
{
	static const char *const outs[] = { GO_VOICE, GO_MENU, GO_END, GO_LEAVE, GO_STAFF, GO_POP,
		GO_STATUS, GO_UNBLOCK, GO_WAITING, GO_THIS_CLAIM, GO_COUNTER, GO_ACCOUNTS, GO_SUPERVISOR, GO_DONE, GO_MORE,
		GO_HANDED, GO_DEVICES, GO_MORNING };

	if (go == NULL || go[0] == '\0' || service_of(go))
		return;
	for (size_t i = 0; i < ARRAY_LEN(outs); i++)
		if (strcmp(go, outs[i]) == 0)
			return;
	if (flow_find(flow, go) == NO_STEP)
		fail_msg("%s.%s leads to %s, which is nowhere", flow->name, step->name, go);
}

static void
flow__every_name_leads_somewhere(void **state)
{
	(void)state;
	for (size_t f = 0; every_flow[f] != NULL; f++)
		for (int i = 0; i < flow_length(every_flow[f]); i++) {
			const struct step *step = flow_step(every_flow[f], i);

			check_go(every_flow[f], step, step->next);
			check_go(every_flow[f], step, step->empty_go);
			for (size_t o = 0; o < step->options_n; o++)
				check_go(every_flow[f], step, step->options[o].go);
			for (size_t b = 0; b < step->branches_n; b++)
				check_go(every_flow[f], step, step->branches[b].go);
		}
}

static void
flow__names_are_unique_and_fit(void **state)
{
	(void)state;
	for (size_t f = 0; every_flow[f] != NULL; f++)
		for (int i = 0; i < flow_length(every_flow[f]); i++) {
			const char *name = flow_step(every_flow[f], i)->name;

			assert_int_equal(flow_find(every_flow[f], name), i);
			assert_true(strlen(name) < sizeof(((struct page *)0)->name));
		}
}

/* The key of that step which leads there; 0: none. */
static char
key_to(const char *step, const char *go)
{
	const struct step *menu = flow_step(&menu_flow, flow_find(&menu_flow, step));

	for (size_t i = 0; i < menu->options_n; i++)
		if (menu->options[i].go && strcmp(menu->options[i].go, go) == 0)
			return menu->options[i].key;
	return 0;
}

/* What is printed of taking consent back is what the menu does. */
static void
consent__names_the_keys_of_the_menu(void **state)
{
	char keys[64];
	size_t named = 0;

	(void)state;
	assert_int_equal(str_format(keys, sizeof(keys), "Menu %c Lainnya, lalu %c,",
				 key_to("menu", "others"), key_to("others", GO_WITHDRAW)),
		ST_OK);
	for (size_t i = 0; i < CONSENT_ROWS; i++)
		named += strstr(consent_words(&consent_rows[i], true), keys) != NULL;
	assert_int_equal(named, 1);
}

/* Whoever only looks at a claim is not told of the steps of mending it. */
static void
remaining__counts_a_detour_on_the_detour_alone(void **state)
{
	static const struct answers answers = { .claims_n = 1 };
	static const struct answers mending = { .claims_n = 1,
		.mending = "JHT-1",
		.claim = { { .number = "JHT-1", .status = "returned", .return_field = "account" } },
		.bank = "002" };
	const struct place place = place_of_test();
	const struct flow *flow = &my_claims_flow;

	(void)state;
	assert_int_equal(
		flow_remaining(flow, flow_find(flow, "claim"), &answers, &place), 0);
	assert_int_equal(
		flow_remaining(flow, flow_find(flow, "claims_look"), &answers, &place), 1);
	assert_true(flow_remaining(flow, flow_find(flow, "bank"), &mending, &place) >= 1);
}

static void
check_words(const struct step *step, const char *text)
{
	int words = 1;

	if (text == NULL)
		return;
	for (; *text; text++)
		words += *text == ' ';
	if (words > WORDS_A_LINE)
		fail_msg("%s: %d words in a line", step->name, words);
}

static void
flow__texts_have_at_most_12_words(void **state)
{
	(void)state;
	for (size_t f = 0; every_flow[f] != NULL; f++)
		for (int i = 0; i < flow_length(every_flow[f]); i++) {
			const struct step *step = flow_step(every_flow[f], i);

			check_words(step, step->ask);
			check_words(step, step->todo);
			check_words(step, step->why);
			check_words(step, step->help);
			for (size_t o = 0; o < step->options_n; o++)
				check_words(step, step->options[o].text);
		}
}

static void
flow__every_question_says_why_it_is_asked(void **state)
{
	(void)state;
	for (int i = 0; i < flow_length(&claim_flow); i++) {
		const struct step *step = flow_step(&claim_flow, i);

		if (step_counts(step) && !step->aside && step->why == NULL &&
			strcmp(step->name, "holder") != 0)
			fail_msg("%s does not say why", step->name);
	}
}

static void
flow__every_choice_has_a_way_out(void **state)
{
	(void)state;
	for (int i = 0; i < flow_length(&claim_flow); i++) {
		const struct step *step = flow_step(&claim_flow, i);

		if (step->kind == STEP_CHOICE || step->kind == STEP_YESNO)
			assert_true(step->options_n > 0 || step->choose != NULL);
		if (step->kind == STEP_WAIT)
			assert_int_not_equal(step->effect, EFFECT_NONE);
		if (step->kind == STEP_FORM)
			assert_non_null(step->field);
	}
}

/* A person with everything that can make a page long. */
static struct answers *
full_answers(void)
{
	struct answers *a = empty_answers();

	memset(a->name, 'A', sizeof(a->name) - 1);
	memset(a->address, 'B', sizeof(a->address) - 1);
	memset(a->holder, 'C', sizeof(a->holder) - 1);
	memset(a->mother_name, 'D', sizeof(a->mother_name) - 1);
	(void)str_copy(a->nik, sizeof(a->nik), "6308055203600001");
	(void)str_copy(a->bank, sizeof(a->bank), "002");
	(void)str_copy(a->account, sizeof(a->account), "123456789012345");
	(void)str_copy(a->code, sizeof(a->code), "K7MPQ2RXC");
	a->birth = (struct date){ 1960, 3, 12 };
	a->record_birth = (struct date){ 1961, 3, 12 };
	a->birth_differs = a->have_record = a->account_known = true;
	a->missing_n = 3;
	a->cards_n = CARDS_MAX;
	for (size_t i = 0; i < a->cards_n; i++) {
		memset(a->card[i].employer, 'P', sizeof(a->card[i].employer) - 1);
		(void)str_copy(a->card[i].kpj, sizeof(a->card[i].kpj), "12345678901");
		a->card[i].registered = i > 0;
		a->card[i].balance = 999999999999;
	}
	a->claims_n = CLAIMS_MAX;
	for (size_t i = 0; i < a->claims_n; i++)
		a->claim[i].open = true;
	a->decision.papers_n = PAPERS_MAX;
	a->documents_n = DOCUMENTS_MAX;
	a->decision.over_limit = true;
	a->decision.tax = 1;
	return a;
}

static void
flow__every_page_can_be_filled(void **state)
{
	struct answers *people[] = { empty_answers(), full_answers() };
	const struct place place = place_of_test();

	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(people); p++) {
		for (size_t f = 0; every_flow[f] != NULL; f++)
			for (int i = 0; i < flow_length(every_flow[f]); i++) {
				struct page page;

				flow_fill(every_flow[f], i, people[p], &place, &page);
				assert_true(page.ask[0] != '\0');
				assert_true(page.lines <= PAGE_LINES);
			}
		free(people[p]);
	}
}

static void
flow__keys_of_a_page_are_unique(void **state)
{
	struct answers *people[] = { empty_answers(), full_answers() };
	const struct place place = place_of_test();

	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(people); p++) {
		for (int i = 0; i < flow_length(&claim_flow); i++) {
			struct page page;
			unsigned seen = 0;

			flow_fill(&claim_flow, (int)i, people[p], &place, &page);
			for (size_t c = 0; c < page.choices; c++) {
				unsigned bit = 1u << (page.choice[c].key - '0');

				assert_false(seen & bit);
				seen |= bit;
			}
		}
		free(people[p]);
	}
}

static void
claim__asks_from_56_on_no_reason(void **state)
{
	struct answers *a = empty_answers();
	const struct place place = place_of_test();
	const struct step *nik = flow_step(&claim_flow, flow_find(&claim_flow, "nik"));

	(void)state;
	(void)str_copy(a->nik, sizeof(a->nik), "6308055203600001");
	nik->taken(a, &place);
	assert_int_equal(a->reason, REASON_USIA_56);
	assert_true(a->priority);
	(void)str_copy(a->nik, sizeof(a->nik), "6308044505920004");
	nik->taken(a, &place);
	assert_int_equal(a->reason, REASON_NONE);
	free(a);
}

static void
claim__warns_before_the_key_that_crosses_the_limit(void **state)
{
	struct answers *a = empty_answers();
	const struct place place = place_of_test();
	struct page page;
	bool warned = false;

	(void)state;
	a->have_record = true;
	a->cards_n = 2;
	a->card[0] = (struct card){ .kpj = "12345678901", .registered = true, .balance = 9900000 };
	a->card[1] = (struct card){ .kpj = "12345678902", .balance = 5300000 };
	flow_fill(&claim_flow, flow_find(&claim_flow, "cards"), a, &place, &page);
	for (size_t i = 0; i < page.lines; i++)
		warned |= page.line[i].style == LINE_WARN;
	assert_true(warned);
	a->card[1].balance = 5100000;
	flow_fill(&claim_flow, flow_find(&claim_flow, "cards"), a, &place, &page);
	for (size_t i = 0; i < page.lines; i++)
		assert_int_not_equal(page.line[i].style, LINE_WARN);
	free(a);
}

/* Whether the page of that step warns about the region of the NIK. */
static bool
warns_of_region(const char *step, const struct place *place, const char *nik)
{
	struct answers *a = empty_answers();
	struct page page;
	bool warns = false;

	a->without_centre = true;
	assert_int_equal(str_copy(a->nik, sizeof(a->nik), nik), ST_OK);
	flow_fill(&claim_flow, flow_find(&claim_flow, step), a, place, &page);
	for (size_t i = 0; i < page.lines; i++)
		warns |= page.line[i].style == LINE_WARN &&
			 strcmp(page.line[i].text, flaw_words(FLAW_NIK_REGION)) == 0;
	free(a);
	return warns;
}

static void
claim__warns_of_an_unknown_region_where_the_centre_cannot_tell(void **state)
{
	static const char *const steps[] = { "is_this_you", "not_found" };
	static struct regions regions;
	struct place place = place_of_test(), unread = place_of_test();
	int line;

	(void)state;
	assert_int_equal(
		regions_add(&regions, REGION_PROVINCE, "code,name\n63,A\n", &line), ST_OK);
	assert_int_equal(
		regions_add(&regions, REGION_REGENCY, "code,name\n6308,B\n", &line), ST_OK);
	assert_int_equal(
		regions_add(&regions, REGION_DISTRICT, "code,name\n630805,C\n", &line), ST_OK);
	place.regions = &regions;
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		assert_true(warns_of_region(steps[i], &place, "6399055203600001"));
		assert_false(warns_of_region(steps[i], &place, "6308055203600001"));
		assert_false(warns_of_region(steps[i], &place, ""));
		assert_false(warns_of_region(steps[i], &unread, "6399055203600001"));
	}
}

static bool
never_asked(const struct answers *a, const struct place *p)
{
	(void)p;
	return !a->saved;
}

static void
flow__that_is_sent_to_an_aside_step_that_skips_goes_on(void **state)
{
	static const struct step steps[] = {
		{ .name = "first" },
		{ .name = "asked", .aside = true, .skip = never_asked, .next = "done" },
		{ .name = "done", .aside = true },
		{ .name = "circle", .aside = true, .skip = never_asked, .next = "circle" },
	};
	const struct flow flow = { .name = "test", .steps = steps, .n = ARRAY_LEN(steps) };
	struct answers *a = empty_answers();
	const struct place place = place_of_test();

	(void)state;
	assert_int_equal(flow_to(&flow, "asked", a, &place), 2);
	assert_int_equal(flow_to(&flow, "circle", a, &place), NO_STEP);
	a->saved = true;
	assert_int_equal(flow_to(&flow, "asked", a, &place), 1);
	free(a);
}

/* What the journal calls them by is told in the words of the screen. */
static void
step_words__are_those_of_the_screen(void **state)
{
	static const char *const codes[] = { "claim", "balance", "data", "my-claims", "check",
		"saved", "ticket", "withdraw", "other" };
	char words[STEP_WORDS];

	(void)state;
	step_words("balance/nik", words);
	assert_string_equal(words, "Lihat saldo dan kartu: Berapa NIK Anda?");
	step_words("supervisor/supervisor", words);
	assert_string_equal(words, "Supervisor: apa yang Anda lakukan?");
	step_words("claim/teleported", words);
	assert_string_equal(words, "claim/teleported");
	step_words("teleport/nik", words);
	assert_string_equal(words, "teleport/nik");
	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		assert_true(strlen(service_words(codes[i])) > 0);
	assert_null(service_words("teleport"));
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(step_words__are_those_of_the_screen),
		cmocka_unit_test(flow__every_name_leads_somewhere),
		cmocka_unit_test(remaining__counts_a_detour_on_the_detour_alone),
		cmocka_unit_test(consent__names_the_keys_of_the_menu),
		cmocka_unit_test(flow__names_are_unique_and_fit),
		cmocka_unit_test(flow__texts_have_at_most_12_words),
		cmocka_unit_test(flow__every_question_says_why_it_is_asked),
		cmocka_unit_test(flow__every_choice_has_a_way_out),
		cmocka_unit_test(flow__every_page_can_be_filled),
		cmocka_unit_test(flow__keys_of_a_page_are_unique),
		cmocka_unit_test(flow__that_is_sent_to_an_aside_step_that_skips_goes_on),
		cmocka_unit_test(claim__asks_from_56_on_no_reason),
		cmocka_unit_test(claim__warns_before_the_key_that_crosses_the_limit),
		cmocka_unit_test(
			claim__warns_of_an_unknown_region_where_the_centre_cannot_tell),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
