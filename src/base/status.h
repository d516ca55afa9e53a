/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one statement of failure. Every function that can fail returns an enum status; results go through ret_…
 * parameters, last, untouched on failure. The enum and its words come from one list.
 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <stdbool.h>

#define STATUS_LIST(X)                                                                         \
	X(ST_OK, "ok")                                                                         \
	X(ST_AGAIN, "not yet, ask again")                                                      \
	X(ST_NO_MEMORY, "out of memory")                                                       \
	X(ST_TOO_LONG, "longer than the room for it")                                          \
	X(ST_INVALID, "not in the form it must have")                                          \
	X(ST_NOT_FOUND, "not found")                                                           \
	X(ST_EXISTS, "exists already")                                                         \
	X(ST_DENIED, "not permitted")                                                          \
	X(ST_BUSY, "in use by another program")                                                \
	X(ST_TIMEOUT, "took longer than its time budget")                                      \
	X(ST_IO, "input or output error")                                                      \
	X(ST_DISK_FULL, "disk full")                                                           \
	X(ST_READ_ONLY, "read-only")                                                           \
	X(ST_CORRUPT, "damaged")                                                               \
	X(ST_NEWER, "written by a newer version")                                              \
	X(ST_UNREACHABLE, "no route, no name or no answer")                                    \
	X(ST_TLS, "the secure connection was refused")                                         \
	X(ST_NOT_OURS, "answered by something that is not the centre")                         \
	X(ST_NOT_ADMITTED, "the centre does not admit this kiosk")                             \
	X(ST_REFUSED, "refused by the centre with a reason")                                   \
	X(ST_PAPER_OUT, "no paper")                                                            \
	X(ST_PAPER_LOW, "the paper is nearly at its end")                                      \
	X(ST_COVER_OPEN, "cover open")                                                         \
	X(ST_OFFLINE, "switched offline, or waiting for its feed button")                      \
	X(ST_FAULT, "the device reports a fault of its own")                                   \
	X(ST_GONE, "device unplugged or process ended")                                        \
	X(ST_UNSUPPORTED, "not supported")                                                     \
	X(ST_CANCELLED, "given up on request")                                                 \
	X(ST_CONFIG, "setting refused")                                                        \
	X(ST_TAMPERED, "does not match its seal or hash")

enum status {
#define STATUS_ENUM(name, words) name,
	STATUS_LIST(STATUS_ENUM)
#undef STATUS_ENUM
};

/** Stable name, for logs and the journal: "ST_TIMEOUT". Never NULL. */
const char *status_name(enum status status);

/** The status of such a name; false where there is none. */
bool status_from_name(const char *name, enum status *ret_status);

/** Words for staff, in English, lower case, without a full stop. Never NULL. */
const char *status_words(enum status status);

/** The status that stands for an errno value; ST_IO where there is no closer one. */
enum status status_from_errno(int error);

#endif
