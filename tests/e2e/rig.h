/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A counter on a table: the real kiosk in a terminal, the real reference central on a free port of loopback, receipts
 * as files, all in a folder of its own that goes with the test. Each part can be killed and started again. The
 * programs are those of $BUILD/bin (default: build).
 */
#ifndef TESTS_E2E_RIG_H
#define TESTS_E2E_RIG_H

#include "base/buf.h"
#include "base/status.h"
#include "tests/e2e/terminal.h"

#include <stdbool.h>
#include <stdint.h>

struct rig;

/** One setting as the file writes it: { "ui.idle_s", "30" }, { "camera.source", "\"none\"" }. */
struct rig_setting {
	const char *key, *value;
};

enum { RIG_SETTINGS_MAX = 24, RIG_ARGUMENTS_MAX = 24 };

/** All may be left out. */
struct rig_options {
	int rows, columns;
	bool tls;        /* HTTPS with a certificate made for this rig; needs openssl(1) */
	bool no_central; /* nothing listens at central.url until rig_central_start */
	const char *maintenance;   /* the centre says for so many minutes that it is not open */
	const char *const *faults; /* SPECs for --fault, NULL-ended */
	const char *const *env;    /* of the kiosk: NAME=VALUE, NULL-ended */
	struct rig_setting settings[RIG_SETTINGS_MAX]; /* over the rig's own */
};

/** The staff every rig has; the PINs open at the kiosk. */
#define RIG_OFFICER_PIN    "246810"
#define RIG_OFFICER_2_PIN  "135790"
#define RIG_SUPERVISOR_PIN "864209"

/** Makes the folder, keys, settings and staff, and starts the centre; the kiosk is not started yet. Prints why it
 *  could not to standard error. */
enum status rig_new(const struct rig_options *options, struct rig **ret_rig);
/** Kills what runs and removes the folder. Takes NULL. */
void rig_free(struct rig *rig);

/* --- the kiosk -------------------------------------------------------------------------------------------------- */

/** Opens the kiosk in a fresh terminal; an earlier one is killed. */
enum status rig_kiosk_start(struct rig *rig);
/** NULL while none was started; the rig's. */
struct terminal *rig_kiosk(struct rig *rig);
/** SIGKILL, and waits until it is gone. */
void rig_kiosk_kill(struct rig *rig);
/** The helper's pid, found as a child of the kiosk; 0: none. */
pid_t rig_camera_pid(const struct rig *rig);
/** Runs `anjungan --config FILE ARGUMENTS…` to its end. arguments NULL-ended; input may be NULL. ret_output: both
 *  outputs in one; ret_status as of waitpid. */
enum status rig_command(struct rig *rig, const char *const *arguments, const char *input,
	struct buf *ret_output, int *ret_status);
/** Writes the settings again, with these over those of rig_new; for the next start. */
enum status rig_settings(struct rig *rig, const struct rig_setting *settings, size_t n);

/* --- the centre ------------------------------------------------------------------------------------------------- */

/** Starts it on the port it had, with its data; faults NULL: none. */
enum status rig_central_start(struct rig *rig, const char *const *faults);
void rig_central_kill(struct rig *rig);
/** Runs `anjungan-central advance --db … OPTIONS` (NULL-ended) on its data, while it runs. ST_REFUSED: it said no. */
enum status rig_central_advance(struct rig *rig, const char *const *options);
/** One number out of the centre's own database, read only: "SELECT count(*) FROM claim". */
enum status rig_central_number(struct rig *rig, const char *sql, int64_t *ret_number);
/** Waits until the number is the one expected, while the kiosk goes on. */
enum status rig_wait_central(struct rig *rig, const char *sql, int64_t expected, int budget_ms);

/* --- paper ------------------------------------------------------------------------------------------------------ */

/** Receipts printed so far. */
int rig_receipts(struct rig *rig);
/** Waits until there are n. */
enum status rig_wait_receipts(struct rig *rig, int n, int budget_ms);
/** The bytes of the n-th, from 1. */
enum status rig_receipt(struct rig *rig, int n, struct buf *ret_bytes);

/* --- places ----------------------------------------------------------------------------------------------------- */

/** The rig's folder; state_dir is kiosk/ in it, receipts lie in receipts/. */
const char *rig_folder(const struct rig *rig);
const char *rig_config(const struct rig *rig);
int rig_port(const struct rig *rig);
/** The value of camera.source for the pictures of the demo, quoted as the file needs it. */
enum status rig_demo_camera(char *ret, size_t room);
/** PATH of a program or file of the build: "bin/anjungan". In a static room, for a few at a time. */
const char *rig_build(const char *file);

#endif
