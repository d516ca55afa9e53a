/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a visit leaves for the report, as words and counts in the details of its journal rows: how old, how many keys,
 * how long each answer took, where it ended, and what the gate said of the frames of the face.
 */
#include "work/visit_inside.h"

#include "base/str.h"

#include <string.h>

enum { SENIOR_AGE = 60 };

static const char *const ages[] = {
	[AGE_UNKNOWN] = "unknown",
	[AGE_UNDER_60] = "under-60",
	[AGE_60] = "60+",
};

enum age_group
visit_age(const struct visit *visit)
{
	const struct answers *a = visit->answers;

	if (strcmp(a->ticket_why, "heirs") == 0 || !date_is_known(a->birth))
		return AGE_UNKNOWN; /* of heirs the birth date is that of who died */
	return date_age(a->birth, visit->desk->place.today) >= SENIOR_AGE ? AGE_60
									  : AGE_UNDER_60;
}

const char *
visit_age_word(const struct visit *visit)
{
	return ages[visit_age(visit)];
}

static const char *
step_name(const struct frame *frame)
{
	return flow_step(frame->flow, frame->at)->name;
}

void
visit_measure_step(const struct visit *visit, char ret_detail[DETAIL_ROOM])
{
	const struct frame *frame = &visit->frame[visit->depth];

	if (str_format(ret_detail, DETAIL_ROOM, "%s/%s %lld", frame->flow->name,
		    step_name(frame),
		    (long long)(desk_mono_ms(visit->desk) - visit->step_since_ms)) != ST_OK)
		ret_detail[0] = '\0';
}

/* The participant's own step: what lies over it is the officer's. */
void
visit_measure_end(const struct visit *visit, const char *how, char ret_detail[DETAIL_ROOM])
{
	const struct frame *frame = &visit->frame[0];

	if (str_format(ret_detail, DETAIL_ROOM, "%s %s %d %s/%s", how, visit_age_word(visit),
		    visit->keys, frame->flow->name, step_name(frame)) != ST_OK)
		ret_detail[0] = '\0';
}

/* --- frames ----------------------------------------------------------------------------------------------------------- */

void
visit_measure_frame(struct visit *visit, const struct camera_event *event)
{
	int hint = event->hint >= 0 && event->hint < FACE_HINTS ? event->hint : HINT_NO_FACE;

	if (event->ready)
		visit->frames_good++;
	else
		visit->frames_refused[hint]++;
	visit_capture_frame(visit, event);
}

/* As many rows as it takes; mostly one. */
static void
add_count(struct visit *visit, const char *code, int count, char detail[DETAIL_ROOM])
{
	char word[DETAIL_ROOM];
	size_t n = strlen(detail);

	if (count == 0 || str_format(word, sizeof(word), "%s%s %d", n > 0 ? " " : "", code,
				  count) != ST_OK)
		return;
	if (n + strlen(word) < DETAIL_ROOM) {
		(void)str_copy(detail + n, DETAIL_ROOM - n, word); /* fits */
		return;
	}
	visit_journal(visit, EVENT_FACE_FRAMES, "ok", detail);
	(void)str_copy(detail, DETAIL_ROOM, word + 1);
}

void
visit_measure_frames(struct visit *visit)
{
	char detail[DETAIL_ROOM] = "";

	add_count(visit, "good", visit->frames_good, detail);
	for (int hint = 0; hint < FACE_HINTS; hint++)
		add_count(visit, face_hint_code((enum face_hint)hint),
			visit->frames_refused[hint], detail);
	if (detail[0])
		visit_journal(visit, EVENT_FACE_FRAMES, "ok", detail);
	visit_capture_end(visit);
	visit->frames_good = 0;
	wipe(visit->frames_refused, sizeof(visit->frames_refused));
}
