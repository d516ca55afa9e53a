/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is said aloud, and to whom. The idle screen and the menu speak to everybody, because who cannot read cannot find
 * a switch; the rest speaks to who pressed 5 on the idle screen or '/' anywhere. Any key ends what is being said. What
 * changes while nobody presses a key (hints before the camera, a countdown, a wait, the warning of an idle screen) is
 * followed several times a second. Staff's own screens are theirs to read.
 */
#include "work/visit_inside.h"

#include "base/str.h"
#include "flow/page_voice.h"
#include "flow/voice.h"
#include "rules/receipt_voice.h"

#include <string.h>

enum {
	AGAIN_MS = 3000,       /* '/' once more within this means more */
	IDLE_GAP_MS = 30000,   /* between two words of the idle screen, whoever comes and goes */
	WAIT_SAID_MS = 2000,   /* a wait this long is told */
	LAST_WARNING_S = 10,
};

/* --- who hears --------------------------------------------------------------------------------------------------- */

static bool
is_there(const struct visit *visit)
{
	return visit->desk->speech.present;
}

static bool
is_first_screen(const struct visit *visit)
{
	const struct flow *flow = visit->frame[0].flow;

	return visit->depth == 0 && (flow == &menu_flow || flow == &idle_flow);
}

static bool
is_for_staff(const struct visit *visit)
{
	return visit->depth > 0 && visit->answers->officer.joined &&
	       visit->frame[visit->depth].flow != &turn_flow;
}

/* Of who stands here, or who has just gone and is asked one thing more. */
static struct voice_wish *
wish(struct visit *visit)
{
	return visit_is_survey(visit) ? &visit->survey.voice : &visit->answers->voice;
}

bool
visit_voice_is_on(const struct visit *visit)
{
	return visit_is_survey(visit) ? visit->survey.voice.on : visit->answers->voice.on;
}

static bool
wants(const struct visit *visit)
{
	return visit_voice_is_on(visit) || visit->desk->voice.always ||
	       visit->answers->amounts == AMOUNTS_ALOUD;
}

bool
visit_voice_hears(const struct visit *visit)
{
	if (!is_there(visit) || visit_step(visit)->aloud)
		return is_there(visit);
	return !is_for_staff(visit) && (wants(visit) || is_first_screen(visit));
}

static unsigned
how(const struct visit *visit)
{
	const struct answers *a = visit->answers;

	if (a->voice.aloud)
		return SPOKEN_NUMBERS | SPOKEN_AMOUNTS_WORDS;
	return a->amounts == AMOUNTS_ALOUD ? SPOKEN_AMOUNTS_WORDS : SPOKEN_AMOUNTS_HIDDEN;
}

/* --- saying ------------------------------------------------------------------------------------------------------- */

static void
say(struct visit *visit, const struct buf *words)
{
	struct speech_port *speech = &visit->desk->speech;

	if (words->len > 0)
		speech->say(speech->ctx, words->data);
}

static void
say_sentence(struct visit *visit, const char *sentence)
{
	struct buf words;

	buf_init(&words, PAGE_VOICE_MAX);
	if (spoken_add(&words, how(visit), sentence) == ST_OK)
		say(visit, &words);
	buf_free(&words);
}

static enum status
add_page(struct visit *visit, struct buf *words)
{
	enum status st = ST_OK;

	if (is_first_screen(visit) && !wants(visit) && visit->page.kind != STEP_IDLE)
		st = spoken_add(words, 0, TR(N_("Tekan / untuk suara di semua layar.")));
	if (st == ST_OK)
		st = page_voice(&visit->page, how(visit), words);
	if (st == ST_OK && visit->voice.paper.len > 0)
		st = buf_add_str(words, " ");
	if (st == ST_OK && visit->voice.paper.len > 0)
		st = buf_add(words, visit->voice.paper.data, visit->voice.paper.len);
	return st;
}

static void
say_page(struct visit *visit)
{
	struct buf words;

	buf_init(&words, PAGE_VOICE_MAX);
	if (add_page(visit, &words) == ST_OK)
		say(visit, &words);
	buf_free(&words);
	str_clip(visit->voice.live, sizeof(visit->voice.live), visit->page.ask);
}

static void
say_where(struct visit *visit)
{
	struct buf words;

	buf_init(&words, PAGE_VOICE_MAX);
	if (page_voice_where(&visit->page, how(visit), &words) == ST_OK)
		say(visit, &words);
	buf_free(&words);
}

void
visit_speak(struct visit *visit, const char *text)
{
	if (visit_voice_hears(visit))
		say_sentence(visit, text);
}

void
visit_voice_hush(struct visit *visit)
{
	if (is_there(visit))
		visit->desk->speech.hush(visit->desk->speech.ctx);
}

void
visit_voice_tune(struct visit *visit)
{
	const struct voice_habit *habit = &visit->desk->voice;
	const struct voice_wish *wished = wish(visit);
	struct speech_port *speech = &visit->desk->speech;

	if (is_there(visit))
		speech->tune(speech->ctx, voice_loudness(wished, habit->loudness),
			voice_speed(wished, habit->words_a_minute));
}

/* --- a screen ------------------------------------------------------------------------------------------------------ */

static void
say_idle(struct visit *visit)
{
	int64_t now = desk_mono_ms(visit->desk);

	if (visit->voice.idle_said && now - visit->voice.idle_said_ms < IDLE_GAP_MS)
		return;
	visit->voice.idle_said = true;
	visit->voice.idle_said_ms = now;
	say_page(visit);
}

/* The paper is read out with the screen that follows it, as long as that stays. */
static void
turn_paper(struct visit *visit)
{
	bool out = visit->voice.paper_new && visit->answers->paper_trouble == ST_OK;

	if (!out)
		buf_free(&visit->voice.paper);
	visit->voice.paper_new = false;
}

void
visit_voice_enter(struct visit *visit)
{
	visit->voice.setting = false;
	visit->voice.live[0] = '\0';
	if (visit->page.kind == STEP_WAIT)
		return;
	turn_paper(visit);
	if (!visit_voice_hears(visit))
		return;
	if (visit->page.kind == STEP_IDLE)
		say_idle(visit);
	else
		say_page(visit);
}

void
visit_voice_notice(struct visit *visit)
{
	if (visit->notice[0] && visit_voice_hears(visit))
		say_sentence(visit, visit->notice);
}

void
visit_voice_why(struct visit *visit)
{
	if (visit_voice_hears(visit))
		say_page(visit);
}

void
visit_voice_paper(struct visit *visit, const struct receipt *receipt)
{
	struct voice_state *voice = &visit->voice;

	buf_free(&voice->paper);
	voice->paper_new = is_there(visit) && wants(visit) && !is_for_staff(visit);
	if (voice->paper_new && receipt_voice(receipt, how(visit), &voice->paper) != ST_OK)
		buf_free(&voice->paper);
}

/* --- typing -------------------------------------------------------------------------------------------------------- */

static bool
is_counted(const struct field *field)
{
	return field->kind == FIELD_DIGITS || field->kind == FIELD_DATE;
}

/* In the hall the place of a digit is said and not the digit, unless that was asked for. */
void
visit_voice_typed(struct visit *visit, const struct field *field)
{
	size_t n = strlen(visit->typed);
	char sentence[96];
	enum status st;

	if (!is_counted(field) || n == 0 || !visit_voice_hears(visit))
		return;
	if (visit->answers->voice.aloud)
		st = str_format(sentence, sizeof(sentence), TR(N_("%c, angka ke-%zu.")),
			visit->typed[n - 1], n);
	else
		st = str_format(sentence, sizeof(sentence), TR(N_("Angka ke-%zu masuk.")), n);
	if (st == ST_OK)
		say_sentence(visit, sentence);
	wipe(sentence, sizeof(sentence));
}

void
visit_voice_erased(struct visit *visit, const struct field *field)
{
	char sentence[96];

	if (is_counted(field) && visit_voice_hears(visit) &&
		str_format(sentence, sizeof(sentence), TR(N_("Dihapus. Tinggal %zu angka.")),
			strlen(visit->typed)) == ST_OK)
		say_sentence(visit, sentence);
}

/* --- '/' and the setting of the voice ------------------------------------------------------------------------------- */

void
visit_voice_open(struct visit *visit)
{
	visit->voice.setting = true;
	visit->voice.asked = 0;
	visit_changed(visit);
	say_page(visit);
}

static void
close_setting(struct visit *visit)
{
	visit->voice.setting = false;
	visit_changed(visit);
	if (visit_voice_hears(visit))
		say_page(visit);
}

static int
count_asked(struct visit *visit)
{
	int64_t now = desk_mono_ms(visit->desk);
	bool again = visit->voice.asked > 0 && now - visit->voice.asked_ms < AGAIN_MS;

	visit->voice.asked = again ? visit->voice.asked + 1 : 1;
	visit->voice.asked_ms = now;
	return visit->voice.asked;
}

void
visit_voice_repeat(struct visit *visit)
{
	int asked = count_asked(visit);

	if (!visit->desk->place.voice)
		visit_say(visit, false,
			is_there(visit) ? TR(N_("Suara sedang tidak bisa dipakai."))
					: TR(N_("Suara belum terpasang di mesin ini.")));
	if (!is_there(visit) || is_for_staff(visit))
		return;
	wish(visit)->on = true;
	visit_changed(visit);
	if (asked == 1 || visit->voice.setting || visit_is_survey(visit))
		say_page(visit);
	else if (asked == 2)
		say_where(visit);
	else
		visit_voice_open(visit);
}

static void
take_setting(struct visit *visit, char key)
{
	const struct option *option = step_option(
		flow_step(&voice_flow, 0), key, visit->answers, &visit->desk->place);

	if (option == NULL) {
		visit_say(visit, true, TR(N_("Tekan salah satu angka di layar.")));
		return;
	}
	option->set(visit->answers, option->value);
	visit_voice_tune(visit);
	if (!visit->answers->voice.on)
		close_setting(visit);
	else
		say_sentence(visit, TR(N_("Begini suaranya sekarang. Sudah pas? Tekan Enter.")));
}

bool
visit_voice_act(struct visit *visit, const struct action *action)
{
	switch (action->kind) {
	case ACTION_DIGIT:
		visit->notice[0] = '\0';
		take_setting(visit, (char)action->ch);
		return true;
	case ACTION_ENTER:
	case ACTION_BACK:
		close_setting(visit);
		return true;
	case ACTION_STAFF:
		visit->voice.setting = false;
		return false;
	case ACTION_ERASE:
	case ACTION_LETTER:
	case ACTION_HELP:
	case ACTION_SCAN:
		return true;
	default:
		return false;
	}
}

void
visit_voice_key(struct visit *visit, const struct action *action)
{
	visit_voice_hush(visit);
	visit->voice.warned = 0;
	if (action->kind != ACTION_REPEAT)
		visit->voice.asked = 0;
}

/* --- what changes by itself ------------------------------------------------------------------------------------------ */

/* Somebody who looks away is told twice; the hall is not told every second. */
static void
follow_warning(struct visit *visit)
{
	int left = visit->page.idle_left_s;

	if (left == 0 || visit->voice.warned == 2 ||
		(visit->voice.warned == 1 && left > LAST_WARNING_S))
		return;
	visit->voice.warned = left > LAST_WARNING_S ? 1 : 2;
	say_sentence(visit, TR(N_("Masih di sini? Tekan tombol apa saja.")));
}

static bool
counter_is_open(const struct desk *desk)
{
	const struct moment now = { desk->place.today, desk->place.second_of_day };

	return !presence_at(&desk->opening, desk->place.holidays, now, (struct moment){ .second = 0 })
			.away;
}

static void
follow_idle(struct visit *visit)
{
	int64_t every_ms = (int64_t)visit->desk->voice.idle_every_s * 1000;

	if (every_ms > 0 && desk_mono_ms(visit->desk) - visit->voice.idle_said_ms >= every_ms &&
		counter_is_open(visit->desk))
		say_idle(visit);
}

static void
follow_wait(struct visit *visit)
{
	const struct page *page = &visit->page;
	bool long_now = page->waited_s * 1000 >= WAIT_SAID_MS;

	if (!long_now || strcmp(visit->voice.live, page->todo) == 0)
		return;
	str_clip(visit->voice.live, sizeof(visit->voice.live), page->todo);
	say_page(visit);
	str_clip(visit->voice.live, sizeof(visit->voice.live), page->todo);
}

/* Hints and the countdown are the coach's; here a camera that is lost or comes back. */
static void
follow_camera(struct visit *visit)
{
	if (visit_camera_works(visit) || strcmp(visit->voice.live, visit->page.ask) == 0)
		return;
	say_page(visit);
}

void
visit_voice_tick(struct visit *visit)
{
	const enum step_kind kind = visit->page.kind;

	if (!is_there(visit))
		return;
	if (kind == STEP_IDLE)
		follow_idle(visit);
	else if (visit->page.idle_left_s > 0)
		follow_warning(visit);
	else if (kind == STEP_WAIT && visit_voice_hears(visit))
		follow_wait(visit);
	else if (kind == STEP_FACE && visit_voice_hears(visit))
		follow_camera(visit);
}

/* --- the next person -------------------------------------------------------------------------------------------------- */

void
visit_voice_forget(struct visit *visit)
{
	struct voice_state *voice = &visit->voice;

	visit_voice_hush(visit);
	buf_free(&voice->paper);
	wipe(voice->live, sizeof(voice->live));
	voice->setting = voice->paper_new = false;
	voice->asked = voice->warned = 0;
}
