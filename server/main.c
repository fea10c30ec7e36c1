#include "cmd/cmd.h"
#include <stdlib.h>

int
main(int argc, char **argv)
{
        /* The reader's language is chosen per request, never by the environment. */
        (void)unsetenv("LANGUAGE");
        (void)unsetenv("OUTPUT_CHARSET");
        return ch_cmd_main(argc, argv);
}
