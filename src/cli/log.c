/* SPDX-License-Identifier: Apache-2.0 */
/* The journal on standard output, filtered; live; and the check of its chain. */
#include "cli/log_write.h"

#include "base/array.h"
#include "base/str.h"
#include "rules/code.h"
#include "rules/date.h"
#include "rules/identity.h"
#include "store/journal_archive.h"
#include "store/journal_head.h"
#include "store/journal_proof.h"
#include "store/journal_search.h"
#include "work/journal_keeper.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum {
	LIMIT_DEFAULT = 50,
	LIMIT_MAX = 1000000000,
	DAY_S = 24 * 60 * 60,
	FOLLOW_MS = 300, /* between two looks for new rows */
	FOLLOW_AT_ONCE = 1000,
	TELL_WINDOWS = 32, /* a second of looking without a word is enough */
};

static const char usage[] =
	"usage: anjungan log [FILTER]... [--limit N] [--format text|csv|json] [--follow]\n"
	"       anjungan log --verify [--head SEQ:HASH:SIGNATURE]\n"
	"       anjungan log --archive\n"
	"Filters: --day D, --from D, --to D (YYYY-MM-DD), --event CODE|FAMILY.*, --actor ID,\n"
	"         --service CODE, --outcome CODE, --code RECEIPT,\n"
	"         --nik (the NIK or KPJ is read from standard input);\n"
	"         --in FILE looks into that archive alone\n";

/* --- what is asked ----------------------------------------------------------------------------------------------------- */

struct wish {
	const char *day, *from, *to, *event, *actor, *service, *outcome, *code, *limit, *format;
	const char *head;
	const char *in;
	bool nik, follow, verify, archive;
	struct journal_filter filter;
	char person[NIK_ROOM], receipt[CODE_ROOM], read_by[64];
	struct journal_head also; /* of head */
	enum log_format as;
	long long rows;
};

/* One row an option; what stands in the journal of who read by what is its name. */
static const struct {
	const char *name;
	size_t at; /* of the member in struct wish */
	bool is_flag;
	bool filters;
} options[] = {
#define OPTION(member, ...)                                                                    \
	{                                                                                      \
		"--" #member, offsetof(struct wish, member), __VA_ARGS__                       \
	}
	OPTION(day, .filters = true),
	OPTION(from, .filters = true),
	OPTION(to, .filters = true),
	OPTION(event, .filters = true),
	OPTION(actor, .filters = true),
	OPTION(service, .filters = true),
	OPTION(outcome, .filters = true),
	OPTION(code, .filters = true),
	OPTION(nik, .filters = true, .is_flag = true),
	OPTION(limit, .is_flag = false),
	OPTION(format, .is_flag = false),
	OPTION(follow, .is_flag = true),
	OPTION(verify, .is_flag = true),
	OPTION(head, .is_flag = false),
	OPTION(in, .is_flag = false),
	OPTION(archive, .is_flag = true),
#undef OPTION
};

static bool
read_option(const struct cli *cli, int *i, struct wish *wish)
{
	for (size_t o = 0; o < ARRAY_LEN(options); o++) {
		char *member = (char *)wish + options[o].at;

		if (strcmp(cli->argv[*i], options[o].name) != 0)
			continue;
		if (options[o].is_flag) {
			*(bool *)member = true;
			return true;
		}
		if (*i + 1 >= cli->argc)
			return false;
		*(const char **)(void *)member = cli->argv[++*i];
		return true;
	}
	return false;
}

/* "by event nik": which filters, never their values. */
static void
name_filters(struct wish *wish, const struct cli *cli)
{
	size_t n = 0;

	for (size_t o = 0; o < ARRAY_LEN(options); o++)
		for (int i = 0; options[o].filters && i < cli->argc; i++)
			if (strcmp(cli->argv[i], options[o].name) == 0 &&
				str_format(wish->read_by + n, sizeof(wish->read_by) - n, "%s%s",
					n > 0 ? " " : "", options[o].name + 2) == ST_OK)
				n = strlen(wish->read_by);
}

/* Midnight at the counter; then the one after it. */
static bool
read_day(const char *text, int offset_s, int days_on, int64_t *ret_ms)
{
	struct date date;

	if (text == NULL)
		return true;
	if (date_parse_iso(text, &date) != ST_OK)
		return false;
	*ret_ms = (date_to_unix(date, 0, offset_s) + (int64_t)days_on * DAY_S) * 1000;
	return true;
}

static bool
read_days(struct wish *wish, int offset_s)
{
	struct journal_filter *filter = &wish->filter;
	const char *from = wish->day ? wish->day : wish->from;
	const char *to = wish->day ? wish->day : wish->to;

	if (wish->day && (wish->from || wish->to))
		return false;
	return read_day(from, offset_s, 0, &filter->from_ms) &&
	       read_day(to, offset_s, 1, &filter->to_ms);
}

static bool
read_format(struct wish *wish)
{
	return wish->format == NULL || log_format_of(wish->format, &wish->as);
}

static bool
read_wish(const struct cli *cli, int offset_s, struct wish *wish)
{
	for (int i = 0; i < cli->argc; i++)
		if (!read_option(cli, &i, wish))
			return false;
	wish->rows = LIMIT_DEFAULT;
	if (wish->limit && str_to_int64(wish->limit, 1, LIMIT_MAX, &wish->rows) != ST_OK)
		return false;
	if (wish->code && code_read(wish->code, wish->receipt) != FLAW_NONE)
		return false;
	if (wish->head && journal_head_read(wish->head, &wish->also) != ST_OK)
		return false;
	if (wish->in && wish->follow)
		return false;
	if (wish->archive && cli->argc != 1)
		return false;
	if (wish->verify ? cli->argc != (wish->head ? 3 : 1) : wish->head != NULL)
		return false;
	wish->filter = (struct journal_filter){ .event = wish->event,
		.actor = wish->actor,
		.outcome = wish->outcome,
		.service = wish->service,
		.code = wish->code ? wish->receipt : NULL };
	name_filters(wish, cli);
	return read_format(wish) && read_days(wish, offset_s);
}

/* Not an argument: those stand in the list of processes and in the shell's history. Typed, it is not shown. */
static bool
read_person(struct wish *wish)
{
	struct termios before, quiet;
	bool typed = tcgetattr(STDIN_FILENO, &before) == 0, read;
	char line[64] = "";

	if (typed) {
		fputs("NIK or KPJ (not shown): ", stderr);
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	read = fgets(line, sizeof(line), stdin) != NULL;
	if (typed) {
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		fputs("\n", stderr);
	}
	line[strcspn(line, "\r\n")] = '\0';
	read = read && line[0] != '\0' &&
	       str_copy(wish->person, sizeof(wish->person), line) == ST_OK;
	wipe(line, sizeof(line));
	wish->filter.person = wish->person;
	return read;
}

/* --- looking -------------------------------------------------------------------------------------------------------------- */

/* Whoever reads the log stands in it. */
static void
note_reading(const struct cli *cli, const char *by)
{
	enum status st = cli_note(cli, EVENT_LOG_READ, ST_OK, by);

	if (st != ST_OK)
		fprintf(stderr, "anjungan: reading is not journalled: %s\n", status_words(st));
}

static void
tell_back(
	const struct log_writer *writer, const struct journal_search *search, const char *more)
{
	char time[LOG_TIME];

	log_time(writer, search->back_ms, time);
	fprintf(stderr, "searched back to %s%s\n", time, more);
}

/* Row after row as they are found, newest first. below: only rows before it; 0 all. */
static enum status
list_one(struct store *store, const struct journal_filter *filter, int64_t below,
	const struct wish *wish, struct log_writer *writer, bool *ret_done)
{
	struct journal_search search;
	enum status st = journal_search_begin(store, filter, &search);

	if (st == ST_OK && below > 0 && search.below > below)
		search.below = below;
	for (int n = 1; st == ST_OK && !search.done && writer->rows < wish->rows; n++) {
		st = journal_search_window(store, &search, (int)(wish->rows - writer->rows),
			SEARCH_WINDOW_MS, log_write_row, writer);
		if (st == ST_OK)
			st = log_write_flush(writer);
		if (st == ST_OK && n % TELL_WINDOWS == 0 && isatty(STDERR_FILENO))
			tell_back(writer, &search, " …");
	}
	if (st == ST_OK && !search.done && writer->as == LOG_TEXT)
		tell_back(writer, &search, "; --limit shows more");
	if (st == ST_OK)
		*ret_done = search.done;
	return st;
}

/* An archive that is not there is told, and the ones behind it are looked into all the same. */
static enum status
list_archive(const struct cli *cli, const struct journal_archive *archive,
	const struct journal_filter *filter, int64_t below, const struct wish *wish,
	struct log_writer *writer, bool *ret_done)
{
	struct store *opened = NULL;
	enum status st = journal_archive_open(cli->store, archive->file, &opened);

	if (st != ST_OK && st != ST_NO_MEMORY) {
		fprintf(stderr, "rows %lld to %lld are not shown: archive/%s: %s\n",
			(long long)archive->first, (long long)archive->last, archive->file,
			status_words(st));
		return ST_OK;
	}
	if (st == ST_OK)
		st = list_one(opened, filter, below, wish, writer, ret_done);
	store_close(opened);
	return st;
}

/* Behind the oldest row of the state, from file to file. */
static enum status
list_archives(const struct cli *cli, const struct journal_filter *filter,
	const struct wish *wish, struct log_writer *writer)
{
	struct journal_archive archive = { .first = INT64_MAX };
	struct journal_edges edges;
	bool done = true;
	enum status st = journal_edges(cli->store, &edges);

	while (st == ST_OK && done && writer->rows < wish->rows &&
		(st = journal_archive_before(cli->store, archive.first, &archive)) == ST_OK)
		st = list_archive(cli, &archive, filter, edges.first_seq, wish, writer, &done);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

/* The code is looked up in the state: archives have rows alone. */
static enum status
list(const struct cli *cli, const struct wish *wish, struct log_writer *writer)
{
	struct journal_filter filter = wish->filter;
	char visit[UUID_TEXT];
	bool done = false;
	enum status st = ST_OK;

	if (filter.code) {
		st = journal_search_visit(cli->store, filter.code, visit);
		filter.visit = visit;
		filter.code = NULL;
	}
	if (st == ST_OK && wish->in) {
		struct store *archive = NULL;

		st = journal_archive_open(cli->store, wish->in, &archive);
		if (st == ST_OK)
			st = list_one(archive, &filter, 0, wish, writer, &done);
		store_close(archive);
		return st;
	}
	if (st == ST_OK)
		st = list_one(cli->store, &filter, 0, wish, writer, &done);
	return st == ST_OK && done ? list_archives(cli, &filter, wish, writer) : st;
}

/* --- following -------------------------------------------------------------------------------------------------------------- */

struct caught {
	struct journal_row row[FOLLOW_AT_ONCE];
	int n;
};

static void
catch_row(void *ctx, const struct journal_row *row)
{
	struct caught *caught = ctx;

	caught->row[caught->n++] = *row;
}

/* Rows after the last one told up to this one, at most `limit` of the newest, in their order. */
static enum status
tell_new(const struct cli *cli, const struct journal_filter *filter, int64_t newest, int limit,
	struct caught *caught, struct log_writer *writer)
{
	struct journal_search search;
	enum status st = journal_search_begin(cli->store, filter, &search);

	caught->n = 0;
	if (st == ST_OK && search.below > newest + 1)
		search.below = newest + 1;
	while (st == ST_OK && !search.done && caught->n < limit)
		st = journal_search_window(cli->store, &search, limit - caught->n,
			SEARCH_WINDOW_MS, catch_row, caught);
	for (int i = caught->n - 1; st == ST_OK && i >= 0; i--)
		log_write_row(writer, &caught->row[i]);
	return st == ST_OK ? log_write_flush(writer) : st;
}

/* Goes on until it is interrupted or nobody reads. What is looked through once is not looked through again. */
static enum status
follow(const struct cli *cli, struct wish *wish, struct log_writer *writer)
{
	static struct caught caught;
	int limit = wish->rows < FOLLOW_AT_ONCE ? (int)wish->rows : FOLLOW_AT_ONCE;
	bool began = false;
	enum status st = ST_OK;

	while (st == ST_OK) {
		int64_t newest = 0;

		st = store_journal_newest(cli->store, &newest);
		if (began && newest > wish->filter.after_seq + FOLLOW_AT_ONCE)
			newest = wish->filter.after_seq +
				 FOLLOW_AT_ONCE; /* the rest comes next */
		if (st == ST_OK && newest > wish->filter.after_seq) {
			st = tell_new(cli, &wish->filter, newest, limit, &caught, writer);
			wish->filter.after_seq = newest;
			limit = FOLLOW_AT_ONCE;
		}
		began = true;
		if (st == ST_OK)
			st = log_write_wait(writer, FOLLOW_MS);
	}
	return st == ST_GONE ? ST_OK : st;
}

/* --- the chain ---------------------------------------------------------------------------------------------------------------- */

static void
tell_finding(const struct journal_finding *finding, const struct log_writer *writer)
{
	char time[LOG_TIME] = "";

	if (finding->at_ms > 0)
		log_time(writer, finding->at_ms, time);
	printf("  row %lld%s%s%s%s%s: it %s\n", (long long)finding->seq, time[0] ? " (" : "",
		time, time[0] ? ")" : "", finding->file[0] ? " of " : "", finding->file,
		journal_fault_words(finding->fault));
}

static void
tell_broken(const struct journal_proof *proof, const struct log_writer *writer)
{
	printf("journal broken at row %lld\n", (long long)proof->finding[0].seq);
	for (int i = 0; i < proof->n; i++)
		tell_finding(&proof->finding[i], writer);
	printf("%lld rows walked, %lld do not hold; %d signed heads, %d do not hold",
		(long long)proof->rows, (long long)proof->broken, proof->heads,
		proof->bad_heads);
	if (proof->signed_to > 0)
		printf("; row %lld is as it was signed", (long long)proof->signed_to);
	puts("");
}

/* The head of now is for whoever keeps it where this disk is not. */
static enum status
tell_whole(struct store *store, const struct journal_proof *proof)
{
	struct journal_head head;
	char text[HEAD_TEXT];
	enum status st = journal_head_sign(store, &head);

	printf("journal whole: %lld rows, %d signed heads\n", (long long)proof->rows,
		proof->heads);
	if (st == ST_OK) {
		journal_head_text(&head, text);
		printf("head %s\n", text);
	}
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static int
verify(struct store *store, const struct wish *wish, int offset_s)
{
	const struct log_writer writer = { .offset_s = offset_s };
	struct journal_proof proof = { .n = 0 };
	enum status st = journal_prove(store, &wish->also, wish->head ? 1 : 0, &proof);

	if (st == ST_OK && proof.n > 0)
		tell_broken(&proof, &writer);
	else if (st == ST_OK)
		st = tell_whole(store, &proof);
	if (st != ST_OK)
		fprintf(stderr, "anjungan: log: %s\n", status_words(st));
	return st == ST_OK && proof.n == 0 ? EXIT_DONE : EXIT_FAILED;
}

/* --- old rows ----------------------------------------------------------------------------------------------------------------- */

/* Step by step, so that a running kiosk serves between them. */
static int
put_away(const struct cli *cli)
{
	int64_t before_ms =
		journal_old_before_ms(cli->now_ms, cli->settings->retention.journal_months);
	enum status st;

	do
		st = cli_change(cli, json_pack("{s:s,s:I}", "change", "journal-archive",
					     "before_ms", (json_int_t)before_ms));
	while (st == ST_OK);
	if (st != ST_NOT_FOUND) {
		fprintf(stderr, "anjungan: log --archive: %s. %s\n", status_words(st),
			cli_change_remedy(st));
		return EXIT_FAILED;
	}
	puts("old rows are in archive/ of the state");
	return EXIT_DONE;
}

/* --- the command ------------------------------------------------------------------------------------------------------------ */

static const char *
remedy(enum status st, const struct wish *wish)
{
	if (wish->in && !(st == ST_NOT_FOUND && wish->code))
		return "It must be the name of a file in archive/ of the state, as it was "
		       "made.";
	if (st == ST_NOT_FOUND && wish->code)
		return "No claim or ticket of this code was made here.";
	if (st == ST_TOO_LONG)
		return "A filter is longer than anything in the journal.";
	return "Nothing was changed.";
}

static int
show(const struct cli *cli, struct wish *wish, int offset_s)
{
	struct log_writer writer = { .as = wish->as, .offset_s = offset_s, .to = stdout };
	enum status st = ST_OK;

	note_reading(cli, wish->read_by);
	if (!cli->beside)
		st = journal_head_update(cli->store, cli->now_ms);
	if (st == ST_OK && !cli->beside)
		st = store_let_go(cli->store);
	log_write_head(&writer);
	if (st == ST_OK)
		st = wish->follow ? follow(cli, wish, &writer) : list(cli, wish, &writer);
	if (st == ST_OK)
		st = log_write_flush(&writer);
	if (st == ST_OK || st == ST_GONE) /* who reads has read enough */
		return EXIT_DONE;
	fprintf(stderr, "anjungan: log: %s. %s\n", status_words(st), remedy(st, wish));
	return EXIT_FAILED;
}

int
cli_log(const struct cli *cli)
{
	struct wish wish = { .rows = 0 };
	const char *label;
	int offset_s = 0, rc;

	if (zone_offset(cli->settings->site.timezone, &offset_s, &label) != ST_OK)
		return EXIT_CONFIG;
	if (!read_wish(cli, offset_s, &wish) || (wish.nik && !read_person(&wish))) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	if (wish.archive)
		rc = put_away(cli);
	else
		rc = wish.verify ? verify(cli->store, &wish, offset_s)
				 : show(cli, &wish, offset_s);
	wipe(&wish, sizeof(wish));
	return rc;
}
