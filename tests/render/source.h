/* source.h – templates for tests, given as pairs of name and text.
 *
 *   static const source_file files[] = { { "a", "<p>{{text}}</p>" }, { NULL, NULL } };
 *   ch_tmpl_source source = source_of(files);
 */
#ifndef SOURCE_H
#define SOURCE_H
#include <ch/tmpl.h>

typedef struct source_file {
        const char *name, *text;
} source_file;

/* ctx: an array of source_file that ends with a NULL name. */
static inline ch_status
source_find(void *ctx, ch_str name, ch_str *text)
{
        for (const source_file *f = ctx; f->name; f++) {
                if (ch_str_is(name, f->name)) {
                        *text = ch_str_of(f->text);
                        return CH_OK;
                }
        }
        return CH_HIDDEN;
}

static inline ch_tmpl_source
source_of(const source_file *files)
{
        return (ch_tmpl_source) { .find = source_find, .ctx = (void *)(uintptr_t)files };
}
#endif
