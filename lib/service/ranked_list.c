/* Lists of the engine: made, or as they were made a moment ago. */
#include "ranked_.h"

typedef struct making {
        const ch_look *look;
        const ch_rank_query *q;
        const kept_of *of;
        ch_arena *scratch;
} making;

static ch_status
rank(const making *m, ch_ranked **v, size_t *n)
{
        const ch_catalog *cat = m->look->cat;
        const kept_of *of = m->of;

        if (of->offer)
                return ch_rank_offer(cat, m->q, of->offer, m->scratch, v, n);
        return of->need ? ch_rank_need(cat, m->q, of->request, of->need, m->scratch, v, n)
                        : ch_rank_request(cat, m->q, of->request, m->scratch, v, n);
}

static ch_status
make(const making *m, const kept_key *key, kept_list **out)
{
        const ch_catalog *cat = m->look->cat;
        bool is_why_not = m->of->kind == KEPT_WHY_NOT;
        ch_why_not why = { 0 };
        ch_ranked *v = NULL;
        size_t n = 0;
        ch_status st = is_why_not ? ch_rank_why_not(cat, m->q, m->of->request, m->of->need, m->scratch, &why)
                                  : rank(m, &v, &n);

        if (st != CH_OK)
                return st;
        *out = kept_make(ch_catalog_ground(cat), key, v, n, &why);
        return *out ? CH_OK : CH_BUSY;
}

static ch_status
find_or_make(const ch_look *look, const ch_rank_query *q, const kept_of *of, kept_list **out)
{
        kept_key key = kept_key_of(look->cat, of, q);
        making m = { .look = look, .q = q, .of = of };
        ch_status st;

        *out = kept_find(look->desk->kept, ch_catalog_ground(look->cat), &key);
        if (*out)
                return CH_OK;
        m.scratch = ch_arena_new(RANKING_MAX);
        st = m.scratch ? make(&m, &key, out) : CH_BUSY;
        ch_arena_free(&m.scratch);
        if (st == CH_OK)
                kept_put(look->desk->kept, *out);
        return st;
}

/* The request of a line, which lines of the same one follow. NULL: the catalogue has none, which the key rules out. */
static const ch_request *
request_of(const ch_look *look, const ch_request *before, ch_uuid id)
{
        return before && ch_uuid_eq(before->head.id, id) ? before : ch_catalog_by_id(look->cat, CH_REQUEST, id, NULL);
}

/* The lines with what the catalogue of this look has of them. */
static ch_status
bind(const ch_look *look, const kept_of *of, ranked_lines *out)
{
        const kept_list *kept = out->kept;
        const ch_request *r = of->request;

        out->v = CH_NEW_N(look->arena, ch_ranked, kept->len);
        if (!out->v)
                return CH_TOO_LARGE;
        for (out->len = 0; out->len < kept->len; out->len++) {
                const kept_need *place = &kept->needs[out->len];
                ch_ranked *line = &out->v[out->len];

                r = request_of(look, r, place->request);
                *line = kept->v[out->len];
                line->request = r;
                line->need = r ? ch_request_need(r, place->no) : NULL;
                if (!line->need)
                        return CH_BUSY;
        }
        return CH_OK;
}

ch_status
ranked_list(const ch_look *look, const ch_rank_query *q, const kept_of *of, ranked_lines *out)
{
        ch_status st;

        *out = (ranked_lines) { 0 };
        st = find_or_make(look, q, of, &out->kept);
        if (st == CH_OK)
                st = bind(look, of, out);
        if (st != CH_OK)
                kept_release(&out->kept);
        return st;
}
