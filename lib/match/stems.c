/* stems.c – the words of a text that may set it apart, as hashes. */
#include "tokens.h"
#include "words.h"
#include <stdlib.h>
#include <string.h>

/* English words so common that two texts sharing them share nothing. */
static const char common[] =
        " a above all also and any are as at be been by for from had has have help her his how in into is it its more "
        "national new no not of on or other our own so some state states such than that the their them then these this "
        "those through to under up use used using was we well were what when which who will with work ";

/* English endings, longest first; what stays has at least four letters. */
static const char *const endings[] = { "ations", "ation", "ments", "ings", "ment", "ing", "ies",
                                       "ity",    "ed",    "es",    "al",   "s",    "e" };

enum { STEM_MIN = 4, WORD_MAX = 24 };

static bool
is_common(ch_str word)
{
        char padded[WORD_MAX + 3] = " ";

        if (word.len > WORD_MAX)
                return false;
        memcpy(padded + 1, word.p, word.len);
        padded[word.len + 1] = ' ';
        return strstr(common, padded);
}

static ch_str
cut_ending(ch_str word)
{
        for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
                size_t len = strlen(endings[i]);

                if (word.len >= len + STEM_MIN && !memcmp(word.p + word.len - len, endings[i], len))
                        return (ch_str) { word.p, word.len - len };
        }
        return word;
}

/* FNV-1a: the same on every machine and in every process, as a ranking must be. */
static uint32_t
hash_of(ch_str s)
{
        uint64_t h = UINT64_C(0xCBF29CE484222325);

        for (size_t i = 0; i < s.len; i++)
                h = (h ^ (unsigned char)s.p[i]) * UINT64_C(0x100000001B3);
        return (uint32_t)(h ^ h >> 32);
}

static int
compare_hashes(const void *a, const void *b)
{
        uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

        return (x > y) - (x < y);
}

ch_status
lexicon_stems(ch_arena *arena, const tokens *words, ch_lang lang, hashes *out)
{
        size_t kept = 0;

        *out = (hashes) { CH_NEW_N(arena, uint32_t, words->len), 0 };
        if (!out->v)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < words->len; i++) {
                ch_str word = words->v[i].forms[0];

                if (word.len > 1 && !is_common(word))
                        out->v[out->len++] = hash_of(lang == CH_EN ? cut_ending(word) : word);
        }
        if (out->len)
                qsort(out->v, out->len, sizeof *out->v, compare_hashes);
        for (size_t i = 0; i < out->len; i++)
                if (!i || out->v[i] != out->v[i - 1])
                        out->v[kept++] = out->v[i];
        out->len = kept;
        return CH_OK;
}

bool
hashes_have(const hashes *h, uint32_t hash)
{
        size_t low = 0, high = h->len;

        while (low < high) {
                size_t mid = low + (high - low) / 2;

                if (h->v[mid] < hash)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low < h->len && h->v[low] == hash;
}
