/* sheet_start.c – sheets of very many offers that come when there are none yet: class by class, by two threads, so that
 * each fills one sheet at a time. */
#include "halves.h"
#include "sheet_.h"
#include <ch/base/assert.h>
#include <stdlib.h>
#include <string.h>

enum { UNLISTED = SHEET_CLASSES, WORKERS = 2 };

typedef struct starting {
        const sheet_news *news;
        const entry *const *come;
        size_t len;
        uint8_t *classes;                      /* of each that comes, or UNLISTED */
        const entry **v;                       /* class by class */
        size_t sorted;                         /* so many stand there */
        size_t from[SHEET_CLASSES + 1];        /* where a class begins in v */
        size_t sheets_from[SHEET_CLASSES + 1]; /* and its sheets */
        uint8_t worker[SHEET_CLASSES];
        sheets *out;
        atomic_bool has_failed;
} starting;

static void
find_classes(void *arg, size_t from, size_t to)
{
        const starting *s = arg;

        for (size_t i = from; i < to; i++) {
                const card *c = s->come[i]->card;

                s->classes[i] = (uint8_t)(c->is_listed ? class_of(s->news->frame, c) : UNLISTED);
        }
}

/* In the order in which they come, which is the order in which they lie in memory. */
static void
sort_classes(starting *s)
{
        size_t count[SHEET_CLASSES + 1] = { 0 }, at[SHEET_CLASSES + 1];

        for (size_t i = 0; i < s->len; i++)
                count[s->classes[i]]++;
        for (size_t c = 0; c < SHEET_CLASSES; c++) {
                s->from[c + 1] = s->from[c] + count[c];
                s->sheets_from[c + 1] = s->sheets_from[c] + (count[c] + SLOTS - 1) / SLOTS;
        }
        s->sorted = s->from[SHEET_CLASSES];
        memcpy(at, s->from, sizeof at);
        for (size_t i = 0; i < s->len; i++)
                if (s->classes[i] != UNLISTED)
                        s->v[at[s->classes[i]]++] = s->come[i];
}

/* Each class to whoever has less so far. */
static void
share_classes(starting *s)
{
        size_t load[WORKERS] = { 0 };

        for (size_t c = 0; c < SHEET_CLASSES; c++) {
                s->worker[c] = load[1] < load[0];
                load[s->worker[c]] += s->from[c + 1] - s->from[c];
        }
}

/* What offers further on in the list will be asked for is fetched meanwhile: they lie all over the memory. */
static void
fetch_ahead(const starting *s, size_t at)
{
        enum { ENTRIES = 24, CARDS = 16, GISTS = 8 };

        if (at + ENTRIES < s->sorted)
                __builtin_prefetch(s->v[at + ENTRIES]);
        if (at + CARDS < s->sorted)
                __builtin_prefetch(s->v[at + CARDS]->card);
        if (at + GISTS < s->sorted) {
                const char *g = (const char *)s->v[at + GISTS]->card->gist;

                __builtin_prefetch(g);
                __builtin_prefetch(g + 64);
        }
}

static bool
fill_sheet(const starting *s, unsigned class, size_t no, rows_list *rows)
{
        size_t from = s->from[class] + (no - s->sheets_from[class]) * SLOTS;
        size_t left = s->from[class + 1] - from, n = left < SLOTS ? left : SLOTS;
        sheet *one = s->out->v[no] = sheet_new(s->news->frame, class);

        for (size_t slot = 0; one && slot < n; slot++) {
                const entry *offer = s->v[from + slot];

                fetch_ahead(s, from + slot);
                if (!sheet_put(s->news, one, slot, offer, rows))
                        return false;
                /* Not published yet: the slot is the one thing that a table leaves open. */
                ((entry *)(uintptr_t)offer)->slot = (uint32_t)(no * SLOTS + slot);
        }
        return one;
}

static void
fill_classes(void *arg, size_t from, size_t to)
{
        starting *s = arg;
        rows_list rows = { 0 };

        for (size_t worker = from; worker < to; worker++)
                for (unsigned c = 0; c < SHEET_CLASSES; c++)
                        for (size_t no = s->sheets_from[c]; s->worker[c] == worker && no < s->sheets_from[c + 1]; no++)
                                if (!fill_sheet(s, c, no, &rows))
                                        atomic_store(&s->has_failed, true);
        free(rows.v);
}

/* ---- histories: few offers have one, so that who gives it is asked, not each offer ------------------------------- */

static void
put_history(const starting *s, const entry *offer)
{
        size_t slot = offer->slot % SLOTS;
        bool bits[OWN__MAX];

        history_of(s->news, offer, bits);
        for (size_t row = 0; row < OWN__MAX; row++)
                put_bit(s->out->v[offer->slot / SLOTS]->own[row], slot, bits[row]);
}

/* Of all offers that an order's key finds. */
static void
put_histories(const starting *s, index_order order, ch_str key)
{
        place p = table_find(s->news->tables[CH_OFFER], order, key);

        for (const entry *e; (e = place_next(&p)) != NULL && ch_str_eq(index_key(CH_OFFER, order, e), key);)
                if (e->slot != SLOT_NONE)
                        put_history(s, e);
}

/* Of all offers that records of the kind name. */
static void
follow(const starting *s, ch_kind kind, index_order order)
{
        place p = table_first(s->news->tables[kind], BY_SECOND);
        ch_str last = { 0 };

        for (const entry *e; (e = place_next(&p)) != NULL;) {
                ch_str key = index_key(kind, BY_SECOND, e);

                if (!ch_str_eq(key, last))
                        put_histories(s, order, key);
                last = key;
        }
}

static bool
make_sheets(starting *s)
{
        size_t len = s->sheets_from[SHEET_CLASSES];

        s->out = calloc(1, sizeof *s->out + len * sizeof *s->out->v);
        if (!s->out)
                return false;
        atomic_init(&s->out->refs, 1);
        s->out->len = len;
        for (size_t c = 0; c < SHEET_CLASSES; c++)
                s->out->open[c] = s->sheets_from[c + 1] > s->sheets_from[c] ? s->sheets_from[c + 1] - 1 : SIZE_MAX;
        halves(WORKERS, WORKERS, fill_classes, s);
        if (atomic_load(&s->has_failed)) {
                sheets_release(s->out);
                return false;
        }
        follow(s, CH_MATCH, BY_ID);
        follow(s, CH_RESPONSE, BY_REF);
        return true;
}

sheets *
sheets_start(const sheet_news *news)
{
        starting s = { .news = news, .come = news->offers->come, .len = news->offers->come_len };
        bool ok;

        s.classes = malloc(s.len + 1);
        s.v = malloc((s.len + 1) * sizeof *s.v);
        ok = s.classes && s.v;
        if (ok) {
                halves(s.len, HALVES_FROM, find_classes, &s);
                sort_classes(&s);
                share_classes(&s);
                ok = make_sheets(&s);
        }
        free(s.classes);
        free(s.v);
        return ok ? s.out : NULL;
}
