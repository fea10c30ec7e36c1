#include "grow.h"
#include "t.h"
#include <ch/multipart.h>
#include <string.h>

#define TYPE "multipart/form-data; boundary=----WebKitFormBoundary7MA4"
#define B    "------WebKitFormBoundary7MA4"

static ch_status
parse(ch_t *t, const char *type, const char *body, ch_multipart *m)
{
        return ch_multipart_parse(t->arena, ch_str_of(type), ch_str_of(body), m);
}

T_CASE("a form with a file is read as a browser sends it")
{
        static const char body[] = B
                "\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nBorder\r\ncontrol\r\n" B
                "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"note \xC3\xA9.pdf\"\r\n"
                "Content-Type: application/pdf\r\n\r\n%PDF\0\xff\r\n--\r\n" B
                "\r\nContent-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n" B "--\r\n";
        ch_multipart m;
        const ch_part *file;

        T_OK(ch_multipart_parse(t->arena, CH_LIT(TYPE), (ch_str) { body, sizeof(body) - 1 }, &m));
        T_EQ_SIZE(m.len, 3);
        T_EQ_SIZE(m.pairs.len, 2);
        T_EQ_STR(ch_pairs_get(&m.pairs, "title"), "Border\r\ncontrol");
        T_EQ_SIZE(ch_pairs_count(&m.pairs, "empty"), 1);
        file = ch_multipart_file(&m, "file");
        T_TRUE(file != NULL);
        T_EQ_STR(file->file, "note \xC3\xA9.pdf");
        T_EQ_STR(file->type, "application/pdf");
        T_EQ_SIZE(file->bytes.len, 10);
        T_EQ_MEM(file->bytes.p, "%PDF\0\xff\r\n--", 10);
        T_TRUE(ch_multipart_file(&m, "title") == NULL);
}

T_CASE("no file chosen is no file, and a path becomes its last segment")
{
        ch_multipart m;

        T_OK(parse(t, "Multipart/Form-Data;BOUNDARY=\"b c\"",
                   "--b c\r\ncontent-disposition:form-data;name=a;filename=\"\"\r\nContent-Type: "
                   "application/octet-stream\r\n\r\n\r\n--b c\r\n"
                   "Content-Disposition: form-data; name=\"b\"; filename=\"C:\\x\\..\\y.txt\"\r\n\r\nz\r\n--b c--",
                   &m));
        T_TRUE(ch_multipart_file(&m, "a") == NULL);
        T_EQ_STR(ch_multipart_file(&m, "b")->file, "y.txt");
        T_EQ_SIZE(m.pairs.len, 0);
}

T_CASE("another content type and an unfit boundary are not supported")
{
        static const char *const types[] = {
                "application/json",
                "multipart/mixed; boundary=b",
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=\"\"",
                "multipart/form-data; boundary=\"b \"",
                "multipart/form-data; boundary=b; boundary=c",
                "multipart/form-data; boundary=\"b",
                "multipart/form-data; boundary",
                "multipart/form-data; boundary=a*b",
                "multipart/form-data boundary=b",
                "",
                "multipart/form-data; boundary=0123456789012345678901234567890123456789012345678901234567890123456789x"
        };
        ch_multipart m;

        for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
                T_EQ_INT(parse(t, types[i], "--b\r\n", &m), CH_UNSUPPORTED);
}

#define PART(headers, content) "--b\r\n" headers "\r\n\r\n" content
#define NAME                   "Content-Disposition: form-data; name=\"a\""

T_CASE("what is not exactly as it should be is malformed")
{
        static const char *const bodies[] = {
                "",
                "--b",
                "--b--",
                "--b--\r\n",
                "--b\r\n",
                "\r\n" PART(NAME, "x\r\n--b--"),
                "preamble\r\n" PART(NAME, "x\r\n--b--"),
                PART(NAME, "x"),
                PART(NAME, "x\r\n--b"),
                PART(NAME, "x\r\n--b-"),
                PART(NAME, "x\r\n--b--x"),
                PART(NAME, "x\r\n--b--\r\nepilogue"),
                PART(NAME, "x\r\n--bc\r\n--b--"),
                PART(NAME, "x\n--b--"),
                "--b\n" NAME "\n\nx\n--b--",
                "--b \r\n" NAME "\r\n\r\nx\r\n--b--",
                PART("Content-Type: text/plain", "x\r\n--b--"),
                PART("Content-Disposition: form-data", "x\r\n--b--"),
                PART("Content-Disposition: form-data; name=\"\"", "x\r\n--b--"),
                PART("Content-Disposition: attachment; name=\"a\"", "x\r\n--b--"),
                PART("Content-Disposition: form-data; name=\"a\"; name=\"b\"", "x\r\n--b--"),
                PART("Content-Disposition: form-data; name=\"a\"; filename=\"x\"; filename=\"y\"", "x\r\n--b--"),
                PART("Content-Disposition: form-data; name=\"a\"; filename*=UTF-8''x", "x\r\n--b--"),
                PART("Content-Disposition: form-data; name=\"a", "x\r\n--b--"),
                PART("Content-Disposition: form-data name=\"a\"", "x\r\n--b--"),
                PART(NAME "\r\n" NAME, "x\r\n--b--"),
                PART(NAME "\r\nContent-Transfer-Encoding: base64", "eA==\r\n--b--"),
                PART(NAME "\r\n folded", "x\r\n--b--"),
                PART(NAME "\r\nNo colon", "x\r\n--b--"),
                PART("Content-Disposition: form-data; name=\"\xff\"", "x\r\n--b--"),
                PART("Content-Disposition: form-data; name=\"a\x01\"", "x\r\n--b--"),
                PART(NAME, "\xC0\xAF\r\n--b--"),
                "--b\r\n" NAME "\r\n",
                "--b\r\n" NAME,
        };
        ch_multipart m;

        for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
                if (parse(t, "multipart/form-data; boundary=b", bodies[i], &m) != CH_MALFORMED) {
                        print_error("body %zu\n", i);
                        fail();
                }
                T_EQ_SIZE(m.len, 0);
        }
        T_OK(parse(t, "multipart/form-data; boundary=b", PART(NAME, "x\r\n--b--"), &m));
}

T_CASE("a text holds no NUL, the headers of a part and the number of parts have a limit")
{
        static const char nul[] = PART(NAME, "x\0y\r\n--b--");
        ch_buf b = ch_buf_new(t->arena);
        ch_multipart m;
        ch_str body;

        T_EQ_INT(ch_multipart_parse(t->arena, CH_LIT("multipart/form-data; boundary=b"),
                                    (ch_str) { nul, sizeof(nul) - 1 }, &m),
                 CH_MALFORMED);
        for (size_t i = 0; i <= CH_MULTIPART_MAX; i++)
                ch_buf_lit(&b, PART(NAME, "x\r\n"));
        ch_buf_lit(&b, "--b--");
        T_OK(ch_buf_end(&b, &body));
        T_EQ_INT(ch_multipart_parse(t->arena, CH_LIT("multipart/form-data; boundary=b"), body, &m), CH_TOO_LARGE);
        body.p += strlen(PART(NAME, "x\r\n"));
        body.len -= strlen(PART(NAME, "x\r\n"));
        T_OK(ch_multipart_parse(t->arena, CH_LIT("multipart/form-data; boundary=b"), body, &m));
        T_EQ_SIZE(m.len, CH_MULTIPART_MAX);
        b = ch_buf_new(t->arena);
        ch_buf_lit(&b, "--b\r\n" NAME "\r\nX: ");
        for (size_t i = 0; i < CH_MULTIPART_HEADERS; i++)
                ch_buf_char(&b, 'x');
        ch_buf_lit(&b, "\r\n\r\n\r\n--b--");
        T_OK(ch_buf_end(&b, &body));
        T_EQ_INT(ch_multipart_parse(t->arena, CH_LIT("multipart/form-data; boundary=b"), body, &m), CH_MALFORMED);
}

static void
read_parts(ch_str bytes)
{
        ch_arena *arena = ch_arena_new((size_t)16 << 20);
        ch_multipart m;

        if (ch_multipart_parse(arena, CH_LIT("multipart/form-data; boundary=--------------aaaaaaaab"), bytes, &m) ==
            CH_UNSUPPORTED)
                fail();
        ch_arena_free(&arena);
}

T_CASE("a body of twice the size costs at most two and a half times as much")
{
#define HEAD "----------------aaaaaaaab\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n"
#define TAIL "\r\n----------------aaaaaaaab--"
        static const char *const shapes[][3] = {
                { HEAD, "\r\n----------------aaaaaaaa", TAIL },
                { HEAD, "\r\n-", TAIL },
                { HEAD, "\r\n", "" },
                { HEAD, "-", TAIL },
                { HEAD, "0123456789 #", TAIL },
        };

        for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
                if (!grows_evenly(t, read_parts, shapes[i], 512 * 1024)) {
                        print_error("shape %zu\n", i);
                        fail();
                }
}
