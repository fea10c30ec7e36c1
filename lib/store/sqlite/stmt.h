/* stmt.h – the statement table and how a statement is bound, stepped and read.
 *
 * A ch_q is one run of one prepared statement. Its first failure sticks: later calls do nothing and ch_q_end reports
 * it. Bound and read bytes are borrowed until the next step or the end.
 */
#ifndef CH_STORE_STMT_H
#define CH_STORE_STMT_H
#include "conn.h"

#define SQL(s) "" s "" /* only literals become SQL: a variable is a syntax error */

typedef enum ch_stmt {
        CH_STMT_BEGIN,
        CH_STMT_COMMIT,
        CH_STMT_ROLLBACK,
        CH_STMT_SAVEPOINT,
        CH_STMT_RELEASE,
        CH_STMT_UNDO,
        CH_STMT_READ_BEGIN,
        CH_STMT_READ_END,
        CH_STMT_RECORD_BY_ID,
        CH_STMT_RECORD_BY_REF,
        CH_STMT_RECORD_BY_LOOKUP,
        CH_STMT_RECORD_LIVE,
        CH_STMT_RECORD_ADD,
        CH_STMT_RECORD_SET,
        CH_STMT_RECORD_OWNER,
        CH_STMT_RECORD_KEY,
        CH_STMT_RECORD_LAST,
        CH_STMT_REF_TAKEN,
        CH_STMT_MEANING_SET,
        CH_STMT_MEANING_PAGE,
        CH_STMT_MEANING_ALL,
        CH_STMT_VERSION_ADD,
        CH_STMT_VERSION_ONE,
        CH_STMT_VERSION_AFTER,
        CH_STMT_VERSION_AS_OF,
        CH_STMT_VERSION_CHAIN,
        CH_STMT_VERSION_GAPS,
        CH_STMT_RECORD_DRIFT,
        CH_STMT_RECORD_DERIVED,
        CH_STMT_RECORD_COUNT,
        CH_STMT_CHANGE_ADD,
        CH_STMT_CHANGE_LAST,
        CH_STMT_COUNTER,
        CH_STMT_COUNTER_SET,
        CH_STMT_KEY_BY_ID,
        CH_STMT_KEY_BY_OWNER,
        CH_STMT_KEY_LAST,
        CH_STMT_KEY_ADD,
        CH_STMT_KEY_SHRED,
        CH_STMT_AUDIT_ADD,
        CH_STMT_AUDIT_LAST,
        CH_STMT_AUDIT_LIST,
        CH_STMT_AUDIT_CHAIN,
        CH_STMT_HEAD,
        CH_STMT_HEAD_SET,
        CH_STMT_SETTING,
        CH_STMT_SETTING_SET,
        CH_STMT_CREDENTIAL,
        CH_STMT_CREDENTIAL_SET,
        CH_STMT_CREDENTIAL_ALL,
        CH_STMT_RECOVERY_CLEAR,
        CH_STMT_RECOVERY_ADD,
        CH_STMT_RECOVERY_USE,
        CH_STMT_RECOVERY_COUNT,
        CH_STMT_SESSION,
        CH_STMT_SESSION_SET,
        CH_STMT_SESSION_SEEN,
        CH_STMT_SESSION_END,
        CH_STMT_SESSION_END_ALL,
        CH_STMT_SESSIONS_OF,
        CH_STMT_INVITATION,
        CH_STMT_INVITATION_SET,
        CH_STMT_INVITATION_ALL,
        CH_STMT_ANSWER,
        CH_STMT_ANSWER_SET,
        CH_STMT_ANSWER_ALL,
        CH_STMT_TIDY_SESSION,
        CH_STMT_TIDY_INVITATION,
        CH_STMT_TIDY_ANSWER,
        CH_STMT_INTEGRITY,
        CH_STMT_FOREIGN_KEYS,
        CH__STMT_MAX
} ch_stmt;
_Static_assert((int)CH__STMT_MAX <= (int)CH_STMTS_CAP, "room for every statement");

typedef enum ch_stmt_mode {
        CH_STMT_UNSET,
        CH_STMT_READ,    /* any connection */
        CH_STMT_ASIDE,   /* likewise, of tables for which no row ever waits */
        CH_STMT_WRITE,   /* the writing connection, inside a transaction */
        CH_STMT_HELD,    /* likewise; in a command it may wait for the command's end */
        CH_STMT_CONTROL, /* the writing connection: limits of transactions */
} ch_stmt_mode;

typedef struct ch_stmt_row {
        ch_stmt_mode mode;
        const char *sql;
} ch_stmt_row;
extern const ch_stmt_row ch_stmt_table[CH__STMT_MAX];

/* Prepares every statement the connection may use and compares its kind with the table. CH_BROKEN: they differ. */
CH_MUST_CHECK ch_status ch_stmts_prepare(ch_db *db);
void ch_stmts_free(ch_db *db);

typedef struct ch_q { /* also named in chain.h */
        ch_db *db;
        struct sqlite3_stmt *s;
        ch_held_row *held; /* it waits: this is where its values go */
        int bound;
        ch_status st;
} ch_q;

ch_q ch_q_open(ch_db *db, ch_stmt which);
void ch_q_int(ch_q *q, int64_t n);
void ch_q_bytes(ch_q *q, ch_str s);        /* a NULL pointer binds NULL */
void ch_q_text(ch_q *q, ch_str s);         /* never NULL */
void ch_q_text_or_null(ch_q *q, ch_str s); /* empty binds NULL */
void ch_q_uuid(ch_q *q, ch_uuid id);
void ch_q_key(ch_q *q, ch_key key);
/* Next row? False at the end and after a failure. */
bool ch_q_row(ch_q *q);
/* Frees the statement for its next run; the first failure. CH_CONFLICT: a unique value was taken. */
ch_status ch_q_end(ch_q *q);
/* For statements that give no rows. */
ch_status ch_q_run(ch_q *q);
/* Rows that the last writing statement touched. */
int64_t ch_db_touched(const ch_db *db);

int64_t ch_col_int(ch_q *q, int column);
ch_str ch_col_bytes(ch_q *q, int column);
bool ch_col_is_null(ch_q *q, int column);
ch_uuid ch_col_uuid(ch_q *q, int column);
ch_key ch_col_key(ch_q *q, int column);
#endif
