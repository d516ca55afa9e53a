/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commands beside the kiosk itself. Each takes what main has opened for it and returns an exit code: 0 done,
 * 1 failed, 2 usage, 3 configuration refused, 4 another program writes this state.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/settings.h"
#include "store/store.h"
#include "work/desk.h"

enum {
	EXIT_DONE = 0,
	EXIT_FAILED = 1,
	EXIT_USAGE = 2,
	EXIT_CONFIG = 3,
	EXIT_SECOND_WRITER = 4
};

/** What a command may use; members it did not ask for are NULL. */
struct cli {
	const struct settings *settings;
	struct store *store;
	struct desk *desk;
	const char *camera_program, *camera_model; /* where the helper and its model lie */
	const char *path;                          /* where programs are looked for */
	int argc; /* words after the command's name */
	char **argv;
	int64_t now_ms;
};

/** key init | key status */
int cli_key(const struct cli *cli);
/** staff add --name NAME --initials XX --role ROLE (PIN on standard input) | staff list */
int cli_staff(const struct cli *cli);
/** log [--verify] [--limit N] */
int cli_log(const struct cli *cli);
/** sync: sends what is due, without a screen; 1 when something still waits */
int cli_sync(const struct cli *cli);
/** backup FILE: a sealed copy of the state; beside a running kiosk, too */
int cli_backup(const struct cli *cli);
/** restore FILE: the copy in place of the state, which is kept beside it; restore --second-copy DIR: what the state
 *  lacks of the sealed requests there; 4 while a kiosk runs */
int cli_restore(const struct cli *cli);
/** check [--json]: whether everything is ready, and what to do where it is not; 1 where something is bad */
int cli_check(const struct cli *cli);

#endif
