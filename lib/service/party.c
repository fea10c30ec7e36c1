/* What a party decides for itself: that one person alone shall not raise an exposure. */
#include "request_.h"

static const ch_party *
party_of(const ch_look *look, ch_str code)
{
        const void *const *v;
        size_t n = all_of(look, CH_PARTY, &v);

        for (size_t i = 0; i < n; i++)
                if (ch_str_eq(((const ch_party *)v[i])->code, code))
                        return v[i];
        return NULL;
}

bool
wants_two_persons(const ch_look *look, ch_str party)
{
        const ch_party *p = party_of(look, party);

        return p && p->wants_two_persons;
}

/* A State or an organization of the tables has a record only once it has decided something. */
static ch_status
take_party(ch_work *work, ch_str code, ch_party **out)
{
        const ch_party *there = party_of(&work->look, code);
        void *mine = NULL;
        ch_status st;

        if (there) {
                st = take_record(work, CH_PARTY, there->head.id, &mine);
                *out = mine;
                return st;
        }
        *out = ch_record_new(work->look.arena, CH_PARTY);
        if (!*out)
                return CH_TOO_LARGE;
        (*out)->head.ref = (*out)->code = code;
        (*out)->name = ch_str_dup(work->look.arena, ch_catalog_party_name(work->look.cat, code, CH_EN));
        (*out)->kind = (int32_t)ch_catalog_party_kind(work->look.cat, code);
        return CH_OK;
}

/* Giving it up waits for a second person, as the raise that it would make possible does. */
static ch_status
agree(ch_work *work, const ch_actor *actor, bool *is_done)
{
        ch_arena *arena = work->look.arena;
        ch_str name = ch_fmt(arena, "two.%.*s", (int)actor->party.len, actor->party.p), text;
        ch_uuid first;
        ch_status st = ch_db_setting(work->look.db, name, arena, &text);

        if (st != CH_OK && st != CH_HIDDEN)
                return st;
        *is_done = st == CH_OK && ch_uuid_parse(text, &first) && !ch_uuid_eq(first, actor->account);
        text = *is_done ? (ch_str) { 0 } : ch_uuid_text(arena, actor->account);
        return ch_db_setting_put(work->look.db, name, text);
}

ch_status
ch_party_two_persons(ch_work *work, const ch_actor *actor, bool wanted, bool *is_done)
{
        ch_object object = { .kind = CH_PARTY, .party = actor->party };
        ch_party *party;
        ch_status st = ask_write(work, actor, CH_ACT_CONTACT_EDIT, &object);

        *is_done = true;
        if (st == CH_OK && !ch_actor_is(actor, CH_ROLE_MISSION))
                st = CH_HIDDEN;
        if (st == CH_OK)
                st = take_party(work, actor->party, &party);
        if (st != CH_OK || party->wants_two_persons == wanted)
                return st;
        if (!wanted)
                st = agree(work, actor, is_done);
        if (st != CH_OK || !*is_done)
                return st;
        party->wants_two_persons = wanted;
        return store_record(work, actor, CH_ACT_CONTACT_EDIT, CH_PARTY, party, NULL);
}
