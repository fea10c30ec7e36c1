/* ch/exchange.h – records in and out of the public exchange profile. The codec reads and writes the bytes; here they
 * are judged and stored.
 *
 * An import is one work: all or nothing, every fault of every record at once. Parties first, then offers and requests,
 * then responses, whatever their order in the files. A record whose reference exists already changes nothing.
 */
#ifndef CH_EXCHANGE_H
#define CH_EXCHANGE_H
#include <ch/case.h>

typedef struct ch_import ch_import;
typedef struct ch_import_result {
        size_t read, added, unchanged; /* records */
} ch_import_result;
/* is_sample: the records come from public sources and carry the banner. CH_HIDDEN: may not. */
CH_MUST_CHECK ch_status ch_import_begin(ch_work *work, const ch_actor *actor, bool is_sample, ch_import **out);
/* One record as parsed; line and file go into issues ("file: " is the caller's to print: issue.line only). Copies
 * nothing: record must live in work->look.arena. Faults are collected in work->issues; CH_OK as long as going on makes
 * sense. */
CH_MUST_CHECK ch_status ch_import_add(ch_import *import, ch_kind kind, void *record, size_t line);
/* Judges references between records, stores all. CH_INVALID: nothing was stored, work->issues has every fault. progress
 * may be NULL; it is called every 1,000 records. */
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
typedef struct ch_export {
        const ch_look *look;
        ch_export_ask ask;
        size_t kind, next; /* the walk's own */
        ch_offer_walk offers;
} ch_export;
CH_MUST_CHECK ch_status ch_export_begin(const ch_look *look, const ch_actor *actor, ch_export_ask ask, ch_export *out);
CH_MUST_CHECK ch_status ch_export_next(ch_export *walk, ch_arena *arena, ch_kind *kind, const void **record);
#endif
