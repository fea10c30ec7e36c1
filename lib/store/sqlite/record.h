/* record.h – reading rows of table record and table version. Private to lib/store/sqlite. */
#ifndef CH_STORE_RECORD_H
#define CH_STORE_RECORD_H
#include "stmt.h"

/* The row q stands on, opened into the arena. table is the one the columns come from: sealed parts open only there. */
CH_MUST_CHECK ch_status ch_row_read(ch_q *q, const char *table, ch_arena *arena, ch_change *out);
/* Keyed hash of the field by which records of the kind are found besides id and reference; false: the kind has none, or
 * it is empty. */
bool ch_record_lookup(const ch_db *db, ch_kind kind, const void *record, ch_key *out);
/* Are records of the kind found by a field besides? Accounts are, by login. */
bool ch_kind_has_lookup(ch_kind kind);
/* Keyed hash of such a value: equal values are found, nothing else is told. */
ch_key ch_lookup_of(const ch_db *db, ch_kind kind, ch_str value);
#endif
