/* sample.h – a catalogue over the reference tables and the sample records, or over records made by hand; for programs
 * without cmocka too: what fails ends the program with 2.
 *
 *   sample s = { .arena = arena, .root = CH_SOURCE_DIR };
 *
 *   sample_vocab(&s);
 *   sample_records(&s, NULL);
 *   cat = sample_catalog(&s);
 *
 * At most 1,000 records.
 */
#ifndef SAMPLE_H
#define SAMPLE_H
#include <ch/base/file.h>
#include <ch/catalog.h>
#include <ch/exchange_line.h>
#include <ch/match.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE_MAX = 1000, SAMPLE_FILE_MAX = 16 << 20 };

/* Set arena and root (and tables), all else is zero. */
typedef struct sample {
        ch_arena *arena;
        const char *root;   /* of the sources */
        const char *tables; /* another place of topics.csv and concepts.csv; NULL: the program's own */
        const ch_vocab *vocab;
        ch_change changes[SAMPLE_MAX];
        size_t len;
} sample;

/* Says what on standard error and ends the program with 2. */
static inline void
sample_fail(const char *what)
{
        fprintf(stderr, "sample: %s\n", what);
        exit(2);
}

static inline ch_str
sample_file(const sample *s, const char *path)
{
        ch_str text = { 0 };

        if (ch_file_read(s->arena, path, SAMPLE_FILE_MAX, &text) != CH_OK)
                sample_fail(path);
        return text;
}

static inline ch_str
sample_table(const sample *s, const char *name)
{
        return sample_file(s, ch_fmt(s->arena, "%s/schema/reference/%s.csv", s->root, name).p);
}

static inline ch_str
sample_words(const sample *s, const char *name)
{
        return s->tables ? sample_file(s, ch_fmt(s->arena, "%s/%s.csv", s->tables, name).p) : sample_table(s, name);
}

static inline void
sample_vocab(sample *s)
{
        ch_vocab_texts texts = {
                .states = sample_table(s, "states"),
                .organizations = sample_table(s, "organizations"),
                .regions = sample_table(s, "regions"),
                .topics = sample_words(s, "topics"),
                .concepts = sample_words(s, "concepts"),
        };
        ch_issues issues = ch_issues_new(s->arena);

        if (ch_vocab_load(s->arena, &texts, &issues, &s->vocab) != CH_OK)
                sample_fail("the reference tables");
}

/* Imported requests are open, imported offers listed; ids rise with the place in the file. */
static inline void
sample_add(sample *s, ch_kind kind, void *record)
{
        ch_head *head = record;
        ch_change *c = &s->changes[s->len];

        if (s->len == SAMPLE_MAX)
                sample_fail("too many records");
        head->id.b[0] = (uint8_t)(s->len >> 8);
        head->id.b[1] = (uint8_t)s->len;
        head->id.b[15] = 1;
        if (kind == CH_REQUEST)
                ((ch_request *)record)->status = CH_REQUEST_OPEN;
        if (kind == CH_OFFER)
                ((ch_offer *)record)->status = CH_OFFER_LISTED;
        *c = (ch_change) { .seq = ++s->len, .kind = kind, .id = head->id, .record = record };
}

static inline void
sample_lines(sample *s, const char *path)
{
        ch_str text = sample_file(s, path), line;

        while (ch_str_cut(&text, '\n', &line)) {
                ch_issues issues = ch_issues_new(s->arena);
                ch_exchange x;

                if (!line.len)
                        continue;
                if (ch_exchange_read(line, &issues, &x) != CH_OK)
                        sample_fail(path);
                sample_add(s, x.kind, x.record);
        }
}

/* Parties, offers, responses and requests of the sample; requests: another file of requests, or NULL. */
static inline void
sample_records(sample *s, const char *requests)
{
        static const char *const files[] = { "parties", "offers", "responses" };

        for (size_t i = 0; i < sizeof files / sizeof *files; i++)
                sample_lines(s, ch_fmt(s->arena, "%s/schema/sample/%s.jsonl", s->root, files[i]).p);
        sample_lines(s, requests ? requests : ch_fmt(s->arena, "%s/schema/sample/requests.jsonl", s->root).p);
}

/* Over all records so far; to be released. */
static inline const ch_catalog *
sample_catalog(const sample *s)
{
        const ch_catalog *empty = ch_catalog_new(s->vocab), *cat = NULL;

        if (!empty || ch_catalog_apply(empty, s->changes, s->len, &cat) != CH_OK)
                sample_fail("no catalogue");
        ch_catalog_release(&empty);
        return cat;
}
#endif
