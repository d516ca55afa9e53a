/* SPDX-License-Identifier: Apache-2.0 */
/* Staff at a desk: what they are told of the visit, and how they come in and go. */
#include "work/visit_attach.h"

#include "base/str.h"
#include "work/visit_inside.h"

#include <string.h>

static bool
is_over(const struct visit *visit, const char *id)
{
	return id[0] == '\0' || strcmp(visit->answers->visit, id) != 0;
}

static int
seconds_since(const struct visit *visit, int64_t ms)
{
	return (int)((desk_mono_ms(visit->desk) - ms) / 1000);
}

void
visit_glance(const struct visit *visit, struct visit_glance *ret_glance)
{
	const struct answers *a = visit->answers;
	const struct frame *frame = &visit->frame[0];
	const struct step *step = flow_step(frame->flow, frame->at);

	*ret_glance = (struct visit_glance){ .service = "", .ask = "", .step = "" };
	if (a->visit[0] == '\0')
		return;
	(void)str_copy(ret_glance->visit, sizeof(ret_glance->visit), a->visit);
	(void)str_copy(ret_glance->helper, sizeof(ret_glance->helper), a->officer.initials);
	ret_glance->service = frame->flow->service ? frame->flow->service : "";
	ret_glance->ask = step->ask ? step->ask : "";
	ret_glance->step = step->name;
	ret_glance->called = !a->officer.joined && (visit->depth > 0 || visit->staff_wanted);
	ret_glance->called_s = ret_glance->called && visit->depth > 0
				       ? seconds_since(visit, visit->called_ms)
				       : 0;
	ret_glance->here_s = seconds_since(visit, visit->began_ms);
	ret_glance->helper_is_remote = a->officer.remote;
}

void
visit_watched_by(struct visit *visit, const char *id, const char *initials)
{
	if (is_over(visit, id) || strcmp(visit->watched_by, initials) == 0)
		return;
	str_clip(visit->watched_by, sizeof(visit->watched_by), initials);
	visit_changed(visit);
}

enum status
visit_join(struct visit *visit, const char *id, const struct staff *staff)
{
	struct officer *officer = &visit->answers->officer;
	char detail[40];

	if (is_over(visit, id))
		return ST_NOT_FOUND;
	if (officer->joined)
		return ST_BUSY;
	if (visit->working)
		return ST_AGAIN;
	visit_take_officer(officer, staff);
	officer->remote = true;
	visit->answers->helper = *officer;
	visit->officer_key_ms = desk_mono_ms(visit->desk);
	if (str_format(detail, sizeof(detail), "%s desk", staff->role) == ST_OK)
		visit_journal(visit, EVENT_STAFF_JOIN, "ok", detail);
	visit_close_overlays(visit); /* staff were called, and are here */
	visit_say(visit, false, TR(N_("Petugas membantu Anda dari meja.")));
	visit_changed(visit);
	return ST_OK;
}

bool
visit_is_joined_by(const struct visit *visit, const char *id, const struct staff *staff)
{
	const struct officer *officer = &visit->answers->officer;

	return !is_over(visit, id) && officer->joined && officer->remote &&
	       strcmp(officer->id, staff->id) == 0;
}

void
visit_unjoin(struct visit *visit, const char *id, const struct staff *staff, const char *how)
{
	if (!visit_is_joined_by(visit, id, staff))
		return;
	visit_end_help(
		visit, how, TR(N_("Petugas selesai membantu. Silakan lanjutkan sendiri.")));
	visit_changed(visit);
}

void
visit_act_for(struct visit *visit, const char *id, const struct staff *staff,
	const struct action *action)
{
	if (!visit_is_joined_by(visit, id, staff))
		return;
	visit->key_of_desk = true;
	visit_act(visit, action);
	visit->key_of_desk = false;
}
