/* The sample accounts: five people who can carry one sample match through the procedure. */
#include "account_.h"

typedef struct sample {
        const char *what, *login, *name;
        ch_roles roles;
        enum { OF_STATE, OF_DONOR, OF_COMMITTEE } side;
} sample;

static const sample samples[CH_SAMPLES] = {
        { CH_MSG_INIT("mission"), "mission@example.org", "Sample Mission",
          CH_HAS(CH_ROLE_MISSION) | CH_HAS(CH_ROLE_DRAFTER), OF_STATE },
        { CH_MSG_INIT("donor"), "donor@example.org", "Sample Donor", CH_HAS(CH_ROLE_PROVIDER), OF_DONOR },
        { CH_MSG_INIT("expert"), "expert@example.org", "Sample Expert", CH_HAS(CH_ROLE_EXPERT), OF_COMMITTEE },
        { CH_MSG_INIT("secretariat"), "secretariat@example.org", "Sample Secretariat", CH_HAS(CH_ROLE_SECRETARIAT),
          OF_COMMITTEE },
        { CH_MSG_INIT("chair"), "chair@example.org", "Sample Chair", CH_HAS(CH_ROLE_CHAIR), OF_COMMITTEE },
};

typedef struct cast {
        const ch_look *look;
        ch_strs busy; /* parties that ask or offer: nobody of the staff may be theirs */
        ch_str state, donor;
        size_t next; /* State to look at for the next nationality */
} cast;

static bool
is_state(const cast *c, ch_str code)
{
        return ch_vocab_state(c->look->desk->vocab, code) != NULL;
}

/* Albania and Canada where the records have them, else the first State that asks and the first that offers. */
static void
choose(ch_str code, const char *favourite, ch_str *chosen)
{
        if (!chosen->len || ch_str_is(code, favourite))
                *chosen = code;
}

static void
gather(cast *c, ch_kind kind, ch_str *chosen, const char *favourite)
{
        record_walk walk = walk_all(c->look, kind);

        for (const void *one; (one = walk_next(&walk)) != NULL;) {
                ch_str party = ch_record_party(kind, one);

                if (!((const ch_head *)one)->is_sample)
                        continue;
                if (!ch_strs_has(c->busy, party))
                        c->busy = ch_strs_add(c->look->arena, c->busy, party);
                if (is_state(c, party))
                        choose(party, favourite, chosen);
        }
}

static ch_str
neutral_nationality(cast *c)
{
        const ch_state *states;
        size_t n = ch_vocab_states(c->look->desk->vocab, &states);

        while (c->next < n) {
                const ch_state *s = &states[c->next++];

                if (!s->is_observer && !ch_strs_has(c->busy, s->code))
                        return s->code;
        }
        return (ch_str) { 0 };
}

static ch_str
party_of(const cast *c, const sample *s)
{
        if (s->side == OF_STATE)
                return c->state;
        return s->side == OF_DONOR ? c->donor : CH_LIT("COMMITTEE");
}

static ch_status
invite(ch_work *work, const ch_actor *actor, cast *c, const sample *s, ch_sample_link *out)
{
        ch_invite_in in = { .party = party_of(c, s),
                            .name = ch_str_of(s->name),
                            .login = ch_str_of(s->login),
                            .roles = s->roles,
                            .lang = CH_LIT("en"),
                            .may_defer_factor = true };

        if (s->side == OF_COMMITTEE)
                in.nationality = neutral_nationality(c);
        *out = (ch_sample_link) {
                .what = s->what, .login = in.login, .party = in.party, .party_name = party_name(&work->look, in.party)
        };
        return in.party.len ? ch_invite(work, actor, &in, &out->token) : CH_HIDDEN;
}

ch_status
ch_samples_invite(ch_work *work, const ch_actor *actor, ch_sample_link out[CH_SAMPLES], size_t *len)
{
        cast c = { .look = &work->look };

        *len = 0;
        if (!actor->is_system)
                return CH_HIDDEN;
        gather(&c, CH_REQUEST, &c.state, "ALB");
        gather(&c, CH_OFFER, &c.donor, "CAN");
        for (size_t i = 0; i < CH_SAMPLES; i++) {
                ch_status st = invite(work, actor, &c, &samples[i], &out[*len]);

                if (st == CH_OK)
                        ++*len;
                else if (st != CH_CONFLICT && st != CH_HIDDEN)
                        return st;
        }
        return CH_OK;
}
