/* SPDX-License-Identifier: Apache-2.0 */
/* A printer of memory. */
#include "tests/fake/printer.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void
remember(struct fake_printer *fake, const void *bytes, size_t n, enum status status)
{
	struct fake_printer_job *job = &fake->job[fake->prints - 1];

	if (fake->prints > FAKE_PRINTER_JOBS)
		return;
	job->bytes = malloc(n + 1);
	assert(job->bytes != NULL);
	memcpy(job->bytes, bytes, n);
	job->bytes[n] = '\0';
	job->n = n;
	job->status = status;
}

static enum status
print(void *ctx, const void *bytes, size_t n, int budget_ms, size_t *ret_sent)
{
	struct fake_printer *fake = ctx;
	enum status st = fake->state;

	(void)budget_ms;
	*ret_sent = 0;
	if (++fake->prints == fake->fail_at)
		st = fake->fail_with;
	if (st == ST_OK)
		*ret_sent = n;
	else if (fake->prints == fake->fail_at)
		*ret_sent = fake->fail_sent < n ? fake->fail_sent : n;
	remember(fake, bytes, n, st);
	return st;
}

static enum status
state(void *ctx, int budget_ms)
{
	struct fake_printer *fake = ctx;

	(void)budget_ms;
	fake->states++;
	return fake->state;
}

static bool
low(void *ctx)
{
	return ((struct fake_printer *)ctx)->low;
}

void
fake_printer_init(struct fake_printer *fake)
{
	*fake = (struct fake_printer){ .state = ST_OK };
}

void
fake_printer_free(struct fake_printer *fake)
{
	for (size_t i = 0; i < FAKE_PRINTER_JOBS; i++)
		free(fake->job[i].bytes);
	fake_printer_init(fake);
}

struct printer_port
fake_printer_port(struct fake_printer *fake)
{
	return (struct printer_port){
		.print = print, .state = state, .low = low, .present = true, .ctx = fake
	};
}

void
fake_printer_fail(struct fake_printer *fake, int nth, enum status status)
{
	fake->fail_at = fake->prints + nth;
	fake->fail_with = status;
}

static int
remembered(const struct fake_printer *fake)
{
	return fake->prints < FAKE_PRINTER_JOBS ? fake->prints : FAKE_PRINTER_JOBS;
}

int
fake_printer_done(const struct fake_printer *fake)
{
	int done = 0;

	for (int i = 0; i < remembered(fake); i++)
		done += fake->job[i].status == ST_OK;
	return done;
}

bool
fake_printer_saw(const struct fake_printer *fake, const char *bytes)
{
	for (int i = remembered(fake); i-- > 0;)
		if (fake->job[i].status == ST_OK)
			return memmem(fake->job[i].bytes, fake->job[i].n, bytes,
				       strlen(bytes)) != NULL;
	return false;
}
