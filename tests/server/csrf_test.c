#include "csrf.h"
#include "language.h"
#include "listen.h"
#include "t.h"
#include <arpa/inet.h>
#include <ch/base/crypto.h>
#include <sys/socket.h>

T_CASE("a token belongs to one cookie")
{
        ch_str a, b;

        T_TRUE(ch_crypto_init());
        a = ch_csrf_token(t->arena, CH_LIT("cookie a"));
        b = ch_csrf_token(t->arena, CH_LIT("cookie b"));
        T_EQ_SIZE(a.len, 43);
        T_FALSE(ch_str_eq(a, b));
        T_TRUE(ch_csrf_matches(a, ch_csrf_token(t->arena, CH_LIT("cookie a"))));
        T_FALSE(ch_csrf_matches(a, b));
        T_FALSE(ch_csrf_matches(CH_LIT(""), CH_LIT("")));
        T_FALSE(ch_csrf_matches((ch_str) { a.p, a.len - 1 }, a));
}

T_CASE("an origin counts only when it is ours")
{
        ch_str own = ch_origin_own(t->arena, CH_LIT("https://clearing.example/base"), CH_LIT("x"));

        T_EQ_STR(own, "https://clearing.example");
        T_TRUE(ch_origin_is_ours(CH_LIT(""), CH_LIT(""), own));
        T_TRUE(ch_origin_is_ours(CH_LIT("https://clearing.example"), CH_LIT("same-origin"), own));
        T_TRUE(ch_origin_is_ours(CH_LIT(""), CH_LIT("none"), own));
        T_FALSE(ch_origin_is_ours(CH_LIT("http://clearing.example"), CH_LIT(""), own));
        T_FALSE(ch_origin_is_ours(CH_LIT("https://clearing.example.evil"), CH_LIT(""), own));
        T_FALSE(ch_origin_is_ours(CH_LIT("null"), CH_LIT(""), own));
        T_FALSE(ch_origin_is_ours(CH_LIT(""), CH_LIT("same-site"), own));
        T_FALSE(ch_origin_is_ours(CH_LIT("https://clearing.example"), CH_LIT("cross-site"), own));
        T_EQ_STR(ch_origin_own(t->arena, CH_LIT(""), CH_LIT("localhost:80")), "http://localhost:80");
}

T_CASE("without a public address only names of this machine are ours")
{
        static const char *const fine[] = { "localhost", "localhost:1540", "127.0.0.1", "127.0.0.1:8",
                                            "127.9.9.9", "[::1]",          "[::1]:80" };
        static const char *const foreign[] = { "",
                                               "evil.example",
                                               "localhost.evil.example",
                                               "127.0.0.1.evil.example",
                                               "127.evil",
                                               "10.0.0.1",
                                               "[::2]",
                                               "localhost:80:80",
                                               "localhostx",
                                               "1270.0.0.1" };

        for (size_t i = 0; i < sizeof(fine) / sizeof(fine[0]); i++)
                T_TRUE(ch_host_is_ours(ch_str_of(fine[i]), CH_LIT("")));
        for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
                T_FALSE(ch_host_is_ours(ch_str_of(foreign[i]), CH_LIT("")));
        T_TRUE(ch_host_is_ours(CH_LIT("clearing.example:8443"), CH_LIT("https://clearing.example:8443")));
        T_FALSE(ch_host_is_ours(CH_LIT("clearing.example"), CH_LIT("https://clearing.example:8443")));
        T_FALSE(ch_host_is_ours(CH_LIT("localhost"), CH_LIT("https://clearing.example")));
}

T_CASE("the language is that of address, cookie, account, browser, in this order")
{
        ch_session_info info = { .lang = CH_LIT("ru") };
        ch_caller nobody = { .info = NULL }, person = { .info = &info };

        T_EQ_INT(ch_language_pick(CH_LIT("zh"), CH_LIT("ar"), &person, CH_LIT("fr")), CH_ZH);
        T_EQ_INT(ch_language_pick(CH_LIT("xx"), CH_LIT("ar"), &person, CH_LIT("fr")), CH_AR);
        T_EQ_INT(ch_language_pick(CH_LIT(""), CH_LIT("zz"), &person, CH_LIT("fr")), CH_RU);
        T_EQ_INT(ch_language_pick(CH_LIT(""), CH_LIT(""), &nobody, CH_LIT("de, fr;q=0.5")), CH_FR);
        T_EQ_INT(ch_language_pick(CH_LIT(""), CH_LIT(""), &nobody, CH_LIT("de")), CH_EN);
}

T_CASE("an IPv6 address counts by its site, an IPv4 one inside IPv6 as itself")
{
        struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
        uint8_t a[16], b[16];

        T_EQ_INT(inet_pton(AF_INET6, "2001:db8:1:2:3:4:5:6", &v6.sin6_addr), 1);
        T_EQ_SIZE(ch_address_of((const struct sockaddr *)(const void *)&v6, a), 16);
        T_EQ_INT(inet_pton(AF_INET6, "2001:db8:1:2:ffff::9", &v6.sin6_addr), 1);
        T_EQ_SIZE(ch_address_of((const struct sockaddr *)(const void *)&v6, b), 16);
        T_EQ_MEM(a, b, 16);
        T_EQ_INT(inet_pton(AF_INET6, "::ffff:10.1.2.3", &v6.sin6_addr), 1);
        T_EQ_SIZE(ch_address_of((const struct sockaddr *)(const void *)&v6, b), 4);
        T_EQ_MEM(b, "\x0a\x01\x02\x03", 4);
        T_EQ_SIZE(ch_address_of(NULL, b), 0);
}

T_CASE("behind a proxy the last address of the list counts: the one it added itself")
{
        uint8_t a[16];

        T_EQ_SIZE(ch_address_forwarded(CH_LIT("1.2.3.4, 10.1.2.3"), a), 4);
        T_EQ_MEM(a, "\x0a\x01\x02\x03", 4);
        T_EQ_SIZE(ch_address_forwarded(CH_LIT("2001:db8::1"), a), 16);
        T_EQ_SIZE(ch_address_forwarded(CH_LIT("1.2.3.4, unknown"), a), 0);
        T_EQ_SIZE(ch_address_forwarded(CH_LIT(""), a), 0);
}
