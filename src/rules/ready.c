/* SPDX-License-Identifier: Apache-2.0 */
/* What is found of the machine, in words and on paper. */
#include "rules/ready.h"

#include "base/array.h"
#include "base/fill.h"
#include "base/str.h"
#include "rules/receipt_lines.h"

#include <inttypes.h>
#include <string.h>

static const struct {
	const char *name, *label;
} items[READY_ITEMS] = {
#define READY_ITEM_ROW(item, words, shown) [item] = { words, shown },
	READY_ITEM_LIST(READY_ITEM_ROW)
#undef READY_ITEM_ROW
};

static const struct {
	const char *word, *label;
} states[READY_STATES] = {
	[READY_OK] = { "ok", N_("baik") },
	[READY_WARN] = { "warn", N_("PERLU DILIHAT") },
	[READY_BAD] = { "bad", N_("RUSAK") },
	[READY_LOOKS] = { "looks", N_("…") },
};

static const struct {
	const char *name, *unit, *words, *todo;
	enum ready_state state;
} findings[FINDINGS] = {
#define READY_FINDING_ROW(found, is, of, said, done)                                           \
	[FOUND_##found] = { #found, of, said, done, is },
	READY_FINDING_LIST(READY_FINDING_ROW)
#undef READY_FINDING_ROW
};

const char *
ready_item_name(enum ready_item item)
{
	return items[item].name;
}

const char *
ready_item_label(enum ready_item item)
{
	return items[item].label;
}

enum ready_state
ready_state_of(const struct ready_row *row)
{
	return findings[row->is].state;
}

const char *
ready_state_word(enum ready_state state)
{
	return states[state].word;
}

const char *
ready_state_label(enum ready_state state)
{
	return states[state].label;
}

void
ready_finding_code(enum ready_finding finding, char ret_code[READY_CODE])
{
	const char *name = findings[finding].name;
	size_t n = 0;

	for (; name[n] && n + 1 < READY_CODE; n++)
		ret_code[n] = (char)(name[n] == '_' ? '-' : name[n] + ('a' - 'A'));
	ret_code[n] = '\0';
}

const char *
ready_unit(enum ready_finding finding)
{
	return findings[finding].unit;
}

void
ready_words(const struct ready_row *row, char ret_words[READY_WORDS])
{
	char n[24];
	const struct fill holes[] = { { "n", n }, { "text", row->text } };

	if (str_format(n, sizeof(n), "%" PRId64, row->n) != ST_OK ||
		fill_text(ret_words, READY_WORDS, TR(findings[row->is].words), holes,
			ARRAY_LEN(holes)) != ST_OK)
		ret_words[0] = '\0'; /* no half sentence */
}

const char *
ready_todo(const struct ready_row *row)
{
	return findings[row->is].todo;
}

struct ready_count
ready_count(const struct ready_row rows[READY_ITEMS])
{
	struct ready_count count = { { 0 } };

	for (int i = 0; i < READY_ITEMS; i++)
		count.of[ready_state_of(&rows[i])]++;
	return count;
}

bool
ready_all_well(const struct ready_row rows[READY_ITEMS])
{
	const struct ready_count count = ready_count(rows);

	return count.of[READY_BAD] == 0 && count.of[READY_LOOKS] == 0;
}

/* --- paper ---------------------------------------------------------------------------------------------------------- */

static void
add_trouble(struct receipt *receipt, enum ready_item item, const struct ready_row *row)
{
	char words[READY_WORDS], text[RECEIPT_TEXT];

	ready_words(row, words);
	if (str_format(text, sizeof(text), "%s: %s", TR(items[item].label), words) == ST_OK)
		receipt_add(receipt, RECEIPT_BOLD, text);
	if (ready_todo(row)[0])
		receipt_add(receipt, RECEIPT_ITEM, TR(ready_todo(row)));
}

static void
add_troubles(struct receipt *receipt, const struct ready_row rows[READY_ITEMS],
	enum ready_state state, const char *title)
{
	bool titled = false;

	for (int i = 0; i < READY_ITEMS; i++) {
		if (ready_state_of(&rows[i]) != state)
			continue;
		if (!titled)
			receipt_add(receipt, RECEIPT_CENTRE, title);
		titled = true;
		add_trouble(receipt, (enum ready_item)i, &rows[i]);
	}
	if (titled)
		receipt_add(receipt, RECEIPT_RULE, "");
}

static void
add_the_rest(struct receipt *receipt, const struct ready_row rows[READY_ITEMS])
{
	char words[READY_WORDS];

	for (int i = 0; i < READY_ITEMS; i++) {
		enum ready_state state = ready_state_of(&rows[i]);

		if (state != READY_OK)
			continue;
		ready_words(&rows[i], words);
		receipt_add_pair(receipt, TR(items[i].label), words);
	}
}

static void
add_foot(struct receipt *receipt, const struct ready_place *place)
{
	char day[DATE_LONG], clock[RECEIPT_TIME];

	receipt_add(receipt, RECEIPT_RULE, "");
	date_format_long(place->on, day);
	receipt_time(place->second_of_day, place->zone, clock);
	receipt_add_pair(receipt, TR("Tanggal"), day);
	receipt_add_pair(receipt, TR("Jam"), clock);
	receipt_add_pair(receipt, TR("Kios"), place->kiosk);
	if (place->officer[0])
		receipt_add_pair(receipt, TR("Petugas"), place->officer);
	receipt_add(receipt, RECEIPT_CUT, "");
}

void
receipt_of_ready(const struct ready_row rows[READY_ITEMS], const struct ready_place *place,
	struct receipt *ret_receipt)
{
	bool ready = ready_all_well(rows);

	receipt_add_head(ret_receipt, place->site, false);
	receipt_add(ret_receipt, RECEIPT_STATE,
		ready ? TR(N_("MESIN SIAP")) : TR(N_("MESIN BELUM SIAP")));
	receipt_add(ret_receipt, RECEIPT_RULE, "");
	add_troubles(ret_receipt, rows, READY_BAD, TR(N_("Rusak")));
	add_troubles(ret_receipt, rows, READY_LOOKS, TR(N_("Belum menjawab")));
	add_troubles(ret_receipt, rows, READY_WARN, TR(N_("Perlu dilihat")));
	add_the_rest(ret_receipt, rows);
	add_foot(ret_receipt, place);
}

void
receipt_of_print_test(const struct ready_place *place, struct receipt *ret_receipt)
{
	static const struct {
		enum receipt_style style;
		const char *text;
	} lines[] = {
		{ RECEIPT_STATE, N_("KERTAS UJI") },
		{ RECEIPT_RULE, "" },
		{ RECEIPT_TEXT_LINE, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
		{ RECEIPT_TEXT_LINE, "abcdefghijklmnopqrstuvwxyz" },
		{ RECEIPT_TEXT_LINE, "0123456789 .,:;!?+-*/()%" },
		{ RECEIPT_BOLD, N_("Huruf tebal") },
		{ RECEIPT_BIG, "0123" },
		{ RECEIPT_ITEM, N_("Baris yang panjang dilanjutkan di bawahnya, rata kiri.") },
		{ RECEIPT_QR, "ANJUNGAN 0123456789" },
		{ RECEIPT_CENTRE, N_("Kode di atas harus terbaca.") },
	};

	receipt_add_head(ret_receipt, place->site, false);
	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		receipt_add(ret_receipt, lines[i].style, TR(lines[i].text));
	add_foot(ret_receipt, place);
}
