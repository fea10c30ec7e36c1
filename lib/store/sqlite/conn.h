/* conn.h – one connection, and the store around the writing one. Private to lib/store/sqlite.
 *
 * What every connection is set to stands in conn.c: WAL, synchronous=FULL, no mmap, no trusted schema, defensive; the
 * writer checkpoints by itself alone, a reader can only query and is stopped after CH_READ_LIMIT_MS.
 */
#ifndef CH_STORE_CONN_H
#define CH_STORE_CONN_H
#include <ch/store.h>
#include <stdatomic.h>

struct sqlite3;
struct sqlite3_stmt;

/* Limits, in the unit that the name or the comment says. */
enum {
        CH_PATH_MAX = 4096,
        CH_STMTS_CAP = 96,       /* at least as many as stmts.c has rows */
        CH_KEY_SLOTS = 64,       /* a power of two */
        CH_SESSION_SLOTS = 64,   /* likewise */
        CH_AGENT_KEPT = 32,      /* bytes; who has a longer one is read each time */
        CH_READ_LIMIT_MS = 5000, /* a reading statement ends after this */
        CH_SCRATCH_CAP = 256 << 20,
        CH_CHECKPOINT_STEP = 250, /* frames */
        CH_LOG_LIMIT = 64 << 20,  /* bytes of log, then writes are refused */
        CH_PAGE = 4096,
        CH_REF_ROOM = 64,
};

/* A data key that was unwrapped before. */
typedef struct ch_key_slot {
        int64_t id; /* 0: empty */
        ch_key key;
} ch_key_slot;

/* A session that a reader has looked up before. */
typedef struct ch_session_slot {
        bool is_there;
        ch_session session; /* its agent stands in here */
        char agent[CH_AGENT_KEPT];
} ch_session_slot;

/* One connection; one thread at a time. */
struct ch_db {
        ch_store *store;
        struct sqlite3 *h;
        /* By ch_stmt; NULL: not one that this connection may run. */
        struct sqlite3_stmt *stmts[CH_STMTS_CAP];
        /* Plaintexts and packed bytes of one call; emptied at the start of the next. */
        ch_arena *scratch;
        bool is_writer;
        /* Verify, restore: statements may take their time. */
        bool has_no_limit;
        /* Uptime at which the statement at hand is stopped; 0: never. */
        int64_t deadline_ms;
        /* Unwrapped data keys, by the low bits of their id; wiped when shred_epoch has risen. */
        ch_key_slot keys[CH_KEY_SLOTS];
        unsigned keys_epoch;
        /* Of a reader, by the first byte of the token's hash; wiped when session_epoch has risen. */
        ch_session_slot sessions[CH_SESSION_SLOTS];
        unsigned sessions_epoch;
};

/* Last line of one chain, read from the table when not known. */
typedef struct ch_tail {
        bool is_known;
        /* 0: there is none. */
        int64_t seq;
        ch_key hash;
} ch_tail;

/* Which data key sealed a record. */
typedef struct ch_sealed_by {
        ch_kind kind; /* CH_KIND_NONE: not known */
        ch_uuid id;
        int64_t key;
} ch_sealed_by;

typedef struct ch_held_row ch_held_row;

/* The database of one data directory. All but the atomic members is the writer's thread's, and what is constant after
 * opening (dir, path, kek, house). */
struct ch_store {
        /* dir ends with a slash; path is the database's. */
        char dir[CH_PATH_MAX], path[CH_PATH_MAX];
        /* The key-encryption key; wiped at the end, as house is. */
        ch_key kek;
        /* Data key of what belongs to no record: seeds, invitations, kept answers, the head, keyed hashes. */
        ch_key house;
        /* Its identifier. */
        int64_t house_id;
        /* Of a read-only store, the connection that ch_store_writer gives; else NULL. */
        ch_db *looking;
        /* NULL: read-only store. */
        ch_db *writer;
        /* Between begin and commit or rollback; changed: the head must be written before COMMIT. */
        bool is_in_tx, is_changed;
        /* Tails of the two chains as this transaction has them; forgotten at every rollback, as is what follows. */
        ch_tail changes, audit;
        /* Identifier of the newest data key; 0: not known. They rise, and none is used again. */
        int64_t newest_key;
        /* The record put last, if anything of it is sealed: its audit entry, which comes next, need not look for the
         * key. */
        ch_sealed_by last_put;
        /* How the identifiers of this transaction begin: so new rows stand together in each index, and a commit writes
         * few pages. */
        uint8_t near[2];
        /* Rows of the command at hand that wait for its end: held.h. */
        struct {
                ch_arena *arena;
                ch_held_row *first, **last;
                bool is_open;
        } held;
        /* The reference that was counted last, in given_room; empty: none, or it has been used. A record with it cannot
         * meet a conflict. */
        ch_str given;
        char given_room[CH_REF_ROOM];
        /* Frames in the log at which the next checkpoint is due. */
        int next_checkpoint_at;
        /* The log still holds a wrapped key that was shredded. */
        bool is_shred_due;
        /* In the log, of CH_PAGE bytes each. */
        _Atomic int frames;
        /* A write or sync has failed, or damage was found: no statement writes any more, for good. */
        _Atomic bool is_fatal;
        /* Readers drop their keys when it rises. */
        _Atomic unsigned shred_epoch;
        /* This transaction changes some sessions, or ends them. */
        bool has_new_sessions;
        /* Rises after such a commit: readers drop the sessions that they know. */
        _Atomic unsigned session_epoch;
        /* Open ones: must be none when the store is closed. */
        _Atomic int readers;
};

/* The writing connection, and any that reads. */
typedef enum ch_conn_mode { CH_CONN_WRITER, CH_CONN_READER } ch_conn_mode;

/* Opens and configures; no statements yet. CH_HIDDEN: no such file (readers). Else CH_BUSY or CH_BROKEN, logged. *out
 * is not set after a failure. */
CH_MUST_CHECK ch_status ch_conn_open(ch_store *store, ch_conn_mode mode, ch_db **out);
/* Statements, connection, keys; sets *db to NULL, which is fine to begin with. */
void ch_conn_close(ch_db **db);
/* Names a result code of the library upward: CH_CONFLICT (a unique value is taken; not logged), CH_BUSY (no memory,
 * disk full, busy, stopped), CH_TOO_LARGE, else CH_BROKEN. Logs it, and makes the store fatal where writing on could do
 * harm: damage found, or the writer's reading or writing failed. */
ch_status ch_conn_failed(ch_db *db, int rc);
#endif
