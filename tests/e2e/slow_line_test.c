/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A whole claim at 64 kbit/s, 800 ms there and back, one segment in twenty lost, over TLS: what the person is told, what
 * the centre has, and that the photograph was made for such a line.
 */
#include "tests/e2e/expect.h"
#include "tests/e2e/play.h"
#include "tests/e2e/slow_line.h"
#include "tests/e2e/walk.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NIK "6308055203600001"

/* The photograph, and as much again for everything else with its handshakes. */
enum { BYTES_UP_MAX = 80 * 1000 };

static void
claim__over_a_slow_line__is_received_by_the_centre(void **state)
{
	static const struct line_shape shape = { 64000, 800, 5 };
	static const char *const words[] = { "DITERIMA PUSAT", NULL };
	static const struct claim_told told = { 1, "kiosk", "USIA_56", 0, 8450000 };
	char url[64], camera[512];
	const struct rig_options options = { .tls = true,
		.settings = { { "central.url", url }, { "camera.source", camera } } };
	struct slow_line *line;
	struct rig *rig;

	(void)state;
	assert_int_equal(slow_line_new(&shape, &line), ST_OK);
	assert_int_equal(
		str_format(url, sizeof(url), "\"https://127.0.0.1:%d\"", slow_line_port(line)),
		ST_OK);
	assert_int_equal(rig_demo_camera(camera, sizeof(camera)), ST_OK);
	assert_int_equal(rig_new(&options, &rig), ST_OK);
	slow_line_to(line, rig_port(rig));
	expect_idle(rig);
	expect_ok(
		walk_claim(rig_kiosk(rig), NIK), rig_kiosk(rig), "a claim", __FILE__, __LINE__);
	EXPECT_TEXT(rig_kiosk(rig), "DITERIMA PUSAT");
	expect_claims(rig, NIK, &told);
	expect_paper(rig, 1, NIK, words);
	assert_in_range(slow_line_carried(line).up, 10 * 1000, BYTES_UP_MAX);
	assert_true(slow_line_carried(line).lost > 0);
	rig_free(rig);
	slow_line_free(line);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(claim__over_a_slow_line__is_received_by_the_centre),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
