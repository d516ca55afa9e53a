/* SPDX-License-Identifier: Apache-2.0 */
/* What the voice says, with the names of its recordings. */
#include "cli/cli.h"

#include "base/buf.h"
#include "base/recording.h"
#include "work/texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 4 << 20 };

struct list {
	struct buf text;   /* NAME TAB SENTENCE NUL … */
	size_t *start;     /* offsets into it; owned */
	size_t n, room;
	enum status st;
};

static void
take(void *ctx, const char *sentence, size_t n)
{
	struct list *list = ctx;
	char name[RECORDING_NAME];
	size_t at = list->text.len, *grown;

	if (list->st != ST_OK)
		return;
	if (list->n == list->room) {
		grown = realloc(list->start, (list->room + 1024) * sizeof(*grown));
		if (grown == NULL) {
			list->st = ST_NO_MEMORY;
			return;
		}
		list->start = grown;
		list->room += 1024;
	}
	recording_name(sentence, n, name);
	list->st = buf_printf(&list->text, "%s\t%.*s", name, (int)n, sentence);
	if (list->st == ST_OK)
		list->st = buf_add(&list->text, "", 1);
	list->start[list->n++] = at;
}

static int
compare(const void *a, const void *b, void *text)
{
	return strcmp((const char *)text + *(const size_t *)a,
		(const char *)text + *(const size_t *)b);
}

static bool
same_name(const char *a, const char *b)
{
	size_t n = strcspn(a, "\t");

	return strncmp(a, b, n + 1) == 0;
}

static void
print(const struct list *list)
{
	const char *before = "";

	for (size_t i = 0; i < list->n; i++) {
		const char *line = list->text.data + list->start[i];

		if (!same_name(line, before))
			puts(line);
		before = line;
	}
}

int
cli_texts(const struct cli *cli)
{
	struct list list = { .n = 0 };
	enum status st;

	if (cli->argc > 0) {
		fputs("Usage: anjungan texts\n", stderr);
		return EXIT_USAGE;
	}
	buf_init(&list.text, LIST_MAX);
	st = texts_each(take, &list);
	if (st == ST_OK)
		st = list.st;
	if (st == ST_OK && list.n > 0)
		qsort_r(list.start, list.n, sizeof(*list.start), compare, list.text.data);
	if (st == ST_OK)
		print(&list);
	else
		fprintf(stderr, "anjungan: texts: %s\n", status_words(st));
	free(list.start);
	buf_free(&list.text);
	return st == ST_OK ? EXIT_DONE : EXIT_FAILED;
}
