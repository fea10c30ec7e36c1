#include "page/error.h"
#include "page/pages.h"
#include <ch/base/mark.h>

static const struct {
        uint16_t code;
        const char *title;
} titles[] = {
        { 404, CH_MSG_INIT("Nothing here") },
        { 403, CH_MSG_INIT("This form cannot be taken") },
        { 409, CH_MSG_INIT("This cannot be done now") },
        { 412, CH_MSG_INIT("Somebody was here before you") },
        { 413, CH_MSG_INIT("Too much at once") },
        { 429, CH_MSG_INIT("Too often") },
        { 500, CH_MSG_INIT("Something went wrong on our side") },
        { 503, CH_MSG_INIT("Not at this moment") },
        { 0, CH_MSG_INIT("This cannot be done") },
};

static const char *
title_of(uint16_t code)
{
        size_t i = 0;

        while (titles[i].code && titles[i].code != code)
                i++;
        return titles[i].title;
}

ch_str
page_error(ch_req *req, uint16_t code, ch_str sentence, ch_uuid incident)
{
        /* Neither who asks nor what was asked for shows in the frame. */
        ch_page_view page = ch_page_of(req->lang, page_say(req, title_of(code)));
        page_error_view view = { .page = &page, .title = page.title, .sentence = sentence };
        ch_str html;

        if (!ch_uuid_is_nil(incident))
                view.incident = ch_uuid_text(req->arena, incident);
        return page_render(req, "error", &view, &html) ? CH_LIT("") : html;
}
