/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Staff at the kiosk: helping, typing for the participant and handing back, going and coming back, what a supervisor changes
 * of accounts, cards, and a door that stays closed after wrong PINs.
 */
#include "tests/e2e/play.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/staff.h"
#include "tests/e2e/command.h"
#include "tests/e2e/expect.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <zbar.h>

enum { CARD_DOTS = 4, CARD_LINES = 40, CARD_COLUMNS = 80 };

#define HELDA "6308101212640011"
#define SITI  "6308055203600001"
#define NEW_PIN    "927351"
#define SUPERVISOR RIG_SUPERVISOR_PIN "\n"

#define EVENTS(where) "SELECT count(*) FROM journal WHERE " where
#define WRONG         EVENTS("event='staff.wrong-pin'")

/* clang-format off */
#define MOVES_MENU      "apa yang Anda lakukan?"
#define MOVES_TYPING    "RN (mengetik)"
#define MOVES_DOOR      MOVES_TO_NIK, { "+", "Petugas" }, { "1", "ketik PIN Anda" }
#define MOVES_JOIN(pin) MOVES_DOOR, { pin "\r", MOVES_MENU }
#define MOVES_LEAVE     { "5", "Berapa NIK Anda?" }, { "*", "Anda mau apa?" }, { "*", MOVES_IDLE }, { NULL, NULL }
/* clang-format on */

static struct rig *rig;

static void
start_again(void)
{
	rig_kiosk_kill(rig);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
}

/* --- for the participant ---------------------------------------------------------------------------------------------- */

/* With a neighbour; their own account turned out to be somebody else's. */
static void
typed_by_an_officer__is_confirmed_by_the_participant_and_says_who_helped(void **state)
{
	static const struct move moves[] = { MOVES_FIND(HELDA),
		{ "4", "Siapa yang menemani Anda?" }, { "3", "Bolehkah kami memeriksa data Anda?" },
		MOVES_ATTEST, { "+", MOVES_MENU }, { "0", "Apakah data ini benar?" },
		{ NULL, MOVES_TYPING }, { "+", MOVES_MENU },
		{ "4", "Apakah data ini benar?", "(mengetik)" }, { "+", MOVES_MENU },
		{ "0", MOVES_TYPING }, { "1", "Rekening itu bukan atas nama Anda" },
		{ "1", "Bank apa?" }, { "1", "Berapa nomor rekening Anda?" },
		{ "012301004567511\r", "Rekening ini atas nama:" }, MOVES_REVIEW,
		{ "1", "Serahkan keyboard ke peserta." },
		{ NULL, "Peserta: tekan 1 bila benar." }, { NULL, "0123 0100 4567 511" },
		{ "*", "Peserta: tekan 1 bila benar." }, { "2", "Periksa sekali lagi" },
		{ "2", "Bank apa?" }, { "1", "Berapa nomor rekening Anda?" },
		{ "012301004567511\r", "Rekening ini atas nama:" }, MOVES_REVIEW,
		{ "1", "Peserta: tekan 1 bila benar." },
		{ "1", "Klaim Anda DITERIMA PUSAT", "(mengetik)" }, MOVES_END };
	static const char *const seen[] = {
		EVENTS("event='staff.take-over' AND detail='data'"),
		EVENTS("event='staff.hand-back'"),
		EVENTS("event='staff.read-back' AND outcome='not-yet'"),
		EVENTS("event='staff.read-back' AND outcome='ok' AND detail='1'"),
	};
	int64_t claims = 0;

	(void)state;
	expect_idle(rig);
	play(rig, "typed for", moves, NULL, 0);
	assert_int_equal(rig_central_number(rig,
				 "SELECT count(*) FROM claim WHERE nik='" HELDA "' AND channel='assisted'"
				 " AND json_extract(body,'$.officer')='Rina'"
				 " AND json_extract(body,'$.companion')='tetangga'",
				 &claims),
		ST_OK);
	assert_int_equal(claims, 1);
	for (size_t i = 0; i < ARRAY_LEN(seen); i++)
		if (kiosk_number(rig, seen[i]) < 1)
			fail_msg("none of %s", seen[i]);
}

static void
account__closed_from_the_command_line_ends_the_rights_and_the_visit_goes_on(void **state)
{
	static const struct move helped[] = { MOVES_JOIN(RIG_OFFICER_PIN),
		{ "0", "Berapa NIK Anda?" }, { NULL, MOVES_TYPING }, { "63", "▀▀█" },
		{ NULL, NULL } };
	static const struct move goes_on[] = { { NULL, "Akun petugas ditutup", MOVES_TYPING },
		{ "08055203600001\r", "Apakah ini Anda?" }, { "+", "Petugas dipanggil" },
		{ "1", "ketik PIN Anda" }, { RIG_OFFICER_PIN "\r", "Akun Anda ditutup" },
		{ "*", "Petugas dipanggil" }, { "2", "Apakah ini Anda?" }, { NULL, NULL } };

	(void)state;
	expect_idle(rig);
	play(rig, "helped", helped, NULL, 0);
	COMMAND(rig, 0, "", SUPERVISOR, "staff", "disable", "--initials", "RN");
	play(rig, "goes on", goes_on, NULL, 0);
	COMMAND(rig, 0, "", SUPERVISOR, "staff", "enable", "--initials", "RN");
	expect_kiosk_number(rig, EVENTS("event='staff.leave' AND detail='disabled'"), 1);
	start_again();
}

/* --- there or not ------------------------------------------------------------------------------------------------------ */

static void
staff__who_go_are_waited_for_with_a_number_until_they_are_back(void **state)
{
	static const struct move go[] = { MOVES_JOIN(RIG_OFFICER_PIN),
		{ "9", "Apakah Anda di tempat?" }, { "1", "Berapa lama Anda pergi?" },
		{ "2", MOVES_MENU }, MOVES_LEAVE };
	static const struct move call[] = { { NULL, "Petugas kembali" },
		MOVES_TO_NIK, { "+", "Petugas sedang tidak di tempat." },
		{ NULL, "Pastikan dulu data Anda", "ambil nomor" },
		{ "2", "Berapa NIK Anda?" }, { SITI "\r", "Apakah ini Anda?" },
		MOVES_OLD_ENOUGH, { "+", "Petugas kembali" },
		{ "3", "Ini tiket Anda" }, { NULL, "Anda dilayani lebih dulu" }, { NULL, NULL } };
	static const struct move back[] = { MOVES_DOOR, { RIG_OFFICER_2_PIN "\r", MOVES_MENU },
		{ "9", "Petugas kembali" }, { "1", "Saya pergi", "Petugas kembali" },
		{ "3", MOVES_MENU }, MOVES_LEAVE };
	static const struct move here[] = { { NULL, MOVES_IDLE, "Petugas kembali" },
		MOVES_TO_NIK, { "+", "Petugas dipanggil. Mohon tunggu" },
		{ "2", "Berapa NIK Anda?" }, { "*", "Anda mau apa?" }, { "*", MOVES_IDLE },
		{ NULL, NULL } };

	(void)state;
	expect_idle(rig);
	play(rig, "go", go, NULL, 0);
	start_again();
	play(rig, "call", call, NULL, 0);
	expect_kiosk_number(
		rig, "SELECT count(*) FROM handover WHERE why='absent' AND priority=1", 1);
	start_again();
	play(rig, "back", back, NULL, 0);
	play(rig, "here", here, NULL, 0);
	assert_int_equal(
		kiosk_number(rig, EVENTS("event IN ('staff.away','staff.back')")), 2);
}

/* --- accounts ------------------------------------------------------------------------------------------------------------ */

static void
accounts__are_closed_opened_and_given_another_pin_by_a_supervisor(void **state)
{
	static const struct move moves[] = { MOVES_JOIN(RIG_SUPERVISOR_PIN),
		{ "9", "Apakah Anda di tempat?" }, { "2", "Hadi, Petugas" },
		{ "2", "Apa yang diubah?" }, { "3", "Hadi, Petugas, ditutup" },
		{ "2", "Akun ini ditutup." }, { "3", "Hadi, Petugas", "ditutup" },
		{ "2", "Apa yang diubah?" }, { "1", "diketik oleh pemiliknya" },
		{ "123456\r", "angka berurutan" }, { "*", "Apa yang diubah?" },
		{ "1", "diketik oleh pemiliknya" }, { NEW_PIN "\r", "Sekali lagi PIN yang sama" }, { NEW_PIN "\r", "Hadi, Petugas" },
		{ "3", "Suryani" }, { "3", "Supervisor terakhir tidak bisa ditutup." },
		{ "1", "Akun petugas" }, { "0", MOVES_MENU }, MOVES_LEAVE };
	static const struct move joins[] = { MOVES_DOOR,
		{ RIG_OFFICER_2_PIN "\r", "PIN itu tidak dikenal" },
		{ NEW_PIN "\r", MOVES_MENU }, { NULL, "MEMBANTU: HD" }, MOVES_LEAVE };

	(void)state;
	expect_idle(rig);
	play(rig, "accounts", moves, NULL, 0);
	play(rig, "joins", joins, NULL, 0);
	assert_int_equal(
		kiosk_number(rig,
			EVENTS("event IN ('staff.disable','staff.enable','staff.new-pin') AND "
			       "actor=(SELECT id FROM staff WHERE initials='SY') AND "
			       "detail=(SELECT id FROM staff WHERE initials='HD')")),
		3);
}

/* --- the door ------------------------------------------------------------------------------------------------------------ */

/* Whoever starts the kiosk again does not get another five; be it that the time has passed by then. */
static void
door__closed_by_5_wrong_pins_stays_closed_over_a_restart(void **state)
{
	static const struct move door[] = { MOVES_DOOR, { NULL, NULL } };
	static const char *const wrong[] = { "918273\r", "918274\r", "918275\r", "918276\r",
		"918277\r" };
	static const struct move closed[] = { { NULL, "Tunggu 15 detik" }, { NULL, NULL } };
	static const struct move again[] = { MOVES_DOOR, { "918278\r", "Tunggu" },
		{ NULL, NULL } };
	static const struct move opened[] = {
		{ RIG_OFFICER_PIN "\r", "apa yang Anda lakukan?" }, { NULL, NULL }
	};

	(void)state;
	expect_idle(rig);
	play(rig, "door", door, NULL, 0);
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		int64_t tries = kiosk_number(rig, WRONG);

		EXPECT_TYPE(rig_kiosk(rig), wrong[i]);
		expect_kiosk_number(rig, WRONG, tries + 1);
	}
	play(rig, "closed", closed, NULL, 0);
	start_again();
	play(rig, "again", again, NULL, 0);
	COMMAND(rig, 0, "", SUPERVISOR, "staff", "unlock", "--kiosk");
	play(rig, "opened", opened, NULL, 0);
}

/* The half blocks of `staff card` as a picture: '▄' '▀' '█' are ink. */
static void
draw_card(const char *words, unsigned char *dots, int *ret_lines)
{
	static const char *const blocks[] = { " ", "▄", "▀", "█" };
	int line = 0, column = 0;

	while (*words && line < CARD_LINES) {
		size_t b = 0;

		if (*words == '\n') {
			words++;
			line++;
			column = 0;
			continue;
		}
		while (b < ARRAY_LEN(blocks) &&
			strncmp(words, blocks[b], strlen(blocks[b])) != 0)
			b++;
		if (b == ARRAY_LEN(blocks))
			break; /* what follows is for who printed it */
		assert_in_range(column, 0, CARD_COLUMNS - 1);
		for (int i = 0; i < 2 * CARD_DOTS * CARD_DOTS; i++) {
			int row = line * 2 * CARD_DOTS + i / CARD_DOTS;
			bool ink = i / CARD_DOTS < CARD_DOTS ? b & 2 : b & 1;

			dots[row * CARD_COLUMNS * CARD_DOTS + column * CARD_DOTS +
				i % CARD_DOTS] = ink ? 0 : 255;
		}
		words += strlen(blocks[b]);
		column++;
	}
	*ret_lines = line;
}

static void
read_card(const char *words, char ret_code[STAFF_CARD_ROOM])
{
	size_t n = (size_t)CARD_LINES * 2 * CARD_DOTS * CARD_COLUMNS * CARD_DOTS;
	zbar_image_scanner_t *scanner = zbar_image_scanner_create();
	zbar_image_t *image = zbar_image_create();
	unsigned char *dots = malloc(n);
	int lines = 0;

	assert_non_null(dots);
	memset(dots, 255, n);
	words = strstr(words, "KARTU PETUGAS");
	assert_non_null(words);
	draw_card(words + strcspn(words, "\n") + 1, dots, &lines);
	zbar_image_set_format(image, zbar_fourcc('Y', '8', '0', '0'));
	zbar_image_set_size(image, CARD_COLUMNS * CARD_DOTS, (unsigned)(lines * 2 * CARD_DOTS));
	zbar_image_set_data(image, dots, n, NULL);
	assert_int_equal(zbar_scan_image(scanner, image), 1);
	assert_int_equal(
		str_copy(ret_code, STAFF_CARD_ROOM,
			zbar_symbol_get_data(zbar_image_first_symbol(image))),
		ST_OK);
	zbar_image_destroy(image);
	zbar_image_scanner_destroy(scanner);
	free(dots);
}

/* A scanner types faster than people, and Enter. */
static void
card__of_the_printer_is_scanned_and_takes_its_own_pin(void **state)
{
	static const struct move asked[] = { MOVES_DOOR, { "{card}\r", "Kartu terbaca." },
		{ RIG_SUPERVISOR_PIN "\r", "tidak dikenal", "Kartu terbaca." },
		{ "\r", "tunjukkan kartu Anda" }, { "{card}\r", "Kartu terbaca." }, { RIG_OFFICER_PIN "\r", MOVES_MENU },
		{ NULL, "MEMBANTU: RN" }, MOVES_LEAVE };
	char code[STAFF_CARD_ROOM], words[COMMAND_WORDS];
	const struct fill hole = { "card", code };
	struct command command = command_begin(rig, SUPERVISOR,
		(const char *const[]){ "staff", "card", "--initials", "RN", NULL });

	(void)state;
	command_end_with(&command, "card", 0, words);
	read_card(words, code);
	assert_true(staff_card_has_form(code));
	expect_idle(rig);
	play(rig, "card", asked, &hole, 1);
	assert_int_equal(kiosk_number(rig, EVENTS("event='staff.wrong-pin' AND detail="
						  "(SELECT id FROM staff WHERE initials='RN')")),
		1);
}

/* --- life ------------------------------------------------------------------------------------------------------------------ */

static int
begin(void **state)
{
	static const struct rig_options options = {
		.settings = { { "scanner.source", "\"keyboard\"" } }
	};

	(void)state;
	return rig_new(&options, &rig) == ST_OK ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	rig_free(rig);
	return 0;
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			typed_by_an_officer__is_confirmed_by_the_participant_and_says_who_helped),
		cmocka_unit_test(
			account__closed_from_the_command_line_ends_the_rights_and_the_visit_goes_on),
		cmocka_unit_test(
			staff__who_go_are_waited_for_with_a_number_until_they_are_back),
		cmocka_unit_test(card__of_the_printer_is_scanned_and_takes_its_own_pin),
		cmocka_unit_test(
			accounts__are_closed_opened_and_given_another_pin_by_a_supervisor),
		cmocka_unit_test(door__closed_by_5_wrong_pins_stays_closed_over_a_restart),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
