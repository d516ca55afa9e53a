/* SPDX-License-Identifier: Apache-2.0 */
/* Queues of CUPS through libcups: a job is handed over whole, then looked at until it has ended. */
#include "device/cups.h"

#include "base/array.h"
#include "base/loop.h"
#include "base/str.h"

#include <cups/cups.h>
#include <errno.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	QUEUE_ROOM = 128,
	URI_ROOM = 512,
	FORMAT_ROOM = 64,
	CONNECT_MS = 2000, /* cupsd runs on this machine or on the next table */
	REQUEST_S = 3,     /* without a byte moving */
	LOOK_MS = 50,
	SETTLE_MS = 1500, /* what a backend takes to put right what the job before left behind */
};

/* No name of a person or claim: everybody may look at the list of jobs. */
#define TITLE "anjungan"

struct queue {
	char name[QUEUE_ROOM], uri[URI_ROOM], format[FORMAT_ROOM];
	atomic_bool low;
};

/* One conversation with cupsd. */
struct talk {
	struct queue *queue;
	http_t *http;
	int64_t deadline_ms;
	int job;
	bool started; /* a byte of the job may have left */
	int64_t began_ms; /* since when it is being printed; 0: it waits */
};

/* --- what a queue says ---------------------------------------------------------------------------------------------- */

enum severity { SEVERITY_REPORT, SEVERITY_WARNING, SEVERITY_ERROR };

/* Worst first. Reasons that stand in no row, as toner-low, stop nobody. */
static const struct {
	const char *reason;
	enum status status;
	enum severity least; /* from which on it counts before a job */
} reasons[] = {
	{ "cover-open",            ST_COVER_OPEN, SEVERITY_ERROR   },
	{ "door-open",             ST_COVER_OPEN, SEVERITY_ERROR   },
	{ "interlock-open",        ST_COVER_OPEN, SEVERITY_ERROR   },
	{ "media-empty",           ST_PAPER_OUT,  SEVERITY_ERROR   },
	{ "media-needed",          ST_PAPER_OUT,  SEVERITY_ERROR   },
	{ "input-tray-missing",    ST_PAPER_OUT,  SEVERITY_ERROR   },
	{ "media-jam",             ST_FAULT,      SEVERITY_ERROR   },
	{ "fuser-over-temp",       ST_FAULT,      SEVERITY_ERROR   },
	{ "toner-empty",           ST_FAULT,      SEVERITY_ERROR   },
	{ "marker-supply-empty",   ST_FAULT,      SEVERITY_ERROR   },
	{ "cups-missing-filter",   ST_CONFIG,     SEVERITY_WARNING },
	{ "cups-insecure-filter",  ST_CONFIG,     SEVERITY_WARNING },
	{ "shutdown",              ST_OFFLINE,    SEVERITY_WARNING },
	{ "offline",               ST_GONE,       SEVERITY_REPORT  },
	{ "timed-out",             ST_GONE,       SEVERITY_REPORT  },
	{ "connecting-to-device",  ST_GONE,       SEVERITY_REPORT  },
	{ "paused",                ST_OFFLINE,    SEVERITY_REPORT  },
	{ "moving-to-paused",      ST_OFFLINE,    SEVERITY_REPORT  },
	{ "media-low",             ST_PAPER_LOW,  SEVERITY_REPORT  },
};

static const struct {
	const char *suffix;
	enum severity severity;
} severities[] = {
	{ "-report",  SEVERITY_REPORT  },
	{ "-warning", SEVERITY_WARNING },
	{ "-error",   SEVERITY_ERROR   },
};

/** Whether a keyword is this reason, and how bad it is; without a suffix it is an error. */
static bool
is_reason(const char *keyword, const char *reason, enum severity *ret_severity)
{
	size_t n = strlen(reason);

	if (strncmp(keyword, reason, n) != 0)
		return false;
	if (keyword[n] == '\0') {
		*ret_severity = SEVERITY_ERROR;
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(severities); i++)
		if (strcmp(keyword + n, severities[i].suffix) == 0) {
			*ret_severity = severities[i].severity;
			return true;
		}
	return false;
}

/** The worst reason given, ST_OK: none that counts. all: mild ones, too. */
static enum status
worst_reason(ipp_attribute_t *keywords, bool all)
{
	for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
		for (int k = 0; k < ippGetCount(keywords); k++) {
			const char *keyword = ippGetString(keywords, k, NULL);
			enum severity severity;

			if (keyword && is_reason(keyword, reasons[i].reason, &severity) &&
				(all || severity >= reasons[i].least))
				return reasons[i].status;
		}
	return ST_OK;
}

/* --- asking ------------------------------------------------------------------------------------------------------------ */

static enum status
status_of_ipp(ipp_status_t status)
{
	switch (status) {
	case IPP_STATUS_ERROR_NOT_FOUND:
		return ST_CONFIG; /* no such queue */
	case IPP_STATUS_ERROR_FORBIDDEN:
	case IPP_STATUS_ERROR_NOT_AUTHENTICATED:
	case IPP_STATUS_ERROR_NOT_AUTHORIZED:
	case IPP_STATUS_ERROR_CUPS_AUTHENTICATION_CANCELED:
		return ST_DENIED;
	case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
		return ST_OFFLINE;
	case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
		return ST_CONFIG;
	case IPP_STATUS_ERROR_BUSY:
		return ST_BUSY;
	case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
	case IPP_STATUS_ERROR_INTERNAL:
		return ST_UNREACHABLE;
	default:
		return status < IPP_STATUS_REDIRECTION_OTHER_SITE ? ST_OK : ST_IO;
	}
}

/* A cupsd that stands still is given up. */
static int
give_up(http_t *http, void *ctx)
{
	(void)http;
	(void)ctx;
	return 0;
}

/* Or libcups would ask for one on the participant's terminal. */
static const char *
no_password(const char *prompt, http_t *http, const char *method, const char *resource, void *ctx)
{
	(void)prompt;
	(void)http;
	(void)method;
	(void)resource;
	(void)ctx;
	return NULL;
}

static enum status
reach(struct talk *talk)
{
	int64_t left = talk->deadline_ms - loop_now_ms();

	cupsSetPasswordCB2(no_password, NULL); /* of this thread */
	if (left > CONNECT_MS)
		left = CONNECT_MS;
	if (left <= 0)
		return ST_TIMEOUT;
	talk->http = httpConnect2(cupsServer(), ippPort(), NULL, AF_UNSPEC, cupsEncryption(), 1,
		(int)left, NULL);
	if (talk->http == NULL)
		return ST_UNREACHABLE;
	httpSetTimeout(talk->http, REQUEST_S, give_up, NULL);
	return ST_OK;
}

static ipp_t *
request(const struct talk *talk, ipp_op_t operation, const char *const *wanted, int n)
{
	ipp_t *ask = ippNewRequest(operation);

	(void)ippAddString(
		ask, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, talk->queue->uri);
	if (talk->job)
		(void)ippAddInteger(
			ask, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", talk->job);
	(void)ippAddString(ask, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL,
		cupsUser());
	if (n > 0)
		(void)ippAddStrings(ask, IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
			"requested-attributes", n, NULL, wanted);
	return ask;
}

/* A queue whose printer is a file calls everything printed. */
static bool
is_a_file(ipp_attribute_t *device)
{
	const char *uri = device ? ippGetString(device, 0, NULL) : NULL;

	return uri && strncmp(uri, "file:", 5) == 0;
}

/* Backends keep the reasons up to date while they print; those of an idle queue are old: the paper may be in by now. */
static enum status
read_queue(struct talk *talk, ipp_t *answer, bool all)
{
	enum status st = worst_reason(
		ippFindAttribute(answer, "printer-state-reasons", IPP_TAG_KEYWORD), all);
	ipp_attribute_t *accepts =
				ippFindAttribute(answer, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN),
			*state = ippFindAttribute(answer, "printer-state", IPP_TAG_ENUM);

	atomic_store(&talk->queue->low, st == ST_PAPER_LOW);
	if (!all && st != ST_PAPER_LOW && state && ippGetInteger(state, 0) == IPP_PSTATE_IDLE)
		st = ST_OK;
	if (is_a_file(ippFindAttribute(answer, "device-uri", IPP_TAG_URI)))
		return ST_CONFIG;
	if (st != ST_OK && st != ST_PAPER_LOW)
		return st;
	if (accepts && !ippGetBoolean(accepts, 0))
		return ST_OFFLINE;
	if (state && ippGetInteger(state, 0) == IPP_PSTATE_STOPPED)
		return ST_OFFLINE;
	return st;
}

static enum status
queue_state(struct talk *talk, bool all)
{
	static const char *const wanted[] = { "printer-state", "printer-state-reasons",
		"printer-is-accepting-jobs", "device-uri" };
	struct talk about = { .queue = talk->queue };
	ipp_t *answer = cupsDoRequest(talk->http,
		request(&about, IPP_OP_GET_PRINTER_ATTRIBUTES, wanted, ARRAY_LEN(wanted)), "/");
	enum status st = status_of_ipp(cupsLastError());

	if (st == ST_OK)
		st = answer ? read_queue(talk, answer, all) : ST_IO;
	ippDelete(answer);
	return st;
}

static enum status
job_state(struct talk *talk, ipp_jstate_t *ret_state)
{
	static const char *const wanted[] = { "job-state" };
	ipp_t *answer = cupsDoRequest(talk->http,
		request(talk, IPP_OP_GET_JOB_ATTRIBUTES, wanted, ARRAY_LEN(wanted)), "/");
	ipp_attribute_t *state =
		answer ? ippFindAttribute(answer, "job-state", IPP_TAG_ENUM) : NULL;
	enum status st = status_of_ipp(cupsLastError());

	if (st == ST_OK && state)
		*ret_state = (ipp_jstate_t)ippGetInteger(state, 0);
	else if (st == ST_OK || st == ST_CONFIG) /* a cupsd that keeps no history cannot say how it ended */
		st = ST_IO;
	ippDelete(answer);
	return st;
}

/* --- a job ------------------------------------------------------------------------------------------------------------ */

static enum status
hand_over(struct talk *talk, const void *bytes, size_t n)
{
	const char *name = talk->queue->name;
	http_status_t http;

	talk->job = cupsCreateJob(talk->http, name, TITLE, 0, NULL);
	if (talk->job == 0)
		return status_of_ipp(cupsLastError());
	http = cupsStartDocument(talk->http, name, talk->job, TITLE, talk->queue->format, 1);
	if (http == HTTP_STATUS_CONTINUE)
		http = cupsWriteRequestData(talk->http, bytes, n);
	if (http != HTTP_STATUS_CONTINUE)
		return ST_IO;
	talk->started = true; /* whatever the answer to the last byte is */
	return status_of_ipp(cupsFinishDocument(talk->http, name));
}

/* The printer waits for somebody, and so would the job. One that is unreachable may come back in time. */
static bool
is_for_somebody(const struct talk *talk, enum status st)
{
	return st != ST_OK && st != ST_PAPER_LOW && st != ST_GONE &&
	       (st == ST_OFFLINE || (talk->began_ms > 0 && loop_now_ms() - talk->began_ms > SETTLE_MS));
}

/** ST_AGAIN: it has not ended. */
static enum status
look(struct talk *talk)
{
	ipp_jstate_t state = IPP_JSTATE_PENDING;
	enum status st = job_state(talk, &state);

	if (st != ST_OK)
		return st;
	if (state == IPP_JSTATE_COMPLETED)
		return ST_OK;
	if (state == IPP_JSTATE_PROCESSING && talk->began_ms == 0)
		talk->began_ms = loop_now_ms();
	st = queue_state(talk, state >= IPP_JSTATE_STOPPED);
	if (is_for_somebody(talk, st))
		return st;
	if (state == IPP_JSTATE_ABORTED || state == IPP_JSTATE_STOPPED)
		return st == ST_GONE ? ST_GONE : ST_FAULT;
	return state == IPP_JSTATE_CANCELED ? ST_CANCELLED : ST_AGAIN;
}

static enum status
await(struct talk *talk)
{
	for (;;) {
		enum status st = look(talk);

		if (st != ST_AGAIN)
			return st;
		if (loop_now_ms() >= talk->deadline_ms)
			return ST_TIMEOUT;
		(void)poll(NULL, 0, LOOK_MS);
	}
}

/* Whether a byte has left: one that waited in the queue to its end has not. */
static bool
has_waited_only(struct talk *talk)
{
	ipp_jstate_t state = IPP_JSTATE_COMPLETED;

	return job_state(talk, &state) == ST_OK &&
	       (state == IPP_JSTATE_PENDING || state == IPP_JSTATE_HELD);
}

/* What has not come out by now must not come out later. Whoever was faster has printed it. */
static enum status
call_back(struct talk *talk, enum status why)
{
	ipp_jstate_t state = IPP_JSTATE_CANCELED;
	enum status reason = why == ST_TIMEOUT ? queue_state(talk, true) : why;
	bool waited = has_waited_only(talk);

	(void)cupsCancelJob2(talk->http, talk->queue->name, talk->job, 0);
	if (job_state(talk, &state) == ST_OK && state == IPP_JSTATE_COMPLETED)
		return ST_OK;
	if (waited)
		talk->started = false;
	return reason == ST_OK || reason == ST_PAPER_LOW ? why : reason;
}

static enum status
print_in(struct talk *talk, const void *bytes, size_t n)
{
	enum status st = reach(talk);

	if (st == ST_OK)
		st = queue_state(talk, false);
	if (st != ST_OFFLINE && st != ST_CONFIG && st != ST_UNREACHABLE) /* this job will see */
		st = ST_OK;
	if (st == ST_OK)
		st = hand_over(talk, bytes, n);
	if (st == ST_OK)
		st = await(talk);
	if (st != ST_OK && talk->job)
		st = call_back(talk, st);
	if (talk->job) /* cupsd would keep the file for a day */
		(void)cupsCancelJob2(talk->http, talk->queue->name, talk->job, 1);
	return st;
}

/* --- the port ---------------------------------------------------------------------------------------------------------- */

static enum status
print(void *ctx, const void *bytes, size_t n, int budget_ms, size_t *ret_sent)
{
	struct talk talk = { .queue = ctx, .deadline_ms = loop_now_ms() + budget_ms };
	enum status st = print_in(&talk, bytes, n);

	httpClose(talk.http);
	*ret_sent = talk.started ? n : 0;
	return st;
}

static enum status
state(void *ctx, int budget_ms)
{
	struct talk talk = { .queue = ctx, .deadline_ms = loop_now_ms() + budget_ms };
	enum status st = reach(&talk);

	if (st == ST_OK)
		st = queue_state(&talk, false);
	httpClose(talk.http);
	return st;
}

static bool
low(void *ctx)
{
	struct queue *queue = ctx;

	return atomic_load(&queue->low);
}

static enum status
open_queue(const struct cups_options *options, struct printer_port *ret_port)
{
	struct queue *queue = calloc(1, sizeof(*queue));
	enum status st = queue ? ST_OK : ST_NO_MEMORY;

	if (st == ST_OK)
		st = str_copy(queue->name, sizeof(queue->name), options->queue);
	if (st == ST_OK)
		st = str_copy(queue->format, sizeof(queue->format), options->format);
	if (st == ST_OK &&
		httpAssembleURIf(HTTP_URI_CODING_ALL, queue->uri, sizeof(queue->uri), "ipp", NULL,
			"localhost", 0, "/printers/%s", queue->name) != HTTP_URI_STATUS_OK)
		st = ST_INVALID;
	if (st != ST_OK) {
		free(queue);
		return st;
	}
	*ret_port = (struct printer_port){ .print = print,
		.state = state,
		.low = low,
		.free = free,
		.present = true,
		.ctx = queue };
	return ST_OK;
}

const struct cups_module anjungan_cups_module = {
	.version = CUPS_MODULE_VERSION,
	.open = open_queue,
};
