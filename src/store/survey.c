/* SPDX-License-Identifier: Apache-2.0 */
/* What people said of a visit: one row each, and nothing in it of who they are. */
#include "store/db.h"

enum { SCORE_MAX = 5 };

static enum status
add_survey(struct store *store, const struct survey_put *survey)
{
	return db_run(store, SQL_SURVEY_ADD,
		VALUES(value_text(survey->visit), value_text(survey->service),
			survey->left_why ? value_text(NULL) : value_int(survey->score),
			value_text(survey->left_why), value_int(survey->assisted),
			value_int(survey->senior), value_int(survey->now_ms)));
}

enum status
store_survey_put(struct store *store, const struct survey_put *survey,
	const struct journal_entry *entry)
{
	enum status st;

	if (survey->score < 0 || survey->score > SCORE_MAX ||
		(survey->score == 0) != (survey->left_why != NULL))
		return ST_INVALID;
	st = db_begin(store);
	if (st != ST_OK)
		return st;
	st = add_survey(store, survey);
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}
