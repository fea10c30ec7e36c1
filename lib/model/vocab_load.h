/* vocab_load.h – what the files that read the reference tables share. */
#ifndef CH_MODEL_VOCAB_LOAD_H
#define CH_MODEL_VOCAB_LOAD_H
#include <ch/base/csv.h>
#include <ch/base/map.h>
#include <ch/vocab.h>

/* A recipient. */
typedef struct ch_coded {
        ch_str code, label;
} ch_coded;

/* Arrays in the order of the files; `…_of` gives a code's place in its array. A map is NULL, and its array empty, when
 * the table was. Texts point into copies of the files in the same arena. */
struct ch_vocab {
        ch_state *states;
        ch_org *orgs;
        ch_region *regions;
        ch_topic *topics;
        ch_concept *concepts;
        ch_coded *recipients;
        ch_day *holidays;
        size_t states_len, orgs_len, regions_len, topics_len, concepts_len, recipients_len, holidays_len;
        const ch_map *state_of, *org_of, *region_of, *topic_of, *concept_of, *recipient_of;
};

/* One table being read. Faults are collected; reading goes on as far as it can. */
typedef struct ch_table {
        const char *name; /* "states": first part of an issue's field */
        ch_arena *arena;
        ch_issues *issues;
        ch_csv csv;
} ch_table;

/* Copies the text and reads it into t->csv; t's other members are set before. False: it is empty, which is no issue, or
 * not a table, which is one. */
bool ch_table_open(ch_table *t, ch_str text);
/* Cell of a named column; a column that is missing is an issue once (on row 0) and reads as empty. */
ch_str ch_table_cell(const ch_table *t, size_t row, const char *column);
/* Issue at "states.12.iso3", rows counted from 1 there and from 0 here; {n} is the row, {value} the cell. */
void ch_table_complain(const ch_table *t, size_t row, const char *column, const char *msg);
/* Codes in the column to row numbers; an empty or doubled one is an issue. NULL when the arena is full. */
const ch_map *ch_table_index(const ch_table *t, const char *column);
/* "ALB;BIH" to a set; an unknown State is an issue, and the cell is read no further. */
ch_state_set ch_table_states(const ch_table *t, size_t row, const char *column, const ch_vocab *v);

/* One reader a table, each into the arrays of v, called in this order: States first, as members are looked up among
 * them. What is wrong with a row is an issue, and the row stands nevertheless. A table with more rows than the program
 * can hold is not read at all. */
void ch_vocab_read_states(ch_vocab *v, ch_table *t);
void ch_vocab_read_orgs(ch_vocab *v, ch_table *t);
void ch_vocab_read_regions(ch_vocab *v, ch_table *t);
void ch_vocab_read_topics(ch_vocab *v, ch_table *t);
void ch_vocab_read_concepts(ch_vocab *v, ch_table *t);
void ch_vocab_read_recipients(ch_vocab *v, ch_table *t);
void ch_vocab_read_holidays(ch_vocab *v, ch_table *t);
#endif
