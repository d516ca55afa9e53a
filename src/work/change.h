/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What commands change, one row a thing. A command writes down what it wants as a JSON object whose member "change"
 * names the row; whoever has the state reads that and does it: the command itself where no kiosk runs, else the
 * kiosk (work/control.h). So both do the same, and a new command is a new row here.
 *
 *	{"change":"note","event":"log.read","outcome":"ok"}
 *	{"change":"staff-add","name":"Rina","initials":"RN","role":"officer","pin":"…","supervisor":"…"}
 *	{"change":"staff-disable","initials":"RN","supervisor":"…"}
 *	{"change":"journal-archive","before_ms":1700000000000}: one step of it; ST_NOT_FOUND: there is none
 *	{"change":"day-close","day":"2026-11-28","kiosk":"HSU-01","key":"…","pin":"…"}
 *	{"change":"sync"}
 */
#ifndef WORK_CHANGE_H
#define WORK_CHANGE_H

#include "base/json.h"
#include "rules/date.h"
#include "work/desk.h"

struct change;

struct change_row {
	const char *name;
	/** Takes over what the request says. ST_INVALID, ST_TOO_LONG. NULL: nothing but the name. */
	enum status (*read)(const json_t *request, struct change *change);
	/** On the store thread. NULL: nothing to do there. */
	enum status (*run)(const struct change *change, struct store *store);
	/** On the ui thread, after run: what the desk does about it. NULL: nothing. */
	void (*begin)(struct desk *desk);
	/** Asked on the ui thread a few times a second after begin. NULL: done as soon as begin returns. */
	bool (*is_done)(const struct desk *desk);
	int longest_ms; /* whoever asked is told no later than this */
};

const struct change_row *change_table(size_t *ret_n);

/** One that was read. Holds PINs: wiped by whoever has it. */
struct change {
	const struct change_row *row;
	int64_t now_ms;
	enum event event;
	char outcome[32], detail[64];
	struct staff staff;
	char pin[16], card[40];
	char day[DATE_ISO], kiosk[40], key[UUID_TEXT]; /* of a day that is opened or closed */
	/** The PIN of who wants it done to accounts; "": nobody, which is good only while there is no supervisor.
	 *  ST_REFUSED: not a supervisor's; ST_AGAIN: too many wrong ones, later. */
	char supervisor[16];
	int64_t before_ms; /* rows of before then are old */
};

/** The request as a change to be made now. ST_UNSUPPORTED: no row has the name; ST_INVALID, ST_TOO_LONG. */
enum status change_read(const json_t *request, int64_t now_ms, struct change *ret_change);

#endif
