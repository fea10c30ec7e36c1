/* catalog_.h – what a catalogue is made of. Inside the room; everything here is immutable once a catalogue is handed
 * out. */
#ifndef CH_MATCH_CATALOG_INSIDE_H
#define CH_MATCH_CATALOG_INSIDE_H
#include "sheet.h"
#include "stats.h"
#include <ch/ground.h>

/* What one thread has read, and nobody else touches before it is joined. */
struct ch_catalog_part {
        /* The greatest. */
        uint64_t seq;
        /* v NULL: nothing of that kind. */
        lot of[CH__KIND_MAX];
        /* All offers of the part, counted; NULL: they are not, as its first page had few records. */
        tally *offers;
        /* Records whose kept meaning could not be taken. */
        size_t unfit;
        /* Records go where there is room behind its own; NULL: to a place of their own. */
        const ch_catalog *after;
        /* A page was read: whether offers are counted is settled. */
        bool is_begun;
};

/* Nothing but refs, and what a table fills in for its readers (table_records), changes after join. */
struct ch_catalog {
        atomic_size_t refs;
        uint64_t seq;
        const ch_vocab *vocab;
        /* Shared by all catalogues over the vocabulary. */
        lexicon *lex;
        frame *frame;
        /* Of the units; 0: not known. */
        uint64_t edition;
        /* Of the offers; shared until one changes. */
        stats *stats;
        /* Of the offers, with their histories; shared until an offer, match or response changes. */
        sheets *sheets;
        /* NULL: no record of that kind. Shared until one of the kind changes. */
        table *tables[CH__KIND_MAX];
        /* Shared until something changes that lists depend on. */
        const ch_ground *ground;
        /* The last change of an open request. */
        uint64_t open_at;
};
#endif
