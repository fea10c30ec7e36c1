/* The engine's list as an expert reads it: with scores, reasons and why not. */
#include "ranked_.h"
#include <string.h>

static ch_status
copy_request(const ch_look *look, const ch_request *r, uint32_t groups, bool is_inside, ch_pairing *out)
{
        ch_request *mine = ch_redact_shared(look->arena, CH_REQUEST, r, groups);

        if (!mine)
                return CH_TOO_LARGE;
        hide_head_from(is_inside, &mine->head, groups);
        out->request = mine;
        out->party_name = ch_catalog_party_name(look->cat, r->party, look->lang);
        return CH_OK;
}

/* The offers of a list go with it, their lists and parts too, but not their letters, which the catalogue holds. */
ch_status
copy_offer(const ch_look *look, const ch_offer *o, uint32_t groups, bool is_inside, ch_pairing *out)
{
        const ch_offer *own = ch_record_copy_borrowing(look->arena, CH_OFFER, o);
        ch_offer *mine = own ? ch_redact_shared(look->arena, CH_OFFER, own, groups) : NULL;

        if (!mine)
                return CH_TOO_LARGE;
        hide_head_from(is_inside, &mine->head, 1u << CH_GROUP_SUMMARY);
        out->offer = mine;
        out->provider_name = ch_catalog_party_name(look->cat, o->party, look->lang);
        return CH_OK;
}

size_t
top_of(const ch_ranked_ask *ask)
{
        return ask->top ? ask->top : TOP_DEFAULT;
}

/* Letters and lists of codes behind the reasons, all in one piece: there are many, and they are short. */
static size_t
bytes_behind(const ch_ranked *from)
{
        size_t bytes = 0;

        for (size_t i = 0; i < from->why_len; i++)
                for (size_t k = 0; k < from->why[i].codes.len; k++)
                        bytes += sizeof(ch_str) + from->why[i].codes.v[k].len;
        return bytes;
}

static ch_strs
copy_codes(ch_str **lists, char **letters, const ch_strs *from)
{
        ch_strs out = { .v = *lists, .len = from->len };

        for (size_t i = 0; i < from->len; i++) {
                ch_str one = from->v[i];

                if (one.len)
                        memcpy(*letters, one.p, one.len);
                *(*lists)++ = (ch_str) { *letters, one.len };
                *letters += one.len;
        }
        return out;
}

ch_status
copy_reasons(const ch_look *look, const ch_ranked *from, ch_reason **out)
{
        ch_reason *why = ch_arena_alloc(look->arena, 1, from->why_len * sizeof *why + bytes_behind(from));
        ch_str *lists = why ? (ch_str *)(void *)(why + from->why_len) : NULL;
        char *letters;
        size_t codes = 0;

        *out = why;
        if (!why)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < from->why_len; i++)
                codes += from->why[i].codes.len;
        letters = (char *)(lists + codes);
        for (size_t i = 0; i < from->why_len; i++) {
                why[i] = from->why[i];
                why[i].codes = copy_codes(&lists, &letters, &from->why[i].codes);
        }
        return CH_OK;
}

static ch_status
fill_request(filler *f, const ch_request *r, uint32_t groups, ch_pairing *out)
{
        ch_status st = f->request == r ? CH_OK : copy_request(f->look, r, groups, f->is_inside, &f->sides);

        f->request = st == CH_OK ? r : NULL;
        out->request = f->sides.request;
        out->party_name = f->sides.party_name;
        return st;
}

ch_status
fill_pairing(filler *f, const ch_ranked *from, const sight *s, ch_pairing *out)
{
        ch_reason *why;
        ch_status st = copy_reasons(f->look, from, &why);

        if (st == CH_OK)
                st = fill_request(f, from->request, s->request, out);
        if (st == CH_OK)
                st = copy_offer(f->look, from->offer, s->offer, f->is_inside, out);
        if (st != CH_OK)
                return st;
        out->need = from->need->no;
        out->part = from->area ? from->area->text : (ch_str) { 0 };
        out->score = from->score;
        out->why = why;
        out->why_len = from->why_len;
        out->match = s->match;
        out->status = (ch_match_status)s->status;
        return CH_OK;
}

ch_status
show_pairing(seer *eye, filler *f, const ch_ranked *from, ch_pairing *out)
{
        sight s = { 0 };
        ch_status st = see_pair(eye, from, &s);

        return st == CH_OK ? fill_pairing(f, from, &s, out) : st;
}

typedef struct ranking {
        const ch_look *look;
        const ch_actor *actor;
        const ch_ranked_ask *ask;
        ch_rank_query q;
        kept_of of;
} ranking;

static ch_status
fill_all(const ch_look *look, const ranked_lines *list, const sights *s, ch_ranked_view *out)
{
        filler f = { .look = look, .is_inside = s->is_inside };
        ch_status st = CH_OK;

        out->len = s->len;
        out->v = CH_NEW_N(look->arena, ch_pairing, s->len);
        for (size_t i = 0; out->v && i < s->len && st == CH_OK; i++) {
                out->v[i].rank = s->v[i].at + 1;
                st = fill_pairing(&f, &list->v[s->v[i].at], &s->v[i], &out->v[i]);
        }
        return out->v ? st : CH_TOO_LARGE;
}

static ch_status
copy_why_not(const ch_look *look, const ch_actor *actor, const ch_request *r, ch_why_not *why)
{
        size_t kept = 0;

        for (size_t i = 0; i < why->nearest_len; i++) {
                const ch_offer *o = why->nearest[i].offer;
                ch_object object = { .kind = CH_OFFER, .offer = o, .party = o->party };
                ch_pairing copy = { 0 };

                if (!may_read_pair(look, actor, r, o))
                        continue;
                if (copy_offer(look, o, ch_groups_for(actor, &object), sees_inside(actor), &copy) != CH_OK)
                        return CH_TOO_LARGE;
                why->nearest[kept] = why->nearest[i];
                why->nearest[kept++].offer = copy.offer;
        }
        why->nearest_len = kept;
        return CH_OK;
}

static ch_status
add_why_not(const ranking *r, ch_ranked_view *out)
{
        kept_of of = { .kind = KEPT_WHY_NOT, .request = r->of.request, .need = r->of.need };
        ch_why_not *why = CH_NEW(r->look->arena, ch_why_not);
        ranked_lines list;
        ch_status st = why ? ranked_list(r->look, &r->q, &of, &list) : CH_TOO_LARGE;

        if (st != CH_OK)
                return st;
        *why = list.kept->why_not;
        out->why_not = why;
        st = copy_why_not(r->look, r->actor, of.request, why);
        kept_release(&list.kept);
        return st;
}

static ch_status
fill_or_find(const ranking *r, const ranked_lines *list, const sights *s, ch_ranked_view *out)
{
        bool may_be_kept = r->ask->form && !r->look->batch;
        ch_status st = may_be_kept ? find_text(r->look, &list->kept->key, r->ask->form, s, out) : CH_OK;

        return st == CH_OK && !out->text.bytes.len ? fill_all(r->look, list, s, out) : st;
}

/* Where a conflict of interest hides some of the lines, more are asked for. */
static ch_status
rank(ranking *r, ch_ranked_view *out)
{
        size_t top = top_of(r->ask);
        ranked_lines list = { 0 };
        bool is_all = false;
        sights s = { 0 };
        ch_status st = CH_OK;

        for (r->q.top = top; st == CH_OK && !is_all; r->q.top *= 4) {
                kept_release(&list.kept);
                st = ranked_list(r->look, &r->q, &r->of, &list);
                if (st == CH_OK)
                        st = see_list(r->look, r->actor, &list, top, &s);
                is_all = st == CH_OK && (s.len == top || list.len < r->q.top);
        }
        if (st == CH_OK)
                st = fill_or_find(r, &list, &s, out);
        kept_release(&list.kept);
        r->q.top = 0;
        return st;
}

static ch_status
open_request(ranking *r)
{
        const ch_request *request = ch_catalog_by_id(r->look->cat, CH_REQUEST, r->ask->request, NULL);
        ch_object object = { .kind = CH_REQUEST, .request = request };
        ch_status st = CH_HIDDEN;

        if (request) {
                object.party = request->party;
                st = ask_read(r->look, r->actor, CH_ACT_RANKED_READ, &object);
        }
        if (st != CH_OK)
                return st;
        r->of.request = request;
        r->of.need = r->ask->need ? ch_request_need(request, r->ask->need) : NULL;
        return r->ask->need && !r->of.need ? CH_HIDDEN : CH_OK;
}

static ch_status
open_offer(ranking *r)
{
        const ch_offer *offer = ch_catalog_by_id(r->look->cat, CH_OFFER, r->ask->offer, r->look->arena);
        ch_object object = { .kind = CH_OFFER, .offer = offer };

        if (!offer)
                return CH_HIDDEN;
        object.party = offer->party;
        r->of.offer = offer;
        return ask_read(r->look, r->actor, CH_ACT_RANKED_READ, &object);
}

ch_status
ch_ranked_show(const ch_look *look, const ch_actor *actor, const ch_ranked_ask *ask, ch_ranked_view *out)
{
        ch_weights w = weights_of(look);
        ranking r = { .look = look, .actor = actor, .ask = ask, .q = query_of(look, ask, &w) };
        ch_status st;

        *out = (ch_ranked_view) { .has_scores = true,
                                  .as_of = ch_catalog_seq(look->cat),
                                  .weights = ch_str_dup(look->arena, w.version),
                                  .today = r.q.today,
                                  .offers = ch_catalog_listed(look->cat) };
        st = ch_uuid_is_nil(ask->offer) ? open_request(&r) : open_offer(&r);
        if (st != CH_OK)
                return st;
        st = rank(&r, out);
        if (st == CH_OK && r.of.need && ask->explains)
                st = add_why_not(&r, out);
        return st == CH_OK && ch_arena_is_full(look->arena) ? CH_TOO_LARGE : st;
}

ch_rank_query
query_of(const ch_look *look, const ch_ranked_ask *ask, const ch_weights *w)
{
        return (ch_rank_query) { .today = ask->today == CH_DAY_NONE ? look->today : ask->today,
                                 .weights = w,
                                 .role = ask->role };
}

ch_status
ch_ranked_pair(const ch_look *look, const ch_actor *actor, const ch_pair_in *pair, ch_pairing *out, ch_rule *rule)
{
        const ch_request *r = ch_catalog_by_id(look->cat, CH_REQUEST, pair->request, NULL);
        const ch_offer *o = ch_catalog_by_id(look->cat, CH_OFFER, pair->offer, look->arena);
        const ch_need *need = r ? ch_request_need(r, pair->need) : NULL;
        ch_object object = { .kind = CH_REQUEST, .request = r, .offer = o, .party = r ? r->party : (ch_str) { 0 } };
        ch_weights w = weights_of(look);
        ch_rank_query q = { .today = look->today, .weights = &w };
        filler f = { .look = look, .is_inside = sees_inside(actor) };
        seer eye = { .look = look, .actor = actor };
        ch_ranked ranked;
        ch_status st = need && o ? ask_read(look, actor, CH_ACT_RANKED_READ, &object) : CH_HIDDEN;

        if (st == CH_OK && (!may_read_pair(look, actor, r, o) || !may_read_offer(look, actor, o)))
                st = CH_HIDDEN;
        if (st != CH_OK)
                return st;
        *rule = ch_rank_pair(look->cat, &q, r, need, o, look->arena, &ranked);
        *out = (ch_pairing) { 0 };
        st = show_pairing(&eye, &f, &ranked, out);
        return st == CH_OK && ch_arena_is_full(look->arena) ? CH_TOO_LARGE : st;
}
