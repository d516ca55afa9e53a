/* SPDX-License-Identifier: Apache-2.0 */
/* HTTPS: the server's certificate, and kiosks that must show one. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPENSSL "/usr/bin/openssl"
#define EC      "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"

enum { ARGUMENTS_MAX = 32 };

static struct centre_run run;
static char place[32];

/* openssl in the certificates' directory, silent; it must end with 0. */
static void
openssl(const char *const arguments[])
{
	const char *whole[ARGUMENTS_MAX] = { OPENSSL };
	pid_t pid = fork();
	int how = 0, nowhere;

	assert_true(pid >= 0);
	if (pid == 0) {
		for (int i = 0; arguments[i] != NULL && i + 2 < ARGUMENTS_MAX; i++)
			whole[i + 1] = arguments[i];
		nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
		if (chdir(place) == 0 && nowhere >= 0 && dup2(nowhere, STDERR_FILENO) >= 0)
			execv(OPENSSL, (char *const *)whole);
		_exit(127);
	}
	while (waitpid(pid, &how, 0) < 0)
		assert_int_equal(errno, EINTR);
	if (!WIFEXITED(how) || WEXITSTATUS(how) != 0)
		fail_msg("%s %s: %d (needs the package openssl)", OPENSSL, arguments[0], how);
}

static const char *
file(const char *name)
{
	static char path[8][64];
	static unsigned turn;
	char *at = path[turn++ % ARRAY_LEN(path)];

	assert_int_equal(str_format(at, sizeof(path[0]), "%s/%s", place, name), ST_OK);
	return at;
}

/* NAME.key and NAME.crt: an authority of its own. */
static void
make_authority(const char *key, const char *crt)
{
	openssl((const char *const[]){ "req", "-x509", "-newkey", EC, "-keyout", key, "-out",
		crt, "-subj", "/CN=Uji", "-days", "2", NULL });
}

static void
make_certificate(const char *key, const char *csr, const char *crt)
{
	openssl((const char *const[]){ "req", "-newkey", EC, "-keyout", key, "-out", csr,
		"-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", NULL });
	openssl((const char *const[]){ "x509", "-req", "-in", csr, "-CA", "ca.crt", "-CAkey",
		"ca.key", "-CAcreateserial", "-copy_extensions", "copy", "-days", "2", "-out",
		crt, NULL });
}

static int
make_certificates(void **state)
{
	(void)state;
	assert_int_equal(str_copy(place, sizeof(place), "/tmp/certs-XXXXXX"), ST_OK);
	assert_non_null(mkdtemp(place));
	make_authority("ca.key", "ca.crt");
	make_authority("stranger.key", "stranger.crt");
	make_certificate("server.key", "server.csr", "server.crt");
	make_certificate("kiosk.key", "kiosk.csr", "kiosk.crt");
	return 0;
}

static int
remove_certificates(void **state)
{
	static const char *const names[] = { "ca.key", "ca.crt", "ca.srl", "stranger.key",
		"stranger.crt", "server.key", "server.csr", "server.crt", "kiosk.key",
		"kiosk.csr", "kiosk.crt" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		(void)unlink(file(names[i]));
	return rmdir(place);
}

static void
ask_status(struct reply *ret_reply)
{
	const struct ask ask = { .method = "GET", .target = "/v1/status" };

	centre_ask(&run, &ask, ret_reply);
}

static void
https__answers_who_trusts_its_authority(void **state)
{
	const char *const options[] = { "--tls-cert", file("server.crt"), "--tls-key",
		file("server.key"), NULL };
	struct reply reply;

	(void)state;
	memset(&run, 0, sizeof(run));
	centre_start(&run, options);
	run.ca = file("ca.crt");
	ask_status(&reply);
	assert_int_equal(reply.code, CURLE_OK);
	assert_int_equal(reply.status, 200);
	reply_free(&reply);
	run.ca = file("stranger.crt");
	ask_status(&reply);
	assert_int_equal(reply.code, CURLE_PEER_FAILED_VERIFICATION);
	reply_free(&reply);
	centre_stop(&run);
}

static void
client_ca__admits_only_its_certificates(void **state)
{
	const char *const options[] = { "--tls-cert", file("server.crt"), "--tls-key",
		file("server.key"), "--client-ca", file("ca.crt"), NULL };
	static const struct {
		const char *cert, *key;
		long status;
	} cases[] = {
		{ "kiosk.crt", "kiosk.key", 200 },
		{ NULL, NULL, 403 },
		{ "stranger.crt", "stranger.key", 403 },
	};

	(void)state;
	memset(&run, 0, sizeof(run));
	centre_start(&run, options);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct reply reply;

		run.ca = file("ca.crt");
		run.cert = cases[i].cert != NULL ? file(cases[i].cert) : NULL;
		run.key = cases[i].key != NULL ? file(cases[i].key) : NULL;
		ask_status(&reply);
		/* a stranger's certificate may already end the handshake */
		if (cases[i].status == 200 || reply.code == CURLE_OK)
			assert_int_equal(reply.status, cases[i].status);
		assert_true(cases[i].cert != NULL || reply.code == CURLE_OK);
		reply_free(&reply);
	}
	centre_stop(&run);
}

static void
unusable_certificate__is_refused_at_the_start(void **state)
{
	const char *const options[] = { "--db", ":memory:", "--listen", "127.0.0.1:0",
		"--tls-cert", file("server.crt"), "--tls-key", file("kiosk.key"), NULL };

	(void)state;
	assert_int_equal(centre_command(options), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(https__answers_who_trusts_its_authority),
		cmocka_unit_test(client_ca__admits_only_its_certificates),
		cmocka_unit_test(unusable_certificate__is_refused_at_the_start),
	};

	return cmocka_run_group_tests(tests, make_certificates, remove_certificates);
}
