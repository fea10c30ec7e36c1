#include "cmd/rank.h"
#include "cmd/cmd.h"
#include <ch/base/mark.h>
#include <ch/weighing.h>
#include <stdio.h>
#include <string.h>

enum { KEY_REQUEST = 0x200, KEY_OFFER, KEY_ALL, KEY_TOP, KEY_EXPLAIN, KEY_AS_OF, KEY_WEIGHTS };
enum { TABLE_TOP = 10, MOST = 1000000, LIST_MEMORY = 1 << 30 };

typedef struct options {
        ch_cmd_options common;
        const char *request, *offer, *weights;
        bool all, explains;
        int64_t top, as_of;
        ch_cmd_asked asked;
} options;

static void
read_value(int key, const char *arg, options *o, struct argp_state *state)
{
        if (key == KEY_TOP && !ch_str_int(ch_str_of(arg), 1, MOST, &o->top))
                argp_error(state, "--top %s: a number from 1 is expected", arg);
        if (key == KEY_AS_OF && !ch_str_int(ch_str_of(arg), 1, INT64_MAX, &o->as_of))
                argp_error(state, "--as-of %s: the number of a change, from 1, is expected", arg);
        ch_cmd_read_asked(key, arg, &o->asked, state);
}

static void
check_choice(const options *o, struct argp_state *state)
{
        bool asks_pair = o->request && o->offer && o->explains && !o->all;

        if (!asks_pair && !!o->request + !!o->offer + o->all != 1)
                argp_error(state, "say one of --request REF, --offer REF and --all; of a pair, --request REF --offer "
                                  "REF --explain");
}

static error_t
parse(int key, char *arg, struct argp_state *state)
{
        options *o = state->input;

        switch (key) {
        case ARGP_KEY_INIT:
                state->child_inputs[0] = &o->common;
                return 0;
        case KEY_REQUEST:
                o->request = arg;
                return 0;
        case KEY_OFFER:
                o->offer = arg;
                return 0;
        case KEY_ALL:
                o->all = true;
                return 0;
        case KEY_EXPLAIN:
                o->explains = true;
                return 0;
        case KEY_WEIGHTS:
                o->weights = arg;
                return 0;
        case KEY_AS_OF:
        case KEY_TOP:
        case CH_KEY_TODAY:
        case CH_KEY_FORMAT:
                read_value(key, arg, o, state);
                return 0;
        case ARGP_KEY_END:
                check_choice(o, state);
                return 0;
        default:
                return ARGP_ERR_UNKNOWN;
        }
}

static const struct argp_option argp_options[] = {
        { "request", KEY_REQUEST, CH_MSG_INIT("REF"), 0, CH_MSG_INIT("offers for this request"), 0 },
        { "offer", KEY_OFFER, CH_MSG_INIT("REF"), 0, CH_MSG_INIT("needs for this offer"), 0 },
        { "all", KEY_ALL, NULL, 0, CH_MSG_INIT("offers for every request"), 0 },
        { "top", KEY_TOP, CH_MSG_INIT("N"), 0, CH_MSG_INIT("lines of a list; a table shows 10, else all"), 0 },
        CH_CMD_TODAY(CH_MSG_INIT("rank as on that day, not today or the day of the change")),
        { "as-of", KEY_AS_OF, CH_MSG_INIT("CHANGE"), 0, CH_MSG_INIT("the list as it was after that change, on its day"),
          0 },
        { "weights", KEY_WEIGHTS, CH_MSG_INIT("VERSION"), 0,
          CH_MSG_INIT("rank with that version of the weights, not the one in force"), 0 },
        { "explain", KEY_EXPLAIN, NULL, 0,
          CH_MSG_INIT("reasons that add up, and why other offers are missing; with --request and --offer: what would "
                      "change "
                      "that offer's place"),
          0 },
        CH_CMD_FORMAT(CH_MSG_INIT("table, json or jsonl")),
        { 0 },
};
static const struct argp_child children[] = { { &ch_cmd_common, 0, NULL, 0 }, { 0 } };
static const struct argp argp = {
        .options = argp_options,
        .parser = parse,
        .children = children,
        .doc = CH_MSG_INIT(
                "Rank offers for requests, or needs for an offer. The same records, day and weights give the "
                "same bytes, also years later, or what is absent for it is said. Works beside a running server."),
};

/* ---- one list -------------------------------------------------------------------------------------------------- */

static ch_status
explain_needs(const ch_ranked_ask *ask, ch_rank_list *l)
{
        ch_status st = CH_OK;

        for (size_t i = 0; l->request && i < l->request->needs.len && st == CH_OK; i++) {
                ch_ranked_ask one = *ask;
                ch_ranked_view view;

                one.need = ch_request_needs(l->request)[i].no;
                one.top = 1;
                one.explains = true;
                st = ch_ranked_show(l->look, &ch_actor_system, &one, &view);
                l->why_not[i] = view.why_not;
        }
        return st;
}

static ch_status
make_list(const options *o, ch_rank_list *l)
{
        ch_ranked_ask ask = { .today = o->asked.today, .top = o->top ? (size_t)o->top : MOST };
        ch_status st;

        if (!o->top && o->asked.format == CH_FORMAT_TABLE)
                ask.top = TABLE_TOP;
        if (l->request)
                ask.request = l->request->head.id;
        else
                ask.offer = l->offer->head.id;
        st = ch_ranked_show(l->look, &ch_actor_system, &ask, &l->view);
        return st == CH_OK && o->explains ? explain_needs(&ask, l) : st;
}

static ch_status
write_pair(const options *o, ch_rank_list *l, ch_buf *b, ch_json *j)
{
        size_t goal = o->top ? (size_t)o->top : TABLE_TOP;

        if (o->asked.format == CH_FORMAT_TABLE)
                return ch_rank_pair_table(b, l, goal);
        return ch_rank_pair_json(j, l, goal);
}

static ch_status
write_list(const options *o, ch_rank_list *l, ch_buf *b, ch_json *j)
{
        ch_status st = make_list(o, l);

        if (st)
                return st;
        if (o->asked.format == CH_FORMAT_TABLE)
                ch_rank_table(b, l);
        else
                ch_rank_json(j, l);
        return CH_OK;
}

static ch_status
print_list(const options *o, ch_rank_list *l, bool is_first)
{
        ch_buf b = ch_buf_new(l->look->arena);
        ch_json j = ch_json_new(&b);
        ch_str text;
        ch_status st;

        if (!is_first && o->asked.format != CH_FORMAT_JSONL)
                ch_buf_lit(&b, o->asked.format == CH_FORMAT_JSON ? "," : "\n");
        st = l->request && l->offer ? write_pair(o, l, &b, &j) : write_list(o, l, &b, &j);
        if (st)
                return st;
        if (o->asked.format != CH_FORMAT_TABLE)
                ch_buf_char(&b, '\n');
        st = ch_buf_end(&b, &text);
        if (st)
                return st;
        return fwrite(text.p, 1, text.len, stdout) == text.len ? CH_OK : CH_BROKEN;
}

/* Each list in a look of its own: memory stays that of one. */
static ch_status
rank_one(ch_reader *reader, const options *o, ch_arena *arena, size_t at, bool *found)
{
        ch_look look;
        ch_weights weights;
        ch_rank_list l = { .explains = o->explains };
        const void *const *all;
        size_t n;
        ch_status st = CH_OK;

        ch_arena_reset(arena);
        look = ch_look_begin(reader, arena);
        l.look = &look;
        if (o->asked.today != CH_DAY_NONE)
                look.today = o->asked.today;
        if (o->weights) {
                st = ch_weights_named(&look, &ch_actor_system, ch_str_of(o->weights), &weights);
                look.weights = &weights;
        }
        n = ch_catalog_all(look.cat, CH_REQUEST, &all);
        if (o->all)
                l.request = at < n ? all[at] : NULL;
        if (o->request && !at)
                l.request = ch_catalog_by_ref(look.cat, CH_REQUEST, ch_str_of(o->request), NULL);
        if (o->offer && !at)
                l.offer = ch_catalog_by_ref(look.cat, CH_OFFER, ch_str_of(o->offer), look.arena);
        *found = o->request && o->offer ? l.request && l.offer : l.request || l.offer;
        if (st == CH_OK && *found)
                st = print_list(o, &l, at == 0);
        ch_look_end(&look);
        return st;
}

static ch_status
rank_all(ch_reader *reader, const options *o, ch_arena *arena, size_t *lists)
{
        ch_status st = CH_OK;
        bool found = true;

        if (o->asked.format == CH_FORMAT_JSON)
                (void)fputs("[", stdout);
        for (*lists = 0; st == CH_OK; (*lists)++) {
                st = rank_one(reader, o, arena, *lists, &found);
                if (!found)
                        break;
        }
        if (o->asked.format == CH_FORMAT_JSON)
                (void)fputs("]\n", stdout);
        return fflush(stdout) && st == CH_OK ? CH_BROKEN : st;
}

/* A version of the weights that is not there is said before anything is printed. */
static bool
has_weights(ch_reader *reader, const options *o, ch_arena *arena)
{
        ch_look look;
        ch_weights w;
        ch_status st;

        if (!o->weights)
                return true;
        look = ch_look_begin(reader, arena);
        st = ch_weights_named(&look, &ch_actor_system, ch_str_of(o->weights), &w);
        ch_look_end(&look);
        if (st == CH_HIDDEN)
                (void)ch_cmd_fail("rank", "there is no version %s of the weights; clearinghouse weights list names all",
                                  o->weights);
        else if (st != CH_OK)
                (void)ch_cmd_fail_status("rank", st);
        return st == CH_OK;
}

/* What standard error says beside a list, so that nobody takes one for another. */
static void
say_notes(const ch_desk *desk, const options *o, const ch_past *past)
{
        if (o->as_of && past->is_turn)
                (void)ch_cmd_fail("rank",
                                  "note: at change %lld lists began to be made with %s; one printed before that may "
                                  "differ",
                                  (long long)o->as_of, past->here);
        if (!ch_desk_is_noted(desk))
                (void)ch_cmd_fail("rank", "note: the server has not yet noted these reference tables or this program; "
                                          "--as-of will not find lists made with them");
}

static int
rank_from(ch_desk *desk, const options *o)
{
        ch_arena *arena = ch_arena_new(LIST_MEMORY);
        ch_reader *reader = NULL;
        size_t lists = 0;
        bool has_all = true;
        ch_status st = arena ? ch_desk_reader_open(desk, &reader) : CH_BUSY;

        if (st == CH_OK) {
                has_all = has_weights(reader, o, arena);
                if (has_all)
                        st = rank_all(reader, o, arena, &lists);
                ch_desk_reader_close(&reader);
        }
        ch_arena_free(&arena);
        if (!has_all)
                return CH_EXIT_FAILED;
        if (st == CH_BROKEN)
                return ch_cmd_fail("rank", "standard output cannot be written");
        if (st)
                return ch_cmd_fail_status("rank", st);
        if (!lists && !o->all)
                return ch_cmd_fail("rank", "there is no %s %s%s%s", o->request ? "request" : "offer",
                                   o->request ? o->request : o->offer, o->request && o->offer ? ", or no offer " : "",
                                   o->request && o->offer ? o->offer : "");
        return CH_EXIT_DONE;
}

int
ch_cmd_rank(int argc, char **argv)
{
        options o = { .asked = { .today = CH_DAY_NONE, .last_format = CH_FORMAT_JSONL } };
        ch_past past = { 0 };
        ch_desk *desk;
        int code = CH_EXIT_FAILED;

        (void)argp_parse(&argp, argc, argv, 0, NULL, &o);
        past.seq = (uint64_t)o.as_of;
        desk = ch_cmd_desk_past("rank", &o.common, true, o.as_of ? &past : NULL);
        if (desk) {
                say_notes(desk, &o, &past);
                code = rank_from(desk, &o);
        }
        ch_desk_close(&desk);
        ch_arena_free(&o.common.arena);
        return code;
}
