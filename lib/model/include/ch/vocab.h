/* ch/vocab.h – the reference tables: States, organizations, regions, topics, holidays.
 *
 * Built once at start from the texts of the tables (schema/reference), immutable after, shared by all threads. Look-ups
 * cost one hash. One profile of tables per clearing-house: nothing here is specific to resolution 1540.
 */
#ifndef CH_VOCAB_H
#define CH_VOCAB_H
#include <ch/base/text.h>
#include <ch/field.h>

enum { CH_STATES_MAX = 256, CH_TOPICS_MAX = 512, CH_CONCEPTS_MAX = 512 };

typedef struct ch_state_set { /* bit = index of the State in the table */
        uint64_t w[CH_STATES_MAX / 64];
} ch_state_set;

typedef struct ch_state {
        ch_str code; /* ISO alpha-3 */
        ch_str iso2, m49;
        ch_str names[CH__LANG_MAX];       /* UN short names, shown exactly so */
        ch_str un_group;                  /* region code, empty for some observers */
        ch_str m49_region, m49_subregion; /* region codes "M49-142", "M49-034" */
        ch_str languages;                 /* UN languages in use, ';' between */
        ch_str letter_language;           /* default for letters; each mission sets its own */
        bool is_observer, is_ldc, is_sids, is_lldc;
} ch_state;

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
extern const char *const ch_party_kind_names[]; /* "state", "international", …, NULL */

typedef struct ch_org {
        ch_str code, name;
        ch_party_kind kind;
        ch_str members_kind;  /* member, partner, served, global, none-listed, … */
        ch_state_set members; /* without disputed ones and without non-UN entities */
        ch_str topics;        /* what it is known to work on: topic codes, ';' between */
} ch_org;

typedef struct ch_region { /* any group a record may name: UN groups, M49, organizations, named groups */
        ch_str code, name, kind;
        ch_state_set members;
        size_t members_len;
} ch_region;

typedef enum ch_facet { CH_FACET_MEASURE, CH_FACET_DOMAIN, CH_FACET_ASSISTANCE, CH__FACET_MAX } ch_facet;

typedef struct ch_topic {
        ch_str code;
        int16_t parent; /* index, -1 for a root */
        ch_facet facet;
        bool spans; /* stands for all topics of its facet: "cross-cutting" */
        ch_str labels[CH__LANG_MAX];
        ch_str keywords[CH__LANG_MAX]; /* ';' between, as data/README says */
        ch_str definition, paragraph;  /* "1540:OP3(c)" */
} ch_topic;

/* A word of the field that is no topic but tells texts apart ("licence", "coast"), in six languages. */
typedef struct ch_concept {
        ch_str code;
        ch_str keywords[CH__LANG_MAX]; /* as a topic's */
} ch_concept;

/* The texts of the files, UTF-8. recipients, holidays and concepts may be empty. */
typedef struct ch_vocab_texts {
        ch_str states, organizations, regions, topics, recipients, holidays, concepts;
} ch_vocab_texts;

typedef struct ch_vocab ch_vocab;

/* CH_INVALID: issues name table, row and column. The vocab lives in the arena. */
CH_MUST_CHECK ch_status ch_vocab_load(ch_arena *arena, const ch_vocab_texts *texts, ch_issues *issues,
                                      const ch_vocab **out);

size_t ch_vocab_states(const ch_vocab *v, const ch_state **first);
size_t ch_vocab_orgs(const ch_vocab *v, const ch_org **first);
size_t ch_vocab_regions(const ch_vocab *v, const ch_region **first);
size_t ch_vocab_topics(const ch_vocab *v, const ch_topic **first);
size_t ch_vocab_concepts(const ch_vocab *v, const ch_concept **first);
const ch_state *ch_vocab_state(const ch_vocab *v, ch_str code); /* NULL: none */
const ch_org *ch_vocab_org(const ch_vocab *v, ch_str code);
const ch_region *ch_vocab_region(const ch_vocab *v, ch_str code);
const ch_topic *ch_vocab_topic(const ch_vocab *v, ch_str code);
int ch_vocab_state_index(const ch_vocab *v, ch_str code); /* -1: none */
int ch_vocab_topic_index(const ch_vocab *v, ch_str code);
/* Coded recipients: code and English label, row by row; false past the end. */
bool ch_vocab_recipient(const ch_vocab *v, size_t i, ch_str *code, ch_str *label);
bool ch_vocab_is_holiday(const ch_vocab *v, ch_day day);
/* Is code a word of that list? */
bool ch_vocab_has(const ch_vocab *v, ch_vocab_kind kind, ch_str code);
/* States meant by a list of State and region codes; "*" means all. Unknown codes add nothing. */
ch_state_set ch_vocab_states_of(const ch_vocab *v, ch_strs codes);
static inline bool
ch_state_set_has(const ch_state_set *s, int index)
{
        return index >= 0 && (s->w[index / 64] >> (index % 64) & 1);
}
#endif
