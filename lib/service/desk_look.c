/* Looks: one catalogue and one read-only connection, pinned for one request. */
#include "desk_.h"

ch_status
ch_desk_reader_open(ch_desk *desk, ch_reader **out)
{
        ch_reader *reader;
        ch_status st = CH_BUSY;

        /* The arena of the desk is not for several threads at once; readers are opened rarely. */
        ch_mutex_lock(&desk->writer.lock);
        reader = CH_NEW(desk->arena, ch_reader);
        if (reader) {
                reader->desk = desk;
                st = ch_store_reader_open(desk->store, &reader->db);
        }
        ch_mutex_unlock(&desk->writer.lock);
        *out = st == CH_OK ? reader : NULL;
        return st;
}

void
ch_desk_reader_close(ch_reader **reader)
{
        if (*reader)
                ch_store_reader_close(&(*reader)->db);
        *reader = NULL;
}

static ch_look
look_at(const ch_catalog *cat, ch_reader *reader, ch_arena *arena)
{
        ch_desk *desk = reader->desk;
        ch_time now = desk->past_at ? desk->past_at : desk->now();

        return (ch_look) {
                .desk = desk, .cat = cat, .db = reader->db, .arena = arena, .now = now, .today = ch_day_of(now)
        };
}

ch_look
ch_look_begin(ch_reader *reader, ch_arena *arena)
{
        return look_at(desk_current(reader->desk), reader, arena);
}

const ch_catalog *
ch_desk_pin(ch_desk *desk)
{
        return ch_catalog_acquire(desk->current);
}

ch_look
ch_look_answer_begin(ch_reader *reader, ch_arena *arena, const ch_catalog *pinned)
{
        ch_look look = look_at(pinned, reader, arena);

        look.is_answer = true;
        return look;
}

void
ch_look_end(ch_look *look)
{
        ch_catalog_release(&look->cat);
}
