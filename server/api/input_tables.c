#include "api.h"
#include "input.h"
#include <ch/base/assert.h>
#include <stddef.h>

#define MUST CH_REQUIRED | CH_WRITABLE
#define MAY  CH_WRITABLE
#define ROW(T, m, k, f, ...)                                                                                           \
        {                                                                                                              \
                .name = #m, .kind = CH_FIELD_##k, .flags = (f), .offset = offsetof(T, m), .group = CH_GROUP_OPEN,      \
                __VA_ARGS__                                                                                            \
        }
#define TABLE(T, word)                                                                                                 \
        {                                                                                                              \
                .record = (word), .v = T##_rows, .len = CH_COUNT(T##_rows), .size = sizeof(T)                          \
        }

/* A first word that is empty: nothing said. */
static const char *const groups[] = { "", "summary", "codes", "narrative", "attachments", "contacts", NULL };
static const char *const levels[] = { "", "committee", "named", "providers", "public", NULL };
static const char *const coverages[] = { "", "open", "approached", "partly", "covered", "delivered", "met", NULL };
static const char *const verdicts[] = { "", "propose", "set-aside", NULL };

enum { WORDS_MAX = 2000, CODE_MAX = 40, COVERS_MAX = 4000, LOGIN_MAX = 200, PHRASE_MAX = 128, DECISION_MAX = 4000 };

static const ch_field api_step_in_rows[] = {
        ROW(api_step_in, reason, LINE, MAY, .max = CODE_MAX),
        ROW(api_step_in, words, TEXT, MAY, .max = WORDS_MAX),
};
const ch_fields api_step_fields = TABLE(api_step_in, "StepInput");

static const ch_field api_sign_in_in_rows[] = {
        ROW(api_sign_in_in, login, LINE, MUST, .max = LOGIN_MAX),
        ROW(api_sign_in_in, passphrase, LINE, MUST, .max = PHRASE_MAX),
};
const ch_fields api_sign_in_fields = TABLE(api_sign_in_in, "SignInInput");

static const ch_field api_code_in_rows[] = {
        ROW(api_code_in, code, LINE, MUST, .max = CODE_MAX),
};
const ch_fields api_code_fields = TABLE(api_code_in, "CodeInput");

static const ch_field api_consent_in_rows[] = {
        ROW(api_consent_in, group, ENUM, MUST, .names = groups),
        ROW(api_consent_in, level, ENUM, MUST, .names = levels),
        ROW(api_consent_in, named, CODES, MAY, .vocab = CH_VOCAB_PARTY, .max = 60),
        ROW(api_consent_in, preview, FLAG, MAY, .max = 0),
};
const ch_fields api_consent_fields = TABLE(api_consent_in, "ConsentInput");

static const ch_field api_topics_in_rows[] = {
        ROW(api_topics_in, topics, CODES, MAY, .vocab = CH_VOCAB_MEASURE, .max = 40),
        ROW(api_topics_in, domains, CODES, MAY, .vocab = CH_VOCAB_DOMAIN, .max = 40),
        ROW(api_topics_in, assistance, CODES, MAY, .vocab = CH_VOCAB_ASSISTANCE, .max = 40),
        ROW(api_topics_in, refused, CODES, MAY, .vocab = CH_VOCAB_TOPIC, .max = 60),
};
const ch_fields api_topics_fields = TABLE(api_topics_in, "TopicsInput");

static const ch_field api_coverage_in_rows[] = {
        ROW(api_coverage_in, coverage, ENUM, MUST, .names = coverages),
};
const ch_fields api_coverage_fields = TABLE(api_coverage_in, "CoverageInput");

static const ch_field api_verdict_in_rows[] = {
        ROW(api_verdict_in, offer, UUID, MUST, .max = 0),
        ROW(api_verdict_in, verdict, ENUM, MUST, .names = verdicts),
        ROW(api_verdict_in, covers, TEXT, MAY, .max = COVERS_MAX),
        ROW(api_verdict_in, reason, LINE, MAY, .max = CODE_MAX),
        ROW(api_verdict_in, words, TEXT, MAY, .max = WORDS_MAX),
};
const ch_fields api_verdict_fields = TABLE(api_verdict_in, "VerdictInput");

static const ch_field api_pair_in_rows[] = {
        ROW(api_pair_in, offer, UUID, MUST, .max = 0),
        ROW(api_pair_in, covers, TEXT, MAY, .max = COVERS_MAX),
        ROW(api_pair_in, words, TEXT, MAY, .max = WORDS_MAX),
};
const ch_fields api_pair_fields = TABLE(api_pair_in, "PairInput");

static const ch_field api_invitation_in_rows[] = {
        ROW(api_invitation_in, party, LINE, MUST, .max = 24),
        ROW(api_invitation_in, name, LINE, MUST, .max = 200),
        ROW(api_invitation_in, login, LINE, MUST, .max = LOGIN_MAX),
        ROW(api_invitation_in, nationality, LINE, MAY, .max = 3),
        ROW(api_invitation_in, lang, LINE, MAY, .max = 2),
        ROW(api_invitation_in, roles, CODES, MUST, .max = 10),
};
const ch_fields api_invitation_fields = TABLE(api_invitation_in, "InvitationInput");

static const ch_field api_weights_in_rows[] = {
        ROW(api_weights_in, name, LINE, MUST, .max = 20),
};
const ch_fields api_weights_fields = TABLE(api_weights_in, "WeightsInput");

static const ch_field api_decision_in_rows[] = {
        ROW(api_decision_in, decided, DATE, MUST, .max = 0),
        ROW(api_decision_in, decision, TEXT, MAY, .max = DECISION_MAX),
};
const ch_fields api_decision_fields = TABLE(api_decision_in, "DecisionInput");

size_t
api_inputs(const ch_fields *const **first)
{
        static const ch_fields *const all[] = {
                &api_step_fields,       &api_sign_in_fields,  &api_code_fields,     &api_consent_fields,
                &api_topics_fields,     &api_coverage_fields, &api_verdict_fields,  &api_pair_fields,
                &api_invitation_fields, &api_weights_fields,  &api_decision_fields,
        };

        *first = all;
        return CH_COUNT(all);
}
