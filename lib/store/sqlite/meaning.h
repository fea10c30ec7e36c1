/* meaning.h – the kept meanings beside the records of a page. Private to lib/store/sqlite. */
#ifndef CH_STORE_MEANING_H
#define CH_STORE_MEANING_H
#include "stmt.h"

enum { CH_PAD_MEANING = 64 };

typedef struct ch_meanings { /* in the order of records, read alongside */
        ch_q q;
        bool is_open, has_row;
} ch_meanings;

ch_meanings ch_meanings_open(ch_db *db, const ch_cursor *cursor);
/* Of record n, whose sealed part is under key_id (0: it has none); empty: none that fits. Into the arena. */
ch_str ch_meanings_take(ch_meanings *m, int64_t n, int64_t key_id, const ch_change *of, ch_arena *arena);
CH_MUST_CHECK ch_status ch_meanings_close(ch_meanings *m);
#endif
