#include "search.h"
#include <ch/base/mark.h>
#include <stdlib.h>

/* ---- words ----------------------------------------------------------------------------------------------------- */

static const struct {
        const char *word, *text;
} ends[CH__PLAN_END_MAX] = {
        [CH_PLAN_OPTIMAL] = { "optimal", CH_MSG_INIT("No plan is worth more: proved") },
        [CH_PLAN_BEST_FOUND] = { "best_found", CH_MSG_INIT("The best plan found in the time given") },
        [CH_PLAN_UNFINISHED] = { "unfinished", CH_MSG_INIT("Time ended before all floors were met") },
        [CH_PLAN_INFEASIBLE] = { "infeasible", CH_MSG_INIT("No plan can meet all floors: proved") },
};
static const char *const methods[CH__PLAN_METHOD_MAX] = {
        [CH_PLAN_BY_AUCTION] = "auction",
        [CH_PLAN_BY_PATHS] = "paths",
        [CH_PLAN_BY_SEARCH] = "search",
};

const char *
ch_plan_end_word(ch_plan_end end)
{
        return (unsigned)end < CH__PLAN_END_MAX ? ends[end].word : "";
}

const char *
ch_plan_end_text(ch_plan_end end)
{
        return (unsigned)end < CH__PLAN_END_MAX ? ends[end].text : "";
}

const char *
ch_plan_method_word(ch_plan_method method)
{
        return (unsigned)method < CH__PLAN_METHOD_MAX ? methods[method] : "";
}

/* ---- without overlaps ------------------------------------------------------------------------------------------ */

static bool
has_floors(const net *n)
{
        for (int32_t g = 0; g < n->groups; g++)
                if (n->floor[g])
                        return true;
        return false;
}

static bool
are_floors_met(const net *n)
{
        for (int32_t g = 0; g < n->groups; g++)
                if (n->flow[g] < n->floor[g])
                        return false;
        return true;
}

/* Every need asks for one place, and there are at least twice as many. */
static bool
is_ample(const net *n)
{
        int64_t places = 0;

        for (int32_t i = 0; i < n->needs; i++)
                if (n->limit[i] > 1)
                        return false;
        for (int32_t j = 0; j < n->offers; j++)
                places += n->capacity[j];
        return places >= 2 * (int64_t)n->needs;
}

/* Gains that, multiplied by the needs and added up for all of them, stay a number. */
static bool
are_gains_fit(const net *n)
{
        int64_t needs = n->needs + 1, most = INT64_MAX / 4 / needs / needs;

        for (int32_t e = 0; e < n->edges; e++)
                if (n->gain[e] < 0 || n->gain[e] > most)
                        return false;
        return true;
}

static int64_t
lower(int64_t a, int64_t b)
{
        return a < b ? a : b;
}

/* There are fewer places that pairs could take than needs ask for. */
static bool
is_scarce(const net *n, ch_arena *arena)
{
        int32_t *named = CH_NEW_N(arena, int32_t, (size_t)n->offers); /* by so many pairs */
        int64_t asked = 0, places = 0;

        if (!named)
                return false;
        for (int32_t e = 0; e < n->edges; e++)
                named[n->to[e]]++;
        for (int32_t i = 0; i < n->needs; i++)
                asked += lower(n->limit[i], n->first[i + 1] - n->first[i]);
        for (int32_t j = 0; j < n->offers; j++)
                places += lower(n->capacity[j], named[j]);
        return places < asked;
}

flow_end
flow_solve(net *n, bool asks_floors, ch_arena *arena)
{
        flow_end out = { .method = CH_PLAN_BY_AUCTION };
        bool floors = asks_floors && has_floors(n);

        if (!floors && is_ample(n) && are_gains_fit(n) && net_auction(n, arena))
                return (flow_end) { FLOORS_MET, CH_PLAN_BY_AUCTION, true };
        out.method = CH_PLAN_BY_PATHS;
        out.is_best = is_scarce(n, arena) ? net_paths_mirrored(n, arena) : net_paths(n, arena);
        out.floors = !floors ? FLOORS_MET : out.is_best ? net_floors(n, arena) : FLOORS_STOPPED;
        out.is_best = out.is_best && out.floors == FLOORS_MET;
        return out;
}

/* ---- the answer ------------------------------------------------------------------------------------------------ */

static ch_status
write_edges(const net *n, ch_arena *arena, ch_plan *out)
{
        int32_t *edges;

        out->edges_len = 0;
        for (int32_t e = 0; e < n->edges; e++)
                out->edges_len += n->used[e];
        edges = CH_NEW_N(arena, int32_t, out->edges_len);
        if (!edges)
                return CH_TOO_LARGE;
        out->edges = edges;
        for (int32_t e = 0; e < n->edges; e++)
                if (n->used[e])
                        *edges++ = n->id[e];
        return CH_OK;
}

static size_t
most_edges(const net *n)
{
        int32_t most = 1;

        for (int32_t i = 0; i < n->needs; i++)
                most = n->first[i + 1] - n->first[i] > most ? n->first[i + 1] - n->first[i] : most;
        return (size_t)most;
}

static ch_status
solve(const ch_plan_task *task, watch *w, ch_arena *scratch, ch_arena *arena, ch_plan *out)
{
        net *n = net_make(task, w, scratch);
        flow_end end;
        int64_t *room;

        if (!n)
                return CH_TOO_LARGE;
        end = flow_solve(n, true, scratch);
        room = CH_NEW_N(scratch, int64_t, most_edges(n));
        if (!room || ch_arena_is_full(scratch))
                return CH_TOO_LARGE;
        out->method = end.method;
        out->bound = net_bound(n, room);
        out->score = net_score(n);
        out->end = out->bound == out->score ? CH_PLAN_OPTIMAL : CH_PLAN_BEST_FOUND;
        if (!are_floors_met(n))
                out->end = CH_PLAN_UNFINISHED;
        if (end.floors == FLOORS_IMPOSSIBLE) {
                (void)flow_solve(n, false, scratch);
                out->end = CH_PLAN_INFEASIBLE;
                out->score = net_score(n);
        }
        return write_edges(n, arena, out);
}

/* ---- with overlaps --------------------------------------------------------------------------------------------- */

static int
compare_edges(const void *a, const void *b)
{
        const int32_t *x = a, *y = b;

        return (*x > *y) - (*x < *y);
}

/* Two slots of a need may hold the same edge, which is worth nothing more: it is written once. */
static ch_status
write_best(const search *s, ch_arena *arena, ch_plan *out)
{
        int32_t *edges = CH_NEW_N(arena, int32_t, s->task->needs_len);
        size_t n = 0, kept = 0;

        if (!edges)
                return CH_TOO_LARGE;
        for (size_t i = 0; i < s->task->needs_len; i++)
                if (s->best[i] >= 0)
                        edges[n++] = s->origin[s->n->id[s->best[i]]];
        if (n)
                qsort(edges, n, sizeof *edges, compare_edges);
        for (size_t i = 0; i < n; i++)
                if (!kept || edges[kept - 1] != edges[i])
                        edges[kept++] = edges[i];
        out->edges = edges;
        out->edges_len = kept;
        return CH_OK;
}

/* The plan without overlap costs is the first to beat, and its value the first bound. */
static ch_status
improve(const ch_plan_task *task, watch *w, ch_arena *scratch, ch_arena *arena, ch_plan *out)
{
        search s;
        int64_t bound;
        ch_plan_value value = { 0 };
        ch_status st;

        if (!search_make(&s, task, w, scratch))
                return ch_arena_is_full(scratch) ? CH_TOO_LARGE : CH_OK;
        (void)search_run(&s, &bound);
        out->method = CH_PLAN_BY_SEARCH;
        out->bound = bound < out->bound ? bound : out->bound;
        if (!s.has_best || s.best_value < out->score - out->penalty)
                return CH_OK;
        st = write_best(&s, arena, out);
        if (st == CH_OK && ch_plan_check(task, out->edges, out->edges_len, scratch, &value) == CH_PLAN_FAULT_MEMORY)
                st = CH_TOO_LARGE;
        out->score = value.score;
        out->penalty = value.penalty;
        return st;
}

static ch_status
count_penalty(const ch_plan_task *task, ch_arena *scratch, ch_plan *out)
{
        ch_plan_value value = { 0 };

        if (ch_plan_check(task, out->edges, out->edges_len, scratch, &value) == CH_PLAN_FAULT_MEMORY)
                return CH_TOO_LARGE;
        out->penalty = value.penalty;
        if (value.penalty && out->end == CH_PLAN_OPTIMAL)
                out->end = CH_PLAN_BEST_FOUND;
        return CH_OK;
}

ch_status
ch_plan_solve(const ch_plan_task *task, const ch_plan_limit *limit, ch_arena *arena, ch_plan *out)
{
        watch w = watch_new(limit);
        ch_arena *scratch;
        ch_status st;

        *out = (ch_plan) { 0 };
        st = scratch_for(task, &scratch);
        if (st != CH_OK)
                return st;
        st = solve(task, &w, scratch, arena, out);
        if (st == CH_OK && task->overlaps_len)
                st = count_penalty(task, scratch, out);
        if (st == CH_OK && out->penalty && out->end == CH_PLAN_BEST_FOUND)
                st = improve(task, &w, scratch, arena, out);
        if (out->end == CH_PLAN_BEST_FOUND && out->bound == out->score - out->penalty)
                out->end = CH_PLAN_OPTIMAL;
        ch_arena_free(&scratch);
        out->steps = w.steps;
        return st;
}
