/* Any bytes as a reference table, the first saying which; the others are small and good. What is taken can be asked. */
#include "fuzz.h"
#include <ch/base/crypto.h>
#include <ch/vocab.h>
#include <stddef.h>

static const size_t tables[] = {
        offsetof(ch_vocab_texts, states),   offsetof(ch_vocab_texts, organizations), offsetof(ch_vocab_texts, regions),
        offsetof(ch_vocab_texts, topics),   offsetof(ch_vocab_texts, recipients),    offsetof(ch_vocab_texts, holidays),
        offsetof(ch_vocab_texts, concepts),
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        ch_vocab_texts texts = {
                .states = CH_LIT("iso2,iso3,m49,name_en,name_ar,name_es,name_fr,name_ru,name_zh,status,un_group,"
                                 "m49_region_code,m49_subregion_code,ldc,sids,lldc,un_langs,corr_lang_default\n"
                                 "AL,ALB,008,a,b,c,d,e,f,member,X,150,039,0,0,0,,en\n"),
        };
        ch_arena *arena = fuzz_arena();
        ch_issues issues = ch_issues_new(arena);
        const ch_vocab *v;
        ch_str star = CH_LIT("*");
        ch_status st;

        if (!size || !ch_crypto_init())
                return 0;
        *(ch_str *)(void *)((char *)&texts + tables[data[0] % 7]) = fuzz_str(data + 1, size - 1);
        st = ch_vocab_load(arena, &texts, &issues, &v);
        fuzz_must(st == CH_OK || st == CH_INVALID || st == CH_TOO_LARGE);
        fuzz_must(st != CH_INVALID || issues.len);
        if (st == CH_TOO_LARGE)
                return 0;
        for (int kind = 0; kind < CH__VOCAB_MAX; kind++)
                (void)ch_vocab_has(v, (ch_vocab_kind)kind, fuzz_str(data, size));
        (void)ch_vocab_is_holiday(v, 20000);
        (void)ch_vocab_states_of(v, (ch_strs) { &star, 1 });
        return 0;
}
