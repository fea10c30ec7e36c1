/* Where it is not built for that, the narrowest lanes stand for it. */
#ifdef __AVX512F__
#define LANE 64
#else
#define LANE 16
#endif
#define KERNEL      kernel_avx512
#define KERNEL_NAME "avx512"
#include "kernel_body.h"
