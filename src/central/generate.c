/* SPDX-License-Identifier: Apache-2.0 */
/* People made by arithmetic: as many as wanted, the same ones every time. */
#include "central/seed.h"
#include "base/array.h"
#include "base/str.h"
#include "rules/identity.h"

#include <inttypes.h>

enum {
	FIRST_SERIAL = 5000, /* the cast has the low ones */
	AGE_MIN = 20,
	AGE_SPAN = 50,
	DISTRICTS = 10,
	SOON_DAYS = 20,
	JHT_AGE = 56,
	PEOPLE_MAX = 4999,
};

struct made {
	char nik[NIK_ROOM], kpj[KPJ_ROOM], name[NAME_ROOM], account[24];
	struct date birth, joined, ended;
	bool woman;
	int64_t balance, wage;
};

static uint64_t
mix(uint64_t x) /* splitmix64 */
{
	x += UINT64_C(0x9E3779B97F4A7C15);
	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	return x ^ (x >> 31);
}

static int
pick(int person, int what, int among)
{
	return (int)(mix((uint64_t)person * 64 + (uint64_t)what) % (uint64_t)among);
}

static enum status
make_name(int i, struct made *made)
{
	static const char *const women[] = { "SITI", "NUR", "NOOR", "SRI", "MASITAH",
		"RAHIMAH" };
	static const char *const men[] = { "MUHAMMAD", "AHMAD", "ABDUL", "RAHMAD", "NORMAN",
		"HAIRUL" };
	static const char *const last[] = { "AINUN", "BASTIAN", "CAHAYA", "DARMA", "ELOK",
		"FIRDAUS", "GUNAWI", "HAJRAH", "ILMI", "JAUHARI" };

	return str_format(made->name, sizeof(made->name), "%s %s",
		made->woman ? women[pick(i, 1, ARRAY_LEN(women))]
			    : men[pick(i, 1, ARRAY_LEN(men))],
		last[pick(i, 2, ARRAY_LEN(last))]);
}

static enum status
make(int i, struct date today, struct made *made)
{
	int day;
	enum status st;

	made->woman = pick(i, 0, 2) == 1;
	made->birth =
		i == 0 ? date_add_days(date_add_months(today, -12 * JHT_AGE), SOON_DAYS)
		       : date_add_days(today, -365 * AGE_MIN - pick(i, 3, 365 * AGE_SPAN));
	made->joined = date_add_months(made->birth, 12 * 18 + pick(i, 4, 24));
	made->ended = pick(i, 5, 3) == 0 ? (struct date){ 0 }
					 : date_add_days(today, -1 - pick(i, 6, 400));
	if (date_is_known(made->ended) && date_compare(made->ended, made->joined) < 0)
		made->ended = (struct date){ 0 };
	made->balance = 500000 + 1000 * pick(i, 7, 30000);
	made->wage = 2500000 + 100000 * pick(i, 8, 60);
	day = made->birth.day + (made->woman ? 40 : 0);
	st = make_name(i, made);
	if (st == ST_OK)
		st = str_format(made->nik, sizeof(made->nik), "6308%02d%02d%02d%02d%04d",
			1 + pick(i, 9, DISTRICTS), day, made->birth.month,
			made->birth.year % 100, FIRST_SERIAL + i);
	if (st == ST_OK)
		st = str_format(made->kpj, sizeof(made->kpj), "21%09d", 100000 + i);
	if (st == ST_OK)
		st = str_format(made->account, sizeof(made->account), "0777%011d", i);
	return st;
}

static enum status
add_rows(struct ledger *ledger, const struct made *m)
{
	char birth[DATE_ISO], joined[DATE_ISO], ended[DATE_ISO];
	bool active = !date_is_known(m->ended);
	enum status st;

	date_format_iso(m->birth, birth);
	date_format_iso(m->joined, joined);
	if (!active)
		date_format_iso(m->ended, ended);
	st = ledger_run(ledger,
		"INSERT INTO account (bank, number, holder, state) VALUES ('002', ?, ?,"
		" 'active')",
		"ss", m->account, m->name);
	if (st == ST_OK)
		st = ledger_run(ledger,
			"INSERT INTO person (nik, name, birth_date, birth_place, mother_name,"
			" marital_status, address, village, district, regency, province,"
			" postal_code, phone, has_no_phone, has_npwp, jmo_blocked, face, bank,"
			" account, situation, education, has_no_contact) VALUES (?, ?, ?,"
			" 'Amuntai', 'NORHAYATI',"
			" 'kawin', 'Jalan Contoh', 'Kebun Sari', 'Amuntai Tengah', 'Hulu"
			" Sungai Utara', 'Kalimantan Selatan', '71419', NULL, 1, 1, 0,"
			" 'match', '002', ?, '', 'sma', 1)",
			"ssss", m->nik, m->name, birth, m->account);
	if (st == ST_OK)
		st = ledger_run(ledger,
			"INSERT INTO card (kpj, nik, employer, segment, active, registered,"
			" joined_on, ended_on, end_reason, balance, wage) VALUES (?, ?, 'PT"
			" Contoh Umum', 'PU', ?, 1, ?, ?, ?, ?, ?)",
			"ssisssii", m->kpj, m->nik, (int64_t)active, joined,
			active ? NULL : ended, active ? NULL : "RESIGN", m->balance, m->wage);
	return st;
}

static enum status
add_made(struct centre *centre, int i, struct date today)
{
	struct made made;
	int64_t there = 0;
	enum status st = make(i, today, &made);

	/* by the KPJ: a birth date counted from another day gives another NIK */
	if (st == ST_OK)
		st = ledger_number(centre->ledger, &there,
			"SELECT count(*) FROM card WHERE kpj = ?", "s", made.kpj);
	return st == ST_OK && there == 0 ? add_rows(centre->ledger, &made) : st;
}

enum status
seed_generate(struct centre *centre, int n)
{
	struct date today = centre_date(centre, centre_now(centre));
	enum status st = n < 0 || n > PEOPLE_MAX ? ST_INVALID : ledger_begin(centre->ledger);

	if (st != ST_OK)
		return st;
	for (int i = 0; st == ST_OK && i < n; i++)
		st = add_made(centre, i, today);
	if (st == ST_OK)
		return ledger_commit(centre->ledger);
	ledger_rollback(centre->ledger);
	return st;
}
