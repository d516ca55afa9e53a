/* SPDX-License-Identifier: Apache-2.0 */
/* libmicrohttpd around the routes. */
#include "central/server.h"
#include "central/exchange.h"
#include "central/fault.h"
#include "central/guard.h"
#include "central/halt.h"
#include "central/reply.h"
#include "central/routes.h"
#include "central/whole_file.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"

#include <errno.h>
#include <gnutls/gnutls.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum {
	BODY_MAX = 320 * 1024,
	PEM_MAX = 1 << 20,
	PATH_ROOM = 256,
	IDLE_S = 120,
	BUSY_S = 5,
	CONNECTIONS_MAX = 256,
};

struct server {
	struct centre *centre; /* borrowed */
	struct MHD_Daemon *daemon;
	char *cert, *key, *client_ca; /* owned */
	struct halt halt;             /* ends delays and slow answers when the server stops */
	int port;
};

/* One request while it comes in. */
struct upload {
	char *target; /* as sent; owned */
	struct buf body;
	bool started, too_large;
};

static void *
upload_begin(void *cls, const char *target, struct MHD_Connection *connection)
{
	struct upload *upload = calloc(1, sizeof(*upload));

	(void)cls;
	(void)connection;
	if (upload == NULL)
		return NULL;
	buf_init(&upload->body, BODY_MAX);
	upload->target = strdup(target);
	return upload;
}

static void
upload_end(void *cls, struct MHD_Connection *connection, void **ctx,
	enum MHD_RequestTerminationCode how)
{
	struct upload *upload = *ctx;

	(void)cls;
	(void)connection;
	(void)how;
	if (upload == NULL)
		return;
	buf_free(&upload->body);
	free(upload->target);
	free(upload);
	*ctx = NULL;
}

static const char *
header(struct MHD_Connection *connection, const char *name)
{
	return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static enum status
fill_in(struct exchange *x, struct MHD_Connection *connection, const struct upload *upload)
{
	const char *key = header(connection, "Idempotency-Key");
	const char *type = header(connection, "Content-Type");
	const char *etag = header(connection, "If-None-Match");

	x->target = upload->target;
	x->bytes = upload->body.data;
	x->n = upload->body.len;
	x->content_type = type != NULL ? type : "";
	x->if_none_match = etag != NULL ? etag : "";
	return key == NULL ? ST_OK : str_copy(x->key, sizeof(x->key), key);
}

static bool
is_key(const char *key)
{
	size_t n = strlen(key);

	return n == 0 || (n >= 16 && strspn(key, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHI"
						 "JKLMNOPQRSTUVWXYZ-") == n);
}

/* libmicrohttpd asks for a client certificate but leaves it to us to look at it. */
static bool
has_certificate(const struct server *server, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info;
	unsigned faults = 0;

	if (server->client_ca == NULL)
		return true;
	info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
	return info != NULL && info->tls_session != NULL &&
	       gnutls_certificate_verify_peers2(info->tls_session, &faults) ==
		       GNUTLS_E_SUCCESS &&
	       faults == 0;
}

static enum status
process(const struct server *server, struct exchange *x, struct MHD_Connection *connection,
	const struct upload *upload)
{
	const struct credentials credentials = {
		.kiosk = header(connection, "X-Cons-Id"),
		.timestamp = header(connection, "X-Timestamp"),
		.nonce = header(connection, "X-Nonce"),
		.signature = header(connection, "X-Signature"),
	};

	if (!has_certificate(server, connection))
		return refuse(x, PROBLEM_KIOSK);
	if (upload->too_large)
		return refuse(x, PROBLEM_TOO_LARGE);
	if (fill_in(x, connection, upload) != ST_OK || !is_key(x->key))
		return refuse_member(x, PROBLEM_MALFORMED, "Idempotency-Key", "wrong-form");
	if (!guard_admit(x, &credentials) || !route_find(x))
		return x->status != 0 ? ST_OK : ST_NO_MEMORY;
	return route_answer(x, credentials.nonce);
}

/* The route's pattern, not the path: a path may carry a receipt code. */
static void
log_request(const struct exchange *x)
{
	log_info("%s %s %d%s", x->method, x->route != NULL ? x->route->pattern : "-", x->status,
		x->replayed ? " again" : "");
}

/* Answers, whatever happened: what failed in here is said to the log and as 500 or 503. */
static enum status
answer_somehow(struct server *server, struct exchange *x, struct MHD_Connection *connection,
	const struct upload *upload)
{
	enum status st = process(server, x, connection, upload);

	if (st != ST_OK) {
		log_error("server: %s %s", status_name(st),
			x->route != NULL ? x->route->pattern : "-");
		st = st == ST_BUSY ? refuse_with(x, PROBLEM_BUSY,
					     json_pack("{s:i}", "retry_after_s", BUSY_S))
				   : refuse(x, PROBLEM_INTERNAL);
	}
	log_request(x);
	return st;
}

static void
next_fault(
	struct server *server, const char *method, const char *target, struct fault *ret_fault)
{
	char path[PATH_ROOM];

	if (str_format(path, sizeof(path), "%.*s", (int)strcspn(target, "?"), target) != ST_OK)
		path[0] = '\0'; /* longer than any path there is */
	faults_next(server->centre->faults, method, path, ret_fault);
}

static void
begin(struct exchange *x, const struct server *server, const char *method)
{
	exchange_init(x, server->centre);
	x->method = method;
}

static enum MHD_Result
answer_request(struct server *server, struct MHD_Connection *connection, const char *method,
	const struct upload *upload)
{
	enum MHD_Result result = MHD_NO; /* closes the connection */
	struct fault fault;
	struct exchange x;
	enum status st = ST_OK;

	next_fault(server, method, upload->target, &fault);
	halt_wait(&server->halt, fault.delay_ms);
	begin(&x, server, method);
	for (int i = 0; i < reply_deliveries(&fault) && st == ST_OK; i++) {
		if (i > 0) {
			exchange_free(&x);
			begin(&x, server, method);
		}
		st = answer_somehow(server, &x, connection, upload);
	}
	if (st == ST_OK)
		result = reply_send(connection, &x, &fault, &server->halt);
	exchange_free(&x);
	return result;
}

static enum MHD_Result
on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
	const char *version, const char *data, size_t *data_n, void **ctx)
{
	struct upload *upload = *ctx;

	(void)url;
	(void)version;
	if (upload == NULL || upload->target == NULL)
		return MHD_NO;
	if (!upload->started) {
		upload->started = true;
		return MHD_YES;
	}
	if (*data_n > 0) {
		if (buf_add(&upload->body, data, *data_n) != ST_OK)
			upload->too_large = true;
		*data_n = 0;
		return MHD_YES;
	}
	return answer_request(cls, connection, method, upload);
}

static void
on_trouble(void *cls, const char *format, va_list args)
{
	(void)cls;
	(void)format; /* may quote a request line, and with it a code */
	(void)args;
}

static enum status
read_pem(const char *path, char **ret_text)
{
	struct buf buf;
	enum status st;

	if (path == NULL)
		return ST_OK;
	buf_init(&buf, PEM_MAX);
	st = whole_file(path, &buf);
	if (st == ST_OK) {
		*ret_text = strdup(buf.data);
		st = *ret_text == NULL ? ST_NO_MEMORY : ST_OK;
	}
	buf_free(&buf);
	return st;
}

static enum status
resolve(const char *address, struct addrinfo **ret_where)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
		.ai_socktype = SOCK_STREAM };
	const char *colon = strrchr(address, ':');
	char host[64];

	if (colon == NULL || str_format(host, sizeof(host), "%.*s", (int)(colon - address),
				     address) != ST_OK)
		return ST_INVALID;
	if (host[0] == '[' && host[strlen(host) - 1] == ']') {
		host[strlen(host) - 1] = '\0';
		memmove(host, host + 1, strlen(host));
	}
	return getaddrinfo(host, colon + 1, &hints, ret_where) == 0 ? ST_OK : ST_INVALID;
}

static enum status
listen_at(struct server *server, const struct addrinfo *where)
{
	struct MHD_OptionItem tls[] = {
		{ MHD_OPTION_HTTPS_MEM_CERT, 0, server->cert },
		{ MHD_OPTION_HTTPS_MEM_KEY, 0, server->key },
		{ server->client_ca != NULL ? MHD_OPTION_HTTPS_MEM_TRUST : MHD_OPTION_END, 0,
			server->client_ca },
		{ MHD_OPTION_END, 0, NULL },
	};
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
			 MHD_USE_POLL | MHD_USE_ERROR_LOG;
	const union MHD_DaemonInfo *info;

	if (server->cert != NULL)
		flags |= MHD_USE_TLS;
	else
		tls[0].option = MHD_OPTION_END;
	if (where->ai_family == AF_INET6)
		flags |= MHD_USE_IPv6;
	server->daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, server,
		MHD_OPTION_EXTERNAL_LOGGER, on_trouble, NULL, MHD_OPTION_SOCK_ADDR,
		where->ai_addr, MHD_OPTION_URI_LOG_CALLBACK, upload_begin, NULL,
		MHD_OPTION_NOTIFY_COMPLETED, upload_end, NULL, MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)IDLE_S, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
		MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
	if (server->daemon == NULL)
		return errno == EADDRINUSE ? ST_BUSY : server->cert != NULL ? ST_TLS : ST_IO;
	info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT);
	server->port = info == NULL ? 0 : info->port;
	return ST_OK;
}

static enum status
start(struct server *server, const struct server_options *options)
{
	struct addrinfo *where = NULL;
	enum status st = read_pem(options->cert, &server->cert);

	if (st == ST_OK)
		st = read_pem(options->key, &server->key);
	if (st == ST_OK)
		st = read_pem(options->client_ca, &server->client_ca);
	if (st == ST_OK)
		st = resolve(options->address, &where);
	if (st == ST_OK)
		st = listen_at(server, where);
	if (where != NULL)
		freeaddrinfo(where);
	return st;
}

enum status
server_start(
	struct centre *centre, const struct server_options *options, struct server **ret_server)
{
	struct server *server = calloc(1, sizeof(*server));
	enum status st;

	if (server == NULL)
		return ST_NO_MEMORY;
	server->centre = centre;
	st = halt_init(&server->halt);
	if (st != ST_OK) {
		free(server);
		return st;
	}
	st = start(server, options);
	if (st == ST_OK)
		*ret_server = server;
	else
		server_stop(server);
	return st;
}

int
server_port(const struct server *server)
{
	return server->port;
}

static void
free_secret(char *text)
{
	if (text != NULL)
		wipe(text, strlen(text));
	free(text);
}

void
server_stop(struct server *server)
{
	if (server == NULL)
		return;
	halt_call(&server->halt);
	if (server->daemon != NULL)
		MHD_stop_daemon(server->daemon);
	free_secret(server->cert);
	free_secret(server->key);
	free_secret(server->client_ca);
	halt_clear(&server->halt);
	free(server);
}
