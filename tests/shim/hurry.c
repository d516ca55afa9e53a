/* SPDX-License-Identifier: Apache-2.0 */
/*
 * LD_PRELOAD: time that can be made to pass. The monotonic clock runs ahead by as many seconds as the file named by
 * HURRY_FILE has bytes; without the file it is right. The wall clock is off by the seconds that the file named by
 * SHIFT_FILE has as text, "-86400": a day behind.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static time_t
ahead(void)
{
	const char *file = getenv("HURRY_FILE");
	int error = errno;
	struct stat info;
	time_t seconds = 0;

	if (file != NULL && stat(file, &info) == 0)
		seconds = (time_t)info.st_size;
	errno = error;
	return seconds;
}

static time_t
apart(void)
{
	const char *file = getenv("SHIFT_FILE");
	int error = errno, fd = file != NULL ? open(file, O_RDONLY | O_CLOEXEC) : -1;
	char text[24] = "";

	if (fd >= 0) {
		if (read(fd, text, sizeof(text) - 1) < 0)
			text[0] = '\0';
		(void)close(fd);
	}
	errno = error;
	return (time_t)strtoll(text, NULL, 10);
}

int
clock_gettime(clockid_t clock, struct timespec *ret)
{
	int (*real)(clockid_t, struct timespec *) =
		(int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
	int failed = real == NULL ? -1 : real(clock, ret);

	if (failed == 0 && clock == CLOCK_MONOTONIC)
		ret->tv_sec += ahead();
	if (failed == 0 && clock == CLOCK_REALTIME)
		ret->tv_sec += apart();
	return failed;
}
