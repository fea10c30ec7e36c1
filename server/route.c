#include "route.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <ch/base/map.h>
#include <string.h>

static const char *const method_names[CH__METHOD_MAX] = {
        [CH_GET] = "GET", [CH_POST] = "POST", [CH_PUT] = "PUT", [CH_PATCH] = "PATCH", [CH_DELETE] = "DELETE",
};

/* ---- finding a row ---- */

static bool
is_hole(ch_str segment)
{
        return segment.len > 1 && segment.p[0] == '{';
}

/* Do the two differ before the pattern's first hole, or behind its last? So it is with nearly every row. */
static bool
is_elsewhere(const char *pattern, ch_str path)
{
        size_t len = strlen(pattern);

        for (size_t i = 0; i < path.len && i < len && pattern[len - 1 - i] != '}'; i++)
                if (pattern[len - 1 - i] != path.p[path.len - 1 - i])
                        return true;
        for (size_t i = 0; i < path.len && pattern[i] && pattern[i] != '{'; i++)
                if (pattern[i] != path.p[i])
                        return true;
        return false;
}

/* Does the path fit the pattern, segment by segment? What stands in the holes goes to raw. */
static bool
fits(const char *pattern, ch_str path, ch_str raw[CH_REQ_PARAMS_MAX])
{
        ch_str want, got = path, segment, piece;
        size_t n = 0;

        if (is_elsewhere(pattern, path))
                return false;
        want = ch_str_of(pattern);
        while (want.len && got.len) {
                (void)ch_str_cut(&want, '/', &segment);
                (void)ch_str_cut(&got, '/', &piece);
                if (is_hole(segment) && piece.len)
                        raw[n++] = piece;
                else if (!ch_str_eq(segment, piece))
                        return false;
        }
        return !want.len && !got.len;
}

static ch_str
methods_of(const ch_routes *routes, ch_arena *arena, const char *path)
{
        ch_buf b = ch_buf_new(arena);
        ch_str out;

        for (size_t i = 0; i < routes->rows_len; i++) {
                if (strcmp(routes->rows[i].path, path) != 0)
                        continue;
                ch_buf_lit(&b, b.len ? ", " : "");
                ch_buf_lit(&b, routes->rows[i].method == CH_GET ? "GET, HEAD" : method_names[routes->rows[i].method]);
        }
        return ch_buf_end(&b, &out) ? (ch_str) { NULL, 0 } : out;
}

static ch_status
take_params(ch_req *req, const ch_str raw[CH_REQ_PARAMS_MAX])
{
        for (size_t i = 0; i < CH_REQ_PARAMS_MAX && raw[i].len; i++) {
                ch_status st = ch_percent_decode(req->arena, raw[i], &req->param[i]);

                if (st)
                        return st;
        }
        return CH_OK;
}

ch_status
ch_route_find(const ch_routes *routes, ch_req *req, const ch_route **out, ch_str *allow)
{
        const char *path = NULL;
        ch_str raw[CH_REQ_PARAMS_MAX] = { 0 };

        *out = NULL;
        *allow = (ch_str) { NULL, 0 };
        for (size_t i = 0; i < routes->rows_len; i++) {
                const ch_route *row = &routes->rows[i];

                if (path ? strcmp(path, row->path) != 0 : !fits(row->path, req->path, raw))
                        continue;
                path = row->path;
                if (row->method != req->method)
                        continue;
                *out = row;
                return take_params(req, raw);
        }
        if (!path)
                return CH_HIDDEN;
        *allow = methods_of(routes, req->arena, path);
        return CH_ILLEGAL_MOVE;
}

/* ---- checking the table at start ---- */

enum { CHECK_CAP = 4 << 20 };

static size_t
holes_of(const char *path)
{
        size_t n = 0;

        for (; *path; path++)
                n += *path == '{';
        return n;
}

static bool
is_sorted(const ch_route *before, const ch_route *row)
{
        int order = strcmp(before->path, row->path);

        return order < 0 || (order == 0 && before->method < row->method);
}

static bool
has_right_handlers(const ch_route *row)
{
        if (row->method == CH_GET)
                return row->show && !row->read && !row->hash && !row->run && row->body == CH_BODY_NONE && !row->csrf;
        return row->run && !row->show;
}

/* A form can be sent by any page of the world, so it needs the token. JSON cannot without our leave; a public
 * API call (signing in) has no session that a token could belong to. */
static bool
is_guarded(const ch_route *row)
{
        if (row->method == CH_GET || row->csrf)
                return true;
        return (row->who & CH_PUBLIC) && row->body == CH_BODY_JSON;
}

static bool
is_permitted(const ch_route *row)
{
        ch_roles may = row->act > CH_ACT_NONE && row->act < CH__ACT_MAX ? ch_may_roles(row->act) : 0;

        return may && ((may & CH_PUBLIC) || !(row->who & ~(may | CH_ANY_STAGE)));
}

typedef struct fault {
        const char *what;
        bool is_there;
} fault;

static ch_status
check_row(const ch_routes *routes, size_t i, ch_map *names)
{
        const ch_route *row = &routes->rows[i];
        bool has_words = row->path && row->path[0] == '/' && row->name;
        const fault faults[] = {
                { "without-path-or-name", !has_words },
                { "out-of-order-or-twice",
                  has_words && i > 0 && routes->rows[i - 1].path && !is_sorted(&routes->rows[i - 1], row) },
                { "name-twice", has_words && !ch_map_add(names, ch_str_of(row->name), i) },
                { "too-many-parameters", has_words && holes_of(row->path) > CH_REQ_PARAMS_MAX },
                { "without-who", !row->who },
                { "wrong-handlers", !has_right_handlers(row) },
                { "unlimited-but-not-public-reading",
                  row->rate == CH_RATE_NONE && (row->method != CH_GET || !(row->who & CH_PUBLIC)) },
                { "form-without-csrf", !is_guarded(row) },
                { "act-not-in-the-permission-table", !is_permitted(row) },
        };
        ch_status st = CH_OK;

        for (size_t f = 0; f < CH_COUNT(faults); f++) {
                if (!faults[f].is_there)
                        continue;
                ch_log(CH_LOG_ERROR, "route.wrong", ch_log_literal("route", has_words ? row->name : "?"),
                       ch_log_int("row", (int64_t)i), ch_log_literal("fault", faults[f].what));
                st = CH_INVALID;
        }
        return st;
}

ch_status
ch_routes_check(const ch_routes *routes)
{
        ch_arena *arena = ch_arena_new(CHECK_CAP);
        ch_map *names = arena ? ch_map_new(arena, routes->rows_len) : NULL;
        ch_status st = names ? CH_OK : CH_BUSY;

        for (size_t i = 0; names && i < routes->rows_len; i++)
                if (check_row(routes, i, names))
                        st = CH_INVALID;
        ch_arena_free(&arena);
        return st;
}
