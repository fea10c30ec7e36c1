/* kept.h – ranked lists made a moment ago, and what was written of them, for whoever asks for the same again.
 *
 * What:    lists as the engine gives them, before any permission: who takes one is asked, and his view is redacted, as
 * if it had just been made. Beside them texts: what was written of a list for one whom the permission table gave these
 * answers; it is for whoever gets the very same ones (sight.h). What is kept stands on the ground of the moment
 * (ch/ground.h): a change that shakes it drops all, any other leaves all.
 * Key:     everything else that a list depends on, and the side that asks: how fast a State's list comes must not tell
 * it what an expert has looked at. Of requests a list holds ids alone: whoever takes it reads them as they are now.
 * Threads: any. One lock, for a look-up or an exchange of pointers; nobody waits while another ranks: two that ask for
 * the same at once both make it, and one is kept.
 * Bounds:  KEPT_LISTS lists of KEPT_BYTES in all. What is not kept costs its making again, nothing else.
 */
#ifndef KEPT_H
#define KEPT_H
#include <ch/ground.h>
#include <ch/rank.h>
#include <stdatomic.h>

/* Lists and texts together; bytes of them, as they are reckoned: twice what each holds. One of more than a sixteenth of
 * all is not kept. */
enum { KEPT_LISTS = 2048, KEPT_BYTES = 32 << 20 };

/* A list; what the engine says of those not in it; what was written of a list. */
typedef enum kept_kind { KEPT_RANKED, KEPT_WHY_NOT, KEPT_TEXT } kept_kind;
typedef enum kept_side { KEPT_FOR_EXPERTS, KEPT_FOR_STATE } kept_side;

typedef struct kept_of { /* what a list is of: the offer, or the request with one need or all */
        kept_kind kind;
        kept_side side;
        const ch_offer *offer;
        const ch_request *request;
        const ch_need *need;
} kept_of;

typedef struct kept_key { /* one row of numbers, without gaps: compared as bytes */
        ch_uuid record;
        int64_t version; /* of the record */
        int64_t open_at; /* of an offer: ch_catalog_open_at */
        int64_t need, kind, side, today, role, for_provider, top;
        int64_t seen; /* texts: spreads them; what was seen is compared in full */
        int64_t weights[CH__FACTOR_MAX];
} kept_key;
/* The key of a list. Another look's weights, day or role make another one; the rest of the look does not matter. */
kept_key kept_key_of(const ch_catalog *cat, const kept_of *of, const ch_rank_query *q);
/* A number that spreads such bytes; equal ones have the same. */
uint64_t kept_mix(ch_str s);

typedef struct kept_need { /* of one line */
        ch_uuid request;
        int64_t no;
} kept_need;

typedef struct kept_list { /* immutable; read by any number of holders */
        ch_ranked *v;      /* without requests and needs; offers opened for it; reasons of its own */
        kept_need *needs;  /* as many */
        size_t len;
        ch_why_not why_not;
        ch_str seen, bytes, tag; /* texts: for whom, and what was written */
        kept_key key;
        const ch_ground *ground; /* held */
        ch_arena *arena;         /* in which all this stands */
        atomic_size_t holders;
} kept_list;

typedef struct kept_table kept_table;
/* In the arena, once a desk. NULL: no memory. */
kept_table *kept_new(ch_arena *arena);
/* Lets go of all lists; those that somebody holds live till he releases them. NULL is fine. */
void kept_destroy(kept_table *t);
/* From now on this is the ground of the moment (borrowed); lists on others are let go. NULL: none is kept. */
void kept_move(kept_table *t, const ch_ground *ground);
/* A reference to the list or text, or NULL: not kept, or on another ground. */
kept_list *kept_find(kept_table *t, const ch_ground *ground, const kept_key *key);
/* A copy of what was ranked, with one reference, the caller's; NULL: no memory. v may be NULL. */
kept_list *kept_make(const ch_ground *ground, const kept_key *key, const ch_ranked *v, size_t len,
                     const ch_why_not *why);
/* A copy of what was written, likewise: its members seen, bytes and tag. */
kept_list *kept_make_text(const ch_ground *ground, const kept_key *key, const kept_list *of);
/* Keeps it, if there is room and it stands on the ground of the moment; the caller's reference stays his. In a full set
 * the one used longest ago gives way, in a full table others in turn. */
void kept_put(kept_table *t, kept_list *list);
/* Gives a reference back and sets *list to NULL. */
void kept_release(kept_list **list);
#endif
