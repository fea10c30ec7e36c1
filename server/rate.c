#include "rate.h"
#include "limit.h"
#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/sync.h>
#include <stdlib.h>

enum { SETS = 8192, WAYS = 8, MINUTE_MS = 60 * 1000, HOUR_MS = 60 * MINUTE_MS, DAY_MS = 24 * HOUR_MS };

/* limit tokens, all back after window_ms. */
static const struct {
        ch_limit_id limit;
        int64_t window_ms;
} rows[CH_RATE__MAX] = {
        [CH_RATE_READ] = { CH_LIMIT_READS_PER_MINUTE, MINUTE_MS },
        [CH_RATE_WRITE] = { CH_LIMIT_WRITES_PER_MINUTE, MINUTE_MS },
        [CH_RATE_LOGIN] = { CH_LIMIT_LOGINS_PER_ADDRESS, HOUR_MS },
        [CH_RATE_FULL_RECORD] = { CH_LIMIT_EXPERT_READS, HOUR_MS },
        [CH_RATE_OFFER] = { CH_LIMIT_OFFERS_PER_DAY, DAY_MS },
};

typedef struct bucket {
        uint64_t hash;     /* 0: free */
        int64_t tokens_ms; /* tokens x window: integers only */
        int64_t at_ms;
        ch_rate_class cls;
} bucket;

struct ch_rate {
        ch_mutex mutex;
        bucket sets[SETS][WAYS];
};

ch_rate *
ch_rate_new(void)
{
        ch_rate *rate = calloc(1, sizeof(*rate));

        if (rate)
                ch_mutex_init(&rate->mutex);
        return rate;
}

void
ch_rate_free(ch_rate **rate)
{
        if (*rate)
                ch_mutex_destroy(&(*rate)->mutex);
        free(*rate);
        *rate = NULL;
}

static uint64_t
hash_of(ch_rate_class cls, ch_str key)
{
        return (ch_hash_short(key) + (uint64_t)cls * 0x9e3779b97f4a7c15u) | 1;
}

/* Time until the bucket is as good as new: what decides which one may be forgotten. */
static int64_t
memory_of(const bucket *b, int64_t now)
{
        int64_t full = ch_limit(rows[b->cls].limit) * rows[b->cls].window_ms;
        int64_t missing = (full - b->tokens_ms) / ch_limit(rows[b->cls].limit) - (now - b->at_ms);

        if (!b->hash)
                return INT64_MIN;
        return missing;
}

static bucket *
find(ch_rate *rate, uint64_t hash)
{
        bucket *set = rate->sets[(hash >> 32) % SETS];

        for (size_t i = 0; i < WAYS; i++)
                if (set[i].hash == hash)
                        return &set[i];
        return NULL;
}

static bucket *
add(ch_rate *rate, uint64_t hash, ch_rate_class cls, int64_t now)
{
        bucket *set = rate->sets[(hash >> 32) % SETS], *out = set;

        for (size_t i = 1; i < WAYS; i++)
                if (memory_of(&set[i], now) < memory_of(out, now))
                        out = &set[i];
        *out = (bucket) {
                .hash = hash, .at_ms = now, .cls = cls, .tokens_ms = ch_limit(rows[cls].limit) * rows[cls].window_ms
        };
        return out;
}

static void
refill(bucket *b, int64_t now)
{
        int64_t limit = ch_limit(rows[b->cls].limit), window = rows[b->cls].window_ms, passed = now - b->at_ms;

        b->at_ms = now;
        if (passed > window)
                passed = window;
        b->tokens_ms += passed > 0 ? passed * limit : 0;
        if (b->tokens_ms > limit * window)
                b->tokens_ms = limit * window;
}

static ch_status
take(bucket *b, int64_t now, int64_t *wait_s)
{
        int64_t window = rows[b->cls].window_ms;

        refill(b, now);
        if (b->tokens_ms < window) {
                *wait_s = (window - b->tokens_ms) / ch_limit(rows[b->cls].limit) / 1000 + 1;
                return CH_TOO_MANY;
        }
        b->tokens_ms -= window;
        return CH_OK;
}

ch_status
ch_rate_take(ch_rate *rate, ch_rate_class cls, ch_str key, int64_t now_ms, int64_t *wait_s)
{
        uint64_t hash = hash_of(cls, key);
        bucket *b;
        ch_status st;

        CH_ASSERT(cls < CH_RATE__MAX);
        *wait_s = 0;
        if (!rows[cls].window_ms)
                return CH_OK;
        ch_mutex_lock(&rate->mutex);
        b = find(rate, hash);
        if (!b)
                b = add(rate, hash, cls, now_ms);
        st = take(b, now_ms, wait_s);
        ch_mutex_unlock(&rate->mutex);
        return st;
}
