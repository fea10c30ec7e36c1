/* input.h – small inputs: what a step, a sign-in, a proposal sends. One struct and one field table each; the tables say
 * keys, kinds and limits, and the description of the API is compared with them. Plain data, constant tables.
 */
#ifndef CH_SERVER_API_INPUT_H
#define CH_SERVER_API_INPUT_H
#include <ch/field.h>

typedef struct api_step_in { /* any step of the procedure */
        ch_str reason, words;
} api_step_in;
typedef struct api_sign_in_in {
        ch_str login, passphrase;
} api_sign_in_in;
typedef struct api_code_in { /* of the authenticator, or a recovery code */
        ch_str code;
} api_code_in;
typedef struct api_consent_in {
        int32_t group; /* 1 = CH_GROUP_SUMMARY … */
        int32_t level; /* ch_level + 1           */
        ch_strs named;
        bool preview; /* change nothing: show what the new readers would see */
} api_consent_in;
typedef struct api_topics_in {
        ch_strs topics, domains, assistance, refused;
} api_topics_in;
typedef struct api_coverage_in {
        int32_t coverage; /* ch_coverage + 1 */
} api_coverage_in;
enum { API_VERDICT_PROPOSE = 1, API_VERDICT_SET_ASIDE };
typedef struct api_verdict_in {
        ch_uuid offer;
        int32_t verdict;
        ch_str covers, reason, words;
} api_verdict_in;
typedef struct api_pair_in { /* a provider volunteers, a State asks for */
        ch_uuid offer;
        ch_str covers, words;
} api_pair_in;
typedef struct api_invitation_in {
        ch_str party, name, login, nationality, lang;
        ch_strs roles;
} api_invitation_in;
typedef struct api_weights_in { /* beside its weights */
        ch_str name;
} api_weights_in;
typedef struct api_decision_in { /* of the Committee, on a version of the weights */
        ch_date decided;
        ch_str decision;
} api_decision_in;

extern const ch_fields api_step_fields, api_sign_in_fields, api_code_fields, api_consent_fields, api_topics_fields,
        api_coverage_fields, api_verdict_fields, api_pair_fields, api_invitation_fields, api_weights_fields,
        api_decision_fields;
#endif
