/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The face step: live picture, one hint at a time, "Siap?", three, two, one. The photograph is the best frame since
 * Enter, not the last one; where none was good by "satu", the first good one after it. A camera that is missing, dies or
 * comes back is a sentence on the screen and a way to the officer, never the end of the visit.
 */
#include "work/visit_inside.h"

#include "base/str.h"
#include "rules/camera_words.h"

enum {
	COUNTDOWN_MS = 3000,
	ANSWER_MS = 2 * COUNTDOWN_MS + 1000, /* after Enter the helper owes a photograph, or "none" */
};

void
visit_face_enter(struct visit *visit)
{
	visit->face_stage = FACE_LOOKING;
	visit->face_since_ms = desk_mono_ms(visit->desk);
	visit->face_until_ms = 0;
	visit->face_ready = false;
	visit->face_hint = HINT_NO_FACE;
	buf_free(&visit->jpeg);
	visit_coach_begin(visit);
	visit_journal(visit, EVENT_FACE_BEGIN, "ok", "");
	visit_camera_start(visit, CAMERA_TASK_FACE);
}

/* It may come before "satu": the countdown is not cut short. One that nobody waits for any more is not kept. */
static void
keep_photo(struct visit *visit, const struct camera_event *event)
{
	if (visit->face_stage != FACE_COUNTING && visit->face_stage != FACE_SHOOTING)
		return;
	buf_free(&visit->jpeg);
	if (buf_add(&visit->jpeg, event->jpeg, event->jpeg_len) != ST_OK) {
		visit->face_stage = FACE_LOOKING;
		visit_say(visit, true, TR(N_("Foto belum jadi. Tekan Enter untuk coba lagi.")));
		return;
	}
	visit->measures = event->measures;
	visit_coach_room(visit, &event->measures, true);
	if (visit->face_stage == FACE_SHOOTING)
		visit->face_stage = FACE_TAKEN;
}

static void
no_photo(struct visit *visit, const struct camera_event *event)
{
	visit->face_stage = FACE_LOOKING;
	visit->face_hint = event->hint;
	visit_say(visit, false, TR(N_("Belum jelas. Tidak apa-apa. Tekan Enter lagi.")));
}

/* What the camera does after a good photograph is no matter any more. */
static bool
has_photo(const struct visit *visit)
{
	return visit->face_stage == FACE_TAKEN ||
	       (visit->face_stage == FACE_COUNTING && visit->jpeg.len > 0);
}

static void
take_state(struct visit *visit, enum camera_state state)
{
	if (state == CAMERA_LIVE || state == CAMERA_OPENING || has_photo(visit))
		return;
	visit->face_stage = FACE_LOOKING;
	visit_say(visit, false, ""); /* what was said of a lost shot is no advice any more */
}

void
visit_face_event(struct visit *visit, const struct camera_event *event)
{
	switch (event->kind) {
	case CAMERA_STATE:
		take_state(visit, event->state);
		break;
	case CAMERA_FRAME:
		visit->face_hint = event->hint;
		visit->face_ready = event->ready;
		visit_measure_frame(visit, event);
		visit_coach_room(visit, &event->measures, false);
		break;
	case CAMERA_PHOTO:
		keep_photo(visit, event);
		break;
	case CAMERA_NO_PHOTO:
		no_photo(visit, event);
		break;
	case CAMERA_CODE:
	case CAMERA_PAGE:
	case CAMERA_ABOUT:
		break;
	}
}

/* Frames are looked at from Enter on, so that a good one of these seconds is not missed. */
static void
begin_countdown(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;
	int most = line_is_slow(visit->desk->line) ? CAMERA_JPEG_SMALL : CAMERA_JPEG_MAX;

	buf_free(&visit->jpeg);
	if (camera->shoot(camera->ctx, COUNTDOWN_MS, most) != ST_OK) {
		visit_say(visit, false, TR(N_("Mohon tunggu sebentar, lalu tekan Enter.")));
		return;
	}
	visit->face_stage = FACE_COUNTING;
	visit->face_until_ms = desk_mono_ms(visit->desk) + COUNTDOWN_MS;
	visit_say(visit, false, "");
}

void
visit_face_act(struct visit *visit, const struct action *action)
{
	if (action->kind != ACTION_ENTER || visit->face_stage != FACE_LOOKING)
		return;
	if (!visit_camera_works(visit)) {
		if (visit->camera_state == CAMERA_OPENING)
			return;
		visit->answers->face_given_up = visit->answers->no_camera = true;
		visit_go(visit, "attest");
		return;
	}
	begin_countdown(visit);
}

void
visit_face_tick(struct visit *visit)
{
	int64_t now = desk_mono_ms(visit->desk);

	if (visit->face_stage == FACE_COUNTING && now >= visit->face_until_ms) {
		visit->face_stage = visit->jpeg.len > 0 ? FACE_TAKEN : FACE_SHOOTING;
		visit->face_until_ms += ANSWER_MS - COUNTDOWN_MS;
	} else if (visit->face_stage == FACE_SHOOTING && now >= visit->face_until_ms) {
		visit->face_stage = FACE_LOOKING; /* it owes an answer; nobody waits for it */
	}
	visit_coach_speak(visit);
}

int
visit_face_count(const struct visit *visit)
{
	int64_t left = visit->face_until_ms - desk_mono_ms(visit->desk);

	if (visit->face_stage != FACE_COUNTING)
		return 0;
	return left > 0 ? (int)((left + 999) / 1000) : 1;
}

static void
fill_stage(const struct visit *visit, struct page *page)
{
	const char *hint = TR(face_hint_words((enum face_hint)visit->face_hint));

	switch (visit->face_stage) {
	case FACE_COUNTING:
		str_clip(page->ask, sizeof(page->ask), TR(N_("Lihat ke kamera")));
		if (str_format(page->big, sizeof(page->big), "%d", visit_face_count(visit)) !=
			ST_OK)
			page->big[0] = '\0';
		page->todo[0] = '\0';
		break;
	case FACE_SHOOTING: /* nothing good yet: what is still to be mended */
		str_clip(page->ask, sizeof(page->ask),
			visit->face_hint == HINT_NONE ? TR(N_("Diam sebentar")) : hint);
		str_clip(page->todo, sizeof(page->todo), TR(N_("Sedang mengambil foto.")));
		break;
	default:
		str_clip(page->ask, sizeof(page->ask), hint);
		if (visit->face_hint != HINT_NONE)
			str_clip(page->todo, sizeof(page->todo),
				TR(N_("Lihat ke kamera. Ikuti petunjuk di atas.")));
		break;
	}
}

void
visit_face_page(const struct visit *visit, struct page *page)
{
	page->preview = visit->have_preview;
	page->can_enter = visit->face_stage == FACE_LOOKING;
	str_clip(page->enter_does, sizeof(page->enter_does), TR(N_("foto")));
	if (!visit_camera_works(visit) && !has_photo(visit)) {
		str_clip(page->ask, sizeof(page->ask), TR(camera_words_for_all(visit->camera_state)));
		if (visit->camera_state == CAMERA_OPENING) {
			page->can_enter = false; /* there is nothing to take a photo with yet */
			str_clip(page->todo, sizeof(page->todo), TR(N_("Tunggu sebentar.")));
		} else {
			str_clip(page->todo, sizeof(page->todo),
				TR(N_("Tekan Enter. Petugas melihat KTP Anda.")));
			str_clip(page->enter_does, sizeof(page->enter_does), TR(N_("petugas")));
		}
		return;
	}
	fill_stage(visit, page);
}
