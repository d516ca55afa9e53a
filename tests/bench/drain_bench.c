/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Claims that waited, sent by `anjungan sync` to the real centre, beside wrk that posts the same requests over as many
 * connections to the same centre with a fresh database. DRAIN_CLAIMS changes how many (10000).
 */
#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"
#include "tests/bench/proc.h"
#include "tests/bench/queue.h"
#include "tests/bench/row.h"
#include "tests/e2e/child.h"
#include "tests/e2e/rig.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	CLAIMS = 10000,
	CLAIMS_TLS = 2000,
	DRAIN_MS = 300000,
	LOOK_MS = 100,
	SAMPLES_ROOM = DRAIN_MS / LOOK_MS,
	PATH_ROOM = 512,
	TEXT_ROOM_BYTES = 1 << 16,
};

#define WRK       "/usr/bin/wrk"
#define KIOSK     "KIOSK-TEST"
#define RATE_GOAL 2.0 /* times what wrk takes */
#define GROWN_MB  1.0

/* PSS moves with who else uses the libraries; what is the kiosk's own is private. */
struct weight {
	long pss_kb, own_kb;
};

struct drain {
	struct rig *rig;
	struct queue *queue;
	size_t claims;
	bool tls;
	double kiosk_ms, wrk_ms;
	struct weight weight[SAMPLES_ROOM];
	size_t samples;
};

static void
must(enum status st, const char *what)
{
	if (st == ST_OK)
		return;
	(void)fprintf(stderr, "drain_bench: %s: %s\n", what, status_words(st));
	exit(1);
}

static const char *
in_rig(const struct drain *drain, const char *name)
{
	static char rooms[4][PATH_ROOM];
	static unsigned turn;
	char *room = rooms[turn++ % ARRAY_LEN(rooms)];

	must(str_format(room, PATH_ROOM, "%s/%s", rig_folder(drain->rig), name), name);
	return room;
}

static int
open_output(const struct drain *drain, const char *name)
{
	int fd = open(in_rig(drain, name), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	must(fd < 0 ? status_from_errno(errno) : ST_OK, name);
	return fd;
}

/* What a program printed, to its end. */
static void
read_output(int fd, char *ret_text, size_t room)
{
	ssize_t n = pread(fd, ret_text, room - 1, 0);

	ret_text[n < 0 ? 0 : n] = '\0';
	(void)close(fd);
}

/* --- the kiosk -------------------------------------------------------------------------------------------------- */

/* Runs it to its end, its memory looked at every LOOK_MS. */
static int
watch(struct drain *drain, struct child *child)
{
	int status = -1;
	struct weight weight;

	while (child_wait(child, LOOK_MS, &status) == ST_TIMEOUT) {
		if (drain->samples == SAMPLES_ROOM) {
			child_end(child, SIGKILL, LOOK_MS);
			must(ST_TIMEOUT, "anjungan sync");
		}
		weight.pss_kb = proc_smaps_kb(child->pid, "Pss");
		weight.own_kb = proc_smaps_kb(child->pid, "Private_Dirty");
		if (weight.pss_kb > 0 && weight.own_kb > 0) /* else it has ended */
			drain->weight[drain->samples++] = weight;
	}
	child_end(child, SIGKILL, LOOK_MS);
	return status;
}

static void
sync_kiosk(struct drain *drain)
{
	const char *const argv[] = { rig_build("bin/anjungan"), "--config",
		rig_config(drain->rig), "sync", NULL };
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int out = open_output(drain, "sync.out");
	char said[256], expected[64];
	struct child child;
	int64_t began_ns = now_ns();

	must(child_start(argv, NULL, null, out, &child), "anjungan sync");
	(void)watch(drain, &child);
	drain->kiosk_ms = ms_since(began_ns);
	(void)close(null);
	read_output(out, said, sizeof(said));
	must(str_format(expected, sizeof(expected), "sent %zu, waiting 0, for staff 0",
		     drain->claims),
		"words");
	if (strstr(said, expected) == NULL)
		(void)fprintf(stderr, "drain_bench: %s", said);
	row_check("the drain sends every claim that waited", strstr(said, expected) != NULL);
}

static void
check_centre(const struct drain *drain)
{
	int64_t claims = -1;

	must(rig_central_number(drain->rig,
		     "SELECT count(*) FROM claim WHERE kiosk = '" KIOSK "'", &claims),
		"the centre's claims");
	row_check("the centre has each drained claim once", claims == (int64_t)drain->claims);
}

/* --- wrk -------------------------------------------------------------------------------------------------------- */

static void
renew_centre(struct drain *drain)
{
	static const char *const files[] = { "central.db", "central.db-wal", "central.db-shm" };

	rig_central_kill(drain->rig);
	for (size_t i = 0; i < ARRAY_LEN(files); i++)
		(void)unlink(in_rig(drain, files[i]));
	must(rig_central_start(drain->rig, NULL), "the centre");
}

static void
read_wrk(struct drain *drain, const char *said)
{
	const char *at = strstr(said, "taken ");
	size_t taken = 0;
	double seconds = 0;

	if (at == NULL || sscanf(at, "taken %zu in %lf s", &taken, &seconds) != 2 ||
		taken != drain->claims)
		(void)fprintf(stderr, "drain_bench: wrk: %s\n", said);
	row_check("wrk's claims are taken as well", taken == drain->claims);
	drain->wrk_ms = seconds * 1000;
}

static void
run_wrk(struct drain *drain)
{
	static const char *const in_seconds = "300";
	char url[64], requests[PATH_ROOM + 8], *said = calloc(1, TEXT_ROOM_BYTES);
	const char *const env[] = { requests, NULL };
	const char *const argv[] = { WRK, "-t1", "-c8", "-d", in_seconds, "-s",
		"tests/bench/drain.lua", url, NULL };
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int out = open_output(drain, "wrk.out"), status;
	struct child child;

	must(said == NULL ? ST_NO_MEMORY : ST_OK, "memory");
	must(str_format(url, sizeof(url), "%s://127.0.0.1:%d", drain->tls ? "https" : "http",
		     rig_port(drain->rig)),
		"url");
	must(str_format(requests, sizeof(requests), "DRAIN=%s", in_rig(drain, "requests")),
		"path");
	must(queue_write(drain->queue, KIOSK, in_rig(drain, "kiosk.secret"),
		     in_rig(drain, "requests")),
		"the requests");
	must(child_start(argv, env, null, out, &child), "wrk");
	must(child_wait(&child, DRAIN_MS, &status), "wrk");
	child_end(&child, SIGKILL, LOOK_MS);
	(void)close(null);
	read_output(out, said, TEXT_ROOM_BYTES);
	read_wrk(drain, said);
	free(said);
}

/* --- rows ------------------------------------------------------------------------------------------------------- */

static void
report_rate(const struct drain *drain)
{
	double n = (double)drain->claims;
	char name[96];

	must(str_format(name, sizeof(name), "%zu queued claims drained%s, each", drain->claims,
		     drain->tls ? " over TLS" : ""),
		"name");
	row_report((struct row){ name, "ms", drain->kiosk_ms / n, drain->wrk_ms / n,
		RATE_GOAL * drain->wrk_ms / n });
	(void)printf("  %.0f claims/s beside wrk's %.0f: %.2f times its rate\n",
		n * 1000 / drain->kiosk_ms, n * 1000 / drain->wrk_ms,
		drain->wrk_ms / drain->kiosk_ms);
}

/* From the first tenth on, when everything has been opened once. */
static void
report_memory(const struct drain *drain)
{
	size_t n = drain->samples;
	const struct weight *begin = &drain->weight[n / 10], *end = begin;

	if (n < 10) {
		(void)fprintf(stderr, "drain_bench: memory NOT MEASURED: too short a drain\n");
		return;
	}
	end = &drain->weight[n - 1];
	row_report((struct row){ "drain, PSS of the kiosk after the first tenth", "MB",
		(double)begin->pss_kb / 1024, ROW_NONE, ROW_NONE });
	row_report((struct row){ "drain, PSS of the kiosk at the end", "MB",
		(double)end->pss_kb / 1024, ROW_NONE, ROW_NONE });
	row_report((struct row){ "drain, private memory of the kiosk grown meanwhile", "MB",
		(double)(end->own_kb - begin->own_kb) / 1024, ROW_NONE, GROWN_MB });
}

static size_t
claims_wanted(size_t normally)
{
	const char *text = getenv("DRAIN_CLAIMS");
	long long n = 0;

	if (text == NULL || str_to_int64(text, 1, 1000000, &n) != ST_OK)
		return normally;
	return (size_t)n;
}

static void
measure(bool tls, size_t claims)
{
	const struct rig_options options = { .tls = tls };
	struct drain *drain = calloc(1, sizeof(*drain));

	must(drain == NULL ? ST_NO_MEMORY : ST_OK, "memory");
	drain->tls = tls;
	drain->claims = claims;
	must(rig_new(&options, &drain->rig), "rig");
	must(queue_new(claims, &drain->queue), "claims");
	must(queue_fill(drain->queue, in_rig(drain, "kiosk")), "outbox");
	sync_kiosk(drain);
	check_centre(drain);
	renew_centre(drain);
	run_wrk(drain);
	check_centre(drain);
	report_rate(drain);
	if (!tls)
		report_memory(drain);
	queue_free(drain->queue);
	rig_free(drain->rig);
	free(drain);
}

int
main(void)
{
	if (access(WRK, X_OK) != 0) {
		(void)fprintf(stderr, "drain_bench: NOT RUN: wrk is not installed\n");
		row_report((struct row){ "queued claims drained: NOT RUN, wrk is not installed",
			"", 0, ROW_NONE, ROW_NONE });
		return rows_end();
	}
	measure(false, claims_wanted(CLAIMS));
	measure(true, claims_wanted(CLAIMS_TLS));
	return rows_end();
}
