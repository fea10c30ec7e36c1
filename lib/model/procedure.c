#include <ch/base/assert.h>
#include <ch/may.h>

static uint64_t
bit_of(int32_t from)
{
        if (from < 0)
                return CH_FROM_NOTHING;
        return from < 63 ? CH_FROM(from) : 0;
}

const ch_move *
ch_move_find(ch_kind kind, ch_act act, int32_t from)
{
        const ch_move *m;
        size_t n = ch_moves(&m);

        for (size_t i = 0; i < n; i++)
                if (m[i].kind == kind && m[i].act == act && (m[i].from & bit_of(from)))
                        return &m[i];
        return NULL;
}

const ch_move *
ch_move_to(ch_kind kind, ch_act act, int32_t from, int32_t to)
{
        const ch_move *m;
        size_t n = ch_moves(&m);

        for (size_t i = 0; i < n; i++)
                if (m[i].kind == kind && m[i].act == act && (m[i].from & bit_of(from)) && m[i].to == to)
                        return &m[i];
        return NULL;
}

size_t
ch_moves_from(ch_kind kind, int32_t from, const ch_move **out, size_t cap)
{
        const ch_move *m;
        size_t n = ch_moves(&m), found = 0;

        for (size_t i = 0; i < n && found < cap; i++)
                if (m[i].kind == kind && (m[i].from & bit_of(from)))
                        out[found++] = &m[i];
        return found;
}

/* ---- who holds it
 * ----------------------------------------------------------------------------------------------------- */

static const ch_holder request_holders[CH__REQUEST_STATUS_MAX] = {
        [CH_REQUEST_DRAFT] = CH_HELD_STATE,
        [CH_REQUEST_INFORMAL] = CH_HELD_STATE,
        [CH_REQUEST_SUBMITTED] = CH_HELD_SECRETARIAT,
        [CH_REQUEST_BACK] = CH_HELD_STATE,
        [CH_REQUEST_AUTHENTICATED] = CH_HELD_SECRETARIAT,
        [CH_REQUEST_OPEN] = CH_HELD_EXPERTS,
        [CH_REQUEST_RESTING] = CH_HELD_STATE,
};

static const ch_holder offer_holders[CH__OFFER_STATUS_MAX] = {
        [CH_OFFER_DRAFT] = CH_HELD_PROVIDER,
        [CH_OFFER_SUBMITTED] = CH_HELD_SECRETARIAT,
        [CH_OFFER_RESTING] = CH_HELD_PROVIDER,
        [CH_OFFER_RETURNED] = CH_HELD_PROVIDER,
};

static const ch_holder match_holders[CH__MATCH_STATUS_MAX] = {
        [CH_MATCH_SUGGESTED] = CH_HELD_EXPERTS,      [CH_MATCH_PROPOSED] = CH_HELD_CHAIR,
        [CH_MATCH_ENDORSED] = CH_HELD_STATE,         [CH_MATCH_CLEARED] = CH_HELD_SECRETARIAT,
        [CH_MATCH_INVITED] = CH_HELD_PROVIDER,       [CH_MATCH_OFFERED] = CH_HELD_STATE,
        [CH_MATCH_VOLUNTEERED] = CH_HELD_CHAIR,      [CH_MATCH_PASSED_ON] = CH_HELD_PROVIDER,
        [CH_MATCH_ASKED_FOR] = CH_HELD_SECRETARIAT,  [CH_MATCH_ACCEPTED] = CH_HELD_PROVIDER,
        [CH_MATCH_CHANGES_ASKED] = CH_HELD_PROVIDER, [CH_MATCH_DELIVERING] = CH_HELD_PROVIDER,
        [CH_MATCH_SUSPENDED] = CH_HELD_PROVIDER,     [CH_MATCH_REPORTED] = CH_HELD_STATE,
        [CH_MATCH_DELIVERED] = CH_HELD_STATE,
};

static const struct {
        const ch_holder *of;
        int32_t max;
} holders[CH__KIND_MAX] = {
        [CH_REQUEST] = { request_holders, CH__REQUEST_STATUS_MAX },
        [CH_OFFER] = { offer_holders, CH__OFFER_STATUS_MAX },
        [CH_MATCH] = { match_holders, CH__MATCH_STATUS_MAX },
};

ch_holder
ch_holder_of(ch_kind kind, int32_t status)
{
        return status >= 0 && status < holders[kind].max ? holders[kind].of[status] : CH_HELD_NOBODY;
}

bool
ch_move_keeps_words(const ch_move *move)
{
        return move->kind == CH_MATCH || move->to >= 0 || move->act == CH_ACT_REQUEST_CLARIFY;
}

/* ---- the tables agree with themselves
 * ----------------------------------------------------------------------------------- */

static const char *
check_move(const ch_move *m, int32_t statuses)
{
        uint64_t known = CH_FROM_NOTHING | (CH_FROM(statuses) - 1);

        if (!*ch_act_word(m->act) || !m->label || !*m->label)
                return "a move without word or label";
        if (!m->from || (m->from & ~known) || m->to >= statuses)
                return "a move from or to a status that does not exist";
        if (m->needs_reason != (ch_reasons_of(m->act) != NULL))
                return "a move that needs a reason has none to choose from, or the other way round";
        if ((ch_may_roles(m->act) & m->who) != m->who)
                return "a move is meant for a role that the permission table refuses";
        return NULL;
}

static const char *
check_doubles(const ch_move *m, size_t n)
{
        for (size_t i = 0; i < n; i++)
                for (size_t j = 0; j < i; j++)
                        if (m[i].kind == m[j].kind && m[i].act == m[j].act && (m[i].from & m[j].from) &&
                            m[i].to == m[j].to)
                                return "two rows for the same step";
        return NULL;
}

/* Only a suggestion comes from elsewhere: from the engine. */
static const char *
check_reached(const ch_move *m, size_t n, ch_kind kind)
{
        for (int32_t status = 0; status < holders[kind].max; status++) {
                bool is_reached = kind == CH_MATCH && status == CH_MATCH_SUGGESTED;

                for (size_t i = 0; i < n; i++)
                        is_reached |= m[i].kind == kind && m[i].to == status;
                if (!is_reached)
                        return "a status that no move reaches";
        }
        return NULL;
}

const char *
ch_procedure_check(void)
{
        static const ch_kind kinds[] = { CH_REQUEST, CH_OFFER, CH_MATCH };
        const ch_move *m;
        size_t n = ch_moves(&m);
        const char *wrong = check_doubles(m, n);

        for (size_t i = 0; !wrong && i < n; i++)
                wrong = check_move(&m[i], holders[m[i].kind].max);
        for (size_t i = 0; !wrong && i < CH_COUNT(kinds); i++)
                wrong = check_reached(m, n, kinds[i]);
        return wrong;
}
