/* ch/tmpl.h – pages from logic-less templates, bound to C structs by tables.
 *
 * A page's data is a struct; one macro list gives the struct and the table of its members:
 *
 *      #define OFFER_ROW(F) F(TEXT, title) F(URL, href) F(NUMBER, rank) F(FLAG, inferred) F(LIST, reasons, reason_row)
 *      CH_VIEW_DECLARE(offer_row, OFFER_ROW)            in a header:  typedef struct offer_row {…} offer_row;
 *      CH_VIEW_DEFINE(offer_row, OFFER_ROW)             in one .c:    const ch_view_type *offer_row_type(void)
 *
 *      TEXT name      ch_str        escaped wherever it appears
 *      URL name       ch_url        alone may begin href, src and action (see url.h)
 *      FLAG name      bool          {{?name}}…{{/name}} only
 *      NUMBER name    int64_t       decimal digits
 *      LIST name, T   ch_list       array of struct T; {{#name}}…{{/name}} once for each
 *      VIEW name, T   const T *     {{#name}}…{{/name}} once, or not at all when NULL
 *
 * A template is compiled against the table at start: an unknown name, a value where HTML could break out, an unbalanced
 * section are errors with file and line, and the program does not start. The language is described in web/README.md.
 *
 * Compiled templates are immutable: any thread may render. Rendering allocates only in the buffer's arena; a page of 50
 * rows costs tens of microseconds. Nothing is ever freed: templates live in the arena given to ch_tmpl_compile.
 */
#ifndef CH_TMPL_H
#define CH_TMPL_H
#include <ch/base/str.h>
#include <ch/base/text.h>
#include <ch/url.h>

/* Nothing checks that the elements are of the type which the row names: a list of another struct is a bug that shows as
 * nonsense. */
typedef struct ch_list {
        const void *v; /* array of the struct that the member's row names */
        size_t len;
} ch_list;
/* A whole C array as a list. */
#define CH_LIST_OF(array) ((ch_list) { (array), sizeof(array) / sizeof((array)[0]) })

/* The six words of a row, as numbers. */
typedef enum ch_view_kind {
        CH_VIEW_TEXT,
        CH_VIEW_URL,
        CH_VIEW_FLAG,
        CH_VIEW_NUMBER,
        CH_VIEW_LIST,
        CH_VIEW_VIEW,
} ch_view_kind;

typedef struct ch_view_type ch_view_type;
typedef const ch_view_type *ch_view_type_fn(void);

/* A row of the table: a member by its name, and where in the struct it is. */
typedef struct ch_view_field {
        const char *name;
        ch_view_kind kind;
        size_t offset;
        /* LIST and VIEW: the type of what is inside; else NULL. A function, so that types may hold one another. */
        ch_view_type_fn *of;
} ch_view_field;

/* The table of a struct: its name, for errors, and its size, by which lists are walked. */
struct ch_view_type {
        const char *name;
        size_t size;
        const ch_view_field *fields;
        size_t len;
};

/* The machinery of the two macros; see above for their use. CH_VIEW_DECLARE(t, LIST) makes the struct t and declares
 * t_type(); CH_VIEW_DEFINE defines it, in the one .c file that has the same LIST in sight. A member's C type and its
 * row come out of one word, so that they cannot differ. */
#define CH_MEMBER_TEXT(name)         ch_str name;
#define CH_MEMBER_URL(name)          ch_url name;
#define CH_MEMBER_FLAG(name)         bool name;
#define CH_MEMBER_NUMBER(name)       int64_t name;
#define CH_MEMBER_LIST(name, type)   ch_list name;
#define CH_MEMBER_VIEW(name, type)   const type *name;
#define CH_MEMBER(kind, ...)         CH_MEMBER_##kind(__VA_ARGS__)
#define CH_ROW_(kind, name, type_fn) { #name, CH_VIEW_##kind, offsetof(self_, name), type_fn },
#define CH_ROW_TEXT(name)            CH_ROW_(TEXT, name, NULL)
#define CH_ROW_URL(name)             CH_ROW_(URL, name, NULL)
#define CH_ROW_FLAG(name)            CH_ROW_(FLAG, name, NULL)
#define CH_ROW_NUMBER(name)          CH_ROW_(NUMBER, name, NULL)
#define CH_ROW_LIST(name, type)      CH_ROW_(LIST, name, type##_type)
#define CH_ROW_VIEW(name, type)      CH_ROW_(VIEW, name, type##_type)
#define CH_ROW(kind, ...)            CH_ROW_##kind(__VA_ARGS__)

#define CH_VIEW_DECLARE(type, LIST)                                                                                    \
        typedef struct type {                                                                                          \
                LIST(CH_MEMBER)                                                                                        \
        } type;                                                                                                        \
        const ch_view_type *type##_type(void);
#define CH_VIEW_DEFINE(type, LIST)                                                                                     \
        const ch_view_type *type##_type(void)                                                                          \
        {                                                                                                              \
                typedef type self_;                                                                                    \
                static const ch_view_field fields_[] = { LIST(CH_ROW) };                                               \
                static const ch_view_type row_ = { #type, sizeof(type), fields_,                                       \
                                                   sizeof(fields_) / sizeof(fields_[0]) };                             \
                return &row_;                                                                                          \
        }

/* Where template text comes from: find gives the file of that name (without folder and ".html"), or CH_HIDDEN; ctx is
 * handed on to it. Texts must live as long as the templates. Tests and fuzzers bring their own. */
typedef struct ch_tmpl_source {
        ch_status (*find)(void *ctx, ch_str name, ch_str *text);
        void *ctx;
} ch_tmpl_source;
/* What was compiled into the program from web/tmpl. */
ch_tmpl_source ch_tmpl_embedded(void);

typedef struct ch_tmpl ch_tmpl;

/* One page to be compiled: the file's name and the type of its view. */
typedef struct ch_tmpl_page {
        const char *name;      /* "request_show" for web/tmpl/request_show.html */
        ch_view_type_fn *type; /* request_show_type                             */
} ch_tmpl_page;

/* Compiles one page with its partials; *out lives in the arena and borrows from the source's texts. CH_INVALID: *error
 * says in one line what is wrong first, "web/tmpl/x.html:12: unknown name 'tilte' (view request_show)"; CH_TOO_LARGE:
 * the arena is full. Done at start, by one thread. */
CH_MUST_CHECK ch_status ch_tmpl_compile(ch_arena *arena, ch_tmpl_source source, ch_tmpl_page page, const ch_tmpl **out,
                                        ch_str *error);
/* Compiles a table of n pages from the embedded source, out[i] for pages[i]; all are tried, whatever is wrong with one.
 * CH_INVALID: *errors holds one line for every page that is wrong, for the start-up's standard error. CH_TOO_LARGE: the
 * arena is full, and *errors may be empty. */
CH_MUST_CHECK ch_status ch_tmpl_load(ch_arena *arena, const ch_tmpl_page *pages, size_t n, const ch_tmpl **out,
                                     ch_str *errors);
/* Writes the page for view, a struct of the type it was compiled for, in that language. Failure is sticky in out:
 * ch_buf_end tells. */
void ch_tmpl_render(const ch_tmpl *tmpl, ch_lang lang, const void *view, ch_buf *out);
#endif
