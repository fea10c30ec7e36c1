/* migrate.h – the schema steps in the program, and bringing a database up to them. Private to lib/store/sqlite. */
#ifndef CH_STORE_MIGRATE_H
#define CH_STORE_MIGRATE_H
#include "conn.h"

/* A file of schema/sqlite: its number, its name ("0001-core.sql"), its text. Released ones never change. */
typedef struct ch_step {
        int64_t number;
        const char *name;
        ch_str sql;
} ch_step;
/* Made at build from schema/sqlite. In order of number, which begins with 1 and has no gaps. */
extern const ch_step ch_steps[];
extern const size_t ch_steps_len;

/* How many of the steps the database has. CH_CONFLICT, logged: a step it has is unknown here (a newer program wrote it)
 * or differs. */
CH_MUST_CHECK ch_status ch_steps_applied(ch_db *db, size_t *n);
/* Applies the rest: all in one transaction to an empty database, else each in its own. Old or new, never between. */
CH_MUST_CHECK ch_status ch_steps_apply(ch_db *db, size_t applied);
#endif
