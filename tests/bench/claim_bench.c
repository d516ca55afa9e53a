/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One whole claim, from the idle screen to the receipt, three times: through a counting proxy, for exchanges,
 * connections and bytes; over TLS, for the kiosk's memory after it; and over TLS on a slow line, for its time.
 */
#include "base/array.h"
#include "base/str.h"
#include "tests/bench/proc.h"
#include "tests/bench/proxy.h"
#include "tests/bench/row.h"
#include "tests/e2e/rig.h"
#include "tests/e2e/slow_line.h"
#include "tests/e2e/walk.h"

#include <stdlib.h>

enum { CENTRE_MS = 20000, REST_MS = 1500 };

#define PERSON "6308055203600001"

static void
must(enum status st, struct rig *rig, const char *what)
{
	if (st == ST_OK)
		return;
	(void)fprintf(stderr, "claim_bench: %s: %s\n", what, status_words(st));
	if (rig != NULL && rig_kiosk(rig) != NULL)
		terminal_dump(rig_kiosk(rig), stderr);
	rig_free(rig);
	exit(1);
}

static void
report_exchanges(struct proxy_count count)
{
	row_report(
		(struct row){ "one claim, HTTP exchanges", "", count.exchanges, ROW_NONE, 12 });
	row_report(
		(struct row){ "one claim, connections", "", count.connections, ROW_NONE, 1 });
	row_report((struct row){ "one claim, bytes but for the photo", "kB",
		(double)(count.bytes - count.photo_bytes) / 1000, ROW_NONE, 12 });
	row_report((struct row){ "one claim, bytes of the photo", "kB",
		(double)count.photo_bytes / 1000, ROW_NONE, ROW_NONE });
}

static void
report_memory(pid_t kiosk)
{
	row_report((struct row){ "kiosk after a claim over TLS, PSS", "MB",
		(double)proc_smaps_kb(kiosk, "Pss") / 1024, ROW_NONE, 16 });
	row_report((struct row){ "kiosk after a claim over TLS, private dirty", "MB",
		(double)proc_smaps_kb(kiosk, "Private_Dirty") / 1024, ROW_NONE, 5 });
	row_report((struct row){ "kiosk after a claim over TLS, peak resident", "MB",
		(double)proc_status_kb(kiosk, "VmHWM") / 1024, ROW_NONE, ROW_NONE });
}

/* From the idle screen to the receipt in hand and the claim at the centre. */
static void
claim(struct rig *rig)
{
	must(rig_kiosk_start(rig), rig, "kiosk");
	must(terminal_wait_text(rig_kiosk(rig), WALK_IDLE, CENTRE_MS), rig, "idle screen");
	must(walk_claim(rig_kiosk(rig), PERSON), rig, "claim");
	must(rig_wait_central(
		     rig, "SELECT count(*) FROM claim WHERE nik = '" PERSON "'", 1, CENTRE_MS),
		rig, "the claim at the centre");
	must(rig_wait_receipts(rig, 1, CENTRE_MS), rig, "the receipt");
	terminal_settle(rig_kiosk(rig), REST_MS);
	row_check("the centre has the claim once, the receipt is printed", 1);
}

static void
count_exchanges(const char *camera)
{
	char url[64];
	const struct rig_options options = { .settings = { { "camera.source", camera },
						     { "central.url", url } } };
	struct proxy *proxy;
	struct rig *rig;

	must(proxy_new(&proxy), NULL, "proxy");
	must(str_format(url, sizeof(url), "\"http://127.0.0.1:%d\"", proxy_port(proxy)), NULL,
		"url");
	must(rig_new(&options, &rig), NULL, "rig");
	proxy_to(proxy, rig_port(rig));
	claim(rig);
	report_exchanges(proxy_take(proxy));
	rig_free(rig);
	proxy_free(proxy);
}

static void
weigh_over_tls(const char *camera)
{
	const struct rig_options options = { .tls = true,
		.settings = { { "camera.source", camera } } };
	struct rig *rig;

	must(rig_new(&options, &rig), NULL, "rig");
	claim(rig);
	report_memory(terminal_pid(rig_kiosk(rig)));
	rig_free(rig);
}

/* Beside it stands what the same walk takes on a line without a limit: most of it is the person. */
static void
time_on_slow_line(const char *camera)
{
	static const struct line_shape good = { 1000000000, 0, 0 }, slow = { 64000, 800, 5 };
	const struct line_shape *shapes[] = { &good, &slow };
	struct line_carried carried;
	double seconds[ARRAY_LEN(shapes)];

	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		char url[64];
		const struct rig_options options = { .tls = true,
			.settings = { { "camera.source", camera }, { "central.url", url } } };
		struct slow_line *line;
		struct rig *rig;
		int64_t began_ns;

		must(slow_line_new(shapes[i], &line), NULL, "slow line");
		must(str_format(url, sizeof(url), "\"https://127.0.0.1:%d\"",
			     slow_line_port(line)),
			NULL, "url");
		must(rig_new(&options, &rig), NULL, "rig");
		slow_line_to(line, rig_port(rig));
		began_ns = now_ns();
		claim(rig);
		seconds[i] = ms_since(began_ns) / 1000;
		carried = slow_line_carried(line);
		rig_free(rig);
		slow_line_free(line);
	}
	row_report((struct row){ "one claim at 64 kbit/s, 800 ms, 5 % lost, over TLS", "s",
		seconds[1], seconds[0], ROW_NONE });
	row_report((struct row){ "the same, bytes up with the photo", "kB",
		(double)carried.up / 1000, ROW_NONE, 80 });
}

int
main(void)
{
	char camera[512];

	must(rig_demo_camera(camera, sizeof(camera)), NULL, "camera");
	count_exchanges(camera);
	weigh_over_tls(camera);
	time_on_slow_line(camera);
	return rows_end();
}
