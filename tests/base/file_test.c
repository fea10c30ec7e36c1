#include "t.h"
#include <ch/base/file.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder of its own under the current one, and a path in it. */
static const char *
path_in_new_folder(ch_t *t, const char *name)
{
        char *folder = (char *)(uintptr_t)ch_str_c(t->arena, CH_LIT("file_test.XXXXXX"));

        T_TRUE(mkdtemp(folder) != NULL);
        return ch_fmt(t->arena, "%s/%s", folder, name).p;
}

static void
remove_with_folder(ch_t *t, const char *path)
{
        unlink(path);
        T_EQ_INT(rmdir(ch_fmt(t->arena, "%.*s", (int)(strrchr(path, '/') - path), path).p), 0);
}

T_CASE("what is written is read again, replaces the old and leaves nothing beside")
{
        const char *path = path_in_new_folder(t, "a");
        struct stat about;
        ch_str text;

        T_OK(ch_file_write(path, 0600, CH_LIT("first, longer")));
        T_OK(ch_file_write(path, 0640, CH_LIT("second\0x")));
        T_OK(ch_file_read(t->arena, path, 100, &text));
        T_TRUE(ch_str_eq(text, CH_LIT("second\0x")));
        T_EQ_INT(stat(path, &about), 0);
        T_EQ_INT(about.st_mode & 0777, 0640);
        remove_with_folder(t, path);
}

T_CASE("the mode is as asked, whatever the mask")
{
        const char *path = path_in_new_folder(t, "a");
        mode_t before = umask(0077);
        struct stat about;

        T_OK(ch_file_write(path, 0644, CH_LIT("")));
        umask(before);
        T_EQ_INT(stat(path, &about), 0);
        T_EQ_INT(about.st_mode & 0777, 0644);
        remove_with_folder(t, path);
}

T_CASE("a missing file is hidden, a large one too large, a folder broken")
{
        const char *path = path_in_new_folder(t, "a");
        ch_str text;

        T_EQ_INT(ch_file_read(t->arena, path, 10, &text), CH_HIDDEN);
        T_OK(ch_file_write(path, 0600, CH_LIT("0123456789")));
        T_OK(ch_file_read(t->arena, path, 10, &text));
        T_EQ_INT(ch_file_read(t->arena, path, 9, &text), CH_TOO_LARGE);
        T_EQ_INT(ch_file_read(t->arena, ".", 9, &text), CH_BROKEN);
        T_EQ_INT(ch_file_write("no/such/folder/x", 0600, CH_LIT("")), CH_BROKEN);
        remove_with_folder(t, path);
}

T_CASE("lines come with their numbers; the last may lack its line feed")
{
        const char *path = path_in_new_folder(t, "a");
        bool more, complete;
        uint64_t done, total;
        ch_lines *lines;
        size_t number;
        ch_str line;

        T_OK(ch_file_write(path, 0600, CH_LIT("one\n\nthree")));
        T_OK(ch_lines_open(path, 100, &lines));
        T_OK(ch_lines_next(lines, &line, &number, &more, &complete));
        T_EQ_STR(line, "one");
        T_TRUE(more && complete && number == 1);
        ch_lines_progress(lines, &done, &total);
        T_TRUE(done == 4 && total == 10);
        T_OK(ch_lines_next(lines, &line, &number, &more, &complete));
        T_EQ_STR(line, "");
        T_TRUE(more && complete && number == 2);
        T_OK(ch_lines_next(lines, &line, &number, &more, &complete));
        T_EQ_STR(line, "three");
        T_TRUE(more && !complete && number == 3);
        T_OK(ch_lines_next(lines, &line, &number, &more, &complete));
        T_FALSE(more);
        ch_lines_close(&lines);
        T_TRUE(lines == NULL);
        T_EQ_INT(ch_lines_open("no such file", 1, &lines), CH_HIDDEN);
        remove_with_folder(t, path);
}

static void
write_pattern(const char *path, size_t lines, size_t longest)
{
        FILE *f = fopen(path, "w");

        for (size_t i = 0; i < lines; i++) {
                for (size_t n = i * 7919 % longest; n-- > 0;)
                        fputc((int)('a' + (i + n) % 26), f);
                fputc('\n', f);
        }
        fclose(f);
}

T_CASE("lines of every length come whole, those over the limit are skipped and counted")
{
        enum { LINES = 300, LONGEST = 200000, MOST = 100000 };
        const char *path = path_in_new_folder(t, "a");
        ch_lines *lines;
        bool more = true, complete;
        size_t number;
        ch_str line;

        write_pattern(path, LINES, LONGEST);
        T_OK(ch_lines_open(path, MOST, &lines));
        for (size_t i = 0; i < LINES; i++) {
                size_t want = i * 7919 % LONGEST;
                ch_status st = ch_lines_next(lines, &line, &number, &more, &complete);

                T_TRUE(more && complete);
                T_EQ_SIZE(number, i + 1);
                T_EQ_INT(st, want > MOST ? CH_TOO_LARGE : CH_OK);
                if (st != CH_OK)
                        continue;
                T_EQ_SIZE(line.len, want);
                if (want)
                        T_EQ_INT(line.p[want - 1], 'a' + i % 26);
        }
        T_OK(ch_lines_next(lines, &line, &number, &more, &complete));
        T_FALSE(more);
        ch_lines_close(&lines);
        remove_with_folder(t, path);
}

T_CASE("a too long last line without line feed is still one line")
{
        const char *path = path_in_new_folder(t, "a");
        bool more, complete;
        ch_lines *lines;
        size_t number;
        ch_str line;

        T_OK(ch_file_write(path, 0600, CH_LIT("0123456789")));
        T_OK(ch_lines_open(path, 9, &lines));
        T_EQ_INT(ch_lines_next(lines, &line, &number, &more, &complete), CH_TOO_LARGE);
        T_TRUE(more && !complete && number == 1);
        T_OK(ch_lines_next(lines, &line, &number, &more, &complete));
        T_FALSE(more);
        ch_lines_close(&lines);
        remove_with_folder(t, path);
}

/* Does another process get the lock? */
static ch_status
status_elsewhere(const char *path)
{
        int state = 0;
        pid_t child = fork();

        if (!child) {
                ch_lock *lock = NULL;
                ch_status st = ch_lock_take(path, &lock);

                _exit((int)st);
        }
        T_EQ_INT(waitpid(child, &state, 0), child);
        T_TRUE(WIFEXITED(state));
        return (ch_status)WEXITSTATUS(state);
}

T_CASE("one process holds the lock until it lets go or ends")
{
        const char *path = path_in_new_folder(t, "lock");
        ch_lock *lock, *second;

        T_OK(ch_lock_take(path, &lock));
        T_EQ_INT(status_elsewhere(path), CH_CONFLICT);
        T_EQ_INT(ch_lock_take(path, &second), CH_CONFLICT);
        ch_lock_free(&lock);
        T_TRUE(lock == NULL);
        T_EQ_INT(status_elsewhere(path), CH_OK);
        T_OK(ch_lock_take(path, &lock));
        ch_lock_free(&lock);
        remove_with_folder(t, path);
}
