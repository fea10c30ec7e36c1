/* limit.h – every bound on what a client may send, keep open or ask for: one table of defaults, overridable by
 * configuration.
 *
 * A row of ch_limit_rows names the limit in the configuration file (section `limits`), its unit, the range an
 * administrator may choose from and why it exists. Code asks ch_limit(CH_LIMIT_…) and never writes such a number
 * itself. Set before the first thread, constant after; reading is thread-safe and costs nothing.
 */
#ifndef CH_SERVER_LIMIT_H
#define CH_SERVER_LIMIT_H
#include <ch/base/status.h>
#include <stddef.h>
#include <stdint.h>

/* Beside each the answer of a server that meets it: an HTTP code, or what happens to the connection. Defaults stand in
 * limit.c. */
typedef enum ch_limit_id {
        /* What one request may send and use. */
        CH_LIMIT_REQUEST_LINE, /* bytes of path and query                  414 */
        CH_LIMIT_HEADER,       /* bytes of one header, name and value      431 */
        CH_LIMIT_HEADERS,      /* bytes of all headers                     431 */
        CH_LIMIT_HEADER_COUNT, /*                                          431 */
        CH_LIMIT_FORM_BODY,    /* bytes                                    413 */
        CH_LIMIT_JSON_BODY,    /* bytes                                    413 */
        CH_LIMIT_DRAIN,        /* bytes of a refused body still read       close */
        CH_LIMIT_PAIRS,        /* fields of a form or query                413 */
        CH_LIMIT_ARENA,        /* bytes of memory one request may use      413 */
        /* How long it may take: each from the beginning of its phase (conns.h), whatever trickles in. */
        CH_LIMIT_HEADER_MS,     /* request line and headers complete        close */
        CH_LIMIT_BODY_MS,       /* body complete                            close */
        CH_LIMIT_BODY_GRACE_MS, /* before the minimum rate counts           close */
        CH_LIMIT_BODY_RATE,     /* bytes per second                         close */
        CH_LIMIT_SEND_MS,       /* answer taken by the client               close */
        CH_LIMIT_IDLE_MS,       /* keep-alive without a request             close */
        CH_LIMIT_DRAIN_MS,      /* stopping: wait for requests in flight         */
        /* How many at once. */
        CH_LIMIT_CONNECTIONS, /* in all                                   not accepted */
        CH_LIMIT_CONNECTIONS_PER_ADDRESS,
        CH_LIMIT_ANONYMOUS_WRITES, /* bodies in flight without a session      503 */
        CH_LIMIT_HASH_QUEUE,       /* passphrases waiting to be hashed         503 */
        /* How often: token buckets (rate.h). Sign-in failures of one account are counted elsewhere (ch/accounts.h). */
        CH_LIMIT_LOGINS_PER_ADDRESS, /* per hour                              429 */
        CH_LIMIT_READS_PER_MINUTE,   /* per account, without session per address 429 */
        CH_LIMIT_WRITES_PER_MINUTE,  /* per account, without session per address 429 */
        CH_LIMIT_EXPERT_READS,       /* full records per hour                    429 */
        CH_LIMIT_OFFERS_PER_DAY,     /* per account                              429 */
        /* What may be asked of lists, of the API's and of the pages'; no more than CH_SEARCH_MAX and CH_PAGE_MAX. */
        CH_LIMIT_SEARCH_CHARS, /* of a search query                        400 */
        CH_LIMIT_PAGE_SIZE,    /* entries of one page of a list            400 */
        CH_LIMIT__MAX
} ch_limit_id;

/* How a limit is set: "limits.json_body = 262144", or --set limits.json_body=262144. */
typedef struct ch_limit_row {
        const char *name; /* in the configuration file */
        /* "bytes", "ms", "per hour", or "": a number. */
        const char *unit;
        /* Range that may be chosen, both ends allowed, and the default. */
        int64_t min, max, def;
        const char *help; /* one sentence, a gettext message id */
} ch_limit_row;

/* By ch_limit_id. */
extern const ch_limit_row ch_limit_rows[CH_LIMIT__MAX];

/* The value in force, in the row's unit; the default till one is set. */
int64_t ch_limit(ch_limit_id id);
/* Before the first thread. CH_INVALID: outside the row's range; the value stays. */
CH_MUST_CHECK ch_status ch_limit_set(ch_limit_id id, int64_t value);
/* Back to the defaults: before settings are read, and for tests. */
void ch_limits_reset(void);
#endif
