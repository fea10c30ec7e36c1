/* ch/desk.h – the clearing-house as its callers see it: one open desk, looks (reading) and works (writing).
 *
 * The desk owns the store, the published catalogue and the writer thread. A look pins one catalogue and a read-only
 * connection for one GET. A work is one command inside a savepoint of the writer's transaction: what it reads comes
 * from the writing connection, so two commands of one batch see each other; what it wrote is published with the
 * catalogue after COMMIT. Every service function takes the look or the work first, then the actor, and asks ch_may
 * before anything else.
 *
 * What holds for all of them:
 *
 * - Threads: a look is for the thread that began it; a work for the thread that runs it (the writer's, or the caller's
 *   of ch_desk_run). Neither is shared.
 * - Memory: results stand in the arena of the look or work, which is the caller's, and live till its reset, unless the
 *   function says that something is borrowed till the look's end. Nothing is freed one by one.
 * - Failure: an out parameter is only good after CH_OK. CH_TOO_LARGE: the arena is full. CH_BUSY: no memory, or a queue
 *   is full; CH_BROKEN: disk or database, logged where it was seen. After any failure of a work nothing of it is kept,
 *   but for work->keeps.
 *
 * A GET in short:
 *
 *   ch_look look = ch_look_begin(reader, arena);
 *   ch_status st = ch_request_show(&look, &actor, id, &view);
 *   … write what view says …
 *   ch_look_end(&look);
 */
#ifndef CH_DESK_H
#define CH_DESK_H
#include <ch/may.h>
#include <ch/rank.h>

typedef struct ch_desk ch_desk;

/* The records as they were: a desk that only reads can be opened at a past change. A list needs more than its records,
 * so a desk that writes notes, when it opens, with which reference tables and which ranking lists are made from that
 * change on; where those were others than here, the desk does not open, and this says what is absent. */
typedef enum ch_absent {
        CH_ABSENT_NOTHING,
        /* There is no such change: seq is 0, or the feed ends at ch_past.last before it. */
        CH_ABSENT_CHANGE,
        /* What lists were made with is known only from the change ch_past.last on; 0: nowhere. */
        CH_ABSENT_NOTE,
        /* ch_past.then and .here differ: lists made here would not be those that were read. */
        CH_ABSENT_MAKER,
        /* ch_past.records records cannot be opened any more: their keys were destroyed since. */
        CH_ABSENT_RECORDS,
} ch_absent;
typedef struct ch_past {
        /* The change asked for, 1 or more; set by the caller. The records are those as it left them. */
        uint64_t seq;
        /* From here on set by ch_desk_open; meant to be read after CH_STALE. */
        ch_absent absent;
        uint64_t last;
        size_t records;
        /* Makers as text, cut at 95 bytes: "tables 1f0c5a22e9d0, ranking 1, ICU 72.1". */
        char then[96], here[96];
        /* At this very change the makers changed, so that two makers may have made lists of it: those that were made
         * with then may differ from what is made here. Told after CH_OK too. */
        bool is_turn;
} ch_past;

typedef struct ch_desk_config {
        /* Data directory, which exists; lock, key and database are made in it where they are missing, unless
         * is_read_only. */
        const char *dir;
        /* Folder of the reference tables: states, organizations, regions and topics (.csv) must be there; recipients,
         * holidays and concepts may be absent. */
        const char *reference;
        /* For rank, export, verify beside a running server: takes no lock, makes nothing, writes nothing. */
        bool is_read_only;
        /* An older schema is brought up to date after a copy of the database; else it is CH_CONFLICT. */
        bool may_migrate;
        /* The clock of all looks and works: ch_now (also when NULL), or a test's. */
        ch_time (*now)(void);
        /* Of a desk that only reads, else ignored: the records, the day and the weights as of a change. NULL: as they
         * are. Borrowed during ch_desk_open only. */
        ch_past *past;
} ch_desk_config;

/* Opens lock file, reference tables, key, store, and folds all live records into the catalogue; logs "desk.open" with
 * records, seq and ms. Blocks for that: it grows with the records, read by as many threads as there are processors, 8
 * at most. config is only read here; *out is NULL after a failure, and everything that was opened is closed again.
 *
 * CH_CONFLICT: another process serves this directory (logged with the remedy), the schema is not this program's, or
 * there is a database without its key. CH_INVALID: a reference table is faulty (each of the first 20 faults is logged
 * by line), or the key is not the one that sealed the records. CH_MALFORMED: the key file is none, or others may read
 * it. CH_HIDDEN: a reference table, or of a read-only desk the key or the database, is missing. CH_STALE: past says
 * what is absent. CH_BUSY: no memory. */
CH_MUST_CHECK ch_status ch_desk_open(const ch_desk_config *config, ch_desk **out);
/* Starts the writer thread, once, of a desk that may write; without it ch_desk_run works all the same (commands,
 * tests), but ch_desk_enqueue does not. A sandbox must be closed before. CH_BUSY: the system gives no thread. */
CH_MUST_CHECK ch_status ch_desk_start(ch_desk *desk);
/* Takes no more commands (CH_BUSY from now on), finishes those queued, joins the writer. Any thread but the writer; a
 * second call does nothing. Not started: only the first of this holds. */
void ch_desk_stop(ch_desk *desk);
/* Stops, writes what was in memory alone (last-seen times, audit entries of reads, kept meanings), closes all and sets
 * *desk to NULL; a NULL *desk is fine. Every look must have ended and every reader be closed before. */
void ch_desk_close(ch_desk **desk);
/* The reference tables, immutable, as long as the desk. Any thread. */
const ch_vocab *ch_desk_vocab(const ch_desk *desk);
/* Has it been noted what lists are made with here? Only a desk that reads, beside other tables or another program than
 * those that last wrote, says no: its lists are nobody's to repeat. */
bool ch_desk_is_noted(const ch_desk *desk);

/* ---- reading ---- */
/* A look is a value: what it pins is given back by ch_look_end alone. Inside a work its members point to the writer's
 * side. */
typedef struct ch_look {
        ch_desk *desk;
        /* The catalogue of the moment it began, pinned: nothing that happens later shows. Inside a work: before this
         * batch. */
        const ch_catalog *cat;
        /* This thread's read-only connection, or the writer's inside a work. For the services alone. */
        struct ch_db *db;
        /* The caller's; all results live here. */
        ch_arena *arena;
        /* Of the desk's clock when the look began; of a desk of the past, the time of that change. It stands still. */
        ch_time now;
        /* The day of now in the clearing-house's zone: clocks and lists count from it. */
        ch_day today;
        /* Of names of parties in the results; English till the caller sets it. It changes no order but the alphabetical
         * one. */
        ch_lang lang;
        /* Rank with these; NULL: those in force. Borrowed; valid ones. */
        const ch_weights *weights;
        /* Inside a work: what its transaction has staged; else NULL. The desk's own. */
        const struct ch_batch *batch;
        /* Shows a command what it has done, as in a work: no reading that is noted. */
        bool is_answer;
} ch_look;
/* A read-only connection of one thread, for one look after the other. */
typedef struct ch_reader ch_reader;
/* One for each I/O thread, opened once: its few bytes stay with the desk. Any thread; *out is NULL after a failure
 * (CH_BUSY, CH_BROKEN). */
CH_MUST_CHECK ch_status ch_desk_reader_open(ch_desk *desk, ch_reader **out);
/* By the thread that used it, before ch_desk_close; sets *reader to NULL, which is fine to begin with. */
void ch_desk_reader_close(ch_reader **reader);
/* Cannot fail and never waits for a writer; costs a reference count. Must be ended. Results in the arena stay valid
 * till the arena's reset, borrowed records only till ch_look_end. */
ch_look ch_look_begin(ch_reader *reader, ch_arena *arena);
/* Lets the catalogue go and sets look->cat to NULL; a second call does nothing. The last look of an old catalogue frees
 * it. */
void ch_look_end(ch_look *look);
/* For an answer that shows what a command has done and is not made on the writer thread. pin: in the command's done,
 * after CH_OK: the catalogue with the changes of its batch and no later ones; ch_catalog_release, or hand it to
 * answer_begin, on the reader's thread. */
const ch_catalog *ch_desk_pin(ch_desk *desk);
ch_look ch_look_answer_begin(ch_reader *reader, ch_arena *arena, const ch_catalog *pinned);

/* ---- writing ---- */
typedef struct ch_work ch_work;
/* One command at work. The services fill changes; the caller reads issues and legal when he is refused. */
struct ch_work {
        /* Reads through the writing connection; cat = catalogue before this batch. */
        ch_look look;
        /* Staged by this command, in order; the desk's. Thrown away with the savepoint. */
        ch_change *changes;
        size_t changes_len, changes_cap;
        /* With CH_INVALID, and with CH_CONFLICT where the reason can be said: everything that is wrong, by field, all
         * at once. */
        ch_issues issues;
        /* With CH_ILLEGAL_MOVE: what this actor could do instead (ch/case.h); else NULL. In look.arena. */
        struct ch_legal *legal;
        /* Set by a service whose refusal is itself a fact: a counted failure, an audited attempt. The savepoint stays
         * although run returns something else than CH_OK. */
        bool keeps;
};
typedef struct ch_command ch_command;
/* One write, made by who enqueues it and his again once done was called: it is read by nobody after that. Usually the
 * first member of a larger struct, to which run and done cast it back. next, result: the desk's. */
struct ch_command {
        /* The queue's. */
        ch_command *next;
        /* The desk's: what run returned; CH_TOO_LARGE where it returned CH_OK but filled the arena. */
        ch_status result;
        /* Of the request; the work's results live here. Untouched by the owner between ch_desk_enqueue and done. */
        ch_arena *arena;
        /* Writer thread, inside a savepoint. Anything but CH_OK rolls the savepoint back, unless work->keeps. Other
         * commands of the same transaction are not concerned. At most once; not at all when the transaction cannot
         * begin or fails before its turn. */
        ch_status (*run)(ch_command *cmd, ch_work *work);
        /* Writer thread, after COMMIT: what run returned; CH_BUSY or CH_BROKEN instead when the transaction failed or
         * the log is over its limit. Nothing of it has happened then. */
        void (*done)(ch_command *cmd, ch_status result);
        /* Writer thread, once after all done of a batch: wake the loops. May be NULL; the same function with the same
         * argument is called once. At most 64 different pairs of the two in a batch (asserted). */
        void (*batch_end)(void *arg);
        void *batch_arg;
};
/* Any thread; never waits for a commit. CH_BUSY: not started, stopping, or the queue is full (4,096); done is not
 * called then. After CH_OK done is called exactly once, with CH_BUSY where writes are refused because the log is over
 * its limit.
 *
 * Commands that wait are committed together: a transaction takes them in for two milliseconds, or as long as the last
 * flush to the disk took, if that was longer. */
CH_MUST_CHECK ch_status ch_desk_enqueue(ch_desk *desk, ch_command *cmd);
/* One command at once in the calling thread, when the writer thread is not started, one caller at a time; else through
 * the queue, waiting for its commit. Never from inside a command, nor by the writer thread: it would wait for itself.
 * Not for a desk that only reads (asserted). Returns what run returned, or what done would be told; results in the
 * caller's arena.
 *
 *   static ch_status submit(void *ctx, ch_work *work) { return ch_request_submit(work, &ch_actor_system, ctx, &made); }
 *   st = ch_desk_run(desk, arena, submit, &step);
 */
CH_MUST_CHECK ch_status ch_desk_run(ch_desk *desk, ch_arena *arena, ch_status (*run)(void *ctx, ch_work *work),
                                    void *ctx);
/* What nobody asks for: last-seen times to the disk, sessions and answers out of date deleted, at most 500 each of
 * invitations that lapse, offers that rest and requests that are asked about or rest. One command as ch_desk_run; the
 * writer thread does it itself once a minute while it runs. */
CH_MUST_CHECK ch_status ch_desk_upkeep(ch_desk *desk);
/* A whole copy of the database into path, taken between batches while serving (1 MiB at a time); returns when the file
 * is complete and synced. Any thread but the writer, which never waits for it. The key is not in it. CH_BUSY: another
 * backup runs, or the desk is stopping. CH_CONFLICT: there is a file of that name, or one of the same name and .part.
 * After any failure no file is left. */
CH_MUST_CHECK ch_status ch_desk_backup(ch_desk *desk, const char *path);

/* Has a sync failed? Then nothing more is acknowledged, and the process must leave with status 70 and be started again,
 * which finds out what is on the disk. Any thread; for good once true. */
bool ch_desk_is_fatal(const ch_desk *desk);
#endif
