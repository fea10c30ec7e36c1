/* why_not.c – how many offers each rule removed from a need's list, and the nearest of them. */
#include "misses.h"
#include "pick.h"
#include <ch/base/assert.h>

typedef struct nearest { /* of the best so far, each with its offer */
        ch_why_not *out;
        const entry *offers[CH_COUNT(((ch_why_not *)0)->nearest)];
} nearest;

/* Offers come in order of their references, so an equal score stays behind those before it. */
static void
keep_nearest(nearest *n, const entry *offer, ch_rule rule, int32_t score)
{
        ch_why_not *out = n->out;
        size_t cap = CH_COUNT(out->nearest), at = out->nearest_len;

        if (at < cap)
                out->nearest_len++;
        else if (out->nearest[--at].score >= score)
                return;
        for (; at > 0 && out->nearest[at - 1].score < score; at--) {
                out->nearest[at] = out->nearest[at - 1];
                n->offers[at] = n->offers[at - 1];
        }
        n->offers[at] = offer;
        out->nearest[at].rule = rule;
        out->nearest[at].score = score;
}

/* What a score must exceed to be among the nearest. */
static int32_t
enough_for(const ch_why_not *out)
{
        return out->nearest_len < CH_COUNT(out->nearest) ? -1 : out->nearest[out->nearest_len - 1].score;
}

static ch_status
open_nearest(const nearest *n, ch_arena *arena)
{
        for (size_t i = 0; i < n->out->nearest_len; i++)
                if (!(n->out->nearest[i].offer = offer_open(n->offers[i], arena)))
                        return CH_TOO_LARGE;
        return CH_OK;
}

static ch_status
walk_offers(const asking *a, scan *s, ch_why_not *out)
{
        place at = table_first(a->cat->tables[CH_OFFER], BY_REF);
        nearest best = { .out = out };

        *out = (ch_why_not) { 0 };
        for (const entry *e; (e = place_next_card(&at)) != NULL;) {
                ch_rule rule;

                if (!role_is_asked(a->q, e))
                        continue;
                rule = scan_rule(s, e);
                out->removed[rule]++;
                if (rule != CH_RULE_PASSED && rule_may_be_told(rule))
                        keep_nearest(&best, e, rule, scan_score(s, e, enough_for(out)));
        }
        return open_nearest(&best, a->arena);
}

ch_status
ch_rank_why_not(const ch_catalog *cat, const ch_rank_query *q, const ch_request *request, const ch_need *need,
                ch_arena *arena, ch_why_not *out)
{
        const table *offers = cat->tables[CH_OFFER];
        bool are_many = offers && offers->len >= PICK_FROM;
        scan *s;
        asking a;
        ch_status st = asking_make(cat, q, request, need, arena, &a);

        *out = (ch_why_not) { 0 };
        if (st == CH_OK)
                st = scan_make(&a, arena, &s);
        if (st != CH_OK)
                return st;
        st = are_many ? misses_find(&a, s, out) : CH_INVALID;
        return st == CH_INVALID ? walk_offers(&a, s, out) : st;
}
