/* A planted fault: whoever may know of a record reads all of it. tests/canary/check must notice. */
#include <ch/may.h>

uint32_t __real_ch_groups_for(const ch_actor *actor, const ch_object *object);
uint32_t __wrap_ch_groups_for(const ch_actor *actor, const ch_object *object);

uint32_t
__wrap_ch_groups_for(const ch_actor *actor, const ch_object *object)
{
        return __real_ch_groups_for(actor, object) ? ((uint32_t)1 << CH__GROUP_MAX) - 1 : 0;
}
