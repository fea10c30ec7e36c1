#include "provider.h"
#include "policy.h"
#include <string.h>

_Static_assert((int)FIT_STATE == PROVIDER_KIND * KIND_STATE / FULL && (int)FIT_ODD == PROVIDER_KIND * KIND_OTHER / FULL,
               "as provider_fit in factor.c");
_Static_assert(KIND_STATE <= KIND_CIVIL && KIND_CIVIL <= KIND_OTHER, "no provider is below a State");

/* How near each topic is to any of the need's. */
static void
find_nearest(const asking *a, int16_t *out)
{
        const terms *focus = &a->unit->focus;
        size_t n = a->cat->frame->topics;

        for (size_t i = 0; i < focus->len; i++) {
                const int16_t *near = a->cat->frame->near + focus->v[i].meaning * n;

                for (size_t t = 0; t < n; t++)
                        out[t] = near[t] > out[t] ? near[t] : out[t];
        }
}

static int16_t
fit_of_org(const frame *f, size_t i, const int16_t *nearest)
{
        int32_t field = 0;

        for (size_t k = f->fields_at[i]; k < f->fields_at[i + 1]; k++)
                field = nearest[f->fields[k]] > field ? nearest[f->fields[k]] : field;
        return (int16_t)((PROVIDER_KIND * f->kinds[i] + PROVIDER_FIELD * field) / FULL);
}

static void
mark_own(const asking *a, ch_str code, providers *out)
{
        if (ch_vocab_state(a->cat->vocab, code))
                out->v[card_party(a->cat->vocab, code)].is_own = true;
}

static void
mark_wishes(const asking *a, providers *out)
{
        const ch_strs *preferred = &a->request->preferred, *excluded = &a->request->excluded;

        for (size_t i = 0; i < preferred->len; i++) {
                uint16_t word = card_party(a->cat->vocab, preferred->v[i]);

                if (word == CODE_ODD)
                        out->prefers_odd = true;
                else
                        out->v[word].fit = PROVIDER_PREFERRED;
        }
        for (size_t i = 0; i < excluded->len; i++) {
                uint16_t word = card_party(a->cat->vocab, excluded->v[i]);

                if (word != CODE_ODD)
                        out->v[word].is_excluded = true;
        }
}

ch_status
providers_make(const asking *a, ch_arena *arena, providers *out)
{
        const frame *f = a->cat->frame;
        int16_t *nearest = CH_NEW_N(arena, int16_t, f->topics);

        *out = (providers) { .v = CH_NEW_N(arena, provider, CODE_REGION + f->orgs) };
        if (!nearest || !out->v)
                return CH_TOO_LARGE;
        find_nearest(a, nearest);
        for (size_t i = 0; i < CODE_REGION; i++)
                out->v[i].fit = FIT_STATE;
        for (size_t i = 0; i < f->orgs; i++)
                out->v[CODE_REGION + i].fit = fit_of_org(f, i, nearest);
        mark_own(a, a->request->party, out);
        for (size_t i = 0; i < a->request->co_requesters.len; i++)
                mark_own(a, a->request->co_requesters.v[i], out);
        if (!a->q->for_provider)
                mark_wishes(a, out);
        return CH_OK;
}
