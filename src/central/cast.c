/* SPDX-License-Identifier: Apache-2.0 */
/* The cast sheet, for people who show or try the kiosk. */
#include "central/form.h"
#include "central/seed.h"

#include <string.h>

/* Accounts in that name, and the one on record whosever it is. */
static void
print_accounts(const json_t *accounts, const json_t *person, FILE *out)
{
	const json_t *own = json_object_get(person, "account");

	for (size_t i = 0; i < json_array_size(accounts); i++) {
		const json_t *a = json_array_get(accounts, i);
		bool on_record = json_is_object(own) &&
				 strcmp(text_of(a, "bank"), text_of(own, "bank")) == 0 &&
				 strcmp(text_of(a, "number"), text_of(own, "number")) == 0;

		if (!on_record && strcmp(text_of(a, "holder"), text_of(person, "name")) != 0)
			continue;
		fprintf(out, "  rekening  %s %s %s%s%s%s\n", text_of(a, "bank"),
			text_of(a, "number"), text_of(a, "holder"),
			on_record ? " (tercatat)" : "", text_of(a, "note") != NULL ? ", " : "",
			text_of(a, "note") != NULL ? text_of(a, "note") : "");
	}
}

static void
print_person(const json_t *person, const json_t *accounts, FILE *out)
{
	const json_t *cards = json_object_get(person, "cards");

	fprintf(out, "\n%s  %s\n  keadaan   %s\n  harapan   %s\n", text_of(person, "nik"),
		text_of(person, "name"), text_of(person, "situation"),
		text_of(person, "expect"));
	for (size_t i = 0; i < json_array_size(cards); i++) {
		const json_t *card = json_array_get(cards, i);

		fprintf(out, "  KPJ       %s %s%s\n", text_of(card, "kpj"),
			text_of(card, "employer"),
			truth_of(card, "registered") ? "" : " (belum terdaftar)");
	}
	print_accounts(accounts, person, out);
}

enum status
seed_print(const json_t *seed, FILE *out)
{
	const json_t *people = json_object_get(seed, "people");
	const json_t *unknown = json_object_get(seed, "unknown");
	const json_t *wrong = json_object_get(seed, "wrong_cards");

	fprintf(out, "PEMERAN DEMO\n%s\nWajah tidak dikenali: hasilnya dari daftar ini.\n",
		text_of(seed, "about"));
	for (size_t i = 0; i < json_array_size(people); i++)
		print_person(json_array_get(people, i), json_object_get(seed, "accounts"), out);
	for (size_t i = 0; i < json_array_size(unknown); i++) {
		const json_t *u = json_array_get(unknown, i);

		fprintf(out, "\n%s  -\n  keadaan   %s\n  harapan   %s\n", text_of(u, "nik"),
			text_of(u, "situation"), text_of(u, "expect"));
	}
	fprintf(out, "\nKARTU YANG SALAH\n");
	for (size_t i = 0; i < json_array_size(wrong); i++)
		fprintf(out, "  %-16s %s\n", text_of(json_array_get(wrong, i), "number"),
			text_of(json_array_get(wrong, i), "what"));
	return ferror(out) ? ST_IO : ST_OK;
}
