/* ch/audit.h – reading and verifying the record of who did what. Auditors; the commands act as the system. */
#ifndef CH_AUDIT_H
#define CH_AUDIT_H
#include <ch/case.h>

typedef struct ch_audit_line {
        uint64_t seq;
        ch_time at;
        ch_uuid actor; /* account; nil: the system */
        ch_act act;
        ch_kind kind;
        ch_uuid object;
        ch_status outcome;
        ch_str details; /* coded; never content of a request */
        ch_str hash;    /* hex */
} ch_audit_line;
/* Newest first, at most cap entries before seq (0: from the newest). */
CH_MUST_CHECK ch_status ch_audit_list(const ch_look *look, const ch_actor *actor, uint64_t before, size_t cap,
                                      ch_audit_line **out, size_t *len);

typedef struct ch_audit_check {
        const char *what; /* "integrity", "foreign keys", "audit chain", "versions", "sealed fields", "change feed",
                             "memory" */
        uint64_t checked, wrong;
} ch_audit_check;
enum { CH_AUDIT_CHECKS = 10 };
/* Reads the whole database: seconds. Not on the writer thread. Also compares the catalogue with the feed ("memory"). */
CH_MUST_CHECK ch_status ch_audit_verify(const ch_look *look, const ch_actor *actor, ch_audit_check out[CH_AUDIT_CHECKS],
                                        size_t *len);
#endif
