/* SPDX-License-Identifier: Apache-2.0 */
/* A printer of memory: remembers whole jobs, and fails on the call it is told to. */
#ifndef FAKE_PRINTER_H
#define FAKE_PRINTER_H

#include "port.h"

enum { FAKE_PRINTER_JOBS = 16 };

struct fake_printer_job {
	char *bytes; /* NUL-terminated copy; owned */
	size_t n;
	enum status status; /* what the caller was told; the fake keeps failed jobs too */
};

/** One caller at a time; look at the fields only while no print runs. */
struct fake_printer {
	struct fake_printer_job
		job[FAKE_PRINTER_JOBS]; /* the first ones; later jobs are only counted */
	int prints, states;             /* calls so far */
	enum status
		state; /* what state() answers, and print() unless ST_OK; ST_OK after init */
	bool low;      /* the paper is nearly at its end */
	int fail_at;   /* this print() (1 is the first) fails; 0: none */
	enum status fail_with;
	size_t fail_sent; /* bytes reported as taken by a failing print, at most the job's */
};

void fake_printer_init(struct fake_printer *fake);
void fake_printer_free(struct fake_printer *fake);
struct printer_port fake_printer_port(struct fake_printer *fake);

/** The n-th print() from now (1 is the next) fails with `status`, later ones succeed again. */
void fake_printer_fail(struct fake_printer *fake, int nth, enum status status);
/** Jobs printed whole. */
int fake_printer_done(const struct fake_printer *fake);
/** Whether the latest whole job has these bytes in it. */
bool fake_printer_saw(const struct fake_printer *fake, const char *bytes);

#endif
