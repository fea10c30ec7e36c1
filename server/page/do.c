#include "do.h"
#include "case.h"
#include "moves.h"
#include "pages.h"
#include <ch/base/assert.h>

enum { FIELDS_MAX = 3 };

/* What is shown: the case, the move, and what came back from the last try. */
typedef struct doing {
        ch_req *req;
        ch_reply *reply;
        const ch_move *move;
        page_case c;
        const ch_issues *issues; /* NULL: first time */
        bool needs_code;         /* second factor again */
} doing;

static ch_field_view
reason_field(const page_input *in, ch_act act)
{
        const ch_coded_reason *r = ch_reasons_of(act);
        ch_field_view f = page_field_own(in, CH_SHOW_RADIOS, "reason", CH_MSG("Reason"));
        ch_strs values = { 0 }, labels = { 0 };

        for (; r && r->code; r++) {
                values = ch_strs_add(in->req->arena, values, ch_str_of(r->code));
                labels = ch_strs_add(in->req->arena, labels, page_say(in->req, r->label));
        }
        page_options(in, &f, values, labels, (ch_strs) { 0 });
        return f;
}

static ch_field_view
words_field(const page_input *in)
{
        ch_field_view f = page_field_own(in, CH_SHOW_TEXT, "words", CH_MSG("In your own words (optional)"));

        f.rows = 4;
        return f;
}

static void
send(doing *d, uint16_t code)
{
        page_input in = { .req = d->req,
                          .is_typed = d->req->method != CH_GET,
                          .issues = d->issues,
                          .prefix = "",
                          .table = ch_kind_fields(d->c.kind) };
        ch_field_view *fields = CH_NEW_N(d->req->arena, ch_field_view, FIELDS_MAX);
        ch_page_view page = page_frame(d->req, d->reply, d->move->label);
        ch_form_view form;
        size_t n = 0;

        if (!fields)
                return;
        if (ch_reasons_of(d->move->act))
                fields[n++] = reason_field(&in, d->move->act);
        if (ch_move_keeps_words(d->move))
                fields[n++] = words_field(&in);
        if (d->needs_code)
                fields[n++] = page_code_field(
                        &in, CH_MSG("This step changes who can see something, so we ask for your second factor again. "
                                    "A recovery code works too."));
        form = page_form(d->req, d->reply, page_move_url(d->req, &d->c, ch_move_row_of(d->move->act)->word), fields, n);
        form.version = ch_fmt(d->req->arena, "%u", d->c.version);
        form.caption = d->c.ref;
        form.title = page_say(d->req, d->move->label);
        form.lead = d->c.title;
        form.submit = page_say(d->req, d->move->label);
        if (d->issues)
                page_form_issues(d->req, &form, d->issues);
        page.has_errors = form.errors.len > 0;
        page_about(d->req, &page, &d->c, d->c.url);
        page_send(d->req, d->reply, code, "form", &(page_form_view) { &page, &form });
}

static bool
is_prose(const ch_pair *pair, ch_kind kind)
{
        static const ch_fields *const parts[CH__KIND_MAX] = {
                [CH_REQUEST] = &ch_need_fields, [CH_OFFER] = &ch_area_fields
        };
        ch_str name = pair->name, piece;
        const ch_field *f = ch_field_find(ch_kind_fields(kind), name);

        while (ch_str_cut(&name, '.', &piece))
                ;
        if (!f && parts[kind])
                f = ch_field_find(parts[kind], name);
        return f ? f->kind == CH_FIELD_LINE || f->kind == CH_FIELD_TEXT : ch_str_is(pair->name, "words");
}

/* What a form brought in own words, so that it is not lost with the form. */
static ch_str
typed_prose(const ch_req *req, ch_kind kind)
{
        ch_buf b = ch_buf_new(req->arena);
        ch_str out;

        for (size_t i = 0; i < req->form.len; i++) {
                if (!req->form.v[i].value.len || !is_prose(&req->form.v[i], kind))
                        continue;
                ch_buf_lit(&b, b.len ? "\n\n" : "");
                ch_buf_str(&b, req->form.v[i].value);
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : CH_LIT("");
}

void
page_illegal(ch_req *req, ch_reply *reply, const ch_look *look, ch_kind kind, ch_uuid id)
{
        page_case c;
        ch_page_view page;

        if (page_case_of(req, look, kind, id, &c) != CH_OK) {
                ch_reply_status(reply, CH_HIDDEN);
                return;
        }
        page = page_frame(req, reply, CH_MSG("This cannot be done now"));
        page_about(req, &page, &c, c.url);
        page_send(req, reply, 409, "illegal",
                  &(page_illegal_view) { .page = &page,
                                         .ref = c.ref,
                                         .moves = page_moves(req, &c),
                                         .words = typed_prose(req, kind),
                                         .url = c.url });
}

static ch_kind
kind_of(const ch_req *req)
{
        const ch_move_row *row = ch_move_row_of(req->route->act);

        CH_ASSERT(row);
        return row->kind;
}

static ch_status
prepare(doing *d, const ch_look *look, ch_uuid id)
{
        ch_kind kind = kind_of(d->req);
        ch_status st = page_case_of(d->req, look, kind, id, &d->c);

        if (st != CH_OK)
                return st;
        for (size_t i = 0; i < d->c.moves->len; i++) {
                if (d->c.moves->v[i]->act == d->req->route->act)
                        d->move = d->c.moves->v[i];
        }
        if (d->move)
                return CH_OK;
        st = ch_case_may(look, d->req->caller.actor, kind, id, d->req->route->act);
        return st == CH_OK ? CH_ILLEGAL_MOVE : st;
}

ch_status
page_do_show(ch_req *req, ch_reply *reply)
{
        doing d = { .req = req, .reply = reply };
        ch_uuid id;
        ch_look look;
        ch_status st = ch_req_id(req, 0, &id);

        if (st != CH_OK)
                return st;
        look = page_look(req);
        st = prepare(&d, &look, id);
        if (st == CH_OK)
                send(&d, 200);
        else if (st == CH_ILLEGAL_MOVE)
                page_illegal(req, reply, &look, kind_of(req), id);
        page_look_end(&look);
        return st;
}

ch_status
page_do_run(ch_req *req, ch_work *work, ch_reply *reply)
{
        doing d = { .req = req, .reply = reply, .issues = &work->issues };
        ch_actor actor = *req->caller.actor;
        ch_step step = { .code = ch_req_field(req, "reason"),
                         .words = ch_req_field(req, "words"),
                         .version = page_version(req) };
        ch_made made;
        ch_status st = ch_req_id(req, 0, &step.id), shown;

        if (st != CH_OK)
                return st;
        st = page_step_up(req, work, reply, &actor);
        d.needs_code = st != CH_OK;
        if (st == CH_OK)
                st = ch_move_row_of(req->route->act)->run(work, &actor, &step, &made);
        if (st == CH_OK) {
                page_case c = { .kind = kind_of(req), .id = step.id };

                ch_reply_see_other(reply, page_case_url(req, &c));
                return CH_OK;
        }
        if (st == CH_ILLEGAL_MOVE) {
                page_illegal(req, reply, &work->look, kind_of(req), step.id);
                return st;
        }
        d.needs_code |= st == CH_STEP_UP;
        if (st != CH_INVALID && st != CH_STEP_UP && st != CH_CONFLICT && st != CH_STALE)
                return st;
        shown = prepare(&d, &work->look, step.id);
        if (shown == CH_ILLEGAL_MOVE)
                page_illegal(req, reply, &work->look, kind_of(req), step.id);
        if (shown != CH_OK)
                return shown;
        page_tell(work, st);
        send(&d, st == CH_STEP_UP ? 422 : ch_status_http(st));
        return st;
}
