/* ch/base/status.h – the closed set of outcomes.
 *
 * Every function that can fail returns one of these; results leave through out parameters, last. The world's failures
 * (disk, database) are logged once, where they are seen; upward travels only the status. CH_OK is 0, so that
 * `if (st)` asks whether something failed; what is then in the out parameters is not to be read, unless the function's
 * header says more. Thread-safe: constants; a status outside the enum is a bug and asserts.
 *
 *      CH_OK               200  ok                CH_CONFLICT      409  conflict
 *      CH_INVALID          422  invalid           CH_STALE         412  stale
 *      CH_MALFORMED        400  malformed         CH_NEED_VERSION  428  need-version
 *      CH_UNAUTHENTICATED  401  unauthenticated   CH_TOO_LARGE     413  too-large
 *      CH_STEP_UP          401  step-up           CH_UNSUPPORTED   415  unsupported
 *      CH_FORGED           403  forged            CH_TOO_MANY      429  too-many
 *      CH_HIDDEN           404  not-found         CH_BUSY          503  busy
 *      CH_ILLEGAL_MOVE     409  illegal-move      CH_BROKEN        500  broken
 */
#ifndef CH_BASE_STATUS_H
#define CH_BASE_STATUS_H
#include <stdbool.h>
#include <stdint.h>

typedef enum ch_status {
        CH_OK,              /* done                                                                    */
        CH_INVALID,         /* understood, but fields are wrong: the ch_issues say which, all at once  */
        CH_MALFORMED,       /* the bytes are not what their type says                                  */
        CH_UNAUTHENTICATED, /* no session, or it has ended                                             */
        CH_STEP_UP,         /* the second factor is needed again                                       */
        CH_FORGED,          /* the CSRF check failed: the only 403                                     */
        CH_HIDDEN,          /* not there, or not permitted: the same thing to who asks                 */
        CH_ILLEGAL_MOVE,    /* the procedure has no such move from here: 409 naming the legal ones     */
        CH_CONFLICT,        /* somebody else was first (unique reference, two keys, key in flight)     */
        CH_STALE,           /* If-Match or the hidden version names an older version                   */
        CH_NEED_VERSION,    /* an update without If-Match                                              */
        CH_TOO_LARGE,       /* over a limit, or over the request's memory                              */
        CH_UNSUPPORTED,     /* content type or encoding not taken                                      */
        CH_TOO_MANY,        /* a rate limit; try later                                                 */
        CH_BUSY,            /* stopping, queue or log full; nothing has changed; try again             */
        CH_BROKEN,          /* the world failed us; logged with its cause; nothing has changed         */
        CH__STATUS_MAX
} ch_status;

/* On every function whose answer must be looked at; (void)! in front of the call says that it need not be. */
#define CH_MUST_CHECK __attribute__((warn_unused_result))

/* The code of the answer over HTTP: the number above. */
uint16_t ch_status_http(ch_status st);
/* English sentence for a person; a gettext message id. Never NULL. */
const char *ch_status_text(ch_status st);
/* Stable word for machines, such as "invalid"; the last part of the problem type. Never NULL. */
const char *ch_status_word(ch_status st);
/* May the same request succeed when simply sent again? CH_TOO_MANY and CH_BUSY. */
bool ch_status_is_retryable(ch_status st);
#endif
