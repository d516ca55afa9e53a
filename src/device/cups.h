/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Queues of CUPS as a loadable module, lib/anjungan/cups.so, built where libcups2-dev is there. The module exports one
 * symbol, anjungan_cups_module; device/module.h finds and opens it.
 *
 * A job is handed over whole and then looked at until CUPS says how it ended; at the end of its time it is cancelled,
 * so that no receipt comes out for the next person. What the queue says of its printer (media-empty, cover-open,
 * offline …) becomes our status. A queue that writes to a file: device is refused: it would call a receipt printed that
 * nobody holds in hand.
 *
 * The server is libcups's own: CUPS_SERVER, client.conf, or the socket of this machine.
 */
#ifndef DEVICE_CUPS_H
#define DEVICE_CUPS_H

#include "base/status.h"
#include "port.h"

#define CUPS_RAW "application/vnd.cups-raw" /* bytes for the printer as they are: ESC/POS */
#define CUPS_PDF "application/pdf"          /* pages, made into what the printer knows */

/** Strings are copied by open. */
struct cups_options {
	const char *queue;
	const char *format;
};

enum { CUPS_MODULE_VERSION = 1 };

struct cups_module {
	int version; /* CUPS_MODULE_VERSION of the sources it was built from */
	/** Asks nobody yet. ST_INVALID: not the name of a queue; ST_NO_MEMORY. The port is freed by its free. */
	enum status (*open)(const struct cups_options *options, struct printer_port *ret_port);
};

extern const struct cups_module anjungan_cups_module;

#endif
