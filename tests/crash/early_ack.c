/* The planted fault of the crash test: preloaded into the daemon, it lets COMMIT return before anything is committed
 * and makes up for it some transactions later. What is acknowledged in between is lost when the process is killed: the
 * test must see that. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sqlite3.h>
#include <string.h>

typedef int step_fn(sqlite3_stmt *);
enum { HELD_MOST = 20 }; /* transactions acknowledged before one is really committed */

static __thread sqlite3_stmt *owed;
static __thread int held;

static step_fn *
real_step(void)
{
        static step_fn *real;

        if (!real)
                real = (step_fn *)dlsym(RTLD_NEXT, "sqlite3_step");
        return real;
}

int
sqlite3_step(sqlite3_stmt *stmt)
{
        const char *sql = sqlite3_sql(stmt);

        if (sql && !strncmp(sql, "COMMIT", 6)) {
                owed = stmt;
                return SQLITE_DONE;
        }
        if (sql && owed && !strncmp(sql, "BEGIN", 5)) {
                if (++held < HELD_MOST)
                        return SQLITE_DONE; /* the transaction that should have been committed simply goes on */
                held = 0;
                real_step()(owed);
                sqlite3_reset(owed);
                owed = NULL;
        }
        return real_step()(stmt);
}
