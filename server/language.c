#include "language.h"
#include <ch/msg.h>

ch_lang
ch_language_pick(ch_str query, ch_str cookie, const ch_caller *caller, ch_str accept)
{
        ch_lang lang;

        if (ch_lang_parse(query, &lang) || ch_lang_parse(cookie, &lang))
                return lang;
        if (caller->info && ch_lang_parse(caller->info->lang, &lang))
                return lang;
        return ch_lang_negotiate(accept, CH_EN);
}
