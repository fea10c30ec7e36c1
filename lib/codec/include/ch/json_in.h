/* ch/json_in.h – JSON bytes to records, driven by the field tables.
 *
 * Two steps. ch_json_parse decides whether the bytes are JSON within our limits: exact UTF-8, no NUL, no key twice, and
 * the limits below, which are checked in one pass before anything is built, so that a depth bomb costs nothing.
 * ch_json_fill puts the members of an object into a record: unknown keys, wrong types, unknown words – every one
 * becomes an issue with its path ("needs.2.text", positions from 1), none stops the others. The limits of fields and
 * the codes are not asked here: that is ch_record_check's.
 *
 * Pure; any thread; O(bytes). Everything lives in the arena of the issues; when that is full the status is
 * CH_TOO_LARGE.
 */
#ifndef CH_JSON_IN_H
#define CH_JSON_IN_H
#include <ch/field.h>

enum {
        CH_JSON_DEPTH = 32,         /* objects and lists inside each other   */
        CH_JSON_KEYS = 256,         /* members of one object                 */
        CH_JSON_ITEMS = 1000,       /* items of one list                     */
        CH_JSON_CHARS = 20000,      /* characters of one text or key         */
        CH_JSON_BYTES = 256 * 1024, /* the whole                             */
};

typedef enum ch_json_type {
        CH_JSON_NULL,
        /* true or false. */
        CH_JSON_FLAG,
        /* Within 64 bits with sign; more is CH_MALFORMED. */
        CH_JSON_INT,
        /* Written with a point or an exponent; no field takes one. */
        CH_JSON_REAL,
        CH_JSON_TEXT,
        CH_JSON_LIST,
        CH_JSON_OBJECT,
        CH__JSON_TYPE_MAX
} ch_json_type;

/* One value; a list has items, an object items with their keys, in the order in which they came. */
typedef struct ch_json_value ch_json_value;
struct ch_json_value {
        ch_json_type type;
        bool flag;
        int64_t number;         /* INT  */
        double real;            /* REAL */
        ch_str key;             /* within an object; else empty */
        ch_str text;            /* TEXT: valid UTF-8, may hold any character but NUL */
        const ch_json_value *v; /* LIST, OBJECT */
        size_t len;
};

/* One object or list, nothing but white space around it. CH_MALFORMED: not JSON, a key twice, or over a limit; the
 * issues say what, where (path, and the number of the character in the sentence) and what to do. CH_TOO_LARGE: more
 * than CH_JSON_BYTES (an issue says so), or the arena is full. *out lives in the arena; NULL when nothing was parsed.
 */
CH_MUST_CHECK ch_status ch_json_parse(ch_str bytes, ch_issues *issues, const ch_json_value **out);
/* Member of an object; NULL when there is none, and of what is no object. Walks the members. */
const ch_json_value *ch_json_member(const ch_json_value *object, const char *key);

/* Sets the members of record that stand in object: those of the table whose flags hold one of `which` (CH_EXCHANGE,
 * CH_WRITABLE). null empties a member, an absent key leaves it as it is; a list replaces the list, its parts beginning
 * empty. Keys of the NULL-ended list `others` (may be NULL) are the caller's and passed over, at the top alone; all
 * else is an issue. With CH_EXCHANGE a required key that is absent or null is one too. Texts are trimmed and brought to
 * NFC (ch_field_read). CH_INVALID: this call added issues. */
typedef struct ch_json_pick {
        const ch_fields *fields;
        uint8_t which;
        const char *const *others;
} ch_json_pick;
CH_MUST_CHECK ch_status ch_json_fill(const ch_json_value *object, const ch_json_pick *pick, void *record,
                                     ch_issues *issues);
/* Parse and fill. The top must be an object. */
CH_MUST_CHECK ch_status ch_json_read(ch_str bytes, const ch_json_pick *pick, void *record, ch_issues *issues);
#endif
