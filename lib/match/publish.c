#include <ch/base/sync.h>
#include <ch/publish.h>

void
ch_published_init(ch_published *p, const ch_catalog *first)
{
        atomic_init(&p->current, first);
        atomic_init(&p->turn, 0);
        for (size_t i = 0; i < 2; i++)
                atomic_init(&p->inside[i], 0);
}

const ch_catalog *
ch_published_acquire(ch_published *p)
{
        atomic_size_t *inside = &p->inside[atomic_load(&p->turn) & 1];
        const ch_catalog *cat;

        atomic_fetch_add(inside, 1);
        cat = ch_catalog_acquire(atomic_load(&p->current));
        atomic_fetch_sub(inside, 1);
        return cat;
}

/* Whoever looked at the one before is in one of the counts, in either, if it read the turn long ago; who comes after
 * the store looks at the next. New readers use the count that is not waited for, so that the wait ends. */
void
ch_published_put(ch_published *p, const ch_catalog *next)
{
        atomic_store(&p->current, next);
        for (size_t i = 0; i < 2; i++) {
                atomic_size_t *inside = &p->inside[atomic_fetch_xor(&p->turn, 1) & 1];

                while (atomic_load(inside))
                        ch_thread_yield();
        }
}
