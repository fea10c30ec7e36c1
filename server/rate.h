/* rate.h – how often one account or address may do a thing: token buckets.
 *
 * One bucket per class and key, in a table of fixed size: when it is full, the bucket that restricts least gives way,
 * so that a flood of addresses can neither use up memory nor lift a limit that somebody has run into. Thread-safe (one
 * mutex; about 100 ns a call). The clock is the caller's, so tests need not wait. Keys are kept as a keyed hash only.
 */
#ifndef CH_SERVER_RATE_H
#define CH_SERVER_RATE_H
#include "route.h"

typedef struct ch_rate ch_rate;

/* NULL: no memory. */
ch_rate *ch_rate_new(void);
void ch_rate_free(ch_rate **rate);
/* Takes one token. A class has as many as its limit (limit.h), all back after its minute, hour or day, evenly: 30
 * sign-ins an hour are one every two minutes once all are used. CH_TOO_MANY: none is left, and *wait_s says after how
 * many seconds there will be one. CH_RATE_NONE and CH_RATE_DEFAULT are always CH_OK: the caller turns the latter into
 * reads or writes. key: an account's id or an address. */
CH_MUST_CHECK ch_status ch_rate_take(ch_rate *rate, ch_rate_class cls, ch_str key, int64_t now_ms, int64_t *wait_s);
#endif
