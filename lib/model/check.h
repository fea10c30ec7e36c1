/* check.h – what the two files that judge records share: fields one by one (check.c), fields against each other
 * (rules.c). */
#ifndef CH_MODEL_CHECK_H
#define CH_MODEL_CHECK_H
#include <ch/record.h>

typedef struct ch_checking {
        const ch_vocab *vocab; /* NULL: codes are not looked up */
        bool complete;
        ch_issues *issues;
        const struct ch_checking *of; /* what this is a part of; NULL at the top */
        const char *name;             /* as which, and at which place there */
        size_t index;
} ch_checking;

/* An issue at the path so far, followed by name: "needs.2.text". */
void ch_complain(const ch_checking *c, const char *name, const char *msg, ch_str value);
/* One of the parts; c must stay till it is judged. */
ch_checking ch_checking_part(const ch_checking *c, const char *name, size_t index);
/* Capital letters, digits and hyphens, at most 20. */
bool ch_looks_like_party(ch_str code);
/* The rules of the kind that concern more than one field. */
void ch_rules_check(const ch_checking *c, ch_kind kind, const void *record);
#endif
