/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The codes of what is unsent, on paper: once an hour while the oldest has waited for over four, so that staff can
 * answer for them even if this machine dies. Printed only while nobody stands at the kiosk, and only where the printer
 * says that it is ready: a list never takes the paper of the next person's receipt. One that did not come out is tried
 * again, each minute; both are journalled when that changes. Runs on the ui thread by completions.
 */
#ifndef WORK_UNSENT_LIST_H
#define WORK_UNSENT_LIST_H

#include "work/desk.h"

struct unsent_list;

enum status unsent_list_new(struct desk *desk, struct unsent_list **ret_list);
/** Nothing new is begun from here on; call before the workers are freed. Takes NULL. */
void unsent_list_stop(struct unsent_list *list);
/** The workers have been freed before. Takes NULL. */
void unsent_list_free(struct unsent_list *list);
/** Called a few times a second. */
void unsent_list_tick(struct unsent_list *list);

#endif
