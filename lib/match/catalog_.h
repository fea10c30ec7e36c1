/* catalog_.h – what a catalogue is made of. Inside the room; everything here is immutable once a catalogue is handed
 * out. */
#ifndef CH_MATCH_CATALOG_INSIDE_H
#define CH_MATCH_CATALOG_INSIDE_H
#include "sheet.h"
#include "stats.h"
#include <ch/catalog.h>

struct ch_catalog_part {
        uint64_t seq;         /* the greatest */
        lot of[CH__KIND_MAX]; /* v NULL: nothing of that kind */
        tally *offers;        /* all offers of the part, counted; NULL: they are not */
        size_t unfit;         /* records whose kept meaning could not be taken */
        bool is_begun;
};

struct ch_catalog {
        atomic_size_t refs;
        uint64_t seq;
        const ch_vocab *vocab;
        lexicon *lex;                /* shared by all catalogues over the vocabulary */
        frame *frame;                /* likewise */
        uint64_t edition;            /* of the units; 0: not known */
        stats *stats;                /* of the offers; shared until one changes */
        sheets *sheets;              /* of the offers, with their histories */
        table *tables[CH__KIND_MAX]; /* NULL: no record of that kind */
};
#endif
