/* cmd/rank.h – one ranked list and the ways in which `clearinghouse rank` writes it. */
#ifndef CH_SERVER_CMD_RANK_H
#define CH_SERVER_CMD_RANK_H
#include <ch/json_out.h>
#include <ch/ranked.h>

typedef struct ch_rank_list { /* of a request, or of an offer */
        const ch_look *look;
        const ch_request *request; /* one of these two */
        const ch_offer *offer;
        ch_ranked_view view;
        const ch_why_not *why_not[CH_NEEDS_MAX]; /* per need of the request; NULL unless asked to explain */
        bool explains;
} ch_rank_list;

/* Everything that a person at a terminal of 80 columns reads. */
void ch_rank_table(ch_buf *out, const ch_rank_list *l);
/* {"request": …, "ranking": […], "scores": […], "needs": […]}, with --explain also reasons and refusals. */
void ch_rank_json(ch_json *j, const ch_rank_list *l);
#endif
