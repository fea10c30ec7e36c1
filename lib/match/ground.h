/* ground.h – the ground of a catalogue, inside the room. */
#ifndef CH_MATCH_GROUND_INSIDE_H
#define CH_MATCH_GROUND_INSIDE_H
#include "catalog_.h"

/* That of the catalogue that has just got its tables: old's, if nothing in diffs shakes it. False: no memory. */
bool ground_apply(ch_catalog *next, const ch_catalog *old, const table_diff *diffs);
#endif
