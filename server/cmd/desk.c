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

ch_desk *
ch_cmd_desk(const char *cmd, const ch_cmd_options *o, bool is_read_only)
{
        ch_desk_config config = { .dir = o->config.data.p,
                                  .reference = o->config.reference.p,
                                  .is_read_only = is_read_only,
                                  .may_migrate = !is_read_only,
                                  .now = ch_now };
        ch_desk *desk;
        ch_status st;

        if (!ch_clock_zone(o->config.time_zone.p)) {
                (void)ch_cmd_fail(cmd, "the time zone %s is not known here", o->config.time_zone.p);
                return NULL;
        }
        if (!is_read_only)
                (void)mkdir(config.dir, PRIVATE); /* when it cannot be made, opening says so */
        st = ch_desk_open(&config, &desk);
        if (st) {
                (void)ch_cmd_fail(cmd, "%s: %s", config.dir, remedy_of(st, is_read_only));
                return NULL;
        }
        return desk;
}
