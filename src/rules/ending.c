/* SPDX-License-Identifier: Apache-2.0 */
/* The table of outcomes. */
#include "rules/ending.h"

#include "base/array.h"
#include "base/str.h"

#include <string.h>

static const char *const groups[ENDINGS] = {
	[ENDING_WELL] = N_("berhasil"),
	[ENDING_REFUSED] = N_("ditolak atau tidak"),
	[ENDING_AWAY] = N_("tidak ada jawaban"),
	[ENDING_LEFT] = N_("ditinggal atau lewat waktu"),
	[ENDING_FAILED] = N_("gagal atau rusak"),
};

/* What begins so is the name of a status (base/status.h). */
static const char statuses[] = "ST_";

static const struct {
	const char *code;
	enum ending ending;
	const char *words;
} outcomes[] = {
	{ "ok", ENDING_WELL, "" },
	{ "yes", ENDING_WELL, N_("ya") },
	{ "finished", ENDING_WELL, N_("selesai") },
	{ "kept", ENDING_WELL, N_("disimpan") },
	{ "linked", ENDING_WELL, N_("sudah terdaftar") },
	{ "anew", ENDING_WELL, N_("mulai dari awal") },
	{ "verified", ENDING_WELL, N_("wajah cocok") },
	{ "verified_with_reason", ENDING_WELL, N_("wajah cocok, dengan catatan") },
	{ "to_verify", ENDING_WELL, N_("akan diperiksa pusat") },
	{ "received", ENDING_WELL, N_("diterima pusat") },
	{ "verifying", ENDING_WELL, N_("diperiksa pusat") },
	{ "approved", ENDING_WELL, N_("disetujui") },
	{ "paying", ENDING_WELL, N_("uang sedang dikirim") },
	{ "paid", ENDING_WELL, N_("dibayar") },
	{ "fits", ENDING_WELL, N_("sesuai") },
	{ "reached", ENDING_WELL, N_("terhubung") },
	{ "posted", ENDING_WELL, N_("surat dikirim") },
	{ "served", ENDING_WELL, N_("sudah dilayani") },
	{ "claimed", ENDING_WELL, N_("klaim diajukan") },
	{ "renewed", ENDING_WELL, N_("diganti tiket baru") },
	{ "no", ENDING_REFUSED, N_("tidak") },
	{ "refused", ENDING_REFUSED, N_("ditolak") },
	{ "denied", ENDING_REFUSED, N_("tidak diizinkan") },
	{ "some", ENDING_REFUSED, N_("sebagian ditolak") },
	{ "not_verified", ENDING_REFUSED, N_("wajah tidak cocok") },
	{ "not_enrolled", ENDING_REFUSED, N_("wajah belum terdaftar") },
	{ "not-found", ENDING_REFUSED, N_("tidak ditemukan") },
	{ "unknown", ENDING_REFUSED, N_("tidak dikenal") },
	{ "not-yet", ENDING_REFUSED, N_("belum dibenarkan") },
	{ "rejected", ENDING_REFUSED, N_("ditolak pusat") },
	{ "returned", ENDING_REFUSED, N_("dikembalikan") },
	{ "duplicate", ENDING_REFUSED, N_("sudah ada klaim lain") },
	{ "differs", ENDING_REFUSED, N_("berbeda") },
	{ "questioned", ENDING_REFUSED, N_("dipertanyakan") },
	{ "not-admitted", ENDING_REFUSED, N_("kios tidak diterima") },
	{ "no-card", ENDING_REFUSED, N_("kartu tidak dikenal") },
	{ "no-right", ENDING_REFUSED, N_("tidak berhak") },
	{ "role", ENDING_REFUSED, N_("bukan supervisor") },
	{ "same-person", ENDING_REFUSED, N_("orang yang sama") },
	{ "disabled", ENDING_REFUSED, N_("akun ditutup") },
	{ "wait", ENDING_REFUSED, N_("harus menunggu") },
	{ "locked", ENDING_REFUSED, N_("terkunci") },
	{ "closed", ENDING_REFUSED, N_("sudah ditutup") },
	{ "again", ENDING_AWAY, N_("dicoba lagi") },
	{ "away", ENDING_AWAY, N_("pusat tidak menjawab") },
	{ "late", ENDING_AWAY, N_("tidak dijawab") },
	{ "not-reached", ENDING_AWAY, N_("tidak terhubung") },
	{ "absent", ENDING_AWAY, N_("tidak datang") },
	{ "idle", ENDING_LEFT, N_("ditinggal") },
	{ "left", ENDING_LEFT, N_("kembali ke awal") },
	{ "gave-up", ENDING_LEFT, N_("tidak jadi") },
	{ "stopped", ENDING_LEFT, N_("kios dimatikan") },
	{ "expired", ENDING_LEFT, N_("lewat waktu") },
	{ "cancelled", ENDING_LEFT, N_("dibatalkan") },
	{ "withdrawn", ENDING_LEFT, N_("ditarik") },
	{ "open", ENDING_LEFT, N_("belum ditutup") },
	{ "failed", ENDING_FAILED, N_("gagal") },
	{ "damaged", ENDING_FAILED, N_("rusak") },
	{ "lost", ENDING_FAILED, N_("hilang") },
	{ "trouble", ENDING_FAILED, N_("bermasalah") },
	{ "slow", ENDING_FAILED, N_("lambat") },
	{ "frozen", ENDING_FAILED, N_("terlalu lama") },
	{ "wrong", ENDING_FAILED, N_("salah") },
};

const char *
ending_words(enum ending ending)
{
	return groups[ending];
}

const char *
outcome_words(const char *code)
{
	for (size_t i = 0; i < ARRAY_LEN(outcomes); i++)
		if (strcmp(outcomes[i].code, code) == 0)
			return outcomes[i].words;
	if (strncmp(code, statuses, strlen(statuses)) == 0)
		return N_("gagal");
	return code[0] == '\0' ? "" : NULL;
}

static enum status
add_code(const char *code, char *codes, size_t room)
{
	size_t n = strlen(codes);

	return str_format(codes + n, room - n, "%s%s", n > 0 ? "," : "", code);
}

enum status
ending_codes(unsigned wanted, char *ret_codes, size_t room)
{
	enum status st = ST_OK;

	ret_codes[0] = '\0';
	for (size_t i = 0; st == ST_OK && i < ARRAY_LEN(outcomes); i++)
		if (wanted & 1u << outcomes[i].ending)
			st = add_code(outcomes[i].code, ret_codes, room);
	if (st == ST_OK && wanted & 1u << ENDING_FAILED)
		st = add_code("ST_*", ret_codes, room);
	return st;
}
