/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole counter without a screen: the real visit, flow, rules, outbox and store on their real threads, with camera,
 * printer, voice, network and clock from memory. Keys go in, pages come out, nothing waits in real time.
 */
#ifndef FAKE_DESK_H
#define FAKE_DESK_H

#include "tests/fake/camera.h"
#include "tests/fake/clock.h"
#include "tests/fake/http.h"
#include "tests/fake/printer.h"
#include "tests/fake/speech.h"
#include "tests/fake/state.h"
#include "work/visit_life.h"

struct fake_desk {
	struct state state;
	struct fake_camera camera;
	struct fake_printer printer;
	struct fake_printer pages; /* of A4; desk.pages is there */
	struct fake_http http;
	struct fake_speech *speech; /* of all desks */
	struct fake_clock clock;
	struct fake_chance chance;
	struct policy policy;
	struct holidays holidays;
	struct banks banks;
	struct desk desk;
	struct visit *visit;
	void (*turned)(
		struct fake_desk *fake); /* after each turn of the loop; NULL nobody looks */
	void *turned_ctx;
};

/** 23 November 2026, 9.00 WITA, two officers: PIN 482915 (RN) and 730264 (BD). No rule for the network yet. */
void fake_desk_new(struct fake_desk *fake);
void fake_desk_free(struct fake_desk *fake);
/** Another life of a counter, on a state that exists, at a time of its own. seed: its chance. What opening the state
 *  said; after a failure there is nothing to end. */
enum status fake_desk_begin(struct fake_desk *fake, const char *dir, const char *vfs,
	int64_t wall_ms, uint64_t seed);
/** Ends it in order; its state stays. */
void fake_desk_end(struct fake_desk *fake);
/** As a kill and a new start on the same state; the network and the clock go on. */
void fake_desk_restart(struct fake_desk *fake);

/** Rules of a centre that knows one woman of 66 with one KPJ of Rp8.450.000 and an account at BRI. */
void fake_desk_straight_centre(struct fake_desk *fake);

/** Presses keys one after another and lets everything settle after each: digits as themselves, and
 *  '\r' Enter, '*' back, '+' staff, '-' erase, '?' why, '/' the voice. */
void fake_desk_press(struct fake_desk *fake, const char *keys);
/** The keys come before anything of the first has been done. */
void fake_desk_press_at_once(struct fake_desk *fake, const char *keys);
/** Lets threads and completions come to rest. */
void fake_desk_settle(struct fake_desk *fake);
/** Moves the clock in steps of 250 ms with a tick of visit and outbox each. */
void fake_desk_pass(struct fake_desk *fake, int64_t ms);

const struct page *fake_desk_page(const struct fake_desk *fake);
/** Whether any text of the page contains this. */
bool fake_desk_shows(const struct fake_desk *fake, const char *text);
/** Fails the test, with the page's name, unless the step is this one. */
void fake_desk_expect(const struct fake_desk *fake, const char *step);

#endif
