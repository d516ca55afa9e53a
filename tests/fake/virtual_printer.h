/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An ESC/POS printer of our own, played by a thread: on a pseudo terminal, found as the device file of a plugged-in
 * printer is, or on a port of loopback. It takes jobs, answers DLE EOT and GS r as a printer does, and misbehaves as it
 * is told to, at any time. Life: new → target → set, plug, unplug … → free.
 */
#ifndef FAKE_VIRTUAL_PRINTER_H
#define FAKE_VIRTUAL_PRINTER_H

#include "base/buf.h"
#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

enum virtual_link { VIRTUAL_DEVICE, VIRTUAL_NETWORK };

/** All false: ready, with a roll that does not end, and it answers everything. */
struct virtual_habits {
	bool cover_open, paper_out, paper_low, offline, fault;
	bool mute;         /* takes jobs and never answers */
	bool never_done;   /* answers DLE EOT, not GS r: still printing */
	bool two_answers;  /* knows DLE EOT 2 and 4 only */
	bool rubbish;      /* bytes that mean nothing around every answer */
	bool unasked;      /* its status by itself before every answer, as after GS a */
	bool stuck;        /* takes nothing from the line */
	bool keeps_open;   /* on the network: does not hang up after the one who prints */
	size_t paper;      /* bytes of jobs until the paper is out; 0: no end */
	size_t unplug;     /* bytes of jobs until it is unplugged; 0: never */
};

struct virtual_printer;

enum status virtual_printer_new(enum virtual_link link, struct virtual_printer **ret_printer);
/** Takes NULL. */
void virtual_printer_free(struct virtual_printer *printer);

/** "escpos:/tmp/…/lp0" or "escpos-tcp:127.0.0.1:PORT"; the same as long as it lives. */
const char *virtual_printer_target(const struct virtual_printer *printer);
/** The same, quoted as the settings need it. */
const char *virtual_printer_setting(const struct virtual_printer *printer);
int virtual_printer_port(const struct virtual_printer *printer);

/** From here on; what was counted (paper, unplug) begins anew. */
void virtual_printer_set(struct virtual_printer *printer, const struct virtual_habits *habits);
/** The cable: whoever holds the device is left alone with it. Safe twice. */
void virtual_printer_unplug(struct virtual_printer *printer);
enum status virtual_printer_plug(struct virtual_printer *printer);

/** Bytes of jobs that it took, without the questions. */
size_t virtual_printer_printed(struct virtual_printer *printer);
/** Appends those from `from` on. */
enum status virtual_printer_read(
	struct virtual_printer *printer, size_t from, struct buf *ret_bytes);
/** Appends what stands on paper of them, as rows of UTF-8: a row is out with its line feed. "[QR TEXT]", "[picture]"
 *  and "[cut]" stand for themselves. ST_UNSUPPORTED: a command no common printer knows. */
enum status virtual_printer_text(
	struct virtual_printer *printer, size_t from, struct buf *ret_text);
/** How often it was asked whether it has finished. */
int virtual_printer_finish_asked(struct virtual_printer *printer);

#endif
