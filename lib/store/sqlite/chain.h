/* chain.h – the two hash chains (changes, audit) and the head that says where they end. Private to lib/store/sqlite. */
#ifndef CH_STORE_CHAIN_H
#define CH_STORE_CHAIN_H
#include "conn.h"

/* One line of the feed with its version row, as hashed. */
typedef struct ch_link {
        int64_t seq, kind, version, status, sample, key, at; /* key 0: nothing sealed */
        ch_uuid id, actor;
        ch_str act, ref, body, sealed;
} ch_link;

ch_key ch_change_hash(const ch_key *before, const ch_link *line);
/* seq, at, kind, outcome, actor, object, act and commitment of e; details stay outside. */
ch_key ch_audit_hash(const ch_key *before, const ch_audit_entry *e, ch_str act, const ch_key *commitment);
/* Salted commitment to details. */
ch_key ch_audit_commitment(ch_str salt, ch_str details);

/* Last line of the chain: number and hash; zeros when there is none yet. */
CH_MUST_CHECK ch_status ch_tail_of_changes(ch_db *db, ch_tail *out);
CH_MUST_CHECK ch_status ch_tail_of_audit(ch_db *db, ch_tail *out);
/* Writes the head from the two tails. */
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
