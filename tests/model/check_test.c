#include "given.h"
#include <ch/base/assert.h>
#include <ch/letter.h>
#include <ch/match.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>
#include <ch/weights.h>
#include <stdio.h>
#include <string.h>

static ch_issues
check(ch_t *t, ch_kind kind, const void *record, bool complete)
{
        ch_issues issues = ch_issues_new(t->arena);

        ch_record_check(kind, record, given_vocab(t), complete, &issues);
        return issues;
}

static void
show(const ch_issues *issues)
{
        for (size_t i = 0; i < issues->len; i++)
                print_error("  %.*s: %s\n", (int)issues->v[i].field.len, issues->v[i].field.p, issues->v[i].msg);
}

/* Exactly these fields are complained about, in any order; "a b" or "". */
static void
expect(ch_t *t, ch_kind kind, const void *record, bool complete, const char *fields)
{
        ch_issues issues = check(t, kind, record, complete);
        ch_str rest = ch_str_of(fields), field;
        size_t n = 0;

        while (ch_str_cut(&rest, ' ', &field)) {
                n++;
                if (!ch_issue_of(&issues, field)) {
                        print_error("no complaint about %.*s, but:\n", (int)field.len, field.p);
                        show(&issues);
                }
                T_TRUE(ch_issue_of(&issues, field) != NULL);
        }
        if (issues.len != n)
                show(&issues);
        T_EQ_SIZE(issues.len, n);
}

static ch_need good_need;
static ch_str good_topic, good_lang, can;

static ch_request
good_request(void)
{
        good_topic = CH_LIT("PRO.LAW");
        good_lang = CH_LIT("fr");
        can = CH_LIT("CAN");
        good_need = (ch_need) { .no = 1, .text = CH_LIT("Help us to draft a law"), .topics = { &good_topic, 1 } };
        return (ch_request) {
                .party = CH_LIT("ALB"),
                .channel = CH_LIT("web"),
                .lang = CH_LIT("fr"),
                .date = { 2026, 11, 21 },
                .title = CH_LIT("A law"),
                .languages = { &good_lang, 1 },
                .needs = { &good_need, 1 },
        };
}

static ch_area good_area;
static ch_str everybody;

static ch_offer
good_offer(void)
{
        everybody = CH_LIT("*");
        good_area = (ch_area) { .text = CH_LIT("Drafting of laws") };
        return (ch_offer) { .party = CH_LIT("CAN"),
                            .lang = CH_LIT("en"),
                            .title = CH_LIT("Laws"),
                            .areas = { &good_area, 1 },
                            .eligible = { &everybody, 1 } };
}

T_CASE("good records have nothing wrong with them")
{
        ch_request r = good_request();
        ch_offer o = good_offer();

        expect(t, CH_REQUEST, &r, true, "");
        expect(t, CH_OFFER, &o, true, "");
}

T_CASE("an empty draft is fine; the same as a complete record lacks everything at once")
{
        ch_request r = { 0 };
        ch_offer o = { 0 };

        expect(t, CH_REQUEST, &r, false, "");
        expect(t, CH_OFFER, &o, false, "");
        expect(t, CH_REQUEST, &r, true, "party channel date lang needs title");
        expect(t, CH_OFFER, &o, true, "party areas eligible lang title");
}

T_CASE("every record of the sample's kinds with an empty part is told where")
{
        ch_request r = good_request();
        ch_offer o = good_offer();
        ch_recipient who[2] = { { .code = CH_LIT("customs") }, { .number = 5 } };
        ch_need needs[2];

        good_need.recipients = (ch_parts) { who, 2 };
        expect(t, CH_REQUEST, &r, true, "needs.1.recipients.2.code");
        needs[0] = good_need;
        needs[0].recipients = (ch_parts) { 0 };
        needs[1] = (ch_need) { .no = 2 };
        r.needs = (ch_parts) { needs, 2 };
        expect(t, CH_REQUEST, &r, true, "needs.2.text");
        good_area.text = (ch_str) { 0 };
        expect(t, CH_OFFER, &o, true, "areas.1.text");
}

T_CASE("texts are counted in characters, not bytes, and told how much too long they are")
{
        ch_request r = good_request();
        ch_buf b = ch_buf_new(t->arena);
        ch_issues issues;

        for (int i = 0; i < 4000; i++)
                ch_buf_lit(&b, "д");
        T_OK(ch_buf_end(&b, &good_need.text));
        expect(t, CH_REQUEST, &r, true, "");
        ch_buf_lit(&b, "дд");
        T_OK(ch_buf_end(&b, &good_need.text));
        issues = check(t, CH_REQUEST, &r, false);
        T_EQ_SIZE(issues.len, 1);
        T_EQ_STR(issues.v[0].field, "needs.1.text");
        T_EQ_INT(issues.v[0].n, 4002);
        T_EQ_INT(issues.v[0].max, 4000);
        T_TRUE(strstr(ch_str_c(t->arena, ch_issue_text(t->arena, &issues.v[0])), "4002") != NULL);
}

T_CASE("texts that are none are told, drafts included")
{
        ch_request r = good_request();

        r.title = CH_LIT("two\nlines");
        r.exists = CH_LIT("\xff");
        r.helpers = CH_LIT("fine\nfine");
        expect(t, CH_REQUEST, &r, false, "title exists");
}

T_CASE("codes must be words of their list, once")
{
        static ch_str topics[3], langs[2], regions[3];
        ch_request r = good_request();
        ch_offer o = good_offer();

        topics[0] = topics[2] = CH_LIT("PRO.LAW");
        topics[1] = CH_LIT("AST");
        langs[0] = CH_LIT("fr");
        langs[1] = CH_LIT("french");
        good_need.topics = (ch_strs) { topics, 3 };
        r.languages = (ch_strs) { langs, 2 };
        r.lang = CH_LIT("pt");
        r.party = CH_LIT("Albania");
        expect(t, CH_REQUEST, &r, false, "needs.1.topics needs.1.topics languages lang party");
        regions[0] = CH_LIT("AFRICAN");
        regions[1] = CH_LIT("ALB");
        regions[2] = CH_LIT("EUROPA");
        o.eligible = (ch_strs) { regions, 3 };
        expect(t, CH_OFFER, &o, false, "eligible");
}

T_CASE("a party of the records only has to look like one; without a vocabulary nothing is looked up")
{
        ch_request r = good_request();
        ch_issues issues = ch_issues_new(t->arena);
        static ch_str odd;

        r.party = CH_LIT("CARIBBEAN");
        expect(t, CH_REQUEST, &r, true, "");
        odd = CH_LIT("no-such-topic");
        good_need.topics = (ch_strs) { &odd, 1 };
        ch_record_check(CH_REQUEST, &r, NULL, true, &issues);
        T_EQ_SIZE(issues.len, 0);
}

T_CASE("lists and parts have their limits")
{
        ch_request r = good_request();
        ch_need needs[21];
        ch_strs langs = { 0 };

        for (int i = 0; i < 21; i++) {
                needs[i] = good_need;
                needs[i].no = i + 1;
                langs = ch_strs_add(t->arena, langs, ch_fmt(t->arena, "a%c", 'a' + i));
        }
        r.needs = (ch_parts) { needs, 20 };
        r.languages = (ch_strs) { langs.v, 20 };
        expect(t, CH_REQUEST, &r, true, "");
        r.needs.len = r.languages.len = 21;
        expect(t, CH_REQUEST, &r, true, "needs languages");
}

T_CASE("numbers and answers outside their range are told")
{
        ch_request r = good_request();

        good_need.priority = 4;
        r.approach = 17;
        r.form = -1;
        expect(t, CH_REQUEST, &r, false, "needs.1.priority approach form");
}

T_CASE("an end before its beginning is told, of the request and of each need")
{
        ch_request r = good_request();
        ch_offer o = good_offer();

        r.from = (ch_date) { 2027, 3, 0 };
        r.until = (ch_date) { 2027, 2, 28 };
        good_need.from = (ch_date) { 2027, 0, 0 };
        good_need.until = (ch_date) { 2026, 0, 0 };
        expect(t, CH_REQUEST, &r, false, "until needs.1.until");
        r.until = (ch_date) { 2027, 0, 0 }; /* may mean December */
        good_need.until = (ch_date) { 2027, 1, 1 };
        expect(t, CH_REQUEST, &r, false, "");
        o.from = (ch_date) { 2027, 3, 2 };
        o.until = (ch_date) { 2027, 3, 1 };
        expect(t, CH_OFFER, &o, false, "until");
}

T_CASE("providers cannot be both wanted and unwanted, nor the requesting State itself")
{
        static ch_str lists[4][1];
        ch_request r = good_request();

        lists[0][0] = lists[1][0] = lists[2][0] = CH_LIT("CAN");
        lists[3][0] = CH_LIT("ALB");
        r.preferred = (ch_strs) { lists[0], 1 };
        r.excluded = (ch_strs) { lists[1], 1 };
        r.named = (ch_strs) { lists[2], 1 };
        r.co_requesters = (ch_strs) { lists[3], 1 };
        expect(t, CH_REQUEST, &r, false, "preferred named co_requesters");
        lists[0][0] = lists[1][0] = lists[2][0] = CH_LIT("ALB");
        r.excluded.len = 0;
        r.co_requesters.len = 0;
        expect(t, CH_REQUEST, &r, false, "preferred named");
}

T_CASE("an organization may prefer itself for its own request")
{
        static ch_str self;
        ch_request r = good_request();

        self = r.party = CH_LIT("CARICOM");
        r.preferred = (ch_strs) { &self, 1 };
        expect(t, CH_REQUEST, &r, true, "");
}

T_CASE("whoever wants named providers only must name one before submitting")
{
        ch_request r = good_request();

        r.approach = CH_APPROACH_NAMED;
        expect(t, CH_REQUEST, &r, false, "");
        expect(t, CH_REQUEST, &r, true, "named");
        r.named = (ch_strs) { &can, 1 };
        expect(t, CH_REQUEST, &r, true, "");
}

T_CASE("contacts are never opened by level, and the interchange knows three levels")
{
        ch_request r = good_request();

        r.levels[CH_GROUP_CONTACTS] = CH_LEVEL_PROVIDERS;
        r.visibility = CH_LEVEL_NAMED;
        expect(t, CH_REQUEST, &r, true, "level_contacts visibility");
}

T_CASE("an imported record needs no title, but its evidence must be a known word")
{
        ch_request r = good_request();
        ch_offer o = good_offer();

        r.title = o.title = (ch_str) { 0 };
        r.source = o.source = CH_LIT("https://example.org");
        r.evidence = CH_LIT("seen");
        o.evidence = CH_LIT("heard");
        expect(t, CH_REQUEST, &r, true, "");
        expect(t, CH_OFFER, &o, true, "evidence");
}

T_CASE("two needs cannot have the same number; a topic cannot be kept and refused")
{
        ch_request r = good_request();
        ch_need needs[2];

        good_need.not_topics = good_need.topics;
        needs[0] = needs[1] = good_need;
        needs[1].not_topics.len = 0;
        r.needs = (ch_parts) { needs, 2 };
        expect(t, CH_REQUEST, &r, true, "needs.1.topics needs.2.no");
        needs[0].no = needs[1].no = 0;
        expect(t, CH_REQUEST, &r, false, "needs.1.topics");
}

T_CASE("mailboxes look like addresses")
{
        static const char *const good[] = { "office@example.org", "a@b.c", "пост@пример.рф" };
        static const char *const bad[] = { "office",  "@example.org", "office@", "office@org",
                                           "a b@c.d", "a@b@c.d",      "a@.org",  "a@org." };
        ch_request r = good_request();

        for (size_t i = 0; i < CH_COUNT(good); i++) {
                r.contact_mailbox = ch_str_of(good[i]);
                expect(t, CH_REQUEST, &r, true, "");
        }
        for (size_t i = 0; i < CH_COUNT(bad); i++) {
                r.contact_mailbox = ch_str_of(bad[i]);
                expect(t, CH_REQUEST, &r, false, "contact_mailbox");
        }
}

T_CASE("an offer excludes neither itself, nor all, nor whom it is for")
{
        static ch_str excluded[3], eligible[2];
        ch_offer o = good_offer();

        excluded[0] = CH_LIT("CAN");
        excluded[1] = CH_LIT("*");
        excluded[2] = eligible[0] = CH_LIT("AFRICAN");
        eligible[1] = CH_LIT("ALB");
        o.excluded = (ch_strs) { excluded, 3 };
        o.eligible = (ch_strs) { eligible, 2 };
        expect(t, CH_OFFER, &o, false, "excluded excluded excluded");
}

T_CASE("the reasons of a match add up to its score")
{
        ch_reason reasons[2] = { { .points = 100 }, { .factor = 1, .points = 20 } };
        ch_match m = { .request = { { 1 } },
                       .offer = { { 2 } },
                       .party = CH_LIT("ALB"),
                       .provider = CH_LIT("CAN"),
                       .need = 1,
                       .score = 120,
                       .reasons = { reasons, 2 } };

        expect(t, CH_MATCH, &m, true, "");
        m.score = 121;
        expect(t, CH_MATCH, &m, true, "score");
        m = (ch_match) { 0 };
        expect(t, CH_MATCH, &m, true, "request offer party provider need");
}

T_CASE("parties that are added are new, named, and no States; a joint one has at least two")
{
        static ch_str members[2];
        ch_party p = { .code = CH_LIT("CNS"), .name = CH_LIT("A centre"), .kind = CH_PARTY_CIVIL };

        members[0] = CH_LIT("ATG");
        members[1] = CH_LIT("XXX");
        expect(t, CH_PARTY, &p, true, "");
        p.kind = CH_PARTY_JOINT;
        p.members = (ch_strs) { members, 1 };
        expect(t, CH_PARTY, &p, true, "members");
        p.members.len = 2;
        expect(t, CH_PARTY, &p, true, "members");
        p = (ch_party) { .code = CH_LIT("OPCW"), .name = CH_LIT("n"), .kind = CH_PARTY_STATE };
        expect(t, CH_PARTY, &p, true, "code kind");
        p = (ch_party) { .code = CH_LIT("a b"), .name = CH_LIT("n"), .kind = CH_PARTY_CIVIL };
        expect(t, CH_PARTY, &p, true, "code");
}

T_CASE("roles go with the party, and the Committee's people have a nationality")
{
        ch_account a = { .login = CH_LIT("x@example.org"),
                         .party = CH_LIT("COMMITTEE"),
                         .roles = CH_HAS(CH_ROLE_EXPERT) };

        expect(t, CH_ACCOUNT, &a, true, "nationality");
        a.nationality = CH_LIT("SWE");
        expect(t, CH_ACCOUNT, &a, true, "");
        a.roles |= CH_HAS(CH_ROLE_MISSION);
        expect(t, CH_ACCOUNT, &a, true, "roles");
        a = (ch_account) { .login = CH_LIT("X@example.org"), .party = CH_LIT("ALB"), .roles = CH_HAS(CH_ROLE_ADMIN) };
        expect(t, CH_ACCOUNT, &a, true, "login roles");
        a = (ch_account) { .login = CH_LIT("x"), .party = CH_LIT("ALB"), .roles = 1 << 20 };
        expect(t, CH_ACCOUNT, &a, true, "login roles");
        a = (ch_account) { 0 };
        expect(t, CH_ACCOUNT, &a, true, "login party roles");
}

T_CASE("somebody can be reached at a contact, a letter that goes on has a text, weights make a hundred")
{
        ch_contact k = { .party = CH_LIT("ALB"), .function = CH_LIT("focal point") };
        ch_letter l = { .party = CH_LIT("ALB"), .kind = CH_LIT("invitation"), .lang = CH_LIT("fr") };
        ch_weight weights[3] = { { CH_LIT("topic"), 60 }, { CH_LIT("region"), 30 }, { CH_LIT("topic"), 9 } };
        ch_weights_version v = { .name = CH_LIT("2026-2"), .decided = { 2026, 11, 21 }, .weights = { weights, 3 } };

        expect(t, CH_CONTACT, &k, true, "mailbox");
        expect(t, CH_LETTER, &l, true, "");
        l.status = CH_LETTER_RELEASED;
        expect(t, CH_LETTER, &l, true, "text");
        expect(t, CH_WEIGHTS, &v, true, "weights weights.3.factor");
        weights[2] = (ch_weight) { CH_LIT("language"), 10 };
        expect(t, CH_WEIGHTS, &v, true, "");
}

T_CASE("mad numbers are told, and overflow nowhere")
{
        ch_reason reasons[2] = { { .points = INT64_MAX }, { .points = INT64_MAX } };
        ch_match m = { .need = INT64_MIN, .score = -2, .reasons = { reasons, 2 } };

        expect(t, CH_MATCH, &m, false, "need score reasons.1.points reasons.2.points");
}

T_CASE("every sentence that tells a fault ends as a sentence and says what to do")
{
        ch_request r = { .title = CH_LIT("\xff"), .lang = CH_LIT("xx"), .contact_mailbox = CH_LIT("x") };
        ch_issues issues = check(t, CH_REQUEST, &r, true);

        T_TRUE(issues.len > 5);
        for (size_t i = 0; i < issues.len; i++) {
                const char *s = issues.v[i].msg;

                T_TRUE(strlen(s) > 15 && s[strlen(s) - 1] == '.');
                T_TRUE(!strstr(s, "invalid") && !strstr(s, "Invalid") && !strstr(s, "error") && !strstr(s, "field"));
        }
}
