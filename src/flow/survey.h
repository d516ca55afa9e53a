/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one question after a visit, asked when all of it has been wiped: how it was, or why somebody gave up. Skipped
 * by any other key and by time, so that nobody who just walks away stands in the way of the next one.
 */
#ifndef FLOW_SURVEY_H
#define FLOW_SURVEY_H

/** Steps of survey_flow. */
#define SURVEY_HOW "survey"   /* options have the score: 5 very content … 1 not at all */
#define SURVEY_WHY "why_left" /* options have an enum left_why */

enum left_why { LEFT_NONE, LEFT_PAPERS, LEFT_CONFUSED, LEFT_LONG, LEFT_PHOTO, LEFT_OTHER };

/** "papers" "confused" "long" "photo" "other"; LEFT_NONE: NULL. */
const char *left_why_code(enum left_why why);

#endif
