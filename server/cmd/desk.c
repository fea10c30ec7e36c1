/* The desk as a command opens it. */
#include "cmd/cmd.h"
#include <ch/base/clock.h>
#include <sys/stat.h>

enum { PRIVATE = 0700 };

/* What stops a desk from opening, as somebody at a terminal wants to hear it. */
static const char *
remedy_of(ch_status st, bool is_read_only)
{
        switch ((int)st) {
        case CH_CONFLICT:
                return is_read_only ? "the data directory was made by another version of this program; use that one"
                                    : "a server works on this data directory, or another version of this program made "
                                      "it; stop "
                                      "that server first, or use its API under /api/v1";
        case CH_HIDDEN:
                return "there is nothing in this data directory yet; name another one with --data, or start the server "
                       "once";
        case CH_MALFORMED:
                return "the file \"key\" in the data directory is damaged or may be read by others; put the right one "
                       "there, "
                       "mode 0600";
        case CH_INVALID:
                return "the reference tables cannot be used; see the lines above";
        default:
                return ch_status_text(st);
        }
}

/* What a desk of the past lacks: never another list instead. */
static void
say_absent(const char *cmd, const ch_past *p)
{
        unsigned long long seq = p->seq, last = p->last;

        switch ((int)p->absent) {
        case CH_ABSENT_CHANGE:
                (void)ch_cmd_fail(cmd, "there is no change %llu: the feed ends at change %llu", seq, last);
                return;
        case CH_ABSENT_NOTE:
                (void)ch_cmd_fail(cmd,
                                  "what lists were made with at change %llu was not noted; it is from change %llu on",
                                  seq, last);
                return;
        case CH_ABSENT_RECORDS:
                (void)ch_cmd_fail(cmd,
                                  "the keys of %zu records have been destroyed; their words are absent, and the list "
                                  "of change %llu with them",
                                  p->records, seq);
                return;
        default:
                (void)ch_cmd_fail(cmd,
                                  "lists at change %llu were made with %s; here are %s. Name the tables of then with "
                                  "--set reference=DIR, and use the program of then where its number differs",
                                  seq, p->then, p->here);
        }
}

ch_desk *
ch_cmd_desk(const char *cmd, const ch_cmd_options *o, bool is_read_only)
{
        return ch_cmd_desk_past(cmd, o, is_read_only, NULL);
}

ch_desk *
ch_cmd_desk_past(const char *cmd, const ch_cmd_options *o, bool is_read_only, ch_past *past)
{
        ch_desk_config config = { .dir = o->config.data.p,
                                  .reference = o->config.reference.p,
                                  .is_read_only = is_read_only,
                                  .may_migrate = !is_read_only,
                                  .now = ch_now,
                                  .past = past };
        ch_desk *desk;
        ch_status st;

        if (!ch_clock_zone(o->config.time_zone.p)) {
                (void)ch_cmd_fail(cmd, "the time zone %s is not known here", o->config.time_zone.p);
                return NULL;
        }
        if (!is_read_only)
                (void)mkdir(config.dir, PRIVATE); /* when it cannot be made, opening says so */
        st = ch_desk_open(&config, &desk);
        if (st == CH_STALE && past) {
                say_absent(cmd, past);
                return NULL;
        }
        if (st) {
                (void)ch_cmd_fail(cmd, "%s: %s", config.dir, remedy_of(st, is_read_only));
                return NULL;
        }
        return desk;
}
