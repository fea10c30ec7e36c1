#include "watch.h"

enum { ASK_AFTER = 8192 };

bool
watch_passes(watch *w, uint64_t n)
{
        w->steps += n;
        if (w->is_over || w->steps - w->asked_at < ASK_AFTER)
                return w->is_over;
        w->asked_at = w->steps;
        w->is_over = (w->limit.steps && w->steps >= w->limit.steps) ||
                     (w->limit.is_over && w->limit.is_over(w->limit.ctx));
        return w->is_over;
}
