#include "csrf.h"
#include "exchange.h"
#include "language.h"
#include "listen.h"
#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/utf8.h>
#include <string.h>

/* ---- what handlers ask ---- */

ch_str
ch_req_query(const ch_req *req, const char *name)
{
        return ch_pairs_get(&req->query, name);
}

ch_str
ch_req_field(const ch_req *req, const char *name)
{
        return ch_pairs_get(&req->form, name);
}

ch_status
ch_req_id(const ch_req *req, size_t i, ch_uuid *out)
{
        CH_ASSERT(i < CH_REQ_PARAMS_MAX);
        return ch_uuid_parse(req->param[i], out) ? CH_OK : CH_HIDDEN;
}

void
ch_req_fingerprint(const ch_req *req, uint8_t out[32])
{
        char method = (char)('0' + (int)req->method);
        ch_str parts[] = { { &method, 1 }, req->target, req->body };
        ch_key hash = ch_hash(parts, CH_COUNT(parts));

        memcpy(out, hash.b, sizeof(hash.b));
}

ch_uuid
ch_req_incident(ch_req *req)
{
        if (ch_uuid_is_nil(req->incident))
                req->incident = ch_uuid_random();
        return req->incident;
}

bool
ch_req_has_role(const ch_req *req, ch_roles roles)
{
        return (req->caller.actor->roles & roles) != 0;
}

/* ---- making it ---- */

static ch_method
method_of(const char *name)
{
        static const char *const names[CH__METHOD_MAX] = {
                [CH_GET] = "GET", [CH_POST] = "POST", [CH_PUT] = "PUT", [CH_PATCH] = "PATCH", [CH_DELETE] = "DELETE",
        };

        for (ch_method m = CH_GET; m < CH__METHOD_MAX; m++)
                if (!strcmp(name, names[m]))
                        return m;
        return CH_GET; /* HEAD: the gate lets no other pass */
}

/* Value of a cookie; the first of that name counts. */
static ch_str
cookie_named(ch_str cookies, const char *name)
{
        ch_str piece, key;

        while (ch_str_cut(&cookies, ';', &piece)) {
                piece = ch_str_trim(piece);
                if (ch_str_cut(&piece, '=', &key) && ch_str_is(key, name))
                        return piece;
        }
        return (ch_str) { NULL, 0 };
}

/* Our own tokens are URL-safe base64; anything else is not ours and counts as absent. */
static ch_str
token_cookie(ch_str cookies, const char *name)
{
        ch_str value = cookie_named(cookies, name);

        for (size_t i = 0; i < value.len; i++) {
                char c = value.p[i];
                bool is_alnum = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');

                if (!is_alnum && c != '-' && c != '_')
                        return (ch_str) { NULL, 0 };
        }
        return value.len <= 64 ? value : (ch_str) { NULL, 0 };
}

/* Names of programs are not translated. The order matters: Edge also says Chrome, Chrome also says Safari. */
static ch_str
agent_word(ch_arena *arena, ch_str header)
{
        static const char *const words[] = { "Firefox", "Edg", "OPR", "Chrome", "Safari", "curl", "Python" };
        const char *text = ch_str_c(arena, header);

        for (size_t i = 0; text && i < CH_COUNT(words); i++)
                if (strstr(text, words[i]))
                        return ch_str_of(words[i]);
        return CH_LIT("?");
}

static void
load_address(ch_exchange *ex)
{
        ch_req *req = &ex->req;

        if (ex->httpd->is_unix)
                ex->peer_len = ch_address_forwarded(ex->heads.forwarded_for, ex->peer);
        req->address = (ch_str) { (const char *)ex->peer, ex->peer_len };
}

void
ch_req_load_caller(ch_exchange *ex)
{
        ch_req *req = &ex->req;

        req->caller = (ch_caller) { .actor = &ch_actor_nobody };
        if (req->session.len && ex->httpd->setup.seams.session(req, req->session, &req->caller))
                req->caller = (ch_caller) { .actor = &ch_actor_nobody };
        req->lang = ch_language_pick(ch_req_query(req, "lang"), cookie_named(ex->heads.cookie, "lang"), &req->caller,
                                     ex->heads.accept_language);
}

static bool
is_key(ch_str key)
{
        for (size_t i = 0; i < key.len; i++)
                if (key.p[i] <= 0x20 || key.p[i] > 0x7e)
                        return false;
        return key.len <= 64;
}

ch_status
ch_req_load_idem(ch_exchange *ex)
{
        ch_req *req = &ex->req;

        req->idem = ex->heads.idem.len ? ex->heads.idem : ch_req_field(req, "idem");
        return is_key(req->idem) ? CH_OK : CH_MALFORMED;
}

ch_status
ch_req_load(ch_exchange *ex, const char *method)
{
        ch_req *req = &ex->req;
        bool is_secure = ex->httpd->is_secure;
        ch_str rest = ex->raw;

        req->desk = ex->httpd->setup.desk;
        req->method = method_of(method);
        req->is_head = !strcmp(method, "HEAD");
        req->target = ex->raw;
        req->caller = (ch_caller) { .actor = &ch_actor_nobody };
        (void)ch_str_cut(&rest, '?', &req->path);
        req->is_api = ch_str_starts(req->path, CH_LIT("/api/"));
        req->session = token_cookie(ex->heads.cookie, is_secure ? "__Host-s" : "s");
        req->before = token_cookie(ex->heads.cookie, is_secure ? "__Host-b" : "b");
        req->if_match = ex->heads.if_match;
        req->if_none_match = ex->heads.if_none_match;
        req->agent = agent_word(req->arena, ex->heads.user_agent);
        load_address(ex);
        req->lang = ch_language_pick((ch_str) { NULL, 0 }, cookie_named(ex->heads.cookie, "lang"), &req->caller,
                                     ex->heads.accept_language);
        return ch_pairs_parse(req->arena, rest, (size_t)ch_limit(CH_LIMIT_PAIRS), &req->query);
}

ch_str
ch_req_csrf(const ch_req *req)
{
        if (req->caller.info)
                return req->caller.info->csrf;
        return req->before.len ? ch_csrf_token(req->arena, req->before) : (ch_str) { NULL, 0 };
}
