/* routes_api.c – the site map's part under /api/v1: one row per method and path, sorted by path, then method (route.h).
 * schema/openapi.yaml describes every row; tests/api/check compares both. */
#include "routes_api.h"
#include "api/matches.h"
#include "api/move.h"
#include "api/offers.h"
#include "api/pairs.h"
#include "api/ranked.h"
#include "api/reference.h"
#include "api/requests.h"
#include "api/session.h"
#include "api/staff.h"
#include "api/weights.h"
#include <ch/base/assert.h>
#include <string.h>

#define DRAFTER     CH_HAS(CH_ROLE_DRAFTER)
#define MISSION     CH_HAS(CH_ROLE_MISSION)
#define COORDINATOR CH_HAS(CH_ROLE_COORDINATOR)
#define PROVIDER    CH_HAS(CH_ROLE_PROVIDER)
#define EXPERT      CH_HAS(CH_ROLE_EXPERT)
#define SECRETARIAT CH_HAS(CH_ROLE_SECRETARIAT)
#define CHAIR       CH_HAS(CH_ROLE_CHAIR)
#define MEMBER      CH_HAS(CH_ROLE_MEMBER)
#define ADMIN       CH_HAS(CH_ROLE_ADMIN)
#define AUDITOR     CH_HAS(CH_ROLE_AUDITOR)
#define READERS     (DRAFTER | MISSION | COORDINATOR | PROVIDER | EXPERT | SECRETARIAT | CHAIR | MEMBER)

#define JSON .body = CH_BODY_JSON, .csrf = true
#define STEP JSON, .read = api_move_read, .run = api_move_run

static const ch_route rows[] = {
        { CH_GET, "/api/v1/accounts", "api.account.list", .act = CH_ACT_ACCOUNT_LIST, .who = MISSION | ADMIN,
          .show = api_account_list },
        { CH_POST, "/api/v1/accounts/invitations", "api.account.invite", .act = CH_ACT_ACCOUNT_INVITE, .who = ADMIN,
          JSON, .read = api_invitation_read, .run = api_invitation_run },
        { CH_GET, "/api/v1/audit", "api.audit.list", .act = CH_ACT_AUDIT_READ, .who = AUDITOR, .show = api_audit_list },
        { CH_GET, "/api/v1/matches", "api.match.list", .act = CH_ACT_MATCH_LIST, .who = READERS,
          .show = api_match_list },
        { CH_GET, "/api/v1/matches/{id}", "api.match.show", .act = CH_ACT_MATCH_READ, .who = READERS,
          .show = api_match_show },
        { CH_POST, "/api/v1/matches/{id}/accept", "api.match.accept", .act = CH_ACT_MATCH_ACCEPT, .who = MISSION,
          STEP },
        { CH_POST, "/api/v1/matches/{id}/ask-changes", "api.match.ask_changes", .act = CH_ACT_MATCH_ASK_CHANGES,
          .who = MISSION, STEP },
        { CH_POST, "/api/v1/matches/{id}/clear", "api.match.clear", .act = CH_ACT_MATCH_CLEAR, .who = MISSION, STEP },
        { CH_POST, "/api/v1/matches/{id}/close", "api.match.close", .act = CH_ACT_MATCH_CLOSE,
          .who = MISSION | SECRETARIAT, STEP },
        { CH_POST, "/api/v1/matches/{id}/confirm-delivery", "api.match.confirm_delivery",
          .act = CH_ACT_MATCH_CONFIRM_DELIVERY, .who = MISSION, STEP },
        { CH_POST, "/api/v1/matches/{id}/decline", "api.match.decline", .act = CH_ACT_MATCH_DECLINE, .who = MISSION,
          STEP },
        { CH_POST, "/api/v1/matches/{id}/decline-invitation", "api.match.decline_invitation",
          .act = CH_ACT_MATCH_ANSWER_DECLINE, .who = PROVIDER, STEP },
        { CH_POST, "/api/v1/matches/{id}/endorse", "api.match.endorse", .act = CH_ACT_MATCH_ENDORSE, .who = CHAIR,
          STEP },
        { CH_POST, "/api/v1/matches/{id}/feedback", "api.match.feedback", .act = CH_ACT_MATCH_FEEDBACK,
          .who = MISSION | PROVIDER, STEP },
        { CH_POST, "/api/v1/matches/{id}/invite", "api.match.invite", .act = CH_ACT_MATCH_INVITE,
          .who = SECRETARIAT | CHAIR, STEP },
        { CH_POST, "/api/v1/matches/{id}/offer", "api.match.offer", .act = CH_ACT_MATCH_ANSWER_OFFER, .who = PROVIDER,
          STEP },
        { CH_POST, "/api/v1/matches/{id}/pass-contacts", "api.match.pass_contacts", .act = CH_ACT_MATCH_PASS_CONTACTS,
          .who = MISSION, STEP },
        { CH_POST, "/api/v1/matches/{id}/pass-on", "api.match.pass_on", .act = CH_ACT_MATCH_PASS_ON, .who = CHAIR,
          STEP },
        { CH_POST, "/api/v1/matches/{id}/report", "api.match.report", .act = CH_ACT_MATCH_REPORT, .who = PROVIDER,
          STEP },
        { CH_POST, "/api/v1/matches/{id}/rescind", "api.match.rescind", .act = CH_ACT_MATCH_RESCIND, .who = CHAIR,
          STEP },
        { CH_POST, "/api/v1/matches/{id}/resume", "api.match.resume", .act = CH_ACT_MATCH_RESUME,
          .who = MISSION | PROVIDER, STEP },
        { CH_POST, "/api/v1/matches/{id}/start", "api.match.start", .act = CH_ACT_MATCH_START, .who = PROVIDER, STEP },
        { CH_POST, "/api/v1/matches/{id}/suspend", "api.match.suspend", .act = CH_ACT_MATCH_SUSPEND,
          .who = MISSION | PROVIDER, STEP },
        { CH_POST, "/api/v1/matches/{id}/withdraw", "api.match.withdraw", .act = CH_ACT_MATCH_WITHDRAW_OFFER,
          .who = PROVIDER, STEP },
        { CH_GET, "/api/v1/offers", "api.offer.list", .act = CH_ACT_OFFER_LIST, .who = READERS,
          .show = api_offer_list },
        { CH_POST, "/api/v1/offers", "api.offer.draft", .act = CH_ACT_OFFER_DRAFT, .who = PROVIDER, JSON,
          .rate = CH_RATE_OFFER, .read = api_offer_read, .run = api_offer_draft_run },
        { CH_GET, "/api/v1/offers/{id}", "api.offer.show", .act = CH_ACT_OFFER_READ, .who = READERS,
          .show = api_offer_show },
        { CH_PATCH, "/api/v1/offers/{id}", "api.offer.save", .act = CH_ACT_OFFER_EDIT, .who = PROVIDER, JSON,
          .read = api_offer_read, .run = api_offer_save_run },
        { CH_POST, "/api/v1/offers/{id}/close", "api.offer.close", .act = CH_ACT_OFFER_CLOSE,
          .who = PROVIDER | SECRETARIAT, STEP },
        { CH_POST, "/api/v1/offers/{id}/confirm", "api.offer.confirm", .act = CH_ACT_OFFER_CONFIRM, .who = PROVIDER,
          STEP },
        { CH_POST, "/api/v1/offers/{id}/list", "api.offer.list_it", .act = CH_ACT_OFFER_LIST_IT, .who = SECRETARIAT,
          STEP },
        { CH_GET, "/api/v1/offers/{id}/needs", "api.offer.needs", .act = CH_ACT_SUITABLE_READ, .who = PROVIDER,
          .show = api_suitable_needs_show },
        { CH_POST, "/api/v1/offers/{id}/reopen", "api.offer.reopen", .act = CH_ACT_OFFER_REOPEN, .who = PROVIDER,
          STEP },
        { CH_POST, "/api/v1/offers/{id}/rest", "api.offer.rest", .act = CH_ACT_OFFER_REST,
          .who = PROVIDER | SECRETARIAT, STEP },
        { CH_POST, "/api/v1/offers/{id}/return", "api.offer.return", .act = CH_ACT_OFFER_RETURN, .who = SECRETARIAT,
          STEP },
        { CH_POST, "/api/v1/offers/{id}/submit", "api.offer.submit", .act = CH_ACT_OFFER_SUBMIT, .who = PROVIDER,
          STEP },
        { CH_GET, "/api/v1/reference/organizations", "api.reference.organizations", .act = CH_ACT_PUBLIC_PAGE,
          .who = CH_PUBLIC, .show = api_organizations_show },
        { CH_GET, "/api/v1/reference/recipients", "api.reference.recipients", .act = CH_ACT_PUBLIC_PAGE,
          .who = CH_PUBLIC, .show = api_recipients_show },
        { CH_GET, "/api/v1/reference/regions", "api.reference.regions", .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC,
          .show = api_regions_show },
        { CH_GET, "/api/v1/reference/states", "api.reference.states", .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC,
          .show = api_states_show },
        { CH_GET, "/api/v1/reference/topics", "api.reference.topics", .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC,
          .show = api_topics_show },
        { CH_GET, "/api/v1/requests", "api.request.list", .act = CH_ACT_REQUEST_LIST, .who = READERS,
          .show = api_request_list },
        { CH_POST, "/api/v1/requests", "api.request.draft", .act = CH_ACT_REQUEST_DRAFT, .who = DRAFTER | MISSION, JSON,
          .read = api_request_read, .run = api_request_draft_run },
        { CH_POST, "/api/v1/requests/note", "api.request.register_note", .act = CH_ACT_REQUEST_REGISTER_NOTE,
          .who = SECRETARIAT, JSON, .read = api_note_read, .run = api_note_run },
        { CH_GET, "/api/v1/requests/{id}", "api.request.show", .act = CH_ACT_REQUEST_READ, .who = READERS,
          .rate = CH_RATE_FULL_RECORD, .show = api_request_show },
        { CH_PATCH, "/api/v1/requests/{id}", "api.request.save", .act = CH_ACT_REQUEST_EDIT, .who = DRAFTER | MISSION,
          JSON, .read = api_request_read, .run = api_request_save_run },
        { CH_POST, "/api/v1/requests/{id}/adopt", "api.request.adopt", .act = CH_ACT_REQUEST_ADOPT, .who = MISSION,
          STEP },
        { CH_POST, "/api/v1/requests/{id}/authenticate", "api.request.authenticate", .act = CH_ACT_REQUEST_AUTHENTICATE,
          .who = SECRETARIAT, STEP },
        { CH_POST, "/api/v1/requests/{id}/circulate", "api.request.circulate", .act = CH_ACT_REQUEST_CIRCULATE,
          .who = CHAIR, STEP },
        { CH_POST, "/api/v1/requests/{id}/clarify", "api.request.clarify", .act = CH_ACT_REQUEST_CLARIFY,
          .who = EXPERT | SECRETARIAT, STEP },
        { CH_POST, "/api/v1/requests/{id}/close", "api.request.close", .act = CH_ACT_REQUEST_CLOSE,
          .who = MISSION | SECRETARIAT, STEP },
        { CH_POST, "/api/v1/requests/{id}/consent", "api.request.consent", .act = CH_ACT_REQUEST_LOWER, .who = MISSION,
          JSON, .read = api_consent_read, .run = api_consent_run },
        { CH_POST, "/api/v1/requests/{id}/give-back", "api.request.give_back", .act = CH_ACT_REQUEST_GIVE_BACK,
          .who = SECRETARIAT, STEP },
        { CH_POST, "/api/v1/requests/{id}/hold", "api.request.hold", .act = CH_ACT_REQUEST_HOLD, .who = MISSION, STEP },
        { CH_POST, "/api/v1/requests/{id}/lift-hold", "api.request.lift_hold", .act = CH_ACT_REQUEST_LIFT_HOLD,
          .who = MISSION, STEP },
        { CH_POST, "/api/v1/requests/{id}/needs/{no}/ask-for", "api.match.ask_for", .act = CH_ACT_MATCH_ASK_FOR,
          .who = MISSION, JSON, .read = api_pair_read, .run = api_pair_run },
        { CH_POST, "/api/v1/requests/{id}/needs/{no}/coverage", "api.request.coverage", .act = CH_ACT_REQUEST_COVERAGE,
          .who = MISSION, JSON, .read = api_coverage_read, .run = api_coverage_run },
        { CH_POST, "/api/v1/requests/{id}/needs/{no}/matches", "api.match.verdict", .act = CH_ACT_MATCH_PROPOSE,
          .who = EXPERT, JSON, .read = api_verdict_read, .run = api_verdict_run },
        { CH_GET, "/api/v1/requests/{id}/needs/{no}/ranked", "api.ranked.show", .act = CH_ACT_RANKED_READ,
          .who = EXPERT | CHAIR, .show = api_ranked_show },
        { CH_POST, "/api/v1/requests/{id}/needs/{no}/topics", "api.request.confirm_topics",
          .act = CH_ACT_REQUEST_CONFIRM_TOPICS, .who = DRAFTER | MISSION | EXPERT | SECRETARIAT, JSON,
          .read = api_topics_read, .run = api_topics_run },
        { CH_POST, "/api/v1/requests/{id}/needs/{no}/volunteer", "api.match.volunteer", .act = CH_ACT_MATCH_VOLUNTEER,
          .who = PROVIDER, JSON, .read = api_pair_read, .run = api_pair_run },
        { CH_GET, "/api/v1/requests/{id}/needs/{no}/why-not", "api.ranked.why_not", .act = CH_ACT_RANKED_READ,
          .who = EXPERT | CHAIR, .show = api_why_not_show },
        { CH_POST, "/api/v1/requests/{id}/not-pursue", "api.request.not_pursue", .act = CH_ACT_REQUEST_NOT_PURSUE,
          .who = MISSION | SECRETARIAT, STEP },
        { CH_GET, "/api/v1/requests/{id}/offers", "api.request.offers", .act = CH_ACT_SUITABLE_READ,
          .who = DRAFTER | MISSION, .show = api_suitable_offers_show },
        { CH_POST, "/api/v1/requests/{id}/open", "api.request.open", .act = CH_ACT_REQUEST_OPEN, .who = SECRETARIAT,
          STEP },
        { CH_POST, "/api/v1/requests/{id}/refer", "api.request.refer", .act = CH_ACT_REQUEST_REFER, .who = MEMBER,
          STEP },
        { CH_POST, "/api/v1/requests/{id}/reopen", "api.request.reopen", .act = CH_ACT_REQUEST_REOPEN, .who = MISSION,
          STEP },
        { CH_POST, "/api/v1/requests/{id}/rest", "api.request.rest", .act = CH_ACT_REQUEST_REST,
          .who = MISSION | SECRETARIAT, STEP },
        { CH_POST, "/api/v1/requests/{id}/submit", "api.request.submit", .act = CH_ACT_REQUEST_SUBMIT, .who = MISSION,
          STEP },
        { CH_POST, "/api/v1/requests/{id}/waive-brake", "api.request.waive_brake", .act = CH_ACT_REQUEST_WAIVE_BRAKE,
          .who = MISSION, STEP },
        { CH_POST, "/api/v1/requests/{id}/withdraw", "api.request.withdraw", .act = CH_ACT_REQUEST_WITHDRAW,
          .who = MISSION, STEP },
        { CH_GET, "/api/v1/session", "api.session.show", .act = CH_ACT_ACCOUNT_EDIT_OWN,
          .who = CH_SIGNED_IN | CH_ANY_STAGE, .show = api_session_show },
        { CH_POST, "/api/v1/session", "api.session.begin", .act = CH_ACT_PUBLIC_PAGE, .who = CH_PUBLIC,
          .body = CH_BODY_JSON, .rate = CH_RATE_LOGIN, .read = api_sign_in_read, .hash = api_sign_in_hash,
          .run = api_sign_in_run },
        { CH_DELETE, "/api/v1/session", "api.session.end", .act = CH_ACT_ACCOUNT_EDIT_OWN,
          .who = CH_SIGNED_IN | CH_ANY_STAGE, .csrf = true, .run = api_sign_out_run },
        { CH_POST, "/api/v1/session/code", "api.session.code", .act = CH_ACT_ACCOUNT_EDIT_OWN,
          .who = CH_SIGNED_IN | CH_ANY_STAGE, JSON, .rate = CH_RATE_LOGIN, .read = api_code_read, .run = api_code_run },
        { CH_GET, "/api/v1/weights", "api.weights.list", .act = CH_ACT_WEIGHTS_READ,
          .who = EXPERT | SECRETARIAT | CHAIR | MEMBER, .show = api_weights_list },
        { CH_POST, "/api/v1/weights", "api.weights.propose", .act = CH_ACT_WEIGHTS_PROPOSE, .who = EXPERT | CHAIR, JSON,
          .read = api_weights_read, .run = api_weights_propose_run },
        { CH_GET, "/api/v1/weights/{id}", "api.weights.show", .act = CH_ACT_WEIGHTS_READ,
          .who = EXPERT | SECRETARIAT | CHAIR | MEMBER, .show = api_weights_show },
        { CH_POST, "/api/v1/weights/{id}/apply", "api.weights.apply", .act = CH_ACT_WEIGHTS_APPLY, .who = CHAIR, JSON,
          .read = api_weights_decision_read, .run = api_weights_decide_run },
        { CH_GET, "/api/v1/weights/{id}/changes", "api.weights.changes", .act = CH_ACT_WEIGHTS_PROPOSE,
          .who = EXPERT | CHAIR, .show = api_weights_changes_show },
        { CH_POST, "/api/v1/weights/{id}/refuse", "api.weights.refuse", .act = CH_ACT_WEIGHTS_REFUSE, .who = CHAIR,
          JSON, .read = api_weights_decision_read, .run = api_weights_decide_run },
};

ch_routes
ch_routes_api(void)
{
        return (ch_routes) { rows, CH_COUNT(rows) };
}

static bool
is_before(const ch_route *a, const ch_route *b)
{
        int order = strcmp(a->path, b->path);

        return order < 0 || (order == 0 && a->method < b->method);
}

ch_routes
ch_routes_join(ch_routes a, ch_routes b)
{
        static ch_route all[CH_ROUTES_MAX];
        size_t i = 0, k = 0, n = 0;

        CH_ASSERT(a.rows_len + b.rows_len <= CH_ROUTES_MAX);
        while (i < a.rows_len || k < b.rows_len)
                if (k == b.rows_len || (i < a.rows_len && is_before(&a.rows[i], &b.rows[k])))
                        all[n++] = a.rows[i++];
                else
                        all[n++] = b.rows[k++];
        return (ch_routes) { all, n };
}
