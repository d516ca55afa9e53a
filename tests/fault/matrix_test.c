/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every request the kiosk makes under every trouble, over real sockets: libcurl, line, outbox and store on one side, the
 * reference central on the other, and between them a street where connections break. The tables say what is expected of
 * the first try; then the trouble is over, and whatever it was, the request must come to its end by itself: a claim is
 * at the centre exactly once, with the number the kiosk has, and nothing but an answer of the centre was taken for one.
 *
 * Each trial is a process of its own; most of them wait, so that many run at a time. `matrix_test TROUBLE REQUEST` runs
 * one. The table goes to $BUILD/report/fault-matrix.txt, too.
 */
#include "tests/fault/trial.h"

#include "base/array.h"
#include "base/str.h"
#include "tests/fault/certificate.h"
#include "tests/fault/must.h"
#include "tests/fault/report.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SITI "6308055203600001"

/*
 * A new call of the wire is one row here; without it this test fails. What the visit asks for and is told at once is
 * KIND_ASKED: the row names the call, its method and path, how far the visit has come before, and a person of
 * assets/demo/people.json to whom the centre says yes. Only what a call needs beyond that is a line of its own: in
 * trial.c `ask` has what goes into call_extra, and `come_to_stage` the answers it is made of. A call that changes
 * something lasting and does not go by the outbox takes its key again after a lost answer (work/unanswered.h).
 */
/* clang-format off */
static const struct asking askings[] = {
	{ "status", KIND_ASKED, CALL_STATUS, "GET /v1/status", STAGE_NOTHING, SITI },
	{ "open-visit", KIND_ASKED, CALL_OPEN_VISIT, "POST /v1/visits", STAGE_NOTHING, SITI },
	{ "consent", KIND_ASKED, CALL_CONSENT, "POST /v1/visits/*/consent", STAGE_VISIT, SITI },
	{ "face", KIND_ASKED, CALL_FACE, "POST /v1/visits/*/face", STAGE_CONSENT, SITI },
	{ "attest", KIND_ASKED, CALL_ATTEST, "POST /v1/visits/*/attestation", STAGE_CONSENT,
		SITI },
	{ "participant", KIND_ASKED, CALL_PARTICIPANT, "GET /v1/visits/*/participant",
		STAGE_PROVEN, SITI },
	{ "contributions", KIND_ASKED, CALL_CONTRIBUTIONS,
		"GET /v1/visits/*/jht/contributions", STAGE_RECORD, SITI },
	{ "programmes", KIND_ASKED, CALL_PROGRAMMES, "GET /v1/visits/*/programmes",
		STAGE_RECORD, SITI },
	{ "claims", KIND_ASKED, CALL_CLAIMS, "GET /v1/visits/*/claims", STAGE_RECORD,
		"6308036006580017" },
	{ "change", KIND_ASKED, CALL_CHANGE, "PATCH /v1/visits/*/participant", STAGE_RECORD,
		SITI },
	{ "mend", KIND_ASKED, CALL_MEND, "PATCH /v1/visits/*/claims/*", STAGE_RECORD,
		"6308041402620018" },
	{ "save-visit", KIND_ASKED, CALL_SAVE_VISIT, "POST /v1/visits/*/saved-visits",
		STAGE_RECORD, SITI },
	{ "bill", KIND_ASKED, CALL_BILL, "POST /v1/visits/*/contribution-bills", STAGE_RECORD,
		"6308093006720027" },
	{ "unblock", KIND_ASKED, CALL_UNBLOCK, "POST /v1/visits/*/unblock", STAGE_RECORD,
		"6308066510580007" },
	{ "withdraw", KIND_WITHDRAWAL, CALL_WITHDRAW, "POST /v1/consents/withdrawal", STAGE_NOTHING,
		SITI },
	{ "add-card", KIND_ASKED, CALL_ADD_CARD, "POST /v1/visits/*/cards", STAGE_RECORD,
		"6308070903700008" },
	{ "check-account", KIND_ASKED, CALL_CHECK_ACCOUNT,
		"POST /v1/visits/*/bank-account-checks", STAGE_RECORD, SITI },
	{ "preview", KIND_ASKED, CALL_PREVIEW, "POST /v1/visits/*/claim-previews", STAGE_RECORD,
		SITI },
	{ "ticket", KIND_ASKED, CALL_TICKET, "POST /v1/visits/*/tickets", STAGE_VISIT,
		"6308021203550016" },
	{ "claim-lookup", KIND_ASKED, CALL_CLAIM_LOOKUP, "POST /v1/claim-lookups",
		STAGE_NOTHING, SITI },
	{ "close-visit", KIND_ASKED, CALL_CLOSE_VISIT, "DELETE /v1/visits/*", STAGE_VISIT,
		SITI },
	{ "claim", KIND_CLAIM, CALL_CLAIM, "POST /v1/visits/*/claims", STAGE_RECORD, SITI },
	{ "offline-claim", KIND_CLAIM, CALL_OFFLINE_CLAIM, "POST /v1/offline-claims",
		STAGE_NOTHING, SITI },
	{ "photo", KIND_PHOTO, CALL_CLAIM_FACE, "POST /v1/offline-claims/*/face", STAGE_NOTHING,
		SITI },
	{ "outcome-of-done", KIND_OUTCOME, CALL_OUTCOME, "GET /v1/requests/*", STAGE_RECORD,
		SITI, "drop-after", true },
	{ "outcome-of-lost", KIND_OUTCOME, CALL_OUTCOME, "GET /v1/requests/*", STAGE_RECORD,
		SITI, "drop-before", false },
	{ "journal-head", KIND_HEAD, CALL_JOURNAL_HEAD, "POST /v1/kiosks/*/journal-heads",
		STAGE_NOTHING, SITI },
	{ "claim-states", KIND_STATES, CALL_CLAIM_STATES, "POST /v1/claim-states", STAGE_RECORD,
		SITI },
};

/* The silent ones first: they take longest, and others run beside them. */
static const struct trouble troubles[] = {
	{ .name = "black hole", .weather = WEATHER_HOLE, .silent = true, .problem = "timeout",
		.asks = true, .late = true },
	{ .name = "full backlog", .weather = WEATHER_FULL, .silent = true, .problem = "timeout",
		.asks = true, .late = true },
	{ .name = "half-open", .weather = WEATHER_HALF_OPEN, .silent = true,
		.problem = "timeout", .done = true, .asks = true },
	{ .name = "half-open, kept", .weather = WEATHER_HALF_OPEN, .silent = true, .kept = true,
		.problem = "timeout", .done = true, .asks = true },
	{ .name = "1 byte/s", .weather = WEATHER_TRICKLE, .silent = true, .problem = "timeout",
		.asks = true, .late = true },
	{ .name = "answer at 1 byte/s", .action = "slow=1", .silent = true,
		.problem = "timeout", .done = true, .asks = true },
	{ .name = "done after the budget", .action = "delay=60000", .silent = true,
		.problem = "timeout", .asks = true, .late = true },
	{ .name = "refused", .weather = WEATHER_CLOSED, .problem = "unreachable" },
	{ .name = "no such name", .host = "centre.invalid", .problem = "unreachable" },
	{ .name = "other authority", .certificate = "stranger", .problem = "tls" },
	{ .name = "expired certificate", .certificate = "expired", .problem = "tls" },
	{ .name = "not valid yet", .certificate = "early", .problem = "tls" },
	{ .name = "other host's certificate", .certificate = "elsewhere", .problem = "tls" },
	{ .name = "closed before", .action = "drop-before", .problem = "unreachable",
		.asks = true },
	{ .name = "closed before, kept", .action = "drop-before", .kept = true, .done = true },
	{ .name = "closed after", .action = "drop-after", .problem = "unreachable",
		.done = true, .asks = true },
	{ .name = "closed after, kept", .action = "drop-after", .kept = true, .done = true },
	{ .name = "reset", .action = "reset", .problem = "unreachable", .asks = true },
	{ .name = "429", .action = "429", .problem = "too-many-requests" },
	{ .name = "503", .action = "503", .problem = "busy" },
	{ .name = "portal page", .action = "html", .problem = "not-our-content", .asks = true },
	{ .name = "page after", .action = "html-after", .problem = "not-our-content",
		.done = true, .asks = true },
	{ .name = "redirect", .action = "redirect", .problem = "not-our-content",
		.asks = true },
	{ .name = "redirect after", .action = "redirect-after", .problem = "not-our-content",
		.done = true, .asks = true },
	{ .name = "truncated", .action = "truncated", .problem = "unreachable", .done = true,
		.asks = true },
	{ .name = "garbage", .action = "garbage", .problem = "bad-answer", .done = true,
		.asks = true },
	{ .name = "wrong type", .action = "wrong-type", .problem = "not-our-content",
		.done = true, .asks = true },
	{ .name = "delivered twice", .action = "twice", .done = true },
	{ .name = "none", .action = "delay=0", .done = true },
};
/* clang-format on */

/* Where a request meets a trouble in another way than most do. */
static const struct exception {
	const char *asking, *trouble, *problem;
} exceptions[] = {
	/* its answer has no body, and nobody reads one */
	{ "close-visit", "answer at 1 byte/s", NULL },
	{ "close-visit", "garbage", NULL },
	{ "close-visit", "wrong type", NULL },
	/* an answer that is no outcome says nothing of the claim */
	{ "outcome-of-done", "garbage", "not-our-content" },
	{ "outcome-of-lost", "garbage", "not-our-content" },
};

/* A request that is in no row is not tried at all. */
static bool
is_in_table(enum call call)
{
	for (size_t i = 0; i < ARRAY_LEN(askings); i++)
		if (askings[i].call == call)
			return true;
	return false;
}

static struct trouble
trouble_for(const struct trouble *trouble, const struct asking *asking)
{
	struct trouble ret = *trouble;

	for (size_t i = 0; i < ARRAY_LEN(exceptions); i++)
		if (strcmp(exceptions[i].asking, asking->name) == 0 &&
			strcmp(exceptions[i].trouble, trouble->name) == 0)
			ret.problem = exceptions[i].problem;
	return ret;
}

/* --- certificates ------------------------------------------------------------------------------------------------- */

enum { DAY_S = 24 * 3600 };

static void
make_certificates(const char *dir)
{
	int64_t now = (int64_t)time(NULL), from = now - DAY_S, until = now + DAY_S;
	const struct certificate certificates[] = {
		{ "ca", NULL, NULL, from, until },
		{ "other-ca", NULL, NULL, from, until },
		{ "good", "ca", "127.0.0.1", from, until },
		{ "stranger", "other-ca", "127.0.0.1", from, until },
		{ "expired", "ca", "127.0.0.1", from - DAY_S, from },
		{ "early", "ca", "127.0.0.1", until, until + DAY_S },
		{ "elsewhere", "ca", "centre.example", from, until },
	};

	for (size_t i = 0; i < ARRAY_LEN(certificates); i++)
		MUST(certificate_make(dir, &certificates[i]) == ST_OK);
}

/* --- running ------------------------------------------------------------------------------------------------------ */

enum {
	LANES = 24,      /* most of them wait for the network */
	TRIAL_S = 120,   /* a trial that hangs is stuck */
	WORDS_MAX = 400, /* of a trial that was not good, from its end */
};

struct lane {
	pid_t pid;
	int words; /* what the trial says */
	const struct asking *asking;
	const struct trouble *trouble;
};

struct tally {
	int count[MARKS];
};

struct matrix {
	char certificates[64];
	struct lane lane[LANES];
	struct tally by_trouble[ARRAY_LEN(troubles)], by_asking[ARRAY_LEN(askings)], sum;
};

static void
start(struct lane *lane, const char *certificates)
{
	lane->words = memfd_create("words", MFD_CLOEXEC);
	MUST(lane->words >= 0);
	fflush(NULL);
	lane->pid = fork();
	MUST(lane->pid >= 0);
	if (lane->pid == 0) {
		struct trouble trouble = trouble_for(lane->trouble, lane->asking);

		(void)alarm(TRIAL_S);
		MUST(dup2(lane->words, STDERR_FILENO) >= 0);
		_exit((int)trial_run(lane->asking, &trouble, certificates));
	}
}

static void
show_words(const struct lane *lane, int mark)
{
	static const char *const words[] = {
#define MARK_WORDS(name, text) text,
		MARK_LIST(MARK_WORDS)
#undef MARK_WORDS
	};
	char text[WORDS_MAX + 1];
	off_t n = lseek(lane->words, 0, SEEK_END);
	ssize_t got = pread(lane->words, text, WORDS_MAX, n > WORDS_MAX ? n - WORDS_MAX : 0);

	text[got > 0 ? got : 0] = '\0';
	(void)fprintf(stderr, "%s under %s: %s\n%s\n", lane->asking->name, lane->trouble->name,
		words[mark], text);
}

static void
add(struct tally *tally, int mark)
{
	tally->count[mark]++;
}

/* One that died is a trial that came to nothing. */
static void
take(struct matrix *matrix, struct lane *lane, int status)
{
	int mark = WIFEXITED(status) && WEXITSTATUS(status) < MARKS ? WEXITSTATUS(status)
								    : MARK_STUCK;

	add(&matrix->by_trouble[lane->trouble - troubles], mark);
	add(&matrix->by_asking[lane->asking - askings], mark);
	add(&matrix->sum, mark);
	if (mark != MARK_GOOD)
		show_words(lane, mark);
	(void)close(lane->words);
	lane->pid = 0;
}

static void
wait_for_one(struct matrix *matrix)
{
	int status = 0;
	pid_t pid = wait(&status);

	MUST(pid > 0);
	for (size_t i = 0; i < LANES; i++)
		if (matrix->lane[i].pid == pid)
			take(matrix, &matrix->lane[i], status);
}

static struct lane *
free_lane(struct matrix *matrix)
{
	for (size_t i = 0; i < LANES; i++)
		if (matrix->lane[i].pid == 0)
			return &matrix->lane[i];
	return NULL;
}

static bool
is_wanted(const char *name, int argc, char **argv, int at)
{
	return argc <= at || strcmp(argv[at], name) == 0;
}

static void
run_all(struct matrix *matrix, int argc, char **argv)
{
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++)
		for (size_t j = 0; j < ARRAY_LEN(askings); j++) {
			struct lane *lane;

			if (!is_wanted(troubles[i].name, argc, argv, 1) ||
				!is_wanted(askings[j].name, argc, argv, 2))
				continue;
			while ((lane = free_lane(matrix)) == NULL)
				wait_for_one(matrix);
			lane->trouble = &troubles[i];
			lane->asking = &askings[j];
			start(lane, matrix->certificates);
		}
	for (size_t i = 0; i < LANES; i++)
		while (matrix->lane[i].pid != 0)
			wait_for_one(matrix);
}

/* --- reports ------------------------------------------------------------------------------------------------------ */

static int
tried(const struct tally *tally)
{
	int n = 0;

	for (size_t i = 0; i < MARKS; i++)
		n += tally->count[i];
	return n;
}

static void
print_row(FILE *out, const char *name, const char *expected, const struct tally *t)
{
	(void)fprintf(out, "%-25s %-26s %5d %5d %4d %7d %6d %5d %9d\n", name, expected,
		tried(t), t->count[MARK_GOOD], t->count[MARK_LOST], t->count[MARK_DOUBLED],
		t->count[MARK_UNTRUE], t->count[MARK_STUCK], t->count[MARK_OTHERWISE]);
}

static void
print_head(FILE *out, const char *what, const char *expected)
{
	(void)fprintf(out, "%-25s %-26s %5s %5s %4s %7s %6s %5s %9s\n", what, expected, "tried",
		"good", "lost", "doubled", "untrue", "stuck", "otherwise");
}

static void
print_table(FILE *out, const struct matrix *matrix)
{
	print_head(out, "each request under", "first try");
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		const struct trouble *trouble = &troubles[i];
		char expected[48];

		MUST(str_format(expected, sizeof(expected), "%s%s",
			     trouble->problem != NULL ? trouble->problem : "as if nothing were",
			     trouble->asks ? ", asks" : "") == ST_OK);
		print_row(out, trouble->name, expected, &matrix->by_trouble[i]);
	}
	print_head(out, "each trouble on", "");
	for (size_t i = 0; i < ARRAY_LEN(askings); i++)
		print_row(out, askings[i].name, "", &matrix->by_asking[i]);
	print_row(out, "all", "", &matrix->sum);
}

static int
write_json(const struct tally *sum)
{
	static const struct {
		const char *name;
		enum mark mark;
	} never[] = {
		{ "lost", MARK_LOST },
		{ "doubled", MARK_DOUBLED },
		{ "untrue", MARK_UNTRUE },
		{ "stuck", MARK_STUCK },
		{ "otherwise than expected", MARK_OTHERWISE },
	};
	int all = (int)(ARRAY_LEN(troubles) * ARRAY_LEN(askings));
	FILE *out = report_open("fault-matrix.json");

	if (out == NULL)
		return -1;
	report_row(out, true,
		(struct report_row){ "requests under troubles", "trials", tried(sum), all,
			tried(sum) == all });
	for (size_t i = 0; i < ARRAY_LEN(never); i++)
		report_row(out, false,
			(struct report_row){ never[i].name, "trials", sum->count[never[i].mark],
				0, sum->count[never[i].mark] == 0 });
	(void)fputs("]\n", out);
	return fclose(out);
}

static int
report_calls(void)
{
	static const enum call calls[] = {
#define CALL_NAME(name, word) name,
		CALL_LIST(CALL_NAME)
#undef CALL_NAME
	};
	int bad = 0;

	for (size_t i = 0; i < ARRAY_LEN(calls); i++)
		if (!is_in_table(calls[i])) {
			report_test(false, "requests_without_a_row", call_word(calls[i]));
			bad++;
		}
	return bad;
}

static int
report(const struct matrix *matrix)
{
	FILE *out = report_open("fault-matrix.txt");
	int bad = report_calls();

	if (out == NULL)
		return 2;
	print_table(out, matrix);
	if (fclose(out) != 0 || write_json(&matrix->sum) != 0)
		return 2;
	for (size_t i = 0; i < ARRAY_LEN(troubles); i++) {
		const struct tally *tally = &matrix->by_trouble[i];
		bool good = tally->count[MARK_GOOD] == tried(tally);

		if (tried(tally) > 0)
			report_test(good, "requests_under", troubles[i].name);
		bad += !good;
	}
	return bad > 0;
}

int
main(int argc, char **argv)
{
	static struct matrix matrix;
	struct state place;
	int code;

	MUST(sodium_init() >= 0);
	state_new(&place);
	state_close(&place);
	make_certificates(place.dir);
	MUST(str_copy(matrix.certificates, sizeof(matrix.certificates), place.dir) == ST_OK);
	run_all(&matrix, argc, argv);
	code = report(&matrix);
	state_free(&place);
	return code;
}
