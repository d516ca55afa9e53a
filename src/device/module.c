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

enum status
module_open_http_file(
	const char *file, const struct http_options *options, struct http_port *ret_port)
{
	const struct http_module *module;
	void *library;

	if (access(file, F_OK) != 0)
		return errno == ENOENT ? ST_NOT_FOUND : status_from_errno(errno);
	library = dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
	module = library ? dlsym(library, "anjungan_http_module") : NULL;
	if (module == NULL) {
		log_error("module %s: %s", file, dlerror());
		return ST_CORRUPT;
	}
	if (module->version != HTTP_MODULE_VERSION) {
		log_error("module %s: version %d, needed %d", file, module->version,
			HTTP_MODULE_VERSION);
		return ST_UNSUPPORTED;
	}
	return module->open(options, ret_port);
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

enum status
module_open_http(void *http_options, struct http_port *ret_port)
{
	char root[PATH_MAX], file[PATH_MAX + 32];
	enum status st = program_root(root, sizeof(root));

	if (st == ST_OK)
		st = str_format(file, sizeof(file), "%s/lib/anjungan/http.so", root);
	if (st == ST_OK)
		st = module_open_http_file(file, http_options, ret_port);
	if (st != ST_NOT_FOUND)
		return st;
	return module_open_http_file(PREFIX "/lib/anjungan/http.so", http_options, ret_port);
}
