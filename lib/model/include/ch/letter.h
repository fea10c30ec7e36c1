/* ch/letter.h – notes verbales to missions and letters to organizations: prepared by the secretariat, released by the
 * Chair, logged when sent. Plain data; which letter a move asks for stands in the procedure (ch_move.letter). */
#ifndef CH_LETTER_H
#define CH_LETTER_H
#include <ch/record.h>

/* Stored numbers: append only. */
typedef enum ch_letter_status {
        /* A move asked for it; there need be no text yet. */
        CH_LETTER_DUE,
        /* Text written, waits for the Chair. From here on a letter without text is refused. */
        CH_LETTER_PREPARED,
        /* By the Chair. */
        CH_LETTER_RELEASED,
        /* Logged by the secretariat with its date. */
        CH_LETTER_SENT,
        CH__LETTER_STATUS_MAX
} ch_letter_status;
extern const char *const ch_letter_status_names[]; /* "due", "prepared", "released", "sent", NULL */

typedef struct ch_letter {
        ch_head head;
        /* Addressee, a party's code. */
        ch_str party;
        /* ch_move.letter: "acknowledgement", "invitation", … */
        ch_str kind;
        int32_t status; /* ch_letter_status */
        ch_time status_at;
        /* What it is about; nil: not about one. With a request, its texts are sealed by that request's key. */
        ch_uuid request, match;
        ch_str request_ref;
        /* One of the six languages; each mission sets its own. */
        ch_str lang;
        /* Sealed; at most 300 and 20,000 characters. */
        ch_str subject, text;
        /* As it stands on the letter. */
        ch_date date;
        /* Accounts. */
        ch_uuid prepared_by, released_by;
} ch_letter;

extern const ch_fields ch_letter_fields;
#endif
