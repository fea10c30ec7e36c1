#include "csrf.h"
#include <ch/base/crypto.h>

ch_str
ch_csrf_token(ch_arena *arena, ch_str cookie)
{
        ch_str parts[] = { CH_LIT("csrf"), cookie };
        ch_key hash = ch_hash(parts, 2);

        return ch_base64(arena, hash.b, sizeof(hash.b));
}

bool
ch_csrf_matches(ch_str token, ch_str right)
{
        return right.len && token.len == right.len && ch_same(token.p, right.p, right.len);
}

bool
ch_origin_is_ours(ch_str origin, ch_str fetch_site, ch_str own)
{
        if (fetch_site.len && !ch_str_is(fetch_site, "same-origin") && !ch_str_is(fetch_site, "none"))
                return false;
        return !origin.len || ch_str_eq(origin, own);
}

/* "https://host:port" without path. */
static ch_str
origin_of(ch_str url)
{
        size_t slashes = 0;

        for (size_t i = 0; i < url.len; i++)
                if (url.p[i] == '/' && ++slashes == 3)
                        return (ch_str) { url.p, i };
        return url;
}

ch_str
ch_origin_own(ch_arena *arena, ch_str public_url, ch_str host)
{
        if (public_url.len)
                return origin_of(public_url);
        return ch_fmt(arena, "http://%.*s", (int)host.len, host.p);
}

/* Without ":port"; the brackets of an IPv6 address stay. */
static ch_str
without_port(ch_str host)
{
        for (size_t i = host.len; i > 0; i--) {
                char c = host.p[i - 1];

                if (c == ':')
                        return (ch_str) { host.p, i - 1 };
                if (c < '0' || c > '9')
                        break;
        }
        return host;
}

static bool
is_loopback(ch_str name)
{
        if (ch_str_is(name, "localhost") || ch_str_is(name, "[::1]"))
                return true;
        if (!ch_str_starts(name, CH_LIT("127.")))
                return false;
        for (size_t i = 0; i < name.len; i++)
                if ((name.p[i] < '0' || name.p[i] > '9') && name.p[i] != '.')
                        return false;
        return true;
}

bool
ch_host_is_ours(ch_str host, ch_str public_url)
{
        ch_str own = origin_of(public_url);

        if (!public_url.len)
                return is_loopback(without_port(host));
        for (size_t i = 0; i + 2 < own.len; i++)
                if (own.p[i] == '/' && own.p[i + 1] == '/')
                        return ch_str_eq(host, (ch_str) { own.p + i + 2, own.len - i - 2 });
        return false;
}
