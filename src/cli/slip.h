/* SPDX-License-Identifier: Apache-2.0 */
/* Slips for staff, from the command line: on the terminal, and on the kiosk's paper. */
#ifndef CLI_SLIP_H
#define CLI_SLIP_H

#include "cli/cli.h"
#include "rules/receipt.h"

/** On standard output, in the paper's width. */
enum status cli_slip_show(const struct cli *cli, const struct receipt *receipt);
/** On the printer, whole or not at all. ST_NOT_FOUND: there is none. */
enum status cli_slip_print(const struct cli *cli, const struct receipt *receipt);

#endif
