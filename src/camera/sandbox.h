/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cage of the camera helper: it parses untrusted bytes, so it may not open, connect, start
 * or become anything. Two steps, because opening the camera and loading the model must come
 * between them.
 */
#ifndef CAMERA_SANDBOX_H
#define CAMERA_SANDBOX_H

#include "base/status.h"

/** First thing in the program: no core dump, no ptrace, freed memory overwritten, no new
 * privileges. */
enum status sandbox_prepare(void);

/** From here on a system call outside the list ends the process; opening a file fails with
 * ENOENT. ioctl is left for `camera_fd` alone (-1: none); no executable memory, no new
 * descriptor, no thread, no process. */
enum status sandbox_enter(int camera_fd);

#endif
