/* SPDX-License-Identifier: Apache-2.0 */
/* Walks the libconfig tree once against the table of settings and collects every error with its line. */
#include "base/settings.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <libconfig.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- what a text must look like --------------------------------------------------------------------------------- */

static bool
starts_with(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

static const char *
path_check(const char *text, const char **ret_remedy)
{
	if (text[0] == '/')
		return NULL;
	*ret_remedy = "give the whole path, from /";
	return "not a whole path";
}

static const char *
path_or_none_check(const char *text, const char **ret_remedy)
{
	return text[0] == '\0' ? NULL : path_check(text, ret_remedy);
}

static const char *
program_check(const char *text, const char **ret_remedy)
{
	if (text[0] != '\0' && (text[0] == '/' || strchr(text, '/') == NULL))
		return NULL;
	*ret_remedy = "give the whole path, or the bare name of a program beside anjungan";
	return "not a program";
}

static const char *
name_check(const char *text, const char **ret_remedy)
{
	if (text[0] != '\0')
		return NULL;
	*ret_remedy = "name the place as it shall stand on receipts";
	return "empty";
}

static const char *
kiosk_id_check(const char *text, const char **ret_remedy)
{
	size_t n = strspn(
		text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

	if (n > 0 && text[n] == '\0')
		return NULL;
	*ret_remedy = "use the name the centre gave: letters, digits, '.', '_' and '-'";
	return "not a kiosk's name";
}

/* The host of a URL is loopback: its name ends at ':', '/' or the end. */
static bool
host_is_loopback(const char *host)
{
	static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t n = strlen(names[i]);

		if (strncmp(host, names[i], n) == 0 && strchr(":/", host[n]) != NULL)
			return true;
	}
	return false;
}

static const char *
url_check(const char *text, const char **ret_remedy)
{
	size_t n = strlen(text);
	const char *host = starts_with(text, "https://")  ? text + 8
			   : starts_with(text, "http://") ? text + 7
							  : NULL;

	*ret_remedy = "write https://HOST or https://HOST:PORT, with a path where the gateway "
		      "has one";
	if (host == NULL || host[0] == '\0' || host[0] == '/' || host[0] == ':')
		return "not the URL of a centre";
	if (strpbrk(text, " ?#@") != NULL)
		return "a blank, '?', '#' or '@' has no place in it";
	if (text[n - 1] == '/') {
		*ret_remedy = "leave out the slash at the end";
		return "ends in a slash";
	}
	if (starts_with(text, "http://") && !host_is_loopback(host)) {
		*ret_remedy =
			"use https://; http:// is for localhost, 127.0.0.1 and [::1] alone";
		return "would send personal data unprotected";
	}
	return NULL;
}

static const char *
pin_check(const char *text, const char **ret_remedy)
{
	if (text[0] == '\0' || (starts_with(text, "sha256//") && strlen(text) == 8 + 44))
		return NULL;
	*ret_remedy = "write sha256// and 44 base64 characters, the SHA-256 of the centre's "
		      "public key";
	return "not a pin";
}

static const char *
camera_check(const char *text, const char **ret_remedy)
{
	if (strcmp(text, "none") == 0 || starts_with(text, "v4l2:/") ||
		starts_with(text, "images:/"))
		return NULL;
	*ret_remedy = "write v4l2:/dev/…, images:/… (a folder of JPEGs) or none";
	return "not a camera";
}

static const char *
printer_check(const char *text, const char **ret_remedy)
{
	static const char *const kinds[] = { "escpos:/", "escpos-tcp:", "cups:", "file:/" };

	if (strcmp(text, "none") == 0)
		return NULL;
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (starts_with(text, kinds[i]) && text[strlen(kinds[i])] != '\0')
			return NULL;
	*ret_remedy =
		"write escpos:/dev/…, escpos-tcp:ADDRESS:PORT, cups:QUEUE, file:/… or none";
	return "not a printer";
}

static const char *
pages_check(const char *text, const char **ret_remedy)
{
	if (strcmp(text, "none") == 0 || starts_with(text, "file:/") ||
		(starts_with(text, "cups:") && text[strlen("cups:")] != '\0'))
		return NULL;
	*ret_remedy = "write cups:QUEUE, file:/… or none";
	return "not a printer of pages";
}

/* --- the table -------------------------------------------------------------------------------------------------- */

static const char *const timezones[] = { "Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar",
	"Asia/Jayapura", NULL };
static const char *const scanners[] = { "camera", "keyboard", "keyboard-stx", "none", NULL };
static const char *const columns[] = { "32", "42", "48", NULL };
static const char *const code_pages[] = { "1252", "ascii", NULL };
static const char *const bauds[] = { "2400", "4800", "9600", "19200", "38400", "57600", "115200",
	NULL };
static const char *const flows[] = { "hardware", "software", "none", NULL };
static const char *const days[] = { "working", "daily", NULL };
static const char *const themes[] = { "default", "dark", "light", "mono", NULL };

/* clang-format off */
#define AT(member) \
	.key = #member, .offset = offsetof(struct settings, member), \
	.room = sizeof(((struct settings *)NULL)->member)
#define STRING(member, value) AT(member), .type = SETTING_STRING, .initial = (value)
#define BOOL(member, value)   AT(member), .type = SETTING_BOOL, .initial = #value
#define CLOCK(member, value)  AT(member), .type = SETTING_CLOCK, .initial = (value)
#define INT(member, value, low, high) \
	AT(member), .type = SETTING_INT, .initial = #value, .min = (low), .max = (high)

static const struct setting table[] = {
	{ STRING(state_dir, "/var/lib/anjungan"), .check = path_check,
	  .reason =
		"Where the kiosk keeps its state: sealed claims, the journal, its lock. A\n"
		"folder of its own on a disk that survives a power cut." },

	{ STRING(central.url, "http://127.0.0.1:8175"), .check = url_check,
	  .reason =
		"The gateway in front of the central API. The default is a reference central\n"
		"on this machine; plain http:// is taken for loopback alone." },
	{ STRING(central.ca, "/etc/anjungan/central-ca.pem"), .check = path_or_none_check,
	  .reason =
		"The one CA certificate the gateway's own is checked against. Needed with\n"
		"https://." },
	{ STRING(central.pin, ""), .check = pin_check,
	  .reason =
		"The gateway's public key as sha256//BASE64, so that another certificate of\n"
		"the same CA is refused, too. Empty: no pin." },
	{ STRING(central.client_cert, ""), .check = path_or_none_check,
	  .reason =
		"File with the certificate this kiosk shows where the gateway asks for one.\n"
		"Empty: none." },
	{ STRING(central.client_key, ""), .check = path_or_none_check,
	  .reason =
		"File of mode 0600 with that certificate's key. Empty: it stands in\n"
		"client_cert." },
	{ INT(central.timeout_ms, 10000, 5000, 60000), .unit = "milliseconds",
	  .reason =
		"How long one exchange with the centre may take before it counts as no\n"
		"answer; a photo has a second more for every 4 kB. Raise it on a\n"
		"satellite line." },

	{ STRING(kiosk.id, "KIOSK-01"), .check = kiosk_id_check,
	  .reason =
		"The name under which the centre knows this kiosk; it stands on receipts." },
	{ STRING(kiosk.secret_file, "/etc/anjungan/kiosk.secret"), .check = path_check,
	  .reason =
		"File of mode 0600 with the secret that signs requests, one line. Never the\n"
		"secret itself." },
	{ STRING(kiosk.key_file, ""), .check = path_or_none_check,
	  .reason =
		"File of mode 0600 with the device key that seals personal data; made by\n"
		"anjungan key init. Empty: device.key in state_dir." },

	{ STRING(site.name, "Mal Pelayanan Publik"), .check = name_check,
	  .reason =
		"The place, as it stands on receipts and on the idle screen." },
	{ STRING(site.branch, ""),
	  .reason =
		"The BPJS Ketenagakerjaan branch that serves this place, with its address.\n"
		"Empty: not printed." },
	{ STRING(site.timezone, "Asia/Makassar"), .words = timezones,
	  .reason =
		"The zone of every date and time shown: WIB (Jakarta, Pontianak), WITA\n"
		"(Makassar) or WIT (Jayapura)." },
	{ CLOCK(site.hours_open, "08:00"),
	  .reason =
		"When staff are at the counter, HH:MM. Outside of it a call for staff says when\n"
		"they are back, and what needs them is handed over." },
	{ CLOCK(site.hours_close, "16:00"),
	  .reason =
		"When it closes; what is confirmed later counts from the next working day." },
	{ STRING(site.days, "working"), .words = days,
	  .reason =
		"The days of the counter: working (Monday to Friday less the holidays) or daily." },

	{ STRING(camera.source, "v4l2:/dev/video0"), .check = camera_check,
	  .reason =
		"v4l2:DEVICE, images:FOLDER (JPEG files one after another, for demo and\n"
		"tests), or none: an officer attests instead." },
	{ STRING(camera.helper, "anjungan-camera"), .check = program_check,
	  .reason =
		"The program that owns the camera. A bare name is looked for beside anjungan." },
	{ INT(camera.sharpness_min, 0, 0, 100000), .unit = "sharpness units",
	  .reason =
		"What a face must reach to count as sharp, until staff calibrate this camera\n"
		"at the kiosk. 0: the built-in figure." },

	{ STRING(scanner.source, "camera"), .words = scanners,
	  .reason =
		"What reads barcodes and QR codes: the camera, a scanner that types like a\n"
		"keyboard, or nothing. keyboard-stx: such a scanner, set by its maker's sheet to\n"
		"send STX (02) before and Enter after each code; then no key has to wait to see\n"
		"whether it is the first of a code." },

	{ STRING(printer.target, "escpos:/dev/usb/lp0"), .check = printer_check,
	  .reason =
		"escpos:DEVICE, escpos-tcp:ADDRESS:PORT, cups:QUEUE, file:FOLDER (one file a\n"
		"receipt), or none: the code is shown on the screen instead." },
	{ INT(printer.columns, 48, 32, 48), .unit = "characters", .words = columns,
	  .reason =
		"Characters in a line of the normal font: 32 on 58 mm paper, 42 or 48 on\n"
		"80 mm." },
	{ BOOL(printer.qr, true),
	  .reason =
		"Print the receipt's code as QR, too. Off for printers without graphics." },
	{ STRING(printer.code_page, "1252"), .words = code_pages,
	  .reason =
		"How the printer writes letters with accents: code page 1252, or ascii (none)\n"
		"for one that prints Chinese or boxes in their place." },
	{ INT(printer.baud, 9600, 2400, 115200), .unit = "bits a second", .words = bauds,
	  .reason =
		"Speed of a printer on a serial line, as its self-test prints it." },
	{ STRING(printer.flow, "hardware"), .words = flows,
	  .reason =
		"How a printer on a serial line says that it is full: by its wires (RTS/CTS),\n"
		"by XON and XOFF (software), or not at all. With the wrong one letters are\n"
		"lost, or nothing comes out." },
	{ STRING(printer.a4, "none"), .check = pages_check,
	  .reason =
		"Where form F5 of a hand-over is printed on A4: cups:QUEUE, file:FOLDER (one\n"
		"PDF a form), or none: the officer is not offered it." },

	{ STRING(speech.command, "espeak-ng -v id --stdin -a {loudness} -s {speed}"),
	  .reason =
		"The program that speaks what it reads from standard input; words separated\n"
		"by blanks, no quoting. Empty: no voice." },
	{ INT(speech.volume, 100, 0, 200), .unit = "per cent",
	  .reason =
		"Loudness at the start of every visit. Lower it where counters stand close." },
	{ INT(speech.speed_wpm, 140, 80, 450), .unit = "words a minute",
	  .reason =
		"Slower than espeak-ng's own 175: most listeners here are over 60." },
	{ BOOL(speech.always, false),
	  .reason =
		"Speak every screen to everybody. Otherwise the idle screen and the menu\n"
		"speak, and key 5 or / has the rest spoken to who wants it." },
	{ INT(speech.idle_every_s, 300, 0, 3600), .unit = "seconds",
	  .reason =
		"How often the idle screen says what this is while the counter is open, for\n"
		"who cannot read it. 0: only after each visit. More in a quiet hall." },
	{ STRING(speech.recordings, ""), .check = path_or_none_check,
	  .reason =
		"Folder of recorded sentences, played instead of spoken: the command texts\n"
		"lists their file names. Empty: none." },
	{ STRING(speech.player, "aplay -q {file}"),
	  .reason =
		"The program that plays a recorded sentence; {file} and {loudness} in it\n"
		"are filled in." },

	{ STRING(ui.theme, "default"), .words = themes,
	  .reason =
		"Colours at the start of every visit; dark and light are of high contrast,\n"
		"mono needs no colour at all." },
	{ INT(ui.idle_s, 180, 30, 3600), .unit = "seconds",
	  .reason =
		"Without a key for this long a participant's screen asks whether anybody is\n"
		"there. No limit while an officer has joined." },
	{ INT(ui.warn_s, 30, 10, 300), .unit = "seconds",
	  .reason =
		"How long it then asks before the visit is wiped; any key goes on." },
	{ BOOL(ui.allow_quit, false),
	  .reason =
		"Whether Ctrl-Q asks and then quits. For demo and training; never at a\n"
		"counter." },

	{ STRING(outbox.second_copy, ""), .check = path_or_none_check,
	  .reason =
		"Folder on another device, for a sealed copy of what is not sent yet, so\n"
		"that a dead disk loses no claim. Empty: none." },

	{ INT(retention.reprint_days, 7, 0, 30), .unit = "days",
	  .reason =
		"How long a receipt can be printed again." },
	{ INT(retention.draft_min, 15, 1, 60), .unit = "minutes",
	  .reason =
		"How long after a crash or power cut the same person may go on where they\n"
		"were." },
	{ INT(retention.handover_days, 30, 7, 180), .unit = "days",
	  .reason =
		"How long what was handed over to staff waits. Then its answers go; the\n"
		"participant begins anew." },
	{ INT(retention.measures_days, 90, 1, 400), .unit = "days",
	  .reason =
		"How long it is kept why frames of a face were refused: measures second by\n"
		"second, never a picture." },
	{ INT(retention.journal_months, 24, 1, 120), .unit = "months",
	  .reason =
		"How old rows of the journal become before they go into signed files in\n"
		"archive/ of state_dir. Nothing of it is ever deleted." },

	{ STRING(data.dir, "/usr/share/anjungan"), .check = path_check,
	  .reason =
		"Folder of the dated rules: policy.json, holidays.csv, banks.csv." },
	{ STRING(data.assets_dir, "/usr/share/anjungan"), .check = path_check,
	  .reason =
		"Folder of the face model (models/) and the translations (locale/)." },

	{ STRING(log.file, ""), .check = path_or_none_check,
	  .reason =
		"Lines for technicians, without personal data. Empty: anjungan.log in\n"
		"state_dir." },
};
/* clang-format on */

const struct setting *
settings_table(size_t *ret_n)
{
	*ret_n = ARRAY_LEN(table);
	return table;
}

/* --- errors ----------------------------------------------------------------------------------------------------- */

/* The walk: where values go, the line of each row of the table (0: not in the file), what was wrong. */
struct walk {
	struct settings *to;
	int line[ARRAY_LEN(table)];
	struct settings_errors *errors;
};

__attribute__((format(printf, 5, 6))) static void
refuse(struct settings_errors *errors, int line, const char *key, const char *remedy,
	const char *why, ...)
{
	struct settings_error *error;
	char words[512];
	va_list args;

	errors->found++;
	if (errors->n == SETTINGS_ERRORS_MAX)
		return;
	error = &errors->error[errors->n++];
	*error = (struct settings_error){ .line = line };
	va_start(args, why);
	if (str_vformat(words, sizeof(words), why, args) != ST_OK)
		words[0] = '\0';
	va_end(args);
	utf8_harmless(error->key, sizeof(error->key), key);
	utf8_harmless(error->why, sizeof(error->why), words);
	utf8_harmless(error->remedy, sizeof(error->remedy), remedy);
}

enum status
settings_errors_text(const struct settings_errors *errors, struct buf *buf)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < errors->n; i++) {
		const struct settings_error *error = &errors->error[i];

		st = buf_add_str(buf, errors->file);
		if (st == ST_OK && error->line > 0)
			st = buf_printf(buf, ":%d", error->line);
		if (st == ST_OK && error->key[0] != '\0')
			st = buf_printf(buf, ": %s", error->key);
		if (st == ST_OK)
			st = buf_printf(buf, ": %s; %s\n", error->why, error->remedy);
	}
	if (st == ST_OK && errors->found > errors->n)
		st = buf_printf(
			buf, "%s: and %zu more\n", errors->file, errors->found - errors->n);
	return st;
}

/* --- one value -------------------------------------------------------------------------------------------------- */

/* "dark, light or mono" for the remedy. */
static void
words_list(const char *const *words, char *dst, size_t room)
{
	size_t used = 0;

	dst[0] = '\0';
	for (size_t i = 0; words[i] != NULL; i++) {
		const char *between = i == 0 ? "" : words[i + 1] == NULL ? " or " : ", ";

		if (str_format(dst + used, room - used, "%s%s", between, words[i]) != ST_OK)
			return;
		used += strlen(dst + used);
	}
}

static bool
words_have(const char *const *words, const char *text)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, text) == 0)
			return true;
	return false;
}

static void
take_string(struct walk *walk, const struct setting *setting, int line, const char *text)
{
	char *to = (char *)walk->to + setting->offset;
	const char *remedy = "", *why = NULL;
	char list[160];

	for (const char *c = text; *c != '\0'; c++)
		if (iscntrl((unsigned char)*c)) {
			refuse(walk->errors, line, setting->key, "leave it out",
				"a control character");
			return;
		}
	if (setting->words != NULL && !words_have(setting->words, text)) {
		words_list(setting->words, list, sizeof(list));
		why = "not one of the words";
		remedy = list;
	} else if (setting->check != NULL) {
		why = setting->check(text, &remedy);
	}
	if (why != NULL)
		refuse(walk->errors, line, setting->key, remedy, "\"%.80s\": %s", text, why);
	else if (str_copy(to, setting->room, text) != ST_OK)
		refuse(walk->errors, line, setting->key, "shorten it", "longer than %zu bytes",
			setting->room - 1);
}

static void
take_int(struct walk *walk, const struct setting *setting, int line, long long value)
{
	char digits[24], list[160];

	if (str_format(digits, sizeof(digits), "%lld", value) != ST_OK)
		digits[0] = '\0';
	if (setting->words != NULL)
		words_list(setting->words, list, sizeof(list));
	else if (str_format(list, sizeof(list), "give a whole number of %s from %d to %d",
			 setting->unit, setting->min, setting->max) != ST_OK)
		list[0] = '\0';
	if (value < setting->min || value > setting->max ||
		(setting->words != NULL && !words_have(setting->words, digits)))
		refuse(walk->errors, line, setting->key, list, "%lld is out of range", value);
	else
		*(int *)((char *)walk->to + setting->offset) = (int)value;
}

static void
take_clock(struct walk *walk, const struct setting *setting, int line, const char *text)
{
	int hours, minutes;

	if (strlen(text) != 5 || text[2] != ':' || !isdigit((unsigned char)text[0]) ||
		!isdigit((unsigned char)text[1]) || !isdigit((unsigned char)text[3]) ||
		!isdigit((unsigned char)text[4]))
		goto bad;
	hours = (text[0] - '0') * 10 + (text[1] - '0');
	minutes = (text[3] - '0') * 10 + (text[4] - '0');
	if (hours > 23 || minutes > 59)
		goto bad;
	*(int *)((char *)walk->to + setting->offset) = hours * 60 + minutes;
	return;
bad:
	refuse(walk->errors, line, setting->key, "write it as \"08:00\", from 00:00 to 23:59",
		"\"%.40s\": not a time of day", text);
}

/* What each type needs of libconfig, and how to write it. */
static const struct {
	int types[2];
	const char *needs;
} needs[] = {
	[SETTING_STRING] = {{ CONFIG_TYPE_STRING, CONFIG_TYPE_STRING },  "text in \"quotes\"" },
	[SETTING_INT] = { { CONFIG_TYPE_INT, CONFIG_TYPE_INT64 },
			    "a whole number, without quotes"                                  },
	[SETTING_BOOL] = { { CONFIG_TYPE_BOOL, CONFIG_TYPE_BOOL },
			    "true or false, without quotes"                                   },
	[SETTING_CLOCK] = { { CONFIG_TYPE_STRING, CONFIG_TYPE_STRING }, "\"HH:MM\" in quotes"},
};

static void
take(struct walk *walk, const struct setting *setting, const config_setting_t *node)
{
	int type = config_setting_type(node), line = (int)config_setting_source_line(node);

	walk->line[setting - table] = line;
	if (type != needs[setting->type].types[0] && type != needs[setting->type].types[1]) {
		refuse(walk->errors, line, setting->key, needs[setting->type].needs,
			"a value of the wrong type");
		return;
	}
	switch (setting->type) {
	case SETTING_STRING:
		take_string(walk, setting, line, config_setting_get_string(node));
		break;
	case SETTING_INT:
		take_int(walk, setting, line, config_setting_get_int64(node));
		break;
	case SETTING_BOOL:
		*(bool *)((char *)walk->to + setting->offset) =
			config_setting_get_bool(node) != 0;
		break;
	case SETTING_CLOCK:
		take_clock(walk, setting, line, config_setting_get_string(node));
		break;
	}
}

/* --- unknown keys ----------------------------------------------------------------------------------------------- */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Letters to change, add or drop between two keys (Levenshtein); keys past the room are far from everything. */
static size_t
key_distance(const char *a, const char *b)
{
	size_t row[SETTING_KEY + 1], n = strlen(b);

	if (n > SETTING_KEY || strlen(a) > SETTING_KEY)
		return SIZE_MAX;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1] != '\0'; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t replace = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			row[j] = least(replace, least(row[j], row[j - 1]) + 1);
		}
	}
	return row[n];
}

static const struct setting *
nearest(const char *key)
{
	const struct setting *best = NULL;
	size_t distance = 4;

	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		size_t d = key_distance(key, table[i].key);

		if (d < distance) {
			distance = d;
			best = &table[i];
		}
	}
	return best;
}

static bool
names_a_secret(const char *key)
{
	static const char *const ends[] = { "secret", "password", "passphrase", "token",
		"key" };
	size_t n = strlen(key);

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		size_t m = strlen(ends[i]);

		if (n >= m && strcmp(key + n - m, ends[i]) == 0)
			return true;
	}
	return false;
}

static void
refuse_unknown(struct walk *walk, const char *key, int line)
{
	const struct setting *meant = nearest(key);
	char remedy[200] = "see anjungan.conf(5) for every setting, or take it out";

	if (names_a_secret(key)) {
		refuse(walk->errors, line, key,
			"write it into a file of mode 0600 and name that in kiosk.secret_file "
			"or kiosk.key_file",
			"a secret has no place in this file");
		return;
	}
	if (meant != NULL && str_format(remedy, sizeof(remedy), "perhaps %s is meant%s%s",
				     meant->key, meant->unit == NULL ? "" : ", in ",
				     meant->unit == NULL ? "" : meant->unit) != ST_OK)
		remedy[0] = '\0';
	refuse(walk->errors, line, key, remedy, "no such setting");
}

/* --- the walk --------------------------------------------------------------------------------------------------- */

static const struct setting *
setting_find(const char *key)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (strcmp(table[i].key, key) == 0)
			return &table[i];
	return NULL;
}

static bool
is_section(const char *name)
{
	size_t n = strlen(name);

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (strncmp(table[i].key, name, n) == 0 && table[i].key[n] == '.')
			return true;
	return false;
}

/* section: "" at the top of the file. */
static void
walk_group(struct walk *walk, const config_setting_t *group, const char *section)
{
	for (int i = 0; i < config_setting_length(group); i++) {
		const config_setting_t *node = config_setting_get_elem(group, (unsigned)i);
		int line = (int)config_setting_source_line(node);
		const struct setting *setting;
		char key[SETTING_KEY];

		if (str_format(key, sizeof(key), "%s%s%s", section,
			    section[0] == '\0' ? "" : ".",
			    config_setting_name(node)) != ST_OK) {
			refuse(walk->errors, line, config_setting_name(node), "take it out",
				"no such setting");
			continue;
		}
		setting = setting_find(key);
		if (setting != NULL)
			take(walk, setting, node);
		else if (section[0] == '\0' && is_section(key) && config_setting_is_group(node))
			walk_group(walk, node, key);
		else if (section[0] == '\0' && is_section(key))
			refuse(walk->errors, line, key, "write it as a group: name: { … };",
				"not a group");
		else
			refuse_unknown(walk, key, line);
	}
}

static int
line_of(const struct walk *walk, const char *key)
{
	return walk->line[setting_find(key) - table];
}

/* What only two settings together can get wrong. */
static void
check_pairs(struct walk *walk)
{
	const struct settings *to = walk->to;

	if (starts_with(to->central.url, "https://") && to->central.ca[0] == '\0')
		refuse(walk->errors, line_of(walk, "central.ca"), "central.ca",
			"name the file with the certificate of the gateway's CA",
			"empty, but central.url is https://");
	if (to->central.client_key[0] != '\0' && to->central.client_cert[0] == '\0')
		refuse(walk->errors, line_of(walk, "central.client_key"), "central.client_key",
			"name its certificate in central.client_cert",
			"a key without its certificate");
	if (to->site.hours_open >= to->site.hours_close)
		refuse(walk->errors, line_of(walk, "site.hours_close"), "site.hours_close",
			"let it be later than site.hours_open", "closes before it opens");
}

static void
set_initial(struct walk *walk)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		const struct setting *setting = &table[i];
		void *to = (char *)walk->to + setting->offset;

		switch (setting->type) {
		case SETTING_STRING:
			take_string(walk, setting, 0, setting->initial);
			break;
		case SETTING_INT:
			take_int(walk, setting, 0, strtoll(setting->initial, NULL, 10));
			break;
		case SETTING_BOOL:
			*(bool *)to = strcmp(setting->initial, "true") == 0;
			break;
		case SETTING_CLOCK:
			take_clock(walk, setting, 0, setting->initial);
			break;
		}
	}
}

/* Files that live in state_dir unless the file says otherwise. */
static void
set_in_state_dir(struct walk *walk, const char *key, const char *name)
{
	const struct setting *setting = setting_find(key);
	char *path = (char *)walk->to + setting->offset;

	if (path[0] == '\0' &&
		str_format(path, setting->room, "%s/%s", walk->to->state_dir, name) != ST_OK)
		refuse(walk->errors, line_of(walk, "state_dir"), "state_dir", "shorten it",
			"too long for the files in it");
}

/* The end of the comment or quoted text that starts at `at`, or `at` where neither does. */
static const char *
skip_words(const char *at)
{
	const char *end;

	if (at[0] == '#' || (at[0] == '/' && at[1] == '/'))
		return at + strcspn(at, "\n");
	if (at[0] == '/' && at[1] == '*') {
		end = strstr(at + 2, "*/");
		return end == NULL ? at + strlen(at) : end + 2;
	}
	if (at[0] != '"')
		return at;
	for (end = at + 1; *end != '\0' && *end != '"'; end++)
		if (end[0] == '\\' && end[1] != '\0')
			end++;
	return *end == '\0' ? end : end + 1;
}

static int
line_at(const char *text, const char *at)
{
	int line = 1;

	for (; text < at; text++)
		line += *text == '\n';
	return line;
}

/* What libconfig would let pass: it wraps numbers past its int without a word, and reads whatever files an @include
 * names, whose lines and rights nobody has looked at. */
static void
refuse_lexical(struct settings_errors *errors, const char *text)
{
	const char *at = text, *next;

	while (*at != '\0') {
		size_t n = isdigit((unsigned char)*at) ? strspn(at, "0123456789abcdefABCDEFxX")
						       : 0;

		if (starts_with(at, "@include"))
			refuse(errors, line_at(text, at), "@include",
				"put the settings into this file", "other files are not read");
		if (n > 9)
			refuse(errors, line_at(text, at), "",
				"give a number of at most 9 digits", "%.*s is out of range",
				(int)(n < 40 ? n : 40), at);
		next = n > 0 ? at + n : skip_words(at);
		at = next == at ? at + 1 : next;
	}
}

static void
parse(struct walk *walk, const char *text)
{
	config_t config;

	config_init(&config);
	if (config_read_string(&config, text) == CONFIG_TRUE)
		walk_group(walk, config_root_setting(&config), "");
	else
		refuse(walk->errors, config_error_line(&config), "",
			"look for a name given twice, a missing quote, ';' or '}' here or just "
			"above",
			"%s", config_error_text(&config));
	config_destroy(&config);
}

enum status
settings_read(const char *file, const char *text, size_t n, struct settings *ret,
	struct settings_errors *ret_errors)
{
	struct settings settings = { 0 };
	struct walk walk = { .to = &settings, .errors = ret_errors };

	*ret_errors = (struct settings_errors){ 0 };
	str_clip(ret_errors->file, sizeof(ret_errors->file), file);
	if (strlen(text) != n || !utf8_is_valid(text, n)) {
		refuse(ret_errors, 0, "", "write it again with a text editor",
			"not UTF-8 text");
		return ST_CONFIG;
	}
	refuse_lexical(ret_errors, text);
	if (ret_errors->found > 0)
		return ST_CONFIG;
	set_initial(&walk);
	parse(&walk, text);
	if (ret_errors->found == 0) {
		check_pairs(&walk);
		set_in_state_dir(&walk, "kiosk.key_file", "device.key");
		set_in_state_dir(&walk, "log.file", "anjungan.log");
	}
	if (ret_errors->found > 0)
		return ST_CONFIG;
	*ret = settings;
	return ST_OK;
}

/* --- the file --------------------------------------------------------------------------------------------------- */

static enum status
read_all(int fd, struct buf *text)
{
	char chunk[4096];
	enum status st = ST_OK;
	ssize_t n;

	while (st == ST_OK && (n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno != EINTR)
			return status_from_errno(errno);
		if (n > 0)
			st = buf_add(text, chunk, (size_t)n);
	}
	return st;
}

enum status
settings_load(const char *path, struct settings *ret, struct settings_errors *ret_errors)
{
	enum status st = ST_CONFIG;
	struct stat about;
	struct buf text;
	int fd;

	buf_init(&text, SETTINGS_BYTES_MAX);
	*ret_errors = (struct settings_errors){ 0 };
	str_clip(ret_errors->file, sizeof(ret_errors->file), path);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &about) != 0) {
		refuse(ret_errors, 0, "",
			"name the settings with --config FILE, and let this user read it",
			"cannot be read: %s", strerror(errno));
		goto out;
	}
	if (!S_ISREG(about.st_mode)) {
		refuse(ret_errors, 0, "", "name a plain file", "not a file");
		goto out;
	}
	if ((about.st_mode & S_IWOTH) != 0) {
		refuse(ret_errors, 0, "", "chmod o-w it, and look at what stands in it",
			"everybody may write it");
		goto out;
	}
	st = read_all(fd, &text);
	if (st != ST_OK) {
		refuse(ret_errors, 0, "", "a settings file has at most 64 KiB", "%s",
			status_words(st));
		st = ST_CONFIG;
		goto out;
	}
	st = settings_read(path, text.data, text.len, ret, ret_errors);
out:
	if (fd >= 0)
		(void)close(fd);
	buf_free(&text);
	return st;
}
