/* watch.h – counts elementary steps and asks now and then whether to stop. */
#ifndef WATCH_H
#define WATCH_H
#include <ch/plan.h>

typedef struct watch {
        ch_plan_limit limit;
        uint64_t steps, asked_at;
        bool is_over;
} watch;

static inline watch
watch_new(const ch_plan_limit *limit)
{
        return (watch) { .limit = limit ? *limit : (ch_plan_limit) { 0 } };
}

/* n more steps; true: stop now. */
bool watch_passes(watch *w, uint64_t n);
#endif
