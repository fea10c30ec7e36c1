/* needs.c – acts on one need: its codes, how far it is covered, pairing it with an offer. */
#include "api.h"
#include "input.h"
#include "pairs.h"
#include "requests.h"

/* The request and the number of the need as the address names them. */
static ch_status
need_of(const ch_req *req, ch_uuid *id, int64_t *no)
{
        ch_status st = ch_req_id(req, 0, id);

        return st == CH_OK && !ch_str_int(req->param[1], 1, CH_NEEDS_MAX, no) ? CH_HIDDEN : st;
}

ch_status
api_topics_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_topics_fields);
}

ch_status
api_topics_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_topics_in *in = req->draft;
        ch_topics_in word = {
                .topics = in->topics, .domains = in->domains, .assistance = in->assistance, .refused = in->refused
        };
        ch_made made;
        ch_status st = need_of(req, &word.id, &word.need);

        if (st == CH_OK)
                st = api_check_match(req, work, CH_REQUEST, word.id, false);
        if (st == CH_OK)
                st = ch_request_confirm_topics(work, req->caller.actor, &word, &made);
        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_REQUEST, &made, 200);
}

ch_status
api_coverage_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_coverage_fields);
}

ch_status
api_coverage_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_coverage_in *in = req->draft;
        ch_step step = { 0 };
        int64_t need;
        ch_status st = need_of(req, &step.id, &need);

        if (st == CH_OK)
                st = api_check_match(req, work, CH_REQUEST, step.id, false);
        if (st == CH_OK)
                st = ch_request_cover(work, req->caller.actor, &step, need, (ch_coverage)(in->coverage - 1));
        if (st != CH_OK)
                return api_refuse_step(req, reply, st, work);
        return api_done(req, work, reply, CH_REQUEST, &(ch_made) { .id = step.id }, 200);
}

/* ---- pairs ---- */

ch_status
api_verdict_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_verdict_fields);
}

ch_status
api_verdict_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_verdict_in *in = req->draft;
        ch_pair_in pair = { .offer = in->offer, .covers = in->covers, .code = in->reason, .words = in->words };
        ch_made made;
        ch_status st = need_of(req, &pair.request, &pair.need);

        if (st == CH_OK)
                st = in->verdict == API_VERDICT_PROPOSE ? ch_match_propose(work, req->caller.actor, &pair, &made)
                                                        : ch_match_set_aside(work, req->caller.actor, &pair, &made);
        if (st != CH_OK)
                return api_refuse_step(req, reply, st, work);
        return api_done(req, work, reply, CH_MATCH, &made, 201);
}

ch_status
api_pair_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_pair_fields);
}

ch_status
api_pair_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_pair_in *in = req->draft;
        ch_pair_in pair = { .offer = in->offer, .covers = in->covers, .words = in->words };
        ch_made made;
        ch_status st = need_of(req, &pair.request, &pair.need);

        if (st == CH_OK)
                st = req->route->act == CH_ACT_MATCH_VOLUNTEER
                             ? ch_match_volunteer(work, req->caller.actor, &pair, &made)
                             : ch_match_ask_for(work, req->caller.actor, &pair, &made);
        if (st != CH_OK)
                return api_refuse_step(req, reply, st, work);
        return api_done(req, work, reply, CH_MATCH, &made, 201);
}
