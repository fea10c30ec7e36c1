/* rules.c – what fields must keep among each other, as readable C. */
#include "check.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <ch/letter.h>
#include <ch/match.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>
#include <ch/weights.h>

static const ch_str no_value;

static void
check_period(const ch_checking *c, ch_date from, ch_date until)
{
        if (ch_date_is_set(from) && ch_date_is_set(until) && ch_date_last(until) < ch_date_first(from))
                ch_complain(c, "until", CH_MSG("The end lies before the beginning. Correct one of the two dates."),
                            no_value);
}

static void
check_mailbox(const ch_checking *c, const char *name, ch_str s)
{
        size_t at = ch_str_find(s, '@');
        ch_str domain = at < s.len ? (ch_str) { s.p + at + 1, s.len - at - 1 } : (ch_str) { 0 };
        size_t dot = ch_str_find(domain, '.');

        if (!s.len)
                return;
        if (!at || ch_str_find(domain, '@') < domain.len || !dot || dot + 1 >= domain.len ||
            ch_str_find(s, ' ') < s.len)
                ch_complain(c, name, CH_MSG("“{value}” is not an e-mail address. Write it as office@example.org."), s);
}

static void
check_evidence(const ch_checking *c, ch_str s)
{
        if (s.len && !ch_str_is(s, "seen") && !ch_str_is(s, "listed") && !ch_str_is(s, "memory"))
                ch_complain(c, "evidence", CH_MSG("“{value}” cannot stand here. Write seen, listed or memory."), s);
}

/* Every code that stands in both lists is told at the first one. */
static void
check_apart(const ch_checking *c, const char *name, ch_strs list, ch_strs other, const char *msg)
{
        for (size_t i = 0; i < list.len; i++)
                if (ch_strs_has(other, list.v[i]))
                        ch_complain(c, name, msg, list.v[i]);
}

static void
check_without(const ch_checking *c, const char *name, ch_strs list, ch_str code, const char *msg)
{
        if (ch_strs_has(list, code))
                ch_complain(c, name, msg, code);
}

static const char kept_and_refused[] = CH_MSG_INIT("“{value}” is both kept and refused. Decide for one.");

static void
check_need(const ch_checking *c, const ch_need *need)
{
        check_period(c, need->from, need->until);
        check_apart(c, "topics", need->topics, need->not_topics, kept_and_refused);
        check_apart(c, "domains", need->domains, need->not_topics, kept_and_refused);
        check_apart(c, "assistance", need->assistance, need->not_topics, kept_and_refused);
}

static void
check_needs(const ch_checking *c, const ch_request *r)
{
        const ch_need *needs = ch_request_needs(r);

        for (size_t i = 0; i < r->needs.len; i++) {
                ch_checking part = ch_checking_part(c, "needs", i);

                check_need(&part, &needs[i]);
                for (size_t j = 0; j < i && needs[i].no; j++)
                        if (needs[j].no == needs[i].no)
                                ch_complain(&part, "no",
                                            CH_MSG("Two needs have the same number. Number each need differently."),
                                            no_value);
        }
}

/* An organization may serve its own joint request; a State is never matched to its own offer. */
static void
check_providers(const ch_checking *c, const ch_request *r)
{
        static const char own[] = CH_MSG_INIT("“{value}” is the requester itself. Remove it from this list.");

        check_without(c, "co_requesters", r->co_requesters, r->party, own);
        if (c->vocab && ch_vocab_state(c->vocab, r->party)) {
                check_without(c, "preferred", r->preferred, r->party, own);
                check_without(c, "excluded", r->excluded, r->party, own);
                check_without(c, "named", r->named, r->party, own);
        }
        check_apart(c, "preferred", r->preferred, r->excluded,
                    CH_MSG("“{value}” stands among those you prefer and among those you would rather not work with. "
                           "Remove it from "
                           "one of the lists."));
        check_apart(c, "named", r->named, r->excluded,
                    CH_MSG("“{value}” may be approached and is also among those you would rather not work with. Remove "
                           "it from one "
                           "of the lists."));
        if (c->complete && r->approach == CH_APPROACH_NAMED && !r->named.len)
                ch_complain(c, "named",
                            CH_MSG("Name the providers that may be approached, or choose another answer to the "
                                   "question before."),
                            no_value);
}

static void
check_request(const ch_checking *c, const void *record)
{
        const ch_request *r = record;

        check_period(c, r->from, r->until);
        check_needs(c, r);
        check_providers(c, r);
        check_mailbox(c, "contact_mailbox", r->contact_mailbox);
        check_evidence(c, r->evidence);
        if (c->complete && !r->title.len && !r->source.len)
                ch_complain(c, "title", CH_MSG("Give the request a title of a few words, so that you find it again."),
                            no_value);
        if (r->visibility == CH_LEVEL_NAMED)
                ch_complain(c, "visibility", CH_MSG("Only committee, providers or public can stand here."), no_value);
        if (r->levels[CH_GROUP_CONTACTS] != CH_LEVEL_COMMITTEE)
                ch_complain(c, "level_contacts",
                            CH_MSG("Contact details pass to one provider at a time, by your own act for that match. "
                                   "They cannot be "
                                   "opened here."),
                            no_value);
}

static void
check_areas(const ch_checking *c, const ch_offer *o)
{
        for (size_t i = 0; i < o->areas.len; i++) {
                const ch_area *area = &ch_offer_areas(o)[i];
                ch_checking part = ch_checking_part(c, "areas", i);

                check_apart(&part, "topics", area->topics, area->not_topics, kept_and_refused);
                check_apart(&part, "domains", area->domains, area->not_topics, kept_and_refused);
                check_apart(&part, "assistance", area->assistance, area->not_topics, kept_and_refused);
        }
}

static void
check_offer(const ch_checking *c, const void *record)
{
        const ch_offer *o = record;

        check_period(c, o->from, o->until);
        check_areas(c, o);
        check_mailbox(c, "mailbox", o->mailbox);
        check_evidence(c, o->evidence);
        check_without(c, "excluded", o->excluded, o->party,
                      CH_MSG("“{value}” is the provider itself. Remove it from this list."));
        check_without(c, "excluded", o->excluded, CH_LIT("*"),
                      CH_MSG("This would exclude all States. Name those who may not receive it."));
        check_apart(c, "excluded", o->excluded, o->eligible,
                    CH_MSG("“{value}” both may and may not receive it. Remove it from one of the lists."));
        if (c->complete && !o->title.len && !o->source.len)
                ch_complain(c, "title",
                            CH_MSG("Give the offer a title of a few words, by which States will recognize it."),
                            no_value);
}

static void
check_match(const ch_checking *c, const void *record)
{
        const ch_match *m = record;
        const ch_reason *reasons = m->reasons.v;
        uint64_t sum = 0; /* may wrap around on nonsense, never overflow */

        for (size_t i = 0; i < m->reasons.len; i++)
                sum += (uint64_t)reasons[i].points;
        if (sum != (uint64_t)m->score)
                ch_complain(c, "score", CH_MSG("The reasons do not add up to the score."), no_value);
}

static void
check_party(const ch_checking *c, const void *record)
{
        const ch_party *p = record;

        if (p->code.len && !ch_looks_like_party(p->code))
                ch_complain(c, "code",
                            CH_MSG("“{value}” cannot be a code. Use 2 to 20 capital letters, digits and hyphens."),
                            p->code);
        if (c->vocab && ch_vocab_has(c->vocab, CH_VOCAB_PARTY, p->code))
                ch_complain(
                        c, "code",
                        CH_MSG("“{value}” is already known from the reference tables. Leave it out, or choose another "
                               "code."),
                        p->code);
        if (p->kind == CH_PARTY_STATE || p->kind == CH_PARTY_COMMITTEE)
                ch_complain(c, "kind",
                            CH_MSG("States and the Committee are not added here; the program has them already."),
                            no_value);
        if (c->complete && p->kind == CH_PARTY_JOINT && p->members.len < 2)
                ch_complain(c, "members", CH_MSG("Name the States that act together; there are at least two."),
                            no_value);
}

static bool
has_capital(ch_str s)
{
        for (size_t i = 0; i < s.len; i++)
                if (s.p[i] >= 'A' && s.p[i] <= 'Z')
                        return true;
        return false;
}

/* The staff sits in the party COMMITTEE; a member of the Committee may belong to its State's delegation. */
static void
check_account(const ch_checking *c, const void *record)
{
        const ch_account *a = record;
        const ch_roles staff = CH_HAS(CH_ROLE_EXPERT) | CH_HAS(CH_ROLE_SECRETARIAT) | CH_HAS(CH_ROLE_CHAIR) |
                               CH_HAS(CH_ROLE_ADMIN) | CH_HAS(CH_ROLE_AUDITOR);
        const ch_roles outside = CH_HAS(CH_ROLE_DRAFTER) | CH_HAS(CH_ROLE_MISSION) | CH_HAS(CH_ROLE_COORDINATOR) |
                                 CH_HAS(CH_ROLE_PROVIDER);
        ch_roles roles = (ch_roles)a->roles;
        bool is_staff = ch_str_is(a->party, "COMMITTEE");

        check_mailbox(c, "login", a->login);
        if (has_capital(a->login))
                ch_complain(c, "login", CH_MSG("Write the e-mail address in small letters."), no_value);
        if (is_staff ? (roles & outside) : (roles & staff))
                ch_complain(c, "roles",
                            CH_MSG("These roles do not go with this party: experts, secretariat, Chair, administrators "
                                   "and auditors "
                                   "belong to COMMITTEE, all others to a State or organization."),
                            no_value);
        if (c->complete && (roles & CH_COMMITTEE_ROLES) && !a->nationality.len)
                ch_complain(c, "nationality",
                            CH_MSG("Give the nationality: staff are kept from the cases of their own State."),
                            no_value);
}

static void
check_contact(const ch_checking *c, const void *record)
{
        const ch_contact *k = record;

        check_mailbox(c, "mailbox", k->mailbox);
        if (c->complete && !k->mailbox.len && !k->person.len)
                ch_complain(c, "mailbox", CH_MSG("Give a shared mailbox or a person, so that somebody can be reached."),
                            no_value);
}

static void
check_letter(const ch_checking *c, const void *record)
{
        const ch_letter *l = record;

        if (l->status != CH_LETTER_DUE && !l->text.len)
                ch_complain(c, "text", CH_MSG("Write the text of the letter before it goes on."), no_value);
}

static void
check_weights(const ch_checking *c, const void *record)
{
        const ch_weights_version *w = record;
        const ch_weight *v = w->weights.v;
        uint64_t sum = 0; /* may wrap around on nonsense, never overflow */

        for (size_t i = 0; i < w->weights.len; i++) {
                ch_checking part = ch_checking_part(c, "weights", i);

                sum += (uint64_t)v[i].points;
                for (size_t j = 0; j < i; j++)
                        if (ch_str_eq(v[i].factor, v[j].factor))
                                ch_complain(&part, "factor", CH_MSG("“{value}” stands here twice. Keep it once."),
                                            v[i].factor);
        }
        if (w->weights.len && sum != 100)
                ch_issue_put(c->issues,
                             &(ch_issue) { .field = CH_LIT("weights"),
                                           .msg = CH_MSG("The weights make {n} together; they must make 100."),
                                           .n = (int64_t)sum });
}

void
ch_rules_check(const ch_checking *c, ch_kind kind, const void *record)
{
        static void (*const rules[CH__KIND_MAX])(const ch_checking *, const void *) = {
                [CH_PARTY] = check_party,   [CH_ACCOUNT] = check_account, [CH_REQUEST] = check_request,
                [CH_OFFER] = check_offer,   [CH_MATCH] = check_match,     [CH_CONTACT] = check_contact,
                [CH_LETTER] = check_letter, [CH_WEIGHTS] = check_weights,
        };

        if (rules[kind])
                rules[kind](c, record);
}
