/* SPDX-License-Identifier: Apache-2.0 */
/* seccomp, rlimits, prctl. */
#include "camera/sandbox.h"

#include "base/array.h"

#include <errno.h>
#include <malloc.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

enum { PERTURB = 0xA5, POLLED = 2 /* poll() counts against the limit of descriptors */ };

/* What decoding, detecting and talking on the open descriptors need. Nothing here takes a path
 * or an address. */
static const int allowed[] = {
	SCMP_SYS(read),
	SCMP_SYS(write),
	SCMP_SYS(writev),
	SCMP_SYS(recvfrom),
	SCMP_SYS(close),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	SCMP_SYS(brk),
	SCMP_SYS(futex),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(alarm),
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getrandom),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(sysinfo), /* glibc's qsort asks how much memory there is */
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(tgkill),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

/* Libraries ask for files they can do without (zbar: character sets). They learn that there is
 * none; nothing opens. */
static const int answered_no[] = {
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(access),
	SCMP_SYS(stat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(readlink),
};

enum status
sandbox_prepare(void)
{
	struct rlimit none = { 0, 0 };

	(void)mallopt(M_PERTURB,
		PERTURB); /* a sanitizer's allocator does not know it and has its own */
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return status_from_errno(errno);
	if (signal(SIGINT, SIG_IGN) == SIG_ERR || signal(SIGPIPE, SIG_IGN) == SIG_ERR)
		return status_from_errno(
			errno); /* Ctrl-C at the terminal is the kiosk's to handle */
	return ST_OK;
}

static int
allow_all(scmp_filter_ctx filter, int camera_fd)
{
	int rc = 0;

	for (size_t i = 0; i < ARRAY_LEN(allowed) && rc == 0; i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
	for (size_t i = 0; i < ARRAY_LEN(answered_no) && rc == 0; i++)
		rc = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOENT), answered_no[i], 0);
	if (rc == 0) /* send(), never sendto() an address */
		rc = seccomp_rule_add(
			filter, SCMP_ACT_ALLOW, SCMP_SYS(sendto), 1, SCMP_A4(SCMP_CMP_EQ, 0));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	if (rc == 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
			SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	if (rc == 0 && camera_fd >= 0)
		rc = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), 1,
			SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)camera_fd));
	return rc;
}

enum status
sandbox_enter(int camera_fd)
{
	struct rlimit none = { 0, 0 }, polled = { POLLED, POLLED };
	scmp_filter_ctx filter;
	int rc;

	if (setrlimit(RLIMIT_NPROC, &none) != 0 || setrlimit(RLIMIT_NOFILE, &polled) != 0)
		return status_from_errno(errno);
	filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (filter == NULL)
		return ST_UNSUPPORTED;
	rc = allow_all(filter, camera_fd);
	if (rc == 0)
		rc = seccomp_load(filter);
	seccomp_release(filter);
	return rc == 0 ? ST_OK : status_from_errno(-rc);
}
