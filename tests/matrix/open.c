/* A planted fault: whoever has the role may do it to anybody's record. tests/matrix/check must notice. */
#include <ch/may.h>

ch_status __real_ch_may(const ch_actor *actor, ch_act act, const ch_object *object, ch_time now);
ch_status __wrap_ch_may(const ch_actor *actor, ch_act act, const ch_object *object, ch_time now);

ch_status
__wrap_ch_may(const ch_actor *actor, ch_act act, const ch_object *object, ch_time now)
{
        ch_status st = __real_ch_may(actor, act, object, now);

        return st == CH_HIDDEN ? CH_OK : st;
}
