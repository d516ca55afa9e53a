/* SPDX-License-Identifier: Apache-2.0 */
/* Staff accounts from the command line. */
#include "cli/cli.h"

#include "base/str.h"

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
	if (cli->argc != 7 || !staff->name[0] || !staff->initials[0] || !is_role(staff->role))
		return ST_INVALID;
	return str_format(staff->id, sizeof(staff->id), "staff-%s", staff->initials);
}

static int
add(const struct cli *cli)
{
	struct staff staff = { 0 };
	char pin[16] = "";
	enum status st = read_staff(cli, &staff);
	const struct journal_entry entry = { .event = EVENT_STAFF_ADD,
		.at_ms = cli->now_ms,
		.actor = "command-line",
		.outcome = "ok",
		.detail = staff.role };

	if (st != ST_OK) {
		fputs(usage, stderr);
		return EXIT_USAGE;
	}
	if (fgets(pin, sizeof(pin), stdin) == NULL)
		pin[0] = '\0';
	pin[strcspn(pin, "\r\n")] = '\0';
	st = store_staff_add(cli->store, &staff, pin, cli->now_ms);
	wipe(pin, sizeof(pin));
	if (st == ST_OK)
		st = store_journal_add(cli->store, &entry);
	if (st == ST_OK)
		return EXIT_DONE;
	if (st == ST_INVALID)
		fputs("anjungan: the PIN must be six digits that are not easily guessed\n",
			stderr);
	else
		fprintf(stderr, "anjungan: staff add: %s\n", status_words(st));
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
