/* config.h – the settings of one clearing-house: one table, one struct, three sources.
 *
 * Order, later wins: the defaults of the table, the file (--config, else CLEARINGHOUSE_CONFIG; read by libconfuse),
 * then
 * --set NAME=VALUE and the options of the command. An unknown name, a wrong type or a value out of range is an error
 * that names place and range. `clearinghouse config` prints the effective settings as a file that can be read back.
 * Loaded once, before the first thread; constant after. Limits (limit.h) stand in the section `limits` of the same
 * file.
 */
#ifndef CH_SERVER_CONFIG_H
#define CH_SERVER_CONFIG_H
#include "limit.h"
#include <ch/base/str.h>

/* The effective settings; names are those of the file. Texts live in the arena given to ch_config_defaults,
 * ch_config_file and ch_config_set and are NUL-terminated, never NULL. */
typedef struct ch_config {
        ch_str data; /* data directory                                              */
        /* An address of this machine ("127.0.0.1", "::1"), or "unix:/path" behind a proxy. */
        ch_str listen;
        int64_t port; /* 0: the system chooses                                       */
        /* What browsers use, "https://clearing.example"; empty: as Host says, loopback names only. With https cookies
         * are Secure and HSTS is sent. */
        ch_str public_url;
        int64_t threads;   /* I/O threads; 0: one per core                                */
        ch_str time_zone;  /* in which days are counted                                   */
        ch_str locale_dir; /* compiled messages                                           */
        ch_str reference;  /* reference tables: regions, States, organizations, topics     */
        ch_str sample_dir; /* records from public sources, for trying it out              */
        ch_str sandbox;    /* "full", "files" (no system call filter) or "off"            */
        ch_str log_level;  /* "error", "warn", "info" or "debug"                          */
        bool sample;       /* sample records: with their banner, out of every figure      */
} ch_config;

/* How the value is written: "text", a whole number, true or false. */
typedef enum ch_config_type { CH_CONFIG_TEXT, CH_CONFIG_INT, CH_CONFIG_FLAG } ch_config_type;

/* One setting: its name, where it goes, what it may be, what to say of it. */
typedef struct ch_config_row {
        const char *name;
        ch_config_type type;
        /* In ch_config. */
        size_t offset;
        /* The default, as it would stand in the file. */
        const char *def;
        /* Of INT, both allowed. */
        int64_t min, max;
        /* Of TEXT and FLAG: "a|b|c", or NULL: any text. */
        const char *choices;
        /* unit: "folder", "port", or ""; help: one sentence, a message id. */
        const char *unit, *help;
} ch_config_row;

/* The table; ends with name NULL. */
extern const ch_config_row ch_config_rows[];

/* The defaults. CH_TOO_LARGE: arena full. Resets the limits too. */
CH_MUST_CHECK ch_status ch_config_defaults(ch_arena *arena, ch_config *out);
/* Reads the file over *config. path NULL: that of CLEARINGHOUSE_CONFIG, or none (CH_OK). CH_INVALID: *error says in one
 * line what is wrong and where ("FILE:12: port: a whole number from 0 to 65535 is needed"); a file that others than its
 * owner may write is refused, and so is a name set twice. What was read before the fault stays set. Not from two
 * threads at once. */
CH_MUST_CHECK ch_status ch_config_file(ch_arena *arena, const char *path, ch_config *config, ch_str *error);
/* One setting, "port=8080" or "limits.json_body=1024", as given to --set. CH_INVALID as above, without a place. */
CH_MUST_CHECK ch_status ch_config_set(ch_arena *arena, ch_str assignment, ch_config *config, ch_str *error);
/* The effective settings as a file, each with its help, unit, range and default as a comment; the limits as they are in
 * force:
 *
 *   # 0: the system chooses one. 0..65535. Default: 1540
 *   port = 8080
 */
CH_MUST_CHECK ch_status ch_config_print(ch_arena *arena, const ch_config *config, ch_str *out);
#endif
