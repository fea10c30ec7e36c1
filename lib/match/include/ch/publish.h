/* ch/publish.h – one catalogue that many threads read while one replaces it.
 *
 * What: readers take a reference to the catalogue of the moment; the writer publishes the next with one store.
 *
 * Threads: acquire by any; put by one thread at a time. A reader never waits, for no reader and for no writer: it says
 * that it is looking, looks, takes its reference, and says so. The writer waits until all who may have looked at the
 * one before have taken theirs: some nanoseconds, or as long as such a reader is off its core.
 *
 * Cost: acquire is four atomic steps and the counting of the reference. Ownership: put borrows next, so that the caller
 * keeps its reference as long as it is published; when put returns, the caller may release the one before. Nothing
 * fails.
 */
#ifndef CH_PUBLISH_H
#define CH_PUBLISH_H
#include <ch/catalog.h>
#include <stdatomic.h>

/* Touched by these functions alone; stays where it was initialized. */
typedef struct ch_published {
        _Atomic(const ch_catalog *) current;
        atomic_uint turn;        /* which of the two counts new readers use */
        atomic_size_t inside[2]; /* readers that are looking */
} ch_published;

/* Before any other thread knows of it; first may be NULL when nobody reads before the first put. */
void ch_published_init(ch_published *p, const ch_catalog *first);
/* A reference to the catalogue of the moment; give it back with ch_catalog_release. */
const ch_catalog *ch_published_acquire(ch_published *p);
/* From now on next is the catalogue of the moment, and nobody is about to take a reference to the one before. */
void ch_published_put(ch_published *p, const ch_catalog *next);
#endif
