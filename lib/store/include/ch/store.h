/* ch/store.h – records that stay: versions, change feed, audit, sessions, in one database.
 *
 * One ch_store is one database with exactly one writing connection, used by one thread at a time (the desk's writer),
 * which commits and checkpoints. Any number of read-only connections, one thread each, with short transactions. A ch_db
 * is either; functions that write assert that theirs is the writing one. Confidential fields are sealed before they
 * reach SQL (ARCHITECTURE 10, TRUST D12). Failures of the disk are logged here, once; upward travels CH_BROKEN, and
 * after a failed sync the store refuses every write.
 */
#ifndef CH_STORE_H
#define CH_STORE_H
#include <ch/base/crypto.h>
#include <ch/change.h>
#include <ch/party.h>
#include <ch/procedure.h>

typedef struct ch_store ch_store;
typedef struct ch_db ch_db;

typedef struct ch_store_config {
        const char *dir;   /* data directory; the database is DIR/clearinghouse.db */
        ch_key kek;        /* key-encryption key */
        bool is_read_only; /* rank, export, verify beside a running server */
        bool may_migrate;  /* an embedded database is backed up and migrated at start; else CH_CONFLICT when it is older
                            */
} ch_store_config;

/* Opens or makes the database, prepares every statement and compares its kind (read, write) with the table, checks the
 * schema version. CH_CONFLICT: newer, older or other schema than this program's; CH_HIDDEN: read-only and there is
 * none; CH_INVALID: the key is not the one that sealed it. */
CH_MUST_CHECK ch_status ch_store_open(const ch_store_config *config, ch_store **out);
/* TRUNCATE checkpoint, then closed; *store becomes NULL. All readers must be closed before. */
void ch_store_close(ch_store **store);
/* The writing connection; of a read-only store the reading one that belongs to whoever opened it. */
ch_db *ch_store_writer(ch_store *store);
CH_MUST_CHECK ch_status ch_store_reader_open(ch_store *store, ch_db **out);
void ch_store_reader_close(ch_db **db);

/* ---- transactions of the writing connection ---- */
CH_MUST_CHECK ch_status ch_store_begin(ch_store *store);
/* Durable when it returns CH_OK (synchronous=FULL). After anything else nothing of the transaction has happened; only
 * after a failed sync (the store is then fatal) it is for the next start to find out. The transaction is over in every
 * case. */
CH_MUST_CHECK ch_status ch_store_commit(ch_store *store);
void ch_store_rollback(ch_store *store);
/* A command inside the transaction: all of it or nothing. Anything but CH_OK from ending one: the whole transaction is
 * lost, roll it back. */
CH_MUST_CHECK ch_status ch_store_savepoint(ch_store *store);
CH_MUST_CHECK ch_status ch_store_savepoint_end(ch_store *store, bool keep);
/* PASSIVE checkpoint when the log has 250 frames more; between batches, after the answers. Also to be called now and
 * then while the store is overloaded: readers may have held the log back, and nothing else makes it shorter. */
void ch_store_checkpoint_if_due(ch_store *store);
/* Writes are to be refused: the log is over 64 MiB, or a sync has failed (then *fatal: leave with status 70). Any
 * thread. */
bool ch_store_is_overloaded(const ch_store *store, bool *fatal);

/* ---- records ---- */
/* Opened into the arena; CH_HIDDEN when there is none. */
CH_MUST_CHECK ch_status ch_db_record(ch_db *db, ch_kind kind, ch_uuid id, ch_arena *arena, void **out);
CH_MUST_CHECK ch_status ch_db_record_by_ref(ch_db *db, ch_kind kind, ch_str ref, ch_arena *arena, void **out);
/* A kept version, exactly as it was. */
CH_MUST_CHECK ch_status ch_db_version(ch_db *db, ch_kind kind, ch_uuid id, uint32_t version, ch_arena *arena,
                                      void **out);

typedef struct ch_put {
        const ch_actor *actor;
        ch_act act; /* for the version row and the change feed */
        ch_time at;
} ch_put;
/* Stores a new record (head.version 0) or the next version of one (head.version = the version it was read at). Sets
 * head.version, changed_at and changed_by, and of a new one the creation members and, when it is nil, the id. Writes
 * current row, version row and change row; *change gets the line of the feed with the after-image (the record itself,
 * borrowed). CH_STALE: the stored version is another; CH_CONFLICT: the reference, the sign-in name or the id is taken;
 * CH_HIDDEN: no such record. */
CH_MUST_CHECK ch_status ch_db_put(ch_db *db, ch_kind kind, void *record, const ch_put *put, ch_change *change);
/* Next free reference of kind, party and year: "R-ALB-2026-1". Counted, never used again, not even one that was
 * imported. */
CH_MUST_CHECK ch_status ch_db_next_ref(ch_db *db, ch_kind kind, ch_str party, int year, ch_arena *arena, ch_str *out);
/* All live records as changes, page by page in order of making; *cursor starts zeroed but for what is asked. *n = 0 at
 * the end. Parts whose key was shredded come empty. With an edition each comes with the meaning that was kept for this
 * version under this edition, if it opens; whatever does not is as if it were not there. Several connections may read a
 * range each. */
typedef struct ch_cursor {
        int64_t after;    /* records are numbered from 1 in order of making */
        int64_t upto;     /* the last that is wanted; 0: all */
        uint64_t edition; /* ch_catalog_edition; 0: without meanings */
        uint64_t as_of;   /* the records as they were after this change; 0: as they are */
        size_t shredded;  /* with as_of: records so far whose key was shredded since, so that they come half empty */
} ch_cursor;
/* The number of the last record; 0: there is none. */
CH_MUST_CHECK ch_status ch_db_live_end(ch_db *db, int64_t *n);
/* Keeps what was read from the words of this version of a record, sealed as the record is. No history: it can be made
 * anew. CH_OK also when the record has another version by now. */
CH_MUST_CHECK ch_status ch_db_meaning_put(ch_db *db, ch_kind kind, const ch_head *head, uint64_t edition,
                                          ch_str meaning);
CH_MUST_CHECK ch_status ch_db_live(ch_db *db, ch_cursor *cursor, ch_arena *arena, ch_change *out, size_t cap,
                                   size_t *n);
CH_MUST_CHECK ch_status ch_db_last_seq(ch_db *db, uint64_t *seq);
/* The feed after seq, oldest first, after-images included. */
CH_MUST_CHECK ch_status ch_db_changes(ch_db *db, uint64_t after, ch_arena *arena, ch_change *out, size_t cap,
                                      size_t *n);
/* Deletes the wrapped data key of this owner: what it sealed can never be opened again, also in old versions. */
CH_MUST_CHECK ch_status ch_db_shred(ch_db *db, ch_uuid key_owner);

/* ---- audit: hash-chained, in the same transaction ---- */
typedef struct ch_audit_entry {
        uint64_t seq;
        ch_time at;
        ch_uuid actor;
        ch_act act;
        ch_kind kind;
        ch_uuid object;
        ch_status outcome;
        ch_str details; /* kept out of the chain; the chain holds a salted commitment to it. Sealed. */
        ch_key hash;    /* of this entry and the one before */
} ch_audit_entry;
/* seq and hash of the entry are the store's to give. */
CH_MUST_CHECK ch_status ch_db_audit_add(ch_db *db, const ch_audit_entry *entry);
/* Newest first, those before a number; 0: from the newest. */
CH_MUST_CHECK ch_status ch_db_audit_list(ch_db *db, uint64_t before, ch_arena *arena, ch_audit_entry *out, size_t cap,
                                         size_t *n);

/* ---- accounts' secrets; seeds sealed, tokens and codes only as hashes ---- */
typedef struct ch_credential {
        ch_uuid account;
        char pass[CH_PASS_LEN]; /* argon2id */
        bool has_factor;
        uint8_t seed[20]; /* TOTP */
        int64_t last_step;
        int32_t failures; /* in a row */
        ch_time blocked_until;
} ch_credential;
CH_MUST_CHECK ch_status ch_db_credential(ch_db *db, ch_uuid account, ch_credential *out);
CH_MUST_CHECK ch_status ch_db_credential_put(ch_db *db, const ch_credential *c);
/* Account by sign-in name; the name is found by its keyed hash. */
CH_MUST_CHECK ch_status ch_db_account_by_login(ch_db *db, ch_str login, ch_arena *arena, ch_account **out);
/* Replaces all recovery codes (hashes). use: deletes one; CH_HIDDEN when it is not there. */
CH_MUST_CHECK ch_status ch_db_recovery_set(ch_db *db, ch_uuid account, const ch_key *hashes, size_t n);
CH_MUST_CHECK ch_status ch_db_recovery_use(ch_db *db, ch_uuid account, ch_key hash);
CH_MUST_CHECK ch_status ch_db_recovery_count(ch_db *db, ch_uuid account, size_t *n);

typedef struct ch_session {
        ch_uuid id, account;
        ch_key token; /* hash of the cookie's token */
        ch_key csrf;  /* token of the forms */
        ch_time created_at, seen_at, step_up_at;
        bool has_factor; /* the second factor was given */
        ch_str agent;    /* a short word for the list of sessions */
} ch_session;
CH_MUST_CHECK ch_status ch_db_session(ch_db *db, ch_key token, ch_arena *arena, ch_session *out);
/* New, or in place of the row of the same id (its token rotates). */
CH_MUST_CHECK ch_status ch_db_session_put(ch_db *db, const ch_session *s);
/* Only the last-seen time; CH_OK also when the session has ended meanwhile. */
CH_MUST_CHECK ch_status ch_db_session_seen(ch_db *db, ch_uuid session, ch_time at);
/* Moves seen_at forward, never back; nothing happens when the session has ended. */
CH_MUST_CHECK ch_status ch_db_session_seen(ch_db *db, ch_uuid session, ch_time at);
CH_MUST_CHECK ch_status ch_db_session_end(ch_db *db, ch_uuid session);
/* All of an account but one (nil: all). */
CH_MUST_CHECK ch_status ch_db_session_end_all(ch_db *db, ch_uuid account, ch_uuid but);
CH_MUST_CHECK ch_status ch_db_sessions_of(ch_db *db, ch_uuid account, ch_arena *arena, ch_session *out, size_t cap,
                                          size_t *n);

typedef struct ch_invitation {
        ch_key token; /* hash */
        ch_str party, name, login, nationality, lang;
        int64_t roles;
        ch_uuid invited_by, account; /* account: set for a reset, else nil */
        ch_time expires_at, used_at;
        bool may_defer_factor;
} ch_invitation;
CH_MUST_CHECK ch_status ch_db_invitation_put(ch_db *db, const ch_invitation *i);
CH_MUST_CHECK ch_status ch_db_invitation(ch_db *db, ch_key token, ch_arena *arena, ch_invitation *out);

/* ---- idempotency: (account, key) -> what was answered, 24 h ---- */
typedef struct ch_answer {
        ch_uuid account;
        ch_str key;
        ch_key body; /* hash of method, path and body */
        int32_t http;
        ch_str location, type, bytes; /* bytes sealed */
        ch_time at;
} ch_answer;
CH_MUST_CHECK ch_status ch_db_answer(ch_db *db, ch_uuid account, ch_str key, ch_arena *arena, ch_answer *out);
CH_MUST_CHECK ch_status ch_db_answer_put(ch_db *db, const ch_answer *a);

/* ---- settings, upkeep ---- */
CH_MUST_CHECK ch_status ch_db_setting(ch_db *db, ch_str name, ch_arena *arena, ch_str *out);
CH_MUST_CHECK ch_status ch_db_setting_put(ch_db *db, ch_str name, ch_str value);
/* Deletes sessions over twelve hours old, used and expired invitations, answers over a day old. */
CH_MUST_CHECK ch_status ch_db_tidy(ch_db *db, ch_time now);

/* A backup taken in steps on the writing connection between batches; the file never holds the key. *more = false at the
 * end. */
typedef struct ch_backup ch_backup;
CH_MUST_CHECK ch_status ch_store_backup_begin(ch_store *store, const char *path, ch_backup **out);
CH_MUST_CHECK ch_status ch_store_backup_step(ch_backup *b, int pages, bool *more);
/* Digest, sync, name: the file is complete only when this is CH_OK. After *more = false any thread may end it, so that
 * the writer does not wait. Ended before, the backup is given up and leaves no file. */
CH_MUST_CHECK ch_status ch_store_backup_end(ch_backup **b);
/* A finished backup to another place, where there is no such file yet; checked while it is copied, synced.
 * CH_MALFORMED: damaged. */
CH_MUST_CHECK ch_status ch_store_backup_copy(const char *from, const char *to);
/* Copies a backup into an empty or new directory, checks all of it, writes the key beside it. After anything but CH_OK
 * the directory is as empty as before. CH_CONFLICT: it is not empty, or the schema is newer; CH_INVALID: the key does
 * not open it; CH_MALFORMED: damaged. */
CH_MUST_CHECK ch_status ch_store_restore(const char *backup, const char *dir, const ch_key *kek);
/* Schema steps that migrate would apply, by name; none when up to date. */
CH_MUST_CHECK ch_status ch_store_pending(const char *dir, ch_arena *arena, ch_strs *names);

typedef struct ch_verdict_line {
        const char *what; /* "integrity", "foreign keys", "audit chain", "versions", "sealed fields", "change feed",
                             CH_VERIFY_MEANINGS */
        uint64_t checked, wrong;
} ch_verdict_line;
enum { CH_VERIFY_LINES = 8 };
#define CH_VERIFY_MEANINGS CH_MSG_INIT("kept meanings") /* each of a record and opens; what it says is the engine's */
/* Everything that can be checked without trusting the program that wrote it. Read-only. */
CH_MUST_CHECK ch_status ch_store_verify(ch_store *store, ch_verdict_line out[CH_VERIFY_LINES], size_t *n);

/* DIR/key: read, or made with mode 0600 when make is set and there is no database yet. CH_HIDDEN: none; CH_CONFLICT:
 * none, but there is a database, so that a new key would not open it; CH_MALFORMED: not a key, or readable by others.
 */
CH_MUST_CHECK ch_status ch_store_key(const char *dir, bool make, ch_key *out);
/* The same file format anywhere: one line of 43 characters. */
CH_MUST_CHECK ch_status ch_store_key_read(const char *path, ch_key *out);
CH_MUST_CHECK ch_status ch_store_key_write(const char *path, const ch_key *key);
#endif
