/* edit.h – a long form, one question group a page, saved on Continue: requests and offers share it.
 *
 * A form is a table of pages over a record that has parts (needs, areas). A page asks fields of the record, or of one
 * part at a time ("?part=2"). Each is saved by itself; what was typed comes back with every error by its field; the
 * last page shows all answers and what is still missing.
 */
#ifndef CH_SERVER_PAGE_EDIT_H
#define CH_SERVER_PAGE_EDIT_H
#include "case.h"
#include "route.h"

typedef struct edit_form edit_form;
typedef struct editing editing;

/* One question group of a form. */
typedef struct edit_page {
        /* In the address: /requests/{id}/edit/WORD. */
        const char *word;
        /* The question, and a sentence below it or NULL; message ids. */
        const char *title;
        const char *lead;
        /* Fields of the table, NULL-ended; those of a part as "needs.text". */
        const char *const *names;
        /* Top-level fields that saving takes ("needs"); NULL: names. */
        const char *const *saves;
        /* Asked once for each part; Continue leads through all of them. */
        bool is_per_part;
        /* Where parts come into being: one past the last may be asked for, up to parts_max. */
        bool makes_parts;
        /* Fields that no table row describes, and reading them; may be NULL. fill returns how many it added. */
        size_t (*fill)(const editing *e, const page_input *part, ch_field_view *out);
        void (*read)(const editing *e, void *part, ch_issues *issues);
} edit_page;

/* A whole form: a table of pages over one kind of record. */
struct edit_form {
        ch_kind kind;
        /* That lets one edit, and by which the handlers find the form. */
        ch_act act;
        /* Of the record, and of its parts. */
        const ch_fields *table, *part_table;
        const char *parts; /* "needs" */
        size_t parts_max;
        const char *part_title; /* "Need {n}" */
        /* What to write into the first field of a part, where it was left empty. */
        const char *part_missing;
        const char *also; /* "Save and add another need" */
        /* Fields written as names of parties, one a line; NULL-ended. */
        const char *const *lists;
        /* In their order; the last is "check": it has no names. */
        const edit_page *pages;
        size_t pages_len;
        /* Stores what edit_saves names out of e->answers; writer thread. missing: what a submission would lack. */
        ch_status (*save)(ch_work *work, const ch_actor *actor, const editing *e, ch_made *out);
        ch_status (*missing)(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_issues *out);
        bool has_consent;
};

/* One page of one record, being shown or saved; from .read to .run it is req->draft. */
struct editing {
        ch_req *req;
        ch_reply *reply;
        const ch_look *look;
        const edit_form *form;
        const edit_page *page;
        page_case c;
        /* As stored and redacted; answers: a copy with this page's answers in it, made by .read. */
        const void *record;
        void *answers;
        /* Position from 1; 0: the page is about the whole. */
        size_t part;
};

#define EDIT_NAMES(...) ((const char *const[]) { __VA_ARGS__, NULL })
#define EDIT_NO_NAMES   ((const char *const[]) { NULL })
/* The two pages at the end of every form: topics of each part to confirm, all answers to check. */
#define EDIT_TOPICS(of_parts)                                                                                          \
        {                                                                                                              \
                .word = "topics", .title = CH_MSG("Are these the right topics?"), .is_per_part = true,                 \
                .lead = CH_MSG("Suggested from your words by comparing them with a list of terms in six languages. "   \
                               "The wording of that list in Arabic, Chinese and Russian has not been checked by "      \
                               "native speakers. Keep what fits and untick the rest."),                                \
                .names = EDIT_NO_NAMES, .saves = EDIT_NAMES(of_parts), .fill = edit_topics_fill,                       \
                .read = edit_topics_read                                                                               \
        }
#define EDIT_CHECK                                                                                                     \
        {                                                                                                              \
                .word = "check", .title = CH_MSG("Check your answers"), .names = EDIT_NO_NAMES                         \
        }

/* In request_form.c and offer_form.c. */
extern const edit_form request_form, offer_form;

/* Handlers; .route->act tells which form. GET and POST /requests/{id}/edit/{page} ?part=N: 303 to the next page, 422
 * with every fault; also=1 saves and adds another part, or goes home. */
ch_show page_edit_show;
ch_read page_edit_read;
ch_run page_edit_run;
/* POST /requests and /offers: a new draft, 303 to its first page. */
ch_run page_request_begin_run;
ch_run page_offer_begin_run;

/* For the forms' own files: the parts of that record. */
const ch_parts *edit_parts(const edit_form *form, const void *record);
/* The part being edited in that record; NULL: there is none yet. */
const void *edit_part(const editing *e, const void *record);
/* The page's address; part 0: without ?part=. */
ch_url edit_url(const editing *e, const edit_page *page, size_t part);
/* Top-level fields of the page, for save. */
ch_strs edit_saves(const editing *e);
/* Topics to confirm: what the part's words suggest is ticked, unticking refuses it. */
size_t edit_topics_fill(const editing *e, const page_input *part, ch_field_view *out);
void edit_topics_read(const editing *e, void *part, ch_issues *issues);
/* The last page: all answers, each with a link to its question, and what is still missing. */
void edit_check_send(const editing *e);
#endif
