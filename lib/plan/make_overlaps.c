/* Which needs ask for the same thing: for the same State, or the same subregion; a topic in common; dates that meet. A
 * need whose topics nobody stated yet counts with those that its words bring up. */
#include "make.h"

enum { TOPICS_BY_WORDS = 3 };

typedef struct spot {
        int32_t place;
        ch_day from, until;
} spot;

static int32_t
place_of(const making *m, const ch_request *r)
{
        const ch_state *s = ch_vocab_state(m->vocab, r->party), *first;
        size_t n;

        if (!s || !m->ask->by_region || !s->m49_subregion.len)
                return s ? ch_vocab_state_index(m->vocab, r->party) : -1;
        n = ch_vocab_states(m->vocab, &first);
        for (size_t i = 0; i < n; i++) /* the subregion's first State stands for it */
                if (ch_str_eq(first[i].m49_subregion, s->m49_subregion))
                        return (int32_t)i;
        return -1;
}

static spot
spot_of(const making *m, const ch_plan_wanted *w)
{
        bool own = ch_date_is_set(w->need->from) || ch_date_is_set(w->need->until);
        ch_date from = own ? w->need->from : w->request->from, until = own ? w->need->until : w->request->until;

        return (spot) { place_of(m, w->request), ch_date_is_set(from) ? ch_date_first(from) : INT32_MIN,
                        ch_date_is_set(until) ? ch_date_last(until) : INT32_MAX };
}

static ch_status
find_topics(const making *m, ch_plan_wanted *w)
{
        ch_inferred *found;
        ch_lang lang;
        size_t n;

        w->topics = w->need->topics;
        if (w->topics.len)
                return CH_OK;
        if (!ch_lang_parse(w->request->lang, &lang))
                lang = CH_EN;
        n = ch_catalog_infer(m->cat, m->arena, w->need->text, lang, &found);
        for (size_t i = 0; i < n && w->topics.len < TOPICS_BY_WORDS; i++)
                if (!ch_strs_has(w->need->not_topics, found[i].code))
                        w->topics = ch_strs_add(m->arena, w->topics, found[i].code);
        return ch_arena_is_full(m->arena) ? CH_TOO_LARGE : CH_OK;
}

static bool
share(ch_strs a, ch_strs b)
{
        for (size_t i = 0; i < a.len; i++)
                if (ch_strs_has(b, a.v[i]))
                        return true;
        return false;
}

/* A joint request, of no one State, is only where it is itself. */
static bool
overlap(const making *m, const spot *spots, size_t a, size_t b)
{
        if (m->wanted[a].request != m->wanted[b].request && (spots[a].place != spots[b].place || spots[a].place < 0))
                return false;
        return spots[a].from <= spots[b].until && spots[b].from <= spots[a].until &&
               (a == b || share(m->wanted[a].topics, m->wanted[b].topics));
}

static size_t
list(const making *m, const spot *spots, ch_plan_overlap *out)
{
        size_t n = 0, needs = m->out->task.needs_len;
        int32_t penalty = m->ask->overlap > CH_PLAN_SCORE_MAX ? CH_PLAN_SCORE_MAX : (int32_t)m->ask->overlap;

        for (size_t a = 0; a < needs; a++)
                for (size_t b = m->needs[a].limit > 1 ? a : a + 1; b < needs && n < CH_PLAN_OVERLAPS_MAX; b++) {
                        if (!overlap(m, spots, a, b))
                                continue;
                        if (out)
                                out[n] = (ch_plan_overlap) { (int32_t)a, (int32_t)b, penalty };
                        n++;
                }
        return n;
}

ch_status
make_overlaps(making *m)
{
        size_t needs = m->out->task.needs_len, n;
        spot *spots = CH_NEW_N(m->arena, spot, needs);
        ch_plan_overlap *overlaps;
        ch_status st = spots ? CH_OK : CH_TOO_LARGE;

        for (size_t i = 0; i < needs && st == CH_OK; i++) {
                spots[i] = spot_of(m, &m->wanted[i]);
                st = find_topics(m, &m->wanted[i]);
        }
        if (st != CH_OK)
                return st;
        n = list(m, spots, NULL);
        overlaps = CH_NEW_N(m->arena, ch_plan_overlap, n);
        if (n >= CH_PLAN_OVERLAPS_MAX || !overlaps)
                return CH_TOO_LARGE;
        m->out->task.overlaps_len = list(m, spots, overlaps);
        m->out->task.overlaps = overlaps;
        return CH_OK;
}
