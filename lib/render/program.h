/* program.h – a compiled template: a flat list of operations. Private to render.
 *
 *      {{#needs}}<li>{{title}}{{/needs}}       0 EACH needs, end 3
 *      <p>                                     1   LITERAL "<li>"
 *                                              2   TEXT title, in frame 1
 *                                              3 LITERAL "<p>"
 */
#ifndef CH_RENDER_PROGRAM_H
#define CH_RENDER_PROGRAM_H
#include <ch/tmpl.h>

enum {
        DEPTH_MAX = 32,   /* sections and partials within one another */
        SENTENCE_ARGS = 8 /* named values of one sentence             */
};

typedef enum op_kind {
        OP_LITERAL,
        OP_TEXT,
        OP_URL,
        OP_NUMBER,
        OP_EACH,     /* list: the operations up to .end, once for each element */
        OP_WITH,     /* view: the operations up to .end, when there is one     */
        OP_IF,       /* anything: the operations up to .end, when it is there  */
        OP_UNLESS,   /* ... when it is not                                     */
        OP_SENTENCE, /* a message                                              */
} op_kind;

/* A member of one of the views in reach. Frame 0 is the page's own view, each section over a list or view adds one. */
typedef struct place {
        size_t frame;
        const ch_view_field *field;
} place;

/* A message of a template, looked up in the reader's language when it is rendered. */
typedef struct sentence {
        const char *one;  /* the message id                           */
        const char *many; /* NULL: not a plural                       */
        place count;      /* which number decides, when it is         */
        size_t args_len;
        /* Each {name} of the English sentence once; a translation may use them in any order, or not. */
        struct {
                ch_str name;
                place place;
        } args[SENTENCE_ARGS];
} sentence;

/* Which members hold something is said behind them; the others are zero. */
typedef struct op {
        op_kind kind;
        size_t end;     /* EACH, WITH, IF, UNLESS: index behind the body */
        size_t stride;  /* EACH: size of one element                     */
        place place;    /* all but LITERAL and SENTENCE                  */
        ch_str literal; /* LITERAL                                       */
        const sentence *sentence;
} op;

/* Immutable once compiled: any thread runs it. */
struct ch_tmpl {
        op *ops;
        size_t len, cap;
};

/* Cuts a sentence at its next {name}: words before it to *words, the name to *name (empty when none is left), the rest
 * stays in *rest. False when the sentence was already empty. "{n} of {total}" gives "", "n"; " of ", "total". */
bool sentence_next(ch_str *rest, ch_str *words, ch_str *name);
#endif
