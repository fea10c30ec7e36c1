/* embedded.c – templates and static files out of the program itself; see ch/tmpl.h, ch/static.h. */
#include "embedded.h"

#include <ch/base/assert.h>
#include <ch/tmpl.h>
#include <string.h>

static ch_status
find_embedded(__attribute__((unused)) void *ctx, ch_str name, ch_str *text)
{
        for (size_t i = 0; i < ch_embedded_tmpls_len; i++) {
                if (ch_str_eq(ch_embedded_tmpls[i].name, name)) {
                        *text = ch_embedded_tmpls[i].text;
                        return CH_OK;
                }
        }
        return CH_HIDDEN;
}

ch_tmpl_source
ch_tmpl_embedded(void)
{
        return (ch_tmpl_source) { .find = find_embedded };
}

const ch_static *
ch_static_find(ch_str path)
{
        for (size_t i = 0; i < ch_embedded_statics_len; i++) {
                if (ch_str_eq(ch_embedded_statics[i].file.url.text, path)) {
                        return &ch_embedded_statics[i].file;
                }
        }
        return NULL;
}

const ch_static *
ch_static_named(const char *name)
{
        for (size_t i = 0; i < ch_embedded_statics_len; i++) {
                if (strcmp(ch_embedded_statics[i].name, name) == 0) {
                        return &ch_embedded_statics[i].file;
                }
        }
        ch_assert_failed("a static file of that name", __FILE__, __LINE__);
}
