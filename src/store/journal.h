/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The journal: what happened, when, by whom, how it ended; never personal data. Events come from one catalogue; rows
 * are chained by hashes (keyed BLAKE2b over the previous hash and the row) so that nothing can be changed unseen.
 * assets/events.md documents the catalogue; a test holds the two together.
 */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "base/str.h"
#include "base/uuid.h"
#include "rules/review.h"

#include <stdint.h>

/* X(name, code in the journal, what it says, its detail, words on the screen) */
#define EVENT_LIST(X)                                                                          \
	X(EVENT_KIOSK_START, "kiosk.start", "the kiosk opened its state", "version",           \
		N_("kios dinyalakan"))                                                         \
	X(EVENT_KIOSK_STOP, "kiosk.stop", "the kiosk ended in order", "",                      \
		N_("kios dimatikan"))                                                          \
	X(EVENT_KIOSK_SLOW_TURN, "kiosk.slow-turn", "a handler held the screen over 50 ms",    \
		"handler ms", N_("layar tertahan sebentar"))                                   \
	X(EVENT_CLOCK, "clock.wrong",                                                          \
		"our clock does not fit the centre's or the journal, or does again (ok)",      \
		"by seconds", N_("jam kios diperiksa"))                                        \
	X(EVENT_CLOCK_JUMP, "clock.jump", "the clock was set while the kiosk ran", "seconds",  \
		N_("jam kios diubah"))                                                         \
	X(EVENT_CLOCK_SIGNING, "clock.corrected", "requests are signed by the centre's time",  \
		"seconds", N_("jam mengikuti pusat"))                                          \
	X(EVENT_VISIT_BEGIN, "visit.begin", "somebody pressed the first key", "",              \
		N_("kunjungan dimulai"))                                                       \
	X(EVENT_VISIT_END, "visit.end", "the visit was wiped", "how age keys flow/step",       \
		N_("kunjungan berakhir"))                                                      \
	X(EVENT_VISIT_SAVED, "visit.saved",                                                    \
		"answers were kept at the centre for another day, or why not",                 \
		"flow step problem", N_("jawaban disimpan untuk lain hari"))                   \
	X(EVENT_VISIT_REOPENED, "visit.reopened",                                              \
		"what was kept was taken up, begun anew, or why not", "flow step, or problem", \
		N_("yang disimpan dilanjutkan"))                                               \
	X(EVENT_VISIT_RESUME, "visit.resume", "a draft was taken up again", "",                \
		N_("kunjungan terputus dilanjutkan"))                                          \
	X(EVENT_VISIT_IDENTIFIED, "visit.identified", "a NIK or KPJ was found at the centre",  \
		"age", N_("peserta ditemukan"))                                                \
	X(EVENT_VISIT_NOT_FOUND, "visit.not-found", "unknown or not matching", "",             \
		N_("peserta tidak ditemukan"))                                                 \
	X(EVENT_SURVEY, "survey.given",                                                        \
		"one key said how a visit was, or why it was given up",                        \
		"service score-or-why", N_("penilaian peserta"))                               \
	X(EVENT_STEP, "visit.step", "an answer was saved", "flow/step ms",                     \
		N_("menjawab"))                                                        \
	X(EVENT_CONSENT, "consent.given", "consent was answered", "version choice",            \
		N_("persetujuan dijawab"))                                                     \
	X(EVENT_CONSENT_WITHDRAWN, "consent.withdrawn",                                        \
		"consent was withdrawn by a receipt code; the request is on disk, or the "     \
		"unsent claim closed",                                                         \
		"where status", N_("persetujuan ditarik"))                                     \
	X(EVENT_FACE_BEGIN, "face.begin", "the face step opened", "",                          \
		N_("pemeriksaan wajah dimulai"))                                               \
	X(EVENT_FACE_END, "face.end", "the face step ended", "result tries",                   \
		N_("pemeriksaan wajah selesai"))                                               \
	X(EVENT_FACE_FRAMES, "face.frames", "what the gate said of frames, as counts",         \
		"good-or-reason count ...", N_("mutu gambar wajah"))                           \
	X(EVENT_FACE_ROOM, "face.room",                                                        \
		"the room's light kept faces from passing; staff are told", "light",           \
		N_("cahaya ruangan kurang baik"))                                              \
	X(EVENT_CALIBRATE, "camera.calibrated", "staff calibrated the camera by a printed page, or could not", \
		"sharpness-tenths light-percent", N_("kamera dikalibrasi"))                    \
	X(EVENT_CAMERA, "camera.state", "the camera helper changed state", "state",            \
		N_("keadaan kamera"))                                                          \
	X(EVENT_STAFF_JOIN, "staff.join", "an officer joined by PIN", "role desk",             \
		N_("petugas masuk"))                                                           \
	X(EVENT_STAFF_SERVICE, "staff.service",                                                \
		"a technician came to the machine, who helps nobody", "role",                  \
		N_("teknisi merawat mesin"))                                                   \
	X(EVENT_STAFF_WRONG_PIN, "staff.wrong-pin", "a PIN that opened nothing, and why",      \
		"counted-for", N_("PIN tidak diterima"))                                       \
	X(EVENT_STAFF_LEAVE, "staff.leave", "officer rights ended", "how",                     \
		N_("petugas keluar"))                                                          \
	X(EVENT_STAFF_AWAY, "staff.away", "staff said that they are away", "",                 \
		N_("petugas pergi"))                                                           \
	X(EVENT_STAFF_BACK, "staff.back", "staff said that they are back", "",                 \
		N_("petugas kembali"))                                                         \
	X(EVENT_STAFF_TAKE_OVER, "staff.take-over",                                            \
		"an officer types for the participant from here on", "step name",              \
		N_("petugas mengetik"))                                                        \
	X(EVENT_STAFF_HAND_BACK, "staff.hand-back", "an officer handed the keys back",         \
		"step name", N_("keyboard kembali ke peserta"))                                \
	X(EVENT_STAFF_READ_BACK, "staff.read-back",                                            \
		"what an officer typed was read back at the participant's turn, and the key "  \
		"pressed",                                                                     \
		"answers", N_("ketikan petugas dibacakan"))                                    \
	X(EVENT_STAFF_CALLED, "staff.called", "a participant called for staff", "step name",   \
		N_("petugas dipanggil"))                                                       \
	X(EVENT_STAFF_ATTEST, "staff.attest", "an officer attested instead of the face",       \
		"reason", N_("petugas menjamin identitas"))                                    \
	X(EVENT_STAFF_DOCUMENT, "staff.document", "an officer saw a paper", "paper code",      \
		N_("petugas melihat surat"))                                                   \
	X(EVENT_STAFF_NAME, "staff.similar-name",                                              \
		"an officer accepted a similar account name", "",                              \
		N_("nama mirip diterima petugas"))                                             \
	X(EVENT_STAFF_ATTACH, "staff.attach", "somebody signed in at a terminal at a desk",    \
		"role", N_("masuk dari komputer meja"))                                        \
	X(EVENT_STAFF_WATCH, "staff.watch",                                                    \
		"somebody at a desk looks at the participant's screen", "step name",           \
		N_("layar dilihat dari meja"))                                                 \
	X(EVENT_STAFF_BUSY, "staff.busy",                                                      \
		"somebody at a desk wanted to help where somebody else already does", "",      \
		N_("petugas lain sudah membantu"))                                             \
	X(EVENT_APPROVAL_ASK, "approval.ask", "a second person was asked for", "what",         \
		N_("persetujuan orang kedua diminta"))                                         \
	X(EVENT_APPROVAL_DENIED, "approval.denied", "somebody who may not approved", "what",   \
		N_("persetujuan orang kedua tidak sah"))                                       \
	X(EVENT_APPROVAL_END, "approval.end", "the second person answered, or nobody did",     \
		"what", N_("persetujuan orang kedua dijawab"))                                 \
	X(EVENT_JMO_UNBLOCK, "jmo.unblock",                                                    \
		"JMO was opened by two of staff, waits for the centre, or why not",            \
		"reason second problem", N_("buka blokir JMO"))                                \
	X(EVENT_WAITING_RESEND, "waiting.resend", "an officer had a refused claim sent again", \
		"problem", N_("klaim dikirim ulang"))                                          \
	X(EVENT_WAITING_CORRECT, "waiting.correct",                                            \
		"a refused claim was corrected as a new request, or why not", "field problem", \
		N_("klaim dibetulkan bersama peserta"))                                        \
	X(EVENT_WAITING_HANDED, "waiting.handed-over", "a claim that waits became a hand-over", \
		"problem", N_("klaim menjadi berkas bernomor"))                                \
	X(EVENT_WAITING_WITHDRAWN, "waiting.withdrawn",                                        \
		"a refused claim was withdrawn at the participant's turn", "problem",          \
		N_("klaim tertahan ditarik"))                                                  \
	X(EVENT_WAITING_CONTACT, "waiting.contact",                                            \
		"an officer was shown whom to reach about a claim", "problem",                 \
		N_("kontak peserta dilihat"))                                                  \
	X(EVENT_WAITING_CALL, "waiting.call",                                                  \
		"an officer reached a participant about a claim, or not", "problem",           \
		N_("peserta dihubungi"))                                                       \
	X(EVENT_STAFF_ADD, "staff.add", "a staff account was made", "role",                    \
		N_("akun petugas dibuat"))                                                     \
	X(EVENT_STAFF_DISABLE, "staff.disable", "a staff account was closed", "whose",         \
		N_("akun petugas ditutup"))                                                    \
	X(EVENT_STAFF_ENABLE, "staff.enable", "a closed staff account was opened", "whose",    \
		N_("akun petugas dibuka lagi"))                                                \
	X(EVENT_STAFF_NEW_PIN, "staff.new-pin", "a member of staff got another PIN", "whose",  \
		N_("PIN petugas diganti"))                                                     \
	X(EVENT_STAFF_CARD, "staff.card",                                                      \
		"a staff card was made; the one before opens nothing", "whose",                \
		N_("kartu petugas dibuat"))                                                    \
	X(EVENT_STAFF_UNLOCK, "staff.unlock", "wrong PINs were forgiven by a supervisor",      \
		"whose", N_("kunci PIN petugas dibuka"))                                       \
	X(EVENT_CARD_ADD, "card.add", "an unregistered KPJ was registered", "",                \
		N_("KPJ didaftarkan"))                                                         \
	X(EVENT_RECORD_CHANGE, "record.change",                                                \
		"fields of the record were changed at the centre, or not all (some), or why "  \
		"not",                                                                         \
		"taken refused", N_("data peserta diubah"))                                    \
	X(EVENT_ACCOUNT_CHECK, "account.check", "an account name was compared", "match",       \
		N_("nama rekening dicocokkan"))                                                \
	X(EVENT_DECISION, "claim.decision", "eligibility was decided", "why route",            \
		N_("kelayakan klaim dihitung"))                                                \
	X(EVENT_DECISION_DIFFERS, "claim.decision-differs",                                    \
		"centre and kiosk decided differently", "ours theirs",                         \
		N_("hitungan kios dan pusat berbeda"))                                         \
	X(EVENT_CLAIM_CONFIRM, "claim.confirm",                                                \
		"the participant confirmed; claim and request are on disk",                    \
		"reason channel line", N_("klaim dikonfirmasi peserta"))                       \
	X(EVENT_CLAIM_SENT, "claim.sent", "the centre has the claim", "attempts promised",     \
		N_("klaim diterima pusat"))                                                    \
	X(EVENT_CLAIM_PARKED, "claim.parked", "the centre refused; staff must act", "problem", \
		N_("klaim tertahan"))                                                          \
	X(EVENT_CLAIM_STATE, "claim.state",                                                    \
		"the centre told a new state of a claim made here", "from to promised",        \
		N_("keadaan klaim berubah"))                                                   \
	X(EVENT_CLAIM_MEND, "claim.mend", "a returned claim was mended, or why not",           \
		"field problem", N_("klaim diperbaiki"))                                       \
	X(EVENT_CLAIM_LOOKUP, "claim.lookup", "a claim was asked for by its receipt code",     \
		"where status", N_("klaim dicari dengan kode"))                                \
	X(EVENT_TICKET_ASKED, "ticket.asked",                                                  \
		"the centre gave a number for a ticket, or why not", "kind",                   \
		N_("nomor tiket diminta ke pusat"))                                            \
	X(EVENT_TICKET, "ticket.made", "a hand-over was kept and a ticket made", "why",        \
		N_("tiket dibuat"))                                                            \
	X(EVENT_HANDOVER_OPEN, "ticket.opened",                                                \
		"staff opened a hand-over, or what it is (closed, unknown)", "why",            \
		N_("tiket dibuka petugas"))                                                    \
	X(EVENT_HANDOVER_TAKEN, "ticket.taken",                                                \
		"staff and the participant went on with what was handed over", "why",          \
		N_("tiket dilanjutkan"))                                                       \
	X(EVENT_HANDOVER_CLOSED, "ticket.closed", "a hand-over was closed, by how it ended",   \
		"why", N_("tiket ditutup"))                                                    \
	X(EVENT_HANDOVER_EXPIRED, "ticket.expired", "hand-overs nobody closed became too old", \
		"how-many", N_("tiket terlalu lama"))                                          \
	X(EVENT_REQUEST_RETRY, "request.retry", "sending failed and will be tried again",      \
		"kind problem attempts", N_("kiriman dicoba lagi"))                            \
	X(EVENT_REQUEST_SENT, "request.sent", "the centre has a request other than a claim",   \
		"kind attempts", N_("kiriman diterima pusat"))                                 \
	X(EVENT_REQUEST_PARKED, "request.parked", "a request other than a claim was refused",  \
		"kind problem", N_("kiriman ditolak pusat"))                                   \
	X(EVENT_REQUEST_EXPIRED, "request.expired", "a request reached its end unsent",        \
		"kind", N_("kiriman lewat waktu"))                                             \
	X(EVENT_OUTBOX_FROZEN, "outbox.frozen",                                                \
		"unsent for over two working days, or no longer (ok): supervisors must act",   \
		"unsent hours", N_("antrean kiriman terlalu lama"))                            \
	X(EVENT_UNSENT_LIST, "outbox.list",                                                    \
		"the codes of what is unsent were printed, or why not", "claims",              \
		N_("daftar yang belum terkirim dicetak"))                                      \
	X(EVENT_LINE_STOP, "line.not-admitted", "the centre does not admit this kiosk",        \
		"problem", N_("pusat tidak menerima kios ini"))                                \
	X(EVENT_LINE_UP, "line.up", "the centre answers", "", N_("pusat terhubung"))           \
	X(EVENT_LINE_DOWN, "line.down", "the centre does not answer", "problem",               \
		N_("pusat tidak terhubung"))                                                   \
	X(EVENT_PRINT_BEGIN, "print.begin", "a receipt goes to the printer", "kind",           \
		N_("cetak dimulai"))                                                           \
	X(EVENT_PRINT_END, "print.end", "the printer took all of it, or why not",              \
		"status part-out", N_("cetak selesai"))                                        \
	X(EVENT_READY, "kiosk.ready",                                                          \
		"whether the machine is ready, as it was shown or printed",                    \
		"bad warn: names", N_("kesiapan mesin diperiksa"))                             \
	X(EVENT_DAY_OPEN, "day.open", "a day of the counter was opened", "day",                \
		N_("hari dibuka"))                                                             \
	X(EVENT_DAY_CLOSE, "day.close",                                                        \
		"a day was closed; the head of the journal goes to the centre", "day",         \
		N_("hari ditutup"))                                                            \
	X(EVENT_DAY_LEFT_OPEN, "day.left-open", "a day before was not closed", "day",          \
		N_("hari sebelumnya belum ditutup"))                                           \
	X(EVENT_REVIEW, "review.marked",                                                       \
		"a supervisor looked at it again: fits or questioned", "row kind whose note",  \
		N_("tinjauan dicatat"))                                                        \
	X(EVENT_LOG_READ, "log.read", "somebody read the journal", "filters",                  \
		N_("catatan dibaca"))                                                          \
	X(EVENT_JOURNAL_ARCHIVE, "journal.archive", "old rows went into a signed file",        \
		"first last", N_("catatan lama diarsipkan"))                                   \
	X(EVENT_JOURNAL_LOST, "journal.lost",                                                  \
		"rows that were signed are not in the journal any more", "signed newest",      \
		N_("catatan bertanda tangan hilang"))                                          \
	X(EVENT_REPORT_READ, "report.read", "somebody made a report", "format",                \
		N_("laporan dibuat"))                                                          \
	X(EVENT_STATE_BACKUP, "state.backup", "a copy of the state was made", "",              \
		N_("salinan keadaan dibuat"))                                                  \
	X(EVENT_SECOND_COPY, "state.second-copy",                                              \
		"the medium of the second copy is there, or why not", "status",                \
		N_("salinan kedua"))                                                           \
	X(EVENT_REQUEST_BACK, "state.request-back",                                            \
		"a request came back from the second copy", "",                                \
		N_("kiriman kembali dari salinan kedua"))                                      \
	X(EVENT_STATE_RESTORE, "state.restore", "a copy of the state took its place",          \
		"rows waiting", N_("keadaan dipulihkan dari salinan"))

enum event {
#define EVENT_ENUM(name, code, says, detail, words) name,
	EVENT_LIST(EVENT_ENUM)
#undef EVENT_ENUM
		EVENT_COUNT
};
const char *event_code(enum event event);
const char *event_says(enum event event);
const char *event_detail(enum event event);
/** In the words of people, to be translated. NULL: an event of another version. */
const char *event_words(const char *code);

/** What a supervisor is to look at again (rules/review.h): a row of its own, in the transaction of the entry. All
 *  borrowed. */
struct journal_review {
	enum review_kind kind; /* REVIEW_NONE: nothing */
	const char *officer;   /* whose word it was done on; NULL: the entry's actor */
	const char *second;    /* who approved; NULL nobody */
	const char *code;      /* of the claim; NULL none */
};

struct journal_entry {
	enum event event;
	int64_t at_ms;
	const char *visit;   /* a UUID; "" or NULL none; borrowed, as all here */
	const char *actor;   /* "participant", "kiosk", a staff id */
	const char *outcome; /* "ok", or a short code */
	const char *subject; /* NIK or KPJ, stored as keyed hash only; "" none */
	const char *detail;  /* codes and counts, at most 96 bytes */
	const char *service; /* what the person came for; NULL: as last told of this visit */
	struct journal_review review;
};

struct journal_row {
	int64_t seq, at_ms;
	char visit[UUID_TEXT], actor[24], event[32], outcome[32], service[16], detail[97];
	uint8_t subject[16]; /* keyed hash; zeros: none */
};

#endif
