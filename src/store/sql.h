/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every statement the store runs, as constant text with numbered parameters; prepared once and kept. For src/store
 * alone. States are the numbers of enum request_state and enum print_state.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

/* A request holds back those behind it of the same visit while it waits (0) or is being sent (1); what follows a claim
 * also while the claim is parked (3). One past its end is held back by nothing: it is only closed. */
#define SQL_HEAD_OF_VISIT                                                                      \
	" NOT EXISTS(SELECT 1 FROM request e"                                                  \
	" WHERE e.visit=r.visit AND e.id<r.id AND e.state IN (0,1))"                           \
	" AND NOT EXISTS(SELECT 1 FROM request c"                                              \
	" WHERE c.code=r.code AND c.id<r.id AND c.state=3) "

/* No wait is longer than an hour: a time further ahead was set by a clock that was wrong. */
#define SQL_FAR_MS "7200000"

#define SQL_CLAIM_COLUMNS                                                                      \
	"SELECT c.code,c.visit,c.number,c.status,c.promised,c.confirmed_ms,c.receipt,"         \
	"r.state,r.problem,c.duplicate_of FROM claim c LEFT JOIN request r ON r.id=(SELECT id FROM request"   \
	" WHERE code=c.code ORDER BY kind IN ('claim','offline-claim') DESC,id DESC LIMIT 1) "

/* A row as it is read, and with what links it to the one before. */
#define JOURNAL_COLUMNS "seq,time_ms,visit,actor,event,outcome,subject,detail"
#define JOURNAL_ROW     "SELECT " JOURNAL_COLUMNS ",service FROM journal "
#define JOURNAL_LINK    JOURNAL_COLUMNS ",service,prev,hash"

/* The newest row of a key before a row: the filters of the log jump by these. */
#define JOURNAL_BELOW(column, also)                                                            \
	"SELECT seq FROM journal INDEXED BY journal_" column " WHERE " column "=?1 AND seq<?2" also \
	" ORDER BY seq DESC LIMIT 1"

#define SQL_REVIEW_COLUMNS                                                                     \
	"SELECT seq,kind,officer,coalesce((SELECT initials FROM staff WHERE id=officer),''),"  \
	"second,visit,code,made_ms,coalesce(verdict,'') FROM review WHERE "

#define SQL_DAY_COLUMNS                                                                        \
	"SELECT day,opened_ms,opened_by,coalesce(closed_ms,0),coalesce(closed_by,''),"         \
	"coalesce(head,'') FROM day WHERE "
/* Rows of one event in a day, from the first row of that day on. */
#define SQL_DAY_EVENTS(event, what)                                                            \
	"(SELECT " what " FROM journal INDEXED BY journal_event WHERE event=" event            \
	" AND seq>=(SELECT seq FROM began) AND time_ms>=?1 AND time_ms<?2)"

/* How many people have named what this claim names. */
#define SQL_TRACE_SHARED(column)                                                               \
	"(SELECT count(DISTINCT o.person) FROM claim_trace o WHERE o." column "=t." column ")"

/* X(name, text) */
#define SQL_LIST(X)                                                                            \
	X(SQL_BEGIN, "BEGIN IMMEDIATE")                                                        \
	X(SQL_COMMIT, "COMMIT")                                                                \
	X(SQL_ROLLBACK, "ROLLBACK")                                                            \
                                                                                               \
	X(SQL_DRAFT_SAVE,                                                                      \
		"INSERT INTO visit_draft(visit,person,saved_ms,answers) VALUES(?1,?2,?3,?4)"   \
		" ON CONFLICT(visit) DO UPDATE SET"                                            \
		" person=?2,saved_ms=?3,answers=?4")                                           \
	X(SQL_DRAFT_FIND, "SELECT visit,saved_ms,answers FROM visit_draft WHERE person=?1"     \
			  " AND saved_ms>=?2 AND saved_ms<=?3 AND visit<>?4 ORDER BY "         \
			  "saved_ms DESC,rowid "                                               \
			  "DESC LIMIT 1")                                                      \
	X(SQL_DRAFT_DROP, "DELETE FROM visit_draft WHERE visit=?1")                            \
	X(SQL_DRAFT_SWEEP, "DELETE FROM visit_draft WHERE saved_ms<?1 OR saved_ms>?2")         \
                                                                                               \
	X(SQL_CLAIM_ADD, "INSERT INTO claim(code,visit,person,reason,receipt,confirmed_ms,"     \
			 "contact) VALUES(?1,?2,?3,?4,?5,?6,?7)")                              \
	X(SQL_CLAIM_SAME, "SELECT 1 FROM claim WHERE code=?1 AND visit=?2")                    \
	X(SQL_CLAIM_UNSENT, "SELECT 1 FROM claim c JOIN request r ON r.code=c.code"            \
			    " WHERE c.person=?1 AND c.code<>?2 AND r.state IN (0,1)"           \
			    " AND r.kind IN ('claim','offline-claim') LIMIT 1")                \
	X(SQL_CLAIM_VISIT, "SELECT visit FROM claim WHERE code=?1")                            \
	X(SQL_CLAIM_EMPTY,                                                                     \
		"UPDATE claim SET status='withdrawn',person=NULL,receipt=?2 WHERE code=?1")    \
	X(SQL_CLAIM_BY_CODE, SQL_CLAIM_COLUMNS "WHERE c.code=?1")                              \
	X(SQL_CLAIM_BY_PERSON,                                                                 \
		SQL_CLAIM_COLUMNS "WHERE c.person=?1"                                          \
				  " ORDER BY c.confirmed_ms DESC,c.rowid DESC LIMIT 1")        \
	X(SQL_CLAIM_ANSWERED,                                                                  \
		"UPDATE claim SET number=coalesce(?2,number),status=coalesce(?3,status),"      \
		"promised=coalesce(?4,promised),duplicate_of=coalesce(?5,duplicate_of)"        \
		" WHERE code=(SELECT code FROM request WHERE key=?1)")                         \
                                                                                               \
	X(SQL_CLAIM_ATTENTION,                                                                 \
		"SELECT * FROM (SELECT c.code AS code,c.confirmed_ms AS made,"                 \
		"iif(r.state=3,coalesce(r.problem,''),''),coalesce(c.duplicate_of,''),0,"      \
		"'',coalesce(c.called,''),coalesce(c.called,'') IN ('reached','posted') AS late" \
		" FROM claim c JOIN request r ON r.code=c.code"                                \
		" AND r.kind IN ('claim','offline-claim') WHERE r.state=3"                     \
		" OR (r.state=2 AND c.duplicate_of IS NOT NULL"                                \
		" AND coalesce(c.status,'') NOT IN ('paid','rejected')"                        \
		" AND coalesce(c.called,'') NOT IN ('reached','posted'))"                      \
		" UNION ALL SELECT code,confirmed_ms,'overdue','',0,promised,"                 \
		"coalesce(called,''),0 FROM claim WHERE promised<?2 AND number NOT NULL"       \
		" AND coalesce(status,'') NOT IN ('paid','rejected','returned')"               \
		" AND duplicate_of IS NULL"                                                    \
		" AND coalesce(called,'') NOT IN ('reached','posted')"                         \
		" UNION ALL SELECT w.code,w.made_ms,coalesce(r.problem,''),'',1,'','',0"       \
		" FROM withdrawal w JOIN request r ON r.key=w.key WHERE r.state=3) a"          \
		" WHERE iif(?3='',NOT EXISTS(SELECT 1 FROM handover h WHERE h.claim=a.code"    \
		" AND h.closed_ms IS NULL),a.code=?3) ORDER BY late,made LIMIT ?1")            \
	X(SQL_CLAIM_OPEN, "SELECT rowid,number,visit,coalesce(status,'') FROM claim"           \
			  " WHERE number IS NOT NULL AND coalesce(status,'') NOT IN"           \
			  " ('paid','rejected') AND rowid>?1 ORDER BY rowid LIMIT ?2")         \
	X(SQL_CLAIM_NUMBER_VISIT, "SELECT visit FROM claim WHERE number=?1")                   \
	X(SQL_CLAIM_STATE, "UPDATE claim SET status=?2,promised=coalesce(?3,promised),"        \
			   "contact=iif(?2 IN ('paid','rejected'),NULL,contact),called=NULL"   \
			   " WHERE number=?1 AND status IS NOT ?2")                            \
	X(SQL_WAITING_VISIT,                                                                   \
		"SELECT visit FROM claim WHERE code=?1 UNION ALL SELECT r.visit FROM withdrawal w" \
		" JOIN request r ON r.key=w.key WHERE w.code=?1 LIMIT 1")                      \
	X(SQL_WAITING_CONTACT, "SELECT contact FROM claim WHERE code=?1 AND contact NOT NULL") \
	X(SQL_WAITING_CALLED, "UPDATE claim SET called=?2,called_ms=?3 WHERE code=?1")         \
	X(SQL_WAITING_RESEND,                                                                  \
		"UPDATE request SET state=0,next_ms=0,problem=NULL WHERE code=?1 AND state=3"  \
		" AND body NOT NULL AND kind IN ('claim','offline-claim')")                    \
	X(SQL_WAITING_RESEND_OTHER,                                                            \
		"UPDATE request SET state=0,next_ms=0,problem=NULL WHERE state=3"              \
		" AND body NOT NULL AND key=(SELECT key FROM withdrawal WHERE code=?1)")       \
	X(SQL_WAITING_OF_PERSON, "SELECT 1 FROM claim WHERE code=?1 AND person=?2")            \
	X(SQL_WAITING_REFUSED,                                                                 \
		"SELECT key,visit,kind,method,path,content_type,code,body,attempts,"           \
		"outcome_unknown,expires_ms,coalesce(problem,''),coalesce(settled_ms,0)"       \
		" FROM request WHERE code=?1 AND state=3 AND body NOT NULL"                    \
		" AND kind IN ('claim','offline-claim')")                                      \
	X(SQL_WAITING_CLOSE,                                                                   \
		"UPDATE request SET state=4,body=NULL,problem='corrected',settled_ms=?3"       \
		" WHERE key=?2 AND code=?1 AND state=3 AND kind IN ('claim','offline-claim')") \
	X(SQL_WAITING_BEHIND,                                                                  \
		"UPDATE request SET id=(SELECT max(id)+1 FROM request)"                        \
		" WHERE code=?1 AND kind='photo' AND state=0")                                 \
	X(SQL_WAITING_RECEIPT,                                                                 \
		"UPDATE claim SET receipt=?2,called=NULL,called_ms=NULL WHERE code=?1")        \
	X(SQL_TRACE_CORRECT,                                                                   \
		"UPDATE claim_trace SET account=coalesce(?2,account),officer=?3 WHERE code=?1") \
	X(SQL_WAITING_DROP,                                                                    \
		"UPDATE request SET state=4,body=NULL,problem='withdrawn',settled_ms=?2"       \
		" WHERE code=?1 AND state IN (0,3) AND EXISTS(SELECT 1 FROM request p"         \
		" WHERE p.code=?1 AND p.state=3 AND p.kind IN ('claim','offline-claim'))")     \
	X(SQL_WAITING_DROPPED,                                                                 \
		"UPDATE claim SET status='withdrawn',contact=NULL WHERE code=?1"               \
		" AND number IS NULL")                                                         \
                                                                                               \
	X(SQL_REQUEST_ADD,                                                                     \
		"INSERT INTO request(key,code,visit,kind,method,path,content_type,body,"       \
		"expires_ms,made_ms) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)")                  \
	X(SQL_REQUEST_SAME, "SELECT 1 FROM request WHERE key=?1 AND code=?2")                  \
	X(SQL_REQUEST_INSTEAD,                                                                 \
		"INSERT INTO request(key,code,visit,kind,method,path,content_type,body,"       \
		"expires_ms,made_ms) SELECT ?1,code,visit,?2,?3,?4,?5,?6,?7,made_ms"           \
		" FROM request WHERE key=?8")                                                  \
	X(SQL_REQUEST_RESUME,                                                                  \
		"UPDATE request SET state=0,outcome_unknown=1,next_ms=0 WHERE state=1")        \
	X(SQL_REQUEST_RESTORED,                                                                \
		"UPDATE request SET state=0,outcome_unknown=1,next_ms=0 WHERE state IN (0,1)") \
	X(SQL_REQUEST_DUE,                                                                     \
		"SELECT key,visit,kind,method,path,content_type,code,body,attempts,"           \
		"outcome_unknown,expires_ms,coalesce(problem,''),coalesce(settled_ms,0)"       \
		" FROM request WHERE id=(SELECT r.id FROM request r INDEXED BY "               \
		"request_next WHERE r.state=0 AND ((r.expires_ms>0 AND r.expires_ms<=?1) OR"   \
		" ((r.next_ms<=?1 OR r.next_ms>?1+" SQL_FAR_MS ") AND" SQL_HEAD_OF_VISIT       \
		")) ORDER BY r.attempts,r.id LIMIT 1)")                                                                          \
	X(SQL_REQUEST_NEXT,                                                                    \
		"SELECT coalesce(min(CASE WHEN NOT(" SQL_HEAD_OF_VISIT ")"                     \
		" OR (r.expires_ms>0 AND r.expires_ms<r.next_ms) THEN r.expires_ms"            \
		" ELSE r.next_ms END),0) FROM request r WHERE r.state=0"                       \
		" AND (r.expires_ms>0 OR" SQL_HEAD_OF_VISIT ")")                               \
	X(SQL_REQUEST_HURRY, "UPDATE request SET next_ms=0 WHERE state=0 AND next_ms>0"        \
			     " AND (coalesce(http_status,0)<400 OR http_status IN (401,403))") \
	X(SQL_REQUEST_SENDING, "UPDATE request SET state=1,attempts=attempts+1 WHERE key=?1")  \
	X(SQL_REQUEST_SETTLE,                                                                  \
		"UPDATE request SET state=?2,next_ms=?3,outcome_unknown=?4,http_status=?5,"    \
		"problem=?6,answer=coalesce(?7,answer),settled_ms=?8,"                         \
		"body=iif(?2 IN (2,4),NULL,body)"                                              \
		" WHERE key=?1 AND state IN (0,1,3)")                                          \
	X(SQL_REQUEST_COUNTS,                                                                  \
		"SELECT state,count(*),min(made_ms) FROM request GROUP BY state")              \
                                                                                               \
	X(SQL_UNSENT,                                                                          \
		"SELECT code,min(made_ms) AS made,max(state=3),max(outcome_unknown),"          \
		"count(*) OVER () FROM request"                                                \
		" WHERE state IN (0,1,3) AND code IS NOT NULL AND kind<>'withdraw'"            \
		" GROUP BY code ORDER BY made,min(id) LIMIT ?1")                               \
	X(SQL_COPY_NEXT,                                                                       \
		"SELECT r.id,r.key,r.code,r.visit,r.kind,r.method,r.path,r.content_type,"      \
		"r.body,r.expires_ms,r.made_ms,c.visit,c.person,c.reason,c.receipt,"           \
		"c.confirmed_ms,c.number,c.status,c.promised FROM request r"                   \
		" LEFT JOIN claim c ON c.code=r.code"                                          \
		" WHERE r.id>?1 AND r.state IN (0,1,3) ORDER BY r.id LIMIT 1")                 \
	X(SQL_COPY_STATE, "SELECT state FROM request WHERE key=?1")                            \
	X(SQL_COPY_KEYS, "SELECT key FROM request WHERE state IN (0,1,3)")                     \
	X(SQL_COPY_CLAIM_BACK,                                                                 \
		"INSERT INTO claim(code,visit,person,reason,receipt,confirmed_ms,number,"      \
		"status,promised) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9) ON CONFLICT DO NOTHING")  \
	X(SQL_COPY_BACK,                                                                       \
		"INSERT INTO request(key,code,visit,kind,method,path,content_type,body,"       \
		"expires_ms,made_ms,outcome_unknown) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,1)") \
                                                                                               \
	X(SQL_WITHDRAWAL, "SELECT w.key,r.state,r.problem,w.reference,w.stops_ms"              \
			  " FROM withdrawal w LEFT JOIN request r ON r.key=w.key"              \
			  " WHERE w.code=?1")                                                  \
	X(SQL_WITHDRAWAL_ADD, "INSERT INTO withdrawal(code,key,made_ms) VALUES(?1,?2,?3)")     \
	X(SQL_WITHDRAWAL_ANSWERED,                                                             \
		"UPDATE withdrawal SET reference=?2,stops_ms=?3 WHERE key=?1")                 \
	X(SQL_WITHDRAWAL_HERE, "UPDATE withdrawal SET key=NULL WHERE code=?1")                 \
	X(SQL_WITHDRAWN_CLOSE,                                                                 \
		"UPDATE request SET state=4,problem='withdrawn',settled_ms=?2,body=NULL"       \
		" WHERE code=?1 AND (state=3 OR (state=0 AND (outcome_unknown=0"               \
		" OR kind NOT IN ('claim','offline-claim'))))")                                \
	X(SQL_WITHDRAWN_CLOSE_ALL,                                                             \
		"UPDATE request SET state=4,problem='withdrawn',settled_ms=?2,body=NULL"       \
		" WHERE code=?1 AND state IN (0,3)")                                           \
	X(SQL_WITHDRAWN_WHOLE,                                                                 \
		"SELECT 1 FROM claim c JOIN request r ON r.code=c.code"                        \
		" AND r.kind IN ('claim','offline-claim') WHERE c.code=?1"                     \
		" AND c.number IS NULL GROUP BY c.code"                                        \
		" HAVING max(r.state<>4)=0 AND max(r.problem='withdrawn')=1")                  \
	X(SQL_WITHDRAWN_REFUSED,                                                               \
		"SELECT w.code FROM request c JOIN withdrawal w ON w.code=c.code"              \
		" JOIN request r ON r.key=w.key AND r.state=0"                                 \
		" WHERE c.key=?1 AND c.kind IN ('claim','offline-claim')")                     \
                                                                                               \
	X(SQL_PRINT_ADD, "INSERT INTO print_job(key,code,bytes,made_ms) VALUES(?1,?2,?3,?4)")  \
	X(SQL_PRINT_SETTLE, "UPDATE print_job SET state=?2,why=?3,settled_ms=?4,"              \
			    "bytes=iif(?2=1,NULL,bytes) WHERE key=?1 AND state<>1")            \
	X(SQL_PRINT_WAITING, "SELECT count(*) FROM print_job WHERE state=0")                   \
	X(SQL_PRINT_LEFT, "UPDATE print_job SET state=2,why=?1,settled_ms=?2 WHERE state=0")   \
	X(SQL_PRINT_SWEEP, "UPDATE print_job SET bytes=NULL WHERE state<>0"                    \
			   " AND bytes NOT NULL AND (made_ms<?1 OR made_ms>?2)")               \
                                                                                               \
	X(SQL_HANDOVER_ADD,                                                                    \
		"INSERT INTO handover(code,visit,person,why,priority,called,answers,made_ms,"  \
		"claim) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)")                                            \
	X(SQL_HANDOVER_LIST,                                                                   \
		"SELECT code,why,priority,called,made_ms,closed_ms,outcome,claim FROM handover" \
		" WHERE closed_ms IS NULL ORDER BY called DESC,priority DESC,made_ms"          \
		" LIMIT ?1 OFFSET ?2")                                                         \
	X(SQL_HANDOVER_BY_CODE,                                                                \
		"SELECT code,why,priority,called,made_ms,closed_ms,outcome,claim,answers"      \
		" FROM handover WHERE code=?1")                                                \
	X(SQL_HANDOVER_CLOSE, "UPDATE handover SET closed_ms=?2,outcome=?3,answers=x''"        \
			      " WHERE code=?1 AND closed_ms IS NULL")                          \
	X(SQL_HANDOVER_OF_CLAIM, "SELECT 1 FROM handover WHERE claim=?1 AND closed_ms IS NULL") \
	X(SQL_HANDOVER_SETTLED, "UPDATE handover SET closed_ms=?2,outcome='served',"           \
				"answers=x'' WHERE claim=?1 AND closed_ms IS NULL")            \
	X(SQL_HANDOVER_EXPIRE, "UPDATE handover SET closed_ms=?1,outcome='expired',"           \
			       "answers=x'' WHERE closed_ms IS NULL AND made_ms<?2")           \
	X(SQL_HANDOVER_FORGET, "DELETE FROM handover WHERE closed_ms<?1")                      \
	X(SQL_HANDOVER_COUNT, "SELECT count(*) FROM handover WHERE closed_ms IS NULL")         \
                                                                                               \
	X(SQL_DAY_ONE, SQL_DAY_COLUMNS "day=?1")                                               \
	X(SQL_DAY_LEFT_OPEN, SQL_DAY_COLUMNS "day<?1 AND closed_ms IS NULL ORDER BY day LIMIT 1") \
	X(SQL_DAY_OPEN, "INSERT INTO day(day,opened_ms,opened_by) VALUES(?1,?2,?3)"            \
			" ON CONFLICT(day) DO UPDATE SET opened_ms=?2,opened_by=?3,"           \
			"closed_ms=NULL,closed_by=NULL,head=NULL WHERE closed_ms NOT NULL")    \
	X(SQL_DAY_CLOSE,                                                                       \
		"INSERT INTO day(day,opened_ms,opened_by,closed_ms,closed_by,head)"            \
		" VALUES(?1,?2,?3,?2,?3,?4) ON CONFLICT(day) DO UPDATE SET"                    \
		" closed_ms=?2,closed_by=?3,head=?4 WHERE closed_ms IS NULL")                  \
	X(SQL_DAY_CLOSE_LEFT, "UPDATE day SET closed_ms=?2,closed_by=?3,head=?4"               \
			      " WHERE day<?1 AND closed_ms IS NULL")                           \
	X(SQL_DAY_COUNTS,                                                                      \
		"WITH began AS (SELECT coalesce((SELECT seq FROM journal WHERE time_ms>=?1"    \
		" ORDER BY time_ms LIMIT 1),9223372036854775807) AS seq) SELECT "              \
		SQL_DAY_EVENTS("?3", "count(*)") "," SQL_DAY_EVENTS("?4", "count(DISTINCT visit)") "," \
		SQL_DAY_EVENTS("?5", "count(*)") ","                                           \
		"(SELECT count(*) FROM claim_trace WHERE made_ms>=?1 AND made_ms<?2),"         \
		"(SELECT count(*) FROM claim_trace t JOIN claim c ON c.code=t.code"            \
		" WHERE t.made_ms>=?1 AND t.made_ms<?2 AND c.number NOT NULL),"                \
		"(SELECT count(*) FROM request WHERE state IN (0,1)"                           \
		" AND kind IN ('claim','offline-claim')),"                                     \
		"(SELECT count(*) FROM request WHERE state=3),"                                \
		"(SELECT count(score) FROM survey WHERE made_ms>=?1 AND made_ms<?2),"          \
		"(SELECT coalesce(sum(score),0) FROM survey WHERE made_ms>=?1 AND made_ms<?2)," \
		"(SELECT count(left_why) FROM survey WHERE made_ms>=?1 AND made_ms<?2)")       \
	X(SQL_REVIEW_ADD,                                                                      \
		"INSERT INTO review(seq,kind,officer,second,visit,code,made_ms)"               \
		" VALUES(?1,?2,?3,?4,?5,?6,?7)")                                               \
	X(SQL_REVIEW_CODE, "UPDATE review SET code=?1 WHERE visit=?2 AND code=''")             \
	X(SQL_REVIEW_OPEN, SQL_REVIEW_COLUMNS "verdict IS NULL AND seq>?1 ORDER BY seq LIMIT ?2") \
	X(SQL_REVIEW_ONE, SQL_REVIEW_COLUMNS "seq=?1")                                         \
	X(SQL_REVIEW_FACE,                                                                     \
		"SELECT outcome LIKE 'verified%' FROM journal INDEXED BY journal_visit"        \
		" WHERE visit=?1 AND seq>?2 AND event='request.sent' AND outcome IN"           \
		" ('verified','verified_with_reason','not_verified','not_enrolled')"           \
		" ORDER BY seq DESC LIMIT 1")                                                  \
	X(SQL_REVIEW_COUNT, "SELECT count(*) FROM review WHERE verdict IS NULL")               \
	X(SQL_REVIEW_MARK,                                                                     \
		"UPDATE review SET verdict=?2,note=?3,written=?4,marked_by=?5,marked_ms=?6"    \
		" WHERE seq=?1 AND verdict IS NULL")                                           \
	X(SQL_TRACE_ADD,                                                                       \
		"INSERT INTO claim_trace(code,officer,person,account,phone,made_ms)"           \
		" VALUES(?1,?2,?3,?4,?5,?6)")                                                  \
	X(SQL_OVERSIGHT,                                                                       \
		"SELECT s.id,s.initials,"                                                      \
		"(SELECT count(*) FROM journal j INDEXED BY journal_event"                     \
		" WHERE j.event=?1 AND j.seq>=?2 AND j.actor=s.id),"                           \
		"(SELECT count(DISTINCT account) FROM claim_trace t WHERE t.officer=s.id"      \
		" AND t.made_ms>=?3 AND t.account NOT NULL AND " SQL_TRACE_SHARED("account") ">?4)," \
		"(SELECT count(DISTINCT phone) FROM claim_trace t WHERE t.officer=s.id"        \
		" AND t.made_ms>=?3 AND t.phone NOT NULL AND " SQL_TRACE_SHARED("phone") ">?5)" \
		" FROM staff s ORDER BY s.rowid LIMIT ?6")                                     \
	X(SQL_JOURNAL_SEQ_AT, "SELECT coalesce(min(seq),?2) FROM (SELECT seq FROM journal"     \
			      " WHERE time_ms>=?1 ORDER BY time_ms LIMIT 1)")                  \
                                                                                               \
	X(SQL_SURVEY_ADD,                                                                      \
		"INSERT INTO survey(visit,service,score,left_why,assisted,senior,made_ms)"     \
		" VALUES(?1,?2,?3,?4,?5,?6,?7)")                                               \
                                                                                               \
	X(SQL_CALIBRATION_PUT,                                                                 \
		"INSERT INTO calibration(camera,sharpness_tenths,light_percent,made_ms,"       \
		"made_by) VALUES(?1,?2,?3,?4,?5) ON CONFLICT(camera) DO UPDATE SET"            \
		" sharpness_tenths=?2,light_percent=?3,made_ms=?4,made_by=?5")                 \
	X(SQL_CALIBRATION_GET, "SELECT sharpness_tenths,light_percent,made_ms"                 \
			       " FROM calibration WHERE camera=?1")                            \
	X(SQL_CAPTURE_ADD,                                                                     \
		"INSERT INTO capture_quality(time_ms,visit,reason,camera,faces,eye_px,"        \
		"frame_px,yaw,pitch,roll,room_left,room_right,room_up,room_down,sharpness,"    \
		"luminance,overexposed,light_overlap) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,"      \
		"?10,?11,?12,?13,?14,?15,?16,?17,?18)")                                        \
	X(SQL_CAPTURE_EACH,                                                                    \
		"SELECT time_ms,visit,reason,camera,faces,eye_px,frame_px,yaw,pitch,roll,"     \
		"room_left,room_right,room_up,room_down,sharpness,luminance,overexposed,"      \
		"light_overlap FROM capture_quality WHERE time_ms>=?1 AND time_ms<?2"          \
		" ORDER BY time_ms,id")                                                        \
	X(SQL_CAPTURE_SWEEP, "DELETE FROM capture_quality WHERE time_ms<?1 OR time_ms>?2")     \
                                                                                               \
	X(SQL_STAFF_ADD, "INSERT INTO staff(id,initials,role,name,pin,made_ms)"                \
			 " VALUES(?1,?2,?3,?4,?5,?6)")                                         \
	X(SQL_STAFF_ALL,                                                                       \
		"SELECT id,initials,role,name,pin,disabled_ms,card NOT NULL,"                  \
		"coalesce((SELECT wrong FROM pin_try WHERE who=id),0)"                         \
		" FROM staff ORDER BY rowid")                                                  \
	X(SQL_STAFF_BY_CARD,                                                                   \
		"SELECT id,initials,role,name,pin,disabled_ms,1,"                              \
		"coalesce((SELECT wrong FROM pin_try WHERE who=id),0)"                         \
		" FROM staff WHERE card=?1")                                                   \
	X(SQL_STAFF_BY_INITIALS,                                                               \
		"SELECT id,initials,role,name,pin,disabled_ms,card NOT NULL,"                  \
		"coalesce((SELECT wrong FROM pin_try WHERE who=id),0)"                         \
		" FROM staff WHERE initials=?1")                                               \
	X(SQL_STAFF_OPEN, "SELECT 1 FROM staff WHERE id=?1 AND disabled_ms IS NULL")           \
	X(SQL_STAFF_OTHER_SUPERVISOR,                                                          \
		"SELECT 1 FROM staff WHERE role='supervisor' AND disabled_ms IS NULL"          \
		" AND id<>?1")                                                                 \
	X(SQL_STAFF_DISABLE,                                                                   \
		"UPDATE staff SET disabled_ms=?2 WHERE id=?1 AND disabled_ms IS NULL")         \
	X(SQL_STAFF_ENABLE, "UPDATE staff SET disabled_ms=NULL WHERE id=?1")                   \
	X(SQL_STAFF_PIN, "UPDATE staff SET pin=?2 WHERE id=?1")                                \
	X(SQL_STAFF_CARD, "UPDATE staff SET card=?2 WHERE id=?1")                              \
	X(SQL_ABSENCE, "SELECT back_ms FROM absence WHERE id=1")                               \
	X(SQL_ABSENCE_SET,                                                                     \
		"INSERT INTO absence(id,back_ms) VALUES(1,?1)"                                 \
		" ON CONFLICT(id) DO UPDATE SET back_ms=?1")                                   \
	X(SQL_ABSENCE_CLEAR, "DELETE FROM absence")                                            \
	X(SQL_TRIES, "SELECT wrong,open_ms FROM pin_try WHERE who=?1")                         \
	X(SQL_TRIES_SET,                                                                       \
		"INSERT INTO pin_try(who,wrong,open_ms) VALUES(?1,?2,?3)"                      \
		" ON CONFLICT(who) DO UPDATE SET wrong=?2,open_ms=?3")                         \
	X(SQL_TRIES_CLEAR, "DELETE FROM pin_try WHERE who=?1")                                 \
                                                                                               \
	X(SQL_JOURNAL_HEAD, "SELECT seq,hash FROM journal ORDER BY seq DESC LIMIT 1")          \
	X(SQL_JOURNAL_ADD,                                                                     \
		"INSERT INTO journal(" JOURNAL_LINK ")"                                        \
		" VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)")                                 \
	X(SQL_JOURNAL_SERVICE, "SELECT service FROM journal WHERE visit=?1"                    \
			       " AND service IS NOT NULL ORDER BY seq DESC LIMIT 1")           \
	X(SQL_JOURNAL_ALL, "SELECT " JOURNAL_LINK " FROM journal WHERE seq>?1 ORDER BY seq")   \
	X(SQL_JOURNAL_HASH, "SELECT hash FROM journal WHERE seq=?1")                           \
	X(SQL_JOURNAL_BEFORE, JOURNAL_ROW "WHERE seq<?1 ORDER BY seq DESC LIMIT ?2")           \
	X(SQL_JOURNAL_AFTER, JOURNAL_ROW "WHERE seq>?1 ORDER BY seq LIMIT ?2")                 \
	X(SQL_JOURNAL_OF_VISIT, JOURNAL_ROW "WHERE visit=?1 ORDER BY seq")                     \
	X(SQL_JOURNAL_AGAIN,                                                                   \
		"SELECT 1 FROM journal INDEXED BY journal_subject WHERE subject=?1"            \
		" AND seq>?2 AND time_ms<=?3 AND visit NOT NULL AND visit<>?4 LIMIT 1")        \
	X(SQL_JOURNAL_ONE, JOURNAL_ROW "WHERE seq=?1")                                         \
	X(SQL_JOURNAL_LATEST, "SELECT coalesce(max(time_ms),0) FROM journal")                  \
	X(SQL_JOURNAL_LAST, JOURNAL_ROW "WHERE event=?1 ORDER BY seq DESC LIMIT 1")            \
                                                                                               \
	X(SQL_JOURNAL_EVENT_BELOW, JOURNAL_BELOW("event", ""))                                 \
	X(SQL_JOURNAL_ACTOR_BELOW, JOURNAL_BELOW("actor", ""))                                 \
	X(SQL_JOURNAL_OUTCOME_BELOW, JOURNAL_BELOW("outcome", " AND outcome<>'ok'"))           \
	X(SQL_JOURNAL_SERVICE_BELOW, JOURNAL_BELOW("service", ""))                             \
	X(SQL_JOURNAL_SUBJECT_BELOW, JOURNAL_BELOW("subject", ""))                             \
	X(SQL_JOURNAL_VISIT_BELOW, JOURNAL_BELOW("visit", ""))                                 \
	X(SQL_JOURNAL_NEXT_EVENT, "SELECT event FROM journal INDEXED BY journal_event"         \
				  " WHERE event>?1 ORDER BY event LIMIT 1")                    \
	X(SQL_JOURNAL_NEXT_OUTCOME,                                                            \
		"SELECT outcome FROM journal INDEXED BY journal_outcome"                       \
		" WHERE outcome>?1 AND outcome<>'ok' ORDER BY outcome LIMIT 1")                \
	X(SQL_JOURNAL_SPAN,                                                                    \
		"SELECT min(seq),max(seq),count(*) FROM (SELECT seq FROM journal INDEXED BY "  \
		"journal_time WHERE time_ms>=?1 AND time_ms<?2 ORDER BY time_ms LIMIT ?3)")    \
	X(SQL_JOURNAL_SPAN_END,                                                                \
		"SELECT min(seq),max(seq),count(*) FROM (SELECT seq FROM journal INDEXED BY "  \
		"journal_time WHERE time_ms>=?1 AND time_ms<?2 ORDER BY time_ms DESC LIMIT "   \
		"?3)")                                                                         \
	X(SQL_JOURNAL_TIME, "SELECT time_ms FROM journal WHERE seq>=?1 ORDER BY seq LIMIT 1")  \
	X(SQL_JOURNAL_VISIT_OF, "SELECT visit FROM claim WHERE code=?1"                        \
				" UNION ALL SELECT visit FROM handover WHERE code=?1 LIMIT 1") \
                                                                                               \
	X(SQL_HEAD_ADD, "INSERT INTO journal_head(seq,time_ms,hash,signature)"                 \
			" SELECT ?1,?2,?3,?4 WHERE NOT EXISTS(SELECT 1 FROM journal_head"      \
			" WHERE time_ms BETWEEN ?5 AND ?2) ON CONFLICT DO NOTHING")            \
	X(SQL_HEAD_ALL, "SELECT seq,hash,signature FROM journal_head")                         \
                                                                                               \
	X(SQL_JOURNAL_RANGE,                                                                   \
		"SELECT " JOURNAL_LINK " FROM journal WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq") \
	X(SQL_ARCHIVE_OLD,                                                                     \
		"SELECT min(seq),min(coalesce(min(iif(time_ms>=?2,seq,NULL)),max(seq)+1)-1,"   \
		"(SELECT max(seq)-1 FROM journal)),min(time_ms)"                               \
		" FROM (SELECT seq,time_ms FROM journal ORDER BY seq LIMIT ?1)")               \
	X(SQL_ARCHIVE_ADD,                                                                     \
		"INSERT INTO journal_archive(first_seq,last_seq,hash,file,made_ms)"            \
		" SELECT ?1,?2,hash,?3,?4 FROM journal WHERE seq=?2")                          \
	X(SQL_ARCHIVE_NEXT, "SELECT first_seq,last_seq,hash,file FROM journal_archive"         \
			    " WHERE first_seq>?1 ORDER BY first_seq LIMIT 1")                  \
	X(SQL_ARCHIVE_BEFORE, "SELECT first_seq,last_seq,hash,file FROM journal_archive"       \
			      " WHERE first_seq<?1 ORDER BY first_seq DESC LIMIT 1")           \
	X(SQL_JOURNAL_EDGES,                                                                   \
		"SELECT (SELECT coalesce(min(time_ms),0) FROM journal),"                       \
		"(SELECT coalesce(max(time_ms),0) FROM journal),"                              \
		"(SELECT coalesce(min(seq),0) FROM journal)")                                  \
	X(SQL_ARCHIVE_LEAVE,                                                                   \
		"DELETE FROM journal WHERE seq IN (SELECT seq FROM journal WHERE seq>=1 AND "  \
		"seq<=(SELECT max(last_seq) FROM journal_archive) ORDER BY seq LIMIT ?1)")

enum sql {
#define SQL_ENUM(name, text) name,
	SQL_LIST(SQL_ENUM)
#undef SQL_ENUM
		SQL_COUNT
};

#endif
