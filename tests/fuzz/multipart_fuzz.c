/* First line: the content type; the rest: the body. Every part stays inside the body. */
#include "fuzz.h"
#include <ch/multipart.h>

static void
check_inside(ch_str body, ch_str s)
{
        fuzz_must(!s.len || (s.p >= body.p && s.p + s.len <= body.p + body.len));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_str body = fuzz_str(data, size), type;
        ch_multipart m;

        if (!ch_str_cut(&body, '\n', &type) || ch_multipart_parse(fuzz_arena(), type, body, &m))
                return 0;
        fuzz_must(m.len > 0 && m.len <= CH_MULTIPART_MAX && m.pairs.len <= m.len);
        for (size_t i = 0; i < m.len; i++) {
                check_inside(body, m.v[i].name);
                check_inside(body, m.v[i].file);
                check_inside(body, m.v[i].type);
                check_inside(body, m.v[i].bytes);
                fuzz_must(m.v[i].name.len > 0 && ch_str_find(m.v[i].file, '/') == m.v[i].file.len);
        }
        (void)ch_multipart_file(&m, "file");
        return 0;
}
