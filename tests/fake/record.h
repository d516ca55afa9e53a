/* SPDX-License-Identifier: Apache-2.0 */
/* Members of a record that most tests have no question about, as the centre writes them. */
#ifndef FAKE_RECORD_H
#define FAKE_RECORD_H

/** School and emergency contact of somebody who misses neither; a comma behind each. */
#define FAKE_CONTACT                                                                           \
	"\"education\":\"sma\",\"contact_name\":\"NOR AINAH\","                                \
	"\"contact_relation\":\"anak\",\"contact_phone\":\"+6281200009001\","

#endif
