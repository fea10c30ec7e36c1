#include "seeded.h"
#include <ch/letter.h>
#include <ch/may.h>
#include <string.h>

/* Every member holds a mark of its own; a view is packed whole and searched for the marks of what it must not show.
 * Marks of texts are words, of numbers rare values; what a field's group says is asked here of the table, not of
 * ch_redact. */

#define BIT(group) ((uint32_t)1 << (group))

static void mark_fields(ch_arena *arena, const ch_fields *table, void *record, const char *path);

static ch_str
mark_of(ch_arena *arena, const char *path, const char *name)
{
        return ch_fmt(arena, "<%s.%s>", path, name);
}

static void
mark_parts(ch_arena *arena, const ch_field *f, ch_parts *at, const char *path)
{
        *at = (ch_parts) { ch_arena_alloc(arena, 2, f->parts->size), 2 };
        for (size_t i = 0; i < 2; i++)
                mark_fields(arena, f->parts, (char *)at->v + i * f->parts->size,
                            ch_str_c(arena, ch_fmt(arena, "%s.%s", path, f->name)));
}

static void
mark_field(ch_arena *arena, const ch_field *f, void *at, const char *path)
{
        ch_str mark = mark_of(arena, path, f->name);

        switch (f->kind) {
        case CH_FIELD_LINE:
        case CH_FIELD_TEXT:
        case CH_FIELD_CODE:
                *(ch_str *)at = mark;
                break;
        case CH_FIELD_CODES:
                *(ch_strs *)at = ch_strs_add(arena, (ch_strs) { 0 }, mark);
                break;
        case CH_FIELD_ENUM:
                *(int32_t *)at = 1;
                break;
        case CH_FIELD_FLAG:
                *(bool *)at = true;
                break;
        case CH_FIELD_INT:
        case CH_FIELD_TIME:
                *(int64_t *)at = 1;
                break;
        case CH_FIELD_DATE:
                *(ch_date *)at = (ch_date) { 2014, 8, 5 };
                break;
        case CH_FIELD_UUID:
                memset(at, 1, sizeof(ch_uuid));
                break;
        case CH_FIELD_PARTS:
                mark_parts(arena, f, at, path);
                break;
        case CH__FIELD_KIND_MAX:
                break;
        }
}

static void
mark_fields(ch_arena *arena, const ch_fields *table, void *record, const char *path)
{
        for (size_t i = 0; i < table->len; i++)
                mark_field(arena, &table->v[i], ch_field_at(&table->v[i], record), path);
}

static void *
marked_record(ch_arena *arena, ch_kind kind)
{
        void *record = ch_record_new(arena, kind);

        mark_fields(arena, ch_kind_fields(kind), record, ch_kind_word(kind));
        return record;
}

/* Is a value of this kind there at all? Without the emptiness that enums do not have. */
static bool
is_there(const ch_field *f, const void *record)
{
        if (f->kind == CH_FIELD_ENUM)
                return *(const int32_t *)ch_field_in(f, record) != 0;
        return !ch_field_is_empty(f, record);
}

static size_t
count_leaks(const ch_fields *table, const void *view, uint32_t groups)
{
        size_t leaks = 0;

        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];
                const ch_parts *parts = ch_field_in(f, view);

                if (!(groups & BIT(f->group)) && is_there(f, view))
                        leaks++;
                for (size_t p = 0; f->kind == CH_FIELD_PARTS && p < parts->len; p++)
                        leaks += count_leaks(f->parts, (char *)parts->v + p * f->parts->size, groups);
        }
        return leaks;
}

/* Fields whose groups are all open but which are gone all the same. */
static size_t
count_losses(const ch_fields *table, const void *view, uint32_t groups)
{
        size_t losses = 0;

        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];
                const ch_parts *parts = ch_field_in(f, view);

                if (!(groups & BIT(f->group)))
                        continue;
                if (f->kind != CH_FIELD_PARTS)
                        losses += !is_there(f, view);
                for (size_t p = 0; f->kind == CH_FIELD_PARTS && p < parts->len; p++)
                        losses += count_losses(f->parts, (char *)parts->v + p * f->parts->size, groups);
        }
        return losses;
}

/* The marks of hidden texts, looked for in all the bytes of the packed view. */
static size_t
count_marks(ch_t *t, const ch_fields *table, const char *path, ch_str bytes, uint32_t groups)
{
        size_t found = 0;

        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];
                ch_str mark = mark_of(t->arena, path, f->name);
                const char *inner = ch_str_c(t->arena, ch_fmt(t->arena, "%s.%s", path, f->name));

                if (f->kind == CH_FIELD_PARTS)
                        found += count_marks(t, f->parts, inner, bytes, groups & BIT(f->group) ? groups : 0);
                else if (!(groups & BIT(f->group)) && bytes.len)
                        found += memmem(bytes.p, bytes.len, mark.p, mark.len) != NULL;
        }
        return found;
}

/* Both ways to make a view. */
typedef void *redact_fn(ch_arena *arena, ch_kind kind, const void *record, uint32_t groups);
static redact_fn *const makers[] = { ch_redact, ch_redact_shared };

T_CASE("for every record, field and set of groups: what is not open is gone, what is open stays, inner fields too")
{
        for (int i = 1; i < CH__KIND_MAX; i++)
                for (uint32_t n = 2; n < 2 * BIT(CH__GROUP_MAX); n++) {
                        uint32_t groups = n / 2;
                        ch_kind kind = (ch_kind)i;
                        ch_arena *arena = ch_arena_new((size_t)1 << 20);
                        void *record = marked_record(arena, kind), *view = makers[n % 2](arena, kind, record, groups);
                        ch_str bytes;

                        T_TRUE(view != NULL);
                        T_EQ_SIZE(count_leaks(ch_kind_fields(kind), view, groups), 0);
                        T_EQ_SIZE(count_losses(ch_kind_fields(kind), view, groups), 0);
                        T_OK(ch_pack(arena, kind, view, CH_PACK_ALL, &bytes));
                        T_EQ_SIZE(count_marks(t, ch_kind_fields(kind), ch_kind_word(kind), bytes, groups), 0);
                        ch_arena_free(&arena);
                        ch_arena_reset(t->arena);
                }
}

T_CASE("a view that borrows says the same as one that copies, for every record and set of groups")
{
        for (int i = 1; i < CH__KIND_MAX; i++)
                for (uint32_t groups = 1; groups < BIT(CH__GROUP_MAX); groups++) {
                        void *record = marked_record(t->arena, (ch_kind)i);
                        ch_str bytes[2];

                        for (size_t m = 0; m < 2; m++) {
                                void *view = makers[m](t->arena, (ch_kind)i, record, groups);

                                T_TRUE(view != NULL);
                                T_OK(ch_pack(t->arena, (ch_kind)i, view, CH_PACK_ALL, &bytes[m]));
                        }
                        T_TRUE(ch_str_eq(bytes[0], bytes[1]));
                        ch_arena_reset(t->arena);
                }
}

T_CASE("the search finds each single field that is planted in a view that must not show it")
{
        for (int i = 1; i < CH__KIND_MAX; i++) {
                ch_kind kind = (ch_kind)i;
                const ch_fields *table = ch_kind_fields(kind);
                void *record = marked_record(t->arena, kind);

                for (size_t n = 0; n < table->len; n++) {
                        const ch_field *f = &table->v[n];
                        uint32_t groups = (BIT(CH__GROUP_MAX) - 1) & ~BIT(f->group);
                        void *view = ch_redact(t->arena, kind, record, groups);

                        memcpy(ch_field_at(f, view), ch_field_in(f, record), sizeof(bool));
                        if (f->kind != CH_FIELD_FLAG && f->kind != CH_FIELD_PARTS)
                                mark_field(t->arena, f, ch_field_at(f, view), ch_kind_word(kind));
                        if (f->kind == CH_FIELD_PARTS)
                                mark_parts(t->arena, f, ch_field_at(f, view), ch_kind_word(kind));
                        T_TRUE(count_leaks(table, view, groups) > 0);
                }
        }
}

T_CASE("the record itself stays as it was")
{
        void *record = marked_record(t->arena, CH_REQUEST);
        ch_str before, after;

        T_OK(ch_pack(t->arena, CH_REQUEST, record, CH_PACK_ALL, &before));
        T_TRUE(ch_redact(t->arena, CH_REQUEST, record, BIT(CH_GROUP_OPEN)) != NULL);
        T_TRUE(ch_redact_shared(t->arena, CH_REQUEST, record, BIT(CH_GROUP_OPEN)) != NULL);
        T_OK(ch_pack(t->arena, CH_REQUEST, record, CH_PACK_ALL, &after));
        T_TRUE(ch_str_eq(before, after));
}

T_CASE("how many needs there are is told only to those who read something of them")
{
        const ch_request *record = marked_record(t->arena, CH_REQUEST), *view;

        view = ch_redact(t->arena, CH_REQUEST, record, BIT(CH_GROUP_OPEN) | BIT(CH_GROUP_SUMMARY));
        T_EQ_SIZE(view->needs.len, 0);
        view = ch_redact(t->arena, CH_REQUEST, record, BIT(CH_GROUP_OPEN) | BIT(CH_GROUP_CODES));
        T_EQ_SIZE(view->needs.len, 2);
        T_EQ_INT(ch_request_needs(view)[0].no, 1);
        T_EQ_SIZE(ch_request_needs(view)[0].text.len, 0);
        T_EQ_SIZE(ch_request_needs(view)[0].recipients.len, 0);
        T_EQ_SIZE(ch_request_needs(view)[0].topics.len, 1);
        view = ch_redact(t->arena, CH_REQUEST, record, BIT(CH_GROUP_OPEN) | BIT(CH_GROUP_NARRATIVE));
        T_EQ_SIZE(ch_request_needs(view)[1].recipients.len, 2);
        T_TRUE(ch_request_needs(view)[1].text.len > 0);
        T_EQ_SIZE(ch_request_needs(view)[1].topics.len, 0);
}

T_CASE("the areas of an offer are read by all who read the offer, but not the refused topics")
{
        const ch_offer *record = marked_record(t->arena, CH_OFFER), *view;

        view = ch_redact(t->arena, CH_OFFER, record, BIT(CH_GROUP_OPEN));
        T_EQ_SIZE(view->areas.len, 2);
        T_TRUE(ch_offer_areas(view)[0].text.len > 0);
        T_EQ_SIZE(ch_offer_areas(view)[0].not_topics.len, 0);
        T_EQ_SIZE(view->excluded.len, 0);
        T_EQ_SIZE(view->mailbox.len, 0);
}

T_CASE("who wrote a record and when is the Committee's to know; a match keeps its version for those who answer it")
{
        static const ch_head head = { .id = { { 1 } },
                                      .ref = { "R-ALB-2026-1", 12 },
                                      .version = 7,
                                      .created_at = 5,
                                      .changed_at = 6,
                                      .created_by = { { 2 } },
                                      .changed_by = { { 3 } },
                                      .is_sample = true };
        ch_request r = { .head = head };
        ch_match m = { .head = head };
        const ch_head *got;

        got = ch_redact(t->arena, CH_REQUEST, &r, BIT(CH_GROUP_COMMITTEE));
        T_EQ_INT(got->version, 7);
        T_EQ_INT(got->changed_at, 6);
        got = ch_redact(t->arena, CH_REQUEST, &r, BIT(CH_GROUP_SUMMARY));
        T_EQ_STR(got->ref, "R-ALB-2026-1");
        T_TRUE(ch_uuid_eq(got->id, head.id) && got->is_sample);
        T_EQ_INT(got->version, 0);
        T_EQ_INT(got->created_at + got->changed_at, 0);
        T_TRUE(ch_uuid_is_nil(got->created_by) && ch_uuid_is_nil(got->changed_by));
        got = ch_redact(t->arena, CH_MATCH, &m, BIT(CH_GROUP_OPEN));
        T_EQ_INT(got->version, 7);
        T_TRUE(ch_uuid_is_nil(got->changed_by));
}

/* Who reads a step that somebody else took: S, P the State, the provider with its words; s, p the step alone. The
 * Committee's delegations read what the provider does. */
static const struct {
        ch_act act;
        const char *readers;
} decision_rows[] = {
        { CH_ACT_MATCH_SET_ASIDE, "" },   { CH_ACT_MATCH_PROPOSE, "" },         { CH_ACT_MATCH_ENDORSE, "" },
        { CH_ACT_MATCH_CLEAR, "S" },      { CH_ACT_MATCH_INVITE, "SP" },        { CH_ACT_MATCH_ANSWER_OFFER, "SP" },
        { CH_ACT_MATCH_VOLUNTEER, "SP" }, { CH_ACT_MATCH_PASS_ON, "sp" },       { CH_ACT_MATCH_ANSWER_DECLINE, "" },
        { CH_ACT_MATCH_ASK_FOR, "S" },    { CH_ACT_MATCH_ACCEPT, "SP" },        { CH_ACT_MATCH_ASK_CHANGES, "SP" },
        { CH_ACT_MATCH_DECLINE, "" },     { CH_ACT_MATCH_START, "SP" },         { CH_ACT_MATCH_SUSPEND, "SP" },
        { CH_ACT_MATCH_RESUME, "SP" },    { CH_ACT_MATCH_REPORT, "SP" },        { CH_ACT_MATCH_CONFIRM_DELIVERY, "SP" },
        { CH_ACT_MATCH_CLOSE, "SP" },     { CH_ACT_MATCH_LAPSE, "SP" },         { CH_ACT_MATCH_WITHDRAW_OFFER, "SP" },
        { CH_ACT_MATCH_RESCIND, "SP" },   { CH_ACT_MATCH_PASS_CONTACTS, "sp" }, { CH_ACT_MATCH_FEEDBACK, "" },
};

static ch_match
match_decided(ch_t *t, const char *by_party)
{
        ch_decision *all = CH_NEW_N(t->arena, ch_decision, CH_COUNT(decision_rows));

        for (size_t i = 0; i < CH_COUNT(decision_rows); i++)
                all[i] = (ch_decision) { .act = ch_str_of(ch_act_word(decision_rows[i].act)),
                                         .by_party = ch_str_of(by_party),
                                         .code = CH_LIT("c"),
                                         .words = CH_LIT("w"),
                                         .by = { { 1 } } };
        return (ch_match) { .party = CH_LIT("ALB"),
                            .provider = CH_LIT("CAN"),
                            .decisions = { all, CH_COUNT(decision_rows) } };
}

T_CASE("every step of a match says who reads it")
{
        const ch_move *moves;
        size_t n = ch_moves(&moves);

        for (size_t i = 0; i < n; i++) {
                bool is_there = moves[i].kind != CH_MATCH;

                for (size_t k = 0; k < CH_COUNT(decision_rows); k++)
                        is_there = is_there || decision_rows[k].act == moves[i].act;
                T_TRUE(is_there);
        }
}

T_CASE("each side reads the decisions that concern it, in order, and no other; words only where they are for it")
{
        static const struct {
                const char *party;
                char with_words, step;
        } sides[] = { { "ALB", 'S', 's' }, { "CAN", 'P', 'p' }, { "COMMITTEE", 'P', 'p' } };
        ch_match m = match_decided(t, "COMMITTEE");

        for (size_t s = 0; s < CH_COUNT(sides); s++) {
                ch_actor a = { .party = ch_str_of(sides[s].party) };
                ch_match *view = ch_redact(t->arena, CH_MATCH, &m, BIT(CH_GROUP_CODES) | BIT(CH_GROUP_OPEN));
                const ch_decision *d;
                size_t n = 0;

                T_EQ_SIZE(view->decisions.len, 0);
                T_TRUE(ch_decisions_show(view, &m, &a, t->arena));
                d = view->decisions.v;
                for (size_t i = 0; i < CH_COUNT(decision_rows); i++) {
                        bool has_words = strchr(decision_rows[i].readers, sides[s].with_words) != NULL;

                        if (!has_words && !strchr(decision_rows[i].readers, sides[s].step))
                                continue;
                        T_TRUE(n < view->decisions.len);
                        T_TRUE(ch_str_is(d[n].act, ch_act_word(decision_rows[i].act)));
                        T_EQ_SIZE(d[n].words.len, has_words);
                        T_EQ_SIZE(d[n].code.len, has_words);
                        T_TRUE(ch_uuid_is_nil(d[n].by));
                        n++;
                }
                T_EQ_SIZE(view->decisions.len, n);
        }
        T_EQ_SIZE(((ch_match *)ch_redact(t->arena, CH_MATCH, &m, BIT(CH__GROUP_MAX) - 1))->decisions.len,
                  CH_COUNT(decision_rows));
}

T_CASE("a party reads its own steps with its own words, whatever they were")
{
        static const char *const parties[] = { "ALB", "CAN" };

        for (size_t p = 0; p < 2; p++) {
                ch_match m = match_decided(t, parties[p]), view = { 0 };
                ch_actor a = { .party = ch_str_of(parties[p]) };

                T_TRUE(ch_decisions_show(&view, &m, &a, t->arena));
                T_EQ_SIZE(view.decisions.len, CH_COUNT(decision_rows));
                for (size_t i = 0; i < view.decisions.len; i++)
                        T_EQ_STR(((const ch_decision *)view.decisions.v)[i].words, "w");
        }
}

T_CASE("a State reads reasons without points, a provider neither")
{
        ch_reason reason = { .factor = 3, .fit = 500, .points = 12500 };
        ch_match m = { .score = 12500, .reasons = { &reason, 1 }, .weights = CH_LIT("2026-1"), .seq = 9 };
        const ch_match *state = ch_redact(t->arena, CH_MATCH, &m, BIT(CH_GROUP_CODES) | BIT(CH_GROUP_OPEN));
        const ch_match *provider = ch_redact(t->arena, CH_MATCH, &m, BIT(CH_GROUP_OWNER) | BIT(CH_GROUP_OPEN));
        const ch_reason *seen = state->reasons.v;

        T_EQ_INT(seen->factor, 3);
        T_EQ_INT(seen->fit + seen->points + state->score + state->seq, 0);
        T_EQ_SIZE(state->weights.len, 0);
        T_EQ_SIZE(provider->reasons.len, 0);
        T_EQ_INT(provider->score, 0);
}

/* ---- whole readers: the same search for real people
 * --------------------------------------------------------------------- */

T_CASE("for every role and field of a request and its match: the mark is in the view exactly when its group is open")
{
        static const char *const parties[] = { "ALB", "CAN", "NOR", "COMMITTEE" };
        ch_request *r = marked_record(t->arena, CH_REQUEST);
        ch_offer *offer = marked_record(t->arena, CH_OFFER);
        ch_match *m = marked_record(t->arena, CH_MATCH);

        r->party = m->party = CH_LIT("ALB");
        offer->party = m->provider = CH_LIT("CAN");
        r->status = CH_REQUEST_OPEN;
        offer->status = CH_OFFER_LISTED;
        m->status = CH_MATCH_INVITED;
        r->levels[CH_GROUP_SUMMARY] = r->levels[CH_GROUP_CODES] = CH_LEVEL_PROVIDERS;
        r->levels[CH_GROUP_NARRATIVE] = r->levels[CH_GROUP_ATTACHMENTS] = CH_LEVEL_COMMITTEE;
        r->on_hold = false;
        m->contacts_passed = false;
        for (int role = 0; role < CH__ROLE_MAX; role++)
                for (size_t p = 0; p < 4; p++)
                        for (int kind = CH_REQUEST; kind <= CH_MATCH; kind++) {
                                ch_actor a = { .roles = CH_HAS(role),
                                               .party = ch_str_of(parties[p]),
                                               .nationality = CH_LIT("SWE") };
                                ch_object o = { .kind = (ch_kind)kind,
                                                .request = r,
                                                .offer = offer,
                                                .match = m,
                                                .is_invited = p == 1,
                                                .is_vetted = true };
                                uint32_t groups = ch_groups_for(&a, &o);
                                const void *records[] = { [CH_REQUEST] = r, [CH_OFFER] = offer, [CH_MATCH] = m };
                                void *view = ch_redact(t->arena, (ch_kind)kind, records[kind], groups);
                                ch_str bytes;

                                T_EQ_INT(view == NULL, groups == 0);
                                if (!view)
                                        continue;
                                T_OK(ch_pack(t->arena, (ch_kind)kind, view, CH_PACK_ALL, &bytes));
                                T_EQ_SIZE(count_leaks(ch_kind_fields((ch_kind)kind), view, groups), 0);
                                T_EQ_SIZE(count_marks(t, ch_kind_fields((ch_kind)kind), ch_kind_word((ch_kind)kind),
                                                      bytes, groups),
                                          0);
                                if (kind == CH_REQUEST && ch_str_is(a.party, "CAN") && role == CH_ROLE_PROVIDER)
                                        T_TRUE(memmem(bytes.p, bytes.len, "<request.title>", 15) &&
                                               !memmem(bytes.p, bytes.len, "<request.excluded>", 18) &&
                                               !memmem(bytes.p, bytes.len, "<request.needs.text>", 20));
                        }
}

T_CASE("no groups, or no memory, and there is no view")
{
        void *record = marked_record(t->arena, CH_REQUEST);
        ch_arena *tiny = ch_arena_new(512);

        T_TRUE(ch_redact(t->arena, CH_REQUEST, record, 0) == NULL);
        T_TRUE(ch_redact(tiny, CH_REQUEST, record, BIT(CH_GROUP_OPEN)) == NULL);
        T_TRUE(ch_redact_shared(t->arena, CH_REQUEST, record, 0) == NULL);
        T_TRUE(ch_redact_shared(tiny, CH_REQUEST, record, BIT(CH_GROUP_OPEN)) == NULL);
        ch_arena_free(&tiny);
}
