/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of a visit folded into what is told of it, and that into the report. */
#include "work/report.h"

#include "base/array.h"
#include "base/str.h"
#include "flow/step_words.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { SECOND_MS = 1000, DAY_S = 24 * 60 * 60, EXACT = 256, PER_OCTAVE = 128 };

/* --- spreads -------------------------------------------------------------------------------------------------------- */

static int
slot_of(int64_t number)
{
	int octave = 8;

	if (number < EXACT)
		return (int)number;
	while (octave < 30 && number >> (octave + 1) != 0)
		octave++;
	if (number >> (octave + 1) != 0)
		return SPREAD_SLOTS - 1;
	return EXACT + (octave - 8) * PER_OCTAVE + (int)((number >> (octave - 7)) - PER_OCTAVE);
}

static int64_t
number_of(int slot)
{
	int octave = 8 + (slot - EXACT) / PER_OCTAVE;

	if (slot < EXACT)
		return slot;
	return (int64_t)(PER_OCTAVE + (slot - EXACT) % PER_OCTAVE) << (octave - 7);
}

void
spread_add(struct spread *spread, int64_t number)
{
	if (number < 0)
		return;
	spread->at[slot_of(number)]++;
	spread->n++;
}

int64_t
spread_percent(const struct spread *spread, int percent)
{
	int64_t wanted = (spread->n * percent + 99) / 100, seen = 0;

	for (int slot = 0; slot < SPREAD_SLOTS && spread->n > 0; slot++) {
		seen += spread->at[slot];
		if (seen >= wanted)
			return number_of(slot);
	}
	return 0;
}

static void
measure(struct measured *measured, int64_t number, bool is_known)
{
	if (is_known && number >= 0)
		spread_add(&measured->spread, number);
	else
		measured->missing++;
}

/* --- words of a row ------------------------------------------------------------------------------------------------- */

/* The n-th word of a detail, from 0; "" where there are fewer, or it has no place. */
static void
word_at(const char *detail, int n, char *ret_word, size_t room)
{
	size_t length;

	while (n-- > 0) {
		detail += strcspn(detail, " ");
		detail += strspn(detail, " ");
	}
	length = strcspn(detail, " ");
	ret_word[0] = '\0';
	if (length >= room)
		return;
	memcpy(ret_word, detail, length);
	ret_word[length] = '\0';
}

static bool
number_at(const char *detail, int n, int64_t *ret_number)
{
	char word[24];
	long long number = 0;

	word_at(detail, n, word, sizeof(word));
	if (str_to_int64(word, 0, INT32_MAX, &number) != ST_OK)
		return false;
	*ret_number = number;
	return true;
}

static struct date
date_at(const char *detail, int n)
{
	struct date date = { 0 };
	char word[DATE_ISO];

	word_at(detail, n, word, sizeof(word));
	return date_parse_iso(word, &date) == ST_OK ? date : (struct date){ 0 };
}

static void
take_age(struct report_visit *visit, const char *word)
{
	if (strcmp(word, "60+") == 0)
		visit->age = SAID_60;
	else if (strcmp(word, "under-60") == 0)
		visit->age = SAID_UNDER_60;
}

/* NULL: no room; what it said is lost, and that is counted. */
static struct report_step *
step_of(struct report *report, const char *name)
{
	for (int i = 0; i < report->steps; i++)
		if (strcmp(report->step[i].name, name) == 0)
			return &report->step[i];
	if (report->steps == REPORT_STEPS ||
		str_copy(report->step[report->steps].name, sizeof(report->step[0].name),
			name) != ST_OK) {
		report->steps_lost++;
		return NULL;
	}
	return &report->step[report->steps++];
}

/* --- one event after another ---------------------------------------------------------------------------------------- */

static void
take_begin(struct report *report, const struct journal_row *row)
{
	report->visit.began_ms = row->at_ms;
}

static void
take_identified(struct report *report, const struct journal_row *row)
{
	struct report_visit *visit = &report->visit;

	take_age(visit, row->detail);
	visit->no_service = row->service[0] == '\0';
}

static void
take_step(struct report *report, const struct journal_row *row)
{
	char name[sizeof(report->step[0].name)];
	struct report_step *step;
	int64_t ms;

	word_at(row->detail, 0, name, sizeof(name));
	if (!number_at(row->detail, 1, &ms) || name[0] == '\0')
		return; /* told nobody how long */
	step = step_of(report, name);
	if (step)
		spread_add(&step->seconds, (ms + SECOND_MS / 2) / SECOND_MS);
}

static const struct {
	const char *code, *words;
} ends[] = {
	[ENDED_FINISHED] = { "finished", N_("selesai") },
	[ENDED_GAVE_UP] = { "gave-up", N_("tidak jadi, ditutup sendiri") },
	[ENDED_LEFT] = { "left", N_("kembali ke layar awal") },
	[ENDED_IDLE] = { "idle", N_("ditinggal, layar menutup sendiri") },
	[ENDED_STOPPED] = { "stopped", N_("kios dimatikan") },
	[ENDED_CUT] = { "cut", N_("terputus tanpa catatan akhir") },
	[ENDED_OPEN] = { "open", N_("masih berjalan") },
};

static void
leave_officer(struct report_visit *visit, int64_t at_ms)
{
	if (visit->joined_ms > 0 && at_ms > visit->joined_ms)
		visit->officer_ms += at_ms - visit->joined_ms;
	visit->joined_ms = 0;
}

static void
take_end(struct report *report, const struct journal_row *row)
{
	struct report_visit *visit = &report->visit;
	char age[16];

	visit->ended = true;
	visit->ended_ms = row->at_ms;
	for (int end = 0; end < REPORT_ENDS; end++)
		if (strcmp(ends[end].code, row->outcome) == 0)
			visit->end = (enum report_end)end;
	word_at(row->detail, 1, age, sizeof(age));
	take_age(visit, age);
	(void)number_at(row->detail, 2, &visit->keys);
	word_at(row->detail, 3, visit->stop, sizeof(visit->stop));
	leave_officer(visit, row->at_ms);
}

static void
take_join(struct report *report, const struct journal_row *row)
{
	report->visit.assisted = true;
	if (report->visit.joined_ms == 0)
		report->visit.joined_ms = row->at_ms;
}

static void
take_leave(struct report *report, const struct journal_row *row)
{
	leave_officer(&report->visit, row->at_ms);
}

static void
take_survey(struct report *report, const struct journal_row *row)
{
	int64_t score;

	if (number_at(row->detail, 1, &score) && score >= 1 && score <= 5)
		report->visit.score = (int)score;
}

static int
hour_of(const struct report *report, int64_t at_ms)
{
	int second;

	(void)date_of_unix(at_ms / SECOND_MS, report->offset_s, &second);
	return second / 3600;
}

/* FACE_HINTS: none has this code. */
static int
hint_of(const char *code)
{
	int hint = 0;

	while (hint < FACE_HINTS && strcmp(code, face_hint_code((enum face_hint)hint)) != 0)
		hint++;
	return hint;
}

static void
take_frames(struct report *report, const struct journal_row *row)
{
	char code[24];
	int64_t count;
	int hour = hour_of(report, row->at_ms);

	for (int word = 0; number_at(row->detail, word + 1, &count); word += 2) {
		word_at(row->detail, word, code, sizeof(code));
		if (strcmp(code, "good") == 0)
			report->frames_good[hour] += count;
		else if (hint_of(code) < FACE_HINTS)
			report->frames[hour][hint_of(code)] += count;
	}
}

void
report_take_capture(struct report *report, const struct capture_row *row)
{
	int hour = hour_of(report, row->at_ms), hint = hint_of(row->reason);

	if (hint == FACE_HINTS)
		return; /* of another version */
	report->refused_s[hour][hint]++;
	if (row->measures.faces > 0)
		spread_add(&report->light[hour], (int64_t)(row->measures.luminance * 100));
}

static void
take_confirm(struct report *report, const struct journal_row *row)
{
	struct report_visit *visit = &report->visit;
	struct report_claim *claim = &visit->claim[visit->claims];
	char word[24];

	visit->claim_begun = true;
	word_at(row->detail, 1, word, sizeof(word));
	if (strcmp(word, "assisted") == 0)
		visit->assisted = true;
	if (visit->claims == REPORT_CLAIMS)
		return;
	visit->claims++;
	*claim = (struct report_claim){ .confirmed_ms = row->at_ms, .seq = row->seq };
	memcpy(claim->subject, row->subject, sizeof(claim->subject));
	word_at(row->detail, 2, word, sizeof(word));
	claim->line = strcmp(word, "online") == 0    ? LINE_WORD_ONLINE
		      : strcmp(word, "offline") == 0 ? LINE_WORD_OFFLINE
						     : LINE_WORD_NONE;
}

static void
take_sent(struct report *report, const struct journal_row *row)
{
	struct report_visit *visit = &report->visit;

	for (int i = 0; i < visit->claims; i++) {
		if (visit->claim[i].sent_ms != 0)
			continue;
		visit->claim[i].sent_ms = row->at_ms;
		visit->claim[i].promised = date_at(row->detail, 1);
		visit->received++;
		return;
	}
}

static void
take_state(struct report *report, const struct journal_row *row)
{
	struct report_visit *visit = &report->visit;
	bool paid = strcmp(row->outcome, "paid") == 0;

	for (int i = 0; i < visit->claims; i++) {
		struct report_claim *claim = &visit->claim[i];

		if (claim->sent_ms == 0 || claim->paid_ms != 0)
			continue;
		if (!date_is_known(claim->promised))
			claim->promised = date_at(row->detail, 2);
		if (paid)
			claim->paid_ms = row->at_ms;
		return;
	}
}

static const struct {
	enum event event;
	void (*take)(struct report *report, const struct journal_row *row);
	bool answers; /* something was answered: the service has begun */
} rows[] = {
	{ EVENT_VISIT_BEGIN, take_begin, false },
	{ EVENT_VISIT_IDENTIFIED, take_identified, true },
	{ EVENT_VISIT_NOT_FOUND, NULL, true },
	{ EVENT_STEP, take_step, true },
	{ EVENT_VISIT_END, take_end, false },
	{ EVENT_STAFF_JOIN, take_join, false },
	{ EVENT_STAFF_LEAVE, take_leave, false },
	{ EVENT_SURVEY, take_survey, false },
	{ EVENT_FACE_BEGIN, NULL, true },
	{ EVENT_FACE_FRAMES, take_frames, false },
	{ EVENT_CLAIM_CONFIRM, take_confirm, true },
	{ EVENT_CLAIM_SENT, take_sent, false },
	{ EVENT_CLAIM_STATE, take_state, false },
};

void
report_take(struct report *report, const struct journal_row *row)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (strcmp(event_code(rows[i].event), row->event) != 0)
			continue;
		if (rows[i].answers && strcmp(row->service, "claim") == 0)
			report->visit.claim_begun = true;
		if (rows[i].take)
			rows[i].take(report, row);
	}
}

/* --- the visit as a whole ------------------------------------------------------------------------------------------- */

struct report *
report_new(struct date from, struct date to, int offset_s, int64_t now_ms)
{
	struct report *report = calloc(1, sizeof(*report));

	if (report == NULL)
		return NULL;
	report->from = from;
	report->to = to;
	report->offset_s = offset_s;
	report->now_ms = now_ms;
	return report;
}

void
report_begin_visit(struct report *report)
{
	report->visit = (struct report_visit){ .keys = -1, .end = ENDED_CUT };
}

static void
add_share(struct share *share, int64_t of, int64_t in)
{
	share->of += of;
	share->in += in;
}

static void
count_begun(struct report *report)
{
	const struct report_visit *visit = &report->visit;
	struct share *how = visit->assisted ? &report->assisted : &report->alone;
	int64_t begun = visit->claims > 1 ? visit->claims : 1;

	if (!visit->claim_begun) { /* identified for nobody knows what: perhaps a claim */
		report->claims.missing += visit->no_service;
		return;
	}
	if (visit->is_open) {
		report->claims.missing++;
		return;
	}
	add_share(&report->claims, visit->received, begun);
	if (visit->age == SAID_60) {
		add_share(&report->senior, visit->received, begun);
		add_share(how, visit->received, begun);
	} else if (visit->age == SAID_NOTHING) {
		report->senior.missing += begun;
		how->missing += begun;
	}
}

/* The kiosk asks once a day where a claim stands: what was paid in time is known a day later at the latest. */
static void
count_settled(struct report *report, const struct report_claim *claim)
{
	int64_t deadline, seen;

	if (!date_is_known(claim->promised)) {
		report->settled.missing++;
		return;
	}
	deadline = (date_to_unix(claim->promised, 0, report->offset_s) + 2 * DAY_S) * SECOND_MS;
	seen = claim->confirmed_ms + (int64_t)REPORT_AGAIN_DAYS * DAY_S * SECOND_MS;
	if (report->now_ms < deadline || report->now_ms < seen) {
		report->settled.missing++;
		return;
	}
	add_share(&report->settled,
		claim->paid_ms != 0 && claim->paid_ms < deadline && !claim->again, 1);
}

static void
count_claim(struct report *report, const struct report_claim *claim)
{
	if (claim->line == LINE_WORD_NONE)
		report->offline.missing++;
	else
		add_share(&report->offline, claim->line == LINE_WORD_OFFLINE, 1);
	measure(&report->queue, (claim->sent_ms - claim->confirmed_ms) / SECOND_MS,
		claim->sent_ms != 0 && claim->sent_ms >= claim->confirmed_ms);
	count_settled(report, claim);
}

static void
count_effort(struct report *report)
{
	const struct report_visit *visit = &report->visit;
	bool whole = visit->ended && visit->ended_ms >= visit->began_ms;

	measure(&report->seconds, (visit->ended_ms - visit->began_ms) / SECOND_MS, whole);
	measure(&report->keys, visit->keys, visit->keys >= 0);
	if (visit->assisted)
		measure(&report->officer, visit->officer_ms / SECOND_MS,
			whole && visit->officer_ms > 0);
}

static void
count_survey(struct report *report)
{
	const struct report_visit *visit = &report->visit;

	if (visit->score > 0) {
		add_share(&report->score, visit->score, 1);
		add_share(&report->low, visit->score <= 2, 1);
	} else if (visit->end == ENDED_FINISHED) {
		report->score.missing++;
		report->low.missing++;
	}
}

static void
count_stop(struct report *report)
{
	const struct report_visit *visit = &report->visit;
	struct report_step *step;

	if (visit->end == ENDED_FINISHED || visit->end == ENDED_OPEN)
		return;
	step = visit->stop[0] ? step_of(report, visit->stop) : NULL;
	if (step)
		step->stopped++;
	else
		report->stops_missing++;
}

void
report_end_visit(struct report *report, bool is_open)
{
	struct report_visit *visit = &report->visit;

	visit->is_open = is_open && !visit->ended;
	if (visit->is_open)
		visit->end = ENDED_OPEN;
	report->visits++;
	report->ends[visit->end]++;
	count_begun(report);
	count_survey(report);
	count_stop(report);
	for (int i = 0; i < visit->claims; i++)
		count_claim(report, &visit->claim[i]);
	if (visit->claims > 0 && !visit->is_open)
		count_effort(report);
}

/* --- the figures ---------------------------------------------------------------------------------------------------- */

static const struct {
	const char *code, *words;
} headings[] = {
	[HEADING_PROGRAMME] = { "programme", N_("Keberhasilan program") },
	[HEADING_TARGET] = { "target", N_("Keberhasilan sasaran") },
	[HEADING_SATISFACTION] = { "satisfaction", N_("Kepuasan terhadap program") },
	[HEADING_EFFICIENCY] = { "efficiency", N_("Tingkat input dan output") },
	[HEADING_OVERALL] = { "overall", N_("Pencapaian tujuan menyeluruh") },
	[HEADING_RUNNING] = { "running", N_("Kelancaran kios") },
};

const char *
report_heading_code(enum report_heading heading)
{
	return headings[heading].code;
}

const char *
report_heading_words(enum report_heading heading)
{
	return headings[heading].words;
}

#define AT(member)    offsetof(struct report, member)
#define SHARE(member) .unit = "%", .kind = FIGURE_SHARE, .at = AT(member)
#define MEDIAN(member, per)                                                                    \
	.kind = FIGURE_SPREAD, .at = AT(member), .percent = 50, .ones = (per)

const struct report_figure report_figures[] = {
	{ "received", N_("Klaim DITERIMA PUSAT"), .heading = HEADING_PROGRAMME, SHARE(claims),
		.how = N_("klaim yang diterima pusat, dari klaim yang dimulai") },
	{ "received-60", N_("Klaim DITERIMA PUSAT, usia 60 ke atas"), .heading = HEADING_TARGET,
		SHARE(senior), .how = N_("sama, hanya peserta 60 tahun ke atas") },
	{ "received-60-alone", N_("  tanpa petugas"), .heading = HEADING_TARGET, SHARE(alone),
		.how = N_("usia 60 ke atas, tanpa petugas di layar") },
	{ "received-60-assisted", N_("  bersama petugas"), .heading = HEADING_TARGET,
		SHARE(assisted), .how = N_("usia 60 ke atas, petugas masuk dengan PIN") },
	{ "score", N_("Nilai rata-rata, 1 sampai 5"), .unit = "dari 5",
		.heading = HEADING_SATISFACTION, .kind = FIGURE_MEAN, .at = AT(score),
		.how = N_("jumlah nilai, dibagi jawaban; tanpa data: selesai tetapi tidak "
			  "menjawab") },
	{ "score-low", N_("Nilai 2 atau kurang"), .heading = HEADING_SATISFACTION, SHARE(low),
		.how = N_("jawaban bernilai 1 atau 2, dari semua jawaban") },
	{ "minutes", N_("Lama satu kunjungan klaim"), .unit = "menit",
		.heading = HEADING_EFFICIENCY, MEDIAN(seconds, 60),
		.how = N_("nilai tengah, dari tombol pertama sampai layar ditutup") },
	{ "keys", N_("Tombol yang ditekan"), .unit = "tombol", .heading = HEADING_EFFICIENCY,
		MEDIAN(keys, 1), .how = N_("nilai tengah per kunjungan klaim") },
	{ "officer-minutes", N_("Waktu petugas"), .unit = "menit",
		.heading = HEADING_EFFICIENCY, MEDIAN(officer, 60),
		.how = N_("nilai tengah per klaim yang dibantu, dari PIN sampai petugas "
			  "keluar") },
	{ "settled", N_("Dibayar tepat waktu dan tidak datang lagi"),
		.heading = HEADING_OVERALL, SHARE(settled),
		.how = N_(
			"kios tahu sudah dibayar paling lambat sehari setelah tanggal janji, "
			"dan "
			"tidak datang lagi dalam 30 hari; tanpa data: belum bisa diketahui") },
	{ "offline", N_("Klaim saat pusat tidak terhubung"), .heading = HEADING_RUNNING,
		SHARE(offline), .how = N_("klaim yang dibuat tanpa pusat, dari semua klaim") },
	{ "queue", N_("Menunggu dikirim, nilai tengah"), .unit = "menit",
		.heading = HEADING_RUNNING, MEDIAN(queue, 60),
		.how = N_(
			"dari konfirmasi sampai diterima pusat; tanpa data: belum diterima") },
	{ "queue-95", N_("Menunggu dikirim, 95 dari 100 klaim"), .unit = "menit",
		.heading = HEADING_RUNNING, .kind = FIGURE_SPREAD, .at = AT(queue),
		.percent = 95, .ones = 60, .how = N_("paling lama untuk 95 dari 100 klaim") },
};
const size_t report_figures_n = ARRAY_LEN(report_figures);

static int64_t
tenths(int64_t of, int64_t in)
{
	return (of * 10 + in / 2) / in;
}

struct report_value
report_value(const struct report *report, const struct report_figure *figure)
{
	const void *at = (const char *)report + figure->at;
	const struct measured *measured = at;
	struct report_value value;

	if (figure->kind == FIGURE_SPREAD) {
		value = (struct report_value){ .of = measured->spread.n,
			.in = measured->spread.n + measured->missing,
			.missing = measured->missing,
			.known = measured->spread.n > 0 };
		value.tenths = tenths(
			spread_percent(&measured->spread, figure->percent), figure->ones);
	} else {
		const struct share *share = at;

		value = (struct report_value){ .of = share->of,
			.in = share->in,
			.missing = share->missing,
			.known = share->in > 0 };
		if (value.known)
			value.tenths = tenths(
				figure->kind == FIGURE_SHARE ? 100 * share->of : share->of,
				share->in);
	}
	return value;
}

/* --- the lists ------------------------------------------------------------------------------------------------------ */

typedef void line_fn(void *ctx, const struct report_line *line);

static void
each_end(const struct report *report, line_fn *line, void *ctx)
{
	for (int end = 0; end < REPORT_ENDS; end++) {
		const struct report_line told = {
			.key = ends[end].code, .words = ends[end].words, .n = report->ends[end]
		};

		if (told.n > 0)
			line(ctx, &told);
	}
}

static void
each_stop(const struct report *report, line_fn *line, void *ctx)
{
	const struct report_line unknown = {
		.key = "unknown", .words = N_("tidak tercatat"), .n = report->stops_missing
	};

	for (int i = 0; i < report->steps; i++) {
		char words[STEP_WORDS];
		const struct report_line told = { .key = report->step[i].name,
			.words = words,
			.n = report->step[i].stopped };

		step_words(report->step[i].name, words);
		if (told.n > 0)
			line(ctx, &told);
	}
	if (unknown.n > 0)
		line(ctx, &unknown);
}

static void
each_step(const struct report *report, line_fn *line, void *ctx)
{
	for (int i = 0; i < report->steps; i++) {
		const struct spread *seconds = &report->step[i].seconds;
		char words[STEP_WORDS];
		const struct report_line told = { .key = report->step[i].name,
			.words = words,
			.n = seconds->n,
			.median = spread_percent(seconds, 50),
			.most = spread_percent(seconds, 95) };

		step_words(report->step[i].name, words);
		if (told.n > 0)
			line(ctx, &told);
	}
}

static const char *
refused_words(int hint)
{
	return hint == HINT_NONE ? N_("Belum diam cukup lama.")
				 : face_hint_words((enum face_hint)hint);
}

static void
each_hour_and_hint(const int64_t *n, line_fn *line, void *ctx)
{
	for (int cell = 0; cell < REPORT_HOURS * FACE_HINTS; cell++) {
		int hour = cell / FACE_HINTS, hint = cell % FACE_HINTS;
		char key[32], words[96];
		const struct report_line told = {
			.key = key, .words = words, .n = n[cell]
		};

		if (told.n == 0)
			continue;
		if (str_format(key, sizeof(key), "%02d/%s", hour,
			    face_hint_code((enum face_hint)hint)) != ST_OK)
			key[0] = '\0';
		if (str_format(words, sizeof(words), "%02d.00 %s", hour,
			    refused_words(hint)) != ST_OK)
			words[0] = '\0';
		line(ctx, &told);
	}
}

static void
each_refused(const struct report *report, line_fn *line, void *ctx)
{
	each_hour_and_hint(report->frames[0], line, ctx);
}

static void
each_refused_second(const struct report *report, line_fn *line, void *ctx)
{
	each_hour_and_hint(report->refused_s[0], line, ctx);
}

static void
each_light(const struct report *report, line_fn *line, void *ctx)
{
	for (int hour = 0; hour < REPORT_HOURS; hour++) {
		const struct spread *light = &report->light[hour];
		char key[8], words[16];
		const struct report_line told = { .key = key,
			.words = words,
			.n = light->n,
			.median = spread_percent(light, 50),
			.most = spread_percent(light, 95) };

		if (told.n == 0 || str_format(key, sizeof(key), "%02d", hour) != ST_OK ||
			str_format(words, sizeof(words), "%02d.00", hour) != ST_OK)
			continue;
		line(ctx, &told);
	}
}

static void
each_good(const struct report *report, line_fn *line, void *ctx)
{
	for (int hour = 0; hour < REPORT_HOURS; hour++) {
		char key[8], words[16];
		const struct report_line told = {
			.key = key, .words = words, .n = report->frames_good[hour]
		};

		if (told.n == 0 || str_format(key, sizeof(key), "%02d", hour) != ST_OK ||
			str_format(words, sizeof(words), "%02d.00", hour) != ST_OK)
			continue;
		line(ctx, &told);
	}
}

const struct report_list report_lists[] = {
	{ "ends", N_("Bagaimana kunjungan berakhir"), N_("semua kunjungan"), N_("kunjungan"),
		false, each_end },
	{ "stops", N_("Di mana orang berhenti"), N_("layar terakhir dari yang tidak selesai"),
		N_("kunjungan"), false, each_stop },
	{ "steps", N_("Lama menjawab tiap pertanyaan"),
		N_("nilai tengah; dari pertanyaan tampil sampai jawaban disimpan"), N_("detik"),
		true, each_step },
	{ "refused", N_("Mengapa gambar wajah belum baik, per jam"),
		N_("gambar dari kamera; sebab yang pertama"), N_("gambar"), false,
		each_refused },
	{ "refused-seconds", N_("Detik tanpa satu pun gambar yang baik, per jam"),
		N_("sebab dari gambar terakhir detik itu"), N_("detik"), false,
		each_refused_second },
	{ "light", N_("Terang wajah saat belum baik, per jam"),
		N_("nilai tengah; 0 gelap, 100 terang"), N_("persen"), true, each_light },
	{ "good", N_("Gambar wajah yang baik, per jam"), N_("gambar dari kamera"), N_("gambar"),
		false, each_good },
};
const size_t report_lists_n = ARRAY_LEN(report_lists);
