/* SPDX-License-Identifier: Apache-2.0 */
/* The control socket from both sides: whoever comes, whatever they say, the desk goes on and the state stays whole. */
#include "work/control.h"

#include "base/array.h"
#include "base/str.h"
#include "cli/cli.h"
#include "tests/fake/desk.h"
#include "work/change.h"
#include "work/door.h"
#include "work/outbox.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANSWER_MS = 20000, MANY = 3 * CONTROL_CLIENTS };

#define NOTE "{\"change\":\"note\",\"event\":\"log.read\",\"outcome\":\"ok\"}"
#define STAFF                                                                                  \
	"{\"change\":\"staff-add\",\"name\":\"Rina Sari\",\"initials\":\"RS\","                \
	"\"role\":\"officer\",\"pin\":\"192837\"}"
#define READINGS "SELECT count(*) FROM journal WHERE event='log.read'"

static struct control *control;

static int
new_control(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	assert_int_equal(control_new(&fake.desk, fake.state.dir, &control), ST_OK);
	*state = &fake;
	return 0;
}

static int
free_control(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_settle(fake);
	control_free(control);
	fake_desk_free(fake);
	return 0;
}

/* --- who asks --------------------------------------------------------------------------------------------------------- */

/* -1: nobody listens there. */
static int
knock(const char *dir)
{
	int at = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	struct sockaddr_un address;

	assert_true(at >= 0 && fd >= 0);
	door_address(at, CONTROL_NAME, &address);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
		assert_int_equal(close(fd), 0);
		fd = -1;
	}
	assert_int_equal(close(at), 0);
	return fd;
}

static int
come(struct fake_desk *fake)
{
	int fd = knock(fake->state.dir);

	assert_true(fd >= 0);
	return fd;
}

static void
say(int fd, const char *request, size_t n)
{
	assert_int_equal(send(fd, request, n, MSG_NOSIGNAL), n);
}

/* The desk goes on, whether or not it comes to rest. */
static void
turns(struct fake_desk *fake)
{
	for (int i = 0; i < 2 * MANY; i++)
		assert_int_equal(loop_turn(fake->desk.loop, 1), ST_OK);
}

static void
tick(struct fake_desk *fake, int64_t ms)
{
	fake_clock_advance(&fake->clock, ms);
	fake_desk_settle(fake);
	control_tick(control);
	fake_desk_settle(fake);
}

static bool
has_answer(int fd)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return poll(&p, 1, 0) > 0;
}

/* Lets the desk go on until there is the answer, and hangs up. "" : let go without one. */
static void
expect_answer(struct fake_desk *fake, int fd, const char *expected)
{
	int64_t end_ms = loop_now_ms() + ANSWER_MS;
	char bytes[CONTROL_BYTES_MAX] = "";
	ssize_t n;

	while (!has_answer(fd) && loop_now_ms() < end_ms)
		assert_int_equal(loop_turn(fake->desk.loop, 5), ST_OK);
	n = recv(fd, bytes, sizeof(bytes) - 1, 0);
	if (n < 0 && errno != ECONNRESET)
		fail_msg("no answer: %s", strerror(errno));
	assert_string_equal(bytes, expected);
	assert_int_equal(close(fd), 0);
}

static void
expect_status(struct fake_desk *fake, int fd, enum status st)
{
	char text[64];

	assert_int_equal(
		str_format(text, sizeof(text), "{\"status\":\"%s\"}", status_name(st)), ST_OK);
	expect_answer(fake, fd, text);
}

static void
expect_service(struct fake_desk *fake)
{
	int fd = come(fake);

	say(fd, NOTE, strlen(NOTE));
	expect_status(fake, fd, ST_OK);
}

/* --- what is asked ---------------------------------------------------------------------------------------------------- */

static void
note__is_written_with_its_actor(void **state)
{
	struct fake_desk *fake = *state;

	expect_service(fake);
	assert_int_equal(state_number(&fake->state, READINGS " AND actor='command-line' "
							     "AND outcome='ok'"),
		1);
}

static void
staff_add__lets_the_pin_in_and_journals_it(void **state)
{
	struct fake_desk *fake = *state;
	struct staff staff;
	int fd = come(fake);

	say(fd, STAFF, strlen(STAFF));
	expect_status(fake, fd, ST_OK);
	assert_int_equal(store_staff_check(fake->state.store, "192837", &staff), ST_OK);
	assert_string_equal(staff.id, "staff-RS");
	assert_string_equal(staff.name, "Rina Sari");
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM journal WHERE "
						    "event='staff.add' AND detail='officer'"),
		1);
	fd = come(fake);
	say(fd, STAFF, strlen(STAFF));
	expect_status(fake, fd, ST_EXISTS);
}

#define SARI                                                                                   \
	"{\"change\":\"staff-add\",\"name\":\"Sari\",\"initials\":\"SR\","                     \
	"\"role\":\"supervisor\",\"pin\":\"640917\"}"
#define DISABLE(pin)                                                                           \
	"{\"change\":\"staff-disable\",\"initials\":\"RN\",\"supervisor\":\"" pin "\"}"
#define BY_SARI                                                                                \
	"SELECT count(*) FROM journal WHERE actor='staff-SR' AND detail='staff-RN' AND event="

static void
ask_for(struct fake_desk *fake, const char *request, enum status st)
{
	int fd = come(fake);

	say(fd, request, strlen(request));
	expect_status(fake, fd, st);
}

static void
accounts__are_changed_by_a_supervisor_as_soon_as_there_is_one(void **state)
{
	struct fake_desk *fake = *state;

	ask_for(fake, SARI, ST_OK); /* the first one is made by whoever has the machine */
	ask_for(fake, STAFF, ST_REFUSED);
	ask_for(fake, DISABLE(""), ST_REFUSED);
	ask_for(fake, DISABLE("482915"), ST_REFUSED); /* the officer's own */
	ask_for(fake, DISABLE("640917"), ST_OK);
	assert_int_equal(fake->desk.staff_changed, 2);
	assert_int_equal(state_number(&fake->state, BY_SARI "'staff.disable'"), 1);
	assert_int_equal(store_staff_is_open(fake->state.store, "staff-RN"), ST_NOT_FOUND);
	ask_for(fake, DISABLE("640917"), ST_NOT_FOUND);
	ask_for(fake,
		"{\"change\":\"staff-enable\",\"initials\":\"RN\",\"supervisor\":\"640917\"}",
		ST_OK);
	assert_int_equal(store_staff_is_open(fake->state.store, "staff-RN"), ST_OK);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM journal WHERE "
						    "event='staff.wrong-pin' AND "
						    "actor='command-line' AND detail='command-line'"),
		1);
}

static void
accounts__wrong_supervisor_pins_close_the_way(void **state)
{
	struct fake_desk *fake = *state;

	ask_for(fake, SARI, ST_OK);
	for (int i = 0; i < 4; i++)
		ask_for(fake, DISABLE("918273"), ST_REFUSED);
	ask_for(fake, DISABLE("918273"), ST_AGAIN);
	ask_for(fake, DISABLE("640917"), ST_AGAIN); /* not even looked at */
	fake_clock_advance(&fake->clock, 16000);
	ask_for(fake, DISABLE("640917"), ST_OK);
}

/* Nobody at the pad keeps a supervisor at a desk from opening it again. */
static void
kiosk__that_wrong_pins_closed_is_opened_by_command_at_once(void **state)
{
	struct fake_desk *fake = *state;
	const struct staff_try wrong = { "918273", "", desk_wall_ms(&fake->desk) };
	const struct staff_try right = { "730264", "", desk_wall_ms(&fake->desk) };
	struct staff_answer answer;

	ask_for(fake, SARI, ST_OK);
	for (int i = 0; i <= PIN_TRIES_FREE; i++)
		assert_int_equal(store_staff_enter(fake->state.store, &wrong, &answer), ST_OK);
	assert_int_equal(answer.wait_s, 15);
	ask_for(fake,
		"{\"change\":\"staff-unlock\",\"initials\":\"-\",\"supervisor\":\"640917\"}",
		ST_OK);
	assert_int_equal(store_staff_enter(fake->state.store, &right, &answer), ST_OK);
	assert_int_equal(answer.door, DOOR_OPEN);
}

static void
accounts__take_a_new_pin_a_card_and_forgiveness(void **state)
{
	const struct staff_try with_card = { "927351", "31415926535897932384626433832795",
		INT64_C(1795395600000) };
	struct fake_desk *fake = *state;
	struct staff_answer answer;

	ask_for(fake, "{\"change\":\"staff-pin\",\"initials\":\"RN\",\"pin\":\"730264\"}",
		ST_EXISTS);
	ask_for(fake, "{\"change\":\"staff-pin\",\"initials\":\"RN\",\"pin\":\"927351\"}",
		ST_OK);
	ask_for(fake,
		"{\"change\":\"staff-card\",\"initials\":\"RN\",\"card\":"
		"\"31415926535897932384626433832795\"}",
		ST_OK);
	assert_int_equal(store_staff_enter(fake->state.store, &with_card, &answer), ST_OK);
	assert_int_equal(answer.door, DOOR_OPEN);
	ask_for(fake, "{\"change\":\"staff-unlock\",\"initials\":\"-\"}", ST_OK);
	ask_for(fake, "{\"change\":\"staff-unlock\",\"initials\":\"XX\"}", ST_NOT_FOUND);
	assert_int_equal(state_number(&fake->state,
				 "SELECT count(*) FROM journal WHERE actor='command-line' AND "
				 "event IN ('staff.new-pin','staff.card','staff.unlock')"),
		3);
}

static void
sync__is_answered_when_the_outbox_is_at_rest(void **state)
{
	static const char request[] = "{\"change\":\"sync\"}";
	struct fake_desk *fake = *state;
	int fd = come(fake);

	worker_hold(fake->desk.store_worker); /* the question for the states hangs there */
	say(fd, request, sizeof(request) - 1);
	for (int i = 0; i < 20; i++) {
		assert_int_equal(loop_turn(fake->desk.loop, 1), ST_OK);
		outbox_tick(fake->desk.outbox);
		control_tick(control);
	}
	assert_false(has_answer(fd));
	worker_release(fake->desk.store_worker);
	tick(fake, 250);
	expect_status(fake, fd, ST_OK);
}

static void
sync__that_never_rests__is_told_so_in_its_time(void **state)
{
	static const char request[] = "{\"change\":\"sync\"}";
	struct fake_desk *fake = *state;
	int fd = come(fake);

	worker_hold(fake->desk.store_worker);
	say(fd, request, sizeof(request) - 1);
	turns(fake);
	fake_clock_advance(&fake->clock, 5 * 60 * 1000);
	control_tick(control);
	expect_status(fake, fd, ST_TIMEOUT);
	worker_release(fake->desk.store_worker);
	fake_desk_settle(fake);
	expect_service(fake);
}

static const struct refused {
	const char *request;
	enum status st;
} refused[] = {
	{ "{", ST_INVALID },
	{ "{\"change\":\"note\",\"event\":\"log.read\",\"outc", ST_INVALID },
	{ NOTE NOTE, ST_INVALID },
	{ "[]", ST_INVALID },
	{ "null", ST_INVALID },
	{ "\"change\"", ST_INVALID },
	{ "{}", ST_INVALID },
	{ "{\"change\":7}", ST_INVALID },
	{ "{\"change\":\"\"}", ST_UNSUPPORTED },
	{ "{\"change\":\"erase\"}", ST_UNSUPPORTED },
	{ "{\"change\":\"a name longer than any that there is\"}", ST_UNSUPPORTED },
	{ "{\"change\":\"note\",\"change\":\"note\"}", ST_INVALID },
	{ "{\"change\":\"note\",\"event\":\"log.read\"}", ST_INVALID },
	{ "{\"change\":\"note\",\"event\":\"kiosk.stop\",\"outcome\":\"ok\"}", ST_INVALID },
	{ "{\"change\":\"note\",\"event\":\"log.read\",\"outcome\":"
	  "\"an outcome that has no place in the journal\"}",
		ST_TOO_LONG },
	{ "{\"change\":\"staff-add\",\"name\":\"\xff\"}", ST_INVALID },
	{ "{\"change\":\"staff-add\",\"name\":\"R\",\"initials\":\"R\",\"role\":\"officer\"}",
		ST_INVALID },
	{ "{\"change\":\"staff-add\",\"name\":\"R\",\"initials\":\"R\",\"role\":\"officer\","
	  "\"pin\":\"1928370000000000\"}",
		ST_TOO_LONG },
	{ "{\"change\":\"staff-add\",\"name\":\"R\",\"initials\":\"R\",\"role\":\"officer\","
	  "\"pin\":\"123456\"}",
		ST_INVALID },
	{ "{\"change\":\"staff-disable\"}", ST_INVALID },
	{ "{\"change\":\"staff-pin\",\"initials\":\"RN\",\"pin\":\"123456\"}", ST_INVALID },
	{ "{\"change\":\"staff-card\",\"initials\":\"RN\"}", ST_INVALID },
	{ "{\"change\":\"staff-enable\",\"initials\":\"XX\"}", ST_NOT_FOUND },
	{ "{\"change\":\"staff-add\",\"name\":\"R\",\"initials\":\"R\",\"role\":\"king\","
	  "\"pin\":\"192837\"}",
		ST_INVALID },
};

static void
request__that_is_not_one__is_refused_and_changes_nothing(void **state)
{
	struct fake_desk *fake = *state;
	int64_t before = state_number(&fake->state, "SELECT count(*) FROM journal");

	for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
		int fd = come(fake);

		say(fd, refused[i].request, strlen(refused[i].request));
		expect_status(fake, fd, refused[i].st);
	}
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM journal"), before);
	assert_int_equal(state_number(&fake->state, "SELECT count(*) FROM staff"), 2);
}

static void
request__of_the_longest__is_heard_and_of_one_more_is_not(void **state)
{
	struct fake_desk *fake = *state;
	char bytes[CONTROL_BYTES_MAX + 1];
	int fd = come(fake);

	memset(bytes, ' ', sizeof(bytes));
	memcpy(bytes, NOTE, strlen(NOTE));
	say(fd, bytes, CONTROL_BYTES_MAX);
	expect_status(fake, fd, ST_OK);
	fd = come(fake);
	say(fd, bytes, sizeof(bytes));
	expect_status(fake, fd, ST_TOO_LONG);
}

static void
row__of_the_table__is_whole(void **state)
{
	size_t n;
	const struct change_row *rows = change_table(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_true(rows[i].run || rows[i].begin);
		assert_true(rows[i].begin || rows[i].is_done == NULL);
		assert_true(rows[i].longest_ms > 0);
		assert_true(strlen(rows[i].name) < 24);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(rows[i].name, rows[j].name);
	}
}

/* --- who is slow, many, or gone --------------------------------------------------------------------------------------- */

static void
guest__that_does_not_ask__is_let_go(void **state)
{
	struct fake_desk *fake = *state;
	int fd = come(fake);

	fake_desk_settle(fake);
	tick(fake, CONTROL_REQUEST_MS - 1);
	assert_false(has_answer(fd));
	tick(fake, 1);
	expect_answer(fake, fd, "");
	expect_service(fake);
}

static void
guests__of_whom_there_are_many__are_all_heard_in_turn(void **state)
{
	struct fake_desk *fake = *state;
	int silent[CONTROL_CLIENTS], asking[CONTROL_CLIENTS];

	for (size_t i = 0; i < CONTROL_CLIENTS; i++)
		silent[i] = come(fake);
	turns(fake);
	for (size_t i = 0; i < CONTROL_CLIENTS; i++) {
		asking[i] = come(fake);
		say(asking[i], NOTE, strlen(NOTE));
	}
	tick(fake, 250);
	for (size_t i = 0; i < CONTROL_CLIENTS; i++)
		assert_false(has_answer(asking[i]));
	tick(fake, CONTROL_REQUEST_MS);
	for (size_t i = 0; i < CONTROL_CLIENTS; i++) {
		expect_answer(fake, silent[i], "");
		expect_status(fake, asking[i], ST_OK);
	}
	assert_int_equal(state_number(&fake->state, READINGS), CONTROL_CLIENTS);
}

static void
guest__that_goes_without_asking__leaves_its_place(void **state)
{
	struct fake_desk *fake = *state;

	for (int i = 0; i < MANY; i++) {
		assert_int_equal(close(come(fake)), 0);
		fake_desk_settle(fake);
	}
	expect_service(fake);
}

static void
guest__that_goes_in_the_middle__has_its_change_made(void **state)
{
	struct fake_desk *fake = *state;

	for (int i = 0; i < MANY; i++) {
		int fd = come(fake);

		worker_hold(fake->desk.store_worker);
		say(fd, NOTE, strlen(NOTE));
		turns(fake);
		assert_int_equal(close(fd), 0);
		turns(fake);
		worker_release(fake->desk.store_worker);
		fake_desk_settle(fake);
	}
	assert_int_equal(state_number(&fake->state, READINGS), MANY);
	expect_service(fake);
}

static void
guest__that_goes_during_a_sync__leaves_its_place(void **state)
{
	static const char request[] = "{\"change\":\"sync\"}";
	struct fake_desk *fake = *state;

	for (int i = 0; i < MANY; i++) {
		int fd = come(fake);

		say(fd, request, sizeof(request) - 1);
		turns(fake);
		assert_int_equal(close(fd), 0);
		fake_desk_settle(fake);
	}
	expect_service(fake);
}

static void
guest__that_takes_no_answer__holds_nobody(void **state)
{
	struct fake_desk *fake = *state;
	int fds[MANY];

	for (int i = 0; i < MANY; i++) {
		fds[i] = come(fake);
		say(fds[i], NOTE, strlen(NOTE));
		say(fds[i], NOTE, strlen(NOTE)); /* one too many: nobody reads it */
		fake_desk_settle(fake);
	}
	expect_service(fake);
	for (int i = 0; i < MANY; i++)
		assert_int_equal(close(fds[i]), 0);
	assert_int_equal(state_number(&fake->state, READINGS), MANY + 1);
}

static void
store__that_hangs__is_told_and_the_change_is_made_later(void **state)
{
	struct fake_desk *fake = *state;
	int fd = come(fake);

	worker_hold(fake->desk.store_worker);
	say(fd, NOTE, strlen(NOTE));
	turns(fake);
	fake_clock_advance(&fake->clock, 60 * 1000);
	control_tick(control);
	expect_status(fake, fd, ST_TIMEOUT);
	assert_int_equal(state_number(&fake->state, READINGS), 0);
	worker_release(fake->desk.store_worker);
	fake_desk_settle(fake);
	assert_int_equal(state_number(&fake->state, READINGS), 1);
}

/* --- the socket ------------------------------------------------------------------------------------------------------- */

static mode_t
mode_of(const struct state *state)
{
	char path[STATE_PATH];
	struct stat info = { 0 };

	state_path(state, "control", path);
	return stat(path, &info) == 0 ? info.st_mode : 0;
}

static void
socket__is_its_owner_s_alone_and_goes_in_order(void **state)
{
	struct fake_desk *fake = *state;
	int fd = come(fake);

	assert_int_equal(mode_of(&fake->state), S_IFSOCK | 0600);
	worker_hold(fake->desk.store_worker);
	say(fd, NOTE, strlen(NOTE));
	turns(fake);
	control_stop(control);
	assert_int_equal(mode_of(&fake->state), 0);
	assert_int_equal(knock(fake->state.dir), -1);
	worker_release(fake->desk.store_worker);
	expect_status(fake, fd, ST_OK); /* what had begun is still answered */
}

static void
socket__that_a_crash_left__is_replaced(void **state)
{
	struct fake_desk *fake = *state;
	struct sockaddr_un address;
	int at, left;

	control_free(control);
	at = open(fake->state.dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	left = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	door_address(at, CONTROL_NAME, &address);
	assert_int_equal(bind(left, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(close(left), 0);
	assert_int_equal(close(at), 0);
	assert_int_equal(knock(fake->state.dir), -1);
	assert_int_equal(control_new(&fake->desk, fake->state.dir, &control), ST_OK);
	assert_int_equal(mode_of(&fake->state), S_IFSOCK | 0600);
	expect_service(fake);
}

static void
file__with_the_socket_s_name__is_left_alone(void **state)
{
	struct fake_desk *fake = *state;
	char path[STATE_PATH];
	struct control *second = NULL;
	int fd;

	control_free(control);
	control = NULL;
	state_path(&fake->state, "control", path);
	fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0640);
	assert_true(fd >= 0);
	assert_int_equal(close(fd), 0);
	assert_int_equal(control_new(&fake->desk, fake->state.dir, &second), ST_EXISTS);
	assert_null(second);
	assert_int_equal(mode_of(&fake->state), S_IFREG | 0640);
}

static void
socket__of_a_path_longer_than_an_address__serves(void **state)
{
	enum { DEPTH = 5 };
	static const char name[] = "/a-folder-of-a-state-with-a-rather-long-name";
	struct fake_desk *fake = *state;
	char dir[STATE_PATH + DEPTH * sizeof(name)];
	struct control *far = NULL;
	int fd;

	assert_int_equal(str_copy(dir, sizeof(dir), fake->state.dir), ST_OK);
	for (int i = 0; i < DEPTH; i++) {
		memcpy(dir + strlen(dir), name, sizeof(name));
		assert_int_equal(mkdir(dir, 0700), 0);
	}
	assert_true(strlen(dir) > sizeof(((struct sockaddr_un *)NULL)->sun_path));
	assert_int_equal(control_new(&fake->desk, dir, &far), ST_OK);
	fd = knock(dir);
	assert_true(fd >= 0);
	say(fd, NOTE, strlen(NOTE));
	expect_status(fake, fd, ST_OK);
	control_free(far);
	for (int i = 0; i < DEPTH; i++) {
		assert_int_equal(rmdir(dir), 0);
		*strrchr(dir, '/') = '\0';
	}
}

static void
user__other_than_root_and_the_kiosk_s__is_not_heard(void **state)
{
	(void)state;
	assert_true(door_hears(0, 1000));
	assert_true(door_hears(0, 0));
	assert_true(door_hears(1000, 1000));
	assert_false(door_hears(1001, 1000));
	assert_false(door_hears(1000, 0));
}

/* --- a command on the other side -------------------------------------------------------------------------------------- */

static enum status
ask(const char *dir, int budget_ms)
{
	json_t *request = json_pack("{s:s}", "change", "sync");
	enum status st = cli_ask(dir, request, budget_ms);

	json_decref(request);
	return st;
}

struct other_side {
	int listener;
	const char *says; /* NULL: hangs up */
};

static void *
answer_once(void *arg)
{
	struct other_side *side = arg;
	char bytes[CONTROL_BYTES_MAX];
	int fd = accept4(side->listener, NULL, NULL, SOCK_CLOEXEC);
	bool told = fd >= 0 && recv(fd, bytes, sizeof(bytes), 0) > 0 &&
		    (side->says == NULL ||
			    send(fd, side->says, strlen(side->says), MSG_NOSIGNAL) > 0);

	(void)close(fd);
	return told ? side : NULL;
}

static void
expect_asked(const char *dir, struct other_side *side, enum status st)
{
	pthread_t thread;
	void *told = NULL;

	assert_int_equal(pthread_create(&thread, NULL, answer_once, side), 0);
	assert_int_equal(ask(dir, ANSWER_MS), st);
	assert_int_equal(pthread_join(thread, &told), 0);
	assert_ptr_equal(told, side);
}

static void
command__without_a_kiosk_that_answers__is_told_in_its_time(void **state)
{
	static const struct {
		const char *says;
		enum status st;
	} cases[] = {
		{ "{\"status\":\"ST_OK\"}", ST_OK },
		{ "{\"status\":\"ST_DISK_FULL\",\"more\":1}", ST_DISK_FULL },
		{ "{\"status\":\"ST_OF_ANOTHER_VERSION\"}", ST_UNSUPPORTED },
		{ "{\"status\":\"ST_", ST_UNSUPPORTED },
		{ "{}", ST_UNSUPPORTED },
		{ NULL, ST_GONE },
	};
	struct fake_desk *fake = *state;
	const char *dir = fake->state.dir;
	struct other_side side;
	struct sockaddr_un address;
	int at;

	assert_true(cli_kiosk_listens(dir));
	control_free(control);
	control = NULL;
	assert_false(cli_kiosk_listens(dir));
	assert_int_equal(ask(dir, 60), ST_UNREACHABLE);
	at = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	side.listener = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	door_address(at, CONTROL_NAME, &address);
	assert_int_equal(bind(side.listener, (struct sockaddr *)&address, sizeof(address)), 0);
	assert_int_equal(ask(dir, 60), ST_UNREACHABLE);
	assert_int_equal(listen(side.listener, 1), 0);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		side.says = cases[i].says;
		expect_asked(dir, &side, cases[i].st);
	}
	assert_int_equal(ask(dir, 60), ST_TIMEOUT); /* in the queue for ever */
	assert_int_equal(close(side.listener), 0);
	assert_int_equal(close(at), 0);
}

#define CONTROL_TEST(f) cmocka_unit_test_setup_teardown(f, new_control, free_control)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		CONTROL_TEST(note__is_written_with_its_actor),
		CONTROL_TEST(staff_add__lets_the_pin_in_and_journals_it),
		CONTROL_TEST(accounts__are_changed_by_a_supervisor_as_soon_as_there_is_one),
		CONTROL_TEST(accounts__wrong_supervisor_pins_close_the_way),
		CONTROL_TEST(kiosk__that_wrong_pins_closed_is_opened_by_command_at_once),
		CONTROL_TEST(accounts__take_a_new_pin_a_card_and_forgiveness),
		CONTROL_TEST(sync__is_answered_when_the_outbox_is_at_rest),
		CONTROL_TEST(sync__that_never_rests__is_told_so_in_its_time),
		CONTROL_TEST(request__that_is_not_one__is_refused_and_changes_nothing),
		CONTROL_TEST(request__of_the_longest__is_heard_and_of_one_more_is_not),
		cmocka_unit_test(row__of_the_table__is_whole),
		CONTROL_TEST(guest__that_does_not_ask__is_let_go),
		CONTROL_TEST(guests__of_whom_there_are_many__are_all_heard_in_turn),
		CONTROL_TEST(guest__that_goes_without_asking__leaves_its_place),
		CONTROL_TEST(guest__that_goes_in_the_middle__has_its_change_made),
		CONTROL_TEST(guest__that_goes_during_a_sync__leaves_its_place),
		CONTROL_TEST(guest__that_takes_no_answer__holds_nobody),
		CONTROL_TEST(store__that_hangs__is_told_and_the_change_is_made_later),
		CONTROL_TEST(socket__is_its_owner_s_alone_and_goes_in_order),
		CONTROL_TEST(socket__that_a_crash_left__is_replaced),
		CONTROL_TEST(file__with_the_socket_s_name__is_left_alone),
		CONTROL_TEST(socket__of_a_path_longer_than_an_address__serves),
		cmocka_unit_test(user__other_than_root_and_the_kiosk_s__is_not_heard),
		CONTROL_TEST(command__without_a_kiosk_that_answers__is_told_in_its_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
