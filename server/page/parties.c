/* parties.c – lists of States, organizations and groups as people write them: one a line, by name or by code. */
#include "page.h"

static bool
is_same_name(ch_arena *arena, ch_str folded, ch_str name)
{
        ch_str f;

        return name.len && ch_text_fold(arena, name, &f) == CH_OK && ch_str_eq(folded, f);
}

static ch_str
state_code(const ch_req *req, const ch_vocab *vocab, ch_str folded)
{
        const ch_state *v;
        size_t n = ch_vocab_states(vocab, &v);

        for (size_t i = 0; i < n; i++) {
                for (size_t l = 0; l < CH__LANG_MAX; l++) {
                        if (is_same_name(req->arena, folded, v[i].names[l]))
                                return v[i].code;
                }
        }
        return (ch_str) { 0 };
}

static ch_str
group_code(const ch_req *req, const ch_vocab *vocab, ch_str folded)
{
        const ch_org *orgs;
        const ch_region *regions;
        size_t n = ch_vocab_orgs(vocab, &orgs);

        for (size_t i = 0; i < n; i++) {
                if (is_same_name(req->arena, folded, orgs[i].name) || is_same_name(req->arena, folded, orgs[i].code))
                        return orgs[i].code;
        }
        n = ch_vocab_regions(vocab, &regions);
        for (size_t i = 0; i < n; i++) {
                if (is_same_name(req->arena, folded, regions[i].name) ||
                    is_same_name(req->arena, folded, regions[i].code))
                        return regions[i].code;
        }
        return (ch_str) { 0 };
}

/* The code that a line means; the line itself when nothing is called so, for the check to complain about. */
static ch_str
code_of(const ch_req *req, const ch_vocab *vocab, ch_str line)
{
        ch_str folded, code;

        if (ch_vocab_has(vocab, CH_VOCAB_ELIGIBLE, line) || ch_text_fold(req->arena, line, &folded) != CH_OK)
                return line;
        if (ch_str_eq(folded, CH_LIT("all states")) || ch_str_eq(folded, CH_LIT("all")))
                return CH_LIT("*");
        code = state_code(req, vocab, folded);
        if (!code.len)
                code = group_code(req, vocab, folded);
        return code.len ? code : line;
}

static bool
is_listed(const char *const *names, ch_str name)
{
        for (; *names; names++) {
                if (ch_str_is(name, *names))
                        return true;
        }
        return false;
}

static size_t
lines_of(ch_str text)
{
        size_t n = 1;

        for (size_t i = 0; i < text.len; i++)
                n += text.p[i] == '\n' || text.p[i] == ';';
        return n;
}

static void
put_lines(const ch_req *req, const ch_vocab *vocab, const ch_pair *pair, ch_pairs *out)
{
        ch_str rest = pair->value, part, line;

        while (ch_str_cut(&rest, '\n', &part)) {
                while (ch_str_cut(&part, ';', &line)) {
                        line = ch_str_trim(line);
                        if (line.len)
                                out->v[out->len++] = (ch_pair) { pair->name, code_of(req, vocab, line) };
                }
        }
}

ch_pairs
page_party_lines(const ch_req *req, const ch_vocab *vocab, const char *const *names)
{
        ch_pairs out = { 0 };
        size_t room = 0;

        for (size_t i = 0; i < req->form.len; i++)
                room += lines_of(req->form.v[i].value);
        out.v = CH_NEW_N(req->arena, ch_pair, room);
        for (size_t i = 0; out.v && i < req->form.len; i++) {
                if (is_listed(names, req->form.v[i].name))
                        put_lines(req, vocab, &req->form.v[i], &out);
                else
                        out.v[out.len++] = req->form.v[i];
        }
        return out;
}

ch_str
page_party_text(const ch_req *req, const ch_vocab *vocab, ch_strs codes)
{
        ch_buf b = ch_buf_new(req->arena);
        ch_str out;

        for (size_t i = 0; i < codes.len; i++) {
                ch_buf_lit(&b, i ? "\n" : "");
                ch_buf_str(&b, page_code_name(req, vocab, CH_VOCAB_ELIGIBLE, codes.v[i]));
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}
