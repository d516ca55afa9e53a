/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The terminal at a desk: shows the pictures a kiosk sends and sends back keys and the size of the window. Knows nothing of
 * what it shows, keeps no picture but the last, and leaves nothing on the terminal or in its scrollback.
 */
#ifndef UI_ATTACH_H
#define UI_ATTACH_H

#include "base/attach_wire.h"

/** Takes standard input and output until the kiosk hangs up, Ctrl-Q, or a signal asks to end. fd: connected to the
 *  kiosk, non-blocking, borrowed. *ret_over: what the kiosk said (or would have, at Ctrl-Q and signals); its kind is 0
 *  where the kiosk is gone without a word. ST_UNSUPPORTED: not a terminal, or TERM is unknown. */
enum status attach_show(int fd, struct attach_message *ret_over);

#endif
