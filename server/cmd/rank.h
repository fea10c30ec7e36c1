/* cmd/rank.h – one ranked list and the ways in which `clearinghouse rank` writes it. Writers append to what is given;
 * an overflow shows in the buffer.
 */
#ifndef CH_SERVER_CMD_RANK_H
#define CH_SERVER_CMD_RANK_H
#include <ch/json_out.h>
#include <ch/ranked.h>

/* A list of a request, or of an offer, with all that its writers need. */
typedef struct ch_rank_list {
        const ch_look *look;
        /* One of these two; both: a pair is asked about. */
        const ch_request *request;
        const ch_offer *offer;
        ch_ranked_view view;
        /* Per need of the request; NULL unless asked to explain. */
        const ch_why_not *why_not[CH_NEEDS_MAX];
        /* --explain: reasons and refusals too. */
        bool explains;
} ch_rank_list;

/* Everything that a person at a terminal of 80 columns reads. */
void ch_rank_table(ch_buf *out, const ch_rank_list *l);
/* One reason of a score, as a line of that table. */
void ch_rank_table_reason(ch_buf *out, const ch_reason *why);
/* As much of a text as the columns hold, on one line, and how many it takes; a cell is filled up with spaces. */
size_t ch_rank_table_cut(ch_buf *out, ch_str s, size_t width);
/* The same, filled up with spaces to width. */
void ch_rank_table_cell(ch_buf *out, ch_str s, size_t width);
/* 82500 as " 82.500". */
void ch_rank_table_points(ch_buf *out, int64_t points);
/* {"request": …, "ranking": […], "scores": […], "needs": […]}, with --explain also reasons and refusals. */
void ch_rank_json(ch_json *j, const ch_rank_list *l);

/* Of each need of a request and one offer: where it stands, why, and what would change that. goal: a place, 1 or more.
 * Statuses as ch_ranked_why, unbounded. */
CH_MUST_CHECK ch_status ch_rank_pair_table(ch_buf *out, const ch_rank_list *l, size_t goal);
CH_MUST_CHECK ch_status ch_rank_pair_json(ch_json *j, const ch_rank_list *l, size_t goal);
#endif
