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
        bool is_why_not = m->of->kind == KEPT_WHY_NOT;
        ch_why_not why = { 0 };
        ch_ranked *v = NULL;
        size_t n = 0;
        ch_status st = is_why_not ? ch_rank_why_not(m->look->cat, m->q, m->of->request, m->of->need, m->scratch, &why)
                                  : rank(m, &v, &n);

        if (st != CH_OK)
                return st;
        *out = kept_make(m->look->cat, key, v, n, &why);
        return *out ? CH_OK : CH_BUSY;
}

ch_status
ranked_list(const ch_look *look, const ch_rank_query *q, const kept_of *of, kept_list **out)
{
        kept_key key = kept_key_of(of, q);
        making m = { .look = look, .q = q, .of = of };
        ch_status st;

        *out = kept_find(look->desk->kept, look->cat, &key);
        if (*out)
                return CH_OK;
        m.scratch = ch_arena_new(RANKING_MAX);
        st = m.scratch ? make(&m, &key, out) : CH_BUSY;
        ch_arena_free(&m.scratch);
        if (st == CH_OK)
                kept_put(look->desk->kept, *out);
        return st;
}
