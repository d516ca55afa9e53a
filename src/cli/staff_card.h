/* SPDX-License-Identifier: Apache-2.0 */
/* The staff card: a code to be printed and carried. It opens nothing without its owner's PIN. */
#ifndef CLI_STAFF_CARD_H
#define CLI_STAFF_CARD_H

#include "base/status.h"

/** Writes the card to standard output as text: at a terminal light on dark, elsewhere as for paper. */
enum status cli_staff_card(const char *initials, const char *code);

#endif
