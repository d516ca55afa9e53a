/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the kiosk is ready, one row a thing: what was found, how it was measured, and what to do about it in words
 * for a technician. Looking changes nothing and goes on beside a running kiosk.
 */
#ifndef CLI_CHECK_H
#define CLI_CHECK_H

#include "cli/cli.h"
#include "work/central.h"

enum check_state { CHECK_OK, CHECK_WARN, CHECK_BAD };

/** "ok" "warn" "bad" */
const char *check_state_word(enum check_state state);

struct finding {
	enum check_state state;
	char measured[160];
	const char *remedy; /* NULL where there is nothing to do */
};

/** What the rows share. */
struct checkup {
	const struct cli *cli;
	struct seal *seal;   /* owned; NULL: the key cannot be had */
	struct store *store; /* owned, a reader; NULL: the state does not open */
	enum status seal_st, store_st;
	struct http_answer answer; /* of the centre to GET /v1/status */
	int64_t took_ms;
};

/** Opens what can be opened and asks the centre; what failed is told by its row. */
void checkup_begin(struct checkup *checkup, const struct cli *cli);
void checkup_end(struct checkup *checkup);

struct check {
	const char *name;
	void (*look)(const struct checkup *checkup, struct finding *finding);
};

const struct check *check_table(size_t *ret_n);

#endif
