/* ch/base/sync.h – the few pthread things the house uses; failures of the calls themselves are bugs and assert. */
#ifndef CH_BASE_SYNC_H
#define CH_BASE_SYNC_H
#include <ch/base/status.h>
#include <pthread.h>

typedef struct ch_mutex {
        pthread_mutex_t m;
} ch_mutex;
typedef struct ch_cond {
        pthread_cond_t c; /* waits on CLOCK_MONOTONIC */
} ch_cond;
typedef struct ch_thread {
        pthread_t t;
} ch_thread;

void ch_mutex_init(ch_mutex *m);
void ch_mutex_destroy(ch_mutex *m);
void ch_mutex_lock(ch_mutex *m);
void ch_mutex_unlock(ch_mutex *m);
void ch_cond_init(ch_cond *c);
void ch_cond_destroy(ch_cond *c);
void ch_cond_wait(ch_cond *c, ch_mutex *m);
/* False: the time is over. */
bool ch_cond_wait_ms(ch_cond *c, ch_mutex *m, int64_t ms);
void ch_cond_signal(ch_cond *c);
void ch_cond_broadcast(ch_cond *c);
/* All signals blocked in the new thread; the name shows in top(1), at most 15 bytes. CH_BUSY: no thread to be had. */
CH_MUST_CHECK ch_status ch_thread_start(ch_thread *t, const char *name, void (*run)(void *), void *arg);
void ch_thread_join(ch_thread *t);
/* Lets another thread have the core, for who waits a moment. */
void ch_thread_yield(void);
#endif
