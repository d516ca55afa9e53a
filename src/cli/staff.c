/* SPDX-License-Identifier: Apache-2.0 */
/* Staff accounts from the command line. */
#include "cli/cli.h"

#include "base/array.h"
#include "base/str.h"
#include "base/utf8.h"
#include "cli/staff_card.h"
#include "rules/staff.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
	"usage: anjungan staff add --name NAME --initials XX --role "
	"officer|supervisor|technician\n"
	"       anjungan staff list\n"
	"       anjungan staff disable|enable|reset-pin|unlock|card --initials XX\n"
	"       anjungan staff unlock --kiosk\n"
	"         (PINs, six digits, are lines of standard input: the new one for add and\n"
	"         reset-pin, then, as soon as there is a supervisor, a supervisor's)\n";

/* What the words after the command say. */
struct wish {
	char name[41], initials[5], role[16];
	bool kiosk; /* the wrong PINs that named nobody */
};

struct verb {
	const char *name, *change;
	bool with_pin, with_card, adds, of_kiosk;
};

static const struct verb verbs[] = {
	{ "add", "staff-add", .with_pin = true, .adds = true },
	{ "disable", "staff-disable" },
	{ "enable", "staff-enable" },
	{ "reset-pin", "staff-pin", .with_pin = true },
	{ "unlock", "staff-unlock", .of_kiosk = true },
	{ "card", "staff-card", .with_card = true },
};

/* --- reading ------------------------------------------------------------------------------------------------------- */

static bool
is_text(const char *text)
{
	return text[0] && utf8_is_valid(text, strlen(text));
}

static enum status
read_options(const struct cli *cli, struct wish *wish)
{
	const struct {
		const char *name;
		char *dst;
		size_t room;
	} options[] = {
		{ "--name", wish->name, sizeof(wish->name) },
		{ "--initials", wish->initials, sizeof(wish->initials) },
		{ "--role", wish->role, sizeof(wish->role) },
	};

	if (cli->argc == 2 && strcmp(cli->argv[1], "--kiosk") == 0) {
		wish->kiosk = true;
		return str_copy(wish->initials, sizeof(wish->initials), "-");
	}
	for (int i = 1; i < cli->argc; i += 2) {
		size_t o = 0;

		while (o < ARRAY_LEN(options) && strcmp(options[o].name, cli->argv[i]) != 0)
			o++;
		if (o == ARRAY_LEN(options) || i + 1 == cli->argc ||
			str_copy(options[o].dst, options[o].room, cli->argv[i + 1]) != ST_OK)
			return ST_INVALID;
	}
	return ST_OK;
}

static bool
is_whole(const struct verb *verb, const struct wish *wish)
{
	if (!is_text(wish->initials) || (wish->kiosk && !verb->of_kiosk) ||
		(!wish->kiosk && strcmp(wish->initials, "-") == 0))
		return false;
	if (verb->adds)
		return is_text(wish->name) && staff_role_of(wish->role) != ROLE_NONE;
	return wish->name[0] == '\0' && wish->role[0] == '\0';
}

/* --- changing ------------------------------------------------------------------------------------------------------ */

struct secrets {
	char pin[CLI_PIN_LINE], supervisor[CLI_PIN_LINE], card[STAFF_CARD_ROOM];
};

static json_t *
write_request(const struct verb *verb, const struct wish *wish, const struct secrets *secrets)
{
	const struct {
		const char *name, *text;
	} members[] = {
		{ "name", wish->name },
		{ "initials", wish->initials },
		{ "role", wish->role },
		{ "pin", secrets->pin },
		{ "card", secrets->card },
		{ "supervisor", secrets->supervisor },
	};
	json_t *request = json_pack("{s:s}", "change", verb->change);

	for (size_t i = 0; request && i < ARRAY_LEN(members); i++)
		if (members[i].text[0] && json_object_set_new(request, members[i].name,
						  json_string(members[i].text)) != 0) {
			json_decref(request);
			request = NULL;
		}
	return request;
}

static const char *
remedy(enum status st)
{
	static const struct {
		enum status status;
		const char *words;
	} rows[] = {
		{ ST_EXISTS, "the initials or the PIN are somebody's already. Take others." },
		{ ST_NOT_FOUND, "no such account, or it is that way already. See staff list." },
		{ ST_REFUSED, "that is not a supervisor's PIN. Nothing was changed." },
		{ ST_AGAIN, "too many wrong PINs: wait, and try again. Nothing was changed." },
		{ ST_BUSY, "it is the last open account of a supervisor. Make another first." },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].status == st)
			return rows[i].words;
	return NULL;
}

static int
tell(const char *verb, enum status st)
{
	if (st == ST_OK)
		return EXIT_DONE;
	if (remedy(st))
		fprintf(stderr, "anjungan: staff %s: %s\n", verb, remedy(st));
	else
		fprintf(stderr, "anjungan: staff %s: %s. %s\n", verb, status_words(st),
			cli_change_remedy(st));
	return EXIT_FAILED;
}

static enum status
make_card(struct secrets *secrets)
{
	uint8_t random[STAFF_CARD_DIGITS];

	randombytes_buf(random, sizeof(random));
	staff_card_make(random, secrets->card);
	wipe(random, sizeof(random));
	return ST_OK;
}

/* ST_INVALID: the new PIN is one that is refused, and why was said. */
static enum status
read_secrets(const struct cli *cli, const struct verb *verb, struct secrets *secrets)
{
	enum status st = ST_OK;
	enum pin_flaw flaw;

	if (verb->with_pin) {
		cli_read_pin("new PIN", secrets->pin);
		flaw = staff_pin_flaw(secrets->pin);
		if (flaw != PIN_FINE) {
			fprintf(stderr, "anjungan: staff %s: the PIN is refused: %s\n",
				verb->name, staff_pin_reason(flaw));
			return ST_INVALID;
		}
	}
	if (verb->with_card)
		st = make_card(secrets);
	if (st == ST_OK && store_staff_supervisor(cli->store, "") == ST_OK)
		cli_read_pin("PIN of a supervisor", secrets->supervisor);
	return st;
}

static int
change(const struct cli *cli, const struct verb *verb)
{
	struct wish wish = { .kiosk = false };
	struct secrets secrets = { .pin = "" };
	int code = EXIT_USAGE;

	if (read_options(cli, &wish) != ST_OK || !is_whole(verb, &wish)) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	code = EXIT_FAILED;
	if (read_secrets(cli, verb, &secrets) == ST_OK)
		code = tell(verb->name, cli_change(cli, write_request(verb, &wish, &secrets)));
	if (code == EXIT_DONE && verb->with_card)
		code = cli_staff_card(wish.initials, secrets.card) == ST_OK ? EXIT_DONE
									    : EXIT_FAILED;
	wipe(&secrets, sizeof(secrets));
	return code;
}

static void
print_row(void *ctx, const struct staff_account *account)
{
	const struct staff *staff = &account->staff;

	(void)ctx;
	printf("%-4s  %-10s  %-8s  %-4s  %s\n", staff->initials, staff->role,
		account->disabled ? "disabled"
		: account->locked ? "locked"
				  : "open",
		account->has_card ? "card" : "-", staff->name);
}

int
cli_staff(const struct cli *cli)
{
	const char *verb = cli->argc > 0 ? cli->argv[0] : "";

	if (cli->argc == 1 && strcmp(verb, "list") == 0)
		return store_staff_list(cli->store, print_row, NULL) == ST_OK ? EXIT_DONE
									      : EXIT_FAILED;
	for (size_t i = 0; i < ARRAY_LEN(verbs); i++)
		if (strcmp(verbs[i].name, verb) == 0)
			return change(cli, &verbs[i]);
	fputs(usage, stderr);
	return EXIT_USAGE;
}
