/* SPDX-License-Identifier: Apache-2.0 */
/* The centre's words about a claim in people's words. */
#ifndef FLOW_CLAIM_WORDS_H
#define FLOW_CLAIM_WORDS_H

/** Source texts, to be translated where they are shown. */
struct claim_words {
	const char *status; /* as on the wire */
	const char *ask;    /* what is so now, large */
	const char *more;   /* one sentence to it */
	const char *done;   /* "Mulai diperiksa": as one step of the way, behind it */
	const char *now;    /* "sedang diperiksa pusat" */
	const char *next;   /* "diperiksa": still to come; NULL: no step of the way */
};

/** NULL: not a word of the contract. */
const struct claim_words *claim_words_of(const char *status);
/** What still comes after that state, in order; NULL-ended rows until `next` is NULL. NULL: nothing, or not known. */
const struct claim_words *claim_words_after(const char *status);
/** "JMO di HP", translated; "" for a channel this program does not know. */
const char *claim_channel_words(const char *code);
/** Why the centre gave a claim back, translated; the code itself where this program does not know it. */
const char *claim_return_words(const char *code);

#endif
