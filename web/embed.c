/* embed.c – a build tool: writes templates and static files as C tables, so that the program needs no files beside it.
 *
 *      embed OUT.c FILE...
 *
 * x/_head.html becomes the template "_head". Any other file becomes a static file; when FILE.gz is also given and
 * shorter, it is kept as its gzipped form. Runs on the building machine only.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
        const char *ending, *type;
} types[] = {
        { ".css", "text/css; charset=utf-8" },
        { ".svg", "image/svg+xml" },
        { ".js", "text/javascript; charset=utf-8" },
        { ".txt", "text/plain; charset=utf-8" },
        { ".png", "image/png" },
};

static _Noreturn void
fail(const char *path, const char *what)
{
        fprintf(stderr, "embed: %s: %s\n", path, what);
        exit(1);
}

static unsigned char *
read_file(const char *path, size_t *len)
{
        FILE *f = fopen(path, "rb");
        unsigned char *bytes = NULL;
        size_t cap = 0;

        if (!f) {
                fail(path, "cannot be read");
        }
        for (*len = 0;;) {
                if (*len == cap) {
                        cap = cap ? cap * 2 : 65536;
                        bytes = realloc(bytes, cap);
                        if (!bytes) {
                                fail(path, "too large");
                        }
                }
                size_t n = fread(bytes + *len, 1, cap - *len, f);
                if (n == 0) {
                        break;
                }
                *len += n;
        }
        fclose(f);
        return bytes;
}

static const char *
base_name(const char *path)
{
        const char *slash = strrchr(path, '/');

        return slash ? slash + 1 : path;
}

static int
ends_in(const char *s, const char *ending)
{
        size_t a = strlen(s), b = strlen(ending);

        return a > b && strcmp(s + a - b, ending) == 0;
}

static void
put_bytes(FILE *out, const unsigned char *bytes, size_t len)
{
        fputs("{ \"", out);
        for (size_t i = 0; i < len; i++) {
                unsigned char c = bytes[i];
                if (c == '\n') {
                        fputs("\\n", out);
                } else if (c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '?') {
                        fputc(c, out);
                } else {
                        fprintf(out, "\\%03o", c);
                }
                if (c == '\n' || i % 100 == 99) {
                        fputs("\"\n  \"", out);
                }
        }
        fprintf(out, "\", %zu }", len);
}

static void
put_tmpl(FILE *out, const char *path)
{
        size_t len;
        unsigned char *bytes = read_file(path, &len);
        const char *name = base_name(path);

        fprintf(out, "        { { \"%.*s\", %zu }, ", (int)(strlen(name) - 5), name, strlen(name) - 5);
        put_bytes(out, bytes, len);
        fputs(" },\n", out);
        free(bytes);
}

/* FNV-1a: the address must change with the content, nothing more. */
static uint64_t
hash_of(const unsigned char *bytes, size_t len)
{
        uint64_t h = UINT64_C(0xcbf29ce484222325);

        for (size_t i = 0; i < len; i++) {
                h = (h ^ bytes[i]) * UINT64_C(0x100000001b3);
        }
        return h;
}

static const char *
type_of(const char *path)
{
        for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
                if (ends_in(path, types[i].ending)) {
                        return types[i].type;
                }
        }
        fail(path, "no content type is known for this ending");
}

static void
put_gzip(FILE *out, const char *path, size_t plain_len, char **files)
{
        const char *name = base_name(path);

        for (; *files; files++) {
                const char *other = base_name(*files);
                if (ends_in(other, ".gz") && strlen(other) == strlen(name) + 3 &&
                    strncmp(other, name, strlen(name)) == 0) {
                        size_t len;
                        unsigned char *bytes = read_file(*files, &len);
                        put_bytes(out, bytes, len < plain_len ? len : 0);
                        free(bytes);
                        return;
                }
        }
        put_bytes(out, NULL, 0);
}

static void
put_static(FILE *out, const char *path, char **files)
{
        size_t len;
        unsigned char *bytes = read_file(path, &len);
        const char *name = base_name(path), *dot = strrchr(name, '.');

        fprintf(out, "        { \"%s\", { ", name);
        put_bytes(out, bytes, len);
        fputs(", ", out);
        put_gzip(out, path, len, files);
        char url[512];
        int url_len = snprintf(url, sizeof url, "/static/%.*s.%016" PRIx64 "%s", (int)(dot - name), name,
                               hash_of(bytes, len), dot);
        fprintf(out, ", \"%s\", { { \"%s\", %d } } } },\n", type_of(path), url, url_len);
        free(bytes);
}

int
main(int argc, char **argv)
{
        FILE *out = argc > 2 ? fopen(argv[1], "w") : NULL;

        if (!out) {
                fail(argc > 1 ? argv[1] : "usage", "embed OUT.c FILE...");
        }
        fputs("/* written by web/embed.c at build */\n#include \"embedded.h\"\n\nconst ch_embedded_tmpl "
              "ch_embedded_tmpls[] = {\n",
              out);
        for (int i = 2; i < argc; i++) {
                if (ends_in(argv[i], ".html")) {
                        put_tmpl(out, argv[i]);
                }
        }
        fputs("};\nconst size_t ch_embedded_tmpls_len = sizeof ch_embedded_tmpls / sizeof ch_embedded_tmpls[0];\n",
              out);
        fputs("const ch_embedded_static ch_embedded_statics[] = {\n", out);
        for (int i = 2; i < argc; i++) {
                if (!ends_in(argv[i], ".html") && !ends_in(argv[i], ".gz")) {
                        put_static(out, argv[i], argv + 2);
                }
        }
        fputs("};\nconst size_t ch_embedded_statics_len = sizeof ch_embedded_statics / sizeof "
              "ch_embedded_statics[0];\n",
              out);
        if (fclose(out) != 0) {
                fail(argv[1], "cannot be written");
        }
        return 0;
}
