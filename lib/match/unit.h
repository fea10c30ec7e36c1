/* unit.h – what is compared: the meaning of a need, and of each part of an offer. Inside the room.
 *
 * Made once when a record enters the catalogue; immutable. Lists are sorted by meaning. A meaning is in a unit because
 * a person stated its code (weight WEIGHT_STATED) or because the words bring it up and nobody refused it
 * (WEIGHT_SUGGESTED); how often the words do does not matter. All here live in the arena given, and fail with
 * CH_TOO_LARGE when it is full.
 */
#ifndef CH_MATCH_UNIT_H
#define CH_MATCH_UNIT_H
#include "words.h"
#include <ch/offer.h>
#include <ch/request.h>

typedef struct unit {
        /* Topics of the facets measure and assistance; words of the field. */
        terms measures, kinds, concepts;
        /* Measures but roots that are there only because a child is: what a need is about. Empty in an offer's. */
        terms focus;
        /* The same of kinds, without the bare root. Empty in an offer's. */
        terms aims;
        /* All words of the text. */
        hashes stems;
        /* Bit per topic of the facet domain that stands for itself alone, in the order of the table; beyond 32 they
         * share bits. 0 also where all_domains is set and three or more are named. */
        uint32_t domains;
        /* It names the whole, or one that spans all. */
        bool all_domains;
        /* Regions or States: it is about these. */
        bool names_places;
        ch_state_set places;
} unit;

enum { PARTS_MAX = 32 }; /* that an offer has: at most twenty areas and a heading */

/* Of the needs of a request, in their order, or of the areas of an offer and at last, where there is one, its title and
 * text as one more part. */
typedef struct units {
        unit *v;
        size_t len;
        /* Union over all, for the track record; of a request's only. */
        terms focus;
} units;

/* The words of all parts are read. lang is the record's; what is none of the six reads as English. */
CH_MUST_CHECK ch_status units_of_request(const lexicon *lex, const ch_vocab *vocab, ch_arena *arena,
                                         const ch_request *r, units *out);
CH_MUST_CHECK ch_status units_of_offer(const lexicon *lex, const ch_vocab *vocab, ch_arena *arena, const ch_offer *o,
                                       units *out);
/* The union over all, from the units. */
CH_MUST_CHECK ch_status units_join(ch_arena *arena, units *us);
/* Units as bytes, without the union; and back, when so many are expected. CH_MALFORMED: these are not the bytes of so
 * many units over the vocabulary. */
CH_MUST_CHECK ch_status units_pack(ch_arena *arena, const units *us, ch_str *out);
CH_MUST_CHECK ch_status units_unpack(const ch_vocab *vocab, ch_arena *arena, ch_str bytes, size_t len, units *out);
/* A copy of exactly the size it needs: making units leaves five times their size behind. */
CH_MUST_CHECK ch_status units_copy(ch_arena *arena, const units *from, units *out);
/* The number under which units can be kept: another one for other tables, another ICU, another engine. Never 0 but
 * without memory. After ch_crypto_init. */
uint64_t units_edition(const ch_vocab *vocab);
/* One need's, for a draft that is in no catalogue. lang: of its request. */
CH_MUST_CHECK ch_status unit_of_need(const lexicon *lex, const ch_vocab *vocab, ch_arena *arena, const ch_need *n,
                                     ch_str lang, unit *out);
#endif
