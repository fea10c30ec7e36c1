#include "moves.h"
#include "route.h"
#include "t.h"
#include <ch/base/crypto.h>
#include <ch/base/log.h>

static ch_status
show(ch_req *req, ch_reply *reply)
{
        (void)req, (void)reply;
        return CH_OK;
}

static ch_status
run(ch_req *req, ch_work *work, ch_reply *reply)
{
        (void)req, (void)work, (void)reply;
        return CH_OK;
}

#define ANYBODY .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC
static const ch_route rows[] = {
        { CH_GET, "/", "home", ANYBODY, .show = show },
        { CH_GET, "/requests", "list", ANYBODY, .show = show },
        { CH_POST, "/requests", "draft", ANYBODY, .body = CH_BODY_FORM, .csrf = true, .run = run },
        { CH_GET, "/requests/new", "new", ANYBODY, .show = show },
        { CH_GET, "/requests/{id}", "show", ANYBODY, .show = show },
        { CH_PATCH, "/requests/{id}", "edit", ANYBODY, .body = CH_BODY_JSON, .csrf = true, .run = run },
        { CH_GET, "/requests/{id}/edit/{page}", "page", ANYBODY, .show = show },
};
static const ch_routes site = { rows, sizeof(rows) / sizeof(rows[0]) };

static const struct {
        ch_method method;
        const char *path, *name; /* name NULL: none */
        ch_status st;
        const char *first, *second;
} asked[] = {
        { CH_GET, "/", "home", CH_OK, "", "" },
        { CH_GET, "/requests", "list", CH_OK, "", "" },
        { CH_POST, "/requests", "draft", CH_OK, "", "" },
        { CH_GET, "/requests/new", "new", CH_OK, "", "" },
        { CH_GET, "/requests/x", "show", CH_OK, "x", "" },
        { CH_GET, "/requests/x%20y", "show", CH_OK, "x y", "" },
        { CH_PATCH, "/requests/x", "edit", CH_OK, "x", "" },
        { CH_GET, "/requests/x/edit/y", "page", CH_OK, "x", "y" },
        { CH_GET, "/requests/new/edit/y", "page", CH_OK, "new", "y" },
        { CH_GET, "/requests/%ff", NULL, CH_MALFORMED, "", "" },
        { CH_GET, "/requests/x/edit", NULL, CH_HIDDEN, "", "" },
        { CH_GET, "/requests/x/edit/y/z", NULL, CH_HIDDEN, "", "" },
        { CH_GET, "/Requests", NULL, CH_HIDDEN, "", "" },
        { CH_GET, "/request", NULL, CH_HIDDEN, "", "" },
        { CH_GET, "/requestss", NULL, CH_HIDDEN, "", "" },
        { CH_DELETE, "/requests", NULL, CH_ILLEGAL_MOVE, "", "" },
        { CH_POST, "/requests/new", NULL, CH_ILLEGAL_MOVE, "", "" },
};

T_CASE("a request finds the one row of its method and path, a literal before a parameter")
{
        for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
                ch_req req = { .arena = t->arena, .method = asked[i].method, .path = ch_str_of(asked[i].path) };
                const ch_route *row = NULL;
                ch_str allow;

                if (ch_route_find(&site, &req, &row, &allow) != asked[i].st)
                        print_error("%s\n", asked[i].path);
                T_EQ_INT(ch_route_find(&site, &req, &row, &allow), asked[i].st);
                if (!asked[i].name)
                        continue;
                T_EQ_CSTR(row->name, asked[i].name);
                T_EQ_STR(req.param[0], asked[i].first);
                T_EQ_STR(req.param[1], asked[i].second);
        }
}

T_CASE("a wrong method is told the right ones")
{
        ch_req req = { .arena = t->arena, .method = CH_DELETE, .path = CH_LIT("/requests") };
        const ch_route *row;
        ch_str allow;

        T_EQ_INT(ch_route_find(&site, &req, &row, &allow), CH_ILLEGAL_MOVE);
        T_EQ_STR(allow, "GET, HEAD, POST");
}

T_CASE("a table in order passes the start-up check")
{
        T_TRUE(ch_crypto_init());
        T_OK(ch_routes_check(&site));
}

#define FINE .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC, .show = show
static const struct {
        const char *why;
        ch_route rows[2];
        size_t len;
} wrong[] = {
        { "nobody may", { { CH_GET, "/a", "a", .act = CH_ACT_PUBLIC_PAGE, .show = show } }, 1 },
        { "no act", { { CH_GET, "/a", "a", .who = CH_PUBLIC, .show = show } }, 1 },
        { "an act of no table", { { CH_GET, "/a", "a", .act = CH__ACT_MAX, .who = CH_PUBLIC, .show = show } }, 1 },
        { "more roles than the act has",
          { { CH_GET, "/a", "a", .act = CH_ACT_AUDIT_READ, .who = CH_HAS(CH_ROLE_MISSION), .show = show } },
          1 },
        { "public though the act is not",
          { { CH_GET, "/a", "a", .act = CH_ACT_AUDIT_READ, .who = CH_PUBLIC, .show = show } },
          1 },
        { "out of order", { { CH_GET, "/b", "b", FINE }, { CH_GET, "/a", "a", FINE } }, 2 },
        { "twice", { { CH_GET, "/a", "a", FINE }, { CH_GET, "/a", "b", FINE } }, 2 },
        { "one name twice", { { CH_GET, "/a", "a", FINE }, { CH_GET, "/b", "a", FINE } }, 2 },
        { "no name", { { CH_GET, "/a", NULL, FINE } }, 1 },
        { "no path", { { CH_GET, NULL, "a", FINE } }, 1 },
        { "no slash", { { CH_GET, "a", "a", FINE } }, 1 },
        { "no handler", { { CH_GET, "/a", "a", ANYBODY } }, 1 },
        { "a page that writes", { { CH_GET, "/a", "a", FINE, .run = run } }, 1 },
        { "a write that only shows", { { CH_POST, "/a", "a", FINE, .csrf = true } }, 1 },
        { "a form without a token", { { CH_POST, "/a", "a", ANYBODY, .body = CH_BODY_FORM, .run = run } }, 1 },
        { "a signed-in call without a token",
          { { CH_POST, "/a", "a", .act = CH_ACT_HOME, .who = CH_SIGNED_IN, .body = CH_BODY_JSON, .run = run } },
          1 },
        { "an unlimited page behind the sign-in",
          { { CH_GET, "/a", "a", .act = CH_ACT_HOME, .who = CH_SIGNED_IN, .rate = CH_RATE_NONE, .show = show } },
          1 },
        { "five parameters", { { CH_GET, "/{a}/{b}/{c}/{d}/{e}", "a", FINE } }, 1 },
};

T_CASE("every fault of a table stops the start-up")
{
        T_TRUE(ch_crypto_init());
        for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
                ch_routes routes = { wrong[i].rows, wrong[i].len };

                if (ch_routes_check(&routes) != CH_INVALID)
                        print_error("%s\n", wrong[i].why);
                T_EQ_INT(ch_routes_check(&routes), CH_INVALID);
        }
}

T_CASE("the site map of the program passes, and every path begins where it is looked for")
{
        ch_routes all = ch_routes_all();

        T_TRUE(ch_crypto_init());
        T_OK(ch_routes_check(&all));
        T_TRUE(!ch_move_rows_check());
        for (size_t i = 0; i < all.rows_len; i++) {
                ch_req req = { .arena = t->arena, .method = all.rows[i].method, .path = ch_str_of(all.rows[i].path) };
                const ch_route *row;
                ch_str allow;

                T_OK(ch_route_find(&all, &req, &row, &allow));
                T_TRUE(row == &all.rows[i]);
        }
}
