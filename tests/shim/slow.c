/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LD_PRELOAD: a disk that is slow to sync and a resolver that does not answer. SLOW_FSYNC_MS delays every fsync and
 * fdatasync, SLOW_DNS_MS delays every getaddrinfo of a name and then fails it. Only the calling thread waits.
 */
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

static int
delay(const char *name)
{
	const char *ms = getenv(name);
	long n = ms == NULL ? 0 : strtol(ms, NULL, 10);

	if (n > 0)
		(void)poll(NULL, 0, (int)n);
	return n > 0;
}

static int
call_real(const char *name, int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);

	if (real == NULL) {
		errno = ENOSYS;
		return -1;
	}
	return real(fd);
}

int
fsync(int fd)
{
	(void)delay("SLOW_FSYNC_MS");
	return call_real("fsync", fd);
}

int
fdatasync(int fd)
{
	(void)delay("SLOW_FSYNC_MS");
	return call_real("fdatasync", fd);
}

int
getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
	struct addrinfo **ret)
{
	int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
		(int (*)(const char *, const char *, const struct addrinfo *,
			struct addrinfo **))dlsym(RTLD_NEXT, "getaddrinfo");

	if (real == NULL || delay("SLOW_DNS_MS"))
		return EAI_AGAIN;
	return real(node, service, hints, ret);
}
