/* The weights of the ranking from the terminal: which versions there are, and what others would change. */
#include "cmd/cmd.h"
#include <ch/base/mark.h>
#include <ch/json_out.h>
#include <ch/weighing.h>
#include <stdio.h>
#include <string.h>

enum { ARGS_MAX = 32, MEMORY = 1 << 30, SHOWN = 1000 };

typedef struct options {
        ch_cmd_options common;
        const char *args[ARGS_MAX];
        size_t len;
        ch_cmd_asked asked;
} options;

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        options *o = state->input;

        if (key == ARGP_KEY_INIT)
                state->child_inputs[0] = &o->common;
        else if (key == CH_KEY_FORMAT)
                ch_cmd_read_asked(key, arg, &o->asked, state);
        else if (key == ARGP_KEY_ARG && o->len < ARGS_MAX)
                o->args[o->len++] = arg;
        else if (key == ARGP_KEY_END && (!o->len || (strcmp(o->args[0], "list") && strcmp(o->args[0], "preview"))))
                argp_error(state, "say list, or preview FACTOR=NUMBER...");
        else if (key != ARGP_KEY_END)
                return ARGP_ERR_UNKNOWN;
        return 0;
}

static const struct argp_option argp_options[] = {
        CH_CMD_FORMAT(CH_MSG_INIT("table or json")),
        { 0 },
};
static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = argp_options,
        .parser = parse,
        .args_doc = CH_MSG_INIT("list\npreview FACTOR=NUMBER..."),
        .children = children,
        .doc = CH_MSG_INIT(
                "List the versions of the ranking's weights, or show what other weights would change on past "
                "cases: factors not named keep their weight, all together must make 100. Nothing is written: "
                "versions are proposed and decided on at /weights and over the API. Works beside a running server."),
};

/* ---- list ------------------------------------------------------------------------------------------------------ */

static void
write_weights(ch_json *j, const char *key, const ch_weights *w)
{
        ch_json_key(j, key), ch_json_object(j);
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                ch_json_pair_int(j, ch_factor_word((ch_factor)f), w->w[f]);
        ch_json_end(j);
}

static const char *
state_of(const ch_weights_view *v)
{
        return v->in_force      ? "in force"
               : v->is_built_in ? "built in"
               : v->is_refused  ? "refused"
               : v->is_decided  ? "replaced"
                                : "proposed";
}

static void
put_version(ch_buf *out, const ch_weights_view *v)
{
        ch_buf_printf(out, "%.*s  %s\n   ", (int)v->w.version.len, v->w.version.p, state_of(v));
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                ch_buf_printf(out, " %s=%d", ch_factor_word((ch_factor)f), (int)v->w.w[f]);
        ch_buf_char(out, '\n');
}

static void
write_version(ch_json *j, const ch_weights_view *v)
{
        ch_json_object(j);
        ch_json_pair(j, "version", v->w.version);
        ch_json_pair(j, "state", ch_str_of(state_of(v)));
        write_weights(j, "weights", &v->w);
        ch_json_end(j);
}

static ch_status
list(const ch_look *look, const options *o, ch_buf *out)
{
        ch_weights_view *v;
        size_t n;
        ch_json j = ch_json_new(out);
        ch_status st = ch_weights_versions(look, &ch_actor_system, &v, &n);

        if (st != CH_OK)
                return st;
        if (o->asked.format == CH_FORMAT_JSON)
                ch_json_list(&j);
        for (size_t i = 0; i < n; i++) {
                if (o->asked.format == CH_FORMAT_JSON)
                        write_version(&j, &v[i]);
                else
                        put_version(out, &v[i]);
        }
        if (o->asked.format == CH_FORMAT_JSON)
                ch_json_end(&j);
        return CH_OK;
}

/* ---- preview --------------------------------------------------------------------------------------------------- */

/* Every fault at once: a factor that there is not, a number that is none, a total that is not 100. */
static bool
read_weights(const options *o, ch_weights *w)
{
        bool is_good = true;
        int64_t sum = 0, n;

        for (size_t i = 1; i < o->len; i++) {
                ch_str number = ch_str_of(o->args[i]), word;
                int f = 0;

                if (!ch_str_cut(&number, '=', &word))
                        continue;
                while (f < CH__FACTOR_MAX && !ch_str_is(word, ch_factor_word((ch_factor)f)))
                        f++;
                if (f == CH__FACTOR_MAX || !ch_str_int(number, 0, 100, &n)) {
                        (void)ch_cmd_fail("weights",
                                          f == CH__FACTOR_MAX ? "%s: there is no such factor; FACTOR=NUMBER is expected"
                                                              : "%s: a whole number from 0 to 100 is expected",
                                          o->args[i]);
                        is_good = false;
                        continue;
                }
                w->w[f] = (int32_t)n;
        }
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                sum += w->w[f];
        if (sum != 100)
                (void)ch_cmd_fail("weights", "the weights make %lld together; they must make 100", (long long)sum);
        return is_good && sum == 100;
}

static void
put_place(ch_buf *out, size_t place)
{
        if (place)
                ch_buf_printf(out, "%4zu", place);
        else
                ch_buf_lit(out, "   -");
}

static void
put_shifts(ch_buf *out, const char *title, const ch_weights_shift *v, size_t n)
{
        if (n)
                ch_buf_printf(out, "\n%s\n", title);
        for (size_t i = 0; i < n && i < SHOWN; i++) {
                ch_buf_lit(out, "  ");
                put_place(out, v[i].before);
                ch_buf_lit(out, " ->");
                put_place(out, v[i].after);
                ch_buf_printf(out, "  %.*s need %d, %.*s", (int)v[i].request_ref.len, v[i].request_ref.p,
                              (int)v[i].need, (int)v[i].offer_ref.len, v[i].offer_ref.p);
                if (v[i].status != CH_MATCH_SUGGESTED)
                        ch_buf_printf(out, " (%s)", ch_enum_word(ch_match_status_names, (int32_t)v[i].status));
                ch_buf_char(out, '\n');
        }
}

static void
put_preview(ch_buf *out, const ch_weights_preview *p)
{
        ch_buf_printf(out, "%zu needs compared with weights %.*s\n", p->needs, (int)p->now.version.len,
                      p->now.version.p);
        ch_buf_printf(out,
                      "%zu first tens hold other offers: %zu enter, %zu leave; %zu hold the same in another order\n",
                      p->changed, p->entering, p->leaving, p->reorders);
        put_shifts(out, "Offers with a match, and their places before and after", p->matched, p->matched_len);
        put_shifts(out, "Offers that enter or leave a first ten", p->swaps, p->swaps_len);
}

static void
write_shifts(ch_json *j, const char *key, const ch_weights_shift *v, size_t n)
{
        ch_json_key(j, key), ch_json_list(j);
        for (size_t i = 0; i < n; i++) {
                ch_json_object(j);
                ch_json_pair(j, "request", v[i].request_ref);
                ch_json_pair_int(j, "need", v[i].need);
                ch_json_pair(j, "offer", v[i].offer_ref);
                if (v[i].status != CH_MATCH_SUGGESTED)
                        ch_json_pair(j, "status", ch_str_of(ch_enum_word(ch_match_status_names, (int32_t)v[i].status)));
                ch_json_pair_int(j, "before", (int64_t)v[i].before);
                ch_json_pair_int(j, "after", (int64_t)v[i].after);
                ch_json_end(j);
        }
        ch_json_end(j);
}

static void
write_preview(ch_json *j, const ch_weights_preview *p)
{
        ch_json_object(j);
        ch_json_pair(j, "version", p->now.version);
        write_weights(j, "now", &p->now);
        write_weights(j, "then", &p->then);
        ch_json_pair_int(j, "needs", (int64_t)p->needs);
        ch_json_pair_int(j, "changed", (int64_t)p->changed);
        ch_json_pair_int(j, "reordered", (int64_t)p->reorders);
        ch_json_pair_int(j, "entering", (int64_t)p->entering);
        ch_json_pair_int(j, "leaving", (int64_t)p->leaving);
        write_shifts(j, "matched", p->matched, p->matched_len);
        write_shifts(j, "swaps", p->swaps, p->swaps_len);
        ch_json_end(j);
}

static ch_status
preview(const ch_look *look, const ch_weights *then, const options *o, ch_buf *out)
{
        ch_weights_preview p;
        ch_json j = ch_json_new(out);
        ch_status st = ch_weights_try(look, &ch_actor_system, then, false, &p);

        if (st == CH_OK && o->asked.format == CH_FORMAT_JSON)
                write_preview(&j, &p);
        else if (st == CH_OK)
                put_preview(out, &p);
        return st;
}

/* ---------------------------------------------------------------------------------------------------------------- */

static int
answer(const ch_look *look, const options *o)
{
        ch_buf b = ch_buf_new(look->arena);
        ch_weights w = ch_weights_now(look);
        bool is_list = !strcmp(o->args[0], "list");
        ch_str text;
        ch_status st;

        if (!is_list && !read_weights(o, &w))
                return CH_EXIT_FAILED;
        st = is_list ? list(look, o, &b) : preview(look, &w, o, &b);
        if (st == CH_OK && o->asked.format == CH_FORMAT_JSON)
                ch_buf_char(&b, '\n');
        if (st == CH_OK)
                st = ch_buf_end(&b, &text);
        if (st != CH_OK)
                return ch_cmd_fail_status("weights", st);
        if (fwrite(text.p, 1, text.len, stdout) != text.len || fflush(stdout))
                return ch_cmd_fail("weights", "standard output cannot be written");
        return CH_EXIT_DONE;
}

int
ch_cmd_weights(int argc, char **argv)
{
        options o = { .asked = { .today = CH_DAY_NONE, .last_format = CH_FORMAT_JSON } };
        ch_arena *arena = ch_arena_new(MEMORY);
        ch_reader *reader = NULL;
        ch_desk *desk;
        int code = CH_EXIT_FAILED;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        desk = ch_cmd_desk("weights", &o.common, true);
        if (desk && arena && ch_desk_reader_open(desk, &reader) == CH_OK) {
                ch_look look = ch_look_begin(reader, arena);

                code = answer(&look, &o);
                ch_look_end(&look);
                ch_desk_reader_close(&reader);
        }
        ch_desk_close(&desk);
        ch_arena_free(&arena);
        ch_arena_free(&o.common.arena);
        return code;
}
