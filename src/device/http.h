/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The network as a loadable module, lib/anjungan/http.so, so that libcurl and what it drags in
 * are loaded after the first screen. The module exports one symbol, anjungan_http_module;
 * device/module.h finds and opens it. Tests link it.
 *
 * HTTPS with TLS 1.2 or later against one private CA, optionally with a pinned public key and a
 * client certificate. Plain HTTP goes to this machine (127.x.x.x, [::1], localhost) and nowhere
 * else. No redirects, no proxies, no logs. Connections are kept and used again.
 */
#ifndef DEVICE_HTTP_H
#define DEVICE_HTTP_H

#include "base/status.h"
#include "port.h"

/** Strings are copied by open; "" or NULL: none. */
struct http_options {
	const char *ca_file; /* PEM; without it https is ST_CONFIG */
	const char *pin;     /* "sha256//BASE64" of the public key; several separated by ';' */
	const char *client_cert; /* PEM */
	const char *client_key;  /* PEM; "" when it stands in client_cert */
};

enum { HTTP_MODULE_VERSION = 1 };

struct http_module {
	int version; /* HTTP_MODULE_VERSION of the sources it was built from */
	/** Reads no file and opens no connection yet. ST_CONFIG: the pin is not in its form;
	 *  ST_NO_MEMORY; ST_UNSUPPORTED: this libcurl lacks something needed. */
	enum status (*open)(const struct http_options *options, struct http_port *ret_port);
};

extern const struct http_module anjungan_http_module;

#endif
