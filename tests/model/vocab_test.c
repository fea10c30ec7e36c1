#include "given.h"
#include <stdlib.h>
#include <string.h>

T_CASE("the reference tables of the program load without a complaint")
{
        const ch_vocab *v = given_vocab(t);
        const ch_state *states;
        const ch_topic *topics;
        const ch_region *regions;
        const ch_org *orgs;

        T_EQ_SIZE(ch_vocab_states(v, &states), 195);
        T_EQ_SIZE(ch_vocab_topics(v, &topics), 110);
        T_EQ_SIZE(ch_vocab_regions(v, &regions), 89);
        T_EQ_SIZE(ch_vocab_orgs(v, &orgs), 94);
}

T_CASE("a State carries its names in six languages, its groups and its flags")
{
        const ch_vocab *v = given_vocab(t);
        const ch_state *s = ch_vocab_state(v, CH_LIT("ALB"));

        T_TRUE(s != NULL);
        T_EQ_STR(s->names[CH_EN], "Albania");
        T_EQ_STR(s->names[CH_RU], "Албания");
        T_EQ_STR(s->names[CH_ZH], "阿尔巴尼亚");
        T_EQ_STR(s->un_group, "EASTERN-EUROPEAN");
        T_EQ_STR(s->m49_region, "M49-150");
        T_EQ_STR(s->m49_subregion, "M49-039");
        T_FALSE(s->is_ldc);
        T_TRUE(ch_vocab_state(v, CH_LIT("AFG"))->is_ldc);
        T_TRUE(ch_vocab_state(v, CH_LIT("AFG"))->is_lldc);
        T_TRUE(ch_vocab_state(v, CH_LIT("FJI"))->is_sids);
        T_TRUE(ch_vocab_state(v, CH_LIT("XXX")) == NULL);
        T_TRUE(ch_vocab_state(v, CH_LIT("")) == NULL);
        T_TRUE(ch_vocab_state(v, CH_LIT("alb")) == NULL);
}

T_CASE("exactly two States are observers")
{
        const ch_state *s;
        size_t n = ch_vocab_states(given_vocab(t), &s), observers = 0;

        for (size_t i = 0; i < n; i++)
                observers += s[i].is_observer;
        T_EQ_SIZE(observers, 2);
}

T_CASE("the groups of every State are regions, and the State is in them")
{
        const ch_vocab *v = given_vocab(t);
        const ch_state *s;
        size_t n = ch_vocab_states(v, &s);

        for (size_t i = 0; i < n; i++) {
                T_TRUE(ch_state_set_has(&ch_vocab_region(v, s[i].m49_region)->members, (int)i));
                T_TRUE(ch_state_set_has(&ch_vocab_region(v, s[i].m49_subregion)->members, (int)i));
                if (s[i].un_group.len)
                        T_TRUE(ch_state_set_has(&ch_vocab_region(v, s[i].un_group)->members, (int)i));
                else
                        T_TRUE(s[i].is_observer);
        }
}

T_CASE("an organization counts neither disputed members nor entities that are not States")
{
        const ch_vocab *v = given_vocab(t);
        const ch_org *au = ch_vocab_org(v, CH_LIT("AU"));

        T_EQ_INT(au->kind, CH_PARTY_REGIONAL);
        T_TRUE(ch_state_set_has(&au->members, ch_vocab_state_index(v, CH_LIT("KEN"))));
        T_EQ_INT(ch_vocab_state_index(v, CH_LIT("ESH")), -1);
        T_FALSE(ch_state_set_has(&au->members, -1));
}

T_CASE("a topic knows its facet, its parent and its words in six languages")
{
        const ch_vocab *v = given_vocab(t);
        const ch_topic *all, *law = ch_vocab_topic(v, CH_LIT("PRO.LAW"));

        (void)ch_vocab_topics(v, &all);
        T_EQ_INT(law->facet, CH_FACET_MEASURE);
        T_EQ_STR(all[law->parent].code, "PRO");
        T_EQ_INT(all[law->parent].parent, -1);
        T_EQ_STR(law->paragraph, "1540:OP2");
        for (int lang = 0; lang < CH__LANG_MAX; lang++)
                T_TRUE(law->labels[lang].len && law->keywords[lang].len);
}

T_CASE("each list takes its own words and no others")
{
        static const struct {
                ch_vocab_kind kind;
                const char *yes, *no;
        } rows[] = {
                { CH_VOCAB_STATE, "ALB", "OPCW" },
                { CH_VOCAB_PARTY, "OPCW", "AFRICAN" },
                { CH_VOCAB_PARTY, "ALB", "*" },
                { CH_VOCAB_ELIGIBLE, "*", "nowhere" },
                { CH_VOCAB_ELIGIBLE, "M49-143", "M49-999" },
                { CH_VOCAB_MEASURE, "PRO.LAW", "DOM" },
                { CH_VOCAB_DOMAIN, "DOM", "PRO.LAW" },
                { CH_VOCAB_ASSISTANCE, "AST", "PRO" },
                { CH_VOCAB_TOPIC, "AST", "ALB" },
                { CH_VOCAB_RECIPIENT, "customs", "Customs" },
                { CH_VOCAB_LANGUAGE, "pt", "por" },
                { CH_VOCAB_LANGUAGE, "zz", "EN" },
                { CH_VOCAB_UN_LANGUAGE, "ar", "pt" },
                { CH_VOCAB_NONE, "anything", "" },
        };
        const ch_vocab *v = given_vocab(t);

        for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
                T_TRUE(ch_vocab_has(v, rows[i].kind, ch_str_of(rows[i].yes)));
                T_FALSE(ch_vocab_has(v, rows[i].kind, ch_str_of(rows[i].no)));
        }
}

T_CASE("all States are meant by an asterisk, a region's by its code, none by an unknown one")
{
        const ch_vocab *v = given_vocab(t);
        ch_str codes[] = { CH_LIT("GCC"), CH_LIT("ALB"), CH_LIT("nonsense") };
        ch_state_set some = ch_vocab_states_of(v, (ch_strs) { codes, 3 });
        ch_str star[] = { CH_LIT("*") };
        ch_state_set all = ch_vocab_states_of(v, (ch_strs) { star, 1 });
        int kwt = ch_vocab_state_index(v, CH_LIT("KWT")), alb = ch_vocab_state_index(v, CH_LIT("ALB"));

        T_TRUE(ch_state_set_has(&some, kwt) && ch_state_set_has(&some, alb));
        T_FALSE(ch_state_set_has(&some, ch_vocab_state_index(v, CH_LIT("FRA"))));
        for (int i = 0; i < 195; i++)
                T_TRUE(ch_state_set_has(&all, i));
        T_FALSE(ch_state_set_has(&all, 195));
}

T_CASE("recipients come in the order of their table")
{
        const ch_vocab *v = given_vocab(t);
        ch_str code, label;

        T_TRUE(ch_vocab_recipient(v, 0, &code, &label));
        T_EQ_STR(code, "ministry");
        T_EQ_STR(label, "A ministry");
        T_FALSE(ch_vocab_recipient(v, 1000, &code, &label));
}

T_CASE("holidays are the days that the administrator loaded")
{
        ch_vocab_texts texts = given_texts(t);
        ch_issues issues = ch_issues_new(t->arena);
        const ch_vocab *v;
        ch_day christmas, boxing;

        texts.holidays = CH_LIT("date,name_en\n2026-12-25,Christmas Day\n");
        T_OK(ch_vocab_load(t->arena, &texts, &issues, &v));
        T_TRUE(ch_day_parse(CH_LIT("2026-12-25"), &christmas) && ch_day_parse(CH_LIT("2026-12-26"), &boxing));
        T_TRUE(ch_vocab_is_holiday(v, christmas));
        T_FALSE(ch_vocab_is_holiday(v, boxing));
}

static void
expect_fault(ch_t *t, const ch_vocab_texts *texts, const char *field)
{
        ch_issues issues = ch_issues_new(t->arena);
        const ch_vocab *v;

        T_EQ_INT(ch_vocab_load(t->arena, texts, &issues, &v), CH_INVALID);
        if (!ch_issue_of(&issues, ch_str_of(field)))
                for (size_t i = 0; i < issues.len; i++)
                        print_error("instead of %s: %.*s\n", field, (int)issues.v[i].field.len, issues.v[i].field.p);
        T_TRUE(ch_issue_of(&issues, ch_str_of(field)) != NULL);
}

#define WITH(member, text, field)                                                                                      \
        do {                                                                                                           \
                ch_vocab_texts texts_ = given_texts(t);                                                                \
                texts_.member = CH_LIT(text);                                                                          \
                expect_fault(t, &texts_, field);                                                                       \
        } while (0)

T_CASE("a faulty table is refused with table, row and column")
{
        WITH(holidays, "date,name_en\n2026-12-25,ok\n25.12.2026,no\n", "holidays.2.date");
        WITH(holidays, "day,name_en\n2026-12-25,ok\n", "holidays.date");
        WITH(recipients, "code,label_en\na,A\nb,B\na,C\n", "recipients.3.code");
        WITH(recipients, "code,label_en\n,A\n", "recipients.1.code");
        WITH(recipients, "code,label_en\na\n", "recipients");
        WITH(recipients, "code,label_en\n\"a\xff\",B\n", "recipients");
        WITH(regions, "code,name,kind,members\nX,X,named,ALB;ZZZ\n", "regions.1.members");
        WITH(organizations, "code,name,type,members_kind,members\nX,X,club,member,\n", "organizations.1.type");
        WITH(organizations, "code,name,type,members_kind,members\nALB,X,regional,member,\n", "organizations.1.code");
        WITH(states, "", "states");
        WITH(topics, "code,parent\n", "topics");
}

T_CASE("a topic may not stand above its parent, and faults of several tables are told together")
{
        ch_vocab_texts texts = given_texts(t);
        ch_issues issues = ch_issues_new(t->arena);
        const ch_vocab *v;

        texts.topics = CH_LIT("code,parent,facet\nA,B,measure\nB,,flavour\n");
        texts.holidays = CH_LIT("date,name_en\nx,y\n");
        T_EQ_INT(ch_vocab_load(t->arena, &texts, &issues, &v), CH_INVALID);
        T_TRUE(ch_issue_of(&issues, CH_LIT("topics.1.parent")) != NULL);
        T_TRUE(ch_issue_of(&issues, CH_LIT("topics.2.facet")) != NULL);
        T_TRUE(ch_issue_of(&issues, CH_LIT("topics.label_en")) != NULL);
        T_TRUE(ch_issue_of(&issues, CH_LIT("holidays.1.date")) != NULL);
}

T_CASE("a table beyond what a set can hold is refused, not cut")
{
        ch_vocab_texts texts = given_texts(t);
        ch_buf b = ch_buf_new(t->arena);

        ch_buf_lit(&b, "iso3,iso2\n");
        for (int i = 0; i < 257; i++)
                ch_buf_printf(&b, "S%d,x\n", i);
        T_OK(ch_buf_end(&b, &texts.states));
        expect_fault(t, &texts, "states.257.iso3");
}

T_CASE("loading with too little memory says so and crashes nowhere")
{
        ch_vocab_texts texts = given_texts(t);

        for (size_t cap = 1000; cap < 2000000; cap = cap * 5 / 4) {
                ch_arena *small = ch_arena_new(cap);
                ch_issues issues = ch_issues_new(t->arena);
                const ch_vocab *v;
                ch_status st = ch_vocab_load(small, &texts, &issues, &v);

                T_TRUE(st == CH_TOO_LARGE || st == CH_OK || (st == CH_INVALID && ch_arena_is_full(small)));
                ch_arena_free(&small);
        }
}
