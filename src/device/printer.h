/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The real printers, chosen by a target:
 *   escpos:/dev/usb/lp0      device file, serial line, FIFO; asked for its state if it answers
 *   escpos-tcp:ADDRESS:PORT  over the network; ADDRESS in digits (192.0.2.7, [2001:db8::7])
 *   cups:QUEUE               a queue of CUPS, through the module cups (device/cups.h)
 *   file:DIR                 one file a job, receipt-000001.prn, 0600, whole or not at all
 *   none                     no printer: the code is shown on the screen instead
 * Names of hosts are refused: the resolver cannot be given a time budget, and a printer whose name server is away
 * would take the print thread with it. Printers get fixed addresses anyway.
 *
 * Each job opens and closes the device, so that a cable may be pulled and put back at any time.
 * Give a job at least 15 s: a printer that answers is waited for until it has finished.
 */
#ifndef DEVICE_PRINTER_H
#define DEVICE_PRINTER_H

#include "base/status.h"
#include "port.h"

enum { PRINTER_WHY = 160 };

enum printer_flow { PRINTER_FLOW_NONE, PRINTER_FLOW_HARDWARE, PRINTER_FLOW_SOFTWARE };

struct printer_options {
	bool pages;             /* PDF on A4 instead of receipts: cups:, file: or none */
	int baud;               /* of a serial line: 2400 … 115200; others are 9600 */
	enum printer_flow flow; /* likewise: RTS/CTS or XON/XOFF */
};

struct printer;

/** Reads the target and touches nothing outside but the module's file. ST_CONFIG, or ST_UNSUPPORTED for a target
 *  of a known kind that this program cannot drive (cups: without its module), with words for a technician in
 *  ret_why. */
enum status printer_new(const char *target, const struct printer_options *options,
	struct printer **ret_printer, char ret_why[PRINTER_WHY]);
/** Takes NULL. No print may be running. */
void printer_free(struct printer *printer);
/** The port; valid until printer_free. */
struct printer_port printer_port(struct printer *printer);

#endif
