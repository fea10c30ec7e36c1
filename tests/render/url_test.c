/* url_test.c – addresses that cannot be bent, and the static files. */
#include "t.h"

#include <ch/base/assert.h>
#include <ch/static.h>
#include <ch/views.h>
#include <string.h>

T_CASE("values are percent-encoded into their places and cannot make steps")
{
        ch_str evil = CH_LIT("../a b?c#d\"é");

        T_EQ_STR(CH_URL_FILL(t->arena, "/requests/{}/needs/{}", CH_LIT("R-ALB-2026-1"), evil).text,
                 "/requests/R-ALB-2026-1/needs/..%2Fa%20b%3Fc%23d%22%C3%A9");
        T_EQ_STR(CH_URL_FILL(t->arena, "/requests/{}/edit", CH_LIT("..")).text, "/requests/-/edit");
}

T_CASE("queries and fragments are added in their order")
{
        ch_url url = ch_url_query(t->arena, CH_URL("/offers"), "region", CH_LIT("a&b"));

        T_EQ_STR(url.text, "/offers?region=a%26b");
        url = ch_url_fragment(t->arena, url, CH_LIT("top"));
        T_EQ_STR(ch_url_query(t->arena, url, "page", CH_LIT("2")).text, "/offers?region=a%26b&page=2#top");
}

T_CASE("a request's own path leads nowhere else")
{
        T_EQ_STR(ch_url_own(CH_LIT("/requests/a%20b")).text, "/requests/a%20b");
        T_EQ_STR(ch_url_own(CH_LIT("//evil.example")).text, "/");
        T_EQ_STR(ch_url_own(CH_LIT("/\\evil.example")).text, "/");
        T_EQ_STR(ch_url_own(CH_LIT("/a\"b")).text, "/");
        T_EQ_STR(ch_url_own(CH_LIT("javascript:x")).text, "/");
        T_EQ_STR(ch_url_own(CH_LIT("")).text, "/");
}

T_CASE("only web addresses lead outside")
{
        static const char *const refused[] = { "javascript:alert(1)",
                                               "//evil.example",
                                               "data:text/html,x",
                                               "HTTPS://x",
                                               "https://x y",
                                               "https://x\"",
                                               "",
                                               "mailto:a@b" };

        T_EQ_STR(ch_url_outside(CH_LIT("https://www.un.org/en/sc/1540/?a=1&b=2")).text,
                 "https://www.un.org/en/sc/1540/?a=1&b=2");
        for (size_t i = 0; i < CH_COUNT(refused); i++) {
                T_EQ_STR(ch_url_outside(ch_str_of(refused[i])).text, "");
        }
        T_EQ_STR(ch_url_mail(t->arena, CH_LIT("desk@example.org")).text, "mailto:desk@example.org");
        T_EQ_STR(ch_url_mail(t->arena, CH_LIT("a?cc=b@example.org")).text, "mailto:a%3Fcc%3Db@example.org");
        T_EQ_STR(ch_url_mail(t->arena, CH_LIT("nobody")).text, "");
}

T_CASE("a static file is found by its hashed address alone, with its type and gzipped form")
{
        const ch_static *css = ch_static_named("app.css"), *mirrored = ch_static_named("app.rtl.css");

        T_TRUE(ch_static_find(css->url.text) == css);
        T_TRUE(ch_static_find(mirrored->url.text) == mirrored);
        T_FALSE(ch_str_eq(css->url.text, mirrored->url.text));
        T_TRUE(ch_static_find(CH_LIT("/static/app.css")) == NULL);
        T_TRUE(ch_static_find(CH_LIT("/static/app.0000000000000000.css")) == NULL);
        T_EQ_CSTR(css->content_type, "text/css; charset=utf-8");
        T_TRUE(css->gzip.len > 0 && css->gzip.len * 4 < css->bytes.len);
        T_EQ_MEM(css->gzip.p, "\x1f\x8b", 2);
}

T_CASE("the style sheets name no address outside themselves")
{
        const ch_static *css = ch_static_named("app.css");

        T_TRUE(memmem(css->bytes.p, css->bytes.len, "govuk-button", 12) != NULL);
        T_TRUE(memmem(css->bytes.p, css->bytes.len, "url(", 4) == NULL);
        T_TRUE(memmem(css->bytes.p, css->bytes.len, "@import", 7) == NULL);
}
