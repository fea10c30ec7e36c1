/* scan_.h – what scan.c works out once for a need, and scan_like.c reads for every offer. */
#ifndef CH_MATCH_SCAN_INSIDE_H
#define CH_MATCH_SCAN_INSIDE_H
#include "policy.h"
#include "provider.h"
#include "scan.h"

enum { ODD_MAX = 512, PARTS_MAX = 32, ASKED_MAX = 128, LANGUAGES_MAX = 16, UNKNOWN = -1 };

/* Eight fits at once. */
enum { EIGHT = 8 };
typedef int16_t eight __attribute__((vector_size(2 * EIGHT), aligned(2), may_alias));

typedef struct asked {    /* topics of a need, with their weight, and how near each topic of the thesaurus is to each */
        size_t len, wide; /* wide: rounded up to whole eights */
        int64_t weight[ASKED_MAX], all;
        int16_t *near; /* [topic * wide + i] */
        bool *bears;   /* by topic: it is near to any */
} asked;

typedef struct stem_slot {
        uint64_t stem;
        int64_t weight; /* 0: free */
} stem_slot;

typedef struct odd_provider_slot {
        ch_str party; /* empty: free */
        provider of;
} odd_provider_slot;

struct scan {
        const asking *a;
        ch_arena *arena;
        asked focus, aims;
        uint16_t concept_at[MEANINGS_MAX]; /* 1 + place among the need's concepts; 0: not one */
        int64_t concept_weight[ASKED_MAX], concepts_all;
        size_t concepts_len; /* that are compared */
        stem_slot *stems;
        size_t stems_mask;
        int64_t stems_all;
        int16_t *closeness; /* by eligible word; UNKNOWN */
        providers from;
        odd_provider_slot odd[ODD_MAX];    /* other parties, by hash */
        uint16_t languages[LANGUAGES_MAX]; /* the need's; with an odd one or too many, languages_len is 0: ask the
                                              records */
        size_t languages_len;
        bool *touched; /* topics that are the same as, or parent or child of, a confirmed one of the need */
        bool asks_topics;
};

/* The factors that likeness does not touch, but for the record. */
int32_t scan_plain(scan *s, const entry *e);
int32_t scan_record(const scan *s, const entry *e);
#endif
