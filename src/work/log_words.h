/* SPDX-License-Identifier: Apache-2.0 */
/* A row of the journal in the words of people: from its catalogue, the outcomes and the steps, each with its one table. */
#ifndef WORK_LOG_WORDS_H
#define WORK_LOG_WORDS_H

#include "store/journal.h"

enum { LOG_WORDS = 320 };

/** "menjawab: Mengapa Anda …", "buka blokir JMO: tidak diizinkan", translated. What another version
 *  wrote says so, with its code; never a sign that moves a terminal. */
void log_row_words(const struct journal_row *row, char ret_words[LOG_WORDS]);
/** Who: "peserta", "kios", "meja", or the initials of one of the staff. ret_who: of the size of a row's actor. */
void log_row_who(const struct journal_row *row, char *ret_who, size_t room);

#endif
