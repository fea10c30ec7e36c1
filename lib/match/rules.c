/* rules.c – what no weight bends; the first rule that refuses a pair is the one it is told by. */
#include "pair.h"
#include "policy.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>

static bool
is_unlisted(const pair *p)
{
        return p->o->offer->status != CH_OFFER_LISTED;
}

static bool
is_between(ch_day day, ch_day first, ch_day last)
{
        return (first == CH_DAY_NONE || day >= first) && (last == CH_DAY_NONE || day <= last);
}

/* Open on the query's day, or at some time of the wanted period. */
static bool
is_closed(const pair *p)
{
        ch_day from = ch_date_first(p->o->offer->from), until = ch_date_last(p->o->offer->until);
        bool wants = p->a->from != CH_DAY_NONE || p->a->until != CH_DAY_NONE;

        if (is_between(p->a->q->today, from, until))
                return false;
        if (!wants)
                return true;
        return (until != CH_DAY_NONE && p->a->from != CH_DAY_NONE && until < p->a->from) ||
               (from != CH_DAY_NONE && p->a->until != CH_DAY_NONE && from > p->a->until);
}

static bool
is_foreign(const pair *p)
{
        return factor_fit(CH_FACTOR_REGION, p) == 0;
}

static bool
names_requester(const asking *a, const ch_strs *codes)
{
        ch_state_set set = ch_vocab_states_of(a->cat->vocab, *codes);

        for (size_t w = 0; w < CH_STATES_MAX / 64; w++)
                if (set.w[w] & a->states.w[w])
                        return true;
        return ch_strs_has(*codes, a->request->party);
}

/* A provider is never told whether the State excluded it. */
static bool
is_excluded(const pair *p)
{
        return names_requester(p->a, &p->o->offer->excluded) ||
               (!p->a->q->for_provider && ch_strs_has(p->a->request->excluded, p->o->offer->party));
}

/* A State never serves itself; an organization's programme may serve the organization's own request. */
static bool
is_own(const pair *p)
{
        ch_str provider = p->o->offer->party;

        return p->o->kind == CH_PARTY_STATE &&
               (ch_str_eq(provider, p->a->request->party) || ch_strs_has(p->a->request->co_requesters, provider));
}

static bool
is_full(const pair *p)
{
        return p->o->offer->capacity > 0 && (int64_t)p->o->engaged >= p->o->offer->capacity;
}

static bool
is_measure(const ch_vocab *vocab, ch_str code, uint16_t *at)
{
        const ch_topic *topics;
        int i = ch_vocab_topic_index(vocab, code);

        (void)ch_vocab_topics(vocab, &topics);
        *at = (uint16_t)(i < 0 ? 0 : i);
        return i >= 0 && topics[i].facet == CH_FACET_MEASURE;
}

/* Between confirmed measure topics: is any of the one list the same as, or parent or child of, one of the other? */
static bool
topics_touch(const ch_vocab *vocab, const ch_strs *asked, const ch_strs *given)
{
        for (size_t i = 0; i < asked->len; i++) {
                for (size_t k = 0; k < given->len; k++) {
                        uint16_t a, b;

                        if (is_measure(vocab, asked->v[i], &a) && is_measure(vocab, given->v[k], &b) &&
                            topic_nearness(vocab, a, b) >= NEAR_CHILD)
                                return true;
                }
        }
        return false;
}

static bool
has_measure(const ch_vocab *vocab, const ch_strs *codes)
{
        uint16_t at;

        for (size_t i = 0; i < codes->len; i++)
                if (is_measure(vocab, codes->v[i], &at))
                        return true;
        return false;
}

/* Only where people confirmed topics on both sides; a part without confirmed topics may still be what is needed. */
static bool
is_off_topic(const pair *p)
{
        const ch_vocab *vocab = p->a->cat->vocab;
        const ch_area *areas = ch_offer_areas(p->o->offer);

        if (!has_measure(vocab, &p->a->need->topics) || !p->o->offer->areas.len)
                return false;
        for (size_t i = 0; i < p->o->offer->areas.len; i++)
                if (!has_measure(vocab, &areas[i].topics) || topics_touch(vocab, &p->a->need->topics, &areas[i].topics))
                        return false;
        return true;
}

static const struct {
        const char *word, *text;
        bool (*refuses)(const pair *p);
} rows[] = {
        [CH_RULE_PASSED] = { "passed", CH_MSG_INIT("Every rule is kept"), NULL },
        [CH_RULE_OFFER_NOT_LISTED] = { "not_listed", CH_MSG_INIT("The offer is not listed"), is_unlisted },
        [CH_RULE_NOT_OPEN] = { "not_open", CH_MSG_INIT("The offer is not open at that time"), is_closed },
        [CH_RULE_NOT_ELIGIBLE] = { "not_eligible", CH_MSG_INIT("The requester is not among those the offer is for"),
                                   is_foreign },
        [CH_RULE_EXCLUDED] = { "excluded", CH_MSG_INIT("One side has ruled the other out"), is_excluded },
        [CH_RULE_OWN_OFFER] = { "own_offer", CH_MSG_INIT("A State is not matched with its own offer"), is_own },
        [CH_RULE_NO_CAPACITY] = { "no_capacity", CH_MSG_INIT("The provider has no capacity left"), is_full },
        [CH_RULE_NO_COMMON_TOPIC] = { "no_common_topic", CH_MSG_INIT("No confirmed topic in common"), is_off_topic },
};
_Static_assert(CH_COUNT(rows) == CH__RULE_MAX, "one row per rule");

const char *
ch_rule_word(ch_rule r)
{
        return rows[r].word;
}

const char *
ch_rule_text(ch_rule r)
{
        return rows[r].text;
}

bool
rule_refuses(ch_rule r, const pair *p)
{
        return rows[r].refuses && rows[r].refuses(p);
}

ch_rule
rule_of(const pair *p)
{
        for (ch_rule r = CH_RULE_PASSED + 1; r < CH__RULE_MAX; r++)
                if (rows[r].refuses(p))
                        return r;
        return CH_RULE_PASSED;
}
