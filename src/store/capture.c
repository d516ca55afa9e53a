/* SPDX-License-Identifier: Apache-2.0 */
/* Measures of refused seconds: one row each. */
#include "store/capture.h"

#include "store/db.h"

#include <math.h>
#include <string.h>

static bool
is_text(const char *text, size_t room)
{
	return text[0] && memchr(text, '\0', room) != NULL;
}

/* The sum of numbers is one; that of anything else is not. */
static bool
are_numbers(const struct face_measures *m)
{
	return isfinite(m->eye_distance_px + m->frame_width_px + m->yaw + m->pitch + m->roll +
			m->left + m->right + m->up + m->down + m->sharpness + m->luminance +
			m->overexposed + m->light_overlap);
}

static enum status
add_row(struct store *store, const struct capture_row *row)
{
	const struct face_measures *m = &row->measures;

	if (!is_text(row->visit, sizeof(row->visit)) ||
		!is_text(row->reason, sizeof(row->reason)) ||
		!is_text(row->camera, sizeof(row->camera)) || !are_numbers(m))
		return ST_INVALID;
	return db_run(store, SQL_CAPTURE_ADD,
		VALUES(value_int(row->at_ms), value_text(row->visit), value_text(row->reason),
			value_text(row->camera), value_int(m->faces),
			value_real(m->eye_distance_px), value_real(m->frame_width_px),
			value_real(m->yaw), value_real(m->pitch), value_real(m->roll),
			value_real(m->left), value_real(m->right), value_real(m->up),
			value_real(m->down), value_real(m->sharpness),
			value_real(m->luminance), value_real(m->overexposed),
			value_real(m->light_overlap)));
}

enum status
store_capture_add(struct store *store, const struct capture_row *rows, size_t n)
{
	enum status st = db_begin(store);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; st == ST_OK && i < n; i++)
		st = add_row(store, &rows[i]);
	return db_end(store, st);
}

static float
column_real(sqlite3_stmt *stmt, int column)
{
	return (float)sqlite3_column_double(stmt, column);
}

static enum status
read_row(sqlite3_stmt *stmt, struct capture_row *row)
{
	enum status st = column_text(stmt, 1, row->visit, sizeof(row->visit));

	row->at_ms = sqlite3_column_int64(stmt, 0);
	if (st == ST_OK)
		st = column_text(stmt, 2, row->reason, sizeof(row->reason));
	if (st == ST_OK)
		st = column_text(stmt, 3, row->camera, sizeof(row->camera));
	row->measures = (struct face_measures){
		.faces = sqlite3_column_int(stmt, 4),
		.eye_distance_px = column_real(stmt, 5),
		.frame_width_px = column_real(stmt, 6),
		.yaw = column_real(stmt, 7),
		.pitch = column_real(stmt, 8),
		.roll = column_real(stmt, 9),
		.left = column_real(stmt, 10),
		.right = column_real(stmt, 11),
		.up = column_real(stmt, 12),
		.down = column_real(stmt, 13),
		.sharpness = column_real(stmt, 14),
		.luminance = column_real(stmt, 15),
		.overexposed = column_real(stmt, 16),
		.light_overlap = column_real(stmt, 17),
	};
	return st;
}

enum status
store_capture_each(struct store *store, int64_t from_ms, int64_t to_ms,
	void (*row)(void *ctx, const struct capture_row *row), void *ctx)
{
	struct capture_row found;
	sqlite3_stmt *stmt = NULL;
	enum status st = db_query(store, SQL_CAPTURE_EACH,
		VALUES(value_int(from_ms), value_int(to_ms)), &stmt);

	while (st == ST_OK && (st = db_step(store, stmt)) == ST_OK) {
		st = read_row(stmt, &found);
		if (st == ST_OK)
			row(ctx, &found);
	}
	db_done(stmt);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
store_capture_sweep(struct store *store, int64_t now_ms, int64_t max_age_ms)
{
	return db_run(store, SQL_CAPTURE_SWEEP,
		VALUES(value_int(now_ms - max_age_ms), value_int(now_ms + max_age_ms)));
}
