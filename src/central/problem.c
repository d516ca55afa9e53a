/* SPDX-License-Identifier: Apache-2.0 */
/* The rows of the list in the header. */
#include "central/problem.h"

const struct problem_row *
problem_row(enum problem problem)
{
	static const struct problem_row rows[] = {
#define PROBLEM_ROW(name, code, http, title) { code, title, http },
		PROBLEM_LIST(PROBLEM_ROW)
#undef PROBLEM_ROW
	};

	return &rows[problem];
}
