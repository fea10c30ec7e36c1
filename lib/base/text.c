#include "said.h"
#include <ch/base/assert.h>
#include <ch/base/text.h>
#include <ch/base/utf8.h>
#include <stdatomic.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

enum { LONGEST = 64 << 20, TATWEEL = 0x640 };

typedef struct wide {
        UChar *p;
        int32_t len;
} wide;

/* The locale of people who read the language here: days before months, Latin digits, the Gregorian calendar. */
static const struct {
        const char *code, *locale;
} langs[] = {
        [CH_EN] = { "en", "en_GB" }, [CH_AR] = { "ar", "ar@calendar=gregorian;numbers=latn" },
        [CH_ES] = { "es", "es" },    [CH_FR] = { "fr", "fr" },
        [CH_RU] = { "ru", "ru" },    [CH_ZH] = { "zh", "zh_Hans" },
};
_Static_assert(CH_COUNT(langs) == CH__LANG_MAX, "one row per language");

const char *
ch_lang_code(ch_lang lang)
{
        CH_ASSERT(lang < CH__LANG_MAX);
        return langs[lang].code;
}

bool
ch_lang_parse(ch_str s, ch_lang *out)
{
        for (size_t i = 0; i < CH_COUNT(langs); i++) {
                if (!ch_str_is(s, langs[i].code))
                        continue;
                *out = (ch_lang)i;
                return true;
        }
        return false;
}

static ch_status
status_of(UErrorCode err)
{
        if (U_SUCCESS(err))
                return CH_OK;
        return err == U_INVALID_CHAR_FOUND ? CH_MALFORMED : CH_BROKEN;
}

static ch_status
widen(ch_arena *arena, ch_str s, wide *out)
{
        UErrorCode err = U_ZERO_ERROR;

        if (s.len > LONGEST)
                return CH_TOO_LARGE;
        out->p = CH_NEW_N(arena, UChar, s.len + 1); /* no text has more UTF-16 units than UTF-8 bytes */
        if (!out->p)
                return CH_TOO_LARGE;
        u_strFromUTF8(out->p, (int32_t)s.len + 1, &out->len, s.p ? s.p : "", (int32_t)s.len, &err);
        return status_of(err);
}

static ch_status
narrow(ch_arena *arena, const UChar *p, int32_t len, ch_str *out)
{
        UErrorCode err = U_ZERO_ERROR;
        int32_t room = len * 3 + 1, used;
        char *bytes = ch_arena_alloc(arena, (size_t)room, 1);

        if (!bytes)
                return CH_TOO_LARGE;
        u_strToUTF8(bytes, room, &used, p, len, &err);
        *out = (ch_str) { bytes, (size_t)used };
        return status_of(err);
}

static UChar32
next_character(wide w, int32_t *i)
{
        UChar first = w.p[(*i)++];

        if (U16_IS_LEAD(first) && *i < w.len && U16_IS_TRAIL(w.p[*i]))
                return (UChar32)U16_GET_SUPPLEMENTARY((uint32_t)first, (uint32_t)w.p[(*i)++]);
        return first;
}

static ch_status
normalize(ch_arena *arena, const UNormalizer2 *form, wide in, wide *out)
{
        UErrorCode err = U_ZERO_ERROR;
        int32_t len = unorm2_normalize(form, in.p, in.len, NULL, 0, &err);

        if (err != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(err))
                return status_of(err);
        err = U_ZERO_ERROR;
        out->p = CH_NEW_N(arena, UChar, (size_t)len + 1);
        if (!out->p)
                return CH_TOO_LARGE;
        out->len = unorm2_normalize(form, in.p, in.len, out->p, len + 1, &err);
        return status_of(err);
}

static ch_status
fold_case(ch_arena *arena, wide in, wide *out)
{
        UErrorCode err = U_ZERO_ERROR;
        int32_t room = in.len * 3 + 1; /* one character folds into three at most */

        out->p = CH_NEW_N(arena, UChar, (size_t)room);
        if (!out->p)
                return CH_TOO_LARGE;
        out->len = u_strFoldCase(out->p, room, in.p, in.len, U_FOLD_CASE_DEFAULT, &err);
        return status_of(err);
}

/* Marks say how a letter sounds, the tatweel how wide it is drawn: neither makes another word. */
static bool
is_ornament(UChar32 c)
{
        return c == TATWEEL || (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK));
}

static void
drop_ornaments(wide *w)
{
        int32_t kept = 0, i = 0;

        while (i < w->len) {
                int32_t from = i;

                if (is_ornament(next_character(*w, &i)))
                        continue;
                memmove(w->p + kept, w->p + from, (size_t)(i - from) * sizeof *w->p);
                kept += i - from;
        }
        w->len = kept;
}

static ch_status
fold_wide(ch_arena *arena, ch_str s, wide *out)
{
        UErrorCode err = U_ZERO_ERROR;
        const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&err);
        ch_status st = status_of(err);
        wide w = { NULL, 0 };

        if (st == CH_OK)
                st = widen(arena, s, &w);
        if (st == CH_OK)
                st = normalize(arena, nfkd, w, &w);
        if (st == CH_OK)
                st = fold_case(arena, w, &w);
        if (st == CH_OK)
                st = normalize(arena, nfkd, w, out); /* folding may compose anew */
        if (st == CH_OK)
                drop_ornaments(out);
        return st;
}

static bool
is_ascii(ch_str s)
{
        for (size_t i = 0; i < s.len; i++)
                if ((unsigned char)s.p[i] >= 0x80)
                        return false;
        return true;
}

static ch_status
fold_ascii(ch_arena *arena, ch_str s, ch_str *out)
{
        char *p = ch_arena_alloc(arena, s.len + 1, 1);

        if (!p)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < s.len; i++)
                p[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + ('a' - 'A') : s.p[i]);
        *out = (ch_str) { p, s.len };
        return CH_OK;
}

ch_status
ch_text_fold(ch_arena *arena, ch_str s, ch_str *out)
{
        ch_status st;
        wide w;

        if (is_ascii(s))
                return fold_ascii(arena, s, out);
        st = fold_wide(arena, s, &w);
        return st == CH_OK ? narrow(arena, w.p, w.len, out) : st;
}

ch_status
ch_text_nfc(ch_arena *arena, ch_str s, ch_str *out)
{
        UErrorCode err = U_ZERO_ERROR;
        const UNormalizer2 *nfc = unorm2_getNFCInstance(&err);
        ch_status st = status_of(err);
        wide w;

        if (st == CH_OK && is_ascii(s)) {
                *out = ch_str_dup(arena, s);
                return ch_arena_is_full(arena) ? CH_TOO_LARGE : CH_OK;
        }
        if (st == CH_OK)
                st = widen(arena, s, &w);
        if (st == CH_OK)
                st = normalize(arena, nfc, w, &w);
        return st == CH_OK ? narrow(arena, w.p, w.len, out) : st;
}

typedef struct words {
        ch_arena *arena;
        ch_str *v;
        size_t len, cap;
        UBreakIterator *splitter; /* opened at the first run that needs it */
} words;

static ch_status
add_word(words *ws, const UChar *p, int32_t len)
{
        if (ws->len == ws->cap) {
                size_t cap = ws->cap ? ws->cap * 2 : 32;
                ch_str *v = CH_NEW_N(ws->arena, ch_str, cap);

                if (!v)
                        return CH_TOO_LARGE;
                if (ws->len)
                        memcpy(v, ws->v, ws->len * sizeof *v);
                ws->v = v;
                ws->cap = cap;
        }
        return narrow(ws->arena, p, len, &ws->v[ws->len++]);
}

/* Languages that set no spaces: ICU has a dictionary for them. */
static bool
needs_dictionary(UChar32 c)
{
        static const UScriptCode scripts[] = { USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_THAI,
                                               USCRIPT_LAO, USCRIPT_KHMER,    USCRIPT_MYANMAR };
        UErrorCode err = U_ZERO_ERROR;
        UScriptCode script = c < 0xE00 ? USCRIPT_COMMON : uscript_getScript(c, &err);

        for (size_t i = 0; i < CH_COUNT(scripts); i++)
                if (script == scripts[i])
                        return true;
        return false;
}

static ch_status
split_run(words *ws, const UChar *p, int32_t len)
{
        UErrorCode err = U_ZERO_ERROR;
        ch_status st = CH_OK;
        int32_t from = 0, to;

        if (!ws->splitter)
                ws->splitter = ubrk_open(UBRK_WORD, "zh", NULL, 0, &err);
        if (U_SUCCESS(err))
                ubrk_setText(ws->splitter, p, len, &err);
        if (U_FAILURE(err))
                return CH_BROKEN;
        while (st == CH_OK && (to = ubrk_next(ws->splitter)) != UBRK_DONE) {
                st = add_word(ws, p + from, to - from);
                from = to;
        }
        return st;
}

/* The run of letters and digits that begins at *at; *at comes out behind it. */
static ch_status
take_run(words *ws, wide w, int32_t *at)
{
        int32_t from = *at, i = from;
        bool dense = false;
        UChar32 c;

        while (i < w.len) {
                c = next_character(w, &i);
                if (!u_isalnum(c) && !(U_GET_GC_MASK(c) & U_GC_MC_MASK))
                        break;
                dense = dense || needs_dictionary(c);
                *at = i;
        }
        if (*at == from) {
                *at = i; /* one character that is no part of a word */
                return CH_OK;
        }
        return dense ? split_run(ws, w.p + from, *at - from) : add_word(ws, w.p + from, *at - from);
}

static ch_status
split_wide(ch_arena *arena, ch_str s, ch_strs *out)
{
        words ws = { .arena = arena };
        wide w;
        ch_status st = fold_wide(arena, s, &w);
        int32_t at = 0;

        while (st == CH_OK && at < w.len)
                st = take_run(&ws, w, &at);
        if (ws.splitter)
                ubrk_close(ws.splitter);
        *out = (ch_strs) { ws.v, ws.len };
        return st;
}

static bool
is_plain_alnum(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* What the general way below gives for plain ASCII, without the way through wide characters. */
static ch_status
split_ascii(ch_arena *arena, ch_str s, ch_strs *out)
{
        ch_str folded, *v = CH_NEW_N(arena, ch_str, s.len / 2 + 1);
        size_t n = 0, from = 0;

        *out = (ch_strs) { 0 };
        if (!v || fold_ascii(arena, s, &folded) != CH_OK)
                return CH_TOO_LARGE;
        for (size_t i = 0; i <= folded.len; i++) {
                if (i < folded.len && is_plain_alnum(folded.p[i]))
                        continue;
                if (i > from)
                        v[n++] = (ch_str) { folded.p + from, i - from };
                from = i + 1;
        }
        *out = (ch_strs) { v, n };
        return CH_OK;
}

ch_status
ch_text_words(ch_arena *arena, ch_str s, ch_strs *out)
{
        if (is_ascii(s))
                return split_ascii(arena, s, out);
        return split_wide(arena, s, out);
}

static ch_status
make_key(ch_arena *arena, const UCollator *order, wide w, ch_str *out)
{
        int32_t len = ucol_getSortKey(order, w.p, w.len, NULL, 0);
        uint8_t *key = ch_arena_alloc(arena, (size_t)len + 1, 1);

        if (!key)
                return CH_TOO_LARGE;
        ucol_getSortKey(order, w.p, w.len, key, len);
        *out = (ch_str) { (const char *)key, len > 0 ? (size_t)len - 1 : 0 }; /* without its final zero */
        return CH_OK;
}

/* Opened when it is first needed, for the life of the process: any number of threads may ask it. NULL: it does not
 * open. */
static const UCollator *
collator_of(ch_lang lang)
{
        static _Atomic(UCollator *) opened[CH__LANG_MAX];
        UErrorCode err = U_ZERO_ERROR;
        UCollator *order = atomic_load(&opened[lang]), *none = NULL;

        if (order)
                return order;
        order = ucol_open(langs[lang].locale, &err);
        if (U_FAILURE(err))
                return NULL;
        if (atomic_compare_exchange_strong(&opened[lang], &none, order))
                return order;
        ucol_close(order);
        return none;
}

ch_status
ch_text_sort_key(ch_arena *arena, ch_lang lang, ch_str s, ch_str *out)
{
        wide w;
        ch_status st = widen(arena, s, &w);
        const UCollator *order;

        CH_ASSERT(lang < CH__LANG_MAX);
        if (st != CH_OK)
                return st;
        order = collator_of(lang);
        return order ? make_key(arena, order, w, out) : CH_BROKEN;
}

static ch_status
say_day(ch_arena *arena, ch_lang lang, ch_day day, ch_str *out)
{
        static const UChar utc[] = { 'U', 'T', 'C', 0 };
        UErrorCode err = U_ZERO_ERROR;
        UChar said[128];
        int32_t len = 0;
        UDateFormat *format;

        format = udat_open(UDAT_NONE, UDAT_LONG, langs[lang].locale, utc, -1, NULL, 0, &err);
        if (U_SUCCESS(err)) {
                len = udat_format(format, (UDate)day * 86400000, said, CH_COUNT(said), NULL, &err);
                udat_close(format);
        }
        return U_SUCCESS(err) ? narrow(arena, said, len, out) : CH_BROKEN;
}

ch_status
ch_text_day(ch_arena *arena, ch_lang lang, ch_day day, ch_str *out)
{
        ch_str before;
        ch_status st;

        CH_ASSERT(lang < CH__LANG_MAX && day != CH_DAY_NONE);
        before = said_before(lang, day);
        if (before.len) {
                *out = ch_str_dup(arena, before);
                return out->len ? CH_OK : CH_TOO_LARGE;
        }
        st = say_day(arena, lang, day, out);
        if (st == CH_OK)
                said_keep(lang, day, *out);
        return st;
}

static UScriptCode
script_of(uint32_t cp)
{
        UErrorCode err = U_ZERO_ERROR;

        return u_isalpha((UChar32)cp) ? uscript_getScript((UChar32)cp, &err) : USCRIPT_COMMON;
}

/* A Han character says what about three letters say. */
ch_lang
ch_text_guess_lang(ch_str s, ch_lang fallback)
{
        size_t seen[CH__LANG_MAX] = { 0 }, others = 0;
        ch_lang best = CH_AR;
        uint32_t cp;

        if (is_ascii(s))
                return fallback;
        for (size_t i = 0, len; i < s.len; i += len ? len : 1) {
                UScriptCode script;

                len = ch_utf8_next(s, i, &cp);
                script = len ? script_of(cp) : USCRIPT_COMMON;
                seen[CH_AR] += script == USCRIPT_ARABIC;
                seen[CH_RU] += script == USCRIPT_CYRILLIC;
                seen[CH_ZH] += script == USCRIPT_HAN ? 3 : 0;
                others += script == USCRIPT_LATIN;
        }
        best = seen[CH_RU] > seen[best] ? CH_RU : best;
        best = seen[CH_ZH] > seen[best] ? CH_ZH : best;
        return seen[best] > others ? best : fallback;
}

const char *
ch_text_library(void)
{
        return "ICU " U_ICU_VERSION;
}
