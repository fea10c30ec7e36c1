/* rest.h – what the upkeep lets rest. */
#ifndef REST_H
#define REST_H
#include "case_.h"

/* Offers that were confirmed once and not within a year and the days for an answer. */
CH_MUST_CHECK ch_status rest_offers(ch_work *work, size_t max, size_t *rested);
/* A year after a request the letter that asks whether the need was met; then, unanswered, resting. */
CH_MUST_CHECK ch_status ask_about_needs(ch_work *work, size_t max);
#endif
