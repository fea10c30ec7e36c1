/* export.c – the made world as tables for other engines, and needs as masks over these tables; beside each need the
 * product's own lists and times.
 *
 *      bench_export DIR OFFERS NEEDS      writes DIR/{offers,parts,texts,parties}.tsv and DIR/needs.jsonl; up to
 * 1,000,000 offers also DIR/world.jsonl, for the program's own import
 *
 * A set stands in words of sixty bits, so that each is a positive number wherever it is read. Every number of a need is
 * read off the product's own tables and statistics; what is done with it is the other engine's.
 */
#include "export.h"
#include "../../lib/match/policy.h"
#include <stdarg.h>

static made m;
static const ch_catalog *cat;
static ch_arena *arena;
static ch_str *refs; /* of all offers, in order */

enum { PARTS = 5, FAR = 1000000, LINES_MAX = 1000000 };

static FILE *
open_table(const char *dir, const char *name)
{
        char path[4096];
        FILE *f;

        (void)snprintf(path, sizeof path, "%s/%s", dir, name);
        f = fopen(path, "w");
        if (!f)
                sample_fail(path);
        return f;
}

static void
put_number(FILE *f, int64_t n)
{
        fprintf(f, "%lld\t", (long long)n);
}

/* One that is open or unsaid: far away. */
static void
put_day(FILE *f, ch_day day, int64_t otherwise)
{
        put_number(f, day == CH_DAY_NONE ? otherwise : day);
}

static void
put_set(FILE *f, const set *s, size_t words)
{
        for (size_t i = 0; i < words; i++)
                put_number(f, (int64_t)s->w[i]);
}

/* ---- offers ---------------------------------------------------------------------------------------------------- */

static void
put_part(FILE *f, const unit *u)
{
        set topics = { 0 }, places = { 0 };

        for (size_t i = 0; u && i < u->measures.len; i++)
                set_add(&topics, u->measures.v[i].meaning);
        for (int i = 0; u && u->names_places && i < CH_STATES_MAX; i++)
                if (ch_state_set_has(&u->places, i))
                        set_add(&places, (size_t)i);
        put_set(f, &topics, TOPIC_WORDS);
        put_number(f, u ? u->domains : 0);
        put_number(f, u ? u->all_domains : 0);
        put_number(f, u ? u->names_places : 0);
        put_set(f, &places, STATE_WORDS);
}

/* The confirmed measure topics of all areas; true: each area has some. */
static bool
stated_topics(const ch_offer *o, set *out)
{
        const ch_topic *topics;
        bool all = o->areas.len > 0;

        (void)ch_vocab_topics(m.w.vocab, &topics);
        for (size_t i = 0; i < o->areas.len; i++) {
                const ch_strs *codes = &ch_offer_areas(o)[i].topics;
                bool any = false;

                for (size_t k = 0; k < codes->len; k++) {
                        int at = ch_vocab_topic_index(m.w.vocab, codes->v[k]);

                        if (at < 0 || topics[at].facet != CH_FACET_MEASURE)
                                continue;
                        set_add(out, (size_t)at);
                        any = true;
                }
                all = all && any;
        }
        return all;
}

/* All topics of all parts, as PostgreSQL reads a list. */
static void
put_topics(FILE *f, const units *us)
{
        set topics = { 0 };
        const char *between = "{";

        for (size_t i = 0; i < us->len; i++)
                for (size_t k = 0; k < us->v[i].measures.len; k++)
                        set_add(&topics, us->v[i].measures.v[k].meaning);
        if (!topics.w[0] && !topics.w[1])
                fputs(between, f);
        for (size_t i = 0; i < (size_t)TOPIC_WORDS * WORD_BITS; i++) {
                if (!(topics.w[i / WORD_BITS] >> i % WORD_BITS & 1))
                        continue;
                fprintf(f, "%s%zu", between, i);
                between = ",";
        }
        fputs("}\n", f);
}

static int64_t
party_key(ch_str code)
{
        size_t at = 0;

        for (ch_str one; party_at(m.w.vocab, at, &one); at++)
                if (ch_str_eq(one, code))
                        return (int64_t)at;
        sample_fail("an unknown party");
        return -1;
}

static void
put_offer(FILE *f, size_t id, const ch_offer *o, const offering *of)
{
        set eligible = { 0 }, excluded = { 0 }, stated = { 0 };
        bool all_stated = stated_topics(o, &stated);

        for (size_t i = 0; i < o->eligible.len; i++)
                set_add(&eligible, eligible_number(m.w.vocab, o->eligible.v[i]));
        for (size_t i = 0; i < o->excluded.len; i++)
                set_add(&excluded, eligible_number(m.w.vocab, o->excluded.v[i]));
        put_number(f, (int64_t)id);
        put_number(f, o->status == CH_OFFER_LISTED);
        put_number(f, o->role != CH_OFFER_FUNDS);
        put_number(f, party_key(o->party));
        put_set(f, &eligible, ELIGIBLE_WORDS);
        put_set(f, &excluded, STATE_WORDS);
        put_number(f, (int64_t)languages_of(o->languages));
        put_number(f, offer_mode_fit(o));
        put_day(f, ch_date_first(o->from), -FAR);
        put_day(f, ch_date_last(o->until), FAR);
        put_number(f, o->capacity);
        put_number(f, (int64_t)of->engaged);
        put_day(f, ch_date_is_set(o->confirmed) ? ch_date_first(o->confirmed) : CH_DAY_NONE, -FAR);
        put_set(f, &stated, TOPIC_WORDS);
        put_number(f, all_stated);
        put_number(f, (int64_t)of->units->len);
        for (size_t i = 0; i < PARTS; i++)
                put_part(f, i < of->units->len ? &of->units->v[i] : NULL);
        fprintf(f, "%.*s\t", (int)o->head.ref.len, o->head.ref.p);
        put_topics(f, of->units);
}

static void
put_parts(FILE *f, size_t id, const offering *of)
{
        for (size_t i = 0; i < of->units->len; i++) {
                put_number(f, (int64_t)id);
                put_part(f, &of->units->v[i]);
                fputs("0\n", f);
        }
}

static void
put_text(FILE *f, size_t id, const ch_offer *o)
{
        put_number(f, (int64_t)id);
        fprintf(f, "%.*s", (int)o->title.len, o->title.p);
        for (size_t i = 0; i < o->areas.len; i++)
                fprintf(f, " %.*s", (int)ch_offer_areas(o)[i].text.len, ch_offer_areas(o)[i].text.p);
        fputs("\n", f);
}

static void
export_offers(const char *dir)
{
        ch_offer_walk walk = ch_catalog_offers(cat);
        ch_offer brief;
        FILE *offers = open_table(dir, "offers.tsv"), *parts = open_table(dir, "parts.tsv"),
             *texts = open_table(dir, "texts.tsv");

        for (size_t i = 0; ch_offer_next(&walk, &brief); i++) {
                const ch_offer *o = ch_offer_whole(&walk, arena);
                offering of;

                refs[i] = brief.head.ref;
                if (!o || offering_make(cat, o, arena, &of) != CH_OK || of.units->len > PARTS)
                        sample_fail("an offer of too many parts");
                put_offer(offers, i, o, &of);
                put_parts(parts, i, &of);
                put_text(texts, i, o);
                ch_arena_reset(arena);
        }
        fclose(offers);
        fclose(parts);
        fclose(texts);
}

/* As the program's own import takes them in. */
static void
export_lines(const char *dir)
{
        FILE *f = open_table(dir, "world.jsonl");

        for (size_t i = 0; i < m.changes_len; i++) {
                const ch_change *c = &m.changes[i];
                ch_buf b = ch_buf_new(arena);
                ch_str line;

                if (c->kind != CH_PARTY && c->kind != CH_OFFER)
                        continue;
                ch_exchange_write(&b, c->kind, c->record);
                if (ch_buf_end(&b, &line) != CH_OK)
                        sample_fail("a line");
                fprintf(f, "%.*s", (int)line.len, line.p);
                ch_arena_reset(arena);
        }
        fclose(f);
}

static void
export_parties(const char *dir)
{
        FILE *f = open_table(dir, "parties.tsv");
        ch_str code;

        for (size_t i = 0; party_at(m.w.vocab, i, &code); i++) {
                const ch_org *org = ch_vocab_org(m.w.vocab, code);
                ch_party_kind kind = ch_catalog_party_kind(cat, code);
                ch_str list = org ? org->topics : (ch_str) { 0 }, topic;
                set topics = { 0 };

                while (ch_str_cut(&list, ';', &topic)) {
                        int at = ch_vocab_topic_index(m.w.vocab, topic);

                        if (at >= 0)
                                set_add(&topics, (size_t)at);
                }
                put_number(f, (int64_t)i);
                put_number(f, kind == CH_PARTY_STATE || kind == CH_PARTY_JOINT ? KIND_STATE
                              : kind == CH_PARTY_CIVIL                         ? KIND_CIVIL
                                                                               : KIND_OTHER);
                put_number(f, kind == CH_PARTY_STATE);
                put_set(f, &topics, TOPIC_WORDS);
                fprintf(f, "%.*s\n", (int)code.len, code.p);
        }
        fclose(f);
}

/* ---- needs ----------------------------------------------------------------------------------------------------- */

static void
json_set(FILE *f, const char *name, const set *s, size_t words)
{
        fprintf(f, "\"%s\": [", name);
        for (size_t i = 0; i < words; i++)
                fprintf(f, "%s%lld", i ? ", " : "", (long long)s->w[i]);
        fputs("], ", f);
}

static void
json_parties(FILE *f, const char *name, const ch_strs *codes)
{
        fprintf(f, "\"%s\": [", name);
        for (size_t i = 0; i < codes->len; i++)
                fprintf(f, "%s%lld", i ? ", " : "", (long long)party_key(codes->v[i]));
        fputs("], ", f);
}

/* Per topic of the need: its weight, and the topics that are so near to it. */
static void
json_focus(FILE *f, const asking *a)
{
        static const struct {
                const char *name;
                int32_t near;
        } rings[] = {
                { "same", FULL }, { "parent", NEAR_PARENT }, { "child", NEAR_CHILD }, { "sibling", NEAR_SIBLING }
        };
        const terms *t = &a->unit->focus;
        const ch_topic *topics;
        size_t n = ch_vocab_topics(m.w.vocab, &topics);

        fputs("\"focus\": [", f);
        for (size_t i = 0; i < t->len; i++) {
                fprintf(f, "%s{", i ? ", " : "");
                for (size_t ring = 0; ring < sizeof rings / sizeof *rings; ring++) {
                        set s = { 0 };

                        for (size_t k = 0; k < n; k++)
                                if (topic_nearness(m.w.vocab, t->v[i].meaning, (uint16_t)k) == rings[ring].near)
                                        set_add(&s, k);
                        json_set(f, rings[ring].name, &s, TOPIC_WORDS);
                }
                fprintf(f, "\"weight\": %lld}", (long long)cat->stats->rare[t->v[i].meaning] * t->v[i].weight);
        }
        fputs("], ", f);
}

/* Confirmed measure topics of the need, with what is the same, parent or child. */
static void
json_touched(FILE *f, const asking *a)
{
        const ch_topic *topics;
        size_t n = ch_vocab_topics(m.w.vocab, &topics);
        set touched = { 0 };
        bool any = false;

        for (size_t i = 0; i < a->need->topics.len; i++) {
                int at = ch_vocab_topic_index(m.w.vocab, a->need->topics.v[i]);

                if (at < 0 || topics[at].facet != CH_FACET_MEASURE)
                        continue;
                any = true;
                for (size_t k = 0; k < n; k++)
                        if (topics[k].facet == CH_FACET_MEASURE &&
                            topic_nearness(m.w.vocab, (uint16_t)at, (uint16_t)k) >= NEAR_CHILD)
                                set_add(&touched, k);
        }
        json_set(f, "touched", &touched, TOPIC_WORDS);
        fprintf(f, "\"asks_topics\": %d, ", any);
}

static void
json_closeness(FILE *f, const asking *a)
{
        static const int32_t steps[] = { REGION_FEW, REGION_SOME, REGION_MANY, REGION_ALL };
        ch_str code;

        fputs("\"closeness\": {", f);
        for (size_t step = 0; step < sizeof steps / sizeof *steps; step++) {
                set s = { 0 };
                char name[16];

                for (size_t i = 0; eligible_at(m.w.vocab, i, &code); i++)
                        if (closeness(a, code) == steps[step])
                                set_add(&s, i);
                (void)snprintf(name, sizeof name, "%d", (int)steps[step]);
                json_set(f, name, &s, ELIGIBLE_WORDS);
        }
        fputs("\"0\": []}, ", f);
}

static void
json_day(FILE *f, const char *name, ch_day day)
{
        if (day == CH_DAY_NONE)
                fprintf(f, "\"%s\": null, ", name);
        else
                fprintf(f, "\"%s\": %lld, ", name, (long long)day);
}

static void
json_asking(FILE *f, const asking *a)
{
        const ch_request *r = a->request;
        ch_strs own = ch_strs_add(arena, r->co_requesters, r->party);
        set states = { 0 };

        for (int i = 0; i < CH_STATES_MAX; i++)
                if (ch_state_set_has(&a->states, i))
                        set_add(&states, (size_t)i);
        json_set(f, "states", &states, STATE_WORDS);
        fprintf(f, "\"states_len\": %d, \"languages\": %lld, \"domains\": %u, \"today\": %d, ", a->states_len,
                (long long)languages_of(a->languages), (unsigned)a->unit->domains, TODAY);
        json_day(f, "from", a->from);
        json_day(f, "until", a->until);
        json_parties(f, "preferred", &r->preferred);
        json_parties(f, "excluded", &r->excluded);
        json_parties(f, "own", &own);
        json_focus(f, a);
        json_touched(f, a);
        json_closeness(f, a);
}

/* ---- the product's own answers --------------------------------------------------------------------------------- */

/* The second pass is timed, as the others' is. */
static void
json_list(FILE *f, const char *name, const ch_rank_query *q, const asking *a)
{
        size_t len;
        ch_ranked *v;
        double ms = 0;

        for (int pass = 0; pass < 2; pass++) {
                ch_arena_reset(arena);
                ms = now_ms();
                if (ch_rank_need(cat, q, a->request, a->need, arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                ms = now_ms() - ms;
        }
        fprintf(f, "\"%s_ms\": %.6f, \"%s\": [", name, ms, name);
        for (size_t i = 0; i < len; i++)
                fprintf(f, "%s[%zu, %d]", i ? ", " : "", index_of(refs, m.offers_len, v[i].offer), (int)v[i].score);
        fputs("], ", f);
}

static void
json_text(FILE *f, ch_str text)
{
        fputs("\"text\": \"", f);
        for (size_t i = 0; i < text.len; i++)
                if ((unsigned char)text.p[i] >= ' ' && text.p[i] != '"' && text.p[i] != '\\')
                        fputc(text.p[i], f);
        fputs("\"", f);
}

static void
export_needs(const char *dir, size_t needs, const ch_weights *structured)
{
        const ch_rank_query with_text = { .today = TODAY, .weights = &ch_weights_default, .top = TOP };
        ch_rank_query without = with_text;
        FILE *f = open_table(dir, "needs.jsonl");

        without.weights = structured;
        for (size_t i = 0; i < needs; i++) {
                asking a;
                ch_arena *own = ch_arena_new(SIZE_MAX / 4);
                const ch_request *r;
                const ch_need *n = made_need(&m, cat, i, &r);

                if (!own || asking_make(cat, &with_text, r, n, own, &a) != CH_OK)
                        sample_fail("a need");
                fputs("{", f);
                json_asking(f, &a);
                json_list(f, "structured", &without, &a);
                json_list(f, "with_text", &with_text, &a);
                json_text(f, n->text);
                fputs("}\n", f);
                ch_arena_free(&own);
        }
        fclose(f);
}

static void
tell_weights(const ch_weights *w)
{
        printf("{\"what\": \"weights\"");
        for (ch_factor f = 0; f < CH__FACTOR_MAX; f++)
                printf(", \"%s\": %d", ch_factor_word(f), (int)w->w[f]);
        printf("}\n");
}

int
main(int argc, char **argv)
{
        ch_weights structured = made_structured();

        if (argc != 4 || !ch_weights_are_valid(&structured))
                sample_fail("bench_export DIR OFFERS NEEDS");
        made_world(&m, CH_SOURCE_DIR, (size_t)strtoull(argv[2], NULL, 10));
        cat = made_catalog(&m);
        arena = ch_arena_new(SIZE_MAX / 4);
        refs = calloc(m.offers_len, sizeof *refs);
        if (!arena || !refs)
                sample_fail("no memory");
        export_offers(argv[1]);
        export_parties(argv[1]);
        if (m.offers_len <= LINES_MAX)
                export_lines(argv[1]);
        export_needs(argv[1], (size_t)strtoull(argv[3], NULL, 10), &structured);
        tell_weights(&structured);
        ch_arena_free(&arena);
        free(refs);
        made_free(&m, &cat);
        return 0;
}
