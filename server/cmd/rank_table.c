/* A ranked list for a person at a terminal: 80 columns, whatever the script of the texts. */
#include "cmd/rank.h"
#include <ch/base/utf8.h>
#include <stdio.h>

enum { WIDTH = 80, REF_WIDTH = 16, NAME_WIDTH = 45, REASON_WIDTH = 44, POINT = 1000 };

/* Columns a character takes: none for marks, two for Chinese, Japanese and Korean ones. */
static size_t
columns_of(uint32_t c)
{
        static const struct {
                uint32_t first, last;
                size_t columns;
        } ranges[] = { { 0x0300, 0x036F, 0 }, { 0x064B, 0x065F, 0 }, { 0x200B, 0x200F, 0 },
                       { 0x1100, 0x115F, 2 }, { 0x2E80, 0xA4CF, 2 }, { 0xAC00, 0xD7A3, 2 },
                       { 0xF900, 0xFAFF, 2 }, { 0xFF00, 0xFF60, 2 }, { 0x20000, 0x3FFFD, 2 } };

        for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
                if (c >= ranges[i].first && c <= ranges[i].last)
                        return ranges[i].columns;
        return 1;
}

/* As much of a text as the columns hold, on one line; returns the columns used. */
size_t
ch_rank_table_cut(ch_buf *out, ch_str s, size_t width)
{
        size_t used = 0, whole = 0, step;
        uint32_t c;

        for (size_t at = 0; (step = ch_utf8_next(s, at, &c)) != 0; at += step)
                whole += columns_of(c);
        for (size_t at = 0; (step = ch_utf8_next(s, at, &c)) != 0; at += step) {
                if (used + columns_of(c) > (whole > width ? width - 1 : width))
                        break;
                used += columns_of(c);
                ch_buf_str(out, c < ' ' ? CH_LIT(" ") : (ch_str) { s.p + at, step });
        }
        if (whole > width && width) {
                ch_buf_lit(out, "…");
                used++;
        }
        return used;
}

void
ch_rank_table_cell(ch_buf *out, ch_str s, size_t width)
{
        for (size_t used = ch_rank_table_cut(out, s, width); used < width; used++)
                ch_buf_char(out, ' ');
}

void
ch_rank_table_points(ch_buf *out, int64_t points)
{
        ch_buf_printf(out, "%3lld.%03lld", (long long)(points / POINT), (long long)(points % POINT));
}

/* A text of any length, broken between words, under an indent. */
static void
put_wrapped(ch_buf *out, const char *lead, ch_str text, size_t indent)
{
        size_t column = indent;
        ch_str word;

        ch_buf_lit(out, lead);
        while (ch_str_cut(&text, ' ', &word)) {
                size_t wide = ch_utf8_is_valid(word) ? ch_utf8_len(word) : word.len;

                if (column > indent && column + 1 + wide > WIDTH) {
                        ch_buf_char(out, '\n');
                        for (size_t i = 0; i < indent; i++)
                                ch_buf_char(out, ' ');
                        column = indent;
                }
                if (column > indent) {
                        ch_buf_char(out, ' ');
                        column++;
                }
                column += ch_rank_table_cut(out, word, WIDTH - indent);
        }
        ch_buf_char(out, '\n');
}

/* ---- heads ----------------------------------------------------------------------------------------------------- */

static void
put_head(ch_buf *out, const ch_rank_list *l, ch_str ref, ch_str party)
{
        ch_str name = ch_catalog_party_name(l->look->cat, party, CH_EN);
        ch_str day = ch_day_text(l->look->arena, l->view.today);

        ch_buf_str(out, ref);
        ch_buf_lit(out, "  ");
        ch_buf_str(out, name);
        ch_buf_printf(out, "\n%zu listed offers, day %.*s, weights %.*s, records as of change %llu\n\n", l->view.offers,
                      (int)day.len, day.p, (int)l->view.weights.len, l->view.weights.p,
                      (unsigned long long)l->view.as_of);
}

static void
put_needs(ch_buf *out, const ch_request *r)
{
        for (size_t i = 0; i < r->needs.len; i++) {
                const ch_need *n = &ch_request_needs(r)[i];
                char lead[32];

                (void)snprintf(lead, sizeof(lead), "need %-3d ", (int)n->no);
                put_wrapped(out, lead, n->text, 9);
        }
        ch_buf_char(out, '\n');
}

/* ---- lines ----------------------------------------------------------------------------------------------------- */

void
ch_rank_table_reason(ch_buf *out, const ch_reason *why)
{
        ch_str text = ch_str_of(ch_factor_text((ch_factor)why->factor));
        size_t left = WIDTH - REASON_WIDTH;

        ch_buf_lit(out, "     ");
        ch_rank_table_points(out, why->points);
        ch_buf_lit(out, "  ");
        if (why->codes.len)
                ch_rank_table_cell(out, text, REASON_WIDTH - 14);
        else
                ch_buf_str(out, text);
        for (size_t i = 0; i < why->codes.len && why->codes.v[i].len + 1 < left; i++) {
                left -= why->codes.v[i].len + 1;
                ch_buf_char(out, ' ');
                ch_buf_str(out, why->codes.v[i]);
        }
        ch_buf_char(out, '\n');
}

static void
put_line(ch_buf *out, const ch_rank_list *l, const ch_pairing *p)
{
        ch_str ref = l->request ? p->offer->head.ref : p->request->head.ref;
        const ch_need *need = ch_request_need(p->request, p->need);

        ch_buf_printf(out, "%3zu ", p->rank);
        ch_rank_table_points(out, p->score);
        ch_buf_lit(out, "  ");
        ch_rank_table_cell(out, ref, REF_WIDTH);
        ch_buf_char(out, ' ');
        ch_rank_table_cell(out, l->request ? p->provider_name : p->party_name, NAME_WIDTH);
        ch_buf_printf(out, " %3d\n", (int)p->need);
        ch_buf_lit(out, "             ");
        (void)ch_rank_table_cut(out, l->request ? p->part : need ? need->text : (ch_str) { 0 }, WIDTH - 13);
        ch_buf_char(out, '\n');
        for (size_t i = 0; l->explains && i < p->why_len; i++)
                ch_rank_table_reason(out, &p->why[i]);
}

static void
put_why_not(ch_buf *out, int64_t need, const ch_why_not *w)
{
        ch_buf_printf(out, "\nMissing for need %d\n", (int)need);
        for (int rule = CH_RULE_PASSED + 1; rule < CH__RULE_MAX; rule++)
                if (w->removed[rule])
                        ch_buf_printf(out, "%7zu  %s\n", w->removed[rule], ch_rule_text((ch_rule)rule));
        if (w->nearest_len)
                ch_buf_lit(out, "  the nearest of them:\n");
        for (size_t i = 0; i < w->nearest_len; i++) {
                ch_buf_lit(out, "     ");
                ch_rank_table_points(out, w->nearest[i].score);
                ch_buf_lit(out, "  ");
                ch_rank_table_cell(out, w->nearest[i].offer->head.ref, REF_WIDTH);
                ch_buf_char(out, ' ');
                (void)ch_rank_table_cut(out, ch_str_of(ch_rule_text(w->nearest[i].rule)), WIDTH - 15 - REF_WIDTH);
                ch_buf_char(out, '\n');
        }
}

void
ch_rank_table(ch_buf *out, const ch_rank_list *l)
{
        if (l->request)
                put_head(out, l, l->request->head.ref, l->request->party);
        else
                put_head(out, l, l->offer->head.ref, l->offer->party);
        if (l->request)
                put_needs(out, l->request);
        ch_buf_lit(out, "  #   score  ");
        ch_rank_table_cell(out, l->request ? CH_LIT("offer") : CH_LIT("request"), REF_WIDTH + 1);
        ch_rank_table_cell(out, l->request ? CH_LIT("provider, and what fits best") : CH_LIT("party, and the need"),
                           NAME_WIDTH);
        ch_buf_lit(out, "need\n");
        for (size_t i = 0; i < l->view.len; i++)
                put_line(out, l, &l->view.v[i]);
        if (!l->view.len)
                ch_buf_lit(out, "    nothing passes every rule\n");
        else if (l->request && l->request->needs.len > 1)
                ch_buf_lit(out, "\nThe order weighs all needs; a score is that of the need named.\n");
        for (size_t i = 0; l->explains && l->request && i < l->request->needs.len && i < CH_NEEDS_MAX; i++)
                put_why_not(out, ch_request_needs(l->request)[i].no, l->why_not[i]);
}
