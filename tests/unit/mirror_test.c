/* SPDX-License-Identifier: Apache-2.0 */
/* The second copy of the outbox: written, taken away, caught up with, and brought back, on another file system. */
#include "work/mirror.h"

#include "base/array.h"
#include "base/str.h"
#include "store/second_copy.h"
#include "tests/fake/desk.h"
#include "work/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND, PATH_ROOM = 256, TURNS = 400 };

#define BODY   "{\"nik\":\"6308055203600001\"}"
#define EVENTS "SELECT count(*) FROM journal WHERE event='state.second-copy' AND outcome="
#define PROBLEM                                                                                \
	"{\"type\":\"urn:anjungan:problem:request-not-found\",\"title\":\"x\",\"status\":404}"
#define CLAIM_OK                                                                               \
	"{\"claim_number\":\"JHT-2026-0000101\",\"receipt_code\":\"K7MPQ2RXA\","               \
	"\"status\":\"received\",\"promised_date\":\"2026-11-30\","                            \
	"\"received_at\":\"2026-11-23T09:10:00+08:00\",\"gross\":1,\"tax\":0,\"net\":1,"     \
	"\"result\":\"verified\"}"

static struct worker *worker;
static struct mirror *mirror;
static char medium[64], away[80];

static void
on_worker(void *ctx, int fd, short revents)
{
	(void)fd;
	(void)revents;
	worker_collect(ctx);
}

/* On another file system than the state's: the one is in memory, the other is not. */
static void
make_medium(const char *state_dir)
{
	static const char *const places[] = { "/tmp", "/dev/shm" };

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		assert_int_equal(
			str_format(medium, sizeof(medium), "%s/medium-XXXXXX", places[i]),
			ST_OK);
		assert_non_null(mkdtemp(medium));
		if (second_copy_medium(medium, state_dir) == ST_OK)
			return;
		assert_int_equal(rmdir(medium), 0);
	}
	fail_msg("/tmp and /dev/shm are one file system");
}

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	make_medium(fake.state.dir);
	assert_int_equal(str_format(away, sizeof(away), "%s-away", medium), ST_OK);
	assert_int_equal(worker_new("copy", &worker), ST_OK);
	assert_int_equal(loop_watch(fake.desk.loop, worker_fd(worker), POLLIN, on_worker,
				 worker, "copy"),
		ST_OK);
	assert_int_equal(
		mirror_new(&fake.desk, worker, medium, fake.state.dir, &mirror), ST_OK);
	*state = &fake;
	return 0;
}

static void
each_file(const char *dir, void (*act)(const char *path, void *ctx), void *ctx)
{
	char path[PATH_ROOM];
	const struct dirent *entry;
	DIR *folder = opendir(dir);

	assert_non_null(folder);
	while ((entry = readdir(folder)) != NULL) {
		assert_int_equal(
			str_format(path, sizeof(path), "%s/%s", dir, entry->d_name), ST_OK);
		if (entry->d_name[0] != '.')
			act(path, ctx);
	}
	assert_int_equal(closedir(folder), 0);
}

static void
remove_file(const char *path, void *ctx)
{
	(void)ctx;
	assert_int_equal(unlink(path), 0);
}

static int
free_desk(void **state)
{
	struct fake_desk *fake = *state;

	mirror_stop(mirror);
	loop_unwatch(fake->desk.loop, worker_fd(worker));
	worker_free(worker);
	fake_desk_free(fake);
	mirror_free(mirror);
	each_file(medium, remove_file, NULL);
	assert_int_equal(rmdir(medium), 0);
	return 0;
}

/* --- arranging ---------------------------------------------------------------------------------------------------- */

/* The claim of person 1, 2 …, with as many requests. */
static void
confirm(struct fake_desk *fake, int person, size_t requests)
{
	char visit[UUID_TEXT], code[CODE_ROOM], key[2][UUID_TEXT], nik[NIK_ROOM];
	const struct claim_put claim = { .code = code,
		.visit = visit,
		.nik = nik,
		.reason = "USIA_56",
		.receipt = "r",
		.receipt_n = 1,
		.confirmed_ms = 100 * person };
	struct outbox_put put[] = {
		{ key[0], "claim", "POST", "/v1/visits/x/claims", "application/json", BODY,
			strlen(BODY), 0 },
		{ key[1], "photo", "POST", "/v1/x/photo", "image/jpeg", "jpeg", 4, 0 },
	};
	const struct journal_entry entry = {
		.event = EVENT_CLAIM_CONFIRM, .at_ms = 1, .visit = visit
	};

	assert_int_equal(str_format(visit, sizeof(visit),
				 "019ab1c2-0000-7000-8000-0000000001%02d", person),
		ST_OK);
	assert_int_equal(str_format(code, sizeof(code), "K7MPQ2R%02d", person), ST_OK);
	assert_int_equal(str_format(nik, sizeof(nik), "63080552036000%02d", person), ST_OK);
	/* keys whose own order is the other way round */
	for (int i = 0; i < 2; i++)
		assert_int_equal(
			str_format(key[i], sizeof(key[i]),
				"019ab1c2-0000-7000-8000-00000000%d0%02d", 9 - i, 99 - person),
			ST_OK);
	assert_int_equal(
		store_confirm(fake->state.store, &claim, put, requests, &entry), ST_OK);
}

/* A while in seconds, with everything come to rest after each. */
static void
pass(struct fake_desk *fake, int seconds)
{
	for (int i = 0; i < seconds; i++) {
		fake_clock_advance(&fake->clock, SECOND);
		mirror_tick(mirror);
		for (int turn = 0; turn < TURNS && !mirror_is_quiet(mirror); turn++)
			assert_int_equal(loop_turn(fake->desk.loop, 5), ST_OK);
		assert_true(mirror_is_quiet(mirror));
		fake_desk_settle(fake);
	}
}

static void
count_file(const char *path, void *ctx)
{
	(void)path;
	++*(int *)ctx;
}

static int
copies(void)
{
	int n = 0;

	each_file(medium, count_file, &n);
	return n;
}

static void
assert_number(struct fake_desk *fake, const char *query, int64_t expected)
{
	int64_t found = state_number(&fake->state, query);

	if (found != expected)
		fail_msg("%s: %lld, not %lld", query, (long long)found, (long long)expected);
}

static void
accept_all(struct fake_desk *fake)
{
	fake_http_add(&fake->http, &(struct fake_http_rule){ "GET", "/v1/requests/",
					   .status = 404, .body = PROBLEM });
	fake_http_add(&fake->http,
		&(struct fake_http_rule){ "POST", "/v1/", .status = 201, .body = CLAIM_OK });
}

/* --- there and away ------------------------------------------------------------------------------------------------- */

static void
mirror__copies_each_request_and_removes_what_is_settled(void **state)
{
	struct fake_desk *fake = *state;
	int waiting = 0, missing = 0;

	confirm(fake, 1, 2);
	confirm(fake, 2, 1);
	assert_int_equal(
		second_copy_count(fake->state.store, medium, &waiting, &missing), ST_OK);
	assert_int_equal(missing, 3);
	pass(fake, 2);
	assert_int_equal(copies(), 3);
	assert_int_equal(
		second_copy_count(fake->state.store, medium, &waiting, &missing), ST_OK);
	assert_int_equal(waiting, 3);
	assert_int_equal(missing, 0);
	state_tamper(&fake->state, "UPDATE request SET state=2 WHERE kind='claim'");
	pass(fake, 70);
	assert_int_equal(copies(), 1);
	assert_number(fake, EVENTS "'away'", 0);
}

static void
mirror_round__removes_what_is_settled_before_it_is_due(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 2);
	pass(fake, 2);
	state_tamper(&fake->state, "UPDATE request SET state=2 WHERE kind='claim'");
	pass(fake, 2);
	assert_int_equal(copies(), 2);
	mirror_round(mirror);
	assert_false(mirror_is_quiet(mirror));
	pass(fake, 1);
	assert_int_equal(copies(), 1);
}

static void
find_words(const char *path, void *ctx)
{
	char bytes[4096];
	int fd = open(path, O_RDONLY);
	ssize_t n = read(fd, bytes, sizeof(bytes));

	(void)ctx;
	assert_true(n > 0);
	assert_null(memmem(bytes, (size_t)n, "6308055203600001", 16));
	assert_null(memmem(bytes, (size_t)n, "/v1/visits", 10));
	assert_null(memmem(bytes, (size_t)n, "K7MPQ2R", 7));
	assert_int_equal(close(fd), 0);
}

static void
mirror__writes_nothing_in_clear(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 2);
	pass(fake, 2);
	assert_int_equal(copies(), 2);
	each_file(medium, find_words, NULL);
}

static void
mirror__medium_away_is_said_once_and_caught_up_with(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1);
	pass(fake, 2);
	assert_int_equal(rename(medium, away), 0);
	confirm(fake, 2, 1);
	pass(fake, 100);
	assert_number(fake, EVENTS "'away'", 1);
	assert_int_equal(mkdir(medium, 0700), 0); /* another one, empty */
	pass(fake, 40);
	assert_int_equal(copies(), 2);
	assert_number(fake, EVENTS "'away'", 1);
	assert_number(fake, EVENTS "'ok'", 1);
	each_file(away, remove_file, NULL);
	assert_int_equal(rmdir(away), 0);
}

static void
mirror__pulled_medium_does_not_pass_for_its_mount_point(void **state)
{
	struct fake_desk *fake = *state;

	mirror_free(mirror);
	assert_int_equal(
		mirror_new(&fake->desk, worker, fake->state.dir, fake->state.dir, &mirror),
		ST_OK);
	confirm(fake, 1, 1);
	pass(fake, 2);
	assert_number(fake, EVENTS "'away' AND detail='ST_GONE'", 1);
	assert_int_equal(second_copy_medium(fake->state.dir, fake->state.dir), ST_GONE);
	assert_int_equal(second_copy_medium("/nowhere", fake->state.dir), ST_NOT_FOUND);
}

static void
mirror__keeps_what_the_state_does_not_know(void **state)
{
	struct fake_desk *fake = *state;

	confirm(fake, 1, 1);
	confirm(fake, 2, 1);
	pass(fake, 2);
	state_tamper(&fake->state, "DELETE FROM request WHERE code='K7MPQ2R01'");
	pass(fake, 130);
	assert_int_equal(copies(), 2);
}

/* --- back -------------------------------------------------------------------------------------------------------------- */

static void
lose_state(struct fake_desk *fake)
{
	state_tamper(&fake->state, "DELETE FROM request");
	state_tamper(&fake->state, "DELETE FROM claim");
}

static void
restore__brings_back_what_is_lost_in_its_order_and_asks_first(void **state)
{
	struct fake_desk *fake = *state;
	struct second_copy_back back;
	const struct fake_http_request *first;

	confirm(fake, 1, 2);
	confirm(fake, 2, 2);
	pass(fake, 2);
	lose_state(fake);
	assert_int_equal(second_copy_restore(fake->state.store, medium, 5, &back), ST_OK);
	assert_int_equal(back.back, 4);
	assert_number(
		fake, "SELECT count(*) FROM request WHERE outcome_unknown=1 AND state=0", 4);
	assert_number(fake, "SELECT count(*) FROM claim WHERE person IS NOT NULL", 2);
	assert_number(fake,
		"SELECT count(*) FROM request a JOIN request b ON a.visit=b.visit"
		" WHERE a.kind='claim' AND b.kind='photo' AND a.id<b.id",
		2);
	assert_number(fake, "SELECT count(*) FROM journal WHERE event='state.request-back'", 4);
	accept_all(fake);
	outbox_kick(fake->desk.outbox);
	fake_desk_settle(fake);
	first = fake_http_request(&fake->http, 0);
	assert_string_equal(first->method, "GET");
	assert_number(fake, "SELECT count(*) FROM request WHERE state=2", 4);
	pass(fake, 70);
	assert_int_equal(copies(), 0);
}

static void
restore__leaves_what_is_known_as_it_is(void **state)
{
	struct fake_desk *fake = *state;
	struct second_copy_back back;

	confirm(fake, 1, 1);
	confirm(fake, 2, 1);
	pass(fake, 2);
	state_tamper(&fake->state, "UPDATE request SET state=2 WHERE code='K7MPQ2R01'");
	assert_int_equal(second_copy_restore(fake->state.store, medium, 5, &back), ST_OK);
	assert_int_equal(back.known, 2);
	assert_int_equal(back.back, 0);
	assert_number(fake, "SELECT state FROM request WHERE code='K7MPQ2R01'", 2);
}

static void
flip_byte(const char *path, void *ctx)
{
	int *left = ctx, fd;
	char byte;

	if ((*left)-- <= 0)
		return;
	fd = open(path, O_RDWR);
	assert_int_equal(pread(fd, &byte, 1, 60), 1);
	byte ^= 1;
	assert_int_equal(pwrite(fd, &byte, 1, 60), 1);
	assert_int_equal(close(fd), 0);
}

static void
restore__passes_over_a_damaged_file(void **state)
{
	struct fake_desk *fake = *state;
	struct second_copy_back back;
	int one = 1;

	confirm(fake, 1, 1);
	confirm(fake, 2, 1);
	pass(fake, 2);
	each_file(medium, flip_byte, &one);
	lose_state(fake);
	assert_int_equal(second_copy_restore(fake->state.store, medium, 5, &back), ST_OK);
	assert_int_equal(back.damaged, 1);
	assert_int_equal(back.back, 1);
	assert_int_equal(copies(), 2);
}

#define MIRROR_TEST(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		MIRROR_TEST(mirror__copies_each_request_and_removes_what_is_settled),
		MIRROR_TEST(mirror_round__removes_what_is_settled_before_it_is_due),
		MIRROR_TEST(mirror__writes_nothing_in_clear),
		MIRROR_TEST(mirror__medium_away_is_said_once_and_caught_up_with),
		MIRROR_TEST(mirror__pulled_medium_does_not_pass_for_its_mount_point),
		MIRROR_TEST(mirror__keeps_what_the_state_does_not_know),
		MIRROR_TEST(restore__brings_back_what_is_lost_in_its_order_and_asks_first),
		MIRROR_TEST(restore__leaves_what_is_known_as_it_is),
		MIRROR_TEST(restore__passes_over_a_damaged_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
