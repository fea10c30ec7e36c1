/* sheet_.h – what sheet.c and sheet_start.c share. */
#ifndef CH_MATCH_SHEET_INSIDE_H
#define CH_MATCH_SHEET_INSIDE_H
#include "sheet.h"

/* Room for the rows of one offer after the other; zeros at first, v freed by whoever made it. */
typedef struct rows_list {
        uint16_t *v;
        size_t cap;
} rows_list;

/* Of that class, without offers, one reference. NULL: no memory. */
sheet *sheet_new(const frame *fixed, unsigned class);
/* A listed offer into a free slot, of which nobody before has left a bit, of a sheet whose facts are not shared; its
 * history left out, entry.slot too. False: no memory. */
bool sheet_put(const sheet_news *news, sheet *s, size_t slot, const entry *offer, rows_list *rows);
/* What the rows of its own history have to say of an offer, from the matches and responses of the news. */
void history_of(const sheet_news *news, const entry *offer, bool bits[OWN__MAX]);
/* Sets or clears the slot's bit. */
void put_bit(uint64_t *row, size_t slot, bool set);

/* As sheets_apply of none before, best when very many offers come, in the order in which they lie in memory. */
sheets *sheets_start(const sheet_news *news);
#endif
