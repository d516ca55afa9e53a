/* SPDX-License-Identifier: Apache-2.0 */
/* A whole counter without a screen. */
#include "tests/fake/desk.h"

#include "base/str.h"
#include "base/worker.h"
#include "tests/fake/tree_file.h"
#include "work/outbox.h"
#include "work/paper.h"
#include "work/ready.h"
#include "tests/fake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <string.h>

enum { TURNS_MAX = 4000, TURN_MS = 5, START_S = 9 * 3600 };

static struct fake_speech speech;

static void
on_worker(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	worker_collect(ctx);
}

static void
on_line(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	line_collect(ctx);
}

static void
load_data(struct fake_desk *fake)
{
	struct buf bytes;
	int line = 0;

	buf_init(&bytes, 1 << 20);
	fake->policy = *policy_built_in();
	assert_int_equal(tree_file_read("config/holidays.csv", &bytes), ST_OK);
	assert_int_equal(holidays_parse(bytes.data, &fake->holidays, &line), ST_OK);
	buf_clear(&bytes);
	buf_free(&bytes);
	assert_int_equal(tree_file_read("config/banks.csv", &bytes), ST_OK);
	assert_int_equal(banks_parse(bytes.data, &fake->banks, &line), ST_OK);
	buf_free(&bytes);
}

static void
build_desk(struct fake_desk *fake)
{
	struct desk *desk = &fake->desk;
	const struct line_options line = { .url = "http://127.0.0.1:1",
		.kiosk = "K1",
		.secret = "secret",
		.open_http = fake_http_open,
		.open_ctx = &fake->http,
		.clock = fake_clock_port(&fake->clock),
		.chance = fake_chance_port(&fake->chance) };

	*desk = (struct desk){
		.store = fake->state.store,
		.camera = fake->camera.port,
		.printer = fake_printer_port(&fake->printer),
		.pages = fake_printer_port(&fake->pages),
		.speech = fake_speech_port(&speech),
		.clock = fake_clock_port(&fake->clock),
		.chance = fake_chance_port(&fake->chance),
		.opening = { 0, 24 * 3600, true },
		.place = { .zone = "WITA",
			.policy = &fake->policy,
			.holidays = &fake->holidays,
			.banks = &fake->banks,
			.site = "MPP Amuntai",
			.kiosk = "K1",
			.scanner = SCANNER_CAMERA,
			.centre = true },
		.zone_offset_s = 8 * 3600,
		.voice = { .loudness = SPEECH_LOUDNESS_DEFAULT,
			.words_a_minute = SPEECH_WORDS_DEFAULT,
			.idle_every_s = 300 },
		.idle_s = 180,
		.warn_s = 30,
		.timeout_ms = 10000,
		.paper_columns = 48,
		.reprint_days = 7,
		.handover_days = 30,
		.measures_days = 90,
		.camera_name = "fake",
		.draft_min = 15,
		.journal_months = 24,
		.paper_qr = true,
	};
	(void)store_presence_read(fake->state.store, &desk->absent_until_ms);
	assert_int_equal(loop_new(&desk->loop), ST_OK);
	assert_int_equal(worker_new("store", &desk->store_worker), ST_OK);
	assert_int_equal(worker_new("print", &desk->print_worker), ST_OK);
	assert_int_equal(line_new(&line, &desk->line), ST_OK);
	assert_int_equal(loop_watch(desk->loop, worker_fd(desk->store_worker), POLLIN,
				 on_worker, desk->store_worker, "store"),
		ST_OK);
	assert_int_equal(loop_watch(desk->loop, worker_fd(desk->print_worker), POLLIN,
				 on_worker, desk->print_worker, "print"),
		ST_OK);
	assert_int_equal(loop_watch(desk->loop, line_fd(desk->line), POLLIN, on_line,
				 desk->line, "line"),
		ST_OK);
	assert_int_equal(outbox_new(desk, &desk->outbox), ST_OK);
	assert_int_equal(visit_new(desk, &fake->visit), ST_OK);
	paper_recover(desk);
	fake_desk_settle(fake);
}

static void
take_down(struct fake_desk *fake)
{
	struct desk *desk = &fake->desk;

	visit_stop(fake->visit);
	outbox_stop(desk->outbox);
	line_free(desk->line);
	worker_free(desk->print_worker);
	worker_free(desk->store_worker);
	visit_free(fake->visit);
	outbox_free(desk->outbox);
	loop_free(desk->loop);
}

static void
furnish(struct fake_desk *fake, int64_t wall_ms, uint64_t seed)
{
	fake_camera_init(&fake->camera);
	fake_printer_init(&fake->printer);
	fake_printer_init(&fake->pages);
	fake_speech_init(&speech);
	fake->speech = &speech;
	fake_http_init(&fake->http);
	fake_clock_init(&fake->clock, wall_ms);
	fake_chance_init(&fake->chance, seed);
	load_data(fake);
}

void
fake_desk_new(struct fake_desk *fake)
{
	static const struct {
		struct staff staff;
		const char *pin;
	} officers[] = {
		{ { "staff-RN", "Rina", "RN", "officer" }, "482915" },
		{ { "staff-BD", "Budi", "BD", "officer" }, "730264" },
	};
	const struct date today = { 2026, 11, 23 };

	memset(fake, 0, sizeof(*fake));
	state_new(&fake->state);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(store_staff_add(fake->state.store, &officers[i].staff,
					 officers[i].pin, 1),
			ST_OK);
	furnish(fake, date_to_unix(today, START_S, 8 * 3600) * 1000, 1);
	build_desk(fake);
}

enum status
fake_desk_begin(struct fake_desk *fake, const char *dir, const char *vfs, int64_t wall_ms,
	uint64_t seed)
{
	enum status st;

	memset(fake, 0, sizeof(*fake));
	st = state_on(&fake->state, dir, vfs);
	if (st != ST_OK) {
		state_leave(&fake->state);
		return st;
	}
	furnish(fake, wall_ms, seed);
	build_desk(fake);
	return ST_OK;
}

void
fake_desk_end(struct fake_desk *fake)
{
	take_down(fake);
	fake_printer_free(&fake->printer);
	fake_printer_free(&fake->pages);
	fake_http_free(&fake->http);
	state_leave(&fake->state);
}

void
fake_desk_free(struct fake_desk *fake)
{
	take_down(fake);
	fake_printer_free(&fake->printer);
	fake_printer_free(&fake->pages);
	fake_http_free(&fake->http);
	state_free(&fake->state);
}

void
fake_desk_restart(struct fake_desk *fake)
{
	take_down(fake);
	state_reopen(&fake->state);
	build_desk(fake);
}

static void
add(struct fake_desk *fake, const char *method, const char *path, int status, const char *body)
{
	const struct fake_http_rule rule = {
		.method = method, .path = path, .status = status, .body = body
	};

	fake_http_add(&fake->http, &rule);
}

#define VISIT "/v1/visits/019ab1c2-0000-7000-8000-000000000001"

void
fake_desk_straight_centre(struct fake_desk *fake)
{
	add(fake, "POST", VISIT "/consent", 201,
		"{\"consent_id\":\"019ab1c2-0000-7000-8000-0000000000c1\","
		"\"recorded_at\":\"2026-11-23T09:01:00+08:00\"}");
	add(fake, "POST", VISIT "/face", 200,
		"{\"result\":\"verified\",\"reject_fields\":[],\"enrolled\":false,"
		"\"assurance\":\"verified\",\"certificate\":{\"reference\":\"VRF-0000000001\","
		"\"issuer\":\"Mitra\",\"issued_at\":\"2026-11-23T09:02:00+08:00\","
		"\"valid_until\":\"2026-12-23T09:02:00+08:00\"}}");
	add(fake, "POST", VISIT "/attestation", 201,
		"{\"assurance\":\"attested\","
		"\"attestation_id\":\"019ab1c2-0000-7000-8000-0000000000a1\","
		"\"attested_at\":\"2026-11-23T09:03:00+08:00\"}");
	add(fake, "GET", VISIT "/participant", 200,
		"{\"nik\":\"6308055203600001\",\"name\":\"SITI AMINAH\",\"name_masked\":\"S*** "
		"A*****\","
		"\"birth_date\":\"1960-03-12\",\"birth_place\":\"Amuntai\","
		"\"mother_name\":\"NORHASANAH\"," FAKE_CONTACT "\"marital_status\":\"kawin\","
		"\"address\":\"Jalan Contoh RT 03 No. 7\",\"village\":\"Kebun Sari\","
		"\"district\":\"Amuntai Tengah\",\"regency\":\"Hulu Sungai Utara\","
		"\"province\":\"Kalimantan Selatan\",\"postal_code\":\"71419\","
		"\"phone\":\"+6281200000001\",\"email\":null,\"has_npwp\":true,"
		"\"jmo_blocked\":false,\"data_complete\":true,\"missing_fields\":[],"
		"\"account\":{\"bank\":\"002\",\"number\":\"012301004567501\","
		"\"holder\":\"SITI AMINAH\",\"match\":\"same\"},\"first_partial\":null,"
		"\"saved\":null,\"cards\":[{\"kpj\":\"20601234501\",\"employer\":\"PT Contoh "
		"Rotan\","
		"\"segment\":\"PU\",\"active\":false,\"registered\":true,"
		"\"joined_on\":\"2009-02-01\",\"ended_on\":\"2021-03-31\",\"end_reason\":null,"
		"\"balance\":8450000}],\"jht\":{\"total\":8450000,\"principal\":6200000,"
		"\"yield\":2250000},\"claims\":[]}");
	add(fake, "POST", VISIT "/claim-previews", 200,
		"{\"reason\":\"USIA_56\",\"eligible\":true,\"why\":\"ok\",\"possible_from\":"
		"null,"
		"\"employer\":null,\"alternative\":null,\"total_balance\":8450000,"
		"\"gross\":8450000,\"tax\":0,\"net\":8450000,\"tax_progressive\":false,"
		"\"over_limit\":false,\"route\":\"kiosk\",\"documents\":[],"
		"\"promised_date\":\"2026-11-30\"}");
	add(fake, "POST", VISIT "/claims", 201,
		"{\"claim_number\":\"JHT-2026-0000101\",\"receipt_code\":\"K7MPQ2RXA\","
		"\"status\":\"received\",\"promised_date\":\"2026-11-30\","
		"\"received_at\":\"2026-11-23T09:10:00+08:00\",\"gross\":8450000,\"tax\":0,"
		"\"net\":8450000}");
	add(fake, "DELETE", VISIT, 204, NULL);
	add(fake, "POST", "/v1/visits", 201,
		"{\"visit_id\":\"019ab1c2-0000-7000-8000-000000000001\",\"assurance\":"
		"\"claimed\","
		"\"name_masked\":\"S*** A*****\",\"expires_at\":\"2026-11-23T09:30:00+08:00\","
		"\"consent_id\":null}");
}

static bool
at_rest(struct fake_desk *fake)
{
	const struct desk *desk = &fake->desk;
	int64_t next;

	return worker_pending(desk->store_worker) == 0 &&
	       worker_pending(desk->print_worker) == 0 && line_pending(desk->line) == 0 &&
	       !ready_is_busy(desk->ready) && outbox_is_quiet(desk->outbox, &next);
}

void
fake_desk_settle(struct fake_desk *fake)
{
	int rest = 0;

	for (int i = 0; i < TURNS_MAX && rest < 2; i++) {
		outbox_tick(fake->desk.outbox);
		assert_int_equal(
			loop_turn(fake->desk.loop, at_rest(fake) ? 0 : TURN_MS), ST_OK);
		if (fake->turned)
			fake->turned(fake);
		rest = at_rest(fake) ? rest + 1 : 0;
	}
	assert_int_equal(rest, 2);
}

static struct action
action_of(char key)
{
	switch (key) {
	case '\r':
		return (struct action){ .kind = ACTION_ENTER };
	case '*':
		return (struct action){ .kind = ACTION_BACK };
	case '+':
		return (struct action){ .kind = ACTION_STAFF };
	case '-':
		return (struct action){ .kind = ACTION_ERASE };
	case '?':
		return (struct action){ .kind = ACTION_HELP };
	case '/':
		return (struct action){ .kind = ACTION_REPEAT };
	default:
		return (struct action){ .kind = ACTION_DIGIT, .ch = (unsigned char)key };
	}
}

void
fake_desk_press(struct fake_desk *fake, const char *keys)
{
	for (; *keys; keys++) {
		const struct action action = action_of(*keys);

		visit_act(fake->visit, &action);
		fake_desk_settle(fake);
	}
}

void
fake_desk_press_at_once(struct fake_desk *fake, const char *keys)
{
	for (; *keys; keys++) {
		const struct action action = action_of(*keys);

		visit_act(fake->visit, &action);
	}
	fake_desk_settle(fake);
}

void
fake_desk_pass(struct fake_desk *fake, int64_t ms)
{
	for (int64_t passed = 0; passed < ms; passed += 250) {
		fake_clock_advance(&fake->clock, 250);
		ready_tick(fake->desk.ready);
		visit_tick(fake->visit);
		fake_desk_settle(fake);
	}
}

const struct page *
fake_desk_page(const struct fake_desk *fake)
{
	return visit_page(fake->visit);
}

bool
fake_desk_shows(const struct fake_desk *fake, const char *text)
{
	const struct page *page = fake_desk_page(fake);
	const char *const texts[] = { page->ask, page->todo, page->notice, page->help,
		page->concern, page->band, page->big, page->field.typed };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (strstr(texts[i], text))
			return true;
	for (size_t i = 0; i < page->lines; i++)
		if (strstr(page->line[i].text, text) || strstr(page->line[i].label, text))
			return true;
	for (size_t i = 0; i < page->choices; i++)
		if (strstr(page->choice[i].text, text))
			return true;
	return false;
}

void
fake_desk_expect(const struct fake_desk *fake, const char *step)
{
	const struct page *page = fake_desk_page(fake);

	if (strcmp(page->name, step) != 0)
		fail_msg("step is %s (%s; %s), not %s", page->name, page->ask, page->notice,
			step);
}
