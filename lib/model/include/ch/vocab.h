/* ch/vocab.h – the reference tables: States, organizations, regions, topics, holidays.
 *
 * Built once at start from the texts of the tables (schema/reference), immutable after, shared by all threads. Look-ups
 * by code cost one hash; what they give lives as long as the vocabulary. Codes are taken letter by letter: "alb" is
 * nothing. One profile of tables per clearing-house: nothing here is specific to resolution 1540.
 */
#ifndef CH_VOCAB_H
#define CH_VOCAB_H
#include <ch/base/text.h>
#include <ch/field.h>

/* A table with more rows is refused. */
enum { CH_STATES_MAX = 256, CH_TOPICS_MAX = 512, CH_CONCEPTS_MAX = 512 };

/* Bit = index of the State in the table: the 64-bit word index / 64, its bit index % 64. */
typedef struct ch_state_set {
        uint64_t w[CH_STATES_MAX / 64];
} ch_state_set;

typedef struct ch_state {
        ch_str code; /* ISO alpha-3 */
        /* ISO alpha-2; three digits of the M49 standard: "AL", "008". */
        ch_str iso2, m49;
        /* UN short names, shown exactly so; never empty. */
        ch_str names[CH__LANG_MAX];
        /* Region code, empty for some observers. */
        ch_str un_group;
        /* Region codes "M49-142", "M49-034". */
        ch_str m49_region, m49_subregion;
        /* UN languages in use, ';' between. */
        ch_str languages;
        /* Default for letters; each mission sets its own. */
        ch_str letter_language;
        /* Observer State; least developed, small island developing, landlocked developing. */
        bool is_observer, is_ldc, is_sids, is_lldc;
} ch_state;

/* Stored numbers: append only. */
typedef enum ch_party_kind {
        CH_PARTY_STATE,
        CH_PARTY_INTERNATIONAL,
        CH_PARTY_REGIONAL,
        CH_PARTY_SUBREGIONAL,
        CH_PARTY_CIVIL,
        CH_PARTY_JOINT,     /* several States together */
        CH_PARTY_COMMITTEE, /* the staff */
        CH__PARTY_KIND_MAX
} ch_party_kind;
extern const char *const ch_party_kind_names[]; /* "state", "international", …, "civil-society", …, NULL */

typedef struct ch_org {
        ch_str code, name;
        ch_party_kind kind;
        /* What `members` are to it: "member", "partner", "served", "global" (open to all), "none-listed", … */
        ch_str members_kind;
        /* Without disputed ones and without entities that are no State of the table. */
        ch_state_set members;
        /* What it is known to work on: topic codes, ';' between. */
        ch_str topics;
} ch_org;

/* Any group a record may name. */
typedef struct ch_region {
        /* kind is "un-group", "m49", "organization" or "named". */
        ch_str code, name, kind;
        ch_state_set members;
        size_t members_len; /* how many */
} ch_region;

/* The three questions of the thesaurus: what obligation it is about, which weapons, what kind of help. */
typedef enum ch_facet { CH_FACET_MEASURE, CH_FACET_DOMAIN, CH_FACET_ASSISTANCE, CH__FACET_MAX } ch_facet;

typedef struct ch_topic {
        ch_str code; /* "PRO.LAW" */
        /* Index of one above it in the table, so that the tree has no ring; -1 for a root. */
        int16_t parent;
        ch_facet facet;
        /* Stands for all topics of its facet: "cross-cutting". */
        bool spans;
        ch_str labels[CH__LANG_MAX]; /* never empty */
        /* What in a text means this topic, ';' between: "draft* law*;penal code". A word's trailing '*' is "begins
         * with"; several words stand in this order, at most two others between neighbours. */
        ch_str keywords[CH__LANG_MAX];
        /* In English; the paragraph it rests on: "1540:OP3(c)". */
        ch_str definition, paragraph;
} ch_topic;

/* A word of the field that is no topic but tells texts apart ("licence", "coast"), in six languages. */
typedef struct ch_concept {
        ch_str code;
        ch_str keywords[CH__LANG_MAX]; /* as a topic's */
} ch_concept;

/* The texts of the files, UTF-8 and CSV (ch/base/csv.h), what columns they have says schema/reference/README.md.
 * organizations, regions, recipients, holidays and concepts may be empty. Copied. */
typedef struct ch_vocab_texts {
        ch_str states, organizations, regions, topics, recipients, holidays, concepts;
} ch_vocab_texts;

typedef struct ch_vocab ch_vocab;

/* CH_INVALID: issues name table, row and column ("states.12.iso3", rows from 1), all at once, and *out is not to be
 * used. CH_TOO_LARGE: the arena is full. The vocabulary lives in the arena; some milliseconds. */
CH_MUST_CHECK ch_status ch_vocab_load(ch_arena *arena, const ch_vocab_texts *texts, ch_issues *issues,
                                      const ch_vocab **out);

/* The rows of a table, in its order: how many, and where the first stands. An index below is a place in this order. */
size_t ch_vocab_states(const ch_vocab *v, const ch_state **first);
size_t ch_vocab_orgs(const ch_vocab *v, const ch_org **first);
size_t ch_vocab_regions(const ch_vocab *v, const ch_region **first);
size_t ch_vocab_topics(const ch_vocab *v, const ch_topic **first);
size_t ch_vocab_concepts(const ch_vocab *v, const ch_concept **first);
/* The row of a code; NULL: none. */
const ch_state *ch_vocab_state(const ch_vocab *v, ch_str code);
const ch_org *ch_vocab_org(const ch_vocab *v, ch_str code);
const ch_region *ch_vocab_region(const ch_vocab *v, ch_str code);
const ch_topic *ch_vocab_topic(const ch_vocab *v, ch_str code);
/* Its index; -1: none. */
int ch_vocab_state_index(const ch_vocab *v, ch_str code);
int ch_vocab_topic_index(const ch_vocab *v, ch_str code);
/* Coded recipients: code and English label, a message id, row by row from 0; false past the end. */
bool ch_vocab_recipient(const ch_vocab *v, size_t i, ch_str *code, ch_str *label);
/* Is it an official holiday? Weekends are not among them. Walks the list of holidays. */
bool ch_vocab_is_holiday(const ch_vocab *v, ch_day day);
/* Is code a word of that list? What the lists hold is said at ch_vocab_kind; parties of the records are not known here.
 */
bool ch_vocab_has(const ch_vocab *v, ch_vocab_kind kind, ch_str code);
/* States meant by a list of State, region and organization codes; "*" means all. Unknown codes add nothing. Where a
 * region and an organization share a code the region's members count. */
ch_state_set ch_vocab_states_of(const ch_vocab *v, ch_strs codes);
/* Is the State of this index in the set? False for -1, so that the index of an unknown code may be asked for. */
static inline bool
ch_state_set_has(const ch_state_set *s, int index)
{
        return index >= 0 && (s->w[index / 64] >> (index % 64) & 1);
}
#endif
