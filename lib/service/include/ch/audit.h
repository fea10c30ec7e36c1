/* ch/audit.h – reading and verifying the record of who did what. Auditors; the commands act as the system.
 *
 * One entry each for every step, every step refused to somebody signed in, and of the Committee's people every full
 * read of a request, a match, a ranked list or a plan and every one refused for a conflict of interest. Entries are
 * numbered without gaps, each hashed over the one before: what is changed, taken out or cut off later shows.
 */
#ifndef CH_AUDIT_H
#define CH_AUDIT_H
#include <ch/case.h>

/* One entry, without content of any record: who, what, on which, and how it ended. */
typedef struct ch_audit_line {
        uint64_t seq;
        ch_time at;
        /* Account; nil: the system, or nobody signed in. */
        ch_uuid actor;
        ch_act act;
        /* Kind and id of what it was about; CH_KIND_NONE and nil: nothing in particular (a list, an import). */
        ch_kind kind;
        ch_uuid object;
        /* CH_OK: done; else the refusal, such as CH_HIDDEN. */
        ch_status outcome;
        /* Coded: "version=3 status=2", "refused", "read"; never content. Empty also where its key was destroyed. */
        ch_str details;
        /* Of this entry and the one before; 64 hexadecimal digits. */
        ch_str hash;
} ch_audit_line;
/* Newest first, at most cap entries before seq (0: from the newest); *len 0: there are none. Room for cap entries is
 * taken in the arena, whatever there is. One read of the database. For the next page: before = (*out)[*len - 1].seq. */
CH_MUST_CHECK ch_status ch_audit_list(const ch_look *look, const ch_actor *actor, uint64_t before, size_t cap,
                                      ch_audit_line **out, size_t *len);

typedef struct ch_audit_check {
        /* "integrity", "foreign keys", "change feed", "audit chain", "versions", "sealed fields", "kept meanings",
         * "memory"; a message id. */
        const char *what;
        /* Rows looked at, and those that are not as they must be: all is well when every wrong is 0. */
        uint64_t checked, wrong;
} ch_audit_check;
/* Room for every check; *len says how many there are. */
enum { CH_AUDIT_CHECKS = 10 };
/* Reads the whole database through a connection of its own: seconds. Not on the writer thread. Also compares the
 * versions in memory with those on the disk ("memory"; what came after the look began is left out). */
CH_MUST_CHECK ch_status ch_audit_verify(const ch_look *look, const ch_actor *actor, ch_audit_check out[CH_AUDIT_CHECKS],
                                        size_t *len);
#endif
