/* SPDX-License-Identifier: Apache-2.0 */
/* One row an action: how often the request is processed, and what goes out. */
#include "central/reply.h"
#include "central/halt.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define HTML                                                                                   \
	"<!DOCTYPE html><html><head><title>WiFi Gratis</title></head>"                         \
	"<body>Silakan masuk untuk memakai jaringan ini.</body></html>\n"
#define PORTAL  "http://portal.invalid/login"
#define GARBAGE "\x1f\x8b{\"claim_number\": \"JHT-20"

/* What a reply is made from. */
struct reply {
	struct MHD_Connection *connection;
	struct exchange *x;
	const struct fault *fault;
	struct halt *halt;
};

static enum MHD_Result
add_header(struct MHD_Response *response, const char *name, const char *value)
{
	return value[0] == '\0' ? MHD_YES : MHD_add_response_header(response, name, value);
}

static enum MHD_Result
add_headers(struct MHD_Response *response, const struct exchange *x)
{
	char retry[16] = "";
	const char *const headers[][2] = {
		{ "Content-Type", x->content },
		{ "ETag", x->etag },
		{ "Retry-After", retry },
		{ "Idempotent-Replay", x->replayed ? "true" : "" },
		{ "Cache-Control", "no-store" },
	};
	enum MHD_Result added = MHD_YES;

	if (x->retry_after_s > 0 &&
		str_format(retry, sizeof(retry), "%d", x->retry_after_s) != ST_OK)
		return MHD_NO;
	for (size_t i = 0; i < ARRAY_LEN(headers) && added == MHD_YES; i++)
		added = add_header(response, headers[i][0], headers[i][1]);
	return added;
}

/* With the headers of the answer, whatever its body. Takes the response. */
static enum MHD_Result
queue(const struct reply *reply, int status, struct MHD_Response *response)
{
	enum MHD_Result sent = MHD_NO;

	if (response == NULL)
		return MHD_NO;
	if (add_headers(response, reply->x) == MHD_YES)
		sent = MHD_queue_response(reply->connection, (unsigned)status, response);
	MHD_destroy_response(response);
	return sent;
}

static enum MHD_Result
queue_bytes(const struct reply *reply, int status, const char *bytes)
{
	return queue(reply, status,
		MHD_create_response_from_buffer(
			strlen(bytes), (void *)bytes, MHD_RESPMEM_MUST_COPY));
}

static const char *
bytes_of(const struct reply *reply)
{
	return reply->x->text != NULL ? reply->x->text : "";
}

static enum MHD_Result
send_answer(const struct reply *reply)
{
	return queue_bytes(reply, reply->x->status, bytes_of(reply));
}

static enum MHD_Result
send_nothing(const struct reply *reply)
{
	(void)reply;
	return MHD_NO; /* closes the connection */
}

/* Disconnecting a connected socket sends RST; closing it would send FIN. */
static enum MHD_Result
send_reset(const struct reply *reply)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(reply->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
	const struct sockaddr nobody = { .sa_family = AF_UNSPEC };

	if (info == NULL || connect(info->connect_fd, &nobody, sizeof(nobody)) != 0)
		log_error("server: no reset");
	return MHD_NO;
}

static enum MHD_Result
send_refusal(const struct reply *reply)
{
	const struct fault *fault = reply->fault;
	enum problem problem = fault->action == FAULT_429 ? PROBLEM_MANY : PROBLEM_BUSY;

	if (refuse_with(reply->x, problem,
		    json_pack("{s:i}", "retry_after_s", fault->retry_s)) != ST_OK)
		return MHD_NO;
	return send_answer(reply);
}

/* A middle box knows nothing of what the centre said. */
static enum MHD_Result
send_page(const struct reply *reply, int status, const char *location)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(
		strlen(HTML), (void *)HTML, MHD_RESPMEM_PERSISTENT);
	enum MHD_Result sent = MHD_NO;

	if (response == NULL)
		return MHD_NO;
	if (add_header(response, "Content-Type", "text/html; charset=utf-8") == MHD_YES &&
		add_header(response, "Location", location) == MHD_YES)
		sent = MHD_queue_response(reply->connection, (unsigned)status, response);
	MHD_destroy_response(response);
	return sent;
}

static enum MHD_Result
send_html(const struct reply *reply)
{
	return send_page(reply, MHD_HTTP_OK, "");
}

static enum MHD_Result
send_redirect(const struct reply *reply)
{
	return send_page(reply, MHD_HTTP_FOUND, PORTAL);
}

static enum MHD_Result
send_garbage(const struct reply *reply)
{
	struct exchange *x = reply->x;
	bool empty = x->text == NULL;

	if (empty && str_copy(x->content, sizeof(x->content), "application/json") != ST_OK)
		return MHD_NO;
	return queue_bytes(reply, empty ? MHD_HTTP_OK : x->status, GARBAGE);
}

static enum MHD_Result
send_wrong_type(const struct reply *reply)
{
	struct exchange *x = reply->x;

	if (x->text != NULL && str_copy(x->content, sizeof(x->content), "text/plain") != ST_OK)
		return MHD_NO;
	return send_answer(reply);
}

/* --- bodies that come in pieces ----------------------------------------------------------- */

struct piecemeal {
	char *text;    /* owned, n bytes */
	size_t n, end; /* of these so many are sent at all */
	int bytes_per_s;
	struct halt *halt;
};

/* On the connection's own thread: only this answer waits. */
static ssize_t
next_piece(void *cls, uint64_t at, char *room, size_t room_n)
{
	const struct piecemeal *p = cls;
	size_t n = p->end - (size_t)at;

	if (n == 0)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (p->bytes_per_s > 0) {
		size_t piece = p->bytes_per_s < 10 ? 1 : (size_t)p->bytes_per_s / 10;

		n = n < piece ? n : piece;
		halt_wait(p->halt, (int)(n * 1000 / (size_t)p->bytes_per_s));
	}
	n = n < room_n ? n : room_n;
	memcpy(room, p->text + at, n);
	return (ssize_t)n;
}

static void
free_pieces(void *cls)
{
	struct piecemeal *p = cls;

	if (p->text != NULL)
		wipe(p->text, p->n);
	free(p->text);
	free(p);
}

static enum MHD_Result
send_pieces(const struct reply *reply, size_t end)
{
	enum { BLOCK = 4096 };
	struct piecemeal *p = calloc(1, sizeof(*p));
	struct MHD_Response *response;

	if (p == NULL)
		return MHD_NO;
	p->text = strdup(bytes_of(reply));
	p->n = strlen(bytes_of(reply));
	p->end = end;
	p->bytes_per_s = reply->fault->bytes_per_s;
	p->halt = reply->halt;
	response = p->text == NULL ? NULL
				   : MHD_create_response_from_callback(
					     p->n, BLOCK, next_piece, p, free_pieces);
	if (response == NULL)
		free_pieces(p);
	return queue(reply, reply->x->status, response);
}

static enum MHD_Result
send_truncated(const struct reply *reply)
{
	size_t n = strlen(bytes_of(reply));

	return n < 2 ? MHD_NO : send_pieces(reply, n / 2);
}

static enum MHD_Result
send_slow(const struct reply *reply)
{
	size_t n = strlen(bytes_of(reply));

	return n == 0 ? send_answer(reply) : send_pieces(reply, n);
}

/* --- the table ---------------------------------------------------------------------------- */

static const struct {
	int deliveries;
	enum MHD_Result (*send)(const struct reply *reply);
} reactions[] = {
	[FAULT_NONE]           = { 1, send_answer     },
	[FAULT_DELAY]          = { 1, send_answer     },
	[FAULT_DROP_BEFORE]    = { 0, send_nothing    },
	[FAULT_DROP_AFTER]     = { 1, send_nothing    },
	[FAULT_RESET]          = { 0, send_reset      },
	[FAULT_429]            = { 0, send_refusal    },
	[FAULT_503]            = { 0, send_refusal    },
	[FAULT_HTML]           = { 0, send_html       },
	[FAULT_HTML_AFTER]     = { 1, send_html       },
	[FAULT_REDIRECT]       = { 0, send_redirect   },
	[FAULT_REDIRECT_AFTER] = { 1, send_redirect   },
	[FAULT_TRUNCATED]      = { 1, send_truncated  },
	[FAULT_GARBAGE]        = { 1, send_garbage    },
	[FAULT_WRONG_TYPE]     = { 1, send_wrong_type },
	[FAULT_SLOW]           = { 1, send_slow       },
	[FAULT_TWICE]          = { 2, send_answer     },
};

int
reply_deliveries(const struct fault *fault)
{
	return reactions[fault->action].deliveries;
}

enum MHD_Result
reply_send(struct MHD_Connection *connection, struct exchange *x, const struct fault *fault,
	struct halt *halt)
{
	const struct reply reply = { connection, x, fault, halt };

	return reactions[fault->action].send(&reply);
}
