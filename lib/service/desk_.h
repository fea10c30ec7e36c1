/* desk_.h – the desk from inside: what its files and the services share. */
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

/* What the commands of one transaction have staged so far. */
struct ch_batch {
        ch_arena *arena;
        ch_change *v;
        size_t len, cap;
};

enum { QUEUE_MAX = 4096, BATCH_ENDS = 64 };

typedef struct ending { /* one loop to wake */
        void (*fn)(void *arg);
        void *arg;
} ending;

typedef struct backup_job {
        const char *path;
        ch_backup *run;
        bool is_done;
        ch_status result;
} backup_job;

typedef struct writer {
        ch_mutex lock; /* guards all but batch, endings and thread */
        ch_cond wake;  /* the writer */
        ch_cond told;  /* whoever waits for the writer */
        ch_command *first, **last;
        size_t queued;
        bool is_started, is_stopping;
        backup_job *backup;
        ch_mutex turn; /* without a thread: one caller at a time */
        ch_thread thread;
        struct ch_batch batch;
        ending endings[BATCH_ENDS];
        size_t endings_len;
        int64_t flush_us;  /* what it last took to get a transaction onto the disk */
        int64_t upkeep_at; /* uptime, ms */
        int64_t notes_at;  /* likewise: not before, so that those of many readers share one commit */
} writer;

/* Requests and offers whose meaning is still to be kept, oldest first; the writer's. */
typedef struct unkept_chunk unkept_chunk;
typedef struct unkept {
        ch_arena *arena; /* of the chunks; NULL: the list is empty */
        unkept_chunk *first, *last;
        size_t len, done; /* of the first chunk so many are done */
        int64_t due;      /* uptime, ms: not before, so that no command waits for it */
} unkept;

struct ch_desk {
        ch_arena *arena; /* lives as long as the desk */
        ch_time (*now)(void);
        ch_store *store;
        ch_lock *lock;
        const ch_vocab *vocab;
        bool is_read_only;
        atomic_bool is_fatal;
        ch_clock_length clocks[CH__CLOCK_MAX];
        ch_str maker;              /* what lists are made with, beside records and weights */
        bool is_noted;             /* … as the store says */
        ch_time past_at;           /* time of the change at which a desk of the past stands; 0: this is none */
        size_t shredded;           /* records that it could not open again */
        const ch_catalog *current; /* the writer's; readers take theirs from published */
        ch_published published;
        seen_table *seen;
        throttle_table *throttle;
        kept_table *kept;
        notes notes; /* guarded by writer.lock */
        unkept unkept;
        bool is_served; /* the writer thread has run */
        writer writer;
};

struct ch_reader {
        ch_desk *desk;
        ch_db *db;
};

/* A reference to the published catalogue; put back with ch_catalog_release. */
const ch_catalog *desk_current(ch_desk *desk);
/* Makes next the published catalogue; takes over the caller's reference. */
void desk_publish(ch_desk *desk, const ch_catalog *next);
CH_MUST_CHECK ch_status desk_vocab_load(ch_desk *desk, const char *folder);
CH_MUST_CHECK ch_status desk_settings_load(ch_desk *desk, ch_db *db);

/* Notes what lists are made with from now on, where that differs from what is noted; a desk that only reads compares.
 */
CH_MUST_CHECK ch_status maker_note(ch_desk *desk, ch_db *db);
/* Can lists of that change be made here? CH_STALE, and what is absent, when not. Sets past_at. */
CH_MUST_CHECK ch_status past_check(ch_desk *desk, ch_db *db, ch_past *past);
CH_MUST_CHECK ch_status past_check_records(const ch_desk *desk, ch_past *past);
/* The catalogue at start: all records as they are, or were after a change, read by several threads, through the same
 * functions as later. */
CH_MUST_CHECK ch_status desk_fold(ch_desk *desk, ch_db *db, uint64_t as_of);
/* Meanings (desk_meaning.c). note: these changes have a meaning to be kept; some: keeps a few of those noted, in a
 * transaction of their own; finish: all of them, unless a server is going down. The writer's thread. */
void meanings_note(ch_desk *desk, const ch_change *changes, size_t n);
void meanings_some(ch_desk *desk);
void meanings_finish(ch_desk *desk);

void writer_init(ch_desk *desk);
void writer_destroy(ch_desk *desk);
/* Adds a change to those of the work; CH_TOO_LARGE: no memory. */
CH_MUST_CHECK ch_status work_stage(ch_work *work, const ch_change *change);
/* Runs the commands of the list, which ends with NULL, in as few transactions as may be; tells those of each after its
 * commit, then checkpoints if due. */
void batch_process(ch_desk *desk, ch_command *first);
/* Backup: one step of the job; true while there is more to do. */
bool backup_step(ch_desk *desk, backup_job *job);
/* Upkeep inside a work. */
CH_MUST_CHECK ch_status upkeep_run(void *ctx, ch_work *work);
#endif
