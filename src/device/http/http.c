/* SPDX-License-Identifier: Apache-2.0 */
/* The network through libcurl's multi interface. */
#include "device/http.h"

#include "base/array.h"
#include "base/str.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

enum {
	HEADER_BYTES_MAX = 32 * 1024,
	CONNECT_MS = 10000,
	CONNECTIONS_KEPT = 8, /* as many as the outbox has under way */
	RETRY_AFTER_MAX_S = 24 * 3600,
	SEND_ROOM = 16384, /* of a socket; what lies in there counts as sent */
};

/* One request on its way and the answer that grows. */
struct exchange {
	struct exchange *next;
	CURL *easy;
	struct curl_slist *headers;
	struct http_answer answer;
	enum status stopped; /* why a callback ended it; ST_OK: it did not */
	size_t header_bytes;
	bool done;
};

struct http {
	CURLM *multi;
	CURL *pattern; /* never sent: every exchange begins as its copy */
	bool has_ca;
	struct exchange *first;
	atomic_bool woken;
};

static const struct {
	CURLcode code;
	enum status status;
} failures[] = {
	{ CURLE_COULDNT_RESOLVE_HOST,     ST_UNREACHABLE },
	{ CURLE_COULDNT_CONNECT,          ST_UNREACHABLE },
	{ CURLE_GOT_NOTHING,              ST_UNREACHABLE },
	{ CURLE_SEND_ERROR,               ST_UNREACHABLE },
	{ CURLE_RECV_ERROR,               ST_UNREACHABLE },
	{ CURLE_PARTIAL_FILE,             ST_UNREACHABLE },
	{ CURLE_OPERATION_TIMEDOUT,       ST_TIMEOUT     },
	{ CURLE_SSL_CONNECT_ERROR,        ST_TLS         },
	{ CURLE_PEER_FAILED_VERIFICATION, ST_TLS         },
	{ CURLE_SSL_CERTPROBLEM,          ST_TLS         },
	{ CURLE_SSL_CIPHER,               ST_TLS         },
	{ CURLE_SSL_CACERT_BADFILE,       ST_TLS         },
	{ CURLE_SSL_ISSUER_ERROR,         ST_TLS         },
	{ CURLE_SSL_PINNEDPUBKEYNOTMATCH, ST_TLS         },
	{ CURLE_SSL_INVALIDCERTSTATUS,    ST_TLS         },
	{ CURLE_UNSUPPORTED_PROTOCOL,     ST_NOT_OURS    },
	{ CURLE_WEIRD_SERVER_REPLY,       ST_NOT_OURS    },
	{ CURLE_BAD_CONTENT_ENCODING,     ST_NOT_OURS    },
	{ CURLE_OUT_OF_MEMORY,            ST_NO_MEMORY   },
	{ CURLE_URL_MALFORMAT,            ST_INVALID     },
};

/* What a setting or transfer of libcurl came to. */
static enum status
status_of(CURLcode code)
{
	if (code == CURLE_OK)
		return ST_OK;
	for (size_t i = 0; i < ARRAY_LEN(failures); i++)
		if (failures[i].code == code)
			return failures[i].status;
	return ST_IO;
}

static const struct {
	CURLoption option;
	long value;
} numbers[] = {
	{ CURLOPT_NOSIGNAL,          1                       },
	{ CURLOPT_QUICK_EXIT,        1                       },
	{ CURLOPT_FOLLOWLOCATION,    0                       },
	{ CURLOPT_PATH_AS_IS,        1                       },
	{ CURLOPT_HTTP_VERSION,      CURL_HTTP_VERSION_1_1   },
	{ CURLOPT_HTTP09_ALLOWED,    0                       },
	{ CURLOPT_SSLVERSION,        CURL_SSLVERSION_TLSv1_2 },
	{ CURLOPT_SSL_VERIFYPEER,    1                       },
	{ CURLOPT_SSL_VERIFYHOST,    2                       },
	{ CURLOPT_CONNECTTIMEOUT_MS, CONNECT_MS              },
	{ CURLOPT_TCP_KEEPALIVE,     1                       },
	{ CURLOPT_VERBOSE,           1                       },
};

/* Stands where libcurl would print (CURLOPT_VERBOSE): counts, and prints nothing. */
static int
count_bytes(CURL *easy, curl_infotype kind, char *bytes, size_t n, void *ctx)
{
	struct exchange *exchange = ctx;

	(void)easy;
	(void)bytes;
	if (kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT)
		exchange->answer.sent += n;
	else if (kind == CURLINFO_HEADER_IN || kind == CURLINFO_DATA_IN)
		exchange->answer.received += n;
	return 0;
}

static size_t
take_header(char *bytes, size_t one, size_t n, void *ctx)
{
	struct exchange *exchange = ctx;

	(void)bytes;
	exchange->header_bytes += one * n;
	if (exchange->header_bytes > HEADER_BYTES_MAX)
		exchange->stopped = ST_TOO_LONG;
	return exchange->stopped == ST_OK ? one * n : 0;
}

static size_t
take_body(char *bytes, size_t one, size_t n, void *ctx)
{
	struct exchange *exchange = ctx;

	exchange->stopped = buf_add(&exchange->answer.body, bytes, one * n);
	return exchange->stopped == ST_OK ? one * n : 0;
}

/* libcurl's own sockets would be inherited by the voice and the camera helper. */
static curl_socket_t
open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
	const int room = SEND_ROOM;

	(void)ctx;
	(void)purpose;
	if (fd >= 0) /* what it does not take is the old room: only a stall is noticed later */
		(void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	return fd;
}

static enum status
set_texts(CURL *easy, const struct http_options *options)
{
	const struct {
		CURLoption option;
		const char *text;
	} texts[] = {
		{ CURLOPT_USERAGENT,       "anjungan/" VERSION  },
		{ CURLOPT_PROTOCOLS_STR,   "http,https"         },
		{ CURLOPT_PROXY,           ""                   },
		{ CURLOPT_CAINFO,          options->ca_file     },
		{ CURLOPT_CAPATH,          NULL                 },
		{ CURLOPT_PINNEDPUBLICKEY, options->pin         },
		{ CURLOPT_SSLCERT,         options->client_cert },
		{ CURLOPT_SSLKEY,          options->client_key  },
	};
	enum status st = ST_OK;

	for (size_t i = 0; i < ARRAY_LEN(texts) && st == ST_OK; i++) {
		const char *text = texts[i].text;

		if (text && text[0] == '\0' && texts[i].option != CURLOPT_PROXY)
			text = NULL;
		st = status_of(curl_easy_setopt(easy, texts[i].option, text));
	}
	return st;
}

static enum status
set_pattern(CURL *easy, const struct http_options *options)
{
	enum status st = set_texts(easy, options);

	for (size_t i = 0; i < ARRAY_LEN(numbers) && st == ST_OK; i++)
		st = status_of(curl_easy_setopt(easy, numbers[i].option, numbers[i].value));
	if (st == ST_OK)
		st = status_of(curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, count_bytes));
	if (st == ST_OK)
		st = status_of(curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_header));
	if (st == ST_OK)
		st = status_of(curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body));
	if (st == ST_OK)
		st = status_of(curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, open_socket));
	return st;
}

/* --- one exchange ------------------------------------------------------------------------- */

static void
exchange_free(struct http *http, struct exchange *exchange)
{
	if (exchange == NULL)
		return;
	if (exchange->easy) {
		(void)curl_multi_remove_handle(
			http->multi, exchange->easy); /* fine when not in it */
		curl_easy_cleanup(exchange->easy);
	}
	curl_slist_free_all(exchange->headers);
	buf_free(&exchange->answer.body);
	free(exchange);
}

static bool
is_this_machine(const char *host)
{
	struct in_addr address;

	if (inet_pton(AF_INET, host, &address) == 1)
		return ntohl(address.s_addr) >> 24 == 127;
	return strcmp(host, "[::1]") == 0 || strcasecmp(host, "localhost") == 0;
}

/* https where there is a CA, plain http to this machine. */
static enum status
check_url(const struct http *http, const char *text)
{
	CURLU *url = curl_url();
	char *scheme = NULL, *host = NULL;
	enum status st = ST_INVALID;

	if (url == NULL)
		return ST_NO_MEMORY;
	if (curl_url_set(url, CURLUPART_URL, text, CURLU_DISALLOW_USER) != CURLUE_OK ||
		curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK ||
		curl_url_get(url, CURLUPART_HOST, &host, 0) != CURLUE_OK)
		goto out;
	if (strcmp(scheme, "https") == 0)
		st = http->has_ca ? ST_OK : ST_CONFIG;
	else
		st = strcmp(scheme, "http") == 0 && is_this_machine(host) ? ST_OK : ST_CONFIG;
out:
	curl_free(scheme);
	curl_free(host);
	curl_url_cleanup(url);
	return st;
}

static enum status
add_header(struct exchange *exchange, const char *line)
{
	struct curl_slist *longer = curl_slist_append(exchange->headers, line);

	if (longer == NULL)
		return ST_NO_MEMORY;
	exchange->headers = longer;
	return ST_OK;
}

static enum status
set_headers(struct exchange *exchange, const struct http_request *request)
{
	enum status st = add_header(exchange, "Expect:"); /* no round trip before the body */

	for (size_t i = 0; i < request->headers && st == ST_OK; i++)
		st = add_header(exchange, request->header[i]);
	if (st == ST_OK)
		st = status_of(curl_easy_setopt(
			exchange->easy, CURLOPT_HTTPHEADER, exchange->headers));
	return st;
}

/* The body is sent from where it lies, never copied. */
static enum status
set_body(CURL *easy, const struct http_request *request)
{
	enum status st;

	if (strcmp(request->method, "GET") == 0)
		return ST_OK;
	st = status_of(curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method));
	if (st == ST_OK && strcmp(request->method, "DELETE") == 0 && request->n == 0)
		return ST_OK;
	if (st == ST_OK)
		st = status_of(curl_easy_setopt(
			easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->n));
	if (st == ST_OK)
		st = status_of(curl_easy_setopt(
			easy, CURLOPT_POSTFIELDS, request->n > 0 ? request->body : ""));
	return st;
}

/* Under a byte a second for so long is a line that is dead. */
static enum status
set_stall(CURL *easy, int stall_ms)
{
	enum status st = ST_OK;

	if (stall_ms <= 0)
		return ST_OK;
	st = status_of(curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L));
	if (st == ST_OK)
		st = status_of(curl_easy_setopt(
			easy, CURLOPT_LOW_SPEED_TIME, (long)(stall_ms + 999) / 1000));
	return st;
}

static enum status
set_request(struct exchange *exchange, const struct http_request *request)
{
	const struct {
		CURLoption option;
		void *value;
	} pointers[] = {
		{ CURLOPT_DEBUGDATA,  exchange },
		{ CURLOPT_HEADERDATA, exchange },
		{ CURLOPT_WRITEDATA,  exchange },
		{ CURLOPT_PRIVATE,    exchange },
	};
	CURL *easy = exchange->easy;
	enum status st = status_of(curl_easy_setopt(easy, CURLOPT_URL, request->url));

	for (size_t i = 0; i < ARRAY_LEN(pointers) && st == ST_OK; i++)
		st = status_of(curl_easy_setopt(easy, pointers[i].option, pointers[i].value));
	if (st == ST_OK)
		st = status_of(
			curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->budget_ms));
	if (st == ST_OK)
		st = set_stall(easy, request->stall_ms);
	if (st == ST_OK)
		st = set_body(easy, request);
	if (st == ST_OK)
		st = set_headers(exchange, request);
	return st;
}

static enum status
http_submit(void *ctx, const struct http_request *request)
{
	struct http *http = ctx;
	struct exchange *exchange = NULL;
	enum status st = check_url(http, request->url);

	if (st == ST_OK && (request->headers > HTTP_HEADERS_MAX || request->budget_ms <= 0))
		st = ST_INVALID;
	if (st != ST_OK)
		goto out;
	exchange = calloc(1, sizeof(*exchange));
	if (exchange == NULL) {
		st = ST_NO_MEMORY;
		goto out;
	}
	exchange->answer.id = request->id;
	exchange->answer.retry_after_s = -1;
	buf_init(&exchange->answer.body, HTTP_ANSWER_MAX);
	exchange->easy = curl_easy_duphandle(http->pattern);
	st = exchange->easy ? set_request(exchange, request) : ST_NO_MEMORY;
	if (st == ST_OK && curl_multi_add_handle(http->multi, exchange->easy) != CURLM_OK)
		st = ST_NO_MEMORY;
	if (st != ST_OK)
		goto out;
	exchange->next = http->first;
	http->first = exchange;
	exchange = NULL;
out:
	exchange_free(http, exchange);
	return st;
}

/* --- answers ------------------------------------------------------------------------------ */

static const char *
header_of(CURL *easy, const char *name)
{
	struct curl_header *header;

	if (curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) != CURLHE_OK)
		return "";
	return header->value;
}

/* Seconds or a date (RFC 9110, 10.2.3), the date by the sender's clock where that is known. */
static int
retry_after(const char *text, int64_t date_s)
{
	struct timespec now = { 0 };
	long long seconds = -1;
	time_t at;

	if (str_to_int64(text, 0, INT64_MAX, &seconds) != ST_OK) {
		at = curl_getdate(text, NULL);
		if (at < 0)
			return -1;
		if (date_s == 0 && clock_gettime(CLOCK_REALTIME, &now) == 0)
			date_s = now.tv_sec;
		seconds = at > date_s ? at - date_s : 0;
	}
	return seconds > RETRY_AFTER_MAX_S ? RETRY_AFTER_MAX_S : (int)seconds;
}

static void
read_head(struct exchange *exchange)
{
	struct http_answer *answer = &exchange->answer;
	const char *kind = header_of(exchange->easy, "Content-Type");
	time_t date = curl_getdate(header_of(exchange->easy, "Date"), NULL);
	long status = 0;

	answer->st =
		status_of(curl_easy_getinfo(exchange->easy, CURLINFO_RESPONSE_CODE, &status));
	answer->status = (int)status;
	if (str_copy(answer->content_type, sizeof(answer->content_type), kind) != ST_OK)
		answer->content_type[0] = '\0'; /* so long a type is none of ours */
	answer->date_s = date > 0 ? (int64_t)date : 0;
	answer->retry_after_s =
		retry_after(header_of(exchange->easy, "Retry-After"), answer->date_s);
}

static void
finish(struct exchange *exchange, CURLcode code)
{
	exchange->done = true;
	if (code == CURLE_OK) {
		read_head(exchange);
		return;
	}
	exchange->answer.st = exchange->stopped != ST_OK ? exchange->stopped : status_of(code);
	buf_free(&exchange->answer.body);
}

static enum status
turn(struct http *http)
{
	struct exchange *exchange;
	const CURLMsg *message;
	int running, left;

	if (curl_multi_perform(http->multi, &running) != CURLM_OK)
		return ST_IO;
	while ((message = curl_multi_info_read(http->multi, &left)) != NULL) {
		if (message->msg != CURLMSG_DONE ||
			curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange) !=
				CURLE_OK)
			continue;
		finish(exchange, message->data.result);
	}
	return ST_OK;
}

/* Hands out the oldest exchange that is done. */
static bool
take_done(struct http *http, struct http_answer *ret_answer)
{
	struct exchange **at, **oldest = NULL, *exchange;

	for (at = &http->first; *at; at = &(*at)->next)
		if ((*at)->done)
			oldest = at;
	if (oldest == NULL)
		return false;
	exchange = *oldest;
	*oldest = exchange->next;
	*ret_answer = exchange->answer;
	buf_init(&exchange->answer.body, HTTP_ANSWER_MAX);
	exchange_free(http, exchange);
	return true;
}

static int64_t
mono_ms(void)
{
	struct timespec now = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static enum status
http_wait(void *ctx, int budget_ms, struct http_answer *ret_answer)
{
	struct http *http = ctx;
	int64_t until = mono_ms() + budget_ms, left;
	enum status st;

	for (;;) {
		st = turn(http);
		if (st != ST_OK)
			return st;
		if (take_done(http, ret_answer))
			return ST_OK;
		left = until - mono_ms();
		if (atomic_exchange(&http->woken, false) || left <= 0)
			return ST_AGAIN;
		if (curl_multi_poll(http->multi, NULL, 0, (int)left, NULL) != CURLM_OK)
			return ST_IO;
	}
}

static void
http_wake(void *ctx)
{
	struct http *http = ctx;

	atomic_store(&http->woken, true);
	(void)curl_multi_wakeup(http->multi); /* fails when it is being woken already */
}

static void
http_cancel(void *ctx, uint64_t id)
{
	struct http *http = ctx;
	struct exchange **at = &http->first, *exchange;

	while (*at && (*at)->answer.id != id)
		at = &(*at)->next;
	exchange = *at;
	if (exchange)
		*at = exchange->next;
	exchange_free(http, exchange);
}

static void
http_free(void *ctx)
{
	struct http *http = ctx;

	if (http == NULL)
		return;
	while (http->first)
		http_cancel(http, http->first->answer.id);
	if (http->multi)
		(void)curl_multi_cleanup(http->multi);
	curl_easy_cleanup(http->pattern);
	curl_global_cleanup();
	free(http);
}

static bool
is_set(const char *text)
{
	return text && text[0] != '\0';
}

static enum status
http_open(const struct http_options *options, struct http_port *ret_port)
{
	struct http *http;
	enum status st = ST_NO_MEMORY;

	/* Without the prefix libcurl takes the pin for the name of a file. */
	if (is_set(options->pin) && strncmp(options->pin, "sha256//", 8) != 0)
		return ST_CONFIG;
	http = calloc(1, sizeof(*http));
	if (http == NULL)
		return ST_NO_MEMORY;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		free(http);
		return ST_UNSUPPORTED;
	}
	http->has_ca = is_set(options->ca_file);
	http->multi = curl_multi_init();
	http->pattern = curl_easy_init();
	if (http->multi == NULL || http->pattern == NULL)
		goto out;
	st = set_pattern(http->pattern, options) == ST_OK ? ST_OK : ST_UNSUPPORTED;
	if (st == ST_OK && curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS,
				   (long)CONNECTIONS_KEPT) != CURLM_OK)
		st = ST_UNSUPPORTED;
	if (st != ST_OK)
		goto out;
	*ret_port = (struct http_port){ .submit = http_submit,
		.wait = http_wait,
		.wake = http_wake,
		.cancel = http_cancel,
		.free = http_free,
		.ctx = http };
	http = NULL;
out:
	http_free(http);
	return st;
}

const struct http_module anjungan_http_module = {
	.version = HTTP_MODULE_VERSION,
	.open = http_open,
};
