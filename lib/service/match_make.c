/* How a match comes about: set aside, proposed, volunteered, asked for. */
#include "match_.h"

static const bool finished[CH__MATCH_STATUS_MAX] = {
        [CH_MATCH_DECLINED] = true, [CH_MATCH_DECLINED_BY_STATE] = true, [CH_MATCH_CLOSED] = true,
        [CH_MATCH_LAPSED] = true,   [CH_MATCH_WITHDRAWN] = true,         [CH_MATCH_RESCINDED] = true,
};

bool
is_finished(const ch_match *m)
{
        return finished[m->status];
}

typedef struct making {
        ch_act act;
        const ch_pair_in *in;
        const ch_need *need;
        const char *refusal; /* what a reader may be told when a hard rule refuses; NULL: the rule's own words */
        ch_match *match;     /* new, or the one that is there */
        ch_object object;
        const ch_move *move;
} making;

/* A verdict on a suggestion does not bind for ever: offers and needs change. Whoever would propose the pair now makes a
 * match anew, and the verdict stays beside it; to set it aside a second time says nothing. */
static bool
is_over(const making *mk, const ch_match *m)
{
        return is_finished(m) || (m->status == CH_MATCH_SET_ASIDE && mk->act != CH_ACT_MATCH_SET_ASIDE);
}

/* Of the matches of this pair that the actor may know of, the one that goes on, else the one set aside. */
static ch_status
find_existing(ch_work *work, const ch_actor *actor, making *mk, const ch_match **out)
{
        match_list list;
        ch_status st = find_matches(&work->look, mk->in->request, &list);

        *out = NULL;
        for (size_t i = 0; st == CH_OK && i < list.len; i++) {
                const ch_match *m = list.v[i];
                ch_object object = mk->object;

                object.match = m;
                if (!ch_uuid_eq(m->offer, mk->in->offer) || m->need != mk->in->need || is_over(mk, m))
                        continue;
                if (*out && m->status == CH_MATCH_SET_ASIDE)
                        continue;
                if (ch_may(actor, CH_ACT_MATCH_READ, &object, work->look.now) == CH_OK)
                        *out = m;
        }
        return st;
}

static ch_match *
new_match(ch_work *work, const ch_pair_in *in, const ch_request *r, const ch_offer *o)
{
        ch_match *m = ch_record_new(work->look.arena, CH_MATCH);

        if (!m)
                return NULL;
        m->request = r->head.id;
        m->offer = o->head.id;
        m->request_ref = r->head.ref;
        m->offer_ref = o->head.ref;
        m->party = r->party;
        m->provider = o->party;
        m->need = in->need;
        m->covers = in->covers;
        m->head.is_sample = r->head.is_sample;
        return m;
}

/* Both sides of the pair; what is not there or not to be known is hidden. */
static ch_status
find_pair(ch_work *work, const ch_actor *actor, making *mk)
{
        const void *r, *o;
        ch_status st = find_record(&work->look, CH_REQUEST, mk->in->request, &r);

        if (st == CH_OK)
                st = find_record(&work->look, CH_OFFER, mk->in->offer, &o);
        if (st != CH_OK)
                return st;
        mk->match = new_match(work, mk->in, r, o);
        if (!mk->match)
                return CH_TOO_LARGE;
        mk->object = (ch_object) { .kind = CH_MATCH,
                                   .request = r,
                                   .offer = o,
                                   .match = mk->match,
                                   .party = mk->match->party,
                                   .is_invited = is_invited(&work->look, actor->party, r),
                                   .is_vetted = is_vetted(&work->look, actor) };
        st = ask_write(work, actor, mk->act, &mk->object);
        mk->need = ch_request_need(r, mk->in->need);
        return st == CH_OK && !mk->need ? CH_HIDDEN : st;
}

static ch_status
find_move(ch_work *work, const ch_actor *actor, making *mk)
{
        const ch_match *there;
        ch_status st = find_existing(work, actor, mk, &there);
        void *mine;

        if (st != CH_OK)
                return st;
        if (!there) {
                mk->move = ch_move_find(CH_MATCH, mk->act, -1);
                if (!mk->move)
                        mk->move = ch_move_find(CH_MATCH, mk->act, CH_MATCH_SUGGESTED);
                return mk->move ? CH_OK : CH_ILLEGAL_MOVE;
        }
        mk->move = ch_move_find(CH_MATCH, mk->act, there->status);
        if (!mk->move)
                return refuse_for(work, "offer",
                                  there->status == CH_MATCH_SET_ASIDE
                                          ? CH_MSG("This offer has been set aside for this need already.")
                                          : CH_MSG("This need and this offer are a match already, and it goes on. Open "
                                                   "that match."));
        st = take_record(work, CH_MATCH, there->head.id, &mine);
        mk->match = mine;
        mk->object.match = mine;
        return st;
}

/* Score, reasons and what they rest on, as of the catalogue before this transaction. */
static ch_status
score(ch_work *work, making *mk)
{
        ch_weights w = weights_of(&work->look);
        ch_rank_query q = { .today = work->look.today,
                            .weights = &w,
                            .for_provider = mk->act == CH_ACT_MATCH_VOLUNTEER };
        ch_ranked *ranked = CH_NEW(work->look.arena, ch_ranked);
        ch_rule rule;

        if (!ranked)
                return CH_TOO_LARGE;
        rule = ch_rank_pair(work->look.cat, &q, mk->object.request, mk->need, mk->object.offer, work->look.arena,
                            ranked);
        if (rule != CH_RULE_PASSED) {
                ch_issue_add(&work->issues, CH_LIT("offer"), mk->refusal ? mk->refusal : ch_rule_text(rule));
                return CH_INVALID;
        }
        mk->match->score = ranked->score;
        mk->match->reasons = (ch_parts) { ranked->why, ranked->why_len };
        mk->match->seq = (int64_t)ch_catalog_seq(work->look.cat);
        mk->match->weights = ch_str_dup(work->look.arena, w.version);
        return CH_OK;
}

static ch_status
store(ch_work *work, const ch_actor *actor, making *mk, ch_made *out)
{
        ch_step step = { .code = mk->in->code, .words = mk->in->words };
        moving m = { .act = mk->act,
                     .move = mk->move,
                     .object = mk->object,
                     .record = mk->match,
                     .head = &mk->match->head,
                     .step = &step };
        ch_status st = CH_OK;

        if (mk->act == CH_ACT_MATCH_PROPOSE)
                mk->match->proposed_by = actor->account;
        if (mk->in->covers.len)
                mk->match->covers = mk->in->covers;
        if (!mk->match->head.version)
                st = give_reference(work, CH_MATCH, mk->match->party, &mk->match->head);
        return st == CH_OK ? step_end(work, actor, &m, out) : st;
}

static ch_status
make(ch_work *work, const ch_actor *actor, making *mk, ch_made *out)
{
        ch_status st = find_pair(work, actor, mk);

        if (st == CH_OK)
                st = find_move(work, actor, mk);
        if (st != CH_OK)
                return st;
        if (mk->object.request->status != CH_REQUEST_OPEN)
                return refuse_for(work, "request", CH_MSG("The request is not open."));
        check_reason(work, mk->act, mk->in->code, mk->in->words, mk->move->needs_reason);
        st = score(work, mk);
        if (st == CH_OK)
                ch_record_check(CH_MATCH, mk->match, work->look.desk->vocab, true, &work->issues);
        if (st == CH_OK)
                st = ch_issues_status(&work->issues);
        return st == CH_OK ? store(work, actor, mk, out) : st;
}

ch_status
ch_match_set_aside(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out)
{
        making mk = { .act = CH_ACT_MATCH_SET_ASIDE, .in = in };

        return make(work, actor, &mk, out);
}

ch_status
ch_match_propose(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out)
{
        making mk = { .act = CH_ACT_MATCH_PROPOSE, .in = in };

        return make(work, actor, &mk, out);
}

/* What a State prefers or avoids must not be heard from a refusal. */
ch_status
ch_match_volunteer(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out)
{
        making mk = { .act = CH_ACT_MATCH_VOLUNTEER,
                      .in = in,
                      .refusal = CH_MSG("This offer cannot be put forward for this need.") };

        return make(work, actor, &mk, out);
}

/* Nor what a provider keeps to itself. */
ch_status
ch_match_ask_for(ch_work *work, const ch_actor *actor, const ch_pair_in *in, ch_made *out)
{
        making mk = { .act = CH_ACT_MATCH_ASK_FOR,
                      .in = in,
                      .refusal = CH_MSG("This offer is not available for this need.") };

        return make(work, actor, &mk, out);
}
