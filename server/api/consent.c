/* consent.c – who may see what, one group at a time; with "preview" nothing changes. */
#include "api.h"
#include "input.h"
#include "requests.h"

ch_status
api_consent_read(ch_req *req, ch_reply *reply)
{
        return api_read_draft(req, reply, &api_consent_fields);
}

/* All levels as they are, but for the one that is asked. */
static ch_status
exposure_of(ch_req *req, ch_work *work, const api_consent_in *in, ch_exposure_in *out)
{
        ch_request_view view;
        ch_status st = ch_req_id(req, 0, &out->id);
        int group = in->group - 1 + CH_GROUP_SUMMARY;

        if (st == CH_OK)
                st = ch_request_show(&work->look, req->caller.actor, out->id, &view);
        if (st == CH_OK && !view.is_own)
                st = CH_HIDDEN;
        if (st != CH_OK)
                return st;
        for (int g = 0; g < CH__GROUP_MAX; g++)
                out->levels[g] = view.request->levels[g];
        out->levels[group] = in->level - 1;
        out->named = in->named.len ? in->named : view.request->named;
        return CH_OK;
}

static void
send_preview(ch_req *req, ch_reply *reply, const ch_exposure_preview *p)
{
        api_fields f = { .table = &ch_request_fields, .groups = p->groups };
        api_out o;

        api_begin(&o, req);
        ch_json_pair_flag(&o.j, "is_raised", p->is_raised);
        ch_json_pair_flag(&o.j, "is_lowered", p->is_lowered);
        ch_json_pair_flag(&o.j, "needs_second_person", p->needs_second_person);
        ch_json_pair(&o.j, "widest", ch_str_of(ch_enum_word(ch_level_names, (int32_t)p->widest)));
        ch_json_pair_int(&o.j, "parties", (int64_t)p->parties);
        ch_json_pair_int(&o.j, "people", (int64_t)p->people);
        api_put_groups(&o, p->groups);
        if (p->request) {
                ch_json_key(&o.j, "shown");
                ch_json_object(&o.j);
                api_put_fields(&o, &f, p->request);
                ch_json_end(&o.j);
        }
        api_send(&o, reply, 200);
}

ch_status
api_consent_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        const api_consent_in *in = req->draft;
        const ch_actor *actor = req->caller.actor;
        ch_exposure_in levels = { 0 };
        ch_exposure_preview preview;
        ch_made made;
        ch_status st = exposure_of(req, work, in, &levels);

        if (st == CH_OK)
                st = api_check_match(req, work, CH_REQUEST, levels.id, false);
        if (st == CH_OK)
                st = ch_request_raise_preview(&work->look, actor, &levels, &work->issues, &preview);
        if (st == CH_OK && in->preview) {
                send_preview(req, reply, &preview);
                return CH_OK;
        }
        if (st == CH_OK)
                st = preview.is_lowered && !preview.is_raised ? ch_request_lower(work, actor, &levels, &made)
                                                              : ch_request_raise(work, actor, &levels, &made);
        if (st != CH_OK)
                return api_refuse_work(req, reply, st, work);
        return api_done(req, work, reply, CH_REQUEST, &made, 200);
}
