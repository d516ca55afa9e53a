/* SPDX-License-Identifier: Apache-2.0 */
/* The words and their phonemes. Heard by: espeak-ng -v id -x. */
#include "device/pronounce.h"

#include "base/array.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *word, *phonemes;
} rows[] = {
	{ "bekerja", "b@k@RdZ'a" },
	{ "belas", "b@l'as" },
	{ "belum", "b@l'um" },
	{ "berhenti", "b@Rh@nt'i" },
	{ "beri", "b@R2'i" },
	{ "berkas", "b@Rk'as" },
	{ "bertemu", "b@Rt@m'u" },
	{ "besar", "b@s'aR" },
	{ "cepat", "tS@p'at" },
	{ "dengan", "d@N'an" },
	{ "depan", "d@p'an" },
	{ "detik", "d@t'ik" },
	{ "diketik", "dik@t'ik" },
	{ "ditekan", "dit@k'an" },
	{ "empat", "@mp'at" },
	{ "enam", "@n'am" },
	{ "gelap", "g@l'ap" },
	{ "jelas", "dZ@l'as" },
	{ "jenis", "dZ@n'is" },
	{ "kecil", "k@tS'il" },
	{ "keempat", "k@_|@mp'at" },
	{ "keenam", "k@_|@n'am" },
	{ "kerja", "k@RdZ'a" },
	{ "kertas", "k@Rt'as" },
	{ "ketik", "k@t'ik" },
	{ "lebih", "l@b'ih" },
	{ "lengkap", "l@Nk'ap" },
	{ "loket", "l'okEt" },
	{ "memberi", "m@mb@R2'i" },
	{ "mengenal", "m@N@n'al" },
	{ "mengerti", "m@N@Rt'i" },
	{ "mengetik", "m@N@t'ik" },
	{ "menit", "m@n'it" },
	{ "menyebut", "m@n^@b'ut" },
	{ "mesin", "m@s'in" },
	{ "negeri", "n@g@R2'i" },
	{ "oleh", "'olEh" },
	{ "pelan", "p@l'an" },
	{ "penuh", "p@n'uh" },
	{ "perbesar", "p@Rb@s'aR" },
	{ "pergi", "p@Rg'i" },
	{ "perlu", "p@Rl'u" },
	{ "pernah", "p@Rn'ah" },
	{ "persen", "p@Rs'En" },
	{ "peserta", "p@s@Rt'a" },
	{ "rekening", "R2Ek'@niN" },
	{ "sebab", "s@b'ab" },
	{ "sebelas", "s@b@l'as" },
	{ "sebelum", "s@b@l'um" },
	{ "sebut", "s@b'ut" },
	{ "sedang", "s@d'aN" },
	{ "segera", "s@g@R2'a" },
	{ "sejak", "s@dZ'ak" },
	{ "sempat", "s@mp'at" },
	{ "senin", "s@n'in" },
	{ "seperti", "s@p@Rt'i" },
	{ "sering", "s@R2'iN" },
	{ "setelah", "s@t@l'ah" },
	{ "tekan", "t@k'an" },
	{ "tempat", "t@mp'at" },
	{ "tengah", "t@N'ah" },
	{ "tentang", "t@nt'aN" },
	{ "tepat", "t@p'at" },
	{ "tetap", "t@t'ap" },
};

static bool
is_letter(char c)
{
	return isalpha((unsigned char)c) != 0 || (unsigned char)c >= 0x80;
}

static const char *
phonemes_of(const char *word, size_t n)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (strncasecmp(rows[i].word, word, n) == 0 && rows[i].word[n] == '\0')
			return rows[i].phonemes;
	return NULL;
}

enum status
pronounce(const char *text, size_t n, struct buf *ret_text)
{
	enum status st = ST_OK;
	size_t at = 0, length;

	for (; st == ST_OK && at < n; at += length) {
		const char *phonemes = NULL;

		length = 1;
		if (is_letter(text[at])) {
			while (at + length < n && is_letter(text[at + length]))
				length++;
			phonemes = phonemes_of(text + at, length);
		}
		st = phonemes ? buf_printf(ret_text, "[[%s]]", phonemes)
			      : buf_add(ret_text, text + at, length);
	}
	return st;
}
