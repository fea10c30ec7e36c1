/* unit.h – what is compared: the meaning of a need, and of each part of an offer. Inside the room.
 *
 * Made once when a record enters the catalogue; immutable. Lists are sorted by meaning.
 */
#ifndef CH_MATCH_UNIT_H
#define CH_MATCH_UNIT_H
#include "words.h"
#include <ch/offer.h>
#include <ch/request.h>

typedef struct unit {
        terms measures, kinds, concepts; /* topics of the facets measure and assistance; words of the field */
        terms focus;                     /* measures without a root whose child is there too: what a need is about */
        terms aims;                      /* the same of kinds, without the bare root */
        hashes stems;
        uint32_t domains;  /* bit per topic of the facet domain that stands for itself alone */
        bool all_domains;  /* it names the whole, or one that spans all */
        bool names_places; /* regions or States: it is about these */
        ch_state_set places;
} unit;

enum { PARTS_MAX = 32 }; /* that an offer has: at most twenty areas and a heading */

typedef struct units { /* of the needs of a request, or of the areas of an offer and at last its title and text */
        unit *v;
        size_t len;
        terms focus; /* union over all, for the track record */
} units;

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
 * without memory. */
uint64_t units_edition(const ch_vocab *vocab);
CH_MUST_CHECK ch_status unit_of_need(const lexicon *lex, const ch_vocab *vocab, ch_arena *arena, const ch_need *n,
                                     ch_str lang, unit *out);
#endif
