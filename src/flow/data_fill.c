/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of "Perbarui data saya" show of the answers. */
#include "flow/data_fill.h"

#include "base/str.h"

static void
pair(struct page *page, const char *label, const char *text)
{
	(void)page_line(page, LINE_PAIR, TR(label), text[0] ? text : TR(N_("belum ada")));
}

static void
birth_lines(const struct answers *a, struct page *page)
{
	char date[DATE_LONG];

	date_format_long(a->record_birth, date);
	pair(page, N_("Tanggal lahir"), date);
	if (!a->birth_differs)
		return;
	date_format_long(a->birth, date);
	pair(page, N_("Menurut KTP"), date);
	(void)page_line(page, LINE_WARN, "",
		TR(N_("Tanggal lahir berbeda. Dibetulkan di kantor Dukcapil.")));
}

void
data_fill_record(const struct answers *a, const struct place *p, struct page *page)
{
	char nik[24], phone[sizeof(a->phone)];

	(void)p;
	nik_mask(a->nik, nik);
	phone_show(a->phone, phone);
	pair(page, N_("Nama"), a->name);
	pair(page, "NIK", nik);
	birth_lines(a, page);
	pair(page, N_("Ibu kandung"), a->mother_name);
	pair(page, N_("Nomor HP"), phone);
	pair(page, "E-mail", a->email);
	pair(page, N_("Alamat"), a->address);
}
