/* conn.h – one connection, and the store around the writing one. Private to lib/store/sqlite. */
#ifndef CH_STORE_CONN_H
#define CH_STORE_CONN_H
#include <ch/store.h>
#include <stdatomic.h>

struct sqlite3;
struct sqlite3_stmt;

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

typedef struct ch_key_slot {
        int64_t id; /* 0: empty */
        ch_key key;
} ch_key_slot;

typedef struct ch_session_slot {
        bool is_there;
        ch_session session; /* its agent stands in here */
        char agent[CH_AGENT_KEPT];
} ch_session_slot;

struct ch_db {
        ch_store *store;
        struct sqlite3 *h;
        struct sqlite3_stmt *stmts[CH_STMTS_CAP];
        ch_arena *scratch; /* plaintexts and packed bytes of one call */
        bool is_writer;
        bool has_no_limit; /* verify, restore: statements may take their time */
        int64_t deadline_ms;
        ch_key_slot keys[CH_KEY_SLOTS]; /* unwrapped data keys, by id */
        unsigned keys_epoch;
        ch_session_slot sessions[CH_SESSION_SLOTS]; /* of a reader, by token */
        unsigned sessions_epoch;
};

/* Last line of one chain, read from the table when not known. */
typedef struct ch_tail {
        bool is_known;
        int64_t seq;
        ch_key hash;
} ch_tail;

typedef struct ch_sealed_by {
        ch_kind kind; /* CH_KIND_NONE: not known */
        ch_uuid id;
        int64_t key;
} ch_sealed_by;

typedef struct ch_held_row ch_held_row;

struct ch_store {
        char dir[CH_PATH_MAX], path[CH_PATH_MAX];
        ch_key kek;
        ch_key house; /* data key of the house */
        int64_t house_id;
        ch_db *looking;            /* of a read-only store */
        ch_db *writer;             /* NULL: read-only store */
        bool is_in_tx, is_changed; /* changed: the head must be written before COMMIT */
        ch_tail changes, audit;    /* forgotten at every rollback, as is what follows */
        int64_t newest_key;        /* identifier; 0: not known */
        ch_sealed_by last_put;     /* the record put last, if anything of it is sealed */
        uint8_t near[2];           /* how the identifiers of this transaction begin */
        struct {                   /* rows of the command at hand that wait for its end: held.h */
                ch_arena *arena;
                ch_held_row *first, **last;
                bool is_open;
        } held;
        ch_str given; /* the reference that was counted last, in given_room; empty: none, or it has been used */
        char given_room[CH_REF_ROOM];
        int next_checkpoint_at;
        bool is_shred_due;  /* the log still holds a wrapped key that was shredded */
        _Atomic int frames; /* in the log */
        _Atomic bool is_fatal;
        _Atomic unsigned shred_epoch;   /* readers drop their keys when it rises */
        bool has_new_sessions;          /* this transaction changes some, or ends them */
        _Atomic unsigned session_epoch; /* rises after such a commit: readers drop the sessions that they know */
        _Atomic int readers;
};

typedef enum ch_conn_mode { CH_CONN_WRITER, CH_CONN_READER, CH_CONN_COPY } ch_conn_mode;

/* Opens and configures; no statements yet. CH_HIDDEN: no such file (readers). */
CH_MUST_CHECK ch_status ch_conn_open(ch_store *store, ch_conn_mode mode, ch_db **out);
void ch_conn_close(ch_db **db);
/* Logs the failure, decides whether writing may go on, and names it upward. */
ch_status ch_conn_failed(ch_db *db, int rc);
#endif
