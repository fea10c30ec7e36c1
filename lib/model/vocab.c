#include "vocab_load.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <ch/vocab.h>
#include <stddef.h>

/* In the order in which they need each other. */
static const struct {
        const char *name;
        size_t text; /* in ch_vocab_texts */
        void (*read)(ch_vocab *v, ch_table *t);
} tables[] = {
        { "states", offsetof(ch_vocab_texts, states), ch_vocab_read_states },
        { "organizations", offsetof(ch_vocab_texts, organizations), ch_vocab_read_orgs },
        { "regions", offsetof(ch_vocab_texts, regions), ch_vocab_read_regions },
        { "topics", offsetof(ch_vocab_texts, topics), ch_vocab_read_topics },
        { "concepts", offsetof(ch_vocab_texts, concepts), ch_vocab_read_concepts },
        { "recipients", offsetof(ch_vocab_texts, recipients), ch_vocab_read_recipients },
        { "holidays", offsetof(ch_vocab_texts, holidays), ch_vocab_read_holidays },
};

static bool
check_filled(size_t len, const char *table, ch_issues *issues)
{
        if (!len)
                ch_issue_add(issues, ch_str_of(table),
                             CH_MSG("This reference table has no rows. Fill it, or restore the one that came with the "
                                    "program."));
        return len != 0;
}

static void
read_tables(ch_vocab *v, ch_arena *arena, const ch_vocab_texts *texts, ch_issues *issues)
{
        for (size_t i = 0; i < CH_COUNT(tables); i++) {
                ch_table t = { .name = tables[i].name, .arena = arena, .issues = issues };

                if (ch_table_open(&t, *(const ch_str *)(const void *)((const char *)texts + tables[i].text)))
                        tables[i].read(v, &t);
                if (!check_filled(v->states_len, "states", issues))
                        return; /* every other row would complain about it */
        }
        (void)check_filled(v->topics_len, "topics", issues);
}

ch_status
ch_vocab_load(ch_arena *arena, const ch_vocab_texts *texts, ch_issues *issues, const ch_vocab **out)
{
        ch_vocab *v = CH_NEW(arena, ch_vocab);

        if (!v)
                return CH_TOO_LARGE;
        read_tables(v, arena, texts, issues);
        *out = v;
        return ch_arena_is_full(arena) ? CH_TOO_LARGE : ch_issues_status(issues);
}

static const size_t nothing = SIZE_MAX;

static size_t
place_of(const ch_map *map, ch_str code)
{
        size_t at;

        return map && ch_map_get(map, code, &at) ? at : nothing;
}

size_t
ch_vocab_states(const ch_vocab *v, const ch_state **first)
{
        *first = v->states;
        return v->states_len;
}

size_t
ch_vocab_orgs(const ch_vocab *v, const ch_org **first)
{
        *first = v->orgs;
        return v->orgs_len;
}

size_t
ch_vocab_regions(const ch_vocab *v, const ch_region **first)
{
        *first = v->regions;
        return v->regions_len;
}

size_t
ch_vocab_topics(const ch_vocab *v, const ch_topic **first)
{
        *first = v->topics;
        return v->topics_len;
}

size_t
ch_vocab_concepts(const ch_vocab *v, const ch_concept **first)
{
        *first = v->concepts;
        return v->concepts_len;
}

const ch_state *
ch_vocab_state(const ch_vocab *v, ch_str code)
{
        size_t at = place_of(v->state_of, code);

        return at == nothing ? NULL : &v->states[at];
}

const ch_org *
ch_vocab_org(const ch_vocab *v, ch_str code)
{
        size_t at = place_of(v->org_of, code);

        return at == nothing ? NULL : &v->orgs[at];
}

const ch_region *
ch_vocab_region(const ch_vocab *v, ch_str code)
{
        size_t at = place_of(v->region_of, code);

        return at == nothing ? NULL : &v->regions[at];
}

const ch_topic *
ch_vocab_topic(const ch_vocab *v, ch_str code)
{
        size_t at = place_of(v->topic_of, code);

        return at == nothing ? NULL : &v->topics[at];
}

int
ch_vocab_state_index(const ch_vocab *v, ch_str code)
{
        size_t at = place_of(v->state_of, code);

        return at == nothing ? -1 : (int)at;
}

int
ch_vocab_topic_index(const ch_vocab *v, ch_str code)
{
        size_t at = place_of(v->topic_of, code);

        return at == nothing ? -1 : (int)at;
}

bool
ch_vocab_recipient(const ch_vocab *v, size_t i, ch_str *code, ch_str *label)
{
        if (i >= v->recipients_len)
                return false;
        *code = v->recipients[i].code;
        *label = v->recipients[i].label;
        return true;
}

bool
ch_vocab_is_holiday(const ch_vocab *v, ch_day day)
{
        for (size_t i = 0; i < v->holidays_len; i++)
                if (v->holidays[i] == day)
                        return true;
        return false;
}

/* ---- is it a word of that list? -------------------------------------------------------------------------------------
 */

static bool
is_anything(const ch_vocab *v, ch_str code)
{
        return v && code.len;
}

static bool
is_state(const ch_vocab *v, ch_str code)
{
        return ch_vocab_state(v, code) != NULL;
}

static bool
is_party(const ch_vocab *v, ch_str code)
{
        return is_state(v, code) || ch_vocab_org(v, code);
}

static bool
is_eligible(const ch_vocab *v, ch_str code)
{
        return ch_str_is(code, "*") || is_party(v, code) || ch_vocab_region(v, code);
}

static bool
is_of_facet(const ch_vocab *v, ch_str code, ch_facet facet)
{
        const ch_topic *t = ch_vocab_topic(v, code);

        return t && t->facet == facet;
}

static bool
is_measure(const ch_vocab *v, ch_str code)
{
        return is_of_facet(v, code, CH_FACET_MEASURE);
}

static bool
is_domain(const ch_vocab *v, ch_str code)
{
        return is_of_facet(v, code, CH_FACET_DOMAIN);
}

static bool
is_assistance(const ch_vocab *v, ch_str code)
{
        return is_of_facet(v, code, CH_FACET_ASSISTANCE);
}

static bool
is_topic(const ch_vocab *v, ch_str code)
{
        return ch_vocab_topic(v, code) != NULL;
}

static bool
is_recipient(const ch_vocab *v, ch_str code)
{
        return place_of(v->recipient_of, code) != nothing;
}

static bool
is_language(const ch_vocab *v, ch_str code)
{
        return v && code.len == 2 && code.p[0] >= 'a' && code.p[0] <= 'z' && code.p[1] >= 'a' && code.p[1] <= 'z';
}

static bool
is_un_language(const ch_vocab *v, ch_str code)
{
        ch_lang lang;

        return v && ch_lang_parse(code, &lang);
}

bool
ch_vocab_has(const ch_vocab *v, ch_vocab_kind kind, ch_str code)
{
        static bool (*const is_in[CH__VOCAB_MAX])(const ch_vocab *, ch_str) = {
                [CH_VOCAB_NONE] = is_anything,
                [CH_VOCAB_STATE] = is_state,
                [CH_VOCAB_PARTY] = is_party,
                [CH_VOCAB_ELIGIBLE] = is_eligible,
                [CH_VOCAB_MEASURE] = is_measure,
                [CH_VOCAB_DOMAIN] = is_domain,
                [CH_VOCAB_ASSISTANCE] = is_assistance,
                [CH_VOCAB_TOPIC] = is_topic,
                [CH_VOCAB_RECIPIENT] = is_recipient,
                [CH_VOCAB_LANGUAGE] = is_language,
                [CH_VOCAB_UN_LANGUAGE] = is_un_language,
        };

        return is_in[kind](v, code);
}

static ch_state_set
states_of_code(const ch_vocab *v, ch_str code)
{
        ch_state_set set = { 0 };
        int state = ch_vocab_state_index(v, code);
        bool is_all = ch_str_is(code, "*");
        const ch_region *region = ch_vocab_region(v, code);
        const ch_org *org = ch_vocab_org(v, code);

        for (size_t i = 0; i < v->states_len; i++)
                if (is_all || (int)i == state)
                        set.w[i / 64] |= (uint64_t)1 << (i % 64);
        if (region)
                return region->members;
        return org ? org->members : set;
}

ch_state_set
ch_vocab_states_of(const ch_vocab *v, ch_strs codes)
{
        ch_state_set all = { 0 };

        for (size_t i = 0; i < codes.len; i++) {
                ch_state_set one = states_of_code(v, codes.v[i]);

                for (size_t w = 0; w < CH_STATES_MAX / 64; w++)
                        all.w[w] |= one.w[w];
        }
        return all;
}
