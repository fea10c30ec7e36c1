/* check.h – what the two files that judge records share: fields one by one (check.c), fields against each other
 * (rules.c). */
#ifndef CH_MODEL_CHECK_H
#define CH_MODEL_CHECK_H
#include <ch/record.h>

typedef struct ch_checking {
        const ch_vocab *vocab; /* NULL: codes are not looked up */
        bool complete;
        ch_issues *issues;
        ch_str at; /* path so far with its dot: "needs.2."; empty at the top */
} ch_checking;

/* An issue at .at followed by name. */
void ch_complain(const ch_checking *c, const char *name, const char *msg, ch_str value);
/* The same with the position of a part: "needs.2." */
ch_checking ch_checking_part(const ch_checking *c, const char *name, size_t index);
/* Capital letters, digits and hyphens, at most 20. */
bool ch_looks_like_party(ch_str code);
/* The rules of the kind that concern more than one field. */
void ch_rules_check(const ch_checking *c, ch_kind kind, const void *record);
#endif
