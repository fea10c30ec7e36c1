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
        /* Sections and partials within one another. */
        DEPTH_MAX = 32,
        /* Named values of one sentence. */
        SENTENCE_ARGS = 8
};

typedef enum op_kind {
        OP_LITERAL,
        OP_TEXT,
        OP_URL,
        OP_NUMBER,
        /* List: the operations up to .end, once for each element. */
        OP_EACH,
        /* View: the operations up to .end, when there is one. */
        OP_WITH,
        /* Anything: the operations up to .end, when it is there: a text that is not empty, a number that is not 0. */
        OP_IF,
        /* … when it is not. */
        OP_UNLESS,
        /* A message. */
        OP_SENTENCE,
} op_kind;

/* A member of one of the views in reach. Frame 0 is the page's own view, each section over a list or view adds one. */
typedef struct place {
        size_t frame;
        const ch_view_field *field;
} place;

/* A message of a template, looked up in the reader's language when it is rendered. */
typedef struct sentence {
        /* The message id, "{count} offer". */
        const char *one;
        /* "{count} offers"; NULL: not a plural. */
        const char *many;
        /* Which number decides, when it is; -3 as 3. */
        place count;
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
