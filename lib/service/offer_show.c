/* Offers, one and many, as far as the reader may see them. */
#include "offer_.h"
#include <ch/offer_groups.h>

enum { STALE_DAYS = 365 };

static bool
is_stale(const ch_look *look, const ch_offer *o)
{
        return o->status == CH_OFFER_LISTED && ch_date_is_set(o->confirmed) &&
               ch_date_last(o->confirmed) + STALE_DAYS < look->today;
}

ch_status
offer_view(const ch_look *look, const ch_actor *actor, const ch_object *object, ch_offer_view *out)
{
        const ch_offer *o = object->offer;
        uint32_t groups = ch_groups_for(actor, object);
        ch_offer *mine = ch_redact(look->arena, CH_OFFER, o, groups);

        if (!mine)
                return groups ? CH_TOO_LARGE : CH_HIDDEN;
        hide_head(actor, &mine->head, groups | 1u << CH_GROUP_SUMMARY);
        *out = (ch_offer_view) { .offer = mine,
                                 .groups = groups,
                                 .party_name = party_name(look, o->party),
                                 .moves = legal_of(look, actor, object),
                                 .is_own = actor->party.len && ch_str_eq(actor->party, o->party),
                                 .is_stale = is_stale(look, o) };
        out->holding.until = CH_DAY_NONE;
        if (groups & 1u << CH_GROUP_COMMITTEE)
                out->holding = holding_of(look, CH_OFFER, o);
        return CH_OK;
}

static ch_status
show(const ch_look *look, const ch_actor *actor, const ch_offer *o, ch_offer_view *out)
{
        ch_object object;
        ch_status st = object_of(look, actor, CH_OFFER, o, &object);

        if (st == CH_OK)
                st = ask_read(look, actor, CH_ACT_OFFER_READ, &object);
        if (st == CH_OK)
                st = offer_view(look, actor, &object, out);
        return st == CH_OK && ch_arena_is_full(look->arena) ? CH_TOO_LARGE : st;
}

ch_status
ch_offer_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_offer_view *out)
{
        const void *o;
        ch_status st = find_record(look, CH_OFFER, id, &o);

        return st == CH_OK ? show(look, actor, o, out) : st;
}

ch_status
ch_offer_missing(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_issues *out)
{
        const void *o;
        ch_object object;
        ch_status st = find_record(look, CH_OFFER, id, &o);

        *out = ch_issues_new(look->arena);
        if (st == CH_OK)
                st = object_of(look, actor, CH_OFFER, o, &object);
        if (st == CH_OK)
                st = ask_read(look, actor, CH_ACT_OFFER_READ, &object);
        if (st == CH_OK && !(ch_groups_for(actor, &object) & 1u << CH_GROUP_COMMITTEE))
                st = CH_HIDDEN;
        if (st == CH_OK)
                ch_record_check(CH_OFFER, o, look->desk->vocab, true, out);
        return st;
}

/* ---- lists ---- */

typedef struct sieve {
        const ch_look *look;
        const ch_actor *actor;
        const ch_offer_filter *f;
        needle text;
        name_keys *names;
        ch_arena *scratch;
} sieve;

static bool
codes_meet(const sieve *s, const ch_offer *o)
{
        bool topic = !s->f->topic.len, help = !s->f->assistance.len;

        for (size_t i = 0; i < o->areas.len; i++) {
                const ch_area *a = &ch_offer_areas(o)[i];

                topic = topic || topic_meets(s->look, s->f->topic, a->topics) ||
                        topic_meets(s->look, s->f->topic, a->domains);
                help = help || topic_meets(s->look, s->f->assistance, a->assistance);
        }
        return topic && help;
}

static bool
text_meets(const sieve *s, const ch_offer *o)
{
        ch_str texts[CH_AREAS_MAX + 4] = { o->title, o->text, o->head.ref,
                                           ch_catalog_party_name(s->look->cat, o->party, s->look->lang) };
        size_t n = 4;

        for (size_t i = 0; i < o->areas.len && i < CH_AREAS_MAX; i++)
                texts[n++] = ch_offer_areas(o)[i].text;
        return needle_meets(&s->text, texts, n);
}

static bool
is_for(const sieve *s, const ch_offer *o)
{
        const ch_vocab *vocab = s->look->desk->vocab;
        ch_state_set states;

        if (!s->f->eligible_state.len)
                return true;
        states = ch_vocab_states_of(vocab, o->eligible);
        return ch_state_set_has(&states, ch_vocab_state_index(vocab, s->f->eligible_state));
}

/* What can be asked of an offer in brief. */
static bool
may_be_meant(const sieve *s, const ch_offer *o)
{
        if (s->f->statuses && !(s->f->statuses >> o->status & 1))
                return false;
        if (s->f->no_samples && o->head.is_sample)
                return false;
        if (s->f->role && o->role != s->f->role - 1)
                return false;
        if (s->f->party.len && !ch_str_eq(s->f->party, o->party))
                return false;
        return true;
}

static bool
asks_more(const sieve *s)
{
        const ch_offer_filter *f = s->f;

        return f->eligible_state.len || f->topic.len || f->assistance.len || s->text.words.len;
}

/* The scratch is emptied: few of those that are looked at whole are shown. */
static ch_status
is_meant(const sieve *s, const ch_offer_group *g, size_t i, bool *out)
{
        const ch_offer *o;

        ch_arena_reset(s->scratch);
        o = ch_offer_group_whole(g, i, s->scratch);
        *out = o && is_for(s, o) && codes_meet(s, o) && text_meets(s, o);
        return o ? CH_OK : CH_BUSY;
}

static uint32_t
groups_of(const sieve *s, const ch_offer *o)
{
        ch_object object = { .kind = CH_OFFER, .offer = o, .party = o->party };

        return ch_may(s->actor, CH_ACT_OFFER_READ, &object, s->look->now) == CH_OK ? ch_groups_for(s->actor, &object)
                                                                                   : 0;
}

static ch_str
ref_at(const void *of, size_t i)
{
        return ch_offer_group_ref(of, i);
}

/* The groups of which all may be meant and read. Returns how many. */
static size_t
find_runs(const sieve *s, const ch_offer_groups *all, listing_run *out)
{
        size_t n = 0;

        for (size_t i = 0; i < all->len; i++) {
                const ch_offer_group *g = &all->v[i];

                if (may_be_meant(s, &g->like) && groups_of(s, &g->like))
                        out[n++] = (listing_run) { name_key(s->names, g->like.party), g->len, ref_at, g };
        }
        return n;
}

/* One by one, where more is asked than a group knows. */
static ch_status
sift(const sieve *s, const listing_run *v, size_t n, const ch_page_ask *ask, run_page *out)
{
        size_t room = 0, kept = 0;
        ch_status st = CH_OK;

        for (size_t r = 0; r < n; r++)
                room += v[r].len;
        out->v = CH_NEW_N(s->look->arena, listing, room);
        if (!out->v)
                return CH_TOO_LARGE;
        for (size_t r = 0; r < n; r++) {
                for (size_t i = 0; i < v[r].len && st == CH_OK; i++) {
                        bool is_in;

                        st = is_meant(s, v[r].of, i, &is_in);
                        if (st == CH_OK && is_in)
                                out->v[kept++] = (listing) { .key = v[r].key, .ref = ref_at(v[r].of, i) };
                }
        }
        return st == CH_OK ? cut_page(s->look, out->v, kept, ask, &out->info, &out->first, &out->len) : st;
}

static ch_status
find_page(sieve *s, const ch_offer_groups *all, run_page *out)
{
        const ch_look *look = s->look;
        listing_run *v = CH_NEW_N(look->arena, listing_run, all->len);
        ch_status st;
        size_t n;

        s->names = name_keys_new(look);
        if (!v || !s->names)
                return CH_TOO_LARGE;
        n = find_runs(s, all, v);
        if (!asks_more(s))
                return cut_runs(look, v, n, &s->f->page, out);
        s->scratch = ch_arena_new(SIZE_MAX / 4);
        st = s->scratch ? sift(s, v, n, &s->f->page, out) : CH_BUSY;
        ch_arena_free(&s->scratch);
        return st;
}

/* Each is asked about again by itself. */
static ch_status
show_lines(const sieve *s, const listing *v, ch_offer_list *out)
{
        ch_status st = CH_OK;

        out->v = CH_NEW_N(s->look->arena, ch_offer_view, out->len);
        for (size_t i = 0; out->v && i < out->len && st == CH_OK; i++) {
                const ch_offer *o = ch_catalog_by_ref(s->look->cat, CH_OFFER, v[i].ref, s->look->arena);
                ch_object object = { .kind = CH_OFFER, .offer = o, .party = o ? o->party : (ch_str) { 0 } };

                st = o ? CH_OK : CH_TOO_LARGE;
                if (st == CH_OK && !groups_of(s, o))
                        st = CH_HIDDEN;
                if (st == CH_OK)
                        st = offer_view(s->look, s->actor, &object, &out->v[i]);
        }
        return out->v ? st : CH_TOO_LARGE;
}

ch_status
ch_offers(const ch_look *look, const ch_actor *actor, const ch_offer_filter *filter, ch_offer_list *out)
{
        sieve s = { .look = look, .actor = actor, .f = filter };
        const ch_offer_groups *all;
        run_page page = { 0 };
        ch_status st = ask_read(look, actor, CH_ACT_OFFER_LIST, &(ch_object) { 0 });

        *out = (ch_offer_list) { 0 };
        if (st != CH_OK)
                return st;
        all = ch_catalog_offer_groups(look->cat);
        if (!all)
                return CH_BUSY;
        st = needle_of(look, filter->text, &s.text);
        if (st == CH_OK)
                st = find_page(&s, all, &page);
        needle_drop(&s.text);
        out->page = page.info;
        out->len = page.len;
        return st == CH_OK ? show_lines(&s, page.v + page.first, out) : st;
}
