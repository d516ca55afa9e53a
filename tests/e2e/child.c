/* SPDX-License-Identifier: Apache-2.0 */
/* Processes whose end is awaited on a descriptor. */
#include "tests/e2e/child.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

_Noreturn static void
run(pid_t test, const char *const *argv, const char *const *env, int in, int out)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != test || dup2(in, 0) != 0 || dup2(out, 1) != 1 || dup2(out, 2) != 2)
		_exit(125);
	(void)execvpe(argv[0], (char *const *)argv, env == NULL ? environ : (char *const *)env);
	_exit(127);
}

enum status
child_start(const char *const *argv, const char *const *env, int in, int out,
	struct child *ret_child)
{
	pid_t test = getpid(), pid;
	int pidfd;

	(void)fflush(NULL);
	pid = fork();
	if (pid == 0)
		run(test, argv, env, in, out);
	if (pid < 0)
		return status_from_errno(errno);
	pidfd = pidfd_open(pid, 0);
	if (pidfd < 0) {
		(void)kill(pid, SIGKILL);
		(void)waitpid(pid, NULL, 0);
		return ST_UNSUPPORTED;
	}
	*ret_child = (struct child){ .pid = pid, .pidfd = pidfd };
	return ST_OK;
}

enum status
child_wait(struct child *child, int budget_ms, int *ret_status)
{
	struct pollfd fd = { .fd = child->pidfd, .events = POLLIN };
	int status;

	if (poll(&fd, 1, budget_ms) <= 0)
		return ST_TIMEOUT;
	if (waitpid(child->pid, &status, 0) != child->pid)
		return status_from_errno(errno);
	(void)close(child->pidfd);
	*child = (struct child){ .pidfd = -1 };
	*ret_status = status;
	return ST_OK;
}

void
child_end(struct child *child, int signal_number, int budget_ms)
{
	int status;

	if (child->pid <= 0)
		return;
	(void)kill(child->pid, signal_number);
	if (child_wait(child, budget_ms, &status) == ST_OK)
		return;
	(void)kill(child->pid, SIGKILL);
	(void)child_wait(child, -1, &status);
}
