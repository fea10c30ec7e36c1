/* ch/multipart.h – multipart/form-data (RFC 7578) as browsers send it with a file.
 *
 * Strict where leniency has been somebody's hole: one boundary, CR LF everywhere, nothing before the first or behind
 * the last boundary, each part named exactly once, at most CH_MULTIPART_MAX parts, headers of a part at most
 * CH_MULTIPART_HEADERS bytes, no transfer encoding. Names, file names and texts are UTF-8 without NUL; files are any
 * bytes. Nothing is copied: parts borrow from the body. Pure; any thread; O(bytes).
 *
 *      --xyz
 *      Content-Disposition: form-data; name="note"; filename="note.pdf"
 *      Content-Type: application/pdf
 *
 *      %PDF-1.7 …
 *      --xyz--
 *
 * gives one part { .name = "note", .file = "note.pdf", .type = "application/pdf", .bytes = …, .is_file = true }. What a
 * browser says of a file is a claim: neither its name nor its type is to be trusted.
 */
#ifndef CH_MULTIPART_H
#define CH_MULTIPART_H
#include <ch/pairs.h>

/* Parts of a body; bytes of one part's headers, the empty line behind them among them. */
enum { CH_MULTIPART_MAX = 256, CH_MULTIPART_HEADERS = 1024 };

typedef struct ch_part {
        ch_str name; /* never empty; several parts may have the same */
        /* Name as sent, its last path segment; empty for a plain field. */
        ch_str file;
        /* As sent; empty: not said. */
        ch_str type;
        ch_str bytes;
        /* The part had a file name, perhaps an empty one (no file chosen). */
        bool is_file;
} ch_part;

typedef struct ch_multipart {
        ch_part *v; /* all parts, in the order of the body */
        size_t len;
        ch_pairs pairs; /* the plain fields, in their order: for ch_form_read */
} ch_multipart;

/* type: value of the Content-Type header. CH_UNSUPPORTED: another type, or no fit boundary; CH_MALFORMED: any of the
 * above is not kept; CH_TOO_LARGE: too many parts, or the arena is full. */
CH_MUST_CHECK ch_status ch_multipart_parse(ch_arena *arena, ch_str type, ch_str body, ch_multipart *out);
/* First file of that name with at least one byte or a file name; NULL when there is none. */
const ch_part *ch_multipart_file(const ch_multipart *m, const char *name);
#endif
