#include "t.h"
#include <ch/base/clock.h>
#include <ch/base/sync.h>
#include <signal.h>
#include <string.h>

enum { THREADS = 4, ROUNDS = 20000 };

typedef struct shared {
        ch_mutex lock;
        ch_cond changed;
        long count;
        bool blocked;
        char name[32];
} shared;

static void
count_up(void *arg)
{
        shared *s = arg;

        for (int i = 0; i < ROUNDS; i++) {
                ch_mutex_lock(&s->lock);
                s->count++;
                ch_mutex_unlock(&s->lock);
        }
        ch_mutex_lock(&s->lock);
        ch_cond_signal(&s->changed);
        ch_mutex_unlock(&s->lock);
}

T_CASE("four threads count without losing one, and the waiter hears of it")
{
        shared s = { .count = 0 };
        ch_thread threads[THREADS];

        ch_mutex_init(&s.lock);
        ch_cond_init(&s.changed);
        for (int i = 0; i < THREADS; i++)
                T_OK(ch_thread_start(&threads[i], "counter", count_up, &s));
        ch_mutex_lock(&s.lock);
        while (s.count < THREADS * ROUNDS)
                ch_cond_wait(&s.changed, &s.lock);
        ch_mutex_unlock(&s.lock);
        for (int i = 0; i < THREADS; i++)
                ch_thread_join(&threads[i]);
        T_EQ_INT(s.count, THREADS * ROUNDS);
        ch_cond_destroy(&s.changed);
        ch_mutex_destroy(&s.lock);
}

T_CASE("a wait that nobody ends takes its time and says so")
{
        shared s = { .count = 0 };
        int64_t from = ch_uptime_ms();

        ch_mutex_init(&s.lock);
        ch_cond_init(&s.changed);
        ch_mutex_lock(&s.lock);
        while (ch_cond_wait_ms(&s.changed, &s.lock, 30))
                ; /* woken for no reason */
        T_FALSE(ch_cond_wait_ms(&s.changed, &s.lock, -5));
        ch_mutex_unlock(&s.lock);
        T_TRUE(ch_uptime_ms() - from >= 29);
        ch_cond_destroy(&s.changed);
        ch_mutex_destroy(&s.lock);
}

static void
look_around(void *arg)
{
        shared *s = arg;
        sigset_t now;

        pthread_sigmask(SIG_SETMASK, NULL, &now);
        s->blocked = sigismember(&now, SIGTERM) && sigismember(&now, SIGINT);
        pthread_getname_np(pthread_self(), s->name, sizeof s->name);
}

T_CASE("a thread has its name cut to fit, and no signal of the process")
{
        shared s = { .blocked = false };
        sigset_t now;
        ch_thread thread;

        T_OK(ch_thread_start(&thread, "a name beyond fifteen", look_around, &s));
        ch_thread_join(&thread);
        T_TRUE(s.blocked);
        T_EQ_CSTR(s.name, "a name beyond f");
        pthread_sigmask(SIG_SETMASK, NULL, &now);
        T_FALSE(sigismember(&now, SIGTERM));
}
