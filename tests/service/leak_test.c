/* Canaries: every field of a request, an offer and a match holds a word of its own. Whatever a service gives to a
 * reader is searched for them, and each one found must be of a field that the field table lets this reader see. */
#include "given.h"
#include <ch/store.h>

enum { CANARIES_MAX = 128 };

typedef struct canary {
        ch_str word;
        const ch_field *field;
        bool in_offer;
} canary;

typedef struct cage {
        house h;
        people p;
        canary v[CANARIES_MAX];
        size_t len;
        ch_uuid request, offer, match;
} cage;

static bool
is_text(const ch_field *f)
{
        return f->kind == CH_FIELD_LINE || f->kind == CH_FIELD_TEXT;
}

/* One word for each text that the owner writes. */
static void
plant(cage *c, const ch_fields *table, void *record, bool in_offer, ch_strs *names)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];
                ch_str word;

                if (!is_text(f) || !(f->flags & CH_WRITABLE))
                        continue;
                T_TRUE(c->len < CANARIES_MAX);
                word = ch_fmt(c->h.t->arena, "canary%c%s%03zu%s", in_offer ? 'o' : 'r', table->record, c->len,
                              strstr(f->name, "mailbox") ? "@example.org" : "");
                c->v[c->len++] = (canary) { word, f, in_offer };
                *(ch_str *)ch_field_at(f, record) = word;
                if (names)
                        *names = ch_strs_add(c->h.t->arena, *names, ch_str_of(f->name));
        }
}

static ch_uuid
make_request(cage *c)
{
        ch_request *r = given_answers(&c->h);
        ch_strs names = strs_of(c->h.t->arena, "lang approach needs excluded preferred");
        ch_draft_in in = { .fields = r };
        job j = { .run = run_draft, .actor = &c->p.mission, .in = &in };

        plant(c, &ch_request_fields, r, false, &names);
        plant(c, &ch_need_fields, r->needs.v, false, NULL);
        r->excluded = strs_of(c->h.t->arena, "DEU");
        r->preferred = strs_of(c->h.t->arena, "JPN");
        in.names = names;
        T_OK(work_on(&c->h, &j));
        T_OK(do_plain(&c->h, &c->p.mission, ch_request_submit, j.made.id));
        T_OK(do_coded(&c->h, &c->p.secretariat, ch_request_authenticate, j.made.id, "note_seen"));
        T_OK(do_plain(&c->h, &c->p.secretariat, ch_request_open, j.made.id));
        return j.made.id;
}

static ch_uuid
make_offer(cage *c)
{
        ch_offer *o = given_offer_answers(&c->h);
        ch_strs names = strs_of(c->h.t->arena, "lang eligible areas excluded");
        ch_offer_in in = { .fields = o };
        job j = { .run = run_offer_draft, .actor = &c->p.provider, .in = &in };

        plant(c, &ch_offer_fields, o, true, &names);
        plant(c, &ch_area_fields, o->areas.v, true, NULL);
        o->excluded = strs_of(c->h.t->arena, "SWE");
        in.names = names;
        T_OK(work_on(&c->h, &j));
        T_OK(do_plain(&c->h, &c->p.provider, ch_offer_submit, j.made.id));
        T_OK(do_coded(&c->h, &c->p.secretariat, ch_offer_list_it, j.made.id, "state_note"));
        return j.made.id;
}

static void
fill_cage(cage *c, ch_t *t)
{
        *c = (cage) { .h = given_house(t), .p = given_people() };
        c->request = make_request(c);
        c->offer = make_offer(c);
}

/* ---- what a reader gets, as one text ---- */

static void
put_record(ch_buf *b, ch_arena *arena, ch_kind kind, const void *record)
{
        ch_str bytes;

        if (!record)
                return;
        T_OK(ch_pack(arena, kind, record, CH_PACK_ALL, &bytes));
        ch_buf_str(b, bytes);
        ch_buf_str(b, ((const ch_head *)record)->ref);
}

static void
put_ranked(ch_buf *b, ch_arena *arena, const ch_ranked_view *view)
{
        for (size_t i = 0; i < view->len; i++) {
                put_record(b, arena, CH_REQUEST, view->v[i].request);
                put_record(b, arena, CH_OFFER, view->v[i].offer);
                for (size_t k = 0; k < view->v[i].why_len; k++)
                        for (size_t w = 0; w < view->v[i].why[k].codes.len; w++)
                                ch_buf_str(b, view->v[i].why[k].codes.v[w]);
        }
        for (size_t i = 0; view->why_not && i < view->why_not->nearest_len; i++)
                put_record(b, arena, CH_OFFER, view->why_not->nearest[i].offer);
}

static void
put_requests(ch_buf *b, const ch_look *look, const cage *c, const ch_actor *reader)
{
        ch_request_view one;
        ch_request_filter filter = { 0 };
        ch_request_list list;

        if (ch_request_show(look, reader, c->request, &one) == CH_OK) {
                put_record(b, look->arena, CH_REQUEST, one.request);
                ch_buf_str(b, one.party_name);
        }
        if (ch_requests(look, reader, &filter, &list) == CH_OK)
                for (size_t i = 0; i < list.len; i++)
                        put_record(b, look->arena, CH_REQUEST, list.v[i].request);
}

static void
put_offers(ch_buf *b, const ch_look *look, const cage *c, const ch_actor *reader)
{
        ch_offer_view one;
        ch_offer_filter filter = { 0 };
        ch_offer_list list;

        if (ch_offer_show(look, reader, c->offer, &one) == CH_OK)
                put_record(b, look->arena, CH_OFFER, one.offer);
        if (ch_offers(look, reader, &filter, &list) == CH_OK)
                for (size_t i = 0; i < list.len; i++)
                        put_record(b, look->arena, CH_OFFER, list.v[i].offer);
}

static void
put_match(ch_buf *b, const ch_look *look, const ch_match_view *view)
{
        put_record(b, look->arena, CH_MATCH, view->match);
        put_record(b, look->arena, CH_REQUEST, view->request);
        put_record(b, look->arena, CH_OFFER, view->offer);
        ch_buf_str(b, view->party_name);
}

static void
put_matches(ch_buf *b, const ch_look *look, const cage *c, const ch_actor *reader)
{
        ch_match_view one;
        ch_match_filter filter = { 0 };
        ch_match_list list;

        if (ch_match_show(look, reader, c->match, &one) == CH_OK)
                put_match(b, look, &one);
        if (ch_matches(look, reader, &filter, &list) == CH_OK)
                for (size_t i = 0; i < list.len; i++)
                        put_match(b, look, &list.v[i]);
}

static void
put_lists(ch_buf *b, const ch_look *look, const cage *c, const ch_actor *reader)
{
        ch_ranked_ask of_request = { .request = c->request, .today = CH_DAY_NONE, .explains = true },
                      of_need = of_request;
        ch_ranked_ask of_offer = { .offer = c->offer, .today = CH_DAY_NONE };
        ch_ranked_view ranked;
        ch_home home;

        of_need.need = 1;
        if (ch_ranked_show(look, reader, &of_request, &ranked) == CH_OK)
                put_ranked(b, look->arena, &ranked);
        if (ch_ranked_show(look, reader, &of_need, &ranked) == CH_OK)
                put_ranked(b, look->arena, &ranked);
        if (ch_ranked_show(look, reader, &of_offer, &ranked) == CH_OK)
                put_ranked(b, look->arena, &ranked);
        if (ch_ranked_for_state(look, reader, &of_request, &ranked) == CH_OK)
                put_ranked(b, look->arena, &ranked);
        if (ch_ranked_for_provider(look, reader, &of_offer, &ranked) == CH_OK)
                put_ranked(b, look->arena, &ranked);
        if (ch_home_show(look, reader, &home) == CH_OK)
                for (size_t i = 0; i < home.len; i++)
                        ch_buf_str(b, home.v[i].title);
}

static void
put_export(ch_buf *b, const ch_look *look, const ch_actor *reader)
{
        ch_export walk;
        ch_kind kind;
        const void *record;

        if (ch_export_begin(look, reader, (ch_export_ask) { .no_samples = false }, &walk) != CH_OK)
                return;
        do {
                T_OK(ch_export_next(&walk, look->arena, &kind, &record));
                put_record(b, look->arena, kind, record);
        } while (record);
}

static ch_str
everything_for(cage *c, const ch_actor *reader)
{
        ch_look look = look_at(&c->h);
        ch_buf b = ch_buf_new(look.arena);
        ch_str out;

        put_requests(&b, &look, c, reader);
        put_offers(&b, &look, c, reader);
        put_matches(&b, &look, c, reader);
        put_lists(&b, &look, c, reader);
        put_export(&b, &look, reader);
        ch_look_end(&look);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

static bool
holds(ch_str text, ch_str word)
{
        return memmem(text.p, text.len, word.p, word.len) != NULL;
}

/* Groups of the request and of the offer that this reader may see, on any of the ways there are. */
typedef struct allowance {
        uint32_t request, offer;
} allowance;

/* How many canaries there are that may not be; *seen: how many in all. */
static size_t
count_forbidden(cage *c, const char *who, const ch_actor *reader, allowance may, size_t *seen)
{
        ch_str text = everything_for(c, reader);
        size_t forbidden = 0;

        *seen = 0;
        for (size_t i = 0; i < c->len; i++) {
                uint32_t groups = c->v[i].in_offer ? may.offer : may.request;

                if (!holds(text, c->v[i].word))
                        continue;
                ++*seen;
                if (groups >> c->v[i].field->group & 1)
                        continue;
                forbidden++;
                if (who)
                        printf("# %s reads %s\n", who, c->v[i].field->name);
        }
        return forbidden;
}

static size_t
expect_only(cage *c, const char *who, const ch_actor *reader, allowance may)
{
        size_t seen;

        T_EQ_INT(count_forbidden(c, who, reader, may, &seen), 0);
        return seen;
}

#define G(group) (1u << CH_GROUP_##group)
#define WHOLE    (G(OWNER) | G(COMMITTEE) | OPENED | G(CONTACTS) | G(ATTACHMENTS))
#define OPENED   (G(SUMMARY) | G(CODES) | G(NARRATIVE) | G(OPEN))
#define STAFF    (WHOLE & ~G(OWNER))
#define DELEGATE (STAFF & ~G(COMMITTEE))

T_CASE("the search finds every word that its owner may read, and catches a reader who reads what he may not: planted "
       "fault")
{
        cage c;
        ch_str text;
        size_t seen;

        fill_cage(&c, t);
        text = everything_for(&c, &c.p.mission);
        for (size_t i = 0; i < c.len; i++)
                if (!c.v[i].in_offer)
                        T_TRUE(holds(text, c.v[i].word));
        T_TRUE(count_forbidden(&c, NULL, &c.p.expert, (allowance) { G(SUMMARY), STAFF }, &seen) > 5);
        T_TRUE(count_forbidden(&c, NULL, &c.p.mission, (allowance) { WHOLE & ~G(CONTACTS), G(OPEN) }, &seen) == 3);
        house_leave(&c.h);
}

static void
expect_closed(cage *c)
{
        const allowance none = { 0, 0 }, listed = { 0, G(OPEN) }, staff = { STAFF, STAFF };

        T_TRUE(expect_only(c, "mission", &c->p.mission, (allowance) { WHOLE, G(OPEN) }) > 10);
        T_TRUE(expect_only(c, "provider", &c->p.provider, (allowance) { 0, WHOLE }) > 5);
        expect_only(c, "other mission", &c->p.other_mission, listed);
        expect_only(c, "other provider", &c->p.other_provider, listed);
        T_EQ_INT(expect_only(c, "nobody", &ch_actor_nobody, none), 0);
        T_EQ_INT(expect_only(c, "admin", &c->p.admin, none), 0);
        T_EQ_INT(expect_only(c, "auditor", &c->p.auditor, none), 0);
        T_TRUE(expect_only(c, "expert", &c->p.expert, staff) > 10);
        T_TRUE(expect_only(c, "secretariat", &c->p.secretariat, staff) > 10);
        T_TRUE(expect_only(c, "member", &c->p.member, (allowance) { DELEGATE, DELEGATE }) > 5);
}

T_CASE("while nothing is open, nobody but the State and the Committee reads a word of the request")
{
        cage c;

        fill_cage(&c, t);
        expect_closed(&c);
        T_OK(do_pair(&c.h, &c.p.expert, ch_match_propose,
                     (ch_pair_in) { .request = c.request, .offer = c.offer, .need = 1 }, &c.match));
        expect_closed(&c);
        T_OK(do_plain(&c.h, &c.p.chair, ch_match_endorse, c.match));
        T_OK(do_plain(&c.h, &c.p.mission, ch_match_clear, c.match));
        expect_only(&c, "provider before the invitation", &c.p.provider, (allowance) { 0, WHOLE });
        house_leave(&c.h);
}

T_CASE("an invited provider reads what is open to it; contacts once they were passed on; its own mailbox goes to that "
       "State")
{
        cage c;
        ch_exposure_in in;
        const allowance open = { G(SUMMARY) | G(CODES) | G(OPEN), WHOLE };

        fill_cage(&c, t);
        in = exposure_of(c.request, CH_LEVEL_PROVIDERS);
        T_OK(do_raise(&c.h, &c.p.mission, in));
        T_OK(do_pair(&c.h, &c.p.expert, ch_match_propose,
                     (ch_pair_in) { .request = c.request, .offer = c.offer, .need = 1 }, &c.match));
        T_OK(do_plain(&c.h, &c.p.chair, ch_match_endorse, c.match));
        T_OK(do_plain(&c.h, &c.p.mission, ch_match_clear, c.match));
        T_OK(do_plain(&c.h, &c.p.secretariat, ch_match_invite, c.match));
        T_TRUE(expect_only(&c, "invited provider", &c.p.provider, open) > 5);
        expect_only(&c, "other provider", &c.p.other_provider, (allowance) { 0, G(OPEN) });
        expect_only(&c, "mission", &c.p.mission, (allowance) { WHOLE, G(OPEN) | G(CONTACTS) });
        T_OK(do_plain(&c.h, &c.p.mission, ch_match_pass_contacts, c.match));
        expect_only(&c, "provider with contacts", &c.p.provider, (allowance) { open.request | G(CONTACTS), WHOLE });
        house_leave(&c.h);
}

T_CASE("what is public is read by everybody, the rest by nobody")
{
        cage c;
        ch_exposure_in in;

        fill_cage(&c, t);
        in = exposure_of(c.request, CH_LEVEL_PUBLIC);
        T_OK(do_raise(&c.h, &c.p.mission, in));
        T_TRUE(expect_only(&c, "nobody", &ch_actor_nobody, (allowance) { G(SUMMARY) | G(CODES) | G(OPEN), 0 }) >= 1);
        expect_only(&c, "other provider", &c.p.other_provider,
                    (allowance) { G(SUMMARY) | G(CODES) | G(OPEN), G(OPEN) });
        house_leave(&c.h);
}

T_CASE("a provider's lists and figures are the same whether or not a closed request exists, and so is a refused "
       "preference")
{
        ch_str with, without;
        cage c;

        fill_cage(&c, t);
        with = everything_for(&c, &c.p.other_provider);
        T_OK(do_plain(&c.h, &c.p.mission, ch_request_withdraw, c.request));
        without = everything_for(&c, &c.p.other_provider);
        T_TRUE(ch_str_eq(with, without));
        house_leave(&c.h);
}

/* ---- an excluded provider cannot tell ---- */

static ch_str
provider_world(ch_t *t, const char *excluded)
{
        house h = given_house(t);
        people p = given_people();
        ch_request *answers = given_answers(&h);
        ch_draft_in in = { .fields = answers, .names = strs_of(t->arena, ANSWERS " excluded preferred") };
        job j = { .run = run_draft, .actor = &p.mission, .in = &in };
        cage c = { .h = h, .p = p };
        ch_str out;
        ch_exposure_in open;

        answers->approach = CH_APPROACH_ALL;
        answers->excluded = strs_of(t->arena, excluded);
        c.offer = given_listed_offer(&h, &p, &p.provider);
        T_OK(work_on(&h, &j));
        c.request = j.made.id;
        T_OK(do_plain(&h, &p.mission, ch_request_submit, c.request));
        T_OK(do_coded(&h, &p.secretariat, ch_request_authenticate, c.request, "note_seen"));
        T_OK(do_plain(&h, &p.secretariat, ch_request_open, c.request));
        open = exposure_of(c.request, CH_LEVEL_PUBLIC);
        T_OK(do_raise(&h, &p.mission, open));
        T_OK(do_plain(&h, &p.mission, ch_request_waive_brake, c.request));
        T_OK(do_plain(&h, &p.chair, ch_request_circulate, c.request));
        out = everything_for(&c, &p.provider);
        house_leave(&h);
        return out;
}

/* Record ids are random: they are not part of what is packed, references are. */
T_CASE("two worlds, one in which the State avoids the provider: what the provider reads of a public request is the "
       "same")
{
        T_TRUE(ch_str_eq(provider_world(t, "DEU"), provider_world(t, "CAN")));
}
