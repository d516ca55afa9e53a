/* SPDX-License-Identifier: Apache-2.0 */
/* Everything the centre says no with (RFC 9457): code, HTTP status, title. assets/openapi.yaml
 * has an example of each. */
#ifndef CENTRAL_PROBLEM_H
#define CENTRAL_PROBLEM_H

/* X(name, code after urn:anjungan:problem:, HTTP status, title) */
#define PROBLEM_LIST(X)                                                                        \
	X(PROBLEM_MALFORMED, "malformed", 400, "The request cannot be read")                   \
	X(PROBLEM_NO_KEY, "idempotency-key-missing", 400,                                      \
		"POST, PATCH and DELETE need an Idempotency-Key")                              \
	X(PROBLEM_SIGNATURE, "signature-invalid", 401,                                         \
		"The signature does not fit the request")                                      \
	X(PROBLEM_CLOCK, "clock-skew", 401,                                                    \
		"The clock of the kiosk is more than five minutes off")                        \
	X(PROBLEM_NONCE, "nonce-replayed", 401, "The nonce was used before")                   \
	X(PROBLEM_KIOSK, "kiosk-not-admitted", 403, "This kiosk is not known to the centre")   \
	X(PROBLEM_OTHER_KIOSK, "not-your-kiosk", 403, "A kiosk may only send its own heads")   \
	X(PROBLEM_CONSENT, "consent-needed", 403, "Consent comes before the photo")            \
	X(PROBLEM_ASSURANCE, "assurance-needed", 403, "A face or an officer is needed first")  \
	X(PROBLEM_NO_PATH, "no-such-path", 404, "There is no such path")                       \
	X(PROBLEM_PERSON, "person-not-found", 404, "No person with these data")                \
	X(PROBLEM_VISIT, "visit-not-found", 404, "No such visit at this kiosk")                \
	X(PROBLEM_ACCOUNT, "account-not-found", 404, "The bank does not know this account")    \
	X(PROBLEM_CLAIM, "claim-not-found", 404, "No such claim")                              \
	X(PROBLEM_CODE, "code-not-found", 404, "No claim has this code")                       \
	X(PROBLEM_REQUEST, "request-not-found", 404, "No request with this key was processed") \
	X(PROBLEM_METHOD, "method-not-allowed", 405, "This path does not take this method")    \
	X(PROBLEM_HEIRS, "heirs-only", 409, "Heirs are served by an officer at the counter")   \
	X(PROBLEM_CARD_LINKED, "card-already-linked", 409, "This KPJ is registered already")   \
	X(PROBLEM_CLAIM_OPEN, "claim-open-elsewhere", 409,                                     \
		"A claim of this person is being processed")                                   \
	X(PROBLEM_NOT_RETURNED, "claim-not-returned", 409, "The claim was not returned")       \
	X(PROBLEM_NOT_BLOCKED, "not-blocked", 409, "The JMO account is not blocked")           \
	X(PROBLEM_NOT_BPU, "not-self-employed", 409, "The person has no BPU card")             \
	X(PROBLEM_IS_SLIP, "code-of-saved-visit", 409, "The code is that of a kept visit")     \
	X(PROBLEM_HEAD, "journal-head-differs", 409, "Another head was sent for this number")  \
	X(PROBLEM_EXPIRED, "visit-expired", 410, "The visit is over")                          \
	X(PROBLEM_SAVED_OVER, "saved-visit-over", 410, "The visit was kept 14 days ago")       \
	X(PROBLEM_TOO_LARGE, "too-large", 413, "The body is larger than allowed")              \
	X(PROBLEM_CONTENT_TYPE, "wrong-content-type", 415,                                     \
		"This path takes another content type")                                        \
	X(PROBLEM_INVALID, "invalid", 422, "The body is not in the form it must have")         \
	X(PROBLEM_KEY_REUSED, "idempotency-key-reused", 422,                                   \
		"The key was used for another request")                                        \
	X(PROBLEM_FACE_QUALITY, "face-quality", 422, "The picture cannot be used")             \
	X(PROBLEM_KTP, "ktp-not-seen", 422, "The officer must have seen the KTP")              \
	X(PROBLEM_NOT_YOURS, "card-not-yours", 422, "This KPJ is not one of this person's")    \
	X(PROBLEM_NOT_ELIGIBLE, "claim-not-eligible", 422, "The claim is not possible today")  \
	X(PROBLEM_OFFICER, "officer-needed", 422, "This claim needs an officer")               \
	X(PROBLEM_TICKET, "ticket-needed", 422, "This claim is made at a counter")             \
	X(PROBLEM_DOCUMENT, "document-needed", 422, "An officer must have seen a document")    \
	X(PROBLEM_NOT_HOLDER, "account-not-yours", 422,                                        \
		"The account is not in the name of the participant")                           \
	X(PROBLEM_DORMANT, "account-dormant", 422, "Nothing can be paid into this account")    \
	X(PROBLEM_IDENTITY, "identity-differs", 422,                                           \
		"The identity in the body is not the visit's")                                 \
	X(PROBLEM_FIELD, "field-not-asked", 422, "Only the field asked for can be changed")    \
	X(PROBLEM_SECOND, "second-person-needed", 422,                                         \
		"Officer and supervisor must be two people")                                   \
	X(PROBLEM_MANY, "too-many-requests", 429, "Too many requests")                         \
	X(PROBLEM_ATTEMPTS, "too-many-attempts", 429,                                          \
		"Too many identities that were not found")                                     \
	X(PROBLEM_INTERNAL, "internal", 500, "The centre failed")                              \
	X(PROBLEM_BUSY, "busy", 503, "The centre is busy")                                     \
	X(PROBLEM_FACE_BUSY, "face-service-busy", 503, "The face service is busy")             \
	X(PROBLEM_MAINTENANCE, "maintenance", 503, "The centre is being maintained")

enum problem {
#define PROBLEM_ENUM(name, code, http, title) name,
	PROBLEM_LIST(PROBLEM_ENUM)
#undef PROBLEM_ENUM
};

struct problem_row {
	const char *code, *title;
	int http;
};

const struct problem_row *problem_row(enum problem problem);

#endif
