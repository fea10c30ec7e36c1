/* ch/home.h – what waits for me: the acts that this person can do now, oldest clock first. Pure reads, no SQL. */
#ifndef CH_HOME_H
#define CH_HOME_H
#include <ch/matches.h>

typedef struct ch_task {
        ch_kind kind;
        ch_uuid id;
        ch_str ref;
        ch_str title;      /* of the request or offer, as the reader may see it; may be empty */
        ch_str party_name; /* the other side, or whose it is */
        ch_act act;        /* the first legal move that the holder owes; CH_ACT_RANKED_READ: offers are to be chosen */
        const char *label; /* of that move: "Endorse the proposal"; a message id */
        ch_holding holding;
        bool is_sample;
} ch_task;

typedef struct ch_home {
        ch_task *v; /* clocks that end first come first, then the longest waiting */
        size_t len;
        size_t total; /* of which len are given */
        size_t drafts, open_requests, listed_offers,
                running_matches; /* the reader's own, or those of the Committee; sample not counted */
} ch_home;
enum { CH_TASKS_MAX = 100 };
/* The first 100 of the reader's tasks and the figures of his party, or of the Committee. Cost: one pass over the
 * records in memory. */
CH_MUST_CHECK ch_status ch_home_show(const ch_look *look, const ch_actor *actor, ch_home *out);

/* What all focal points of a party are told, newest first, of the last 30 days: that more readers may see a request,
 * that it was referred, circulated, that contacts were passed on. For missions and drafters; others get none. One read
 * of the database. */
typedef struct ch_news {
        ch_time at;
        ch_act act;
        const char *text; /* a message id */
        ch_uuid request;
        ch_str ref;
} ch_news;
enum { CH_NEWS_MAX = 20 };
CH_MUST_CHECK ch_status ch_home_news(const ch_look *look, const ch_actor *actor, ch_news **out, size_t *len);
#endif
