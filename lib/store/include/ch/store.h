/* ch/store.h – records that stay: versions, change feed, audit, sessions, in one database.
 *
 * One ch_store is one database with exactly one writing connection, used by one thread at a time (the desk's writer),
 * which commits and checkpoints. Any number of read-only connections, one thread each, with short transactions. A ch_db
 * is either; functions that write assert that theirs is the writing one, inside a transaction. Nothing else may write
 * to the file while it is open: that is what keeps it sound.
 *
 * What was acknowledged is on the disk: WAL with synchronous=FULL, a record's row, its version, its line of the feed
 * and the audit entry in one transaction, and a head, made with the house's key, that says where feed and audit end.
 *
 * Confidential fields are sealed before they reach SQL: each under the data key of its request (or of the record
 * itself), which is wrapped by the key-encryption key; bound to table, column, kind, version, row and key, so that it
 * opens nowhere else; texts padded to whole kilobytes. What has no owner (seeds, invitations, kept answers) is under
 * the key of the house. Destroying a wrapped key destroys what it sealed, in old versions too.
 *
 * Failures of all functions: CH_BUSY, no memory, disk full, or a read that took over five seconds; CH_TOO_LARGE, the
 * arena is full; CH_BROKEN, the disk or what stands on it, logged here, once. After a failed write or sync, or damage
 * found, the store is fatal: it refuses every write. Results live in the arena given. Out parameters are good after
 * CH_OK.
 */
#ifndef CH_STORE_H
#define CH_STORE_H
#include <ch/base/crypto.h>
#include <ch/change.h>
#include <ch/party.h>
#include <ch/procedure.h>

/* The database of one data directory, and one connection to it. */
typedef struct ch_store ch_store;
typedef struct ch_db ch_db;

typedef struct ch_store_config {
        /* Data directory, which exists; the database is DIR/clearinghouse.db, made with mode 0600. */
        const char *dir;
        /* Key-encryption key, ch_store_key; a copy is kept while the store is open. */
        ch_key kek;
        /* For rank, export, verify beside a running server: no writing connection, nothing is made. */
        bool is_read_only;
        /* An older database is copied beside itself (before-NNNN-TIME.backup) and brought up to date step by step; else
         * it is CH_CONFLICT. */
        bool may_migrate;
} ch_store_config;

/* Opens or makes the database, prepares every statement and compares its kind (read, write) with the table, checks the
 * schema and that the key opens it. CH_CONFLICT: newer, older or other schema than this program's, logged; CH_HIDDEN:
 * read-only and there is none; CH_INVALID: the key is not the one that sealed it, or dir is too long. *out is NULL
 * after a failure. Locks nothing: that only one process writes is the caller's to see to. */
CH_MUST_CHECK ch_status ch_store_open(const ch_store_config *config, ch_store **out);
/* TRUNCATE checkpoint (unless fatal), then closed, the keys wiped; *store becomes NULL, which is fine to begin with.
 * All readers must be closed before, and no transaction be open (asserted). */
void ch_store_close(ch_store **store);
/* The writing connection; of a read-only store the reading one that belongs to whoever opened it. */
ch_db *ch_store_writer(ch_store *store);
/* A connection that cannot write, for one thread at a time; any thread may open one. CH_HIDDEN: there is no such file.
 */
CH_MUST_CHECK ch_status ch_store_reader_open(ch_store *store, ch_db **out);
/* Sets *db to NULL, which is fine to begin with. */
void ch_store_reader_close(ch_db **db);

/* ---- transactions of the writing connection ---- */
/* One at a time (asserted). CH_BROKEN: the store is fatal. */
CH_MUST_CHECK ch_status ch_store_begin(ch_store *store);
/* Durable when it returns CH_OK (synchronous=FULL). After anything else nothing of the transaction has happened; only
 * after a failed sync (the store is then fatal) it is for the next start to find out. The transaction is over in every
 * case. */
CH_MUST_CHECK ch_status ch_store_commit(ch_store *store);
/* Cannot fail, also when the store is fatal. What the database had undone by itself is over too. */
void ch_store_rollback(ch_store *store);
/* A command inside the transaction: all of it or nothing; one at a time, not nested. Costs nothing where the command
 * only adds rows. Anything but CH_OK from ending one: the whole transaction is lost, roll it back. */
CH_MUST_CHECK ch_status ch_store_savepoint(ch_store *store);
CH_MUST_CHECK ch_status ch_store_savepoint_end(ch_store *store, bool keep);
/* PASSIVE checkpoint when the log has 250 frames (1 MB) more; between batches, after the answers. Also to be called now
 * and then while the store is overloaded: readers may have held the log back, and nothing else makes it shorter. After
 * a shredding it is TRUNCATE, so that the key leaves the log too. */
void ch_store_checkpoint_if_due(ch_store *store);
/* Writes are to be refused: the log is over 64 MiB, or writing has failed (then *fatal: leave with status 70). Any
 * thread. */
bool ch_store_is_overloaded(const ch_store *store, bool *fatal);

/* ---- records ---- */
/* The record as it is now, opened into the arena: a struct of the kind, the caller's to change. CH_HIDDEN when there is
 * none. Fields whose key was shredded are empty. CH_BROKEN: it does not open where it stands; logged by id and version.
 */
CH_MUST_CHECK ch_status ch_db_record(ch_db *db, ch_kind kind, ch_uuid id, ch_arena *arena, void **out);
/* The same by reference, which is unique within its kind. */
CH_MUST_CHECK ch_status ch_db_record_by_ref(ch_db *db, ch_kind kind, ch_str ref, ch_arena *arena, void **out);
/* A kept version, exactly as it was, but for what has been shredded. CH_HIDDEN: no such record or version. */
CH_MUST_CHECK ch_status ch_db_version(ch_db *db, ch_kind kind, ch_uuid id, uint32_t version, ch_arena *arena,
                                      void **out);

/* Who stores a record, doing what, when: for the version row and the change feed. */
typedef struct ch_put {
        const ch_actor *actor;
        /* Its word stands in the feed. */
        ch_act act;
        ch_time at;
} ch_put;
/* Stores a new record (head.version 0) or the next version of one (head.version = the version it was read at). Sets
 * head.version, changed_at and changed_by, and of a new one the creation members and, when it is nil, the id. Writes
 * current row, version row and change row; *change gets the line of the feed with the after-image (the record itself,
 * borrowed). CH_STALE: the stored version is another; CH_CONFLICT: the reference, the sign-in name or the id is taken;
 * CH_HIDDEN: no such record. After a failure the record may have its id and nothing more; the savepoint is to be
 * undone. */
CH_MUST_CHECK ch_status ch_db_put(ch_db *db, ch_kind kind, void *record, const ch_put *put, ch_change *change);
/* Next free reference of kind, party and year: "R-ALB-2026-1". Counted, never used again, not even one that was
 * imported. The letter is the kind's: P(arty), A(ccount), R(equest), O(ffer), M(atch), S (response), C(ontact),
 * L(etter), W(eights). */
CH_MUST_CHECK ch_status ch_db_next_ref(ch_db *db, ch_kind kind, ch_str party, int year, ch_arena *arena, ch_str *out);
/* Where a walk over all live records stands. Begins zeroed but for what is asked; each page moves it on. */
typedef struct ch_cursor {
        /* Records are numbered from 1 in order of making; the walk goes on behind this one. */
        int64_t after;
        int64_t upto; /* the last that is wanted; 0: all */
        /* Of the meanings that are wanted: ch_catalog_edition; 0: without. */
        uint64_t edition;
        /* The records as they were after this change; 0: as they are. */
        uint64_t as_of;
        /* With as_of: records so far whose key was shredded since, so that they come half empty. */
        size_t shredded;
} ch_cursor;
/* The number of the last record; 0: there is none. */
CH_MUST_CHECK ch_status ch_db_live_end(ch_db *db, int64_t *n);
/* Keeps what was read from the words of this version of a record, sealed as the record is, in place of any kept before.
 * No history: it can be made anew. edition: not 0. CH_OK also when the record has another version by now, or its key
 * was shredded: nothing is kept then. */
CH_MUST_CHECK ch_status ch_db_meaning_put(ch_db *db, ch_kind kind, const ch_head *head, uint64_t edition,
                                          ch_str meaning);
/* All live records as changes, page by page in order of making: at most cap to out, *n = 0 at the end. seq, actor and
 * at are those of the newest change of each. Fields whose key was shredded come empty. With an edition each comes with
 * the meaning that was kept for this version under this edition, if it opens; whatever does not is as if it were not
 * there. Several connections may read a range each.
 *
 *   ch_cursor cursor = { 0 };
 *   do
 *           st = ch_db_live(db, &cursor, arena, page, CAP, &n);
 *   while (st == CH_OK && n);
 */
CH_MUST_CHECK ch_status ch_db_live(ch_db *db, ch_cursor *cursor, ch_arena *arena, ch_change *out, size_t cap,
                                   size_t *n);
/* Number of the newest change; 0: there is none. */
CH_MUST_CHECK ch_status ch_db_last_seq(ch_db *db, uint64_t *seq);
/* The feed after seq, oldest first, after-images included, at most cap; *n = 0: nothing came after. */
CH_MUST_CHECK ch_status ch_db_changes(ch_db *db, uint64_t after, ch_arena *arena, ch_change *out, size_t cap,
                                      size_t *n);
/* Deletes the wrapped data key of this owner: what it sealed can never be opened again, also in old versions; backups
 * made before still can. Readers forget the key at once, the log with the next checkpoint. CH_OK also when there was
 * none. */
CH_MUST_CHECK ch_status ch_db_shred(ch_db *db, ch_uuid key_owner);

/* ---- audit: hash-chained, in the same transaction ---- */
/* Who did what to what, and how it ended; one line of the chain. */
typedef struct ch_audit_entry {
        /* Its number, from 1 without gaps; the store's to give. */
        uint64_t seq;
        ch_time at;
        /* Account; nil: the system. */
        ch_uuid actor;
        ch_act act;
        /* What it was about: CH_KIND_NONE and nil where nothing in particular. */
        ch_kind kind;
        ch_uuid object;
        ch_status outcome;
        /* Coded, never content. Kept out of the chain, which holds a salted commitment to it, and sealed under the key
         * of the record it speaks of: erasing breaks nothing. Empty: there is nothing to seal. */
        ch_str details;
        /* Of this entry and the one before; the store's to give. */
        ch_key hash;
} ch_audit_entry;
/* Adds the entry at the end of the chain; seq and hash of *entry are not looked at. */
CH_MUST_CHECK ch_status ch_db_audit_add(ch_db *db, const ch_audit_entry *entry);
/* Newest first, at most cap, those before a number; 0: from the newest. Details whose key was shredded are empty. */
CH_MUST_CHECK ch_status ch_db_audit_list(ch_db *db, uint64_t before, ch_arena *arena, ch_audit_entry *out, size_t cap,
                                         size_t *n);

/* ---- accounts' secrets; seeds sealed, tokens and codes only as hashes ---- */
/* What proves that somebody is the account's person. */
typedef struct ch_credential {
        ch_uuid account;
        /* argon2id as text, ends with NUL; empty: nobody can sign in (a reset). */
        char pass[CH_PASS_LEN];
        /* The seed counts: it was confirmed by a first code. */
        bool has_factor;
        /* TOTP; sealed. */
        uint8_t seed[20];
        /* Of TOTP, last one used: no code counts twice. */
        int64_t last_step;
        int32_t failures; /* in a row */
        /* Attempts before this are refused; 0: none are. */
        ch_time blocked_until;
} ch_credential;
/* CH_HIDDEN: the account has none. To be wiped after use. */
CH_MUST_CHECK ch_status ch_db_credential(ch_db *db, ch_uuid account, ch_credential *out);
/* All of it, in place of what was there. */
CH_MUST_CHECK ch_status ch_db_credential_put(ch_db *db, const ch_credential *c);
/* Account by sign-in name, written as it is stored (lower case); found by a keyed hash, so that the database holds no
 * names in clear. CH_HIDDEN: none; disabled ones are found too. */
CH_MUST_CHECK ch_status ch_db_account_by_login(ch_db *db, ch_str login, ch_arena *arena, ch_account **out);
/* Replaces all recovery codes of the account by the n hashes; n = 0 takes them away. */
CH_MUST_CHECK ch_status ch_db_recovery_set(ch_db *db, ch_uuid account, const ch_key *hashes, size_t n);
/* Deletes one; CH_HIDDEN when it is not there. */
CH_MUST_CHECK ch_status ch_db_recovery_use(ch_db *db, ch_uuid account, ch_key hash);
/* How many are left; 0 of an account that has none. */
CH_MUST_CHECK ch_status ch_db_recovery_count(ch_db *db, ch_uuid account, size_t *n);

/* Somebody who has come in, as far as he has. */
typedef struct ch_session {
        ch_uuid id, account;
        /* Hash of the cookie's token: the database cannot open a session. */
        ch_key token;
        /* Token of the forms. */
        ch_key csrf;
        /* step_up_at: when the second factor was last given for an act that asks again; 0: never. */
        ch_time created_at, seen_at, step_up_at;
        /* The second factor was given. */
        bool has_factor;
        /* A short word for the list of sessions. */
        ch_str agent;
} ch_session;
/* By the token's hash; CH_HIDDEN: none. Whether it is still good the caller judges. A reader remembers 64 sessions
 * until some commit changes or ends any: mostly no read. */
CH_MUST_CHECK ch_status ch_db_session(ch_db *db, ch_key token, ch_arena *arena, ch_session *out);
/* New, or in place of the row of the same id (its token rotates). CH_CONFLICT: another has this token. */
CH_MUST_CHECK ch_status ch_db_session_put(ch_db *db, const ch_session *s);
/* Moves seen_at forward, never back; nothing happens when the session has ended. */
CH_MUST_CHECK ch_status ch_db_session_seen(ch_db *db, ch_uuid session, ch_time at);
/* Deletes it; CH_OK also when it was not there. Counts for every reader once the commit is done. */
CH_MUST_CHECK ch_status ch_db_session_end(ch_db *db, ch_uuid session);
/* All of an account but one (nil: all). */
CH_MUST_CHECK ch_status ch_db_session_end_all(ch_db *db, ch_uuid account, ch_uuid but);
/* Those of an account, last used first, at most cap. */
CH_MUST_CHECK ch_status ch_db_sessions_of(ch_db *db, ch_uuid account, ch_arena *arena, ch_session *out, size_t cap,
                                          size_t *n);

/* A link that waits to be taken up. */
typedef struct ch_invitation {
        /* Hash of the link's. */
        ch_key token;
        /* Whom it invites, as what; name and login sealed. */
        ch_str party, name, login, nationality, lang;
        int64_t roles;
        /* account: set for a reset, whose it is; else nil. */
        ch_uuid invited_by, account;
        /* used_at: 0, not yet. */
        ch_time expires_at, used_at;
        bool may_defer_factor;
} ch_invitation;
/* New, or in place of the one of the same token (used_at). */
CH_MUST_CHECK ch_status ch_db_invitation_put(ch_db *db, const ch_invitation *i);
/* By the token's hash, used and expired ones too, till the upkeep takes them away. CH_HIDDEN: none. */
CH_MUST_CHECK ch_status ch_db_invitation(ch_db *db, ch_key token, ch_arena *arena, ch_invitation *out);

/* ---- idempotency: (account, key) -> what was answered, 24 h ---- */
/* What was answered; found by account and key, of which only a hash is kept: the client chose it. */
typedef struct ch_answer {
        ch_uuid account;
        ch_str key;
        ch_key body; /* hash of method, path and body */
        int32_t http;
        ch_str location, type, bytes; /* bytes sealed */
        ch_time at;
} ch_answer;
/* CH_HIDDEN: none, or over a day old and tidied away. */
CH_MUST_CHECK ch_status ch_db_answer(ch_db *db, ch_uuid account, ch_str key, ch_arena *arena, ch_answer *out);
/* Once: look for one before, in the same transaction. */
CH_MUST_CHECK ch_status ch_db_answer_put(ch_db *db, const ch_answer *a);

/* ---- settings, upkeep ---- */
/* A value by its name ("clock.invitation"), as text in clear. CH_HIDDEN: never set. */
CH_MUST_CHECK ch_status ch_db_setting(ch_db *db, ch_str name, ch_arena *arena, ch_str *out);
/* Sets it, also to nothing: then it is empty, not gone. */
CH_MUST_CHECK ch_status ch_db_setting_put(ch_db *db, ch_str name, ch_str value);
/* Deletes sessions over twelve hours old, used and expired invitations, answers over a day old. Idle sessions are the
 * caller's. */
CH_MUST_CHECK ch_status ch_db_tidy(ch_db *db, ch_time now);

/* A backup taken in steps on the writing connection between batches: what is written meanwhile is carried over. The
 * file never holds the key; at its end stands a trailer with length and digest.
 *
 *   st = ch_store_backup_begin(store, "x.backup", &b);
 *   while (st == CH_OK && more)
 *           st = ch_store_backup_step(b, 256, &more);
 *   st = ch_store_backup_end(&b);
 */
typedef struct ch_backup ch_backup;
/* Writer's thread, outside a transaction. CH_CONFLICT: path, or path.part in which it is written, is there; CH_INVALID:
 * path is too long. */
CH_MUST_CHECK ch_status ch_store_backup_begin(ch_store *store, const char *path, ch_backup **out);
/* Copies so many pages of 4 KiB (-1: all); *more = false at the end, and after a failure. Writer's thread, outside a
 * transaction. */
CH_MUST_CHECK ch_status ch_store_backup_step(ch_backup *b, int pages, bool *more);
/* Digest, sync, name: the file is complete only when this is CH_OK. After *more = false any thread may end it, so that
 * the writer does not wait. Ended before, the backup is given up (CH_BROKEN) and leaves no file. Frees it in every
 * case. */
CH_MUST_CHECK ch_status ch_store_backup_end(ch_backup **b);
/* A finished backup to another place, where there is no such file yet (CH_CONFLICT); checked while it is copied,
 * synced. CH_MALFORMED: damaged; CH_HIDDEN: there is no such backup. After a failure nothing is left at the other
 * place. */
CH_MUST_CHECK ch_status ch_store_backup_copy(const char *from, const char *to);
/* Copies a backup into an empty or new directory, brings its schema up to date, checks all of it as ch_store_verify
 * does, writes the key beside it. After anything but CH_OK the directory is as empty as before. CH_CONFLICT: it is not
 * empty, or the schema is newer; CH_INVALID: the key does not open it; CH_MALFORMED: damaged; CH_HIDDEN: there is no
 * such backup. */
CH_MUST_CHECK ch_status ch_store_restore(const char *backup, const char *dir, const ch_key *kek);
/* Schema steps that migrate would apply, by name ("0003-meaning.sql"), in order; none when up to date, all when there
 * is no database. CH_CONFLICT as ch_store_open. Only reads. */
CH_MUST_CHECK ch_status ch_store_pending(const char *dir, ch_arena *arena, ch_strs *names);

/* One check: rows looked at, and those that are not as they must be. */
typedef struct ch_verdict_line {
        /* "integrity", "foreign keys", "change feed", "audit chain", "versions", "sealed fields", CH_VERIFY_MEANINGS;
         * message ids. */
        const char *what;
        uint64_t checked, wrong;
} ch_verdict_line;
/* Room for all checks; *n says how many there are. */
enum { CH_VERIFY_LINES = 8 };
#define CH_VERIFY_MEANINGS CH_MSG_INIT("kept meanings") /* each of a record and opens; what it says is the engine's */
/* Everything that can be checked without trusting the program that wrote it, on a connection of its own: chains from
 * their first line, versions without gaps, live rows against their newest version, every sealed value opened where it
 * stands. Damage is told by .wrong, not by the status. Read-only, in pages, beside a running server; seconds to
 * minutes. */
CH_MUST_CHECK ch_status ch_store_verify(ch_store *store, ch_verdict_line out[CH_VERIFY_LINES], size_t *n);

/* DIR/key: read, or made at random with mode 0600 when make is set and there is no database yet. CH_HIDDEN: none;
 * CH_CONFLICT: none, but there is a database, so that a new key would not open it; CH_MALFORMED: not a key, or readable
 * by others. */
CH_MUST_CHECK ch_status ch_store_key(const char *dir, bool make, ch_key *out);
/* The same file format anywhere: one line of 43 characters, mode 0600 or less. CH_HIDDEN: no such file; CH_MALFORMED as
 * above. The caller wipes *out after use. */
CH_MUST_CHECK ch_status ch_store_key_read(const char *path, ch_key *out);
/* Mode 0600, synced; whole or not at all. CH_CONFLICT: a file is there, and stays: without the key in it all that it
 * sealed would be lost. */
CH_MUST_CHECK ch_status ch_store_key_write(const char *path, const ch_key *key);
#endif
