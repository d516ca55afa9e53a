/* SPDX-License-Identifier: Apache-2.0 */
/* A copy of the state on another medium, and the way back. */
#include "cli/cli.h"

#include "base/seal.h"
#include "store/backup.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static void
note_backup(const struct cli *cli, enum status outcome)
{
	const struct journal_entry entry = { .event = EVENT_STATE_BACKUP,
		.at_ms = cli->now_ms,
		.actor = "command-line",
		.outcome = outcome == ST_OK ? "ok" : status_name(outcome) };
	enum status st = store_journal_add(cli->store, &entry);

	if (st != ST_OK)
		fprintf(stderr, "anjungan: the backup is not journalled: %s\n",
			status_words(st));
}

int
cli_backup(const struct cli *cli)
{
	enum status st;

	if (cli->argc != 1) {
		fputs("usage: anjungan backup FILE\n", stderr);
		return EXIT_USAGE;
	}
	st = store_backup(cli->store, cli->argv[0]);
	note_backup(cli, st);
	if (st != ST_OK) {
		fprintf(stderr, "anjungan: backup %s: %s. %s\n", cli->argv[0], status_words(st),
			st == ST_EXISTS ? "Give a name that is not in use."
					: "No backup was made.");
		return EXIT_FAILED;
	}
	printf("backup made: %s\nIt opens with this kiosk's device key only: keep that apart "
	       "from it.\n",
		cli->argv[0]);
	return EXIT_DONE;
}

static const char *
restore_remedy(enum status st)
{
	switch (st) {
	case ST_BUSY:
		return "Stop the kiosk first.";
	case ST_CORRUPT:
	case ST_INVALID:
		return "This file is no whole backup; take an earlier one.";
	case ST_TAMPERED:
		return "The journal in it is broken, or the device key is another one.";
	case ST_NEWER:
		return "Install the anjungan that wrote it, or a newer one.";
	default:
		return "The state is as it was.";
	}
}

static int
restore(const struct cli *cli, const struct seal *seal)
{
	const char *dir = cli->settings->state_dir, *file = cli->argv[0];
	struct restored restored;
	enum status st = ST_OK;

	if (mkdir(dir, 0700) != 0 && errno != EEXIST)
		st = status_from_errno(errno);
	if (st == ST_OK)
		st = store_restore(dir, seal, file, cli->now_ms, &restored);
	if (st != ST_OK) {
		fprintf(stderr, "anjungan: restore %s: %s. %s\n", file, status_words(st),
			restore_remedy(st));
		return st == ST_BUSY ? EXIT_SECOND_WRITER : EXIT_FAILED;
	}
	printf("restored: %s: %lld journal rows, %d requests to settle with the centre\n", file,
		(long long)restored.rows, restored.waiting);
	if (restored.kept[0])
		printf("the state before: %s/%s\nDelete it once this one works: it "
		       "holds people's data longer than it should.\n",
			dir, restored.kept);
	return EXIT_DONE;
}

int
cli_restore(const struct cli *cli)
{
	const char *key_file = cli->settings->kiosk.key_file;
	struct seal *seal = NULL;
	enum status st;
	int rc;

	if (cli->argc != 1) {
		fputs("usage: anjungan restore FILE\n", stderr);
		return EXIT_USAGE;
	}
	st = seal_load(key_file, &seal);
	if (st != ST_OK) {
		fprintf(stderr,
			"anjungan: device key %s: %s. Bring back the key of this "
			"kiosk first.\n",
			key_file, status_words(st));
		return EXIT_FAILED;
	}
	rc = restore(cli, seal);
	seal_free(seal);
	return rc;
}
