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
give(const ch_look *look, line *v, size_t n, ch_ranked_view *out)
{
        if (n)
                qsort(v, n, sizeof *v, compare);
        out->len = n;
        out->v = CH_NEW_N(look->arena, ch_pairing, n);
        for (size_t i = 0; out->v && i < n; i++)
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
        ch_reason *why;
        ch_status st = copy_reasons(look, from, &why);

        if (st != CH_OK)
                return st;
        for (size_t i = 0; i < from->why_len; i++)
                why[i].fit = why[i].points = 0;
        if (from->why_len)
                qsort(why, from->why_len, sizeof *why, by_factor);
        out->why = why;
        out->why_len = from->why_len;
        return CH_OK;
}

/* ---- the State ---- */

static ch_status
bare_line(seer *eye, const ch_ranked *from, ch_pairing *out)
{
        sight s = { 0 };
        ch_status st = see_pair(eye, from, &s);

        if (st == CH_OK)
                st = copy_offer(eye->look, from->offer, s.offer, sees_inside(eye->actor), out);
        if (st == CH_OK)
                st = bare_reasons(eye->look, from, out);
        out->match = s.match;
        out->status = (ch_match_status)s.status;
        return st;
}

static ch_status
line_for_state(seer *eye, const ch_ranked *from, name_keys *names, line *out)
{
        *out = (line) { .key = name_key(names, from->offer->party),
                        .ref = from->offer->head.ref,
                        .pairing = { .need = from->need->no } };
        return bare_line(eye, from, &out->pairing);
}

/* The best of them, as many as are asked for, before they lose their order. */
static ch_status
lines_for_state(seer *eye, const ranked_lines *list, const ch_ranked_ask *ask, ch_ranked_view *out)
{
        const ch_look *look = eye->look;
        name_keys *names = name_keys_new(look);
        line *lines = CH_NEW_N(look->arena, line, top_of(ask));
        ch_status st = names && lines ? CH_OK : CH_TOO_LARGE;
        size_t kept = 0;

        for (size_t i = 0; i < list->len && kept < top_of(ask) && st == CH_OK; i++)
                if (may_read_offer(look, eye->actor, list->v[i].offer))
                        st = line_for_state(eye, &list->v[i], names, &lines[kept++]);
        return st == CH_OK ? give(look, lines, kept, out) : st;
}

static ch_status
rank_own(const ch_look *look, const ch_rank_query *q, const ch_request *r, int64_t need_no, ranked_lines *out)
{
        kept_of of = { .side = KEPT_FOR_STATE, .request = r, .need = need_no ? ch_request_need(r, need_no) : NULL };

        return need_no && !of.need ? CH_HIDDEN : ranked_list(look, q, &of, out);
}

ch_status
ch_ranked_for_state(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask, ch_ranked_view *out)
{
        const ch_request *r = ch_catalog_by_id(look->cat, CH_REQUEST, ask->request, NULL);
        ch_object object = { .kind = CH_REQUEST, .request = r, .party = r ? r->party : (ch_str) { 0 } };
        ch_weights w = weights_of(look);
        ch_rank_query q = query_of(look, ask, &w);
        seer eye = { .look = look, .actor = actor };
        ranked_lines list = { 0 };
        ch_status st = r ? ask_read(look, actor, CH_ACT_SUITABLE_READ, &object) : CH_HIDDEN;

        if (st == CH_OK && !ch_str_eq(actor->party, r->party))
                st = CH_HIDDEN;
        if (st != CH_OK)
                return st;
        *out = (ch_ranked_view) { .today = q.today };
        q.top = 2 * top_of(ask); /* few are hidden from a State */
        st = rank_own(look, &q, r, ask->need, &list);
        if (st == CH_OK)
                st = lines_for_state(&eye, &list, ask, out);
        kept_release(&list.kept);
        return st;
}

/* ---- the provider ---- */

typedef struct candidate {
        const ch_request *request;
        int64_t need;
        int32_t score; /* orders what is shown, and is not shown itself */
} candidate;

typedef struct provider_list {
        const ch_look *look;
        const ch_actor *actor;
        const ch_offer *offer;
        bool vetted;
        ch_rank_query q;
        ch_arena *scratch;
        candidate *v;
        size_t len, cap;
} provider_list;

static int
by_score(const void *a, const void *b)
{
        const candidate *x = a, *y = b;
        int c;

        if (x->score != y->score)
                return x->score > y->score ? -1 : 1;
        c = ch_str_cmp(x->request->head.ref, y->request->head.ref);
        return c ? c : (x->need > y->need) - (x->need < y->need);
}

static ch_status
add_candidate(provider_list *l, const candidate *new)
{
        if (l->len == l->cap) {
                size_t cap = l->cap ? l->cap * 2 : 64;
                candidate *v = CH_NEW_N(l->look->arena, candidate, cap);

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

/* The request as this provider may read it; NULL: not open to it. */
static ch_status
redact_open(const provider_list *l, const ch_request *r, ch_arena *arena, ch_request **mine)
{
        const uint32_t needed = 1u << CH_GROUP_SUMMARY | 1u << CH_GROUP_CODES;
        ch_object object;
        uint32_t groups;
        ch_status st = object_with(l->look, l->actor, l->vetted, (listed_record) { CH_REQUEST, r }, &object);

        *mine = NULL;
        if (st != CH_OK || ch_may(l->actor, CH_ACT_REQUEST_READ, &object, l->look->now) != CH_OK)
                return st;
        groups = ch_groups_for(l->actor, &object);
        if ((groups & needed) != needed)
                return CH_OK;
        *mine = ch_redact(arena, CH_REQUEST, r, groups);
        if (!*mine)
                return CH_TOO_LARGE;
        hide_head(l->actor, &(*mine)->head, groups);
        return CH_OK;
}

/* Asked of the redacted request: what the provider may not read cannot show in a reason. */
static ch_status
add_request(provider_list *l, const ch_request *r)
{
        ch_request *mine;
        ch_ranked ranked;
        ch_status st = r->status == CH_REQUEST_OPEN ? redact_open(l, r, l->scratch, &mine) : CH_OK;

        if (st != CH_OK || r->status != CH_REQUEST_OPEN || !mine)
                return st;
        for (size_t i = 0; i < mine->needs.len && st == CH_OK; i++) {
                const ch_need *need = &ch_request_needs(mine)[i];

                if (ch_rank_pair(l->look->cat, &l->q, mine, need, l->offer, l->scratch, &ranked) == CH_RULE_PASSED)
                        st = add_candidate(l, &(candidate) { r, need->no, ranked.score });
        }
        if (ch_arena_is_full(l->scratch))
                st = CH_TOO_LARGE;
        ch_arena_reset(l->scratch);
        return st;
}

static ch_status
line_for_provider(const provider_list *l, const candidate *c, name_keys *names, line *out)
{
        seer eye = { .look = l->look, .actor = l->actor };
        ch_request *mine;
        ch_ranked ranked;
        ch_status st = redact_open(l, c->request, l->look->arena, &mine);

        if (st != CH_OK || !mine)
                return st == CH_OK ? CH_HIDDEN : st;
        (void)ch_rank_pair(l->look->cat, &l->q, mine, ch_request_need(mine, c->need), l->offer, l->look->arena,
                           &ranked);
        *out = (line) {
                .key = name_key(names, c->request->party),
                .ref = c->request->head.ref,
                .pairing = { .request = mine, .need = c->need, .party_name = party_name(l->look, c->request->party) }
        };
        ranked.request = c->request;
        return bare_line(&eye, &ranked, &out->pairing);
}

/* The best of them, as many as are asked for, before they lose their order. */
static ch_status
lines_for_provider(const provider_list *l, size_t top, ch_ranked_view *out)
{
        name_keys *names = name_keys_new(l->look);
        size_t n = !l->v ? 0 : l->len < top ? l->len : top; /* no list: nothing fits */
        line *lines = CH_NEW_N(l->look->arena, line, n);
        ch_status st = names && lines ? CH_OK : CH_TOO_LARGE;

        if (n)
                qsort(l->v, l->len, sizeof *l->v, by_score);
        for (size_t i = 0; i < n && st == CH_OK; i++)
                st = line_for_provider(l, &l->v[i], names, &lines[i]);
        return st == CH_OK ? give(l->look, lines, n, out) : st;
}

static ch_status
rank_open_needs(provider_list *l, size_t top, ch_ranked_view *out)
{
        const void *const *all;
        size_t n = all_of(l->look, CH_REQUEST, &all);
        ch_status st = CH_OK;

        for (size_t i = 0; i < n && st == CH_OK; i++)
                st = add_request(l, all[i]);
        return st == CH_OK ? lines_for_provider(l, top, out) : st;
}

ch_status
ch_ranked_for_provider(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask, ch_ranked_view *out)
{
        const ch_offer *o = ch_catalog_by_id(look->cat, CH_OFFER, ask->offer, look->arena);
        ch_object object = { .kind = CH_OFFER, .offer = o, .party = o ? o->party : (ch_str) { 0 } };
        ch_weights w = weights_of(look);
        provider_list l = { .look = look, .actor = actor, .offer = o, .q = query_of(look, ask, &w) };
        ch_status st = o ? ask_read(look, actor, CH_ACT_SUITABLE_READ, &object) : CH_HIDDEN;

        if (st == CH_OK && !ch_str_eq(actor->party, o->party))
                st = CH_HIDDEN;
        if (st != CH_OK)
                return st;
        *out = (ch_ranked_view) { .today = l.q.today };
        l.q.for_provider = true;
        l.vetted = is_vetted(look, actor);
        l.scratch = ch_arena_new(RANKING_MAX);
        st = l.scratch ? rank_open_needs(&l, top_of(ask), out) : CH_BUSY;
        ch_arena_free(&l.scratch);
        return st;
}
