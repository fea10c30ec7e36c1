/* ch/html.h – the only two ways by which bytes become HTML: a literal of ours, or a value that is escaped.
 *
 * Templates use this; C outside render hardly ever needs it. A buffer belongs to one thread; cost O(bytes); overflow is
 * sticky in the buffer, so nothing here returns a status: ch_buf_end tells.
 *
 *      ch_html_lit(&b, "<p title=\""), ch_html_text(&b, title), ch_html_lit(&b, "\">")
 */
#ifndef CH_HTML_H
#define CH_HTML_H
#include <ch/base/str.h>

/* Our own markup; a variable does not compile. */
#define ch_html_lit(buf, literal) ch_buf_put((buf), "" literal "", sizeof(literal) - 1)

/* A value, as text or inside a quoted attribute: & < > " ' become entities; U+0000 and bytes that are not UTF-8 become
 * U+FFFD, so that no value can change what follows it. */
void ch_html_text(ch_buf *buf, ch_str value);
/* The same for XML feeds: control characters but tab, line feed and return are dropped (U+0000 too), as XML 1.0 forbids
 * them. */
void ch_html_xml(ch_buf *buf, ch_str value);
#endif
