/* SPDX-License-Identifier: Apache-2.0 */
/* Finds and loads modules with dlopen. */
#include "device/module.h"

#include "base/log.h"
#include "base/str.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/** The symbol of a module: a struct that begins with its version. */
static enum status
load(const char *file, const char *symbol, int version, const void **ret_module)
{
	const int *built;
	void *library;

	if (access(file, F_OK) != 0)
		return errno == ENOENT ? ST_NOT_FOUND : status_from_errno(errno);
	library = dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	built = library ? dlsym(library, symbol) : NULL;
	if (built == NULL) {
		log_error("module %s: %s", file, dlerror());
		return ST_CORRUPT;
	}
	if (*built != version) {
		log_error("module %s: version %d, needed %d", file, *built, version);
		return ST_UNSUPPORTED;
	}
	*ret_module = built;
	return ST_OK;
}

/* The directory above the one the program lies in. */
static enum status
program_root(char *ret_path, size_t room)
{
	ssize_t n = readlink("/proc/self/exe", ret_path, room);

	if (n < 0)
		return status_from_errno(errno);
	if ((size_t)n >= room)
		return ST_TOO_LONG;
	ret_path[n] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(ret_path, '/');

		if (slash == NULL)
			return ST_NOT_FOUND;
		*slash = '\0';
	}
	return ST_OK;
}

/* Beside the program, else where it is installed. */
static enum status
find(const char *name, char *ret_file, size_t room)
{
	char root[PATH_MAX];
	enum status st = program_root(root, sizeof(root));

	if (st == ST_OK)
		st = str_format(ret_file, room, "%s/lib/anjungan/%s", root, name);
	if (st != ST_OK || access(ret_file, F_OK) == 0)
		return st;
	return str_format(ret_file, room, PREFIX "/lib/anjungan/%s", name);
}

static enum status
find_and_load(const char *name, const char *symbol, int version, const void **ret_module)
{
	char file[PATH_MAX + 32];
	enum status st = find(name, file, sizeof(file));

	return st == ST_OK ? load(file, symbol, version, ret_module) : st;
}

enum status
module_open_http_file(
	const char *file, const struct http_options *options, struct http_port *ret_port)
{
	const void *module = NULL;
	enum status st = load(file, "anjungan_http_module", HTTP_MODULE_VERSION, &module);

	return st == ST_OK ? ((const struct http_module *)module)->open(options, ret_port) : st;
}

enum status
module_open_http(void *http_options, struct http_port *ret_port)
{
	const void *module = NULL;
	enum status st = find_and_load(
		"http.so", "anjungan_http_module", HTTP_MODULE_VERSION, &module);

	return st == ST_OK ? ((const struct http_module *)module)->open(http_options, ret_port)
			   : st;
}

enum status
module_open_cups(const struct cups_options *options, struct printer_port *ret_port)
{
	const void *module = NULL;
	enum status st = find_and_load(
		"cups.so", "anjungan_cups_module", CUPS_MODULE_VERSION, &module);

	return st == ST_OK ? ((const struct cups_module *)module)->open(options, ret_port) : st;
}

bool
module_has_cups(void)
{
	char file[PATH_MAX + 32];

	return find("cups.so", file, sizeof(file)) == ST_OK && access(file, R_OK) == 0;
}
