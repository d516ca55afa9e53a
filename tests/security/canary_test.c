/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The canary: one known person goes through visits that end in every way a visit can end, with and without a line to
 * the centre. Afterwards nothing of them is found in the state, the logs, the command lines and environments, the
 * memory of the living programs, or on the terminal. On the receipt and on the wire they may be: there it is not
 * looked.
 */
#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "rules/code.h"
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"
#include "tests/security/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	PATH_ROOM = 512,
	CLEAN_MS = 5000,
	LOOK_MS = 100,
	PHOTO_MAX = 1 << 20,
	IDLE_S = 30,
	WARN_S = 10
};

#define NIK  "6308055203600001"

/* Of staff: one that nobody has, a new one, and that one mistyped. */
#define WRONG_PIN   "918273"
#define NEW_PIN     "927351"
#define NEW_PIN_OFF "927358"
#define CARD "31415926535897932384626433832795"
#define NOTE "KENARITINJAUAN"
#define MARK "KENARI-FOTO-7f3a9c51d2"

/* How assets/demo/people.json tells the person. */
static const struct {
	const char *what, *text;
} secrets[] = {
	{ "NIK", NIK },
	{ "KPJ", "20601234501" },
	{ "KPJ as it is shown", "20 601 234 501" },
	{ "name", "SITI AMINAH" },
	{ "mother's name", "MARIATUL" },
	{ "address", "Jalan Contoh RT 02" },
	{ "phone", "81200000001" },
	{ "account", "012301004567501" },
	{ "officer's PIN", RIG_OFFICER_PIN },
	{ "supervisor's PIN", RIG_SUPERVISOR_PIN },
	{ "wrong PIN", WRONG_PIN },
	{ "new PIN", NEW_PIN },
	{ "new PIN mistyped", NEW_PIN_OFF },
	{ "staff card", CARD },
	{ "supervisor's note", NOTE },
	{ "mark in the photograph", MARK },
};

static char folder[] = "/tmp/anjungan-canary-XXXXXX";
static struct rig *rig;
/* Everything; and without the photographs, which are the helper's camera here. */
static struct needles *needles, *texts;
static char hurry_file[PATH_ROOM], hurry[PATH_ROOM], preload[PATH_MAX + 16],
	pictures[PATH_ROOM];

/* --- the marked photograph --------------------------------------------------------------------------------------- */

static void
copy_marked(const char *from, const char *to)
{
	static const uint8_t comment[] = { 0xFF, 0xFE, 0, sizeof(MARK) + 1 };
	struct buf bytes;
	char chunk[4096];
	FILE *file = fopen(from, "re");
	size_t n;

	assert_non_null(file);
	buf_init(&bytes, PHOTO_MAX);
	while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		assert_int_equal(buf_add(&bytes, chunk, n), ST_OK);
	(void)fclose(file);
	file = fopen(to, "wxe");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.data, 1, 2, file), 2);
	assert_int_equal(fwrite(comment, 1, sizeof(comment), file), sizeof(comment));
	assert_int_equal(fwrite(MARK, 1, sizeof(MARK) - 1, file), sizeof(MARK) - 1);
	assert_int_equal(fwrite(bytes.data + 2, 1, bytes.len - 2, file), bytes.len - 2);
	assert_int_equal(fclose(file), 0);
	buf_free(&bytes);
}

/* What the kiosk has of it now, before it goes out; from here on that is searched for, too. */
static void
learn_photo(void)
{
	struct buf jpeg;

	buf_init(&jpeg, PHOTO_MAX);
	assert_int_equal(place_find_photo(terminal_pid(rig_kiosk(rig)), &jpeg), ST_OK);
	assert_int_equal(needles_file(needles, "photograph", jpeg.data, jpeg.len), ST_OK);
	buf_free(&jpeg);
}

/* --- looking ----------------------------------------------------------------------------------------------------- */

static size_t
memory_hits(bool tell)
{
	pid_t camera = rig_camera_pid(rig);
	size_t hits = 0;
	enum status st;

	assert_int_equal(
		place_memory(needles, "the kiosk", terminal_pid(rig_kiosk(rig)), tell, &hits),
		ST_OK);
	if (camera > 0) {
		st = place_memory(texts, "the camera helper", camera, tell, &hits);
		assert_true(st == ST_OK || st == ST_GONE); /* it ends when it is stopped */
	}
	return hits;
}

/* What is under way when a visit ends (the good-bye to the centre, the draft) has its time; then it must be gone. */
static void
expect_clean_memory(void)
{
	int64_t end = loop_now_ms() + CLEAN_MS;

	while (memory_hits(false) > 0 && loop_now_ms() < end)
		terminal_settle(rig_kiosk(rig), LOOK_MS);
	assert_int_equal(memory_hits(true), 0);
}

static void
expect_clean_words(void)
{
	pid_t camera = rig_camera_pid(rig);
	size_t hits = 0;

	assert_int_equal(place_words(needles, terminal_pid(rig_kiosk(rig)), &hits), ST_OK);
	if (camera > 0)
		assert_int_equal(place_words(needles, camera, &hits), ST_OK);
	assert_int_equal(hits, 0);
}

static void
expect_clean_files(void)
{
	char state[PATH_ROOM];
	size_t hits = 0;

	assert_int_equal(str_format(state, sizeof(state), "%s/kiosk", rig_folder(rig)), ST_OK);
	assert_int_equal(place_folder(needles, state, &hits), ST_OK);
	assert_int_equal(hits, 0);
}

static void
expect_clean_output(const char *const *arguments)
{
	struct buf output;
	int status = 0;

	buf_init(&output, 1 << 20);
	assert_int_equal(rig_command(rig, arguments, NULL, &output, &status), ST_OK);
	assert_int_equal(status, 0);
	assert_true(output.len > 0);
	assert_int_equal(needles_search(needles, arguments[0], output.data, output.len), 0);
	buf_free(&output);
}

static void
expect_clean_terminal(void)
{
	const char *seen[] = { terminal_text(rig_kiosk(rig)),
		terminal_scrollback(rig_kiosk(rig)) };

	for (size_t i = 0; i < ARRAY_LEN(seen); i++)
		assert_int_equal(
			needles_search(needles, "the terminal", seen[i], strlen(seen[i])), 0);
}

static void
expect_nothing_left(void)
{
	expect_clean_memory();
	expect_clean_words();
	expect_clean_files();
	expect_clean_terminal();
	expect_clean_output((const char *const[]){ "log", "--limit", "100000", NULL });
}

/* --- visits ------------------------------------------------------------------------------------------------------ */

/* clang-format off */
static const struct move to_photo[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, { "1", "Lihat ke kamera" }, { NULL, "Bagus. Tetap begitu." },
	{ "\r", "Mencocokkan foto Anda" }, { NULL, NULL } };
static const struct move to_review[] = {
	{ NULL, "Apakah data ini benar?" }, { NULL, "SITI AMINAH" },
	{ "1", "Anda terima Rp8.450.000" }, MOVES_REVIEW, { NULL, NULL } };
static const struct move with_officer[] = {
	MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_NO_PHOTO, { "1", "Apakah data ini benar?" },
	{ "1", "Anda terima Rp8.450.000" }, MOVES_REVIEW,
	{ NULL, NULL } };
static const struct move finish[] = { { "1", "Klaim Anda DITERIMA PUSAT" }, MOVES_END };
static const struct move back_out[] = {
	{ "4", "Batalkan klaim ini?" }, { "2", "Mengapa tidak jadi?" },
	{ "3", MOVES_IDLE }, { NULL, NULL } };
static const struct move without_centre[] = {
	{ "5", "Anda mau apa?" }, { "1", "Berapa NIK Anda?" },
	{ NIK "\r", "Kantor pusat belum menjawab" },
	{ "2", "Apakah ini Anda?" },
	{ "1", "Bolehkah kami memeriksa data Anda?" },
	MOVES_OFFLINE_FACE, MOVES_CONTACT("081200000001", "012301004567501"), { NULL, NULL } };
static const struct move by_code[] = {
	{ "5", "Anda mau apa?" }, { "4", "Apakah Anda punya struk?" },
	{ "1", "Mana kode struknya?" }, { "{code}", "{code}" },
	{ "\r", "Klaim sudah DITERIMA PUSAT" }, { NULL, NULL } };
static const struct move withdraw[] = {
	{ "5", "Anda mau apa?" }, { "6", "Layanan lainnya" },
	{ "7", "Izin klaim mana yang dicabut?" }, { "{code}\r", "Cabut izin memakai data Anda?" },
	{ "2", "IZIN SUDAH DICABUT" }, { NULL, NULL } };
static const struct move withdrawn[] = {
	{ "1", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2") };
static const struct move print_copy[] = { { "2", "Salinan sudah dicetak" }, MOVES_END };
/* Balance, record and claims of one person, one after the other in the same visit. */
static const struct move services[] = {
	{ "5", "Anda mau apa?" }, { "2", "Berapa NIK Anda?" }, { NIK "\r", "Apakah ini Anda?" },
	{ "1", "Bolehkah kami memeriksa data Anda?" },
	{ "1", "Lihat ke kamera" }, { NULL, "Bagus. Tetap begitu." },
	{ "\r", "Semua uang JHT: ditutup" }, { "1", "Semua uang JHT: Rp8.450.000" },
	{ "2", "Iuran Anda setiap tahun" }, { "7", "Rp" }, { "9", "Semua uang JHT: ditutup" },
	{ "4", "Kertas sudah dicetak" }, { "1", "Ada lagi yang bisa dibantu?" },
	{ "1", "Anda mau apa?" }, { "3", "Mana yang perlu diperbarui?" },
	{ "1", "Berapa nomor HP Anda?" }, { "081200000099\r", "Kirim perubahan ini?" },
	{ "*", "Berapa nomor HP Anda?" }, { NULL, NULL } };
static const struct move enough[] = {
	{ "*", "Mana yang perlu diperbarui?" }, { "9", "Ada lagi yang bisa dibantu?" },
	MOVES_END_BY("2") };
static const struct move for_later[] = {
	{ "4", "Batalkan klaim ini?" }, { "3", "Tersimpan. Lanjutkan kapan saja" },
	{ "1", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2") };
static const struct move by_slip[] = {
	{ "5", "Anda mau apa?" }, { "6", "Layanan lainnya" },
	{ "2", "Mana slip yang disimpan?" }, { "{code}", "{code}" },
	{ "\r", "Apakah ini Anda?" }, { NULL, NULL } };
static const struct move slip_photo[] = {
	{ "1", "Bolehkah kami memeriksa data Anda?" }, { "1", "Lihat ke kamera" },
	{ NULL, "Bagus. Tetap begitu." }, { "\r", "Mencocokkan foto Anda" }, { NULL, NULL } };
static const struct move taken_up[] = {
	{ NULL, "Lanjutkan yang disimpan?" }, { "1", "Anda terima Rp8.450.000" }, { NULL, NULL } };
#define TO_DOOR { "5", "Anda mau apa?" }, { "+", "Petugas dipanggil" }, { "1", "ketik PIN Anda" }
#define TO_NEW_PIN TO_DOOR, { RIG_SUPERVISOR_PIN "\r", "apa yang Anda lakukan?" }, \
	{ "9", "Apakah Anda di tempat?" }, { "2", "Hadi, Petugas" }, { "2", "Apa yang diubah?" }, \
	{ "1", "diketik oleh pemiliknya" }, { NEW_PIN "\r", "Sekali lagi PIN yang sama" }
#define FROM_ACCOUNTS { "0", "apa yang Anda lakukan?" }, { "5", "Anda mau apa?" }, { "*", MOVES_IDLE }, \
	{ NULL, NULL }
static const struct move at_the_door[] = {
	TO_DOOR, { CARD "\r", "Kartu terbaca." }, { WRONG_PIN "\r", "Kartu itu tidak dikenal" },
	{ WRONG_PIN "\r", "PIN itu tidak dikenal." }, { "*", "Petugas dipanggil" },
	{ "2", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL } };
static const struct move pin_not_changed[] = {
	TO_NEW_PIN, { NEW_PIN_OFF "\r", "Kedua PIN berbeda" }, { NULL, NULL } };
static const struct move pin_given_up[] = {
	{ "*", "diketik oleh pemiliknya" }, { "*", "Apa yang diubah?" }, { "4", "Hadi, Petugas" },
	FROM_ACCOUNTS };
static const struct move pin_changed[] = {
	TO_NEW_PIN, { NEW_PIN "\r", "Hadi, Petugas" }, FROM_ACCOUNTS };
static const struct move wish[] = {
	{ "5", "Anda mau apa?" }, { "6", "Layanan lainnya" }, { "3", "Berapa NIK Anda?" },
	{ NIK "\r", "Apakah ini Anda?" }, { "1", "Bertemu petugas untuk apa?" },
	{ "3", "Mau dilayani di mana?" }, { "1", "Ini nomor antrean Anda" },
	{ "1", "Ada lagi yang bisa dibantu?" }, MOVES_END_BY("2") };
static const struct move to_file[] = {
	{ "5", "Anda mau apa?" }, { "+", "Petugas dipanggil" }, MOVES_PIN,
	{ "1", "Menunggu petugas:" }, { "1", "Tutup berkas ini" }, { NULL, NULL } };
static const struct move close_file[] = {
	{ "3", "Bagaimana berkas ini selesai?" }, { "1", "Pakai kode di tiket" },
	{ "9", "apa yang Anda lakukan?" }, { "5", "Anda mau apa?" }, { "*", MOVES_IDLE },
	{ NULL, NULL } };
static const struct move call_desk[] = {
	{ "5", "Anda mau apa?" }, { "1", "Berapa NIK Anda?" }, { "+", "Petugas dipanggil" },
	{ NULL, NULL } };
static const struct move go_on[] = {
	MOVES_OLD_ENOUGH, { "1", "Lihat ke kamera" }, { NULL, "Bagus. Tetap begitu." },
	{ "\r", "Mencocokkan foto Anda" }, { NULL, NULL } };
/* The claim is late: its officer is shown whom to call, writes, and opens it as a file. */
static const struct move to_contact[] = {
	{ "5", "Anda mau apa?" }, { "+", "Petugas dipanggil" }, MOVES_PIN,
	{ "8", "Tanggal bayar sudah lewat." }, { "1", "81200000001" }, { NULL, NULL } };
static const struct move letter[] = {
	{ "3", "Kertas sudah dicetak" }, { "2", "81200000001" }, { "2", "Dicatat: belum terhubung" },
	{ "1", "Tanggal bayar sudah lewat." }, { "3", "Tindakan lain untuk klaim ini" },
	{ "5", "Sudah menjadi berkas bernomor" }, { "1", "Tidak ada klaim yang menunggu petugas" },
	{ "9", "apa yang Anda lakukan?" }, { "5", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL } };
#define BLOCKED_NIK "6308066510580007"
/* JMO of somebody else, by two PINs. */
static const struct move to_second[] = {
	MOVES_FIND(BLOCKED_NIK), MOVES_OLD_ENOUGH, MOVES_NO_PHOTO, { "1", "Apakah data ini benar?" },
	{ "+", "Buka blokir JMO" }, { "8", "Mengapa JMO diblokir?" }, { "1", "Siapa yang menyetujui?" },
	{ "1", "setuju JMO dibuka?" }, { RIG_SUPERVISOR_PIN "\r", "JMO sudah dibuka" },
	{ "1", "apa yang Anda lakukan?" }, { "5", "Apakah data ini benar?" },
	{ NULL, NULL } };
/* A claim on an officer's word is questioned in the supervisor's own words. */
static const struct move to_note[] = {
	TO_DOOR, { RIG_SUPERVISOR_PIN "\r", "apa yang Anda lakukan?" }, { "6", "Supervisor: apa" },
	{ "1", "Perlu ditinjau: 1 dari 2" }, { "3", "Perlu ditinjau: 2 dari 2" }, { "2", "Mengapa?" },
	{ "4", "Catatan Anda" }, { NOTE, NOTE },
	{ NULL, NULL } };
static const struct move note_kept[] = {
	{ "\r", "erlu ditinjau" }, { "4", "Supervisor: apa" }, { "6", "[ 9 ]" },
	{ "5", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL } };
static const struct move keep[] = { { "1", "TERSIMPAN DI KIOS" }, MOVES_END };
/* clang-format on */

#define RESUME "Lanjutkan yang tadi?"

/* With the centre's answer to the photograph. A visit that was cut off has left a draft: it is offered then. */
static bool
is_past_photo(const struct terminal *terminal, void *ctx)
{
	(void)ctx;
	return terminal_has(terminal, RESUME) ||
	       terminal_has(terminal, "Apakah data ini benar?");
}

static void
walk_past_photo(const char *who)
{
	expect_idle(rig);
	play(rig, who, to_photo, NULL, 0);
	learn_photo();
	expect_ok(terminal_wait(rig_kiosk(rig), is_past_photo, NULL, EXPECT_MS), rig_kiosk(rig),
		"answer to the photograph", __FILE__, __LINE__);
}

static void
walk_to_review(const char *who)
{
	walk_past_photo(who);
	if (terminal_has(rig_kiosk(rig), RESUME))
		EXPECT_TYPE(rig_kiosk(rig), "2");
	play(rig, who, to_review, NULL, 0);
	assert_true(memory_hits(false) > 0);      /* else the search would find nothing ever */
	terminal_settle(rig_kiosk(rig), LOOK_MS); /* the next press is no held key */
}

static void
let_time_pass(int seconds)
{
	char bytes[128] = "";
	int fd = open(hurry_file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_in_range(seconds, 0, sizeof(bytes));
	assert_int_equal(write(fd, bytes, (size_t)seconds), seconds);
	assert_int_equal(close(fd), 0);
}

static void
visit__left_alone_until_it_is_wiped__leaves_nothing(void **state)
{
	(void)state;
	walk_to_review("left alone");
	let_time_pass(IDLE_S + WARN_S + 1);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	expect_nothing_left();
}

static void
visit__that_was_cancelled__leaves_nothing(void **state)
{
	(void)state;
	walk_to_review("cancelled");
	play(rig, "cancelled", back_out, NULL, 0);
	expect_nothing_left();
}

static void
visit__of_several_services__leaves_nothing(void **state)
{
	(void)state;
	expect_idle(rig);
	play(rig, "services", services, NULL, 0);
	assert_true(memory_hits(false) > 0);
	terminal_settle(rig_kiosk(rig), LOOK_MS);
	play(rig, "services, enough", enough, NULL, 0);
	expect_nothing_left();
}

static void
visit__with_an_officer__leaves_nothing_of_either(void **state)
{
	(void)state;
	expect_idle(rig);
	play(rig, "with an officer", with_officer, NULL, 0);
	assert_true(memory_hits(false) > 0);
	play(rig, "with an officer", back_out, NULL, 0);
	expect_nothing_left();
}

static size_t
desk_hits(const struct terminal *desk, bool tell)
{
	size_t hits = 0;

	assert_int_equal(
		place_memory(needles, "the desk", terminal_pid(desk), tell, &hits), ST_OK);
	return hits;
}

static struct terminal *
sit_down(void)
{
	const char *const argv[] = { rig_build("bin/anjungan"), "--config", rig_config(rig),
		"attach", NULL };
	const struct terminal_start how = { .argv = argv, .rows = 22, .columns = 80 };
	struct terminal *desk;

	assert_int_equal(terminal_new(&how, &desk), ST_OK);
	EXPECT_TEXT(desk, "ketik PIN Anda");
	EXPECT_TYPE(desk, RIG_OFFICER_PIN "\r");
	EXPECT_TEXT(desk, "Tidak ada peserta di mesin");
	return desk;
}

/* The officer types the number there and looks on while the participant goes on here. */
static void
help_from(struct terminal *desk)
{
	EXPECT_TEXT(desk, "Peserta memanggil petugas");
	EXPECT_TYPE(desk, "1");
	EXPECT_TEXT(desk, "ANDA MELIHAT LAYAR PESERTA");
	EXPECT_TYPE(desk, "\r");
	EXPECT_TEXT(desk, "ANDA MEMBANTU PESERTA DARI MEJA");
	EXPECT_TYPE(desk, NIK "\r");
	EXPECT_TEXT(desk, "Apakah ini Anda?");
	EXPECT_TYPE(desk, "+");
	EXPECT_TEXT(desk, "Selesai membantu");
	EXPECT_TYPE(desk, "5");
	EXPECT_TEXT(desk, "ANDA MELIHAT LAYAR PESERTA");
}

static void
visit__with_an_officer_at_a_desk__leaves_nothing_on_either_side(void **state)
{
	struct terminal *desk;
	int64_t end;
	int status = -1;

	(void)state;
	expect_idle(rig);
	desk = sit_down();
	play(rig, "calls the desk", call_desk, NULL, 0);
	help_from(desk);
	EXPECT_TEXT(rig_kiosk(rig), "Apakah ini Anda?");
	play(rig, "with a desk", go_on, NULL, 0);
	learn_photo();
	play(rig, "with a desk", to_review, NULL, 0);
	EXPECT_TEXT(desk, "Periksa sekali lagi");
	assert_true(memory_hits(false) > 0);
	assert_true(desk_hits(desk, false) > 0);
	terminal_settle(rig_kiosk(rig), LOOK_MS);
	play(rig, "with a desk", back_out, NULL, 0);
	EXPECT_TEXT(desk, "Tidak ada peserta di mesin");
	expect_nothing_left();
	end = loop_now_ms() + CLEAN_MS;
	while (desk_hits(desk, false) > 0 && loop_now_ms() < end)
		terminal_settle(desk, LOOK_MS);
	assert_int_equal(desk_hits(desk, true), 0);
	EXPECT_TYPE(desk, "9");
	EXPECT_EXIT(desk, &status);
	assert_string_equal(terminal_scrollback(desk), "");
	terminal_free(desk);
}

static void
door__and_accounts__leave_nothing_of_cards_and_pins(void **state)
{
	(void)state;
	expect_idle(rig);
	play(rig, "at the door", at_the_door, NULL, 0);
	expect_nothing_left();
	play(rig, "new PIN, mistyped", pin_not_changed, NULL, 0);
	assert_true(memory_hits(false) > 0);
	play(rig, "new PIN, given up", pin_given_up, NULL, 0);
	expect_nothing_left();
	play(rig, "new PIN", pin_changed, NULL, 0);
	expect_nothing_left();
}

static void
visit__that_was_killed__leaves_nothing(void **state)
{
	(void)state;
	walk_to_review("killed");
	rig_kiosk_kill(rig);
	expect_clean_files();
	expect_idle(rig);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	expect_nothing_left();
}

static void
visit__that_was_taken_up_again__leaves_nothing(void **state)
{
	(void)state;
	walk_past_photo("taken up again");
	EXPECT_TEXT(rig_kiosk(rig), RESUME);
	EXPECT_TYPE(rig_kiosk(rig), "1");
	EXPECT_TEXT(rig_kiosk(rig), "Apakah data ini benar?");
	assert_true(memory_hits(false) > 0);
	let_time_pass(IDLE_S + WARN_S + 1);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	expect_nothing_left();
}

static void
visit__that_crashed__leaves_no_core_and_a_clean_terminal(void **state)
{
	int status = 0;

	(void)state;
	walk_to_review("crashed");
	terminal_kill(rig_kiosk(rig), SIGSEGV);
	EXPECT_EXIT(rig_kiosk(rig), &status);
	assert_true(WIFSIGNALED(status));
	assert_false(WCOREDUMP(status));
	expect_clean_terminal();
	expect_clean_files();
	expect_idle(rig);
	expect_nothing_left();
}

static void
visit__that_was_finished__leaves_nothing(void **state)
{
	int papers = rig_receipts(rig);

	(void)state;
	walk_to_review("finished");
	play(rig, "finished", finish, NULL, 0);
	assert_int_equal(rig_receipts(rig), papers + 1);
	expect_nothing_left();
}

/* The claim of the visit before, by its code: nobody learns whose it is, and the copy's name goes with the copy. */
static void
visit__by_a_receipt_code__learns_nothing_and_leaves_nothing(void **state)
{
	char code[CODE_ROOM];
	const struct fill hole = { "code", code };
	int papers = rig_receipts(rig);

	(void)state;
	expect_idle(rig);
	assert_int_equal(
		kiosk_text(rig, "SELECT code FROM claim ORDER BY rowid", code, sizeof(code)),
		ST_OK);
	play(rig, "by a code", by_code, &hole, 1);
	assert_int_equal(memory_hits(false), 0);
	play(rig, "a copy", print_copy, NULL, 0);
	assert_int_equal(rig_receipts(rig), papers + 1);
	expect_nothing_left();
}

/* Before the proof the slip opens a masked name. */
static void
visit__that_was_kept_and_taken_up__leaves_nothing(void **state)
{
	char code[CODE_SHOWN_ROOM];
	const struct fill hole = { "code", code };
	int papers = rig_receipts(rig);

	(void)state;
	walk_to_review("kept");
	play(rig, "kept", for_later, NULL, 0);
	expect_nothing_left();
	read_code_on_paper(rig, papers + 1, code);
	play(rig, "by its slip", by_slip, &hole, 1);
	assert_int_equal(memory_hits(false), 0);
	play(rig, "photograph", slip_photo, NULL, 0);
	learn_photo();
	play(rig, "taken up", taken_up, NULL, 0);
	assert_true(memory_hits(false) > 0);
	let_time_pass(IDLE_S + WARN_S + 1);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	expect_nothing_left();
}

/* The slip's code is in the list; whose it is stays sealed once the file is closed. */
static void
visit__that_is_handed_over__leaves_nothing_nor_does_its_file(void **state)
{
	(void)state;
	expect_idle(rig);
	play(rig, "wishes", wish, NULL, 0);
	expect_nothing_left();
	play(rig, "its file", to_file, NULL, 0);
	assert_true(memory_hits(false) > 0);
	play(rig, "its file is closed", close_file, NULL, 0);
	expect_nothing_left();
}

static void
make_claim_late(void)
{
	char path[PATH_ROOM];
	sqlite3 *db = NULL;

	assert_int_equal(str_format(path, sizeof(path), "%s/kiosk/anjungan.db", rig_folder(rig)),
		ST_OK);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_busy_timeout(db, CLEAN_MS), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE claim SET promised='2020-01-01'"
					  " WHERE number NOT NULL",
				 NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_changes(db), 1);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* The telephone is on the screen while it is called, the name and the address on the letter alone. */
static void
claim__that_waits__leaves_nothing_of_whom_to_reach(void **state)
{
	int papers = rig_receipts(rig);

	(void)state;
	expect_idle(rig);
	make_claim_late();
	play(rig, "whom to reach", to_contact, NULL, 0);
	assert_true(memory_hits(false) > 0);
	play(rig, "the letter", letter, NULL, 0);
	assert_int_equal(rig_receipts(rig), papers + 1);
	expect_nothing_left();
}

static void
visit__with_a_second_person__leaves_no_pin_of_either(void **state)
{
	(void)state;
	expect_idle(rig);
	play(rig, "two PINs", to_second, NULL, 0);
	let_time_pass(IDLE_S + WARN_S + 1);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	expect_nothing_left();
}

/* Nobody learns whose claim it is that stops. */
static void
visit__that_withdraws_consent__learns_nothing_and_leaves_nothing(void **state)
{
	char code[CODE_ROOM];
	const struct fill hole = { "code", code };

	(void)state;
	expect_idle(rig);
	assert_int_equal(
		kiosk_text(rig, "SELECT code FROM claim ORDER BY rowid", code, sizeof(code)),
		ST_OK);
	play(rig, "withdraws", withdraw, &hole, 1);
	assert_int_equal(memory_hits(false), 0);
	play(rig, "withdraws", withdrawn, NULL, 0);
	expect_nothing_left();
}

static void
walk_without_centre(const char *who)
{
	expect_idle(rig);
	play(rig, who, without_centre, NULL, 0);
	assert_true(memory_hits(false) > 0);
	terminal_settle(rig_kiosk(rig), LOOK_MS);
}

static void
visit__without_the_centre__leaves_nothing_however_it_ends(void **state)
{
	(void)state;
	rig_central_kill(rig);
	walk_without_centre("without the centre, killed");
	rig_kiosk_kill(rig);
	expect_clean_files();
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	walk_without_centre("without the centre, left alone");
	let_time_pass(IDLE_S + WARN_S + 1);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
	expect_nothing_left();
	walk_without_centre("without the centre, cancelled");
	play(rig, "without the centre, cancelled", back_out, NULL, 0);
	expect_nothing_left();
}

static void
claim__without_the_centre__leaves_nothing_but_sealed(void **state)
{
	(void)state;
	walk_without_centre("without the centre");
	play(rig, "without the centre", keep, NULL, 0);
	expect_nothing_left();
}

static void
backup__of_what_waits__is_as_sealed_as_the_state(void **state)
{
	char copy[PATH_ROOM];

	(void)state;
	assert_int_equal(
		str_format(copy, sizeof(copy), "%s/kiosk/copy.db", rig_folder(rig)), ST_OK);
	expect_clean_output((const char *const[]){ "backup", copy, NULL });
	expect_clean_files();
}

static void
claim__that_waited__leaves_nothing_once_it_is_sent(void **state)
{
	(void)state;
	expect_idle(rig);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	assert_int_equal(rig_wait_central(rig, "SELECT count(*) FROM claim WHERE nik='" NIK "'",
				 2, EXPECT_MS),
		ST_OK);
	expect_nothing_left();
}

static void
review__in_own_words__leaves_them_sealed_alone(void **state)
{
	(void)state;
	expect_idle(rig);
	play(rig, "a note", to_note, NULL, 0);
	assert_true(memory_hits(false) > 0);
	play(rig, "a note", note_kept, NULL, 0);
	expect_nothing_left();
}

/* --- the search itself ------------------------------------------------------------------------------------------- */

static void
needles__find_each_form(void **state)
{
	static const struct {
		const char *form;
		const char *bytes;
		size_t n;
	} rows[] = {
#define ROW(form, bytes) { form, bytes, sizeof(bytes) - 1 }
		ROW("plain", "xx6308055203600001yy"),
		ROW("groups", "6308 0552 0360 0001"),
		ROW("dashes", "6308-0552-0360-0001"),
		ROW("base64, first of three", "NjMwODA1NTIwMzYwMDAwMQ"),
		ROW("base64, second of three", "eDYzMDgwNTUyMDM2MDAwMDE"),
		ROW("base64, third of three", "eHk2MzA4MDU1MjAzNjAwMDAx"),
		ROW("hex", "36333038303535323033363030303031"),
		ROW("percent", "%36%33%30%38%30%35%35%32%30%33%36%30%30%30%30%31"),
		ROW("UTF-16", "6\0"
			      "3\0"
			      "0\0"
			      "8\0"
			      "0\0"
			      "5\0"
			      "5\0"
			      "2\0"
			      "0\0"
			      "3\0"
			      "6\0"
			      "0\0"
			      "0\0"
			      "0\0"
			      "0\0"
			      "1\0"),
#undef ROW
	};
	struct needles *one;

	(void)state;
	assert_int_equal(needles_new(&one), ST_OK);
	assert_int_equal(needles_text(one, "NIK", NIK), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (needles_search(one, NULL, rows[i].bytes, rows[i].n) == 0)
			fail_msg("%s: not found", rows[i].form);
	assert_int_equal(needles_search(one, NULL, "6308055203600002", 16), 0);
	needles_free(one);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static int
remove_one(const char *path, const struct stat *about, int type, struct FTW *at)
{
	(void)about;
	(void)type;
	(void)at;
	return remove(path);
}

static void
make_pictures(void)
{
	static const char *const names[] = { "06-good@150.jpg", "07-good@150.jpg",
		"08-good@300.jpg" };
	char from[PATH_ROOM], to[PATH_ROOM];

	assert_int_equal(mkdir(pictures, 0700), 0);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		assert_int_equal(
			str_format(from, sizeof(from), "assets/demo/faces/%s", names[i]),
			ST_OK);
		assert_int_equal(
			str_format(to, sizeof(to), "%s/%s", pictures, names[i]), ST_OK);
		copy_marked(from, to);
	}
}

static int
begin(void **state)
{
	static char camera[PATH_ROOM + 16];
	static const char *const faults[] = { "POST /v1/visits/*/face:delay=600", NULL };
	static const char *const env[] = { preload, hurry, NULL };
	const char *shim = rig_build("lib/shim/hurry.so");
	struct rig_options options = { .tls = true,
		.faults = faults,
		.env = env,
		.settings = { { "camera.source", camera },
			{ "scanner.source", "\"keyboard\"" }, { "ui.idle_s", "30" },
			{ "ui.warn_s", "10" } } };
	char whole[PATH_MAX];

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_non_null(realpath(shim, whole));
	assert_int_equal(str_format(preload, sizeof(preload), "LD_PRELOAD=%s", whole), ST_OK);
	assert_int_equal(str_format(hurry_file, sizeof(hurry_file), "%s/hurry", folder), ST_OK);
	assert_int_equal(str_format(hurry, sizeof(hurry), "HURRY_FILE=%s", hurry_file), ST_OK);
	assert_int_equal(str_format(pictures, sizeof(pictures), "%s/faces", folder), ST_OK);
	assert_int_equal(str_format(camera, sizeof(camera), "\"images:%s\"", pictures), ST_OK);
	make_pictures();
	assert_int_equal(needles_new(&needles), ST_OK);
	assert_int_equal(needles_new(&texts), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(secrets); i++) {
		assert_int_equal(
			needles_text(needles, secrets[i].what, secrets[i].text), ST_OK);
		if (strcmp(secrets[i].text, MARK) != 0)
			assert_int_equal(
				needles_text(texts, secrets[i].what, secrets[i].text), ST_OK);
	}
	return rig_new(&options, &rig) == ST_OK ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	rig_free(rig);
	(void)nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	needles_free(needles);
	needles_free(texts);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(needles__find_each_form),
		cmocka_unit_test(visit__left_alone_until_it_is_wiped__leaves_nothing),
		cmocka_unit_test(visit__that_was_cancelled__leaves_nothing),
		cmocka_unit_test(visit__with_an_officer__leaves_nothing_of_either),
		cmocka_unit_test(
			visit__with_an_officer_at_a_desk__leaves_nothing_on_either_side),
		cmocka_unit_test(door__and_accounts__leave_nothing_of_cards_and_pins),
		cmocka_unit_test(visit__of_several_services__leaves_nothing),
		cmocka_unit_test(visit__that_was_killed__leaves_nothing),
		cmocka_unit_test(visit__that_was_taken_up_again__leaves_nothing),
		cmocka_unit_test(visit__that_crashed__leaves_no_core_and_a_clean_terminal),
		cmocka_unit_test(visit__that_was_kept_and_taken_up__leaves_nothing),
		cmocka_unit_test(visit__that_was_finished__leaves_nothing),
		cmocka_unit_test(visit__by_a_receipt_code__learns_nothing_and_leaves_nothing),
		cmocka_unit_test(visit__that_is_handed_over__leaves_nothing_nor_does_its_file),
		cmocka_unit_test(claim__that_waits__leaves_nothing_of_whom_to_reach),
		cmocka_unit_test(visit__with_a_second_person__leaves_no_pin_of_either),
		cmocka_unit_test(
			visit__that_withdraws_consent__learns_nothing_and_leaves_nothing),
		cmocka_unit_test(visit__without_the_centre__leaves_nothing_however_it_ends),
		cmocka_unit_test(claim__without_the_centre__leaves_nothing_but_sealed),
		cmocka_unit_test(backup__of_what_waits__is_as_sealed_as_the_state),
		cmocka_unit_test(claim__that_waited__leaves_nothing_once_it_is_sent),
		cmocka_unit_test(review__in_own_words__leaves_them_sealed_alone),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
