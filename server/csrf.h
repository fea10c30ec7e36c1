/* csrf.h – is this change meant by the person whose browser sends it?
 *
 * A session has its own token (ch/accounts.h). For somebody not signed in it is a one-way hash of a random cookie:
 * nothing is stored, forms survive a restart, and whoever cannot read the cookie cannot make the token. Beside it, what
 * the browser itself says about the origin must not contradict. Pure; thread-safe; a microsecond.
 */
#ifndef CH_SERVER_CSRF_H
#define CH_SERVER_CSRF_H
#include <ch/base/str.h>

/* The token for that cookie value, 43 characters; empty when the arena is full. */
ch_str ch_csrf_token(ch_arena *arena, ch_str cookie);
/* Constant-time; false when there is no right one. */
bool ch_csrf_matches(ch_str token, ch_str right);
/* Origin and Sec-Fetch-Site as sent (empty: not sent) against our own origin, "https://host[:port]". Not sent is not
 * held against anybody: the token decides. "null" is refused. */
bool ch_origin_is_ours(ch_str origin, ch_str fetch_site, ch_str own);
/* Our own origin: that of public_url, or http://HOST when there is none. "https://clearing.example/x" gives
 * "https://clearing.example", borrowed; else in the arena. */
ch_str ch_origin_own(ch_arena *arena, ch_str public_url, ch_str host);
/* May a request name this Host? The host of public_url; without public_url, names of this machine only (localhost,
 * 127.0.0.0/8, [::1], any port), so that no foreign name can be made to point here. */
bool ch_host_is_ours(ch_str host, ch_str public_url);
#endif
