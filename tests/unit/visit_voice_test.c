/* SPDX-License-Identifier: Apache-2.0 */
/* A visit as it is heard: by the words handed to the voice. */
#include "base/array.h"
#include "base/str.h"
#include "tests/fake/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define NIK "6308055203600001"

enum { SECOND_MS = 1000 };

static int
new_desk(void **state)
{
	static struct fake_desk fake;

	fake_desk_new(&fake);
	*state = &fake;
	return 0;
}

static int
free_desk(void **state)
{
	fake_desk_free(*state);
	return 0;
}

static const char *
last(const struct fake_desk *fake)
{
	return fake_speech_last(fake->speech);
}

static void
expect_said(const struct fake_desk *fake, const char *words)
{
	if (strstr(last(fake), words) == NULL)
		fail_msg("\"%s\" is not in \"%s\"", words, last(fake));
}

/* Keys after which nothing at all is said. */
static void
press_unheard(struct fake_desk *fake, const char *keys)
{
	int says = fake->speech->says;

	fake_desk_press(fake, keys);
	if (fake->speech->says != says)
		fail_msg("said after %s: %s", keys, last(fake));
	assert_false(fake->speech->speaking);
}

static void
idle__says_what_this_is_and_how_to_hear_it_and_then_is_quiet(void **state)
{
	struct fake_desk *fake = *state;
	int says = fake->speech->says;

	assert_int_equal(says, 1);
	expect_said(fake, "Ambil uang jaminan hari tua di sini");
	expect_said(fake, "Tekan lima untuk suara");
	fake_desk_pass(fake, 299 * SECOND_MS);
	assert_int_equal(fake->speech->says, says);
	fake_desk_pass(fake, 2 * SECOND_MS);
	assert_int_equal(fake->speech->says, says + 1);
	expect_said(fake, "Tekan lima untuk suara");
}

static void
idle__is_quiet_while_the_counter_is_closed(void **state)
{
	struct fake_desk *fake = *state;
	int says = fake->speech->says;

	fake->desk.opening = (struct opening){ 22 * 3600, 23 * 3600, true };
	fake_desk_pass(fake, 310 * SECOND_MS);
	assert_int_equal(fake->speech->says, says);
}

/* Somebody who plays with the keys does not make it talk without end. */
static void
idle__does_not_repeat_itself_to_who_comes_and_goes(void **state)
{
	struct fake_desk *fake = *state;
	int says;

	fake_desk_press(fake, "0*");
	fake_desk_expect(fake, "idle");
	says = fake->speech->says;
	for (int i = 0; i < 5; i++) {
		fake_desk_press(fake, "0");
		fake_desk_press(fake, "*");
	}
	fake_desk_expect(fake, "idle");
	assert_int_equal(fake->speech->says, says + 5); /* the menu, each time */
	expect_said(fake, "Anda mau apa?");
	assert_false(fake->speech->speaking);
}

static void
menu__speaks_to_everybody_and_the_rest_to_who_wants_it(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "0");
	expect_said(fake, "Tekan garis miring untuk suara di semua layar.");
	expect_said(fake, "Tekan satu untuk Ambil uang jaminan hari tua.");
	press_unheard(fake, "1630\r");
	fake_desk_press(fake, "/");
	expect_said(fake, "Berapa nik Anda?");
	expect_said(fake, "lalu tekan Enter");
	fake_desk_press(fake, "**0");
	fake_desk_expect(fake, "menu");
	press_unheard(fake, "1"); /* the next person */
}

static void
key_5__makes_every_screen_speak(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "5");
	fake_desk_expect(fake, "menu");
	expect_said(fake, "Tekan nol untuk Atur suara.");
	fake_desk_press(fake, "1");
	expect_said(fake, "Berapa nik Anda?");
	fake_desk_press(fake, "?");
	expect_said(fake, "Supaya kami menemukan data");
	fake_desk_press(fake, "\r");
	expect_said(fake, "Berapa nik Anda?");
}

static void
setting__always_needs_no_key(void **state)
{
	struct fake_desk *fake = *state;

	fake->desk.voice.always = true;
	fake_desk_press(fake, "01");
	expect_said(fake, "Berapa nik Anda?");
}

static void
typing__tells_the_place_of_a_digit_and_never_the_digit(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "516");
	expect_said(fake, "Angka pertama masuk.");
	fake_desk_press(fake, "3089");
	assert_string_equal(last(fake), "Angka kelima masuk.");
	fake_desk_press(fake, "-");
	assert_string_equal(last(fake), "Dihapus. Tinggal empat angka.");
	fake_desk_press(fake, "/");
	assert_null(strstr(last(fake), "tiga nol delapan"));
	fake_desk_press(fake, "0\r");
	expect_said(fake, "enam belas angka"); /* what is wrong with it */
}

static void
typing__says_digits_to_who_asks(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "505");
	fake_desk_expect(fake, "voice");
	fake_desk_press(fake, "\r163");
	assert_string_equal(last(fake), "tiga, angka kedua.");
	fake_desk_press(fake, "0805520/");
	expect_said(fake, "Sudah diketik, enam tiga nol delapan nol lima lima dua nol.");
}

static void
typing__of_a_pin_is_silent(void **state)
{
	struct fake_desk *fake = *state;
	int says;

	fake_desk_press(fake, "5+1");
	fake_desk_expect(fake, "pin");
	says = fake->speech->says;
	fake_desk_press(fake, "4829");
	assert_int_equal(fake->speech->says, says);
}

static void
slash__repeats_then_tells_where_then_sets_the_voice(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51");
	fake_desk_press(fake, "/");
	expect_said(fake, "Ketik enam belas angka");
	fake_desk_press(fake, "/");
	expect_said(fake, "Ambil uang jaminan hari tua. Langkah satu dari delapan.");
	expect_said(fake, "Berapa nik Anda? Tekan bintang untuk kembali.");
	expect_said(fake, "Tekan tambah untuk panggil petugas.");
	expect_said(fake, "Tekan garis miring sekali lagi untuk mengatur suara.");
	fake_desk_press(fake, "/");
	fake_desk_expect(fake, "voice");
	expect_said(fake, "Tekan satu untuk Lebih keras.");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "nik");
	expect_said(fake, "Berapa nik Anda?");
}

/* Who listens to the end and asks again hears the same again. */
static void
slash__after_a_while_is_the_first_again(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51/");
	fake_desk_pass(fake, 4 * SECOND_MS);
	fake_desk_press(fake, "/");
	expect_said(fake, "Ketik enam belas angka");
	assert_null(strstr(last(fake), "Langkah"));
}

static void
voice__is_set_at_the_pad_and_reset_for_the_next_person(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "50");
	fake_desk_expect(fake, "voice");
	fake_desk_press(fake, "11");
	assert_int_equal(fake->speech->loudness, SPEECH_LOUDNESS_DEFAULT + 50);
	expect_said(fake, "Begini suaranya sekarang.");
	fake_desk_press(fake, "2224");
	assert_int_equal(fake->speech->loudness, SPEECH_LOUDNESS_DEFAULT - 25);
	assert_true(fake->speech->words_a_minute < SPEECH_WORDS_DEFAULT);
	fake_desk_press(fake, "3333333333");
	assert_true(fake->speech->words_a_minute > SPEECH_WORDS_DEFAULT);
	assert_true(fake->speech->words_a_minute <= 450);
	fake_desk_press(fake, "8");
	expect_said(fake, "Tekan salah satu angka di layar.");
	fake_desk_press(fake, "\r");
	fake_desk_expect(fake, "menu");
	fake_desk_press(fake, "*");
	fake_desk_expect(fake, "idle");
	assert_int_equal(fake->speech->loudness, SPEECH_LOUDNESS_DEFAULT);
	assert_int_equal(fake->speech->words_a_minute, SPEECH_WORDS_DEFAULT);
}

static void
voice__never_becomes_silent_but_by_its_key(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "502222222222");
	assert_true(fake->speech->loudness >= 10);
	fake_desk_press(fake, "9");
	fake_desk_expect(fake, "menu");
	press_unheard(fake, "1");
}

static void
any_key__ends_what_is_being_said(void **state)
{
	static const char keys[] = "0+-*?1";
	struct fake_desk *fake = *state;

	for (size_t i = 0; keys[i]; i++) {
		const char key[] = { keys[i], '\0' };
		int hushes;

		fake_desk_press(fake, "5");
		hushes = fake->speech->hushes;
		fake_desk_press(fake, key);
		assert_true(fake->speech->hushes > hushes);
		fake_desk_restart(fake);
	}
}

static void
warning__is_said_and_said_again_before_the_end(void **state)
{
	struct fake_desk *fake = *state;
	int says;

	fake_desk_press(fake, "01");
	says = fake->speech->says;
	fake_desk_pass(fake, 185 * SECOND_MS);
	assert_int_equal(fake->speech->says, says + 1);
	assert_string_equal(last(fake), "Masih di sini? Tekan tombol apa saja.");
	fake_desk_pass(fake, 16 * SECOND_MS);
	assert_int_equal(fake->speech->says, says + 2);
	fake_desk_press(fake, "1");
	fake_desk_expect(fake, "nik");
	fake_desk_pass(fake, 185 * SECOND_MS);
	assert_int_equal(fake->speech->says, says + 3);
}

static void
walk_to_face(struct fake_desk *fake, const char *begin)
{
	fake_desk_straight_centre(fake);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	fake_desk_press(fake, begin);
	fake_desk_press(fake, NIK "\r11");
	fake_desk_expect(fake, "face");
}

static void
claim(struct fake_desk *fake)
{
	fake_desk_pass(fake, 500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	fake_desk_press(fake, "111");
	fake_desk_expect(fake, "result");
}

static void
face__says_hints_and_counts_down(void **state)
{
	static const char *const counts[] = { "Tiga.", "Dua.", "Satu." };
	struct fake_desk *fake = *state;

	walk_to_face(fake, "51");
	fake_desk_pass(fake, 4500);
	expect_said(fake, "Bagus. Tetap begitu. Siap? Tekan Enter.");
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	for (size_t i = 0; i < ARRAY_LEN(counts); i++)
		assert_true(fake_speech_heard(fake->speech, counts[i]));
}

static void
receipt__is_read_to_who_cannot_read_it(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake, "51");
	claim(fake);
	expect_said(fake, "Di kertas tertulis.");
	expect_said(fake, "diterima pusat");
	expect_said(fake, "kode di kertas");
	expect_said(fake, "Telepon satu tujuh lima");
	assert_null(strpbrk(last(fake), "0123456789*"));
	fake_desk_press(fake, "/");
	expect_said(fake, "Di kertas tertulis.");
}

static void
receipt__that_did_not_come_out_is_not_read(void **state)
{
	struct fake_desk *fake = *state;

	fake->printer.state = ST_PAPER_OUT;
	walk_to_face(fake, "51");
	claim(fake);
	assert_false(fake_speech_heard(fake->speech, "Di kertas tertulis"));
}

/* Who has not asked for the voice is not coached aloud, either. */
static void
face__is_silent_for_who_reads(void **state)
{
	struct fake_desk *fake = *state;
	int says;

	walk_to_face(fake, "01");
	says = fake->speech->says;
	fake_desk_pass(fake, 4500);
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 2000);
	assert_int_equal(fake->speech->says, says);
}

static void
receipt__is_not_read_to_who_reads(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake, "01");
	claim(fake);
	assert_false(fake_speech_heard(fake->speech, "Di kertas tertulis"));
	assert_false(fake_speech_heard(fake->speech, "Berapa nik"));
}

/* What only staff read is nothing for the hall; the participant's turn is. */
static void
staff__read_their_own_screens(void **state)
{
	struct fake_desk *fake = *state;

	fake_desk_press(fake, "51+");
	expect_said(fake, "Petugas dipanggil");
	fake_desk_press(fake, "1482915\r");
	fake_desk_expect(fake, "officer");
	press_unheard(fake, "9");
	press_unheard(fake, "/");
}

static void
survey__is_asked_in_the_same_voice(void **state)
{
	struct fake_desk *fake = *state;

	walk_to_face(fake, "5011\r1");
	claim(fake);
	fake_desk_press(fake, "1");
	expect_said(fake, "Bagaimana layanan tadi?");
	assert_int_equal(fake->speech->loudness, SPEECH_LOUDNESS_DEFAULT + 50);
	fake_desk_pass(fake, 2000);
	fake_desk_press(fake, "4");
	fake_desk_expect(fake, "idle");
	assert_int_equal(fake->speech->loudness, SPEECH_LOUDNESS_DEFAULT);
}

static void
voice__that_does_not_work_is_not_offered(void **state)
{
	struct fake_desk *fake = *state;

	fake->speech->state = ST_GONE;
	fake_desk_pass(fake, 500);
	assert_false(fake_desk_shows(fake, "Tekan 5 untuk suara"));
	fake_desk_press(fake, "5/");
	assert_true(fake_desk_shows(fake, "Suara sedang tidak bisa dipakai."));
	fake->speech->state = ST_OK;
	fake_desk_press(fake, "*");
	fake_desk_pass(fake, 500);
	assert_true(fake_desk_shows(fake, "Tekan 5 untuk suara"));
}

/* The whole way with closed eyes: before each key its name was said on that screen. */
static void
claim__by_ear_alone_names_every_key(void **state)
{
	static const struct {
		const char *named, *key;
	} ways[] = {
		{ "Tekan lima untuk suara", "5" },
		{ "Tekan satu untuk Ambil uang", "1" },
		{ "lalu tekan Enter", NIK "\r" },
		{ "Tekan satu untuk ya", "1" },
		{ "Tekan satu untuk setuju", "1" },
	};
	struct fake_desk *fake = *state;

	fake_desk_straight_centre(fake);
	fake_camera_face(&fake->camera, 0, true);
	fake_camera_face(&fake->camera, 0, true);
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		expect_said(fake, ways[i].named);
		fake_desk_press(fake, ways[i].key);
	}
	fake_desk_expect(fake, "face");
	expect_said(fake, "Tunggu sebentar");
	fake_desk_pass(fake, 5000);
	expect_said(fake, "Tekan Enter");
	fake_desk_press(fake, "\r");
	fake_desk_pass(fake, 4000);
	for (int i = 0; i < 3; i++) {
		expect_said(fake, "Tekan satu untuk ");
		fake_desk_press(fake, "1");
	}
	fake_desk_expect(fake, "result");
	expect_said(fake, "Tekan satu untuk ");
	for (int i = 0; i < fake->speech->says && i < FAKE_SPEECH_SAID; i++)
		assert_null(strpbrk(fake->speech->said[i], "0123456789*"));
}

#define T(test) cmocka_unit_test_setup_teardown(test, new_desk, free_desk)

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		T(idle__says_what_this_is_and_how_to_hear_it_and_then_is_quiet),
		T(idle__is_quiet_while_the_counter_is_closed),
		T(idle__does_not_repeat_itself_to_who_comes_and_goes),
		T(menu__speaks_to_everybody_and_the_rest_to_who_wants_it),
		T(key_5__makes_every_screen_speak),
		T(setting__always_needs_no_key),
		T(typing__tells_the_place_of_a_digit_and_never_the_digit),
		T(typing__says_digits_to_who_asks),
		T(typing__of_a_pin_is_silent),
		T(slash__repeats_then_tells_where_then_sets_the_voice),
		T(slash__after_a_while_is_the_first_again),
		T(voice__is_set_at_the_pad_and_reset_for_the_next_person),
		T(voice__never_becomes_silent_but_by_its_key),
		T(any_key__ends_what_is_being_said),
		T(warning__is_said_and_said_again_before_the_end),
		T(face__says_hints_and_counts_down),
		T(face__is_silent_for_who_reads),
		T(receipt__is_read_to_who_cannot_read_it),
		T(receipt__that_did_not_come_out_is_not_read),
		T(receipt__is_not_read_to_who_reads),
		T(staff__read_their_own_screens),
		T(survey__is_asked_in_the_same_voice),
		T(voice__that_does_not_work_is_not_offered),
		T(claim__by_ear_alone_names_every_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
