/* ch/issues.h – everything that is wrong with an input, at once.
 *
 * An issue names its field ("needs.2.text"), says what is wrong as a message id, and carries the numbers of the
 * sentence. Lives in the caller's arena; one thread. Nobody stops at the first issue.
 *
 *      { .field = "needs.2.text", .msg = "This has {n} characters and only {max} fit here. …", .n = 4120, .max = 4000 }
 *
 * A function that takes a ch_issues adds to it; whether it did, ch_issues_status tells when all have had their say.
 */
#ifndef CH_ISSUES_H
#define CH_ISSUES_H
#include <ch/base/str.h>

typedef struct ch_issue {
        /* Path of the field as forms and JSON name it, parts counted from 1; empty: the whole input. */
        ch_str field;
        /* English sentence, a gettext message id; may hold {n}, {max} and {value}. Borrowed: a literal. */
        const char *msg;
        int64_t n, max; /* for {n} and {max} */
        /* For {value}: what was sent, cut to 60 characters. Where it is not fit for one line, its first 60 bytes, with
         * a question mark for each that is not printable ASCII. */
        ch_str value;
        size_t line; /* line of the file for imports, from 1, else 0 */
} ch_issue;

enum { CH_ISSUES_MAX = 200 }; /* kept; the rest is counted */

typedef struct ch_issues {
        ch_arena *arena;
        ch_issue *v;
        size_t len, cap;
        size_t more; /* issues that were not kept: beyond CH_ISSUES_MAX, or for want of memory */
} ch_issues;

/* None yet, and no memory taken. */
ch_issues ch_issues_new(ch_arena *arena);
/* Adds one without numbers; field is copied. Never fails: what does not fit is counted in more. */
void ch_issue_add(ch_issues *issues, ch_str field, const char *msg);
/* The same with its numbers and value; i is copied with its strings. */
void ch_issue_put(ch_issues *issues, const ch_issue *i);
/* First issue of exactly this field, or NULL. */
const ch_issue *ch_issue_of(const ch_issues *issues, ch_str field);
/* A sentence, mostly i->msg in another language, with the blanks {n}, {max} and {value} filled in; other braces stay.
 * Not escaped: that is done where it is shown. Empty when the arena is full. */
ch_str ch_issue_fill(ch_arena *arena, const char *sentence, const ch_issue *i);
/* The same of i->msg itself: English. */
ch_str ch_issue_text(ch_arena *arena, const ch_issue *i);
/* CH_INVALID when there is one, kept or only counted, else CH_OK. */
ch_status ch_issues_status(const ch_issues *issues);
#endif
