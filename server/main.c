#include "cmd/cmd.h"
#include <ch/base/arena.h>
#include <stdlib.h>

int
main(int argc, char **argv)
{
        /* The reader's language is chosen per request, never by the environment. */
        (void)unsetenv("LANGUAGE");
        (void)unsetenv("OUTPUT_CHARSET");
        ch_arena_hold_back();
        return ch_cmd_main(argc, argv);
}
