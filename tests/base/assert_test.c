#include "t.h"
#include <ch/base/assert.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

T_CASE("a failed assertion names its place and aborts; a true one does nothing")
{
        int ends[2], state;
        char said[300] = "";
        pid_t child;

        CH_ASSERT(ends[0] = 1);
        T_EQ_INT(pipe(ends), 0);
        child = fork();
        if (!child) {
                signal(SIGABRT, SIG_DFL);
                dup2(ends[1], STDERR_FILENO);
                CH_ASSERT(said[0] == 'x');
                _exit(0);
        }
        close(ends[1]);
        T_TRUE(read(ends[0], said, sizeof said - 1) > 0);
        close(ends[0]);
        T_EQ_INT(waitpid(child, &state, 0), child);
        T_TRUE(WIFSIGNALED(state) && WTERMSIG(state) == SIGABRT);
        T_TRUE(strstr(said, "said[0] == 'x'") && strstr(said, "assert_test.c:"));
}
