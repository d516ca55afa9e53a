/* SPDX-License-Identifier: Apache-2.0 */
/* Print jobs that no visit looks after any more. On the ui thread; the work is done on the store thread. */
#ifndef WORK_PAPER_H
#define WORK_PAPER_H

#include "work/desk.h"

/** At the start, before anybody prints: what a kill or a power cut left is settled as failed with its outcome not
 *  known, and journalled. It is never printed by itself: the next person would find it at their feet. Whoever comes
 *  back with the code gets a copy. Sweeps, too. */
void paper_recover(struct desk *desk);
/** Lets go of what cannot be printed again any more (retention.reprint_days). */
void paper_sweep(struct desk *desk);

#endif
