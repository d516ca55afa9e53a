/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The work of the helper: orders in, events out, frames in between. One visit long: it ends
 * with STOP, when the kiosk closes its end, or when the camera is gone; a fresh process serves
 * the next visit and inherits nothing.
 */
#ifndef CAMERA_SESSION_H
#define CAMERA_SESSION_H

#include "base/camera_event.h"
#include "base/status.h"
#include "camera/face.h"
#include "camera/source.h"
#include "rules/face_gate.h"

struct session;

/** fd: the socket to the kiosk. source and finder are borrowed; finder NULL: no face model,
 * told when asked for. */
enum status session_new(int fd, struct source *source, struct face_finder *finder,
	const struct face_limits *limits, struct session **ret_session);
/** Wipes what was seen. Takes NULL. */
void session_free(struct session *session);

/** Everything once, so that libraries have read and allocated what they need before the sandbox
 * closes. */
enum status session_warm_up(struct session *session);

/** Before the session, or instead of it: that it is being opened, which may take a slow machine its time, or why there
 * will be none. */
void session_announce(int fd, enum camera_state state);

/** Until STOP or the end of the kiosk: ST_OK. ST_GONE: camera unplugged, taken by
 * another program, or without a living picture for so long that it has to be opened again; the
 * kiosk was told. */
enum status session_run(struct session *session);

#endif
