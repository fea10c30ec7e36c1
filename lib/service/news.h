/* news.h – what all focal points of a party are told: kept as a short list of codes, never content.
 *
 *   1794232212000 request.circulate 1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b;…     time, act, request; newest first
 */
#ifndef NEWS_H
#define NEWS_H
#include "case_.h"

/* Adds one line to the party's news, in the same transaction as what it tells of; the oldest beyond CH_NEWS_MAX goes.
 * One read, one write. Only acts that ch_home_news has a sentence for are shown. */
CH_MUST_CHECK ch_status tell_party(ch_work *work, ch_str party, ch_act act, ch_uuid request);
#endif
