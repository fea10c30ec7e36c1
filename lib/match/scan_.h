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

/* Places for parties that no table knows; terms of a need that are compared; languages: more are asked of the records.
 */
enum { ODD_MAX = 512, ASKED_MAX = 128, LANGUAGES_MAX = 16 };

/* What a meaning in an offer says to a need stands in bits, its hits: for each topic of the need a bit for each step of
 * nearness that is reached, then a bit for each of its words. The hits of a part are those of its meanings together.
 */
enum { STEPS = 4, HITS_MAX = (2 * ASKED_MAX * STEPS + ASKED_MAX) / 64 + 1, BYTE = 8 };

typedef struct asked { /* some terms of a need: the bytes of the hits that are theirs, and the weight of all */
        size_t from, to;
        int64_t all;
} asked;

typedef struct weighed { /* a meaning's rarity, and the same again where the need has it */
        uint32_t all, met;
} weighed;

/* Of a table by open addressing: the need's stems and their rarities. */
typedef struct stem_slot {
        uint64_t stem;
        int64_t weight; /* 0: free */
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
        asked focus, aims, concepts;
        size_t meanings, hits_len;       /* hits_len: words */
        uint64_t *hits;                  /* [word * (meanings + 1) + meaning]; the last meaning is none */
        uint32_t (*grains)[BYTE_VALUES]; /* by byte of the hits and its value: what these hits weigh, times the fit */
        weighed *weighed;                /* by meaning */
        struct most *most;               /* see scan_most.c */
        stem_slot *stems;
        size_t stems_mask;
        int64_t stems_all;
        providers from;
        odd_provider_slot odd[ODD_MAX];    /* other parties, by hash */
        uint16_t languages[LANGUAGES_MAX]; /* the need's; with an odd one or too many, languages_len is 0: ask the
                                              records */
        size_t languages_len;
        bool *touched; /* topics that are the same as, or parent or child of, a confirmed one of the need */
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
