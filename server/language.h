/* language.h – in which language to answer.
 *
 * First that is there: ?lang= of the address, the cookie `lang`, the account's choice, Accept-Language, English. Pure.
 */
#ifndef CH_SERVER_LANGUAGE_H
#define CH_SERVER_LANGUAGE_H
#include "req.h"

/* Unknown codes count as absent. query and cookie: codes such as "fr"; accept as sent, may be empty: "fr-CH, en;q=0.5"
 * gives French. */
ch_lang ch_language_pick(ch_str query, ch_str cookie, const ch_caller *caller, ch_str accept);
#endif
