/* ch/msg.h – sentences in the reader's language.
 *
 * A message id is the English sentence itself, marked CH_MSG in C or written {{_ …}} in a template; translations are
 * gettext files, one domain per language. Call ch_msg_load first thing, before the first thread; afterwards every
 * function is thread-safe and costs about 0.2 microseconds. A message without translation appears in English.
 */
#ifndef CH_MSG_H
#define CH_MSG_H
#include <ch/base/mark.h>
#include <ch/base/text.h>

/* A named value of a sentence: "{count} of {total}". Names are literals. */
typedef struct ch_msg_arg {
        const char *name;
        ch_str value;
} ch_msg_arg;

/* Fixes the process at C.UTF-8, opens DIR/C.UTF-8/LC_MESSAGES/<lang>.mo of every language but English and asks each for
 * its sentinel, the message "@language". LANGUAGE and OUTPUT_CHARSET are taken out of the environment, as they would
 * overrule the reader's choice. CH_BROKEN (logged with the number of the language): the file is missing or is not that
 * language. dir should be absolute; it is copied. */
CH_MUST_CHECK ch_status ch_msg_load(const char *dir);
/* The sentence, not filled in. The result is a literal or lives as long as the process. */
const char *ch_msg(ch_lang lang, const char *id);
/* The form that the language wants for n (Russian has three, Arabic six); one and many are the English forms. n itself
 * is not filled in. */
const char *ch_msg_n(ch_lang lang, const char *one, const char *many, uint64_t n);
/* The sentence with its {named} values filled in: plain text, which the template escapes. A name that is not among the
 * n arguments stays as it is written. In the arena; empty on overflow. */
ch_str ch_msg_fill(ch_arena *arena, ch_lang lang, const char *id, const ch_msg_arg *args, size_t n);
/* Fills a sentence that ch_msg_n has chosen. */
ch_str ch_msg_fill_text(ch_arena *arena, const char *sentence, const ch_msg_arg *args, size_t n);

/* CH_FILL(arena, lang, "Request {ref}", { "ref", ref }) */
#define CH_FILL(arena, lang, sentence, ...)                                                                            \
        ch_msg_fill((arena), (lang), "" sentence "", (const ch_msg_arg[]) { __VA_ARGS__ },                             \
                    sizeof((const ch_msg_arg[]) { __VA_ARGS__ }) / sizeof(ch_msg_arg))

/* How the language calls itself ("Français") and how it is written ("ltr", "rtl"): literals. */
const char *ch_lang_name(ch_lang lang);
const char *ch_lang_dir(ch_lang lang);
/* The one of ours that an Accept-Language header wants most (q=, the first where equal; "fr-CA" is fr); the fallback
 * when none is wanted. Anything may stand in the header. O(bytes). */
ch_lang ch_lang_negotiate(ch_str accept, ch_lang fallback);
#endif
