/* news.h – what all focal points of a party are told: kept as a short list of codes, never content. */
#ifndef NEWS_H
#define NEWS_H
#include "case_.h"

/* Adds one line to the party's news, in the same transaction as what it tells of. */
CH_MUST_CHECK ch_status tell_party(ch_work *work, ch_str party, ch_act act, ch_uuid request);
#endif
