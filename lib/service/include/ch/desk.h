/* ch/desk.h – the clearing-house as its callers see it: one open desk, looks (reading) and works (writing).
 *
 * The desk owns the store, the published catalogue and the writer thread. A look pins one catalogue and a read-only
 * connection for one GET. A work is one command inside a savepoint of the writer's transaction: what it reads comes
 * from the writing connection, so two commands of one batch see each other; what it wrote is published with the
 * catalogue after COMMIT. Every service function takes the look or the work first, then the actor, and asks ch_may
 * before anything else.
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
        CH_ABSENT_CHANGE,  /* the feed ends at last */
        CH_ABSENT_NOTE,    /* what lists were made with is known only from the change last on */
        CH_ABSENT_MAKER,   /* then and here differ */
        CH_ABSENT_RECORDS, /* the keys of so many records were destroyed since */
} ch_absent;
typedef struct ch_past {
        uint64_t seq; /* asked for: 1 or more */
        ch_absent absent;
        uint64_t last;
        size_t records;
        char then[96], here[96]; /* "tables 1f0c…, ranking 1, ICU 72.1" */
        bool is_turn;            /* at this very change the makers changed: lists made before, with then, may differ */
} ch_past;

typedef struct ch_desk_config {
        const char *dir;       /* data directory */
        const char *reference; /* folder of the reference tables */
        bool is_read_only;     /* rank, export, verify: beside a running server */
        bool may_migrate;
        ch_time (*now)(void); /* ch_now, or a test's clock */
        ch_past *past; /* of a desk that only reads: the records, the day and the weights as of a change; NULL: as they
                        * are. CH_STALE: something is absent, past says what */
} ch_desk_config;

/* Opens lock file, key, store, vocabulary, catalogue. CH_CONFLICT: another process serves this directory (message says
 * what to do), or the schema differs. Logs count, seq and milliseconds. */
CH_MUST_CHECK ch_status ch_desk_open(const ch_desk_config *config, ch_desk **out);
/* Starts the writer thread; without it ch_desk_run still works (commands, tests). */
CH_MUST_CHECK ch_status ch_desk_start(ch_desk *desk);
/* Takes no more commands (CH_BUSY), finishes those queued, joins the writer. */
void ch_desk_stop(ch_desk *desk);
void ch_desk_close(ch_desk **desk);
const ch_vocab *ch_desk_vocab(const ch_desk *desk);
/* Has it been noted what lists are made with here? Only a desk that reads, beside other tables or another program than
 * those that last wrote, says no: its lists are nobody's to repeat. */
bool ch_desk_is_noted(const ch_desk *desk);

/* ---- reading ---- */
typedef struct ch_look {
        ch_desk *desk;
        const ch_catalog *cat; /* pinned */
        struct ch_db *db;      /* this thread's read-only connection, or the writer's inside a work */
        ch_arena *arena;       /* results live here */
        ch_time now;
        ch_day today;
        ch_lang lang;                 /* of names in the results; English till the caller sets it */
        const ch_weights *weights;    /* rank with these; NULL: those in force */
        const struct ch_batch *batch; /* inside a work: what its transaction has staged; else NULL. The desk's own */
} ch_look;
typedef struct ch_reader ch_reader; /* one per I/O thread */
CH_MUST_CHECK ch_status ch_desk_reader_open(ch_desk *desk, ch_reader **out);
void ch_desk_reader_close(ch_reader **reader);
/* Never blocks. Must be ended; results in the arena stay valid till the arena's reset, borrowed records only till
 * look_end. */
ch_look ch_look_begin(ch_reader *reader, ch_arena *arena);
void ch_look_end(ch_look *look);

/* ---- writing ---- */
typedef struct ch_work ch_work;
struct ch_work {
        ch_look look;       /* reads through the writing connection; cat = catalogue before this batch */
        ch_change *changes; /* staged by this command */
        size_t changes_len, changes_cap;
        ch_issues issues;       /* with CH_INVALID: everything that is wrong, by field */
        struct ch_legal *legal; /* with CH_ILLEGAL_MOVE: what could be done instead (ch/case.h) */
        bool keeps; /* set by a service whose refusal is itself a fact: a counted failure, an audited attempt. The
                     * savepoint stays although run returns something else than CH_OK */
};
typedef struct ch_command ch_command;
struct ch_command {
        ch_command *next; /* the queue's */
        ch_status result; /* the desk's: what run returned */
        ch_arena *arena;  /* of the request; the work's results live here */
        /* Writer thread, inside a savepoint. Anything but CH_OK rolls the savepoint back, unless work->keeps. */
        ch_status (*run)(ch_command *cmd, ch_work *work);
        /* Writer thread, after COMMIT: what run returned; CH_BUSY or CH_BROKEN instead when the commit failed or run
         * was never called. Nothing of it has happened then. */
        void (*done)(ch_command *cmd, ch_status result);
        /* Writer thread, once after all done of a batch: wake the loops. May be NULL; the same function is called once.
         */
        void (*batch_end)(void *arg);
        void *batch_arg;
};
/* Any thread; never blocks. CH_BUSY: stopping, queue full (4,096), log over its limit. After CH_OK done is called
 * exactly once. */
CH_MUST_CHECK ch_status ch_desk_enqueue(ch_desk *desk, ch_command *cmd);
/* One command at once in the calling thread, when the writer thread is not started; else through the queue, waiting. */
CH_MUST_CHECK ch_status ch_desk_run(ch_desk *desk, ch_arena *arena, ch_status (*run)(void *ctx, ch_work *work),
                                    void *ctx);
/* Once a minute (the writer thread does it itself while it runs): last-seen times, tidying, lapsed invitations. */
CH_MUST_CHECK ch_status ch_desk_upkeep(ch_desk *desk);
/* Backup between batches while serving; returns when the file is complete. Any thread but the writer. */
CH_MUST_CHECK ch_status ch_desk_backup(ch_desk *desk, const char *path);

/* Has a sync failed? Then the process must leave with status 70 and be started again. */
bool ch_desk_is_fatal(const ch_desk *desk);
#endif
