/* cmd.h – the sub-commands: one file each, one row each in the table of cmd.c.
 *
 * A command parses its own arguments with argp; `--config FILE`, `--set NAME=VALUE` and `--data DIR` come from
 * ch_cmd_common, a child parser whose result is a loaded configuration. Exit status: 0 done, 1 refused or failed, 2
 * wrong usage (argp exits with 2 by itself). Messages for people go to standard error; results to standard output.
 */
#ifndef CH_SERVER_CMD_H
#define CH_SERVER_CMD_H
#include "config.h"
#include <argp.h>
#include <ch/desk.h>
#include <stdarg.h>

/* Exit statuses: 0, 1, 2. serve ends with 70 after a failed sync. */
enum { CH_EXIT_DONE, CH_EXIT_FAILED, CH_EXIT_USAGE };

/* One sub-command. */
typedef struct ch_cmd {
        const char *name;
        /* One line of `clearinghouse --help`, a message id. */
        const char *help;
        /* Returns an exit status; argv[0]: "clearinghouse NAME". */
        int (*run)(int argc, char **argv);
} ch_cmd;

/* Sorted by name; ends with name NULL. */
extern const ch_cmd ch_cmds[];

/* Finds the command of argv[1] and runs it, with the log at "warn" and cryptography ready; prints the list for --help
 * and the version for --version. The exit status. */
int ch_cmd_main(int argc, char **argv);

/* Input of the child parser: point .child_inputs[0] at one of these in ARGP_KEY_INIT. Zero it first. After argp_parse
 * the configuration is complete; an error in it has been printed and the process has ended with 2. */
typedef struct ch_cmd_options {
        /* Made by the parser; lives as long as the process. */
        ch_arena *arena;
        ch_config config;
        /* --config and --data as given, NULL: not; sets: each --set. Already in config. */
        const char *file, *data;
        ch_strs sets;
} ch_cmd_options;
extern const struct argp ch_cmd_common;

/* --today DATE and --format WORD, the same wherever a command has them: a row of its options each, and what they said.
 */
enum { CH_KEY_TODAY = 0x400, CH_KEY_FORMAT };
#define CH_CMD_TODAY(help)                                                                                             \
        {                                                                                                              \
                "today", CH_KEY_TODAY, CH_MSG_INIT("DATE"), 0, help, 0                                                 \
        }
#define CH_CMD_FORMAT(words)                                                                                           \
        {                                                                                                              \
                "format", CH_KEY_FORMAT, CH_MSG_INIT("WORD"), 0, words, 0                                              \
        }
typedef enum ch_cmd_format { CH_FORMAT_TABLE, CH_FORMAT_JSON, CH_FORMAT_JSONL } ch_cmd_format;
/* What the two said. */
typedef struct ch_cmd_asked {
        /* CH_DAY_NONE: not said; begin with that. */
        ch_day today;
        /* last: of those that the command knows, in the order of the enum; set before. */
        ch_cmd_format format, last_format;
} ch_cmd_asked;
/* Reads one of the two; any other key is passed over. What cannot be read ends the process with 2. */
void ch_cmd_read_asked(int key, const char *arg, ch_cmd_asked *to, struct argp_state *state);

/* "clearinghouse import: …" on standard error. Returns CH_EXIT_FAILED, so that a command can `return ch_cmd_fail(…)`.
 */
__attribute__((format(printf, 2, 3))) int ch_cmd_fail(const char *cmd, const char *fmt, ...);
/* The same for a status: its sentence. Returns CH_EXIT_FAILED. */
int ch_cmd_fail_status(const char *cmd, ch_status st);

/* Opens the desk that the configuration names: time zone set, data directory made when it is missing and something may
 * be written; an older schema is brought up to date likewise. NULL: why not, and what to do, has been printed; leave
 * with CH_EXIT_FAILED. Close it with ch_desk_close. */
ch_desk *ch_cmd_desk(const char *cmd, const ch_cmd_options *o, bool is_read_only);
/* The same as of a change, where past is not NULL; what is absent for that is printed. */
ch_desk *ch_cmd_desk_past(const char *cmd, const ch_cmd_options *o, bool is_read_only, ch_past *past);

/* The commands, each in the file of its name; --help says what each takes. */
int ch_cmd_backup(int argc, char **argv);
int ch_cmd_config(int argc, char **argv);
int ch_cmd_export(int argc, char **argv);
int ch_cmd_import(int argc, char **argv);
int ch_cmd_migrate(int argc, char **argv);
int ch_cmd_plan(int argc, char **argv);
int ch_cmd_rank(int argc, char **argv);
int ch_cmd_restore(int argc, char **argv);
int ch_cmd_serve(int argc, char **argv);
int ch_cmd_user(int argc, char **argv);
int ch_cmd_verify(int argc, char **argv);
int ch_cmd_weights(int argc, char **argv);
#endif
