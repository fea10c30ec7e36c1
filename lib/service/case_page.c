/* Lists: sorted by name, cut into pages, searched. */
#include "case_.h"
#include <ch/base/map.h>
#include <ch/base/utf8.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_DEFAULT = 50, SCRATCH = 4 << 20, SMALL = 32, ROUNDS_MAX = 64 };

static int
compare(const void *a, const void *b)
{
        const listing *x = a, *y = b;
        int c = x->key.p == y->key.p ? 0 : ch_str_cmp(x->key, y->key); /* the same name has the same key */

        return c ? c : ch_str_cmp(x->ref, y->ref);
}

/* "KEY\0REF", in letters that an address may hold. */
static ch_str
cursor_of(ch_arena *arena, const listing *at)
{
        ch_buf b = ch_buf_new(arena);
        ch_str text;

        ch_buf_str(&b, at->key);
        ch_buf_char(&b, '\0');
        ch_buf_str(&b, at->ref);
        if (ch_buf_end(&b, &text) != CH_OK)
                return (ch_str) { 0 };
        return ch_base64(arena, text.p, text.len);
}

ch_status
read_cursor(ch_arena *arena, ch_str cursor, listing *out)
{
        ch_str text;
        ch_status st = ch_base64_parse(arena, cursor, &text);
        size_t cut;

        if (st != CH_OK)
                return st;
        /* A sort key holds no NUL but may end with one: the reference is what stands behind the last. */
        for (cut = text.len; cut && text.p[cut - 1]; cut--)
                ;
        if (!cut)
                return CH_MALFORMED;
        *out = (listing) { .key = { text.p, cut - 1 }, .ref = { text.p + cut, text.len - cut } };
        return CH_OK;
}

size_t
page_size(const ch_page_ask *ask)
{
        size_t size = ask->size ? ask->size : PAGE_DEFAULT;

        return size < CH_PAGE_MAX ? size : CH_PAGE_MAX;
}

static size_t
count_until(const listing *v, size_t n, const listing *after)
{
        size_t count = 0;

        for (size_t i = 0; i < n; i++)
                count += compare(&v[i], after) <= 0;
        return count;
}

static void
swap(listing *a, listing *b)
{
        listing c = *a;

        *a = *b;
        *b = c;
}

/* Cuts n >= 3 entries in two: none before the cut is greater than one behind it, and neither side is empty. */
static size_t
partition(listing *v, size_t n)
{
        listing *mid = &v[n / 2], *last = &v[n - 1];
        size_t low = 0, high = n - 1;
        listing pivot;

        if (compare(mid, v) < 0)
                swap(mid, v);
        if (compare(last, mid) < 0)
                swap(last, mid);
        if (compare(mid, v) < 0)
                swap(mid, v);
        pivot = *mid;
        for (;;) {
                while (compare(&v[low], &pivot) < 0)
                        low++;
                while (compare(&v[high], &pivot) > 0)
                        high--;
                if (low >= high)
                        return high + 1 < n ? high + 1 : n - 1;
                swap(&v[low++], &v[high--]);
        }
}

/* v[k] becomes what sorting would put there, with nothing greater before it and nothing smaller behind: a page costs
 * O(n), not the sorting of everything. */
static void
settle(listing *v, size_t n, size_t k)
{
        size_t low = 0, high = n;

        for (int rounds = 0; rounds < ROUNDS_MAX && high - low > SMALL; rounds++) {
                size_t cut = low + partition(v + low, high - low);

                if (k < cut)
                        high = cut;
                else
                        low = cut;
        }
        qsort(v + low, high - low, sizeof *v, compare);
}

ch_status
cut_page(const ch_look *look, listing *v, size_t n, const ch_page_ask *ask, ch_page_info *info, size_t *first,
         size_t *len)
{
        size_t size = page_size(ask);
        listing after;
        ch_status st = ask->after.len ? read_cursor(look->arena, ask->after, &after) : CH_OK;

        *first = ask->after.len && st == CH_OK ? count_until(v, n, &after) : 0;
        *len = n - *first < size ? n - *first : size;
        *info = (ch_page_info) { .total = n, .first = *len ? *first + 1 : 0, .has_previous = *first > 0 };
        if (*first && *len)
                settle(v, n, *first);
        if (*first + *len < n)
                settle(v + *first, n - *first, *len);
        if (*len)
                qsort(v + *first, *len, sizeof *v, compare);
        if (*first + *len < n && *len)
                info->next = cursor_of(look->arena, &v[*first + *len - 1]);
        if (*first > size) {
                settle(v, *first, *first - size - 1);
                info->previous = cursor_of(look->arena, &v[*first - size - 1]);
        }
        return st;
}

struct name_keys {
        const ch_look *look;
        ch_map *places;
        ch_strs keys;
        size_t cap;
};

name_keys *
name_keys_new(const ch_look *look)
{
        name_keys *k = CH_NEW(look->arena, name_keys);

        if (!k)
                return NULL;
        k->look = look;
        k->places = ch_map_new(look->arena, 64);
        return k->places ? k : NULL;
}

static ch_str
make_key(const ch_look *look, ch_str party)
{
        ch_str key;

        if (ch_text_sort_key(look->arena, look->lang, ch_catalog_party_name(look->cat, party, look->lang), &key) !=
            CH_OK)
                return party;
        return key;
}

ch_str
name_key(name_keys *keys, ch_str party)
{
        size_t at;

        if (ch_map_get(keys->places, party, &at))
                return keys->keys.v[at];
        at = keys->keys.len;
        if (at == keys->cap) {
                size_t cap = keys->cap ? keys->cap * 2 : 64;
                ch_str *v = CH_NEW_N(keys->look->arena, ch_str, cap);

                if (!v)
                        return party;
                for (size_t i = 0; i < at; i++)
                        v[i] = keys->keys.v[i];
                keys->keys.v = v;
                keys->cap = cap;
        }
        keys->keys.v[keys->keys.len++] = make_key(keys->look, party);
        ch_map_add(keys->places, party, at);
        return keys->keys.v[at];
}

ch_status
needle_of(const ch_look *look, ch_str text, needle *out)
{
        *out = (needle) { 0 };
        if (ch_utf8_len(text) > CH_SEARCH_MAX)
                return CH_TOO_LARGE;
        if (!text.len)
                return CH_OK;
        out->scratch = ch_arena_new(SCRATCH);
        return out->scratch ? ch_text_words(look->arena, text, &out->words) : CH_BUSY;
}

/* Folded text holds the word anywhere: cheap, and right for writing without blanks too. */
static bool
has_all(ch_str hay, ch_strs words)
{
        for (size_t i = 0; i < words.len; i++)
                if (!memmem(hay.p, hay.len, words.v[i].p, words.v[i].len))
                        return false;
        return true;
}

static bool
meets(const needle *n, const ch_str *texts, size_t len)
{
        ch_buf all = ch_buf_new(n->scratch);
        ch_str text, hay;

        for (size_t i = 0; i < len; i++) {
                ch_buf_str(&all, texts[i]);
                ch_buf_char(&all, '\n');
        }
        return ch_buf_end(&all, &text) == CH_OK && ch_text_fold(n->scratch, text, &hay) == CH_OK &&
               has_all(hay, n->words);
}

bool
needle_meets(const needle *n, const ch_str *texts, size_t len)
{
        bool yes = true;

        if (n->words.len) {
                yes = meets(n, texts, len);
                ch_arena_reset(n->scratch);
        }
        return yes;
}

void
needle_drop(needle *n)
{
        ch_arena_free(&n->scratch);
}

bool
topic_meets(const ch_look *look, ch_str topic, ch_strs codes)
{
        const ch_vocab *vocab = look->desk->vocab;
        const ch_topic *all;
        int wanted = ch_vocab_topic_index(vocab, topic);

        ch_vocab_topics(vocab, &all);
        for (size_t i = 0; i < codes.len; i++) {
                int at = ch_vocab_topic_index(vocab, codes.v[i]);

                for (; at >= 0; at = all[at].parent)
                        if (at == wanted)
                                return true;
        }
        return false;
}
