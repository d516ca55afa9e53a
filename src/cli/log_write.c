/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of the journal in three formats. */
#include "cli/log_write.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "rules/date.h"
#include "work/log_words.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

enum {
	WHO_COLUMNS = 8,
	SUBJECT_SHOWN = 4,
	SUBJECT_ROOM = 2 * SUBJECT_SHOWN + 1,
	ZONE_ROOM = 8
};

/* Wide enough for a row with every character of it escaped. */
enum { LINE_MAX_BYTES = 4096 };

static void
split_time(const struct log_writer *writer, int64_t at_ms, char day[DATE_ISO], int *ret_second)
{
	date_format_iso(date_of_unix(at_ms / 1000, writer->offset_s, ret_second), day);
}

void
log_time(const struct log_writer *writer, int64_t at_ms, char ret_text[LOG_TIME])
{
	char day[DATE_ISO];
	int second;

	split_time(writer, at_ms, day, &second);
	(void)str_format(ret_text, LOG_TIME, "%s %02d:%02d:%02d", day, second / 3600,
		second / 60 % 60, second % 60); /* fits */
}

/* RFC 3339 with the counter's offset. */
static void
stamp(const struct log_writer *writer, int64_t at_ms, char ret_text[LOG_TIME])
{
	char day[DATE_ISO];
	int second, east = writer->offset_s / 60;

	split_time(writer, at_ms, day, &second);
	(void)str_format(ret_text, LOG_TIME, "%sT%02d:%02d:%02d%c%02d:%02d", day, second / 3600,
		second / 60 % 60, second % 60, east < 0 ? '-' : '+', abs(east) / 60,
		abs(east) % 60); /* fits */
}

/* Enough to see that two rows are of one person, too little to be looked for anywhere else. */
static void
mask_subject(const struct journal_row *row, char ret_text[SUBJECT_ROOM])
{
	static const uint8_t nobody[sizeof(row->subject)];

	ret_text[0] = '\0';
	if (memcmp(row->subject, nobody, sizeof(nobody)) == 0)
		return;
	for (int i = 0; i < SUBJECT_SHOWN; i++)
		(void)str_format(ret_text + 2 * (size_t)i, 3, "%02x", row->subject[i]);
}

/* --- text ----------------------------------------------------------------------------------------------------------- */

/* printf counts bytes, a terminal columns. */
static int
padding(const char *text, int columns)
{
	int wide = utf8_columns(text);

	return wide < columns ? columns - wide : 0;
}

/* What happened in words, then the codes to look for it by; never an escape sequence, whoever wrote the row. */
static void
write_text(struct log_writer *writer, const struct journal_row *row)
{
	char time[LOG_TIME], subject[SUBJECT_ROOM], words[LOG_WORDS], who[sizeof(row->actor)];
	char codes[sizeof(*row)] = "", shown[sizeof(codes)];
	const char *const parts[] = { row->event, row->outcome, row->service, subject,
		row->detail };
	size_t n = 0;

	log_time(writer, row->at_ms, time);
	mask_subject(row, subject);
	log_row_words(row, words);
	log_row_who(row, who, sizeof(who));
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (str_format(codes + n, sizeof(codes) - n, "%s%s", i > 0 ? " " : "",
			    parts[i][0] ? parts[i] : "-") == ST_OK)
			n = strlen(codes);
	utf8_harmless(shown, sizeof(shown), codes);
	fprintf(writer->to, "%lld %s %s%*s %s  [%s]\n", (long long)row->seq, time, who,
		padding(who, WHO_COLUMNS), "", words, shown);
}

/* --- CSV -------------------------------------------------------------------------------------------------------------- */

static const char csv_head[] =
	"seq,time,visit,actor,event,outcome,service,subject,detail,words\n";

/* RFC 4180: quoted where it must be. */
static void
write_cell(FILE *to, const char *text, char end)
{
	bool quoted = strpbrk(text, ",\"\r\n") != NULL;

	if (quoted)
		(void)fputc('"', to);
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			(void)fputc('"', to);
		(void)fputc(*c, to);
	}
	if (quoted)
		(void)fputc('"', to);
	(void)fputc(end, to);
}

static void
write_csv(struct log_writer *writer, const struct journal_row *row)
{
	char time[LOG_TIME], subject[SUBJECT_ROOM], words[LOG_WORDS];
	const char *const cells[] = { time, row->visit, row->actor, row->event, row->outcome,
		row->service, subject, row->detail, words };

	stamp(writer, row->at_ms, time);
	mask_subject(row, subject);
	log_row_words(row, words);
	fprintf(writer->to, "%lld,", (long long)row->seq);
	for (size_t i = 0; i < ARRAY_LEN(cells); i++)
		write_cell(writer->to, cells[i], i + 1 < ARRAY_LEN(cells) ? ',' : '\n');
}

/* --- JSON ------------------------------------------------------------------------------------------------------------- */

static void
write_json(struct log_writer *writer, const struct journal_row *row)
{
	char time[LOG_TIME], subject[SUBJECT_ROOM], words[LOG_WORDS];
	json_t *object;
	struct buf line;

	stamp(writer, row->at_ms, time);
	mask_subject(row, subject);
	log_row_words(row, words);
	object = json_pack("{s:I,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "seq",
		(json_int_t)row->seq, "time", time, "visit", row->visit, "actor", row->actor,
		"event", row->event, "outcome", row->outcome, "service", row->service,
		"subject", subject, "detail", row->detail, "words", words);
	buf_init(&line, LINE_MAX_BYTES);
	if (object != NULL && json_write(object, &line) == ST_OK)
		fprintf(writer->to, "%s\n", line.data);
	else /* a text that is not UTF-8 is none of ours */
		fprintf(writer->to, "{\"seq\":%lld,\"damaged\":true}\n", (long long)row->seq);
	buf_free(&line);
	json_decref(object);
}

/* --- the table -------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name, *head;
	void (*write)(struct log_writer *writer, const struct journal_row *row);
} formats[] = {
	[LOG_TEXT] = { "text", "", write_text },
	[LOG_CSV] = { "csv", csv_head, write_csv },
	[LOG_JSON] = { "json", "", write_json },
};

bool
log_format_of(const char *name, enum log_format *ret_format)
{
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		if (strcmp(formats[i].name, name) != 0)
			continue;
		*ret_format = (enum log_format)i;
		return true;
	}
	return false;
}

void
log_write_head(struct log_writer *writer)
{
	fputs(formats[writer->as].head, writer->to);
}

void
log_write_row(void *ctx, const struct journal_row *row)
{
	struct log_writer *writer = ctx;

	formats[writer->as].write(writer, row);
	writer->rows++;
}

enum status
log_write_flush(struct log_writer *writer)
{
	errno = 0;
	if (fflush(writer->to) == 0 && !ferror(writer->to))
		return ST_OK;
	return errno == EPIPE || errno == 0 ? ST_GONE : status_from_errno(errno);
}

enum status
log_write_wait(struct log_writer *writer, int ms)
{
	struct pollfd out = { .fd = fileno(writer->to), .events = 0 };

	if (poll(&out, 1, ms) > 0 && (out.revents & (POLLERR | POLLHUP)) != 0)
		return ST_GONE;
	return ST_OK;
}
