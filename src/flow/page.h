/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a screen says, without how it looks: steps fill a page, the screen draws it, speech reads it, tests compare
 * it. All texts are UTF-8, translated, and harmless to a terminal. One question, one thing to do.
 */
#ifndef FLOW_PAGE_H
#define FLOW_PAGE_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PAGE_LINES = 20, PAGE_CHOICES = 10, PAGE_TEXT = 240, FIELD_ROOM = 48, PAGE_TIME = 24 };

/** What a step is; the screen has one way to draw each. */
enum step_kind {
	STEP_IDLE,   /* nobody there: what this is, the way of a claim, "press a key" */
	STEP_CHOICE, /* numbered lines, one key */
	STEP_YESNO,  /* 1 YA, 2 TIDAK */
	STEP_FORM,   /* one field at a time, block digits */
	STEP_INFO,   /* something to read, Enter goes on (or the choices given) */
	STEP_SCAN,   /* camera looks for a card or code */
	STEP_FACE,   /* live picture with a face frame, hint, countdown */
	STEP_WAIT,   /* the kiosk is working; how long it may take */
	STEP_REVIEW, /* all answers; a number changes one, 1 confirms */
	STEP_CALIBRATE, /* live picture; a printed page is held before the camera */
	STEP_RESULT, /* how it ended, in large words; code in groups */
};

enum line_style {
	LINE_TEXT,
	LINE_PAIR,   /* label left, value right of it */
	LINE_STRONG, /* what matters most on this page */
	LINE_WARN,   /* marked by a sign and by colour */
	LINE_GOOD,   /* marked by a tick and by colour */
	LINE_BAR,    /* label, value, and a bar beside it (flow/page_chart.h) */
	LINE_BLANK,
};

struct page_line {
	enum line_style style;
	char label[64];
	char text[PAGE_TEXT];
	int permille; /* LINE_BAR: of the longest there can be; 0 none */
};

struct page_choice {
	char key; /* '0'–'9' */
	char text[96];
};

enum field_kind { FIELD_NONE, FIELD_DIGITS, FIELD_DATE, FIELD_PIN, FIELD_TEXT };

/** The field being typed. */
struct page_field {
	enum field_kind kind;
	char label[64];
	char typed[FIELD_ROOM]; /* PIN: as many '*' as typed */
	char groups[12];        /* "4444": digits per group; "" no grouping */
	int max;                /* characters it takes */
	char example[64];
	bool plain; /* in one line although it takes digits: the room is the picture's */
};

/** What '+' does on a page. */
enum page_plus { PLUS_CALLS, PLUS_MENU, PLUS_NOTHING };

/** How the page is to be shown; kept per person, reset after. */
struct page_look {
	int theme;  /* 0 default, 1 high contrast dark, 2 high contrast light, 3 monochrome */
	bool large; /* larger letters: more room, fewer lines */
	bool voice, voice_on; /* there is one; it speaks */
};

struct page {
	enum step_kind kind;
	char name[32];        /* of the step; for tests and the journal, not shown */
	char service[64];     /* top line, "" on the idle screen */
	int step, steps;      /* "Langkah 2 dari 8"; 0: not shown */
	char ask[PAGE_TEXT];  /* the one question or statement, large */
	char todo[PAGE_TEXT]; /* the one thing to do: "Ketik 16 angka NIK, lalu tekan Enter." */
	struct page_line line[PAGE_LINES];
	size_t lines;
	struct page_choice choice[PAGE_CHOICES];
	size_t choices;
	struct page_field field;
	char notice[PAGE_TEXT];  /* what went wrong and what to do; "" nothing */
	bool notice_is_bad;      /* a mistake, else just news */
	char help[PAGE_TEXT];    /* one line of help */
	char why[PAGE_TEXT];     /* why we ask; shown where there is room, else on demand */
	bool why_asked;          /* the person asked why: show it over the page */
	char concern[PAGE_TEXT]; /* "Jaringan putus. Data Anda aman di mesin ini." or "" */
	char big[16];            /* shown in block letters: receipt code, countdown "3" */
	char band[64];           /* "PETUGAS MEMBANTU: RN" or "" */
	bool preview;            /* draw visit_preview() */
	bool can_back, can_erase, can_enter; /* which keys the key line names */
	bool zero_is_why; /* 0 asks why here: a number pad has no question mark */
	enum page_plus plus;
	char enter_does[32];                 /* what Enter does here: "lanjut" */
	int idle_left_s; /* > 0: a warning with this countdown covers the page */
	int waited_s;    /* STEP_WAIT */
	struct page_look look;
	char speak[2 * PAGE_TEXT]; /* words to speak when the page opens; "" the ask and todo */
};

void page_init(struct page *page);
/** Adds a line; text is made harmless and, past its room, cut with "…". ST_TOO_LONG: the page is full. */
enum status page_line(
	struct page *page, enum line_style style, const char *label, const char *text);
__attribute__((format(printf, 4, 5))) enum status page_linef(
	struct page *page, enum line_style style, const char *label, const char *format, ...);
/** The notice: words, and how long to wait. */
void page_notice_wait(struct page *page, const char *words, int seconds);
/** "15 detik", "16 menit", "2 jam": rounded up, so that nobody comes back too early. */
void page_time(int seconds, char ret_text[PAGE_TIME]);
enum status page_choice(struct page *page, char key, const char *text);

#endif
