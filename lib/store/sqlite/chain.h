/* chain.h – the two hash chains (changes, audit) and the head that says where they end. Private to lib/store/sqlite.
 *
 * Each line's hash covers the hash before it, so that nothing can be changed, taken out or put in between; the head
 * covers both ends, under the house's key, so that no tail can be cut off. Written with each commit that adds a line.
 */
#ifndef CH_STORE_CHAIN_H
#define CH_STORE_CHAIN_H
#include "conn.h"

/* One line of the feed with its version row, as hashed. */
typedef struct ch_link {
        /* key: identifier of the data key; 0: nothing sealed. */
        int64_t seq, kind, version, status, sample, key, at;
        ch_uuid id, actor;
        /* Word of the act, reference, packed clear fields, sealed fields of the version row. */
        ch_str act, ref, body, sealed;
} ch_link;

/* Hash of one line of the feed after the hash before it (zeros for the first). */
ch_key ch_change_hash(const ch_key *before, const ch_link *line);
/* seq, at, kind, outcome, actor, object, act and commitment of e; details stay outside. */
ch_key ch_audit_hash(const ch_key *before, const ch_audit_entry *e, ch_str act, const ch_key *commitment);
/* Salted commitment to details. */
ch_key ch_audit_commitment(ch_str salt, ch_str details);

/* Last line of the chain: number and hash; zeros when there is none yet. The writer remembers it till a rollback; a
 * reader asks. */
CH_MUST_CHECK ch_status ch_tail_of_changes(ch_db *db, ch_tail *out);
CH_MUST_CHECK ch_status ch_tail_of_audit(ch_db *db, ch_tail *out);
/* Writes the head from the two tails; before COMMIT. */
CH_MUST_CHECK ch_status ch_head_write(ch_db *db);
/* Where the head says the chains end. CH_BROKEN: the head is missing or was not written by who has the key. */
CH_MUST_CHECK ch_status ch_head_read(ch_db *db, ch_tail *changes, ch_tail *audit);
/* The audit row q stands on: its hash after before, and whether it is what the row says, details and commitment
 * included. */
struct ch_q;
CH_MUST_CHECK ch_status ch_audit_row_check(struct ch_q *q, const ch_key *before, ch_key *hash, bool *right);
/* In writer.c: TRUNCATE checkpoint before closing. */
void ch_store_settle(ch_store *store);
#endif
