/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The scan step: a field that the camera, a scanner or fingers can fill. The camera looks where the counter scans with
 * it; without one, or with one in trouble, the same screen is a field to type into.
 */
#include "work/visit_inside.h"

#include "base/str.h"
#include "rules/camera_words.h"
#include "rules/scan_hint.h"

void
visit_scan_enter(struct visit *visit)
{
	visit->scan_hint = SCAN_SHOW;
	if (visit->desk->place.scanner == SCANNER_CAMERA)
		visit_camera_start(visit, CAMERA_TASK_CODE);
}

void
visit_scan_event(struct visit *visit, const struct camera_event *event)
{
	if (event->kind == CAMERA_FRAME)
		visit->scan_hint = event->hint;
	if (event->kind == CAMERA_CODE && !visit->working)
		visit_take_scan(visit, event->code);
}

void
visit_scan_page(const struct visit *visit, struct page *page)
{
	if (!visit->camera_on)
		return;
	page->preview = visit_camera_works(visit) || visit->camera_state == CAMERA_OPENING;
	page->field.plain = page->preview && visit->typed[0] == '\0';
	if (visit_camera_works(visit) && visit->typed[0] == '\0')
		(void)page_line(page, LINE_STRONG, "",
			TR(scan_hint_words((enum scan_hint)visit->scan_hint)));
	if (page->preview)
		return;
	str_clip(page->todo, sizeof(page->todo), TR(N_("Ketik saja, lalu tekan Enter.")));
	(void)page_line(page, LINE_WARN, "",
		visit->camera_state == CAMERA_BLACK || visit->camera_state == CAMERA_FROZEN
			? TR(camera_words_for_all(visit->camera_state))
			: TR(N_("Kamera tidak bisa dipakai sekarang.")));
}
