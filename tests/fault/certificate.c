/* SPDX-License-Identifier: Apache-2.0 */
/* GnuTLS, P-256. */
#include "tests/fault/certificate.h"

#include "base/array.h"
#include "base/buf.h"
#include "base/str.h"

#include <arpa/inet.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <string.h>

enum { PEM_ROOM = 8192, FILE_ROOM = 256, SERIAL_BYTES = 8 };

/* A certificate in the making, and who signs it. */
struct making {
	gnutls_x509_crt_t crt, signer_crt;
	gnutls_x509_privkey_t key, signer_key;
};

static enum status
status_of_tls(int code)
{
	return code >= 0 ? ST_OK : ST_TLS;
}

static enum status
path_of(const char *dir, const char *name, const char *ending, char ret_path[FILE_ROOM])
{
	return str_format(ret_path, FILE_ROOM, "%s/%s.%s", dir, name, ending);
}

static enum status
write_pem(const char *dir, const char *name, const char *ending, const char *pem)
{
	char path[FILE_ROOM];
	enum status st = path_of(dir, name, ending, path);
	FILE *file = st == ST_OK ? fopen(path, "we") : NULL;
	bool whole;

	if (file == NULL)
		return ST_IO;
	whole = fputs(pem, file) >= 0;
	return fclose(file) == 0 && whole ? ST_OK : ST_IO;
}

static enum status
read_pem(const char *dir, const char *name, const char *ending, char pem[PEM_ROOM])
{
	char path[FILE_ROOM];
	enum status st = path_of(dir, name, ending, path);
	FILE *file = st == ST_OK ? fopen(path, "re") : NULL;
	size_t n;

	if (file == NULL)
		return ST_NOT_FOUND;
	n = fread(pem, 1, PEM_ROOM - 1, file);
	pem[n] = '\0';
	return fclose(file) == 0 && n > 0 ? ST_OK : ST_IO;
}

static enum status
take_signer(struct making *making, const char *dir, const char *signer)
{
	char crt[PEM_ROOM], key[PEM_ROOM];
	enum status st = read_pem(dir, signer, "crt", crt);

	if (st == ST_OK)
		st = read_pem(dir, signer, "key", key);
	if (st == ST_OK)
		st = status_of_tls(gnutls_x509_crt_import(making->signer_crt,
			&(gnutls_datum_t){ (unsigned char *)crt, (unsigned)strlen(crt) },
			GNUTLS_X509_FMT_PEM));
	if (st == ST_OK)
		st = status_of_tls(gnutls_x509_privkey_import(making->signer_key,
			&(gnutls_datum_t){ (unsigned char *)key, (unsigned)strlen(key) },
			GNUTLS_X509_FMT_PEM));
	return st;
}

static int
set_host(gnutls_x509_crt_t crt, const char *host)
{
	struct in_addr address;

	if (inet_pton(AF_INET, host, &address) == 1)
		return gnutls_x509_crt_set_subject_alt_name(
			crt, GNUTLS_SAN_IPADDRESS, &address, sizeof(address), GNUTLS_FSAN_SET);
	return gnutls_x509_crt_set_subject_alt_name(
		crt, GNUTLS_SAN_DNSNAME, host, (unsigned)strlen(host), GNUTLS_FSAN_SET);
}

static enum status
fill(const struct making *making, const struct certificate *c)
{
	unsigned char serial[SERIAL_BYTES] = { 1 };
	gnutls_x509_crt_t crt = making->crt;
	unsigned usage =
		c->signer == NULL ? GNUTLS_KEY_KEY_CERT_SIGN : GNUTLS_KEY_DIGITAL_SIGNATURE;

	/* two of one authority with one serial number are one to some libraries */
	(void)str_copy((char *)serial + 1, sizeof(serial) - 1, c->name);
	if (gnutls_x509_crt_set_version(crt, 3) < 0 ||
		gnutls_x509_crt_set_serial(crt, serial, sizeof(serial)) < 0 ||
		gnutls_x509_crt_set_activation_time(crt, (time_t)c->from_s) < 0 ||
		gnutls_x509_crt_set_expiration_time(crt, (time_t)c->until_s) < 0 ||
		gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, c->name,
			(unsigned)strlen(c->name)) < 0 ||
		gnutls_x509_crt_set_key(crt, making->key) < 0 ||
		gnutls_x509_crt_set_key_usage(crt, usage) < 0 ||
		gnutls_x509_crt_set_basic_constraints(crt, c->signer == NULL, -1) < 0)
		return ST_TLS;
	return c->host == NULL ? ST_OK : status_of_tls(set_host(crt, c->host));
}

static enum status
put_out(const struct making *making, const char *dir, const char *name)
{
	char pem[PEM_ROOM] = "";
	size_t n = sizeof(pem) - 1;
	enum status st = status_of_tls(
		gnutls_x509_crt_export(making->crt, GNUTLS_X509_FMT_PEM, pem, &n));

	pem[n] = '\0';
	if (st == ST_OK)
		st = write_pem(dir, name, "crt", pem);
	n = sizeof(pem) - 1;
	if (st == ST_OK)
		st = status_of_tls(
			gnutls_x509_privkey_export(making->key, GNUTLS_X509_FMT_PEM, pem, &n));
	pem[n < sizeof(pem) ? n : 0] = '\0';
	return st == ST_OK ? write_pem(dir, name, "key", pem) : st;
}

static enum status
make(struct making *making, const char *dir, const struct certificate *c)
{
	bool own = c->signer == NULL;
	enum status st = own ? ST_OK : take_signer(making, dir, c->signer);

	if (st == ST_OK)
		st = status_of_tls(gnutls_x509_privkey_generate(making->key, GNUTLS_PK_ECDSA,
			GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
	if (st == ST_OK)
		st = fill(making, c);
	if (st == ST_OK)
		st = status_of_tls(gnutls_x509_crt_sign2(making->crt,
			own ? making->crt : making->signer_crt,
			own ? making->key : making->signer_key, GNUTLS_DIG_SHA256, 0));
	return st == ST_OK ? put_out(making, dir, c->name) : st;
}

enum status
certificate_make(const char *dir, const struct certificate *certificate)
{
	struct making making = { 0 };
	enum status st = ST_NO_MEMORY;

	if (gnutls_x509_crt_init(&making.crt) == 0 &&
		gnutls_x509_crt_init(&making.signer_crt) == 0 &&
		gnutls_x509_privkey_init(&making.key) == 0 &&
		gnutls_x509_privkey_init(&making.signer_key) == 0)
		st = make(&making, dir, certificate);
	gnutls_x509_privkey_deinit(making.signer_key);
	gnutls_x509_privkey_deinit(making.key);
	gnutls_x509_crt_deinit(making.signer_crt);
	gnutls_x509_crt_deinit(making.crt);
	return st;
}
