#include "limit.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <ch/case.h>

#define KIB ((int64_t)1024)
#define MIB (1024 * KIB)
#define SEC ((int64_t)1000)

const ch_limit_row ch_limit_rows[CH_LIMIT__MAX] = {
        [CH_LIMIT_REQUEST_LINE] = { "request_line", "bytes", 256, 8 * KIB, 4 * KIB,
                                    CH_MSG("Longest path with query.") },
        [CH_LIMIT_HEADER] = { "header", "bytes", 512, 16 * KIB, 4 * KIB, CH_MSG("Longest header, name and value.") },
        [CH_LIMIT_HEADERS] = { "headers", "bytes", KIB, 24 * KIB, 16 * KIB, CH_MSG("All headers of a request.") },
        [CH_LIMIT_HEADER_COUNT] = { "header_count", "", 8, 256, 64, CH_MSG("Headers of a request.") },
        [CH_LIMIT_FORM_BODY] = { "form_body", "bytes", KIB, 4 * MIB, 256 * KIB, CH_MSG("Longest form.") },
        [CH_LIMIT_JSON_BODY] = { "json_body", "bytes", KIB, 4 * MIB, 256 * KIB, CH_MSG("Longest JSON document.") },
        [CH_LIMIT_DRAIN] = { "drain", "bytes", 0, 64 * MIB, MIB,
                             CH_MSG("A refused body up to this size is still read, so that the answer arrives.") },
        [CH_LIMIT_PAIRS] = { "pairs", "", 16, 10000, 1000, CH_MSG("Fields of a form or of a query.") },
        [CH_LIMIT_ARENA] = { "arena", "bytes", 256 * KIB, 256 * MIB, 8 * MIB,
                             CH_MSG("Memory that one request may use.") },
        [CH_LIMIT_HEADER_MS] = { "header_ms", "ms", 100, 300 * SEC, 10 * SEC,
                                 CH_MSG("Request line and headers must be complete.") },
        [CH_LIMIT_BODY_MS] = { "body_ms", "ms", 100, 3600 * SEC, 120 * SEC, CH_MSG("The body must be complete.") },
        [CH_LIMIT_BODY_GRACE_MS] = { "body_grace_ms", "ms", 0, 60 * SEC, 5 * SEC,
                                     CH_MSG("Before the minimum rate counts.") },
        [CH_LIMIT_BODY_RATE] = { "body_rate", "bytes/s", 0, MIB, KIB, CH_MSG("Slowest body, on average.") },
        [CH_LIMIT_SEND_MS] = { "send_ms", "ms", 100, 3600 * SEC, 120 * SEC,
                               CH_MSG("The client must have taken the answer.") },
        [CH_LIMIT_IDLE_MS] = { "idle_ms", "ms", 100, 3600 * SEC, 60 * SEC,
                               CH_MSG("An open connection without a request.") },
        [CH_LIMIT_DRAIN_MS] = { "drain_ms", "ms", 100, 60 * SEC, 4 * SEC,
                                CH_MSG("Stopping waits this long for requests in flight.") },
        [CH_LIMIT_CONNECTIONS] = { "connections", "", 16, 100000, 2000, CH_MSG("Open connections in all.") },
        [CH_LIMIT_CONNECTIONS_PER_ADDRESS] = { "connections_per_address", "", 1, 100000, 64,
                                               CH_MSG("Open connections of one address; not counted behind a proxy.") },
        [CH_LIMIT_ANONYMOUS_WRITES] = { "anonymous_writes", "", 1, 10000, 256,
                                        CH_MSG("Bodies in flight from people not signed in.") },
        [CH_LIMIT_HASH_QUEUE] = { "hash_queue", "", 1, 1000, 16, CH_MSG("Passphrases waiting to be checked.") },
        [CH_LIMIT_LOGINS_PER_ADDRESS] = { "logins_per_address", "per hour", 1, 100000, 30,
                                          CH_MSG("Sign-in attempts.") },
        [CH_LIMIT_READS_PER_MINUTE] = { "reads_per_minute", "per min", 1, 100000000, 600,
                                        CH_MSG("Pages read by one account or address.") },
        [CH_LIMIT_WRITES_PER_MINUTE] = { "writes_per_minute", "per min", 1, 100000000, 120,
                                         CH_MSG("Changes by one account or address.") },
        [CH_LIMIT_EXPERT_READS] = { "expert_reads", "per hour", 1, 100000, 60,
                                    CH_MSG("Full records opened by one expert.") },
        [CH_LIMIT_OFFERS_PER_DAY] = { "offers_per_day", "per day", 1, 100000, 50,
                                      CH_MSG("Offers written by one account.") },
        [CH_LIMIT_SEARCH_CHARS] = { "search_chars", "characters", 16, CH_SEARCH_MAX, CH_SEARCH_MAX,
                                    CH_MSG("Longest search.") },
        [CH_LIMIT_PAGE_SIZE] = { "page_size", "", 1, CH_PAGE_MAX, CH_PAGE_MAX,
                                 CH_MSG("Entries on one page of a list.") },
};

static int64_t values[CH_LIMIT__MAX];
static bool have_values;

int64_t
ch_limit(ch_limit_id id)
{
        CH_ASSERT(id < CH_LIMIT__MAX);
        return have_values ? values[id] : ch_limit_rows[id].def;
}

ch_status
ch_limit_set(ch_limit_id id, int64_t value)
{
        CH_ASSERT(id < CH_LIMIT__MAX);
        if (value < ch_limit_rows[id].min || value > ch_limit_rows[id].max)
                return CH_INVALID;
        if (!have_values)
                ch_limits_reset();
        values[id] = value;
        return CH_OK;
}

void
ch_limits_reset(void)
{
        for (size_t i = 0; i < CH_LIMIT__MAX; i++)
                values[i] = ch_limit_rows[i].def;
        have_values = true;
}
