/* ch/base/log.h – one logfmt line an event on standard error.
 *
 * Values are typed: id, number, literal, status. There is no way to log free text, so names, addresses and the details
 * of a case cannot reach a log. Thread-safe; one write(2) a line, cut at 1 KiB. What cannot be written is lost.
 *
 *   ch_log(CH_LOG_INFO, "request.stored", ch_log_id("request", id), ch_log_int("ms", ms));
 *
 *   time=2026-03-27T14:30:00.000Z level=info event=request.stored request=0b8f…-… ms=3
 */
#ifndef CH_BASE_LOG_H
#define CH_BASE_LOG_H
#include <ch/base/uuid.h>

/* From the gravest on. */
typedef enum ch_log_level { CH_LOG_ERROR, CH_LOG_WARN, CH_LOG_INFO, CH_LOG_DEBUG } ch_log_level;

/* One key=value of a line; kind says which of the others holds it, n also a status. Made by the four below. */
typedef struct ch_log_value {
        const char *key; /* NULL ends the list */
        enum { CH_LOGGED_INT, CH_LOGGED_ID, CH_LOGGED_LITERAL, CH_LOGGED_STATUS } kind;
        int64_t n;
        ch_uuid id;
        const char *literal;
} ch_log_value;

/* key is borrowed: a literal. A status shows as its word: why=busy. */
ch_log_value ch_log_int(const char *key, int64_t n);
ch_log_value ch_log_id(const char *key, ch_uuid id);
ch_log_value ch_log_status(const char *key, ch_status st);
/* Through CH_LOG_LIT, with which a variable does not compile; shown in quotes. */
ch_log_value ch_log_literal(const char *key, const char *literal);
#define CH_LOG_LIT(key, s) ch_log_literal((key), "" s "")

/* Lines of a level behind this one in the enum are dropped; default INFO. Before the first thread. */
void ch_log_level_set(ch_log_level most);
/* Every line of this thread carries the id as for=… until set anew; the nil id takes it away. One per request handled.
 */
void ch_log_context(ch_uuid id);
/* What ch_log stands for: values end with a NULL key; the event, "thing.what_happened", is a literal there. */
void ch_log_write(ch_log_level level, const char *event, const ch_log_value *values);
#define ch_log(level, event, ...)                                                                                      \
        ch_log_write((level), "" event "", (const ch_log_value[]) { __VA_ARGS__ __VA_OPT__(, ) { .key = NULL } })
#endif
