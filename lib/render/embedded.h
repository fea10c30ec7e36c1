/* embedded.h – the tables of files that the build compiles into the program; web/embed.c writes them. Private to
 * render. */
#ifndef CH_RENDER_EMBEDDED_H
#define CH_RENDER_EMBEDDED_H
#include <ch/static.h>

/* web/tmpl/NAME.html. */
typedef struct ch_embedded_tmpl {
        ch_str name; /* "_head" */
        ch_str text;
} ch_embedded_tmpl;

/* web/static/NAME. */
typedef struct ch_embedded_static {
        const char *name; /* "app.css" */
        ch_static file;
} ch_embedded_static;

/* Looked through from the front: there are few. */
extern const ch_embedded_tmpl ch_embedded_tmpls[];
extern const size_t ch_embedded_tmpls_len;
extern const ch_embedded_static ch_embedded_statics[];
extern const size_t ch_embedded_statics_len;
#endif
