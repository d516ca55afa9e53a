/* SPDX-License-Identifier: Apache-2.0 */
/* The page of the moment: the step's row and answers, what is being typed, what went wrong, who is helping. */
#include "work/visit_inside.h"

#include "base/str.h"
#include "flow/voice.h"

#include <string.h>

enum { SAVING_SHOWN_MS = 150 };

static void
fill_typed(const struct visit *visit, struct page *page)
{
	size_t n = strlen(visit->typed);

	if (page->field.kind == FIELD_NONE)
		return;
	if (page->field.kind == FIELD_PIN) {
		memset(page->field.typed, '*', n);
		page->field.typed[n] = '\0';
	} else {
		str_clip(page->field.typed, sizeof(page->field.typed), visit->typed);
	}
	page->can_erase = n > 0;
	page->can_enter = true;
	str_clip(page->enter_does, sizeof(page->enter_does), TR(N_("lanjut")));
}

/* Where 0 is neither typed nor chosen, it asks why. */
static bool
zero_is_free(const struct page *page)
{
	if (page->why[0] == '\0' || page->field.kind != FIELD_NONE)
		return false;
	for (size_t i = 0; i < page->choices; i++)
		if (page->choice[i].key == '0')
			return false;
	return true;
}

static void
fill_keys(const struct visit *visit, struct page *page)
{
	page->can_back = page->kind != STEP_RESULT && page->kind != STEP_IDLE &&
			 (!visit->working || visit->effect_can_stop);
	page->zero_is_why = zero_is_free(page);
	if (page->kind == STEP_INFO) {
		page->can_enter = true;
		str_clip(page->enter_does, sizeof(page->enter_does), TR(N_("lanjut")));
	}
}

/* Who helps, and who looks on: nobody does so unseen. */
static void
fill_band(const struct visit *visit, struct page *page)
{
	const struct officer *officer = &visit->answers->officer;
	const char *looks = visit->watched_by;
	char helps[48] = "";
	enum status st = ST_OK;

	if (officer->remote)
		st = str_format(helps, sizeof(helps), TR(N_("PETUGAS MEMBANTU (dari meja): %s")),
			officer->initials);
	else if (officer->typing)
		st = str_format(helps, sizeof(helps), TR(N_("PETUGAS MEMBANTU: %s (mengetik)")),
			officer->initials);
	else if (officer->joined)
		st = str_format(helps, sizeof(helps), TR(N_("PETUGAS MEMBANTU: %s")),
			officer->initials);
	if (st == ST_OK && helps[0] && looks[0])
		st = str_format(page->band, sizeof(page->band), TR(N_("%s. MELIHAT: %s")), helps,
			looks);
	else if (st == ST_OK && looks[0])
		st = str_format(page->band, sizeof(page->band),
			TR(N_("PETUGAS MELIHAT LAYAR INI (dari meja): %s")), looks);
	else
		str_clip(page->band, sizeof(page->band), helps);
	if (st != ST_OK)
		page->band[0] = '\0';
}

static void
fill_concern(const struct visit *visit, struct page *page)
{
	const struct place *place = &visit->desk->place;
	char words[PRESENCE_WORDS] = "";

	if (visit->answers->received)
		return;
	if (page->kind == STEP_IDLE && place->clock_wrong)
		str_clip(page->concern, sizeof(page->concern),
			TR(N_("Jam mesin ini salah. Petugas: hubungi teknisi.")));
	else if (visit->answers->line_back)
		str_clip(page->concern, sizeof(page->concern),
			TR(N_("Jaringan kembali. Data Anda segera diperiksa.")));
	else if (visit->answers->without_centre || !outbox_line_is_up(visit->desk->outbox))
		str_clip(page->concern, sizeof(page->concern),
			TR(N_("Jaringan putus. Data Anda aman di mesin ini.")));
	else if (page->kind == STEP_IDLE)
		presence_words(&place->presence, place->today, words);
	if (page->kind == STEP_IDLE && page->concern[0] == '\0' && words[0] == '\0' &&
		date_is_known(place->day_left_open))
		str_clip(page->concern, sizeof(page->concern),
			TR(N_("Petugas: hari sebelumnya belum ditutup.")));
	if (words[0])
		str_clip(page->concern, sizeof(page->concern), words);
}

static void
fill_waiting(const struct visit *visit, struct page *page)
{
	int64_t waited = desk_mono_ms(visit->desk) - visit->working_since_ms;

	page->waited_s = (int)(waited / 1000);
	if (page->kind == STEP_WAIT)
		str_clip(page->todo, sizeof(page->todo),
			waited > 5000
				? TR(N_("Masih bekerja. Mohon tunggu, jangan pergi dulu."))
				: TR(N_("Mohon tunggu sebentar.")));
	else if (visit->working && waited > SAVING_SHOWN_MS)
		str_clip(page->notice, sizeof(page->notice), TR(N_("Menyimpan…")));
}

static void
fill_idle_warning(const struct visit *visit, struct page *page)
{
	const struct desk *desk = visit->desk;
	int64_t left = visit->last_key_ms + (int64_t)(desk->idle_s + desk->warn_s) * 1000 -
		       desk_mono_ms(desk);

	if (page->kind != STEP_IDLE && !visit_is_survey(visit) && !visit->answers->officer.joined &&
		left <= (int64_t)desk->warn_s * 1000)
		page->idle_left_s = left > 0 ? (int)((left + 999) / 1000) : 1;
}

static int
shown_before(const struct frame *frame)
{
	int n = 0;

	for (int i = 0; i < frame->history_n; i++)
		n += step_counts(flow_step(frame->flow, frame->history[i]));
	return n;
}

void
visit_fill_page(struct visit *visit)
{
	struct page *page = &visit->page;
	struct frame *frame = visit_top(visit);
	const bool setting = visit->voice.setting;
	const struct step *step = setting ? flow_step(&voice_flow, 0) : visit_step(visit);

	flow_fill(setting ? &voice_flow : frame->flow, setting ? 0 : frame->at, visit->answers,
		&visit->desk->place, page);
	if (step_counts(step) && flow_identifies(frame->flow)) {
		page->step = shown_before(frame) + 1;
		page->steps = page->step + flow_remaining(frame->flow, frame->at,
						   visit->answers, &visit->desk->place);
	}
	fill_typed(visit, page);
	fill_keys(visit, page);
	fill_band(visit, page);
	fill_concern(visit, page);
	if (visit->notice[0]) {
		str_clip(page->notice, sizeof(page->notice), visit->notice);
		page->notice_is_bad = visit->notice_is_bad;
	}
	fill_waiting(visit, page);
	fill_idle_warning(visit, page);
	page->why_asked = visit->why_asked && page->why[0];
	page->look = visit->look;
	page->look.voice = visit->desk->place.voice;
	page->look.voice_on = visit_voice_is_on(visit);
	if (step->kind == STEP_FACE)
		visit_face_page(visit, page);
	else if (step->kind == STEP_SCAN)
		visit_scan_page(visit, page);
	else if (step->kind == STEP_CALIBRATE)
		visit_calibrate_page(visit, page);
}
