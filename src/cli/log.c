/* SPDX-License-Identifier: Apache-2.0 */
/* The journal on standard output, and the check of its chain. */
#include "cli/cli.h"

#include "base/str.h"
#include "rules/date.h"

#include <stdio.h>
#include <string.h>

enum { LIMIT_DEFAULT = 50, LIMIT_MAX = 100000 };

struct listing {
	int offset_s;
};

static void
print_row(void *ctx, const struct journal_row *row)
{
	const struct listing *listing = ctx;
	char day[DATE_ISO];
	int second;

	date_format_iso(date_of_unix(row->at_ms / 1000, listing->offset_s, &second), day);
	printf("%lld %s %02d:%02d:%02d %-22s %-14s %-16s %s\n", (long long)row->seq, day,
		second / 3600, second / 60 % 60, second % 60, row->event, row->outcome,
		row->actor, row->detail);
}

static int
verify(struct store *store)
{
	int64_t rows = 0, seq = 0;
	enum status st = store_journal_verify(store, &rows, &seq);

	if (st == ST_OK) {
		printf("journal whole: %lld rows\n", (long long)rows);
		return EXIT_DONE;
	}
	if (st == ST_TAMPERED)
		printf("journal broken at row %lld\n", (long long)seq);
	else
		fprintf(stderr, "anjungan: log: %s\n", status_words(st));
	return EXIT_FAILED;
}

/* Whoever reads the log stands in it. */
static void
note_reading(const struct cli *cli)
{
	enum status st = cli_note(cli, EVENT_LOG_READ, ST_OK);

	if (st != ST_OK)
		fprintf(stderr, "anjungan: reading is not journalled: %s\n", status_words(st));
}

int
cli_log(const struct cli *cli)
{
	struct listing listing = { 0 };
	long long limit = LIMIT_DEFAULT;
	const char *label;

	if (cli->argc == 1 && strcmp(cli->argv[0], "--verify") == 0)
		return verify(cli->store);
	if (cli->argc == 2 && strcmp(cli->argv[0], "--limit") == 0 &&
		str_to_int64(cli->argv[1], 1, LIMIT_MAX, &limit) == ST_OK) {
		;
	} else if (cli->argc != 0) {
		fputs("usage: anjungan log [--limit N | --verify]\n", stderr);
		return EXIT_USAGE;
	}
	note_reading(cli);
	if (zone_offset(cli->settings->site.timezone, &listing.offset_s, &label) != ST_OK)
		return EXIT_CONFIG;
	return store_journal_read(cli->store, 0, (int)limit, print_row, &listing) == ST_OK
		       ? EXIT_DONE
		       : EXIT_FAILED;
}
