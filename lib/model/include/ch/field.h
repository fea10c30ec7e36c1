/* ch/field.h – one row per field: what drives forms, JSON both ways, limits, sealing, packing, redaction and labels.
 *
 * A record is a plain struct; its ch_fields table says where each member is and what it may hold. A new field is a
 * member and a row. Constant data, thread-safe.
 */
#ifndef CH_FIELD_H
#define CH_FIELD_H
#include <ch/base/clock.h>
#include <ch/base/uuid.h>
#include <ch/issues.h>

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
        CH_VOCAB_NONE,
        CH_VOCAB_STATE,    /* ISO alpha-3                                          */
        CH_VOCAB_PARTY,    /* State or organization, or a party of the records     */
        CH_VOCAB_ELIGIBLE, /* "*", State, region or organization                   */
        CH_VOCAB_MEASURE,  /* topic of the facet measure                           */
        CH_VOCAB_DOMAIN,
        CH_VOCAB_ASSISTANCE,
        CH_VOCAB_TOPIC,       /* topic of any facet                                   */
        CH_VOCAB_RECIPIENT,   /* ministry, customs, police, …                         */
        CH_VOCAB_LANGUAGE,    /* two lower-case letters                               */
        CH_VOCAB_UN_LANGUAGE, /* one of the six                                       */
        CH__VOCAB_MAX
} ch_vocab_kind;

/* Field groups of PRODUCT 4. 0 = the owner alone: forgetting the column hides, never leaks. */
typedef enum ch_group {
        CH_GROUP_OWNER,     /* the party that wrote it                                       */
        CH_GROUP_COMMITTEE, /* owner and Committee, never a provider (preferences, notes)    */
        CH_GROUP_SUMMARY,   /* the five that consent opens …                                 */
        CH_GROUP_CODES,
        CH_GROUP_NARRATIVE,
        CH_GROUP_ATTACHMENTS,
        CH_GROUP_CONTACTS,
        CH_GROUP_OPEN, /* whoever may see the record at all                             */
        CH__GROUP_MAX
} ch_group;

typedef struct ch_parts {
        void *v;
        size_t len;
} ch_parts;

/* ch_field.flags. Required: not empty when the record is complete (drafts may lack it); of an interchange line: the key
 * must be there. Numbering: only tells parts apart, shown together with another field, never alone. */
enum {
        CH_REQUIRED = 1,
        CH_SEALED = 2,   /* encrypted in the database                           */
        CH_EXCHANGE = 4, /* a key of the JSON Lines interchange                 */
        CH_WRITABLE = 8, /* the owner may set it through forms and API          */
        CH_NUMBERING = 16,
};

typedef struct ch_fields ch_fields;
typedef struct ch_field {
        const char *name; /* key in JSON, forms, issues                                     */
        uint16_t tag;     /* number in the packed form; never changed, never used again     */
        uint8_t flags;
        ch_field_kind kind;
        size_t offset; /* of the member in the struct                                    */
        uint32_t max;  /* characters of a text, items of a list, greatest integer        */
        ch_group group;
        ch_vocab_kind vocab;
        const char *const *names;  /* CH_FIELD_ENUM: words, NULL at the end; index = value; "" = not said */
        const char *const *labels; /* the same for people, English message ids                       */
        const ch_fields *parts;    /* CH_FIELD_PARTS                                                 */
        const char *label;         /* English, a gettext message id                                  */
        const char *hint;          /* likewise, or NULL                                              */
        const char *missing;       /* likewise: what to do when a required field is empty, or NULL   */
} ch_field;

struct ch_fields {
        const char *record; /* "request", "need", … the "type" of the interchange */
        const ch_field *v;
        size_t len;
        size_t size; /* of the struct */
};

const ch_field *ch_field_find(const ch_fields *table, ch_str name);
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
/* Is the member empty: no text, no items, date not set, zero, false, enum whose word is ""? */
bool ch_field_is_empty(const ch_field *f, const void *record);
/* Makes the member empty. */
void ch_field_clear(const ch_field *f, void *record);
/* Word to value of an enum table; false: unknown. */
bool ch_enum_parse(const char *const *names, ch_str word, int32_t *out);
/* Value to word; "" outside the table. */
const char *ch_enum_word(const char *const *names, int32_t value);
/* What to call an enum's value before people, English message id; "" when it is not said. */
const char *ch_enum_label(const ch_field *f, int32_t value);

/* Sets the member from the words of a form, of JSON or of a command line: one value per item (lists have several; a
 * flag is "true" or "on", a number its digits). Texts are trimmed, their line ends made LF, brought to NFC, and live in
 * the arena of the issues. What cannot be read adds an issue under path and leaves the member empty. Limits and codes
 * are ch_record_check's, so that a text that is too long is kept and can be shown again. Not for CH_FIELD_PARTS. */
void ch_field_read(const ch_field *f, void *record, ch_strs words, ch_str path, ch_issues *issues);
/* The same value as words, for showing it in a form again; ch_field_read of them gives the same member. */
ch_strs ch_field_words(ch_arena *arena, const ch_field *f, const void *record);
#endif
