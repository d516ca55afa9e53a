/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The camera port by way of the helper process anjungan-camera. Starts it for a visit and ends
 * it after, so that nothing of a face outlives the visit; watches it meanwhile. A helper that
 * ends, hangs or talks nonsense is ended and started again after 1, 2, 4, 8, 16 s, then every
 * 30 s, and at once when the device appears or changes hands; why it is away stays told until
 * frames come. A camera whose frames cannot be read is asked for another format at the next
 * start. Used by the ui thread; nothing here waits.
 */
#ifndef DEVICE_CAMERA_H
#define DEVICE_CAMERA_H

#include "base/status.h"
#include "port.h"

#include <stdint.h>

enum { CAMERA_TRIES = 5, CAMERA_SILENT_MS = 5000, CAMERA_PATIENT_MS = 30000 };

struct camera_settings {
	const char *program; /* path of anjungan-camera; borrowed, as are the others */
	const char
		*source; /* "v4l2:/dev/video0", "images:DIR"; "none": the port is not present */
	const char *model;       /* path of the face model */
	int sharpness_tenths;    /* from calibration; 0: built-in */
	int64_t (*now_ms)(void); /* NULL: loop_now_ms */
};

struct camera_client;

/** Nothing is started yet. The settings' strings must outlive the client. */
enum status camera_client_new(
	const struct camera_settings *settings, struct camera_client **ret_client);
/** Ends the helper and wipes. Takes NULL. */
void camera_client_free(struct camera_client *client);

/** ctx is the client. */
struct camera_port camera_client_port(struct camera_client *client);

#endif
