/* pages.h – one row per page: the template's name and the struct it shows. Views of a page of its own are declared
 * here.
 *
 * A view is declared by the list of its members: F(TEXT, ref) is a ch_str, F(URL, url) a ch_url, F(FLAG, …) a bool,
 * F(NUMBER, …) an int64_t, F(VIEW, page, ch_page_view) a pointer, F(LIST, moves, ch_link_view) a ch_list of such. The
 * same list makes the table by which the template's names are checked at start: {{ref}}, {{#moves}}…{{/moves}}. A new
 * page: its list here, its line in views.c, its row in PAGES, web/tmpl/NAME.html. An empty text or list, a NULL view,
 * leaves its part of the page out.
 */
#ifndef CH_SERVER_PAGES_H
#define CH_SERVER_PAGES_H
#include <ch/views.h>

/* clang-format off */

/* One question group, one confirmation, one short form: all that needs nothing but fields. */
#define PAGE_FORM_VIEW(F) F(VIEW, page, ch_page_view) F(VIEW, form, ch_form_view)
CH_VIEW_DECLARE(page_form_view, PAGE_FORM_VIEW)

/* An illegal move: the legal ones instead; words: what was typed, to be copied. */
#define PAGE_ILLEGAL_VIEW(F) F(VIEW, page, ch_page_view) F(TEXT, ref) F(LIST, moves, ch_link_view) F(TEXT, words) F(URL, url)
CH_VIEW_DECLARE(page_illegal_view, PAGE_ILLEGAL_VIEW)

/* Seed and recovery codes, shown once. later: the factor may wait. */
#define PAGE_ENROLMENT_VIEW(F)                                                                                         \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(VIEW, form, ch_form_view) F(TEXT, seed) F(TEXT, uri) F(LIST, codes, ch_link_view) F(URL, later)
CH_VIEW_DECLARE(page_enrolment_view, PAGE_ENROLMENT_VIEW)

/* Nothing but the frame. */
#define PAGE_PLAIN_VIEW(F) F(VIEW, page, ch_page_view)
CH_VIEW_DECLARE(page_plain_view, PAGE_PLAIN_VIEW)

/* What went wrong. incident: its number in the log, for failures of ours. */
#define PAGE_ERROR_VIEW(F) F(VIEW, page, ch_page_view) F(TEXT, title) F(TEXT, sentence) F(TEXT, incident)
CH_VIEW_DECLARE(page_error_view, PAGE_ERROR_VIEW)

/* A form whose session has ended, to be sent again. */
#define PAGE_SESSION_ENDED_VIEW(F) F(VIEW, page, ch_page_view) F(VIEW, form, ch_form_view) F(URL, sign_in)
CH_VIEW_DECLARE(page_session_ended_view, PAGE_SESSION_ENDED_VIEW)

/* What all focal points of the party are told. */
#define PAGE_NEWS_VIEW(F) F(TEXT, day) F(TEXT, text) F(TEXT, ref) F(URL, url)
CH_VIEW_DECLARE(page_news_view, PAGE_NEWS_VIEW)
/* What waits for me. table: total tasks, the first of them; the flags: buttons to begin a request, an offer, to enter a
 * note. */
#define PAGE_HOME_VIEW(F)                                                                                              \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(VIEW, table, ch_table_view)                                                                                  \
        F(LIST, news, page_news_view)                                                                                  \
        F(NUMBER, total)                                                                                               \
        F(TEXT, csrf) F(TEXT, idempotency) F(FLAG, begin_request) F(FLAG, begin_offer) F(FLAG, register_note)
CH_VIEW_DECLARE(page_home_view, PAGE_HOME_VIEW)

/* A person's own page; csrf: for the form that ends all sessions; recovery_left: codes, asked for only with has_factor.
 */
#define PAGE_ACCOUNT_VIEW(F)                                                                                           \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(VIEW, sessions, ch_table_view) F(TEXT, csrf) F(FLAG, has_factor) F(NUMBER, recovery_left)
CH_VIEW_DECLARE(page_account_view, PAGE_ACCOUNT_VIEW)

/* Check your answers. missing: what stands between the draft and its submission, each with a link; submit: empty where
 * it cannot be submitted now or by this person. */
#define PAGE_CHECK_VIEW(F)                                                                                             \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, ref)                                                                                                   \
        F(LIST, missing, ch_error_view)                                                                                \
        F(LIST, summaries, ch_summary_view) F(URL, submit) F(URL, consent) F(FLAG, is_request)
CH_VIEW_DECLARE(page_check_view, PAGE_CHECK_VIEW)

/* A request. lang: of its words; urls are empty where the reader has no business there; brake, circulate: until when,
 * in words. */
#define PAGE_REQUEST_VIEW(F)                                                                                           \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, ref)                                                                                                   \
        F(TEXT, title)                                                                                                 \
        F(TEXT, lang)                                                                                                  \
        F(VIEW, status, ch_tag_view) F(LIST, moves, ch_link_view) F(LIST, summaries, ch_summary_view)                  \
                F(VIEW, matches, ch_table_view) F(URL, edit) F(URL, consent) F(URL, review) F(URL, offers) F(TEXT, brake)             \
                        F(TEXT, circulate) F(FLAG, brake_wins) F(FLAG, on_hold)
CH_VIEW_DECLARE(page_request_view, PAGE_REQUEST_VIEW)

/* A list with a search box; begin: a button that makes a new record. */
#define PAGE_LIST_VIEW(F)                                                                                              \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, title)                                                                                                 \
        F(URL, action)                                                                                                 \
        F(TEXT, query)                                                                                                 \
        F(URL, begin) F(TEXT, begin_text) F(TEXT, csrf) F(TEXT, idempotency) F(VIEW, table, ch_table_view)             \
                F(VIEW, pager, ch_pager_view)
CH_VIEW_DECLARE(page_list_view, PAGE_LIST_VIEW)

/* Who may see what. readers: people at Committee level. Only of a preview: what new readers would see, who they would
 * be, and whether a second person has to agree before it holds. */
#define PAGE_CONSENT_VIEW(F)                                                                                           \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, ref)                                                                                                   \
        F(NUMBER, readers)                                                                                             \
        F(FLAG, is_preview)                                                                                            \
        F(LIST, preview, ch_summary_view) F(TEXT, readers_sentence) F(FLAG, second_person) F(VIEW, form, ch_form_view)
CH_VIEW_DECLARE(page_consent_view, PAGE_CONSENT_VIEW)

/* Offers ranked for a request or a need; why not the others. Of a rule: count of the offers it removed, and its text.
 * Of one of the nearest: the offer, what it lacks, its score, where to ask why. */
#define PAGE_WHY_NOT_VIEW(F) F(NUMBER, count) F(TEXT, ref) F(URL, url) F(TEXT, text) F(TEXT, score) F(URL, why)
CH_VIEW_DECLARE(page_why_not_view, PAGE_WHY_NOT_VIEW)
/* What would change one offer's place, and the weights it bears: for one factor the weight now, and from where to where
 * it may go; "≤ " and "≥ " stand before a bound at which the search stopped. */
#define PAGE_RANGE_VIEW(F) F(TEXT, factor) F(TEXT, now) F(TEXT, low) F(TEXT, high)
CH_VIEW_DECLARE(page_range_view, PAGE_RANGE_VIEW)
/* asked: the reference typed; is_found: it is an offer that may be read; now, goal, then: sentences. */
#define PAGE_WHY_VIEW(F)                                                                                               \
        F(URL, action)                                                                                                 \
        F(TEXT, asked)                                                                                                 \
        F(FLAG, is_found)                                                                                              \
        F(TEXT, ref)                                                                                                   \
        F(URL, url)                                                                                                    \
        F(TEXT, provider)                                                                                              \
        F(TEXT, title) F(TEXT, lang) F(FLAG, is_funder) F(TEXT, now) F(TEXT, goal) F(LIST, steps, ch_link_view)        \
                F(TEXT, then) F(VIEW, reasons, ch_reasons_view) F(LIST, ranges, page_range_view) F(URL, weights)       \
                        F(TEXT, no_weights)
CH_VIEW_DECLARE(page_why_view, PAGE_WHY_VIEW)
/* The experts' list. need: own words, empty for all needs; why: the answer to ?why=, ask: the question alone. */
#define PAGE_REVIEW_VIEW(F)                                                                                            \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, ref)                                                                                                   \
        F(TEXT, state)                                                                                                 \
        F(TEXT, need) F(TEXT, lang) F(LIST, needs, ch_link_view) F(NUMBER, offers) F(TEXT, day) F(TEXT, weights)       \
                F(NUMBER, as_of) F(LIST, places, ch_place_view) F(URL, more) F(LIST, removed, page_why_not_view)       \
                        F(LIST, nearest, page_why_not_view) F(VIEW, why, page_why_view)               \
                                F(VIEW, ask, page_why_view)
CH_VIEW_DECLARE(page_review_view, PAGE_REVIEW_VIEW)

/* A match; covers: what of the need it covers. */
#define PAGE_MATCH_VIEW(F)                                                                                             \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, ref)                                                                                                   \
        F(TEXT, title)                                                                                                 \
        F(VIEW, status, ch_tag_view) F(LIST, moves, ch_link_view) F(TEXT, covers) F(URL, request)                      \
                F(LIST, summaries, ch_summary_view) F(VIEW, reasons, ch_reasons_view)                                  \
                        F(VIEW, decisions, ch_table_view)
CH_VIEW_DECLARE(page_match_view, PAGE_MATCH_VIEW)

/* An offer; is_stale: to be confirmed. */
#define PAGE_OFFER_VIEW(F)                                                                                             \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, ref)                                                                                                   \
        F(TEXT, title)                                                                                                 \
        F(TEXT, lang) F(VIEW, status, ch_tag_view) F(FLAG, is_stale) F(LIST, moves, ch_link_view) F(URL, edit) F(URL, needs)         \
                F(LIST, summaries, ch_summary_view)
CH_VIEW_DECLARE(page_offer_view, PAGE_OFFER_VIEW)

/* Offers that fit a request, or needs open to an offer: alphabetically, without merit. */
#define PAGE_SUITABLE_ROW(F)                                                                                           \
        F(TEXT, who)                                                                                                   \
        F(TEXT, text)                                                                                                  \
        F(TEXT, need) F(URL, url) F(TEXT, because) F(URL, match) F(URL, action) F(TEXT, offer) F(TEXT, idempotency)
CH_VIEW_DECLARE(page_suitable_row, PAGE_SUITABLE_ROW)
/* by_state: a State looks at offers, else a provider at needs. A row has a match, or an action that makes one. */
#define PAGE_SUITABLE_VIEW(F)                                                                                          \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, ref) F(TEXT, title) F(TEXT, csrf) F(FLAG, by_state) F(LIST, rows, page_suitable_row)
CH_VIEW_DECLARE(page_suitable_view, PAGE_SUITABLE_VIEW)

/* Accounts of all, or of a party. */
#define PAGE_ACCOUNTS_VIEW(F) F(VIEW, page, ch_page_view) F(FLAG, may_invite) F(VIEW, table, ch_table_view)
CH_VIEW_DECLARE(page_accounts_view, PAGE_ACCOUNTS_VIEW)
/* Versions of the weights; one of them with what it would change. */
#define PAGE_WEIGHTS_VIEW(F) F(VIEW, page, ch_page_view) F(FLAG, may_propose) F(VIEW, table, ch_table_view)
CH_VIEW_DECLARE(page_weights_view, PAGE_WEIGHTS_VIEW)
/* state, decided: words; compared, changed, others: sentences of the preview; form: to record the decision, NULL where
 * it is made or not this reader's. */
#define PAGE_WEIGHTS_VERSION_VIEW(F)                                                                                   \
        F(VIEW, page, ch_page_view)                                                                                    \
        F(TEXT, name)                                                                                                  \
        F(TEXT, state)                                                                                                 \
        F(TEXT, decided)                                                                                               \
        F(TEXT, decision) F(VIEW, weights, ch_table_view) F(FLAG, has_preview) F(TEXT, compared) F(TEXT, changed)      \
                F(TEXT, others) F(VIEW, matched, ch_table_view) F(VIEW, swaps, ch_table_view) F(VIEW, form, ch_form_view)
CH_VIEW_DECLARE(page_weights_version_view, PAGE_WEIGHTS_VERSION_VIEW)
/* A one-time link, shown once. */
#define PAGE_LINK_VIEW(F) F(VIEW, page, ch_page_view) F(TEXT, title) F(URL, link)
CH_VIEW_DECLARE(page_link_view, PAGE_LINK_VIEW)

/* Every page: ROW(name of the template, its view). */
#define PAGES(ROW)                                                                                                     \
        ROW(form, page_form_view)                                                                                      \
        ROW(illegal, page_illegal_view)                                                                                \
        ROW(error, page_error_view)                                                                                    \
        ROW(session_ended, page_session_ended_view)                                                                    \
        ROW(enrolment, page_enrolment_view)                                                                            \
        ROW(home, page_home_view)                                                                                      \
        ROW(public_home, page_plain_view)                                                                              \
        ROW(account, page_account_view)                                                                                \
        ROW(check, page_check_view)                                                                                    \
        ROW(request_show, page_request_view)                                                                           \
        ROW(list, page_list_view)                                                                                      \
        ROW(consent, page_consent_view)                                                                                \
        ROW(review, page_review_view)                                                                                  \
        ROW(match_show, page_match_view)                                                                               \
        ROW(offer_show, page_offer_view)                                                                               \
        ROW(suitable, page_suitable_view)                                                                              \
        ROW(accounts, page_accounts_view)                                                                              \
        ROW(weights, page_weights_view)                                                                                \
        ROW(weights_version, page_weights_version_view)                                                                \
        ROW(invited, page_link_view)
/* clang-format on */
#endif
