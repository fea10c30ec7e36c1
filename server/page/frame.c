#include "page.h"
#include <ch/base/assert.h>
#include <ch/tmpl.h>

typedef struct nav_row {
        const char *url, *text;
        ch_roles who;
} nav_row;

#define STATE_ROLES (CH_HAS(CH_ROLE_DRAFTER) | CH_HAS(CH_ROLE_MISSION) | CH_HAS(CH_ROLE_COORDINATOR))
#define STAFF_ROLES                                                                                                    \
        (CH_HAS(CH_ROLE_EXPERT) | CH_HAS(CH_ROLE_SECRETARIAT) | CH_HAS(CH_ROLE_CHAIR) | CH_HAS(CH_ROLE_MEMBER))
#define CASE_ROLES (STATE_ROLES | STAFF_ROLES | CH_HAS(CH_ROLE_PROVIDER))

static const nav_row nav_rows[] = {
        { "/", CH_MSG("Home"), CASE_ROLES | CH_HAS(CH_ROLE_ADMIN) | CH_HAS(CH_ROLE_AUDITOR) | CH_PUBLIC },
        { "/requests", CH_MSG("Requests"), CASE_ROLES },
        { "/offers", CH_MSG("Offers"), CASE_ROLES },
        { "/review", CH_MSG("Review"), STAFF_ROLES },
        { "/matches", CH_MSG("Matches"), CASE_ROLES },
        { "/weights", CH_MSG("Weights"), STAFF_ROLES },
        { "/directory", CH_MSG("Directory"), CASE_ROLES },
        { "/accounts", CH_MSG("Accounts"), CH_HAS(CH_ROLE_ADMIN) },
        { "/audit", CH_MSG("Audit log"), CH_HAS(CH_ROLE_AUDITOR) },
};

ch_str
page_say(const ch_req *req, const char *msg)
{
        return ch_str_of(ch_msg(req->lang, msg));
}

ch_str
page_fill_number(const ch_req *req, const char *msg, const char *name, int64_t n)
{
        ch_msg_arg arg = { name, ch_fmt(req->arena, "%lld", (long long)n) };

        return ch_msg_fill(req->arena, req->lang, msg, &arg, 1);
}

ch_str
page_day(const ch_req *req, ch_day day)
{
        ch_str out;

        if (day == CH_DAY_NONE || ch_text_day(req->arena, req->lang, day, &out) != CH_OK)
                return CH_LIT("");
        return out;
}

ch_str
page_time(const ch_req *req, ch_time at)
{
        ch_str day, iso;

        if (!at)
                return CH_LIT("");
        day = page_day(req, ch_day_of(at));
        iso = ch_time_text(req->arena, at);
        if (iso.len < 16)
                return day;
        return ch_fmt(req->arena, "%.*s, %.*s UTC", (int)day.len, day.p, 5, iso.p + 11);
}

ch_str
page_points(ch_arena *arena, int64_t points)
{
        return ch_fmt(arena, "%lld.%03lld", (long long)(points / 1000), (long long)(points % 1000));
}

/* "/requests" is current on /requests/… too; "/" only on itself. */
static bool
is_here(ch_str path, const char *url)
{
        ch_str u = ch_str_of(url);

        if (u.len == 1)
                return ch_str_eq(path, u);
        return ch_str_starts(path, u) && (path.len == u.len || path.p[u.len] == '/');
}

static ch_list
navigation(ch_req *req)
{
        ch_roles roles = req->caller.is_signed_in ? req->caller.actor->roles : CH_PUBLIC;
        ch_link_view *v = CH_NEW_N(req->arena, ch_link_view, CH_COUNT(nav_rows));
        size_t n = 0;

        for (size_t i = 0; v && i < CH_COUNT(nav_rows); i++) {
                if (!(nav_rows[i].who & roles))
                        continue;
                v[n++] = (ch_link_view) { .text = page_say(req, nav_rows[i].text),
                                          .url = ch_url_of(nav_rows[i].url),
                                          .is_current = is_here(req->path, nav_rows[i].url) };
        }
        return (ch_list) { v, n };
}

/* Where a change of language leads: this page when it can be asked for again, else home. */
static ch_url
here(ch_req *req)
{
        return req->method == CH_GET ? ch_url_own(req->path) : CH_URL("/");
}

ch_page_view
page_frame_text(ch_req *req, ch_reply *reply, ch_str title)
{
        ch_page_view page = ch_page_of(req->lang, title);

        page.nav = navigation(req);
        page.languages = ch_page_languages(req->arena, req->lang, here(req));
        page.csrf = ch_reply_csrf(reply);
        if (req->caller.is_signed_in) {
                page.account = req->caller.info ? req->caller.info->name : req->caller.actor->party;
                page.account_url = CH_URL("/account");
                page.sign_out = CH_URL("/sign-out");
        } else {
                page.sign_in = CH_URL("/sign-in");
        }
        return page;
}

ch_page_view
page_frame(ch_req *req, ch_reply *reply, const char *title)
{
        return page_frame_text(req, reply, page_say(req, title));
}

ch_look
page_look(ch_req *req)
{
        ch_look look = ch_look_begin(req->reader, req->arena);

        look.lang = req->lang;
        return look;
}

void
page_look_end(ch_look *look)
{
        ch_look_end(look);
}
