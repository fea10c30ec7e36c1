/* notes.h – audit entries of reads, on their way to the writer. A bounded ring; its owner locks. */
#ifndef NOTES_H
#define NOTES_H
#include <ch/store.h>

enum {
        NOTES_MAX = 32768, /* a second of reading at full speed, should the disk stand still so long */
        NOTES_MANY = 1024, /* wait no longer, and are the most that go at once: commands wait meanwhile */
};

typedef struct notes {
        ch_audit_entry *v; /* NOTES_MAX of them; details are literals */
        size_t first, len;
} notes;

/* False: no memory. */
bool notes_init(notes *n, ch_arena *arena);
/* False: full. */
bool notes_put(notes *n, const ch_audit_entry *entry);
/* Moves at most NOTES_MANY out, oldest first; returns how many. */
size_t notes_take(notes *n, ch_audit_entry *out);
#endif
