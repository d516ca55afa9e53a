/* SPDX-License-Identifier: Apache-2.0 */
/* Sockets in the folder of the state. */
#include "work/door.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

void
door_address(int dir, const char *name, struct sockaddr_un *ret_address)
{
	*ret_address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	(void)str_format(ret_address->sun_path, sizeof(ret_address->sun_path),
		"/proc/self/fd/%d/%s", dir, name); /* 14 + 10 + 1 + 20 bytes at most */
}

static enum status
make_room(int dir, const char *name)
{
	struct stat old;

	if (fstatat(dir, name, &old, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT ? ST_OK : status_from_errno(errno);
	if (!S_ISSOCK(old.st_mode))
		return ST_EXISTS;
	return unlinkat(dir, name, 0) == 0 ? ST_OK : status_from_errno(errno);
}

/* The mode is set before there is a name by which others could find it. */
static enum status
listen_at(int fd, int dir, const char *name, int backlog)
{
	struct sockaddr_un address;

	door_address(dir, name, &address);
	if (fchmod(fd, 0600) != 0 ||
		bind(fd, (struct sockaddr *)&address, sizeof(address)) != 0 ||
		listen(fd, backlog) != 0)
		return status_from_errno(errno);
	return ST_OK;
}

static enum status
make_socket(int *ret_fd)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd < 0)
		return status_from_errno(errno);
	*ret_fd = fd;
	return ST_OK;
}

enum status
door_open(int dir, const char *name, int backlog, int *ret_listener)
{
	int fd = -1;
	enum status st = make_room(dir, name);

	if (st == ST_OK)
		st = make_socket(&fd);
	if (st == ST_OK)
		st = listen_at(fd, dir, name, backlog);
	if (st == ST_OK)
		*ret_listener = fd;
	else if (fd >= 0)
		(void)close(fd);
	return st;
}

enum status
door_knock(int dir, const char *name, int *ret_fd)
{
	struct sockaddr_un address;
	int fd = -1;
	enum status st = make_socket(&fd);

	if (st != ST_OK)
		return st;
	door_address(dir, name, &address);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0) {
		*ret_fd = fd;
		return ST_OK;
	}
	st = errno == ENOENT || errno == ECONNREFUSED ? ST_UNREACHABLE
						      : status_from_errno(errno);
	(void)close(fd);
	return st;
}

bool
door_hears(uid_t asking, uid_t kiosk)
{
	return asking == 0 || asking == kiosk;
}

bool
door_admits(int fd)
{
	struct ucred peer;
	socklen_t n = sizeof(peer);

	return getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &n) == 0 &&
	       door_hears(peer.uid, geteuid());
}
