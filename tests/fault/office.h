/* SPDX-License-Identifier: Apache-2.0 */
/* The reference central in this process, with the cast of the demo: what it was told, and what it then holds. Whatever
 * cannot be set up ends the process. */
#ifndef FAULT_OFFICE_H
#define FAULT_OFFICE_H

#include "central/centre.h"
#include "central/server.h"

#define OFFICE_KIOSK  "HSU-01"
#define OFFICE_SECRET "rahasia-demo-jangan-dipakai"

enum { OFFICE_DOORS = 2 };

struct office {
	struct centre centre;
	struct server *door[OFFICE_DOORS]; /* where it is spoken to; NULL none */
};

/** Data in DIR/centre.db. faults: SPECs, NULL-ended; may be NULL. Nobody can speak to it yet. */
void office_open(struct office *office, const char *dir, const char *const *faults);
/** A port of 127.0.0.1; with DIR/NAME.crt and .key where name is not NULL. */
int office_door(struct office *office, int door, const char *dir, const char *name);
/** Ends what is held up, and connections. */
void office_shut(struct office *office);
void office_close(struct office *office);

/** One number out of its data, the first argument bound as text. */
int64_t office_number(struct office *office, const char *sql, const char *text);
/** The claim with that number is in another state. */
void office_move_claim(struct office *office, const char *number, const char *state);

#endif
