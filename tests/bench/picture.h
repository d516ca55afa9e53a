/* SPDX-License-Identifier: Apache-2.0 */
/* A whole screen to wait for, learned by looking, and the files a program reads on its way to it. */
#ifndef TESTS_BENCH_PICTURE_H
#define TESTS_BENCH_PICTURE_H

#include "tests/e2e/terminal.h"

#include <stdbool.h>

enum { PICTURE_ROWS = 64, PICTURE_ROW = 1024 };

/** Rows of a screen; those that change by themselves (a clock) are left out. */
struct picture {
	int rows;
	bool changes[PICTURE_ROWS];
	char row[PICTURE_ROWS][PICTURE_ROW];
};

/** Takes the picture that stands still after `text` came. */
enum status picture_take(
	struct terminal *terminal, const char *text, struct picture *ret_picture);
/** Leaves out the rows in which another picture of the same screen differs. */
void picture_compare(struct picture *picture, const struct picture *other);
/** Waits until the terminal shows it whole. */
enum status picture_wait(struct terminal *terminal, struct picture *picture, int budget_ms);

/** The files a running program has mapped, so that they can be put out of the page cache after its end. */
struct files;
enum status files_of(pid_t pid, struct files **ret_files);
/** Also files it read and closed. */
enum status files_add(struct files *files, const char *path);
/** Asks the kernel to forget their pages; those another program has mapped stay, for both programs alike. */
void files_forget(const struct files *files);
void files_free(struct files *files);

#endif
