/* ch/field.h – one row per field: what drives forms, JSON both ways, limits, sealing, packing, redaction and labels.
 *
 * A record is a plain struct; its ch_fields table says where each member is and what it may hold. A new field is a
 * member and a row. Constant data, thread-safe. Texts for people (label, hint, missing, labels) are English message
 * ids, looked up in the catalogue of the reader's language by whoever shows them.
 *
 *      { CH_ROW_LINE(ch_offer, title, 200), .tag = 7, .flags = CH_EXCHANGE | CH_WRITABLE, .group = CH_GROUP_OPEN,
 *        .label = CH_MSG_INIT("Title"), .hint = CH_MSG_INIT("A few words by which States will recognize the offer.") }
 */
#ifndef CH_FIELD_H
#define CH_FIELD_H
#include <ch/base/clock.h>
#include <ch/base/uuid.h>
#include <ch/issues.h>

/* What the member is in C, and how it is read and written. */
typedef enum ch_field_kind {
        CH_FIELD_LINE,  /* ch_str, one line of text                                */
        CH_FIELD_TEXT,  /* ch_str, text with line breaks                           */
        CH_FIELD_CODE,  /* ch_str, a code of .vocab                                */
        CH_FIELD_CODES, /* ch_strs, codes of .vocab, no duplicates                 */
        CH_FIELD_ENUM,  /* int32_t, index into .names (a NULL-terminated table)    */
        CH_FIELD_FLAG,  /* bool                                                    */
        CH_FIELD_INT,   /* int64_t, 0 .. max                                       */
        CH_FIELD_DATE,  /* ch_date                                                 */
        CH_FIELD_TIME,  /* ch_time                                                 */
        CH_FIELD_UUID,  /* ch_uuid                                                 */
        CH_FIELD_PARTS, /* ch_parts, an array of structs described by .parts       */
        CH__FIELD_KIND_MAX
} ch_field_kind;

/* Which list a code must come from; the check is ch_vocab_has(). */
typedef enum ch_vocab_kind {
        /* Any code that is not empty. */
        CH_VOCAB_NONE,
        /* ISO alpha-3: "ALB". */
        CH_VOCAB_STATE,
        /* A State or organization of the tables. In records also a party that only they know ("R7", a joint request):
         * there a code must only look like one. */
        CH_VOCAB_PARTY,
        /* "*" for all, a State, a region ("AFRICAN", "M49-143") or an organization. */
        CH_VOCAB_ELIGIBLE,
        /* Topics of one facet of the thesaurus. */
        CH_VOCAB_MEASURE,
        CH_VOCAB_DOMAIN,
        CH_VOCAB_ASSISTANCE,
        /* A topic of any facet. */
        CH_VOCAB_TOPIC,
        /* Who would be helped: "ministry", "customs", "police", … */
        CH_VOCAB_RECIPIENT,
        /* Two lower-case letters, whatever language they stand for. */
        CH_VOCAB_LANGUAGE,
        /* One of the six: ar, en, es, fr, ru, zh. */
        CH_VOCAB_UN_LANGUAGE,
        CH__VOCAB_MAX
} ch_vocab_kind;

/* Field groups of PRODUCT 4: what is opened and closed together. Who reads which group of which record is said in
 * may.h. 0 = the owner alone: a row that forgets the column hides, never leaks. */
typedef enum ch_group {
        /* The party that wrote it. */
        CH_GROUP_OWNER,
        /* Owner and Committee, never a provider: preferences, exclusions, notes. */
        CH_GROUP_COMMITTEE,
        /* The five that consent opens, each with a level of its own (ch_request.levels). */
        CH_GROUP_SUMMARY,
        CH_GROUP_CODES,
        CH_GROUP_NARRATIVE,
        CH_GROUP_ATTACHMENTS,
        CH_GROUP_CONTACTS,
        /* Whoever may see the record at all. */
        CH_GROUP_OPEN,
        CH__GROUP_MAX
} ch_group;

/* An array of structs, such as a request's needs; which struct the field's row says. */
typedef struct ch_parts {
        void *v;
        size_t len;
} ch_parts;

enum {
        /* Not empty when the record is complete (drafts may lack it); of an interchange line: the key must be there. */
        CH_REQUIRED = 1,
        /* Encrypted in the database, with the key of the record's owner (ch_record_key_owner). */
        CH_SEALED = 2,
        /* A key of the JSON Lines interchange. */
        CH_EXCHANGE = 4,
        /* The owner may set it through forms and API; the rest is set by the procedure. */
        CH_WRITABLE = 8,
        /* Only tells parts apart: shown together with another field, never alone. */
        CH_NUMBERING = 16,
};

typedef struct ch_fields ch_fields;
typedef struct ch_field {
        /* The member's name: key in JSON, forms and issues. */
        const char *name;
        /* Number in the packed form; never changed, never used again within its table. */
        uint16_t tag;
        /* CH_REQUIRED | … */
        uint8_t flags;
        ch_field_kind kind;
        /* Of the member in the struct, in bytes. */
        size_t offset;
        /* Characters (code points) of a text, items of a list, greatest integer. */
        uint32_t max;
        ch_group group;
        ch_vocab_kind vocab;
        /* CH_FIELD_ENUM: words, NULL at the end; index = value; "" = not said. */
        const char *const *names;
        /* The same for people, as many; NULL: none. */
        const char *const *labels;
        /* CH_FIELD_PARTS: the table of one part. */
        const ch_fields *parts;
        const char *label;
        /* A sentence below the label, or NULL. */
        const char *hint;
        /* What to do when a required field is empty, or NULL for the usual sentence. */
        const char *missing;
} ch_field;

struct ch_fields {
        /* "request", "need", …: the "type" of an interchange line. */
        const char *record;
        const ch_field *v;
        size_t len;
        /* Bytes of the struct. */
        size_t size;
};

/* The row of that name, or NULL. Walks the table: some forty comparisons at most. */
const ch_field *ch_field_find(const ch_fields *table, ch_str name);
/* The member of a record: ch_str *title = ch_field_at(f, offer). The record, or part, is one of f's table. */
static inline void *
ch_field_at(const ch_field *f, void *record)
{
        return (char *)record + f->offset;
}
static inline const void *
ch_field_in(const ch_field *f, const void *record)
{
        return (const char *)record + f->offset;
}
/* Is the member empty: no text, no items, date not set, zero, false, nil, enum whose word is "" or that has none? An
 * enum all of whose words say something ("offer", "programme") is never empty. */
bool ch_field_is_empty(const ch_field *f, const void *record);
/* All bytes of the member zero: empty, and an enum its first word. */
void ch_field_clear(const ch_field *f, void *record);
/* Word to value of an enum table, letter by letter; false: unknown, *out untouched. */
bool ch_enum_parse(const char *const *names, ch_str word, int32_t *out);
/* Value to word; "" outside the table. */
const char *ch_enum_word(const char *const *names, int32_t value);
/* What to call an enum's value before people; "" when it is not said, outside the table, or there are no labels. */
const char *ch_enum_label(const ch_field *f, int32_t value);

/* Sets the member from the words of a form, of JSON or of a command line: one value per item (lists have several; a
 * flag is true, yes, on, 1 or false, no, off, 0; a number its digits; a date "2014", "2014-08" or "2014-08-05"; a time
 * RFC 3339 with milliseconds). No word, or an empty one, leaves it empty; empty items of a list are left out. Texts are
 * trimmed, their line ends made LF, brought to NFC, and live in the arena of the issues. What cannot be read (bytes
 * that are not UTF-8, a second value where one is meant, an unknown word of an enum, …) adds an issue under path and
 * leaves the member empty. Limits and codes are ch_record_check's, so that a text that is too long is kept and can be
 * shown again. A full arena leaves it empty without an issue: ask the arena. CH_FIELD_PARTS are only emptied: whoever
 * reads them makes the parts and reads field by field. */
void ch_field_read(const ch_field *f, void *record, ch_strs words, ch_str path, ch_issues *issues);
/* The same value as words, for showing it in a form again; ch_field_read of them gives the same member. None when it is
 * empty, of CH_FIELD_PARTS, and when the arena is full. Texts and codes are the record's own, borrowed. */
ch_strs ch_field_words(ch_arena *arena, const ch_field *f, const void *record);
#endif
