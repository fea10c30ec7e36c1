#include <ch/base/assert.h>
#include <ch/procedure.h>

static const char *const words[] = {
        [CH_ACT_NONE] = "",
        [CH_ACT_HOME] = "home",
        [CH_ACT_PUBLIC_PAGE] = "public_page",
        [CH_ACT_REQUEST_READ] = "request.read",
        [CH_ACT_REQUEST_LIST] = "request.list",
        [CH_ACT_OFFER_READ] = "offer.read",
        [CH_ACT_OFFER_LIST] = "offer.list",
        [CH_ACT_MATCH_READ] = "match.read",
        [CH_ACT_MATCH_LIST] = "match.list",
        [CH_ACT_RANKED_READ] = "ranked.read",
        [CH_ACT_DIRECTORY_READ] = "directory.read",
        [CH_ACT_CONTACT_READ] = "contact.read",
        [CH_ACT_ACCOUNT_READ] = "account.read",
        [CH_ACT_ACCOUNT_LIST] = "account.list",
        [CH_ACT_AUDIT_READ] = "audit.read",
        [CH_ACT_REVIEW_READ] = "review.read",
        [CH_ACT_ACCOUNT_INVITE] = "account.invite",
        [CH_ACT_ACCOUNT_DISABLE] = "account.disable",
        [CH_ACT_ACCOUNT_ROLES] = "account.roles",
        [CH_ACT_FACTOR_RESET] = "account.factor_reset",
        [CH_ACT_SESSION_END_ALL] = "account.session_end_all",
        [CH_ACT_ACCOUNT_EDIT_OWN] = "account.edit_own",
        [CH_ACT_REQUEST_DRAFT] = "request.draft",
        [CH_ACT_REQUEST_EDIT] = "request.edit",
        [CH_ACT_REQUEST_SUBMIT] = "request.submit",
        [CH_ACT_REQUEST_GIVE_BACK] = "request.give_back",
        [CH_ACT_REQUEST_AUTHENTICATE] = "request.authenticate",
        [CH_ACT_REQUEST_OPEN] = "request.open",
        [CH_ACT_REQUEST_REGISTER_NOTE] = "request.register_note",
        [CH_ACT_REQUEST_ADOPT] = "request.adopt",
        [CH_ACT_REQUEST_NOT_PURSUE] = "request.not_pursue",
        [CH_ACT_REQUEST_HOLD] = "request.hold",
        [CH_ACT_REQUEST_LIFT_HOLD] = "request.lift_hold",
        [CH_ACT_REQUEST_WAIVE_BRAKE] = "request.waive_brake",
        [CH_ACT_REQUEST_CIRCULATE] = "request.circulate",
        [CH_ACT_REQUEST_RAISE] = "request.raise",
        [CH_ACT_REQUEST_LOWER] = "request.lower",
        [CH_ACT_REQUEST_REST] = "request.rest",
        [CH_ACT_REQUEST_REOPEN] = "request.reopen",
        [CH_ACT_REQUEST_WITHDRAW] = "request.withdraw",
        [CH_ACT_REQUEST_CLOSE] = "request.close",
        [CH_ACT_REQUEST_REFER] = "request.refer",
        [CH_ACT_REQUEST_CONFIRM_TOPICS] = "request.confirm_topics",
        [CH_ACT_REQUEST_COVERAGE] = "request.coverage",
        [CH_ACT_REQUEST_CLARIFY] = "request.clarify",
        [CH_ACT_OFFER_DRAFT] = "offer.draft",
        [CH_ACT_OFFER_EDIT] = "offer.edit",
        [CH_ACT_OFFER_SUBMIT] = "offer.submit",
        [CH_ACT_OFFER_LIST_IT] = "offer.list_it",
        [CH_ACT_OFFER_RETURN] = "offer.return",
        [CH_ACT_OFFER_CONFIRM] = "offer.confirm",
        [CH_ACT_OFFER_REST] = "offer.rest",
        [CH_ACT_OFFER_REOPEN] = "offer.reopen",
        [CH_ACT_OFFER_CLOSE] = "offer.close",
        [CH_ACT_MATCH_SET_ASIDE] = "match.set_aside",
        [CH_ACT_MATCH_PROPOSE] = "match.propose",
        [CH_ACT_MATCH_ENDORSE] = "match.endorse",
        [CH_ACT_MATCH_CLEAR] = "match.clear",
        [CH_ACT_MATCH_INVITE] = "match.invite",
        [CH_ACT_MATCH_ANSWER_OFFER] = "match.answer_offer",
        [CH_ACT_MATCH_ANSWER_DECLINE] = "match.answer_decline",
        [CH_ACT_MATCH_VOLUNTEER] = "match.volunteer",
        [CH_ACT_MATCH_PASS_ON] = "match.pass_on",
        [CH_ACT_MATCH_ASK_FOR] = "match.ask_for",
        [CH_ACT_MATCH_ACCEPT] = "match.accept",
        [CH_ACT_MATCH_ASK_CHANGES] = "match.ask_changes",
        [CH_ACT_MATCH_DECLINE] = "match.decline",
        [CH_ACT_MATCH_START] = "match.start",
        [CH_ACT_MATCH_SUSPEND] = "match.suspend",
        [CH_ACT_MATCH_RESUME] = "match.resume",
        [CH_ACT_MATCH_REPORT] = "match.report",
        [CH_ACT_MATCH_CONFIRM_DELIVERY] = "match.confirm_delivery",
        [CH_ACT_MATCH_CLOSE] = "match.close",
        [CH_ACT_MATCH_LAPSE] = "match.lapse",
        [CH_ACT_MATCH_WITHDRAW_OFFER] = "match.withdraw_offer",
        [CH_ACT_MATCH_RESCIND] = "match.rescind",
        [CH_ACT_MATCH_PASS_CONTACTS] = "match.pass_contacts",
        [CH_ACT_MATCH_FEEDBACK] = "match.feedback",
        [CH_ACT_CONTACT_EDIT] = "contact.edit",
        [CH_ACT_LETTER_RELEASE] = "letter.release",
        [CH_ACT_WEIGHTS_READ] = "weights.read",
        [CH_ACT_WEIGHTS_PROPOSE] = "weights.propose",
        [CH_ACT_WEIGHTS_APPLY] = "weights.apply",
        [CH_ACT_IMPORT] = "import",
        [CH_ACT_EXPORT] = "export",
        [CH_ACT_SUITABLE_READ] = "suitable.read",
        [CH_ACT_PLAN_READ] = "plan.read",
        [CH_ACT_WEIGHTS_REFUSE] = "weights.refuse",
};
_Static_assert(CH_COUNT(words) == CH__ACT_MAX, "one word per act");

const char *
ch_act_word(ch_act act)
{
        return (unsigned)act < CH__ACT_MAX ? words[act] : "";
}

ch_act
ch_act_of(ch_str word)
{
        for (int i = CH_ACT_NONE + 1; i < CH__ACT_MAX; i++)
                if (ch_str_is(word, words[i]))
                        return (ch_act)i;
        return CH_ACT_NONE;
}
