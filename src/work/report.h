/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The first report: how well the kiosk served in a time, under the five headings of the study, and where it did not.
 * Counted from rows of the journal alone, visit by visit, in one struct of one size however many rows there are. Pure:
 * work/report_read.h brings the rows.
 *
 * What a row does not say (a version of before wrote it, the power was cut, the future is not known yet) is counted as
 * missing, never as zero. A visit belongs to the time in which it began, whenever it ended.
 *
 *	report_begin_visit(report);
 *	report_take(report, row);       // each row of the visit, in order
 *	… claim[i].again of its claims  // from elsewhere
 *	report_end_visit(report);
 */
#ifndef WORK_REPORT_H
#define WORK_REPORT_H

#include "rules/date.h"
#include "rules/face_gate.h"
#include "store/capture.h"
#include "store/journal.h"

#include <stdbool.h>

/* --- what is counted ---------------------------------------------------------------------------------------------- */

/** Numbers from 0, counted in slots: exact below 256, else within 1 %. */
enum { SPREAD_SLOTS = 256 + 23 * 128 };
struct spread {
	int64_t n;
	uint32_t at[SPREAD_SLOTS];
};
/** Of negative ones nothing is kept. */
void spread_add(struct spread *spread, int64_t number);
/** The smallest number that `percent` of them do not exceed; 0 where there are none. */
int64_t spread_percent(const struct spread *spread, int percent);

struct share {
	int64_t of, in, missing; /* so many, of so many; of so many more it is not known */
};
struct measured {
	struct spread spread;
	int64_t missing;
};

enum {
	REPORT_STEPS = 160,
	REPORT_CLAIMS = 4, /* of one visit; more are not told apart */
	REPORT_HOURS = 24,
	REPORT_AGAIN_DAYS = 30
};

enum report_end {
	ENDED_FINISHED,
	ENDED_GAVE_UP,
	ENDED_LEFT,
	ENDED_IDLE,
	ENDED_STOPPED,
	ENDED_CUT,  /* no last row: a kill, a power cut */
	ENDED_OPEN, /* somebody stands there */
	REPORT_ENDS
};

struct report_step {
	char name[64]; /* flow/step */
	int64_t stopped;
	struct spread seconds;
};

/** A claim as it went on after it was confirmed. */
struct report_claim {
	int64_t confirmed_ms, sent_ms, paid_ms; /* 0: not, or not yet */
	int64_t seq;                            /* of the row that confirmed it */
	uint8_t subject[16];
	enum { LINE_WORD_NONE, LINE_WORD_ONLINE, LINE_WORD_OFFLINE } line;
	struct date promised; /* the first date that was */
	bool again;           /* whoever counts sets it: they came once more within the days */
};

/** The visit under way. */
struct report_visit {
	int64_t began_ms, ended_ms, joined_ms, officer_ms, keys; /* keys -1: not said */
	enum report_end end;
	enum { SAID_NOTHING, SAID_UNDER_60, SAID_60 } age;
	bool claim_begun, no_service, assisted, ended, is_open;
	int score; /* 0 none */
	char stop[64];
	struct report_claim claim[REPORT_CLAIMS];
	int claims, received;
};

struct report {
	struct date from, to; /* both within */
	int offset_s;         /* of the site's zone */
	int64_t now_ms, first_ms; /* of the oldest row of the journal; 0 none */
	int archives_missing;     /* files of old rows that could not be read */

	int64_t visits;
	struct share claims, senior, alone, assisted, settled, offline, low;
	struct share score; /* of: points; in: answers */
	struct measured seconds, keys, officer, queue;
	int64_t ends[REPORT_ENDS];
	struct report_step step[REPORT_STEPS];
	int steps;
	int64_t stops_missing, steps_lost; /* stopped nobody knows where; no room */
	int64_t frames[REPORT_HOURS][FACE_HINTS], frames_good[REPORT_HOURS];
	int64_t refused_s[REPORT_HOURS][FACE_HINTS]; /* seconds without one good frame */
	struct spread light[REPORT_HOURS];           /* of the face in them, percent */

	struct report_visit visit;
};

/** NULL: no memory. Some megabytes; freed by free. */
struct report *report_new(struct date from, struct date to, int offset_s, int64_t now_ms);
void report_begin_visit(struct report *report);
void report_take(struct report *report, const struct journal_row *row);
/** A second without one good frame, in any order, also between visits. */
void report_take_capture(struct report *report, const struct capture_row *row);
/** is_open: somebody stands there still. */
void report_end_visit(struct report *report, bool is_open);

/* --- the figures: one table, for every writer --------------------------------------------------------------------- */

enum report_heading {
	HEADING_PROGRAMME,
	HEADING_TARGET,
	HEADING_SATISFACTION,
	HEADING_EFFICIENCY,
	HEADING_OVERALL,
	HEADING_RUNNING,
	REPORT_HEADINGS
};
const char *report_heading_code(enum report_heading heading);
const char *report_heading_words(enum report_heading heading);

struct report_figure {
	const char *name, *words, *unit, *how;
	enum report_heading heading;
	enum { FIGURE_SHARE, FIGURE_MEAN, FIGURE_SPREAD } kind;
	size_t at;               /* of its member in struct report */
	int percent, ones;       /* FIGURE_SPREAD: which, and what counts as one */
};
extern const struct report_figure report_figures[];
extern const size_t report_figures_n;

struct report_value {
	bool known;
	int64_t tenths; /* of the unit */
	int64_t of, in, missing;
};
struct report_value report_value(const struct report *report, const struct report_figure *figure);

/* --- the lists: likewise ------------------------------------------------------------------------------------------ */

struct report_line {
	const char *key, *words;
	int64_t n;
	int64_t median, most; /* of a timed list, seconds: of half and of 95 % of them */
};
struct report_list {
	const char *name, *words, *how, *unit;
	bool timed;
	void (*each)(const struct report *report,
		void (*line)(void *ctx, const struct report_line *line), void *ctx);
};
extern const struct report_list report_lists[];
extern const size_t report_lists_n;

#endif
