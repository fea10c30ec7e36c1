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
/* Steps in which a track record is bounded, in thousandths; rising, the last is FULL. They stand where one attended or
 * pledged help, one offered, one delivered and two delivered lie. */
extern const int16_t record_caps[RECORD_LEVELS];

/* Rows that change without the offer. */
typedef enum own_row {
        /* The slot holds a listed offer. Of others all other rows mean nothing. */
        OWN_LIVE,
        /* A match names it, whatever its status. */
        OWN_BUSY,
        /* Help given to others: above nothing; above record_caps[0]; above record_caps[1], and so on. */
        OWN_RECORD,
        OWN__MAX = OWN_RECORD + RECORD_LEVELS,
} own_row;

/* The rows that any offer of the sheet has; shared by copies of a sheet in which nobody came in. */
typedef struct facts {
        atomic_size_t refs;
        /* Rows. */
        size_t len, cap;
        /* ROW_WORDS each, aligned to 64 bytes. */
        uint64_t *rows;
        /* By row number (frame.h): 1 + its place; 0: no offer of the sheet has it. */
        uint16_t at[];
} facts;

typedef struct sheet {
        atomic_size_t refs;
        facts *facts;
        /* Of all its offers (class_of). */
        unsigned class;
        /* How many slots are in use. */
        size_t living;
        uint64_t own[OWN__MAX][ROW_WORDS];
        /* Of the living; what else stands here is gone or NULL. */
        const entry *entries[SLOTS];
        /* Theirs: who asks many for no more than these fetches no entry. */
        const gist *gists[SLOTS];
} sheet;

typedef struct sheets {
        atomic_size_t refs;
        /* open: where offers of a class come in; not below len: nowhere yet. */
        size_t len, open[SHEET_CLASSES];
        /* Offers that are in no sheet, by role. */
        size_t unlisted[ROLE_ODD + 1];
        sheet *v[];
} sheets;

/* What has changed, and the tables after it. */
typedef struct sheet_news {
        const frame *frame;
        const ch_vocab *vocab;
        const table_diff *offers, *matches, *responses;
        table *const *tables;
} sheet_news;

/* From those before (NULL: none) and the news. Gives slots to the entries that came: entry.slot = number of the sheet x
 * SLOTS + slot, so 8,209 is slot 17 of v[2]. NULL: no memory, and the entries' slots are not to be used. acquire and
 * release count references; NULL is fine. */
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

/* To out the slots of one party, by number, and whatever is dead and had it. */
void sheet_add_party(const sheet *s, const frame *f, uint32_t party, uint64_t *out);

/* A row that is not there has nobody. */
static inline bool
row_has(const uint64_t *row, size_t slot)
{
        return row && row[slot / 64] >> slot % 64 & 1;
}

/* The number of a slot's party. */
static inline uint32_t
sheet_party(const sheet *s, const frame *f, size_t slot)
{
        uint32_t number = 0;

        for (size_t i = 0; i < f->party_bits; i++)
                number |= (uint32_t)row_has(sheet_row(s, f, (uint16_t)(f->party + i)), slot) << i;
        return number;
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
