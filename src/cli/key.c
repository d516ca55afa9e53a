/* SPDX-License-Identifier: Apache-2.0 */
/* The device key. */
#include "cli/cli.h"

#include "base/seal.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The state without the key it was made with. In doubt it is. */
static bool
has_lost_its_key(const char *dir, const char *file)
{
	return access(file, F_OK) != 0 && store_was_made(dir) != ST_NOT_FOUND;
}

/* A new key would shut the state behind it for good. */
static int
key_init(const char *dir, const char *file)
{
	enum status st;

	if (store_in_use(dir) == ST_BUSY) {
		fprintf(stderr,
			"anjungan: key init: a kiosk runs on %s with its key. Stop the kiosk "
			"first.\n",
			dir);
		return EXIT_SECOND_WRITER;
	}
	if (has_lost_its_key(dir, file)) {
		fprintf(stderr,
			"anjungan: key init: no other key opens the state in %s than the one "
			"it was made with.\nBring that one back as %s. To begin anew, move the "
			"whole state away first.\n",
			dir, file);
		return EXIT_FAILED;
	}
	st = seal_create(file);
	if (st == ST_OK) {
		printf("anjungan: device key made: %s\n", file);
		return EXIT_DONE;
	}
	fprintf(stderr, "anjungan: %s: %s\n", file, status_words(st));
	return EXIT_FAILED;
}

static int
key_status(const char *file)
{
	struct seal *seal = NULL;
	enum status st = seal_load(file, &seal);

	seal_free(seal);
	printf("%s: %s\n", file, status_words(st));
	return st == ST_OK ? EXIT_DONE : EXIT_FAILED;
}

int
cli_key(const struct cli *cli)
{
	const char *file = cli->settings->kiosk.key_file;

	if (cli->argc == 1 && strcmp(cli->argv[0], "init") == 0)
		return key_init(cli->settings->state_dir, file);
	if (cli->argc == 1 && strcmp(cli->argv[0], "status") == 0)
		return key_status(file);
	fputs("usage: anjungan key init|status\n", stderr);
	return EXIT_USAGE;
}
