/* program.h – a compiled template: a flat list of operations. Private to render. */
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

typedef struct sentence {
        const char *one;  /* the message id                           */
        const char *many; /* NULL: not a plural                       */
        place count;      /* which number decides, when it is         */
        size_t args_len;
        struct {
                ch_str name;
                place place;
        } args[SENTENCE_ARGS];
} sentence;

typedef struct op {
        op_kind kind;
        size_t end;     /* EACH, WITH, IF, UNLESS: index behind the body */
        size_t stride;  /* EACH: size of one element                     */
        place place;    /* all but LITERAL and SENTENCE                  */
        ch_str literal; /* LITERAL                                       */
        const sentence *sentence;
} op;

struct ch_tmpl {
        op *ops;
        size_t len, cap;
};

/* Cuts a sentence at its next {name}: words before it to *words, the name to *name (empty when none is left), the rest
 * stays in *rest. False when the sentence was already empty. */
bool sentence_next(ch_str *rest, ch_str *words, ch_str *name);
#endif
