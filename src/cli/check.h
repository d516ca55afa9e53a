/* SPDX-License-Identifier: Apache-2.0 */
/* Readiness for commands: looked at once, from beginning to end, and told. */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/cli.h"
#include "rules/ready.h"

/** Every row; takes seconds where a device or the centre does not answer. */
void cli_check_look(const struct cli *cli, struct ready_row ret_rows[READY_ITEMS]);
/** On standard output, a line each. */
void cli_check_show(const struct ready_row rows[READY_ITEMS]);
/** The readiness slip, on the printer. ST_NOT_FOUND: there is none. */
enum status cli_check_print(const struct cli *cli, const struct ready_row rows[READY_ITEMS]);

#endif
