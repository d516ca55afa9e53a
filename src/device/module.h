/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loadable modules: heavy libraries behind one port and one symbol each. Looked for beside the
 * program (../lib/anjungan from where it lies), then in PREFIX/lib/anjungan. Never unloaded:
 * buffers and exit handlers of the libraries may outlive the port.
 */
#ifndef DEVICE_MODULE_H
#define DEVICE_MODULE_H

#include "device/cups.h"
#include "device/http.h"

/** http_options: struct http_options. Fits line_options.open_http. ST_NOT_FOUND: no module in
 *  either place; ST_CORRUPT: it does not load; ST_UNSUPPORTED: built from other sources; or as
 *  http_module.open. */
enum status module_open_http(void *http_options, struct http_port *ret_port);

/** The same from one file. */
enum status module_open_http_file(
	const char *file, const struct http_options *options, struct http_port *ret_port);

/** Likewise, for a queue of CUPS. */
enum status module_open_cups(const struct cups_options *options, struct printer_port *ret_port);
/** Whether there is such a module; nothing is loaded. */
bool module_has_cups(void);

#endif
