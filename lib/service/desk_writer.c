/* The queue and the one thread that writes. */
#include "desk_.h"

enum { UPKEEP_MS = 60 * 1000, BACKUP_PAGES = 256, NOTES_MS = 10 };

void
writer_init(ch_desk *desk)
{
        writer *w = &desk->writer;

        ch_mutex_init(&w->lock);
        ch_mutex_init(&w->turn);
        ch_cond_init(&w->wake);
        ch_cond_init(&w->told);
        w->last = &w->first;
        w->batch.arena = ch_arena_new(SIZE_MAX / 4);
        w->upkeep_at = ch_uptime_ms() + UPKEEP_MS;
}

void
writer_destroy(ch_desk *desk)
{
        writer *w = &desk->writer;

        ch_arena_free(&w->batch.arena);
        ch_cond_destroy(&w->told);
        ch_cond_destroy(&w->wake);
        ch_mutex_destroy(&w->turn);
        ch_mutex_destroy(&w->lock);
}

ch_status
ch_desk_enqueue(ch_desk *desk, ch_command *cmd)
{
        writer *w = &desk->writer;
        bool is_taken;

        cmd->next = NULL;
        ch_mutex_lock(&w->lock);
        is_taken = w->is_started && !w->is_stopping && w->queued < QUEUE_MAX;
        if (is_taken) {
                *w->last = cmd;
                w->last = &cmd->next;
                w->queued++;
                ch_cond_signal(&w->wake);
        }
        ch_mutex_unlock(&w->lock);
        return is_taken ? CH_OK : CH_BUSY;
}

static ch_command *
take_all(writer *w)
{
        ch_command *first = w->first;

        w->first = NULL;
        w->last = &w->first;
        w->queued = 0;
        return first;
}

/* The first of some notes is written at once, those that follow soon after it together. */
static int64_t
notes_due(const ch_desk *desk)
{
        if (!desk->notes.len)
                return INT64_MAX;
        return desk->notes.len >= NOTES_MANY ? 0 : desk->writer.notes_at;
}

static int64_t
next_due(const ch_desk *desk)
{
        int64_t due = desk->writer.upkeep_at, noted = notes_due(desk);

        if (desk->unkept.len && desk->unkept.due < due)
                due = desk->unkept.due;
        return noted < due ? noted : due;
}

/* Waits till there is something to do: false means stop. */
static bool
wait_for_work(ch_desk *desk, ch_command **batch, backup_job **job)
{
        writer *w = &desk->writer;
        bool go_on;

        ch_mutex_lock(&w->lock);
        while (!w->first && !w->is_stopping && !w->backup) {
                int64_t left = next_due(desk) - ch_uptime_ms();

                if (left <= 0 || !ch_cond_wait_ms(&w->wake, &w->lock, left))
                        break;
        }
        *batch = take_all(w);
        *job = w->backup;
        w->notes_at = ch_uptime_ms() + NOTES_MS; /* those that wait go with this batch */
        go_on = *batch || *job || !w->is_stopping || desk->notes.len;
        ch_mutex_unlock(&w->lock);
        return go_on;
}

typedef struct once { /* a command of the desk's own, or of a caller that waits */
        ch_command cmd;
        ch_status (*run)(void *ctx, ch_work *work);
        void *ctx;
        ch_desk *desk;
        bool is_done;
        ch_status result;
} once;

static ch_status
run_once(ch_command *cmd, ch_work *work)
{
        once *o = (once *)cmd;

        return o->run(o->ctx, work);
}

static void
done_here(ch_command *cmd, ch_status result)
{
        once *o = (once *)cmd;

        o->result = result;
        o->is_done = true;
}

static void
done_there(ch_command *cmd, ch_status result)
{
        once *o = (once *)cmd;
        writer *w = &o->desk->writer;

        ch_mutex_lock(&w->lock);
        o->result = result;
        o->is_done = true;
        ch_cond_broadcast(&w->told);
        ch_mutex_unlock(&w->lock);
}

static once
once_of(ch_desk *desk, ch_arena *arena, ch_status (*run)(void *ctx, ch_work *work), void *ctx)
{
        return (once) { .cmd = { .arena = arena, .run = run_once, .done = done_here },
                        .run = run,
                        .ctx = ctx,
                        .desk = desk,
                        .result = CH_BUSY };
}

/* In this thread, which is the only one that writes. */
static ch_status
run_now(ch_desk *desk, ch_arena *arena, ch_status (*run)(void *ctx, ch_work *work), void *ctx)
{
        once o = once_of(desk, arena, run, ctx);

        batch_process(desk, &o.cmd);
        return o.result;
}

static ch_status
upkeep_here(ch_desk *desk)
{
        ch_arena *arena = ch_arena_new(64 << 20);
        ch_status st = arena ? run_now(desk, arena, upkeep_run, NULL) : CH_BUSY;

        ch_arena_free(&arena);
        return st;
}

static void
upkeep_if_due(ch_desk *desk)
{
        writer *w = &desk->writer;
        ch_status st;

        if (ch_uptime_ms() < w->upkeep_at)
                return;
        w->upkeep_at = ch_uptime_ms() + UPKEEP_MS;
        st = upkeep_here(desk);
        if (st != CH_OK)
                ch_log(CH_LOG_WARN, "desk.upkeep.failed", ch_log_status("status", st));
}

static void
step_backup(ch_desk *desk, backup_job *job)
{
        writer *w = &desk->writer;

        if (backup_step(desk, job))
                return;
        ch_mutex_lock(&w->lock);
        w->backup = NULL;
        job->is_done = true;
        ch_cond_broadcast(&w->told);
        ch_mutex_unlock(&w->lock);
}

static void
writer_main(void *arg)
{
        ch_desk *desk = arg;
        ch_command *batch;
        backup_job *job;

        while (wait_for_work(desk, &batch, &job)) {
                bool is_idle = !batch && !job;

                batch_process(desk, batch);
                if (job)
                        step_backup(desk, job);
                upkeep_if_due(desk);
                if (is_idle && desk->unkept.len && desk->unkept.due <= ch_uptime_ms())
                        meanings_some(desk);
        }
}

ch_status
ch_desk_start(ch_desk *desk)
{
        writer *w = &desk->writer;
        ch_status st;

        CH_ASSERT(!w->is_started && !desk->is_read_only);
        w->is_started = desk->is_served = true;
        st = ch_thread_start(&w->thread, "ch-writer", writer_main, desk);
        if (st != CH_OK)
                w->is_started = false;
        return st;
}

void
ch_desk_stop(ch_desk *desk)
{
        writer *w = &desk->writer;
        bool was_started;

        ch_mutex_lock(&w->lock);
        was_started = w->is_started;
        w->is_stopping = true;
        ch_cond_broadcast(&w->wake);
        ch_mutex_unlock(&w->lock);
        if (!was_started)
                return;
        ch_thread_join(&w->thread);
        ch_mutex_lock(&w->lock);
        w->is_started = false;
        ch_mutex_unlock(&w->lock);
}

static ch_status
run_there(ch_desk *desk, once *o)
{
        writer *w = &desk->writer;
        ch_status st;

        o->cmd.done = done_there;
        st = ch_desk_enqueue(desk, &o->cmd);
        if (st != CH_OK)
                return st;
        ch_mutex_lock(&w->lock);
        while (!o->is_done)
                ch_cond_wait(&w->told, &w->lock);
        ch_mutex_unlock(&w->lock);
        return o->result;
}

static bool
is_started(ch_desk *desk)
{
        bool yes;

        ch_mutex_lock(&desk->writer.lock);
        yes = desk->writer.is_started;
        ch_mutex_unlock(&desk->writer.lock);
        return yes;
}

ch_status
ch_desk_run(ch_desk *desk, ch_arena *arena, ch_status (*run)(void *ctx, ch_work *work), void *ctx)
{
        once o = once_of(desk, arena, run, ctx);
        ch_status st;

        CH_ASSERT(!desk->is_read_only);
        if (is_started(desk))
                return run_there(desk, &o);
        ch_mutex_lock(&desk->writer.turn);
        st = run_now(desk, arena, run, ctx);
        ch_mutex_unlock(&desk->writer.turn);
        return st;
}

ch_status
ch_desk_upkeep(ch_desk *desk)
{
        ch_arena *arena = ch_arena_new(64 << 20);
        ch_status st = arena ? ch_desk_run(desk, arena, upkeep_run, NULL) : CH_BUSY;

        ch_arena_free(&arena);
        return st;
}

bool
backup_step(ch_desk *desk, backup_job *job)
{
        bool more = false;

        job->result = job->run ? CH_OK : ch_store_backup_begin(desk->store, job->path, &job->run);
        if (job->result == CH_OK)
                job->result = ch_store_backup_step(job->run, BACKUP_PAGES, &more);
        return job->result == CH_OK && more;
}

/* In the thread that asked: digest and sync of a large file would hold up the writer. */
static ch_status
backup_end(backup_job *job)
{
        ch_status end = job->run ? ch_store_backup_end(&job->run) : CH_OK;

        return job->result == CH_OK ? end : job->result;
}

static ch_status
backup_here(ch_desk *desk, backup_job *job)
{
        ch_mutex_lock(&desk->writer.turn);
        while (backup_step(desk, job))
                ;
        ch_mutex_unlock(&desk->writer.turn);
        return backup_end(job);
}

ch_status
ch_desk_backup(ch_desk *desk, const char *path)
{
        writer *w = &desk->writer;
        backup_job job = { .path = path };

        if (!is_started(desk))
                return backup_here(desk, &job);
        ch_mutex_lock(&w->lock);
        if (w->backup || w->is_stopping) {
                ch_mutex_unlock(&w->lock);
                return CH_BUSY;
        }
        w->backup = &job;
        ch_cond_signal(&w->wake);
        while (!job.is_done)
                ch_cond_wait(&w->told, &w->lock);
        ch_mutex_unlock(&w->lock);
        return backup_end(&job);
}
