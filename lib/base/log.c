#include <ch/base/assert.h>
#include <ch/base/clock.h>
#include <ch/base/log.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { LINE_MOST = 1024 };

typedef struct line {
        char text[LINE_MOST];
        size_t len;
} line;

static ch_log_level most = CH_LOG_INFO;
static _Thread_local ch_uuid context;
static const char *const level_words[] = {
        [CH_LOG_ERROR] = "error", [CH_LOG_WARN] = "warn", [CH_LOG_INFO] = "info", [CH_LOG_DEBUG] = "debug"
};

ch_log_value
ch_log_int(const char *key, int64_t n)
{
        return (ch_log_value) { .key = key, .kind = CH_LOGGED_INT, .n = n };
}

ch_log_value
ch_log_id(const char *key, ch_uuid id)
{
        return (ch_log_value) { .key = key, .kind = CH_LOGGED_ID, .id = id };
}

ch_log_value
ch_log_status(const char *key, ch_status st)
{
        return (ch_log_value) { .key = key, .kind = CH_LOGGED_STATUS, .n = st };
}

ch_log_value
ch_log_literal(const char *key, const char *literal)
{
        return (ch_log_value) { .key = key, .kind = CH_LOGGED_LITERAL, .literal = literal };
}

void
ch_log_level_set(ch_log_level level)
{
        most = level;
}

void
ch_log_context(ch_uuid id)
{
        context = id;
}

/* What does not fit is cut; the line feed always fits. */
__attribute__((format(printf, 2, 3))) static void
put(line *l, const char *fmt, ...)
{
        size_t room = LINE_MOST - 1 - l->len;
        va_list args;
        int n;

        va_start(args, fmt);
        n = vsnprintf(l->text + l->len, room, fmt, args);
        va_end(args);
        if (n > 0 && room)
                l->len += (size_t)n < room ? (size_t)n : room - 1;
}

static void
put_id(line *l, const char *key, ch_uuid id)
{
        put(l, " %s=", key);
        for (size_t i = 0; i < sizeof id.b; i++)
                put(l, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", id.b[i]);
}

static void
put_value(line *l, const ch_log_value *v)
{
        switch (v->kind) {
        case CH_LOGGED_INT:
                put(l, " %s=%" PRId64, v->key, v->n);
                break;
        case CH_LOGGED_ID:
                put_id(l, v->key, v->id);
                break;
        case CH_LOGGED_LITERAL:
                put(l, " %s=\"%s\"", v->key, v->literal);
                break;
        case CH_LOGGED_STATUS:
                put(l, " %s=%s", v->key, ch_status_word((ch_status)v->n));
                break;
        }
}

static void
put_time(line *l)
{
        ch_time now = ch_now();
        time_t seconds = now / 1000;
        struct tm tm;

        gmtime_r(&seconds, &tm);
        put(l, "time=%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
            tm.tm_min, tm.tm_sec, (int)(now % 1000));
}

void
ch_log_write(ch_log_level level, const char *event, const ch_log_value *values)
{
        line l = { .len = 0 };
        ssize_t ignored;

        CH_ASSERT(level <= CH_LOG_DEBUG);
        if (level > most)
                return;
        put_time(&l);
        put(&l, " level=%s event=%s", level_words[level], event);
        if (!ch_uuid_is_nil(context))
                put_id(&l, "for", context);
        for (; values->key; values++)
                put_value(&l, values);
        l.text[l.len++] = '\n';
        ignored = write(STDERR_FILENO, l.text, l.len); /* there is nowhere to report this to */
        (void)ignored;
}
