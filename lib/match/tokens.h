/* tokens.h – a text as folded words and the forms in which each may stand in the thesaurus. Inside the room. Pure. */
#ifndef CH_MATCH_TOKENS_H
#define CH_MATCH_TOKENS_H
#include <ch/base/text.h>

enum { FORMS_MAX = 24 };

typedef struct token { /* the word itself first, then without ending or clitics */
        ch_str forms[FORMS_MAX];
        size_t len;
} token;

typedef struct tokens {
        token *v;
        size_t len;
} tokens;

/* Empty for bytes that are no text. */
CH_MUST_CHECK ch_status tokens_read(ch_arena *arena, ch_str text, ch_lang lang, tokens *out);
/* The same for a keyword, which stands as it is: no ending is dropped, and of the Arabic clitics only the article,
 * since a stem cut shorter would be found everywhere. */
CH_MUST_CHECK ch_status tokens_of_keyword(ch_arena *arena, ch_str keyword, tokens *out);
/* The whole text folded, without white space: how Chinese is searched. */
CH_MUST_CHECK ch_status tokens_squeeze(ch_arena *arena, ch_str text, ch_str *out);
#endif
