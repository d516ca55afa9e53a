/* SPDX-License-Identifier: Apache-2.0 */
/* What the codes of services and steps in the journal are called on the screen: from the rows of the flows themselves. */
#ifndef FLOW_STEP_WORDS_H
#define FLOW_STEP_WORDS_H

/** Every flow a frame of the screen can be of; NULL ends it. */
struct flow;
extern const struct flow *const every_flow[];

enum { STEP_WORDS = 160 };

/** Of service_code, translated. NULL: of another version. */
const char *service_words(const char *code);
/** What the step asks, translated; the code itself where no step has that name any more. flow_and_step: "claim/reason". */
const char *step_asks(const char *flow_and_step);
/** The same behind its service: "Ambil uang JHT: Mengapa Anda mengambil JHT?". */
void step_words(const char *flow_and_step, char ret_words[STEP_WORDS]);

#endif
