#include "csrf.h"
#include "exchange.h"
#include "limit.h"
#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/log.h>
#include <ch/base/mark.h>
#include <ch/json_out.h>
#include <ch/msg.h>
#include <microhttpd.h>
#include <string.h>

static const char type_text[] = "text/plain; charset=utf-8";
static const char type_html[] = "text/html; charset=utf-8";
static const char type_json[] = "application/json";
static const char type_problem[] = "application/problem+json";

/* ---- headers that every reply has ---- */

typedef struct fixed_header {
        const char *name, *value;
} fixed_header;

static const fixed_header always[] = {
        { "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src "
          "'self'; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
          "trusted-types 'none'" },
        { "X-Content-Type-Options", "nosniff" },
        { "Referrer-Policy", "same-origin" },
        { "Cross-Origin-Opener-Policy", "same-origin" },
        { "Cross-Origin-Embedder-Policy", "require-corp" },
        { "Cross-Origin-Resource-Policy", "same-origin" },
        { "Permissions-Policy",
          "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), "
          "geolocation=(), "
          "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
          "publickey-credentials-get=(), screen-wake-lock=(), usb=(), web-share=(), xr-spatial-tracking=()" },
};
static const fixed_header https_only = { "Strict-Transport-Security", "max-age=31536000; includeSubDomains" };

/* ---- what the protocol itself answers, beyond the statuses of the house ---- */

static const struct {
        uint16_t code;
        const char *word, *sentence;
} refusals[] = {
        { 400, "bad-request", CH_MSG_INIT("The request is not well-formed.") },
        { 405, "method-not-allowed", CH_MSG_INIT("This address does not take that method.") },
        { 411, "length-required", CH_MSG_INIT("The length of the body must be given.") },
        { 414, "address-too-long", CH_MSG_INIT("The address is too long.") },
        { 415, "unsupported-type", CH_MSG_INIT("Content of this type is not taken here.") },
        { 417, "expectation-failed", CH_MSG_INIT("This expectation cannot be met.") },
        { 421, "misdirected",
          CH_MSG_INIT("This server does not go by that name. The setting public_url tells it its name.") },
        { 431, "headers-too-large", CH_MSG_INIT("The headers are too long or too many.") },
        { 501, "method-unknown", CH_MSG_INIT("This method is not known here.") },
        { 505, "version-unknown", CH_MSG_INIT("This version of HTTP is not spoken here.") },
};

static void
set(ch_reply *reply, uint16_t code, const char *type, ch_str body)
{
        reply->code = code;
        reply->type = type;
        reply->body = body;
        reply->etag = (ch_str) { NULL, 0 };
        reply->render = NULL;
}

void
ch_reply_bytes(ch_reply *reply, uint16_t code, const char *type, ch_str bytes)
{
        set(reply, code, type, bytes);
}

void
ch_reply_html(ch_reply *reply, uint16_t code, ch_str html)
{
        set(reply, code, type_html, html);
}

void
ch_reply_json(ch_reply *reply, uint16_t code, ch_str json)
{
        set(reply, code, type_json, json);
}

void
ch_reply_empty(ch_reply *reply)
{
        set(reply, MHD_HTTP_NO_CONTENT, NULL, (ch_str) { NULL, 0 });
}

void
ch_reply_created(ch_reply *reply, ch_url location, ch_str json)
{
        set(reply, MHD_HTTP_CREATED, type_json, json);
        ch_reply_header_add(reply, "Location", location.text);
}

/* Whatever is made of a request is far smaller than what it may still use then. */
bool
ch_reply_later(ch_reply *reply, ch_render *render, const void *made)
{
        const ch_req *req = reply->req;

        if (req->idem.len || !req->reader || ch_arena_used(req->arena) > (size_t)ch_limit(CH_LIMIT_ARENA) / 8)
                return false;
        ch_reply_empty(reply);
        reply->render = render;
        reply->made = made;
        return true;
}

void
ch_reply_see_other(ch_reply *reply, ch_url location)
{
        set(reply, MHD_HTTP_SEE_OTHER, NULL, (ch_str) { NULL, 0 });
        ch_reply_header_add(reply, "Location", location.text);
}

/* ---- errors ---- */

typedef struct problem {
        uint16_t code;
        const char *word, *sentence;
        ch_str detail;    /* empty: the sentence says all */
        ch_uuid incident; /* nil: not to be named */
} problem;

static ch_str
problem_json(ch_req *req, const problem *p, ch_str members)
{
        ch_buf b = ch_buf_new(req->arena);
        ch_json j = ch_json_new(&b);
        ch_str out = { NULL, 0 };

        ch_json_object(&j);
        ch_json_pair(&j, "type", ch_fmt(req->arena, "/problems/%s", p->word));
        ch_json_pair(&j, "title", ch_str_of(ch_msg(req->lang, p->sentence)));
        ch_json_pair_int(&j, "status", p->code);
        if (p->detail.len)
                ch_json_pair(&j, "detail", p->detail);
        if (!ch_uuid_is_nil(p->incident))
                ch_json_pair(&j, "instance",
                             ch_fmt(req->arena, "urn:uuid:%s", ch_uuid_text(req->arena, p->incident).p));
        ch_json_end(&j);
        if (members.len && b.len) {
                b.len--; /* the closing brace comes behind the members */
                ch_buf_char(&b, ',');
                ch_buf_str(&b, members);
                ch_buf_char(&b, '}');
        }
        return ch_buf_end(&b, &out) ? (ch_str) { NULL, 0 } : out;
}

static ch_str
problem_page(ch_reply *reply, const problem *p)
{
        const ch_exchange *ex = (const ch_exchange *)(const void *)reply->req;
        ch_str sentence = p->detail.len ? p->detail : ch_str_of(ch_msg(reply->req->lang, p->sentence));

        if (!ex->httpd->setup.seams.error_page)
                return (ch_str) { NULL, 0 };
        return ex->httpd->setup.seams.error_page(reply->req, p->code, sentence, p->incident);
}

/* Whatever a handler had prepared is forgotten, headers and cookies too. */
static void
set_problem(ch_reply *reply, const problem *p, ch_str members, bool is_json)
{
        ch_str body;

        reply->headers_len = 0;
        body = is_json ? problem_json(reply->req, p, members) : problem_page(reply, p);
        if (body.len)
                set(reply, p->code, is_json ? type_problem : type_html, body);
        else
                set(reply, p->code, type_text, ch_str_of(ch_msg(reply->req->lang, p->sentence)));
        if (p->code == MHD_HTTP_SERVICE_UNAVAILABLE || p->code == MHD_HTTP_TOO_MANY_REQUESTS)
                ch_reply_retry_after(reply, 1);
}

static problem
problem_of(ch_reply *reply, ch_status st)
{
        problem p = { .code = ch_status_http(st), .word = ch_status_word(st), .sentence = ch_status_text(st) };

        reply->status = st;
        if (st == CH_BROKEN)
                p.incident = ch_req_incident(reply->req);
        return p;
}

void
ch_reply_status(ch_reply *reply, ch_status st)
{
        problem p = problem_of(reply, st);

        set_problem(reply, &p, (ch_str) { NULL, 0 }, reply->req->is_api);
}

void
ch_reply_why(ch_reply *reply, ch_status st, ch_str why)
{
        problem p = problem_of(reply, st);

        p.detail = why;
        set_problem(reply, &p, (ch_str) { NULL, 0 }, reply->req->is_api);
}

void
ch_reply_problem(ch_reply *reply, ch_status st, ch_str detail, ch_str members)
{
        problem p = problem_of(reply, st);

        p.detail = detail;
        set_problem(reply, &p, members, true);
}

void
ch_reply_refuse(ch_reply *reply, uint16_t code)
{
        problem p = { .code = code };

        for (size_t i = 0; i < CH_COUNT(refusals); i++)
                if (refusals[i].code == code || !p.word) {
                        p.word = refusals[i].word;
                        p.sentence = refusals[i].sentence;
                }
        reply->status = CH_MALFORMED;
        set_problem(reply, &p, (ch_str) { NULL, 0 }, reply->req->is_api);
}

/* ---- headers and cookies ---- */

void
ch_reply_header_add(ch_reply *reply, const char *name, ch_str value)
{
        const char *c = ch_str_c(reply->req->arena, value);

        for (size_t i = 0; i < value.len; i++)
                CH_ASSERT((unsigned char)value.p[i] >= 0x20 && value.p[i] != 0x7f);
        CH_ASSERT(reply->headers_len < CH_REPLY_HEADERS_MAX);
        if (c)
                reply->headers[reply->headers_len++] = (ch_reply_header) { name, { c, value.len } };
}

void
ch_reply_retry_after(ch_reply *reply, int64_t seconds)
{
        for (size_t i = 0; i < reply->headers_len; i++)
                if (!strcmp(reply->headers[i].name, "Retry-After"))
                        reply->headers[i--] = reply->headers[--reply->headers_len];
        ch_reply_header_add(reply, "Retry-After",
                            ch_fmt(reply->req->arena, "%lld", (long long)(seconds > 0 ? seconds : 1)));
}

static bool
is_secure(const ch_reply *reply)
{
        return ((const ch_exchange *)(const void *)reply->req)->httpd->is_secure;
}

static void
set_cookie(ch_reply *reply, const char *name, ch_str value, const char *more)
{
        bool secure = is_secure(reply);

        ch_reply_header_add(reply, "Set-Cookie",
                            ch_fmt(reply->req->arena, "%s%s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s",
                                   secure ? "__Host-" : "", name, (int)value.len, value.len ? value.p : "",
                                   secure ? "; Secure" : "", more));
}

void
ch_reply_session(ch_reply *reply, ch_str token)
{
        set_cookie(reply, "s", token, token.len ? "" : "; Max-Age=0");
}

void
ch_reply_session_stays(ch_reply *reply)
{
        size_t kept = 0;

        for (size_t i = 0; i < reply->headers_len; i++) {
                ch_str value = reply->headers[i].value;
                bool is_session = !strcmp(reply->headers[i].name, "Set-Cookie") &&
                                  (ch_str_starts(value, CH_LIT("s=")) || ch_str_starts(value, CH_LIT("__Host-s=")));

                if (!is_session)
                        reply->headers[kept++] = reply->headers[i];
        }
        reply->headers_len = kept;
}

void
ch_reply_sign_out(ch_reply *reply)
{
        ch_reply_session(reply, (ch_str) { NULL, 0 });
        ch_reply_header_add(reply, "Clear-Site-Data", CH_LIT("\"cache\", \"cookies\", \"storage\""));
}

void
ch_reply_language(ch_reply *reply, ch_lang lang)
{
        ch_reply_header_add(reply, "Set-Cookie",
                            ch_fmt(reply->req->arena, "lang=%s; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000%s",
                                   ch_lang_code(lang), is_secure(reply) ? "; Secure" : ""));
}

static ch_str
random_token(ch_arena *arena)
{
        uint8_t bytes[32];

        ch_random(bytes, sizeof(bytes));
        return ch_base64(arena, bytes, sizeof(bytes));
}

ch_str
ch_reply_csrf(ch_reply *reply)
{
        ch_req *req = reply->req;

        if (!req->caller.info && !req->before.len) {
                req->before = random_token(req->arena);
                set_cookie(reply, "b", req->before, "");
        }
        return ch_req_csrf(req);
}

ch_str
ch_reply_idem(ch_reply *reply)
{
        return random_token(reply->req->arena);
}

/* ---- entity tags ---- */

ch_str
ch_etag(ch_arena *arena, ch_str bytes)
{
        ch_key hash = ch_hash(&bytes, 1);

        return ch_fmt(arena, "\"%s\"", ch_base64(arena, hash.b, 16).p);
}

ch_str
ch_etag_passing(ch_arena *arena, ch_str bytes)
{
        uint8_t mark[CH_MARK_LEN];

        ch_hash_passing(bytes, mark);
        return ch_fmt(arena, "\"%s\"", ch_base64(arena, mark, sizeof mark).p);
}

bool
ch_etag_listed(ch_str header, ch_str etag)
{
        ch_str one;

        while (ch_str_cut(&header, ',', &one)) {
                one = ch_str_trim(one);
                if (ch_str_starts(one, CH_LIT("W/")))
                        one = (ch_str) { one.p + 2, one.len - 2 };
                if (ch_str_is(one, "*") || ch_str_eq(one, etag))
                        return true;
        }
        return false;
}

/* ---- answers kept under a key ---- */

void
ch_reply_recalled(ch_reply *reply, const ch_kept_answer *kept)
{
        set(reply, (uint16_t)kept->http, kept->type.len ? ch_str_c(reply->req->arena, kept->type) : NULL, kept->bytes);
        if (kept->location.len)
                ch_reply_header_add(reply, "Location", kept->location);
}

bool
ch_reply_keepable(const ch_reply *reply, ch_kept_answer *out)
{
        for (size_t i = 0; i < reply->headers_len; i++) {
                if (strcmp(reply->headers[i].name, "Location") != 0)
                        return false;
                out->location = reply->headers[i].value;
        }
        out->http = reply->code;
        out->type = ch_str_of(reply->type);
        out->bytes = reply->body;
        return !reply->is_secret && reply->code >= 200 && reply->code < 400;
}

/* ---- static files ---- */

void
ch_reply_static(ch_reply *reply, const ch_static *file)
{
        const ch_exchange *ex = (const ch_exchange *)(const void *)reply->req;
        ch_str rest = ex->heads.accept_encoding, one;
        bool takes_gzip = false;

        while (ch_str_cut(&rest, ',', &one))
                takes_gzip |= ch_str_is(ch_str_trim(one), "gzip");
        takes_gzip = takes_gzip && file->gzip.len;
        set(reply, MHD_HTTP_OK, file->content_type, takes_gzip ? file->gzip : file->bytes);
        reply->cache = CH_STATIC_CACHE_CONTROL;
        if (file->gzip.len)
                ch_reply_header_add(reply, "Vary", CH_LIT("Accept-Encoding"));
        if (takes_gzip)
                ch_reply_header_add(reply, "Content-Encoding", CH_LIT("gzip"));
}

/* ---- sending ---- */

static void
tag(ch_reply *reply)
{
        bool is_get = reply->req->method == CH_GET;
        bool is_record = reply->req->is_api && reply->type && !strcmp(reply->type, type_json) && !reply->is_secret;
        ch_str etag;

        if (!(reply->code == MHD_HTTP_OK && (is_get || is_record)) && !(reply->code == MHD_HTTP_CREATED && is_record))
                return;
        etag = reply->etag;
        if (!etag.len)
                etag = reply->type == type_html ? ch_etag_passing(reply->req->arena, reply->body)
                                                : ch_etag(reply->req->arena, reply->body);
        ch_reply_header_add(reply, "ETag", etag);
        if (is_get && etag.len && ch_etag_listed(reply->req->if_none_match, etag))
                set(reply, MHD_HTTP_NOT_MODIFIED, NULL, (ch_str) { NULL, 0 });
}

static bool
add(struct MHD_Response *response, const char *name, const char *value)
{
        return MHD_add_response_header(response, name, value) == MHD_YES;
}

static bool
add_all(struct MHD_Response *response, const ch_reply *reply)
{
        bool is_fine = true;

        for (size_t i = 0; i < CH_COUNT(always); i++)
                is_fine &= add(response, always[i].name, always[i].value);
        if (is_secure(reply))
                is_fine &= add(response, https_only.name, https_only.value);
        is_fine &= add(response, "Cache-Control", reply->cache ? reply->cache : "no-store");
        if (reply->type)
                is_fine &= add(response, "Content-Type", reply->type);
        for (size_t i = 0; i < reply->headers_len; i++)
                is_fine &= add(response, reply->headers[i].name, reply->headers[i].value.p);
        if (reply->close)
                is_fine &= add(response, "Connection", "close");
        return is_fine;
}

static void
note(ch_exchange *ex)
{
        const ch_reply *reply = &ex->reply;
        const char *route = ex->req.route ? ex->req.route->name : "none";

        if (reply->code == MHD_HTTP_INTERNAL_SERVER_ERROR)
                ch_log(CH_LOG_ERROR, "http.broken", ch_log_id("incident", ch_req_incident(&ex->req)),
                       ch_log_literal("route", route), ch_log_status("status", reply->status));
        else
                ch_log(CH_LOG_DEBUG, "http.answer", ch_log_literal("route", route), ch_log_int("code", reply->code));
}

/* The handler used up the request's memory while it prepared its answer: only what needs none is left. */
static void
replace_overflow(ch_reply *reply)
{
        if (!ch_arena_is_full(reply->req->arena) || reply->code >= 400 || reply->req->method != CH_GET)
                return;
        reply->status = CH_TOO_LARGE;
        reply->headers_len = 0;
        set(reply, ch_status_http(CH_TOO_LARGE), type_text,
            ch_str_of(ch_msg(reply->req->lang, ch_status_text(CH_TOO_LARGE))));
}

bool
ch_reply_send(ch_exchange *ex)
{
        ch_reply *reply = &ex->reply;
        struct MHD_Response *response;
        bool is_sent = false;

        tag(reply);
        replace_overflow(reply);
        if (ch_httpd_is_stopping(ex->httpd))
                reply->close = true;
        note(ex);
        /* The bytes live in the request's arena, or for ever: both outlast the sending. The library only reads them. */
        response = MHD_create_response_from_buffer(reply->body.len, (void *)(uintptr_t)reply->body.p,
                                                   MHD_RESPMEM_PERSISTENT);
        if (!response)
                return false;
        if (add_all(response, reply))
                is_sent = MHD_queue_response(ex->connection, reply->code, response) == MHD_YES;
        MHD_destroy_response(response);
        return is_sent;
}
