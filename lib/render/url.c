/* url.c – building addresses; see ch/url.h. */
#include <ch/base/assert.h>
#include <ch/url.h>
#include <string.h>

ch_url
ch_url_of(const char *literal)
{
        CH_ASSERT((literal[0] == '/' && literal[1] != '/') || literal[0] == '#');
        return (ch_url) { ch_str_of(literal) };
}

static bool
is_plain(char c)
{
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_' || c == '~';
}

static void
put_encoded(ch_buf *b, ch_str value)
{
        static const char digits[] = "0123456789ABCDEF";

        while (value.len) {
                size_t plain = 0;

                while (plain < value.len && is_plain(value.p[plain]))
                        plain++;
                ch_buf_put(b, value.p, plain);
                if (plain < value.len) {
                        unsigned char c = (unsigned char)value.p[plain++];

                        ch_buf_char(b, '%');
                        ch_buf_char(b, digits[c >> 4]);
                        ch_buf_char(b, digits[c & 15]);
                }
                value = (ch_str) { value.p + plain, value.len - plain };
        }
}

static ch_url
finish(ch_buf *b)
{
        ch_url url;

        return ch_buf_end(b, &url.text) == CH_OK ? url : (ch_url) { CH_LIT("") };
}

/* "." and ".." would be taken for steps through folders, even percent-encoded. */
static bool
is_step(ch_str value)
{
        return ch_str_is(value, ".") || ch_str_is(value, "..");
}

ch_url
ch_url_fill(ch_arena *arena, const char *literal, const ch_str *values, size_t n)
{
        const char *rest = ch_url_of(literal).text.p;
        ch_buf b = ch_buf_new(arena);
        size_t used = 0;

        for (const char *hole; (hole = strstr(rest, "{}")); rest = hole + 2) {
                CH_ASSERT(used < n);
                ch_buf_put(&b, rest, (size_t)(hole - rest));
                put_encoded(&b, is_step(values[used]) ? CH_LIT("-") : values[used]);
                used++;
        }
        ch_buf_lit(&b, rest);
        CH_ASSERT(used == n);
        return finish(&b);
}

ch_url
ch_url_own(ch_str path)
{
        bool is_ours = path.len && path.p[0] == '/' && (path.len == 1 || path.p[1] != '/');

        for (size_t i = 0; i < path.len; i++)
                is_ours = is_ours && (is_plain(path.p[i]) || (path.p[i] && strchr("/%@:+,;=", path.p[i])));
        return (ch_url) { is_ours ? path : CH_LIT("/") };
}

ch_url
ch_url_query(ch_arena *arena, ch_url url, const char *name, ch_str value)
{
        ch_buf b = ch_buf_new(arena);
        size_t hash = ch_str_find(url.text, '#');

        ch_buf_put(&b, url.text.p, hash);
        ch_buf_char(&b, ch_str_find((ch_str) { url.text.p, hash }, '?') < hash ? '&' : '?');
        ch_buf_str(&b, ch_str_of(name));
        ch_buf_char(&b, '=');
        put_encoded(&b, value);
        ch_buf_put(&b, url.text.p + hash, url.text.len - hash);
        return finish(&b);
}

ch_url
ch_url_fragment(ch_arena *arena, ch_url url, ch_str id)
{
        ch_buf b = ch_buf_new(arena);

        ch_buf_put(&b, url.text.p, ch_str_find(url.text, '#'));
        ch_buf_char(&b, '#');
        put_encoded(&b, id);
        return finish(&b);
}

static bool
is_clean(ch_str s)
{
        for (size_t i = 0; i < s.len; i++) {
                unsigned char c = (unsigned char)s.p[i];
                if (c <= ' ' || c == 0x7f || strchr("\"'<>\\^`{|}", c)) {
                        return false;
                }
        }
        return true;
}

ch_url
ch_url_outside(ch_str s)
{
        bool is_web = ch_str_starts(s, CH_LIT("https://")) || ch_str_starts(s, CH_LIT("http://"));

        return (ch_url) { is_web && is_clean(s) ? s : CH_LIT("") };
}

ch_url
ch_url_mail(ch_arena *arena, ch_str mailbox)
{
        size_t at = ch_str_find(mailbox, '@');
        ch_buf b = ch_buf_new(arena);

        if (at == 0 || at + 1 >= mailbox.len || !is_clean(mailbox)) {
                return (ch_url) { CH_LIT("") };
        }
        ch_buf_lit(&b, "mailto:");
        put_encoded(&b, (ch_str) { mailbox.p, at });
        ch_buf_char(&b, '@');
        put_encoded(&b, (ch_str) { mailbox.p + at + 1, mailbox.len - at - 1 });
        return finish(&b);
}
