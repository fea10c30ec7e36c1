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

typedef enum ch_limit_id {
        CH_LIMIT_REQUEST_LINE,  /* bytes of path and query                  414 */
        CH_LIMIT_HEADER,        /* bytes of one header, name and value      431 */
        CH_LIMIT_HEADERS,       /* bytes of all headers                     431 */
        CH_LIMIT_HEADER_COUNT,  /*                                          431 */
        CH_LIMIT_FORM_BODY,     /* bytes                                    413 */
        CH_LIMIT_JSON_BODY,     /* bytes                                    413 */
        CH_LIMIT_CSV_BODY,      /* bytes                                    413 */
        CH_LIMIT_ATTACHMENT,    /* bytes of one file                        413 */
        CH_LIMIT_DRAIN,         /* bytes of a refused body still read       close */
        CH_LIMIT_PAIRS,         /* fields of a form or query                400 */
        CH_LIMIT_ARENA,         /* bytes of memory one request may use      413 */
        CH_LIMIT_HEADER_MS,     /* request line and headers complete        close */
        CH_LIMIT_BODY_MS,       /* body complete                            close */
        CH_LIMIT_BODY_GRACE_MS, /* before the minimum rate counts           close */
        CH_LIMIT_BODY_RATE,     /* bytes per second                         close */
        CH_LIMIT_SEND_MS,       /* answer taken by the client               close */
        CH_LIMIT_IDLE_MS,       /* keep-alive without a request             close */
        CH_LIMIT_DRAIN_MS,      /* stopping: wait for requests in flight         */
        CH_LIMIT_CONNECTIONS,   /* in all                                   not accepted */
        CH_LIMIT_CONNECTIONS_PER_ADDRESS,
        CH_LIMIT_ANONYMOUS_WRITES,   /* bodies in flight without a session      503 */
        CH_LIMIT_HASH_QUEUE,         /* passphrases waiting to be hashed         503 */
        CH_LIMIT_LOGINS_PER_ADDRESS, /* per hour                              429 */
        CH_LIMIT_READS_PER_MINUTE,   /* per account, without session per address 429 */
        CH_LIMIT_WRITES_PER_MINUTE,  /* per account, without session per address 429 */
        CH_LIMIT_EXPERT_READS,       /* full records per hour                    429 */
        CH_LIMIT_OFFERS_PER_DAY,     /* per account                              429 */
        CH_LIMIT_SEARCH_CHARS,       /* of a search query                        400 */
        CH_LIMIT_PAGE_SIZE,          /* entries of one page of a list            400 */
        CH_LIMIT__MAX
} ch_limit_id;

typedef struct ch_limit_row {
        const char *name; /* in the configuration file */
        const char *unit; /* "bytes", "ms", "" …       */
        int64_t min, max, def;
        const char *help; /* one sentence, a gettext message id */
} ch_limit_row;

extern const ch_limit_row ch_limit_rows[CH_LIMIT__MAX];

/* The value in force. */
int64_t ch_limit(ch_limit_id id);
/* Before the first thread. CH_INVALID: outside the row's range. */
CH_MUST_CHECK ch_status ch_limit_set(ch_limit_id id, int64_t value);
/* Back to the defaults: for tests. */
void ch_limits_reset(void);
#endif
