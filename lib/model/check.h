/* check.h – what the two files that judge records share: fields one by one (check.c), fields against each other
 * (rules.c). */
#ifndef CH_MODEL_CHECK_H
#define CH_MODEL_CHECK_H
#include <ch/record.h>

/* Where the judging stands: at a record, or at a part of what `of` stands at. A path is read off this chain when there
 * is something to complain of, and only then. */
typedef struct ch_checking {
        const ch_vocab *vocab; /* NULL: codes are not looked up */
        bool complete;         /* false: a draft, nothing is required */
        ch_issues *issues;
        const struct ch_checking *of; /* what this is a part of; NULL at the top */
        const char *name;             /* as which field there, */
        size_t index;                 /* and at which place in it, from 0 */
} ch_checking;

/* An issue at the path so far, followed by name: "needs.2.text". value is what stands there, for the sentence's
 * {value}; may be empty. */
void ch_complain(const ch_checking *c, const char *name, const char *msg, ch_str value);
/* One of the parts in the field of that name; borrows c, which must stay till the part is judged. */
ch_checking ch_checking_part(const ch_checking *c, const char *name, size_t index);
/* Capital letters, digits and hyphens, 2 to 20, no hyphen first. Whether there is such a party is not asked. */
bool ch_looks_like_party(ch_str code);
/* The rules of the kind that concern more than one field, or what one means: a period's end, an address, sums, lists
 * that must not share a code. Kinds without a rule pass. */
void ch_rules_check(const ch_checking *c, ch_kind kind, const void *record);
#endif
