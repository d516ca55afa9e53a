/* SPDX-License-Identifier: Apache-2.0 */
/* How many elements a C array has. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#endif
