/* Settings, and the broom. */
#include "stmt.h"
#include <ch/base/assert.h>

enum { HOUR_MS = 3600 * 1000, SESSION_HOURS = 12, ANSWER_HOURS = 24 };

ch_status
ch_db_setting(ch_db *db, ch_str name, ch_arena *arena, ch_str *out)
{
        ch_q q = ch_q_open(db, CH_STMT_SETTING);
        bool is_there;

        ch_q_text(&q, name);
        is_there = ch_q_row(&q);
        if (is_there)
                *out = ch_str_dup(arena, ch_col_bytes(&q, 0));
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        return is_there ? CH_OK : CH_HIDDEN;
}

ch_status
ch_db_setting_put(ch_db *db, ch_str name, ch_str value)
{
        ch_q q = ch_q_open(db, CH_STMT_SETTING_SET);

        ch_q_text(&q, name);
        ch_q_text(&q, value);
        return ch_q_run(&q);
}

ch_status
ch_db_tidy(ch_db *db, ch_time now)
{
        const struct {
                ch_stmt stmt;
                ch_time before;
        } brooms[] = {
                { CH_STMT_TIDY_SESSION, now - (ch_time)SESSION_HOURS * HOUR_MS },
                { CH_STMT_TIDY_INVITATION, now },
                { CH_STMT_TIDY_ANSWER, now - (ch_time)ANSWER_HOURS * HOUR_MS },
        };

        db->store->has_new_sessions = true;
        for (size_t i = 0; i < CH_COUNT(brooms); i++) {
                ch_q q = ch_q_open(db, brooms[i].stmt);

                ch_q_int(&q, brooms[i].before);
                if (ch_q_run(&q) != CH_OK)
                        return q.st;
        }
        return CH_OK;
}
