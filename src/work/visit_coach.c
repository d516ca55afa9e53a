/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the face step says beside the screen: the hint of now in words for who cannot read it, "tiga, dua, satu", and for
 * staff that the room's light is the trouble, not the person.
 */
#include "work/visit_inside.h"

#include "base/array.h"

enum {
	OPENING_MS = 4000, /* the step's own words are heard first */
	SENTENCE_MS = 2500, /* no hint cuts the one before it short */
	AGAIN_MS = 10000,   /* the same hint is said again where it was not enough */
};

static const char *const counts[] = { "", N_("Satu."), N_("Dua."), N_("Tiga.") };

static const char good_words[] = N_("Bagus. Tetap begitu. Siap? Tekan Enter.");

void
visit_coach_begin(struct visit *visit)
{
	visit->coach = (struct coach_voice){ .said = HINT_NO_FACE,
		.due_ms = desk_mono_ms(visit->desk) + OPENING_MS };
}

static void
say_count(struct visit *visit, int count)
{
	struct coach_voice *voice = &visit->coach;

	if (count == voice->count)
		return;
	voice->count = count;
	if (count > 0 && (size_t)count < ARRAY_LEN(counts))
		visit_speak(visit, TR(counts[count]));
	voice->due_ms = desk_mono_ms(visit->desk) + SENTENCE_MS;
}

static void
say_hint(struct visit *visit)
{
	struct coach_voice *voice = &visit->coach;
	int64_t now = desk_mono_ms(visit->desk);
	enum face_hint hint = (enum face_hint)visit->face_hint;

	if (now < voice->due_ms || (hint == voice->said && now < voice->due_ms + AGAIN_MS))
		return;
	visit_speak(visit, hint == HINT_NONE ? TR(good_words) : TR(face_hint_words(hint)));
	voice->said = hint;
	voice->due_ms = now + SENTENCE_MS;
}

void
visit_coach_speak(struct visit *visit)
{
	bool looking = visit->face_stage == FACE_LOOKING || visit->face_stage == FACE_SHOOTING;

	say_count(visit, visit_face_count(visit));
	if (looking && visit_camera_works(visit))
		say_hint(visit);
}

/* --- the room ----------------------------------------------------------------------------------------------------------- */

void
visit_coach_room(struct visit *visit, const struct face_measures *measures, bool is_photo)
{
	const struct face_limits *limits = face_limits_default();
	int64_t waited_ms = desk_mono_ms(visit->desk) - visit->face_since_ms;
	enum face_hint light = face_room(limits, measures);
	struct place *place = &visit->desk->place;

	if (!is_photo && (light == HINT_NONE || waited_ms < limits->soft_blocks_ms))
		return;
	place->room_light = light;
	if (light == HINT_NONE || visit->coach.room_told)
		return;
	visit->coach.room_told = true;
	visit_journal(visit, EVENT_FACE_ROOM, "trouble", face_hint_code(light));
}
