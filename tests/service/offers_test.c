/* Lists of offers, made from groups: page by page they are what asking the permission table of every offer gives, for
 * whoever reads. Faults go through the linker's wrap of the groups: one that is left out, and groups that lie. */
#include "sample.h"
#include <ch/base/text.h>
#include <ch/home.h>
#include <ch/may.h>
#include <ch/offer_groups.h>
#include <ch/offers.h>
#include <stdlib.h>

const ch_offer_groups *__real_ch_catalog_offer_groups(const ch_catalog *cat);
const ch_offer_groups *__wrap_ch_catalog_offer_groups(const ch_catalog *cat);

static enum { TELLS_ALL, LEAVES_ONE_OUT, LIES } telling;

const ch_offer_groups *
__wrap_ch_catalog_offer_groups(const ch_catalog *cat)
{
        static ch_offer_group v[512];
        static ch_offer_groups faulty;
        const ch_offer_groups *all = __real_ch_catalog_offer_groups(cat);

        if (telling == TELLS_ALL)
                return all;
        T_TRUE(all->len <= CH_COUNT(v));
        memcpy(v, all->v, all->len * sizeof *v);
        faulty = (ch_offer_groups) { v, telling == LEAVES_ONE_OUT ? all->len - 1 : all->len };
        for (size_t i = 0; i < all->len; i++)
                if (telling == LIES)
                        v[i].like.status = CH_OFFER_LISTED;
        return &faulty;
}

/* ---- the same offer by offer ----------------------------------------------------------------------------------- */

typedef struct line {
        ch_str key, ref;
} line;

static int
compare_lines(const void *a, const void *b)
{
        const line *x = a, *y = b;
        int c = ch_str_cmp(x->key, y->key);

        return c ? c : ch_str_cmp(x->ref, y->ref);
}

static bool
is_wanted(const ch_offer_filter *f, const ch_offer *o)
{
        return (!f->statuses || f->statuses >> o->status & 1) && (!f->role || o->role == f->role - 1) &&
               (!f->party.len || ch_str_eq(f->party, o->party)) && !(f->no_samples && o->head.is_sample);
}

/* References of all that he may read, in their order; one string, so that it can be compared. */
static ch_str
plain(const ch_look *look, const ch_actor *actor, const ch_offer_filter *f, size_t *n)
{
        ch_offer_walk walk = ch_catalog_offers(look->cat);
        line *v = CH_NEW_N(look->arena, line, ch_catalog_count(look->cat, CH_OFFER) + 1);
        ch_buf b = ch_buf_new(look->arena);
        ch_str out = { 0 };
        ch_offer o;

        *n = 0;
        while (ch_offer_next(&walk, &o)) {
                ch_object object = { .kind = CH_OFFER, .offer = &o, .party = o.party };

                if (!is_wanted(f, &o) || ch_may(actor, CH_ACT_OFFER_READ, &object, look->now) != CH_OK)
                        continue;
                v[*n].ref = o.head.ref;
                T_OK(ch_text_sort_key(look->arena, look->lang, ch_catalog_party_name(look->cat, o.party, look->lang),
                                      &v[(*n)++].key));
        }
        qsort(v, *n, sizeof *v, compare_lines);
        for (size_t i = 0; i < *n; i++) {
                ch_buf_str(&b, v[i].ref);
                ch_buf_char(&b, ' ');
        }
        T_OK(ch_buf_end(&b, &out));
        return out;
}

/* Pages forward, and from each one back; false: a page does not fit its neighbours. */
static bool
read_pages(const ch_look *look, const ch_actor *actor, ch_offer_filter f, size_t total, ch_buf *b)
{
        ch_str before = { 0 }, here = { 0 };
        bool is_good = true;

        for (size_t first = 1; is_good; first += f.page.size) {
                ch_offer_list list;

                f.page.after = here;
                if (ch_offers(look, actor, &f, &list) != CH_OK)
                        return false;
                for (size_t i = 0; i < list.len; i++) {
                        ch_buf_str(b, list.v[i].offer->head.ref);
                        ch_buf_char(b, ' ');
                }
                is_good = list.page.total == total && list.page.first == (total ? first : 0) &&
                          list.page.has_previous == (first > 1) &&
                          (first <= f.page.size + 1 || ch_str_eq(list.page.previous, before));
                before = here;
                here = list.page.next;
                if (!here.len)
                        return is_good && first + list.len == total + 1;
        }
        return false;
}

static size_t
wrong_lists(const ch_look *look, const ch_actor *actor, const ch_offer_filter *f)
{
        static const size_t sizes[] = { 1, 3, 7, 50, 100 };
        size_t wrong = 0, total;
        ch_str want = plain(look, actor, f, &total);

        for (size_t i = total > 60; i < CH_COUNT(sizes); i++) {
                ch_offer_filter paged = *f;
                ch_buf b = ch_buf_new(look->arena);
                ch_str got = { 0 };

                paged.page.size = sizes[i];
                wrong += !read_pages(look, actor, paged, total, &b) || ch_buf_end(&b, &got) != CH_OK ||
                         !ch_str_eq(got, want);
        }
        return wrong;
}

/* ---- who reads what -------------------------------------------------------------------------------------------- */

/* The sample's offers, and of two providers one that is listed, a draft, and one that rests. */
static house
given_offers(ch_t *t, const people *p)
{
        house h = given_house(t);
        const ch_actor *providers[] = { &p->provider, &p->other_provider };

        do_import(&h);
        for (size_t i = 0; i < 2; i++) {
                ch_offer_in in = { .fields = given_offer_answers(&h), .names = strs_of(t->arena, "title lang areas") };
                job j = { .run = run_offer_draft, .actor = providers[i], .in = &in };

                T_OK(work_on(&h, &j));
                (void)given_listed_offer(&h, p, providers[i]);
                T_OK(do_plain(&h, providers[i], ch_offer_rest, given_listed_offer(&h, p, providers[i])));
        }
        return h;
}

static size_t
wrong_for_all(house *h, const people *p)
{
        const ch_actor *readers[] = { &p->expert, &p->secretariat, &p->provider, &p->other_provider, &p->mission };
        ch_offer_filter all = { .page = { .size = 50 } }, filters[6] = { all, all, all, all, all, all };
        static const ch_lang langs[] = { CH_EN, CH_ZH };
        size_t wrong = 0;

        filters[1].statuses = 1u << CH_OFFER_LISTED;
        filters[2].statuses = 1u << CH_OFFER_DRAFT | 1u << CH_OFFER_RESTING;
        filters[3].role = CH_OFFER_FUNDS + 1;
        filters[4].no_samples = true;
        filters[5].party = p->provider.party;
        for (size_t r = 0; r < CH_COUNT(readers); r++) {
                for (size_t f = 0; f < CH_COUNT(filters); f++) {
                        ch_look look = look_at(h);

                        look.arena = ch_arena_new(256 << 20);
                        look.lang = langs[(r + f) % 2];
                        wrong += wrong_lists(&look, readers[r], &filters[f]);
                        ch_arena_free(&look.arena);
                        ch_look_end(&look);
                }
        }
        return wrong;
}

T_CASE("page by page, forward and back, everybody reads the offers that the permission table gives him one by one; a "
       "group that is left out is found")
{
        people p = given_people();
        house h = given_offers(t, &p);

        T_EQ_SIZE(wrong_for_all(&h, &p), 0);
        telling = LEAVES_ONE_OUT;
        T_TRUE(wrong_for_all(&h, &p) > 0);
        telling = TELLS_ALL;
        house_leave(&h);
}

T_CASE("each offer shown is asked about by itself: where groups lie about the status, nothing is shown")
{
        people p = given_people();
        house h = given_offers(t, &p);
        ch_offer_filter f = { .party = p.provider.party };
        ch_look look = look_at(&h);
        ch_offer_list list;

        T_OK(ch_offers(&look, &p.mission, &f, &list));
        T_TRUE(list.len > 0);
        for (size_t i = 0; i < list.len; i++)
                T_EQ_INT(list.v[i].offer->status, CH_OFFER_LISTED);
        telling = LIES;
        T_EQ_INT(ch_offers(&look, &p.mission, &f, &list), CH_HIDDEN);
        telling = TELLS_ALL;
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("what waits at home and is counted there: a provider's own drafts and listed offers, of the Committee all that "
       "are "
       "listed, samples left out")
{
        people p = given_people();
        house h = given_offers(t, &p);
        ch_look look = look_at(&h);
        ch_home home;

        T_OK(ch_home_show(&look, &p.provider, &home));
        T_EQ_SIZE(home.drafts, 1);
        T_EQ_SIZE(home.listed_offers, 1);
        T_EQ_SIZE(home.total, 1); /* the draft; what rests waits for nobody */
        T_OK(ch_home_show(&look, &p.expert, &home));
        T_EQ_SIZE(home.listed_offers, 2);
        ch_look_end(&look);
        house_leave(&h);
}
