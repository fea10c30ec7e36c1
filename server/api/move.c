#include "move.h"
#include "api.h"
#include "input.h"
#include "moves.h"
#include <ch/base/assert.h>

ch_status
api_move_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_step_fields);
}

ch_status
api_move_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_step_in *in = req->draft;
        const ch_move_row *row = ch_move_row_of(req->route->act);
        ch_step step = { .code = in->reason, .words = in->words };
        ch_made made;
        ch_status st = ch_req_id(req, 0, &step.id);

        CH_ASSERT(row);
        if (st == CH_OK)
                st = api_check_match(req, work, row->kind, step.id, false);
        if (st == CH_OK)
                st = row->run(work, req->caller.actor, &step, &made);
        if (st != CH_OK)
                return api_refuse_step(req, reply, st, work);
        return api_done(req, work, reply, row->kind, &made, 200);
}
