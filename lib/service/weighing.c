/* Versions of the weights. */
#include "case_.h"
#include <ch/weighing.h>
#include <ch/weights.h>

static ch_weights_version *
new_version(ch_work *work, const ch_weights_in *in)
{
        ch_weights_version *v = ch_record_new(work->look.arena, CH_WEIGHTS);
        ch_weight *w = CH_NEW_N(work->look.arena, ch_weight, CH__FACTOR_MAX);

        if (!v || !w)
                return NULL;
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                w[f] = (ch_weight) { .factor = ch_str_of(ch_factor_word((ch_factor)f)), .points = in->w.w[f] };
        v->head.ref = v->name = in->name;
        v->weights = (ch_parts) { w, CH__FACTOR_MAX };
        return v;
}

static const char name_is_used[] = CH_MSG_INIT("There is a version of that name already. Choose another.");

static bool
is_used(const ch_look *look, ch_str name)
{
        return ch_str_eq(name, ch_weights_default.version) ||
               ch_catalog_by_ref(look->cat, CH_WEIGHTS, name, NULL) != NULL;
}

/* Each factor by its name, then the total. */
static void
check_points(const ch_weights_in *in, ch_issues *issues)
{
        size_t before = issues->len;
        int64_t sum = 0;

        for (int f = 0; f < CH__FACTOR_MAX; f++) {
                const char *word = ch_factor_word((ch_factor)f);

                sum += in->w.w[f];
                if (in->w.w[f] < 0 || in->w.w[f] > 100)
                        ch_issue_add(issues, ch_fmt(issues->arena, "weights.%s", word),
                                     CH_MSG("A whole number from 0 to 100 is expected."));
        }
        if (issues->len == before && sum != 100)
                ch_issue_put(issues, &(ch_issue) { .field = CH_LIT("weights"),
                                                   .msg = CH_MSG("The weights make {n} together; they must make 100."),
                                                   .n = sum });
}

void
ch_weights_check(const ch_look *look, const ch_weights_in *in, ch_issues *issues)
{
        ch_weights_version named = { .name = in->name };

        check_points(in, issues);
        ch_record_check(CH_WEIGHTS, &named, look->desk->vocab, false, issues);
        if (ch_issue_of(issues, CH_LIT("name")))
                return;
        if (!in->name.len)
                ch_issue_add(issues, CH_LIT("name"), CH_MSG("Give the version a name, such as 2026-2."));
        else if (is_used(look, in->name))
                ch_issue_add(issues, CH_LIT("name"), name_is_used);
}

static ch_status
check_decision(ch_work *work, ch_weights_version *v, const ch_weights_in *in)
{
        v->decided = in->decided;
        v->decision = in->decision;
        ch_record_check(CH_WEIGHTS, v, work->look.desk->vocab, true, &work->issues);
        return ch_issues_status(&work->issues);
}

/* As it is by now: an earlier command of this transaction may have ended it. */
static ch_status
end_one(ch_work *work, const ch_actor *actor, ch_uuid id)
{
        void *mine;
        ch_status st = take_record(work, CH_WEIGHTS, id, &mine);

        if (st != CH_OK || !((ch_weights_version *)mine)->in_force)
                return st;
        ((ch_weights_version *)mine)->in_force = false;
        return store_record(work, actor, CH_ACT_WEIGHTS_APPLY, CH_WEIGHTS, mine, NULL);
}

/* Published ones, then those that this transaction has put in force. */
static ch_status
end_others(ch_work *work, const ch_actor *actor)
{
        const struct ch_batch *batch = work->look.batch;
        size_t staged = batch ? batch->len : 0, n;
        const void *const *all;
        ch_status st = CH_OK;

        n = all_of(&work->look, CH_WEIGHTS, &all);
        for (size_t i = 0; i < n && st == CH_OK; i++)
                if (((const ch_weights_version *)all[i])->in_force)
                        st = end_one(work, actor, ((const ch_head *)all[i])->id);
        for (size_t i = 0; i < staged && st == CH_OK; i++)
                if (batch->v[i].kind == CH_WEIGHTS && batch->v[i].record)
                        st = end_one(work, actor, batch->v[i].id);
        return st;
}

/* The decision on it, and the others end. */
static ch_status
put_in_force(ch_work *work, const ch_actor *actor, ch_weights_version *v, const ch_weights_in *in, ch_made *out)
{
        ch_status st = check_decision(work, v, in);

        v->in_force = true;
        if (st == CH_OK)
                st = end_others(work, actor);
        return st == CH_OK ? store_record(work, actor, CH_ACT_WEIGHTS_APPLY, CH_WEIGHTS, v, out) : st;
}

ch_status
ch_weights_apply(ch_work *work, const ch_actor *actor, const ch_weights_in *in, ch_made *out)
{
        ch_weights_version *v;
        ch_status st = ask_write(work, actor, CH_ACT_WEIGHTS_APPLY, &(ch_object) { 0 });

        if (st != CH_OK)
                return st;
        v = new_version(work, in);
        if (!v)
                return CH_TOO_LARGE;
        if (!ch_weights_are_valid(&in->w))
                ch_issue_add(&work->issues, CH_LIT("weights"),
                             CH_MSG("All weights together must make 100, none below 0."));
        if (is_used(&work->look, in->name))
                return refuse_for(work, "name", name_is_used);
        return put_in_force(work, actor, v, in, out);
}

ch_status
ch_weights_propose(ch_work *work, const ch_actor *actor, const ch_weights_in *in, ch_made *out)
{
        ch_weights_version *v;
        ch_status st = ask_write(work, actor, CH_ACT_WEIGHTS_PROPOSE, &(ch_object) { 0 });

        if (st != CH_OK)
                return st;
        v = new_version(work, in);
        if (!v)
                return CH_TOO_LARGE;
        ch_weights_check(&work->look, in, &work->issues);
        st = ch_issues_status(&work->issues);
        return st == CH_OK ? store_record(work, actor, CH_ACT_WEIGHTS_PROPOSE, CH_WEIGHTS, v, out) : st;
}

static bool
is_decided(const ch_weights_version *v)
{
        return v->decided.year != 0;
}

/* A proposal, to be decided on. That it has been decided on already is said before the second factor is asked for. */
static ch_status
take_proposal(ch_work *work, const ch_actor *actor, ch_act act, ch_uuid id, ch_weights_version **out)
{
        void *mine;
        ch_status may = ask_write(work, actor, act, &(ch_object) { 0 }), st = may;

        if (may == CH_OK || may == CH_STEP_UP)
                st = take_record(work, CH_WEIGHTS, id, &mine);
        if (st != CH_OK)
                return st;
        *out = mine;
        if (is_decided(mine))
                return refuse_for(work, "",
                                  CH_MSG("What the Committee decided on this version has been recorded already. To "
                                         "decide otherwise, propose the weights again under another name."));
        return may;
}

ch_status
ch_weights_decide(ch_work *work, const ch_actor *actor, ch_uuid id, const ch_weights_in *in, ch_made *out)
{
        ch_weights_version *v;
        ch_status st = take_proposal(work, actor, CH_ACT_WEIGHTS_APPLY, id, &v);

        return st == CH_OK ? put_in_force(work, actor, v, in, out) : st;
}

ch_status
ch_weights_refuse(ch_work *work, const ch_actor *actor, ch_uuid id, const ch_weights_in *in, ch_made *out)
{
        ch_weights_version *v;
        ch_status st = take_proposal(work, actor, CH_ACT_WEIGHTS_REFUSE, id, &v);

        if (st == CH_OK)
                st = check_decision(work, v, in);
        if (st != CH_OK)
                return st;
        v->refused = true;
        return store_record(work, actor, CH_ACT_WEIGHTS_REFUSE, CH_WEIGHTS, v, out);
}

/* ---- reading --------------------------------------------------------------------------------------------------- */

static void
fill_view(const ch_look *look, const ch_weights_version *v, ch_weights_view *out)
{
        *out = (ch_weights_view) { .id = v->head.id,
                                   .w = weights_in(v),
                                   .in_force = v->in_force,
                                   .is_decided = is_decided(v),
                                   .is_refused = v->refused,
                                   .decided = v->decided,
                                   .decision = ch_str_dup(look->arena, v->decision),
                                   .proposed_at = v->head.created_at };
        out->w.version = ch_str_dup(look->arena, v->name);
}

ch_status
ch_weights_versions(const ch_look *look, const ch_actor *actor, ch_weights_view **out, size_t *len)
{
        const void *const *all;
        size_t n = all_of(look, CH_WEIGHTS, &all);
        bool is_any_in_force = false;
        ch_status st = ask_read(look, actor, CH_ACT_WEIGHTS_READ, &(ch_object) { 0 });

        if (st != CH_OK)
                return st;
        *out = CH_NEW_N(look->arena, ch_weights_view, n + 1);
        *len = n + 1;
        for (size_t i = 0; *out && i < n; i++) {
                ch_weights_view v, *at = *out + i;

                fill_view(look, all[i], &v);
                is_any_in_force |= v.in_force;
                for (; at > *out && at[-1].proposed_at < v.proposed_at; at--)
                        *at = at[-1];
                *at = v;
        }
        if (*out)
                (*out)[n] = (ch_weights_view) {
                        .w = ch_weights_default, .is_built_in = true, .is_decided = true, .in_force = !is_any_in_force
                };
        return *out && !ch_arena_is_full(look->arena) ? CH_OK : CH_TOO_LARGE;
}

ch_status
ch_weights_version_show(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_weights_view *out)
{
        const void *v;
        ch_status st = ask_read(look, actor, CH_ACT_WEIGHTS_READ, &(ch_object) { 0 });

        if (st == CH_OK)
                st = find_record(look, CH_WEIGHTS, id, &v);
        if (st == CH_OK)
                fill_view(look, v, out);
        return st;
}

ch_status
ch_weights_named(const ch_look *look, const ch_actor *actor, ch_str name, ch_weights *out)
{
        ch_status st = ask_read(look, actor, CH_ACT_WEIGHTS_READ, &(ch_object) { 0 });
        void *version;

        *out = ch_weights_default;
        if (st != CH_OK || ch_str_eq(name, ch_weights_default.version))
                return st;
        st = ch_db_record_by_ref(look->db, CH_WEIGHTS, name, look->arena, &version);
        if (st == CH_OK)
                *out = weights_in(version);
        return st == CH_OK && !ch_weights_are_valid(out) ? CH_HIDDEN : st;
}

ch_weights
ch_weights_now(const ch_look *look)
{
        return weights_of(look);
}
