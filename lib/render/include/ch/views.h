/* ch/views.h – the views that every page shares, and the builders that fill them.
 *
 * A page's own view holds VIEW(page, ch_page_view) and, where it needs them, the views below under any name; the
 * partial that shows a view stands beside its name here. Example, a whole question page:
 *
 *      #define QUESTION(F) F(VIEW, page, ch_page_view) F(VIEW, form, ch_form_view)
 *
 *      {{>_head}}{{#form}}{{>_form}}{{/form}}{{>_foot}}            web/tmpl/question.html
 *
 * All text arrives translated (ch_msg) and is escaped by the template. Empty text, an empty list or a NULL view leaves
 * its part of the page out. Values live in the request's arena; builders never fail, an overflow shows in the arena.
 */
#ifndef CH_VIEWS_H
#define CH_VIEWS_H
#include <ch/msg.h>
#include <ch/tmpl.h>

/* clang-format off */
/* A link: navigation, breadcrumbs, languages, lists of links (_links). lang: the language of text where it is not the
 * page's. note stands behind it in grey. Without url it is plain text. _moves shows a list "moves" of them as buttons,
 * the current one as the main button. */
#define CH_LINK_VIEW(F) F(TEXT, text) F(URL, url) F(TEXT, lang) F(TEXT, note) F(FLAG, is_current)
CH_VIEW_DECLARE(ch_link_view, CH_LINK_VIEW)

/* _tag: a status in a coloured box. tone: one of CH_TONE_…; colour is never the only sign. */
#define CH_TAG_VIEW(F) F(TEXT, text) F(TEXT, tone)
CH_VIEW_DECLARE(ch_tag_view, CH_TAG_VIEW)
#define CH_TONE_QUIET  CH_LIT("grey")
#define CH_TONE_BUSY   CH_LIT("blue")
#define CH_TONE_GOOD   CH_LIT("green")
#define CH_TONE_WAITS  CH_LIT("yellow")
#define CH_TONE_URGENT CH_LIT("orange")
#define CH_TONE_BAD    CH_LIT("red")

/* _notice: what the last act did (is_done: green), or what is important before going on. */
#define CH_NOTICE_VIEW(F) F(TEXT, title) F(TEXT, text) F(URL, url) F(TEXT, link) F(FLAG, is_done)
CH_VIEW_DECLARE(ch_notice_view, CH_NOTICE_VIEW)

/* _holder: who holds the matter and until when; every page of a case shows one. next: what happens then; arithmetic:
 * how the day was counted ("skipped: Sat 3, Sun 4"). */
#define CH_HOLDER_VIEW(F) F(TEXT, holder) F(TEXT, until) F(TEXT, next) F(TEXT, arithmetic)
CH_VIEW_DECLARE(ch_holder_view, CH_HOLDER_VIEW)

/* _head, _foot: the frame. ch_page_of fills the first line and the title, the frame of the server the rest.
 *
 *      lang, dir       "ar" and "rtl": the page's language, and how it is written
 *      css, home       the style sheet, mirrored where dir is "rtl"; the start page
 *      title           without the service's name
 *      has_errors      "Error:" stands before the title, as a screen reader reads that first
 *      is_sample       the banner of records that are not requests
 *      back            a link to the page before
 *      account         who is signed in; then csrf is for the sign-out form, else sign_in is shown
 */
#define CH_PAGE_VIEW(F) \
        F(TEXT, lang) F(TEXT, dir) F(URL, css) F(TEXT, service) F(TEXT, tagline) F(URL, home) \
        F(TEXT, title) F(FLAG, has_errors) F(FLAG, is_sample) \
        F(LIST, nav, ch_link_view) F(LIST, languages, ch_link_view) F(LIST, breadcrumbs, ch_link_view) F(URL, back) \
        F(TEXT, account) F(URL, account_url) F(URL, sign_in) F(URL, sign_out) F(TEXT, csrf) \
        F(VIEW, notice, ch_notice_view) F(VIEW, holder, ch_holder_view)
CH_VIEW_DECLARE(ch_page_view, CH_PAGE_VIEW)

/* One error of a form in _errors, the summary; url leads to the field. */
#define CH_ERROR_VIEW(F) F(TEXT, text) F(URL, url)
CH_VIEW_DECLARE(ch_error_view, CH_ERROR_VIEW)

/* One radio, checkbox, option or box of a day. group: a heading before it where it differs from the one before. */
#define CH_OPTION_VIEW(F) \
        F(TEXT, id) F(TEXT, name) F(TEXT, value) F(TEXT, label) F(TEXT, hint) F(TEXT, lang) F(TEXT, group) \
        F(TEXT, width) F(FLAG, is_chosen)
CH_VIEW_DECLARE(ch_option_view, CH_OPTION_VIEW)

/* One field of a form, of any kind (_field), made by ch_field_of and the functions below.
 *
 *      id, name        of the input; the name is also what the answer is read by (ch/form.h)
 *      error           what is wrong with it, or empty
 *      lang            of the value, where it is not the page's
 *      width           "2", "3", "4", "5", "10", "20", "30" characters; empty: the whole line
 *      rows            lines of a TEXT field
 *      group           a heading before it, for it and those that follow
 *      options         of RADIOS, CHECKS, SELECT; the three boxes of a DAY
 *      is_heading      the label is the page's h1
 *      is_input …      which of the kinds it is: one of these is true
 */
#define CH_FIELD_VIEW(F) \
        F(TEXT, id) F(TEXT, name) F(TEXT, label) F(TEXT, hint) F(TEXT, value) F(TEXT, error) F(TEXT, lang) \
        F(TEXT, type) F(TEXT, autocomplete) F(TEXT, inputmode) F(TEXT, width) F(NUMBER, rows) \
        F(TEXT, group) F(LIST, options, ch_option_view) F(FLAG, is_heading) \
        F(FLAG, is_input) F(FLAG, is_text) F(FLAG, is_radios) F(FLAG, is_checks) F(FLAG, is_select) F(FLAG, is_day) \
        F(FLAG, is_file) F(FLAG, is_hidden)
CH_VIEW_DECLARE(ch_field_view, CH_FIELD_VIEW)

/* _form: the error summary, the fields and one button; POST to action.
 *
 *      idempotency     a fresh key, so that a repeated POST does nothing twice
 *      version         what the edit is based on
 *      caption, title  the page's h1 and what stands above it; title is empty when the only field is its own heading
 *      lead, warning   a paragraph before the fields; one that must not be overlooked
 *      submit          on the button
 *      also            on a second one ("Save and come back later"), sent as also=1; empty: there is none
 *      is_danger       a red button
 *      is_upload       sent as multipart/form-data
 */
#define CH_FORM_VIEW(F) \
        F(URL, action) F(TEXT, csrf) F(TEXT, idempotency) F(TEXT, version) \
        F(TEXT, caption) F(TEXT, title) F(TEXT, lead) F(TEXT, warning) \
        F(LIST, errors, ch_error_view) F(LIST, fields, ch_field_view) \
        F(TEXT, submit) F(TEXT, also) F(FLAG, is_danger) F(FLAG, is_upload)
CH_VIEW_DECLARE(ch_form_view, CH_FORM_VIEW)

/* _summary: "check your answers", or the facts of a record. value keeps its line breaks; lang: the language it is
 * written in; values: several, or links; change leads to the page where it is answered; tag: e.g. who may see it. */
#define CH_FACT_VIEW(F) \
        F(TEXT, key) F(TEXT, value) F(TEXT, lang) F(LIST, values, ch_link_view) F(URL, change) F(VIEW, tag, ch_tag_view)
CH_VIEW_DECLARE(ch_fact_view, CH_FACT_VIEW)
#define CH_SUMMARY_VIEW(F) F(TEXT, title) F(LIST, facts, ch_fact_view)
CH_VIEW_DECLARE(ch_summary_view, CH_SUMMARY_VIEW)

/* _tasks: a task list; a task without url cannot be started yet. */
#define CH_TASK_VIEW(F) F(TEXT, id) F(TEXT, title) F(TEXT, hint) F(URL, url) F(TEXT, status) F(TEXT, tone)
CH_VIEW_DECLARE(ch_task_view, CH_TASK_VIEW)
#define CH_TASKS_VIEW(F) F(TEXT, title) F(LIST, tasks, ch_task_view)
CH_VIEW_DECLARE(ch_tasks_view, CH_TASKS_VIEW)

/* _table. A cell is text, a link when url is set, a tag when tone is set; note: a second, grey line; is_head: the row's
 * heading; empty: what to say instead of a table without lines. */
#define CH_CELL_VIEW(F) \
        F(TEXT, text) F(URL, url) F(TEXT, tone) F(TEXT, lang) F(TEXT, note) F(FLAG, is_number) F(FLAG, is_head)
CH_VIEW_DECLARE(ch_cell_view, CH_CELL_VIEW)
#define CH_LINE_VIEW(F) F(LIST, cells, ch_cell_view)
CH_VIEW_DECLARE(ch_line_view, CH_LINE_VIEW)
#define CH_TABLE_VIEW(F) F(TEXT, caption) F(TEXT, empty) F(LIST, head, ch_cell_view) F(LIST, lines, ch_line_view)
CH_VIEW_DECLARE(ch_table_view, CH_TABLE_VIEW)

/* _pager: previous and next page of a list; where: "1 to 50 of 212". */
#define CH_PAGER_VIEW(F) F(URL, previous) F(URL, next) F(TEXT, where)
CH_VIEW_DECLARE(ch_pager_view, CH_PAGER_VIEW)

/* _reasons: why a pairing has its score. fit: 0..1000; weight: 0..100; points: the contribution as shown ("12.500");
 * words: what was found; is_inferred: it rests on a topic that no person has confirmed. */
#define CH_REASON_VIEW(F) \
        F(TEXT, factor) F(TEXT, words) F(NUMBER, fit) F(NUMBER, weight) F(TEXT, points) F(FLAG, is_inferred)
CH_VIEW_DECLARE(ch_reason_view, CH_REASON_VIEW)
#define CH_REASONS_VIEW(F) F(TEXT, title) F(LIST, reasons, ch_reason_view) F(TEXT, total)
CH_VIEW_DECLARE(ch_reasons_view, CH_REASONS_VIEW)

/* _ranked: one place of a ranked list as a card: an expert's line of work.
 *
 *      score           as shown, "71.250"; empty for a State, which sees no scores
 *      because         the strongest reasons in one line; the table of all folds out under it, at once where is_open
 *      propose …       the forms that fold out below; their fields' ids must be unique on the page
 *      why             the page of what would change the place
 */
#define CH_PLACE_VIEW(F) \
        F(NUMBER, rank) F(TEXT, id) F(TEXT, title) F(TEXT, lang) F(URL, url) F(TEXT, ref) F(TEXT, provider) F(TEXT, need) \
        F(TEXT, score) F(TEXT, because) F(LIST, tags, ch_tag_view) F(VIEW, reasons, ch_reasons_view) F(FLAG, is_open) \
        F(VIEW, propose, ch_form_view) F(VIEW, set_aside, ch_form_view) F(URL, why)
CH_VIEW_DECLARE(ch_place_view, CH_PLACE_VIEW)
/* clang-format on */

/* How a field looks, and what a browser may do for the reader: keyboard, filling in, hiding. */
typedef enum ch_field_show {
        CH_SHOW_LINE,   /* one line of text                                  */
        CH_SHOW_TEXT,   /* several lines                                     */
        CH_SHOW_NUMBER, /* digits                                            */
        CH_SHOW_MAIL,   /* a mailbox                                         */
        CH_SHOW_PHRASE, /* a passphrase: what was typed is never shown again */
        CH_SHOW_CODE,   /* a one-time code                                   */
        CH_SHOW_DAY,    /* three boxes: day, month, year                     */
        CH_SHOW_RADIOS, /* one of few                                        */
        CH_SHOW_CHECKS, /* any of few                                        */
        CH_SHOW_SELECT, /* one of many                                       */
        CH_SHOW_FILE,
        CH_SHOW_HIDDEN,
        CH__SHOW_MAX
} ch_field_show;

/* A field of that kind; id is the name. label must be translated; set hint, error, lang, rows (8 at first) … in the
 * result, which borrows the texts given. */
ch_field_view ch_field_of(ch_field_show show, ch_str name, ch_str label);
/* The same with what was typed or stored. Passphrases, codes and files drop the value. */
ch_field_view ch_field_with(ch_field_show show, ch_str name, ch_str label, ch_str value);
/* Gives field n options (RADIOS, CHECKS, SELECT) from values and labels of the same length; chosen: the values chosen,
 * all of them for CHECKS. The first option takes the field's id, as the error summary's links expect, the others have
 * ID-2, ID-3, … */
void ch_field_options(ch_arena *arena, ch_field_view *field, ch_strs values, ch_strs labels, ch_strs chosen);
/* Gives a DAY field its three boxes, named NAME-day, NAME-month, NAME-year, with what was typed into them (three
 * texts). */
void ch_field_day(ch_arena *arena, ch_lang lang, ch_field_view *field, const ch_str typed[3]);
/* The error summary of these fields: one line for each field that has an error, linked to it. */
ch_list ch_errors_of(ch_arena *arena, const ch_field_view *fields, size_t n);

/* The frame of a page: language, direction, style sheet, home, title. The rest stays empty for the caller to fill. */
ch_page_view ch_page_of(ch_lang lang, ch_str title);
/* One link for each language, by its own name, current marked: here with ?lang=xx. */
ch_list ch_page_languages(ch_arena *arena, ch_lang current, ch_url here);
#endif
