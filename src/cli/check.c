/* SPDX-License-Identifier: Apache-2.0 */
/* The table of checks as text and as JSON. */
#include "cli/check.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

enum { REPORT_MAX = 64 << 10 };

/* One row after another, and the worst of them. */
typedef enum status row_fn(void *ctx, const struct check *check, const struct finding *finding);

static const char *const words[] = {
	[CHECK_OK] = "ok", [CHECK_WARN] = "warn", [CHECK_BAD] = "bad"
};

const char *
check_state_word(enum check_state state)
{
	return words[state];
}

static enum status
each_check(const struct checkup *checkup, row_fn *row, void *ctx, int counts[CHECK_BAD + 1])
{
	size_t n;
	const struct check *checks = check_table(&n);
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < n; i++) {
		struct finding finding = { .state = CHECK_BAD };

		checks[i].look(checkup, &finding);
		counts[finding.state]++;
		st = row(ctx, &checks[i], &finding);
	}
	return st;
}

static enum status
print_row(void *ctx, const struct check *check, const struct finding *finding)
{
	(void)ctx;
	printf("%-4s  %-12s  %s\n", check_state_word(finding->state), check->name,
		finding->measured);
	if (finding->state != CHECK_OK && finding->remedy)
		printf("                    %s\n", finding->remedy);
	return ST_OK;
}

static enum status
print_text(const struct checkup *checkup, int counts[CHECK_BAD + 1])
{
	enum status st = each_check(checkup, print_row, NULL, counts);

	printf("%d ok, %d to look at, %d bad\n", counts[CHECK_OK], counts[CHECK_WARN],
		counts[CHECK_BAD]);
	return st;
}

static enum status
add_row(void *ctx, const struct check *check, const struct finding *finding)
{
	const char *remedy = finding->state == CHECK_OK ? NULL : finding->remedy;
	json_t *row = json_pack("{s:s, s:s, s:s, s:s?}", "name", check->name, "state",
		check_state_word(finding->state), "measured", finding->measured, "remedy",
		remedy);

	return row && json_array_append_new(ctx, row) == 0 ? ST_OK : ST_NO_MEMORY;
}

static enum status
print_json(const struct checkup *checkup, int counts[CHECK_BAD + 1])
{
	json_t *rows = json_array(), *report = NULL;
	struct buf text;
	enum status st = rows ? each_check(checkup, add_row, rows, counts) : ST_NO_MEMORY;

	buf_init(&text, REPORT_MAX);
	if (st == ST_OK)
		report = json_pack(
			"{s:b, s:O}", "ready", counts[CHECK_BAD] == 0, "checks", rows);
	if (st == ST_OK)
		st = report ? json_write(report, &text) : ST_NO_MEMORY;
	if (st == ST_OK)
		puts(text.data);
	buf_free(&text);
	json_decref(report);
	json_decref(rows);
	return st;
}

int
cli_check(const struct cli *cli)
{
	bool json = cli->argc == 1 && strcmp(cli->argv[0], "--json") == 0;
	int counts[CHECK_BAD + 1] = { 0 };
	struct checkup checkup;
	enum status st;

	if (cli->argc > (json ? 1 : 0)) {
		fputs("usage: anjungan check [--json]\n", stderr);
		return EXIT_USAGE;
	}
	checkup_begin(&checkup, cli);
	st = json ? print_json(&checkup, counts) : print_text(&checkup, counts);
	checkup_end(&checkup);
	if (st != ST_OK)
		fprintf(stderr, "anjungan: check: %s\n", status_words(st));
	return st == ST_OK && counts[CHECK_BAD] == 0 ? EXIT_DONE : EXIT_FAILED;
}
