/* reasons.c – coded reasons. Everybody may decline without saying why: no reason ever counts against anyone. */
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <ch/procedure.h>

static const ch_coded_reason give_back[] = {
        { "note_missing", CH_MSG_INIT("The note verbale is missing") },
        { "not_confirmed", CH_MSG_INIT("The mission could not confirm it") },
        { "unclear", CH_MSG_INIT("The needs are not clear enough") },
        { "contact_missing", CH_MSG_INIT("A contact point is missing") },
        { "other", CH_MSG_INIT("Another reason, said in words") },
        { NULL, NULL },
};
static const ch_coded_reason authenticate[] = {
        { "note_seen", CH_MSG_INIT("The note verbale was seen") },
        { "called_back", CH_MSG_INIT("The mission was called back and confirmed it") },
        { NULL, NULL },
};
static const ch_coded_reason not_pursue[] = {
        { "not_wanted", CH_MSG_INIT("The State does not wish to pursue it") },
        { "no_answer", CH_MSG_INIT("Nobody confirmed it") },
        { "duplicate", CH_MSG_INIT("It repeats another request") },
        { NULL, NULL },
};
/* The words of ch_closed_for_names. */
static const ch_coded_reason close_request[] = {
        { "met", CH_MSG_INIT("The need is met") },
        { "partly_met", CH_MSG_INIT("The need is partly met") },
        { "met_elsewhere", CH_MSG_INIT("The need was met elsewhere") },
        { "referred_elsewhere", CH_MSG_INIT("Referred to another body") },
        { "duplicate", CH_MSG_INIT("It repeats another request") },
        { "withdrawn", CH_MSG_INIT("The State no longer asks for it") },
        { NULL, NULL },
};
/* The words of ch_listed_on_names. */
static const ch_coded_reason list_offer[] = {
        { "state_note", CH_MSG_INIT("A State's note") },
        { "organization_letter", CH_MSG_INIT("An organization's letter") },
        { "no_objection", CH_MSG_INIT("No objection from the members") },
        { NULL, NULL },
};
static const ch_coded_reason return_offer[] = {
        { "letter_missing", CH_MSG_INIT("The note or letter that vouches for it is missing") },
        { "unclear", CH_MSG_INIT("It is not clear what is offered") },
        { "outside", CH_MSG_INIT("It lies outside the clearing-house's field") },
        { "duplicate", CH_MSG_INIT("It repeats another offer") },
        { "other", CH_MSG_INIT("Another reason, said in words") },
        { NULL, NULL },
};
static const ch_coded_reason set_aside[] = {
        { "not_fitting", CH_MSG_INIT("It does not fit the need") },
        { "duplicate", CH_MSG_INIT("The State has this help already") },
        { "not_now", CH_MSG_INIT("The time does not fit") },
        { "better_known", CH_MSG_INIT("Another offer fits better") },
        { "outdated", CH_MSG_INIT("The offer is probably out of date") },
        { "sensitive", CH_MSG_INIT("It would not be tactful") },
        { "other", CH_MSG_INIT("Another reason, said in words") },
        { NULL, NULL },
};
static const ch_coded_reason provider_declines[] = {
        { "no_capacity", CH_MSG_INIT("No capacity at present") },
        { "not_our_field", CH_MSG_INIT("Not what we do") },
        { "no_mandate", CH_MSG_INIT("Outside our mandate") },
        { "no_funds", CH_MSG_INIT("No funds") },
        { "timing", CH_MSG_INIT("The time does not fit") },
        { "not_said", CH_MSG_INIT("We prefer not to say") },
        { NULL, NULL },
};
static const ch_coded_reason state_declines[] = {
        { "other_chosen", CH_MSG_INIT("We chose other help") },
        { "not_fitting", CH_MSG_INIT("It does not fit what we need") },
        { "conditions", CH_MSG_INIT("We cannot meet what it asks of us") },
        { "timing", CH_MSG_INIT("The time does not fit") },
        { "no_longer", CH_MSG_INIT("The need no longer exists") },
        { "not_said", CH_MSG_INIT("We prefer not to say") },
        { NULL, NULL },
};
static const ch_coded_reason suspend[] = {
        { "security", CH_MSG_INIT("The situation in the country") },
        { "funds", CH_MSG_INIT("Funds are delayed") },
        { "staff", CH_MSG_INIT("People are not available") },
        { "other", CH_MSG_INIT("Another reason, said in words") },
        { NULL, NULL },
};
static const ch_coded_reason rescind[] = {
        { "request_withdrawn", CH_MSG_INIT("The request was withdrawn") },
        { "offer_closed", CH_MSG_INIT("The offer was closed") },
        { "mistake", CH_MSG_INIT("It was proposed by mistake") },
        { "not_eligible", CH_MSG_INIT("The State turned out not to be eligible") },
        { "conflict", CH_MSG_INIT("A conflict of interest came to light") },
        { "other", CH_MSG_INIT("Another reason, said in words") },
        { NULL, NULL },
};

static const struct {
        ch_act act;
        const ch_coded_reason *reasons;
} lists[] = {
        { CH_ACT_REQUEST_GIVE_BACK, give_back },   { CH_ACT_REQUEST_AUTHENTICATE, authenticate },
        { CH_ACT_REQUEST_NOT_PURSUE, not_pursue }, { CH_ACT_REQUEST_CLOSE, close_request },
        { CH_ACT_OFFER_LIST_IT, list_offer },      { CH_ACT_OFFER_RETURN, return_offer },
        { CH_ACT_MATCH_SET_ASIDE, set_aside },     { CH_ACT_MATCH_ANSWER_DECLINE, provider_declines },
        { CH_ACT_MATCH_DECLINE, state_declines },  { CH_ACT_MATCH_SUSPEND, suspend },
        { CH_ACT_MATCH_RESCIND, rescind },
};

const ch_coded_reason *
ch_reasons_of(ch_act act)
{
        for (size_t i = 0; i < CH_COUNT(lists); i++)
                if (lists[i].act == act)
                        return lists[i].reasons;
        return NULL;
}

const char *
ch_reason_label(ch_act act, ch_str code)
{
        const ch_coded_reason *r = ch_reasons_of(act);

        for (; r && r->code; r++)
                if (ch_str_is(code, r->code))
                        return r->label;
        return "";
}

const char *
ch_status_reason(ch_kind kind, int32_t status, ch_str code)
{
        const ch_move *moves;
        size_t n = ch_moves(&moves);

        for (size_t i = 0; i < n; i++) {
                const char *label = moves[i].kind == kind && moves[i].to == status ? ch_reason_label(moves[i].act, code)
                                                                                   : "";

                if (*label)
                        return label;
        }
        return "";
}
