/* SPDX-License-Identifier: Apache-2.0 */
/* Everything the voice can be given is words: every text of the catalogue, and every page of every flow. */
#include "base/array.h"
#include "base/recording.h"
#include "base/str.h"
#include "base/texts.h"
#include "base/utf8.h"
#include "flow/page_voice.h"
#include "flow/voice.h"
#include "work/texts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* In capitals on the screen, short, and said as the words they are. */
static const char *const shouted[] = { "ADA", "ATAU", "DAN", "DI", "INI", "KE", "NIK", "PIN", "UJI", "YA" };

static const struct flow *const flows[] = { &idle_flow, &menu_flow, &ticket_flow, &identity_flow,
	&person_flow, &claim_flow, &officer_flow, &status_flow, &bring_flow, &balance_flow,
	&check_flow, &my_claims_flow, &data_flow, &cards_flow, &saved_flow, &withdraw_flow,
	&appointment_flow, &complaint_flow, &survey_flow, &turn_flow, &unblock_flow, &waiting_flow,
	&counter_flow, &accounts_flow, &supervisor_flow, &handover_flow, &voice_flow };

/* --- what a voice may be given ---------------------------------------------------------------------------------- */

/* Letters, and the three signs at which it pauses; nothing that it would spell, skip or read as a command. */
static void
assert_words(const char *of, const char *words)
{
	uint32_t ch;
	size_t n;

	for (const char *at = words; (n = utf8_next(at, &ch)) > 0; at += n) {
		bool letter = ch < 0x80 ? isalpha((int)ch) != 0 : ch >= 0xC0 && ch < 0x250;

		if (!letter && ch != ' ' && ch != '.' && ch != ',' && ch != '?')
			fail_msg("%s: '%.*s' is left in \"%s\"", of, (int)n, at, words);
	}
	if (strstr(words, "Rp") != NULL)
		fail_msg("%s: Rp is left in \"%s\"", of, words);
	if (strstr(words, "persen d") != NULL || strstr(words, "persen s") != NULL)
		fail_msg("%s: a hole was spoken", of);
}

/* A text as it comes on the screen: something stands in each hole. */
static void
fill_holes(const char *text, char *ret, size_t room)
{
	size_t n = 0;

	while (*text && n + 16 < room) {
		if (text[0] == '%' && text[1] != ' ' && text[1] != '\0' && text[1] != '%') {
			size_t spec = 1 + strcspn(text + 1, "dscu");

			n += (size_t)snprintf(ret + n, room - n, "%s", text[spec] == 's' ? "Amuntai" : "7");
			text += spec + 1;
		} else if (text[0] == '{' && strchr(text, '}') != NULL) {
			n += (size_t)snprintf(ret + n, room - n, "%s", "Amuntai");
			text = strchr(text, '}') + 1;
		} else {
			ret[n++] = *text++;
		}
	}
	ret[n] = '\0';
}

static void
texts__are_words_for_the_voice(void **state)
{
	static const unsigned ways[] = { SPOKEN_AMOUNTS_HIDDEN, SPOKEN_AMOUNTS_WORDS,
		SPOKEN_NUMBERS | SPOKEN_AMOUNTS_WORDS, SPOKEN_OF_PAPER };
	char filled[SPOKEN_SENTENCE], words[SPOKEN_ROOM];

	(void)state;
	assert_true(texts_n > 1000);
	for (size_t i = 0; i < texts_n; i++) {
		assert_true(strlen(texts[i]) < SPOKEN_SENTENCE / 2);
		fill_holes(texts[i], filled, sizeof(filled));
		for (size_t w = 0; w < ARRAY_LEN(ways); w++) {
			assert_int_equal(
				spoken_words(filled, ways[w], words, sizeof(words)), ST_OK);
			assert_words(texts[i], words);
		}
	}
}

/* --- abbreviations ------------------------------------------------------------------------------------------------ */

/* Four letters and more with a vowel among them are read as a word. */
static bool
is_word(const char *word, size_t n)
{
	enum { WORD_LETTERS = 4 };

	for (size_t i = 0; i < ARRAY_LEN(shouted); i++)
		if (strlen(shouted[i]) == n && strncmp(shouted[i], word, n) == 0)
			return true;
	return n >= WORD_LETTERS && strcspn(word, "AEIOU") < n;
}

/* Two capitals and more, and no small letter: an abbreviation with words of its own, or a word known as one. */
static void
assert_known(const char *text, const char *word, size_t n)
{
	char token[64], words[256];

	assert_true(n < sizeof(token));
	memcpy(token, word, n);
	token[n] = '\0';
	assert_int_equal(spoken_words(token, 0, words, sizeof(words)), ST_OK);
	if (strcasecmp(token, words) == 0 && !is_word(word, n))
		fail_msg("\"%s\": how is %s said? Add it to the sayings of rules/spoken.c, "
			 "or to the words above.", text, token);
}

/* "K7MP-Q2RX-A" is no word. */
static bool
is_of_code(const char *text, const char *word, size_t n)
{
	return isdigit((unsigned char)word[n]) || (word > text && isdigit((unsigned char)word[-1]));
}

static void
texts__have_no_abbreviation_without_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < texts_n; i++)
		for (const char *at = texts[i]; *at;) {
			size_t n = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

			if (n >= 2 && !islower((unsigned char)at[n]) &&
				!is_of_code(texts[i], at, n))
				assert_known(texts[i], at, n);
			at += n > 0 ? n : 1;
		}
}

/* --- pages -------------------------------------------------------------------------------------------------------- */

static struct holidays holidays;
static struct banks banks;

static struct place
place_of_test(void)
{
	static const char csv[] = "code,name,short,lengths\n002,BRI,yes,15\n008,Mandiri,yes,13\n"
				  "200,BTN,yes,16\n122,Bank Kalsel,yes,10\n";
	int line = 0;

	if (banks.n == 0)
		assert_int_equal(banks_parse(csv, &banks, &line), ST_OK);
	return (struct place){ .today = { 2026, 11, 23 },
		.zone = "WITA",
		.site = "MPP Amuntai",
		.kiosk = "K1",
		.policy = policy_built_in(),
		.holidays = &holidays,
		.banks = &banks,
		.camera = true,
		.printer = true,
		.voice = true,
		.centre = true };
}

#define PUT(member, text) assert_int_equal(str_copy(a->member, sizeof(a->member), text), ST_OK)

static struct answers *
somebody(void)
{
	struct answers *a = calloc(1, sizeof(*a));

	assert_non_null(a);
	PUT(name, "HJ. SITI AMINAH, S.Pd.");
	PUT(name_masked, "S*** A*****");
	PUT(address, "Jl. Merdeka No. 5 RT 03/RW 01");
	PUT(holder, "SITI AMINAH");
	PUT(nik, "6308055203600001");
	PUT(bank, "002");
	PUT(account, "012301004567501");
	PUT(code, "K7MPQ2RXC");
	PUT(phone, "+6281200000001");
	PUT(claim_number, "JHT-2026-0000101");
	PUT(ticket, "A-012");
	a->birth = (struct date){ 1960, 3, 12 };
	a->record_birth = (struct date){ 1961, 3, 12 };
	a->promised = a->ticket_on = (struct date){ 2026, 11, 30 };
	a->birth_differs = a->have_record = a->account_known = a->voice.on = true;
	a->amounts = AMOUNTS_OPEN;
	a->cards_n = 3;
	for (size_t i = 0; i < a->cards_n; i++) {
		PUT(card[i].employer, "PT Contoh Rotan 88 (Tbk)");
		PUT(card[i].kpj, "20601234501");
		a->card[i].registered = i > 0;
		a->card[i].balance = 61250000;
		a->card[i].ended_on = (struct date){ 2021, 3, 31 };
	}
	a->claims_n = 2;
	for (size_t i = 0; i < a->claims_n; i++) {
		PUT(claim[i].number, "JHT-2026-0000101");
		PUT(claim[i].status, i ? "returned" : "paying");
		a->claim[i].open = true;
	}
	a->decision.papers_n = PAPERS_MAX;
	a->decision.over_limit = true;
	a->decision.tax = 562500;
	a->decision.gross = 61250000;
	a->officer.joined = true;
	return a;
}

static void
assert_page(const struct flow *flow, int at, const struct answers *a, unsigned how)
{
	const struct place place = place_of_test();
	struct page page;
	struct buf words;

	flow_fill(flow, at, a, &place, &page);
	page.step = 2;
	page.steps = 8;
	page.can_enter = page.can_back = page.can_erase = page.zero_is_why = true;
	assert_int_equal(str_copy(page.enter_does, sizeof(page.enter_does), "lanjut"), ST_OK);
	buf_init(&words, PAGE_VOICE_MAX);
	assert_int_equal(page_voice(&page, how, &words), ST_OK);
	assert_true(words.len > 0);
	assert_int_equal(page_voice_where(&page, how, &words), ST_OK);
	page.why_asked = true;
	assert_int_equal(page_voice(&page, how, &words), ST_OK);
	assert_words(page.name, words.data);
	buf_free(&words);
}

static void
pages__of_every_flow_are_words(void **state)
{
	struct answers *people[] = { calloc(1, sizeof(struct answers)), somebody() };

	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(people); p++) {
		for (size_t f = 0; f < ARRAY_LEN(flows); f++)
			for (int i = 0; i < flow_length(flows[f]); i++) {
				assert_page(flows[f], i, people[p], SPOKEN_AMOUNTS_HIDDEN);
				assert_page(flows[f], i, people[p],
					SPOKEN_NUMBERS | SPOKEN_AMOUNTS_WORDS);
			}
		free(people[p]);
	}
}

/* Who cannot see is told a key on every page that waits for one. */
static void
pages__name_the_key_that_goes_on(void **state)
{
	const struct place place = place_of_test();
	struct answers *a = somebody();

	(void)state;
	for (size_t f = 0; f < ARRAY_LEN(flows); f++)
		for (int i = 0; i < flow_length(flows[f]); i++) {
			struct page page;
			struct buf words;

			flow_fill(flows[f], i, a, &place, &page);
			if (page.kind == STEP_WAIT || page.kind == STEP_FACE)
				continue;
			page.can_enter = page.kind == STEP_INFO || page.kind == STEP_FORM ||
					 page.kind == STEP_SCAN;
			assert_int_equal(
				str_copy(page.enter_does, sizeof(page.enter_does), "lanjut"),
				ST_OK);
			buf_init(&words, PAGE_VOICE_MAX);
			assert_int_equal(page_voice(&page, 0, &words), ST_OK);
			if (strcasestr(words.data, "tekan ") == NULL &&
				strstr(words.data, "Enter") == NULL)
				fail_msg("%s names no key: %s", page.name, words.data);
			buf_free(&words);
		}
	free(a);
}

/* --- recordings ----------------------------------------------------------------------------------------------------- */

struct seen {
	size_t n, room;
	bool berapa_nik, choice;
};

static void
see(void *ctx, const char *sentence, size_t n)
{
	struct seen *seen = ctx;
	char name[RECORDING_NAME];

	recording_name(sentence, n, name);
	assert_true(name[0] != '\0');
	seen->berapa_nik |= strncmp(name, "berapa-nik-anda-", 16) == 0;
	seen->choice |= strncmp(sentence, "Tekan satu untuk Ambil uang", 27) == 0;
	seen->n++;
}

static void
texts_each__has_questions_and_choices(void **state)
{
	struct seen seen = { .n = 0 };

	(void)state;
	assert_int_equal(texts_each(see, &seen), ST_OK);
	assert_true(seen.berapa_nik);
	assert_true(seen.choice);
	assert_true(seen.n > 500);
}

static void
recording_name__is_of_the_words_alone(void **state)
{
	char a[RECORDING_NAME], b[RECORDING_NAME];

	(void)state;
	recording_name("Berapa nik Anda?", 16, a);
	recording_name("berapa nik anda", 15, b);
	assert_string_equal(a, b);
	assert_int_equal(strncmp(a, "berapa-nik-anda-", 16), 0);
	assert_int_equal(strlen(a), 16 + 8);
	recording_name("Berapa nik Anda, ya?", 20, b);
	assert_string_not_equal(a, b);
	recording_name("", 0, b);
	assert_int_equal(strlen(b), 8);
}

static void
recording_sentence__ends_at_a_full_stop_or_question(void **state)
{
	const char *text = " Satu, dua. Tiga? empat";
	static const char *const parts[] = { "Satu, dua.", "Tiga?", "empat", "" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		size_t n = recording_sentence(&text);

		assert_int_equal(n, strlen(parts[i]));
		assert_memory_equal(text, parts[i], n);
		text += n;
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts__are_words_for_the_voice),
		cmocka_unit_test(texts__have_no_abbreviation_without_words),
		cmocka_unit_test(pages__of_every_flow_are_words),
		cmocka_unit_test(pages__name_the_key_that_goes_on),
		cmocka_unit_test(texts_each__has_questions_and_choices),
		cmocka_unit_test(recording_name__is_of_the_words_alone),
		cmocka_unit_test(recording_sentence__ends_at_a_full_stop_or_question),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
