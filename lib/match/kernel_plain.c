#define LANE        16
#define KERNEL      kernel_plain
#define KERNEL_NAME "plain"
#include "kernel_body.h"
