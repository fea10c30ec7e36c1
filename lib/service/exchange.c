/* Records in: judged one by one and against each other, then stored, all or none. */
#include "case_.h"
#include <ch/base/map.h>
#include <ch/exchange.h>

enum { PROGRESS_EVERY = 1000 };

typedef struct incoming {
        void *record;
        size_t line;
} incoming;

typedef struct pile { /* of one kind */
        incoming *v;
        size_t len, cap;
        ch_map *refs;
} pile;

struct ch_import {
        ch_work *work;
        const ch_actor *actor;
        bool is_sample;
        pile piles[CH__KIND_MAX];
        ch_import_result result;
};

static const ch_kind order[] = { CH_PARTY, CH_OFFER, CH_REQUEST, CH_RESPONSE };

ch_status
ch_import_begin(ch_work *work, const ch_actor *actor, bool is_sample, ch_import **out)
{
        ch_import *im;
        ch_status st = ask_write(work, actor, CH_ACT_IMPORT, &(ch_object) { 0 });

        if (st != CH_OK)
                return st;
        im = CH_NEW(work->look.arena, ch_import);
        if (!im)
                return CH_TOO_LARGE;
        im->work = work;
        im->actor = actor;
        im->is_sample = is_sample;
        for (size_t i = 0; i < CH_COUNT(order); i++)
                im->piles[order[i]].refs = ch_map_new(work->look.arena, 64);
        *out = im;
        return im->piles[CH_RESPONSE].refs ? CH_OK : CH_TOO_LARGE;
}

static void
complain(ch_import *im, size_t line, ch_str field, const char *msg, ch_str value)
{
        ch_issue_put(&im->work->issues, &(ch_issue) { .field = field, .msg = msg, .value = value, .line = line });
}

/* A response has no reference of its own: what it says is what it is. */
static ch_str
response_ref(ch_arena *arena, const ch_response *r)
{
        ch_str role = ch_str_of(ch_enum_word(ch_response_role_names, r->role));
        ch_str parts[] = { r->request, r->offer, role, r->status, r->result, r->source };
        ch_key hash = ch_hash(parts, CH_COUNT(parts));
        ch_str hex = ch_hex(arena, hash.b, 12);

        return ch_fmt(arena, "S-%.*s", (int)hex.len, hex.p);
}

static void
number_needs(ch_request *r)
{
        ch_need *v = r->needs.v;

        for (size_t i = 0; i < r->needs.len; i++)
                v[i].no = (int64_t)i + 1;
}

/* What a record of the public profile is once it is here: it has been published, so it is open. */
static void
settle_request(ch_import *im, ch_request *r)
{
        int32_t level = r->visibility == CH_LEVEL_NAMED ? CH_LEVEL_COMMITTEE : r->visibility;

        number_needs(r);
        r->status = CH_REQUEST_OPEN;
        r->status_at = im->work->look.now;
        r->levels[CH_GROUP_SUMMARY] = r->levels[CH_GROUP_CODES] = r->levels[CH_GROUP_NARRATIVE] = level;
        if (level >= CH_LEVEL_PROVIDERS)
                r->circulated_at = im->work->look.now;
}

static void
settle(ch_import *im, ch_kind kind, void *record)
{
        ch_head *head = record;

        head->is_sample = im->is_sample;
        if (kind == CH_PARTY)
                head->ref = ((ch_party *)record)->code;
        if (kind == CH_RESPONSE)
                head->ref = response_ref(im->work->look.arena, record);
        if (kind == CH_REQUEST)
                settle_request(im, record);
        if (kind == CH_OFFER) {
                ((ch_offer *)record)->status = CH_OFFER_LISTED;
                ((ch_offer *)record)->status_at = im->work->look.now;
        }
}

/* Of some offers it is only known that they exist: nothing is asked of their contents. */
static bool
is_only_listed(ch_kind kind, const void *record)
{
        return kind == CH_OFFER && ch_str_is(((const ch_offer *)record)->evidence, "listed");
}

static void
check_record(ch_import *im, ch_kind kind, const void *record, size_t line)
{
        ch_issues *issues = &im->work->issues;
        size_t before = issues->len;

        ch_record_check(kind, record, im->work->look.desk->vocab, !is_only_listed(kind, record), issues);
        for (size_t i = before; i < issues->len; i++)
                issues->v[i].line = line;
}

static ch_status
pile_up(ch_import *im, pile *p, void *record, size_t line)
{
        if (p->len == p->cap) {
                size_t cap = p->cap ? p->cap * 2 : 256;
                incoming *v = CH_NEW_N(im->work->look.arena, incoming, cap);

                if (!v)
                        return CH_TOO_LARGE;
                for (size_t i = 0; i < p->len; i++)
                        v[i] = p->v[i];
                p->v = v;
                p->cap = cap;
        }
        p->v[p->len++] = (incoming) { record, line };
        return CH_OK;
}

ch_status
ch_import_add(ch_import *im, ch_kind kind, void *record, size_t line)
{
        ch_head *head = record;
        pile *p = &im->piles[kind];

        im->result.read++;
        if (!p->refs) {
                complain(im, line, CH_LIT("type"), CH_MSG("Records of this type are not exchanged."), (ch_str) { 0 });
                return CH_OK;
        }
        settle(im, kind, record);
        check_record(im, kind, record, line);
        if (!head->ref.len)
                complain(im, line, CH_LIT("ref"), CH_MSG("Give the record a reference."), (ch_str) { 0 });
        else if (!ch_map_add(p->refs, head->ref, p->len) && kind != CH_RESPONSE)
                complain(im, line, CH_LIT("ref"),
                         CH_MSG("“{value}” stands in an earlier line too. Give each record its own reference."),
                         head->ref);
        return pile_up(im, p, record, line);
}

/* ---- against each other and what is there ---- */

static bool
is_there(ch_import *im, ch_kind kind, ch_str ref)
{
        return ch_catalog_by_ref(im->work->look.cat, kind, ref, im->work->look.arena) != NULL;
}

static bool
is_known(ch_import *im, ch_kind kind, ch_str ref)
{
        size_t at;

        return ch_map_get(im->piles[kind].refs, ref, &at) || is_there(im, kind, ref);
}

static bool
is_party(ch_import *im, ch_str code)
{
        const ch_vocab *vocab = im->work->look.desk->vocab;

        return ch_vocab_state(vocab, code) || ch_vocab_org(vocab, code) || is_known(im, CH_PARTY, code);
}

static void
check_party(ch_import *im, const char *field, ch_str code, size_t line)
{
        if (code.len && !is_party(im, code))
                complain(im, line, ch_str_of(field),
                         CH_MSG("The party “{value}” is not known. Correct its code, or add a line of type party for "
                                "it."),
                         code);
}

static void
check_parties(ch_import *im, const char *field, ch_strs codes, size_t line)
{
        for (size_t i = 0; i < codes.len; i++)
                check_party(im, field, codes.v[i], line);
}

static void
check_links(ch_import *im, ch_kind kind, const incoming *in)
{
        const ch_request *r = in->record;
        const ch_response *s = in->record;

        if (kind == CH_OFFER)
                check_party(im, "party", ((const ch_offer *)in->record)->party, in->line);
        if (kind == CH_REQUEST) {
                check_party(im, "party", r->party, in->line);
                check_parties(im, "preferred", r->preferred, in->line);
                check_parties(im, "excluded", r->excluded, in->line);
        }
        if (kind == CH_RESPONSE && s->request.len && !is_known(im, CH_REQUEST, s->request))
                complain(im, in->line, CH_LIT("request"),
                         CH_MSG("There is no request “{value}”, neither here nor in these files. Correct the "
                                "reference, or add its line."),
                         s->request);
        if (kind == CH_RESPONSE && s->offer.len && !is_known(im, CH_OFFER, s->offer))
                complain(im, in->line, CH_LIT("offer"),
                         CH_MSG("There is no offer “{value}”, neither here nor in these files. Correct the reference, "
                                "or add its line."),
                         s->offer);
}

/* One change and version each; one audit entry for all. */
static ch_status
store_one(ch_import *im, ch_kind kind, void *record)
{
        ch_put put = { .actor = im->actor, .act = CH_ACT_IMPORT, .at = im->work->look.now };
        ch_change change;
        ch_status st;

        if (is_there(im, kind, ((ch_head *)record)->ref)) {
                im->result.unchanged++;
                return CH_OK;
        }
        st = ch_db_put(im->work->look.db, kind, record, &put, &change);
        if (st == CH_CONFLICT) { /* taken in this transaction */
                im->result.unchanged++;
                return CH_OK;
        }
        if (st == CH_OK)
                st = work_stage(im->work, &change);
        im->result.added += st == CH_OK;
        return st;
}

static void
tell(ch_import *im, void (*progress)(void *arg, size_t done, size_t total), void *arg)
{
        size_t done = im->result.added + im->result.unchanged;

        if (progress && (done % PROGRESS_EVERY == 0 || done == im->result.read))
                progress(arg, done, im->result.read);
}

ch_status
ch_import_finish(ch_import *im, void (*progress)(void *arg, size_t done, size_t total), void *arg,
                 ch_import_result *out)
{
        ch_status st;

        for (size_t k = 0; k < CH_COUNT(order); k++)
                for (size_t i = 0; i < im->piles[order[k]].len; i++)
                        check_links(im, order[k], &im->piles[order[k]].v[i]);
        st = ch_issues_status(&im->work->issues);
        for (size_t k = 0; k < CH_COUNT(order) && st == CH_OK; k++) {
                pile *p = &im->piles[order[k]];

                for (size_t i = 0; i < p->len && st == CH_OK; i++) {
                        st = store_one(im, order[k], p->v[i].record);
                        tell(im, progress, arg);
                }
        }
        *out = im->result;
        if (st != CH_OK)
                return st;
        return note_act(im->work, im->actor, CH_ACT_IMPORT, CH_KIND_NONE, (ch_uuid) { 0 }, CH_OK,
                        ch_fmt(im->work->look.arena, "added=%zu unchanged=%zu", out->added, out->unchanged));
}
