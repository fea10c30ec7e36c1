#include "moves.h"
#include <ch/base/assert.h>

static const ch_move_row rows[] = {
        { CH_ACT_REQUEST_SUBMIT, CH_REQUEST, "submit", ch_request_submit },
        { CH_ACT_REQUEST_GIVE_BACK, CH_REQUEST, "give-back", ch_request_give_back },
        { CH_ACT_REQUEST_AUTHENTICATE, CH_REQUEST, "authenticate", ch_request_authenticate },
        { CH_ACT_REQUEST_OPEN, CH_REQUEST, "open", ch_request_open },
        { CH_ACT_REQUEST_ADOPT, CH_REQUEST, "adopt", ch_request_adopt },
        { CH_ACT_REQUEST_NOT_PURSUE, CH_REQUEST, "not-pursue", ch_request_not_pursue },
        { CH_ACT_REQUEST_HOLD, CH_REQUEST, "hold", ch_request_hold },
        { CH_ACT_REQUEST_LIFT_HOLD, CH_REQUEST, "lift-hold", ch_request_lift_hold },
        { CH_ACT_REQUEST_WAIVE_BRAKE, CH_REQUEST, "waive-brake", ch_request_waive_brake },
        { CH_ACT_REQUEST_CIRCULATE, CH_REQUEST, "circulate", ch_request_circulate },
        { CH_ACT_REQUEST_REST, CH_REQUEST, "rest", ch_request_rest },
        { CH_ACT_REQUEST_REOPEN, CH_REQUEST, "reopen", ch_request_reopen },
        { CH_ACT_REQUEST_WITHDRAW, CH_REQUEST, "withdraw", ch_request_withdraw },
        { CH_ACT_REQUEST_CLOSE, CH_REQUEST, "close", ch_request_close },
        { CH_ACT_REQUEST_REFER, CH_REQUEST, "refer", ch_request_refer },
        { CH_ACT_REQUEST_CLARIFY, CH_REQUEST, "clarify", ch_request_clarify },

        { CH_ACT_OFFER_SUBMIT, CH_OFFER, "submit", ch_offer_submit },
        { CH_ACT_OFFER_LIST_IT, CH_OFFER, "list", ch_offer_list_it },
        { CH_ACT_OFFER_RETURN, CH_OFFER, "return", ch_offer_return },
        { CH_ACT_OFFER_CONFIRM, CH_OFFER, "confirm", ch_offer_confirm },
        { CH_ACT_OFFER_REST, CH_OFFER, "rest", ch_offer_rest },
        { CH_ACT_OFFER_REOPEN, CH_OFFER, "reopen", ch_offer_reopen },
        { CH_ACT_OFFER_CLOSE, CH_OFFER, "close", ch_offer_close },

        { CH_ACT_MATCH_ENDORSE, CH_MATCH, "endorse", ch_match_endorse },
        { CH_ACT_MATCH_CLEAR, CH_MATCH, "clear", ch_match_clear },
        { CH_ACT_MATCH_INVITE, CH_MATCH, "invite", ch_match_invite },
        { CH_ACT_MATCH_ANSWER_OFFER, CH_MATCH, "offer", ch_match_answer_offer },
        { CH_ACT_MATCH_ANSWER_DECLINE, CH_MATCH, "decline-invitation", ch_match_answer_decline },
        { CH_ACT_MATCH_PASS_ON, CH_MATCH, "pass-on", ch_match_pass_on },
        { CH_ACT_MATCH_ACCEPT, CH_MATCH, "accept", ch_match_accept },
        { CH_ACT_MATCH_ASK_CHANGES, CH_MATCH, "ask-changes", ch_match_ask_changes },
        { CH_ACT_MATCH_DECLINE, CH_MATCH, "decline", ch_match_decline },
        { CH_ACT_MATCH_START, CH_MATCH, "start", ch_match_start },
        { CH_ACT_MATCH_SUSPEND, CH_MATCH, "suspend", ch_match_suspend },
        { CH_ACT_MATCH_RESUME, CH_MATCH, "resume", ch_match_resume },
        { CH_ACT_MATCH_REPORT, CH_MATCH, "report", ch_match_report },
        { CH_ACT_MATCH_CONFIRM_DELIVERY, CH_MATCH, "confirm-delivery", ch_match_confirm_delivery },
        { CH_ACT_MATCH_CLOSE, CH_MATCH, "close", ch_match_close },
        { CH_ACT_MATCH_WITHDRAW_OFFER, CH_MATCH, "withdraw", ch_match_withdraw },
        { CH_ACT_MATCH_RESCIND, CH_MATCH, "rescind", ch_match_rescind },
        { CH_ACT_MATCH_PASS_CONTACTS, CH_MATCH, "pass-contacts", ch_match_pass_contacts },
        { CH_ACT_MATCH_FEEDBACK, CH_MATCH, "feedback", ch_match_feedback },
};

/* Moves of the procedure that are made elsewhere: by a page of their own, from a ranked list, or by the clock. */
static const ch_act elsewhere[] = {
        CH_ACT_REQUEST_DRAFT,    CH_ACT_REQUEST_EDIT,  CH_ACT_REQUEST_REGISTER_NOTE,
        CH_ACT_REQUEST_RAISE,    CH_ACT_REQUEST_LOWER, CH_ACT_REQUEST_CONFIRM_TOPICS,
        CH_ACT_REQUEST_COVERAGE, CH_ACT_OFFER_DRAFT,   CH_ACT_OFFER_EDIT,
        CH_ACT_MATCH_SET_ASIDE,  CH_ACT_MATCH_PROPOSE, CH_ACT_MATCH_VOLUNTEER,
        CH_ACT_MATCH_ASK_FOR,    CH_ACT_MATCH_LAPSE,
};

const ch_move_row *
ch_move_row_of(ch_act act)
{
        for (size_t i = 0; i < CH_COUNT(rows); i++) {
                if (rows[i].act == act)
                        return &rows[i];
        }
        return NULL;
}

static bool
is_elsewhere(ch_act act)
{
        for (size_t i = 0; i < CH_COUNT(elsewhere); i++) {
                if (elsewhere[i] == act)
                        return true;
        }
        return false;
}

const char *
ch_move_rows_check(void)
{
        const ch_move *moves;
        size_t n = ch_moves(&moves);

        for (size_t i = 0; i < n; i++) {
                if (!ch_move_row_of(moves[i].act) && !is_elsewhere(moves[i].act))
                        return ch_act_word(moves[i].act);
        }
        return NULL;
}
