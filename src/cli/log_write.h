/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the journal as text for people, as CSV, or as JSON, one object a line. */
#ifndef CLI_LOG_WRITE_H
#define CLI_LOG_WRITE_H

#include "cli/cli.h"

#include <stdio.h>

enum log_format { LOG_TEXT, LOG_CSV, LOG_JSON };
enum { LOG_TIME = 32 };

struct log_writer {
	enum log_format as;
	int offset_s; /* of the counter's zone */
	FILE *to;     /* borrowed */
	int64_t rows; /* written */
};

/** By its name on the command line; false where there is none. */
bool log_format_of(const char *name, enum log_format *ret_format);
/** The first line, where the format has one. */
void log_write_head(struct log_writer *writer);
/** ctx: a struct log_writer, as journal_search_window calls it. */
void log_write_row(void *ctx, const struct journal_row *row);
/** ST_GONE: nobody reads any more; ST_DISK_FULL. */
enum status log_write_flush(struct log_writer *writer);
/** Waits that long, or until nobody reads any more: ST_GONE. */
enum status log_write_wait(struct log_writer *writer, int ms);
/** Day and time at the counter. */
void log_time(const struct log_writer *writer, int64_t at_ms, char ret_text[LOG_TIME]);

#endif
