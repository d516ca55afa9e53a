/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is printed, as lines: pure, testable, and the same for paper and for the screen that
 * stands in for a missing printer. rules/escpos.h makes printer bytes of it.
 */
#ifndef RULES_RECEIPT_H
#define RULES_RECEIPT_H

#include "base/status.h"
#include "rules/claim.h"
#include "rules/code.h"

#include <stdbool.h>
#include <stddef.h>

enum { RECEIPT_LINES_MAX = 96, RECEIPT_TEXT = 192 };

enum receipt_style {
	RECEIPT_TEXT_LINE, /* wrapped to the paper's columns */
	RECEIPT_CENTRE,
	RECEIPT_BOLD,
	RECEIPT_STATE, /* double height and bold, centred: the true state */
	RECEIPT_BIG,   /* double width and height, centred: code groups */
	RECEIPT_PAIR,  /* label left, value right of it; the value wraps under itself */
	RECEIPT_ITEM,  /* "- " and the text, wrapped under itself */
	RECEIPT_RULE,  /* a line of dashes */
	RECEIPT_BLANK,
	RECEIPT_QR, /* text is the content */
	RECEIPT_CUT,
};

struct receipt_line {
	enum receipt_style style;
	char label[48];
	char text[RECEIPT_TEXT];
};

struct receipt {
	struct receipt_line line[RECEIPT_LINES_MAX];
	size_t n;
};

/** The words at the head of a receipt; never shown otherwise than the state is. */
enum receipt_state {
	RECEIPT_SAVED,    /* "TERSIMPAN DI KIOS, BELUM TERKIRIM" */
	RECEIPT_RECEIVED, /* "DITERIMA PUSAT" */
	RECEIPT_STAFF,    /* "PERLU PETUGAS" */
};

/** Facts of a claim receipt. No pointers: it is stored sealed as it is and printed again
 *  from there. */
struct claim_receipt {
	enum receipt_state state;
	char code[CODE_ROOM];
	char claim_number[40]; /* "" until received */
	char name[NAME_ROOM];
	char nik[NIK_ROOM];
	char bank[40], account[25];
	enum claim_reason reason;
	size_t cards_n; /* KPJ in this claim */
	int months;     /* of membership over the oldest card, 0: unknown */
	bool show_amount;
	int64_t gross, tax, net;
	struct date promised;   /* only with RECEIPT_RECEIVED */
	bool promised_estimate; /* "perkiraan" */
	struct date ask_from;   /* RECEIPT_SAVED: no news by then, come again; may be unknown */
	bool to_verify;         /* the centre checks first */
	enum paper papers[PAPERS_MAX]; /* still due */
	size_t papers_n;
	char kiosk[40], site[64];
	struct date on;
	int second_of_day;
	char zone[8];    /* "WITA" */
	char officer[8]; /* initials, "" alone */
	char branch[96]; /* nearest branch, "" for none in particular */
	bool copy;       /* "SALINAN" */
	bool replaces;   /* an earlier paper of this claim may say less */
	char problem[40];      /* RECEIPT_STAFF: why the centre refused (rules/parked.h), "" unknown */
	char duplicate_of[40]; /* number of a claim the centre had before, "" none */
};

/** A ticket: what to bring, where, with the number under which staff find the hand-over. */
struct ticket_receipt {
	char code[CODE_ROOM];
	char number[24]; /* in the centre's or the counter's queue, "" for none */
	char name_masked[NAME_ROOM];
	const char *title; /* the large words at its head (source), NULL: "TIKET PETUGAS"; borrowed, as … */
	const char *why;   /* … a sentence … */
	const char *topic; /* … and what a complaint is about; NULL or "" nothing */
	enum claim_reason reason;
	enum paper papers[PAPERS_MAX];
	size_t papers_n;
	bool listed;               /* what is in hand was asked for: bits of rules/checklist.h */
	uint32_t there, due_all, due_any;
	bool priority;             /* "PRIORITAS" */
	bool handed_over;          /* kept here for the officer */
	bool notice;               /* only to read, nobody waits for it; no code */
	struct date possible_from; /* not known: today */
	char place[96];            /* where to go, "" for this counter */
	struct date visit_on;      /* appointment; not known: any opening time */
	int visit_second_of_day;   /* of the appointment; < 0: only the day is fixed */
	bool remote;               /* by telephone: nobody comes */
	const char *wish;          /* asked for and not booked (source), NULL: nothing; borrowed */
	struct date wish_on;       /* likewise; not known: any day */
	char kiosk[40], site[64];
	struct date on;
	int second_of_day;
	char zone[8];
	char officer[8]; /* initials, "" alone */
	char branch[96]; /* nearest branch, "" for none in particular */
	bool copy;       /* "SALINAN" */
};

/** What staff are told of one claim that is not at the centre. */
enum unsent_state {
	UNSENT_WAITS, /* "belum": for the line */
	UNSENT_ASKED, /* "ditanya": it may have arrived, the centre is asked first */
	UNSENT_STAFF, /* "petugas": the centre refused it, staff must act */
};

struct unsent_row {
	char code[CODE_ROOM];
	struct date on; /* when it was confirmed */
	int second_of_day;
	enum unsent_state state;
};

enum { UNSENT_ROWS_MAX = 60 };

/** The list of what is unsent: codes, times and states, nothing personal. */
struct unsent_receipt {
	struct unsent_row row[UNSENT_ROWS_MAX];
	size_t n;
	int more; /* that have no row */
	char kiosk[40], site[64];
	struct date on;
	int second_of_day;
	char zone[8];
};

/** Words "DITERIMA PUSAT" appear only with RECEIPT_RECEIVED and a claim number;
 *  RECEIPT_RECEIVED without a number is printed as RECEIPT_SAVED: doubt means not yet. */
void receipt_of_claim(const struct claim_receipt *claim, struct receipt *ret_receipt);
void receipt_of_ticket(const struct ticket_receipt *ticket, struct receipt *ret_receipt);
void receipt_of_unsent(const struct unsent_receipt *unsent, struct receipt *ret_receipt);

#endif
