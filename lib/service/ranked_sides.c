/* The ranked list as a State and as a provider read it: alphabetically, with reasons, without any score. */
#include "ranked_.h"
#include <stdlib.h>

typedef struct line {
        ch_str key, ref;
        ch_pairing pairing;
} line;

static int
compare(const void *a, const void *b)
{
        const line *x = a, *y = b;
        int c = ch_str_cmp(x->key, y->key);

        c = c ? c : ch_str_cmp(x->ref, y->ref);
        return c ? c : (x->pairing.need > y->pairing.need) - (x->pairing.need < y->pairing.need);
}

static ch_status
give(const ch_look *look, line *v, size_t n, const ch_ranked_ask *ask, ch_ranked_view *out)
{
        size_t top = ask->top ? ask->top : TOP_DEFAULT;

        if (n)
                qsort(v, n, sizeof *v, compare);
        out->len = n < top ? n : top;
        out->v = CH_NEW_N(look->arena, ch_pairing, out->len);
        for (size_t i = 0; v && out->v && i < out->len; i++)
                out->v[i] = v[i].pairing;
        return out->v && !ch_arena_is_full(look->arena) ? CH_OK : CH_TOO_LARGE;
}

static int
by_factor(const void *a, const void *b)
{
        const ch_reason *x = a, *y = b;

        return (x->factor > y->factor) - (x->factor < y->factor);
}

/* Reasons in the order of the table, not of their weight, without fit and points. */
static ch_status
bare_reasons(const ch_look *look, const ch_ranked *from, ch_pairing *out)
{
        ch_reason *why = CH_NEW_N(look->arena, ch_reason, from->why_len);

        if (!why)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < from->why_len; i++)
                why[i] = (ch_reason) { .factor = from->why[i].factor, .codes = from->why[i].codes };
        if (from->why_len)
                qsort(why, from->why_len, sizeof *why, by_factor);
        out->why = why;
        out->why_len = from->why_len;
        return CH_OK;
}

/* ---- the State ---- */

static ch_status
line_for_state(const ch_look *look, const ch_actor *actor, const ch_ranked *from, name_keys *names, line *out)
{
        ch_status st;

        *out = (line) { .key = name_key(names, from->offer->party),
                        .ref = from->offer->head.ref,
                        .pairing = { .need = from->need->no } };
        st = copy_offer(look, actor, from->offer, &out->pairing);
        if (st == CH_OK)
                st = bare_reasons(look, from, &out->pairing);
        if (st == CH_OK)
                find_pair_match(look, actor, from->request, from->offer, &out->pairing);
        return st;
}

static bool
may_read_offer(const ch_look *look, const ch_actor *actor, const ch_offer *o)
{
        ch_object object = { .kind = CH_OFFER, .offer = o, .party = o->party };

        return ch_may(actor, CH_ACT_OFFER_READ, &object, look->now) == CH_OK;
}

static ch_status
lines_for_state(const ch_look *look, const ch_actor *actor, const ch_ranked *v, size_t n, line *out, size_t *kept)
{
        name_keys *names = name_keys_new(look);
        ch_status st = names ? CH_OK : CH_TOO_LARGE;

        for (size_t i = 0; i < n && st == CH_OK; i++)
                if (may_read_offer(look, actor, v[i].offer))
                        st = line_for_state(look, actor, &v[i], names, &out[(*kept)++]);
        return st;
}

static ch_status
rank_own(const ch_look *look, const ch_rank_query *q, const ch_request *r, int64_t need_no, ch_ranked **v, size_t *n)
{
        const ch_need *need = need_no ? ch_request_need(r, need_no) : NULL;

        if (need_no && !need)
                return CH_HIDDEN;
        return need ? ch_rank_need(look->cat, q, r, need, look->arena, v, n)
                    : ch_rank_request(look->cat, q, r, look->arena, v, n);
}

ch_status
ch_ranked_for_state(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask, ch_ranked_view *out)
{
        const ch_request *r = ch_catalog_by_id(look->cat, CH_REQUEST, ask->request);
        ch_object object = { .kind = CH_REQUEST, .request = r, .party = r ? r->party : (ch_str) { 0 } };
        ch_weights w = weights_of(look);
        ch_rank_query q = query_of(look, ask, &w);
        ch_ranked *v;
        line *lines;
        size_t n, kept = 0;
        ch_status st = r ? ask_read(look, actor, CH_ACT_SUITABLE_READ, &object) : CH_HIDDEN;

        if (st == CH_OK && !ch_str_eq(actor->party, r->party))
                st = CH_HIDDEN;
        if (st == CH_OK)
                st = rank_own(look, &q, r, ask->need, &v, &n);
        if (st != CH_OK)
                return st;
        *out = (ch_ranked_view) { .today = q.today };
        lines = CH_NEW_N(look->arena, line, n);
        st = lines ? lines_for_state(look, actor, v, n, lines, &kept) : CH_TOO_LARGE;
        return st == CH_OK ? give(look, lines, kept, ask, out) : st;
}

/* ---- the provider ---- */

typedef struct provider_list {
        const ch_look *look;
        const ch_actor *actor;
        const ch_offer *offer;
        bool vetted;
        ch_rank_query q;
        name_keys *names;
        line *v;
        size_t len, cap;
} provider_list;

static ch_status
add_line(provider_list *l, const line *new)
{
        if (l->len == l->cap) {
                size_t cap = l->cap ? l->cap * 2 : 64;
                line *v = CH_NEW_N(l->look->arena, line, cap);

                if (!v)
                        return CH_TOO_LARGE;
                for (size_t i = 0; i < l->len; i++)
                        v[i] = l->v[i];
                l->v = v;
                l->cap = cap;
        }
        l->v[l->len++] = *new;
        return CH_OK;
}

/* Asked of the redacted request: what the provider may not read cannot show in a reason. */
static ch_status
add_need(provider_list *l, const ch_request *mine, const ch_request *whole, const ch_need *need)
{
        ch_ranked ranked;
        line new = { .key = name_key(l->names, whole->party), .ref = whole->head.ref };
        ch_status st;

        if (ch_rank_pair(l->look->cat, &l->q, mine, need, l->offer, l->look->arena, &ranked) != CH_RULE_PASSED)
                return CH_OK;
        new.pairing = (ch_pairing) { .request = mine,
                                     .need = need->no,
                                     .party_name = party_name(l->look, whole->party) };
        st = copy_offer(l->look, l->actor, l->offer, &new.pairing);
        if (st == CH_OK)
                st = bare_reasons(l->look, &ranked, &new.pairing);
        if (st != CH_OK)
                return st;
        find_pair_match(l->look, l->actor, whole, l->offer, &new.pairing);
        return add_line(l, &new);
}

static ch_status
add_request(provider_list *l, const ch_request *r)
{
        const uint32_t needed = 1u << CH_GROUP_SUMMARY | 1u << CH_GROUP_CODES;
        ch_object object;
        uint32_t groups;
        ch_request *mine;
        ch_status st = object_with(l->look, l->actor, l->vetted, (listed_record) { CH_REQUEST, r }, &object);

        if (st != CH_OK || ch_may(l->actor, CH_ACT_REQUEST_READ, &object, l->look->now) != CH_OK)
                return st;
        groups = ch_groups_for(l->actor, &object);
        if (r->status != CH_REQUEST_OPEN || (groups & needed) != needed)
                return CH_OK;
        mine = ch_redact(l->look->arena, CH_REQUEST, r, groups);
        if (!mine)
                return CH_TOO_LARGE;
        hide_head(l->actor, &mine->head, groups);
        for (size_t i = 0; i < mine->needs.len && st == CH_OK; i++)
                st = add_need(l, mine, r, &ch_request_needs(mine)[i]);
        return st;
}

ch_status
ch_ranked_for_provider(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask, ch_ranked_view *out)
{
        const ch_offer *o = ch_catalog_by_id(look->cat, CH_OFFER, ask->offer);
        ch_object object = { .kind = CH_OFFER, .offer = o, .party = o ? o->party : (ch_str) { 0 } };
        ch_weights w = weights_of(look);
        provider_list l = { .look = look, .actor = actor, .offer = o, .q = query_of(look, ask, &w) };
        const void *const *all;
        size_t n = all_of(look, CH_REQUEST, &all);
        ch_status st = o ? ask_read(look, actor, CH_ACT_SUITABLE_READ, &object) : CH_HIDDEN;

        if (st == CH_OK && !ch_str_eq(actor->party, o->party))
                st = CH_HIDDEN;
        if (st != CH_OK)
                return st;
        *out = (ch_ranked_view) { .today = l.q.today };
        l.q.for_provider = true;
        l.vetted = is_vetted(look, actor);
        l.names = name_keys_new(look);
        for (size_t i = 0; l.names && i < n && st == CH_OK; i++)
                st = add_request(&l, all[i]);
        if (!l.names)
                st = CH_TOO_LARGE;
        return st == CH_OK ? give(look, l.v, l.len, ask, out) : st;
}
