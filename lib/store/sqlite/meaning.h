/* meaning.h – the kept meanings beside the records of a page. Private to lib/store/sqlite. */
#ifndef CH_STORE_MEANING_H
#define CH_STORE_MEANING_H
#include "stmt.h"

/* Bytes to whole multiples of which meanings are padded: they are many, and short. */
enum { CH_PAD_MEANING = 64 };

/* A page of kept meanings in the order of records, read alongside. */
typedef struct ch_meanings {
        ch_q q;
        bool is_open, has_row;
} ch_meanings;

/* Begins at the cursor's place; without an edition it is empty and asks nothing. To be closed. */
ch_meanings ch_meanings_open(ch_db *db, const ch_cursor *cursor);
/* Of record n, whose sealed part is under key_id (0: it has none); empty: none that fits. Into the arena. */
ch_str ch_meanings_take(ch_meanings *m, int64_t n, int64_t key_id, const ch_change *of, ch_arena *arena);
/* The first failure of reading them; the records are sound all the same. */
CH_MUST_CHECK ch_status ch_meanings_close(ch_meanings *m);

/* Rows behind *after, at most so many, each counted as checked, and as wrong when it belongs to no request or offer, to
 * no version of it, or does not open where it stands. One that was made from an older version, or whose key was
 * shredded, is not wrong: it is not read. */
CH_MUST_CHECK ch_status ch_meanings_check(ch_db *db, int64_t *after, int64_t most, ch_verdict_line *line);
#endif
