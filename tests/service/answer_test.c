/* Answers that show what a command has done and are made on another thread than the writer's. */
#include "given.h"
#include <ch/base/sync.h>
#include <ch/catalog.h>
#include <stdatomic.h>

typedef struct drafting {
        ch_command cmd;
        house *h;
        const ch_actor *mission;
        ch_made made;
        ch_status result;
        const ch_catalog *pinned;
        atomic_bool is_done;
} drafting;

static ch_status
drafting_run(ch_command *cmd, ch_work *work)
{
        drafting *d = (drafting *)cmd;
        ch_draft_in in = { .fields = given_answers(d->h), .names = strs_of(d->h->t->arena, ANSWERS) };

        return ch_request_draft(work, d->mission, &in, &d->made);
}

static void
drafting_done(ch_command *cmd, ch_status result)
{
        drafting *d = (drafting *)cmd;

        d->result = result;
        d->pinned = ch_desk_pin(d->h->desk);
        atomic_store(&d->is_done, true);
}

static drafting *
drafted(house *h, const ch_actor *mission)
{
        drafting *d = CH_NEW(h->t->arena, drafting);

        *d = (drafting) { .cmd = { .arena = h->t->arena, .run = drafting_run, .done = drafting_done },
                          .h = h,
                          .mission = mission };
        T_OK(ch_desk_enqueue(h->desk, &d->cmd));
        while (!atomic_load(&d->is_done))
                ch_thread_yield();
        T_OK(d->result);
        return d;
}

static ch_status
shows(const ch_look *look, const ch_actor *actor, const drafting *d)
{
        ch_request_view view;

        return ch_request_show(look, actor, d->made.id, &view);
}

T_CASE("an answer made later shows what its command has done and what went before it, and nothing that came after")
{
        house h = given_house(t);
        people p = given_people();
        drafting *one, *two;
        ch_look look;

        T_OK(ch_desk_start(h.desk));
        one = drafted(&h, &p.mission);
        two = drafted(&h, &p.mission);
        look = ch_look_answer_begin(h.reader, t->arena, one->pinned);
        T_OK(shows(&look, &p.mission, one));
        T_EQ_INT(shows(&look, &p.mission, two), CH_HIDDEN);
        T_EQ_INT(shows(&look, &p.other_mission, one), CH_HIDDEN);
        ch_look_end(&look);
        look = ch_look_answer_begin(h.reader, t->arena, two->pinned);
        T_OK(shows(&look, &p.mission, one));
        T_OK(shows(&look, &p.mission, two));
        ch_look_end(&look);
        house_leave(&h);
}

T_CASE("the answer to whoever has made a draft is the same as his look at it, and needs nothing from the disk")
{
        house h = given_house(t);
        people p = given_people();
        drafting *one;
        ch_look look;
        ch_request_view answer, own;

        T_OK(ch_desk_start(h.desk));
        one = drafted(&h, &p.mission);
        look = ch_look_answer_begin(h.reader, t->arena, one->pinned);
        look.db = NULL;
        T_OK(ch_request_show(&look, &p.mission, one->made.id, &answer));
        ch_look_end(&look);
        look = ch_look_begin(h.reader, t->arena);
        T_OK(ch_request_show(&look, &p.mission, one->made.id, &own));
        ch_look_end(&look);
        T_EQ_INT(answer.groups, own.groups);
        T_EQ_INT(answer.request->head.version, own.request->head.version);
        T_EQ_SIZE(answer.moves.len, own.moves.len);
        T_TRUE(!answer.raise_waits && !own.raise_waits && answer.is_own && own.is_own);
        house_leave(&h);
}

static size_t
reads_noted(house *h, const people *p, ch_uuid id)
{
        ch_audit_line *v;
        size_t n, reads = 0;
        ch_look look;

        T_OK(ch_desk_upkeep(h->desk));
        look = look_at(h);
        T_OK(ch_audit_list(&look, &p->auditor, 0, 50, &v, &n));
        for (size_t i = 0; i < n; i++)
                reads += v[i].act == CH_ACT_REQUEST_READ && ch_uuid_eq(v[i].object, id);
        ch_look_end(&look);
        return reads;
}

T_CASE("that answer is no reading: it is not noted, where the same look of its reader's own is")
{
        house h = given_house(t);
        people p = given_people();
        ch_uuid id = given_open_request(&h, &p);
        ch_look look = ch_look_answer_begin(h.reader, t->arena, ch_desk_pin(h.desk));
        ch_request_view view;

        T_OK(ch_request_show(&look, &p.expert, id, &view));
        ch_look_end(&look);
        T_EQ_SIZE(reads_noted(&h, &p, id), 0);
        look = ch_look_begin(h.reader, t->arena);
        T_OK(ch_request_show(&look, &p.expert, id, &view));
        ch_look_end(&look);
        T_EQ_SIZE(reads_noted(&h, &p, id), 1);
        house_leave(&h);
}
