#include "kernel.h"

const kernel *
kernel_best(void)
{
#ifdef __x86_64__
        if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq"))
                return &kernel_avx512;
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt"))
                return &kernel_avx2;
#endif
        return &kernel_plain;
}
