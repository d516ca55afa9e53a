/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A socket of the kiosk with a name in the folder of its state, by which the other commands of its user come in:
 * AF_UNIX SOCK_SEQPACKET, 0600. Only root and the kiosk's own user are let in. Nothing here waits.
 */
#ifndef WORK_DOOR_H
#define WORK_DOOR_H

#include "base/status.h"

#include <stdbool.h>
#include <sys/types.h>

struct sockaddr_un;

/** Where the socket is, for bind and connect. dir: a descriptor of the state, open as long as the address is used; a
 *  path may be longer than an address has room for. name: at most 20 bytes. */
void door_address(int dir, const char *name, struct sockaddr_un *ret_address);
/** Listens there. A socket found there is nobody's, for the caller has the lock of the state, and is replaced.
 *  ST_EXISTS: something else has its name. */
enum status door_open(int dir, const char *name, int backlog, int *ret_listener);
/** Connects, from the other side. ST_UNREACHABLE: nobody listens there; ST_AGAIN: the queue is full; ST_DENIED. */
enum status door_knock(int dir, const char *name, int *ret_fd);
/** Whether a process of this user is heard by a kiosk of that one. */
bool door_hears(uid_t asking, uid_t kiosk);
/** Whether whoever is at the other end is heard here. */
bool door_admits(int fd);

#endif
