/* pages.c – the table of templates: every page that can be sent, with the view it is compiled against. */
#include "pages.h"
#include "page.h"
#include <ch/base/assert.h>

static const ch_tmpl_page pages[] = {
#define PAGE(name, type) { #name, type##_type },
        PAGES(PAGE)
#undef PAGE
};
static const ch_tmpl *compiled[CH_COUNT(pages)];

ch_status
page_load(ch_arena *arena, ch_str *errors)
{
        return ch_tmpl_load(arena, pages, CH_COUNT(pages), compiled, errors);
}

static const ch_tmpl *
named(const char *name)
{
        for (size_t i = 0; i < CH_COUNT(pages); i++) {
                if (ch_str_is(ch_str_of(name), pages[i].name))
                        return compiled[i];
        }
        return NULL;
}

ch_status
page_render(const ch_req *req, const char *name, const void *view, ch_str *html)
{
        const ch_tmpl *tmpl = named(name);
        ch_buf out = ch_buf_new(req->arena);

        CH_ASSERT(tmpl);
        ch_tmpl_render(tmpl, req->lang, view, &out);
        return ch_buf_end(&out, html);
}

void
page_send(ch_req *req, ch_reply *reply, uint16_t code, const char *name, const void *view)
{
        ch_str html;

        if (page_render(req, name, view, &html) != CH_OK)
                ch_reply_status(reply, CH_TOO_LARGE);
        else
                ch_reply_html(reply, code, html);
}
