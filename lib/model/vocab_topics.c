/* vocab_topics.c – topics (the thesaurus), recipients, holidays: what there is to say. */
#include "vocab_load.h"
#include <ch/base/mark.h>

static const char *const facet_names[] = { "measure", "domain", "assistance", NULL };
static const char *const label_columns[CH__LANG_MAX] = {
        [CH_EN] = "label_en", [CH_AR] = "label_ar", [CH_ES] = "label_es",
        [CH_FR] = "label_fr", [CH_RU] = "label_ru", [CH_ZH] = "label_zh",
};
static const char *const keyword_columns[CH__LANG_MAX] = {
        [CH_EN] = "keywords_en", [CH_AR] = "keywords_ar", [CH_ES] = "keywords_es",
        [CH_FR] = "keywords_fr", [CH_RU] = "keywords_ru", [CH_ZH] = "keywords_zh",
};

/* Parents come before their children, so that the tree has no ring. */
static int16_t
read_parent(const ch_table *t, size_t row, const ch_map *topic_of)
{
        ch_str parent = ch_table_cell(t, row, "parent");
        size_t at;

        if (!parent.len)
                return -1;
        if (ch_map_get(topic_of, parent, &at) && at < row)
                return (int16_t)at;
        ch_table_complain(t, row, "parent", CH_MSG("“{value}” is not the code of a topic in a row above this one."));
        return -1;
}

static void
read_topic(const ch_table *t, size_t row, const ch_map *topic_of, ch_topic *topic)
{
        int32_t facet = CH_FACET_MEASURE;

        if (!ch_enum_parse(facet_names, ch_table_cell(t, row, "facet"), &facet))
                ch_table_complain(t, row, "facet",
                                  CH_MSG("“{value}” is not a facet: write measure, domain or assistance."));
        *topic = (ch_topic) {
                .code = ch_table_cell(t, row, "code"),
                .parent = read_parent(t, row, topic_of),
                .facet = (ch_facet)facet,
                .spans = ch_str_is(ch_table_cell(t, row, "spans"), "1"),
                .definition = ch_table_cell(t, row, "definition"),
                .paragraph = ch_table_cell(t, row, "op"),
        };
        for (int lang = 0; lang < CH__LANG_MAX; lang++) {
                topic->labels[lang] = ch_table_cell(t, row, label_columns[lang]);
                topic->keywords[lang] = ch_table_cell(t, row, keyword_columns[lang]);
                if (!topic->labels[lang].len)
                        ch_table_complain(t, row, label_columns[lang],
                                          CH_MSG("Row {n} has no label in this language. Give it one."));
        }
}

void
ch_vocab_read_topics(ch_vocab *v, ch_table *t)
{
        if (t->csv.rows_len > CH_TOPICS_MAX) {
                ch_table_complain(t, CH_TOPICS_MAX, "code",
                                  CH_MSG("This table has more rows than the program can hold."));
                return;
        }
        v->topics = CH_NEW_N(t->arena, ch_topic, t->csv.rows_len);
        v->topic_of = ch_table_index(t, "code");
        if (!v->topics || !v->topic_of)
                return;
        for (; v->topics_len < t->csv.rows_len; v->topics_len++)
                read_topic(t, v->topics_len, v->topic_of, &v->topics[v->topics_len]);
}

void
ch_vocab_read_concepts(ch_vocab *v, ch_table *t)
{
        if (t->csv.rows_len > CH_CONCEPTS_MAX) {
                ch_table_complain(t, CH_CONCEPTS_MAX, "code",
                                  CH_MSG("This table has more rows than the program can hold."));
                return;
        }
        v->concepts = CH_NEW_N(t->arena, ch_concept, t->csv.rows_len);
        v->concept_of = ch_table_index(t, "code");
        if (!v->concepts || !v->concept_of)
                return;
        for (size_t i = 0; i < t->csv.rows_len; i++) {
                ch_concept *c = &v->concepts[v->concepts_len++];

                c->code = ch_table_cell(t, i, "code");
                for (int lang = 0; lang < CH__LANG_MAX; lang++)
                        c->keywords[lang] = ch_table_cell(t, i, keyword_columns[lang]);
        }
}

void
ch_vocab_read_recipients(ch_vocab *v, ch_table *t)
{
        v->recipients = CH_NEW_N(t->arena, ch_coded, t->csv.rows_len);
        v->recipient_of = ch_table_index(t, "code");
        if (!v->recipients || !v->recipient_of)
                return;
        for (size_t i = 0; i < t->csv.rows_len; i++)
                v->recipients[v->recipients_len++] = (ch_coded) { ch_table_cell(t, i, "code"),
                                                                  ch_table_cell(t, i, "label_en") };
}

void
ch_vocab_read_holidays(ch_vocab *v, ch_table *t)
{
        v->holidays = CH_NEW_N(t->arena, ch_day, t->csv.rows_len);
        for (size_t i = 0; v->holidays && i < t->csv.rows_len; i++) {
                if (ch_day_parse(ch_table_cell(t, i, "date"), &v->holidays[v->holidays_len]))
                        v->holidays_len++;
                else
                        ch_table_complain(t, i, "date", CH_MSG("“{value}” is not a day. Write it as 2026-12-25."));
        }
}
