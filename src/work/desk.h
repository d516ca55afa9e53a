/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every part of the work shares: the ports, the threads, the place and the day. Built by main, one per kiosk;
 * used on the ui thread. The store is touched by jobs on the store thread alone.
 */
#ifndef WORK_DESK_H
#define WORK_DESK_H

#include "base/loop.h"
#include "base/worker.h"
#include "flow/flow.h"
#include "port.h"
#include "rules/code_page.h"
#include "store/store.h"
#include "work/approval.h"
#include "work/line.h"

struct outbox;
struct ready;

/** How the voice is used where nobody has said anything else. */
struct voice_habit {
	int loudness, words_a_minute; /* as struct speech_port takes them */
	int idle_every_s;             /* 0: only when the idle screen comes up */
	bool always;                  /* every screen to everybody */
};

struct desk {
	struct loop *loop; /* all pointers here are borrowed from main */
	struct store *store;
	struct worker *store_worker; /* SQLite */
	struct worker *print_worker; /* blocking device writes, each with a budget */
	struct line *line;
	struct outbox *outbox;
	struct ready *ready; /* NULL: nobody looks whether the machine is ready */
	struct camera_port camera;
	struct printer_port printer; /* of receipts */
	struct printer_port pages;   /* PDF on A4 */
	struct speech_port speech;
	struct clock_port clock;
	struct chance_port chance;
	struct place place; /* desk_refresh keeps the day and what is connected */
	int zone_offset_s;
	int idle_s, warn_s; /* a participant's screen; then the warning */
	int timeout_ms;     /* of one exchange with the centre */
	int paper_columns;
	enum code_page code_page; /* of the receipts */
	int reprint_days; /* how long a receipt can be printed again */
	int handover_days; /* how long a hand-over waits for staff */
	int draft_min;    /* how long a visit can be taken up after a kill */
	int journal_months; /* how old rows of the journal become before they are archived */
	int measures_days;  /* how long measures of refused frames are kept */
	const char *camera_name; /* camera.source */
	struct opening opening;  /* of the counter */
	int64_t absent_until_ms; /* staff said so; 0: they are not away */
	bool paper_qr, allow_quit;
	struct voice_habit voice; /* at the start of every visit */
	bool idle; /* nobody stands at the kiosk; kept by the visit */
	unsigned staff_changed; /* grows when an account was changed: whoever helps may have lost the right */
	int theme;
	char branch[96];
	struct approval approval; /* that a second person is wanted for */
};

/** Day and time of the counter, from the clock port. */
void desk_refresh(struct desk *desk);
int64_t desk_wall_ms(const struct desk *desk);
int64_t desk_mono_ms(const struct desk *desk);
void desk_uuid(const struct desk *desk, char ret_text[UUID_TEXT]);

/** Posts one journal row to the store thread; its strings are copied. A row that cannot be written is logged. */
void desk_journal(struct desk *desk, const struct journal_entry *entry);

/** A journal entry that outlives its caller: strings copied, wiped by wipe(). */
struct journal_copy {
	struct journal_entry entry; /* points into the rooms below */
	char visit[UUID_TEXT], actor[24], outcome[32], subject[NIK_ROOM], detail[97];
	char service[16], officer[24], second[24], code[CODE_ROOM];
};
void journal_copy(struct journal_copy *copy, const struct journal_entry *entry);

#endif
