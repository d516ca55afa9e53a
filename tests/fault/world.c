/* SPDX-License-Identifier: Apache-2.0 */
/* The centre, the paper and the screen, and the end of a process at the N-th event. */
#include "tests/fault/world.h"

#include "base/array.h"
#include "base/json.h"
#include "base/str.h"
#include "tests/fake/vfs.h"

#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define CLAIMS   "/claims"
#define OFFLINE  "/v1/offline-claims"
#define FACE     "/face"
#define REQUESTS "/v1/requests/"
#define NIK      "6308055203600001"

const char *
mode_words(enum mode mode)
{
	static const char *const words[] = {
#define MODE_WORDS(name, text) text,
		MODE_LIST(MODE_WORDS)
#undef MODE_WORDS
	};

	return words[mode];
}

struct world *
world_new(void)
{
	void *at = mmap(NULL, sizeof(struct world), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return at == MAP_FAILED ? NULL : at;
}

void
world_free(struct world *world)
{
	int gone = munmap(world, sizeof(*world));

	assert(gone == 0);
	(void)gone;
}

static void
must(enum status st)
{
	assert(st == ST_OK); /* the rooms of the world are too small */
	(void)st;
}

/* --- the end of a process ----------------------------------------------------------------------------------------- */

static _Thread_local bool ends; /* after the event that goes on in this thread */

_Noreturn static void
stop(struct world *world)
{
	world->struck = true;
	if (world->mode == MODE_DROP)
		vfs_power_cut(VFS_DROP);
	else if (world->mode == MODE_HALF)
		vfs_power_cut(VFS_HALF);
	_exit(STOPPED);
}

/* n: bytes of the event that can be torn, 0 one without halves. How many of them happen. */
static size_t
begin_event(struct world *world, size_t n)
{
	int at = atomic_fetch_add(&world->events, 1) + 1;

	if (at != world->stop_at)
		return n;
	if (world->mode == MODE_BEFORE)
		stop(world);
	if (world->mode == MODE_TORN && n < 2) {
		world->not_torn = true;
		stop(world);
	}
	ends = true;
	return world->mode == MODE_TORN ? n / 2 : n;
}

static void
end_event(struct world *world)
{
	if (ends)
		stop(world);
}

static size_t
disk_before(void *ctx, enum vfs_call call, size_t n)
{
	(void)call;
	return begin_event(ctx, n);
}

static void
disk_after(void *ctx, enum vfs_call call)
{
	(void)call;
	end_event(ctx);
}

void
world_watch_disk(struct world *world)
{
	vfs_be_watched(&(struct vfs_watch){
		.before = disk_before, .after = disk_after, .ctx = world });
}

/* --- the centre --------------------------------------------------------------------------------------------------- */

static bool
ends_in(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

static bool
is_from_outbox(const char *path)
{
	return ends_in(path, CLAIMS) || strncmp(path, OFFLINE, strlen(OFFLINE)) == 0;
}

static uint64_t
hash_of(const char *bytes, size_t n)
{
	uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ (uint8_t)bytes[i]) * 0x100000001b3u;
	return hash;
}

static struct stored *
find(struct world *world, const char *key)
{
	for (int i = 0; i < world->stored_n; i++)
		if (strcmp(world->stored[i].key, key) == 0)
			return &world->stored[i];
	return NULL;
}

/* What the person confirmed: their number, their account, their reason. */
static void
look_at_body(struct world *world, const struct fake_http_request *request)
{
	json_t *root = NULL;
	char nik[32] = "";

	world->body_right =
		json_read(request->body, request->n, &root) == ST_OK &&
		json_need_string(root, "nik", nik, sizeof(nik)) == ST_OK &&
		strcmp(nik, NIK) == 0 && strstr(request->body, "012301004567501") != NULL &&
		strstr(request->body, "USIA_56") != NULL &&
		json_need_string(root, "receipt_code", world->code, sizeof(world->code)) ==
			ST_OK;
	json_decref(root);
}

/* The photograph of a claim taken offline, which is one the centre has. */
static void
take_face(struct world *world, struct stored *stored)
{
	if (world->claims == 0) {
		stored->status = 404;
		must(str_copy(stored->answer, sizeof(stored->answer),
			"{\"type\":\"urn:anjungan:problem:claim-not-found\",\"title\":\"x\","
			"\"status\":404}"));
		return;
	}
	world->photos++;
	stored->status = 202;
	must(str_format(stored->answer, sizeof(stored->answer),
		"{\"claim_number\":\"JHT-2026-%07d\",\"receipt_code\":\"%s\","
		"\"status\":\"received\",\"promised_date\":\"2026-11-30\",\"result\":\"verified\"}",
		100 + world->claims, world->code));
}

static void
make_claim(struct world *world, struct stored *stored, bool offline)
{
	world->claims++;
	stored->status = offline ? 202 : 201;
	must(str_format(stored->answer, sizeof(stored->answer),
		"{\"claim_number\":\"JHT-2026-%07d\",\"receipt_code\":\"%s\","
		"\"status\":\"%s\",\"promised_date\":\"2026-11-30\","
		"\"received_at\":\"2026-11-23T09:10:00+08:00\",\"gross\":8450000,"
		"\"tax\":0,\"net\":8450000,\"duplicate_of\":null}",
		100 + world->claims, world->code, offline ? "to_verify" : "received"));
}

static void
forget_visit(struct world *world, struct stored *stored)
{
	world->forgotten++;
	stored->status = 404;
	must(str_copy(stored->answer, sizeof(stored->answer),
		"{\"type\":\"urn:anjungan:problem:visit-not-found\",\"title\":\"x\","
		"\"status\":404}"));
}

static void
refuse_claim(struct world *world, struct stored *stored)
{
	world->refusals++;
	stored->status = 422;
	must(str_copy(stored->answer, sizeof(stored->answer),
		"{\"type\":\"urn:anjungan:problem:identity-mismatch\",\"title\":\"x\","
		"\"status\":422}"));
}

static const struct stored *
take_claim(struct world *world, const struct fake_http_request *request)
{
	const char *key = fake_http_header(request, "Idempotency-Key");
	uint64_t body = hash_of(request->body, request->n);
	struct stored *stored = find(world, key);
	bool offline;

	if (stored != NULL) {
		world->changed += stored->body != body;
		return stored;
	}
	assert(world->stored_n < STORED_MAX);
	stored = &world->stored[world->stored_n];
	must(str_copy(stored->key, sizeof(stored->key), key));
	stored->body = body;
	if (ends_in(request->path, FACE)) {
		take_face(world, stored);
		world->stored_n++;
		return stored;
	}
	look_at_body(world, request);
	offline = strncmp(request->path, OFFLINE, strlen(OFFLINE)) == 0;
	if (world->network == NET_REFUSES)
		refuse_claim(world, stored);
	else if (world->network == NET_FORGETS && !offline)
		forget_visit(world, stored);
	else
		make_claim(world, stored, offline);
	world->stored_n++;
	return stored;
}

static void
answer_claim(struct world *world, const struct fake_http_request *request,
	struct fake_http_rule *rule)
{
	const struct stored *stored;

	world->claim_posts++;
	if ((world->network == NET_DROPS && world->life == 1) ||
		(world->network == NET_RETURNS && world->claim_posts <= 2)) {
		*rule = (struct fake_http_rule){ .st = ST_UNREACHABLE };
		return;
	}
	stored = take_claim(world, request);
	if (world->network == NET_DOUBLES)
		stored = take_claim(world, request);
	*rule = (struct fake_http_rule){ .status = stored->status, .body = stored->answer };
	if (world->network == NET_LOSES_REPLY && world->claim_posts == 1)
		*rule = (struct fake_http_rule){ .st = ST_TIMEOUT, .left = true };
}

static void
answer_outcome(struct world *world, const char *key, struct fake_http_rule *rule)
{
	const struct stored *stored = find(world, key);

	if (stored == NULL) {
		*rule = (struct fake_http_rule){ .status = 404,
			.body = "{\"type\":\"urn:anjungan:problem:request-not-found\","
				"\"title\":\"x\",\"status\":404}" };
		return;
	}
	must(str_format(world->outcome, sizeof(world->outcome),
		"{\"status\":%d,\"content_type\":\"application/%s\",\"body\":%s}",
		stored->status, stored->status < 400 ? "json" : "problem+json",
		stored->answer));
	*rule = (struct fake_http_rule){ .status = 200, .body = world->outcome };
}

static void
answer(struct world *world, const struct fake_http_request *request,
	struct fake_http_rule *rule)
{
	bool post = strcmp(request->method, "POST") == 0;

	if (world->network == NET_AWAY && world->life == 1)
		*rule = (struct fake_http_rule){ .st = ST_UNREACHABLE };
	else if (strncmp(request->path, REQUESTS, strlen(REQUESTS)) == 0)
		answer_outcome(world, request->path + strlen(REQUESTS), rule);
	else if (!post || !is_from_outbox(request->path))
		return; /* the rules of fake_desk_straight_centre */
	else if (world->network == NET_NOT_ADMITTED && world->life == 1)
		*rule = (struct fake_http_rule){ .status = 403,
			.body = "{\"type\":\"urn:anjungan:problem:kiosk-not-admitted\","
				"\"title\":\"x\",\"status\":403}" };
	else
		answer_claim(world, request, rule);
}

static void
request_leaves(void *ctx, const struct fake_http_request *request, struct fake_http_rule *rule)
{
	(void)begin_event(ctx, 0);
	answer(ctx, request, rule);
	end_event(ctx);
}

static void
answer_comes(void *ctx)
{
	(void)begin_event(ctx, 0);
	end_event(ctx);
}

/* --- paper -------------------------------------------------------------------------------------------------------- */

static enum status
print(void *ctx, const void *bytes, size_t n, int budget_ms, size_t *ret_sent)
{
	struct world *world = ctx;
	struct slip *slip = &world->slip[world->slips];
	bool out = world->paper_out && world->slips == 0;
	size_t taken = begin_event(world, n);

	(void)budget_ms;
	assert(world->slips < SLIPS_MAX && n <= SLIP_ROOM);
	if (out)
		taken /= 2;
	memcpy(slip->bytes, bytes, taken);
	slip->n = taken;
	slip->whole = taken == n;
	slip->centre_had_it = world->claims > 0;
	slip->life = world->life;
	world->slips++;
	end_event(world);
	*ret_sent = taken;
	return out ? ST_PAPER_OUT : ST_OK;
}

static enum status
printer_state(void *ctx, int budget_ms)
{
	(void)ctx;
	(void)budget_ms;
	return ST_OK;
}

/* --- the screen --------------------------------------------------------------------------------------------------- */

static void
see(struct fake_desk *fake)
{
	struct world *world = fake->turned_ctx;
	bool result = strcmp(fake_desk_page(fake)->name, "result") == 0;
	bool received = result && fake_desk_shows(fake, "DITERIMA PUSAT");

	if (received || (result && fake_desk_shows(fake, "TERSIMPAN DI KIOS")))
		world->told_saved = true;
	if (received)
		world->told_received = true;
	if (received && world->claims == 0)
		world->told_untrue = true;
	world->wall_ms = desk_wall_ms(&fake->desk);
}

int
world_claims_stored(const struct world *world)
{
	return world->stored_n - world->photos - world->forgotten;
}

void
world_join(struct world *world, struct fake_desk *fake)
{
	fake->http.watch = (struct fake_http_watch){
		.leaves = request_leaves, .comes = answer_comes, .ctx = world
	};
	fake->desk.printer = (struct printer_port){
		.print = print, .state = printer_state, .present = true, .ctx = world
	};
	fake->turned = see;
	fake->turned_ctx = world;
}
