#include "seeded.h"
#include <ch/letter.h>
#include <ch/match.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>
#include <ch/weights.h>
#include <string.h>

/* Every table there is, nested ones too. */
static size_t
all_tables(const ch_fields *out[32])
{
        size_t n = 0;

        for (int kind = 1; kind < CH__KIND_MAX; kind++) {
                const ch_fields *table = ch_kind_fields((ch_kind)kind);

                out[n++] = table;
                for (size_t i = 0; i < table->len; i++)
                        if (table->v[i].parts)
                                out[n++] = table->v[i].parts;
        }
        out[n++] = &ch_recipient_fields;
        return n;
}

T_CASE("every kind has a word, a table and a struct that begins with the head")
{
        for (int i = 1; i < CH__KIND_MAX; i++) {
                ch_kind kind = (ch_kind)i;

                T_TRUE(ch_kind_fields(kind) != NULL);
                T_EQ_INT(ch_kind_of(ch_str_of(ch_kind_word(kind))), kind);
                T_TRUE(ch_kind_size(kind) > sizeof(ch_head));
                for (size_t f = 0; f < ch_kind_fields(kind)->len; f++)
                        T_TRUE(ch_kind_fields(kind)->v[f].offset >= sizeof(ch_head));
        }
        T_TRUE(ch_kind_fields(CH_KIND_NONE) == NULL);
        T_EQ_INT(ch_kind_of(CH_LIT("")), CH_KIND_NONE);
        T_EQ_INT(ch_kind_of(CH_LIT("requests")), CH_KIND_NONE);
}

T_CASE("names and tags are unique within a table, and no two fields share memory")
{
        const ch_fields *tables[32];

        for (size_t n = all_tables(tables); n--;) {
                const ch_fields *table = tables[n];

                for (size_t i = 0; i < table->len; i++) {
                        T_TRUE(table->v[i].tag > 0);
                        T_TRUE(ch_field_find(table, ch_str_of(table->v[i].name)) == &table->v[i]);
                        for (size_t j = 0; j < i; j++) {
                                T_TRUE(table->v[i].tag != table->v[j].tag);
                                T_TRUE(table->v[i].offset != table->v[j].offset);
                        }
                }
                T_TRUE(ch_field_find(table, CH_LIT("no such field")) == NULL);
        }
}

T_CASE("every row is complete: a label, a limit, the words of an enum with their labels, the parts' table")
{
        const ch_fields *tables[32];

        for (size_t n = all_tables(tables); n--;)
                for (size_t i = 0; i < tables[n]->len; i++) {
                        const ch_field *f = &tables[n]->v[i];
                        bool has_max = f->kind == CH_FIELD_LINE || f->kind == CH_FIELD_TEXT ||
                                       f->kind == CH_FIELD_CODE || f->kind == CH_FIELD_CODES ||
                                       f->kind == CH_FIELD_INT || f->kind == CH_FIELD_PARTS;

                        T_TRUE(f->label && *f->label);
                        T_TRUE(!has_max || f->max > 0);
                        T_EQ_INT(f->names != NULL, f->kind == CH_FIELD_ENUM);
                        T_EQ_INT(f->parts != NULL, f->kind == CH_FIELD_PARTS);
                        T_EQ_INT(f->vocab != CH_VOCAB_NONE,
                                 f->kind == CH_FIELD_CODE || (f->kind == CH_FIELD_CODES && strcmp(f->name, "codes")));
                        for (size_t w = 0; f->names && f->names[w]; w++)
                                T_EQ_INT(*ch_enum_label(f, (int32_t)w) == '\0', *f->names[w] == '\0');
                }
}

T_CASE("the keys of the interchange are those that its description lists, no more and no fewer")
{
        static const struct {
                const ch_fields *table;
                const char *keys;
        } rows[] = {
                { &ch_party_fields, "code name kind members " },
                { &ch_offer_fields,
                  "party kind role title areas eligible excluded eligible_note lang languages from until "
                  "capacity conditions evidence source " },
                { &ch_area_fields, "text assistance domains topics " },
                { &ch_request_fields,
                  "party channel date date_note lang title languages preferred excluded visibility evidence "
                  "source needs " },
                { &ch_need_fields, "text assistance domains topics priority " },
                { &ch_response_fields, "request offer role status result source " },
                { &ch_account_fields, "" },
                { &ch_match_fields, "" },
                { &ch_contact_fields, "" },
        };

        for (size_t r = 0; r < CH_COUNT(rows); r++) {
                ch_buf b = ch_buf_new(t->arena);
                ch_str got;

                for (size_t i = 0; i < rows[r].table->len; i++)
                        if (rows[r].table->v[i].flags & CH_EXCHANGE)
                                ch_buf_printf(&b, "%s ", rows[r].table->v[i].name);
                T_OK(ch_buf_end(&b, &got));
                T_EQ_STR(got, rows[r].keys);
        }
}

T_CASE("what a person types in confidence is sealed")
{
        static const struct {
                const ch_fields *table;
                const char *name;
        } rows[] = {
                { &ch_request_fields, "title" },
                { &ch_request_fields, "status_words" },
                { &ch_request_fields, "note_ref" },
                { &ch_request_fields, "contact_function" },
                { &ch_request_fields, "contact_mailbox" },
                { &ch_request_fields, "contact_person" },
                { &ch_request_fields, "exists" },
                { &ch_request_fields, "helpers" },
                { &ch_request_fields, "preferred" },
                { &ch_request_fields, "excluded" },
                { &ch_request_fields, "named" },
                { &ch_need_fields, "text" },
                { &ch_need_fields, "where" },
                { &ch_offer_fields, "excluded" },
                { &ch_offer_fields, "mailbox" },
                { &ch_offer_fields, "status_words" },
                { &ch_decision_fields, "words" },
                { &ch_match_fields, "covers" },
                { &ch_account_fields, "login" },
                { &ch_account_fields, "name" },
                { &ch_contact_fields, "mailbox" },
                { &ch_contact_fields, "person" },
                { &ch_contact_fields, "function" },
                { &ch_letter_fields, "text" },
        };

        for (size_t i = 0; i < CH_COUNT(rows); i++)
                T_TRUE(ch_field_find(rows[i].table, ch_str_of(rows[i].name))->flags & CH_SEALED);
}

T_CASE("free text of a request is either sealed or came from a public source")
{
        static const ch_fields *const tables[] = { &ch_request_fields, &ch_need_fields };

        for (size_t n = 0; n < 2; n++)
                for (size_t i = 0; i < tables[n]->len; i++) {
                        const ch_field *f = &tables[n]->v[i];
                        bool is_written = (f->kind == CH_FIELD_LINE || f->kind == CH_FIELD_TEXT) &&
                                          (f->flags & CH_WRITABLE);

                        T_TRUE(!is_written || (f->flags & CH_SEALED));
                }
}

T_CASE("the field groups are those that consent speaks of")
{
        static const struct {
                const ch_fields *table;
                const char *name;
                ch_group group;
        } rows[] = {
                { &ch_request_fields, "title", CH_GROUP_SUMMARY },
                { &ch_request_fields, "party", CH_GROUP_SUMMARY },
                { &ch_request_fields, "from", CH_GROUP_SUMMARY },
                { &ch_request_fields, "languages", CH_GROUP_SUMMARY },
                { &ch_request_fields, "exists", CH_GROUP_NARRATIVE },
                { &ch_request_fields, "helpers", CH_GROUP_NARRATIVE },
                { &ch_request_fields, "preferred", CH_GROUP_COMMITTEE },
                { &ch_request_fields, "excluded", CH_GROUP_COMMITTEE },
                { &ch_request_fields, "named", CH_GROUP_COMMITTEE },
                { &ch_request_fields, "note_ref", CH_GROUP_COMMITTEE },
                { &ch_request_fields, "contact_mailbox", CH_GROUP_CONTACTS },
                { &ch_need_fields, "text", CH_GROUP_NARRATIVE },
                { &ch_need_fields, "where", CH_GROUP_NARRATIVE },
                { &ch_need_fields, "recipients", CH_GROUP_NARRATIVE },
                { &ch_need_fields, "topics", CH_GROUP_CODES },
                { &ch_need_fields, "domains", CH_GROUP_CODES },
                { &ch_need_fields, "assistance", CH_GROUP_CODES },
                { &ch_offer_fields, "excluded", CH_GROUP_COMMITTEE },
                { &ch_offer_fields, "mailbox", CH_GROUP_CONTACTS },
                { &ch_match_fields, "score", CH_GROUP_COMMITTEE },
        };

        for (size_t i = 0; i < CH_COUNT(rows); i++)
                T_EQ_INT(ch_field_find(rows[i].table, ch_str_of(rows[i].name))->group, rows[i].group);
}

/* ---- reading words
 * --------------------------------------------------------------------------------------------------- */

typedef struct asked {
        ch_request r;
        ch_issues issues;
} asked;

static void
read_words(ch_t *t, asked *a, const char *name, const char *const *words)
{
        ch_strs list = { 0 };

        a->issues = ch_issues_new(t->arena);
        for (; *words; words++)
                list = ch_strs_add(t->arena, list, ch_str_of(*words));
        ch_field_read(ch_field_find(&ch_request_fields, ch_str_of(name)), &a->r, list, ch_str_of(name), &a->issues);
}
#define READ(name, ...) read_words(t, &a, name, (const char *const[]) { __VA_ARGS__ __VA_OPT__(, ) NULL })

T_CASE("texts are trimmed, keep their line breaks as LF, and come in composed form")
{
        asked a = { 0 };

        READ("exists", "  one\r\ntwo\rthree \t e\xcc\x81\n");
        T_EQ_STR(a.r.exists, "one\ntwo\nthree \t é");
        T_EQ_SIZE(a.issues.len, 0);
        READ("title", " a title ");
        T_EQ_STR(a.r.title, "a title");
        READ("title");
        T_EQ_SIZE(a.r.title.len, 0);
        T_EQ_SIZE(a.issues.len, 0);
}

T_CASE("what is no text is refused with its field, and the member is left empty")
{
        static const char *const bad[] = { "a\xff", "a\x01",
                                           "a\xe2\x80\xae"
                                           "b" };
        asked a = { 0 };

        for (size_t i = 0; i < 3; i++) {
                READ("title", bad[i]);
                T_EQ_SIZE(a.r.title.len, 0);
                T_TRUE(ch_issue_of(&a.issues, CH_LIT("title")) != NULL);
                READ("exists", bad[i]);
                T_TRUE(ch_issue_of(&a.issues, CH_LIT("exists")) != NULL);
        }
        READ("title", "two\nlines");
        T_EQ_SIZE(a.issues.len, 1);
        READ("title", "one", "two");
        T_EQ_SIZE(a.issues.len, 1);
        T_EQ_SIZE(a.r.title.len, 0);
}

T_CASE("dates, numbers, flags, answers and lists are read from words")
{
        asked a = { 0 };

        READ("date", "2014-08");
        T_EQ_INT(a.r.date.year, 2014);
        T_EQ_INT(a.r.date.month, 8);
        T_EQ_INT(a.r.date.day, 0);
        READ("publish_summary", "on");
        T_TRUE(a.r.publish_summary);
        READ("publish_summary");
        T_FALSE(a.r.publish_summary);
        READ("approach", "named");
        T_EQ_INT(a.r.approach, CH_APPROACH_NAMED);
        READ("approach", "");
        T_EQ_INT(a.r.approach, CH_APPROACH_UNSET);
        READ("languages", "en", "", " fr ");
        T_EQ_SIZE(a.r.languages.len, 2);
        T_EQ_STR(a.r.languages.v[1], "fr");
        T_EQ_SIZE(a.issues.len, 0);
}

T_CASE("what cannot be read is told with what was sent, and empties the member")
{
        static const struct {
                const char *name, *word;
        } rows[] = {
                { "date", "5 August" },      { "date", "2014-02-30" }, { "publish_summary", "perhaps" },
                { "approach", "everybody" }, { "status", "Draft" },    { "received_at", "yesterday" },
        };
        asked a = { 0 };

        for (size_t i = 0; i < CH_COUNT(rows); i++) {
                READ(rows[i].name, rows[i].word);
                T_EQ_SIZE(a.issues.len, 1);
                T_EQ_STR(a.issues.v[0].value, rows[i].word);
                T_TRUE(strstr(ch_str_c(t->arena, ch_issue_text(t->arena, &a.issues.v[0])), rows[i].word) != NULL);
        }
}

T_CASE("a number stays within its field")
{
        const ch_field *f = ch_field_find(&ch_need_fields, CH_LIT("priority"));
        static const char *const bad[] = { "4", "-1", "1.5", "one", "99999999999999999999", "+1", "0x1" };
        ch_need need = { 0 };
        ch_str word = CH_LIT("3");
        ch_issues issues = ch_issues_new(t->arena);

        ch_field_read(f, &need, (ch_strs) { &word, 1 }, CH_LIT("needs.1.priority"), &issues);
        T_EQ_INT(need.priority, 3);
        for (size_t i = 0; i < CH_COUNT(bad); i++) {
                word = ch_str_of(bad[i]);
                ch_field_read(f, &need, (ch_strs) { &word, 1 }, CH_LIT("needs.1.priority"), &issues);
                T_EQ_INT(need.priority, 0);
                T_EQ_SIZE(issues.len, i + 1);
                T_EQ_STR(issues.v[i].field, "needs.1.priority");
                T_EQ_INT(issues.v[i].max, 3);
        }
}

T_CASE("what a field shows as words is read back as the same member")
{
        for (uint64_t seed = 1; seed < 200; seed++)
                for (int kind = 1; kind < CH__KIND_MAX; kind++) {
                        const ch_fields *table = ch_kind_fields((ch_kind)kind);
                        void *record = seeded_record(t->arena, (ch_kind)kind, seed);
                        void *back = ch_record_new(t->arena, (ch_kind)kind);
                        ch_issues issues = ch_issues_new(t->arena);

                        for (size_t i = 0; i < table->len; i++) {
                                const ch_field *f = &table->v[i];
                                ch_strs words = ch_field_words(t->arena, f, record), again;

                                if (f->kind == CH_FIELD_PARTS)
                                        continue;
                                ch_field_read(f, back, words, ch_str_of(f->name), &issues);
                                again = ch_field_words(t->arena, f, back);
                                T_EQ_SIZE(again.len, words.len);
                                for (size_t w = 0; w < words.len; w++)
                                        T_TRUE(ch_str_eq(words.v[w], again.v[w]));
                        }
                        T_EQ_SIZE(issues.len, 0);
                }
}

/* ---- issues
 * ------------------------------------------------------------------------------------------------------------ */

T_CASE("blanks of a sentence are filled in, in any language")
{
        ch_issue i = { .msg = "{n} of {max}: “{value}” {other}", .n = 5000, .max = 4000, .value = CH_LIT("x") };

        T_EQ_STR(ch_issue_text(t->arena, &i), "5000 of 4000: “x” {other}");
        T_EQ_STR(ch_issue_fill(t->arena, "{value} — {max} sur {n}", &i), "x — 4000 sur 5000");
}

T_CASE("an issue shows at most 60 characters of what was sent, and nothing unprintable")
{
        ch_issues issues = ch_issues_new(t->arena);
        char long_text[300];

        memset(long_text, 'a', sizeof(long_text));
        ch_issue_put(&issues, &(ch_issue) { .msg = "m", .value = { long_text, sizeof(long_text) } });
        T_EQ_SIZE(issues.v[0].value.len, 60);
        ch_issue_put(&issues, &(ch_issue) { .msg = "m", .value = CH_LIT("a\xff\x01\n") });
        T_EQ_STR(issues.v[1].value, "a???");
        ch_issue_put(&issues, &(ch_issue) { .msg = "m", .value = CH_LIT("дом") });
        T_EQ_STR(issues.v[2].value, "дом");
}

T_CASE("issues beyond the limit are counted, and no memory is no crash")
{
        ch_issues issues = ch_issues_new(t->arena);
        ch_arena *tiny = ch_arena_new(4096);
        ch_issues poor = ch_issues_new(tiny);

        T_OK(ch_issues_status(&issues));
        for (int i = 0; i < CH_ISSUES_MAX + 7; i++)
                ch_issue_add(&issues, ch_fmt(t->arena, "f%d", i), "m");
        T_EQ_SIZE(issues.len, CH_ISSUES_MAX);
        T_EQ_SIZE(issues.more, 7);
        T_EQ_INT(ch_issues_status(&issues), CH_INVALID);
        T_TRUE(ch_issue_of(&issues, CH_LIT("f3")) == &issues.v[3]);
        T_TRUE(ch_issue_of(&issues, CH_LIT("f")) == NULL);
        for (int i = 0; i < 500; i++)
                ch_issue_add(&poor, CH_LIT("a field"), "m");
        T_EQ_SIZE(poor.len + poor.more, 500);
        T_TRUE(poor.len < CH_ISSUES_MAX);
        T_EQ_INT(ch_issues_status(&poor), CH_INVALID);
        ch_arena_free(&tiny);
}
