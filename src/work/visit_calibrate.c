/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Calibrating the camera: staff hold a printed page before it, follow one hint at a time, and press Enter. The sharpest
 * of the last seconds counts, kept by the store and told to the camera for the next face.
 */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "store/calibration.h"

#include <stdlib.h>

enum { FRESH_MS = 3000, READ_MS = 800 };

void
visit_calibrate_enter(struct visit *visit)
{
	visit->holding = (struct holding){ .hint = CALIBRATION_NO_PAPER };
	visit_camera_start(visit, CAMERA_TASK_PAGE);
}

/* Shown long enough to be read, whatever the frames say meanwhile. */
static void
show(struct holding *holding, enum calibration_hint hint, int64_t now_ms)
{
	if (hint == holding->hint || now_ms - holding->hint_ms < READ_MS)
		return;
	holding->hint = hint;
	holding->hint_ms = now_ms;
}

void
visit_calibrate_event(struct visit *visit, const struct camera_event *event)
{
	struct holding *holding = &visit->holding;
	int64_t now = desk_mono_ms(visit->desk);
	enum calibration_hint hint;

	if (event->kind != CAMERA_PAGE)
		return;
	hint = calibration_judge(&event->page);
	show(holding, hint, now);
	if (now - holding->good_ms > FRESH_MS)
		holding->has_good = false;
	if (hint != CALIBRATION_GOOD ||
		(holding->has_good && event->page.acutance <= holding->best.acutance))
		return;
	holding->best = event->page;
	holding->good_ms = now;
	holding->has_good = true;
}

void
visit_calibrate_act(struct visit *visit, const struct action *action)
{
	const struct holding *holding = &visit->holding;

	if (action->kind != ACTION_ENTER || !visit_camera_works(visit))
		return;
	if (holding->has_good && desk_mono_ms(visit->desk) - holding->good_ms <= FRESH_MS)
		visit_go(visit, NULL);
	else
		visit_say(visit, true, TR(N_("Belum bisa. Ikuti petunjuk di atas.")));
}

void
visit_calibrate_page(const struct visit *visit, struct page *page)
{
	page->preview = visit->have_preview;
	page->can_enter = visit_camera_works(visit);
	if (visit_camera_works(visit)) {
		str_clip(page->ask, sizeof(page->ask),
			TR(calibration_words(visit->holding.hint)));
		return;
	}
	str_clip(page->ask, sizeof(page->ask),
		visit->camera_state == CAMERA_OPENING
			? TR(N_("Kamera sedang dinyalakan."))
			: TR(N_("Kamera tidak bisa dipakai sekarang.")));
	str_clip(page->todo, sizeof(page->todo), TR(N_("Periksa kabel dan lensa, atau tekan *.")));
}

/* --- kept ---------------------------------------------------------------------------------------------------------------- */

struct calibrate_job {
	struct visit_job v; /* first */
	struct calibration calibration;
	struct journal_copy entry;
};

static void
calibrate_run(struct job *job)
{
	struct calibrate_job *c = (struct calibrate_job *)job;

	c->v.st = store_calibration_put(
		c->v.desk->store, c->v.desk->camera_name, &c->calibration, &c->entry.entry);
}

static void
calibrate_done(struct job *job)
{
	struct calibrate_job *c = (struct calibrate_job *)job;
	struct desk *desk = c->v.desk;
	struct visit *visit = c->v.visit;
	bool current = visit_job_is_current(&c->v), done = c->v.st == ST_OK;

	if (done) {
		desk->place.calibration = c->calibration;
		desk->camera.calibrate(desk->camera.ctx, c->calibration.sharpness_tenths);
	} else {
		log_error("calibration: %s", status_words(c->v.st));
	}
	free(c);
	if (current)
		visit_end_effect(visit, done ? OUTCOME_OK : OUTCOME_AWAY);
}

void
visit_calibrate(struct visit *visit)
{
	struct calibrate_job *c = visit_job_new(visit, sizeof(*c), calibrate_run, calibrate_done);
	char detail[DETAIL_ROOM];
	struct journal_entry entry;

	visit->effect_can_stop = false;
	if (c == NULL) {
		visit_end_effect(visit, OUTCOME_AWAY);
		return;
	}
	c->calibration = calibration_of(&visit->holding.best);
	c->calibration.made_ms = desk_wall_ms(visit->desk);
	if (str_format(detail, sizeof(detail), "%d %d", c->calibration.sharpness_tenths,
		    c->calibration.light_percent) != ST_OK)
		detail[0] = '\0';
	entry = visit_entry(visit, EVENT_CALIBRATE, "ok", detail);
	entry.actor = visit->answers->officer.id;
	journal_copy(&c->entry, &entry);
	worker_post(visit->desk->store_worker, &c->v.job);
}
