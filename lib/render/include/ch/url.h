/* ch/url.h – addresses that are safe to stand in href, src and action.
 *
 * Escaping does not stop "javascript:" or "//elsewhere": so templates take such attributes only from members of this
 * type, and values of this type come only from the builders below, which start from a literal and percent-encode what
 * they are given. Pure; any thread; results live in the arena; an arena overflow gives the empty address.
 *
 *      ch_url u = CH_URL_FILL(arena, "/requests/{}", ref);         "/requests/R-ALB-2026-1"
 *
 *      ch_url_query(arena, u, "lang", CH_LIT("fr"));               "/requests/R-ALB-2026-1?lang=fr"
 *      ch_url_fragment(arena, u, CH_LIT("need 2"));                "/requests/R-ALB-2026-1#need%202"
 */
#ifndef CH_URL_H
#define CH_URL_H
#include <ch/base/str.h>

typedef struct ch_url {
        ch_str text; /* empty: no address; written only by the builders */
} ch_url;

/* Our own page, by a literal: CH_URL("/requests"). Starts with one '/' or with '#' (asserted). */
#define CH_URL(literal) ch_url_of("" literal "")
/* Our own page with values, as many as the literal has {} (asserted): CH_URL_FILL(arena, "/requests/{}/needs/{}", ref,
 * number). A value "." or ".." becomes "-": browsers would take it for a step through folders, even encoded. */
#define CH_URL_FILL(arena, literal, ...)                                                                               \
        ch_url_fill((arena), "" literal "", (const ch_str[]) { __VA_ARGS__ },                                          \
                    sizeof((const ch_str[]) { __VA_ARGS__ }) / sizeof(ch_str))

/* Use the macros above: they refuse anything but a literal. */
ch_url ch_url_of(const char *literal);
ch_url ch_url_fill(ch_arena *arena, const char *literal, const ch_str *values, size_t n);
/* Our own page by the raw path of a request that has passed the gate: begins with one '/', holds only characters that
 * may stand in a path; anything else gives "/". Borrows. */
ch_url ch_url_own(ch_str path);
/* The address with name=value added to its query, before a #; name is a literal, value is percent-encoded. A name that
 * is there already stands twice then. */
ch_url ch_url_query(ch_arena *arena, ch_url url, const char *name, ch_str value);
/* The address with #id, in place of the one it had; an empty url gives a link within the page. */
ch_url ch_url_fragment(ch_arena *arena, ch_url url, ch_str id);
/* Somebody else's page (the source of a record): only https:// or http:// and neither space, quote nor control
 * character; anything else gives the empty address, so that the template shows text instead of a link. Borrows. */
ch_url ch_url_outside(ch_str s);
/* A mailbox as mailto:; empty when it does not look like one: something, an @, something, no space or quote. */
ch_url ch_url_mail(ch_arena *arena, ch_str mailbox);
#endif
