/* A planted fault: paths that stop one step too early, and no auction to hide it. */
#include "net.h"

bool __real_net_paths(net *n, ch_arena *arena);
bool __wrap_net_paths(net *n, ch_arena *arena);
bool __wrap_net_auction(net *n, ch_arena *arena);

bool
__wrap_net_paths(net *n, ch_arena *arena)
{
        bool done = __real_net_paths(n, arena);

        for (int32_t e = n->edges; e-- > 0;)
                if (n->used[e] && n->gain[e] > 0) {
                        net_release(n, e);
                        return done;
                }
        return done;
}

bool
__wrap_net_auction(net *n, ch_arena *arena)
{
        (void)n, (void)arena;
        return false;
}
