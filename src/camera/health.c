/* SPDX-License-Identifier: Apache-2.0 */
/* A sensor always has noise: the same bytes twice mean that no new picture was taken. */
#include "camera/health.h"

enum { BLACK = 12 /* mean of 0–255 */, SAMPLE = 16 };

void
health_init(struct health *health, bool may_stand, int64_t now_ms)
{
	*health = (struct health){ .light_ms = now_ms,
		.moved_ms = now_ms,
		.torn_ms = now_ms - 1,
		.state = CAMERA_OPENING,
		.may_stand = may_stand };
}

/* FNV-1a of every 16th byte */
static uint64_t
fingerprint(const struct frame *frame)
{
	uint64_t hash = 14695981039346656037ULL ^ frame->len;

	for (size_t i = 0; i < frame->len; i += SAMPLE)
		hash = (hash ^ frame->bytes[i]) * 1099511628211ULL;
	return hash;
}

static bool
is_black(const struct picture *small)
{
	size_t n = (size_t)small->stride * (size_t)small->height, samples = 0;
	uint64_t sum = 0;

	for (size_t i = 0; i < n; i += SAMPLE + 1, samples++)
		sum += small->pixels[i];
	return sum < samples * BLACK;
}

enum camera_state
health_none(struct health *health, int64_t now_ms)
{
	if (now_ms - health->moved_ms >= HEALTH_FROZEN_MS)
		health->state = health->torn_ms > health->moved_ms ? CAMERA_TORN : CAMERA_FROZEN;
	return health->state;
}

enum camera_state
health_torn(struct health *health, int64_t now_ms)
{
	health->torn_ms = now_ms;
	return health_none(health, now_ms);
}

bool
health_is_lost(const struct health *health, int64_t now_ms)
{
	return !health->may_stand && now_ms - health->moved_ms >= HEALTH_LOST_MS;
}

enum camera_state
health_frame(struct health *health, const struct frame *frame, const struct picture *small,
	int64_t now_ms)
{
	uint64_t now = fingerprint(frame);

	if (now != health->fingerprint || health->may_stand)
		health->moved_ms = now_ms;
	health->fingerprint = now;
	if (!is_black(small))
		health->light_ms = now_ms;
	health->state = CAMERA_LIVE;
	if (now_ms - health->light_ms >= HEALTH_BLACK_MS)
		health->state = CAMERA_BLACK;
	return health_none(health, now_ms);
}
