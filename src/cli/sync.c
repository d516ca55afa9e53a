/* SPDX-License-Identifier: Apache-2.0 */
/* Sends what is due without a screen. */
#include "cli/cli.h"

#include "work/outbox.h"

#include <stdio.h>
#include <string.h>

enum { SYNC_LONGEST_MS = 5 * 60 * 1000, TURN_MS = 200 };

/* Nothing to send now, and the store thread at rest: the store may be read here. */
static bool
is_done(const struct desk *desk)
{
	int64_t next_ms;

	return outbox_is_quiet(desk->outbox, &next_ms) &&
	       worker_pending(desk->store_worker) == 0;
}

static enum status
send_all(const struct desk *desk)
{
	int64_t began = loop_now_ms();
	enum status st = ST_OK;
	bool done = false;

	outbox_ask_states(desk->outbox);
	while (st == ST_OK && !done) {
		if (loop_now_ms() - began >= SYNC_LONGEST_MS)
			return ST_TIMEOUT;
		outbox_tick(desk->outbox);
		st = loop_turn(desk->loop, TURN_MS);
		done = is_done(desk);
	}
	return st;
}

int
cli_sync(const struct cli *cli)
{
	struct outbox_counts before, after;
	enum status st;

	if (cli->argc > 1 || (cli->argc == 1 && strcmp(cli->argv[0], "--once") != 0)) {
		fputs("usage: anjungan sync [--once]\n", stderr);
		return EXIT_USAGE;
	}
	st = store_outbox_counts(cli->store, &before);
	if (st == ST_OK)
		st = send_all(cli->desk);
	if (st == ST_OK)
		st = store_outbox_counts(cli->store, &after);
	if (st != ST_OK) {
		fprintf(stderr, "anjungan: sync: %s\n", status_words(st));
		return EXIT_FAILED;
	}
	printf("sent %d, waiting %d, for staff %d\n", after.done - before.done,
		after.waiting + after.sending, after.parked);
	return after.waiting + after.sending > 0 ? EXIT_FAILED : EXIT_DONE;
}
