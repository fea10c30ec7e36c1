/* Idempotency keys, for the server. */
#include "case_.h"

ch_status
ch_answer_find(ch_work *work, const ch_actor *actor, ch_kept_answer *io)
{
        ch_answer a;
        ch_status st;

        if (ch_uuid_is_nil(actor->account) || !io->key.len)
                return CH_HIDDEN;
        st = ch_db_answer(work->look.db, actor->account, io->key, work->look.arena, &a);
        if (st != CH_OK)
                return st;
        if (!ch_same(a.body.b, io->body.b, sizeof a.body.b))
                return CH_CONFLICT;
        io->account = a.account;
        io->http = a.http;
        io->location = a.location;
        io->type = a.type;
        io->bytes = a.bytes;
        return CH_OK;
}

ch_status
ch_answer_keep(ch_work *work, const ch_actor *actor, const ch_kept_answer *answer)
{
        ch_answer a = { .account = actor->account,
                        .key = answer->key,
                        .body = answer->body,
                        .http = answer->http,
                        .location = answer->location,
                        .type = answer->type,
                        .bytes = answer->bytes,
                        .at = work->look.now };

        if (ch_uuid_is_nil(actor->account) || !answer->key.len)
                return CH_OK;
        return ch_db_answer_put(work->look.db, &a);
}
