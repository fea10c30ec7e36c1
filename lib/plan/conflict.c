/* Why floors cannot be met. First a conflict of which nothing can be left out, by halves (Junker's QuickXplain). Then
 * the smallest: each maximal set of rules that can be kept leaves out some, of which every conflict has one; the fewest
 * rules that hit all such sets are either a conflict, then the smallest, or can be kept, and show another set (Ignatiev
 * et al.).
 */
#include "rules.h"

enum { SMALLEST_RULES_MAX = 4000, SETS_MAX = 4096 };

typedef struct finding {
        rules *r;
        bool *found; /* the conflict, as flags */
        bool is_stopped;
        ch_arena *arena;
} finding;

static void
keep(finding *f, const int32_t *list, int32_t n, bool kept)
{
        for (int32_t i = 0; i < n; i++)
                f->r->kept[list[i]] = kept;
}

/* Of the list, what is needed for a conflict beside all that is kept; in found, and its number. moves the needed to the
 * front of the list. */
static int32_t
explain(finding *f, int32_t *list, int32_t n, bool has_more)
{
        int32_t half = n / 2, second, first;

        if (has_more && !f->is_stopped) {
                rules_answer a = rules_ask(f->r);

                f->is_stopped = a == RULES_STOPPED;
                if (a == RULES_CONFLICT)
                        return 0;
        }
        if (n == 1 || f->is_stopped)
                return n;
        keep(f, list, half, true);
        second = explain(f, list + half, n - half, half > 0);
        keep(f, list, half, false);
        keep(f, list + half, second, true);
        first = explain(f, list, half, second > 0);
        keep(f, list + half, second, false);
        for (int32_t i = 0; i < second; i++) {
                int32_t swap = list[first + i];

                list[first + i] = list[half + i];
                list[half + i] = swap;
        }
        return first + second;
}

/* A conflict without anything to spare. False: there is none. */
static bool
find_irreducible(finding *f, int32_t *size)
{
        rules *r = f->r;
        int32_t *list = CH_NEW_N(f->arena, int32_t, (size_t)r->len);

        *size = 0;
        for (int32_t i = 0; list && i < r->len; i++) {
                list[i] = i;
                r->kept[i] = true;
        }
        if (!list || rules_ask(r) != RULES_CONFLICT)
                return false;
        keep(f, list, r->len, false);
        *size = explain(f, list, r->len, false);
        for (int32_t i = 0; i < *size; i++)
                f->found[list[i]] = true;
        return true;
}

/* ---- the smallest ----------------------------------------------------------------------------------------------- */

/* All that can be kept beside what is chosen; what cannot is a set to hit. */
static bool
add_set(finding *f, hitting *h)
{
        bool *set = CH_NEW_N(f->arena, bool, (size_t)h->len);

        if (!set || h->sets_len == h->room)
                return false;
        h->size[h->sets_len] = 0;
        for (int32_t i = 0; i < h->len; i++) {
                rules_answer a;

                if (h->chosen[i])
                        continue;
                f->r->kept[i] = true;
                a = rules_ask(f->r);
                if (a == RULES_STOPPED)
                        return false;
                if (a == RULES_AGREE)
                        continue;
                f->r->kept[i] = false;
                set[i] = true;
                h->size[h->sets_len]++;
        }
        h->sets[h->sets_len++] = set;
        return true;
}

/* True: found is the smallest now. */
static bool
find_smallest(finding *f, int32_t size)
{
        rules *r = f->r;
        hitting h = { .len = r->len, .room = SETS_MAX, .watch = r->watch };

        h.sets = CH_NEW_N(f->arena, bool *, SETS_MAX);
        h.size = CH_NEW_N(f->arena, int32_t, SETS_MAX);
        h.chosen = CH_NEW_N(f->arena, bool, (size_t)r->len);
        if (!h.sets || !h.size || !h.chosen || r->len > SMALLEST_RULES_MAX)
                return false;
        for (;;) {
                rules_answer a;

                if (!hitting_find(&h, size - 1))
                        return !r->watch->is_over;
                for (int32_t i = 0; i < r->len; i++)
                        r->kept[i] = h.chosen[i];
                a = rules_ask(r);
                if (a == RULES_CONFLICT) {
                        for (int32_t i = 0; i < r->len; i++)
                                f->found[i] = h.chosen[i];
                        return true;
                }
                if (a == RULES_STOPPED || !add_set(f, &h))
                        return false;
        }
}

/* ---- the answer ------------------------------------------------------------------------------------------------- */

static const int32_t *
write_kind(const finding *f, rule_kind kind, ch_arena *arena, size_t *len)
{
        int32_t *out = CH_NEW_N(arena, int32_t, (size_t)f->r->len);

        for (int32_t i = 0; out && i < f->r->len; i++)
                if (f->found[i] && f->r->v[i].kind == kind)
                        out[(*len)++] = f->r->v[i].index;
        return out;
}

static ch_status
find(finding *f, ch_arena *arena, ch_plan_conflict *out)
{
        int32_t size;

        f->found = CH_NEW_N(f->arena, bool, (size_t)f->r->len);
        if (!f->found)
                return CH_TOO_LARGE;
        if (find_irreducible(f, &size)) {
                out->is_whole = !f->is_stopped;
                out->is_smallest = out->is_whole && find_smallest(f, size);
        }
        out->floors = write_kind(f, RULE_FLOOR, arena, &out->floors_len);
        out->places = write_kind(f, RULE_PLACES, arena, &out->places_len);
        out->exclusions = write_kind(f, RULE_EXCLUSION, arena, &out->exclusions_len);
        return out->floors && out->places && out->exclusions ? CH_OK : CH_TOO_LARGE;
}

ch_status
ch_plan_conflicts(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena, ch_plan_conflict *out)
{
        watch w = watch_new(limit);
        rules r;
        finding f = { .r = &r };
        ch_status st = scratch_for(task, &f.arena);

        *out = (ch_plan_conflict) { 0 };
        if (st != CH_OK)
                return st;
        st = CH_TOO_LARGE;
        if (rules_make(&r, task, &w, f.arena)) {
                r.turn = ch_arena_new(PLAN_SCRATCH_MAX);
                st = r.turn ? find(&f, arena, out) : CH_BUSY;
                ch_arena_free(&r.turn);
        }
        ch_arena_free(&f.arena);
        return st;
}
