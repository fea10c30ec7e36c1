/* Matches, one and many, as far as each side may know of them. */
#include "match_.h"

ch_object
side_of(const ch_object *match, ch_kind kind)
{
        ch_object side = *match;

        side.kind = kind;
        if (kind == CH_OFFER && match->offer)
                side.party = match->offer->party;
        return side;
}

/* A provider with a listed offer is a vetted one. */
bool
is_open_to(const ch_request *r, ch_group group, ch_str provider)
{
        return ch_level_opens(r, group, provider, true);
}

static ch_status
add_request(const ch_look *look, const ch_actor *actor, const ch_object *object, ch_match_view *view)
{
        ch_object side = side_of(object, CH_REQUEST);
        const ch_match *m = object->match;
        ch_request *r;

        view->request_groups = ch_groups_for(actor, &side);
        if (view->request_groups && m->contacts_passed && ch_str_eq(actor->party, m->provider))
                view->request_groups |= 1u << CH_GROUP_CONTACTS;
        if (!view->request_groups)
                return CH_OK;
        r = ch_redact(look->arena, CH_REQUEST, object->request, view->request_groups);
        if (!r)
                return CH_TOO_LARGE;
        hide_head(actor, &r->head, view->request_groups);
        view->request = r;
        view->need = ch_request_need(r, m->need);
        view->has_contacts = view->request_groups >> CH_GROUP_CONTACTS & 1;
        if (view->request_groups & 1u << CH_GROUP_SUMMARY)
                view->party_name = party_name(look, m->party);
        return CH_OK;
}

static ch_status
add_offer(const ch_look *look, const ch_actor *actor, const ch_object *object, ch_match_view *view)
{
        ch_object side = side_of(object, CH_OFFER);
        ch_offer *o;

        view->offer_groups = ch_groups_for(actor, &side);
        if (!view->offer_groups)
                return CH_OK;
        o = ch_redact(look->arena, CH_OFFER, object->offer, view->offer_groups);
        if (!o)
                return CH_TOO_LARGE;
        hide_head(actor, &o->head, view->offer_groups | 1u << CH_GROUP_SUMMARY);
        view->offer = o;
        return CH_OK;
}

/* A State that is not open to the reader is not named by the match either. */
static void
hide_state(ch_match *m, const ch_match_view *view)
{
        if (view->request_groups & 1u << CH_GROUP_SUMMARY)
                return;
        m->party = m->request_ref = m->head.ref = (ch_str) { 0 };
}

ch_status
match_view(const ch_look *look, const ch_actor *actor, const ch_object *object, ch_match_view *out)
{
        uint32_t groups = ch_groups_for(actor, object);
        ch_match *m = ch_redact(look->arena, CH_MATCH, object->match, groups);
        ch_status st = CH_OK;

        if (!m)
                return groups ? CH_TOO_LARGE : CH_HIDDEN;
        hide_head(actor, &m->head, groups | 1u << CH_GROUP_SUMMARY);
        *out = (ch_match_view) { .match = m,
                                 .provider_name = party_name(look, object->match->provider),
                                 .holding = holding_of(look, CH_MATCH, object->match),
                                 .moves = legal_of(look, actor, object),
                                 .has_scores = groups >> CH_GROUP_COMMITTEE & 1 };
        if (!out->has_scores && !ch_decisions_show(m, object->match, actor, look->arena))
                st = CH_TOO_LARGE;
        if (st == CH_OK)
                st = add_request(look, actor, object, out);
        if (st == CH_OK)
                st = add_offer(look, actor, object, out);
        hide_state(m, out);
        return st;
}

ch_status
ch_match_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_match_view *out)
{
        const void *m;
        ch_object object;
        ch_status st = find_record(look, CH_MATCH, id, &m);

        if (st == CH_OK)
                st = object_of(look, actor, CH_MATCH, m, &object);
        if (st == CH_OK)
                st = ask_read(look, actor, CH_ACT_MATCH_READ, &object);
        if (st == CH_OK)
                st = match_view(look, actor, &object, out);
        return st == CH_OK && ch_arena_is_full(look->arena) ? CH_TOO_LARGE : st;
}

/* ---- lists ---- */

static bool
is_meant(const ch_match_filter *f, const ch_match *m)
{
        if (!ch_uuid_is_nil(f->request) && !ch_uuid_eq(f->request, m->request))
                return false;
        if (!ch_uuid_is_nil(f->offer) && !ch_uuid_eq(f->offer, m->offer))
                return false;
        return (!f->statuses || f->statuses >> m->status & 1) && !(f->no_samples && m->head.is_sample);
}

static size_t
sift(const ch_look *look, const ch_actor *actor, const ch_match_filter *f, listing *out)
{
        const void *const *all;
        size_t n = all_of(look, CH_MATCH, &all), kept = 0;
        bool vetted = is_vetted(look, actor);

        for (size_t i = 0; i < n; i++) {
                const ch_match *m = all[i];
                ch_object object;

                if (!is_meant(f, m) ||
                    object_with(look, actor, vetted, (listed_record) { CH_MATCH, m }, &object) != CH_OK)
                        continue;
                if (ch_may(actor, CH_ACT_MATCH_READ, &object, look->now) == CH_OK && ch_groups_for(actor, &object))
                        out[kept++] = (listing) { .ref = m->head.ref, .record = m };
        }
        return kept;
}

ch_status
ch_matches(const ch_look *look, const ch_actor *actor, const ch_match_filter *filter, ch_match_list *out)
{
        const void *const *all;
        size_t first = 0;
        listing *v;
        ch_status st = ask_read(look, actor, CH_ACT_MATCH_LIST, &(ch_object) { 0 });

        *out = (ch_match_list) { 0 };
        if (st != CH_OK)
                return st;
        v = CH_NEW_N(look->arena, listing, all_of(look, CH_MATCH, &all));
        if (!v)
                return CH_TOO_LARGE;
        st = cut_page(look, v, sift(look, actor, filter, v), &filter->page, &out->page, &first, &out->len);
        out->v = CH_NEW_N(look->arena, ch_match_view, out->len);
        if (!out->v)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < out->len && st == CH_OK; i++) {
                ch_object object;

                st = object_of(look, actor, CH_MATCH, v[first + i].record, &object);
                if (st == CH_OK)
                        st = match_view(look, actor, &object, &out->v[i]);
        }
        return st;
}
