/* One transaction for the commands that wait: each in a savepoint; prepare the next catalogue, commit, publish, tell.
 */
#include "desk_.h"
#include <string.h>

enum { TURN_US = 2000 };

ch_status
work_stage(ch_work *work, const ch_change *change)
{
        struct ch_batch *b = &work->look.desk->writer.batch;

        if (b->len == b->cap) {
                size_t cap = b->cap ? b->cap * 2 : 64;
                ch_change *v = CH_NEW_N(b->arena, ch_change, cap);

                if (!v)
                        return CH_TOO_LARGE;
                if (b->len)
                        memcpy(v, b->v, b->len * sizeof *v);
                b->v = v;
                b->cap = cap;
        }
        b->v[b->len++] = *change;
        work->changes_len++;
        work->changes = b->v + (b->len - work->changes_len);
        return CH_OK;
}

static ch_work
work_of(ch_desk *desk, ch_arena *arena)
{
        ch_time now = desk->now();

        return (ch_work) { .look = { .desk = desk,
                                     .cat = desk->current,
                                     .db = ch_store_writer(desk->store),
                                     .arena = arena,
                                     .now = now,
                                     .today = ch_day_of(now),
                                     .batch = &desk->writer.batch },
                           .issues = ch_issues_new(arena) };
}

/* Only a savepoint that does not work is a failure here: of the whole batch. */
static ch_status
run_one(ch_desk *desk, ch_command *cmd)
{
        struct ch_batch *b = &desk->writer.batch;
        ch_work work = work_of(desk, cmd->arena);
        size_t before = b->len;
        ch_status st = ch_store_savepoint(desk->store);
        bool keep;

        if (st != CH_OK)
                return st;
        cmd->result = cmd->run(cmd, &work);
        if (cmd->result == CH_OK && ch_arena_is_full(cmd->arena))
                cmd->result = CH_TOO_LARGE;
        keep = cmd->result == CH_OK || work.keeps;
        if (!keep)
                b->len = before;
        return ch_store_savepoint_end(desk->store, keep);
}

static ch_status
write_notes(ch_desk *desk)
{
        struct ch_batch *b = &desk->writer.batch;
        ch_audit_entry *v;
        size_t n;
        ch_status st = CH_OK;

        ch_mutex_lock(&desk->writer.lock);
        n = desk->notes.len < NOTES_MANY ? desk->notes.len : NOTES_MANY;
        v = n ? CH_NEW_N(b->arena, ch_audit_entry, n) : NULL;
        n = v ? notes_take(&desk->notes, v) : 0;
        ch_mutex_unlock(&desk->writer.lock);
        for (size_t i = 0; i < n && st == CH_OK; i++)
                st = ch_db_audit_add(ch_store_writer(desk->store), &v[i]);
        return st;
}

/* A transaction takes in commands for two milliseconds, or as long as the last flush took if that was longer: who came
 * first is answered while others still run, and on a slow disk no more than half of the time goes into waiting for it.
 */
static ch_status
run_some(ch_desk *desk, ch_command *first, ch_command **rest)
{
        int64_t turn = desk->writer.flush_us > TURN_US ? desk->writer.flush_us : TURN_US;
        int64_t until = ch_uptime_us() + turn;
        ch_status st = CH_OK;

        for (ch_command *c = first; c && st == CH_OK; c = c->next) {
                st = run_one(desk, c);
                if (st != CH_OK || !c->next || ch_uptime_us() < until)
                        continue;
                *rest = c->next;
                c->next = NULL;
        }
        return st == CH_OK ? write_notes(desk) : st;
}

static ch_status
commit(ch_desk *desk)
{
        struct ch_batch *b = &desk->writer.batch;
        const ch_catalog *next = NULL;
        ch_status st = b->len ? ch_catalog_grow(desk->current, b->v, b->len, &next) : CH_OK;
        int64_t from = ch_uptime_us();

        if (st == CH_OK)
                st = ch_store_commit(desk->store);
        else
                ch_store_rollback(desk->store);
        desk->writer.flush_us = ch_uptime_us() - from;
        if (st == CH_OK && next) {
                desk_publish(desk, next);
                meanings_note(desk, b->v, b->len);
        } else {
                ch_catalog_release(&next);
        }
        return st;
}

static ch_status
transact(ch_desk *desk, ch_command *first, ch_command **rest)
{
        bool fatal = false;
        ch_status st;

        if (ch_store_is_overloaded(desk->store, &fatal))
                return fatal ? CH_BROKEN : CH_BUSY;
        st = ch_store_begin(desk->store);
        if (st != CH_OK)
                return st;
        st = run_some(desk, first, rest);
        if (st == CH_OK)
                return commit(desk);
        ch_store_rollback(desk->store);
        return st;
}

static void
note_ending(writer *w, const ch_command *c)
{
        if (!c->batch_end)
                return;
        for (size_t i = 0; i < w->endings_len; i++)
                if (w->endings[i].fn == c->batch_end && w->endings[i].arg == c->batch_arg)
                        return;
        CH_ASSERT(w->endings_len < BATCH_ENDS);
        w->endings[w->endings_len++] = (ending) { c->batch_end, c->batch_arg };
}

/* After done() a command's memory is its owner's again: everything is read before. */
static void
tell_all(writer *w, ch_command *first, ch_status st)
{
        w->endings_len = 0;
        for (ch_command *c = first, *next; c; c = next) {
                next = c->next;
                note_ending(w, c);
                c->done(c, st == CH_OK ? c->result : st);
        }
        for (size_t i = 0; i < w->endings_len; i++)
                w->endings[i].fn(w->endings[i].arg);
}

/* One transaction; what it did not come to is left. */
static ch_command *
process_some(ch_desk *desk, ch_command *first)
{
        struct ch_batch *b = &desk->writer.batch;
        ch_command *rest = NULL;
        bool fatal = false;
        ch_status st;

        ch_arena_reset(b->arena);
        b->v = NULL;
        b->len = b->cap = 0;
        st = transact(desk, first, &rest);
        if (st != CH_OK && ch_store_is_overloaded(desk->store, &fatal) && fatal)
                atomic_store(&desk->is_fatal, true);
        tell_all(&desk->writer, first, st);
        ch_store_checkpoint_if_due(desk->store);
        return rest;
}

void
batch_process(ch_desk *desk, ch_command *first)
{
        do
                first = process_some(desk, first);
        while (first);
}
