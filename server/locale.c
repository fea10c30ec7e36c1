#include "locale.h"
#include <ch/msg.h>

ch_lang
ch_locale_pick(ch_str query, ch_str cookie, const ch_caller *caller, ch_str accept)
{
        ch_lang lang;

        if (ch_lang_parse(query, &lang) || ch_lang_parse(cookie, &lang))
                return lang;
        return caller->has_lang ? caller->lang : ch_lang_negotiate(accept, CH_EN);
}
