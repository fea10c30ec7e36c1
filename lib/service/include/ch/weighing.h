/* ch/weighing.h – the weights of the ranking as the Committee decides them: versions that stay readable, one of them in
 * force.
 *
 * Applying a version records a decision; matches made before go on showing the version behind their score. One work, a
 * few statements. Before any decision the built-in version counts.
 */
#ifndef CH_WEIGHING_H
#define CH_WEIGHING_H
#include <ch/case.h>

typedef struct ch_weights_in {
        ch_str name;     /* "2026-2"; never used before */
        ch_weights w;    /* .version is ignored */
        ch_date decided; /* by the Committee */
        ch_str decision; /* its words, or where they stand */
} ch_weights_in;
/* Puts the version in force from the next look on. The Chair, with the second factor again. CH_INVALID: weights that do
 * not make 100, no name, no date; CH_CONFLICT: the name was used. */
CH_MUST_CHECK ch_status ch_weights_apply(ch_work *work, const ch_actor *actor, const ch_weights_in *in, ch_made *out);
/* The version of that name, kept now or built in, also when the look stands at a change before it was decided. Read
 * from the store; in the look's arena. CH_HIDDEN: there is none. Whoever may read ranked lists. */
CH_MUST_CHECK ch_status ch_weights_named(const ch_look *look, const ch_actor *actor, ch_str name, ch_weights *out);
/* The version that this look ranks with; its text is borrowed till the look ends. */
ch_weights ch_weights_now(const ch_look *look);
#endif
