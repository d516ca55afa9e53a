/* SPDX-License-Identifier: Apache-2.0 */
/* HTTP around the routes: a thread a connection, TLS where asked for, faults where asked
 * for. */
#ifndef CENTRAL_SERVER_H
#define CENTRAL_SERVER_H

#include "central/centre.h"

struct server;

struct server_options {
	const char *address;                /* "127.0.0.1:8175"; port 0: any free one */
	const char *cert, *key, *client_ca; /* files; NULL: plain HTTP, no client certificate */
};

/** Listens. ST_INVALID: no such address; ST_BUSY: taken; ST_TLS: the certificate or key;
 *  ST_NOT_FOUND: no such file. */
enum status server_start(struct centre *centre, const struct server_options *options,
	struct server **ret_server);
int server_port(const struct server *server);
/** Ends connections, also those a fault holds up. Takes NULL. */
void server_stop(struct server *server);

#endif
