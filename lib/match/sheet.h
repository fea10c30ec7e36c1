/* sheet.h – the listed offers as rows of bits: 4,096 slots a sheet, a bit row for every fact. Inside the room.
 *
 * Immutable once published. The next catalogue shares all sheets in which nothing changes; of the others it has copies,
 * of the rows only where an offer comes in: one that goes only loses its bit among the living, and its slot is used
 * again later. An offer keeps its slot while it stays the same. Rows say nothing of how rare a fact is, so that
 * statistics may change beside them. Rows of an offer's own history follow the responses and matches that name it.
 */
#ifndef CH_MATCH_SHEET_H
#define CH_MATCH_SHEET_H
#include "frame.h"

enum { ROLE_ODD = CH_OFFER_HOSTS + 1, RECORD_LEVELS = 5 };
extern const int16_t record_caps[RECORD_LEVELS]; /* rising, the last is FULL */

/* Rows that change without the offer. */
typedef enum own_row {
        OWN_LIVE,
        OWN_BUSY,                              /* a match names it */
        OWN_RECORD,                            /* help given to others: at most record_caps[0], above it … */
        OWN__MAX = OWN_RECORD + RECORD_LEVELS, /* … at most record_caps[1], and so on */
} own_row;

typedef struct facts {
        atomic_size_t refs;
        size_t len, cap; /* rows */
        uint64_t *rows;  /* ROW_WORDS each */
        uint16_t at[];   /* by row number: 1 + its place; 0: no offer of the sheet has it */
} facts;

typedef struct sheet {
        atomic_size_t refs;
        facts *facts;
        unsigned class;
        size_t living;
        uint64_t own[OWN__MAX][ROW_WORDS];
        const entry *entries[SLOTS]; /* of the living; what else stands here is gone or NULL */
        const gist *gists[SLOTS];    /* theirs: who asks many for no more than these fetches no entry */
} sheet;

typedef struct sheets {
        atomic_size_t refs;
        size_t len, open[SHEET_CLASSES]; /* where offers of a class come in; len: nowhere yet */
        size_t unlisted[ROLE_ODD + 1];   /* offers that are in no sheet, by role */
        sheet *v[];
} sheets;

typedef struct sheet_news { /* what has changed, and the tables after it */
        const frame *frame;
        const ch_vocab *vocab;
        const table_diff *offers, *matches, *responses;
        table *const *tables;
} sheet_news;

/* From those before (NULL: none) and the news. Gives slots to the entries that came. NULL: no memory. */
sheets *sheets_apply(const sheets *old, const sheet_news *news);
sheets *sheets_acquire(sheets *s);
void sheets_release(sheets *s);

/* NULL: no offer of the sheet has it. Rows from frame.rows on are the sheet's own. */
static inline const uint64_t *
sheet_row(const sheet *s, const frame *f, uint16_t row)
{
        uint16_t at;

        if (row >= f->rows)
                return s->own[row - f->rows];
        at = s->facts->at[row];
        return at ? s->facts->rows + (size_t)(at - 1) * ROW_WORDS : NULL;
}

static inline bool
row_has(const uint64_t *row, size_t slot)
{
        return row && row[slot / 64] >> slot % 64 & 1;
}

/* Where offers of a role are counted. */
static inline size_t
role_at(int32_t role)
{
        return role >= 0 && role < ROLE_ODD ? (size_t)role : ROLE_ODD;
}

/* Of an offer's own row; true for one that has no slot: who asks must look. */
static inline bool
may_have(const sheets *all, const entry *e, own_row row)
{
        return e->slot == SLOT_NONE || row_has(all->v[e->slot / SLOTS]->own[row], e->slot % SLOTS);
}
#endif
