/* input.h – small inputs: what a step, a sign-in, a proposal sends. One struct and one field table each; the tables say
 * keys, kinds and limits, and the description of the API is compared with them. Plain data, constant tables.
 */
#ifndef CH_SERVER_API_INPUT_H
#define CH_SERVER_API_INPUT_H
#include <ch/field.h>

/* Any step of the procedure: {"reason": "note_seen", "words": "…"}, both optional where the move needs none. */
typedef struct api_step_in {
        ch_str reason, words;
} api_step_in;
/* Both required; the passphrase is taken again as typed, untrimmed. */
typedef struct api_sign_in_in {
        ch_str login, passphrase;
} api_sign_in_in;
/* Of the authenticator, or a recovery code. */
typedef struct api_code_in {
        ch_str code;
} api_code_in;
/* One group at a time: {"group": "summary", "level": "providers"}; 0 in an enum: not said. */
typedef struct api_consent_in {
        /* 1 = CH_GROUP_SUMMARY … */
        int32_t group;
        /* ch_level + 1. */
        int32_t level;
        /* Codes of providers, for level "named"; empty: those named before. */
        ch_strs named;
        /* Change nothing: show what the new readers would see. */
        bool preview;
} api_consent_in;
/* Codes of one need, each list the whole of it: what is left out is emptied. */
typedef struct api_topics_in {
        ch_strs topics, domains, assistance, refused;
} api_topics_in;
/* {"coverage": "met"}. */
typedef struct api_coverage_in {
        int32_t coverage; /* ch_coverage + 1 */
} api_coverage_in;
/* Of verdict below. */
enum { API_VERDICT_PROPOSE = 1, API_VERDICT_SET_ASIDE };
/* An expert's word on an offer for the need of the address; reason: needed to set aside. */
typedef struct api_verdict_in {
        ch_uuid offer;
        int32_t verdict;
        ch_str covers, reason, words;
} api_verdict_in;
/* A provider volunteers its offer, a State asks for one. */
typedef struct api_pair_in {
        ch_uuid offer;
        ch_str covers, words;
} api_pair_in;
/* Whom to invite: roles as words, ["mission", "drafter"]. */
typedef struct api_invitation_in {
        ch_str party, name, login, nationality, lang;
        ch_strs roles;
} api_invitation_in;
/* The name of a proposal, beside its "weights": {"topic": 26, …}. */
typedef struct api_weights_in {
        ch_str name;
} api_weights_in;
/* Of the Committee, on a version of the weights: {"decided": "2026-11-21", "decision": "…"}. */
typedef struct api_decision_in {
        ch_date decided;
        ch_str decision;
} api_decision_in;

/* The table of each, in input_tables.c; .record is its name in the description of the API, "StepInput". */
extern const ch_fields api_step_fields, api_sign_in_fields, api_code_fields, api_consent_fields, api_topics_fields,
        api_coverage_fields, api_verdict_fields, api_pair_fields, api_invitation_fields, api_weights_fields,
        api_decision_fields;
#endif
