/* tokens.h – a text as folded words and the forms in which each may stand in the thesaurus. Inside the room. Pure.
 *
 *      English     "Customs officers"      { "customs", "custom" }, { "officers", "officer" }
 *      Arabic      "wa-bi-l-hudud"         the word, then without "and", without "by" too, without the article too
 *      others      as they are
 *
 * In Arabic, letters that are written one for the other are made one (alef maqsura and yeh, teh marbuta and heh). Words
 * and forms live in the arena.
 */
#ifndef CH_MATCH_TOKENS_H
#define CH_MATCH_TOKENS_H
#include <ch/base/text.h>

enum { FORMS_MAX = 24 };

/* The word itself first, then without ending or clitics; each form once. More than FORMS_MAX are left out. */
typedef struct token {
        ch_str forms[FORMS_MAX];
        size_t len;
} token;

typedef struct tokens {
        token *v;
        size_t len;
} tokens;

/* In the order of the text. Empty for bytes that are no text; CH_TOO_LARGE, as all here: the arena is full. */
CH_MUST_CHECK ch_status tokens_read(ch_arena *arena, ch_str text, ch_lang lang, tokens *out);
/* The same for a keyword, which stands as it is: no ending is dropped, and of the Arabic clitics only the article,
 * since a stem cut shorter would be found everywhere. */
CH_MUST_CHECK ch_status tokens_of_keyword(ch_arena *arena, ch_str keyword, tokens *out);
/* The whole text folded, without white space: how Chinese is searched. */
CH_MUST_CHECK ch_status tokens_squeeze(ch_arena *arena, ch_str text, ch_str *out);
#endif
