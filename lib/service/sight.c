#include "sight.h"

bool
may_read_pair(const ch_look *look, const ch_actor *actor, const ch_request *r, const ch_offer *o)
{
        ch_object object = { .kind = CH_REQUEST, .request = r, .offer = o, .party = r->party };

        return ch_may(actor, CH_ACT_REQUEST_READ, &object, look->now) == CH_OK && !ch_has_conflict(actor, &object);
}

/* Lists hold only listed offers; who names one might name any. */
bool
may_read_offer(const ch_look *look, const ch_actor *actor, const ch_offer *o)
{
        ch_object object = { .kind = CH_OFFER, .offer = o, .party = o->party };

        return ch_may(actor, CH_ACT_OFFER_READ, &object, look->now) == CH_OK;
}

static ch_status
turn_to(seer *s, const ch_request *r)
{
        ch_object object = { .kind = CH_REQUEST, .request = r, .party = r->party };
        ch_status st = s->request == r ? CH_OK : find_matches(s->look, r->head.id, &s->matches);

        if (s->request != r)
                s->groups = ch_groups_for(s->actor, &object);
        s->request = st == CH_OK ? r : NULL;
        return st;
}

static void
see_match(const seer *s, const ch_ranked *line, sight *out)
{
        ch_time newest = INT64_MIN;

        for (size_t i = 0; i < s->matches.len; i++) {
                const ch_match *m = s->matches.v[i];
                ch_object object = {
                        .kind = CH_MATCH, .request = line->request, .offer = line->offer, .match = m, .party = m->party
                };

                if (!ch_uuid_eq(m->offer, line->offer->head.id) || m->need != line->need->no ||
                    m->head.created_at < newest)
                        continue;
                object.is_invited = is_known_to_provider(m);
                if (ch_may(s->actor, CH_ACT_MATCH_READ, &object, s->look->now) == CH_OK) {
                        newest = m->head.created_at;
                        out->match = m->head.id;
                        out->status = (int32_t)m->status;
                }
        }
}

ch_status
see_pair(seer *s, const ch_ranked *line, sight *out)
{
        ch_object offer = { .kind = CH_OFFER, .offer = line->offer, .party = line->offer->party };
        ch_status st = turn_to(s, line->request);

        if (st != CH_OK)
                return st;
        *out = (sight) { .at = out->at, .request = s->groups, .offer = ch_groups_for(s->actor, &offer) };
        see_match(s, line, out);
        return CH_OK;
}

ch_status
see_list(const ch_look *look, const ch_actor *actor, const ranked_lines *list, size_t top, sights *out)
{
        seer s = { .look = look, .actor = actor };
        size_t most = list->len < top ? list->len : top;
        ch_status st;

        *out = (sights) { .v = CH_NEW_N(look->arena, sight, most), .is_inside = sees_inside(actor) };
        st = out->v ? CH_OK : CH_TOO_LARGE;
        for (size_t i = 0; i < list->len && out->len < most && st == CH_OK; i++) {
                const ch_ranked *line = &list->v[i];

                if (!may_read_pair(look, actor, line->request, line->offer))
                        continue;
                out->v[out->len].at = (uint32_t)i;
                st = see_pair(&s, line, &out->v[out->len++]);
        }
        return st;
}
