/* ch/base/text.h – what ICU does for us: folding, words, order of names, dates and numbers for people.
 *
 * Thread-safe: ICU objects are opened per call or kept per thread.
 */
#ifndef CH_BASE_TEXT_H
#define CH_BASE_TEXT_H
#include <ch/base/clock.h>
#include <ch/base/str.h>

typedef enum ch_lang { CH_EN, CH_AR, CH_ES, CH_FR, CH_RU, CH_ZH, CH__LANG_MAX } ch_lang;

/* "en", "ar", … and back. The first is a literal. */
const char *ch_lang_code(ch_lang lang);
bool ch_lang_parse(ch_str s, ch_lang *out);
/* NFKD, combining marks dropped, case folded; for matching, never for showing. */
CH_MUST_CHECK ch_status ch_text_fold(ch_arena *arena, ch_str s, ch_str *out);
/* NFC, for storing what people type. */
CH_MUST_CHECK ch_status ch_text_nfc(ch_arena *arena, ch_str s, ch_str *out);
/* Folded words: runs of letters and digits; Chinese runs are split by ICU's dictionary. */
CH_MUST_CHECK ch_status ch_text_words(ch_arena *arena, ch_str s, ch_strs *out);
/* Key such that bytewise order of keys is the alphabetical order of the language. */
CH_MUST_CHECK ch_status ch_text_sort_key(ch_arena *arena, ch_lang lang, ch_str s, ch_str *out);
/* A day in words, Latin digits in every language: "5 August 2014". */
CH_MUST_CHECK ch_status ch_text_day(ch_arena *arena, ch_lang lang, ch_day day, ch_str *out);
/* Which tables of Unicode and which dictionaries all this stands on: "ICU 72.1". A literal. */
const char *ch_text_library(void);
/* Primary script of the text decides: ar, ru (Cyrillic), zh (Han), else the given fallback. */
ch_lang ch_text_guess_lang(ch_str s, ch_lang fallback);
#endif
