#include "notes.h"

bool
notes_init(notes *n, ch_arena *arena)
{
        *n = (notes) { .v = CH_NEW_N(arena, ch_audit_entry, NOTES_MAX) };
        return n->v != NULL;
}

bool
notes_put(notes *n, const ch_audit_entry *entry)
{
        if (n->len == NOTES_MAX)
                return false;
        n->v[(n->first + n->len++) % NOTES_MAX] = *entry;
        return true;
}

size_t
notes_take(notes *n, ch_audit_entry *out)
{
        size_t taken = n->len < NOTES_MANY ? n->len : NOTES_MANY;

        for (size_t i = 0; i < taken; i++)
                out[i] = n->v[(n->first + i) % NOTES_MAX];
        n->first = (n->first + taken) % NOTES_MAX;
        n->len -= taken;
        return taken;
}
