#include "given.h"
#include <ch/base/assert.h>
#include <ch/may.h>
#include <stdio.h>
#include <string.h>

enum { COLUMNS = 14, NOW = 1000000000 };

typedef struct cell_row {
        ch_act act;
        ch_str cells[CH__ROLE_MAX];
        ch_str kind, kept, conditions;
} cell_row;

static size_t
read_matrix(ch_t *t, ch_str text, cell_row rows[CH__ACT_MAX])
{
        ch_str line, cell;
        size_t n = 0;

        while (ch_str_cut(&text, '\n', &line)) {
                ch_str columns[COLUMNS] = { 0 };
                size_t c = 0;

                if (!line.len || *line.p == '#')
                        continue;
                while (ch_str_cut(&line, '\t', &cell) && c < COLUMNS)
                        columns[c++] = cell;
                T_EQ_SIZE(c, COLUMNS);
                T_TRUE(n < CH__ACT_MAX);
                rows[n].act = ch_act_of(columns[0]);
                T_TRUE(rows[n].act != CH_ACT_NONE);
                memcpy(rows[n].cells, columns + 1, sizeof(rows[n].cells));
                rows[n].kind = columns[11];
                rows[n].kept = columns[12];
                rows[n].conditions = columns[13];
                n++;
        }
        (void)t;
        return n;
}

static bool
has(ch_str cell, const char *what)
{
        return memmem(cell.p, cell.len, what, strlen(what)) != NULL;
}

/* ---- a world in which everything is visible to whom it concerns, so that only the table decides
 * ------------------------- */

typedef struct world {
        ch_request request;
        ch_offer offer;
        ch_match match;
        ch_account account;
} world;

static const ch_uuid request_id = { { 1 } }, offer_id = { { 2 } }, account_id = { { 7 } }, proposer_id = { { 8 } };

static void
make_world(world *w)
{
        *w = (world) { 0 };
        w->request = (ch_request) { .head.id = request_id,
                                    .party = CH_LIT("ALB"),
                                    .status = CH_REQUEST_OPEN,
                                    .received_at = 1,
                                    .circulated_at = 1 };
        for (int g = CH_GROUP_SUMMARY; g < CH_GROUP_CONTACTS; g++)
                w->request.levels[g] = CH_LEVEL_PUBLIC;
        w->offer = (ch_offer) { .head.id = offer_id, .party = CH_LIT("CAN"), .status = CH_OFFER_LISTED };
        w->match = (ch_match) { .request = request_id,
                                .offer = offer_id,
                                .party = CH_LIT("ALB"),
                                .provider = CH_LIT("CAN"),
                                .status = CH_MATCH_OFFERED,
                                .proposed_by = proposer_id };
        w->account = (ch_account) { .head.id = account_id, .party = CH_LIT("ALB") };
}

static ch_object
object_of(const world *w, ch_str kind)
{
        ch_object o = { 0 };

        if (ch_str_is(kind, "request"))
                o = (ch_object) { .kind = CH_REQUEST, .request = &w->request };
        else if (ch_str_is(kind, "offer"))
                o = (ch_object) { .kind = CH_OFFER, .offer = &w->offer };
        else if (ch_str_is(kind, "match"))
                o = (ch_object) { .kind = CH_MATCH, .match = &w->match, .request = &w->request, .offer = &w->offer };
        else if (ch_str_is(kind, "pair"))
                o = (ch_object) { .kind = CH_MATCH, .request = &w->request, .offer = &w->offer };
        else if (ch_str_is(kind, "account"))
                o = (ch_object) { .kind = CH_ACCOUNT, .account = &w->account, .party = CH_LIT("ALB") };
        else if (ch_str_is(kind, "party"))
                o = (ch_object) { .kind = CH_ACCOUNT, .party = CH_LIT("ALB") };
        else if (ch_str_is(kind, "contact"))
                o = (ch_object) { .kind = CH_CONTACT, .party = CH_LIT("ALB") };
        else if (ch_str_is(kind, "newrequest"))
                o = (ch_object) { .kind = CH_REQUEST, .party = CH_LIT("ALB") };
        else if (ch_str_is(kind, "newoffer"))
                o = (ch_object) { .kind = CH_OFFER, .party = CH_LIT("CAN") };
        return o;
}

typedef struct setting { /* one of everything that a verdict may depend on */
        ch_role role;
        ch_str party, nationality;
        bool delegated, self;
} setting;

static bool
is_expected(const cell_row *row, const setting *s)
{
        ch_str cell = row->cells[s->role];
        bool is_kept = (has(row->kept, "S") && ch_str_is(s->nationality, "ALB")) ||
                       (has(row->kept, "P") && ch_str_is(s->nationality, "CAN"));

        if (!s->nationality.len && !ch_str_is(row->kind, "-"))
                is_kept = true; /* unknown: kept from whatever is the Committee's */
        return has(cell, "a") || (has(cell, "o") && ch_str_is(s->party, "ALB")) ||
               (has(cell, "p") && ch_str_is(s->party, "CAN")) || (has(cell, "c") && !is_kept) ||
               (has(cell, "s") && s->self) || (has(cell, "d") && s->delegated);
}

/* The n-th of all settings; false past the last. */
static bool
nth_setting(size_t n, setting *s)
{
        static const char *const parties[] = { "ALB", "CAN", "NOR", "COMMITTEE", "" }, *const nations[] = { "SWE",
                                                                                                            "ALB",
                                                                                                            "CAN", "" };

        s->role = (ch_role)(n % CH__ROLE_MAX);
        n /= CH__ROLE_MAX;
        s->party = ch_str_of(parties[n % 5]);
        n /= 5;
        s->nationality = ch_str_of(nations[n % 4]);
        n /= 4;
        s->delegated = n & 1;
        s->self = n >> 1 & 1;
        return n < 4;
}

static ch_actor
actor_of(const setting *s)
{
        return (ch_actor) { .account = s->self ? account_id : (ch_uuid) { { 9 } },
                            .party = s->party,
                            .nationality = s->nationality,
                            .roles = CH_HAS(s->role),
                            .step_up_at = NOW - 1000 };
}

/* Every setting for one row; returns how many verdicts differ from the table. */
static size_t
count_wrong(const cell_row *row, bool tells)
{
        size_t wrong = 0;
        setting s;
        world w;

        make_world(&w);
        for (size_t n = 0; nth_setting(n, &s); n++) {
                ch_actor actor = actor_of(&s);
                ch_object o = object_of(&w, row->kind);
                ch_status want = is_expected(row, &s) ? CH_OK : CH_HIDDEN, got;

                o.is_delegated = s.delegated;
                if (want == CH_OK && s.self && has(row->conditions, "other"))
                        want = CH_CONFLICT;
                got = ch_may(&actor, row->act, &o, NOW);
                if (got == want)
                        continue;
                wrong++;
                if (tells)
                        print_error("%s as %s of '%.*s', national of '%.*s'%s%s: %s instead of %s\n",
                                    ch_act_word(row->act), ch_role_names[s.role], (int)s.party.len, s.party.p,
                                    (int)s.nationality.len, s.nationality.p, s.delegated ? ", delegated" : "",
                                    s.self ? ", himself" : "", ch_status_word(got), ch_status_word(want));
        }
        return wrong;
}

static size_t
given_matrix(ch_t *t, cell_row rows[CH__ACT_MAX])
{
        return read_matrix(t, given_file(t, CH_SOURCE_DIR "/tests/model/may_matrix.tsv"), rows);
}

T_CASE("every act has one line in the written matrix")
{
        cell_row rows[CH__ACT_MAX];
        size_t n = given_matrix(t, rows);
        bool seen[CH__ACT_MAX] = { 0 };

        T_EQ_SIZE(n, CH__ACT_MAX - 1);
        for (size_t i = 0; i < n; i++) {
                T_FALSE(seen[rows[i].act]);
                seen[rows[i].act] = true;
        }
}

T_CASE("every act, role, party, nationality, delegation and account: the verdict is the matrix's, and no other")
{
        cell_row rows[CH__ACT_MAX];
        size_t wrong = 0;

        for (size_t i = given_matrix(t, rows); i--;)
                wrong += count_wrong(&rows[i], true);
        T_EQ_SIZE(wrong, 0);
}

T_CASE("a single changed cell of the matrix is noticed, whichever it is")
{
        cell_row rows[CH__ACT_MAX];
        size_t n = given_matrix(t, rows);

        for (size_t i = 0; i < n; i++)
                for (int role = 0; role < CH__ROLE_MAX; role++) {
                        cell_row planted = rows[i];

                        planted.cells[role] = has(planted.cells[role], "a") ? CH_LIT("-") : CH_LIT("a");
                        T_TRUE(count_wrong(&planted, false) > 0);
                }
}

T_CASE("nobody gets in without a session but where the matrix says public; what only the system does is hidden")
{
        cell_row rows[CH__ACT_MAX];
        world w;

        make_world(&w);
        for (size_t i = given_matrix(t, rows); i--;) {
                ch_object o = object_of(&w, rows[i].kind);
                ch_status got = ch_may(&ch_actor_nobody, rows[i].act, &o, NOW);

                if (has(rows[i].conditions, "public"))
                        T_OK(got);
                else
                        T_EQ_INT(got, ch_may_roles(rows[i].act) ? CH_UNAUTHENTICATED : CH_HIDDEN);
        }
}

T_CASE("the system does what clocks and commands do, and nothing else")
{
        cell_row rows[CH__ACT_MAX];
        world w;

        make_world(&w);
        for (size_t i = given_matrix(t, rows); i--;) {
                ch_object o = object_of(&w, rows[i].kind);

                T_EQ_INT(ch_may(&ch_actor_system, rows[i].act, &o, NOW),
                         has(rows[i].conditions, "system") ? CH_OK : CH_HIDDEN);
        }
}

T_CASE("the roles that an act tells are those of its line")
{
        cell_row rows[CH__ACT_MAX];

        for (size_t i = given_matrix(t, rows); i--;) {
                ch_roles roles = ch_may_roles(rows[i].act);

                T_EQ_INT((roles & CH_PUBLIC) != 0, has(rows[i].conditions, "public"));
                for (int role = 0; role < CH__ROLE_MAX; role++)
                        if (!ch_str_is(rows[i].cells[role], "-"))
                                T_TRUE(roles & CH_HAS(role));
        }
}

static bool
holds_for(const cell_row *row, const setting *s)
{
        return is_expected(row, s) && !(s->self && has(row->conditions, "other"));
}

T_CASE("the second factor is asked for again exactly where the matrix says so, after ten minutes, and not from the "
       "future")
{
        static const struct {
                ch_time at;
                bool is_fresh;
        } times[] = { { 0, false },  { NOW, true }, { NOW - 600000, true }, { NOW - 600001, false }, { NOW + 1, false },
                      { -1, false }, { 1, false } };
        cell_row rows[CH__ACT_MAX];
        world w;
        setting s;

        make_world(&w);
        for (size_t i = given_matrix(t, rows); i--;)
                for (size_t n = 0; nth_setting(n, &s); n++)
                        for (size_t k = 0; k < CH_COUNT(times) && holds_for(&rows[i], &s); k++) {
                                ch_actor actor = actor_of(&s);
                                ch_object o = object_of(&w, rows[i].kind);
                                bool is_asked = has(rows[i].conditions, "factor") && !times[k].is_fresh;

                                o.is_delegated = s.delegated;
                                actor.step_up_at = times[k].at;
                                T_EQ_INT(ch_may(&actor, rows[i].act, &o, NOW), is_asked ? CH_STEP_UP : CH_OK);
                        }
}

T_CASE("who lacks the right is never asked for a second factor")
{
        world w;
        ch_actor drafter = { .roles = CH_HAS(CH_ROLE_DRAFTER), .party = CH_LIT("ALB") };
        ch_object o;

        make_world(&w);
        o = object_of(&w, CH_LIT("request"));
        T_EQ_INT(ch_may(&drafter, CH_ACT_REQUEST_RAISE, &o, NOW), CH_HIDDEN);
}

T_CASE("whoever proposed cannot endorse, another Chair can")
{
        world w;
        ch_actor chair = { .roles = CH_HAS(CH_ROLE_CHAIR) | CH_HAS(CH_ROLE_EXPERT), .nationality = CH_LIT("SWE") };
        ch_object o;

        make_world(&w);
        o = object_of(&w, CH_LIT("match"));
        chair.account = proposer_id;
        T_EQ_INT(ch_may(&chair, CH_ACT_MATCH_ENDORSE, &o, NOW), CH_CONFLICT);
        chair.account = account_id;
        T_OK(ch_may(&chair, CH_ACT_MATCH_ENDORSE, &o, NOW));
}

T_CASE("an act about something is refused to all when that something is not given")
{
        cell_row rows[CH__ACT_MAX];
        setting s;

        for (size_t i = given_matrix(t, rows); i--;) {
                if (ch_str_is(rows[i].kind, "none") || rows[i].act == CH_ACT_ACCOUNT_LIST)
                        continue;
                T_TRUE(ch_may(&ch_actor_system, rows[i].act, NULL, NOW) != CH_OK);
                T_TRUE(ch_may(&ch_actor_nobody, rows[i].act, NULL, NOW) != CH_OK);
                for (size_t n = 0; nth_setting(n, &s); n++) {
                        ch_actor actor = actor_of(&s);

                        T_EQ_INT(ch_may(&actor, rows[i].act, NULL, NOW), CH_HIDDEN);
                }
        }
}

T_CASE("acts that do not exist are refused to all")
{
        ch_actor all = { .roles = CH_HAS(CH__ROLE_MAX) - 1, .party = CH_LIT("ALB"), .nationality = CH_LIT("SWE") };

        T_EQ_INT(ch_may(&all, CH_ACT_NONE, NULL, NOW), CH_HIDDEN);
        T_EQ_INT(ch_may(&all, CH__ACT_MAX, NULL, NOW), CH_HIDDEN);
        T_EQ_INT(ch_may(&all, (ch_act)-1, NULL, NOW), CH_HIDDEN);
        T_EQ_INT(ch_may(&ch_actor_system, (ch_act)4000, NULL, NOW), CH_HIDDEN);
        T_EQ_INT(ch_may_roles((ch_act)4000), 0);
}

T_CASE("a provider volunteers only for what was circulated and is not on hold")
{
        world w;
        ch_actor actor = { .party = CH_LIT("CAN"), .roles = CH_HAS(CH_ROLE_PROVIDER) };
        ch_object o;

        make_world(&w);
        o = object_of(&w, CH_LIT("pair"));
        T_OK(ch_may(&actor, CH_ACT_MATCH_VOLUNTEER, &o, NOW));
        w.request.circulated_at = 0;
        T_EQ_INT(ch_may(&actor, CH_ACT_MATCH_VOLUNTEER, &o, NOW), CH_HIDDEN);
        w.request.circulated_at = 1;
        w.request.on_hold = true;
        T_EQ_INT(ch_may(&actor, CH_ACT_MATCH_VOLUNTEER, &o, NOW), CH_HIDDEN);
}

T_CASE("nationals of States that ask together, also under a joint name, are kept from the case")
{
        world w;
        ch_str guy = CH_LIT("GUY"), sur = CH_LIT("SUR");
        ch_actor expert = { .roles = CH_HAS(CH_ROLE_EXPERT), .nationality = guy };
        ch_object o;

        make_world(&w);
        o = object_of(&w, CH_LIT("request"));
        T_FALSE(ch_has_conflict(&expert, &o));
        w.request.co_requesters = (ch_strs) { &guy, 1 };
        T_TRUE(ch_has_conflict(&expert, &o));
        w.request.co_requesters = (ch_strs) { &sur, 1 };
        T_FALSE(ch_has_conflict(&expert, &o));
        o.members = (ch_strs) { &guy, 1 };
        T_TRUE(ch_has_conflict(&expert, &o));
        T_FALSE(ch_has_conflict(&ch_actor_system, &o));
}

T_CASE("a State's own people are never in conflict with their own case")
{
        world w;
        ch_actor mission = { .roles = CH_HAS(CH_ROLE_MISSION), .party = CH_LIT("ALB"), .nationality = CH_LIT("ALB") };
        ch_object o;

        make_world(&w);
        o = object_of(&w, CH_LIT("match"));
        T_FALSE(ch_has_conflict(&mission, &o));
        T_OK(ch_may(&mission, CH_ACT_MATCH_ACCEPT, &o, NOW));
}

T_CASE("a match that a side does not know yet does not exist for it, whatever it would do")
{
        world w;
        ch_actor mission = { .roles = CH_HAS(CH_ROLE_MISSION), .party = CH_LIT("ALB") };
        ch_actor provider = { .roles = CH_HAS(CH_ROLE_PROVIDER), .party = CH_LIT("CAN") };
        ch_object o;

        make_world(&w);
        o = object_of(&w, CH_LIT("match"));
        w.match.status = CH_MATCH_PROPOSED;
        T_EQ_INT(ch_may(&mission, CH_ACT_MATCH_ACCEPT, &o, NOW), CH_HIDDEN);
        T_EQ_INT(ch_may(&provider, CH_ACT_MATCH_ANSWER_OFFER, &o, NOW), CH_HIDDEN);
        w.match.status = CH_MATCH_ENDORSED;
        T_OK(ch_may(&mission, CH_ACT_MATCH_CLEAR, &o, NOW));
        T_EQ_INT(ch_may(&provider, CH_ACT_MATCH_ANSWER_OFFER, &o, NOW), CH_HIDDEN);
        w.match.status = CH_MATCH_INVITED;
        T_OK(ch_may(&provider, CH_ACT_MATCH_ANSWER_OFFER, &o, NOW));
}

T_CASE("what suits an offer is read by its provider, what suits a request by its State, never the other way round")
{
        world w;
        ch_actor provider = { .party = CH_LIT("CAN"), .roles = CH_HAS(CH_ROLE_PROVIDER) };
        ch_actor mission = { .party = CH_LIT("ALB"), .roles = CH_HAS(CH_ROLE_MISSION) };
        ch_object request, offer;

        make_world(&w);
        request = object_of(&w, CH_LIT("request"));
        offer = object_of(&w, CH_LIT("offer"));
        T_OK(ch_may(&provider, CH_ACT_SUITABLE_READ, &offer, NOW));
        T_EQ_INT(ch_may(&provider, CH_ACT_SUITABLE_READ, &request, NOW), CH_HIDDEN);
        T_OK(ch_may(&mission, CH_ACT_SUITABLE_READ, &request, NOW));
        T_EQ_INT(ch_may(&mission, CH_ACT_SUITABLE_READ, &offer, NOW), CH_HIDDEN);
        provider.party = CH_LIT("ALB");
        T_EQ_INT(ch_may(&provider, CH_ACT_SUITABLE_READ, &request, NOW), CH_HIDDEN);
        mission.party = CH_LIT("CAN");
        T_EQ_INT(ch_may(&mission, CH_ACT_SUITABLE_READ, &offer, NOW), CH_HIDDEN);
}
