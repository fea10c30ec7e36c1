/* given.h – a desk over a real database in a directory of its own, a clock that stands still, and the people of the
 * procedure.
 *
 * Header only, because each file of tests is a program. A test says given_house(t) and acts through do_… and look_at:
 *
 *   house h = given_house(t);
 *   people p = given_people();
 *   ch_uuid id = given_open_request(&h, &p);
 *   ch_look look = look_at(&h);
 *
 *   T_TRUE(ch_catalog_by_id(look.cat, CH_REQUEST, id, NULL) != NULL);
 *   …
 *   ch_look_end(&look);
 *   house_leave(&h);
 *
 * given_… must succeed, or the case fails; do_… return the service's status. All results live in the case's arena.
 */
#ifndef GIVEN_H
#define GIVEN_H
#include "t.h"
#include <ch/accounts.h>
#include <ch/audit.h>
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <ch/exchange.h>
#include <ch/home.h>
#include <ch/ranked.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAYBE __attribute__((unused)) static

/* Friday 20 November 2026, 15:00 UTC. */
MAYBE ch_time given_time = 1795186800000;
/* The desk's clock: move it with given_time += DAYS(3). */
MAYBE ch_time
given_now(void)
{
        return given_time;
}
/* Milliseconds. */
#define DAYS(n) ((ch_time)(n)*24 * 3600 * 1000)
#define MINS(n) ((ch_time)(n)*60 * 1000)

/* An open desk, and one reader for looks. */
typedef struct house {
        ch_t *t;
        ch_desk *desk;
        ch_reader *reader;
        char dir[64];
} house;

MAYBE ch_desk_config
given_config(const house *h)
{
        return (ch_desk_config) {
                .dir = h->dir, .reference = CH_SOURCE_DIR "/schema/reference", .may_migrate = true, .now = given_now
        };
}

/* Opens what house_close has closed: the same database, read anew. */
MAYBE void
house_open(house *h)
{
        ch_desk_config config = given_config(h);

        T_OK(ch_desk_open(&config, &h->desk));
        T_OK(ch_desk_reader_open(h->desk, &h->reader));
}

/* A new, empty house with the reference tables; the clock is put back to its beginning. */
MAYBE house
given_house(ch_t *t)
{
        house h = { .t = t };

        T_TRUE(ch_crypto_init());
        ch_log_level_set(CH_LOG_ERROR);
        given_time = 1795186800000;
        snprintf(h.dir, sizeof h.dir, "/tmp/ch-service-XXXXXX");
        T_TRUE(mkdtemp(h.dir) != NULL);
        house_open(&h);
        return h;
}

MAYBE void
house_close(house *h)
{
        ch_desk_reader_close(&h->reader);
        ch_desk_close(&h->desk);
}

/* Closes it and removes its directory; a case that fails before leaves that behind in /tmp. */
MAYBE void
house_leave(house *h)
{
        char command[128];

        house_close(h);
        snprintf(command, sizeof command, "rm -rf '%s'", h->dir);
        T_EQ_INT(system(command), 0);
}

/* ---- people ---- */

/* Somebody of that role with accounts and sessions that nobody has stored; the second factor was given just now.
 * Nationality "": of no interest. */
MAYBE ch_actor
person(ch_role role, const char *party, const char *nationality)
{
        ch_actor a = { .account = ch_uuid_random(),
                       .session = ch_uuid_random(),
                       .party = ch_str_of(party),
                       .nationality = ch_str_of(nationality),
                       .roles = CH_HAS(role) };

        a.step_up_at = given_time;
        return a;
}

typedef struct people {
        ch_actor drafter, mission, provider, expert, secretariat, chair, member, admin, auditor;
        ch_actor other_mission, other_provider, other_expert;
} people;

/* Albania asks, Canada offers; the Committee's people come from neither. */
MAYBE people
given_people(void)
{
        return (people) { .drafter = person(CH_ROLE_DRAFTER, "ALB", ""),
                          .mission = person(CH_ROLE_MISSION, "ALB", ""),
                          .provider = person(CH_ROLE_PROVIDER, "CAN", ""),
                          .expert = person(CH_ROLE_EXPERT, "COMMITTEE", "FJI"),
                          .secretariat = person(CH_ROLE_SECRETARIAT, "COMMITTEE", "FJI"),
                          .chair = person(CH_ROLE_CHAIR, "COMMITTEE", "FJI"),
                          .member = person(CH_ROLE_MEMBER, "COMMITTEE", "FJI"),
                          .admin = person(CH_ROLE_ADMIN, "COMMITTEE", "FJI"),
                          .auditor = person(CH_ROLE_AUDITOR, "COMMITTEE", "FJI"),
                          .other_mission = person(CH_ROLE_MISSION, "PER", ""),
                          .other_provider = person(CH_ROLE_PROVIDER, "FRA", ""),
                          .other_expert = person(CH_ROLE_EXPERT, "COMMITTEE", "NOR") };
}

/* ---- works: run fn(ctx, work) as one command; what it left in the work is copied out ---- */

/* One command: run is called on the writer thread and must not use T_…; what it leaves in the work is copied into the
 * job, in the case's arena. */
typedef struct job {
        ch_status (*run)(struct job *job, ch_work *work);
        const ch_actor *actor;
        const void *in;
        ch_made made;
        ch_issues issues;
        ch_legal legal;
        /* Nothing of it stays: the transaction is taken back, and work_on returns what run said. */
        bool undo;
        ch_status was;
        union {
                ch_str token;
                ch_opened opened;
        } out;
        ch_enrolment factor;
} job;

MAYBE ch_status
job_run(void *ctx, ch_work *work)
{
        job *j = ctx;

        j->was = j->run(j, work);
        j->issues = work->issues;
        if (work->legal)
                j->legal = *work->legal;
        if (!j->undo)
                return j->was;
        work->keeps = false;
        return CH_BUSY;
}

/* Runs the job and waits for its commit. */
MAYBE ch_status
work_on(house *h, job *j)
{
        ch_status st = ch_desk_run(h->desk, h->t->arena, job_run, j);

        return j->undo ? j->was : st;
}

/* A move of a record that is there. */
typedef ch_status step_fn(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);
typedef struct stepping {
        step_fn *fn;
        ch_step step;
} stepping;

MAYBE ch_status
run_step(job *j, ch_work *work)
{
        const stepping *s = j->in;

        return s->fn(work, j->actor, &s->step, &j->made);
}

/* The move with all that it may say; do_plain, do_coded (a reason of the table) and do_words say only that much.
 *
 *   T_OK(do_coded(&h, &p.secretariat, ch_request_authenticate, id, "note_seen"));
 */
MAYBE ch_status
do_step(house *h, const ch_actor *actor, step_fn *fn, ch_step step)
{
        stepping s = { fn, step };
        job j = { .run = run_step, .actor = actor, .in = &s };

        return work_on(h, &j);
}

MAYBE ch_status
do_plain(house *h, const ch_actor *actor, step_fn *fn, ch_uuid id)
{
        return do_step(h, actor, fn, (ch_step) { .id = id });
}

MAYBE ch_status
do_coded(house *h, const ch_actor *actor, step_fn *fn, ch_uuid id, const char *code)
{
        return do_step(h, actor, fn, (ch_step) { .id = id, .code = ch_str_of(code) });
}

MAYBE ch_status
do_words(house *h, const ch_actor *actor, step_fn *fn, ch_uuid id, const char *words)
{
        return do_step(h, actor, fn, (ch_step) { .id = id, .words = ch_str_of(words) });
}

/* ---- looks ---- */

/* The world as it is published now; ch_look_end it. A look does not see what is done later. */
MAYBE ch_look
look_at(house *h)
{
        return ch_look_begin(h->reader, h->t->arena);
}

/* ---- a request and an offer that fit ---- */

/* Words separated by one space each as a list; "": the empty one. */
MAYBE ch_strs
strs_of(ch_arena *arena, const char *words)
{
        ch_str rest = ch_str_of(words), word;
        ch_strs out = { 0 };

        while (ch_str_cut(&rest, ' ', &word))
                out = ch_strs_add(arena, out, word);
        return out;
}

/* All that a request needs for submission, to be changed before it is drafted; ANSWERS are the names of its fields. */
MAYBE ch_request *
given_answers(house *h)
{
        ch_arena *a = h->t->arena;
        ch_request *r = ch_record_new(a, CH_REQUEST);
        ch_need *n = CH_NEW_N(a, ch_need, 1);

        n[0] = (ch_need) { .text = CH_LIT("train customs officers to find dual-use goods at the border"),
                           .assistance = strs_of(a, "") };
        r->title = CH_LIT("Border control training");
        r->exists = CH_LIT("a customs law of 2001");
        r->helpers = CH_LIT("nobody yet");
        r->contact_function = CH_LIT("Focal point");
        r->contact_mailbox = CH_LIT("focal@example.org");
        r->lang = CH_LIT("en");
        r->approach = CH_APPROACH_ASK;
        r->needs = (ch_parts) { n, 1 };
        return r;
}
#define ANSWERS "title exists helpers contact_function contact_mailbox lang approach needs"

MAYBE ch_status
run_draft(job *j, ch_work *work)
{
        return ch_request_draft(work, j->actor, j->in, &j->made);
}

/* A draft of that mission's party. */
MAYBE ch_uuid
given_draft(house *h, const ch_actor *mission)
{
        ch_draft_in in = { .fields = given_answers(h), .names = strs_of(h->t->arena, ANSWERS) };
        job j = { .run = run_draft, .actor = mission, .in = &in };

        T_OK(work_on(h, &j));
        return j.made.id;
}

/* Drafted, submitted, authenticated and opened by p's mission and secretariat. */
MAYBE ch_uuid
given_open_request(house *h, const people *p)
{
        ch_uuid id = given_draft(h, &p->mission);

        T_OK(do_plain(h, &p->mission, ch_request_submit, id));
        T_OK(do_coded(h, &p->secretariat, ch_request_authenticate, id, "note_seen"));
        T_OK(do_plain(h, &p->secretariat, ch_request_open, id));
        return id;
}

MAYBE ch_status
run_offer_draft(job *j, ch_work *work)
{
        return ch_offer_draft(work, j->actor, j->in, &j->made);
}

MAYBE ch_offer *
given_offer_answers(house *h)
{
        ch_arena *a = h->t->arena;
        ch_offer *o = ch_record_new(a, CH_OFFER);
        ch_area *area = CH_NEW_N(a, ch_area, 1);

        area[0] = (ch_area) { .text = CH_LIT("training for customs and border officers on dual-use goods") };
        o->title = CH_LIT("Customs training");
        o->lang = CH_LIT("en");
        o->eligible = strs_of(a, "*");
        o->areas = (ch_parts) { area, 1 };
        o->mailbox = CH_LIT("help@example.org");
        return o;
}

/* An offer to all States that fits that request, submitted by provider, listed. */
MAYBE ch_uuid
given_listed_offer(house *h, const people *p, const ch_actor *provider)
{
        ch_offer_in in = { .fields = given_offer_answers(h),
                           .names = strs_of(h->t->arena, "title lang eligible areas mailbox") };
        job j = { .run = run_offer_draft, .actor = provider, .in = &in };

        T_OK(work_on(h, &j));
        T_OK(do_plain(h, provider, ch_offer_submit, j.made.id));
        T_OK(do_coded(h, &p->secretariat, ch_offer_list_it, j.made.id, "state_note"));
        return j.made.id;
}

MAYBE ch_status
run_raise(job *j, ch_work *work)
{
        return ch_request_raise(work, j->actor, j->in, &j->made);
}
MAYBE ch_status
run_lower(job *j, ch_work *work)
{
        return ch_request_lower(work, j->actor, j->in, &j->made);
}

/* Summary and codes to all vetted providers. */
MAYBE ch_exposure_in
exposure_of(ch_uuid id, ch_level level)
{
        ch_exposure_in in = { .id = id };

        in.levels[CH_GROUP_SUMMARY] = in.levels[CH_GROUP_CODES] = (int32_t)level;
        return in;
}

/* The exposure of a request, raised by one person; run_lower is for jobs of one's own. */
MAYBE ch_status
do_raise(house *h, const ch_actor *mission, ch_exposure_in in)
{
        job j = { .run = run_raise, .actor = mission, .in = &in };

        return work_on(h, &j);
}

/* ---- pairs ---- */

typedef ch_status pair_fn(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out);
typedef struct pairing_job {
        pair_fn *fn;
        ch_pair_in in;
} pairing_job;

MAYBE ch_status
run_pair(job *j, ch_work *work)
{
        const pairing_job *p = j->in;

        return p->fn(work, j->actor, &p->in, &j->made);
}

/* ch_match_propose and its like; id (may be NULL) gets the match. */
MAYBE ch_status
do_pair(house *h, const ch_actor *actor, pair_fn *fn, ch_pair_in in, ch_uuid *id)
{
        pairing_job p = { fn, in };
        job j = { .run = run_pair, .actor = actor, .in = &p };
        ch_status st = work_on(h, &j);

        if (id)
                *id = j.made.id;
        return st;
}
#endif
