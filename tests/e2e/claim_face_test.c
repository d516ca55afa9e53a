/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The claims of the demo people who stand alone before the camera, and of those whom the face
 * step or the limit leads to the officer. The camera helper is the real one, on pictures; whom
 * it shows is told by the cast.
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
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOVES_MAX = 48, WORDS_MAX = 8, PATH_ROOM = 512 };

struct face_case {
	const char *name, *nik;
	struct move moves[MOVES_MAX];
	struct claim_told told;
	const char *paper[WORDS_MAX];
	const char *also; /* SQL at the centre that must be 1; NULL: nothing more */
};

static struct rig *rig;

#define RECEIVED "DITERIMA PUSAT"
#define OFFICER  "Petugas      RN"

/* clang-format off */
#define MOVES_NOT_MATCHED { NULL, "Foto belum cocok" }, { NULL, "Ini bukan kesalahan Anda." }

static const struct face_case people[] = {
	{ "claim__straight__needs_nobody", "6308055203600001", {
		MOVES_FIND("6308055203600001"), MOVES_OLD_ENOUGH, MOVES_FACE,
		{ NULL, "SITI AMINAH" },
		{ "1", "Uang dikirim ke BRI …7501. Benar?" },
		{ NULL, "Anda terima Rp8.450.000" }, { NULL, "tidak ada potongan pajak" },
		MOVES_CONFIRM, { NULL, "Nomor klaim" }, { NULL, "Dibayar paling lambat" },
		MOVES_END },
		{ 1, "kiosk", "USIA_56", 0, 8450000 },
		{ RECEIVED, "SITI AMINAH", "175", "Lapak Asik" },
		"SELECT count(*) FROM verification WHERE result = 'verified'"
		" AND nik = '6308055203600001'" },
	{ "claim__above_the_limit_alone__takes_a_ticket", "6308031507650002", {
		MOVES_FIND("6308031507650002"), MOVES_OLD_ENOUGH, MOVES_FACE,
		{ "1", "Petugas menyelesaikan klaim ini bersama Anda" },
		{ NULL, "Rp23.750.000" }, { NULL, "Rp15.000.000" },
		{ "2", "Mau dilayani di mana?" }, { "1", "KTP asli" }, { "1", "Buku tabungan" },
		{ "1", "Ini nomor antrean Anda" }, { NULL, "PRIORITAS" }, MOVES_END },
		{ 0 }, { "NOMOR ANTREAN", "PRIORITAS", "Data Anda sudah dicatat." } },
	{ "claim__above_the_limit_with_officer__goes_on_to_the_end", "6308031507650002", {
		MOVES_FIND("6308031507650002"), MOVES_OLD_ENOUGH, MOVES_NO_PHOTO,
		{ "1", "Apakah data ini benar?" },
		{ "1", "Anda terima Rp23.750.000" }, { NULL, "PETUGAS MEMBANTU: RN" },
		MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 23750000 }, { RECEIVED, OFFICER } },
	{ "claim__dismissed_just_under_the_limit__needs_no_paper", "6308051708750014", {
		MOVES_FIND("6308051708750014"), MOVES_REASON("2"), MOVES_FACE,
		{ "1", "Anda terima Rp14.999.999" }, MOVES_CONFIRM, MOVES_END },
		{ 1, "kiosk", "PHK", 0, 14999999 }, { RECEIVED } },
	{ "claim__dismissed_just_over_the_limit__needs_the_officer", "6308051708750015", {
		MOVES_FIND("6308051708750015"), MOVES_REASON("2"), MOVES_FACE,
		{ "1", "Petugas menyelesaikan klaim ini bersama Anda" },
		{ NULL, "Rp15.000.001", "Tunjukkan" }, MOVES_CALL,
		{ "1", "Anda terima Rp15.000.001" }, MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "PHK", 0, 15000001 }, { RECEIVED, OFFICER } },
	{ "claim__not_enrolled__the_photo_enrols", "6308105404570024", {
		MOVES_FIND("6308105404570024"), MOVES_OLD_ENOUGH, MOVES_FACE,
		{ "1", "Anda terima Rp6.600.000" }, MOVES_CONFIRM, MOVES_END },
		{ 1, "kiosk", "USIA_56", 0, 6600000 }, { RECEIVED },
		"SELECT count(*) FROM person WHERE face = 'match'"
		" AND nik = '6308105404570024'" },
	{ "claim__registering_crosses_the_limit__is_said_before_the_key", "6308011905610025", {
		MOVES_FIND("6308011905610025"), MOVES_OLD_ENOUGH, MOVES_FACE,
		{ NULL, "Ada data yang belum lengkap." },
		{ "1", "Berapa nomor HP Anda?" }, { "081234567890\r", "Apakah Anda kawin?" },
		{ "1", "Apa sekolah terakhir Anda?" },
		{ "3", "KPJ ini milik Anda, tetapi belum terdaftar" },
		{ NULL, "Setelah ditambah, klaim perlu dibantu petugas." },
		{ NULL, "Rp9.900.000" }, { NULL, "Rp15.200.000" },
		{ "1", "Petugas menyelesaikan klaim ini bersama Anda" }, MOVES_CALL,
		{ "1", "Anda terima Rp15.200.000" }, MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 15200000 }, { RECEIVED, "2 KPJ", OFFICER },
		"SELECT (SELECT count(*) FROM card WHERE registered AND kpj = '20601234825') = 1 AND"
		" (SELECT count(*) FROM person WHERE phone = '+6281234567890' AND marital_status ="
		" 'kawin' AND education = 'sma' AND nik = '6308011905610025') = 1" },
	{ "claim__face_never_matches__officer_attests", "6308066510580007", {
		MOVES_FIND("6308066510580007"), MOVES_OLD_ENOUGH,
		{ "1", "Lihat ke kamera" }, MOVES_PHOTO, MOVES_NOT_MATCHED,
		{ "1", "Lihat ke kamera" }, MOVES_PHOTO, MOVES_NOT_MATCHED,
		{ "1", "Lihat ke kamera" }, MOVES_PHOTO, MOVES_NOT_MATCHED,
		{ NULL, "Dibantu petugas", "Coba lagi" },
		{ "2", "Petugas melihat KTP asli Anda", "MASTURA" }, MOVES_CALL,
		{ "1", "Apakah data ini benar?" }, { NULL, "HJ. MASTURA" },
		{ "1", "Anda terima Rp9.900.000" }, MOVES_CONFIRM, MOVES_END },
		{ 1, "assisted", "USIA_56", 0, 9900000 }, { RECEIVED, OFFICER },
		"SELECT (SELECT count(*) FROM verification WHERE result = 'not_verified'"
		" AND nik = '6308066510580007') = 3 AND (SELECT count(*) FROM attestation"
		" JOIN visit ON visit.id = visit AND nik = '6308066510580007') = 1" },
};
/* clang-format on */

static void
case__ends_as_told(void **state)
{
	const struct face_case *person = *state;
	int papers = rig_receipts(rig);
	int64_t one = 0;

	expect_idle(rig);
	play(rig, person->name, person->moves, NULL, 0);
	expect_claims(rig, person->nik, &person->told);
	expect_paper(rig, papers + 1, person->nik, person->paper);
	if (person->also) {
		assert_int_equal(rig_central_number(rig, person->also, &one), ST_OK);
		assert_int_equal(one, 1);
	}
}

/* Taken while the centre is away: the claim arrives first, the photograph after it, and makes it whole. */
static void
claim__offline_with_a_photo__is_whole_once_both_have_arrived(void **state)
{
	static const struct move away[] = { MOVES_OFFLINE("6308050505550012"),
		MOVES_OFFLINE_FACE, MOVES_CONTACT("081200000012", "012301004567512"),
		{ NULL, "Foto wajah tersimpan" }, { "1", "TERSIMPAN DI KIOS" }, { NULL, NULL } };
	static const struct move end[] = { MOVES_END };
	static const char *const whole = "SELECT (SELECT status = 'received' FROM claim WHERE"
					 " nik = '6308050505550012') AND (SELECT count(*) FROM"
					 " verification WHERE nik = '6308050505550012') = 1";

	(void)state;
	expect_idle(rig);
	rig_central_kill(rig);
	play(rig, "offline with a photo", away, NULL, 0);
	assert_int_equal(
		kiosk_number(rig, "SELECT count(body) FROM request WHERE kind = 'photo'"), 1);
	assert_int_equal(rig_central_start(rig, NULL), ST_OK);
	assert_int_equal(rig_wait_central(rig, whole, 1, EXPECT_MS), ST_OK);
	expect_kiosk_number(rig, "SELECT count(body) FROM request", 0);
	EXPECT_TEXT(rig_kiosk(rig), "Klaim Anda DITERIMA PUSAT");
	play(rig, "offline with a photo, end", end, NULL, 0);
}

/* --- the camera --------------------------------------------------------------------------- */

static void
set_camera(const char *folder)
{
	char source[PATH_ROOM];
	const struct rig_setting camera = { "camera.source", source };

	assert_int_equal(str_format(source, sizeof(source), "\"images:%s\"", folder), ST_OK);
	assert_int_equal(rig_settings(rig, &camera, 1), ST_OK);
}

/* Frames that are good from the first one on, so that no test waits for the coaching of the
 * demo. */
static void
set_good_camera(void)
{
	char root[PATH_ROOM], folder[PATH_ROOM], from[2 * PATH_ROOM], to[2 * PATH_ROOM];

	assert_non_null(getcwd(root, sizeof(root)));
	assert_int_equal(
		str_format(folder, sizeof(folder), "%s/faces", rig_folder(rig)), ST_OK);
	assert_int_equal(
		str_format(from, sizeof(from), "%s/assets/demo/faces/08-good@300.jpg", root),
		ST_OK);
	assert_int_equal(str_format(to, sizeof(to), "%s/good@300.jpg", folder), ST_OK);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(symlink(from, to), 0);
	set_camera(folder);
}

static void
kiosk_and_centre__have_decided_alike(void **state)
{
	static const char *const events[] = { "claim.decision-differs", "claim.parked", NULL };

	(void)state;
	expect_no_events(rig, events);
}

static int
begin(void **state)
{
	static const struct rig_options options = { 0 };

	(void)state;
	if (rig_new(&options, &rig) != ST_OK)
		return -1;
	set_good_camera();
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
	struct CMUnitTest tests[ARRAY_LEN(people) + 2];

	for (size_t i = 0; i < ARRAY_LEN(people); i++)
		tests[i] = (struct CMUnitTest){ .name = people[i].name,
			.test_func = case__ends_as_told,
			.initial_state = (void *)&people[i] };
	tests[ARRAY_LEN(people)] = (struct CMUnitTest)cmocka_unit_test(
		claim__offline_with_a_photo__is_whole_once_both_have_arrived);
	tests[ARRAY_LEN(people) + 1] =
		(struct CMUnitTest)cmocka_unit_test(kiosk_and_centre__have_decided_alike);
	return cmocka_run_group_tests(tests, begin, end);
}
