/* sandbox.h – what this process can no longer do once it has started.
 *
 * Called once, after listening, opening the data and loading messages, and BEFORE THE FIRST THREAD: Landlock binds only
 * the calling thread and those it starts later. Afterwards: files only below the folders given; no new program, no
 * process, no socket, no tracing. Where the kernel has no Landlock that part is left out with a warning; the rest
 * stands.
 */
#ifndef CH_SERVER_SANDBOX_H
#define CH_SERVER_SANDBOX_H
#include <ch/base/str.h>

typedef struct ch_sandbox {
        const char *const *writable; /* folders; NULL-terminated */
        const char *const *readable;
        bool has_filter; /* system calls too */
} ch_sandbox;

/* CH_BROKEN: a fence that this kernel has could not be put up (logged); the program must not go on. */
CH_MUST_CHECK ch_status ch_sandbox_enter(const ch_sandbox *box);
#endif
