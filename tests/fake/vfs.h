/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A SQLite file system for tests: the default one, wrapped. It counts calls, fails the N-th, goes dead as a process
 * does when the power goes, tears a write, slows syncs, and takes back what was not synced, as a disk does that had it
 * in its cache only.
 *
 * One for the whole program; a plan is for all files opened through it. Shared memory and locks are passed through:
 * they do not outlive a power cut. Creating and deleting a file count as durable at once; a file that was created and
 * never synced is empty after the cut.
 */
#ifndef FAKE_VFS_H
#define FAKE_VFS_H

#include <stdbool.h>
#include <stddef.h>

enum vfs_call {
	VFS_OPEN = 1,
	VFS_READ = 2,
	VFS_WRITE = 4,
	VFS_SYNC = 8,
	VFS_TRUNCATE = 16,
	VFS_DELETE = 32,
	VFS_CHANGES = VFS_OPEN | VFS_WRITE | VFS_SYNC | VFS_TRUNCATE | VFS_DELETE,
};

enum vfs_trouble {
	VFS_ONCE,  /* the N-th call fails, the next works */
	VFS_STAYS, /* calls of these kinds fail from the N-th on: a full disk */
	VFS_DEAD,  /* every call of any kind fails from the N-th on: the power is gone */
};

struct vfs_plan {
	unsigned calls; /* which kinds are counted: enum vfs_call or-ed */
	int at;         /* the N-th of them, from 1; 0: nothing fails */
	enum vfs_trouble trouble;
	int code; /* what a failing call answers: SQLITE_FULL …; 0: SQLITE_IOERR of its kind */
	int error;      /* the errno behind it */
	size_t torn;    /* bytes of the failing write that reach the disk all the same */
	bool read_only; /* files open for reading only */
	int sync_ms;    /* a sync takes that long */
};

/** Somebody looks on, from any thread and outside every lock, and may end the process there. `before` tells how many
 *  of the n bytes of a write reach the disk (n for all; of the other calls it is not asked). */
struct vfs_watch {
	size_t (*before)(void *ctx, enum vfs_call call, size_t n);
	void (*after)(void *ctx, enum vfs_call call);
	void *ctx;
};
/** Before the first file is opened; copied. Reads are not shown. */
void vfs_be_watched(const struct vfs_watch *watch);

/** Registers the file system (once) and gives its name, for store_open. */
const char *vfs_name(void);
/** From now on; counts start anew. NULL: everything works. */
void vfs_follow(const struct vfs_plan *plan);
/** Calls of these kinds since the plan came. */
int vfs_count(unsigned calls);
/** Whether the plan's N-th call has come. */
bool vfs_struck(void);

/** What a power cut leaves of the writes no sync has followed. */
enum vfs_cut {
	VFS_KEEP, /* all: only the process was killed */
	VFS_DROP, /* none */
	VFS_HALF, /* every second: the disk wrote them in its own order */
};
/** Cuts the power. Everything opened through this file system must be closed. */
void vfs_power_cut(enum vfs_cut cut);

#endif
