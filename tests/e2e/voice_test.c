/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A claim with closed eyes: kiosk, centre and camera helper are real, and the voice is a program that writes down what it
 * is given. Each key is pressed because the voice named it, up to the receipt, which is read out.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"

#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NIK "6308105404570024" /* cannot read; no face is enrolled */

enum { PATH_ROOM = 512, SAID_ROOM = 64 * 1024, LOOK_MS = 20 };

/* What is heard, and the key it named. */
struct way {
	const char *hears, *keys;
};

static struct rig *rig;
static char said[SAID_ROOM];
static size_t heard; /* of it, so far */

static void
read_said(void)
{
	char path[PATH_ROOM];
	FILE *file;
	size_t n;

	assert_int_equal(str_format(path, sizeof(path), "%s/said", rig_folder(rig)), ST_OK);
	file = fopen(path, "re");
	n = file ? fread(said, 1, sizeof(said) - 1, file) : 0;
	said[n] = '\0';
	if (file)
		assert_int_equal(fclose(file), 0);
}

/* Waits for the words, behind those that were heard before. The screen goes on meanwhile. */
static void
hear(const char *words)
{
	const char *found = NULL;

	for (int waited = 0; found == NULL && waited < EXPECT_MS; waited += LOOK_MS) {
		(void)terminal_wait_text(rig_kiosk(rig), "\x01never", LOOK_MS);
		read_said();
		found = strstr(said + heard, words);
	}
	if (found == NULL)
		fail_msg("\"%s\" was not said; only: %s", words, said + heard);
	heard = (size_t)(found - said) + strlen(words);
}

static void
assert_no_number_was_said(void)
{
	read_said();
	assert_null(strpbrk(said, "0123456789*"));
	assert_null(strstr(said, "rupiah"));
}

static void
claim__by_voice_alone__reaches_the_receipt(void **state)
{
	static const struct way ways[] = {
		{ "Tekan lima untuk suara", "5" },
		{ "Tekan satu untuk Ambil uang jaminan hari tua.", "1" },
		{ "Ketik enam belas angka", NULL },
		{ "lalu tekan Enter", NIK },
		{ "Angka keenam belas masuk.", "\r" },
		{ "Apakah ini Anda?", NULL },
		{ "Tekan satu untuk ya", "1" },
		{ "Bolehkah kami memeriksa data Anda?", NULL },
		{ "Tekan satu untuk setuju, dengan foto wajah.", "1" },
		{ "Bagus. Tetap begitu. Siap? Tekan Enter.", "\r" },
		{ "Apakah data ini benar?", NULL },
		{ "Tekan satu untuk ", "1" },
		{ "Tekan satu untuk ", "1" },
		{ "Periksa sekali lagi", NULL },
		{ "Tekan satu untuk ", "1" },
		{ "Klaim Anda diterima pusat.", NULL },
		{ "Tekan satu untuk Selesai.", NULL },
		{ "Di kertas tertulis.", NULL },
		{ "diterima pusat.", NULL },
		{ "Telepon satu tujuh lima.", "1" },
		{ "Bagaimana layanan tadi?", NULL },
		{ "Tekan lima untuk Sangat puas.", "5" },
	};
	static const struct claim_told told = { 1, "kiosk", "USIA_56", 0, 6600000 };

	(void)state;
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
		hear(ways[i].hears);
		if (ways[i].keys)
			EXPECT_TYPE(rig_kiosk(rig), ways[i].keys);
	}
	assert_no_number_was_said();
	expect_claims(rig, NIK, &told);
	assert_int_equal(rig_receipts(rig), 1);
}

static void
put_good_camera(char *source, size_t room)
{
	char root[PATH_ROOM], folder[PATH_ROOM], from[2 * PATH_ROOM], to[2 * PATH_ROOM];

	assert_non_null(getcwd(root, sizeof(root)));
	assert_int_equal(str_format(folder, sizeof(folder), "%s/faces", rig_folder(rig)), ST_OK);
	assert_int_equal(
		str_format(from, sizeof(from), "%s/assets/demo/faces/08-good@300.jpg", root),
		ST_OK);
	assert_int_equal(str_format(to, sizeof(to), "%s/good@300.jpg", folder), ST_OK);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(symlink(from, to), 0);
	assert_int_equal(str_format(source, room, "\"images:%s\"", folder), ST_OK);
}

static int
begin(void **state)
{
	static const struct rig_options options = { 0 };
	char source[PATH_ROOM + 16], voice[PATH_ROOM];
	const struct rig_setting settings[] = {
		{ "camera.source", source },
		{ "speech.command", voice },
		{ "speech.idle_every_s", "0" },
	};

	(void)state;
	if (rig_new(&options, &rig) != ST_OK)
		return -1;
	put_good_camera(source, sizeof(source));
	assert_int_equal(
		str_format(voice, sizeof(voice), "\"tee -a %s/said\"", rig_folder(rig)), ST_OK);
	assert_int_equal(rig_settings(rig, settings, ARRAY_LEN(settings)), ST_OK);
	return 0;
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
		cmocka_unit_test(claim__by_voice_alone__reaches_the_receipt),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
