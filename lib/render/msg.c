/* msg.c – gettext, one domain per language; see ch/msg.h.
 *
 * The process stays at C.UTF-8, so no system locale is needed. Two traps are kept out here: LANGUAGE in the environment
 * overrules every look-up, and an empty message id answers with the file's header.
 */
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <ch/msg.h>
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

static const struct {
        const char *name, *dir;
} langs[] = {
        [CH_EN] = { "English", "ltr" },  [CH_AR] = { "العربية", "rtl" }, [CH_ES] = { "Español", "ltr" },
        [CH_FR] = { "Français", "ltr" }, [CH_RU] = { "Русский", "ltr" }, [CH_ZH] = { "中文", "ltr" },
};
_Static_assert(CH_COUNT(langs) == CH__LANG_MAX, "one row per language");

const char *
ch_lang_name(ch_lang lang)
{
        CH_ASSERT(lang < CH__LANG_MAX);
        return langs[lang].name;
}

const char *
ch_lang_dir(ch_lang lang)
{
        CH_ASSERT(lang < CH__LANG_MAX);
        return langs[lang].dir;
}

static bool
bind_domain(ch_lang lang, const char *dir)
{
        const char *domain = ch_lang_code(lang);

        return bindtextdomain(domain, dir) && bind_textdomain_codeset(domain, "UTF-8") &&
               strcmp(dgettext(domain, "@language"), domain) == 0;
}

ch_status
ch_msg_load(const char *dir)
{
        unsetenv("LANGUAGE");
        unsetenv("OUTPUT_CHARSET");
        if (!setlocale(LC_ALL, "C.UTF-8")) {
                ch_log(CH_LOG_ERROR, "msg.no_c_utf8");
                return CH_BROKEN;
        }
        for (ch_lang lang = CH_EN + 1; lang < CH__LANG_MAX; lang++) {
                if (!bind_domain(lang, dir)) {
                        ch_log(CH_LOG_ERROR, "msg.missing", ch_log_int("lang", lang));
                        return CH_BROKEN;
                }
        }
        return CH_OK;
}

const char *
ch_msg(ch_lang lang, const char *id)
{
        CH_ASSERT(lang < CH__LANG_MAX);
        return lang == CH_EN || id[0] == '\0' ? id : dgettext(ch_lang_code(lang), id);
}

const char *
ch_msg_n(ch_lang lang, const char *one, const char *many, uint64_t n)
{
        CH_ASSERT(lang < CH__LANG_MAX);
        if (lang == CH_EN || one[0] == '\0') {
                return n == 1 ? one : many;
        }
        return dngettext(ch_lang_code(lang), one, many, n);
}

static void
put_arg(ch_buf *b, ch_str name, const ch_msg_arg *args, size_t n)
{
        for (size_t i = 0; i < n; i++) {
                if (ch_str_is(name, args[i].name)) {
                        ch_buf_str(b, args[i].value);
                        return;
                }
        }
        ch_buf_char(b, '{');
        ch_buf_str(b, name);
        ch_buf_char(b, '}');
}

ch_str
ch_msg_fill_text(ch_arena *arena, const char *text, const ch_msg_arg *args, size_t n)
{
        ch_buf b = ch_buf_new(arena);
        ch_str rest = ch_str_of(text), words, name, out;

        while (sentence_next(&rest, &words, &name)) {
                ch_buf_str(&b, words);
                if (name.len > 0) {
                        put_arg(&b, name, args, n);
                }
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}

ch_str
ch_msg_fill(ch_arena *arena, ch_lang lang, const char *id, const ch_msg_arg *args, size_t n)
{
        return ch_msg_fill_text(arena, ch_msg(lang, id), args, n);
}

/* "0.8" as 800; a missing or odd weight counts as 1. */
static int64_t
read_quality(ch_str params)
{
        ch_str param;

        while (ch_str_cut(&params, ';', &param)) {
                param = ch_str_trim(param);
                if (!ch_str_starts(param, CH_LIT("q=")) || param.len < 3) {
                        continue;
                }
                int64_t q = param.p[2] == '1' ? 1000 : 0;
                for (size_t i = 4, unit = 100; i < param.len && i < 7 && q < 1000; i++, unit /= 10) {
                        char c = param.p[i];
                        q += c >= '0' && c <= '9' ? (c - '0') * (int64_t)unit : 0;
                }
                return q;
        }
        return 1000;
}

ch_lang
ch_lang_negotiate(ch_str accept, ch_lang fallback)
{
        int64_t best = 0;
        ch_str item, tag, code;

        while (ch_str_cut(&accept, ',', &item)) {
                ch_lang lang;
                if (!ch_str_cut(&item, ';', &tag)) {
                        continue;
                }
                int64_t q = read_quality(item);
                tag = ch_str_trim(tag);
                if (ch_str_cut(&tag, '-', &code) && ch_lang_parse(code, &lang) && q > best) {
                        best = q;
                        fallback = lang;
                }
        }
        return fallback;
}
