/* moves.h – the acts that end in one step of the procedure: address, act, service function. One row each.
 *
 * Pages (/requests/{id}/do/submit) and API (/api/v1/requests/{id}/submit) share these rows; what a step needs (coded
 * reason, words, second factor) the procedure's and permission's tables say. Constant; any thread.
 */
#ifndef CH_SERVER_MOVES_H
#define CH_SERVER_MOVES_H
#include <ch/matches.h>
#include <ch/offers.h>
#include <ch/requests.h>

typedef ch_status ch_move_fn(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);

typedef struct ch_move_row {
        ch_act act;
        ch_kind kind;
        const char *word; /* last segment of the address */
        ch_move_fn *run;
} ch_move_row;

/* NULL: the act is no such step. */
const ch_move_row *ch_move_row_of(ch_act act);
/* Why every move of the procedure's table that a person makes has a row here or a page of its own; NULL when all is
 * well. At start. */
const char *ch_move_rows_check(void);
#endif
