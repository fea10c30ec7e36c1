/* export.h – how what the records name becomes numbers: places in the reference tables, and sets of them. */
#ifndef EXPORT_H
#define EXPORT_H
#include "../../lib/match/pair.h"
#include "made.h"

/* How many words each sort of set takes, of 60 bits each. */
enum { WORD_BITS = 60, SET_WORDS = 9, TOPIC_WORDS = 2, STATE_WORDS = 4, ELIGIBLE_WORDS = 5 };

/* Bit n is place n of its table. */
typedef struct set {
        uint64_t w[SET_WORDS];
} set;

static inline void
set_add(set *s, size_t at)
{
        s->w[at / WORD_BITS] |= (uint64_t)1 << at % WORD_BITS;
}

/* States in the order of their table, then regions, then "all"; false: past the end. */
static inline bool
eligible_at(const ch_vocab *vocab, size_t at, ch_str *code)
{
        const ch_state *states;
        const ch_region *regions;
        size_t s = ch_vocab_states(vocab, &states), r = ch_vocab_regions(vocab, &regions);

        if (at > s + r)
                return false;
        *code = at < s ? states[at].code : at < s + r ? regions[at - s].code : CH_LIT("*");
        return true;
}

/* Its place in that order; an unknown code counts as "all". */
static inline size_t
eligible_number(const ch_vocab *vocab, ch_str code)
{
        const ch_state *states;
        const ch_region *regions, *region = ch_vocab_region(vocab, code);
        size_t s = ch_vocab_states(vocab, &states), r = ch_vocab_regions(vocab, &regions);
        int state = ch_vocab_state_index(vocab, code);

        return state >= 0 ? (size_t)state : region ? s + (size_t)(region - regions) : s + r;
}

/* States, then organizations, then the bodies that are only in the records; false: past the end. */
static inline bool
party_at(const ch_vocab *vocab, size_t at, ch_str *code)
{
        static char names[PARTIES][16];
        const ch_state *states;
        const ch_org *orgs;
        size_t s = ch_vocab_states(vocab, &states), o = ch_vocab_orgs(vocab, &orgs);

        if (at >= s + o + PARTIES)
                return false;
        *code = at < s ? states[at].code : at < s + o ? orgs[at - s].code : (ch_str) { 0 };
        if (at >= s + o) {
                (void)snprintf(names[at - s - o], sizeof names[0], "BODY-%zu", at - s - o);
                *code = ch_str_of(names[at - s - o]);
        }
        return true;
}

/* Bit per language, by its two letters: a hash without collision among those in use. */
static inline uint64_t
languages_of(ch_strs codes)
{
        static const char *const known[] = { "ar", "en", "es", "fr", "ru", "zh", "pt" };
        uint64_t bits = 0;

        for (size_t i = 0; i < codes.len; i++) {
                size_t k = 0;

                while (k < sizeof known / sizeof *known && !ch_str_is(codes.v[i], known[k]))
                        k++;
                bits |= (uint64_t)1 << k;
        }
        return bits;
}

/* All references are in order. */
static inline size_t
index_of(const ch_str *all, size_t n, const ch_offer *o)
{
        size_t low = 0, high = n;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (ch_str_cmp(all[mid], o->head.ref) < 0)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low;
}
#endif
