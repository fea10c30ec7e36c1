/* notes.h – audit entries of reads, on their way to the writer. A bounded ring; its owner locks.
 *
 * A GET must not wait for a commit, but what the Committee's people read is to be known: so the entry waits in memory,
 * and is written with the next batch, at the latest some milliseconds later. A crash in between loses it.
 */
#ifndef NOTES_H
#define NOTES_H
#include <ch/store.h>

enum {
        NOTES_MAX = 32768, /* a second of reading at full speed, should the disk stand still so long */
        NOTES_MANY = 1024, /* wait no longer, and are the most that go at once: commands wait meanwhile */
};

/* Entries v[first] and the len - 1 after it, going round. */
typedef struct notes {
        /* NOTES_MAX of them; details are literals, so that nothing need be copied. */
        ch_audit_entry *v;
        size_t first, len;
} notes;

/* Room for all, once, in the arena. False: no memory. */
bool notes_init(notes *n, ch_arena *arena);
/* A copy of the entry, last. False: full; what is to be noted is then not done. */
bool notes_put(notes *n, const ch_audit_entry *entry);
/* Moves at most NOTES_MANY to out, which has room for so many, oldest first; returns how many. */
size_t notes_take(notes *n, ch_audit_entry *out);
#endif
