/* decisions.c – who reads which step of a match, and the words that came with it. */
#include <ch/may.h>

enum {
        STATE_STEP = 1,
        STATE_WORDS = 2,
        PROVIDER_STEP = 4,
        PROVIDER_WORDS = 8,
        STATE = STATE_STEP | STATE_WORDS,
        BOTH_STEP = STATE_STEP | PROVIDER_STEP,
        BOTH = STATE | PROVIDER_STEP | PROVIDER_WORDS,
};

/* Who but the Committee's staff and its author reads a decision, and its reason and words. Without a row it is for
 * nobody else: what the experts and the Chair settle among themselves, every refusal, and how it went afterwards. */
static const uint8_t readers[CH__ACT_MAX] = {
        [CH_ACT_MATCH_CLEAR] = STATE,
        [CH_ACT_MATCH_ASK_FOR] = STATE,
        [CH_ACT_MATCH_INVITE] = BOTH,
        [CH_ACT_MATCH_ANSWER_OFFER] = BOTH,
        [CH_ACT_MATCH_VOLUNTEER] = BOTH,
        [CH_ACT_MATCH_PASS_ON] = BOTH_STEP,
        [CH_ACT_MATCH_ACCEPT] = BOTH,
        [CH_ACT_MATCH_ASK_CHANGES] = BOTH,
        [CH_ACT_MATCH_START] = BOTH,
        [CH_ACT_MATCH_SUSPEND] = BOTH,
        [CH_ACT_MATCH_RESUME] = BOTH,
        [CH_ACT_MATCH_REPORT] = BOTH,
        [CH_ACT_MATCH_CONFIRM_DELIVERY] = BOTH,
        [CH_ACT_MATCH_CLOSE] = BOTH,
        [CH_ACT_MATCH_LAPSE] = BOTH,
        [CH_ACT_MATCH_WITHDRAW_OFFER] = BOTH,
        [CH_ACT_MATCH_RESCIND] = BOTH,
        [CH_ACT_MATCH_PASS_CONTACTS] = BOTH_STEP,
};

bool
ch_decisions_show(ch_match *view, const ch_match *match, const ch_actor *actor, ch_arena *arena)
{
        bool is_state = actor->party.len && ch_str_eq(actor->party, match->party);
        bool is_side = is_state || (actor->party.len && ch_str_eq(actor->party, match->provider));
        uint8_t step = is_state ? STATE_STEP : PROVIDER_STEP, words = is_state ? STATE_WORDS : PROVIDER_WORDS;
        const ch_decision *all = match->decisions.v;
        ch_decision *kept = CH_NEW_N(arena, ch_decision, match->decisions.len);
        size_t n = 0;

        for (size_t i = 0; kept && i < match->decisions.len; i++) {
                bool is_mine = is_side && ch_str_eq(all[i].by_party, actor->party);
                uint8_t marks = is_mine ? BOTH : readers[ch_act_of(all[i].act)];

                if (!(marks & step))
                        continue;
                kept[n] = all[i];
                kept[n].by = (ch_uuid) { 0 };
                if (!(marks & words))
                        kept[n].code = kept[n].words = (ch_str) { 0 };
                n++;
        }
        view->decisions = (ch_parts) { kept, kept ? n : 0 };
        return kept != NULL;
}
