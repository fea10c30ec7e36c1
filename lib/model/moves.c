/* moves.c – the procedure itself: one row per legal move. */
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <ch/procedure.h>

#define DRAFTER     CH_HAS(CH_ROLE_DRAFTER)
#define MISSION     CH_HAS(CH_ROLE_MISSION)
#define COORDINATOR CH_HAS(CH_ROLE_COORDINATOR)
#define PROVIDER    CH_HAS(CH_ROLE_PROVIDER)
#define EXPERT      CH_HAS(CH_ROLE_EXPERT)
#define SECRETARIAT CH_HAS(CH_ROLE_SECRETARIAT)
#define CHAIR       CH_HAS(CH_ROLE_CHAIR)
#define MEMBER      CH_HAS(CH_ROLE_MEMBER)

#define R(status) CH_FROM(CH_REQUEST_##status)
#define O(status) CH_FROM(CH_OFFER_##status)
#define M(status) CH_FROM(CH_MATCH_##status)
#define NEW       CH_FROM_NOTHING
#define STAYS     (-1)

/* A suggestion is the engine's and never stored: what is done to it makes the match. */
#define SUGGESTION  (CH_FROM_NOTHING | M(SUGGESTED))
#define BEFORE_OPEN (R(SUBMITTED) | R(AUTHENTICATED))

#define REQUEST(a, f, t, w) .act = CH_ACT_REQUEST_##a, .kind = CH_REQUEST, .from = (f), .to = (t), .who = (w)
#define OFFER(a, f, t, w)   .act = CH_ACT_OFFER_##a, .kind = CH_OFFER, .from = (f), .to = (t), .who = (w)
#define MATCH(a, f, t, w)   .act = CH_ACT_MATCH_##a, .kind = CH_MATCH, .from = (f), .to = (t), .who = (w)

static const ch_move moves[] = {
        /* ---- request ---- */
        { REQUEST(DRAFT, NEW, CH_REQUEST_DRAFT, DRAFTER | MISSION | COORDINATOR),
          .label = CH_MSG_INIT("Begin a request") },
        { REQUEST(EDIT, R(DRAFT) | R(BACK), STAYS, DRAFTER | MISSION | COORDINATOR),
          .label = CH_MSG_INIT("Go on writing") },
        { REQUEST(SUBMIT, R(DRAFT) | R(BACK), CH_REQUEST_SUBMITTED, MISSION), .starts = CH_CLOCK_CIRCULATE,
          .label = CH_MSG_INIT("Submit the request") },
        { REQUEST(REGISTER_NOTE, NEW, CH_REQUEST_SUBMITTED, SECRETARIAT), .starts = CH_CLOCK_CIRCULATE,
          .label = CH_MSG_INIT("Register a note") },
        { REQUEST(REGISTER_NOTE, NEW, CH_REQUEST_INFORMAL, SECRETARIAT),
          .label = CH_MSG_INIT("Register an informal inquiry") },
        { REQUEST(ADOPT, R(INFORMAL), CH_REQUEST_DRAFT, MISSION),
          .label = CH_MSG_INIT("Adopt it as a request of your State") },
        { REQUEST(NOT_PURSUE, R(INFORMAL), CH_REQUEST_NOT_PURSUED, MISSION | SECRETARIAT), .needs_reason = true,
          .label = CH_MSG_INIT("Do not pursue it") },
        { REQUEST(AUTHENTICATE, R(SUBMITTED), CH_REQUEST_AUTHENTICATED, SECRETARIAT), .needs_reason = true,
          .label = CH_MSG_INIT("Record that it is authentic") },
        { REQUEST(OPEN, R(AUTHENTICATED), CH_REQUEST_OPEN, SECRETARIAT), .starts = CH_CLOCK_BRAKE,
          .letter = "acknowledgement", .label = CH_MSG_INIT("Acknowledge receipt and open it") },
        { REQUEST(GIVE_BACK, BEFORE_OPEN, CH_REQUEST_BACK, SECRETARIAT), .starts = CH_CLOCK_CLARIFICATION,
          .letter = "returned", .needs_reason = true, .label = CH_MSG_INIT("Give it back to the State") },
        { REQUEST(CIRCULATE, R(OPEN), STAYS, CHAIR), .letter = "circulation",
          .label = CH_MSG_INIT("Circulate it to providers") },
        { REQUEST(CLARIFY, BEFORE_OPEN | R(OPEN), STAYS, EXPERT | SECRETARIAT), .starts = CH_CLOCK_CLARIFICATION,
          .letter = "clarification", .label = CH_MSG_INIT("Ask the State a question") },
        { REQUEST(CONFIRM_TOPICS, R(DRAFT) | R(BACK) | BEFORE_OPEN | R(OPEN) | R(RESTING), STAYS,
                  DRAFTER | MISSION | COORDINATOR | EXPERT | SECRETARIAT),
          .label = CH_MSG_INIT("Confirm topics") },
        { REQUEST(REFER, BEFORE_OPEN | R(OPEN), STAYS, MEMBER), .label = CH_MSG_INIT("Refer it to the working group") },
        { REQUEST(WAIVE_BRAKE, BEFORE_OPEN | R(OPEN), STAYS, MISSION),
          .label = CH_MSG_INIT("Do not wait for the five working days") },
        { REQUEST(HOLD, R(BACK) | BEFORE_OPEN | R(OPEN) | R(RESTING), STAYS, MISSION),
          .label = CH_MSG_INIT("Put it on hold") },
        { REQUEST(LIFT_HOLD, R(BACK) | BEFORE_OPEN | R(OPEN) | R(RESTING), STAYS, MISSION),
          .label = CH_MSG_INIT("Lift the hold") },
        { REQUEST(RAISE, R(DRAFT) | R(BACK) | BEFORE_OPEN | R(OPEN) | R(RESTING), STAYS, MISSION),
          .label = CH_MSG_INIT("Let more readers see it") },
        { REQUEST(LOWER, R(DRAFT) | R(BACK) | BEFORE_OPEN | R(OPEN) | R(RESTING) | R(CLOSED) | R(WITHDRAWN), STAYS,
                  MISSION),
          .label = CH_MSG_INIT("Let fewer readers see it") },
        { REQUEST(COVERAGE, R(OPEN) | R(RESTING), STAYS, MISSION),
          .label = CH_MSG_INIT("Say how far a need is covered") },
        { REQUEST(REST, R(OPEN), CH_REQUEST_RESTING, MISSION | SECRETARIAT), .letter = "resting",
          .label = CH_MSG_INIT("Let it rest") },
        { REQUEST(REOPEN, R(RESTING), CH_REQUEST_OPEN, MISSION), .label = CH_MSG_INIT("Open it again") },
        { REQUEST(CLOSE, R(OPEN) | R(RESTING), CH_REQUEST_CLOSED, MISSION | SECRETARIAT), .letter = "closure",
          .needs_reason = true, .label = CH_MSG_INIT("Close the request") },
        { REQUEST(WITHDRAW, R(DRAFT) | R(BACK) | BEFORE_OPEN | R(OPEN) | R(RESTING), CH_REQUEST_WITHDRAWN, MISSION),
          .label = CH_MSG_INIT("Withdraw the request") },

        /* ---- offer: a resting one that is edited is a draft again, so that nothing is listed unread ---- */
        { OFFER(DRAFT, NEW, CH_OFFER_DRAFT, PROVIDER), .label = CH_MSG_INIT("Begin an offer") },
        { OFFER(EDIT, O(DRAFT) | O(RETURNED), STAYS, PROVIDER), .label = CH_MSG_INIT("Go on writing") },
        { OFFER(EDIT, O(RESTING), CH_OFFER_DRAFT, PROVIDER),
          .label = CH_MSG_INIT("Rewrite it and have it listed again") },
        { OFFER(SUBMIT, O(DRAFT) | O(RETURNED), CH_OFFER_SUBMITTED, PROVIDER),
          .label = CH_MSG_INIT("Submit the offer") },
        { OFFER(LIST_IT, O(SUBMITTED), CH_OFFER_LISTED, SECRETARIAT), .letter = "listed", .needs_reason = true,
          .label = CH_MSG_INIT("List the offer") },
        { OFFER(RETURN, O(SUBMITTED), CH_OFFER_RETURNED, SECRETARIAT), .letter = "returned", .needs_reason = true,
          .label = CH_MSG_INIT("Return it to the provider") },
        { OFFER(CONFIRM, O(LISTED), STAYS, PROVIDER), .label = CH_MSG_INIT("Confirm that it still stands") },
        { OFFER(REST, O(LISTED), CH_OFFER_RESTING, PROVIDER | SECRETARIAT), .label = CH_MSG_INIT("Let it rest") },
        { OFFER(REOPEN, O(RESTING), CH_OFFER_LISTED, PROVIDER), .label = CH_MSG_INIT("List it again unchanged") },
        { OFFER(CLOSE, O(DRAFT) | O(RETURNED) | O(SUBMITTED) | O(LISTED) | O(RESTING), CH_OFFER_CLOSED,
                PROVIDER | SECRETARIAT),
          .label = CH_MSG_INIT("Close the offer") },

        /* ---- match ---- */
        { MATCH(PROPOSE, SUGGESTION, CH_MATCH_PROPOSED, EXPERT), .label = CH_MSG_INIT("Propose this match") },
        { MATCH(SET_ASIDE, SUGGESTION, CH_MATCH_SET_ASIDE, EXPERT), .needs_reason = true,
          .label = CH_MSG_INIT("Set this suggestion aside") },
        { MATCH(VOLUNTEER, SUGGESTION, CH_MATCH_VOLUNTEERED, PROVIDER),
          .label = CH_MSG_INIT("Volunteer for this need") },
        { MATCH(ASK_FOR, SUGGESTION, CH_MATCH_ASKED_FOR, MISSION), .label = CH_MSG_INIT("Ask for this offer") },
        { MATCH(ENDORSE, M(PROPOSED), CH_MATCH_ENDORSED, CHAIR), .letter = "endorsement",
          .label = CH_MSG_INIT("Endorse the proposal") },
        { MATCH(CLEAR, M(ENDORSED), CH_MATCH_CLEARED, MISSION),
          .label = CH_MSG_INIT("Agree that this provider is approached") },
        { MATCH(PASS_ON, M(VOLUNTEERED), CH_MATCH_PASSED_ON, CHAIR), .letter = "volunteer",
          .label = CH_MSG_INIT("Pass it on to the State") },
        { MATCH(INVITE, M(CLEARED) | M(ASKED_FOR), CH_MATCH_INVITED, SECRETARIAT | CHAIR),
          .starts = CH_CLOCK_INVITATION, .letter = "invitation", .label = CH_MSG_INIT("Invite the provider") },
        { MATCH(ANSWER_OFFER, M(INVITED) | M(PASSED_ON) | M(CHANGES_ASKED), CH_MATCH_OFFERED, PROVIDER),
          .letter = "offer", .label = CH_MSG_INIT("Offer this help") },
        { MATCH(ANSWER_DECLINE, M(INVITED), CH_MATCH_DECLINED, PROVIDER), .needs_reason = true,
          .label = CH_MSG_INIT("Decline the invitation") },
        { MATCH(ACCEPT, M(OFFERED), CH_MATCH_ACCEPTED, MISSION), .letter = "acceptance",
          .label = CH_MSG_INIT("Accept the help") },
        { MATCH(ASK_CHANGES, M(OFFERED), CH_MATCH_CHANGES_ASKED, MISSION), .starts = CH_CLOCK_INVITATION,
          .label = CH_MSG_INIT("Ask for changes") },
        { MATCH(DECLINE, M(ENDORSED) | M(OFFERED) | M(CHANGES_ASKED), CH_MATCH_DECLINED_BY_STATE, MISSION),
          .needs_reason = true, .label = CH_MSG_INIT("Decline") },
        { MATCH(START, M(ACCEPTED), CH_MATCH_DELIVERING, PROVIDER),
          .label = CH_MSG_INIT("Say that delivery has begun") },
        { MATCH(SUSPEND, M(DELIVERING), CH_MATCH_SUSPENDED, PROVIDER | MISSION), .needs_reason = true,
          .label = CH_MSG_INIT("Suspend it") },
        { MATCH(RESUME, M(SUSPENDED), CH_MATCH_DELIVERING, PROVIDER | MISSION), .label = CH_MSG_INIT("Go on with it") },
        { MATCH(REPORT, M(DELIVERING), CH_MATCH_REPORTED, PROVIDER),
          .label = CH_MSG_INIT("Report that it was delivered") },
        { MATCH(CONFIRM_DELIVERY, M(REPORTED), CH_MATCH_DELIVERED, MISSION), .starts = CH_CLOCK_FEEDBACK,
          .label = CH_MSG_INIT("Confirm that it was delivered") },
        { MATCH(CLOSE, M(DELIVERED), CH_MATCH_CLOSED, MISSION | SECRETARIAT), .label = CH_MSG_INIT("Close the match") },
        { MATCH(FEEDBACK, M(DELIVERED) | M(CLOSED), STAYS, MISSION | PROVIDER),
          .label = CH_MSG_INIT("Say how it went") },
        { MATCH(PASS_CONTACTS,
                M(INVITED) | M(PASSED_ON) | M(OFFERED) | M(CHANGES_ASKED) | M(ACCEPTED) | M(DELIVERING) | M(SUSPENDED) |
                        M(REPORTED),
                STAYS, MISSION),
          .label = CH_MSG_INIT("Pass our contact details to this provider") },
        { MATCH(LAPSE, M(INVITED), CH_MATCH_LAPSED, 0), .letter = "lapsed",
          .label = CH_MSG_INIT("Let the invitation lapse") },
        { MATCH(WITHDRAW_OFFER, M(VOLUNTEERED) | M(PASSED_ON) | M(OFFERED) | M(CHANGES_ASKED), CH_MATCH_WITHDRAWN,
                PROVIDER),
          .label = CH_MSG_INIT("Withdraw our offer of help") },
        { MATCH(RESCIND,
                M(PROPOSED) | M(ENDORSED) | M(CLEARED) | M(INVITED) | M(VOLUNTEERED) | M(PASSED_ON) | M(ASKED_FOR) |
                        M(OFFERED) | M(CHANGES_ASKED) | M(ACCEPTED) | M(DELIVERING) | M(SUSPENDED),
                CH_MATCH_RESCINDED, CHAIR),
          .letter = "rescission", .needs_reason = true, .label = CH_MSG_INIT("Rescind the match") },
};

size_t
ch_moves(const ch_move **first)
{
        *first = moves;
        return CH_COUNT(moves);
}
