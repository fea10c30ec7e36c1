/* edit_topics.c – topics to confirm: what a part's own words suggest, ticked; what is unticked has been refused. */
#include "edit.h"
#include <ch/base/assert.h>
#include <ch/base/utf8.h>

static const struct facet_row {
        ch_facet facet;
        ch_vocab_kind vocab;
        const char *name, *label;
} facets[] = {
        { CH_FACET_MEASURE, CH_VOCAB_MEASURE, "topics", CH_MSG("Topics") },
        { CH_FACET_DOMAIN, CH_VOCAB_DOMAIN, "domains", CH_MSG("Weapons or materials") },
        { CH_FACET_ASSISTANCE, CH_VOCAB_ASSISTANCE, "assistance", CH_MSG("Kinds of help") },
};

enum { EXCERPT_MAX = 400 };

static ch_strs *
codes_at(const editing *e, const void *part, const char *name)
{
        return (ch_strs *)ch_field_at(ch_field_find(e->form->part_table, ch_str_of(name)), (void *)(uintptr_t)part);
}

static ch_str
text_of(const editing *e, const void *part)
{
        return *(const ch_str *)ch_field_in(ch_field_find(e->form->part_table, CH_LIT("text")), part);
}

static ch_lang
lang_of(const editing *e)
{
        const ch_str *code = ch_field_in(ch_field_find(e->form->table, CH_LIT("lang")), e->record);
        ch_lang lang;

        return ch_lang_parse(*code, &lang) ? lang : CH_EN;
}

/* All codes that the words suggest, and those refused before: what an unticked box refuses. */
static ch_strs
suggestions(const editing *e, const void *part)
{
        ch_inferred *v = NULL;
        size_t n = ch_catalog_infer(e->look->cat, e->req->arena, text_of(e, part), lang_of(e), &v);
        ch_strs out = *codes_at(e, part, "not_topics");

        for (size_t i = 0; i < n; i++) {
                if (!ch_strs_has(out, v[i].code))
                        out = ch_strs_add(e->req->arena, out, v[i].code);
        }
        return out;
}

static bool
is_of(const ch_vocab *vocab, ch_str code, ch_facet facet)
{
        const ch_topic *t = ch_vocab_topic(vocab, code);

        return t && t->facet == facet;
}

/* Weapons and kinds of help are few and all offered; topics are many: those suggested or chosen. */
static ch_field_view
facet_view(const editing *e, const page_input *in, const void *part, const struct facet_row *row)
{
        const ch_vocab *vocab = ch_catalog_vocab(e->look->cat);
        ch_strs refused = *codes_at(e, part, "not_topics"), said = *codes_at(e, part, row->name);
        ch_strs suggested = suggestions(e, part), values = said, chosen = said, labels = { 0 };
        ch_field_view out = page_field_own(in, CH_SHOW_CHECKS, row->name, row->label);

        for (size_t i = 0; i < suggested.len; i++) {
                ch_str code = suggested.v[i];

                if (!is_of(vocab, code, row->facet) || ch_strs_has(said, code))
                        continue;
                values = ch_strs_add(e->req->arena, values, code);
                if (!ch_strs_has(refused, code))
                        chosen = ch_strs_add(e->req->arena, chosen, code);
        }
        if (row->facet != CH_FACET_MEASURE) {
                values = (ch_strs) { 0 };
                page_vocab_options(e->req, vocab, row->vocab, &values, &labels);
        }
        for (size_t i = labels.len; i < values.len; i++)
                labels = ch_strs_add(e->req->arena, labels, page_code_name(e->req, vocab, row->vocab, values.v[i]));
        page_options(in, &out, values, labels, chosen);
        return out;
}

static ch_field_view
another(const editing *e, const page_input *in)
{
        ch_field_view out = page_field_own(in, CH_SHOW_SELECT, "more", CH_MSG("A topic that is not listed here"));
        ch_strs values = { 0 }, labels = { 0 };

        page_vocab_options(e->req, ch_catalog_vocab(e->look->cat), CH_VOCAB_MEASURE, &values, &labels);
        page_options(in, &out, values, labels, (ch_strs) { 0 });
        return out;
}

size_t
edit_topics_fill(const editing *e, const page_input *part, ch_field_view *out)
{
        const void *record = edit_part(e, e->record);
        page_input in = *part;
        size_t n = 0;

        if (!record)
                return 0;
        in.prefix = "";
        for (size_t i = 0; i < CH_COUNT(facets); i++) {
                out[n++] = facet_view(e, &in, record, &facets[i]);
                if (facets[i].facet == CH_FACET_MEASURE) {
                        out[0].hint = ch_utf8_cut(text_of(e, record), EXCERPT_MAX);
                        out[n++] = another(e, &in);
                }
        }
        return n;
}

static ch_strs
ticked(const editing *e, const char *name, ch_facet facet)
{
        const ch_vocab *vocab = ch_catalog_vocab(e->look->cat);
        ch_strs out = { 0 };

        for (size_t i = 0; i < e->req->form.len; i++) {
                const ch_pair *p = &e->req->form.v[i];

                if (ch_str_is(p->name, name) && is_of(vocab, p->value, facet) && !ch_strs_has(out, p->value))
                        out = ch_strs_add(e->req->arena, out, p->value);
        }
        return out;
}

void
edit_topics_read(const editing *e, void *part, ch_issues *issues)
{
        ch_strs suggested = suggestions(e, part), refused = { 0 }, all = { 0 };
        ch_str more = ch_req_field(e->req, "more");

        (void)issues;
        for (size_t i = 0; i < CH_COUNT(facets); i++) {
                ch_strs *codes = codes_at(e, part, facets[i].name);

                *codes = ticked(e, facets[i].name, facets[i].facet);
                if (facets[i].facet == CH_FACET_MEASURE &&
                    is_of(ch_catalog_vocab(e->look->cat), more, CH_FACET_MEASURE) && !ch_strs_has(*codes, more))
                        *codes = ch_strs_add(e->req->arena, *codes, more);
                for (size_t k = 0; k < codes->len; k++)
                        all = ch_strs_add(e->req->arena, all, codes->v[k]);
        }
        for (size_t i = 0; i < suggested.len; i++) {
                if (!ch_strs_has(all, suggested.v[i]))
                        refused = ch_strs_add(e->req->arena, refused, suggested.v[i]);
        }
        *codes_at(e, part, "not_topics") = refused;
}
