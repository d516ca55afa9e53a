/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An ESC/POS printer on a pseudo terminal, with a thread that plays it: takes jobs, answers DLE EOT and GS r as a
 * printer does, runs out of paper, or never finishes.
 */
#ifndef TESTS_E2E_PRINTER_H
#define TESTS_E2E_PRINTER_H

#include "base/buf.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

struct rig_printer;

/** Ready, with paper. */
enum status rig_printer_new(struct rig_printer **ret_printer);
/** Takes NULL. */
void rig_printer_free(struct rig_printer *printer);

/** The value of printer.target, quoted as the settings need it. */
const char *rig_printer_target(const struct rig_printer *printer);
/** After so many more bytes of jobs there is no paper; rig_printer_fill puts in a roll without an end. */
void rig_printer_paper(struct rig_printer *printer, size_t bytes);
void rig_printer_fill(struct rig_printer *printer);
/** Whether it tells when a job is done: one that does not is still printing. */
void rig_printer_finishes(struct rig_printer *printer, bool finishes);
/** All bytes of jobs that came on paper from `from` on, without the questions. */
enum status rig_printer_read(struct rig_printer *printer, size_t from, struct buf *ret_bytes);
/** How many there are. */
size_t rig_printer_printed(struct rig_printer *printer);

#endif
