/* sight.h – what one reader may see of each line of a list, as the permission table says at this moment.
 *
 * A view of a list is made from the list, the sights, the query and the language, and from nothing else: whoever asks
 * is asked here, each time and for each line, and what is written later knows him no more. So what was written for one
 * may be given to another only where every answer of the table is the same.
 */
#ifndef SIGHT_H
#define SIGHT_H
#include "kept.h"
#include "match_.h"
#include <ch/ranked.h>

/* What is open to a reader of one line; without gaps: compared as bytes. */
typedef struct sight {
        uint32_t at;             /* line of the list */
        uint32_t request, offer; /* groups of each that are open */
        int32_t status;          /* of the match */
        /* The newest of this pair that he may know of; nil: none. */
        ch_uuid match;
} sight;

/* The lines that one reader may see, in the order of the list. */
typedef struct sights {
        sight *v;
        size_t len;
        bool is_inside; /* he may know who wrote what */
} sights;

/* A list as the engine gave it, or as it would give it now. */
typedef struct ranked_lines {
        kept_list *kept; /* held: give it back with kept_release */
        ch_ranked *v;    /* in the look's arena, with requests and needs of its catalogue */
        size_t len;
} ranked_lines;

/* One who looks; what belongs to a request is looked up once for all lines of it that follow each other. Begin with
 * look and actor set. */
typedef struct seer {
        const ch_look *look;
        const ch_actor *actor;
        const ch_request *request; /* of the line before; NULL: none */
        match_list matches;        /* its */
        uint32_t groups;           /* of it that are open */
} seer;

/* May he read this request, and is neither side of the pair one from which this expert is kept? No audit entry. */
bool may_read_pair(const ch_look *look, const ch_actor *actor, const ch_request *r, const ch_offer *o);
/* May he read this offer? Of a listed one nearly everybody; who names one might name any. */
bool may_read_offer(const ch_look *look, const ch_actor *actor, const ch_offer *o);
/* Of a pair that he may read: groups of both sides that are open to him, and its match, the newest that he may know of.
 * out->at stays. CH_TOO_LARGE: the arena is full. */
CH_MUST_CHECK ch_status see_pair(seer *s, const ch_ranked *line, sight *out);
/* Of the lines that he may read, the first so many; v in the look's arena. Cost: the permission table asked some times
 * a line. */
CH_MUST_CHECK ch_status see_list(const ch_look *look, const ch_actor *actor, const ranked_lines *list, size_t top,
                                 sights *out);
#endif
