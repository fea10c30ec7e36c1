/* Records out: what the public exchange profile may hold, as the reader may see it. */
#include "case_.h"
#include <ch/exchange.h>
#include <string.h>

static const ch_kind order[] = { CH_PARTY, CH_OFFER, CH_REQUEST, CH_RESPONSE };

ch_status
ch_export_begin(const ch_look *look, const ch_actor *actor, ch_export_ask ask, ch_export *out)
{
        *out = (ch_export) { .look = look, .ask = ask, .offers = ch_catalog_offers(look->cat) };
        if (ask.everything && !actor->is_system)
                return CH_HIDDEN;
        return ask_read(look, actor, CH_ACT_EXPORT, &(ch_object) { 0 });
}

/* What the exchange is about: what has been opened or listed, and what rests meanwhile. */
static bool
is_exchanged(const ch_look *look, ch_kind kind, const void *record)
{
        int32_t status = ch_record_status(kind, record);
        ch_str code = kind == CH_PARTY ? ((const ch_party *)record)->code : (ch_str) { 0 };

        /* parties of the tables have a record only for what they decided for themselves */
        if (code.len && (ch_vocab_state(look->desk->vocab, code) || ch_vocab_org(look->desk->vocab, code)))
                return false;
        if (kind == CH_REQUEST)
                return status == CH_REQUEST_OPEN || status == CH_REQUEST_RESTING;
        return kind != CH_OFFER || status == CH_OFFER_LISTED || status == CH_OFFER_RESTING;
}

enum {
        OF_A_LINE = 1U << CH_GROUP_SUMMARY | 1U << CH_GROUP_NARRATIVE,
        EVERY_GROUP = (1U << CH__GROUP_MAX) - 1,
};

/* The groups of a request or an offer that may leave the house; 0: none. A line of a request has its needs in words. */
static uint32_t
groups_out(const ch_export *walk, ch_kind kind, const void *record)
{
        const ch_head *head = record;
        ch_object object = { .kind = kind, .request = record, .party = ch_record_party(kind, record) };
        uint32_t groups;

        if (!is_exchanged(walk->look, kind, record) || (walk->ask.no_samples && head->is_sample))
                return 0;
        if (walk->ask.everything || head->is_sample)
                return EVERY_GROUP;
        if (kind == CH_OFFER)
                return ((const ch_offer *)record)->status == CH_OFFER_LISTED ? 1U << CH_GROUP_OPEN : 0;
        groups = ch_groups_for(&ch_actor_nobody, &object);
        return (groups & OF_A_LINE) == OF_A_LINE ? groups : 0;
}

static bool
ref_is_out(const ch_export *walk, ch_kind kind, ch_str ref)
{
        const void *record;

        return find_by_ref(walk->look, kind, ref, &record) == CH_OK && groups_out(walk, kind, record);
}

static bool
response_is_out(const ch_export *walk, const ch_response *r)
{
        return (walk->ask.everything || r->head.is_sample) && !(walk->ask.no_samples && r->head.is_sample) &&
               ref_is_out(walk, CH_REQUEST, r->request) && ref_is_out(walk, CH_OFFER, r->offer);
}

/* A party is named by what it offers or asks for. */
static bool
party_is_out(const ch_export *walk, const ch_party *p)
{
        static const ch_kind kinds[] = { CH_OFFER, CH_REQUEST };

        if (!is_exchanged(walk->look, CH_PARTY, p) || (walk->ask.no_samples && p->head.is_sample))
                return false;
        if (walk->ask.everything || p->head.is_sample)
                return true;
        for (size_t k = 0; k < CH_COUNT(kinds); k++) {
                record_walk all = walk_all(walk->look, kinds[k]);

                for (const void *one; (one = walk_next(&all)) != NULL;)
                        if (ch_str_eq(ch_record_party(kinds[k], one), p->code) && groups_out(walk, kinds[k], one))
                                return true;
        }
        return false;
}

/* The keys that every exchanged record has; one that was written here has this clearing-house as its source. */
static void
tell_source(ch_str *evidence, ch_str *source)
{
        if (!evidence->len)
                *evidence = CH_LIT("seen");
        if (!source->len)
                *source = CH_LIT("clearing-house");
}

/* A line has one level for all it says: that of the most closed. */
static int32_t
level_of_line(const ch_request *r)
{
        static const ch_group said[] = { CH_GROUP_SUMMARY, CH_GROUP_CODES, CH_GROUP_NARRATIVE };
        int32_t level = CH_LEVEL_PUBLIC;

        for (size_t i = 0; i < CH_COUNT(said); i++)
                level = r->levels[said[i]] < level ? r->levels[said[i]] : level;
        return level == CH_LEVEL_NAMED ? CH_LEVEL_COMMITTEE : level;
}

static void
complete_request(ch_request *r)
{
        tell_source(&r->evidence, &r->source);
        if (!r->channel.len) /* how it came in is not public */
                r->channel = CH_LIT("clearing-house");
        if (!ch_date_is_set(r->date))
                r->date = ch_day_date(ch_day_of(r->received_at ? r->received_at : r->status_at));
}

/* A copy with what every line must say; its texts stay where they are. */
static ch_status
completed(const ch_export *walk, ch_kind kind, const void *record, ch_arena *arena, const void **out)
{
        size_t size = ch_kind_fields(kind)->size;
        void *mine = ch_arena_alloc(arena, 1, size);

        if (!mine)
                return CH_TOO_LARGE;
        *out = memcpy(mine, record, size);
        if (kind == CH_REQUEST) {
                complete_request(mine);
                ((ch_request *)mine)->visibility = walk->ask.everything ? level_of_line(record) : CH_LEVEL_PUBLIC;
        }
        if (kind == CH_OFFER)
                tell_source(&((ch_offer *)mine)->evidence, &((ch_offer *)mine)->source);
        return CH_OK;
}

static ch_status
take_out(const ch_export *walk, ch_kind kind, const void *record, ch_arena *arena, const void **out)
{
        uint32_t groups;

        *out = NULL;
        if (kind == CH_PARTY || kind == CH_RESPONSE) {
                if (kind == CH_PARTY ? party_is_out(walk, record) : response_is_out(walk, record))
                        *out = record;
                return CH_OK;
        }
        groups = groups_out(walk, kind, record);
        if (groups && groups != EVERY_GROUP && !(record = ch_redact(arena, kind, record, groups)))
                return CH_TOO_LARGE;
        return groups ? completed(walk, kind, record, arena, out) : CH_OK;
}

/* The next record of the kind at hand; NULL: there is none. An offer lives in the arena. */
static ch_status
step(ch_export *walk, ch_arena *arena, const void **out)
{
        const void *const *all;
        ch_offer brief;

        *out = NULL;
        if (order[walk->kind] != CH_OFFER) {
                *out = walk->next < all_of(walk->look, order[walk->kind], &all) ? all[walk->next++] : NULL;
                return CH_OK;
        }
        if (!ch_offer_next(&walk->offers, &brief))
                return CH_OK;
        *out = ch_offer_whole(&walk->offers, arena);
        return *out ? CH_OK : CH_TOO_LARGE;
}

ch_status
ch_export_next(ch_export *walk, ch_arena *arena, ch_kind *kind, const void **record)
{
        for (*record = NULL; walk->kind < CH_COUNT(order); walk->kind++, walk->next = 0) {
                const void *one;
                ch_status st;

                *kind = order[walk->kind];
                while ((st = step(walk, arena, &one)) == CH_OK && one) {
                        st = take_out(walk, *kind, one, arena, record);
                        if (st != CH_OK || *record)
                                return st;
                }
                if (st != CH_OK)
                        return st;
        }
        return CH_OK;
}
