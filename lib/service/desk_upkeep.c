/* What nobody asks for: last-seen times to the disk, tidying, invitations that lapse, what rests. */
#include "rest.h"
#include <ch/matches.h>

enum { SEEN_AT_ONCE = 4096, AT_ONCE = 500 };

static ch_status
flush_seen(ch_work *work)
{
        seen_entry *v = CH_NEW_N(work->look.arena, seen_entry, SEEN_AT_ONCE);
        size_t n = v ? seen_take(work->look.desk->seen, v, SEEN_AT_ONCE) : 0;
        ch_status st = v ? CH_OK : CH_TOO_LARGE;

        for (size_t i = 0; i < n && st == CH_OK; i++)
                st = v[i].is_ended ? ch_db_session_end(work->look.db, v[i].session)
                                   : ch_db_session_seen(work->look.db, v[i].session, v[i].at);
        return st;
}

ch_status
upkeep_run(void *ctx, ch_work *work)
{
        size_t done;
        ch_status st = flush_seen(work);

        (void)ctx;
        if (st == CH_OK)
                st = ch_db_tidy(work->look.db, work->look.now);
        if (st == CH_OK)
                st = ch_match_lapse_due(work, &ch_actor_system, AT_ONCE, &done);
        if (st == CH_OK)
                st = rest_offers(work, AT_ONCE, &done);
        if (st == CH_OK)
                st = ask_about_needs(work, AT_ONCE);
        return st;
}
