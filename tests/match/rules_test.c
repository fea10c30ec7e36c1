#include "given.h"

/* ---- the rules, one by one ------------------------------------------------------------------------------------- */

#define EXPECT_RULE(rule)                                                                                              \
        do {                                                                                                           \
                given_catalog(g);                                                                                      \
                T_EQ_INT(the_rule(g, &given_query, "R", "O"), rule);                                                   \
                ch_catalog_release(&g->cat);                                                                           \
        } while (0)

T_CASE("a listed, open offer to all is ranked; a draft, a resting, a closed one is not")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);

        for (int32_t status = 0; status < CH__OFFER_STATUS_MAX; status++) {
                o->status = status;
                EXPECT_RULE(status == CH_OFFER_LISTED ? CH_RULE_PASSED : CH_RULE_OFFER_NOT_LISTED);
        }
}

T_CASE("an offer is open on the query's day or in the wanted period, else refused")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);

        o->from = (ch_date) { 2027, 3, 0 };
        EXPECT_RULE(CH_RULE_NOT_OPEN);
        r->from = (ch_date) { 2027, 3, 31 };
        EXPECT_RULE(CH_RULE_PASSED);
        r->until = (ch_date) { 2027, 2, 28 };
        r->from = (ch_date) { 2026, 1, 1 };
        EXPECT_RULE(CH_RULE_NOT_OPEN);
        o->from = (ch_date) { 0 };
        o->until = (ch_date) { 2026, 11, 21 };
        EXPECT_RULE(CH_RULE_PASSED);
        r->from = r->until = (ch_date) { 0 };
        o->until = (ch_date) { 2026, 11, 20 };
        EXPECT_RULE(CH_RULE_NOT_OPEN);
}

T_CASE("eligible are a State by name, by group, by organization; nobody else")
{
        static const struct {
                const char *code;
                bool is_for_albania;
        } rows[] = { { "*", true },    { "ALB", true },     { "EASTERN-EUROPEAN", true },
                     { "OSCE", true }, { "M49-039", true }, { "AFRICAN", false },
                     { "CAN", false }, { "GRULAC", false } };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                ch_request *r;
                ch_offer *o;
                given *g = one_pair(t, &r, &o);
                ch_str code = ch_str_of(rows[i].code);

                o->eligible = (ch_strs) { &code, 1 };
                EXPECT_RULE(rows[i].is_for_albania ? CH_RULE_PASSED : CH_RULE_NOT_ELIGIBLE);
        }
}

T_CASE("a joint request is eligible where more than half of its States are")
{
        given *g = given_tables(t);
        ch_offer *o = given_offer(g, "O", "CAN", "CARICOM", "export control training");
        ch_str members[] = { CH_LIT("DOM"), CH_LIT("ATG"), CH_LIT("GUY") };
        ch_party party = { .code = CH_LIT("JOINT"), .kind = CH_PARTY_JOINT, .members = { members, 3 } };

        T_TRUE(o != NULL);
        given_request(g, "R", "JOINT", "training in export control");
        sample_add(&g->s, CH_PARTY, &party);
        EXPECT_RULE(CH_RULE_PASSED);
        members[1] = CH_LIT("CUB");
        EXPECT_RULE(CH_RULE_NOT_ELIGIBLE);
}

T_CASE("whoever ruled the other out is kept away; a provider's own list does not tell the State's part of it")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);
        ch_str canada = CH_LIT("CAN"), europe = CH_LIT("OSCE");
        ch_rank_query blind = given_query;

        blind.for_provider = true;
        r->excluded = (ch_strs) { &canada, 1 };
        given_catalog(g);
        T_EQ_INT(the_rule(g, &given_query, "R", "O"), CH_RULE_EXCLUDED);
        T_EQ_INT(the_rule(g, &blind, "R", "O"), CH_RULE_PASSED);
        ch_catalog_release(&g->cat);
        r->excluded = (ch_strs) { 0 };
        o->excluded = (ch_strs) { &europe, 1 };
        given_catalog(g);
        T_EQ_INT(the_rule(g, &given_query, "R", "O"), CH_RULE_EXCLUDED);
        T_EQ_INT(the_rule(g, &blind, "R", "O"), CH_RULE_EXCLUDED);
        ch_catalog_release(&g->cat);
}

T_CASE("a State never meets its own offer; an organization's programme may serve its own request")
{
        given *g = given_tables(t);

        given_offer(g, "O", "ALB", "*", "export control training");
        given_offer(g, "P", "OSCE", "*", "export control training");
        given_request(g, "R", "ALB", "training in export control");
        given_request(g, "S", "OSCE", "training in export control");
        given_catalog(g);
        T_EQ_INT(the_rule(g, &given_query, "R", "O"), CH_RULE_OWN_OFFER);
        T_EQ_INT(the_rule(g, &given_query, "S", "P"), CH_RULE_PASSED);
        ch_catalog_release(&g->cat);
}

T_CASE("a provider with all its engagements under way is full, and free again when one is delivered")
{
        ch_request *r;
        ch_offer *o;
        given *g = one_pair(t, &r, &o);
        ch_match match = { .status = CH_MATCH_DELIVERING, .offer = o->head.id, .head.ref = CH_LIT("M") };

        o->capacity = 1;
        EXPECT_RULE(CH_RULE_PASSED);
        sample_add(&g->s, CH_MATCH, &match);
        EXPECT_RULE(CH_RULE_NO_CAPACITY);
        match.status = CH_MATCH_DELIVERED;
        EXPECT_RULE(CH_RULE_PASSED);
}

T_CASE("confirmed topics must touch: the same, a parent or a child; where one side has none the words decide")
{
        static const struct {
                const char *asked, *given;
                ch_rule rule;
        } rows[] = { { "EXP.LIC", "EXP.LIC", CH_RULE_PASSED },
                     { "EXP.LIC", "EXP", CH_RULE_PASSED },
                     { "EXP", "EXP.LIC", CH_RULE_PASSED },
                     { "EXP.LIC", "LAB", CH_RULE_NO_COMMON_TOPIC },
                     { "EXP.LIC", "EXP.LAW", CH_RULE_NO_COMMON_TOPIC },
                     { "EXP.LIC", "", CH_RULE_PASSED },
                     { "", "LAB", CH_RULE_PASSED } };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
                ch_request *r;
                ch_offer *o;
                given *g = one_pair(t, &r, &o);
                ch_str asked = ch_str_of(rows[i].asked), given_topic = ch_str_of(rows[i].given);

                ((ch_need *)r->needs.v)->topics = (ch_strs) { &asked, asked.len ? 1 : 0 };
                ((ch_area *)o->areas.v)->topics = (ch_strs) { &given_topic, given_topic.len ? 1 : 0 };
                EXPECT_RULE(rows[i].rule);
        }
}
