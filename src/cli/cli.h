/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commands beside the kiosk itself. Each takes what main has opened for it and returns an exit code: 0 done,
 * 1 failed, 2 usage, 3 configuration refused, 4 another program writes this state.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/attach_wire.h"
#include "base/json.h"
#include "base/settings.h"
#include "store/store.h"
#include "work/desk.h"
#include "work/mirror.h"

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
	bool beside; /* a kiosk has the state: store is a reader, and there is no desk */
	struct desk *desk;
	struct mirror *mirror;                     /* with desk; ticks in its loop */
	const char *camera_program, *camera_model; /* where the helper and its model lie */
	const char *path;                          /* where programs are looked for */
	int argc;                                  /* words after the command's name */
	char **argv;
	int64_t now_ms;
};

/* --- changing the state ------------------------------------------------------------------------------------------- */

/** Makes the change, or has the kiosk make it that has the state; every command that changes something does so by this.
 *  request: a row of work/change.h, released here; NULL, as json_pack gives for what is not UTF-8, is ST_INVALID.
 *  ST_UNREACHABLE, ST_GONE, ST_TIMEOUT, ST_UNSUPPORTED, ST_DENIED: of the kiosk. */
enum status cli_change(const struct cli *cli, json_t *request);
/** A line in the journal about what this command did. detail: lower-case words; "" none. */
enum status cli_note(
	const struct cli *cli, enum event event, enum status outcome, const char *detail);
enum { CLI_PIN_LINE = 16 };
/** A line of standard input; at a terminal it is asked for and not shown. "" where there is none. */
void cli_read_pin(const char *whose, char ret_pin[CLI_PIN_LINE]);
/** What to do where a change failed. */
const char *cli_change_remedy(enum status st);

/** Asks the kiosk of the state in dir, within the budget. */
enum status cli_ask(const char *dir, const json_t *request, int budget_ms);
/** Whether a kiosk takes changes there. */
bool cli_kiosk_listens(const char *dir);

/* --- the commands --------------------------------------------------------------------------------------------------- */

/** key init | key status; init is refused with 4 while a kiosk runs, with 1 where a state misses its key */
int cli_key(const struct cli *cli);
/** staff add | list | disable | enable | reset-pin | unlock | card; PINs on standard input. Once there is a supervisor,
 *  what changes accounts takes one's PIN */
int cli_staff(const struct cli *cli);
/** day open | close | slip: a day of the counter; close sends the head of the journal, slip writes what was done */
int cli_day(const struct cli *cli);
/** log [FILTER]… [--limit N] [--format text|csv|json] [--follow] | log --verify: what happened, newest first; 1 where
 *  the journal is broken */
int cli_log(const struct cli *cli);
/** report --day D | --month YYYY-MM | --from D --to D [--format text|csv|html] [-o FILE]: how well it served */
int cli_report(const struct cli *cli);
/** sync: sends what is due, without a screen, or has the kiosk send it; 1 when something still waits */
int cli_sync(const struct cli *cli);
/** backup FILE: a sealed copy of the state; beside a running kiosk, too */
int cli_backup(const struct cli *cli);
/** restore FILE: the copy in place of the state, which is kept beside it; restore --second-copy DIR: what the state
 *  lacks of the sealed requests there; 4 while a kiosk runs */
int cli_restore(const struct cli *cli);
/** texts: the sentences of the voice, each with the name of its recording */
int cli_texts(const struct cli *cli);
/** attach: a connection to the kiosk, for ui/attach.h to show, or why there is none */
int cli_attach_begin(const struct cli *cli, int *ret_fd);
/** How that ended, in words. shown, over: what attach_show returned */
int cli_attach_end(const struct cli *cli, enum status shown, const struct attach_message *over);
/** check [--json] [--print]: whether everything is ready, and what to do where it is not, also on paper; 1 where
 *  something is bad */
int cli_check(const struct cli *cli);

#endif
