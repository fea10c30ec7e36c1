/* watch.h – counts elementary steps and asks now and then whether to stop.
 *
 * A step is about what looking at one edge costs; whoever works counts what it does, roughly but always alike, so that
 * a limit in steps ends at the same place on every machine. One a call, one thread.
 */
#ifndef WATCH_H
#define WATCH_H
#include <ch/plan.h>

typedef struct watch {
        ch_plan_limit limit;
        /* So far, and when the limit was last asked: at most every 8,192 steps. */
        uint64_t steps, asked_at;
        /* Once true, always. */
        bool is_over;
} watch;

/* limit NULL: never over. */
static inline watch
watch_new(const ch_plan_limit *limit)
{
        return (watch) { .limit = limit ? *limit : (ch_plan_limit) { 0 } };
}

/* n more steps; true: stop now. */
bool watch_passes(watch *w, uint64_t n);
#endif
