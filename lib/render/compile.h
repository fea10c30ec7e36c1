/* compile.h – what the two files of the template compiler share. Private to render; used at start only. */
#ifndef CH_RENDER_COMPILE_H
#define CH_RENDER_COMPILE_H
#include "context.h"
#include "program.h"

/* Where the compiler reads, for errors. */
typedef struct position {
        ch_str name; /* the file, without folder and ".html" */
        size_t line;
} position;

/* A section that is open, with what must be the same when it is closed. */
typedef struct section {
        ch_str name;
        /* The operation that opens it. */
        size_t op;
        /* Views in reach before it. */
        size_t frames;
        /* Where it began. */
        context context;
        /* The file it stands in, by inclusion: what a file opens it closes. */
        size_t depth;
        size_t line;
} section;

/* One page being compiled. Everything it makes lives in the arena. Functions that return bool have written *error when
 * they return false, unless the arena is full; compiling ends there. */
typedef struct compiler {
        ch_arena *arena;
        ch_tmpl_source source;
        ch_str *error;
        ch_tmpl *tmpl;
        position file;
        size_t depth;    /* files within one another, from 1 for the page's own */
        context context; /* where in the HTML the text read so far has led      */
        /* The types of the views in reach: [0] the page's own, one more for each section over a list or view. */
        const ch_view_type *types[DEPTH_MAX];
        size_t frames;
        section open[DEPTH_MAX];
        size_t open_len;
} compiler;

/* Writes the error with its place; about: the name at fault, or empty. Always false. */
bool compile_wrong(compiler *c, const char *what, ch_str about);
/* A new operation at the end, valid until the next; NULL: the arena is full. */
op *compile_add(compiler *c, op_kind kind);
/* Looks a name up from the innermost view outwards: the nearest that has it wins. */
bool compile_find(compiler *c, ch_str name, place *out);
/* {{_ Received on {day}}} and {{_n count|{count} offer|{count} offers}}: what stands behind the underscore. Becomes one
 * operation, its white space squeezed to single spaces, its names looked up. */
bool compile_sentence(compiler *c, ch_str text);
#endif
