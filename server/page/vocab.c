/* vocab.c – codes of the reference tables as people read them. */
#include "page.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <stdlib.h>

typedef struct named {
        ch_str code, name, key;
} named;

/* Languages that parties work in, beyond the six of the United Nations; shown by their English names. */
static const struct {
        const char *code, *name;
} languages[] = {
        { "ar", CH_MSG("Arabic") },     { "zh", CH_MSG("Chinese") },    { "en", CH_MSG("English") },
        { "fr", CH_MSG("French") },     { "ru", CH_MSG("Russian") },    { "es", CH_MSG("Spanish") },
        { "pt", CH_MSG("Portuguese") }, { "nl", CH_MSG("Dutch") },      { "ka", CH_MSG("Georgian") },
        { "tr", CH_MSG("Turkish") },    { "de", CH_MSG("German") },     { "it", CH_MSG("Italian") },
        { "ja", CH_MSG("Japanese") },   { "ko", CH_MSG("Korean") },     { "sw", CH_MSG("Swahili") },
        { "fa", CH_MSG("Persian") },    { "uk", CH_MSG("Ukrainian") },  { "sr", CH_MSG("Serbian") },
        { "mn", CH_MSG("Mongolian") },  { "vi", CH_MSG("Vietnamese") },
};

static ch_str
language_name(const ch_req *req, ch_str code)
{
        for (size_t i = 0; i < CH_COUNT(languages); i++) {
                if (ch_str_is(code, languages[i].code))
                        return page_say(req, languages[i].name);
        }
        return code;
}

static ch_str
in_language(const ch_req *req, const ch_str names[CH__LANG_MAX])
{
        return names[req->lang].len ? names[req->lang] : names[CH_EN];
}

static ch_str
place_name(const ch_req *req, const ch_vocab *vocab, ch_str code)
{
        const ch_state *state = ch_vocab_state(vocab, code);
        const ch_org *org;
        const ch_region *region;

        if (state)
                return in_language(req, state->names);
        if ((org = ch_vocab_org(vocab, code)))
                return org->name;
        if ((region = ch_vocab_region(vocab, code)))
                return region->name;
        return ch_str_is(code, "*") ? page_say(req, CH_MSG("All States")) : code;
}

static ch_str
topic_name(const ch_req *req, const ch_vocab *vocab, ch_str code)
{
        const ch_topic *topic = ch_vocab_topic(vocab, code);

        return topic ? in_language(req, topic->labels) : code;
}

static ch_str
recipient_name(const ch_req *req, const ch_vocab *vocab, ch_str code)
{
        ch_str known, label;

        for (size_t i = 0; ch_vocab_recipient(vocab, i, &known, &label); i++) {
                if (ch_str_eq(known, code))
                        return page_say(req, ch_str_c(req->arena, label));
        }
        return code;
}

ch_str
page_code_name(const ch_req *req, const ch_vocab *vocab, ch_vocab_kind kind, ch_str code)
{
        if (kind == CH_VOCAB_LANGUAGE || kind == CH_VOCAB_UN_LANGUAGE)
                return language_name(req, code);
        if (kind == CH_VOCAB_RECIPIENT)
                return recipient_name(req, vocab, code);
        if (kind == CH_VOCAB_STATE || kind == CH_VOCAB_PARTY || kind == CH_VOCAB_ELIGIBLE)
                return place_name(req, vocab, code);
        return topic_name(req, vocab, code);
}

static int
by_key(const void *a, const void *b)
{
        return ch_str_cmp(((const named *)a)->key, ((const named *)b)->key);
}

/* Copies of the codes with names, in alphabetical order of the reader's language. */
static void
put_sorted(const ch_req *req, named *v, size_t n, ch_strs *values, ch_strs *labels)
{
        for (size_t i = 0; i < n; i++) {
                if (ch_text_sort_key(req->arena, req->lang, v[i].name, &v[i].key) != CH_OK)
                        return;
        }
        qsort(v, n, sizeof(*v), by_key);
        values->v = CH_NEW_N(req->arena, ch_str, n + 1);
        labels->v = CH_NEW_N(req->arena, ch_str, n + 1);
        for (size_t i = 0; values->v && labels->v && i < n; i++) {
                values->v[values->len++] = v[i].code;
                labels->v[labels->len++] = v[i].name;
        }
}

static void
put_places(const ch_req *req, const ch_vocab *vocab, bool with_orgs, bool with_regions, ch_strs *values,
           ch_strs *labels)
{
        const ch_state *states;
        const ch_org *orgs;
        const ch_region *regions;
        size_t s = ch_vocab_states(vocab, &states), o = with_orgs ? ch_vocab_orgs(vocab, &orgs) : 0;
        size_t r = with_regions ? ch_vocab_regions(vocab, &regions) : 0, n = 0;
        named *v = CH_NEW_N(req->arena, named, s + o + r);

        if (!v)
                return;
        for (size_t i = 0; i < s; i++)
                v[n++] = (named) { .code = states[i].code, .name = in_language(req, states[i].names) };
        for (size_t i = 0; i < o; i++)
                v[n++] = (named) { .code = orgs[i].code, .name = orgs[i].name };
        for (size_t i = 0; i < r; i++)
                v[n++] = (named) { .code = regions[i].code, .name = regions[i].name };
        put_sorted(req, v, n, values, labels);
}

static void
put_topics(const ch_req *req, const ch_vocab *vocab, ch_facet facet, ch_strs *values, ch_strs *labels)
{
        const ch_topic *topics;
        size_t n = ch_vocab_topics(vocab, &topics);

        for (size_t i = 0; i < n; i++) {
                if (topics[i].facet != facet || (topics[i].parent < 0 && facet != CH_FACET_MEASURE))
                        continue;
                *values = ch_strs_add(req->arena, *values, topics[i].code);
                *labels = ch_strs_add(req->arena, *labels, in_language(req, topics[i].labels));
        }
}

static void
put_recipients(const ch_req *req, const ch_vocab *vocab, ch_strs *values, ch_strs *labels)
{
        ch_str code, label;

        for (size_t i = 0; ch_vocab_recipient(vocab, i, &code, &label); i++) {
                *values = ch_strs_add(req->arena, *values, code);
                *labels = ch_strs_add(req->arena, *labels, recipient_name(req, vocab, code));
        }
}

static void
put_languages(const ch_req *req, size_t most, ch_strs *values, ch_strs *labels)
{
        for (size_t i = 0; i < most; i++) {
                *values = ch_strs_add(req->arena, *values, ch_str_of(languages[i].code));
                *labels = ch_strs_add(req->arena, *labels, page_say(req, languages[i].name));
        }
}

void
page_vocab_options(const ch_req *req, const ch_vocab *vocab, ch_vocab_kind kind, ch_strs *values, ch_strs *labels)
{
        if (kind == CH_VOCAB_LANGUAGE || kind == CH_VOCAB_UN_LANGUAGE)
                put_languages(req, kind == CH_VOCAB_UN_LANGUAGE ? CH__LANG_MAX : CH_COUNT(languages), values, labels);
        else if (kind == CH_VOCAB_RECIPIENT)
                put_recipients(req, vocab, values, labels);
        else if (kind == CH_VOCAB_STATE || kind == CH_VOCAB_PARTY || kind == CH_VOCAB_ELIGIBLE)
                put_places(req, vocab, kind != CH_VOCAB_STATE, kind == CH_VOCAB_ELIGIBLE, values, labels);
        else if (kind == CH_VOCAB_MEASURE)
                put_topics(req, vocab, CH_FACET_MEASURE, values, labels);
        else
                put_topics(req, vocab, kind == CH_VOCAB_DOMAIN ? CH_FACET_DOMAIN : CH_FACET_ASSISTANCE, values, labels);
}
