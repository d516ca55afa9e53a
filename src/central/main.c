/* SPDX-License-Identifier: Apache-2.0 */
/* anjungan-central: the contract of assets/openapi.yaml as a server over SQLite, for demo,
 * training and tests. */
#include "central/centre.h"
#include "central/claim_record.h"
#include "central/fault.h"
#include "central/guard.h"
#include "central/options.h"
#include "central/seed.h"
#include "central/server.h"
#include "central/whole_file.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"

#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_REFUSED = 3, TABLE_MAX = 1 << 20 };

/* Says what was refused, for people. */
static int
refused(const char *what, const char *name, const char *why)
{
	fprintf(stderr, "anjungan-central: %s %s: %s\n", what, name, why);
	return EXIT_REFUSED;
}

/* The built-in numbers hold where there is no file; a wrong file is refused. */
static int
read_policy(const struct options *options, struct centre *centre)
{
	char why[96] = "";
	struct buf buf;
	enum status st;

	buf_init(&buf, TABLE_MAX);
	centre->policy = *policy_built_in();
	st = whole_file_in(options->reference, "policy.json", &buf);
	if (st == ST_OK)
		st = policy_parse(buf.data, buf.len, &centre->policy, why);
	buf_free(&buf);
	return st == ST_OK || st == ST_NOT_FOUND
		       ? EXIT_DONE
		       : refused("file", "policy.json",
				 why[0] != '\0' ? why : status_words(st));
}

static int
read_holidays(const struct options *options, struct centre *centre)
{
	char why[96] = "";
	struct buf buf;
	int line = 0;
	enum status st;

	buf_init(&buf, TABLE_MAX);
	st = whole_file_in(options->reference, "holidays.csv", &buf);
	if (st == ST_OK)
		st = holidays_parse(buf.data, &centre->holidays, &line);
	buf_free(&buf);
	if (st == ST_OK)
		return EXIT_DONE;
	if (str_format(why, sizeof(why), "line %d: %s", line, status_words(st)) != ST_OK)
		why[0] = '\0';
	return refused("file", "holidays.csv", why);
}

static int
read_kiosks(const struct options *options, struct centre *centre)
{
	char why[96] = "";
	int line = 0;
	enum status st = kiosks_read(options->secret_file, &centre->kiosks, &line);

	if (st == ST_OK)
		return EXIT_DONE;
	if (str_format(why, sizeof(why), "line %d: %s", line, status_words(st)) != ST_OK)
		why[0] = '\0';
	return refused("--secret-file", options->secret_file, why);
}

static int
read_faults(const struct options *options, struct centre *centre)
{
	if (faults_new(&centre->faults) != ST_OK)
		return EXIT_FAILED;
	for (int i = 0; i < options->faults_n; i++)
		if (faults_add(centre->faults, options->fault[i]) != ST_OK) {
			(void)refused("--fault", options->fault[i], "not a fault; see --help");
			return EXIT_USAGE;
		}
	return EXIT_DONE;
}

static int
open_data(const struct options *options, struct centre *centre)
{
	const char *label;
	enum status st = zone_offset(options->zone, &centre->zone_s, &label);

	if (st != ST_OK) {
		(void)refused("--zone", options->zone, status_words(st));
		return EXIT_USAGE;
	}
	st = str_copy(centre->reference_dir, sizeof(centre->reference_dir), options->reference);
	if (st == ST_OK)
		st = ledger_open(options->db, &centre->ledger);
	if (st == ST_OK)
		return EXIT_DONE;
	(void)refused("--db", options->db, status_words(st));
	return EXIT_FAILED;
}

static int
put_people(const struct options *options, struct centre *centre)
{
	char where[WHERE_ROOM] = "";
	json_t *seed = NULL;
	int added = 0;
	enum status st = ST_OK;

	if (options->seed != NULL) {
		st = seed_read(options->seed, &seed, where);
		if (st == ST_OK)
			st = seed_load(centre, seed, &added, where);
		json_decref(seed);
	}
	if (st != ST_OK)
		return refused(
			"--seed", options->seed, where[0] != '\0' ? where : status_words(st));
	if (added > 0)
		log_info("seed: %d people", added);
	if (options->people > 0)
		st = seed_generate(centre, options->people);
	return st == ST_OK ? EXIT_DONE : EXIT_FAILED;
}

/* Whole or not there: whoever waits for the file never reads half a number. */
static int
write_port(const char *path, int port)
{
	char beside[FILE_ROOM];
	FILE *file;
	bool whole;

	if (path == NULL)
		return EXIT_DONE;
	if (str_format(beside, sizeof(beside), "%s.new", path) != ST_OK)
		return EXIT_FAILED;
	file = fopen(beside, "we");
	if (file == NULL)
		return refused("--port-file", path, "cannot be written");
	whole = fprintf(file, "%d\n", port) > 0;
	whole = fclose(file) == 0 && whole;
	return whole && rename(beside, path) == 0
		       ? EXIT_DONE
		       : refused("--port-file", path, "cannot be written");
}

static int
answer_until_told(const struct options *options, struct centre *centre)
{
	const struct server_options where = { options->listen, options->tls_cert,
		options->tls_key, options->client_ca };
	struct server *server = NULL;
	sigset_t end;
	int number = 0, code;
	enum status st;

	sigemptyset(&end);
	sigaddset(&end, SIGTERM);
	sigaddset(&end, SIGINT);
	if (pthread_sigmask(SIG_BLOCK, &end, NULL) != 0 || signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return EXIT_FAILED;
	st = server_start(centre, &where, &server);
	if (st != ST_OK) {
		(void)refused("--listen", options->listen, status_words(st));
		return st == ST_INVALID ? EXIT_USAGE : EXIT_FAILED;
	}
	code = write_port(options->port_file, server_port(server));
	fprintf(stderr, "listening on %.*s:%d\n",
		(int)(strrchr(options->listen, ':') - options->listen), options->listen,
		server_port(server));
	while (code == EXIT_DONE && sigwait(&end, &number) != 0)
		continue;
	server_stop(server);
	return code;
}

static int
serve(const struct options *options, struct centre *centre)
{
	int code = read_kiosks(options, centre);

	if (code == EXIT_DONE)
		code = read_faults(options, centre);
	if (code == EXIT_DONE)
		code = put_people(options, centre);
	if (code == EXIT_DONE && options->maintenance_minutes > 0)
		centre->maintenance_until =
			centre_now(centre) + INT64_C(60) * options->maintenance_minutes;
	return code == EXIT_DONE ? answer_until_told(options, centre) : code;
}

static enum status
move_one(struct centre *centre, const struct options *options)
{
	int64_t id = 0;
	enum status st = ledger_number(centre->ledger, &id,
		"SELECT id FROM claim WHERE claim_number = ?", "s", options->claim);
	int64_t now = centre_now(centre);

	if (st != ST_OK)
		return st;
	return strcmp(options->to, "received") == 0
		       ? claim_complete(centre, id, now)
		       : claim_move(centre, id, options->to, options->why, now);
}

static int
advance(const struct options *options, struct centre *centre)
{
	enum status st = ledger_begin(centre->ledger);

	if (st != ST_OK)
		return EXIT_FAILED;
	if (options->claim != NULL)
		st = move_one(centre, options);
	else
		st = claims_age(centre, options->days);
	if (st == ST_OK && options->claim == NULL)
		st = claims_progress(centre, centre_now(centre));
	if (st == ST_OK)
		st = ledger_commit(centre->ledger);
	else
		ledger_rollback(centre->ledger);
	if (st == ST_OK)
		return EXIT_DONE;
	fprintf(stderr, "anjungan-central: advance: %s\n", status_words(st));
	return st == ST_INVALID ? EXIT_USAGE : EXIT_FAILED;
}

static int
print_cast(const struct options *options)
{
	char where[WHERE_ROOM];
	json_t *seed = NULL;
	enum status st = seed_read(options->seed, &seed, where);

	if (st != ST_OK)
		return refused(
			"--seed", options->seed, where[0] != '\0' ? where : status_words(st));
	st = seed_print(seed, stdout);
	json_decref(seed);
	return st == ST_OK && fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

static int
work(const struct options *options)
{
	struct centre centre = { .visit_minutes = options->visit_minutes,
		.attempts = options->attempts,
		.clock_ahead_s = options->clock_ahead_s };
	int code = open_data(options, &centre);

	if (code == EXIT_DONE)
		code = read_policy(options, &centre);
	if (code == EXIT_DONE)
		code = read_holidays(options, &centre);
	if (code == EXIT_DONE)
		code = options->command == COMMAND_SERVE ? serve(options, &centre)
							 : advance(options, &centre);
	faults_free(centre.faults);
	kiosks_free(centre.kiosks);
	ledger_close(centre.ledger);
	return code;
}

int
main(int argc, char *argv[])
{
	struct options options;

	if (sodium_init() < 0)
		return EXIT_FAILED;
	if (options_read(argc, argv, &options) != ST_OK)
		return EXIT_USAGE;
	switch (options.command) {
	case COMMAND_HELP:
		options_help(stdout);
		return EXIT_DONE;
	case COMMAND_VERSION:
		printf("anjungan-central %s\n", VERSION);
		return EXIT_DONE;
	case COMMAND_CAST:
		return print_cast(&options);
	default:
		return work(&options);
	}
}
