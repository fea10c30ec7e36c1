/* Records out: what the public exchange profile may hold, as the reader may see it. */
#include "case_.h"
#include <ch/exchange.h>
#include <string.h>

static const ch_kind order[] = { CH_PARTY, CH_OFFER, CH_REQUEST, CH_RESPONSE };

ch_status
ch_export_begin(const ch_look *look, const ch_actor *actor, bool no_samples, ch_export *out)
{
        *out = (ch_export) { .look = look, .actor = actor, .no_samples = no_samples };
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

/* The keys that every exchanged record has; one that was written here has this clearing-house as its source. */
static void
tell_source(ch_str *evidence, ch_str *source)
{
        if (!evidence->len)
                *evidence = CH_LIT("seen");
        if (!source->len)
                *source = CH_LIT("clearing-house");
}

static void
complete_request(ch_request *r)
{
        tell_source(&r->evidence, &r->source);
        if (!ch_date_is_set(r->date))
                r->date = ch_day_date(ch_day_of(r->received_at ? r->received_at : r->status_at));
        r->visibility = r->levels[CH_GROUP_SUMMARY];
        if (r->visibility == CH_LEVEL_NAMED)
                r->visibility = CH_LEVEL_COMMITTEE;
}

/* A copy to be completed, used again for the next record of the kind; its texts stay where they are. */
static ch_status
completed(ch_export *walk, ch_kind kind, const void *record, const void **out)
{
        size_t size = ch_kind_fields(kind)->size;

        if (walk->room_kind != kind) {
                walk->room = ch_arena_alloc(walk->look->arena, 1, size);
                walk->room_kind = kind;
        }
        if (!walk->room)
                return CH_TOO_LARGE;
        *out = memcpy(walk->room, record, size);
        if (kind == CH_REQUEST)
                complete_request(walk->room);
        if (kind == CH_OFFER)
                tell_source(&((ch_offer *)walk->room)->evidence, &((ch_offer *)walk->room)->source);
        return CH_OK;
}

static ch_status
redacted(ch_export *walk, ch_kind kind, const void *record, const void **out)
{
        ch_object object;
        uint32_t groups;
        ch_status st;

        *out = NULL;
        if (walk->actor->is_system)
                return completed(walk, kind, record, out);
        if (kind != CH_REQUEST && kind != CH_OFFER)
                return CH_OK;
        st = object_of(walk->look, walk->actor, kind, record, &object);
        groups = st == CH_OK ? ch_groups_for(walk->actor, &object) : 0;
        if (groups && !(*out = ch_redact(walk->look->arena, kind, record, groups)))
                st = CH_TOO_LARGE;
        return st;
}

ch_status
ch_export_next(ch_export *walk, ch_kind *kind, const void **record)
{
        for (*record = NULL; walk->kind < CH_COUNT(order); walk->kind++, walk->next = 0) {
                const void *const *all;
                size_t n = all_of(walk->look, order[walk->kind], &all);

                while (walk->next < n) {
                        const void *next = all[walk->next++];
                        ch_status st = CH_OK;

                        *kind = order[walk->kind];
                        if (is_exchanged(walk->look, *kind, next) &&
                            !(walk->no_samples && ((const ch_head *)next)->is_sample))
                                st = redacted(walk, *kind, next, record);
                        if (st != CH_OK || *record)
                                return st;
                }
        }
        return CH_OK;
}
