/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines for technicians on standard error (the kiosk points it at a file before ncurses starts). Never personal
 * data: log a status, a count, a request's kind, never its content. Logged once, high up.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

__attribute__((format(printf, 1, 2))) void log_info(const char *format, ...);
__attribute__((format(printf, 1, 2))) void log_error(const char *format, ...);

#endif
