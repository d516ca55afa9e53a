/* SPDX-License-Identifier: Apache-2.0 */
/* A copy of the state on another medium, and the way back. */
#include "cli/cli.h"

#include "base/seal.h"
#include "base/str.h"
#include "store/archive_copy.h"
#include "store/backup.h"
#include "store/second_copy.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static void
note_backup(const struct cli *cli, enum status outcome)
{
	enum status st = cli_note(cli, EVENT_STATE_BACKUP, outcome, "");

	if (st != ST_OK)
		fprintf(stderr, "anjungan: the backup is not journalled: %s\n",
			status_words(st));
}

/* Beside the copy: FILE.archive; in the state: DIR/archive. */
static enum status
copy_archives(const struct cli *cli, struct store *store, bool back,
	struct archives_copied *ret_copied)
{
	char state[PATH_MAX], beside[PATH_MAX];
	enum status st =
		str_format(state, sizeof(state), "%s/archive", cli->settings->state_dir);

	if (st == ST_OK)
		st = str_format(beside, sizeof(beside), "%s.archive", cli->argv[0]);
	if (st == ST_OK)
		st = back ? archives_copy(store, beside, state, ret_copied)
			  : archives_copy(store, state, beside, ret_copied);
	return st;
}

static void
tell_archives(const char *file, const struct archives_copied *copied)
{
	if (copied->copied + copied->there > 0)
		printf("archives of the journal: %d, in %s.archive\n",
			copied->copied + copied->there, file);
	if (copied->missing > 0)
		printf("%d archives are missing: log --verify names them.\n", copied->missing);
}

int
cli_backup(const struct cli *cli)
{
	struct archives_copied copied = { .copied = 0 };
	enum status st;

	if (cli->argc != 1) {
		fputs("usage: anjungan backup FILE\n", stderr);
		return EXIT_USAGE;
	}
	st = store_backup(cli->store, cli->argv[0]);
	if (st == ST_OK)
		st = copy_archives(cli, cli->store, false, &copied);
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
	tell_archives(cli->argv[0], &copied);
	return EXIT_DONE;
}

/* The state is whole without them. */
static int
restore_archives(const struct cli *cli, const struct seal *seal)
{
	struct archives_copied copied = { .copied = 0 };
	struct store *store = NULL;
	enum status st = store_open(cli->settings->state_dir, seal, NULL, &store);

	if (st == ST_OK)
		st = copy_archives(cli, store, true, &copied);
	store_close(store);
	if (st == ST_OK) {
		tell_archives(cli->argv[0], &copied);
		return EXIT_DONE;
	}
	fprintf(stderr, "anjungan: restore: archives: %s. Copy %s.archive/ into %s/archive/.\n",
		status_words(st), cli->argv[0], cli->settings->state_dir);
	return EXIT_FAILED;
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

static enum status
make_folder(const char *dir)
{
	return mkdir(dir, 0700) == 0 || errno == EEXIST ? ST_OK : status_from_errno(errno);
}

static int
restore(const struct cli *cli, const struct seal *seal)
{
	const char *dir = cli->settings->state_dir, *file = cli->argv[0];
	struct restored restored;
	enum status st = make_folder(dir);

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
	return restore_archives(cli, seal);
}

static const char *
copies_remedy(enum status st)
{
	switch (st) {
	case ST_BUSY:
		return "Stop the kiosk first.";
	case ST_NOT_FOUND:
		return "Plug the medium in, and name its folder.";
	case ST_CORRUPT:
		return "Restore a backup first: anjungan restore FILE.";
	default:
		return "Nothing was brought back.";
	}
}

static void
tell_copies(const char *dir, const struct second_copy_back *back)
{
	printf("second copy %s: %d requests brought back, to settle with the centre; %d were "
	       "there\n",
		dir, back->back, back->known);
	if (back->damaged > 0)
		printf("%d files do not open: damaged, or of another device key. They were "
		       "left where they are.\n",
			back->damaged);
}

/* Into the state that is there, or into a new one where the disk is new and there is no backup. */
static int
restore_copies(const struct cli *cli, const struct seal *seal)
{
	const char *state_dir = cli->settings->state_dir, *dir = cli->argv[1];
	struct second_copy_back back;
	struct store *store = NULL;
	enum status st = make_folder(state_dir);

	if (st == ST_OK)
		st = store_open(state_dir, seal, NULL, &store);
	if (st == ST_OK)
		st = second_copy_restore(store, dir, cli->now_ms, &back);
	store_close(store);
	if (st != ST_OK) {
		fprintf(stderr, "anjungan: restore --second-copy %s: %s. %s\n", dir,
			status_words(st), copies_remedy(st));
		return st == ST_BUSY ? EXIT_SECOND_WRITER : EXIT_FAILED;
	}
	tell_copies(dir, &back);
	return back.damaged > 0 ? EXIT_FAILED : EXIT_DONE;
}

int
cli_restore(const struct cli *cli)
{
	const char *key_file = cli->settings->kiosk.key_file;
	bool copies = cli->argc == 2 && strcmp(cli->argv[0], "--second-copy") == 0;
	struct seal *seal = NULL;
	enum status st;
	int rc;

	if (cli->argc != 1 && !copies) {
		fputs("usage: anjungan restore FILE | --second-copy DIR\n", stderr);
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
	rc = copies ? restore_copies(cli, seal) : restore(cli, seal);
	seal_free(seal);
	return rc;
}
