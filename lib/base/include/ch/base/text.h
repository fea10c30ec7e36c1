/* ch/base/text.h – what ICU does for us: folding, words, order of names, dates and numbers for people.
 *
 * Results live in the arena; so does what is needed on the way, several times the text where it is not ASCII. What all
 * may answer: CH_MALFORMED: s is not UTF-8; CH_TOO_LARGE: the arena is full, or s longer than 64 MiB; CH_BROKEN: ICU or
 * its data does not do its part. Text that is ASCII throughout is folded, composed and split without ICU. Thread-safe:
 * what ICU keeps is opened for each call.
 */
#ifndef CH_BASE_TEXT_H
#define CH_BASE_TEXT_H
#include <ch/base/clock.h>
#include <ch/base/str.h>

/* The six languages of the United Nations. */
typedef enum ch_lang { CH_EN, CH_AR, CH_ES, CH_FR, CH_RU, CH_ZH, CH__LANG_MAX } ch_lang;

/* "en", "ar", … a literal; and back: false for any other word, also "EN" and "en-GB". */
const char *ch_lang_code(ch_lang lang);
bool ch_lang_parse(ch_str s, ch_lang *out);
/* NFKD, case folded, without what makes no other word: combining marks, formatting characters, the tatweel. For
 * matching, never for showing: "Élan" gives "elan". */
CH_MUST_CHECK ch_status ch_text_fold(ch_arena *arena, ch_str s, ch_str *out);
/* NFC, for storing what people type. */
CH_MUST_CHECK ch_status ch_text_nfc(ch_arena *arena, ch_str s, ch_str *out);
/* Folded words in the order of the text, each as often as it stands there: runs of letters and digits. Runs in scripts
 * that set no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are split by ICU's dictionaries.
 * "Article 41's end" gives "article", "41", "s", "end". */
CH_MUST_CHECK ch_status ch_text_words(ch_arena *arena, ch_str s, ch_strs *out);
/* Key such that bytewise order of keys (ch_str_cmp) is the alphabetical order of the language. The
 * language's collator stays open. They fit together within one version of ICU: not for what is stored. */
CH_MUST_CHECK ch_status ch_text_sort_key(ch_arena *arena, ch_lang lang, ch_str s, ch_str *out);
/* A day in words, Latin digits and the Gregorian calendar in every language: "5 August 2014". CH_DAY_NONE asserts. */
CH_MUST_CHECK ch_status ch_text_day(ch_arena *arena, ch_lang lang, ch_day day, ch_str *out);
/* Which tables of Unicode and which dictionaries all this stands on: "ICU 72.1". A literal. */
const char *ch_text_library(void);
/* The script of most letters decides: ar, ru (Cyrillic) or zh (Han, each as much as three letters); the given fallback
 * where Latin letters are as many, or where there are none of these. Bytes that are no UTF-8 are passed over. */
ch_lang ch_text_guess_lang(ch_str s, ch_lang fallback);
#endif
