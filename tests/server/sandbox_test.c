#include "sandbox.h"
#include "t.h"
#include <arpa/inet.h>
#include <ch/base/sync.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a thread started after the fence could do: a letter for each thing that worked. */
typedef struct findings {
        const char *inside;
        char did[16];
        size_t len;
} findings;

static void
note(findings *f, char what, bool worked)
{
        if (worked)
                f->did[f->len++] = what;
}

static bool
can_open(const char *path, int flags)
{
        int fd = open(path, flags | O_CLOEXEC, 0600);

        if (fd >= 0)
                (void)close(fd);
        return fd >= 0;
}

static bool
can_fork(void)
{
        pid_t child = fork();

        if (child == 0)
                _exit(0);
        if (child > 0)
                (void)waitpid(child, NULL, 0);
        return child > 0;
}

static void
try_all(void *arg)
{
        findings *f = arg;
        char own[200];
        int fd;

        (void)snprintf(own, sizeof(own), "%s/own", f->inside);
        note(f, 'w', can_open(own, O_RDWR | O_CREAT));
        note(f, 'r', can_open(own, O_RDONLY));
        note(f, 'p', can_open("/etc/passwd", O_RDONLY));
        note(f, 't', can_open("/tmp/ch-sandbox-outside", O_RDWR | O_CREAT));
        fd = socket(AF_INET, SOCK_STREAM, 0);
        note(f, 's', fd >= 0);
        note(f, 'f', can_fork());
        note(f, 'x', execl("/bin/true", "true", (char *)NULL) == 0 || errno != EPERM);
        note(f, 'u', unlink(own) == 0);
}

/* In a process of its own, as a fence cannot be taken down. */
static ch_str
behind(ch_t *t, const char *folder, bool has_filter)
{
        char text[32] = { 0 };
        int pipes[2];
        ssize_t n;

        T_EQ_INT(pipe(pipes), 0);
        if (fork() == 0) {
                const char *const writable[] = { folder, NULL }, *const none[] = { NULL };
                ch_sandbox box = { writable, none, has_filter };
                findings f = { .inside = folder };
                ch_thread thread;

                if (ch_sandbox_enter(&box) || ch_thread_start(&thread, "inside", try_all, &f))
                        _exit(1);
                ch_thread_join(&thread);
                _exit(write(pipes[1], f.did, f.len) < 0);
        }
        (void)close(pipes[1]);
        n = read(pipes[0], text, sizeof(text) - 1);
        (void)close(pipes[0]);
        (void)wait(NULL);
        return ch_str_dup(t->arena, (ch_str) { text, n > 0 ? (size_t)n : 0 });
}

static bool
has_landlock(void)
{
        return syscall(SYS_landlock_create_ruleset, NULL, 0, 1U) >= 1;
}

static const char *
given_folder(ch_t *t)
{
        char *path = (char *)(uintptr_t)ch_str_c(t->arena, CH_LIT("/tmp/ch-sandbox-XXXXXX"));

        T_TRUE(mkdtemp(path) != NULL);
        return path;
}

T_CASE("behind the fence only the data directory can be opened")
{
        const char *folder = given_folder(t);
        ch_str did = behind(t, folder, false);

        if (has_landlock()) {
                T_TRUE(ch_str_starts(did, CH_LIT("wr")));
                T_EQ_SIZE(ch_str_find(did, 'p'), did.len);
                T_EQ_SIZE(ch_str_find(did, 't'), did.len);
        }
        T_TRUE(ch_str_find(did, 'u') < did.len);
        (void)unlink("/tmp/ch-sandbox-outside");
        (void)rmdir(folder);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
T_CASE("behind the filter there is no socket, no process, no other program")
{
        const char *folder = given_folder(t);
        ch_str did = behind(t, folder, true);

        T_EQ_STR(did, has_landlock() ? "wru" : "wrptu");
        (void)unlink("/tmp/ch-sandbox-outside");
        (void)rmdir(folder);
}
#endif
