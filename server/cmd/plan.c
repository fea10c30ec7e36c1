#include "cmd/plan.h"
#include "cmd/cmd.h"
#include <ch/base/file.h>
#include <ch/base/mark.h>
#include <stdio.h>
#include <string.h>

enum {
        KEY_REQUESTS = 0x200,
        KEY_ALL,
        KEY_TOP,
        KEY_PER_NEED,
        KEY_PLACES,
        KEY_FLOOR,
        KEY_OVERLAP,
        KEY_BY_REGION,
        KEY_EXCLUDE,
        KEY_SECONDS
};
enum { MOST = 1000000, SECONDS = 10, FLOORS_MAX = 64, FILE_MAX = 16 << 20, PLAN_MEMORY = 1 << 30, POINT = 1000 };

typedef struct options {
        ch_cmd_options common;
        const char *file;
        bool all;
        ch_planning_ask ask;
        ch_plan_floor floors[FLOORS_MAX];
        int64_t seconds;
        ch_cmd_asked asked;
} options;

/* ---- what is asked --------------------------------------------------------------------------------------------- */

static void
read_floor(const char *arg, options *o, struct argp_state *state)
{
        ch_str number = ch_str_of(arg), region;
        ch_plan_floor *f = &o->floors[o->ask.floors_len];

        if (o->ask.floors_len == FLOORS_MAX)
                argp_error(state, "--floor: at most %d of them", FLOORS_MAX);
        if (!ch_str_cut(&number, '=', &region) || !region.len || !ch_str_int(number, 0, MOST, &f->number))
                argp_error(state, "--floor %s: REGION=NUMBER such as AFRICAN=3 is expected", arg);
        f->region = region;
        o->ask.floors_len++;
}

static void
read_number(int key, const char *arg, options *o, struct argp_state *state)
{
        const struct {
                int key;
                const char *name;
                int64_t low, high;
                int64_t *to;
        } rows[] = {
                { KEY_TOP, "top", 1, MOST, &o->ask.candidates },
                { KEY_PER_NEED, "per-need", 1, MOST, &o->ask.per_need },
                { KEY_PLACES, "places", 1, MOST, &o->ask.places },
                { KEY_SECONDS, "seconds", 1, 86400, &o->seconds },
                { KEY_OVERLAP, "overlap", 0, 1000, &o->ask.overlap },
        };

        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
                if (rows[i].key == key && !ch_str_int(ch_str_of(arg), rows[i].low, rows[i].high, rows[i].to))
                        argp_error(state, "--%s %s: a number from %lld to %lld is expected", rows[i].name, arg,
                                   (long long)rows[i].low, (long long)rows[i].high);
}

static void
read_value(int key, const char *arg, options *o, struct argp_state *state)
{
        read_number(key, arg, o, state);
        if (key == KEY_FLOOR)
                read_floor(arg, o, state);
        if (key == KEY_EXCLUDE)
                o->ask.excluded = ch_strs_add(o->common.arena, o->ask.excluded, ch_str_of(arg));
        ch_cmd_read_asked(key, arg, &o->asked, state);
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        options *o = state->input;

        switch (key) {
        case ARGP_KEY_INIT:
                state->child_inputs[0] = &o->common;
                return 0;
        case KEY_REQUESTS:
                o->file = arg;
                return 0;
        case KEY_ALL:
                o->all = true;
                return 0;
        case KEY_BY_REGION:
                o->ask.by_region = true;
                return 0;
        case ARGP_KEY_END:
                if (!o->file == !o->all)
                        argp_error(state, "say one of --requests FILE and --all");
                return 0;
        default:
                if (key != CH_KEY_TODAY && key != CH_KEY_FORMAT && (key < KEY_REQUESTS || key > KEY_SECONDS))
                        return ARGP_ERR_UNKNOWN;
                read_value(key, arg, o, state);
                return 0;
        }
}

static const struct argp_option argp_options[] = {
        { "requests", KEY_REQUESTS, CH_MSG_INIT("FILE"), 0, CH_MSG_INIT("references of requests, one a line"), 0 },
        { "all", KEY_ALL, NULL, 0, CH_MSG_INIT("all open requests"), 0 },
        { "top", KEY_TOP, CH_MSG_INIT("N"), 0, CH_MSG_INIT("candidates of each need, the best of its list; else 20"),
          0 },
        { "per-need", KEY_PER_NEED, CH_MSG_INIT("N"), 0, CH_MSG_INIT("offers that serve a need at most; else 1"), 0 },
        { "places", KEY_PLACES, CH_MSG_INIT("N"), 0,
          CH_MSG_INIT("needs that an offer without stated capacity serves at most; else 3"), 0 },
        { "floor", KEY_FLOOR, CH_MSG_INIT("REGION=N"), 0,
          CH_MSG_INIT("at least so many needs of this region or State are served; may be repeated"), 0 },
        { "overlap", KEY_OVERLAP, CH_MSG_INIT("POINTS"), 0,
          CH_MSG_INIT("what it costs that two providers do the same: same State, topic and dates"), 0 },
        { "overlap-by-region", KEY_BY_REGION, NULL, 0, CH_MSG_INIT("the same subregion counts as the same State"), 0 },
        { "exclude", KEY_EXCLUDE, CH_MSG_INIT("WHAT"), 0,
          CH_MSG_INIT("OFFER, PROVIDER, REQUEST=OFFER or REQUEST=PROVIDER; may be repeated"), 0 },
        { "seconds", KEY_SECONDS, CH_MSG_INIT("N"), 0, CH_MSG_INIT("stop searching after so long; else 10"), 0 },
        CH_CMD_TODAY(CH_MSG_INIT("plan as on that day")),
        CH_CMD_FORMAT(CH_MSG_INIT("table or json")),
        { 0 },
};
static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = argp_options,
        .parser = parse,
        .children = children,
        .doc = CH_MSG_INIT(
                "Propose who serves whom, over many requests at once, so that the scores add up to the most. It "
                "says how much better any plan could be, what binds, and why a need is left out; nothing is "
                "kept. Works beside a running server."),
};

/* ---- the plan -------------------------------------------------------------------------------------------------- */

static bool
is_past(void *ctx)
{
        return ch_uptime_ms() >= *(const int64_t *)ctx;
}

static bool
read_requests(options *o, ch_arena *arena)
{
        ch_str text, line;

        if (!o->file)
                return true;
        if (ch_file_read(arena, o->file, FILE_MAX, &text))
                return ch_cmd_fail("plan", "%s cannot be read", o->file) == CH_EXIT_DONE;
        while (ch_str_cut(&text, '\n', &line)) {
                line = ch_str_trim(line);
                if (line.len && !ch_strs_has(o->ask.requests, line))
                        o->ask.requests = ch_strs_add(arena, o->ask.requests, line);
        }
        if (!o->ask.requests.len)
                return ch_cmd_fail("plan", "%s names no request", o->file) == CH_EXIT_DONE;
        return true;
}

static ch_status
print_plan(const options *o, const ch_plan_sheet *s)
{
        ch_buf b = ch_buf_new(s->look->arena);
        ch_json j = ch_json_new(&b);
        ch_str text;
        ch_status st;

        if (o->asked.format == CH_FORMAT_TABLE)
                ch_plan_table(&b, s);
        else
                ch_plan_json(&j, s);
        if (o->asked.format == CH_FORMAT_JSON)
                ch_buf_char(&b, '\n');
        st = ch_buf_end(&b, &text);
        if (st)
                return st;
        return fwrite(text.p, 1, text.len, stdout) == text.len && !fflush(stdout) ? CH_OK : CH_BROKEN;
}

static ch_status
make_plan(options *o, ch_look *look, ch_issues *issues)
{
        int64_t until = ch_uptime_ms() + o->seconds * 1000;
        ch_plan_sheet s = { .look = look, .ask = &o->ask };
        ch_status st;

        o->ask.limit = (ch_plan_limit) { .is_over = is_past, .ctx = &until };
        st = ch_planning_show(look, &ch_actor_system, &o->ask, issues, &s.view);
        return st == CH_OK ? print_plan(o, &s) : st;
}

static int
say_issues(const ch_issues *issues)
{
        for (size_t i = 0; i < issues->len; i++) {
                ch_str text = ch_issue_text(issues->arena, &issues->v[i]);

                (void)ch_cmd_fail("plan", "%.*s: %.*s", (int)issues->v[i].field.len, issues->v[i].field.p,
                                  (int)text.len, text.p);
        }
        return CH_EXIT_FAILED;
}

static int
plan_from(ch_desk *desk, options *o)
{
        ch_arena *arena = ch_arena_new(PLAN_MEMORY);
        ch_issues issues = ch_issues_new(arena);
        ch_reader *reader = NULL;
        ch_status st = arena ? ch_desk_reader_open(desk, &reader) : CH_BUSY;
        int code = CH_EXIT_DONE;

        if (st == CH_OK && !read_requests(o, arena)) {
                code = CH_EXIT_FAILED;
        } else if (st == CH_OK) {
                ch_look look = ch_look_begin(reader, arena);

                st = make_plan(o, &look, &issues);
                ch_look_end(&look);
        }
        ch_desk_reader_close(&reader);
        if (st == CH_INVALID)
                code = say_issues(&issues);
        else if (st == CH_BROKEN)
                code = ch_cmd_fail("plan", "standard output cannot be written");
        else if (st)
                code = ch_cmd_fail_status("plan", st);
        ch_arena_free(&arena);
        return code;
}

int
ch_cmd_plan(int argc, char **argv)
{
        options o = { .seconds = SECONDS, .asked = { .today = CH_DAY_NONE, .last_format = CH_FORMAT_JSON } };
        ch_desk *desk;
        int code = CH_EXIT_FAILED;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        o.ask.today = o.asked.today;
        o.ask.floors = o.floors;
        o.ask.overlap *= POINT;
        desk = ch_cmd_desk("plan", &o.common, true);
        if (desk)
                code = plan_from(desk, &o);
        ch_desk_close(&desk);
        ch_arena_free(&o.common.arena);
        return code;
}
