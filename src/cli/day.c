/* SPDX-License-Identifier: Apache-2.0 */
/* anjungan day: opens and closes a day of the counter, and writes its slip. */
#include "cli/cli.h"

#include "base/array.h"
#include "base/str.h"
#include "cli/check.h"
#include "cli/slip.h"
#include "rules/date.h"
#include "work/day.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: anjungan day open [--print] | close [--print] | slip [--day YYYY-MM-DD] [--print]\n"
			    "open and close read the PIN of a member of staff from standard input\n";

struct wish {
	bool print;
	struct date day;
	int zone_offset_s;
	const char *zone;
};

static bool
read_wish(const struct cli *cli, struct wish *wish)
{
	int second;

	if (zone_offset(cli->settings->site.timezone, &wish->zone_offset_s, &wish->zone) != ST_OK)
		return false;
	wish->day = date_of_unix(cli->now_ms / 1000, wish->zone_offset_s, &second);
	for (int i = 1; i < cli->argc; i++) {
		if (strcmp(cli->argv[i], "--print") == 0)
			wish->print = true;
		else if (strcmp(cli->argv[i], "--day") == 0 && i + 1 < cli->argc &&
			 strcmp(cli->argv[0], "slip") == 0 &&
			 date_parse_iso(cli->argv[i + 1], &wish->day) == ST_OK)
			i++;
		else
			return false;
	}
	return true;
}

/* --- changing ----------------------------------------------------------------------------------------------------------- */

static void
make_key(const struct cli *cli, char ret_key[UUID_TEXT])
{
	uint8_t random[10];

	randombytes_buf(random, sizeof(random));
	uuid_v7(cli->now_ms, random, ret_key);
}

static enum status
change(const struct cli *cli, const struct wish *wish, const char *name)
{
	char day[DATE_ISO], key[UUID_TEXT], pin[CLI_PIN_LINE];
	json_t *request;

	date_format_iso(wish->day, day);
	make_key(cli, key);
	cli_read_pin("PIN of a member of staff", pin);
	request = json_pack("{s:s, s:s, s:s, s:s, s:s}", "change", name, "day", day, "kiosk",
		cli->settings->kiosk.id, "key", key, "pin", pin);
	wipe(pin, sizeof(pin));
	return cli_change(cli, request);
}

static int
tell(const char *verb, enum status st)
{
	const char *remedy = st == ST_EXISTS    ? "It is so already."
			     : st == ST_REFUSED ? "A PIN of staff who may do this is needed."
			     : st == ST_AGAIN   ? "Too many wrong PINs: wait, and try again."
						: cli_change_remedy(st);

	if (st == ST_OK)
		return EXIT_DONE;
	fprintf(stderr, "anjungan: day %s: %s. %s\n", verb, status_words(st), remedy);
	return EXIT_FAILED;
}

/* --- the slip ----------------------------------------------------------------------------------------------------------- */

static enum status
write_slip(const struct cli *cli, const struct wish *wish)
{
	static struct receipt receipt;
	struct day_slip slip;
	enum status st = day_slip_fill(
		cli->store, wish->day, wish->zone_offset_s, cli->now_ms, &slip);

	if (st != ST_OK)
		return st;
	str_clip(slip.kiosk, sizeof(slip.kiosk), cli->settings->kiosk.id);
	str_clip(slip.site, sizeof(slip.site), cli->settings->site.name);
	str_clip(slip.zone, sizeof(slip.zone), wish->zone);
	receipt_of_day(&slip, &receipt);
	st = cli_slip_show(cli, &receipt);
	return st == ST_OK && wish->print ? cli_slip_print(cli, &receipt) : st;
}

/* A day begins with the machine; one that is not ready keeps nobody from opening. */
static enum status
show_machine(const struct cli *cli, bool print)
{
	static struct ready_row rows[READY_ITEMS];

	cli_check_look(cli, rows);
	cli_check_show(rows);
	return print ? cli_check_print(cli, rows) : ST_OK;
}

int
cli_day(const struct cli *cli)
{
	static const struct {
		const char *verb, *change;
	} verbs[] = { { "open", "day-open" }, { "close", "day-close" }, { "slip", NULL } };
	const char *verb = cli->argc > 0 ? cli->argv[0] : "";
	struct wish wish = { .print = false };
	int rc = EXIT_DONE;

	for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
		if (strcmp(verbs[i].verb, verb) != 0 || !read_wish(cli, &wish))
			continue;
		if (verbs[i].change)
			rc = tell(verb, change(cli, &wish, verbs[i].change));
		if (rc == EXIT_DONE && strcmp(verb, "open") == 0)
			rc = tell("slip", show_machine(cli, wish.print));
		else if (rc == EXIT_DONE)
			rc = tell("slip", write_slip(cli, &wish));
		return rc;
	}
	fputs(usage, stderr);
	return EXIT_USAGE;
}
