/* ch/letter.h – notes verbales to missions and letters to organizations: prepared by the secretariat, released by the
 * Chair, logged when sent. Plain data; which letter a move asks for stands in the procedure (ch_move.letter). */
#ifndef CH_LETTER_H
#define CH_LETTER_H
#include <ch/record.h>

typedef enum ch_letter_status {                     /* stored numbers: append only */
                                CH_LETTER_DUE,      /* a move asked for it                     */
                                CH_LETTER_PREPARED, /* text written, waits for the Chair       */
                                CH_LETTER_RELEASED, /* by the Chair                            */
                                CH_LETTER_SENT,     /* logged by the secretariat with its date */
                                CH__LETTER_STATUS_MAX
} ch_letter_status;
extern const char *const ch_letter_status_names[];

typedef struct ch_letter {
        ch_head head;
        ch_str party;   /* addressee */
        ch_str kind;    /* ch_move.letter: "acknowledgement", "invitation", … */
        int32_t status; /* ch_letter_status */
        ch_time status_at;
        ch_uuid request, match; /* what it is about; nil: not about one */
        ch_str request_ref;
        ch_str lang; /* each mission sets its own */
        ch_str subject, text;
        ch_date date; /* on the letter */
        ch_uuid prepared_by, released_by;
} ch_letter;

extern const ch_fields ch_letter_fields;
#endif
