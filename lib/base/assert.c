#include <ch/base/assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Not through the log: whatever is broken may be the log. */
void
ch_assert_failed(const char *expr, const char *file, int line)
{
        dprintf(STDERR_FILENO, "level=error event=assertion.failed at=%s:%d expr=\"%s\"\n", file, line, expr);
        abort();
}
