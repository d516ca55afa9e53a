/* SPDX-License-Identifier: Apache-2.0 */
/* getopt_long around a table. */
#include "central/options.h"
#include "base/array.h"
#include "base/str.h"

#include <getopt.h>
#include <string.h>

enum kind { KIND_TEXT, KIND_INT, KIND_SECONDS, KIND_FAULT, KIND_HELP, KIND_VERSION };

#define AT(member) offsetof(struct options, member)

/* --name, its value in the help, where it goes, limits of a number, words */
/* clang-format off */
static const struct option_row {
	const char *name, *value;
	enum kind kind;
	size_t at;
	long long min, max;
	const char *words;
} rows[] = {
	{ "listen", "HOST:PORT", KIND_TEXT, AT(listen), 0, 0,
		"where to answer; port 0: any free one (127.0.0.1:8175)" },
	{ "db", "FILE", KIND_TEXT, AT(db), 0, 0,
		"the data; made where there is none (needed)" },
	{ "seed", "FILE", KIND_TEXT, AT(seed), 0, 0,
		"the cast to start with, where the data hold nobody yet" },
	{ "people", "N", KIND_INT, AT(people), 0, 4999, "N generated people beside the cast" },
	{ "secret-file", "FILE", KIND_TEXT, AT(secret_file), 0, 0,
		"lines KIOSK_ID SECRET (without: HSU-01 rahasia-demo-jangan-dipakai)" },
	{ "reference", "DIR", KIND_TEXT, AT(reference), 0, 0,
		"policy.json, holidays.csv, banks.csv (config)" },
	{ "zone", "NAME", KIND_TEXT, AT(zone), 0, 0,
		"Asia/Jakarta, Asia/Makassar or Asia/Jayapura (Asia/Makassar)" },
	{ "port-file", "FILE", KIND_TEXT, AT(port_file), 0, 0, "the port is written there" },
	{ "visit-minutes", "N", KIND_INT, AT(visit_minutes), 1, 1440,
		"a visit ends so long after its last request (30)" },
	{ "attempts", "N", KIND_INT, AT(attempts), 1, 100000,
		"identities not found, a kiosk and ten minutes, before 429 (30)" },
	{ "maintenance", "MIN", KIND_INT, AT(maintenance_minutes), 0, 1440,
		"answer 503 `maintenance` for so long" },
	{ "clock-ahead", "N[mhd]", KIND_SECONDS, AT(clock_ahead_s), 0, 40000 * 86400LL,
		"let the centre's clock run ahead: seconds, minutes, hours, days" },
	{ "fault", "SPEC", KIND_FAULT, 0, 0, 0, "go wrong on purpose; may be given often" },
	{ "tls-cert", "FILE", KIND_TEXT, AT(tls_cert), 0, 0,
		"HTTPS with this certificate, PEM" },
	{ "tls-key", "FILE", KIND_TEXT, AT(tls_key), 0, 0, "its key, PEM" },
	{ "client-ca", "FILE", KIND_TEXT, AT(client_ca), 0, 0,
		"ask kiosks for a certificate of this authority, PEM" },
	{ "claim", "NUMBER", KIND_TEXT, AT(claim), 0, 0, "advance: this claim" },
	{ "to", "STATE", KIND_TEXT, AT(to), 0, 0,
		"advance: to received verifying approved paying paid returned rejected" },
	{ "why", "CODE", KIND_TEXT, AT(why), 0, 0,
		"advance: with `returned` or `rejected`, account-dormant account-name document-missing"
		" document-unreadable" },
	{ "days", "N", KIND_INT, AT(days), 1, 3650,
		"advance: all claims, as if N days passed" },
	{ "help", NULL, KIND_HELP, 0, 0, 0, "this" },
	{ "version", NULL, KIND_VERSION, 0, 0, 0, "the version" },
};
/* clang-format on */

void
options_help(FILE *out)
{
	fprintf(out, "Usage: anjungan-central --db FILE [OPTION]…    the reference central\n"
		     "       anjungan-central advance --db FILE --claim NUMBER --to STATE\n"
		     "                                [--why CODE]    move one claim\n"
		     "       anjungan-central advance --db FILE --days N\n"
		     "       anjungan-central cast --seed FILE       print the cast sheet\n\n");
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		fprintf(out, "  --%-14s %-10s %s\n", rows[i].name,
			rows[i].value != NULL ? rows[i].value : "", rows[i].words);
	fprintf(out, "\nSPEC is METHOD PATH:ACTION[:OPTION=VALUE]…, for example\n"
		     "  'POST /v1/visits/*/claims:drop-after:n=1'\n"
		     "  '* /v1/*:503:retry=5:p=0.3:seed=7'\n"
		     "METHOD may be *; in PATH * stands for one segment.\n"
		     "Actions: delay=MS drop-before drop-after reset 429 503 html html-after redirect\n"
		     "  redirect-after truncated garbage wrong-type slow=BYTES_A_SECOND twice\n"
		     "Options: n=K or n=K-L (which of the matching requests), p=0…1, seed=N,"
		     " retry=S\n\n"
		     "Exit: 0 done, 1 failed, 2 usage, 3 a file refused\n");
}

static enum status
read_seconds(const char *text, const struct option_row *row, long long *ret_value)
{
	static const struct {
		char unit;
		int seconds;
	} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
	size_t n = strlen(text);
	char number[24];
	int factor = 1;
	enum status st;

	for (size_t i = 0; n > 1 && i < ARRAY_LEN(units); i++)
		if (text[n - 1] == units[i].unit) {
			factor = units[i].seconds;
			n--;
			break;
		}
	st = str_format(number, sizeof(number), "%.*s", (int)n, text);
	if (st == ST_OK)
		st = str_to_int64(number, row->min, row->max / factor, ret_value);
	*ret_value *= factor;
	return st;
}

static enum status
take(const struct option_row *row, const char *text, struct options *options)
{
	char *member = (char *)options + row->at;
	long long value = 0;
	enum status st = ST_OK;

	switch (row->kind) {
	case KIND_TEXT:
		memcpy(member, &text, sizeof(text));
		return ST_OK;
	case KIND_INT:
		st = str_to_int64(text, row->min, row->max, &value);
		if (st == ST_OK)
			*(int *)(void *)member = (int)value;
		return st;
	case KIND_SECONDS:
		st = read_seconds(text, row, &value);
		if (st == ST_OK)
			options->clock_ahead_s = value;
		return st;
	case KIND_FAULT:
		if (options->faults_n == FAULTS_MAX)
			return ST_TOO_LONG;
		options->fault[options->faults_n++] = text;
		return ST_OK;
	case KIND_HELP:
		options->command = COMMAND_HELP;
		return ST_OK;
	case KIND_VERSION:
		options->command = COMMAND_VERSION;
		return ST_OK;
	}
	return ST_INVALID;
}

static enum status
check_whole(const struct options *o)
{
	const char *lacking = NULL;

	if (o->command == COMMAND_HELP || o->command == COMMAND_VERSION)
		return ST_OK;
	if (o->command == COMMAND_CAST)
		lacking = o->seed == NULL ? "--seed" : NULL;
	else if (o->db == NULL)
		lacking = "--db";
	else if (o->command == COMMAND_ADVANCE && (o->claim != NULL) == (o->days > 0))
		lacking = "one of --claim and --days";
	else if (o->command == COMMAND_ADVANCE && (o->claim != NULL) != (o->to != NULL))
		lacking = "--claim with --to";
	else if ((o->tls_cert != NULL) != (o->tls_key != NULL))
		lacking = "--tls-cert with --tls-key";
	else if (o->client_ca != NULL && o->tls_cert == NULL)
		lacking = "--tls-cert";
	if (lacking == NULL)
		return ST_OK;
	fprintf(stderr, "anjungan-central: %s needed; see --help\n", lacking);
	return ST_INVALID;
}

static enum status
read_command(int n, char *const words[], struct options *options)
{
	if (n == 0)
		return ST_OK;
	if (n == 1 && strcmp(words[0], "advance") == 0)
		options->command = COMMAND_ADVANCE;
	else if (n == 1 && strcmp(words[0], "cast") == 0)
		options->command = COMMAND_CAST;
	else {
		fprintf(stderr, "anjungan-central: no command \"%s\"; see --help\n", words[0]);
		return ST_INVALID;
	}
	return ST_OK;
}

enum status
options_read(int argc, char *const argv[], struct options *ret_options)
{
	struct options options = { .listen = "127.0.0.1:8175",
		.reference = "config",
		.zone = "Asia/Makassar",
		.visit_minutes = 30,
		.attempts = 30 };
	struct option longs[ARRAY_LEN(rows) + 1] = { { NULL, 0, NULL, 0 } };
	int i = 0, got;
	enum status st;

	for (size_t k = 0; k < ARRAY_LEN(rows); k++)
		longs[k] = (struct option){ rows[k].name,
			rows[k].value != NULL ? required_argument : no_argument, NULL, 0 };
	while ((got = getopt_long(argc, argv, "", longs, &i)) == 0)
		if (take(&rows[i], optarg, &options) != ST_OK) {
			fprintf(stderr, "anjungan-central: --%s %s: not possible\n",
				rows[i].name, optarg);
			return ST_INVALID;
		}
	if (got != -1) /* getopt has said why */
		return ST_INVALID;
	st = options.command != COMMAND_SERVE
		     ? ST_OK
		     : read_command(argc - optind, argv + optind, &options);
	if (st == ST_OK)
		st = check_whole(&options);
	if (st == ST_OK)
		*ret_options = options;
	return st;
}
