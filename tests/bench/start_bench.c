/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From exec to the first whole screen, and the memory it takes, beside `whiptail --msgbox` with as much text: the two
 * take turns, medians count. Cold: the pages of both programs' files are dropped before every start.
 */
#include "base/array.h"
#include "tests/bench/picture.h"
#include "tests/bench/proc.h"
#include "tests/bench/row.h"
#include "tests/e2e/rig.h"

#include <stdlib.h>

enum { WARM_RUNS = 31, COLD_RUNS = 11, BUDGET_MS = 20000 };

/* One of the two: how it starts, its screen, its files, its times. */
struct runner {
	struct terminal_start how;
	const char *text; /* on its first screen */
	struct picture picture;
	struct files *files;
	struct samples times;
	long peak_kb;
};

static const char *const whiptail[] = { "whiptail", "--title", "Anjungan", "--msgbox",
	"Selamat datang di Mal Pelayanan Publik.\n\n1 Ambil uang JHT\n2 Lihat saldo dan kartu\n"
	"3 Perbarui data saya\n4 Uang saya sudah sampai mana?\n5 Apa yang perlu dibawa\n6 "
	"Lainnya",
	"20", "76", NULL };

static void
must(enum status st, const char *what)
{
	if (st == ST_OK)
		return;
	(void)fprintf(stderr, "start_bench: %s: %s\n", what, status_words(st));
	exit(1);
}

/* Looks twice at the first screen and learns which files lead to it. */
static void
learn(struct runner *runner)
{
	struct picture again;
	struct terminal *terminal;

	must(terminal_new(&runner->how, &terminal), runner->how.argv[0]);
	must(picture_take(terminal, runner->text, &runner->picture), runner->text);
	must(files_of(terminal_pid(terminal), &runner->files), "maps");
	terminal_free(terminal);
	must(terminal_new(&runner->how, &terminal), runner->how.argv[0]);
	must(picture_take(terminal, runner->text, &again), runner->text);
	picture_compare(&runner->picture, &again);
	terminal_free(terminal);
}

static void
run_once(struct runner *runner, bool cold)
{
	struct terminal *terminal;
	enum status st;

	if (cold)
		files_forget(runner->files);
	must(terminal_new(&runner->how, &terminal), runner->how.argv[0]);
	st = picture_wait(terminal, &runner->picture, BUDGET_MS);
	samples_add(&runner->times, ms_since(terminal_exec_ns(terminal)));
	if (st != ST_OK)
		terminal_dump(terminal, stderr);
	must(st, "first screen");
	runner->peak_kb = proc_status_kb(terminal_pid(terminal), "VmHWM");
	terminal_free(terminal);
}

static void
measure(struct runner *kiosk, struct runner *peer, int runs, bool cold)
{
	double ratio_goal = cold ? 1.5 : 1.6, mine, theirs;

	kiosk->times.n = peer->times.n = 0;
	for (int i = 0; i < runs; i++) {
		run_once(kiosk, cold);
		run_once(peer, cold);
	}
	mine = samples_at(&kiosk->times, 0.5);
	theirs = samples_at(&peer->times, 0.5);
	row_report((struct row){
		cold ? "first screen, cold, median" : "first screen, warm, median", "ms", mine,
		theirs, theirs * ratio_goal });
	row_report((struct row){ cold ? "first screen, cold, against whiptail"
				      : "first screen, warm, against whiptail",
		"×", mine / theirs, 1, ratio_goal });
}

int
main(void)
{
	struct rig_options options = { .no_central = true };
	static struct runner kiosk, peer;
	const char *argv[] = { rig_build("bin/anjungan"), "--config", NULL, "run", NULL };
	struct rig *rig;

	must(rig_new(&options, &rig), "rig");
	argv[2] = rig_config(rig);
	kiosk.how.argv = argv;
	kiosk.text = "Tekan";
	peer.how.argv = whiptail;
	peer.text = "<Ok>";
	learn(&kiosk);
	learn(&peer);
	must(files_add(kiosk.files, rig_config(rig)), "files");
	measure(&kiosk, &peer, WARM_RUNS, false);
	measure(&kiosk, &peer, COLD_RUNS, true);
	row_report((struct row){ "peak memory at the first screen", "MB",
		(double)kiosk.peak_kb / 1024, (double)peer.peak_kb / 1024, ROW_NONE });
	files_free(kiosk.files);
	files_free(peer.files);
	rig_free(rig);
	return rows_end();
}
