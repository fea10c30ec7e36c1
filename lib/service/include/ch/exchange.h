/* ch/exchange.h – records in and out of the public exchange profile. The codec reads and writes the bytes; here they
 * are judged and stored.
 *
 * An import is one work: all or nothing, every fault of every record at once. Parties first, then offers and requests,
 * then responses, whatever their order in the files. A record whose reference exists already changes nothing.
 */
#ifndef CH_EXCHANGE_H
#define CH_EXCHANGE_H
#include <ch/case.h>

/* One import under way; lives in the work's arena, between begin and finish. */
typedef struct ch_import ch_import;
typedef struct ch_import_result {
        /* Records: given to ch_import_add, stored, and there already under the same reference. */
        size_t read, added, unchanged;
} ch_import_result;
/* The system alone (commands), else CH_HIDDEN. is_sample: the records come from public sources and carry the banner. */
CH_MUST_CHECK ch_status ch_import_begin(ch_work *work, const ch_actor *actor, bool is_sample, ch_import **out);
/* One record as parsed, kind and struct agreeing; line goes into issues (which file it was is the caller's to print).
 * Copies nothing: record must live in work->look.arena, and is completed here: offers are listed, requests open, with
 * the visibility of their line, needs numbered from 1. Faults are collected in work->issues; CH_OK as long as going on
 * makes sense, CH_TOO_LARGE: the arena is full. */
CH_MUST_CHECK ch_status ch_import_add(ch_import *import, ch_kind kind, void *record, size_t line);
/* Judges references between records and to what is there, then stores all, with one audit entry. CH_INVALID: nothing
 * was stored, work->issues has every fault. progress may be NULL; it is called every 1,000 records and with the last.
 * *out is filled in either case. */
CH_MUST_CHECK ch_status ch_import_finish(ch_import *import, void (*progress)(void *arg, size_t done, size_t total),
                                         void *arg, ch_import_result *out);

/* Walks the records of the exchange profile in order of kind (party, offer, request, response) and reference: no
 * drafts, nothing taken back. *record = NULL at the end; else it lives in the arena, its texts perhaps in the look.
 *
 * Whoever asks, it is what may leave this house: listed offers without whom they leave out, requests of which the State
 * has opened summary and own words to the public, with the groups that are public and no others, the parties of these,
 * and what came from public sources. With everything, for the system alone: all of it, confidential requests too, each
 * marked with its visibility. What names a record that is left out is left out. */
typedef struct ch_export_ask {
        bool no_samples, everything;
} ch_export_ask;
/* A walk under way; the caller's, made by ch_export_begin and borrowing its look. */
typedef struct ch_export {
        const ch_look *look;
        ch_export_ask ask;
        size_t kind, next; /* the walk's own */
        ch_offer_walk offers;
} ch_export;
/* Everybody who may see content; everything: the system alone (CH_HIDDEN). */
CH_MUST_CHECK ch_status ch_export_begin(const ch_look *look, const ch_actor *actor, ch_export_ask ask, ch_export *out);
/* The next record and its kind, as a line of the profile must be: complete with source and evidence. The arena may be
 * reset between two calls. CH_TOO_LARGE: it is full; the walk cannot go on. */
CH_MUST_CHECK ch_status ch_export_next(ch_export *walk, ch_arena *arena, ch_kind *kind, const void **record);
#endif
