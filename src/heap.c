/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Freed memory of the whole kiosk is overwritten: by us, curl, OpenSSL, ncurses and whoever else calls free. Without
 * this a NIK stays in freed buffers after the visit, in glibc's per-thread caches above all, which M_PERTURB does not
 * reach. The allocator itself stays glibc's; only what leaves it is wiped. AddressSanitizer brings its own free.
 */
#include <malloc.h>
#include <string.h>

#ifndef __SANITIZE_ADDRESS__

void __libc_free(void *memory);

void
free(void *memory)
{
	if (memory == NULL)
		return;
	memset(memory, 0, malloc_usable_size(memory));
	__libc_free(memory);
}

void *
realloc(void *memory, size_t n)
{
	size_t room = memory ? malloc_usable_size(memory) : 0;
	void *moved;

	if (memory && n == 0) {
		free(memory);
		return NULL;
	}
	if (n <= room && n >= room / 2)
		return memory;
	moved = malloc(n);
	if (moved == NULL)
		return NULL;
	if (memory) {
		memcpy(moved, memory, n < room ? n : room);
		free(memory);
	}
	return moved;
}

#endif
