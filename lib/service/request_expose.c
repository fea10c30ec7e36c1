/* Who may see what of a request: raised with preview, second factor and, where the party wants it, two persons; lowered
 * at once. */
#include "news.h"
#include "request_.h"
#include <ch/base/map.h>

enum { FIRST = CH_GROUP_SUMMARY, LAST = CH_GROUP_CONTACTS };

static ch_str
setting_name(ch_arena *arena, ch_uuid request)
{
        ch_str id = ch_uuid_text(arena, request);

        return ch_fmt(arena, "raise.%.*s", (int)id.len, id.p);
}

/* "ACCOUNT LEVELS NAMED,NAMED": what the first person asked for. */
static ch_str
text_of(ch_arena *arena, const ch_exposure_in *in)
{
        ch_buf b = ch_buf_new(arena);
        ch_str out;

        for (int g = FIRST; g <= LAST; g++)
                ch_buf_int(&b, in->levels[g]);
        for (size_t i = 0; i < in->named.len; i++) {
                ch_buf_char(&b, i ? ',' : ' ');
                ch_buf_str(&b, in->named.v[i]);
        }
        return ch_buf_end(&b, &out) == CH_OK ? out : (ch_str) { 0 };
}

bool
waiting_raise(const ch_look *look, ch_uuid request, ch_str *text, ch_uuid *by)
{
        ch_str account;

        if (ch_db_setting(look->db, setting_name(look->arena, request), look->arena, text) != CH_OK)
                return false;
        return ch_str_cut(text, ' ', &account) && ch_uuid_parse(account, by);
}

static bool
names_more(const ch_request *r, const ch_exposure_in *in)
{
        for (size_t i = 0; i < in->named.len; i++)
                if (!ch_strs_has(r->named, in->named.v[i]))
                        return true;
        return false;
}

static bool
names_fewer(const ch_request *r, const ch_exposure_in *in)
{
        for (size_t i = 0; i < r->named.len; i++)
                if (!ch_strs_has(in->named, r->named.v[i]))
                        return true;
        return false;
}

static bool
uses_names(const int32_t *levels)
{
        for (int g = FIRST; g <= LAST; g++)
                if (levels[g] == CH_LEVEL_NAMED)
                        return true;
        return false;
}

static void
compare(const ch_request *r, const ch_exposure_in *in, bool *is_raised, bool *is_lowered)
{
        *is_raised = uses_names(in->levels) && names_more(r, in);
        *is_lowered = uses_names(r->levels) && names_fewer(r, in);
        for (int g = FIRST; g <= LAST; g++) {
                *is_raised = *is_raised || in->levels[g] > r->levels[g];
                *is_lowered = *is_lowered || in->levels[g] < r->levels[g];
        }
}

static void
check_levels(ch_issues *issues, const ch_vocab *vocab, const ch_exposure_in *in)
{
        for (int g = FIRST; g <= LAST; g++)
                if (in->levels[g] < 0 || in->levels[g] >= CH__LEVEL_MAX)
                        ch_issue_add(issues, CH_LIT("levels"), CH_MSG("Choose who may see each part."));
        if (uses_names(in->levels) && !in->named.len)
                ch_issue_add(issues, CH_LIT("named"), CH_MSG("Name at least one provider, or choose another answer."));
        for (size_t i = 0; i < in->named.len; i++)
                if (!ch_vocab_has(vocab, CH_VOCAB_PARTY, in->named.v[i]))
                        ch_issue_put(
                                issues,
                                &(ch_issue) { .field = CH_LIT("named"),
                                              .msg = CH_MSG("“{value}” is not a provider. Choose one of the list."),
                                              .value = in->named.v[i] });
}

static void
apply(const ch_exposure_in *in, ch_request *r)
{
        for (int g = FIRST; g <= LAST; g++)
                r->levels[g] = in->levels[g];
        r->named = in->named;
}

/* ---- preview ---- */

static ch_level
widest_of(const int32_t *levels)
{
        int32_t most = CH_LEVEL_COMMITTEE;

        for (int g = FIRST; g <= LAST; g++)
                if (levels[g] > most)
                        most = levels[g];
        return (ch_level)most;
}

typedef struct audience {
        const ch_request *then; /* as it would be */
        ch_str own;
        ch_map *parties;
} audience;

static bool
is_in_audience(const ch_actor *person, const void *arg)
{
        const audience *a = arg;

        if (!ch_actor_is(person, CH_ROLE_PROVIDER) || ch_str_eq(person->party, a->own))
                return false;
        if (!ch_level_opens(a->then, CH_GROUP_SUMMARY, person->party, true))
                return false;
        ch_map_add(a->parties, person->party, 0);
        return true;
}

/* What a reader of that level would see once the request reached him. */
static ch_status
preview_as(const ch_look *look, ch_request *r, ch_level widest, ch_exposure_preview *out)
{
        ch_actor reader = { .roles = CH_HAS(CH_ROLE_PROVIDER), .account = ch_uuid_random() };
        ch_object object = { .kind = CH_REQUEST, .request = r, .party = r->party, .is_invited = true };

        if (widest == CH_LEVEL_PUBLIC) {
                reader = ch_actor_nobody;
                object.is_invited = false;
        }
        reader.party = widest == CH_LEVEL_NAMED && r->named.len ? r->named.v[0] : CH_LIT("-");
        r->status = CH_REQUEST_OPEN;
        r->on_hold = false;
        r->circulated_at = look->now;
        out->groups = widest == CH_LEVEL_COMMITTEE ? 0 : ch_groups_for(&reader, &object);
        if (!out->groups)
                return CH_OK;
        out->request = ch_redact(look->arena, CH_REQUEST, r, out->groups);
        if (!out->request)
                return CH_TOO_LARGE;
        hide_head(&reader, &((ch_request *)(uintptr_t)out->request)->head, out->groups);
        return CH_OK;
}

static ch_status
preview(const ch_look *look, const ch_actor *actor, const ch_request *r, const ch_exposure_in *in,
        ch_exposure_preview *out)
{
        ch_request *then = ch_record_copy(look->arena, CH_REQUEST, r);
        audience a = { .then = then, .own = r->party, .parties = ch_map_new(look->arena, 16) };
        ch_str waiting;
        ch_uuid by;
        bool is_second;

        if (!then || !a.parties)
                return CH_TOO_LARGE;
        *out = (ch_exposure_preview) { .widest = widest_of(in->levels) };
        compare(r, in, &out->is_raised, &out->is_lowered);
        apply(in, then);
        if (out->widest == CH_LEVEL_NAMED || out->widest == CH_LEVEL_PROVIDERS) {
                out->people = count_people(look, is_in_audience, &a);
                out->parties = ch_map_len(a.parties);
        }
        is_second = waiting_raise(look, r->head.id, &waiting, &by) && !ch_uuid_eq(by, actor->account) &&
                    ch_str_eq(waiting, text_of(look->arena, in));
        out->needs_second_person = wants_two_persons(look, r->party) && !is_second;
        return preview_as(look, then, out->widest, out);
}

ch_status
ch_request_raise_preview(const ch_look *look, const ch_actor *actor, const ch_exposure_in *in, ch_issues *issues,
                         ch_exposure_preview *out)
{
        const void *r;
        ch_object object;
        ch_status st = find_record(look, CH_REQUEST, in->id, &r);

        if (st == CH_OK)
                st = object_of(look, actor, CH_REQUEST, r, &object);
        if (st == CH_OK)
                st = ask_read(look, actor, CH_ACT_REQUEST_RAISE, &object);
        if (st == CH_STEP_UP)
                st = CH_OK;
        if (st != CH_OK)
                return st;
        check_levels(issues, look->desk->vocab, in);
        st = ch_issues_status(issues);
        return st == CH_OK ? preview(look, actor, r, in, out) : st;
}

/* ---- acts ---- */

static ch_status
forget_waiting(ch_work *work, ch_uuid request)
{
        return ch_db_setting_put(work->look.db, setting_name(work->look.arena, request), (ch_str) { 0 });
}

/* *is_done: the step may be taken now; else it waits for a second person, and that is all that happens. */
static ch_status
ask_second_person(ch_work *work, const ch_actor *actor, const ch_request *r, const ch_exposure_in *in, bool *is_done)
{
        ch_arena *arena = work->look.arena;
        ch_str wanted = text_of(arena, in), account = ch_uuid_text(arena, actor->account), waiting, text;
        ch_uuid by;
        ch_status st;

        *is_done = !wants_two_persons(&work->look, r->party);
        if (*is_done)
                return CH_OK;
        *is_done = waiting_raise(&work->look, r->head.id, &waiting, &by) && ch_str_eq(waiting, wanted) &&
                   !ch_uuid_eq(by, actor->account);
        if (*is_done)
                return forget_waiting(work, r->head.id);
        text = ch_fmt(arena, "%.*s %.*s", (int)account.len, account.p, (int)wanted.len, wanted.p);
        st = ch_db_setting_put(work->look.db, setting_name(arena, r->head.id), text);
        if (st == CH_OK)
                st = note_act(work, actor, CH_ACT_REQUEST_RAISE, CH_REQUEST, r->head.id, CH_OK,
                              CH_LIT("waits for a second person"));
        return st;
}

static ch_status
begin(ch_work *work, const ch_actor *actor, ch_act act, const ch_step *step, const ch_exposure_in *in, moving *m)
{
        ch_status st = step_begin(work, actor, act, step, m);
        bool is_raised, is_lowered;

        if (st != CH_OK)
                return st;
        check_levels(&work->issues, work->look.desk->vocab, in);
        compare(m->record, in, &is_raised, &is_lowered);
        if (act == CH_ACT_REQUEST_RAISE && is_lowered)
                ch_issue_add(&work->issues, CH_LIT("levels"),
                             CH_MSG("This would show less. Show less first, then more."));
        if (act == CH_ACT_REQUEST_LOWER && is_raised)
                ch_issue_add(&work->issues, CH_LIT("levels"),
                             CH_MSG("This would show more. Look at the preview first."));
        return ch_issues_status(&work->issues);
}

ch_status
ch_request_raise(ch_work *work, const ch_actor *actor, const ch_exposure_in *in, ch_made *out)
{
        ch_step step = { .id = in->id, .version = in->version };
        moving m;
        ch_request *r;
        bool is_done;
        ch_status st = begin(work, actor, CH_ACT_REQUEST_RAISE, &step, in, &m);

        if (st != CH_OK)
                return st;
        r = m.record;
        if (r->on_hold)
                return refuse_for(work, "", CH_MSG("Your mission holds this request. Lift the hold first."));
        *out = (ch_made) { r->head.id, r->head.ref, r->head.version };
        st = ask_second_person(work, actor, r, in, &is_done);
        if (st != CH_OK || !is_done)
                return st;
        apply(in, r);
        st = tell_party(work, r->party, CH_ACT_REQUEST_RAISE, r->head.id);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

ch_status
ch_request_lower(ch_work *work, const ch_actor *actor, const ch_exposure_in *in, ch_made *out)
{
        ch_step step = { .id = in->id, .version = in->version };
        moving m;
        ch_status st = begin(work, actor, CH_ACT_REQUEST_LOWER, &step, in, &m);

        if (st == CH_OK)
                st = forget_waiting(work, in->id);
        if (st != CH_OK)
                return st;
        apply(in, m.record);
        return step_end(work, actor, &m, out);
}
