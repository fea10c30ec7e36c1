/* Lists of the past: what they were made with is noted beside the change from which on it counted. */
#include "desk_.h"
#include <stdio.h>
#include <string.h>

/* Lines of "SEQ MAKER", oldest first: after that change lists were made with that. */
#define NOTES CH_LIT("lists.made_with")

typedef struct note {
        uint64_t seq;
        ch_str maker;
} note;

static bool
next_note(ch_str *lines, note *out)
{
        ch_str line, seq;
        int64_t n;

        if (!ch_str_cut(lines, '\n', &line) || !ch_str_cut(&line, ' ', &seq) || !ch_str_int(seq, 0, INT64_MAX, &n))
                return false;
        *out = (note) { (uint64_t)n, line };
        return true;
}

static ch_status
read_notes(ch_desk *desk, ch_db *db, ch_str *lines)
{
        ch_status st = ch_db_setting(db, NOTES, desk->arena, lines);

        if (st == CH_HIDDEN)
                *lines = (ch_str) { 0 };
        return st == CH_HIDDEN ? CH_OK : st;
}

static ch_status
add_note(ch_desk *desk, ch_db *db, ch_str lines, uint64_t seq)
{
        ch_str all = ch_fmt(desk->arena, "%.*s%llu %.*s\n", (int)lines.len, lines.p, (unsigned long long)seq,
                            (int)desk->maker.len, desk->maker.p);
        ch_status st = all.len ? ch_store_begin(desk->store) : CH_BUSY;

        if (st != CH_OK)
                return st;
        st = ch_db_setting_put(db, NOTES, all);
        if (st == CH_OK)
                return ch_store_commit(desk->store);
        ch_store_rollback(desk->store);
        return st;
}

ch_status
maker_note(ch_desk *desk, ch_db *db)
{
        ch_str lines = { 0 }, rest;
        note last = { 0 };
        uint64_t seq = 0;
        ch_status st = read_notes(desk, db, &lines);

        if (st == CH_OK)
                st = ch_db_last_seq(db, &seq);
        for (rest = lines; st == CH_OK && next_note(&rest, &last);)
                desk->is_noted = ch_str_eq(last.maker, desk->maker);
        if (st != CH_OK || desk->is_noted || desk->is_read_only)
                return st;
        desk->is_noted = true;
        return add_note(desk, db, lines, seq);
}

/* ---- a desk of the past ---------------------------------------------------------------------------------------- */

static ch_status
lacks(ch_past *past, ch_absent absent, uint64_t last)
{
        past->absent = absent;
        past->last = last;
        return CH_STALE;
}

static void
put_name(char out[96], ch_str name)
{
        (void)snprintf(out, 96, "%.*s", (int)name.len, name.p);
}

/* At the very change where makers changed, the one before and the one after may both have made lists. */
static ch_status
compare(const ch_desk *desk, ch_str lines, ch_past *past)
{
        note n = { 0 }, then = { 0 };
        bool is_same = false;
        uint64_t first = 0;

        for (bool is_first = true; next_note(&lines, &n); is_first = false) {
                bool is_here = ch_str_eq(n.maker, desk->maker);

                first = is_first ? n.seq : first;
                if (n.seq > past->seq)
                        break;
                past->is_turn = n.seq == past->seq;
                is_same = is_here || (past->is_turn && is_same);
                if (!past->is_turn || !then.maker.len)
                        then = n;
        }
        put_name(past->then, then.maker);
        put_name(past->here, desk->maker);
        if (!then.maker.len)
                return lacks(past, CH_ABSENT_NOTE, first);
        return is_same ? CH_OK : lacks(past, CH_ABSENT_MAKER, 0);
}

ch_status
past_check(ch_desk *desk, ch_db *db, ch_past *past)
{
        ch_str lines = { 0 };
        ch_change change;
        uint64_t last = 0;
        size_t n = 0;
        ch_status st = ch_db_last_seq(db, &last);

        if (st == CH_OK && (!past->seq || past->seq > last))
                return lacks(past, CH_ABSENT_CHANGE, last);
        if (st == CH_OK)
                st = ch_db_changes(db, past->seq - 1, desk->arena, &change, 1, &n);
        if (st == CH_OK)
                st = read_notes(desk, db, &lines);
        if (st != CH_OK || !n)
                return st != CH_OK ? st : CH_BROKEN;
        desk->past_at = change.at;
        desk->is_noted = true;
        return compare(desk, lines, past);
}

ch_status
past_check_records(const ch_desk *desk, ch_past *past)
{
        past->records = desk->shredded;
        return desk->shredded ? lacks(past, CH_ABSENT_RECORDS, 0) : CH_OK;
}
