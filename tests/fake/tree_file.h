/* SPDX-License-Identifier: Apache-2.0 */
/* Files of the source tree, as the tests that compare them with tables in code read them. */
#ifndef FAKE_TREE_FILE_H
#define FAKE_TREE_FILE_H

#include "base/buf.h"

/** The whole file by its path from the root of the tree (tests run there), to be released with buf_free. */
enum status tree_file_read(const char *path, struct buf *ret_buf);

#endif
