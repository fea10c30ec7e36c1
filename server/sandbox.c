#include "sandbox.h"
#include <ch/base/log.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

/* The sanitizers trace their own process at its end. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED true
#else
#define IS_SANITIZED false
#endif

/* ---- files ---- */

static const uint64_t to_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
static const uint64_t to_write = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                 LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                 LANDLOCK_ACCESS_FS_TRUNCATE;

/* All rights that the kernel's version knows: what is handled and not granted is refused. */
static uint64_t
known_rights(long version)
{
        uint64_t rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

        if (version >= 2)
                rights |= LANDLOCK_ACCESS_FS_REFER;
        if (version >= 3)
                rights |= LANDLOCK_ACCESS_FS_TRUNCATE;
        return rights;
}

static bool
allow(int ruleset, const char *path, uint64_t rights)
{
        struct landlock_path_beneath_attr rule = { .allowed_access = rights,
                                                   .parent_fd = open(path, O_PATH | O_CLOEXEC) };
        bool is_fine;

        if (rule.parent_fd < 0)
                return false;
        is_fine = !syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
        (void)close(rule.parent_fd);
        return is_fine;
}

static bool
allow_all(int ruleset, const ch_sandbox *box, uint64_t known)
{
        bool is_fine = true;

        for (size_t i = 0; box->writable[i]; i++)
                is_fine &= allow(ruleset, box->writable[i], (to_read | to_write) & known);
        for (size_t i = 0; box->readable[i]; i++)
                is_fine &= allow(ruleset, box->readable[i], to_read & known);
        if (IS_SANITIZED)
                is_fine &= allow(ruleset, "/proc", to_read & known);
        return is_fine;
}

static bool
fence_files(const ch_sandbox *box)
{
        long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
        struct landlock_ruleset_attr attr;
        bool is_fine;
        int ruleset;

        if (version < 1) {
                ch_log(CH_LOG_WARN, "sandbox.no-landlock", ch_log_int("errno", errno));
                return true;
        }
        attr = (struct landlock_ruleset_attr) { .handled_access_fs = known_rights(version) };
        ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
        if (ruleset < 0)
                return false;
        is_fine = allow_all(ruleset, box, attr.handled_access_fs) && !syscall(SYS_landlock_restrict_self, ruleset, 0);
        (void)close(ruleset);
        return is_fine;
}

/* ---- system calls ---- */

static const int allowed_calls[] = {
        /* memory, threads, signals, time */
        SCMP_SYS(brk),
        SCMP_SYS(mmap),
        SCMP_SYS(munmap),
        SCMP_SYS(mremap),
        SCMP_SYS(mprotect),
        SCMP_SYS(madvise),
        SCMP_SYS(mlock),
        SCMP_SYS(munlock),
        SCMP_SYS(futex),
        SCMP_SYS(set_robust_list),
        SCMP_SYS(get_robust_list),
        SCMP_SYS(rseq),
        SCMP_SYS(set_tid_address),
        SCMP_SYS(exit),
        SCMP_SYS(exit_group),
        SCMP_SYS(sched_yield),
        SCMP_SYS(sched_getaffinity),
        SCMP_SYS(rt_sigaction),
        SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn),
        SCMP_SYS(rt_sigtimedwait),
        SCMP_SYS(sigaltstack),
        SCMP_SYS(restart_syscall),
        SCMP_SYS(tgkill),
        SCMP_SYS(getpid),
        SCMP_SYS(gettid),
        SCMP_SYS(clock_gettime),
        SCMP_SYS(clock_getres),
        SCMP_SYS(clock_nanosleep),
        SCMP_SYS(nanosleep),
        SCMP_SYS(gettimeofday),
        SCMP_SYS(time),
        SCMP_SYS(getrandom),
        SCMP_SYS(getrusage),
        SCMP_SYS(sysinfo),
        SCMP_SYS(uname),
        SCMP_SYS(getcpu),
        SCMP_SYS(getuid),
        SCMP_SYS(geteuid),
        SCMP_SYS(getgid),
        SCMP_SYS(getegid),
        SCMP_SYS(umask),
        SCMP_SYS(membarrier),
        /* files */
        SCMP_SYS(open),
        SCMP_SYS(openat),
        SCMP_SYS(close),
        SCMP_SYS(read),
        SCMP_SYS(pread64),
        SCMP_SYS(readv),
        SCMP_SYS(preadv),
        SCMP_SYS(write),
        SCMP_SYS(pwrite64),
        SCMP_SYS(writev),
        SCMP_SYS(pwritev),
        SCMP_SYS(lseek),
        SCMP_SYS(fsync),
        SCMP_SYS(fdatasync),
        SCMP_SYS(ftruncate),
        SCMP_SYS(fallocate),
        SCMP_SYS(fcntl),
        SCMP_SYS(flock),
        SCMP_SYS(fadvise64),
        SCMP_SYS(stat),
        SCMP_SYS(lstat),
        SCMP_SYS(fstat),
        SCMP_SYS(newfstatat),
        SCMP_SYS(statx),
        SCMP_SYS(fstatfs),
        SCMP_SYS(statfs),
        SCMP_SYS(access),
        SCMP_SYS(faccessat),
        SCMP_SYS(faccessat2),
        SCMP_SYS(getdents64),
        SCMP_SYS(readlink),
        SCMP_SYS(readlinkat),
        SCMP_SYS(unlink),
        SCMP_SYS(unlinkat),
        SCMP_SYS(rename),
        SCMP_SYS(renameat),
        SCMP_SYS(renameat2),
        SCMP_SYS(mkdir),
        SCMP_SYS(mkdirat),
        SCMP_SYS(fchmod),
        SCMP_SYS(fchown),
        SCMP_SYS(getcwd),
        SCMP_SYS(dup),
        SCMP_SYS(pipe2),
        SCMP_SYS(utimensat),
        SCMP_SYS(ioctl),
        /* the connections that come in; none goes out */
        SCMP_SYS(accept),
        SCMP_SYS(accept4),
        SCMP_SYS(recvfrom),
        SCMP_SYS(recvmsg),
        SCMP_SYS(sendto),
        SCMP_SYS(sendmsg),
        SCMP_SYS(sendfile),
        SCMP_SYS(shutdown),
        SCMP_SYS(getsockopt),
        SCMP_SYS(setsockopt),
        SCMP_SYS(getsockname),
        SCMP_SYS(getpeername),
        SCMP_SYS(poll),
        SCMP_SYS(ppoll),
        SCMP_SYS(epoll_create1),
        SCMP_SYS(epoll_ctl),
        SCMP_SYS(epoll_wait),
        SCMP_SYS(epoll_pwait),
        SCMP_SYS(eventfd2),
        SCMP_SYS(getrlimit),
        SCMP_SYS(prlimit64),
};

static bool
fill(scmp_filter_ctx filter)
{
        int st = 0;

        for (size_t i = 0; i < sizeof(allowed_calls) / sizeof(allowed_calls[0]); i++)
                st |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0);
        /* Threads, not processes. The newer call hides its flags in memory; without it the C library takes the older.
         */
        st |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
                               SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
        st |= seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
        st |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prctl), 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME, 0));
        return !st;
}

static bool
fence_calls(void)
{
        scmp_filter_ctx filter;
        bool is_fine;

        if (IS_SANITIZED) {
                ch_log(CH_LOG_WARN, "sandbox.no-filter", CH_LOG_LIT("reason", "sanitizer"));
                return true;
        }
        filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
        is_fine = filter && fill(filter) && !seccomp_load(filter);
        seccomp_release(filter);
        return is_fine;
}

ch_status
ch_sandbox_enter(const ch_sandbox *box)
{
        struct rlimit none = { 0, 0 };

        /* No key ever reaches a core file. */
        (void)setrlimit(RLIMIT_CORE, &none);
        if (!IS_SANITIZED)
                (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
        if (!prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) && fence_files(box) && (!box->has_filter || fence_calls()))
                return CH_OK;
        ch_log(CH_LOG_ERROR, "sandbox.failed", ch_log_int("errno", errno));
        return CH_BROKEN;
}
