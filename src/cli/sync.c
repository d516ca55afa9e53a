/* SPDX-License-Identifier: Apache-2.0 */
/* Sends what is due without a screen. */
#include "cli/cli.h"

#include "work/outbox.h"

#include <stdio.h>

enum { SYNC_LONGEST_MS = 5 * 60 * 1000, TURN_MS = 200 };

int
cli_sync(const struct cli *cli)
{
	struct outbox_counts counts;
	int64_t began = loop_now_ms(), next_ms = 0;
	enum status st = ST_OK;

	if (cli->argc > 1) {
		fputs("usage: anjungan sync\n", stderr);
		return EXIT_USAGE;
	}
	do {
		outbox_tick(cli->desk->outbox);
		st = loop_turn(cli->desk->loop, TURN_MS);
	} while (st == ST_OK && loop_now_ms() - began < SYNC_LONGEST_MS &&
		 !outbox_is_quiet(cli->desk->outbox, &next_ms));
	if (st == ST_OK)
		st = store_outbox_counts(cli->store, &counts);
	if (st != ST_OK) {
		fprintf(stderr, "anjungan: sync: %s\n", status_words(st));
		return EXIT_FAILED;
	}
	printf("sent %d, waiting %d, for staff %d\n", counts.done,
		counts.waiting + counts.sending, counts.parked);
	return counts.waiting + counts.sending > 0 ? EXIT_FAILED : EXIT_DONE;
}
