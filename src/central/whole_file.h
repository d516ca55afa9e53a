/* SPDX-License-Identifier: Apache-2.0 */
/* A file read whole into a buffer with a ceiling. */
#ifndef CENTRAL_WHOLE_FILE_H
#define CENTRAL_WHOLE_FILE_H

#include "base/buf.h"

/** Appends what is in the file. ST_NOT_FOUND: it cannot be opened; ST_TOO_LONG: past the ceiling. */
enum status whole_file(const char *path, struct buf *buf);
/** The same for a file in a folder. */
enum status whole_file_in(const char *folder, const char *name, struct buf *buf);

#endif
