/* said.h – days in words, as they were said before: opening ICU's formatter for each costs fifty times as much.
 *
 * A place for each of some hundred days that follow each other, for each language; the first that comes to a place has
 * it for the life of the process. Any thread, no lock. What finds no place or no memory is said anew each time.
 */
#ifndef CH_BASE_SAID_H
#define CH_BASE_SAID_H
#include <ch/base/clock.h>
#include <ch/base/text.h>

/* Borrowed for ever; empty: not said before. */
ch_str said_before(ch_lang lang, ch_day day);
void said_keep(ch_lang lang, ch_day day, ch_str words);
#endif
