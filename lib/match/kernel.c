#include "kernel.h"

const kernel *
kernel_best(void)
{
#ifdef __x86_64__
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"))
                return &kernel_avx2;
#endif
        return &kernel_plain;
}
