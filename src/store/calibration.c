/* SPDX-License-Identifier: Apache-2.0 */
/* One row a camera. */
#include "store/calibration.h"

#include "store/db.h"

enum status
store_calibration_put(struct store *store, const char *camera,
	const struct calibration *calibration, const struct journal_entry *entry)
{
	enum status st;

	if (!camera[0] || calibration->sharpness_tenths < 1 || calibration->light_percent < 0 ||
		calibration->light_percent > 100)
		return ST_INVALID;
	st = db_begin(store);
	if (st != ST_OK)
		return st;
	st = db_run(store, SQL_CALIBRATION_PUT,
		VALUES(value_text(camera), value_int(calibration->sharpness_tenths),
			value_int(calibration->light_percent), value_int(calibration->made_ms),
			value_text(entry->actor)));
	if (st == ST_OK)
		st = journal_append(store, entry);
	return db_end(store, st);
}

enum status
store_calibration_get(
	struct store *store, const char *camera, struct calibration *ret_calibration)
{
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_CALIBRATION_GET, VALUES(value_text(camera)), &stmt);

	if (st == ST_OK)
		st = db_step(store, stmt);
	if (st == ST_OK)
		*ret_calibration = (struct calibration){
			.sharpness_tenths = sqlite3_column_int(stmt, 0),
			.light_percent = sqlite3_column_int(stmt, 1),
			.made_ms = sqlite3_column_int64(stmt, 2),
		};
	db_done(stmt);
	return st;
}
