/* ch/record.h – what all records share: identity, version, and one table of kinds.
 *
 * Every record struct begins with a ch_head, so that a pointer to one is a pointer to the other. Records are plain data
 * that borrow from one arena. What takes a kind and a record believes that they belong together; kind is none of
 * CH_KIND_NONE and CH__KIND_MAX where a record is made, read or written. Pure; thread-safe.
 *
 *      ch_offer *o = ch_record_new(arena, CH_OFFER);
 *
 *      o->title = CH_LIT("Training for customs officers");
 *      ch_record_check(CH_OFFER, o, vocab, false, &issues);    a draft: nothing is required yet
 *      st = ch_pack(arena, CH_OFFER, o, CH_PACK_CLEAR, &bytes);
 */
#ifndef CH_RECORD_H
#define CH_RECORD_H
#include <ch/field.h>
#include <ch/vocab.h>

/* stored numbers: append only */
typedef enum ch_kind {
        CH_KIND_NONE,
        CH_PARTY,    /* ch_party, party.h              */
        CH_ACCOUNT,  /* ch_account, party.h            */
        CH_REQUEST,  /* ch_request, request.h          */
        CH_OFFER,    /* ch_offer, offer.h              */
        CH_MATCH,    /* ch_match, match.h              */
        CH_RESPONSE, /* ch_response, match.h           */
        CH_CONTACT,  /* ch_contact, party.h            */
        CH_LETTER,   /* ch_letter, letter.h            */
        CH_WEIGHTS,  /* ch_weights_version, weights.h  */
        CH__KIND_MAX
} ch_kind;

typedef struct ch_head {
        ch_uuid id;
        /* For people: "R-ALB-2026-1", counted within its party and year, as a count over all would tell how many others
         * exist; imported records keep theirs. */
        ch_str ref;
        /* Counted by the store with each write, from 1; 0 = not stored yet. */
        uint32_t version;
        ch_time created_at, changed_at;
        /* Accounts; nil = the system or an import. */
        ch_uuid created_by, changed_by;
        /* From public sources, not a request: shown with a banner, and out of every figure. */
        bool is_sample;
} ch_head;

/* Field table of a kind (without the head), NULL for CH_KIND_NONE and what is no kind. */
const ch_fields *ch_kind_fields(ch_kind kind);
/* "request", a literal; "" where there is no table. And back: CH_KIND_NONE when unknown. */
const char *ch_kind_word(ch_kind kind);
ch_kind ch_kind_of(ch_str word);
/* Bytes of the struct; 0 where there is no table. */
size_t ch_kind_size(ch_kind kind);
/* A zeroed record of the kind; NULL when the arena is full. */
void *ch_record_new(ch_arena *arena, ch_kind kind);
/* Deep copy into the arena: nothing of it points into the record. NULL when the arena is full. */
void *ch_record_copy(ch_arena *arena, ch_kind kind, const void *record);
/* The same, its letters borrowed from the record: struct, lists and parts are the copy's own. A tenth of the cost. */
void *ch_record_copy_borrowing(ch_arena *arena, ch_kind kind, const void *record);
/* The same as ch_record_copy of many records into one arena: lists of codes and short texts that are the same in
 * several stand there once, for most of them. They are shared between these copies, which must not be written to. One
 * ch_alike an arena, living in it; NULL shares nothing. An arena that was full has nothing to share any more. */
typedef struct ch_alike ch_alike;
/* 12 KiB; NULL when the arena is full. */
ch_alike *ch_alike_new(ch_arena *arena);
void *ch_record_copy_alike(ch_arena *arena, ch_kind kind, const void *record, ch_alike *alike);
/* Status of a record that has one (request, offer, match, letter), a number of its own enum; else 0. */
int32_t ch_record_status(ch_kind kind, const void *record);
/* Party that owns it ("ALB"); of a match the requesting one, of a letter the addressee, of a party itself. Empty for
 * responses and weights. */
ch_str ch_record_party(ch_kind kind, const void *record);
/* Whose data key seals it: the request's for requests, their matches and letters about them, else the record's own.
 * When that key is destroyed, all of these are unreadable at once. */
ch_uuid ch_record_key_owner(ch_kind kind, const void *record);

/* Every rule a complete record must keep: required fields, limits, codes known to the vocabulary (NULL: codes are not
 * looked up), cross-field rules (until before from, member of the own exclusion list, reasons that do not add up to the
 * score, …). complete = false checks a draft: nothing is required. All that is wrong is added to issues, with the
 * values at fault; nothing is changed. Paths count parts from 1: "needs.1.text". Whether a party code stands for
 * anybody that is only in the records (a joint request, a civil society body) the catalogue knows; here it must only
 * look like a code. */
void ch_record_check(ch_kind kind, const void *record, const ch_vocab *vocab, bool complete, ch_issues *issues);

/* Packed form: tag, length, bytes per field; unknown tags are skipped, absent ones stay empty, so that old versions
 * are read for ever. which selects clear or CH_SEALED fields (parts stand in both halves, each with its own fields of
 * them); the head is the store's. Deterministic: the same record gives the same bytes. *out lives in the arena.
 * CH_TOO_LARGE: it is full. */
typedef enum ch_pack_part { CH_PACK_CLEAR, CH_PACK_SEALED, CH_PACK_ALL } ch_pack_part;
CH_MUST_CHECK ch_status ch_pack(ch_arena *arena, ch_kind kind, const void *record, ch_pack_part which, ch_str *out);
/* Fills the members found in bytes into a record made by ch_record_new; its texts stand in these bytes, which must live
 * as long. The clear bytes are unpacked first, then the sealed ones into the same record. CH_MALFORMED: not a packed
 * record, or the two halves do not belong together; the record may then be half filled and is to be thrown away.
 * CH_TOO_LARGE: the arena is full. Limits are not asked: that is ch_record_check's. */
CH_MUST_CHECK ch_status ch_unpack(ch_arena *arena, ch_kind kind, ch_str bytes, void *record);
#endif
