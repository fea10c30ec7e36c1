/* ch/catalog.h – everything that lives, in memory, immutable.
 *
 * A catalogue comes about in one way only: ch_catalog_apply(old, changes) -> new; at start (all live records as
 * changes), after each batch of writes, and later for changes of other processes. Readers hold a reference and see one
 * moment. All functions but apply are pure reads, callable by any thread that holds a reference; they return borrowed
 * records, valid as long as the reference, and offers opened from few bytes, valid as long as the arena too.
 *
 *      const ch_catalog *cat = ch_published_acquire(&published);
 *      const ch_request *r = ch_catalog_by_ref(cat, CH_REQUEST, CH_LIT("R-ALB-2026-1"), NULL);
 *      …
 *      ch_catalog_release(&cat);                               r is gone now
 */
#ifndef CH_CATALOG_H
#define CH_CATALOG_H
#include <ch/change.h>
#include <ch/match.h>
#include <ch/offer.h>
#include <ch/party.h>
#include <ch/request.h>

typedef struct ch_catalog ch_catalog;

/* The empty catalogue over these reference tables (which must outlive it). NULL: no memory. */
const ch_catalog *ch_catalog_new(const ch_vocab *vocab);
/* Adds, replaces and removes; of several changes of one record the greatest seq counts. old stays as it is. Records are
 * copied in; those without change are shared. *next holds one reference, the caller's. CH_BUSY: no memory, nothing has
 * changed, *next is NULL. Cost: the reading of the changed records' words, and the pieces of the tables that a change
 * falls into. Called by one thread at a time. */
CH_MUST_CHECK ch_status ch_catalog_apply(const ch_catalog *old, const ch_change *changes, size_t n,
                                         const ch_catalog **next);
/* The same for the one who makes each catalogue from the last, in one thread at a time, so that old is the newest there
 * is but for some that came to nothing: new records are put behind those of old, and no later call has to copy together
 * what came in many small ones. apply may be called of any of them meanwhile. */
CH_MUST_CHECK ch_status ch_catalog_grow(const ch_catalog *old, const ch_change *changes, size_t n,
                                        const ch_catalog **next);
/* The same in two halves. read copies the records into a part, behind what it holds already, and reads their words:
 * that is nearly all of the work, and any number of threads may do it at once, each with a part of its own; end says
 * that no more will come. After a failure a part can only be freed. join puts parts together, in their order, each part
 * once; they stay the caller's to free. CH_BUSY as above; a new part is NULL then.
 *
 *      each of some threads    part = ch_catalog_part_new(), ch_catalog_read(…, part) page by page,
 *                              ch_catalog_part_end(part)
 *      then one                ch_catalog_join(old, parts, n, &next), ch_catalog_part_free(&parts[i])
 */
typedef struct ch_catalog_part ch_catalog_part;
ch_catalog_part *ch_catalog_part_new(void);
CH_MUST_CHECK ch_status ch_catalog_read(const ch_catalog *cat, const ch_change *changes, size_t n,
                                        ch_catalog_part *into);
void ch_catalog_part_end(ch_catalog_part *part);
/* How many records had a meaning (below) that could not be taken. */
size_t ch_catalog_part_unfit(const ch_catalog_part *part);
CH_MUST_CHECK ch_status ch_catalog_join(const ch_catalog *old, ch_catalog_part *const *parts, size_t n,
                                        const ch_catalog **next);
void ch_catalog_part_free(ch_catalog_part **part);
/* What was read from a record's words, as bytes to be kept beside it and handed back as ch_change.meaning; and the
 * number of the edition (reference tables, ICU, engine) without which they mean nothing: of another edition they must
 * not be handed back. 0: not known, keep nothing. CH_HIDDEN: there is no such record, or its words are not read. */
uint64_t ch_catalog_edition(const ch_catalog *cat);
/* In the arena; CH_TOO_LARGE: that is full. */
CH_MUST_CHECK ch_status ch_catalog_meaning(const ch_catalog *cat, ch_kind kind, ch_uuid id, ch_arena *arena,
                                           ch_str *out);
/* Are the words of such a record read when it comes? Those of requests and offers are, but for drafts of requests. */
bool ch_catalog_reads(ch_kind kind, const void *record);
/* Would a record that comes with this meaning have it taken as it is? Else its words are read. */
bool ch_catalog_meaning_fits(const ch_catalog *cat, ch_kind kind, const void *record, ch_str meaning,
                             ch_arena *scratch);
/* Counted references; any thread. release frees the catalogue with the last one and sets *cat to NULL. */
const ch_catalog *ch_catalog_acquire(const ch_catalog *cat);
void ch_catalog_release(const ch_catalog **cat);

/* The greatest sequence number of the changes applied: with the weights' version and the day it names a list for ever.
 */
uint64_t ch_catalog_seq(const ch_catalog *cat);
const ch_vocab *ch_catalog_vocab(const ch_catalog *cat);

/* All records of a kind in order of their references; *first points to an array of pointers to the records (const
 * ch_request *const * …). Not for offers: there are too many of them to lie open in memory. */
size_t ch_catalog_all(const ch_catalog *cat, ch_kind kind, const void *const **first);
/* How many there are of a kind; O(1). */
size_t ch_catalog_count(const ch_catalog *cat, ch_kind kind);
/* All offers in order of their references, one at a time: in brief, that is without lists and parts (keep.h), about
 * 0.2 us each; whole in the arena where it is wanted, NULL when that is full. False: there are no more. Texts live as
 * long as the reference to the catalogue. One thread a walk.
 *
 *      for (ch_offer_walk walk = ch_catalog_offers(cat); ch_offer_next(&walk, &brief);)
 *              if (brief.status == CH_OFFER_LISTED)
 *                      whole = ch_offer_whole(&walk, arena);   of the one that next gave last
 */
typedef struct ch_offer_walk {
        const ch_catalog *cat;
        size_t leaf, at;
        const void *here;
} ch_offer_walk;
ch_offer_walk ch_catalog_offers(const ch_catalog *cat);
bool ch_offer_next(ch_offer_walk *walk, ch_offer *brief);
const ch_offer *ch_offer_whole(const ch_offer_walk *walk, ch_arena *arena);
/* Has the party a listed offer? O(offers), some nanoseconds each. */
bool ch_catalog_has_listed(const ch_catalog *cat, ch_str party);
/* How many offers are listed; O(1). */
size_t ch_catalog_listed(const ch_catalog *cat);
/* NULL when there is none. Records lie in the catalogue, but for offers: these are opened in the arena, which the
 * others do not need; NULL when it is full. */
const void *ch_catalog_by_id(const ch_catalog *cat, ch_kind kind, ch_uuid id, ch_arena *arena);
const void *ch_catalog_by_ref(const ch_catalog *cat, ch_kind kind, ch_str ref, ch_arena *arena);
/* Matches of a request or of an offer, in order of their references; returns how many there are, of which at most cap
 * are written. Borrowed. */
size_t ch_catalog_matches_of(const ch_catalog *cat, ch_uuid request_or_offer, const ch_match **out, size_t cap);
/* Name to show for a party code (State short name in the language, organization or record's name, else the code
 * itself). */
ch_str ch_catalog_party_name(const ch_catalog *cat, ch_str code, ch_lang lang);
/* Kind of a party by its code, from the tables, else its record; CH_PARTY_COMMITTEE for "COMMITTEE", CH_PARTY_CIVIL for
 * one that nobody knows. */
ch_party_kind ch_catalog_party_kind(const ch_catalog *cat, ch_str code);
/* Topics of any facet that a text's words suggest through the thesaurus, best first; one whose child is there too comes
 * behind those without. Which of them a person has confirmed or refused is the caller's to sift out. lang: of the text;
 * its script has the last word. Returns how many; none when the arena is full. */
typedef struct ch_inferred {
        ch_str code;
        int32_t strength; /* 1..1000 */
} ch_inferred;
size_t ch_catalog_infer(const ch_catalog *cat, ch_arena *arena, ch_str text, ch_lang lang, ch_inferred **out);
#endif
