/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every service for everybody in assets/demo/people.json, one visit a person, with the keypad alone: a service is
 * opened from the menu, each question that comes is answered by its row below, until the person stands at the menu
 * again. A question without a row, one that comes a third time, or a silence is a dead end and fails with the picture.
 * What a service shows to whom is tested in files of their own.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/rig.h"
#include "tests/e2e/walk.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "rules/identity.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <inttypes.h>
#include <string.h>

enum { PEOPLE_MAX = 64, ROWS_MAX = 64, APART_MS = 100 /* of keys, not to look like one held */ };

#define CAST "assets/demo/people.json"
#define MENU "Anda mau apa?"

struct service {
	const char *name;
	const char *key; /* at the menu */
	struct walk_row rows[12];
};

/* Of whom stands there, for every service. An officer sees the KTP: these people have no camera. */
static const struct walk_row shared[] = {
	{ WALK_IDLE, "\n" },
	{ "Apakah ini Anda?", "1" },
	{ "Mengapa Anda mengambil uang JHT?", "1" },
	{ "Bolehkah kami memeriksa data Anda?", "1" },
	{ "Petugas melihat KTP asli Anda", "1" },
	{ "Petugas dipanggil", "1" },
	{ "ketik PIN Anda", RIG_OFFICER_PIN "\n" },
	{ "apa yang Anda lakukan?", "1" },
	{ "Data belum ditemukan", "3" },
	{ "Mau dilayani di mana?", "1" },
	{ "Perlu dilayani lebih dulu?", "1" },
	{ "Ini nomor antrean Anda", "1" },
	{ "Ini tiket Anda", "1" },
	{ "Kertas sudah dicetak", "1" },
	{ "Ada lagi yang bisa dibantu?", "1" },
	{ "Bagaimana layanan tadi?", "5" },
};

/* Who answers otherwise. */
static const struct {
	const char *nik;
	struct walk_row row;
} exceptions[] = {
	{ "6308021203550016", { "Apakah ini Anda?", "3" } }, /* died: an heir stands there */
	{ "6308021203550016", { "Kami turut berduka", "1" } },
	{ "6308021203550016", { "Buku tabungan", "1" } },
	{ "6308021203550016", { "Surat kematian", "1" } },
	{ "6308021203550016", { "Surat ahli waris", "1" } },
	{ "6308021203550016", { "KTP dan KK ahli waris", "1" } },
};

static const struct service services[] = {
	{ "what_to_bring", "5", { { "Mengapa uang JHT diambil?", "2" }, { "Yang perlu dibawa", "1" } } },
	{ "balance", "2", {
		{ "Semua uang JHT: ditutup", "1" },
		{ "Iuran Anda setiap tahun", "9" },
		{ "Semua uang JHT: Rp", "9" } } },
	{ "check", "6", {
		{ "Layanan lainnya", "1" },
		{ "Ada yang perlu dibetulkan", "9" },
		{ "Semua baik", "9" } } },
	{ "data", "3", {
		{ "Tanggal lahir di pusat berbeda dengan KTP", "1" },
		{ "Mana yang perlu diperbarui?", "9" } } },
	{ "my_claims", "4", {
		{ "Apakah Anda punya struk?", "2" },
		{ "Belum ada klaim atas nama Anda", "3" },
		{ "Klaim yang mana?", "1" },
		{ "Klaim dikembalikan", "4" },
		{ "Nomor klaim", "1" } } },
	{ "appointment", "63", {
		{ "Bertemu petugas untuk apa?", "2" },
		{ "Hari apa Anda bisa datang?", "1" } } },
	{ "complaint", "64", {
		{ "Pengaduan tentang apa?", "6" },
		{ "Pengaduan Anda DITERIMA PUSAT", "1" } } },
	{ "saved", "62", {
		{ "Mana slip yang disimpan?", "345678324\n" },
		{ "Kode itu belum ditemukan", "4" },
		{ "Slip tetap berlaku.", "4" } } },
	{ "withdraw", "67", {
		{ "Izin klaim mana yang dicabut?", "345678324\n" },
		{ "Kode itu belum ditemukan", "3" },
		{ "Cabut izin memakai data Anda?", "1" } } },
};

/* --- the walk ------------------------------------------------------------------------------------------------------- */

static struct rig *rig;
static char niks[PEOPLE_MAX][NIK_ROOM];
static size_t people_n;

/* A key counts for the page it was pressed at. */
static void
open_service(const char *keys)
{
	static const char *const pages[] = { MENU, "Layanan lainnya" };

	for (size_t i = 0; keys[i] != '\0'; i++) {
		const char *page = pages[i], key[] = { keys[i], '\0' };

		expect_ok(terminal_wait_text(rig_kiosk(rig), page, EXPECT_MS), rig_kiosk(rig), page,
			__FILE__, __LINE__);
		terminal_settle(rig_kiosk(rig), APART_MS);
		EXPECT_TYPE(rig_kiosk(rig), key);
		expect_ok(terminal_wait_no_text(rig_kiosk(rig), page, EXPECT_MS), rig_kiosk(rig),
			page, __FILE__, __LINE__);
	}
}

static void
walk_service(const struct service *service, const char *nik, const struct walk_row *closed)
{
	struct walk_row rows[ROWS_MAX];
	char typed[NIK_ROOM + 1];
	size_t n = 0;
	enum status st;

	for (size_t i = 0; i < ARRAY_LEN(service->rows) && service->rows[i].sees; i++)
		rows[n++] = service->rows[i];
	if (closed)
		rows[n++] = *closed;
	for (size_t i = 0; i < ARRAY_LEN(exceptions); i++)
		if (strcmp(exceptions[i].nik, nik) == 0)
			rows[n++] = exceptions[i].row;
	for (size_t i = 0; i < ARRAY_LEN(shared); i++)
		rows[n++] = shared[i];
	assert_int_equal(str_format(typed, sizeof(typed), "%s\n", nik), ST_OK);
	rows[n++] = (struct walk_row){ WALK_NIK, typed };
	open_service(service->key);
	st = walk(rig_kiosk(rig), rows, n, MENU, EXPECT_MS);
	if (st != ST_OK) {
		(void)fprintf(stderr, "%s for %s: %s\n", service->name, nik, status_words(st));
		terminal_dump(rig_kiosk(rig), stderr);
	}
	assert_int_equal(st, ST_OK);
}

static void
walk_services(const char *nik, const struct walk_row *closed)
{
	static const struct walk_row begins[] = { { WALK_IDLE, "\n" } };
	static const struct walk_row leaves[] = { { MENU, "*" }, { "Mengapa tidak jadi?", "5" },
		{ "Bagaimana layanan tadi?", "5" } };

	if (rig_kiosk(rig) == NULL || !terminal_has(rig_kiosk(rig), WALK_IDLE))
		assert_int_equal(rig_kiosk_start(rig), ST_OK);
	assert_int_equal(walk(rig_kiosk(rig), begins, ARRAY_LEN(begins), MENU, EXPECT_MS), ST_OK);
	for (size_t i = 0; i < ARRAY_LEN(services); i++)
		walk_service(&services[i], nik, closed);
	assert_int_equal(
		walk(rig_kiosk(rig), leaves, ARRAY_LEN(leaves), WALK_IDLE, EXPECT_MS), ST_OK);
}

static void
services__of_everybody__come_back_to_the_menu(void **state)
{
	walk_services(*state, NULL);
}

/* --- a centre in trouble ---------------------------------------------------------------------------------------------- */

static const char *const busy[] = { "* /v1/*:503", "* /v1/visits/*:503", NULL };
static const char *const slow[] = { "* /v1/visits:delay=900", "* /v1/visits/*/*:delay=900",
	"GET /v1/visits/*/jht/contributions:delay=900", NULL };

#define NO_CAMERA .settings = { { "camera.source", "\"none\"" } }

/* What is not closed works; what is says why and has a way back. */
static const struct trouble {
	const char *name;
	struct rig_options options;
	struct walk_row closed;
} troubles[] = {
	{ "services__of_a_dead_centre__say_so", { .no_central = true, NO_CAMERA },
		{ "Mungkin jaringan putus.", "2" } },
	{ "services__of_a_busy_centre__say_so", { .faults = busy, NO_CAMERA },
		{ "Kantor pusat sedang sibuk.", "2" } },
	{ "services__of_a_centre_in_maintenance__say_how_long",
		{ .maintenance = "40", NO_CAMERA },
		{ "Kantor pusat sedang dirawat, kira-kira 40 menit lagi.", "2" } },
	{ "services__of_a_slow_centre__work", { .faults = slow, NO_CAMERA }, { NULL, NULL } },
};

static void
services__of_a_centre_in_trouble__come_back_to_the_menu(void **state)
{
	const struct trouble *trouble = *state;
	struct rig *good = rig;

	rig = NULL;
	assert_int_equal(rig_new(&trouble->options, &rig), ST_OK);
	walk_services(niks[0], trouble->closed.sees ? &trouble->closed : NULL);
	rig_free(rig);
	rig = good;
}

/* --- the cast ------------------------------------------------------------------------------------------------------- */

static bool
read_cast(void)
{
	json_t *root = json_load_file(CAST, 0, NULL), *person;
	size_t i;

	json_array_foreach(json_object_get(root, "people"), i, person) {
		if (people_n == PEOPLE_MAX)
			return false;
		if (str_copy(niks[people_n++], sizeof(niks[0]),
			    json_string_value(json_object_get(person, "nik"))) != ST_OK)
			return false;
	}
	json_decref(root);
	return people_n > 0;
}

static int
begin(void **state)
{
	static const struct rig_options options = { .settings = { { "camera.source",
							    "\"none\"" } } };

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
main(int argc, char **argv)
{
	struct CMUnitTest tests[PEOPLE_MAX + ARRAY_LEN(troubles)];
	size_t n = 0;

	if (!read_cast())
		return 1;
	for (size_t i = 0; i < people_n; i++)
		tests[n++] = (struct CMUnitTest){ .name = niks[i],
			.test_func = services__of_everybody__come_back_to_the_menu,
			.initial_state = niks[i] };
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++)
		tests[n++] = (struct CMUnitTest){ .name = troubles[i].name,
			.test_func = services__of_a_centre_in_trouble__come_back_to_the_menu,
			.initial_state = (void *)&troubles[i] };
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return _cmocka_run_group_tests("everybody", tests, n, begin, end);
}
