#include <ch/base/assert.h>
#include <ch/base/status.h>
#include <stddef.h>

static const struct {
        uint16_t http;
        bool retry;
        const char *word, *text;
} rows[] = {
        [CH_OK] = { 200, false, "ok", "Done." },
        [CH_INVALID] = { 422, false, "invalid", "Some answers need a correction." },
        [CH_MALFORMED] = { 400, false, "malformed", "The request could not be read." },
        [CH_UNAUTHENTICATED] = { 401, false, "unauthenticated", "Please sign in." },
        [CH_STEP_UP] = { 401, false, "step-up", "Please confirm this with a new code from your authenticator." },
        [CH_FORGED] = { 403, false, "forged", "This form did not come from this site, or its session has ended." },
        [CH_HIDDEN] = { 404, false, "not-found", "There is nothing here, or it is not open to you." },
        [CH_ILLEGAL_MOVE] = { 409, false, "illegal-move", "The procedure does not allow this step now." },
        [CH_CONFLICT] = { 409, false, "conflict", "Somebody else was first." },
        [CH_STALE] = { 412, false, "stale", "This has been changed since you opened it." },
        [CH_NEED_VERSION] = { 428, false, "need-version", "Please say which version you are changing (If-Match)." },
        [CH_TOO_LARGE] = { 413, false, "too-large", "This is more than can be taken at once." },
        [CH_UNSUPPORTED] = { 415, false, "unsupported", "This type of content is not taken here." },
        [CH_TOO_MANY] = { 429, true, "too-many", "Too many attempts. Please try again later." },
        [CH_BUSY] = { 503, true, "busy", "The service is busy. Nothing has changed; please try again." },
        [CH_BROKEN] = { 500, false, "broken", "Something failed on our side. Nothing has changed." },
};
_Static_assert(CH_COUNT(rows) == CH__STATUS_MAX, "one row per status");

uint16_t
ch_status_http(ch_status st)
{
        CH_ASSERT(st < CH__STATUS_MAX);
        return rows[st].http;
}

const char *
ch_status_text(ch_status st)
{
        CH_ASSERT(st < CH__STATUS_MAX);
        return rows[st].text;
}

const char *
ch_status_word(ch_status st)
{
        CH_ASSERT(st < CH__STATUS_MAX);
        return rows[st].word;
}

bool
ch_status_is_retryable(ch_status st)
{
        CH_ASSERT(st < CH__STATUS_MAX);
        return rows[st].retry;
}
