/* SPDX-License-Identifier: Apache-2.0 */
/* Receipts as files in a directory: for demo, tests and sites that print by other means. */
#ifndef DEVICE_PRINTER_FILE_H
#define DEVICE_PRINTER_FILE_H

#include "base/status.h"

#include <stddef.h>

/** Writes receipt-NNNNNN.prn (0600) with the number after the highest one there; it appears
 *  complete and on disk, or not at all. The directory is made (0700) where only its last
 *  part is missing. A disk has no budget. */
enum status printer_file_print(const char *directory, const void *bytes, size_t n);

/** Likewise, form-NNNNNN.pdf. */
enum status printer_file_print_page(const char *directory, const void *bytes, size_t n);

/** ST_OK: a directory that can be written, or made. */
enum status printer_file_state(const char *directory);

#endif
