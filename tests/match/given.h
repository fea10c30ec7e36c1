/* given.h – small catalogues made by hand, and the sample's, for the tests of the engine.
 *
 *   given *g = given_tables(t);
 *   ch_offer *o = given_offer(g, "O", "CAN", "*", "training in export control");
 *
 *   o->capacity = 1;                                      before the catalogue is made
 *   given_request(g, "R", "ALB", "export control");
 *   given_catalog(g);
 *   T_EQ_INT(the_rule(g, &given_query, "R", "O"), CH_RULE_PASSED);
 *   ch_catalog_release(&g->cat);
 *
 * Texts go into lines of the interchange as they are: without quotes and backslashes. An unknown reference gives NULL,
 * which the engine does not take.
 */
#ifndef GIVEN_H
#define GIVEN_H
#include "offers.h"
#include "sample.h"
#include "t.h"
#include <ch/rank.h>

enum { TODAY = 20778 }; /* 2026-11-21 */

/* The main list of any length, today, by the default weights. */
static const ch_rank_query given_query = { .today = TODAY, .weights = &ch_weights_default };

typedef struct given {
        ch_t *t;
        sample s;
        const ch_catalog *cat;
} given;

/* Over the reference tables, without records. */
static inline given *
given_tables(ch_t *t)
{
        given *g = CH_NEW(t->arena, given);

        assert_non_null(g);
        g->t = t;
        g->s.arena = t->arena;
        g->s.root = CH_SOURCE_DIR;
        sample_vocab(&g->s);
        return g;
}

/* The sample's records, and the catalogue over them. */
static inline given *
given_sample(ch_t *t)
{
        given *g = given_tables(t);

        sample_records(&g->s, NULL);
        g->cat = sample_catalog(&g->s);
        return g;
}

/* One line of the interchange, added; a fault in it fails the case. */
static inline void
given_line(given *g, const char *line)
{
        ch_issues issues = ch_issues_new(g->t->arena);
        ch_exchange x;

        T_OK(ch_exchange_read(ch_str_of(line), &issues, &x));
        sample_add(&g->s, x.kind, x.record);
}

/* An offer of a party to those eligible, with more keys of the interchange; one area of that text. */
static inline ch_offer *
given_offer(given *g, const char *ref, const char *party, const char *eligible, const char *text)
{
        given_line(g, ch_fmt(g->t->arena,
                             "{\"type\":\"offer\",\"ref\":\"%s\",\"party\":\"%s\",\"kind\":\"offer\",\"areas\":[{"
                             "\"text\":\"%s\"}],\"eligible\":[\"%s\"],\"lang\":\"en\",\"evidence\":\"seen\",\"source\":"
                             "\"s\"}",
                             ref, party, text, eligible)
                              .p);
        return (ch_offer *)(uintptr_t)g->s.changes[g->s.len - 1].record;
}

/* The same of a request with one need; open. */
static inline ch_request *
given_request(given *g, const char *ref, const char *party, const char *text)
{
        given_line(g, ch_fmt(g->t->arena,
                             "{\"type\":\"request\",\"ref\":\"%s\",\"party\":\"%s\",\"date\":\"2026\",\"needs\":[{"
                             "\"text\":\"%s\"}],\"lang\":\"en\",\"visibility\":\"public\",\"channel\":\"web\","
                             "\"evidence\":\"seen\",\"source\":\"s\"}",
                             ref, party, text)
                              .p);
        return (ch_request *)(uintptr_t)g->s.changes[g->s.len - 1].record;
}

/* The catalogue over all that was given: records are copied in. */
static inline void
given_catalog(given *g)
{
        g->cat = sample_catalog(&g->s);
}

static inline const ch_request *
the_request(const given *g, const char *ref)
{
        return ch_catalog_by_ref(g->cat, CH_REQUEST, ch_str_of(ref), NULL);
}

static inline const ch_offer *
the_offer(const given *g, const char *ref)
{
        return ch_catalog_by_ref(g->cat, CH_OFFER, ch_str_of(ref), g->s.arena);
}

/* Rule or score of the first need of a request and an offer. */
static inline ch_rule
the_rule(const given *g, const ch_rank_query *q, const char *request, const char *offer)
{
        const ch_request *r = the_request(g, request);
        ch_ranked line;

        return ch_rank_pair(g->cat, q, r, ch_request_needs(r), the_offer(g, offer), g->t->arena, &line);
}

/* In thousandths of a point; a pair that a rule removes fails the case. */
static inline int32_t
the_score(const given *g, const ch_rank_query *q, const char *request, const char *offer)
{
        const ch_request *r = the_request(g, request);
        ch_ranked line;

        T_EQ_INT(ch_rank_pair(g->cat, q, r, ch_request_needs(r), the_offer(g, offer), g->t->arena, &line),
                 CH_RULE_PASSED);
        return line.score;
}
/* An offer O and a request R that fit, to be changed; no catalogue yet. */
static inline given *
one_pair(ch_t *t, ch_request **r, ch_offer **o)
{
        given *g = given_tables(t);

        *o = given_offer(g, "O", "CAN", "*", "export control training");
        *r = given_request(g, "R", "ALB", "training in export control");
        return g;
}
#endif
