/* compile.h – what the two files of the template compiler share. Private to render; used at start only. */
#ifndef CH_RENDER_COMPILE_H
#define CH_RENDER_COMPILE_H
#include "context.h"
#include "program.h"

typedef struct position {
        ch_str name; /* the file, without folder and ".html" */
        size_t line;
} position;

typedef struct section {
        ch_str name;
        size_t op;       /* the operation that opens it          */
        size_t frames;   /* views in reach before it             */
        context context; /* where it began                       */
        size_t depth;    /* the file it stands in, by inclusion  */
        size_t line;
} section;

typedef struct compiler {
        ch_arena *arena;
        ch_tmpl_source source;
        ch_str *error;
        ch_tmpl *tmpl;
        position file;
        size_t depth;
        context context;
        const ch_view_type *types[DEPTH_MAX];
        size_t frames;
        section open[DEPTH_MAX];
        size_t open_len;
} compiler;

/* Writes the error with its place; always false. */
bool compile_wrong(compiler *c, const char *what, ch_str about);
/* A new operation at the end, valid until the next; NULL: the arena is full. */
op *compile_add(compiler *c, op_kind kind);
/* Looks a name up from the innermost view outwards; false: written to the error. */
bool compile_find(compiler *c, ch_str name, place *out);
/* {{_ …}} and {{_n count|…|…}}: what stands behind the underscore. */
bool compile_sentence(compiler *c, ch_str text);
#endif
