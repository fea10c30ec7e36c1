/* On other machines than x86 there is none: the plain one stands for it. */
#ifdef __AVX2__
#define LANE 32
#else
#define LANE 16
#endif
#define KERNEL      kernel_avx2
#define KERNEL_NAME "avx2"
#include "kernel_body.h"
