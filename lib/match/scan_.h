/* scan_.h – what scan.c works out once for a need, and scan_like.c reads for every offer. Inside these files.
 *
 * How many of the need's terms a part meets, and how nearly, is the union of the hits of the part's meanings; what a
 * union weighs is read off byte by byte: one look into grains for each eight bits, instead of a comparison of each term
 * with each meaning.
 *
 *      the need asks for the topics A (rarity x weight 900) and B (500), and the word w (700)
 *      bits    0..3 A: sibling, child, parent, same    4..7 B    8 (the next byte) w
 *      part    has B's parent and w                    hits = bits 4, 5, 6 and 8
 *      topics  500 x 600 of (900 + 500) x 1,000: 214   words 700 of 700: 1,000
 */
#ifndef CH_MATCH_SCAN_INSIDE_H
#define CH_MATCH_SCAN_INSIDE_H
#include "policy.h"
#include "provider.h"
#include "scan.h"

enum {
        /* Places for parties that no table knows; a power of two. */
        ODD_MAX = 512,
        /* Terms of each list of a need that are compared, the first by number: as many as like.c compares. */
        ASKED_MAX = 128,
        /* Languages of a need; with more the records are asked. */
        LANGUAGES_MAX = 16
};

/* What a meaning in an offer says to a need stands in bits, its hits: for each topic of the need a bit for each step of
 * nearness that is reached, then a bit for each of its words. The hits of a part are those of its meanings together.
 */
enum { STEPS = 4, HITS_MAX = (2 * ASKED_MAX * STEPS + ASKED_MAX) / 64 + 1, BYTE = 8 };

typedef struct asked { /* some terms of a need */
        /* The bytes of the hits that are theirs; none where the need has no such terms. */
        size_t from, to;
        /* Sum of their rarities x weights: what a share is of. */
        int64_t all;
} asked;

typedef struct weighed {
        /* A meaning's rarity (stats.h); and the same again where it is one of the need's words, else 0: with both a
         * part's own words are counted that the need has. */
        uint32_t all, met;
} weighed;

/* Of a table by open addressing: those of the need's stems that have a number, and their rarities. */
typedef struct stem_slot {
        uint32_t number, weight; /* weight 0: free */
} stem_slot;

/* The last party that fell there. */
typedef struct odd_provider_slot {
        ch_str party; /* empty: free */
        provider of;
} odd_provider_slot;

/* Everything lives in the arena. Only odd changes while offers are looked at. */
struct scan {
        const asking *a;
        ch_arena *arena;
        /* Where the need's topics, kinds of help and words stand in the hits. */
        asked focus, aims, concepts;
        /* How many meanings there are; how many words of 64 bits the hits of one take. */
        size_t meanings, hits_len;
        /* [word * (meanings + 1) + meaning]; the last meaning is none, and hits nothing. */
        uint64_t *hits;
        /* By byte of the hits and its value: what these hits weigh, times the fit. */
        uint32_t (*grains)[BYTE_VALUES];
        /* By meaning. */
        weighed *weighed;
        /* For scan_most, see there. */
        struct most *most;
        /* The need's stems: room for at least four times as many, a power of two, of which mask is one less. */
        stem_slot *stems;
        size_t stems_mask;
        /* Sum of their weights. */
        int64_t stems_all;
        /* By the card's word of the provider. */
        providers from;
        /* Other parties, by hash. */
        odd_provider_slot odd[ODD_MAX];
        /* The need's, as the card has them; with an odd one or too many, languages_len is 0: ask the records. */
        uint16_t languages[LANGUAGES_MAX];
        size_t languages_len;
        /* By topic: it is the same as, or parent or child of, a confirmed measure of the need. */
        bool *touched;
        /* The need has such a confirmed measure. */
        bool asks_topics;
};

/* hits, grains and weighed from the need; then what scan_most needs. False: the arena is full. */
bool scan_make_hits(scan *s);
bool scan_make_most(scan *s);
/* Neither on the query's day nor in the wanted period. */
bool scan_is_closed(const asking *a, const card *c);
/* The factors that likeness does not touch, but for the record. */
int32_t scan_plain(scan *s, const entry *e);
int32_t scan_record(const scan *s, const entry *e);
/* As like_of has it. */
like scan_like(const scan *s, const card *c);
#endif
