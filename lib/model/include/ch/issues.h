/* ch/issues.h – everything that is wrong with an input, at once.
 *
 * An issue names its field ("needs.2.text"), says what is wrong as a message id, and carries the numbers of the
 * sentence. Lives in the caller's arena; one thread. Nobody stops at the first issue.
 */
#ifndef CH_ISSUES_H
#define CH_ISSUES_H
#include <ch/base/str.h>

typedef struct ch_issue {
        ch_str field;    /* path of the field as forms and JSON name it; empty: the whole input           */
        const char *msg; /* English sentence, a gettext message id; may hold {n}, {max} and {value}        */
        int64_t n, max;  /* for {n} and {max}                                                             */
        ch_str value;    /* for {value}: what was sent, cut to 60 characters                              */
        size_t line;     /* line of the file for imports, else 0                                          */
} ch_issue;

enum { CH_ISSUES_MAX = 200 }; /* kept; the rest is counted */

typedef struct ch_issues {
        ch_arena *arena;
        ch_issue *v;
        size_t len, cap;
        size_t more; /* issues beyond CH_ISSUES_MAX */
} ch_issues;

ch_issues ch_issues_new(ch_arena *arena);
/* Adds one; field is copied. Never fails: what does not fit is counted in more. */
void ch_issue_add(ch_issues *issues, ch_str field, const char *msg);
/* The same with its numbers and value; i is copied with its strings. */
void ch_issue_put(ch_issues *issues, const ch_issue *i);
/* First issue of exactly this field, or NULL. */
const ch_issue *ch_issue_of(const ch_issues *issues, ch_str field);
/* A sentence in any language with the blanks of this issue filled in; without arguments of its own: English. */
ch_str ch_issue_fill(ch_arena *arena, const char *sentence, const ch_issue *i);
ch_str ch_issue_text(ch_arena *arena, const ch_issue *i);
/* CH_INVALID when there is one, else CH_OK. */
ch_status ch_issues_status(const ch_issues *issues);
#endif
