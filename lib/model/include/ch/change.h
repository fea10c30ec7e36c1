/* ch/change.h – one line of the change feed: memory is a fold over these. Plain data.
 *
 * Every write appends one in its own transaction. The catalogue (ch/catalog.h) comes about by applying them in order
 * and in no other way: at start all records that live are read as changes, later each batch of writes. A change
 * borrows: record and bytes live as long as whoever made the change says.
 */
#ifndef CH_CHANGE_H
#define CH_CHANGE_H
#include <ch/record.h>

typedef struct ch_change {
        /* Rises without gaps over the whole database, from 1. At start a record comes with that of its last change, and
         * the records in no order of it. */
        uint64_t seq;
        ch_kind kind;
        ch_uuid id, actor; /* of the record; the account that wrote it, nil: the system or an import */
        ch_time at;
        /* After-image, a ch_request and so on by kind. NULL: the record is gone. */
        const void *record;
        /* All fields of the record as ch_pack has them, where they were read so; else empty. */
        ch_str packed;
        /* What the catalogue has read from its words before, as it packed it; empty: to be read anew. */
        ch_str meaning;
} ch_change;
#endif
