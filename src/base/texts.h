/* SPDX-License-Identifier: Apache-2.0 */
/* Every text of the sources that is marked for translation, sorted, each once; gathered by the build (scripts/texts.awk). */
#ifndef BASE_TEXTS_H
#define BASE_TEXTS_H

#include <stddef.h>

extern const char *const texts[];
extern const size_t texts_n;

#endif
