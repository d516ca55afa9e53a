/* SPDX-License-Identifier: Apache-2.0 */
/* A member of staff at a desk: keys to views, lists and the visit. */
#include "work/seat.h"

#include "base/array.h"
#include "base/log.h"
#include "base/str.h"
#include "flow/waiting.h"
#include "rules/staff.h"
#include "work/outbox.h"
#include "work/waiting.h"

#include <stdlib.h>
#include <string.h>

enum {
	LAPSE_MS = 60 * 1000, /* DESIGN: rights end 60 s without a key */
	MINUTE_S = 60,
};

static bool
is_signed_in(const struct seat *seat)
{
	return seat->staff.id[0] != '\0';
}

static void
journal(struct seat *seat, enum event event, const char *visit, const char *detail)
{
	const struct journal_entry entry = { .event = event,
		.visit = visit,
		.actor = is_signed_in(seat) ? seat->staff.id : "desk",
		.outcome = "ok",
		.detail = detail };

	desk_journal(seat->desk, &entry);
}

/* --- the page --------------------------------------------------------------------------------------------------------- */

static void
refresh_page(struct seat *seat)
{
	struct visit_glance glance;

	if (seat->place == SEAT_APART) {
		seat_fill(&seat->view, &seat->page);
	} else {
		visit_glance(seat->visit, &glance);
		seat->page = *visit_page(seat->visit);
		if (seat->place == SEAT_HELPS)
			seat_help(seat->notice, &seat->page);
		else
			seat_look_on(glance.helper, seat->notice, &seat->page);
	}
	seat->page.look = (struct page_look){ .theme = seat->theme };
	seat->visit_revision = visit_revision(seat->visit);
	seat->revision++;
}

static void
say(struct seat *seat, bool bad, const char *notice)
{
	seat->view.notice = seat->notice = notice;
	seat->view.notice_is_bad = bad;
	seat->view.wait_s = 0;
}

static void
show(struct seat *seat, enum seat_screen screen)
{
	seat->view.screen = screen;
	seat->view.at = 0;
	seat->view.typed = 0;
	wipe(seat->pin, sizeof(seat->pin));
	wipe(&seat->view.contact, sizeof(seat->view.contact));
}

/* --- what the kiosk tells --------------------------------------------------------------------------------------------- */

static void
take_glance(struct seat_view *view, const struct visit_glance *glance)
{
	view->somebody = glance->visit[0] != '\0';
	view->service = glance->service;
	view->ask = glance->ask;
	view->called = glance->called;
	view->called_min = glance->called_s / MINUTE_S;
	view->here_min = glance->here_s / MINUTE_S;
	memcpy(view->helper, glance->helper, sizeof(view->helper));
}

static void
look_around(struct seat *seat)
{
	const struct approval_wanted *wanted = approval_open(seat->desk);
	struct seat_view view = seat->view;
	struct visit_glance glance;

	visit_glance(seat->visit, &glance);
	take_glance(&view, &glance);
	view.wanted = wanted ? wanted->words : NULL;
	memset(view.wanted_by, 0, sizeof(view.wanted_by));
	if (wanted)
		memcpy(view.wanted_by, wanted->by.initials, sizeof(view.wanted_by));
	if (memcmp(&view, &seat->view, sizeof(view)) == 0)
		return;
	seat->view = view;
	if (seat->place == SEAT_APART)
		refresh_page(seat);
}

/* --- lists ------------------------------------------------------------------------------------------------------------ */

struct list_job {
	struct job job; /* first */
	struct seat *seat;
	uint64_t generation;
	enum status st;
	char today[DATE_ISO];
	struct attention claim[ATTENTION_MAX];
	struct handover_row handover[SEAT_HANDOVERS_MAX];
	size_t claims_n, handovers_n;
	int open;
};

static void
list_run(struct job *job)
{
	struct list_job *j = (struct list_job *)job;
	struct store *store = j->seat->desk->store;

	j->st = store_attention(
		store, j->today, "", j->claim, ATTENTION_MAX, &j->claims_n);
	if (j->st == ST_OK)
		j->st = store_handover_list(
			store, 0, j->handover, SEAT_HANDOVERS_MAX, &j->handovers_n);
	if (j->st == ST_OK)
		j->st = store_handover_count(store, &j->open);
}

static struct date
day_of(const struct seat *seat, int64_t ms)
{
	int second;

	return date_of_unix(ms / 1000, seat->desk->zone_offset_s, &second);
}

static void
take_lists(struct seat *seat, const struct list_job *j)
{
	struct seat_view *view = &seat->view;

	view->claims_n = j->claims_n;
	view->handovers_n = j->handovers_n;
	view->handovers_open = j->open;
	view->at = 0;
	waiting_take_rows(seat->desk, j->claim, j->claims_n, view->claim);
	view->today = seat->desk->place.today;
	view->may_act = staff_may(seat->staff.role, RIGHT_HANDOVERS);
	for (size_t i = 0; i < j->handovers_n; i++) {
		struct seat_handover *to = &view->handover[i];

		memcpy(to->code, j->handover[i].code, sizeof(to->code));
		memcpy(to->why, j->handover[i].why, sizeof(to->why));
		to->priority = j->handover[i].priority;
		to->on = day_of(seat, j->handover[i].made_ms);
	}
}

static void
list_done(struct job *job)
{
	struct list_job *j = (struct list_job *)job;
	struct seat *seat = j->seat;

	if (j->st != ST_OK)
		log_error("lists for a desk: %s", status_words(j->st));
	if (j->generation == seat->generation) {
		seat->view.working = false;
		if (j->st == ST_OK)
			take_lists(seat, j);
		else
			say(seat, true, N_("Daftar tidak dapat dibaca. Hubungi teknisi."));
		refresh_page(seat);
	}
	free(j);
}

static void
read_lists(struct seat *seat)
{
	struct list_job *j = calloc(1, sizeof(*j));

	if (j == NULL) {
		say(seat, true, N_("Daftar tidak dapat dibaca. Hubungi teknisi."));
		return;
	}
	*j = (struct list_job){ .job = { .run = list_run, .done = list_done },
		.seat = seat,
		.generation = seat->generation,
		.st = ST_CANCELLED };
	date_format_iso(seat->desk->place.today, j->today);
	seat->view.working = true;
	worker_post(seat->desk->store_worker, &j->job);
}

static void
show_list(struct seat *seat, enum seat_screen screen)
{
	show(seat, screen);
	read_lists(seat);
}

/* --- what is done about a claim that waits ------------------------------------------------------------------------------ */

struct act_job {
	struct job job; /* first */
	struct seat *seat;
	uint64_t generation;
	enum status st;
	bool looks; /* whom to reach; else the act is done */
	struct waiting_act act;
	struct claim_contact contact;
};

static void
act_run(struct job *job)
{
	struct act_job *j = (struct act_job *)job;
	struct store *store = j->seat->desk->store;

	j->st = j->looks ? waiting_contact(store, &j->act, &j->contact)
			 : waiting_do(store, &j->act);
}

static void
take_contact(struct seat *seat, const struct act_job *j)
{
	size_t at = seat->view.at;

	show(seat, SEAT_CONTACT);
	seat->view.at = at;
	seat->view.contact = j->contact; /* nothing, of a claim of before that was kept */
}

static void
take_act(struct seat *seat, const struct act_job *j)
{
	seat->view.working = false;
	if (j->looks && (j->st == ST_OK || j->st == ST_NOT_FOUND)) {
		take_contact(seat, j);
		return;
	}
	show_list(seat, SEAT_CLAIMS);
	if (j->st == ST_OK)
		say(seat, false, waiting_done_words(j->act.wish));
	else
		say(seat, true,
			j->st == ST_NOT_FOUND ? N_("Klaim ini sudah berubah. Lihat daftarnya.")
					      : N_("Belum tersimpan. Hubungi teknisi."));
}

static void
act_done(struct job *job)
{
	struct act_job *j = (struct act_job *)job;
	struct seat *seat = j->seat;

	if (j->st != ST_OK && j->st != ST_NOT_FOUND)
		log_error("what waits for staff, from a desk: %s", status_words(j->st));
	if (j->st == ST_OK && !j->looks && j->act.wish == WAITING_SEND)
		outbox_kick(seat->desk->outbox);
	if (j->generation == seat->generation) {
		take_act(seat, j);
		refresh_page(seat);
	}
	wipe(j, sizeof(*j));
	free(j);
}

static void
begin_act(struct seat *seat, enum waiting_wish wish, bool looks)
{
	struct act_job *j = seat->view.working ? NULL : calloc(1, sizeof(*j));
	struct officer officer = { .remote = true };

	if (j == NULL)
		return; /* a list is being read: the next key counts */
	memcpy(officer.id, seat->staff.id, sizeof(officer.id));
	memcpy(officer.name, seat->staff.name, sizeof(officer.name));
	memcpy(officer.initials, seat->staff.initials, sizeof(officer.initials));
	*j = (struct act_job){ .job = { .run = act_run, .done = act_done },
		.seat = seat,
		.generation = seat->generation,
		.st = ST_CANCELLED,
		.looks = looks };
	waiting_act_of(seat->desk, &seat->view.claim[seat->view.at], wish, &officer, &j->act);
	seat->view.working = true;
	worker_post(seat->desk->store_worker, &j->job);
}

/* --- the participant's screen ----------------------------------------------------------------------------------------- */

static void
watch(struct seat *seat)
{
	struct visit_glance glance;

	visit_glance(seat->visit, &glance);
	if (glance.visit[0] == '\0')
		return; /* gone in this moment; the list says so */
	memcpy(seat->watched, glance.visit, sizeof(seat->watched));
	seat->place = SEAT_WATCHES;
	journal(seat, EVENT_STAFF_WATCH, seat->watched, glance.step);
}

/* Whoever helps stops helping first; that is journalled by the visit. */
static void
stop_watching(struct seat *seat, const char *how)
{
	if (seat->place == SEAT_HELPS)
		visit_unjoin(seat->visit, seat->watched, &seat->staff, how);
	if (seat->place != SEAT_APART)
		journal(seat, EVENT_STAFF_LEAVE, seat->watched, "watch");
	seat->place = SEAT_APART;
	wipe(seat->watched, sizeof(seat->watched));
}

static void
back_to_list(struct seat *seat, const char *how, const char *notice)
{
	stop_watching(seat, how);
	show_list(seat, SEAT_LIST);
	say(seat, false, notice);
	look_around(seat);
}

static void
join(struct seat *seat)
{
	switch (visit_join(seat->visit, seat->watched, &seat->staff)) {
	case ST_OK:
		seat->place = SEAT_HELPS;
		break;
	case ST_BUSY:
		journal(seat, EVENT_STAFF_BUSY, seat->watched, "");
		say(seat, false, N_("Petugas lain sedang membantu. Anda hanya melihat."));
		break;
	case ST_AGAIN:
		say(seat, false, N_("Mesin sedang bekerja. Tekan Enter sebentar lagi."));
		break;
	default:
		break; /* over: the next look at it says so */
	}
}

static void
act_watching(struct seat *seat, const struct action *action)
{
	if (action->kind == ACTION_BACK)
		back_to_list(seat, "left", NULL);
	else if (action->kind == ACTION_ENTER)
		join(seat);
	else
		say(seat, false, N_("Anda hanya melihat. Enter: bantu peserta."));
}

static void
follow_visit(struct seat *seat)
{
	struct visit_glance glance;

	visit_glance(seat->visit, &glance);
	if (strcmp(glance.visit, seat->watched) != 0) {
		back_to_list(seat, "visit-over", N_("Kunjungan peserta sudah selesai."));
		refresh_page(seat);
	} else if (seat->place == SEAT_HELPS &&
		   !visit_is_joined_by(seat->visit, seat->watched, &seat->staff)) {
		seat->place = SEAT_WATCHES;
		say(seat, false, N_("Anda selesai membantu. Anda masih melihat."));
		refresh_page(seat);
	} else if (seat->visit_revision != visit_revision(seat->visit)) {
		refresh_page(seat);
	}
}

/* --- PINs ------------------------------------------------------------------------------------------------------------- */

struct pin_job {
	struct job job; /* first */
	struct seat *seat;
	uint64_t generation;
	enum status st;
	char pin[PIN_LENGTH + 1];
	int64_t now_ms;
	struct staff_answer answer;
	bool approves;
	int64_t wanted_since_ms; /* what it approves */
};

static void
pin_run(struct job *job)
{
	struct pin_job *p = (struct pin_job *)job;
	const struct staff_try attempt = { .pin = p->pin, .card = "", .now_ms = p->now_ms };

	p->st = store_staff_enter(p->seat->desk->store, &attempt, &p->answer);
}

static void
sign_in(struct seat *seat, const struct staff *staff)
{
	seat->staff = *staff;
	seat->staff_seen = seat->desk->staff_changed;
	memcpy(seat->view.initials, staff->initials, sizeof(seat->view.initials));
	journal(seat, EVENT_STAFF_ATTACH, "", staff->role);
	show_list(seat, SEAT_LIST);
	look_around(seat);
}

static void
approve(struct seat *seat, const struct staff *by, bool yes, int64_t wanted_since_ms)
{
	const struct {
		enum status status;
		const char *words;
	} rows[] = {
		{ ST_NOT_FOUND, N_("Sudah tidak diminta lagi.") },
		{ ST_EXISTS, staff_second_words(SECOND_SAME) },
		{ ST_DENIED, staff_second_words(SECOND_NO_RIGHT) },
	};
	bool same =
		approval_open(seat->desk) && seat->desk->approval.since_ms == wanted_since_ms;
	enum status st = same ? approval_answer(seat->desk, by, yes) : ST_NOT_FOUND;

	show(seat, st == ST_EXISTS || st == ST_DENIED ? SEAT_APPROVAL : SEAT_LIST);
	say(seat, false, yes ? N_("Disetujui.") : N_("Ditolak."));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].status == st)
			say(seat, true, rows[i].words);
}

/* The same words for every PIN that opens nothing, but for how long to wait. */
static void
say_door(struct seat *seat, const struct staff_answer *answer)
{
	static const char *const words[] = {
		[DOOR_OPEN] = "",
		[DOOR_WRONG] = N_("PIN itu tidak dikenal."),
		[DOOR_NO_CARD] = N_("PIN itu tidak dikenal."),
		[DOOR_WAIT] = N_("PIN terlalu sering salah."),
		[DOOR_LOCKED] = N_("PIN terkunci. Panggil supervisor."),
		[DOOR_DISABLED] = N_("PIN itu tidak dikenal."),
	};

	say(seat, true, words[answer->door]);
	seat->view.wait_s = answer->wait_s;
}

static void
take_pin(struct seat *seat, const struct pin_job *p)
{
	const struct staff *staff = &p->answer.staff;

	seat->view.working = false;
	if (p->st != ST_OK)
		say(seat, true, N_("PIN tidak dapat diperiksa. Hubungi teknisi."));
	else if (p->answer.door != DOOR_OPEN)
		say_door(seat, &p->answer);
	else if (p->approves)
		approve(seat, staff, true, p->wanted_since_ms);
	else if (staff_may(staff->role, RIGHT_HELP))
		sign_in(seat, staff);
	else
		say(seat, true, N_("Akun Anda tidak melayani peserta."));
	refresh_page(seat);
}

static void
journal_refused(struct seat *seat, const struct staff_answer *answer)
{
	const struct journal_entry entry = { .event = EVENT_STAFF_WRONG_PIN,
		.actor = is_signed_in(seat) ? seat->staff.id : "desk",
		.outcome = staff_door_code(answer->door),
		.detail = answer->counted };

	desk_journal(seat->desk, &entry);
}

static void
pin_done(struct job *job)
{
	struct pin_job *p = (struct pin_job *)job;
	struct seat *seat = p->seat;

	if (p->st != ST_OK)
		log_error("pin: %s", status_words(p->st));
	else if (p->answer.door != DOOR_OPEN)
		journal_refused(seat, &p->answer);
	if (p->generation == seat->generation)
		take_pin(seat, p);
	wipe(p, sizeof(*p));
	free(p);
}

static void
check_pin(struct seat *seat)
{
	struct pin_job *p = calloc(1, sizeof(*p));

	if (p == NULL) {
		say(seat, true, N_("PIN tidak dapat diperiksa. Hubungi teknisi."));
	} else {
		*p = (struct pin_job){ .job = { .run = pin_run, .done = pin_done },
			.seat = seat,
			.generation = seat->generation,
			.st = ST_CANCELLED,
			.now_ms = desk_wall_ms(seat->desk),
			.approves = seat->view.screen == SEAT_APPROVAL,
			.wanted_since_ms = seat->desk->approval.since_ms };
		memcpy(p->pin, seat->pin, sizeof(p->pin));
		seat->view.working = true;
		worker_post(seat->desk->store_worker, &p->job);
	}
	show(seat, seat->view.screen);
}

static void
enter_pin(struct seat *seat)
{
	if (seat->view.typed == PIN_LENGTH)
		check_pin(seat);
	else if (seat->view.screen == SEAT_APPROVAL && strcmp(seat->pin, "0") == 0)
		approve(seat, &seat->staff, false, seat->desk->approval.since_ms);
	else
		say(seat, true, N_("PIN ada 6 angka."));
}

static void
act_pin(struct seat *seat, const struct action *action)
{
	int *typed = &seat->view.typed;

	if (action->kind == ACTION_DIGIT && *typed < PIN_LENGTH)
		seat->pin[(*typed)++] = (char)action->ch;
	else if (action->kind == ACTION_ERASE && *typed > 0)
		seat->pin[--*typed] = '\0';
	else if (action->kind == ACTION_ENTER)
		enter_pin(seat);
}

/* --- keys ------------------------------------------------------------------------------------------------------------- */

static void
grant(struct seat *seat, enum seat_wish wish)
{
	size_t shown =
		seat->view.screen == SEAT_CLAIMS ? seat->view.claims_n : seat->view.handovers_n;

	switch (wish) {
	case SEAT_WISH_WATCH:
		watch(seat);
		break;
	case SEAT_WISH_CLAIMS:
		show_list(seat, SEAT_CLAIMS);
		break;
	case SEAT_WISH_HANDOVERS:
		show_list(seat, SEAT_HANDOVERS);
		break;
	case SEAT_WISH_APPROVAL:
		show(seat, SEAT_APPROVAL);
		break;
	case SEAT_WISH_NEXT:
		seat->view.at = (seat->view.at + 1) % shown;
		break;
	case SEAT_WISH_RESEND:
		begin_act(seat, WAITING_SEND, false);
		break;
	case SEAT_WISH_HAND_OVER:
		begin_act(seat, WAITING_HAND_OVER, false);
		break;
	case SEAT_WISH_CONTACT:
		begin_act(seat, WAITING_MISSED, true);
		break;
	case SEAT_WISH_REACHED:
		begin_act(seat, WAITING_REACHED, false);
		break;
	case SEAT_WISH_MISSED:
		begin_act(seat, WAITING_MISSED, false);
		break;
	case SEAT_WISH_LIST:
		show_list(seat, SEAT_LIST);
		break;
	case SEAT_WISH_SIGN_OUT:
		seat_end(seat, "left");
		seat->leaves = true;
		break;
	case SEAT_WISH_NONE:
		say(seat, true, N_("Tekan salah satu angka di layar."));
		break;
	}
}

static void
act_apart(struct seat *seat, const struct action *action)
{
	if (action->kind == ACTION_BACK && !is_signed_in(seat))
		seat->leaves = true;
	else if (action->kind == ACTION_BACK && seat->view.screen != SEAT_LIST)
		show_list(seat, SEAT_LIST);
	else if (seat_takes_pin(&seat->view) && seat->view.working)
		return; /* a key meant for what is about to change */
	else if (seat_takes_pin(&seat->view))
		act_pin(seat, action);
	else if (action->kind == ACTION_DIGIT)
		grant(seat, seat_wish(&seat->view, (char)action->ch));
}

/* A participant's letters stay as large as they want them, and their voice as loud. */
static bool
is_for_visit(const struct action *action)
{
	return action->kind == ACTION_DIGIT || action->kind == ACTION_LETTER ||
	       action->kind == ACTION_ENTER || action->kind == ACTION_ERASE ||
	       action->kind == ACTION_BACK || action->kind == ACTION_STAFF ||
	       action->kind == ACTION_HELP;
}

void
seat_act(struct seat *seat, const struct action *action)
{
	seat->key_ms = desk_mono_ms(seat->desk);
	say(seat, false, NULL);
	if (action->kind == ACTION_THEME)
		seat->theme = (seat->theme + 1) % 4;
	else if (!is_for_visit(action))
		return;
	else if (seat->place == SEAT_APART)
		act_apart(seat, action);
	else if (seat->place == SEAT_WATCHES)
		act_watching(seat, action);
	else
		visit_act_for(seat->visit, seat->watched, &seat->staff, action);
	refresh_page(seat);
	if (seat->place != SEAT_APART)
		follow_visit(seat);
}

/* --- time and life ---------------------------------------------------------------------------------------------------- */

static void
end_with(struct seat *seat, const char *how, const char *notice)
{
	seat_end(seat, how);
	say(seat, false, notice);
	refresh_page(seat);
}

void
seat_tick(struct seat *seat)
{
	if (!is_signed_in(seat))
		return;
	if (desk_mono_ms(seat->desk) - seat->key_ms >= LAPSE_MS) {
		end_with(seat, "lapsed", N_("60 detik tanpa tombol. Ketik PIN lagi."));
		return;
	}
	if (seat->staff_seen != seat->desk->staff_changed) { /* theirs may be closed */
		end_with(seat, "accounts", N_("Akun petugas diubah. Ketik PIN lagi."));
		return;
	}
	if (seat->place != SEAT_APART)
		follow_visit(seat);
	look_around(seat);
}

void
seat_end(struct seat *seat, const char *how)
{
	stop_watching(seat, how);
	if (is_signed_in(seat))
		journal(seat, EVENT_STAFF_LEAVE, "", how);
	seat_begin(seat, seat->desk, seat->visit);
}

void
seat_begin(struct seat *seat, struct desk *desk, struct visit *visit)
{
	uint64_t generation = seat->generation + 1;
	unsigned revision = seat->revision;
	int theme = seat->theme;

	wipe(seat, sizeof(*seat));
	seat->desk = desk;
	seat->visit = visit;
	seat->generation = generation;
	seat->revision = revision;
	seat->theme = theme;
	seat->view.service = seat->view.ask = "";
	refresh_page(seat);
}
