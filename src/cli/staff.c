/* SPDX-License-Identifier: Apache-2.0 */
/* Staff accounts from the command line. */
#include "cli/cli.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

static const char usage[] = "usage: anjungan staff add --name NAME --initials XX --role "
			    "officer|supervisor|technician\n"
			    "         (the PIN, six digits, is read from standard input)\n"
			    "       anjungan staff list\n";

static bool
is_role(const char *role)
{
	return strcmp(role, "officer") == 0 || strcmp(role, "supervisor") == 0 ||
	       strcmp(role, "technician") == 0;
}

static bool
is_text(const char *text)
{
	return text[0] && utf8_is_valid(text, strlen(text));
}

static enum status
read_staff(const struct cli *cli, struct staff *staff)
{
	const struct {
		const char *name;
		char *dst;
		size_t room;
	} options[] = {
		{ "--name", staff->name, sizeof(staff->name) },
		{ "--initials", staff->initials, sizeof(staff->initials) },
		{ "--role", staff->role, sizeof(staff->role) },
	};

	for (int i = 1; i + 1 < cli->argc; i += 2) {
		size_t o = 0;

		while (o < 3 && strcmp(options[o].name, cli->argv[i]) != 0)
			o++;
		if (o == 3 ||
			str_copy(options[o].dst, options[o].room, cli->argv[i + 1]) != ST_OK)
			return ST_INVALID;
	}
	if (cli->argc != 7 || !is_text(staff->name) || !is_text(staff->initials) ||
		!is_role(staff->role))
		return ST_INVALID;
	return ST_OK;
}

static json_t *
write_request(const struct staff *staff)
{
	char pin[16] = "";
	json_t *request;

	if (fgets(pin, sizeof(pin), stdin) == NULL)
		pin[0] = '\0';
	pin[strcspn(pin, "\r\n")] = '\0';
	request = json_pack("{s:s,s:s,s:s,s:s,s:s}", "change", "staff-add", "name", staff->name,
		"initials", staff->initials, "role", staff->role, "pin", pin);
	wipe(pin, sizeof(pin));
	return request;
}

static int
add(const struct cli *cli)
{
	struct staff staff = { 0 };
	enum status st;

	if (read_staff(cli, &staff) != ST_OK) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	st = cli_change(cli, write_request(&staff));
	if (st == ST_OK)
		return EXIT_DONE;
	if (st == ST_INVALID)
		fputs("anjungan: the PIN must be six digits that are not easily guessed\n",
			stderr);
	else
		fprintf(stderr, "anjungan: staff add: %s. %s\n", status_words(st),
			cli_change_remedy(st));
	return EXIT_FAILED;
}

static void
print_row(void *ctx, const struct staff *staff)
{
	(void)ctx;
	printf("%-4s  %-10s  %s\n", staff->initials, staff->role, staff->name);
}

int
cli_staff(const struct cli *cli)
{
	enum status st;

	if (cli->argc >= 1 && strcmp(cli->argv[0], "add") == 0)
		return add(cli);
	if (cli->argc == 1 && strcmp(cli->argv[0], "list") == 0) {
		st = store_staff_list(cli->store, print_row, NULL);
		return st == ST_OK ? EXIT_DONE : EXIT_FAILED;
	}
	fputs(usage, stderr);
	return EXIT_USAGE;
}
