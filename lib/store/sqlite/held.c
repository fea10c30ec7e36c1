#include "held.h"
#include <ch/base/assert.h>
#include <sqlite3.h>

ch_status
ch_held_begin(ch_store *store)
{
        if (store->is_fatal || sqlite3_get_autocommit(store->writer->h))
                return CH_BROKEN;
        ch_arena_reset(store->held.arena);
        store->held.first = NULL;
        store->held.last = &store->held.first;
        store->held.is_open = true;
        return CH_OK;
}

ch_held_row *
ch_held_new(ch_store *store, ch_stmt which)
{
        ch_held_row *row = CH_NEW(store->held.arena, ch_held_row);

        if (row)
                row->which = which;
        return row;
}

void
ch_held_put(ch_store *store, ch_held_row *row, ch_held_value value)
{
        CH_ASSERT(row->len < CH_HELD_VALUES);
        if (value.s.len)
                value.s = ch_str_dup(store->held.arena, value.s);
        row->v[row->len++] = value;
}

ch_status
ch_held_keep(ch_store *store, ch_held_row *row)
{
        if (ch_arena_is_full(store->held.arena))
                return CH_BUSY;
        *store->held.last = row;
        store->held.last = &row->next;
        return CH_OK;
}

static void
bind(ch_q *q, const ch_held_value *v)
{
        switch (v->type) {
        case CH_HELD_INT:
                ch_q_int(q, v->n);
                break;
        case CH_HELD_TEXT:
                ch_q_text(q, v->s);
                break;
        case CH_HELD_NULL:
        case CH_HELD_BYTES:
        default:
                ch_q_bytes(q, v->s);
        }
}

/* Nothing that waits can meet a conflict: if it does, something is wrong with the store and not with a command. */
static ch_status
put_in(ch_store *store)
{
        const ch_held_row *row = store->held.first;

        store->held.is_open = false;
        for (; row; row = row->next) {
                ch_q q = ch_q_open(store->writer, row->which);

                for (int i = 0; i < row->len; i++)
                        bind(&q, &row->v[i]);
                if (ch_q_run(&q) != CH_OK)
                        return q.st == CH_CONFLICT ? CH_BROKEN : q.st;
        }
        return CH_OK;
}

ch_status
ch_held_settle(ch_store *store)
{
        ch_q q;

        if (!store->held.is_open)
                return CH_OK;
        store->held.is_open = false;
        q = ch_q_open(store->writer, CH_STMT_SAVEPOINT);
        return ch_q_run(&q) == CH_OK ? put_in(store) : q.st;
}

bool
ch_held_end(ch_store *store, bool keep, ch_status *st)
{
        if (!store->held.is_open)
                return false;
        *st = CH_OK;
        if (keep)
                *st = put_in(store);
        store->held.is_open = false;
        return true;
}
