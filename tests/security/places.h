/* SPDX-License-Identifier: Apache-2.0 */
/* Where personal data could have stayed: the memory and words of a process, files of a folder. */
#ifndef TESTS_SECURITY_PLACES_H
#define TESTS_SECURITY_PLACES_H

#include "base/buf.h"
#include "tests/security/needles.h"

#include <stdbool.h>
#include <sys/types.h>

/** Adds what is found to *hits. All of a process's memory that does not lie in a file unchanged: heaps, stacks,
 *  data, guarded pages. */
enum status place_memory(
	const struct needles *needles, const char *who, pid_t pid, bool tell, size_t *hits);
/** Command line and environment. */
enum status place_words(const struct needles *needles, pid_t pid, size_t *hits);
/** Every file of a folder. */
enum status place_folder(const struct needles *needles, const char *folder, size_t *hits);

/** Copies the largest JPEG that lies whole in the process's memory; ST_NOT_FOUND. */
enum status place_find_photo(pid_t pid, struct buf *ret_jpeg);

#endif
