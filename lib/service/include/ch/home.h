/* ch/home.h – what waits for me: the acts that this person can do now, oldest clock first. Pure reads, no SQL but for
 * the news. Any session; results in the look's arena.
 */
#ifndef CH_HOME_H
#define CH_HOME_H
#include <ch/matches.h>

/* A case that his side holds and in which he may take a step, the second factor aside. What rests waits for nobody. */
typedef struct ch_task {
        ch_kind kind;
        ch_uuid id;
        ch_str ref;
        /* Of the request or offer, as the reader may see it; empty where the summary is not open to him. */
        ch_str title;
        /* Of the requesting State, or of an offer the provider; empty with the title. */
        ch_str party_name;
        /* The first legal move that the holder owes; CH_ACT_RANKED_READ: offers are to be chosen for a need that nobody
         * looks after. */
        ch_act act;
        /* Of that move: "Endorse the proposal"; a message id. */
        const char *label;
        /* Whose side it is, since when, until when. */
        ch_holding holding;
        bool is_sample;
} ch_task;

/* Figures leave samples out, and count what the reader may read of his own party's, or of everybody's for the
 * Committee. */
typedef struct ch_home {
        /* Clocks that end first come first, then without clock the longest waiting, then by reference. */
        ch_task *v;
        size_t len;
        /* Tasks there are, of which len are given. */
        size_t total;
        /* drafts: requests and offers; running: accepted, delivering, suspended or reported. */
        size_t drafts, open_requests, listed_offers,
                running_matches; /* the reader's own, or those of the Committee; sample not counted */
} ch_home;
/* Tasks that are given at most. */
enum { CH_TASKS_MAX = 100 };
/* The first CH_TASKS_MAX of the reader's tasks and the figures. Cost: a few passes over all records in memory. */
CH_MUST_CHECK ch_status ch_home_show(const ch_look *look, const ch_actor *actor, ch_home *out);

/* What all focal points of a party are told, newest first, of the last 30 days, at most CH_NEWS_MAX: that more readers
 * may see a request, that it was referred, circulated, that contacts were passed on. */
typedef struct ch_news {
        ch_time at;
        ch_act act;
        /* A sentence, a message id: "The request was circulated to providers." */
        const char *text;
        /* Of the own party, with its reference; news of a request that is gone are left out. */
        ch_uuid request;
        ch_str ref;
} ch_news;
/* That are kept of a party: older ones fall out. */
enum { CH_NEWS_MAX = 20 };
/* For missions and drafters; others get none (CH_OK, *len 0). One read of the database. */
CH_MUST_CHECK ch_status ch_home_news(const ch_look *look, const ch_actor *actor, ch_news **out, size_t *len);
#endif
