/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The messages between the kiosk and a terminal at a desk, each one packet of a SOCK_SEQPACKET socket; numbers are
 * little-endian. Pure: bytes in, struct out, and back. The terminal says HELLO, then SIZE and KEY as they come; the
 * kiosk sends pictures (ATTACH_FRAME, ui/frame.h) and, before it hangs up, OVER.
 *
 *	HELLO  1   "AJAT"  version 2  columns 2  rows 2  program (0–23 bytes)
 *	SIZE   2   columns 2  rows 2
 *	KEY    3   action 1  character 4
 *	FRAME  17  …
 *	OVER   18  "AJAT"  version 2  why 2  zero 2  program
 *
 * HELLO and OVER keep this form in every version, so that either side can name the other's. All else is of one version,
 * and the kiosk refuses any other. The reader trusts nothing: every packet has its exact length, every number its range.
 */
#ifndef BASE_ATTACH_WIRE_H
#define BASE_ATTACH_WIRE_H

#include "base/status.h"

#include <stddef.h>
#include <stdint.h>

enum {
	ATTACH_VERSION = 1,
	ATTACH_COLUMNS_MAX = 160, /* a larger window shows the picture in its corner */
	ATTACH_ROWS_MAX = 50,
	ATTACH_MESSAGE_MAX = 64,      /* bytes of all but a picture */
	ATTACH_PACKET_MAX = 64 * 1024 /* bytes of a picture */
};

enum attach_kind {
	ATTACH_HELLO = 1,
	ATTACH_SIZE,
	ATTACH_KEY,
	ATTACH_FRAME = 17,
	ATTACH_OVER,
};

/** Why the kiosk hung up. */
enum attach_why {
	ATTACH_LEFT,          /* the person at the desk left */
	ATTACH_ENDS,          /* the kiosk ends */
	ATTACH_OTHER_VERSION, /* of this protocol */
	ATTACH_DENIED,        /* a kiosk of another user */
	ATTACH_FULL,          /* as many terminals as there may be */
	ATTACH_STALLED,       /* no picture was taken for too long */
	ATTACH_BROKEN,        /* what came is no message */
	ATTACH_WHY_COUNT,
};

struct attach_message {
	enum attach_kind kind;
	int version;       /* HELLO, OVER */
	int columns, rows; /* HELLO, SIZE: 1 … 65535; the kiosk draws no more than its most */
	int action;        /* KEY: enum action_kind, 0 … 255, not looked at here */
	uint32_t ch;       /* KEY: a character of Unicode, 0 none */
	enum attach_why why; /* OVER: ATTACH_BROKEN for one this version does not know */
	char program[24];    /* HELLO, OVER: the version of the program, printable ASCII */
};

/** ret_n: its length. ST_INVALID: a value out of its range, or a kind that has no struct. */
enum status attach_wire_put(const struct attach_message *message,
	uint8_t ret_bytes[ATTACH_MESSAGE_MAX], size_t *ret_n);
/** ST_UNSUPPORTED: no kind of this version; ST_INVALID: not of this protocol. */
enum status attach_wire_take(
	const uint8_t *bytes, size_t n, struct attach_message *ret_message);

/** Little-endian numbers, here and in a picture. */
void attach_wire_put16(uint8_t *to, unsigned number);
unsigned attach_wire_take16(const uint8_t *from);
void attach_wire_put32(uint8_t *to, uint32_t number);
uint32_t attach_wire_take32(const uint8_t *from);

#endif
