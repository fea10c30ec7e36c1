/* ranked_.h – what the ranked lists of the three sides share. */
#ifndef RANKED__H
#define RANKED__H
#include "sight.h"

enum {
        TOP_DEFAULT = 50,
        RANKING_MAX = 256 << 20, /* bytes to rank in: every offer passes through, which a request's arena cannot hold */
};

/* What the engine is asked: day, weights and role of the ask; all lines, nothing hidden from experts. Borrows w. */
ch_rank_query query_of(const ch_look *look, const ch_ranked_ask *ask, const ch_weights *w);
/* Lines asked for: 50 where nothing is said. */
size_t top_of(const ch_ranked_ask *ask);
/* What the engine says of this, from what is kept or anew. Before any permission: the caller has asked for the whole,
 * and asks of each line. out->kept is NULL after a failure, else to be given back with kept_release. CH_TOO_LARGE:
 * RANKING_MAX or the look's arena is not enough; CH_BUSY: no memory. */
CH_MUST_CHECK ch_status ranked_list(const ch_look *look, const ch_rank_query *q, const kept_of *of, ranked_lines *out);
/* Reasons with what the catalogue does not own of them, in one piece of the look's arena. */
CH_MUST_CHECK ch_status copy_reasons(const ch_look *look, const ch_ranked *from, ch_reason **out);
/* An offer as he reads it to whom a sight opens these groups of it: fills offer and provider_name. Letters are borrowed
 * from the catalogue. */
CH_MUST_CHECK ch_status copy_offer(const ch_look *look, const ch_offer *o, uint32_t groups, bool is_inside,
                                   ch_pairing *out);

/* Lines for one reader, of whom nothing is known here but the sights. Begin with look and is_inside set; consecutive
 * lines of one request share its copy. */
typedef struct filler {
        const ch_look *look;
        bool is_inside;
        const ch_request *request; /* of the line before; NULL: none */
        ch_pairing sides;          /* it as this reader has it; request and party_name only */
} filler;
/* One line of a list as an expert reads it: with score and reasons, records redacted; rank is the caller's to set.
 * CH_TOO_LARGE: the look's arena is full. */
CH_MUST_CHECK ch_status fill_pairing(filler *f, const ch_ranked *from, const sight *s, ch_pairing *out);
/* The same of a pair by itself: seen, then filled. */
CH_MUST_CHECK ch_status show_pairing(seer *eye, filler *f, const ch_ranked *from, ch_pairing *out);

/* What was written of such a list for the same sights, in the same form: a copy in out->text. Else an empty one, and
 * what ch_ranked_keep needs. */
CH_MUST_CHECK ch_status find_text(const ch_look *look, const kept_key *list, uint32_t form, const sights *s,
                                  ch_ranked_view *out);
#endif
