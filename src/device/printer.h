/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The real printers, chosen by a target:
 *   escpos:/dev/usb/lp0      device file, serial line, FIFO; asked for its state if it answers
 *   escpos-tcp:ADDRESS:PORT  over the network; ADDRESS in digits (192.0.2.7, [2001:db8::7])
 *   file:DIR                 one file a job, receipt-000001.prn, 0600, whole or not at all
 *   none                     no printer: the code is shown on the screen instead
 * Each job opens and closes the device, so that a cable may be pulled and put back at any time.
 * Give a job at least 15 s: a printer that answers is waited for until it has finished.
 */
#ifndef DEVICE_PRINTER_H
#define DEVICE_PRINTER_H

#include "base/status.h"
#include "port.h"

enum { PRINTER_WHY = 160 };

struct printer;

/** Reads the target and touches nothing outside. ST_CONFIG, or ST_UNSUPPORTED for a target
 *  of a known kind that this program cannot drive (cups:), with words for a technician in
 *  ret_why. */
enum status printer_new(
	const char *target, struct printer **ret_printer, char ret_why[PRINTER_WHY]);
/** Takes NULL. No print may be running. */
void printer_free(struct printer *printer);
/** The port; valid until printer_free. */
struct printer_port printer_port(struct printer *printer);

#endif
