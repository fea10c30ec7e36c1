/* ch/form.h – the pairs of a form to a record, and back to what its fields show.
 *
 * A name is a field's name ("title"), a list's name once per ticked box ("languages"), a date's three boxes
 * ("from-day", "from-month", "from-year"), or a part's field with its position from 1 ("needs.2.text"). The pairs
 * themselves are kept by the caller, so nothing typed is ever lost: a value that is wrong adds an issue under its name
 * and leaves the member empty. Pure; any thread; O(pairs x fields of the page).
 */
#ifndef CH_FORM_H
#define CH_FORM_H
#include <ch/field.h>
#include <ch/pairs.h>

/* What one page asks:
 *
 *      static const char *const names[] = { "title", "from", "needs.text", NULL };
 *
 *      ch_form_read(&req->form, &(ch_form_ask) { .fields = &ch_request_fields, .names = names }, draft, &issues);
 */
typedef struct ch_form_ask {
        const ch_fields *fields;
        /* Fields on this page, NULL-ended; "needs." is all writable ones of each need. NULL: all CH_WRITABLE ones. */
        const char *const *names;
        /* Names the page reads itself (buttons), NULL-ended; may be NULL. csrf, idem, version and also are always
         * known.
         */
        const char *const *others;
} ch_form_ask;

/* Sets the asked fields, and only those: one that is absent becomes empty (an unticked box sends nothing). Parts are
 * matched by position: position n keeps the fields that were not asked; one past the end adds a part; a part with no
 * pair stays as it is, so a page whose only field of a part is a list of boxes sends a hidden "needs.2" beside them.
 * Parts at the end of which nothing was filled in are dropped. A pair that nobody asked for is an issue. */
void ch_form_read(const ch_pairs *pairs, const ch_form_ask *ask, void *record, ch_issues *issues);

/* What the field of that name shows: what was typed when the pairs (may be NULL) have it or the page was sent, else
 * what the record holds. One word per item of a list; a date's boxes are asked by their own names. */
ch_strs ch_form_words(ch_arena *arena, const ch_pairs *pairs, const ch_fields *fields, const void *record, ch_str name);
#endif
