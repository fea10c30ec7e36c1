/* Any bytes as a request's address and headers, one a line: what the gate lets through is read alike by everybody, and
 * routing, hosts, tags and addresses take it without harm. */
#include "csrf.h"
#include "fuzz.h"
#include "gate.h"
#include "listen.h"
#include "reply.h"
#include "route.h"
#include <ch/base/utf8.h>
#include <string.h>

static void
check_param(ch_str value)
{
        fuzz_must(ch_utf8_is_valid(value) && !ch_str_is(value, "..") && !ch_str_is(value, "."));
        for (size_t i = 0; i < value.len; i++)
                fuzz_must((unsigned char)value.p[i] >= 0x20 && value.p[i] != 0x7f && value.p[i] != '/' &&
                          value.p[i] != '\\');
}

static void
check_target(ch_arena *arena, ch_str target)
{
        ch_routes routes = ch_routes_all();
        ch_req req = { .arena = arena, .target = target };
        ch_str rest = target, allow;
        const ch_route *row;

        fuzz_must(target.len && target.p[0] == '/' && !memchr(target.p, 0, target.len));
        (void)ch_str_cut(&rest, '?', &req.path);
        for (ch_method m = CH_GET; m < CH__METHOD_MAX; m++) {
                req.method = m;
                memset(req.param, 0, sizeof(req.param));
                if (ch_route_find(&routes, &req, &row, &allow) == CH_OK)
                        for (size_t i = 0; i < CH_REQ_PARAMS_MAX; i++)
                                check_param(req.param[i]);
        }
        if (!ch_arena_is_full(arena))
                fuzz_must(ch_pairs_parse(arena, rest, 5000, &req.query) == CH_OK);
}

static void
check_heads(ch_arena *arena, ch_str line, ch_heads *heads)
{
        static const size_t at[] = { offsetof(ch_heads, host), offsetof(ch_heads, content_length),
                                     offsetof(ch_heads, expect), offsetof(ch_heads, transfer_encoding),
                                     offsetof(ch_heads, content_encoding) };
        uint8_t address[16];

        for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
                ch_str one = { NULL, 0 };

                (void)ch_str_cut(&line, '\n', &one);
                *(ch_str *)(void *)((char *)heads + at[i]) = one;
        }
        if (!ch_gate_heads(heads, true, false))
                fuzz_must(heads->host.len && !heads->transfer_encoding.len);
        (void)ch_host_is_ours(heads->host, CH_LIT("https://clearing.example"));
        fuzz_must(!ch_host_is_ours(heads->host, CH_LIT("")) || heads->host.len);
        (void)ch_origin_is_ours(line, heads->expect, ch_origin_own(arena, CH_LIT(""), heads->host));
        (void)ch_address_forwarded(line, address);
        (void)ch_etag_listed(line, CH_LIT("\"x\""));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_arena *arena = fuzz_arena();
        ch_str rest = fuzz_str(data, size), target = { NULL, 0 };
        ch_heads heads = { .host = { NULL, 0 } };

        (void)ch_str_cut(&rest, '\n', &target);
        if (!ch_gate_target(target))
                check_target(arena, target);
        check_heads(arena, rest, &heads);
        return 0;
}
