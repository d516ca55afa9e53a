/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether the machine is ready, one row a thing: in which state it is, what was measured, and what to do about it, for
 * staff in Indonesian (screen, slip, terminal) and for programs by name. Pure: who looks is work/ready_look.h.
 */
#ifndef RULES_READY_H
#define RULES_READY_H

#include "rules/receipt.h"

#include <stdbool.h>

/** LOOKS: it is being looked at right now. */
enum ready_state { READY_OK, READY_WARN, READY_BAD, READY_LOOKS, READY_STATES };

/** In the order of screen, slip and command. X(item, name for programs, label) */
#define READY_ITEM_LIST(X)                                                                     \
	X(READY_PRINTER, "printer", N_("Printer"))                                             \
	X(READY_CAMERA, "camera", N_("Kamera"))                                                \
	X(READY_MODEL, "face model", N_("Model wajah"))                                        \
	X(READY_SCANNER, "scanner", N_("Pemindai"))                                            \
	X(READY_VOICE, "voice", N_("Suara"))                                                   \
	X(READY_CENTRE, "centre", N_("Pusat"))                                                 \
	X(READY_CLOCK, "clock", N_("Jam"))                                                     \
	X(READY_DISK, "disk", N_("Disk"))                                                      \
	X(READY_KEY, "device key", N_("Kunci"))                                                \
	X(READY_DATA, "state", N_("Data"))                                                     \
	X(READY_JOURNAL, "journal", N_("Catatan"))                                             \
	X(READY_DAY, "day", N_("Hari"))                                                        \
	X(READY_OUTBOX, "outbox", N_("Kiriman"))                                               \
	X(READY_COPY, "second copy", N_("Salinan"))                                            \
	X(READY_SETTINGS, "settings", N_("Setelan"))                                           \
	X(READY_SECRET, "secret", N_("Rahasia"))                                               \
	X(READY_POLICY, "policy", N_("Aturan"))                                                \
	X(READY_HOLIDAYS, "holidays", N_("Hari libur"))                                        \
	X(READY_BANKS, "banks", N_("Bank"))

enum ready_item {
#define READY_ITEM_ENUM(item, name, label) item,
	READY_ITEM_LIST(READY_ITEM_ENUM)
#undef READY_ITEM_ENUM
	READY_ITEMS
};

/** What can be found; one word for programs is made of the name: PRINTER_PAPER is "printer-paper".
 *  X(name, state, unit of n or "", words with {n} and {text}, what to do or "") */
#define READY_FINDING_LIST(X)                                                                  \
	X(LOOKING, READY_LOOKS, "", N_("sedang diperiksa"), "")                                \
	X(PRINTER_FINE, READY_OK, "", N_("siap"), "")                                          \
	X(PRINTER_NONE, READY_WARN, "", N_("tidak dipasang"),                                  \
		N_("Isi printer.target. Sementara itu kode tampil di layar."))                 \
	X(PRINTER_TARGET, READY_BAD, "", N_("setelan printer.target tidak dikenal"),           \
		N_("Betulkan printer.target."))                                                \
	X(PRINTER_PAPER, READY_BAD, "", N_("kertas habis"), N_("Pasang gulungan kertas baru.")) \
	X(PRINTER_COVER, READY_BAD, "", N_("tutup terbuka"), N_("Tutup penutup printer."))     \
	X(PRINTER_LOW, READY_WARN, "", N_("kertas hampir habis"),                              \
		N_("Siapkan gulungan kertas baru."))                                           \
	X(PRINTER_OFFLINE, READY_BAD, "", N_("tidak siap mencetak"),                           \
		N_("Tekan tombol online atau kertas. Antrean CUPS: cupsenable."))              \
	X(PRINTER_FAULT, READY_BAD, "", N_("macet atau salah"),                                \
		N_("Lepaskan kertas yang macet. Matikan, lalu nyalakan printer."))             \
	X(PRINTER_CUPS, READY_BAD, "", N_("CUPS tidak jalan"),                                 \
		N_("Jalankan CUPS: systemctl start cups."))                                    \
	X(PRINTER_QUEUE, READY_BAD, "", N_("antrean tidak ada"),                               \
		N_("Pakai antrean dari lpstat -e, dengan printer sungguhan."))                 \
	X(PRINTER_DENIED, READY_BAD, "", N_("tidak boleh dipakai"),                            \
		N_("Masukkan pengguna mesin ke grup lp dan dialout."))                         \
	X(PRINTER_BUSY, READY_WARN, "", N_("sedang dipakai"), N_("Tunggu, lalu lihat lagi."))  \
	X(PRINTER_GONE, READY_BAD, "", N_("tidak menjawab"),                                   \
		N_("Periksa kabel, listrik dan tutup printer."))                               \
	X(CAMERA_FINE, READY_OK, "frames/s", N_("{n} gambar per detik{text}"), "")             \
	X(CAMERA_USED, READY_OK, "", N_("sedang dipakai kios"), "")                            \
	X(CAMERA_NONE, READY_WARN, "", N_("tidak dipasang"),                                   \
		N_("Isi camera.source. Sementara itu petugas melihat KTP."))                   \
	X(CAMERA_PROGRAM, READY_BAD, "", N_("program kamera tidak ada"),                       \
		N_("Pasang anjungan-camera di samping anjungan."))                             \
	X(CAMERA_UNPLUGGED, READY_BAD, "", N_("tidak terhubung"),                              \
		N_("Colokkan kamera. Pengguna mesin harus di grup video."))                    \
	X(CAMERA_BUSY, READY_BAD, "", N_("dipakai program lain"), N_("Tutup program itu."))    \
	X(CAMERA_DENIED, READY_BAD, "", N_("tidak boleh dibuka"),                              \
		N_("Masukkan pengguna mesin ke grup video."))                                  \
	X(CAMERA_WRONG, READY_BAD, "", N_("bukan kamera yang bisa dipakai"),                   \
		N_("Pasang kamera lain, atau betulkan camera.source."))                        \
	X(CAMERA_TORN, READY_BAD, "", N_("gambar tidak terbaca"),                              \
		N_("Ganti kabel, atau colokan USB lain."))                                     \
	X(CAMERA_SILENT, READY_BAD, "", N_("tidak memberi gambar"),                            \
		N_("Cabut dan colokkan kamera. Tutup program lain."))                          \
	X(CAMERA_DARK, READY_WARN, "", N_("gambar gelap"),                                     \
		N_("Buka tutup lensa, nyalakan lampu."))                                       \
	X(CAMERA_STUCK, READY_BAD, "", N_("gambar berhenti"), N_("Cabut dan colokkan kamera.")) \
	X(CAMERA_MODEL, READY_BAD, "", N_("tidak ada model wajah"),                            \
		N_("Pasang model wajah lagi."))                                                \
	X(MODEL_FINE, READY_OK, "bytes", N_("utuh"), "")                                       \
	X(MODEL_GONE, READY_BAD, "", N_("berkas tidak ada"),                                   \
		N_("Pasang model lagi, atau betulkan data.assets_dir."))                       \
	X(MODEL_OTHER, READY_BAD, "", N_("bukan berkas yang benar"), N_("Pasang model lagi.")) \
	X(SCANNER_FINE, READY_OK, "", N_("{text}"), "")                                        \
	X(SCANNER_MISSING, READY_WARN, "", N_("tidak dipasang"),                               \
		N_("Isi scanner.source. Sementara itu nomor diketik."))                        \
	X(SCANNER_BLIND, READY_BAD, "", N_("memakai kamera yang tidak dipasang"),            \
		N_("Isi camera.source, atau scanner.source = \"keyboard\"."))                  \
	X(VOICE_FINE, READY_OK, "", N_("terpasang"), "")                                       \
	X(VOICE_NONE, READY_WARN, "", N_("tidak dipasang"),                                    \
		N_("Isi speech.command, untuk yang tidak bisa membaca."))                      \
	X(VOICE_SILENT, READY_WARN, "", N_("tidak bersuara"),                                   \
		N_("Periksa pengeras suara, lalu pilih Uji suara."))                   \
	X(VOICE_PROGRAM, READY_BAD, "", N_("program suara tidak ada"),                         \
		N_("Pasang espeak-ng, atau betulkan speech.command."))                         \
	X(CENTRE_FINE, READY_OK, "ms", N_("terhubung, {n} ms"), "")                            \
	X(CENTRE_CLOSED, READY_WARN, "", N_("sedang dirawat"),                                 \
		N_("Klaim menunggu di mesin ini sampai pusat buka."))                          \
	X(CENTRE_REFUSES, READY_BAD, "", N_("mesin ini ditolak pusat"),                        \
		N_("Cocokkan kiosk.id, rahasia dan jam dengan pusat."))                        \
	X(CENTRE_TLS, READY_BAD, "", N_("sambungan aman ditolak"),                             \
		N_("Periksa jam, central.ca, central.pin dan sertifikat."))                    \
	X(CENTRE_MODULE, READY_BAD, "", N_("modul jaringan tidak ada"),                        \
		N_("Pasang lib/anjungan/http.so."))                                            \
	X(CENTRE_AWAY, READY_BAD, "", N_("tidak terhubung"),                                   \
		N_("Periksa kabel dan jaringan. Klaim menunggu di mesin ini."))                \
	X(CENTRE_OTHER, READY_BAD, "", N_("yang menjawab bukan pusat"),                        \
		N_("Periksa central.url dan jaringan."))                                       \
	X(CLOCK_FINE, READY_OK, "s", N_("berbeda {n} detik dari pusat"), "")                   \
	X(CLOCK_OFF, READY_WARN, "s", N_("berbeda {n} detik dari pusat"),                      \
		N_("Setel jam, dan pasang layanan waktu."))                                    \
	X(CLOCK_WRONG, READY_BAD, "s", N_("berbeda {n} detik dari pusat"),                     \
		N_("Setel jam, dan pasang layanan waktu."))                                    \
	X(CLOCK_BACK, READY_BAD, "s", N_("{n} detik di belakang catatan"),                     \
		N_("Setel jam. Bila jam benar, tunggu; tidak ada yang hilang."))               \
	X(CLOCK_ALONE, READY_WARN, "", N_("belum dibandingkan"),                               \
		N_("Hubungkan ke pusat dulu."))                                                \
	X(DISK_FINE, READY_OK, "MB", N_("{n} MB kosong"), "")                                  \
	X(DISK_LOW, READY_WARN, "MB", N_("tinggal {n} MB kosong"), N_("Kosongkan disk data.")) \
	X(DISK_FULL, READY_BAD, "MB", N_("tinggal {n} MB kosong"), N_("Kosongkan disk data.")) \
	X(DISK_LOCKED, READY_BAD, "", N_("tidak bisa ditulis"),                                \
		N_("Pasang disk untuk ditulis; periksa kesalahannya."))                        \
	X(DISK_GONE, READY_BAD, "", N_("folder data tidak ada"), N_("Betulkan state_dir."))    \
	X(KEY_FINE, READY_OK, "days", N_("ada, umur {n} hari"), "")                            \
	X(KEY_NONE, READY_BAD, "", N_("tidak ada"),                                            \
		N_("Mesin baru: anjungan key init. Bila tidak: kembalikan kuncinya."))         \
	X(KEY_WRONG, READY_BAD, "", N_("tidak bisa dibaca"),                                   \
		N_("Kembalikan kunci; hanya pemiliknya yang boleh membaca (0600)."))           \
	X(DATA_FINE, READY_OK, "", N_("setiap halaman utuh"), "")                              \
	X(DATA_LOCKED, READY_BAD, "", N_("belum dibuka"), N_("Betulkan kunci mesin dulu."))    \
	X(DATA_NONE, READY_BAD, "", N_("belum ada"),                                           \
		N_("Mesin baru: jalankan kios. Bila tidak: anjungan restore FILE."))           \
	X(DATA_DENIED, READY_BAD, "", N_("tidak boleh dibaca"),                                \
		N_("Folder dan berkas milik pengguna mesin saja: 700 dan 600."))               \
	X(DATA_DAMAGED, READY_BAD, "", N_("rusak"),                                            \
		N_("Hentikan kios, lalu anjungan restore FILE; yang rusak disimpan."))         \
	X(DATA_NEWER, READY_BAD, "", N_("dari versi yang lebih baru"),                         \
		N_("Pasang anjungan yang menulisnya, atau yang lebih baru."))                  \
	X(DATA_OLDER, READY_BAD, "", N_("dari versi lama"), N_("Jalankan kios sekali."))       \
	X(DATA_TROUBLE, READY_BAD, "", N_("tidak terbaca"),                                    \
		N_("Periksa disk, lalu anjungan restore FILE."))                               \
	X(JOURNAL_FINE, READY_OK, "rows/s", N_("rantai utuh, {n} baris per detik"), "")        \
	X(JOURNAL_SHORT, READY_OK, "rows", N_("rantai utuh, {n} baris"), "")                   \
	X(JOURNAL_BROKEN, READY_BAD, "row", N_("diubah di baris {n}"),                         \
		N_("Beri tahu supervisor. Lihat anjungan log --verify."))                      \
	X(DAY_FINE, READY_OK, "", N_("hari sebelumnya sudah ditutup"), "")                     \
	X(DAY_LEFT, READY_WARN, "", N_("belum ditutup: {text}"),                               \
		N_("Petugas menutup hari: menu 6, lalu 4."))                                   \
	X(OUTBOX_FINE, READY_OK, "requests", N_("{n} menunggu dikirim"), "")                   \
	X(OUTBOX_STAFF, READY_WARN, "requests", N_("{n} ditolak pusat, menunggu petugas"),     \
		N_("Petugas melihat daftar itu: menu 8."))                                     \
	X(OUTBOX_LATE, READY_WARN, "h", N_("menunggu sejak {n} jam"),                          \
		N_("Perbaiki jalan ke pusat; tidak ada yang hilang."))                         \
	X(OUTBOX_FROZEN, READY_BAD, "h", N_("menunggu sejak {n} jam"),                         \
		N_("Beri tahu supervisor. Perbaiki jalan ke pusat."))                          \
	X(COPY_NONE, READY_OK, "", N_("tidak disetel"), "")                                    \
	X(COPY_FINE, READY_OK, "requests", N_("lengkap, {n} disalin"), "")                     \
	X(COPY_BEHIND, READY_WARN, "requests", N_("{n} belum disalin"),                        \
		N_("Kios menyalin tiap menit; kosongkan medianya."))                           \
	X(COPY_GONE, READY_BAD, "", N_("media tidak terpasang"),                               \
		N_("Colokkan dan pasang media di folder itu."))                                \
	X(COPY_LOCKED, READY_BAD, "", N_("media tidak bisa ditulis"),                          \
		N_("Izinkan pengguna mesin menulis ke media itu."))                            \
	X(COPY_BROKEN, READY_BAD, "", N_("media bermasalah"), N_("Pakai media lain."))         \
	X(SETTINGS_FINE, READY_OK, "", N_("terbaca, {text}"), "")                              \
	X(SECRET_FINE, READY_OK, "", N_("ada"), "")                                            \
	X(SECRET_NONE, READY_BAD, "", N_("tidak ada"), N_("Minta rahasia mesin ini ke pusat.")) \
	X(SECRET_SHOWN, READY_WARN, "", N_("bisa dibaca orang lain"),                          \
		N_("Hanya pemilik boleh membaca: chmod 600."))                                 \
	X(FILE_GONE, READY_BAD, "", N_("berkas tidak ada"),                                    \
		N_("Kembalikan berkas itu, atau betulkan data.dir."))                          \
	X(POLICY_FINE, READY_OK, "", N_("versi {text}"), "")                                   \
	X(POLICY_WRONG, READY_BAD, "", N_("salah tulis"),                                      \
		N_("Betulkan policy.json; sementara ini aturan bawaan dipakai."))              \
	X(HOLIDAYS_FINE, READY_OK, "days", N_("{n} hari"), "")                                 \
	X(HOLIDAYS_YEAR, READY_WARN, "year", N_("tahun {n} belum ada"),                        \
		N_("Tambahkan tahun itu ke holidays.csv."))                                    \
	X(HOLIDAYS_WRONG, READY_BAD, "line", N_("salah tulis di baris {n}"),                   \
		N_("Betulkan baris itu di holidays.csv."))                                     \
	X(BANKS_FINE, READY_OK, "banks", N_("{n} bank"), "")                                   \
	X(BANKS_WRONG, READY_BAD, "line", N_("salah tulis di baris {n}"),                      \
		N_("Betulkan baris itu di banks.csv."))

enum ready_finding {
#define READY_FINDING_ENUM(name, state, unit, words, todo) FOUND_##name,
	READY_FINDING_LIST(READY_FINDING_ENUM)
#undef READY_FINDING_ENUM
	FINDINGS
};

enum { READY_TEXT = 64, READY_MEASURED = 160, READY_WORDS = 96, READY_CODE = 24 };

/** One thing as it was found. All zero: it is being looked at. */
struct ready_row {
	enum ready_finding is;
	int64_t n;             /* what {n} stands for */
	char text[READY_TEXT]; /* what {text} stands for */
	char measured[READY_MEASURED]; /* paths, codes and figures as they came, English */
};

const char *ready_item_name(enum ready_item item);
/** Source text. */
const char *ready_item_label(enum ready_item item);
enum ready_state ready_state_of(const struct ready_row *row);
/** "ok" "warn" "bad" "looks" */
const char *ready_state_word(enum ready_state state);
/** "baik" "perlu dilihat" …, source text. */
const char *ready_state_label(enum ready_state state);
/** "printer-paper" */
void ready_finding_code(enum ready_finding finding, char ret_code[READY_CODE]);
/** "ms", "" where n is no figure. */
const char *ready_unit(enum ready_finding finding);
/** Translated and whole. */
void ready_words(const struct ready_row *row, char ret_words[READY_WORDS]);
/** Source text; "" nothing is to be done. */
const char *ready_todo(const struct ready_row *row);

struct ready_count {
	int of[READY_STATES];
};
struct ready_count ready_count(const struct ready_row rows[READY_ITEMS]);
/** Nothing is broken, and nothing was left without its answer. */
bool ready_all_well(const struct ready_row rows[READY_ITEMS]);

/** The readiness slip: what is wrong and what to do first, then the rest with its figures. */
struct ready_place {
	const char *site, *kiosk, *zone, *officer; /* officer: "" none */
	struct date on;
	int second_of_day;
};
void receipt_of_ready(const struct ready_row rows[READY_ITEMS], const struct ready_place *place,
	struct receipt *ret_receipt);
/** Every way of writing there is, for somebody to look at. */
void receipt_of_print_test(const struct ready_place *place, struct receipt *ret_receipt);

#endif
