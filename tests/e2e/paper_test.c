/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paper with the real kiosk: a printer that runs out in the middle, a kill while it prints, and a slip that is found
 * again by the code on it, read by the camera.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"
#include "tests/fake/virtual_printer.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"
#include "rules/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <qrencode.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <turbojpeg.h>

#define NIK "6308055203600001"

enum {
	PATH_ROOM = 512,
	TARGET_ROOM = 128,
	PAPER_MAX = 1 << 20,
	LOOK_MS = 20,
	PICTURE_WIDTH = 640,
	PICTURE_HEIGHT = 480,
	MODULE = 10, /* pixels of a QR code's module */
};

/* clang-format off */
#define TO_REVIEW MOVES_FIND(NIK), MOVES_OLD_ENOUGH, MOVES_ATTEST, \
	{ "1", "Anda terima Rp8.450.000" }, MOVES_REVIEW

static const struct move to_no_paper[] = {
	TO_REVIEW,
	{ "1", "Struk tidak tercetak. Catat atau foto kode ini." },
	{ NULL, "Kertas habis. Panggil petugas, isi kertas, lalu tekan 2." },
	{ NULL, "Yang berikut bertulis SALINAN." },
	{ NULL, NULL },
};
static const struct move to_paper[] = {
	{ "2", "Klaim Anda DITERIMA PUSAT", "Struk tidak tercetak" }, { NULL, NULL },
};
static const struct move to_no_printer[] = {
	TO_REVIEW,
	{ "1", "Struk tidak tercetak. Catat atau foto kode ini.", "SALINAN" },
	{ NULL, "Pencetak tidak tersambung. Panggil petugas, lalu tekan 2." },
	{ NULL, NULL },
};
static const struct move to_half_a_slip[] = {
	{ "2", "Yang berikut bertulis SALINAN." },
	{ NULL, "Pencetak tidak tersambung. Panggil petugas, lalu tekan 2." },
	{ NULL, NULL },
};
static const struct move to_printing[] = {
	TO_REVIEW, { "1", "Mencetak struk" }, { NULL, NULL },
};
static const struct move to_end[] = {
	TO_REVIEW, { "1", "Klaim Anda DITERIMA PUSAT" }, MOVES_END,
};
static const struct move to_copy_by_hand[] = {
	{ "5", "Anda mau apa?" }, { "4", "Apakah Anda punya struk?" },
	{ "1", "Mana kode struknya?" },
	{ "{code}", "{code}" }, { "\r", "Klaim sudah DITERIMA PUSAT" },
	{ "2", "Salinan sudah dicetak" }, MOVES_END,
};
static const struct move to_copy_by_camera[] = {
	{ "5", "Anda mau apa?" }, { "4", "Apakah Anda punya struk?" },
	{ "1", "Klaim sudah DITERIMA PUSAT", "SITI" },
	{ "2", "Salinan sudah dicetak" }, MOVES_END,
};
static const struct move to_status_without_centre[] = {
	{ "5", "Anda mau apa?" }, { "4", "Apakah Anda punya struk?" },
	{ "1", "Klaim sudah DITERIMA PUSAT" },
	{ NULL, "Pusat belum bisa ditanya." }, MOVES_END,
};
/* clang-format on */

static struct rig *
begin(const struct virtual_printer *printer)
{
	struct rig_options options = { 0 };
	struct rig *rig = NULL;

	if (printer)
		options.settings[0] = (struct rig_setting){ "printer.target",
			virtual_printer_setting(printer) };
	assert_int_equal(rig_new(&options, &rig), ST_OK);
	expect_idle(rig);
	return rig;
}

static bool
paper_has(struct virtual_printer *printer, size_t from, const char *words)
{
	struct buf bytes;
	bool has;

	buf_init(&bytes, PAPER_MAX);
	assert_int_equal(virtual_printer_read(printer, from, &bytes), ST_OK);
	has = bytes.len > 0 && memmem(bytes.data, bytes.len, words, strlen(words)) != NULL;
	buf_free(&bytes);
	return has;
}

static void
printer__out_of_paper_in_the_middle__prints_whole_and_as_a_copy_after(void **state)
{
	struct virtual_printer *printer = NULL;
	struct rig *rig;
	size_t torn;

	(void)state;
	assert_int_equal(virtual_printer_new(VIRTUAL_DEVICE, &printer), ST_OK);
	virtual_printer_set(printer, &(struct virtual_habits){ .paper = 400 });
	rig = begin(printer);
	play(rig, "out of paper", to_no_paper, NULL, 0);
	torn = virtual_printer_printed(printer);
	assert_int_equal(torn, 400);
	assert_false(paper_has(printer, 0, "Simpan kertas ini."));
	expect_kiosk_number(rig,
		"SELECT count(*) FROM print_job WHERE state=2 AND why LIKE '%part-out'", 1);
	expect_kiosk_number(rig, "SELECT count(*) FROM print_job WHERE state=1", 0);
	virtual_printer_set(printer, &(struct virtual_habits){ 0 });
	play(rig, "paper again", to_paper, NULL, 0);
	expect_kiosk_number(rig, "SELECT count(*) FROM print_job WHERE state=1", 1);
	assert_true(paper_has(printer, torn, "SALINAN"));
	assert_true(paper_has(printer, torn, "DITERIMA PUSAT"));
	assert_true(paper_has(printer, torn, "Simpan kertas ini."));
	rig_free(rig);
	virtual_printer_free(printer);
}

static void
printer__missing_then_unplugged_in_a_line_then_back__needs_no_restart(void **state)
{
	struct virtual_printer *printer = NULL;
	struct rig *rig;
	size_t torn;

	(void)state;
	assert_int_equal(virtual_printer_new(VIRTUAL_DEVICE, &printer), ST_OK);
	virtual_printer_unplug(printer);
	rig = begin(printer);
	play(rig, "no printer", to_no_printer, NULL, 0);
	virtual_printer_set(printer, &(struct virtual_habits){ .unplug = 300 });
	assert_int_equal(virtual_printer_plug(printer), ST_OK);
	play(rig, "half a slip", to_half_a_slip, NULL, 0);
	torn = virtual_printer_printed(printer);
	assert_int_equal(torn, 300);
	assert_false(paper_has(printer, 0, "SALINAN"));
	expect_kiosk_number(rig, "SELECT count(*) FROM print_job WHERE state=1", 0);
	virtual_printer_set(printer, &(struct virtual_habits){ 0 });
	assert_int_equal(virtual_printer_plug(printer), ST_OK);
	play(rig, "a whole one", to_paper, NULL, 0);
	expect_kiosk_number(rig, "SELECT count(*) FROM print_job WHERE state=1", 1);
	assert_true(paper_has(printer, torn, "SALINAN"));
	assert_true(paper_has(printer, torn, "Simpan kertas ini."));
	rig_free(rig);
	virtual_printer_free(printer);
}

static void
read_code(struct rig *rig, char ret_code[CODE_ROOM])
{
	assert_int_equal(kiosk_text(rig, "SELECT code FROM claim", ret_code, CODE_ROOM), ST_OK);
	assert_int_equal(strlen(ret_code), CODE_CHARS);
}

static void
kiosk__killed_while_it_prints__prints_nothing_by_itself_and_a_copy_for_who_asks(void **state)
{
	struct virtual_printer *printer = NULL;
	int64_t end = loop_now_ms() + EXPECT_MS;
	char code[CODE_ROOM];
	struct rig *rig;
	size_t printed;

	(void)state;
	assert_int_equal(virtual_printer_new(VIRTUAL_DEVICE, &printer), ST_OK);
	virtual_printer_set(printer, &(struct virtual_habits){ .never_done = true });
	rig = begin(printer);
	play(rig, "printing", to_printing, NULL, 0);
	while (!paper_has(printer, 0, "Simpan kertas ini.") && loop_now_ms() < end)
		terminal_settle(rig_kiosk(rig), LOOK_MS);
	rig_kiosk_kill(rig);
	assert_int_equal(kiosk_number(rig, "SELECT count(*) FROM print_job WHERE state=0"), 1);
	printed = virtual_printer_printed(printer);
	virtual_printer_set(printer, &(struct virtual_habits){ 0 });
	expect_idle(rig);
	expect_kiosk_number(rig,
		"SELECT count(*) FROM print_job WHERE state=2 AND why='outcome-unknown'", 1);
	assert_int_equal(kiosk_number(rig, "SELECT count(*) FROM journal WHERE "
					   "event='print.end' AND outcome='unknown'"),
		1);
	read_code(rig, code);
	play(rig, "who comes back", to_copy_by_hand, &(struct fill){ "code", code }, 1);
	assert_true(paper_has(printer, printed, "SALINAN"));
	assert_true(paper_has(printer, printed, "Menggantikan struk sebelumnya."));
	expect_kiosk_number(rig, "SELECT count(*) FROM print_job WHERE state=1", 1);
	rig_free(rig);
	virtual_printer_free(printer);
}

/* --- a slip before the camera ------------------------------------------------------------------------------------- */

static void
draw_code(const char *code, unsigned char *grey)
{
	QRcode *qr = QRcode_encodeString(code, 0, QR_ECLEVEL_H, QR_MODE_8, 1);
	int left, top;

	assert_non_null(qr);
	left = (PICTURE_WIDTH - qr->width * MODULE) / 2;
	top = (PICTURE_HEIGHT - qr->width * MODULE) / 2;
	memset(grey, 0xF0, (size_t)PICTURE_WIDTH * PICTURE_HEIGHT);
	for (int y = 0; y < qr->width * MODULE; y++)
		for (int x = 0; x < qr->width * MODULE; x++)
			if (qr->data[y / MODULE * qr->width + x / MODULE] & 1)
				grey[(top + y) * PICTURE_WIDTH + left + x] = 0x10;
	QRcode_free(qr);
}

static void
write_picture(const char *path, const char *code)
{
	unsigned char *grey = malloc((size_t)PICTURE_WIDTH * PICTURE_HEIGHT), *jpeg = NULL;
	tjhandle press = tjInitCompress();
	unsigned long n = 0;
	FILE *file;

	assert_non_null(grey);
	assert_non_null(press);
	draw_code(code, grey);
	assert_int_equal(tjCompress2(press, grey, PICTURE_WIDTH, 0, PICTURE_HEIGHT, TJPF_GRAY,
				 &jpeg, &n, TJSAMP_GRAY, 90, 0),
		0);
	file = fopen(path, "we");
	assert_non_null(file);
	assert_int_equal(fwrite(jpeg, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
	tjFree(jpeg);
	assert_int_equal(tjDestroy(press), 0);
	free(grey);
}

/* From the next start on the camera sees nothing but the slip. */
static void
show_slip(struct rig *rig, const char *code)
{
	char folder[PATH_ROOM], path[2 * PATH_ROOM], source[2 * PATH_ROOM];
	const struct rig_setting settings[] = {
		{ "camera.source", source },
		{ "scanner.source", "\"camera\"" },
	};

	assert_int_equal(str_format(folder, sizeof(folder), "%s/slip", rig_folder(rig)), ST_OK);
	assert_int_equal(str_format(path, sizeof(path), "%s/slip.jpg", folder), ST_OK);
	assert_int_equal(
		str_format(source, sizeof(source), "\"images:%s\"", folder), ST_OK);
	assert_int_equal(mkdir(folder, 0700), 0);
	write_picture(path, code);
	assert_int_equal(rig_settings(rig, settings, ARRAY_LEN(settings)), ST_OK);
	assert_int_equal(rig_kiosk_start(rig), ST_OK);
	EXPECT_TEXT(rig_kiosk(rig), MOVES_IDLE);
}

static void
slip__before_the_camera__says_where_the_money_is_and_is_printed_again(void **state)
{
	static const char *const words[] = { "SALINAN", "DITERIMA PUSAT", "JHT-", NULL };
	struct rig *rig = begin(NULL);
	char code[CODE_ROOM];

	(void)state;
	play(rig, "a claim", to_end, NULL, 0);
	read_code(rig, code);
	show_slip(rig, code);
	play(rig, "the slip", to_copy_by_camera, NULL, 0);
	expect_paper(rig, 2, NIK, words);
	rig_central_kill(rig);
	play(rig, "no centre", to_status_without_centre, NULL, 0);
	rig_free(rig);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			printer__out_of_paper_in_the_middle__prints_whole_and_as_a_copy_after),
		cmocka_unit_test(
			printer__missing_then_unplugged_in_a_line_then_back__needs_no_restart),
		cmocka_unit_test(
			kiosk__killed_while_it_prints__prints_nothing_by_itself_and_a_copy_for_who_asks),
		cmocka_unit_test(
			slip__before_the_camera__says_where_the_money_is_and_is_printed_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
