#include "bound.h"
#include "policy.h"
#include "provider.h"
#include <ch/base/assert.h>
#include <string.h>

/* Points are reckoned in grains, rounded up; a group's sum of grains is rounded up to units. ASKED_MAX as in scan.c. */
enum { GRAIN = 1024, ASKED_MAX = 128, TANGENT_AT = 600, ROWS_EACH = 8, STEM_STEP = 80 };

typedef struct maker {
        const asking *a;
        const frame *frame;
        bound *b;
        size_t rows_cap;
        int64_t base;      /* grains */
        int64_t *siblings; /* by parent topic: grains of a sibling of an asked topic */
        bool is_full;
} maker;

/* ---- groups ---------------------------------------------------------------------------------------------------- */

static void
add_row(maker *m, uint16_t row)
{
        if (m->b->rows_len < m->rows_cap)
                m->b->rows[m->b->rows_len++] = row;
        else
                m->is_full = true;
}

static bound_group
begin_group(const maker *m)
{
        return (bound_group) { .first = (uint32_t)m->b->rows_len };
}

static void
end_group(maker *m, bound_group g, int64_t grains)
{
        g.len = (uint32_t)m->b->rows_len - g.first;
        g.weight = (uint32_t)((grains + (int64_t)UNIT * GRAIN - 1) / ((int64_t)UNIT * GRAIN));
        if (!g.len || grains <= 0)
                m->b->rows_len = g.first; /* nobody asks for these */
        else if (m->b->len < GROUPS_MAX)
                m->b->groups[m->b->len++] = g;
        else
                m->is_full = true;
}

static void
put_pair(maker *m, int one, int other, int64_t grains)
{
        bound_group g = begin_group(m);

        if (one >= 0)
                add_row(m, (uint16_t)one);
        if (other >= 0)
                add_row(m, (uint16_t)other);
        end_group(m, g, grains);
}

/* Of a factor: what a fit is worth. */
static int64_t
worth(const maker *m, ch_factor f, int64_t fit)
{
        return m->a->q->weights->w[f] * fit * GRAIN;
}

/* Has it a weight at all? If not, nothing is rounded up for it either. */
static bool
counts(const maker *m, ch_factor f)
{
        return m->a->q->weights->w[f] > 0;
}

/* ---- topics ---------------------------------------------------------------------------------------------------- */

typedef struct share_of { /* one term of a list: its share of what all of them are worth */
        int64_t grains, weight, all;
        const ch_topic *topics;
        int topic;
} share_of;

static int64_t
credit(const share_of *x, int32_t fit)
{
        int64_t all = x->all * FULL;

        return (x->grains * x->weight * fit + all - 1) / all;
}

static bool
has_child(const maker *m, const share_of *x)
{
        for (size_t i = 0; i < m->frame->topics; i++)
                if (x->topics[i].parent == x->topic)
                        return true;
        return false;
}

/* A topic with children: each nearness by itself. */
static void
put_root(maker *m, const share_of *x, int parent)
{
        int family = row_of_family(m->frame, (size_t)x->topic);
        bound_group g = begin_group(m);

        if (parent >= 0) {
                add_row(m, row_of_family(m->frame, (size_t)parent));
                add_row(m, (uint16_t)parent);
        }
        add_row(m, (uint16_t)family);
        add_row(m, (uint16_t)x->topic);
        end_group(m, g, credit(x, parent >= 0 ? NEAR_SIBLING : NEAR_CHILD));
        if (parent >= 0) {
                g = begin_group(m);
                add_row(m, (uint16_t)family);
                add_row(m, (uint16_t)parent);
                add_row(m, (uint16_t)x->topic);
                end_group(m, g, credit(x, NEAR_CHILD - NEAR_SIBLING));
                put_pair(m, parent, x->topic, credit(x, NEAR_PARENT - NEAR_CHILD));
        }
        put_pair(m, x->topic, -1, credit(x, FULL - (parent >= 0 ? NEAR_PARENT : NEAR_CHILD)));
}

/* Siblings share their parent, so all that ask for a sibling share one group. */
static void
put_topic(maker *m, const share_of *x)
{
        int parent = x->topics[x->topic].parent;

        if (parent < 0 || has_child(m, x)) {
                put_root(m, x, parent);
                return;
        }
        m->siblings[parent] += credit(x, NEAR_SIBLING);
        put_pair(m, parent, x->topic, credit(x, NEAR_PARENT - NEAR_SIBLING));
        put_pair(m, x->topic, -1, credit(x, FULL - NEAR_PARENT));
}

static size_t
compared(const terms *t)
{
        return t->len < ASKED_MAX ? t->len : ASKED_MAX;
}

static int64_t
weight_of(const maker *m, const term *t)
{
        return (int64_t)m->a->cat->stats->rare[t->meaning] * t->weight;
}

static int64_t
weight_of_all(const maker *m, const terms *t)
{
        int64_t all = 0;

        for (size_t i = 0; i < compared(t); i++)
                all += weight_of(m, &t->v[i]);
        return all;
}

static void
put_topics(maker *m, const terms *t, int64_t grains)
{
        share_of x = { .grains = grains, .all = weight_of_all(m, t) };

        (void)ch_vocab_topics(m->a->cat->vocab, &x.topics);
        for (size_t i = 0; x.all && i < compared(t); i++) {
                x.weight = weight_of(m, &t->v[i]);
                x.topic = t->v[i].meaning;
                put_topic(m, &x);
        }
        for (size_t p = 0; p < m->frame->topics; p++) {
                put_pair(m, row_of_family(m->frame, p), (int)p, m->siblings[p]);
                m->siblings[p] = 0;
        }
}

/* ---- words ----------------------------------------------------------------------------------------------------- */

/* Words outside the thesaurus: as many of the need's as the part with the most of them can have. A step that is worth
 * little goes into the one before it. */
static void
put_stems(maker *m, int64_t grains)
{
        const uint16_t *most = m->a->stems_most;
        int64_t put = most[stem_levels[0]];

        m->base += (grains * put + FULL - 1) / FULL;
        for (size_t i = 0, to; i < STEM_LEVELS; i = to) {
                int64_t upto;

                for (to = i + 1; to < STEM_LEVELS && most[stem_levels[to]] - put < STEM_STEP; to++)
                        ;
                upto = most[to < STEM_LEVELS ? stem_levels[to] : STEMS_MANY];
                put_pair(m, row_of_fact(m->frame, (fact)(FACT_STEMS + i)), -1,
                         (grains * (upto - put) + FULL - 1) / FULL);
                put = upto;
        }
}

/* The share of a need's words that a part has, balanced by the part's that the need has, is a concave function of the
 * share; with all of the part's it is the greatest. A tangent of that is above it everywhere. */
static void
put_words(maker *m)
{
        const terms *t = &m->a->unit->concepts;
        int64_t text = worth(m, CH_FACTOR_TEXT, FULL), all = weight_of_all(m, t);
        int64_t parts = TEXT_PART + TEXT_WHOLE + TEXT_STEMS, square = (FULL + TANGENT_AT) * (FULL + TANGENT_AT);
        int64_t words = text * (TEXT_PART + TEXT_WHOLE) / parts + 1;
        int64_t slope = FULL - TEXT_BALANCE + 2 * TEXT_BALANCE * (int64_t)FULL * FULL / square + 1;
        int64_t foot = 2 * TEXT_BALANCE * (int64_t)TANGENT_AT * TANGENT_AT / square + 1;
        bound_group any = begin_group(m);

        for (size_t i = 0; i < compared(t); i++)
                add_row(m, t->v[i].meaning);
        end_group(m, any, words * foot / FULL + 1);
        for (size_t i = 0; all && i < compared(t); i++)
                put_pair(m, t->v[i].meaning, -1, words * slope / FULL * weight_of(m, &t->v[i]) / all + 2);
        put_stems(m, text * TEXT_STEMS / parts + 1);
}

/* ---- kind of help and weapon area, as far as the offer is to the point ----------------------------------------- */

static void
put_any_domain(maker *m, int64_t each, int64_t best)
{
        uint32_t need = m->a->unit->domains;
        bound_group g = begin_group(m);

        for (uint32_t left = need; left; left &= left - 1)
                add_row(m, row_of_fact(m->frame, (fact)(FACT_DOMAIN + __builtin_ctz(left))));
        add_row(m, row_of_fact(m->frame, FACT_PART_ALL_DOMAINS));
        end_group(m, g, (DOMAIN_BOTH - DOMAIN_PART_NONE) * each);
        g = begin_group(m);
        for (uint32_t left = need; left; left &= left - 1)
                add_row(m, row_of_fact(m->frame, (fact)(FACT_DOMAIN + __builtin_ctz(left))));
        add_row(m, row_of_fact(m->frame, FACT_PART_ALL_DOMAINS));
        add_row(m, row_of_fact(m->frame, FACT_PART_NO_DOMAIN));
        end_group(m, g, DOMAIN_PART_NONE * each);
        put_pair(m, row_of_fact(m->frame, FACT_PART_ALL_DOMAINS), -1, (DOMAIN_ALL - DOMAIN_BOTH) * each);
        for (uint32_t left = need; left; left &= left - 1)
                put_pair(m, row_of_fact(m->frame, (fact)(FACT_DOMAIN + __builtin_ctz(left))), -1, best);
}

/* As domains_met, with all parts as one. */
static void
put_domains(maker *m, int32_t relevant)
{
        const unit *need = m->a->unit;
        int asked = __builtin_popcount(need->domains);
        int64_t each = worth(m, CH_FACTOR_DOMAIN, relevant) / FULL + 1;
        int all = row_of_fact(m->frame, FACT_PART_ALL_DOMAINS);

        if (asked) {
                put_any_domain(m, each, DOMAIN_SHARE * each / asked + 1);
        } else if (need->all_domains) {
                m->base += DOMAIN_ALL_ONE * each;
                put_pair(m, all, -1, (DOMAIN_ALL_ALL - DOMAIN_ALL_ONE) * each);
        } else {
                m->base += DOMAIN_NEED_NONE_PART_ONE * each;
                put_pair(m, all, row_of_fact(m->frame, FACT_PART_NO_DOMAIN),
                         (DOMAIN_NEED_NONE - DOMAIN_NEED_NONE_PART_ONE) * each);
        }
}

static void
put_likeness(maker *m)
{
        const unit *need = m->a->unit;
        int32_t topic = need->focus.len ? FULL : TOPIC_UNKNOWN, words = need->concepts.len ? FULL : 0;
        int32_t relevant = RELEVANT_TWICE * (topic + words);

        relevant = relevant < FULL ? relevant : FULL;
        if (need->focus.len)
                put_topics(m, &need->focus, worth(m, CH_FACTOR_TOPIC, FULL));
        else
                m->base += worth(m, CH_FACTOR_TOPIC, TOPIC_UNKNOWN);
        if (counts(m, CH_FACTOR_TEXT))
                put_words(m);
        if (need->aims.len)
                put_topics(m, &need->aims, worth(m, CH_FACTOR_ASSISTANCE, relevant));
        else
                m->base += worth(m, CH_FACTOR_ASSISTANCE, ASSISTANCE_UNKNOWN) * relevant / FULL + 1;
        if (counts(m, CH_FACTOR_DOMAIN))
                put_domains(m, relevant);
}

/* ---- region ---------------------------------------------------------------------------------------------------- */

static int32_t
closeness_of_region(const asking *a, const ch_region *r)
{
        if (ch_str_eq(r->code, a->request->party))
                return REGION_FEW;
        if (!asking_is_within(a, &r->members))
                return 0;
        return r->members_len <= REGION_FEW_STATES    ? REGION_FEW
               : r->members_len <= REGION_SOME_STATES ? REGION_SOME
                                                      : REGION_MANY;
}

/* Codes that are as close as that. */
static void
add_codes(maker *m, int32_t least)
{
        const ch_region *regions;
        const asking *a = m->a;
        size_t n = ch_vocab_regions(a->cat->vocab, &regions);
        int own = ch_vocab_state_index(a->cat->vocab, a->request->party);

        for (size_t i = 0; i < n; i++)
                if (closeness_of_region(a, &regions[i]) >= least)
                        add_row(m, row_of_eligible(m->frame, (uint16_t)(CODE_REGION + i)));
        for (int i = 0; i < CH_STATES_MAX; i++)
                if (i == own || (a->states_len == 1 && ch_state_set_has(&a->states, i)))
                        add_row(m, row_of_eligible(m->frame, (uint16_t)i));
        if (own < 0)
                add_row(m, row_of_eligible(m->frame, CODE_ODD));
}

static void
put_region(maker *m, bool is_open)
{
        static const int32_t levels[] = { REGION_ALL, REGION_MANY, REGION_SOME, REGION_FEW };
        bound_group through = begin_group(m);

        add_row(m, row_of_eligible(m->frame, CODE_ALL));
        add_codes(m, 1);
        if (is_open) {
                end_group(m, through, worth(m, CH_FACTOR_REGION, REGION_ALL));
        } else {
                through.len = (uint32_t)m->b->rows_len - through.first;
                m->b->one_of[0] = through;
                m->base += worth(m, CH_FACTOR_REGION, REGION_ALL);
        }
        for (size_t i = 1; i < CH_COUNT(levels); i++) {
                bound_group g = begin_group(m);

                add_codes(m, levels[i]);
                end_group(m, g, worth(m, CH_FACTOR_REGION, levels[i] - levels[i - 1]));
        }
}

/* ---- the rest -------------------------------------------------------------------------------------------------- */

static void
put_role(maker *m)
{
        bound_group *through = &m->b->one_of[1];
        int32_t role = m->a->q->role;

        *through = begin_group(m);
        if (role) {
                add_row(m, row_of_role(m->frame, role - 1));
        } else {
                add_row(m, row_of_fact(m->frame, FACT_DELIVERS));
                add_row(m, row_of_fact(m->frame, FACT_HOSTS));
                add_row(m, row_of_fact(m->frame, FACT_ROLE_ODD));
        }
        through->len = (uint32_t)m->b->rows_len - through->first;
}

static void
put_language(maker *m)
{
        bound_group g = begin_group(m);
        ch_strs asked = m->a->languages;

        if (!asked.len) {
                m->base += worth(m, CH_FACTOR_LANGUAGE, LANGUAGE_UNSAID);
                return;
        }
        m->base += worth(m, CH_FACTOR_LANGUAGE, LANGUAGE_OTHER);
        for (size_t i = 0; i < asked.len; i++)
                add_row(m, row_of_language(m->frame, asked.v[i]));
        end_group(m, g, worth(m, CH_FACTOR_LANGUAGE, LANGUAGE_COMMON - LANGUAGE_OTHER));
        put_pair(m, row_of_fact(m->frame, FACT_NO_LANGUAGE), -1,
                 worth(m, CH_FACTOR_LANGUAGE, LANGUAGE_UNSAID - LANGUAGE_OTHER));
}

static void
put_ways(maker *m)
{
        const frame *f = m->frame;

        m->base += worth(m, CH_FACTOR_MODE, MODE_PLAIN) + worth(m, CH_FACTOR_LOAD, LOAD_UNSAID) +
                   worth(m, CH_FACTOR_FRESHNESS, FRESH_UNSAID);
        put_pair(m, row_of_fact(f, FACT_MODE_FAIR), -1, worth(m, CH_FACTOR_MODE, MODE_FAIR - MODE_PLAIN));
        put_pair(m, row_of_fact(f, FACT_MODE_GOOD), -1, worth(m, CH_FACTOR_MODE, FULL - MODE_FAIR));
        put_pair(m, row_of_fact(f, FACT_CAPACITY), -1, worth(m, CH_FACTOR_LOAD, FULL - LOAD_UNSAID));
        put_pair(m, row_of_fact(f, FACT_CONFIRMED), -1, worth(m, CH_FACTOR_FRESHNESS, FRESH_NOW - FRESH_UNSAID));
        for (size_t k = 0; k < RECORD_LEVELS; k++)
                put_pair(m, (int)(f->rows + OWN_RECORD + k), -1,
                         worth(m, CH_FACTOR_RECORD, record_caps[k] - (k ? record_caps[k - 1] : 0)));
}

/* ---- the whole ------------------------------------------------------------------------------------------------- */

static bool
begin(maker *m, ch_arena *arena)
{
        const frame *f = m->frame;

        m->rows_cap = ROWS_EACH * f->rows;
        m->b->rows = CH_NEW_N(arena, uint16_t, m->rows_cap);
        m->siblings = CH_NEW_N(arena, int64_t, f->topics);
        return m->b->rows && m->siblings;
}

/* In units, by number: the chosen ones, then the others. */
static uint32_t
weight_at(const bound *b, size_t number)
{
        return number < b->chosen_len ? b->chosen_weights[number] : b->groups[number - b->chosen_len].weight;
}

/* That a sum of these groups can take; of the chosen ones it has all or none. */
static size_t
planes_of(const bound *b, size_t from, size_t to)
{
        uint64_t most = from ? 0 : b->chosen_most;
        size_t n = 0;

        for (size_t g = from ? from : b->chosen_len; g < to; g++)
                most += weight_at(b, g);
        while (most >> n)
                n++;
        return n;
}

/* Which groups go into which plane, from one group to another. */
static bool
plan_planes(const bound *b, size_t from, size_t to, tally_plan *out)
{
        size_t n = 0;

        out->planes = planes_of(b, from, to);
        for (size_t p = 0; p < out->planes; p++) {
                for (size_t g = from; g < to; g++) {
                        if (!(weight_at(b, g) >> p & 1))
                                continue;
                        if (n == INPUTS_MAX)
                                return false;
                        out->inputs[n++] = (uint16_t)g;
                        out->len[p]++;
                }
        }
        return true;
}

static bool
plan_sums(bound *b, size_t plain)
{
        size_t all = b->chosen_len + b->len;

        b->planes = planes_of(b, 0, all);
        return b->planes <= PLANES_MAX && plan_planes(b, 0, b->chosen_len + plain, &b->plain) &&
               plan_planes(b, b->chosen_len + plain, all, &b->like);
}

static int32_t
points_of(const maker *m)
{
        return (int32_t)((m->base + GRAIN - 1) / GRAIN);
}

static bool
make(const asking *a, bool is_open, ch_arena *arena, bound *out)
{
        maker m = { .a = a, .frame = a->cat->frame, .b = out };
        size_t plain;

        memset(out, 0, sizeof *out);
        out->frame = m.frame;
        if (!begin(&m, arena) || !bound_put_parties(a, is_open, arena, out))
                return false;
        m.base += worth(&m, CH_FACTOR_PROVIDER, FIT_STATE);
        put_region(&m, is_open);
        put_role(&m);
        put_language(&m);
        put_ways(&m);
        plain = out->len;
        out->plain_base = points_of(&m);
        put_likeness(&m);
        out->base = points_of(&m);
        return !m.is_full && plan_sums(out, plain);
}

bool
bound_make(const asking *a, ch_arena *arena, bound *out)
{
        return make(a, false, arena, out);
}

bool
bound_make_open(const asking *a, ch_arena *arena, bound *out)
{
        return make(a, true, arena, out);
}

static bool
has_one(const bound *b, const bound_group *g, const sheet *s, size_t slot)
{
        for (size_t i = 0; i < g->len; i++)
                if (row_has(sheet_row(s, b->frame, b->rows[g->first + i]), slot))
                        return true;
        return false;
}

int32_t
bound_of(const bound *b, const sheet *s, size_t slot)
{
        uint32_t party = sheet_party(s, b->frame, slot);
        int32_t sum = 0;

        if (!row_has(s->own[OWN_LIVE], slot) || !has_one(b, &b->one_of[0], s, slot) ||
            !has_one(b, &b->one_of[1], s, slot) || choice_is(&b->by_party, b->barred, party))
                return -1;
        for (size_t i = 0; i < b->chosen_len; i++)
                sum += choice_is(&b->by_party, b->chosen[i], party) ? (int32_t)b->chosen_weights[i] : 0;
        for (size_t g = 0; g < b->len; g++)
                sum += has_one(b, &b->groups[g], s, slot) ? (int32_t)b->groups[g].weight : 0;
        return b->base + UNIT * sum;
}
