/* SPDX-License-Identifier: Apache-2.0 */
/* What waits for the centre is sent, here or by the kiosk that runs. */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>

enum { TURN_MS = 100, ROUND_MS = 10 * 1000 };

/* What was sent goes from the second medium, too. A kiosk beside does that by itself; nobody waits for a medium that
 * hangs. */
static void
tidy_second_copy(const struct cli *cli)
{
	int64_t end_ms = loop_now_ms() + ROUND_MS;
	enum status st = ST_OK;

	if (cli->beside)
		return;
	mirror_round(cli->mirror);
	while (st == ST_OK && loop_now_ms() < end_ms &&
		(!mirror_is_quiet(cli->mirror) || worker_pending(cli->desk->store_worker) > 0))
		st = loop_turn(cli->desk->loop, TURN_MS);
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
		st = cli_change(cli, json_pack("{s:s}", "change", "sync"));
	if (st == ST_OK) {
		tidy_second_copy(cli);
		st = store_outbox_counts(cli->store, &after);
	}
	if (st != ST_OK) {
		fprintf(stderr, "anjungan: sync: %s. %s\n", status_words(st),
			cli_change_remedy(st));
		return EXIT_FAILED;
	}
	printf("sent %d, waiting %d, for staff %d\n", after.done - before.done,
		after.waiting + after.sending, after.parked);
	return after.waiting + after.sending > 0 ? EXIT_FAILED : EXIT_DONE;
}
