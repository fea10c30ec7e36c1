/* given.h – what the tests of this room stand on: the real reference tables. GIVEN_TABLE(t, "states") is the text of
 * schema/reference/states.csv.
 */
#ifndef GIVEN_H
#define GIVEN_H
#include "t.h"
#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/file.h>
#include <ch/record.h>

/* At most 16 MiB, in the arena. */
static inline ch_str
given_file(ch_t *t, const char *path)
{
        ch_str text;

        T_TRUE(ch_crypto_init());
        T_OK(ch_file_read(t->arena, path, (size_t)16 << 20, &text));
        return text;
}

#define GIVEN_TABLE(t, name) given_file(t, CH_SOURCE_DIR "/schema/reference/" name ".csv")

/* All tables as texts, to be changed before loading. */
static inline ch_vocab_texts
given_texts(ch_t *t)
{
        return (ch_vocab_texts) {
                .states = GIVEN_TABLE(t, "states"),
                .organizations = GIVEN_TABLE(t, "organizations"),
                .regions = GIVEN_TABLE(t, "regions"),
                .topics = GIVEN_TABLE(t, "topics"),
                .recipients = GIVEN_TABLE(t, "recipients"),
                .holidays = GIVEN_TABLE(t, "holidays"),
                .concepts = GIVEN_TABLE(t, "concepts"),
        };
}

/* Loaded; any fault is printed and fails the case. */
static inline const ch_vocab *
given_vocab(ch_t *t)
{
        ch_vocab_texts texts = given_texts(t);
        ch_issues issues = ch_issues_new(t->arena);
        const ch_vocab *v = NULL;

        if (ch_vocab_load(t->arena, &texts, &issues, &v))
                for (size_t i = 0; i < issues.len; i++)
                        print_error("%.*s: %s\n", (int)issues.v[i].field.len, issues.v[i].field.p, issues.v[i].msg);
        T_EQ_SIZE(issues.len, 0);
        return v;
}

#endif
