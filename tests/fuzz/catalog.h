/* catalog.h – an empty catalogue over the real reference tables, for the targets that rank. */
#ifndef FUZZ_CATALOG_H
#define FUZZ_CATALOG_H
#include "fuzz.h"
#include <ch/base/crypto.h>
#include <ch/base/file.h>
#include <ch/catalog.h>

enum { FUZZ_TABLE_MAX = 1 << 20 };

static inline ch_str
fuzz_table(ch_arena *arena, const char *name)
{
        ch_str text = { NULL, 0 };

        fuzz_must(ch_file_read(arena, ch_fmt(arena, "schema/reference/%s.csv", name).p, FUZZ_TABLE_MAX, &text) ==
                  CH_OK);
        return text;
}

/* Over the real thesaurus, once; replays start in the root of the sources. */
static inline const ch_catalog *
fuzz_catalog(void)
{
        static const ch_catalog *cat;
        static ch_arena *arena;
        ch_issues issues;
        ch_vocab_texts texts;
        const ch_vocab *vocab;

        if (cat)
                return cat;
        fuzz_must(ch_crypto_init() && (arena = ch_arena_new((size_t)64 << 20)) != NULL);
        issues = ch_issues_new(arena);
        texts = (ch_vocab_texts) { .states = fuzz_table(arena, "states"),
                                   .organizations = fuzz_table(arena, "organizations"),
                                   .regions = fuzz_table(arena, "regions"),
                                   .topics = fuzz_table(arena, "topics"),
                                   .concepts = fuzz_table(arena, "concepts") };
        fuzz_must(ch_vocab_load(arena, &texts, &issues, &vocab) == CH_OK);
        cat = ch_catalog_new(vocab);
        fuzz_must(cat != NULL);
        return cat;
}
#endif
