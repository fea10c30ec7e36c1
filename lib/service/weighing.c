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
        v->decided = in->decided;
        v->decision = in->decision;
        v->in_force = true;
        return v;
}

static bool
is_used(const ch_look *look, ch_str name)
{
        return ch_str_eq(name, ch_weights_default.version) || ch_catalog_by_ref(look->cat, CH_WEIGHTS, name) != NULL;
}

static ch_status
end_others(ch_work *work, const ch_actor *actor)
{
        const void *const *all;
        size_t n = all_of(&work->look, CH_WEIGHTS, &all);
        ch_status st = CH_OK;

        for (size_t i = 0; i < n && st == CH_OK; i++) {
                const ch_weights_version *there = all[i];
                void *mine;

                if (!there->in_force)
                        continue;
                st = take_record(work, CH_WEIGHTS, there->head.id, &mine);
                if (st != CH_OK)
                        return st;
                ((ch_weights_version *)mine)->in_force = false;
                st = store_record(work, actor, CH_ACT_WEIGHTS_APPLY, CH_WEIGHTS, mine, NULL);
        }
        return st;
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
        ch_record_check(CH_WEIGHTS, v, work->look.desk->vocab, true, &work->issues);
        if (!ch_weights_are_valid(&in->w) && !ch_issue_of(&work->issues, CH_LIT("weights")))
                ch_issue_add(&work->issues, CH_LIT("weights"),
                             CH_MSG("All weights together must make 100, none below 0."));
        st = ch_issues_status(&work->issues);
        if (st == CH_OK && is_used(&work->look, in->name))
                st = CH_CONFLICT;
        if (st == CH_OK)
                st = end_others(work, actor);
        return st == CH_OK ? store_record(work, actor, CH_ACT_WEIGHTS_APPLY, CH_WEIGHTS, v, out) : st;
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
