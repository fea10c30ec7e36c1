#include "weights.h"
#include "case.h"
#include "page.h"
#include "pages.h"
#include <ch/base/assert.h>
#include <ch/form.h>
#include <ch/weighing.h>
#include <ch/weights.h>

enum { COLUMNS = 5, SHIFTS_SHOWN = 200 };

static ch_url
version_url(const ch_req *req, ch_str name)
{
        return ch_url_query(req->arena, CH_URL("/weights"), "version", name);
}

static ch_str
state_of(const ch_req *req, const ch_weights_view *v)
{
        return page_say(req, v->in_force      ? CH_MSG("In force")
                             : v->is_built_in ? CH_MSG("Built in")
                             : v->is_refused  ? CH_MSG("Refused")
                             : v->is_decided  ? CH_MSG("Replaced")
                                              : CH_MSG("Proposed"));
}

static bool
may(const ch_req *req, ch_act act)
{
        return (ch_may_roles(act) & req->caller.actor->roles) != 0;
}

static ch_cell_view
cell(const ch_req *req, const char *msg, bool is_number)
{
        return (ch_cell_view) { .text = page_say(req, msg), .is_number = is_number };
}

/* ---- the list --------------------------------------------------------------------------------------------------- */

static ch_status
send_list(ch_req *req, ch_reply *reply, const ch_weights_view *v, size_t n)
{
        ch_page_view page = page_frame(req, reply, CH_MSG("Weights of the ranking"));
        ch_cell_view head[] = { cell(req, CH_MSG("Version"), false), cell(req, CH_MSG("State"), false),
                                cell(req, CH_MSG("Decided on"), false) };
        ch_line_view *lines = CH_NEW_N(req->arena, ch_line_view, n);
        ch_table_view table = { .caption = page_say(req, CH_MSG("Versions, newest first")), .head = CH_LIST_OF(head) };
        page_weights_view view = { .page = &page, .table = &table };

        for (size_t i = 0; lines && i < n; i++) {
                ch_cell_view *cells = CH_NEW_N(req->arena, ch_cell_view, CH_COUNT(head));

                if (!cells)
                        break;
                cells[0] = (ch_cell_view) { .text = v[i].w.version,
                                            .url = version_url(req, v[i].w.version),
                                            .is_head = true };
                cells[1].text = state_of(req, &v[i]);
                cells[2].text = page_day(req, ch_date_first(v[i].decided));
                lines[i].cells = (ch_list) { cells, CH_COUNT(head) };
        }
        table.lines = (ch_list) { lines, lines ? n : 0 };
        view.may_propose = may(req, CH_ACT_WEIGHTS_PROPOSE);
        page_send(req, reply, 200, "weights", &view);
        return CH_OK;
}

/* ---- one version ------------------------------------------------------------------------------------------------ */

typedef struct showing {
        ch_req *req;
        ch_reply *reply;
        const ch_look *look;
        const ch_weights_view *v; /* of all versions, the one */
        ch_weights now;
        const ch_issues *issues; /* of the Chair's form, sent back */
} showing;

static ch_table_view *
weights_table(const showing *s)
{
        ch_table_view *table = CH_NEW(s->req->arena, ch_table_view);
        ch_cell_view *head = CH_NEW_N(s->req->arena, ch_cell_view, 3);
        ch_line_view *lines = CH_NEW_N(s->req->arena, ch_line_view, CH__FACTOR_MAX);

        if (!table || !head || !lines)
                return NULL;
        head[0] = cell(s->req, CH_MSG("Reason"), false);
        head[1] = cell(s->req, CH_MSG("In force"), true);
        head[2] = (ch_cell_view) { .text = s->v->w.version, .is_number = true };
        for (int f = 0; f < CH__FACTOR_MAX; f++) {
                ch_cell_view *c = CH_NEW_N(s->req->arena, ch_cell_view, 3);

                if (!c)
                        return NULL;
                c[0] = (ch_cell_view) { .text = page_say(s->req, ch_factor_text((ch_factor)f)), .is_head = true };
                c[1] = (ch_cell_view) { .text = ch_fmt(s->req->arena, "%d", (int)s->now.w[f]), .is_number = true };
                c[2] = (ch_cell_view) { .text = ch_fmt(s->req->arena, "%d", (int)s->v->w.w[f]), .is_number = true };
                lines[f].cells = (ch_list) { c, 3 };
        }
        *table = (ch_table_view) { .caption = page_say(s->req, CH_MSG("Weights")),
                                   .head = { head, 3 },
                                   .lines = { lines, CH__FACTOR_MAX } };
        return table;
}

static ch_str
place_text(const showing *s, size_t place)
{
        return place ? ch_fmt(s->req->arena, "%zu", place) : ch_fmt(s->req->arena, "> %d", CH_WEIGHTS_DEPTH);
}

static ch_list
shift_cells(const showing *s, const ch_weights_shift *v)
{
        ch_arena *a = s->req->arena;
        ch_cell_view *c = CH_NEW_N(a, ch_cell_view, COLUMNS);
        ch_str need = ch_fmt(a, "%lld", (long long)v->need);
        ch_url url = CH_URL_FILL(a, "/review/{}/{}", ch_uuid_text(a, v->request), need);

        if (!c)
                return (ch_list) { 0 };
        c[0] = (ch_cell_view) { .text = v->request_ref, .url = url, .note = v->party_name, .is_head = true };
        c[1] = (ch_cell_view) { .text = need, .is_number = true };
        c[2] = (ch_cell_view) { .text = v->offer_ref,
                                .url = ch_url_query(a, url, "why", v->offer_ref),
                                .note = v->provider_name };
        if (v->status != CH_MATCH_SUGGESTED)
                c[2].note = page_status_tag(s->req, CH_MATCH, (int32_t)v->status).text;
        c[3] = (ch_cell_view) { .text = place_text(s, v->before), .is_number = true };
        c[4] = (ch_cell_view) { .text = place_text(s, v->after), .is_number = true };
        return (ch_list) { c, COLUMNS };
}

static ch_table_view *
shift_table(const showing *s, const char *caption, const ch_weights_shift *v, size_t n)
{
        size_t shown = n < SHIFTS_SHOWN ? n : SHIFTS_SHOWN;
        ch_table_view *table = CH_NEW(s->req->arena, ch_table_view);
        ch_cell_view *head = CH_NEW_N(s->req->arena, ch_cell_view, COLUMNS);
        ch_line_view *lines = CH_NEW_N(s->req->arena, ch_line_view, shown);

        if (!table || !head || !lines || !n)
                return NULL;
        head[0] = cell(s->req, CH_MSG("Request"), false);
        head[1] = cell(s->req, CH_MSG("Need"), true);
        head[2] = cell(s->req, CH_MSG("Offer"), false);
        head[3] = cell(s->req, CH_MSG("Place now"), true);
        head[4] = cell(s->req, CH_MSG("Then"), true);
        for (size_t i = 0; i < shown; i++)
                lines[i].cells = shift_cells(s, &v[i]);
        *table = (ch_table_view) { .caption = page_say(s->req, caption),
                                   .head = { head, COLUMNS },
                                   .lines = { lines, shown } };
        return table;
}

static ch_str
counted(const showing *s, const char *msg, const ch_weights_preview *p)
{
        ch_arena *a = s->req->arena;
        ch_msg_arg args[] = {
                { "needs", ch_fmt(a, "%zu", p->needs) },       { "skipped", ch_fmt(a, "%zu", p->skipped) },
                { "changed", ch_fmt(a, "%zu", p->changed) },   { "others", ch_fmt(a, "%zu", p->reorders) },
                { "entering", ch_fmt(a, "%zu", p->entering) }, { "leaving", ch_fmt(a, "%zu", p->leaving) }
        };

        return ch_msg_fill(a, s->req->lang, msg, args, CH_COUNT(args));
}

static ch_status
add_preview(const showing *s, page_weights_version_view *view)
{
        ch_weights_preview *p = CH_NEW(s->req->arena, ch_weights_preview);
        ch_status st = p ? ch_weights_try(s->look, s->req->caller.actor, &s->v->w, true, p) : CH_TOO_LARGE;

        if (st != CH_OK)
                return st;
        view->has_preview = true;
        view->compared = counted(
                s,
                p->skipped ? CH_MSG("{needs} needs compared; {skipped} older ones were left out, “clearinghouse "
                                    "weights preview” compares all.")
                           : CH_MSG("{needs} needs compared."),
                p);
        view->changed = counted(
                s,
                CH_MSG("{changed} lists would hold other offers among their first ten: {entering} would "
                       "enter, {leaving} would leave."),
                p);
        view->others = counted(s, CH_MSG("{others} would hold the same ten in another order."), p);
        view->matched = shift_table(s, CH_MSG("Offers with a match, and their places"), p->matched, p->matched_len);
        view->swaps = shift_table(s, CH_MSG("Offers that would enter or leave a first ten"), p->swaps, p->swaps_len);
        return CH_OK;
}

/* The Chair records what the Committee decided. */
static ch_form_view *
decision_form(const showing *s)
{
        page_input in = { .req = s->req,
                          .table = &ch_weights_version_fields,
                          .prefix = "",
                          .is_typed = s->issues != NULL,
                          .issues = s->issues };
        ch_field_view *f = CH_NEW_N(s->req->arena, ch_field_view, 4);
        ch_form_view *form = CH_NEW(s->req->arena, ch_form_view);

        if (!f || !form)
                return NULL;
        in.vocab = ch_catalog_vocab(s->look->cat);
        f[0] = ch_field_with(CH_SHOW_HIDDEN, CH_LIT("apply"), CH_LIT(""), s->v->w.version);
        f[1] = page_field(&in, "decided");
        f[2] = page_field(&in, "decision");
        f[2].hint = page_say(s->req, CH_MSG("Its words, or the reference of the document in which they stand."));
        f[2].rows = 3;
        f[3] = page_code_field(
                &in, CH_MSG("Putting the version in force asks for your second factor again; refusing it does not."));
        *form = page_form(s->req, s->reply, CH_URL("/weights/apply"), f, 4);
        form->submit = page_say(s->req, CH_MSG("Put this version in force"));
        form->also = page_say(s->req, CH_MSG("The Committee refuses it"));
        if (s->issues)
                page_form_issues(s->req, form, s->issues);
        return form;
}

static ch_status
send_version(const showing *s, uint16_t code)
{
        ch_page_view page = page_frame(s->req, s->reply, CH_MSG("Weights of the ranking"));
        page_weights_version_view view = { .page = &page,
                                           .name = s->v->w.version,
                                           .state = state_of(s->req, s->v),
                                           .decided = page_day(s->req, ch_date_first(s->v->decided)),
                                           .decision = s->v->decision,
                                           .weights = weights_table(s) };
        ch_status st = CH_OK;

        CH_ASSERT(s->look);
        /* A form that is sent back is made by the writer, for whom all others wait. */
        if (!s->v->in_force && !s->issues && may(s->req, CH_ACT_WEIGHTS_PROPOSE))
                st = add_preview(s, &view);
        if (st != CH_OK)
                return st;
        if ((!s->v->is_decided || s->issues) && may(s->req, CH_ACT_WEIGHTS_APPLY))
                view.form = decision_form(s);
        page.back = CH_URL("/weights");
        page.has_errors = s->issues != NULL;
        page_send(s->req, s->reply, code, "weights_version", &view);
        return CH_OK;
}

/* Finds the version of that name among all; CH_HIDDEN: there is none. */
static ch_status
find_version(showing *s, const ch_look *look, ch_str name)
{
        ch_weights_view *v;
        size_t n;
        ch_status st = ch_weights_versions(look, s->req->caller.actor, &v, &n);

        s->look = look;
        for (size_t i = 0; st == CH_OK && i < n; i++) {
                if (ch_str_eq(v[i].w.version, name))
                        s->v = &v[i];
                if (v[i].in_force)
                        s->now = v[i].w;
        }
        return st == CH_OK && !s->v ? CH_HIDDEN : st;
}

ch_status
page_weights_show(ch_req *req, ch_reply *reply)
{
        showing s = { .req = req, .reply = reply };
        ch_str name = ch_req_query(req, "version");
        ch_look look = page_look(req);
        ch_weights_view *v;
        size_t n;
        ch_status st;

        if (name.len) {
                st = find_version(&s, &look, name);
                if (st == CH_OK)
                        st = send_version(&s, 200);
        } else {
                st = ch_weights_versions(&look, req->caller.actor, &v, &n);
                if (st == CH_OK)
                        st = send_list(req, reply, v, n);
        }
        page_look_end(&look);
        return st;
}

/* ---- the decision ----------------------------------------------------------------------------------------------- */

/* The form, and the second factor where it is asked for. Whatever is wrong with the form is said before the code is
 * used up: a code counts once, and with a refusal the session that it opened would be taken back. */
static ch_status
read_decision(const showing *s, ch_work *work, ch_weights_in *in, ch_actor *actor)
{
        static const char *const names[] = { "decided", "decision", NULL };
        static const char *const others[] = { "apply", "code", "also", NULL };
        ch_form_ask ask = { .fields = &ch_weights_version_fields, .names = names, .others = others };
        ch_weights_version typed = { 0 };
        ch_status st;

        ch_form_read(&s->req->form, &ask, &typed, &work->issues);
        if (!ch_date_is_set(typed.decided) && !ch_issue_of(&work->issues, CH_LIT("decided")))
                ch_issue_add(&work->issues, CH_LIT("decided"), CH_MSG("Give the day on which the Committee decided."));
        in->decided = typed.decided;
        in->decision = typed.decision;
        st = ch_issues_status(&work->issues);
        return st == CH_OK && !ch_req_field(s->req, "also").len ? page_step_up(s->req, work, s->reply, actor) : st;
}

static ch_status
decide(const showing *s, ch_work *work)
{
        ch_actor actor = *s->req->caller.actor;
        ch_weights_in in = { 0 };
        ch_made made;
        ch_status st = CH_OK;

        if (s->v->is_built_in) {
                ch_issue_add(&work->issues, CH_LIT(""),
                             CH_MSG("This version is built in and needs no decision. To return to its weights, propose "
                                    "them under another name."));
                return CH_CONFLICT;
        }
        if (!s->v->is_decided) /* else the service says why not, whatever was typed */
                st = read_decision(s, work, &in, &actor);
        if (st != CH_OK)
                return st;
        return ch_req_field(s->req, "also").len ? ch_weights_refuse(work, &actor, s->v->id, &in, &made)
                                                : ch_weights_decide(work, &actor, s->v->id, &in, &made);
}

ch_status
page_weights_apply(ch_req *req, ch_work *work, ch_reply *reply)
{
        showing s = { .req = req, .reply = reply, .issues = &work->issues };
        ch_status st = find_version(&s, &work->look, ch_req_field(req, "apply")), shown;

        if (st != CH_OK)
                return st;
        st = decide(&s, work);
        if (st == CH_OK) {
                ch_reply_see_other(reply, version_url(req, s.v->w.version));
                return CH_OK;
        }
        if (st != CH_INVALID && st != CH_STEP_UP && st != CH_CONFLICT)
                return st;
        page_tell(work, st);
        shown = send_version(&s, st == CH_STEP_UP ? 422 : ch_status_http(st));
        return shown == CH_OK ? st : shown;
}
