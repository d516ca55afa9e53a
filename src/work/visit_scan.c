/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scan step: a field that the camera, a scanner or fingers can fill. The camera looks where the counter scans with
 * it; without one, or with one in trouble, the same screen is a field to type into.
 */
#include "work/visit_inside.h"

#include "base/str.h"

void
visit_scan_enter(struct visit *visit)
{
	if (visit->desk->place.scanner == SCANNER_CAMERA)
		visit_camera_start(visit, CAMERA_TASK_CODE);
}

void
visit_scan_event(struct visit *visit, const struct camera_event *event)
{
	if (event->kind == CAMERA_CODE && !visit->working)
		visit_take_scan(visit, event->code);
}

void
visit_scan_page(const struct visit *visit, struct page *page)
{
	if (!visit->camera_on)
		return;
	page->preview = visit_camera_works(visit) || visit->camera_state == CAMERA_OPENING;
	if (page->preview)
		return;
	str_clip(page->todo, sizeof(page->todo), TR(N_("Ketik saja, lalu tekan Enter.")));
	(void)page_line(page, LINE_WARN, "",
		visit->camera_state == CAMERA_BLACK
			? TR(N_("Gambar gelap. Mungkin kamera tertutup."))
			: TR(N_("Kamera tidak bisa dipakai sekarang.")));
}
