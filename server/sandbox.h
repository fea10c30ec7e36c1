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

/* What is left to the process. */
typedef struct ch_sandbox {
        /* Folders whose files may be made, written and removed; NULL-terminated. Each must exist. */
        const char *const *writable;
        /* Folders that may be read, likewise. */
        const char *const *readable;
        /* System calls too: only those that a server with open files and a bound socket needs. */
        bool has_filter;
} ch_sandbox;

/* CH_BROKEN: a fence that this kernel has could not be put up (logged); the program must not go on. */
CH_MUST_CHECK ch_status ch_sandbox_enter(const ch_sandbox *box);
#endif
