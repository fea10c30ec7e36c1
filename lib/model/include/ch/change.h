/* ch/change.h – one line of the change feed: memory is a fold over these. Plain data. */
#ifndef CH_CHANGE_H
#define CH_CHANGE_H
#include <ch/record.h>

typedef struct ch_change {
        uint64_t seq; /* rises without gaps over the whole database */
        ch_kind kind;
        ch_uuid id, actor;
        ch_time at;
        const void *record; /* after-image, ch_request* and so on by kind; NULL: the record is gone */
        ch_str packed;      /* all fields of the record, as ch_pack has them, where they were read so; else empty */
        ch_str meaning; /* what the catalogue has read from its words before, as it packed it; empty: to be read anew */
} ch_change;
#endif
