/* SPDX-License-Identifier: Apache-2.0 */
/* Terminals at desks over the real socket: what they are shown, what their keys do, and what they can cost. */
#include "work/attach.h"

#include "base/array.h"
#include "base/attach_wire.h"
#include "base/str.h"
#include "base/utf8.h"
#include "tests/fake/desk.h"
#include "ui/frame.h"
#include "work/door.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WAIT_MS = 20000, QUIET_TURNS = 40 };

#define NIK "6308055203600001"

struct scene {
	struct fake_desk fake;
	struct canvas drawn_on;
	struct attach *attach;
};

/* One terminal: the last picture, and how it ended. */
struct guest {
	struct scene *scene;
	int fd;
	struct canvas canvas;
	struct frame_head head;
	struct attach_message over;
	bool closed;
	int pictures;
};

static int
begin(void **state)
{
	static const struct staff tono = { "staff-TN", "Tono", "TN", "supervisor" };
	static struct scene scene;
	const struct attach_painter painter = { frame_of_page, &scene.drawn_on };

	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	fake_desk_new(&scene.fake);
	fake_desk_straight_centre(&scene.fake);
	assert_int_equal(store_staff_add(scene.fake.state.store, &tono, "951753", 1), ST_OK);
	canvas_init(&scene.drawn_on);
	assert_int_equal(attach_new(&scene.fake.desk, scene.fake.visit, scene.fake.state.dir,
				 &painter, &scene.attach),
		ST_OK);
	*state = &scene;
	return 0;
}

static int
end(void **state)
{
	struct scene *scene = *state;

	attach_stop(scene->attach);
	fake_desk_settle(&scene->fake);
	attach_free(scene->attach);
	fake_desk_free(&scene->fake);
	canvas_free(&scene->drawn_on);
	return 0;
}

/* --- a terminal ----------------------------------------------------------------------------------------------------- */

static void
turn(struct scene *scene)
{
	assert_int_equal(loop_turn(scene->fake.desk.loop, 5), ST_OK);
}

static void
come(struct scene *scene, struct guest *guest)
{
	int dir = open(scene->fake.state.dir, O_PATH | O_DIRECTORY | O_CLOEXEC);

	*guest = (struct guest){ .scene = scene, .fd = -1 };
	canvas_init(&guest->canvas);
	assert_int_equal(door_knock(dir, ATTACH_NAME, &guest->fd), ST_OK);
	assert_int_equal(close(dir), 0);
}

static void
go(struct guest *guest)
{
	if (guest->fd >= 0)
		assert_int_equal(close(guest->fd), 0);
	guest->fd = -1;
	canvas_free(&guest->canvas);
}

static void
say(struct guest *guest, const struct attach_message *message)
{
	uint8_t bytes[ATTACH_MESSAGE_MAX];
	size_t n = 0;

	assert_int_equal(attach_wire_put(message, bytes, &n), ST_OK);
	assert_int_equal(send(guest->fd, bytes, n, MSG_NOSIGNAL), n);
}

static void
greet(struct guest *guest, int version)
{
	say(guest, &(struct attach_message){ .kind = ATTACH_HELLO,
			   .version = version,
			   .columns = 80,
			   .rows = 22,
			   .program = "9.9" });
}

static void
take(struct guest *guest)
{
	static uint8_t bytes[ATTACH_PACKET_MAX];
	ssize_t n;

	while ((n = recv(guest->fd, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0)
		if (bytes[0] == ATTACH_FRAME) {
			assert_int_equal(
				frame_take(bytes, (size_t)n, &guest->canvas, &guest->head),
				ST_OK);
			guest->pictures++;
		} else {
			assert_int_equal(
				attach_wire_take(bytes, (size_t)n, &guest->over), ST_OK);
		}
	if (n == 0 || errno == ECONNRESET)
		guest->closed = true;
}

static const char *
picture(const struct guest *guest)
{
	static char text[4 * 160 * 50 + 50 + 1];
	size_t n = 0;

	for (int i = 0; i < guest->canvas.columns * guest->canvas.rows; i++) {
		if (guest->canvas.cell[i].ch)
			n += utf8_put(text + n, guest->canvas.cell[i].ch);
		if ((i + 1) % guest->canvas.columns == 0)
			text[n++] = '\n';
	}
	text[n] = '\0';
	return text;
}

static bool
shows(const struct guest *guest, const char *text)
{
	return strstr(picture(guest), text) != NULL;
}

static void
wait_for(struct guest *guest, const char *text)
{
	int64_t end_ms = loop_now_ms() + WAIT_MS;

	while (take(guest), !shows(guest, text)) {
		if (loop_now_ms() > end_ms)
			fail_msg("no \"%s\" in:\n%s", text, picture(guest));
		turn(guest->scene);
	}
}

static void
wait_for_end(struct guest *guest)
{
	int64_t end_ms = loop_now_ms() + WAIT_MS;

	while (take(guest), !guest->closed) {
		assert_true(loop_now_ms() < end_ms);
		turn(guest->scene);
	}
}

static void
press(struct guest *guest, const char *keys)
{
	for (; *keys; keys++) {
		enum action_kind kind = *keys == '\r'  ? ACTION_ENTER
					: *keys == '*' ? ACTION_BACK
					: *keys == '+' ? ACTION_STAFF
					: *keys == '-' ? ACTION_ERASE
						       : ACTION_DIGIT;

		say(guest, &(struct attach_message){ .kind = ATTACH_KEY,
				   .action = (int)kind,
				   .ch = kind == ACTION_DIGIT ? (uint32_t)*keys : 0 });
		for (int i = 0; i < 3; i++)
			turn(guest->scene);
		fake_desk_settle(&guest->scene->fake);
	}
}

/* As one who is there and has signed in. */
static void
sign_in(struct scene *scene, struct guest *guest, const char *pin)
{
	come(scene, guest);
	greet(guest, ATTACH_VERSION);
	wait_for(guest, "ketik PIN Anda");
	press(guest, pin);
	press(guest, "\r");
	wait_for(guest, "Meja petugas ");
}

static void
expect_rows(struct scene *scene, int n, const char *where)
{
	char sql[256];

	fake_desk_settle(&scene->fake);
	assert_int_equal(
		str_format(sql, sizeof(sql), "SELECT count(*) FROM journal WHERE %s", where),
		ST_OK);
	assert_int_equal(state_number(&scene->fake.state, sql), n);
}

static const char *
band(const struct scene *scene)
{
	return fake_desk_page(&scene->fake)->band;
}

/* --- signing in ----------------------------------------------------------------------------------------------------- */

static void
socket__is_for_the_kiosk_s_user_alone(void **state)
{
	struct scene *scene = *state;
	char path[STATE_PATH];
	struct stat found;

	state_path(&scene->fake.state, ATTACH_NAME, path);
	assert_int_equal(stat(path, &found), 0);
	assert_true(S_ISSOCK(found.st_mode));
	assert_int_equal(found.st_mode & 0777, 0600);
}

static void
before_the_pin__nothing_of_the_kiosk_is_shown(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "11630+");
	come(scene, &guest);
	greet(&guest, ATTACH_VERSION);
	wait_for(&guest, "ketik PIN Anda");
	press(&guest, "1234");
	wait_for(&guest, "███ ███ ███ ███");
	assert_false(shows(&guest, "1234"));
	assert_false(shows(&guest, "NIK"));
	assert_false(shows(&guest, "memanggil"));
	press(&guest, "\r");
	wait_for(&guest, "PIN ada 6 angka");
	assert_string_equal(band(scene), "");
	go(&guest);
}

static void
wrong_pins__at_the_desk__close_the_kiosk_s_door_too(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	come(scene, &guest);
	greet(&guest, ATTACH_VERSION);
	for (int i = 0; i < 5; i++) {
		press(&guest, "111222\r");
		wait_for(&guest, "PIN itu tidak dikenal.");
		press(&guest, "-"); /* the notice goes */
	}
	press(&guest, "482915\r");
	wait_for(&guest, "PIN terlalu sering salah. Tunggu");
	fake_desk_press(&scene->fake, "1+1482915\r");
	fake_desk_expect(&scene->fake, "pin");
	expect_rows(scene, 6, "event='staff.wrong-pin' AND actor='desk' AND detail='kiosk' AND "
			       "outcome<>'ok'");
	expect_rows(scene, 0, "event='staff.attach'");
	fake_clock_advance(&scene->fake.clock, 16000);
	press(&guest, "482915\r");
	wait_for(&guest, "Meja petugas RN");
	expect_rows(scene, 1, "event='staff.attach' AND actor='staff-RN' AND detail='officer'");
	go(&guest);
}

static void
technician__does_not_serve_participants(void **state)
{
	static const struct staff kaka = { "staff-KK", "Kaka", "KK", "technician" };
	struct scene *scene = *state;
	struct guest guest;

	assert_int_equal(store_staff_add(scene->fake.state.store, &kaka, "862597", 1), ST_OK);
	come(scene, &guest);
	greet(&guest, ATTACH_VERSION);
	press(&guest, "862597\r");
	wait_for(&guest, "Akun Anda tidak melayani peserta");
	expect_rows(scene, 0, "event='staff.attach'");
	go(&guest);
}

/* --- the call list -------------------------------------------------------------------------------------------------- */

static void
call_list__says_who_calls_at_which_step_and_no_name(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	sign_in(scene, &guest, "482915");
	wait_for(&guest, "Tidak ada peserta");
	fake_desk_press(&scene->fake, "11" NIK "\r11");
	fake_desk_press(&scene->fake, "+");
	wait_for(&guest, "Peserta memanggil petugas");
	assert_true(shows(&guest, "Ambil uang JHT"));
	assert_false(shows(&guest, "SITI"));
	assert_false(shows(&guest, NIK));
	go(&guest);
}

static void
hand_overs_and_claims__that_wait_are_listed(void **state)
{
	struct scene *scene = *state;
	const struct handover_put handover = { .code = "K7MPQ2RXA",
		.visit = "01890a5d-ac96-774b-bcce-b302099a8057",
		.nik = NIK,
		.why = "over-limit",
		.priority = true,
		.blob = "x",
		.n = 1,
		.now_ms = 1795395600000 };
	struct guest guest;

	assert_int_equal(store_handover_put(scene->fake.state.store, &handover, NULL), ST_OK);
	sign_in(scene, &guest, "482915");
	wait_for(&guest, "1 menunggu");
	press(&guest, "4");
	wait_for(&guest, "Serahan dari peserta: 1 dari 1");
	assert_true(shows(&guest, "K7MP-Q2RX-A"));
	assert_true(shows(&guest, "Uang di atas batas"));
	assert_true(shows(&guest, "Layani lebih dulu"));
	press(&guest, "9");
	wait_for(&guest, "Klaim yang menunggu petugas");
	press(&guest, "3");
	wait_for(&guest, "Tidak ada klaim yang menunggu");
	go(&guest);
}

/* --- looking on and helping ------------------------------------------------------------------------------------------ */

static void
watching__shows_the_screen_and_types_nothing(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "11");
	sign_in(scene, &guest, "482915");
	press(&guest, "1");
	wait_for(&guest, "ANDA MELIHAT LAYAR PESERTA");
	wait_for(&guest, "Berapa NIK Anda?");
	assert_string_equal(band(scene), "PETUGAS MELIHAT LAYAR INI (dari meja): RN");
	press(&guest, "7");
	wait_for(&guest, "Anda hanya melihat");
	assert_string_equal(fake_desk_page(&scene->fake)->field.typed, "");
	fake_desk_press(&scene->fake, NIK "\r");
	wait_for(&guest, "Apakah ini Anda?");
	press(&guest, "*");
	wait_for(&guest, "Lihat layar peserta");
	assert_string_equal(band(scene), "");
	expect_rows(scene, 1,
		"event='staff.watch' AND actor='staff-RN' AND detail='nik' AND "
		"visit IS NOT NULL");
	expect_rows(scene, 1, "event='staff.leave' AND detail='watch'");
	go(&guest);
}

static void
helping__types_for_the_participant_and_hands_back(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "11+");
	sign_in(scene, &guest, "482915");
	press(&guest, "1\r");
	wait_for(&guest, "ANDA MEMBANTU PESERTA DARI MEJA");
	assert_string_equal(band(scene), "PETUGAS MEMBANTU (dari meja): RN");
	fake_desk_expect(&scene->fake, "nik");
	press(&guest, NIK "\r");
	wait_for(&guest, "Apakah ini Anda?");
	press(&guest, "+");
	wait_for(&guest, "Selesai membantu");
	press(&guest, "5");
	wait_for(&guest, "ANDA MELIHAT LAYAR PESERTA");
	fake_desk_expect(&scene->fake, "is_this_you");
	assert_string_equal(band(scene), "PETUGAS MELIHAT LAYAR INI (dari meja): RN");
	fake_desk_press(&scene->fake, "1");
	expect_rows(
		scene, 1, "event='staff.join' AND actor='staff-RN' AND detail='officer desk'");
	go(&guest);
}

static void
second_terminal__looks_on_and_is_told_who_helps(void **state)
{
	struct scene *scene = *state;
	struct guest first, second;

	fake_desk_press(&scene->fake, "11");
	sign_in(scene, &first, "482915");
	sign_in(scene, &second, "730264");
	press(&first, "1\r");
	press(&second, "1");
	wait_for(&second, "ANDA MELIHAT. RN sedang membantu.");
	assert_string_equal(band(scene), "PETUGAS MEMBANTU (dari meja): RN. MELIHAT: BD");
	press(&second, "\r");
	wait_for(&second, "Petugas lain sedang membantu");
	press(&second, "6");
	assert_string_equal(fake_desk_page(&scene->fake)->field.typed, "");
	press(&first, "6");
	assert_string_equal(fake_desk_page(&scene->fake)->field.typed, "6");
	go(&first);
	wait_for(&second, "ANDA MELIHAT LAYAR PESERTA");
	press(&second, "\r");
	wait_for(&second, "ANDA MEMBANTU PESERTA");
	go(&second);
}

static void
visit__that_ends_under_a_watcher__is_followed_by_the_list(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "1");
	sign_in(scene, &guest, "482915");
	press(&guest, "1");
	wait_for(&guest, "ANDA MELIHAT");
	fake_desk_press(&scene->fake, "*");
	fake_desk_pass(&scene->fake, 30000);
	fake_desk_press(&scene->fake, "1");
	wait_for(&guest, "Kunjungan peserta sudah selesai");
	assert_string_equal(band(scene), "");
	go(&guest);
}

/* --- rights end ----------------------------------------------------------------------------------------------------- */

static void
rights__end_60_s_after_the_last_key(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "11");
	sign_in(scene, &guest, "482915");
	press(&guest, "1\r");
	wait_for(&guest, "ANDA MEMBANTU");
	fake_clock_advance(&scene->fake.clock, 60000);
	wait_for(&guest, "60 detik tanpa tombol");
	assert_false(shows(&guest, "NIK"));
	assert_string_equal(band(scene), "");
	fake_desk_expect(&scene->fake, "nik");
	expect_rows(scene, 2, "event='staff.leave' AND actor='staff-RN' AND detail='lapsed'");
	go(&guest);
}

static void
rights__end_when_accounts_are_changed(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "11");
	sign_in(scene, &guest, "482915");
	press(&guest, "1");
	wait_for(&guest, "ANDA MELIHAT");
	scene->fake.desk.staff_changed++;
	wait_for(&guest, "Akun petugas diubah");
	assert_string_equal(band(scene), "");
	go(&guest);
}

static void
terminal__that_is_gone__has_no_rights_left(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "11");
	sign_in(scene, &guest, "482915");
	press(&guest, "1\r");
	wait_for(&guest, "ANDA MEMBANTU");
	go(&guest);
	for (int i = 0; i < QUIET_TURNS; i++)
		turn(scene);
	assert_string_equal(band(scene), "");
	fake_desk_expect(&scene->fake, "nik");
	expect_rows(scene, 2, "event='staff.leave' AND actor='staff-RN' AND detail='gone'");
}

static void
leaving__by_key__is_said_and_done(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	sign_in(scene, &guest, "482915");
	press(&guest, "9");
	wait_for_end(&guest);
	assert_int_equal(guest.over.why, ATTACH_LEFT);
	go(&guest);
	come(scene, &guest);
	greet(&guest, ATTACH_VERSION);
	press(&guest, "*");
	wait_for_end(&guest);
	assert_int_equal(guest.over.why, ATTACH_LEFT);
	go(&guest);
}

/* --- four eyes ------------------------------------------------------------------------------------------------------ */

static struct told {
	int times;
	enum approval_answer answer;
	char by[24];
} told;

static void
on_answer(void *ctx, enum approval_answer answer, const struct staff *by)
{
	(void)ctx;
	told = (struct told){ .times = told.times + 1, .answer = answer };
	if (by)
		memcpy(told.by, by->id, sizeof(told.by));
}

static void
ask_for_approval(struct scene *scene)
{
	const struct approval_wanted wanted = { .what = "unblock",
		.words = "Buka blokir JMO",
		.visit = "01890a5d-ac96-774b-bcce-b302099a8057",
		.by = { "staff-RN", "Rina", "RN", "officer" } };

	told = (struct told){ 0 };
	assert_int_equal(approval_ask(&scene->fake.desk, &wanted, on_answer, NULL), ST_OK);
}

static void
approval__by_the_supervisor_s_own_pin__is_given(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	sign_in(scene, &guest, "951753");
	ask_for_approval(scene);
	wait_for(&guest, "Persetujuan diminta RN: Buka blokir JMO");
	press(&guest, "2");
	wait_for(&guest, "Diminta oleh");
	press(&guest, "482915\r");
	wait_for(&guest, "Orang kedua harus berbeda");
	press(&guest, "730264\r");
	wait_for(&guest, "Orang kedua harus supervisor");
	assert_int_equal(told.times, 0);
	press(&guest, "951753\r");
	wait_for(&guest, "Disetujui.");
	assert_int_equal(told.times, 1);
	assert_int_equal(told.answer, APPROVAL_GIVEN);
	assert_string_equal(told.by, "staff-TN");
	expect_rows(scene, 1, "event='approval.denied' AND outcome='same-person'");
	expect_rows(scene, 1, "event='approval.end' AND outcome='ok' AND actor='staff-TN'");
	go(&guest);
}

static void
approval__that_is_no_longer_wanted__is_not_given_to_the_next(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	sign_in(scene, &guest, "951753");
	ask_for_approval(scene);
	wait_for(&guest, "Persetujuan diminta");
	press(&guest, "2951753");
	approval_withdraw(&scene->fake.desk, "01890a5d-ac96-774b-bcce-b302099a8057");
	fake_clock_advance(&scene->fake.clock, 1000);
	wait_for(&guest, "Sudah tidak diminta lagi");
	press(&guest, "\r");
	assert_int_equal(told.times, 0);
	press(&guest, "*");
	ask_for_approval(scene);
	wait_for(&guest, "Persetujuan diminta");
	press(&guest, "20\r");
	wait_for(&guest, "Ditolak.");
	assert_int_equal(told.answer, APPROVAL_REFUSED);
	go(&guest);
}

/* --- what a terminal can cost ---------------------------------------------------------------------------------------- */

static void
stalled_terminal__loses_pictures_and_nothing_else(void **state)
{
	struct scene *scene = *state;
	struct guest guest;
	int before;

	fake_desk_press(&scene->fake, "11");
	sign_in(scene, &guest, "482915");
	press(&guest, "1");
	wait_for(&guest, "ANDA MELIHAT");
	before = guest.pictures;
	for (int i = 0; i < 200; i++) {
		int64_t began = loop_now_ms();

		fake_desk_press(&scene->fake, i % 2 ? "-" : "6");
		for (int t = 0; t < 12; t++)
			turn(scene);
		assert_true(loop_now_ms() - began < WAIT_MS);
	}
	fake_desk_press(&scene->fake, NIK "\r");
	wait_for(&guest, "Apakah ini Anda?");
	assert_true(guest.pictures - before < 200);
	go(&guest);
}

static void
terminal__stalled_for_long__is_let_go(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "11");
	sign_in(scene, &guest, "482915");
	press(&guest, "1\r");
	for (int i = 0; i < 300 && band(scene)[0]; i++) {
		fake_desk_press(&scene->fake, i % 2 ? "-" : "6");
		fake_clock_advance(&scene->fake.clock, 200);
		for (int t = 0; t < 12; t++)
			turn(scene);
	}
	assert_string_equal(band(scene), "");
	expect_rows(scene, 2, "event='staff.leave' AND detail='stalled'");
	wait_for_end(&guest);
	go(&guest);
}

static void
other_version__is_named_and_refused(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	come(scene, &guest);
	greet(&guest, ATTACH_VERSION + 1);
	wait_for_end(&guest);
	assert_int_equal(guest.over.why, ATTACH_OTHER_VERSION);
	assert_int_equal(guest.over.version, ATTACH_VERSION);
	assert_string_equal(guest.over.program, VERSION);
	assert_int_equal(guest.pictures, 0);
	go(&guest);
}

static void
one_terminal_too_many__is_told_so(void **state)
{
	struct scene *scene = *state;
	struct guest guest[ATTACH_TERMINALS + 1];

	for (int i = 0; i < ATTACH_TERMINALS; i++) {
		come(scene, &guest[i]);
		greet(&guest[i], ATTACH_VERSION);
		wait_for(&guest[i], "ketik PIN Anda");
	}
	come(scene, &guest[ATTACH_TERMINALS]);
	wait_for_end(&guest[ATTACH_TERMINALS]);
	assert_int_equal(guest[ATTACH_TERMINALS].over.why, ATTACH_FULL);
	for (int i = 0; i <= ATTACH_TERMINALS; i++)
		go(&guest[i]);
	for (int i = 0; i < QUIET_TURNS; i++)
		turn(scene);
	come(scene, &guest[0]);
	greet(&guest[0], ATTACH_VERSION);
	wait_for(&guest[0], "ketik PIN Anda");
	go(&guest[0]);
}

static void
bytes__that_are_no_message__end_that_terminal_alone(void **state)
{
	static const struct {
		const char *bytes;
		size_t n;
	} bad[] = { { "x", 1 }, { "\3\1", 2 }, { "\21........", 9 },
		{ "\3\1\377\377\377\377", 6 }, { "\2\0\0\0\0", 5 },
		{ "\1AJAT\1\0\0\0\0\0", 11 } };
	char much[4096] = { ATTACH_KEY };
	struct scene *scene = *state;
	struct guest guest;

	fake_desk_press(&scene->fake, "11");
	for (size_t i = 0; i <= 2 * ARRAY_LEN(bad); i++) {
		bool greets = i >= ARRAY_LEN(bad);

		come(scene, &guest);
		if (greets)
			greet(&guest, ATTACH_VERSION);
		if (i == 2 * ARRAY_LEN(bad))
			assert_int_equal(send(guest.fd, much, sizeof(much), 0), sizeof(much));
		else
			assert_true(send(guest.fd, bad[i % ARRAY_LEN(bad)].bytes,
					    bad[i % ARRAY_LEN(bad)].n, 0) > 0);
		wait_for_end(&guest);
		assert_int_equal(guest.over.why, ATTACH_BROKEN);
		go(&guest);
	}
	fake_desk_press(&scene->fake, "6");
	assert_string_equal(fake_desk_page(&scene->fake)->field.typed, "6");
}

static void
terminal__that_does_not_greet__is_let_go(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	come(scene, &guest);
	turn(scene);
	fake_clock_advance(&scene->fake.clock, ATTACH_GREET_MS);
	wait_for_end(&guest);
	go(&guest);
}

/* Every action there is, with every kind of character, at every place. */
static void
keys__of_chance__never_break_the_seat(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	srand(20261128);
	fake_desk_press(&scene->fake, "11");
	sign_in(scene, &guest, "482915");
	for (int i = 0; i < 3000 && !guest.closed; i++) {
		struct attach_message key = { .kind = ATTACH_KEY,
			.action = rand() % 16,
			.ch = (uint32_t)(rand() % 4 ? '0' + rand() % 9 : rand() % 0x110000) };

		if (i % 100 == 0)
			key = (struct attach_message){ .kind = ATTACH_SIZE,
				.columns = 1 + rand() % 300,
				.rows = 1 + rand() % 100 };
		if (key.action == ACTION_BACK && rand() % 4)
			continue;
		say(&guest, &key);
		turn(scene);
		take(&guest);
	}
	fake_desk_settle(&scene->fake);
	go(&guest);
}

static void
kiosk__that_ends__says_so(void **state)
{
	struct scene *scene = *state;
	struct guest guest;

	sign_in(scene, &guest, "482915");
	attach_stop(scene->attach);
	wait_for_end(&guest);
	assert_int_equal(guest.over.why, ATTACH_ENDS);
	expect_rows(scene, 1, "event='staff.leave' AND detail='kiosk-ends'");
	go(&guest);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(socket__is_for_the_kiosk_s_user_alone),
		TEST(before_the_pin__nothing_of_the_kiosk_is_shown),
		TEST(wrong_pins__at_the_desk__close_the_kiosk_s_door_too),
		TEST(technician__does_not_serve_participants),
		TEST(call_list__says_who_calls_at_which_step_and_no_name),
		TEST(hand_overs_and_claims__that_wait_are_listed),
		TEST(watching__shows_the_screen_and_types_nothing),
		TEST(helping__types_for_the_participant_and_hands_back),
		TEST(second_terminal__looks_on_and_is_told_who_helps),
		TEST(visit__that_ends_under_a_watcher__is_followed_by_the_list),
		TEST(rights__end_60_s_after_the_last_key),
		TEST(rights__end_when_accounts_are_changed),
		TEST(terminal__that_is_gone__has_no_rights_left),
		TEST(leaving__by_key__is_said_and_done),
		TEST(approval__by_the_supervisor_s_own_pin__is_given),
		TEST(approval__that_is_no_longer_wanted__is_not_given_to_the_next),
		TEST(stalled_terminal__loses_pictures_and_nothing_else),
		TEST(terminal__stalled_for_long__is_let_go),
		TEST(other_version__is_named_and_refused),
		TEST(one_terminal_too_many__is_told_so),
		TEST(bytes__that_are_no_message__end_that_terminal_alone),
		TEST(terminal__that_does_not_greet__is_let_go),
		TEST(keys__of_chance__never_break_the_seat),
		TEST(kiosk__that_ends__says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
