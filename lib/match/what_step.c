/* what_step.c – the elementary changes of a pair: which may matter, and how one is made. */
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <ch/what_if.h>

enum { STEPS_MAX = 128, CAPACITY_MOST = 64 };

/* Word; sentences: need adds, need takes, offer adds, offer takes. */
/* clang-format off */
#define NEED_ADDS   CH_MSG_INIT("Add to the need: {name}")
#define NEED_TAKES  CH_MSG_INIT("Take from the need: {name}")
#define OFFER_ADDS  CH_MSG_INIT("Add to the offer: {name}")
#define OFFER_TAKES CH_MSG_INIT("Take from the offer: {name}")
#define OPEN_FROM   CH_MSG_INIT("The offer is open from {name}")
#define OPEN_UNTIL  CH_MSG_INIT("The offer is open until {name}")
#define CAPACITY    CH_MSG_INIT("The offer serves at a time: {name}")
/* clang-format on */
static const struct {
        const char *word, *text[2][2]; /* [of the offer][adds] */
} rows[] = {
        [CH_WHAT_TOPIC] = { "topic", { { NEED_TAKES, NEED_ADDS }, { OFFER_TAKES, OFFER_ADDS } } },
        [CH_WHAT_DOMAIN] = { "domain", { { NEED_TAKES, NEED_ADDS }, { OFFER_TAKES, OFFER_ADDS } } },
        [CH_WHAT_ASSISTANCE] = { "assistance", { { NEED_TAKES, NEED_ADDS }, { OFFER_TAKES, OFFER_ADDS } } },
        [CH_WHAT_LANGUAGE] = { "language", { { NEED_TAKES, NEED_ADDS }, { OFFER_TAKES, OFFER_ADDS } } },
        [CH_WHAT_REGION] = { "region", { { NEED_TAKES, NEED_ADDS }, { OFFER_TAKES, OFFER_ADDS } } },
        [CH_WHAT_FROM] = { "from", { { OPEN_FROM, OPEN_FROM }, { OPEN_FROM, OPEN_FROM } } },
        [CH_WHAT_UNTIL] = { "until", { { OPEN_UNTIL, OPEN_UNTIL }, { OPEN_UNTIL, OPEN_UNTIL } } },
        [CH_WHAT_CAPACITY] = { "capacity", { { CAPACITY, CAPACITY }, { CAPACITY, CAPACITY } } },
};
_Static_assert(CH_COUNT(rows) == CH__WHAT_MAX, "one row per kind of change");

const char *
ch_what_word(ch_what what)
{
        return rows[what].word;
}

const char *
ch_what_text(const ch_what_step *step)
{
        return rows[step->what].text[step->of_offer][step->adds];
}

/* ---- making a change ------------------------------------------------------------------------------------------- */

static ch_strs
without(ch_arena *arena, ch_strs list, ch_str code)
{
        ch_strs out = { 0 };

        for (size_t i = 0; i < list.len; i++)
                if (!ch_str_eq(list.v[i], code))
                        out = ch_strs_add(arena, out, list.v[i]);
        return out;
}

static void
change_list(ch_arena *arena, ch_strs *list, const ch_what_step *s)
{
        if (!s->adds)
                *list = without(arena, *list, s->code);
        else if (!ch_strs_has(*list, s->code))
                *list = ch_strs_add(arena, *list, s->code);
}

typedef struct coded { /* the coded parts of a need, or of an area */
        ch_strs *of[CH__FACET_MAX], *refused;
        ch_str text;
} coded;

static coded
coded_need(ch_need *n)
{
        return (coded) { { &n->topics, &n->domains, &n->assistance }, &n->not_topics, n->text };
}

static coded
coded_area(ch_area *a)
{
        return (coded) { { &a->topics, &a->domains, &a->assistance }, &a->not_topics, a->text };
}

/* What is taken away is also refused, lest the words bring it up again; what is added is refused no longer. */
static void
change_coded(ch_arena *arena, coded c, const ch_what_step *s)
{
        ch_what_step refusal = *s;

        refusal.adds = !s->adds;
        change_list(arena, c.of[s->what], s);
        change_list(arena, c.refused, &refusal);
}
_Static_assert((int)CH_WHAT_TOPIC == (int)CH_FACET_MEASURE && (int)CH_WHAT_DOMAIN == (int)CH_FACET_DOMAIN &&
                       (int)CH_WHAT_ASSISTANCE == (int)CH_FACET_ASSISTANCE,
               "the first changes are the facets");

static void
change_offer(ch_arena *arena, ch_offer *o, const ch_what_step *s)
{
        if (s->what <= CH_WHAT_ASSISTANCE && s->area < o->areas.len)
                change_coded(arena, coded_area(&((ch_area *)o->areas.v)[s->area]), s);
        if (s->what == CH_WHAT_LANGUAGE)
                change_list(arena, &o->languages, s);
        if (s->what == CH_WHAT_REGION)
                change_list(arena, &o->eligible, s);
        if (s->what == CH_WHAT_FROM)
                o->from = ch_day_date(s->day);
        if (s->what == CH_WHAT_UNTIL)
                o->until = ch_day_date(s->day);
        if (s->what == CH_WHAT_CAPACITY)
                o->capacity = s->number;
}

static void
change_need(ch_arena *arena, ch_request *r, ch_need *n, const ch_what_step *s)
{
        if (s->what <= CH_WHAT_ASSISTANCE)
                change_coded(arena, coded_need(n), s);
        if (s->what == CH_WHAT_LANGUAGE)
                change_list(arena, &r->languages, s);
}

static ch_status
change_request(const ch_ranked *pair, const ch_what_step *step, ch_arena *arena, ch_ranked *out)
{
        ch_request *r = out->request == pair->request ? ch_record_copy(arena, CH_REQUEST, pair->request)
                                                      : (ch_request *)(uintptr_t)out->request;
        ch_need *need = r ? (ch_need *)(uintptr_t)ch_request_need(r, pair->need->no) : NULL;

        if (!need)
                return CH_TOO_LARGE;
        out->request = r;
        out->need = need;
        change_need(arena, r, need, step);
        return CH_OK;
}

static ch_status
change_its_offer(const ch_ranked *pair, const ch_what_step *step, ch_arena *arena, ch_ranked *out)
{
        ch_offer *o = out->offer == pair->offer ? ch_record_copy(arena, CH_OFFER, pair->offer)
                                                : (ch_offer *)(uintptr_t)out->offer;

        if (!o)
                return CH_TOO_LARGE;
        out->offer = o;
        change_offer(arena, o, step);
        return CH_OK;
}

ch_status
ch_what_apply(const ch_ranked *pair, const ch_what_step *steps, size_t n, ch_arena *arena, ch_ranked *out)
{
        ch_status st = CH_OK;

        *out = (ch_ranked) { .request = pair->request, .need = pair->need, .offer = pair->offer };
        for (size_t i = 0; i < n && st == CH_OK; i++)
                st = steps[i].of_offer ? change_its_offer(pair, &steps[i], arena, out)
                                       : change_request(pair, &steps[i], arena, out);
        return st == CH_OK && ch_arena_is_full(arena) ? CH_TOO_LARGE : st;
}

/* ---- which may matter ------------------------------------------------------------------------------------------ */

typedef struct finding {
        const ch_catalog *cat;
        const ch_rank_query *q;
        const ch_ranked *pair;
        ch_arena *arena;
        ch_what_step *v;
        size_t len;
} finding;

static void
add_step(finding *f, ch_what_step step)
{
        if (f->len < STEPS_MAX)
                f->v[f->len++] = step;
}

/* Codes of a facet that stand there or that the words bring up. */
static ch_strs
codes_of(const finding *f, coded c, ch_str lang, ch_facet facet)
{
        ch_lang in = CH_EN;
        ch_inferred *v;
        size_t n;
        ch_strs out = *c.of[facet];

        (void)ch_lang_parse(lang, &in);
        n = ch_catalog_infer(f->cat, f->arena, c.text, in, &v);
        for (size_t i = 0; i < n; i++) {
                const ch_topic *topic = ch_vocab_topic(ch_catalog_vocab(f->cat), v[i].code);

                if (topic && topic->facet == facet && !ch_strs_has(*c.refused, v[i].code) &&
                    !ch_strs_has(out, v[i].code))
                        out = ch_strs_add(f->arena, out, v[i].code);
        }
        return out;
}

/* One side takes over what the other has, or gives up what it has. */
static void
add_codes(finding *f, ch_what_step like, ch_strs own, ch_strs other)
{
        like.adds = true;
        for (size_t i = 0; i < other.len; i++) {
                like.code = other.v[i];
                if (!ch_strs_has(own, other.v[i]))
                        add_step(f, like);
        }
        like.adds = false;
        for (size_t i = 0; i < own.len; i++) {
                like.code = own.v[i];
                add_step(f, like);
        }
}

/* The part of the offer that fits best, were there no rule against it. */
static size_t
best_area(const finding *f)
{
        ch_offer open = *f->pair->offer;
        ch_str all = CH_LIT("*");
        ch_ranked line;

        open.status = CH_OFFER_LISTED;
        open.eligible = (ch_strs) { &all, 1 };
        open.excluded = (ch_strs) { 0 };
        open.from = open.until = (ch_date) { 0 };
        open.capacity = 0;
        (void)ch_rank_pair(f->cat, f->q, f->pair->request, f->pair->need, &open, f->arena, &line);
        return line.area ? (size_t)(line.area - ch_offer_areas(f->pair->offer)) : 0;
}

static void
add_topics(finding *f)
{
        const ch_ranked *p = f->pair;
        size_t at = best_area(f);
        ch_need need = *p->need;
        ch_area area = at < p->offer->areas.len ? ch_offer_areas(p->offer)[at] : (ch_area) { 0 };

        for (int facet = 0; facet < CH__FACET_MAX && p->offer->areas.len; facet++) {
                ch_strs asked = codes_of(f, coded_need(&need), p->request->lang, (ch_facet)facet);
                ch_strs given = codes_of(f, coded_area(&area), p->offer->lang, (ch_facet)facet);

                add_codes(f, (ch_what_step) { .what = (ch_what)facet }, asked, given);
                add_codes(f, (ch_what_step) { .what = (ch_what)facet, .of_offer = true, .area = at }, given, asked);
        }
}

static void
add_languages(finding *f)
{
        const ch_ranked *p = f->pair;
        const ch_state *state = ch_vocab_state(ch_catalog_vocab(f->cat), p->request->party);
        ch_str list = state ? state->languages : (ch_str) { 0 }, code;
        ch_strs theirs = p->request->languages;

        while (ch_str_cut(&list, ';', &code))
                if (code.len && !ch_strs_has(theirs, code))
                        theirs = ch_strs_add(f->arena, theirs, code);
        add_codes(f, (ch_what_step) { .what = CH_WHAT_LANGUAGE }, p->request->languages, p->offer->languages);
        add_codes(f, (ch_what_step) { .what = CH_WHAT_LANGUAGE, .of_offer = true }, p->offer->languages, theirs);
}

/* For the requester itself, whom a list of this kind may name; else for all. The last one is never taken away. */
static void
add_regions(finding *f)
{
        ch_str party = f->pair->request->party;
        bool may_be_named = ch_vocab_has(ch_catalog_vocab(f->cat), CH_VOCAB_ELIGIBLE, party);
        ch_strs own = f->pair->offer->eligible, other = { 0 };

        other = ch_strs_add(f->arena, other, may_be_named ? party : CH_LIT("*"));
        add_codes(f, (ch_what_step) { .what = CH_WHAT_REGION, .of_offer = true }, own.len > 1 ? own : (ch_strs) { 0 },
                  ch_strs_has(own, other.v[0]) ? (ch_strs) { 0 } : other);
}

static void
add_dates(finding *f)
{
        ch_day from = ch_date_first(f->pair->offer->from), until = ch_date_last(f->pair->offer->until);
        ch_day today = f->q->today;
        ch_what_step step = { .of_offer = true, .adds = true };

        step.what = CH_WHAT_FROM;
        step.day = today;
        if (from != CH_DAY_NONE && from > today)
                add_step(f, step);
        step.what = CH_WHAT_UNTIL;
        if (until != CH_DAY_NONE && until < today)
                add_step(f, step);
        step.day = today - 1;
        step.adds = false;
        if ((until == CH_DAY_NONE || until >= today) && (from == CH_DAY_NONE || from < today))
                add_step(f, step);
}

/* One more than are under way, or as many as are. */
static void
add_capacity(finding *f)
{
        ch_offer o = *f->pair->offer;
        ch_what_step step = { .what = CH_WHAT_CAPACITY, .of_offer = true, .adds = true };
        ch_ranked line;

        for (o.capacity = 1; o.capacity < CAPACITY_MOST; o.capacity++)
                if (ch_rank_pair(f->cat, f->q, f->pair->request, f->pair->need, &o, f->arena, &line) !=
                    CH_RULE_NO_CAPACITY)
                        break;
        step.number = o.capacity;
        if (f->pair->offer->capacity && f->pair->offer->capacity < o.capacity)
                add_step(f, step);
        step.adds = false;
        step.number = o.capacity - 1;
        if (step.number && step.number != f->pair->offer->capacity)
                add_step(f, step);
}

ch_status
ch_what_steps(const ch_catalog *cat, const ch_rank_query *q, const ch_ranked *pair, ch_arena *arena, ch_what_step **out,
              size_t *len)
{
        finding f = { cat, q, pair, arena, CH_NEW_N(arena, ch_what_step, STEPS_MAX), 0 };

        if (!f.v)
                return CH_TOO_LARGE;
        add_topics(&f);
        add_languages(&f);
        add_regions(&f);
        add_dates(&f);
        add_capacity(&f);
        *out = f.v;
        *len = f.len;
        return ch_arena_is_full(arena) ? CH_TOO_LARGE : CH_OK;
}
