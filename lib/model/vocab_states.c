/* vocab_states.c – States, organizations, regions: who there is. */
#include "vocab_load.h"
#include <ch/base/mark.h>

static const char *const name_columns[CH__LANG_MAX] = {
        [CH_EN] = "name_en", [CH_AR] = "name_ar", [CH_ES] = "name_es",
        [CH_FR] = "name_fr", [CH_RU] = "name_ru", [CH_ZH] = "name_zh",
};

/* A region code from the bare number of the M49 standard. */
static ch_str
m49_code(const ch_table *t, size_t row, const char *column)
{
        ch_str number = ch_table_cell(t, row, column);

        return number.len ? ch_fmt(t->arena, "M49-%.*s", (int)number.len, number.p) : number;
}

static void
read_state(const ch_table *t, size_t row, ch_state *s)
{
        *s = (ch_state) {
                .code = ch_table_cell(t, row, "iso3"),
                .iso2 = ch_table_cell(t, row, "iso2"),
                .m49 = ch_table_cell(t, row, "m49"),
                .un_group = ch_table_cell(t, row, "un_group"),
                .m49_region = m49_code(t, row, "m49_region_code"),
                .m49_subregion = m49_code(t, row, "m49_subregion_code"),
                .languages = ch_table_cell(t, row, "un_langs"),
                .letter_language = ch_table_cell(t, row, "corr_lang_default"),
                .is_observer = ch_str_is(ch_table_cell(t, row, "status"), "observer"),
                .is_ldc = ch_str_is(ch_table_cell(t, row, "ldc"), "1"),
                .is_sids = ch_str_is(ch_table_cell(t, row, "sids"), "1"),
                .is_lldc = ch_str_is(ch_table_cell(t, row, "lldc"), "1"),
        };
        for (int lang = 0; lang < CH__LANG_MAX; lang++) {
                s->names[lang] = ch_table_cell(t, row, name_columns[lang]);
                if (!s->names[lang].len)
                        ch_table_complain(t, row, name_columns[lang],
                                          CH_MSG("Row {n} has no name in this language. Give it one."));
        }
}

void
ch_vocab_read_states(ch_vocab *v, ch_table *t)
{
        if (t->csv.rows_len > CH_STATES_MAX) {
                ch_table_complain(t, CH_STATES_MAX, "iso3",
                                  CH_MSG("This table has more rows than the program can hold."));
                return;
        }
        v->states = CH_NEW_N(t->arena, ch_state, t->csv.rows_len);
        v->state_of = ch_table_index(t, "iso3");
        if (!v->states || !v->state_of)
                return;
        for (; v->states_len < t->csv.rows_len; v->states_len++)
                read_state(t, v->states_len, &v->states[v->states_len]);
}

static ch_party_kind
read_kind(const ch_table *t, size_t row)
{
        int32_t kind;

        if (ch_enum_parse(ch_party_kind_names, ch_table_cell(t, row, "type"), &kind))
                return (ch_party_kind)kind;
        ch_table_complain(t, row, "type", CH_MSG("“{value}” is not a kind of organization known here."));
        return CH_PARTY_INTERNATIONAL;
}

void
ch_vocab_read_orgs(ch_vocab *v, ch_table *t)
{
        v->orgs = CH_NEW_N(t->arena, ch_org, t->csv.rows_len);
        v->org_of = ch_table_index(t, "code");
        if (!v->orgs || !v->org_of)
                return;
        for (size_t i = 0; i < t->csv.rows_len; i++) {
                ch_org *o = &v->orgs[v->orgs_len++];

                *o = (ch_org) { .code = ch_table_cell(t, i, "code"), .name = ch_table_cell(t, i, "name") };
                o->kind = read_kind(t, i);
                o->members_kind = ch_table_cell(t, i, "members_kind");
                o->members = ch_table_states(t, i, "members", v);
                o->topics = ch_table_cell(t, i, "indicative_topics");
                if (ch_vocab_state_index(v, o->code) >= 0)
                        ch_table_complain(t, i, "code", CH_MSG("“{value}” is a State's code already. Choose another."));
        }
}

static size_t
count_states(const ch_state_set *set)
{
        size_t n = 0;

        for (int i = 0; i < CH_STATES_MAX; i++)
                n += ch_state_set_has(set, i);
        return n;
}

void
ch_vocab_read_regions(ch_vocab *v, ch_table *t)
{
        v->regions = CH_NEW_N(t->arena, ch_region, t->csv.rows_len);
        v->region_of = ch_table_index(t, "code");
        if (!v->regions || !v->region_of)
                return;
        for (size_t i = 0; i < t->csv.rows_len; i++) {
                ch_region *r = &v->regions[v->regions_len++];

                *r = (ch_region) { .code = ch_table_cell(t, i, "code"), .name = ch_table_cell(t, i, "name") };
                r->kind = ch_table_cell(t, i, "kind");
                r->members = ch_table_states(t, i, "members", v);
                r->members_len = count_states(&r->members);
        }
}
