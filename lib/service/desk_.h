/* desk_.h – the desk from inside: what its files and the services share.
 *
 * Who may touch what: the writer's side (current, writer.batch, unkept, throttle, flush and upkeep times) is for the
 * one thread that writes – the writer thread, or, before it is started and after it has stopped, whoever holds
 * writer.turn. published, seen and kept lock for themselves. notes, the queue and the flags around it are guarded by
 * writer.lock. All else is set by ch_desk_open and constant.
 */
#ifndef DESK__H
#define DESK__H
#include "kept.h"
#include "notes.h"
#include "seen.h"
#include "throttle.h"
#include <ch/base/assert.h>
#include <ch/base/file.h>
#include <ch/base/log.h>
#include <ch/base/mark.h>
#include <ch/base/sync.h>
#include <ch/case.h>
#include <ch/publish.h>
#include <ch/store.h>
#include <stdatomic.h>

/* What the commands of one transaction have staged so far: the changes that make the next catalogue after COMMIT. Its
 * arena is emptied for each transaction. */
struct ch_batch {
        ch_arena *arena;
        ch_change *v;
        size_t len, cap;
};

/* Commands that may wait; different loops that one batch may have to wake. */
enum { QUEUE_MAX = 4096, BATCH_ENDS = 64 };

/* One loop to wake once all of a batch are told. */
typedef struct ending {
        void (*fn)(void *arg);
        void *arg;
} ending;

/* A backup under way: on the stack of the thread that asked and waits for is_done. */
typedef struct backup_job {
        /* Of the finished file; as ch_desk_backup got it. */
        const char *path;
        /* NULL: not begun yet. */
        ch_backup *run;
        /* All pages are copied, or it has failed; then the asking thread ends it. Guarded by writer.lock. */
        bool is_done;
        ch_status result;
} backup_job;

/* The queue and the one thread that writes. */
typedef struct writer {
        /* Guards all but batch, endings, thread and the times. */
        ch_mutex lock;
        ch_cond wake; /* the writer */
        ch_cond told; /* whoever waits for the writer */
        /* Commands that wait, in order; last points to where the next one goes. */
        ch_command *first, **last;
        size_t queued;
        /* Started: commands are taken; stopping: no longer, for good. */
        bool is_started, is_stopping;
        /* The one under way; NULL: none. Stepped between two batches. */
        backup_job *backup;
        /* Without a thread: one caller at a time. */
        ch_mutex turn;
        ch_thread thread;
        /* Of the transaction under way. */
        struct ch_batch batch;
        /* Loops that the batch at hand has to wake, each once. */
        ending endings[BATCH_ENDS];
        size_t endings_len;
        /* What it last took to get a transaction onto the disk: a transaction takes in commands for about as long. */
        int64_t flush_us;
        /* When the next upkeep is due: uptime, ms. */
        int64_t upkeep_at;
        /* Likewise when notes of reads that wait may be written: not before, so that those of many readers share one
         * commit. */
        int64_t notes_at;
} writer;

/* A piece of the list below (desk_meaning.c). */
typedef struct unkept_chunk unkept_chunk;
/* Requests and offers whose meaning is still to be kept, oldest first; the writer's. What is lost of the list is made
 * anew at the next start. */
typedef struct unkept {
        ch_arena *arena; /* of the chunks; NULL: the list is empty */
        /* Chunks in order. len: entries left in all; done: so many of the first chunk are taken out. */
        unkept_chunk *first, *last;
        size_t len, done;
        /* Uptime, ms: not before, so that no command waits for it. */
        int64_t due;
} unkept;

/* One open data directory. */
struct ch_desk {
        /* Lives as long as the desk. After opening it is only used under writer.lock (readers that are opened). */
        ch_arena *arena;
        /* ch_now, or a test's. */
        ch_time (*now)(void);
        ch_store *store;
        /* Of the data directory; NULL of a desk that only reads. */
        ch_lock *lock;
        /* The reference tables; in the arena. */
        const ch_vocab *vocab;
        bool is_read_only;
        /* A sync has failed: nothing more is to be written. */
        atomic_bool is_fatal;
        /* Lengths of the procedure's clocks: settings, else the defaults. */
        ch_clock_length clocks[CH__CLOCK_MAX];
        /* What lists are made with, beside records and weights: "tables 1f0c5a22e9d0, ranking 1, ICU 72.1". */
        ch_str maker;
        /* The store says the same, for the change at hand. */
        bool is_noted;
        /* Time of the change at which a desk of the past stands; 0: this is none. */
        ch_time past_at;
        /* Of a desk of the past: records that it could not open again. */
        size_t shredded;
        /* The writer's reference to the newest catalogue; readers take theirs from published. */
        const ch_catalog *current;
        /* The same catalogue, for any thread to take a reference to. */
        ch_published published;
        /* Last use of each session, failed sign-ins of names that are none, ranked lists: each as its header says. */
        seen_table *seen;
        throttle_table *throttle;
        kept_table *kept;
        /* Audit entries of reads on their way to the disk; guarded by writer.lock. */
        notes notes;
        unkept unkept;
        /* The writer thread has run: then meanings still to be kept are left to the next start, so that a server goes
         * down at once. */
        bool is_served;
        writer writer;
};

/* A thread's own connection; in the desk's arena. */
struct ch_reader {
        ch_desk *desk;
        ch_db *db;
};

/* A reference to the published catalogue; put back with ch_catalog_release. Any thread. */
const ch_catalog *desk_current(ch_desk *desk);
/* Makes next the published catalogue; takes over the caller's reference and gives the old one back. Kept lists of the
 * old one are dropped. The writer's. */
void desk_publish(ch_desk *desk, const ch_catalog *next);
/* Reads the reference tables of the folder into desk->vocab and names the maker. Logged: CH_HIDDEN, a table is missing;
 * CH_INVALID, faulty; CH_TOO_LARGE, over 16 MiB. */
CH_MUST_CHECK ch_status desk_vocab_load(ch_desk *desk, const char *folder);
/* Sets the clocks: each from the setting "clock.NAME", 0..3660 of its unit, where it is set so, else as it is today. */
CH_MUST_CHECK ch_status desk_settings_load(ch_desk *desk, ch_db *db);

/* Notes what lists are made with from now on, where that differs from what is noted; a desk that only reads compares.
 */
CH_MUST_CHECK ch_status maker_note(ch_desk *desk, ch_db *db);
/* Can lists of past->seq be made here? CH_STALE, and what is absent, when not. Sets past_at, and past but for .records.
 */
CH_MUST_CHECK ch_status past_check(ch_desk *desk, ch_db *db, ch_past *past);
/* After the fold: CH_STALE when records of that change could not be opened any more; past->records says how many. */
CH_MUST_CHECK ch_status past_check_records(const ch_desk *desk, ch_past *past);
/* The catalogue at start, published at the end: all records as they are (as_of 0), or were after a change. Ranges of
 * 16,384 are read by as many threads as there are processors, each with its own connection, and joined in their order,
 * through the same functions as later. Logs "desk.open". The first failure of a thread ends it. */
CH_MUST_CHECK ch_status desk_fold(ch_desk *desk, ch_db *db, uint64_t as_of);
/* Meanings (desk_meaning.c): what the catalogue has read from the words of records, kept on the disk so that the next
 * start need not read them. note: these changes have a meaning to be kept (others are passed over); some: keeps up to
 * 64 of those noted, in a transaction of their own; finish: all of them, unless a server is going down. The writer's
 * thread. Failures are logged and end it: nothing depends on it. */
void meanings_note(ch_desk *desk, const ch_change *changes, size_t n);
void meanings_some(ch_desk *desk);
void meanings_finish(ch_desk *desk);

/* Once each, with the desk; destroy after ch_desk_stop. */
void writer_init(ch_desk *desk);
void writer_destroy(ch_desk *desk);
/* Adds a change to those of the work; its record is read until the batch is over. CH_TOO_LARGE: no memory. */
CH_MUST_CHECK ch_status work_stage(ch_work *work, const ch_change *change);
/* Runs the commands of the list, which ends with NULL, in as few transactions as may be: each in a savepoint, next
 * catalogue prepared, COMMIT, published. Tells those of each after its commit, then checkpoints if due. A NULL list
 * still writes notes that wait. Sets is_fatal after a failed sync. */
void batch_process(ch_desk *desk, ch_command *first);
/* Backup: one step of 1 MiB of the job, between two transactions; true while there is more to do, else job->result. */
bool backup_step(ch_desk *desk, backup_job *job);
/* Upkeep inside a work, as ch_desk_upkeep says. ctx is not used. */
CH_MUST_CHECK ch_status upkeep_run(void *ctx, ch_work *work);
#endif
