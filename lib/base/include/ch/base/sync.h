/* ch/base/sync.h – the few pthread things the house uses; failures of the calls themselves are bugs and assert.
 *
 * Each init has its destroy, when nobody holds it or waits for it any more. A mutex is plain: whoever locks it twice
 * waits for ever, and only the thread that locked it unlocks it. There is no lock for readers and writers, on purpose:
 * glibc's lets writers starve. One waits in a loop, as a wait may end for no reason:
 *
 *      ch_mutex_lock(&m);
 *      while (!queue.len && ch_cond_wait_ms(&c, &m, 100))
 *              ;
 *      …
 *      ch_mutex_unlock(&m);
 */
#ifndef CH_BASE_SYNC_H
#define CH_BASE_SYNC_H
#include <ch/base/status.h>
#include <pthread.h>

/* All three stay where they were initialized: not to be copied. */
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
/* Lets go of m, which the caller holds, while it waits, and holds it again when it returns. */
void ch_cond_wait(ch_cond *c, ch_mutex *m);
/* The same for at most so many milliseconds, none when ms <= 0. False: the time is over. */
bool ch_cond_wait_ms(ch_cond *c, ch_mutex *m, int64_t ms);
/* Wakes one that waits, or all; nobody who comes later. */
void ch_cond_signal(ch_cond *c);
void ch_cond_broadcast(ch_cond *c);
/* Processors that are at work, 1 to most. */
size_t ch_cores(size_t most);
/* Runs run(arg) in a new thread, in which all signals are blocked; the first 15 bytes of the name show in top(1). It is
 * to be joined once. CH_BUSY: no thread to be had. */
CH_MUST_CHECK ch_status ch_thread_start(ch_thread *t, const char *name, void (*run)(void *), void *arg);
/* Waits until run has returned. */
void ch_thread_join(ch_thread *t);
/* Lets another thread have the core, for who waits a moment. */
void ch_thread_yield(void);
#endif
