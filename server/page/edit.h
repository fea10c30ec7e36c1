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

typedef struct edit_page {
        const char *word;  /* in the address */
        const char *title; /* the question */
        const char *lead;
        const char *const *names; /* fields of the table, NULL-ended; those of a part as "needs.text" */
        const char *const *saves; /* top-level fields that saving takes; NULL: names */
        bool is_per_part;         /* asked once for each part */
        bool makes_parts;         /* where parts come into being */
        /* Fields that no table row describes, and reading them; may be NULL. fill returns how many it added. */
        size_t (*fill)(const editing *e, const page_input *part, ch_field_view *out);
        void (*read)(const editing *e, void *part, ch_issues *issues);
} edit_page;

struct edit_form {
        ch_kind kind;
        ch_act act; /* that lets one edit */
        const ch_fields *table, *part_table;
        const char *parts; /* "needs" */
        size_t parts_max;
        const char *part_title;   /* "Need {n}" */
        const char *part_missing; /* what to write into the first field of a part */
        const char *also;         /* "Save and add another need" */
        const char *const *lists; /* fields written as names of parties, one a line */
        const edit_page *pages;   /* the last is "check": it has no names */
        size_t pages_len;
        ch_status (*save)(ch_work *work, const ch_actor *actor, const editing *e, ch_made *out);
        ch_status (*missing)(const ch_look *look, const ch_actor *actor, ch_uuid id, ch_issues *out);
        bool has_consent;
};

struct editing { /* one page of one record, being shown or saved */
        ch_req *req;
        ch_reply *reply;
        const ch_look *look;
        const edit_form *form;
        const edit_page *page;
        page_case c;
        const void *record; /* as stored */
        void *answers;      /* copy with this page's answers in it; .read makes it */
        size_t part;        /* position from 1; 0: the page is about the whole */
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

extern const edit_form request_form, offer_form;

/* Handlers; .route->act tells which form. */
ch_show page_edit_show;
ch_read page_edit_read;
ch_run page_edit_run;
ch_run page_request_begin_run;
ch_run page_offer_begin_run;

/* For the forms' own files. */
const ch_parts *edit_parts(const edit_form *form, const void *record);
/* The part being edited in that record; NULL: there is none yet. */
const void *edit_part(const editing *e, const void *record);
ch_url edit_url(const editing *e, const edit_page *page, size_t part);
ch_strs edit_saves(const editing *e);
/* Topics to confirm: what the part's words suggest is ticked, unticking refuses it. */
size_t edit_topics_fill(const editing *e, const page_input *part, ch_field_view *out);
void edit_topics_read(const editing *e, void *part, ch_issues *issues);
/* The last page. */
void edit_check_send(const editing *e);
#endif
