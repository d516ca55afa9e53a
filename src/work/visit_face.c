/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The face step: live picture, one hint at a time, "Siap?", three, two, one, the best frame. A camera that is missing,
 * dies or comes back is a sentence on the screen and a way to the officer, never the end of the visit.
 */
#include "work/visit_inside.h"

#include "base/log.h"
#include "base/str.h"
#include "rules/face_gate.h"

#include <poll.h>
#include <stdlib.h>

enum {
	COUNTDOWN_MS = 3000,
	SHOOT_MS = 3000,
	CAMERA_TICK_MS = 1000,
};

static void on_camera(void *ctx, int fd, short revents);

static void
watch_camera(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;
	int fd = visit->face_stage == FACE_OFF ? -1 : camera->fd(camera->ctx);

	if (fd == visit->face_watch)
		return;
	if (visit->face_watch >= 0)
		loop_unwatch(visit->desk->loop, visit->face_watch);
	visit->face_watch = -1;
	if (fd < 0)
		return;
	if (loop_watch(visit->desk->loop, fd, POLLIN, on_camera, visit, "camera") == ST_OK)
		visit->face_watch = fd;
	else
		log_error("camera: no room in the loop");
}

void
visit_face_enter(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;

	visit->face_stage = FACE_LOOKING;
	visit->camera_state = CAMERA_OPENING;
	visit->face_since_ms = desk_mono_ms(visit->desk);
	visit->face_until_ms = 0;
	visit->have_preview = visit->face_ready = false;
	visit->face_hint = HINT_NO_FACE;
	buf_free(&visit->jpeg);
	visit_journal(visit, EVENT_FACE_BEGIN, "ok", "");
	if (camera->start(camera->ctx, CAMERA_TASK_FACE, CELLS_COLUMNS, CELLS_ROWS) != ST_OK)
		visit->camera_state = CAMERA_GONE;
	watch_camera(visit);
}

void
visit_face_leave(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;

	if (visit->face_stage == FACE_OFF)
		return;
	visit->face_stage = FACE_OFF;
	watch_camera(visit);
	camera->stop(camera->ctx);
	visit->have_preview = false;
	wipe(&visit->preview, sizeof(visit->preview));
}

static void
keep_photo(struct visit *visit, const struct camera_event *event)
{
	buf_free(&visit->jpeg);
	if (buf_add(&visit->jpeg, event->jpeg, event->jpeg_len) != ST_OK) {
		visit->face_stage = FACE_LOOKING;
		visit_say(visit, true, TR(N_("Foto belum jadi. Tekan Enter untuk coba lagi.")));
		return;
	}
	visit->measures = event->measures;
	visit->face_stage = FACE_TAKEN;
}

static void
no_photo(struct visit *visit, const struct camera_event *event)
{
	visit->face_stage = FACE_LOOKING;
	visit->face_hint = event->hint;
	visit_say(visit, false, TR(N_("Belum jelas. Tidak apa-apa. Tekan Enter lagi.")));
}

static void
camera_state(struct visit *visit, enum camera_state state)
{
	if (state != visit->camera_state)
		visit_journal(visit, EVENT_CAMERA, state == CAMERA_LIVE ? "ok" : "trouble",
			camera_state_words(state));
	visit->camera_state = state;
	if (state != CAMERA_LIVE && state != CAMERA_OPENING && visit->face_stage != FACE_TAKEN)
		visit->face_stage = FACE_LOOKING;
}

static void
take_event(struct visit *visit, const struct camera_event *event)
{
	switch (event->kind) {
	case CAMERA_STATE:
		camera_state(visit, event->state);
		break;
	case CAMERA_FRAME:
		visit->camera_state = CAMERA_LIVE;
		visit->face_hint = event->hint;
		visit->face_ready = event->ready;
		if (event->cells.columns > 0) {
			visit->preview = event->cells;
			visit->have_preview = true;
		}
		break;
	case CAMERA_PHOTO:
		keep_photo(visit, event);
		break;
	case CAMERA_NO_PHOTO:
		no_photo(visit, event);
		break;
	case CAMERA_CODE:
		break;
	}
}

/* Everything the camera has to say now. */
static void
drain(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;
	struct camera_event *event = calloc(1, sizeof(*event));

	if (event == NULL)
		return; /* the next turn tries again */
	while (visit->face_stage != FACE_OFF && camera->next(camera->ctx, event) == ST_OK)
		take_event(visit, event);
	wipe(event, sizeof(*event));
	free(event);
	watch_camera(visit);
	if (visit->face_stage == FACE_TAKEN)
		visit_go(visit, NULL);
	visit_changed(visit);
}

static void
on_camera(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	drain(ctx);
}

static bool
camera_works(const struct visit *visit)
{
	return visit->camera_state == CAMERA_LIVE;
}

void
visit_face_act(struct visit *visit, const struct action *action)
{
	if (action->kind != ACTION_ENTER || visit->face_stage != FACE_LOOKING)
		return;
	if (!camera_works(visit)) {
		if (visit->camera_state == CAMERA_OPENING)
			return;
		visit->answers->face_given_up = visit->answers->no_camera = true;
		visit_go(visit, "attest");
		return;
	}
	visit->face_stage = FACE_COUNTING;
	visit->face_until_ms = desk_mono_ms(visit->desk) + COUNTDOWN_MS;
	visit_say(visit, false, "");
}

static void
shoot(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;

	visit->face_stage = FACE_SHOOTING;
	visit->face_until_ms = desk_mono_ms(visit->desk) + 2 * SHOOT_MS;
	if (camera->shoot(camera->ctx, SHOOT_MS) != ST_OK)
		visit->face_stage = FACE_LOOKING;
}

void
visit_face_tick(struct visit *visit)
{
	struct camera_port *camera = &visit->desk->camera;
	int64_t now = desk_mono_ms(visit->desk);

	if (visit->face_stage == FACE_OFF)
		return;
	if (now >= visit->face_tick_ms) {
		camera->tick(camera->ctx);
		visit->face_tick_ms = now + CAMERA_TICK_MS;
	}
	drain(visit);
	if (visit->face_stage == FACE_COUNTING && now >= visit->face_until_ms)
		shoot(visit);
	else if (visit->face_stage == FACE_SHOOTING && now >= visit->face_until_ms)
		visit->face_stage =
			FACE_LOOKING; /* the helper owes an answer; do not wait for it */
	visit_changed(visit);
}

static const char *
trouble(enum camera_state state)
{
	switch (state) {
	case CAMERA_OPENING:
		return N_("Kamera sedang dinyalakan.");
	case CAMERA_BLACK:
		return N_("Gambar gelap. Mungkin kamera tertutup.");
	case CAMERA_FROZEN:
		return N_("Kamera berhenti sebentar. Mohon tunggu.");
	default:
		return N_("Kamera tidak bisa dipakai. Petugas akan membantu.");
	}
}

void
visit_face_page(const struct visit *visit, struct page *page)
{
	page->preview = visit->have_preview;
	page->can_enter = visit->face_stage == FACE_LOOKING;
	str_clip(page->enter_does, sizeof(page->enter_does), TR(N_("foto")));
	if (!camera_works(visit)) {
		str_clip(page->ask, sizeof(page->ask), TR(trouble(visit->camera_state)));
		if (visit->camera_state != CAMERA_OPENING) {
			str_clip(page->todo, sizeof(page->todo),
				TR(N_("Tekan Enter. Petugas melihat KTP Anda.")));
			str_clip(page->enter_does, sizeof(page->enter_does), TR(N_("petugas")));
		}
		return;
	}
	switch (visit->face_stage) {
	case FACE_COUNTING: {
		int64_t left = visit->face_until_ms - desk_mono_ms(visit->desk);

		str_clip(page->ask, sizeof(page->ask), TR(N_("Lihat ke kamera")));
		if (str_format(page->big, sizeof(page->big), "%d",
			    left > 0 ? (int)((left + 999) / 1000) : 1) != ST_OK)
			page->big[0] = '\0';
		page->todo[0] = '\0';
		break;
	}
	case FACE_SHOOTING:
		str_clip(page->ask, sizeof(page->ask), TR(N_("Diam sebentar")));
		str_clip(page->todo, sizeof(page->todo), TR(N_("Sedang mengambil foto.")));
		break;
	default:
		str_clip(page->ask, sizeof(page->ask),
			TR(face_hint_words((enum face_hint)visit->face_hint)));
		break;
	}
}
