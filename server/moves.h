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

/* What every such step looks like: ch_request_submit, ch_offer_close, ch_match_accept … */
typedef ch_status ch_move_fn(ch_work *work, const ch_actor *actor, const ch_step *step, ch_made *out);

/* One act and its two addresses. */
typedef struct ch_move_row {
        ch_act act;
        ch_kind kind;
        /* Last segment of the address: "submit", "ask-changes". */
        const char *word;
        ch_move_fn *run;
} ch_move_row;

/* NULL: the act is no such step. */
const ch_move_row *ch_move_row_of(ch_act act);
/* At start: does every move of the procedure's table that a person makes have a row here or a page of its own? NULL, or
 * the word of the act that has neither. */
const char *ch_move_rows_check(void);
#endif
