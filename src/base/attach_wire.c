/* SPDX-License-Identifier: Apache-2.0 */
/* Packets between the kiosk and a terminal at a desk. */
#include "base/attach_wire.h"

#include "base/str.h"

#include <stdbool.h>
#include <string.h>

enum {
	GREETING = 11,
	SIZE = 5,
	KEY = 6,
	MAGIC = 4,
	NUMBER_MAX = 0xFFFF,
	UNICODE_MAX = 0x10FFFF
};

static const char magic[MAGIC] = { 'A', 'J', 'A', 'T' };

void
attach_wire_put16(uint8_t *to, unsigned number)
{
	to[0] = (uint8_t)number;
	to[1] = (uint8_t)(number >> 8);
}

unsigned
attach_wire_take16(const uint8_t *from)
{
	return from[0] | (unsigned)from[1] << 8;
}

void
attach_wire_put32(uint8_t *to, uint32_t number)
{
	attach_wire_put16(to, number & NUMBER_MAX);
	attach_wire_put16(to + 2, number >> 16);
}

uint32_t
attach_wire_take32(const uint8_t *from)
{
	return attach_wire_take16(from) | (uint32_t)attach_wire_take16(from + 2) << 16;
}

static bool
is_number(int number)
{
	return number >= 1 && number <= NUMBER_MAX;
}

static bool
is_printable(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text[i] < ' ' || text[i] > '~')
			return false;
	return true;
}

/* --- putting -------------------------------------------------------------------------------------------------------- */

static enum status
put_greeting(const struct attach_message *m, unsigned first, unsigned second, uint8_t *bytes,
	size_t *ret_n)
{
	size_t n = strlen(m->program);

	if (!is_number(m->version) || !is_printable(m->program, n))
		return ST_INVALID;
	memcpy(bytes + 1, magic, MAGIC);
	attach_wire_put16(bytes + 5, (unsigned)m->version);
	attach_wire_put16(bytes + 7, first);
	attach_wire_put16(bytes + 9, second);
	memcpy(bytes + GREETING, m->program, n);
	*ret_n = GREETING + n;
	return ST_OK;
}

static enum status
put_size(const struct attach_message *m, uint8_t *bytes, size_t *ret_n)
{
	attach_wire_put16(bytes + 1, (unsigned)m->columns);
	attach_wire_put16(bytes + 3, (unsigned)m->rows);
	*ret_n = SIZE;
	return ST_OK;
}

static enum status
put_key(const struct attach_message *m, uint8_t *bytes, size_t *ret_n)
{
	if (m->action < 0 || m->action > UINT8_MAX || m->ch > UNICODE_MAX)
		return ST_INVALID;
	bytes[1] = (uint8_t)m->action;
	attach_wire_put32(bytes + 2, m->ch);
	*ret_n = KEY;
	return ST_OK;
}

enum status
attach_wire_put(const struct attach_message *message, uint8_t ret_bytes[ATTACH_MESSAGE_MAX],
	size_t *ret_n)
{
	bool sized = is_number(message->columns) && is_number(message->rows);

	ret_bytes[0] = (uint8_t)message->kind;
	switch (message->kind) {
	case ATTACH_HELLO:
		return sized ? put_greeting(message, (unsigned)message->columns,
				       (unsigned)message->rows, ret_bytes, ret_n)
			     : ST_INVALID;
	case ATTACH_SIZE:
		return sized ? put_size(message, ret_bytes, ret_n) : ST_INVALID;
	case ATTACH_KEY:
		return put_key(message, ret_bytes, ret_n);
	case ATTACH_OVER:
		return message->why < ATTACH_WHY_COUNT
			       ? put_greeting(message, message->why, 0, ret_bytes, ret_n)
			       : ST_INVALID;
	default:
		return ST_INVALID;
	}
}

/* --- taking --------------------------------------------------------------------------------------------------------- */

static enum status
take_greeting(const uint8_t *bytes, size_t n, struct attach_message *m)
{
	size_t program = n - GREETING;

	if (n < GREETING || program >= sizeof(m->program) ||
		memcmp(bytes + 1, magic, MAGIC) != 0 ||
		!is_printable((const char *)bytes + GREETING, program))
		return ST_INVALID;
	m->version = (int)attach_wire_take16(bytes + 5);
	memcpy(m->program, bytes + GREETING, program);
	return m->version > 0 ? ST_OK : ST_INVALID;
}

static enum status
take_size(const uint8_t *bytes, struct attach_message *m)
{
	m->columns = (int)attach_wire_take16(bytes);
	m->rows = (int)attach_wire_take16(bytes + 2);
	return m->columns > 0 && m->rows > 0 ? ST_OK : ST_INVALID;
}

static enum status
take_hello(const uint8_t *bytes, size_t n, struct attach_message *m)
{
	enum status st = take_greeting(bytes, n, m);

	return st == ST_OK ? take_size(bytes + 7, m) : st;
}

static enum status
take_over(const uint8_t *bytes, size_t n, struct attach_message *m)
{
	enum status st = take_greeting(bytes, n, m);
	unsigned why;

	if (st != ST_OK)
		return st;
	why = attach_wire_take16(bytes + 7);
	m->why = why < ATTACH_WHY_COUNT ? (enum attach_why)why : ATTACH_BROKEN;
	return ST_OK;
}

static enum status
take_key(const uint8_t *bytes, struct attach_message *m)
{
	m->action = bytes[1];
	m->ch = attach_wire_take32(bytes + 2);
	return m->ch <= UNICODE_MAX ? ST_OK : ST_INVALID;
}

enum status
attach_wire_take(const uint8_t *bytes, size_t n, struct attach_message *ret_message)
{
	struct attach_message m = { 0 };
	enum status st = ST_INVALID;

	if (n == 0 || n > ATTACH_MESSAGE_MAX)
		return ST_INVALID;
	m.kind = (enum attach_kind)bytes[0];
	switch (m.kind) {
	case ATTACH_HELLO:
		st = take_hello(bytes, n, &m);
		break;
	case ATTACH_SIZE:
		st = n == SIZE ? take_size(bytes + 1, &m) : ST_INVALID;
		break;
	case ATTACH_KEY:
		st = n == KEY ? take_key(bytes, &m) : ST_INVALID;
		break;
	case ATTACH_OVER:
		st = take_over(bytes, n, &m);
		break;
	default:
		st = ST_UNSUPPORTED;
		break;
	}
	if (st == ST_OK)
		*ret_message = m;
	wipe(&m, sizeof(m));
	return st;
}
