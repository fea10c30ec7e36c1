/* rest.h – what the upkeep lets rest. */
#ifndef REST_H
#define REST_H
#include "case_.h"

/* Listed offers that were confirmed once and not within 365 days and the 30 for an answer: at most max of them rest,
 * *rested says how many. A look at every offer in brief. */
CH_MUST_CHECK ch_status rest_offers(ch_work *work, size_t max, size_t *rested);
/* A year after an open request the letter that asks whether the need was met; then, unanswered for 20 working days,
 * resting. At most max are asked or rest, in order of their references; those that wait for their answer do not count.
 * One that was reopened after that year is not asked again. */
CH_MUST_CHECK ch_status ask_about_needs(ch_work *work, size_t max);
#endif
