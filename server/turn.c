#include "csrf.h"
#include "exchange.h"
#include "limit.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <ch/base/mark.h>
#include <ch/msg.h>
#include <string.h>
#include <strings.h>

/* ---- what is decided before the body ---- */

static const struct {
        const char *type;
        ch_limit_id limit;
} bodies[CH_BODY__MAX] = {
        [CH_BODY_NONE] = { NULL, CH_LIMIT__MAX },
        [CH_BODY_FORM] = { "application/x-www-form-urlencoded", CH_LIMIT_FORM_BODY },
        [CH_BODY_JSON] = { "application/json", CH_LIMIT_JSON_BODY },
};

static int64_t
length_of(const ch_exchange *ex)
{
        int64_t n = 0;

        (void)ch_str_int(ex->heads.content_length, 0, INT64_MAX, &n);
        return n;
}

static bool
is_write(const ch_exchange *ex)
{
        return ex->req.method != CH_GET;
}

static ch_status
find_row(ch_exchange *ex)
{
        ch_str allow;
        ch_status st = ch_route_find(&ex->httpd->setup.routes, &ex->req, &ex->req.route, &allow);

        if (st != CH_ILLEGAL_MOVE)
                return st;
        ch_reply_refuse(&ex->reply, 405);
        ch_reply_header_add(&ex->reply, "Allow", allow);
        return st;
}

static ch_status
check_size(ch_exchange *ex)
{
        const ch_route *row = ex->req.route;
        int64_t len = length_of(ex), most = 0;

        if (row->body != CH_BODY_NONE)
                most = row->body_max ? row->body_max : ch_limit(bodies[row->body].limit);
        if (len > most)
                return CH_TOO_LARGE;
        if (row->body != CH_BODY_NONE && !ex->heads.content_length.len) {
                ch_reply_refuse(&ex->reply, 411);
                return CH_MALFORMED;
        }
        return CH_OK;
}

/* The type as registered, in any case, alone or with charset=utf-8. */
static ch_status
check_type(const ch_exchange *ex)
{
        const char *want = bodies[ex->req.route->body].type;
        ch_str rest = ex->heads.content_type, type;

        if (!want)
                return CH_OK;
        if (!ch_str_cut(&rest, ';', &type))
                return CH_UNSUPPORTED;
        type = ch_str_trim(type);
        rest = ch_str_trim(rest);
        if (type.len != strlen(want) || strncasecmp(type.p, want, type.len) != 0)
                return CH_UNSUPPORTED;
        return !rest.len || (rest.len == 13 && !strncasecmp(rest.p, "charset=utf-8", 13)) ? CH_OK : CH_UNSUPPORTED;
}

static ch_status
check_host(ch_exchange *ex)
{
        if (ch_host_is_ours(ex->heads.host, ex->httpd->setup.config->public_url))
                return CH_OK;
        ch_reply_refuse(&ex->reply, 421);
        return CH_MALFORMED;
}

static ch_status
take_room(ch_exchange *ex)
{
        ch_httpd *h = ex->httpd;

        if (!is_write(ex))
                return CH_OK;
        if (atomic_load(&h->is_stopping))
                return CH_BUSY;
        if (!ex->req.caller.is_signed_in) {
                ex->is_anonymous = true;
                if (atomic_fetch_add(&h->anonymous, 1) >= ch_limit(CH_LIMIT_ANONYMOUS_WRITES))
                        return CH_BUSY;
        }
        ex->body_cap = (size_t)length_of(ex);
        ex->body = ch_arena_alloc(ex->req.arena, ex->body_cap, 1);
        return ex->body ? CH_OK : CH_TOO_LARGE;
}

static ch_status
check_early(ch_exchange *ex)
{
        ch_status st = find_row(ex), host;
        bool is_plain = ex->req.route && ex->req.route->rate == CH_RATE_NONE;

        /* Probes and proxies call the health rows by any name, and nobody in particular asks them. */
        if (is_plain)
                return st;
        host = check_host(ex);
        if (host)
                return host;
        /* Also for what is not there: a page that is missing looks like a page that is hidden. */
        ch_req_load_caller(ex);
        if (!st)
                st = check_size(ex);
        if (!st)
                st = check_type(ex);
        return st ? st : take_room(ex);
}

void
ch_turn_begin(ch_exchange *ex, const char *method)
{
        ch_status st = ch_req_load(ex, method);

        if (!st)
                st = check_early(ex);
        if (st && !ex->reply.code)
                ch_reply_status(&ex->reply, st);
        if (ex->reply.code && length_of(ex) > ch_limit(CH_LIMIT_DRAIN))
                ex->reply.close = true;
}

void
ch_turn_body(ch_exchange *ex, const char *bytes, size_t len)
{
        if (ex->reply.code)
                return;
        /* The parser keeps to Content-Length, for which there is room. */
        CH_ASSERT(len <= ex->body_cap - ex->body_len);
        memcpy(ex->body + ex->body_len, bytes, len);
        ex->body_len += len;
}

/* ---- what is decided once the body is there ---- */

/* Where the person has to go first; then back to the page asked for. */
static ch_url
sign_in_url(const ch_req *req)
{
        if (req->caller.info && req->caller.info->stage == CH_STAGE_FACTOR)
                return CH_URL("/sign-in/code");
        if (req->caller.info && req->caller.info->stage == CH_STAGE_ENROL)
                return CH_URL("/account/factor");
        return ch_url_query(req->arena, CH_URL("/sign-in"), "next", req->method == CH_GET ? req->target : req->path);
}

/* Does the browser itself say that one of our pages sent this? Without that a form is never shown again: it might be
 * somebody else's words, waiting to be sent in another person's name. */
static bool
is_from_here(const ch_exchange *ex)
{
        ch_str own = ch_origin_own(ex->req.arena, ex->httpd->setup.config->public_url, ex->heads.host);

        return ex->heads.origin.len ? ch_origin_is_ours(ex->heads.origin, ex->heads.fetch_site, own)
                                    : ch_str_is(ex->heads.fetch_site, "same-origin");
}

static ch_status
check_sender(ch_exchange *ex)
{
        ch_req *req = &ex->req;
        ch_roles who = req->route->who;

        if ((who & CH_PUBLIC) || ((who & CH_ANY_STAGE) && req->caller.info))
                return CH_OK;
        if (req->caller.is_signed_in)
                return ch_req_has_role(req, who) ? CH_OK : CH_HIDDEN;
        if (req->form.len && !req->caller.info && is_from_here(ex) && ex->httpd->setup.seams.session_ended)
                ex->httpd->setup.seams.session_ended(req, &ex->reply);
        else if (!req->is_api)
                ch_reply_see_other(&ex->reply, sign_in_url(req));
        return CH_UNAUTHENTICATED;
}

static ch_status
read_form(ch_exchange *ex)
{
        ch_req *req = &ex->req;
        ch_status st = CH_OK;

        req->body = (ch_str) { ex->body, ex->body_len };
        if (req->route->body == CH_BODY_FORM)
                st = ch_pairs_parse(req->arena, req->body, (size_t)ch_limit(CH_LIMIT_PAIRS), &req->form);
        return st ? st : ch_req_load_idem(ex);
}

/* That of the session; or that of the cookie from before it, on a form that was shown when the last session had ended.
 */
static bool
is_token_right(const ch_req *req, ch_str token)
{
        return ch_csrf_matches(token, ch_req_csrf(req)) ||
               (req->before.len && ch_csrf_matches(token, ch_csrf_token(req->arena, req->before)));
}

static ch_status
check_intent(ch_exchange *ex)
{
        ch_req *req = &ex->req;
        ch_str own = ch_origin_own(req->arena, ex->httpd->setup.config->public_url, ex->heads.host);
        ch_str token = ex->heads.csrf.len ? ex->heads.csrf : ch_req_field(req, "csrf");

        if (!is_write(ex))
                return CH_OK;
        if (!ch_origin_is_ours(ex->heads.origin, ex->heads.fetch_site, own))
                return CH_FORGED;
        if (!req->route->csrf)
                return CH_OK;
        return is_token_right(req, token) ? CH_OK : CH_FORGED;
}

static ch_str
rate_key(const ch_req *req, ch_rate_class cls)
{
        if (req->caller.is_signed_in && cls != CH_RATE_LOGIN)
                return (ch_str) { (const char *)req->caller.actor->account.b, sizeof(req->caller.actor->account.b) };
        return req->address;
}

static ch_status
check_rate(ch_exchange *ex)
{
        ch_rate_class cls = ex->req.route->rate;
        int64_t wait_s;
        ch_status st;

        /* A party reads its own as often as it likes; an expert could read everybody's. */
        if (cls == CH_RATE_FULL_RECORD && !ch_req_has_role(&ex->req, CH_HAS(CH_ROLE_EXPERT)))
                cls = CH_RATE_DEFAULT;
        if (cls == CH_RATE_DEFAULT)
                cls = is_write(ex) ? CH_RATE_WRITE : CH_RATE_READ;
        st = ch_rate_take(ex->httpd->rate, cls, rate_key(&ex->req, cls), ch_uptime_ms(), &wait_s);
        if (st) {
                ch_reply_status(&ex->reply, st);
                ch_reply_retry_after(&ex->reply, wait_s);
        }
        return st;
}

static ch_status
check_late(ch_exchange *ex)
{
        ch_status st = read_form(ex);

        if (!st)
                st = check_sender(ex);
        if (!st)
                st = check_intent(ex);
        return st ? st : check_rate(ex);
}

/* ---- the handlers ---- */

/* A handler has returned: what it has not answered is answered by its status. */
static void
settle(ch_exchange *ex, ch_status st)
{
        if (ex->reply.code)
                return;
        if (!st) {
                ch_log(CH_LOG_ERROR, "route.no-reply", ch_log_literal("route", ex->req.route->name));
                st = CH_BROKEN;
        }
        ch_reply_status(&ex->reply, st);
}

static ch_exchange *
exchange_of(ch_command *command)
{
        return (ch_exchange *)(void *)((char *)command - offsetof(ch_exchange, command));
}

/* A key stands for one text. Whoever goes back to a form that was taken and changes it means something new, though the
 * form still holds its old key: there the text belongs to the key. A program is told. */
static ch_kept_answer
kept_under(const ch_req *req)
{
        ch_kept_answer kept = { .account = req->caller.actor->account, .key = req->idem };
        ch_str parts[2];
        ch_key name;

        ch_req_fingerprint(req, kept.body.b);
        if (req->route->body != CH_BODY_FORM)
                return kept;
        parts[0] = req->idem;
        parts[1] = (ch_str) { (const char *)kept.body.b, sizeof kept.body.b };
        name = ch_hash(parts, CH_COUNT(parts));
        kept.key = ch_hex(req->arena, name.b, sizeof name.b);
        return kept;
}

static ch_status
refuse_key(ch_req *req, ch_reply *reply)
{
        const char *why = ch_msg(req->lang, CH_MSG("This Idempotency-Key came with another request before. Send a new "
                                                   "one with a new request."));

        ch_reply_problem(reply, CH_CONFLICT, ch_str_of(why), (ch_str) { NULL, 0 });
        return CH_CONFLICT;
}

/* A conflict that its handler has not answered is told with its reason. */
static void
tell_conflict(ch_req *req, const ch_work *work, ch_reply *reply)
{
        const ch_issue *first = work->issues.v;

        if (!reply->code && work->issues.len)
                ch_reply_why(reply, CH_CONFLICT, ch_issue_fill(req->arena, ch_msg(req->lang, first->msg), first));
}

/* A request that carries a key and was answered before gets the same answer; nothing happens twice. */
static ch_status
run_once(ch_exchange *ex, ch_work *work)
{
        ch_req *req = &ex->req;
        ch_reply *reply = &ex->reply;
        bool has_key = req->idem.len && req->caller.is_signed_in && ex->httpd->setup.seams.recall;
        ch_kept_answer kept = { 0 };
        ch_status st = CH_HIDDEN;

        if (has_key) {
                kept = kept_under(req);
                st = ex->httpd->setup.seams.recall(work, req->caller.actor, &kept);
        }
        if (!st)
                ch_reply_recalled(reply, &kept);
        if (st == CH_CONFLICT)
                return refuse_key(req, reply);
        if (st != CH_HIDDEN)
                return st;
        st = req->route->run(req, work, reply);
        if (st == CH_CONFLICT)
                tell_conflict(req, work, reply);
        if (st || !has_key || !ch_reply_keepable(reply, &kept))
                return st;
        return ex->httpd->setup.seams.keep(work, req->caller.actor, &kept);
}

static ch_status
run_command(ch_command *command, ch_work *work)
{
        ch_exchange *ex = exchange_of(command);

        work->look.lang = ex->req.lang;
        ex->ran = run_once(ex, work);
        /* A reply that did not fit must not be sent for a change that was kept. */
        if (!ex->ran && ch_arena_is_full(ex->req.arena))
                ex->ran = CH_TOO_LARGE;
        if (ex->ran == CH_TOO_LARGE)
                ch_reply_status(&ex->reply, CH_TOO_LARGE);
        return ex->ran;
}

static void
end_command(ch_command *command, ch_status committed)
{
        ch_exchange *ex = exchange_of(command);

        if (!ex->ran && committed)
                ch_reply_status(&ex->reply, committed);
        if (ex->ran || committed)
                ch_reply_session_stays(&ex->reply);
        settle(ex, ex->ran);
        if (ex->ran || committed)
                ex->reply.render = NULL;
        if (ex->reply.render)
                ex->pinned = ch_desk_pin(ex->req.desk);
        ch_exchange_resume(ex, false);
}

void
ch_turn_end(ch_exchange *ex)
{
        ch_look look;

        if (!ex->reply.render)
                return;
        look = ch_look_answer_begin(ex->req.reader, ex->req.arena, ex->pinned);
        look.lang = ex->req.lang;
        ex->pinned = NULL;
        ex->reply.render(&ex->reply, &look, ex->reply.made);
        ch_look_end(&look);
}

static void
enqueue(ch_exchange *ex)
{
        ch_status st;

        ex->command = (ch_command) { .arena = ex->req.arena,
                                     .run = run_command,
                                     .done = end_command,
                                     .batch_end = ch_httpd_wake,
                                     .batch_arg = ex->httpd };
        st = ex->httpd->setup.seams.enqueue(ex->httpd->setup.desk, &ex->command);
        if (!st)
                return; /* it is the writer's now */
        ch_reply_status(&ex->reply, st);
        ch_exchange_resume(ex, true);
}

static void
hash(void *arg)
{
        ch_exchange *ex = arg;
        ch_status st = ex->req.route->hash(&ex->req, &ex->reply);

        if (!st && !ex->reply.code) {
                enqueue(ex);
                return;
        }
        settle(ex, st);
        ch_exchange_resume(ex, true);
}

static bool
run_write(ch_exchange *ex)
{
        const ch_route *row = ex->req.route;
        ch_status st = row->read ? row->read(&ex->req, &ex->reply) : CH_OK;

        if (!st && atomic_load(&ex->httpd->is_stopping))
                st = CH_BUSY;
        if (st || ex->reply.code) {
                settle(ex, st);
                return true;
        }
        ch_exchange_sleep(ex);
        if (!row->hash) {
                enqueue(ex);
        } else if (ch_pool_add(ex->httpd->hashers, hash, ex)) {
                ch_reply_status(&ex->reply, CH_BUSY);
                ch_exchange_resume(ex, true);
        }
        return false;
}

/* ?lang= on a page is a choice for the pages to come. */
static void
keep_language(ch_exchange *ex)
{
        ch_lang lang;

        if (!ex->req.is_api && ch_lang_parse(ch_req_query(&ex->req, "lang"), &lang))
                ch_reply_language(&ex->reply, lang);
}

bool
ch_turn_run(ch_exchange *ex)
{
        ch_status st;

        if (ex->reply.code)
                return true;
        st = check_late(ex);
        if (!st && is_write(ex))
                return run_write(ex);
        if (!st)
                st = ex->req.route->show(&ex->req, &ex->reply);
        settle(ex, st);
        if (!st)
                keep_language(ex);
        return true;
}
