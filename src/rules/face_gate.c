/* SPDX-License-Identifier: Apache-2.0 */
/* The face gate: a row a check, in the order people are told. */
#include "rules/face_gate.h"

#include "base/array.h"
#include "base/str.h"

#include <math.h>
#include <stddef.h>

static const struct {
	bool hard;
	const char *code, *words;
} hints[] = {
#define HINT_ROW(name, code, hard, words) { hard, code, words },
	FACE_HINT_LIST(HINT_ROW)
#undef HINT_ROW
};

const struct face_limits *
face_limits_default(void)
{
	static const struct face_limits limits = {
		.eye_min_px = 90,
		.eye_aim_px = 120,
		.eye_max_share = 0.35F,
		.yaw_max = 10,
		.pitch_max = 10,
		.roll_max = 10,
		.edge_min = 0.9F,
		.sharpness_min = 4,
		.luminance_min = 0.25F,
		.luminance_max = 0.75F,
		.overexposed_max = 0.01F,
		.light_overlap_min = 0.3F,
		.soft_blocks_ms = 20000,
	};

	return &limits;
}

static const float least_share = 0.28F;
static const float well_lit = 0.5F; /* mean luminance the sharpness limit is meant for */

/* --- checks: whether the hint applies. "not at least" is written so that a NaN fails ------ */

typedef bool check_fn(const struct face_limits *l, const struct face_measures *m);

static bool
no_face(const struct face_limits *l, const struct face_measures *m)
{
	(void)l;
	return m->faces < 1;
}

static bool
many_faces(const struct face_limits *l, const struct face_measures *m)
{
	(void)l;
	return m->faces > 1;
}

static bool
too_far(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->eye_distance_px >= l->eye_min_px);
}

/* A face that leaves no room on two opposite sides is not off-centre but too near. */
static bool
too_near(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->eye_distance_px <= l->eye_max_share * m->frame_width_px) ||
	       (m->left < l->edge_min && m->right < l->edge_min) ||
	       (m->up < l->edge_min && m->down < l->edge_min);
}

/* The frame's left is the person's right: who stands there moves to their own left. */
static bool
near_left_edge(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->left >= l->edge_min);
}

static bool
near_right_edge(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->right >= l->edge_min);
}

static bool
near_bottom(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->down >= l->edge_min);
}

static bool
near_top(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->up >= l->edge_min);
}

static bool
turned(const struct face_limits *l, const struct face_measures *m)
{
	return !(fabsf(m->yaw) <= l->yaw_max) || !(fabsf(m->pitch) <= l->pitch_max);
}

static bool
tilted(const struct face_limits *l, const struct face_measures *m)
{
	return !(fabsf(m->roll) <= l->roll_max);
}

/* Half the light gives a quarter of the variance: a dark face must not be told to hold still. Not without end, for what
 * is left of noise does not fade with the light. */
static bool
blurred(const struct face_limits *l, const struct face_measures *m)
{
	float light = fminf(1, m->luminance / well_lit);
	float share = fmaxf(light * light, least_share);

	return !(m->sharpness >= l->sharpness_min * share);
}

static bool
dark(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->luminance >= l->luminance_min);
}

static bool
bright(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->luminance <= l->luminance_max);
}

static bool
glaring(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->overexposed <= l->overexposed_max);
}

static bool
half_lit(const struct face_limits *l, const struct face_measures *m)
{
	return !(m->light_overlap >= l->light_overlap_min);
}

static check_fn *const checks[] = {
	[HINT_NO_FACE] = no_face,
	[HINT_MANY_FACES] = many_faces,
	[HINT_CLOSER] = too_far,
	[HINT_FARTHER] = too_near,
	[HINT_LEFT] = near_left_edge,
	[HINT_RIGHT] = near_right_edge,
	[HINT_UP] = near_bottom,
	[HINT_DOWN] = near_top,
	[HINT_LOOK_STRAIGHT] = turned,
	[HINT_LEVEL] = tilted,
	[HINT_HOLD_STILL] = blurred,
	[HINT_TOO_DARK] = dark,
	[HINT_TOO_BRIGHT] = bright,
	[HINT_GLARE] = glaring,
	[HINT_SHADOW] = half_lit,
};

_Static_assert(ARRAY_LEN(checks) == ARRAY_LEN(hints), "every hint has its check");

enum face_hint
face_gate(const struct face_limits *limits, const struct face_measures *measures, int waited_ms)
{
	for (size_t i = 0; i < ARRAY_LEN(checks); i++) {
		if (checks[i] == NULL)
			continue;
		if (!hints[i].hard && waited_ms >= limits->soft_blocks_ms)
			continue;
		if (checks[i](limits, measures))
			return (enum face_hint)i;
	}
	return HINT_NONE;
}

/* How much more than its limit each hint asks for while it is shown: a share of the limit. */
static const struct margin {
	size_t at; /* in struct face_limits; 0 (no margin): eye_min_px, with a share of 0 */
	float share;
} margins[FACE_HINTS][2] = {
#define LIMIT(member, part) { offsetof(struct face_limits, member), part }
	[HINT_CLOSER] = { LIMIT(eye_min_px, 0.06F) },
	[HINT_FARTHER] = { LIMIT(eye_max_share, -0.06F), LIMIT(edge_min, 0.12F) },
	[HINT_LEFT] = { LIMIT(edge_min, 0.12F) },
	[HINT_RIGHT] = { LIMIT(edge_min, 0.12F) },
	[HINT_UP] = { LIMIT(edge_min, 0.12F) },
	[HINT_DOWN] = { LIMIT(edge_min, 0.12F) },
	[HINT_LOOK_STRAIGHT] = { LIMIT(yaw_max, -0.15F), LIMIT(pitch_max, -0.15F) },
	[HINT_LEVEL] = { LIMIT(roll_max, -0.15F) },
	[HINT_HOLD_STILL] = { LIMIT(sharpness_min, 0.15F) },
	[HINT_TOO_DARK] = { LIMIT(luminance_min, 0.1F) },
	[HINT_TOO_BRIGHT] = { LIMIT(luminance_max, -0.04F) },
	[HINT_GLARE] = { LIMIT(overexposed_max, -0.2F) },
	[HINT_SHADOW] = { LIMIT(light_overlap_min, 0.15F) },
#undef LIMIT
};

enum face_hint
face_gate_told(const struct face_limits *limits, const struct face_measures *measures,
	int waited_ms, enum face_hint shown)
{
	struct face_limits strict = *limits;

	if ((size_t)shown < FACE_HINTS)
		for (size_t i = 0; i < ARRAY_LEN(margins[shown]); i++) {
			const struct margin *margin = &margins[shown][i];

			*(float *)((char *)&strict + margin->at) *= 1 + margin->share;
		}
	return face_gate(&strict, measures, waited_ms);
}

enum face_hint
face_room(const struct face_limits *limits, const struct face_measures *measures)
{
	for (size_t i = 0; measures->faces == 1 && i < ARRAY_LEN(checks); i++)
		if (!hints[i].hard && checks[i](limits, measures))
			return (enum face_hint)i;
	return HINT_NONE;
}

/* 1 up to the aim, falling to 0 at the limit. */
static float
goodness(float value, float limit, float aim)
{
	float part = (value - limit) / (aim - limit);

	return part > 1 ? 1 : part > 0 ? part : 0;
}

float
face_score(const struct face_limits *limits, const struct face_measures *measures)
{
	float size =
		goodness(measures->eye_distance_px, limits->eye_min_px, limits->eye_aim_px);
	float yaw = goodness(fabsf(measures->yaw), limits->yaw_max, limits->yaw_max / 2);
	float pitch =
		goodness(fabsf(measures->pitch), limits->pitch_max, limits->pitch_max / 2);
	float roll = goodness(fabsf(measures->roll), limits->roll_max, limits->roll_max * 0.8F);
	/* sharpness has no upper end worth having: it decides between frames that are alike
	 * else */
	float sharp = measures->sharpness / (measures->sharpness + 4 * limits->sharpness_min);
	float light = goodness(measures->overexposed, 4 * limits->overexposed_max, 0) +
		      goodness(measures->light_overlap, 0, 2 * limits->light_overlap_min);

	return size + yaw + pitch + roll + 3 * sharp + light / 2;
}

static const char *const room_words[FACE_HINTS] = {
	[HINT_TOO_DARK] = N_("Cahaya kurang untuk foto. Nyalakan lampu."),
	[HINT_TOO_BRIGHT] = N_("Cahaya terlalu kuat untuk foto. Tutup tirai."),
	[HINT_GLARE] = N_("Lampu menyilaukan wajah. Geser lampu atau tirai."),
	[HINT_SHADOW] = N_("Cahaya dari samping. Pindahkan lampu ke depan."),
};

const char *
face_room_words(enum face_hint light)
{
	const char *words = (size_t)light < FACE_HINTS ? room_words[light] : NULL;

	return words ? words : "";
}

static size_t
row_of(enum face_hint hint)
{
	return (size_t)hint < ARRAY_LEN(hints) ? (size_t)hint : HINT_NO_FACE;
}

const char *
face_hint_words(enum face_hint hint)
{
	return hints[row_of(hint)].words;
}

bool
face_hint_is_hard(enum face_hint hint)
{
	return hints[row_of(hint)].hard;
}

const char *
face_hint_code(enum face_hint hint)
{
	return hints[row_of(hint)].code;
}

static enum face_hint
commonest(const struct face_coach *coach)
{
	int top = 0;

	for (int i = 1; i < FACE_HINTS; i++)
		if (coach->share[i] > coach->share[top])
			top = i;
	return (enum face_hint)top;
}

static void
begin(struct face_coach *coach, int64_t now_ms)
{
	*coach = (struct face_coach){ .shown = HINT_NO_FACE,
		.shown_ms = now_ms - FACE_COACH_READ_MS,
		.frame_ms = now_ms,
		.begun = true };
	coach->share[HINT_NO_FACE] = 1;
}

enum face_hint
face_coach_step(struct face_coach *coach, enum face_hint hint, int64_t now_ms)
{
	enum face_hint top;
	float keep;

	if (!coach->begun)
		begin(coach, now_ms);
	keep = expf(-(float)(now_ms - coach->frame_ms) / FACE_COACH_FADE_MS);
	coach->frame_ms = now_ms;
	for (size_t i = 0; i < FACE_HINTS; i++)
		coach->share[i] *= keep;
	coach->share[row_of(hint)] += 1 - keep;
	top = commonest(coach);
	/* clearly: twice as much as what is shown, and a tenth */
	if (top != coach->shown &&
		coach->share[top] >= 2 * coach->share[coach->shown] + 0.1F &&
		now_ms - coach->shown_ms >=
			(top == HINT_NONE ? FACE_COACH_GOOD_MS : FACE_COACH_READ_MS)) {
		coach->shown = top;
		coach->shown_ms = now_ms;
	}
	return coach->shown;
}
