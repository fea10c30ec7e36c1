/* pool.h – a few threads for slow work (passphrase hashing), with a short queue.
 *
 * Work that finds the queue full is refused at once: better a 503 than a minute of waiting. Thread-safe.
 */
#ifndef CH_SERVER_POOL_H
#define CH_SERVER_POOL_H
#include <ch/base/status.h>
#include <stddef.h>

typedef struct ch_pool ch_pool;

/* At most 8 threads; fewer than asked for where the system gives no more. CH_BUSY: no memory or not one thread. */
CH_MUST_CHECK ch_status ch_pool_start(size_t threads, size_t queue, ch_pool **out);
/* run(arg) in one of the threads, in order of adding. CH_BUSY: the queue is full or the pool is stopping; run will not
 * be called. Never waits. */
CH_MUST_CHECK ch_status ch_pool_add(ch_pool *pool, void (*run)(void *arg), void *arg);
/* Finishes what is queued, joins the threads, sets *pool to NULL, which is fine to begin with. */
void ch_pool_stop(ch_pool **pool);
#endif
