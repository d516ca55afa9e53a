/* SPDX-License-Identifier: Apache-2.0 */
/* Visits opened, and the bodies of claims and photographs. */
#include "tests/contract/centre.h"
#include "base/array.h"
#include "base/str.h"
#include "rules/code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>

enum {
	PATH_ROOM = 256,
	BODY_ROOM = 2048,
	WORD_ROOM = 80,
	PHOTO_WIDTH = 480,
	PHOTO_HEIGHT = 640
};

#define BOUNDARY "batas-7d1f"

const char good_measures[] =
	"{\"faces\":1,\"eye_distance_px\":124.5,\"yaw\":1.5,\"pitch\":-2,\"roll\":0.5,"
	"\"sharpness\":210.5,\"luminance\":0.52,\"overexposed\":0,\"light_overlap\":0.8}";

void
open_visit(const struct centre_run *run, const char *nik, struct opened *ret_visit)
{
	char body[64];
	json_t *visit;

	assert_int_equal(str_format(body, sizeof(body), "{\"nik\":\"%s\"}", nik), ST_OK);
	visit = expect(run, 201, "POST", "/v1/visits", body);
	assert_int_equal(
		str_copy(ret_visit->id, sizeof(ret_visit->id), text(visit, "visit_id")), ST_OK);
	assert_int_equal(str_copy(ret_visit->nik, sizeof(ret_visit->nik), nik), ST_OK);
	assert_string_equal(text(visit, "assurance"), "claimed");
	json_decref(visit);
}

void
open_attested(const struct centre_run *run, const char *nik, struct opened *ret_visit)
{
	open_visit(run, nik, ret_visit);
	json_decref(expect(run, 201, "POST", of_visit(ret_visit, "/consent"),
		"{\"text_version\":\"2026-11\",\"method\":\"key\"}"));
	json_decref(expect(run, 201, "POST", of_visit(ret_visit, "/attestation"),
		"{\"officer\":\"Rina\",\"ktp_seen\":true,\"reason\":\"no_camera\"}"));
}

const char *
of_visit(const struct opened *visit, const char *rest)
{
	static char path[4][PATH_ROOM];
	static unsigned turn;
	char *at = path[turn++ % ARRAY_LEN(path)];

	assert_int_equal(str_format(at, PATH_ROOM, "/v1/visits/%s%s", visit->id, rest), ST_OK);
	return at;
}

const char *
receipt_code(unsigned n)
{
	static char code[16][CODE_ROOM];
	static unsigned turn;
	char *at = code[turn++ % ARRAY_LEN(code)];
	const uint8_t bytes[8] = { 0, 0, 0, 7, (uint8_t)(n >> 16), (uint8_t)(n >> 8),
		(uint8_t)n, 9 };

	code_make(bytes, at);
	return at;
}

static const char *
quoted(const char *word, char room[WORD_ROOM])
{
	if (word == NULL)
		return "null";
	assert_int_equal(str_format(room, WORD_ROOM, "\"%s\"", word), ST_OK);
	return room;
}

static const char *
or_else(const char *text, const char *other)
{
	return text != NULL ? text : other;
}

const char *
claim_body(const char *nik, const struct claim_wish *wish)
{
	static char body[BODY_ROOM];
	char date[WORD_ROOM], officer[WORD_ROOM];
	enum status st = str_format(body, sizeof(body),
		"{\"receipt_code\":\"%s\",\"confirmed_at\":\"2026-11-23T09:09:30+08:00\","
		"\"channel\":\"%s\",\"reason\":\"%s\",\"event_date\":%s,\"nik\":\"%s\","
		"\"birth_date\":null,\"name\":null,\"mother_name\":null,\"address\":null,"
		"\"phone\":null,\"email\":null,\"cards\":[],\"documents_seen\":[%s],"
		"\"account\":{\"bank\":\"%s\",\"number\":\"%s\",\"holder\":null,\"match\":null}"
		","
		"\"face_reference\":null,\"attestation_id\":null,"
		"\"consent\":{\"text_version\":\"2026-11\",\"method\":\"key\","
		"\"given_at\":\"2026-11-23T09:01:00+08:00\"},\"companion\":null,\"officer\":%s,"
		"\"gross\":null,\"tax\":null,\"net\":null}",
		wish->code != NULL ? wish->code : receipt_code(1),
		or_else(wish->channel, "kiosk"), or_else(wish->reason, "USIA_56"),
		quoted(wish->date, date), nik, or_else(wish->papers, ""),
		or_else(wish->bank, "002"), or_else(wish->number, "012301004567501"),
		quoted(wish->officer, officer));

	assert_int_equal(st, ST_OK);
	return body;
}

char *
face_body(const void *photo, size_t n, const char *measures, char ret_type[96], size_t *ret_n)
{
	static const char head[] =
		"--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"photo\";"
		" filename=\"f.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n";
	static const char middle[] =
		"\r\n--" BOUNDARY "\r\nContent-Disposition: form-data; name=\"measures\"\r\n"
		"Content-Type: application/json\r\n\r\n";
	static const char tail[] = "\r\n--" BOUNDARY "--\r\n";
	const struct {
		const void *bytes;
		size_t n;
	} parts[] = {
		{ head, strlen(head) },
		{ photo, n },
		{ middle, strlen(middle) },
		{ measures, strlen(measures) },
		{ tail, strlen(tail) },
	};
	size_t at = 0;
	char *body;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		at += parts[i].n;
	*ret_n = at;
	body = malloc(at);
	assert_non_null(body);
	at = 0;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		memcpy(body + at, parts[i].bytes, parts[i].n);
		at += parts[i].n;
	}
	assert_int_equal(
		str_copy(ret_type, 96, "multipart/form-data; boundary=" BOUNDARY), ST_OK);
	return body;
}

unsigned char *
grey_jpeg(int width, int height, size_t *ret_n)
{
	size_t pixels_n = (size_t)width * (size_t)height;
	unsigned char *pixels = malloc(pixels_n), *jpeg = NULL, *copy;
	unsigned long n = 0;
	tjhandle turbo = tjInitCompress();

	assert_non_null(pixels);
	assert_non_null(turbo);
	memset(pixels, 128, pixels_n);
	assert_int_equal(tjCompress2(turbo, pixels, width, width, height, TJPF_GRAY, &jpeg, &n,
				 TJSAMP_GRAY, 80, 0),
		0);
	copy = malloc(n);
	assert_non_null(copy);
	memcpy(copy, jpeg, n);
	tjFree(jpeg);
	assert_int_equal(tjDestroy(turbo), 0);
	free(pixels);
	*ret_n = n;
	return copy;
}

void
send_face(const struct centre_run *run, const char *target, struct reply *ret_reply)
{
	char type[96];
	size_t jpeg_n, n;
	unsigned char *jpeg = grey_jpeg(PHOTO_WIDTH, PHOTO_HEIGHT, &jpeg_n);
	char *body = face_body(jpeg, jpeg_n, good_measures, type, &n);
	const struct ask ask = {
		.method = "POST", .target = target, .body = body, .n = n, .type = type
	};

	centre_ask(run, &ask, ret_reply);
	free(body);
	free(jpeg);
}
