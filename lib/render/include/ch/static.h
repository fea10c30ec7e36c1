/* ch/static.h – the files of web/static, compiled into the program.
 *
 * Their addresses carry a hash of their content, /static/app.0f3c….css, so that a browser may keep them for ever and
 * never shows an old one. Constants; any thread; O(number of files), which is small.
 */
#ifndef CH_STATIC_H
#define CH_STATIC_H
#include <ch/url.h>

typedef struct ch_static {
        ch_str bytes;
        /* The same, gzipped at build; empty when that is no gain. */
        ch_str gzip;
        /* As the header wants it: "text/css; charset=utf-8". */
        const char *content_type;
        /* The address with the hash. */
        ch_url url;
} ch_static;

/* What every reply with a static file says. */
#define CH_STATIC_CACHE_CONTROL "public, max-age=31536000, immutable"

/* By the path of a request ("/static/app.HASH.css"); NULL: no such file or another hash, answer 404. */
const ch_static *ch_static_find(ch_str path);
/* By file name ("app.css"), for making pages; a name that is not there is a bug and asserts. */
const ch_static *ch_static_named(const char *name);
#endif
