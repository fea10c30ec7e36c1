/* page.h – what every page presenter uses: the frame, the form that keeps what was typed, and sending.
 *
 * A presenter fetches views from a service, fills a view struct of its own and sends it through its template; it
 * decides nothing. Everything lives in the request's arena; an overflow becomes a 413 by itself. Called on I/O threads,
 * and on the writer thread from .run.
 */
#ifndef CH_SERVER_PAGE_H
#define CH_SERVER_PAGE_H
#include "reply.h"
#include <ch/case.h>
#include <ch/views.h>

/* ---- templates ---- */
/* Compiles every template of the table in pages.c against its view. CH_INVALID: *errors names file and line. At start.
 */
CH_MUST_CHECK ch_status page_load(ch_arena *arena, ch_str *errors);
/* Renders the page registered under that name ("home" for web/tmpl/home.html) and makes it the answer; a name that is
 * not in PAGES is a bug and asserts. view: the struct of its row in PAGES, which nothing checks here. */
void page_send(ch_req *req, ch_reply *reply, uint16_t code, const char *name, const void *view);
/* The same without sending. CH_TOO_LARGE: the arena is full. */
CH_MUST_CHECK ch_status page_render(const ch_req *req, const char *name, const void *view, ch_str *html);

/* ---- frame ---- */
/* Language, navigation for the caller's roles, account, languages; title is an English message id. The caller may set
 * more: way back, has_errors. */
ch_page_view page_frame(ch_req *req, ch_reply *reply, const char *title);
/* The same with a title that is already in the reader's language. */
ch_page_view page_frame_text(ch_req *req, ch_reply *reply, ch_str title);
/* A sentence in the caller's language; English where it has not been translated. Lives as long as the process. */
ch_str page_say(const ch_req *req, const char *msg);
/* The same with one number in it.
 *
 *   page_fill_number(req, CH_MSG("Need {n}"), "n", 2)      "Need 2"
 */
ch_str page_fill_number(const ch_req *req, const char *msg, const char *name, int64_t n);
/* "5 August 2014" and "5 August 2014, 14:30 UTC" as the caller's language writes a day; empty when not set. */
ch_str page_day(const ch_req *req, ch_day day);
ch_str page_time(const ch_req *req, ch_time at);
/* Thousandths of a point as text, not negative: 82500 -> "82.500". */
ch_str page_points(ch_arena *arena, int64_t points);

/* ---- forms from field tables ---- */
/* One input being shown: the record (what is stored) under what was typed (a form sent back), and its issues. */
typedef struct page_input {
        ch_req *req;
        const ch_vocab *vocab;
        const ch_fields *table;
        const void *record;      /* may be NULL: nothing stored */
        const char *prefix;      /* "needs.2." before the names of the table; "" for the record itself */
        bool is_typed;           /* show what req->form holds instead of the record */
        const ch_issues *issues; /* may be NULL */
} page_input;
/* The field of that name, shown by its kind: label, hint, value or typed value, options of its vocabulary, error. Words
 * of an enum are radio buttons, lists of parties a box with one name a line. A name that the table does not have is a
 * bug and asserts. */
ch_field_view page_field(const page_input *in, const char *name);
/* A field that is in no table (coded reason, words, one-time code …), with what was typed, which for passphrases and
 * codes is never shown again, and its error. Only req, prefix, is_typed and issues of `in` are read. */
ch_field_view page_field_own(const page_input *in, ch_field_show show, const char *name, const char *label);
/* Options for CH_SHOW_RADIOS, _CHECKS and _SELECT of a field of one's own; labels in the reader's language; chosen
 * counts unless something was typed. */
void page_options(const page_input *in, ch_field_view *field, ch_strs values, ch_strs labels, ch_strs chosen);
/* The form around them: action, hidden csrf and idem, summary of the fields' errors, the button "Continue". Title,
 * lead, version and other buttons are the caller's to set. The fields must outlive it. */
ch_form_view page_form(ch_req *req, ch_reply *reply, ch_url action, const ch_field_view *fields, size_t n);
/* Issues that no field on the page shows are put in front of the summary, so that none is lost. Once, after page_form.
 */
void page_form_issues(ch_req *req, ch_form_view *form, const ch_issues *issues);

/* Why the form is shown again, where no field says it: adds an issue for CH_STALE and CH_STEP_UP, nothing for others.
 */
void page_tell(ch_work *work, ch_status st);
/* The hidden version of the form; 0 when there is none. */
uint32_t page_version(const ch_req *req);
/* The second factor again, when the form brings it (field "code"): then *actor has stepped up and the session's token
 * is rotated. CH_OK without a code: the service decides whether one is needed. A wrong one: CH_INVALID with its issue
 * in work, CH_TOO_MANY; writer thread. */
CH_MUST_CHECK ch_status page_step_up(ch_req *req, ch_work *work, ch_reply *reply, ch_actor *actor);
/* The field for that code, with why it is asked (message id); whoever has no second factor yet is told where to set it
 * up. */
ch_field_view page_code_field(const page_input *in, const char *why);
/* The sentence of an issue in the reader's language. */
ch_str page_issue(const ch_req *req, const ch_issue *issue);
/* All words of a vocabulary with their names in the reader's language, States and parties in its alphabetical order,
 * others in that of their table. */
void page_vocab_options(const ch_req *req, const ch_vocab *vocab, ch_vocab_kind kind, ch_strs *values, ch_strs *labels);
/* The name of one code: State, party, region, topic, recipient, language; the code itself when nobody knows it. */
ch_str page_code_name(const ch_req *req, const ch_vocab *vocab, ch_vocab_kind kind, ch_str code);

/* The pairs of the form with the named fields, lists of parties written one a line (or between semicolons) by code or
 * by name in any of the six languages, turned into one pair a code; "All States" is "*". What nobody is called stays as
 * typed, for the check to complain about. names ends with NULL.
 *
 *   eligible = "France\nAfrica"      eligible = "FRA", eligible = the region's code
 */
ch_pairs page_party_lines(const ch_req *req, const ch_vocab *vocab, const char *const *names);
/* The other way: names, one a line. */
ch_str page_party_text(const ch_req *req, const ch_vocab *vocab, ch_strs codes);

/* What a list is asked for: the search "q", where its page begins, and how long that is. CH_MALFORMED: a search of more
 * than CH_LIMIT_SEARCH_CHARS. */
CH_MUST_CHECK ch_status page_list_ask(const ch_req *req, ch_str *text, ch_page_ask *page);
/* Previous and next of a list and "11 to 20 of 120", entries counted from 1; base: the list's address, query: its
 * search words, shown: entries on this page. All empty for an empty list. */
ch_pager_view page_pager(const ch_req *req, ch_url base, ch_str query, const ch_page_info *info, size_t shown);

/* ---- looking ---- */
/* The catalogue and this thread's connection in the reader's language, for a GET row and .read; page_look_end on every
 * way out. Not in .hash, and in .run work->look is the look, in his language too. */
ch_look page_look(ch_req *req);
void page_look_end(ch_look *look);
#endif
