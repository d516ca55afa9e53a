/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JHT claims: which reason applies, whether it may be claimed today, how much arrives, where,
 * with which papers. Sources: Permenaker 4/2022, PP 68/2009, PMK 16/2010, PP 46/2015 with PP
 * 60/2015. Pure: today, policy and facts are arguments. The kiosk and the reference central
 * decide with the same function.
 */
#ifndef RULES_CLAIM_H
#define RULES_CLAIM_H

#include "rules/date.h"
#include "rules/identity.h"
#include "rules/policy.h"
#include "rules/working_days.h"

enum { CARDS_MAX = 12, PAPERS_MAX = 8 };

/* X(name, wire and receipt code, words for a person) */
#define CLAIM_REASON_LIST(X)                                                                   \
	X(REASON_NONE, "", "")                                                                 \
	X(REASON_USIA_56, "USIA_56", N_("Usia 56 tahun atau lebih"))                           \
	X(REASON_USIA_PKB, "USIA_PKB", N_("Pensiun menurut aturan perusahaan"))                \
	X(REASON_PKWT, "PKWT", N_("Kontrak kerja selesai"))                                    \
	X(REASON_BPU, "BPU", N_("Usaha sendiri, sudah berhenti"))                              \
	X(REASON_RESIGN, "RESIGN", N_("Berhenti bekerja atas kemauan sendiri"))                \
	X(REASON_PHK, "PHK", N_("Diberhentikan perusahaan (PHK)"))                             \
	X(REASON_SEBAGIAN_10, "SEBAGIAN_10", N_("Ambil sebagian, 10 persen"))                  \
	X(REASON_SEBAGIAN_30, "SEBAGIAN_30", N_("Ambil 30 persen untuk rumah"))                \
	X(REASON_WNA, "WNA", N_("Meninggalkan Indonesia selamanya"))                           \
	X(REASON_CACAT, "CACAT", N_("Cacat total tetap"))                                      \
	X(REASON_MENINGGAL, "MENINGGAL", N_("Peserta meninggal dunia"))

enum claim_reason {
#define REASON_ENUM(name, code, words) name,
	CLAIM_REASON_LIST(REASON_ENUM)
#undef REASON_ENUM
	REASON_COUNT
};

const char *claim_reason_code(enum claim_reason reason);
const char *claim_reason_words(enum claim_reason reason);
enum status claim_reason_from_code(const char *code, enum claim_reason *ret_reason);

/* X(name, wire code, words for a person; the caller fills in {date} {employer} {amount}) */
#define CLAIM_WHY_LIST(X)                                                                      \
	X(WHY_OK, "ok", "")                                                                    \
	X(WHY_TOO_EARLY, "too-early", N_("Belum waktunya. Uang bisa diambil mulai {date}."))   \
	X(WHY_UNDER_AGE, "under-age", N_("Anda belum 56 tahun. Bisa diambil mulai {date}."))   \
	X(WHY_STILL_ACTIVE, "still-active",                                                    \
		N_("Anda masih tercatat bekerja di {employer}."))                              \
	X(WHY_ACTIVE_ELSEWHERE, "active-elsewhere",                                            \
		N_("Anda bekerja di {employer}. Uang lama bergabung dengan yang baru."))       \
	X(WHY_NOT_REPORTED, "employer-not-reported",                                           \
		N_("{employer} belum melapor Anda berhenti. Petugas membantu."))               \
	X(WHY_TOO_SHORT, "membership-too-short",                                               \
		N_("Belum 10 tahun menjadi peserta. Bisa diambil mulai {date}."))              \
	X(WHY_PARTIAL_USED, "partial-used", N_("Ambil sebagian hanya boleh satu kali."))       \
	X(WHY_OPEN_ELSEWHERE, "claim-open-elsewhere",                                          \
		N_("Klaim Anda sudah ada dan sedang diproses."))                               \
	X(WHY_NO_BALANCE, "no-balance", N_("Tidak ada saldo yang bisa diambil."))              \
	X(WHY_NOT_REGISTERED, "no-registered-card", N_("Belum ada KPJ yang terdaftar."))       \
	X(WHY_HEIRS, "heirs", N_("Ahli waris dilayani oleh petugas."))                         \
	X(WHY_DATE_NEEDED, "date-needed", N_("Tanggal berhenti bekerja belum diketahui."))     \
	X(WHY_NOT_SELF_EMPLOYED, "not-self-employed",                                          \
		N_("Kartu Anda bukan kartu usaha sendiri."))

enum claim_why {
#define WHY_ENUM(name, code, words) name,
	CLAIM_WHY_LIST(WHY_ENUM)
#undef WHY_ENUM
};

const char *claim_why_code(enum claim_why why);
const char *claim_why_words(enum claim_why why);

/** Where a claim that is possible is completed. */
enum claim_route {
	ROUTE_KIOSK,   /* here, alone */
	ROUTE_OFFICER, /* here, once an officer has joined */
	ROUTE_TICKET,  /* not here: ticket with documents */
};
const char *claim_route_code(enum claim_route route); /* "kiosk" "officer" "ticket" */

/* X(name, wire code, words) — papers beyond kartu peserta and KTP */
#define PAPER_LIST(X)                                                                          \
	X(PAPER_EMPLOYER_LETTER, "employer_letter",                                            \
		N_("Surat berhenti kerja dari perusahaan"))                                    \
	X(PAPER_EMPLOYEE_CARD, "employee_card", N_("Kartu karyawan"))                          \
	X(PAPER_PAYSLIP, "payslip", N_("Slip gaji"))                                           \
	X(PAPER_CONTRACT, "contract", N_("Surat kontrak kerja"))                               \
	X(PAPER_PHK_REPORT_RECEIPT, "phk_report_receipt", N_("Tanda terima laporan PHK"))      \
	X(PAPER_PHK_REPORT, "phk_report", N_("Surat laporan PHK"))                             \
	X(PAPER_PHK_NOTICE, "phk_notice", N_("Surat PHK dan pernyataan tidak menolak"))        \
	X(PAPER_JOINT_AGREEMENT, "joint_agreement", N_("Perjanjian bersama"))                  \
	X(PAPER_COURT_DECISION, "court_decision", N_("Putusan pengadilan"))                    \
	X(PAPER_PENSION_LETTER, "pension_letter", N_("Surat pensiun dari perusahaan"))         \
	X(PAPER_HOUSE, "house_papers", N_("Surat pembelian rumah"))                            \
	X(PAPER_PASSPORT, "passport", N_("Paspor"))                                            \
	X(PAPER_LEAVING, "leaving_statement", N_("Surat pernyataan pindah ke luar negeri"))    \
	X(PAPER_DOCTOR, "doctor_letter", N_("Surat dokter"))                                   \
	X(PAPER_DEATH, "death_certificate", N_("Surat kematian"))                              \
	X(PAPER_HEIR, "heir_certificate", N_("Surat ahli waris"))                              \
	X(PAPER_HEIR_ID, "heir_id", N_("KTP dan KK ahli waris"))

enum paper {
#define PAPER_ENUM(name, code, words) name,
	PAPER_LIST(PAPER_ENUM)
#undef PAPER_ENUM
	PAPER_COUNT
};

const char *paper_code(enum paper paper);
const char *paper_words(enum paper paper);
enum status paper_from_code(const char *code, enum paper *ret_paper);

enum segment { SEGMENT_PU, SEGMENT_BPU, SEGMENT_PMI };
const char *segment_code(enum segment segment); /* "PU" "BPU" "PMI" */

/** One KPJ of the person. */
struct card {
	char kpj[KPJ_ROOM];
	char employer[NAME_ROOM];
	enum segment segment;
	bool active, registered;
	struct date joined_on, ended_on;      /* ended_on not known: not reported */
	enum claim_reason end_reason;         /* as the employer reported; REASON_NONE: none */
	int64_t balance;                      /* rupiah */
};

/** Everything the decision depends on. */
struct claim_facts {
	struct date today, birth;
	struct card card[CARDS_MAX];
	size_t cards_n;
	struct date first_partial_on;         /* an earlier partial payment; not known: none */
	enum claim_reason first_partial;
	int64_t first_partial_gross;          /* rupiah; 0: none or not known */
	bool claim_open;                      /* a claim of any channel is being processed */
	bool has_npwp;                        /* true but for foreigners: a NIK is one */
	bool officer;                         /* an officer has joined this visit */
	enum claim_reason reason;             /* as said or derived */
	struct date event_date;               /* as said; the later of it and the card's */
	uint32_t papers_seen;                 /* bit 1 << enum paper, seen by an officer */
};

struct claim_decision {
	bool eligible;                        /* the law allows it today */
	enum claim_why why;                   /* WHY_OK, or the first reason against it */
	struct date possible_from;            /* where a date helps */
	char employer[NAME_ROOM];             /* whom WHY_… names; "" */
	enum claim_reason alternative;        /* what else is possible today; REASON_NONE */
	enum claim_route route;
	bool over_limit;                      /* balance above the limit, no officer joined */
	int64_t total_balance;                /* over all registered KPJ */
	int64_t gross, tax, net;              /* rupiah; 0 unless eligible */
	bool tax_progressive;
	enum paper papers[PAPERS_MAX];        /* still due: any one of these … */
	size_t papers_n;
	bool papers_all;                      /* … or all of them */
};

/** REASON_USIA_56 from the JHT age on; else the reason the employer reported for the latest
 *  ended card, else REASON_NONE: ask. */
enum claim_reason claim_reason_of(const struct policy *policy, const struct claim_facts *facts);

/**
 * Decides facts->reason (REASON_NONE: as by age). Doubt means no, with why. What always holds:
 * - MENINGGAL tells nothing of the deceased: ROUTE_TICKET, WHY_HEIRS, papers, every amount 0.
 * - RESIGN, PHK, PKWT need that no card is active. One that is may have been left unreported:
 *   where the person names a day on it, the claim is possible, WHY_NOT_REPORTED, and an officer
 *   sees the proof. Any other is WHY_ACTIVE_ELSEWHERE.
 * - Papers are due for these three only where the employer reported no end date or another
 *   reason.
 * - The limit is on the total balance of registered cards, whatever part of it is claimed;
 *   equal is within.
 * - ROUTE_OFFICER becomes ROUTE_KIOSK once an officer has joined and no paper is due.
 * - alternative is possible today itself; nobody who only waits for the whole after leaving is
 *   offered a part.
 */
void claim_decide(const struct policy *policy, const struct claim_facts *facts,
	struct claim_decision *ret_decision);

/** The papers a reason asks for where the centre knows nothing of the person's work, as bits
 *  1 << enum paper: any one of them, or all. */
uint32_t claim_papers(enum claim_reason reason, bool *ret_all);

int64_t claim_total_balance(const struct claim_facts *facts, bool with_unregistered);

/** Tax on gross: lump sum, or progressive "pada tahun ketiga dan tahun-tahun berikutnya" (PP
 *  68/2009). Counted in calendar years, that of the earlier partial payment being the first
 *  [K]: paid in 2024, lump sum to the end of 2025, progressive from 2026. earlier_on not known:
 *  none. Earlier payments within the two years use up the zero band [K]: pass them as
 *  earlier_gross. The surcharge for who has no NPWP is on the progressive tax alone. */
int64_t claim_tax(const struct policy *policy, int64_t gross, struct date paid_on,
	struct date earlier_on, int64_t earlier_gross, bool has_npwp, bool *ret_progressive);

/** Working days after the centre has a complete claim. What arrives after closing time or on a
 *  free day counts as received on the next working day. */
struct date claim_promised(const struct policy *policy, const struct holidays *holidays,
	struct date received_on, bool after_closing, bool *ret_estimate);

#endif
