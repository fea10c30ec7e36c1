/* stmt.h – the statement table and how a statement is bound, stepped and read.
 *
 * A ch_q is one run of one prepared statement. Its first failure sticks: later calls do nothing and ch_q_end reports
 * it. Bound and read bytes are borrowed until the next step or the end; identifiers and keys are copied. Parameters are
 * bound in order, one call each, columns counted from 0; what they are stands in stmts.c.
 *
 *   ch_q q = ch_q_open(db, CH_STMT_SETTING);
 *   ch_q_text(&q, name);
 *   if (ch_q_row(&q))
 *           *out = ch_str_dup(arena, ch_col_bytes(&q, 0));
 *   return ch_q_end(&q);
 *
 * A statement runs once at a time: end it before the same one is opened again (asserted). Private to lib/store/sqlite.
 */
#ifndef CH_STORE_STMT_H
#define CH_STORE_STMT_H
#include "conn.h"

#define SQL(s) "" s "" /* only literals become SQL: a variable is a syntax error */

/* One name for each statement; the SQL stands in stmts.c. */
typedef enum ch_stmt {
        /* Limits of transactions, of savepoints; READ_…: none uses them. */
        CH_STMT_BEGIN,
        CH_STMT_COMMIT,
        CH_STMT_ROLLBACK,
        CH_STMT_SAVEPOINT,
        CH_STMT_RELEASE,
        CH_STMT_UNDO,
        /* Table record: the current row of each, by id, reference, keyed hash; all of them from one number to another;
         * a row added, one replaced (of the version before); whose key, which key; the last number; is a reference
         * taken. */
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
        /* Table meaning: kept for one record; of a range under one edition; all, with what verify asks. */
        CH_STMT_MEANING_SET,
        CH_STMT_MEANING_PAGE,
        CH_STMT_MEANING_ALL,
        /* Table version: added, one, those after a change, those in force as of a change, with the feed for verify,
         * gaps. */
        CH_STMT_VERSION_ADD,
        CH_STMT_VERSION_ONE,
        CH_STMT_VERSION_AFTER,
        CH_STMT_VERSION_AS_OF,
        CH_STMT_VERSION_CHAIN,
        CH_STMT_VERSION_GAPS,
        /* For verify: records that differ from their newest version; what is derived of one; how many there are. */
        CH_STMT_RECORD_DRIFT,
        CH_STMT_RECORD_DERIVED,
        CH_STMT_RECORD_COUNT,
        /* The feed, and the counters of references. */
        CH_STMT_CHANGE_ADD,
        CH_STMT_CHANGE_LAST,
        CH_STMT_COUNTER,
        CH_STMT_COUNTER_SET,
        /* Wrapped data keys. */
        CH_STMT_KEY_BY_ID,
        CH_STMT_KEY_BY_OWNER,
        CH_STMT_KEY_LAST,
        CH_STMT_KEY_ADD,
        CH_STMT_KEY_SHRED,
        /* The audit chain, and the head of both chains. */
        CH_STMT_AUDIT_ADD,
        CH_STMT_AUDIT_LAST,
        CH_STMT_AUDIT_LIST,
        CH_STMT_AUDIT_CHAIN,
        CH_STMT_HEAD,
        CH_STMT_HEAD_SET,
        /* Settings by name. */
        CH_STMT_SETTING,
        CH_STMT_SETTING_SET,
        /* Accounts' secrets: passphrase and seed, recovery codes. */
        CH_STMT_CREDENTIAL,
        CH_STMT_CREDENTIAL_SET,
        CH_STMT_CREDENTIAL_ALL,
        CH_STMT_RECOVERY_CLEAR,
        CH_STMT_RECOVERY_ADD,
        CH_STMT_RECOVERY_USE,
        CH_STMT_RECOVERY_COUNT,
        /* Sessions by token's hash or account. */
        CH_STMT_SESSION,
        CH_STMT_SESSION_SET,
        CH_STMT_SESSION_SEEN,
        CH_STMT_SESSION_END,
        CH_STMT_SESSION_END_ALL,
        CH_STMT_SESSIONS_OF,
        /* Invitations by token's hash. */
        CH_STMT_INVITATION,
        CH_STMT_INVITATION_SET,
        CH_STMT_INVITATION_ALL,
        /* Answers by hash of account and key. */
        CH_STMT_ANSWER,
        CH_STMT_ANSWER_SET,
        CH_STMT_ANSWER_ALL,
        /* What the upkeep deletes. */
        CH_STMT_TIDY_SESSION,
        CH_STMT_TIDY_INVITATION,
        CH_STMT_TIDY_ANSWER,
        /* The library's own checks. */
        CH_STMT_INTEGRITY,
        CH_STMT_FOREIGN_KEYS,
        CH__STMT_MAX
} ch_stmt;
_Static_assert((int)CH__STMT_MAX <= (int)CH_STMTS_CAP, "room for every statement");

/* What a statement may do, as the table declares it and the library confirms when it is prepared. */
typedef enum ch_stmt_mode {
        CH_STMT_UNSET,
        CH_STMT_READ,    /* any connection */
        CH_STMT_ASIDE,   /* likewise, of tables for which no row ever waits */
        CH_STMT_WRITE,   /* the writing connection, inside a transaction */
        CH_STMT_HELD,    /* likewise; in a command it may wait for the command's end */
        CH_STMT_CONTROL, /* the writing connection: limits of transactions */
} ch_stmt_mode;

/* A row of the table; sql is a literal. */
typedef struct ch_stmt_row {
        ch_stmt_mode mode;
        const char *sql;
} ch_stmt_row;
extern const ch_stmt_row ch_stmt_table[CH__STMT_MAX];

/* Prepares every statement the connection may use and compares its kind with the table: a wrong name or a write among
 * reads ends the start, not a request. CH_BROKEN, logged: they differ, or it does not prepare. */
CH_MUST_CHECK ch_status ch_stmts_prepare(ch_db *db);
void ch_stmts_free(ch_db *db);

/* One run; lives on the stack. Also named in chain.h. */
typedef struct ch_q {
        ch_db *db;
        struct sqlite3_stmt *s;
        /* It waits for the command's end: this is where its values go, and it gives no rows. NULL: it runs at once. */
        ch_held_row *held;
        /* Parameters so far. */
        int bound;
        /* The first failure; CH_OK till then. */
        ch_status st;
} ch_q;

/* Begins a run. CH_BROKEN sticks: the store is fatal, or the library has undone the transaction by itself. Of the
 * writing connection rows that wait go in first where this one could see them. Statements that write: the writing
 * connection in a transaction (asserted). */
ch_q ch_q_open(ch_db *db, ch_stmt which);
void ch_q_int(ch_q *q, int64_t n);
/* Bound as a blob; a NULL pointer binds NULL. */
void ch_q_bytes(ch_q *q, ch_str s);
/* Bound as text; never NULL. */
void ch_q_text(ch_q *q, ch_str s);
/* Empty binds NULL. */
void ch_q_text_or_null(ch_q *q, ch_str s);
void ch_q_uuid(ch_q *q, ch_uuid id);
void ch_q_key(ch_q *q, ch_key key);
/* Steps to the next row. False at the end and after a failure; one that waits gives none. */
bool ch_q_row(ch_q *q);
/* Frees the statement for its next run; the first failure. CH_CONFLICT: a unique value was taken. One that waits is
 * kept here. */
ch_status ch_q_end(ch_q *q);
/* For statements that give no rows. */
ch_status ch_q_run(ch_q *q);
/* Rows that the last writing statement touched. Not of one that waits. */
int64_t ch_db_touched(const ch_db *db);

/* Columns of the row it stands on; of the wrong length, a uuid or key is damage: zeros, and CH_BROKEN sticks. */
int64_t ch_col_int(ch_q *q, int column);
/* Borrowed till the next step; empty for NULL. */
ch_str ch_col_bytes(ch_q *q, int column);
bool ch_col_is_null(ch_q *q, int column);
ch_uuid ch_col_uuid(ch_q *q, int column);
ch_key ch_col_key(ch_q *q, int column);
#endif
