#include "pool.h"
#include <ch/base/sync.h>
#include <stdlib.h>

enum { THREADS_MAX = 8 };

typedef struct task {
        void (*run)(void *arg);
        void *arg;
} task;

struct ch_pool {
        ch_mutex mutex;
        ch_cond change;
        bool is_stopping;
        task *ring;
        size_t cap, first, len;
        ch_thread threads[THREADS_MAX];
        size_t threads_len;
};

static bool
next(ch_pool *pool, task *out)
{
        ch_mutex_lock(&pool->mutex);
        while (!pool->len && !pool->is_stopping)
                ch_cond_wait(&pool->change, &pool->mutex);
        *out = (task) { .run = NULL };
        if (pool->len) {
                *out = pool->ring[pool->first];
                pool->first = (pool->first + 1) % pool->cap;
                pool->len--;
        }
        ch_mutex_unlock(&pool->mutex);
        return out->run != NULL;
}

static void
work(void *arg)
{
        task t;

        while (next(arg, &t))
                t.run(t.arg);
}

ch_status
ch_pool_start(size_t threads, size_t queue, ch_pool **out)
{
        ch_pool *pool = calloc(1, sizeof(*pool));

        *out = pool;
        if (!pool)
                return CH_BUSY;
        ch_mutex_init(&pool->mutex);
        ch_cond_init(&pool->change);
        pool->cap = queue;
        pool->ring = calloc(queue, sizeof(*pool->ring));
        while (pool->ring && pool->threads_len < threads && pool->threads_len < THREADS_MAX &&
               ch_thread_start(&pool->threads[pool->threads_len], "ch-hash", work, pool) == CH_OK)
                pool->threads_len++;
        if (pool->threads_len)
                return CH_OK;
        ch_pool_stop(out);
        return CH_BUSY;
}

ch_status
ch_pool_add(ch_pool *pool, void (*run)(void *arg), void *arg)
{
        ch_status st = CH_BUSY;

        ch_mutex_lock(&pool->mutex);
        if (!pool->is_stopping && pool->len < pool->cap) {
                pool->ring[(pool->first + pool->len++) % pool->cap] = (task) { run, arg };
                ch_cond_signal(&pool->change);
                st = CH_OK;
        }
        ch_mutex_unlock(&pool->mutex);
        return st;
}

void
ch_pool_stop(ch_pool **pool)
{
        ch_pool *p = *pool;

        if (!p)
                return;
        ch_mutex_lock(&p->mutex);
        p->is_stopping = true;
        ch_cond_broadcast(&p->change);
        ch_mutex_unlock(&p->mutex);
        for (size_t i = 0; i < p->threads_len; i++)
                ch_thread_join(&p->threads[i]);
        ch_cond_destroy(&p->change);
        ch_mutex_destroy(&p->mutex);
        free(p->ring);
        free(p);
        *pool = NULL;
}
