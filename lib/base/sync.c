#include <ch/base/assert.h>
#include <ch/base/sync.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

void
ch_mutex_init(ch_mutex *m)
{
        CH_ASSERT(!pthread_mutex_init(&m->m, NULL));
}

void
ch_mutex_destroy(ch_mutex *m)
{
        CH_ASSERT(!pthread_mutex_destroy(&m->m));
}

void
ch_mutex_lock(ch_mutex *m)
{
        CH_ASSERT(!pthread_mutex_lock(&m->m));
}

void
ch_mutex_unlock(ch_mutex *m)
{
        CH_ASSERT(!pthread_mutex_unlock(&m->m));
}

void
ch_cond_init(ch_cond *c)
{
        pthread_condattr_t how;

        CH_ASSERT(!pthread_condattr_init(&how));
        CH_ASSERT(!pthread_condattr_setclock(&how, CLOCK_MONOTONIC));
        CH_ASSERT(!pthread_cond_init(&c->c, &how));
        CH_ASSERT(!pthread_condattr_destroy(&how));
}

void
ch_cond_destroy(ch_cond *c)
{
        CH_ASSERT(!pthread_cond_destroy(&c->c));
}

void
ch_cond_wait(ch_cond *c, ch_mutex *m)
{
        CH_ASSERT(!pthread_cond_wait(&c->c, &m->m));
}

bool
ch_cond_wait_ms(ch_cond *c, ch_mutex *m, int64_t ms)
{
        struct timespec until;
        int got;

        CH_ASSERT(!clock_gettime(CLOCK_MONOTONIC, &until));
        ms = ms > 0 ? ms : 0;
        until.tv_sec += ms / 1000;
        until.tv_nsec += ms % 1000 * 1000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        got = pthread_cond_timedwait(&c->c, &m->m, &until);
        CH_ASSERT(!got || got == ETIMEDOUT);
        return !got;
}

void
ch_cond_signal(ch_cond *c)
{
        CH_ASSERT(!pthread_cond_signal(&c->c));
}

void
ch_cond_broadcast(ch_cond *c)
{
        CH_ASSERT(!pthread_cond_broadcast(&c->c));
}

typedef struct task {
        void (*run)(void *);
        void *arg;
        char name[16];
} task;

static void *
enter(void *arg)
{
        task t = *(task *)arg;

        free(arg);
        pthread_setname_np(pthread_self(), t.name);
        t.run(t.arg);
        return NULL;
}

size_t
ch_cores(size_t most)
{
        long cores = sysconf(_SC_NPROCESSORS_ONLN);

        return cores < 1 ? 1 : (size_t)cores < most ? (size_t)cores : most;
}

ch_status
ch_thread_start(ch_thread *t, const char *name, void (*run)(void *), void *arg)
{
        task *made = malloc(sizeof *made);
        sigset_t all, before;
        int got;

        if (!made)
                return CH_BUSY;
        *made = (task) { .run = run, .arg = arg };
        snprintf(made->name, sizeof made->name, "%s", name);
        sigfillset(&all);
        CH_ASSERT(!pthread_sigmask(SIG_SETMASK, &all, &before));
        got = pthread_create(&t->t, NULL, enter, made);
        CH_ASSERT(!pthread_sigmask(SIG_SETMASK, &before, NULL));
        if (got)
                free(made);
        return got ? CH_BUSY : CH_OK;
}

void
ch_thread_join(ch_thread *t)
{
        CH_ASSERT(!pthread_join(t->t, NULL));
}

void
ch_thread_yield(void)
{
        (void)sched_yield();
}
