#include "config.h"
#include <ch/base/assert.h>
#include <ch/base/mark.h>
#include <confuse.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define AT(member) offsetof(ch_config, member)

const ch_config_row ch_config_rows[] = {
        { "data", CH_CONFIG_TEXT, AT(data), "var", 0, 0, NULL, "folder", CH_MSG("Data directory.") },
        { "listen", CH_CONFIG_TEXT, AT(listen), "127.0.0.1", 0, 0, NULL, "address",
          CH_MSG("Where to listen: an address, or unix:/path behind a proxy on this machine.") },
        { "port", CH_CONFIG_INT, AT(port), "1540", 0, 65535, NULL, "port", CH_MSG("0: the system chooses one.") },
        { "public_url", CH_CONFIG_TEXT, AT(public_url), "", 0, 0, NULL, "address",
          CH_MSG("What browsers use, such as https://clearing.example; empty: only names of this machine.") },
        { "threads", CH_CONFIG_INT, AT(threads), "0", 0, 64, NULL, "threads", CH_MSG("0: one a core.") },
        { "time_zone", CH_CONFIG_TEXT, AT(time_zone), "America/New_York", 0, 0, NULL, "zone",
          CH_MSG("In which days are counted.") },
        { "locale_dir", CH_CONFIG_TEXT, AT(locale_dir), CH_LOCALE_DIR, 0, 0, NULL, "folder",
          CH_MSG("Compiled messages.") },
        { "reference", CH_CONFIG_TEXT, AT(reference), CH_REFERENCE_DIR, 0, 0, NULL, "folder",
          CH_MSG("Tables of States, organizations, regions and topics.") },
        { "sample_dir", CH_CONFIG_TEXT, AT(sample_dir), CH_SAMPLE_DIR, 0, 0, NULL, "folder",
          CH_MSG("The sample records.") },
        { "sandbox", CH_CONFIG_TEXT, AT(sandbox), "full", 0, 0, "full|files|off", "",
          CH_MSG("full: files and system calls are fenced in; files: files only.") },
        { "log_level", CH_CONFIG_TEXT, AT(log_level), "info", 0, 0, "error|warn|info|debug", "",
          CH_MSG("Least urgent kind of line to write.") },
        { "sample", CH_CONFIG_FLAG, AT(sample), "true", 0, 0, "true|false", "",
          CH_MSG("Take in the sample records, shown with their banner, and invite their sample accounts.") },
        { .name = NULL },
};

/* One reading of settings; libconfuse hands no context to its call-backs, hence the pointer below. */
typedef struct loading {
        ch_arena *arena;
        ch_config *config;
        const char *path;
        ch_str error;
        uint64_t seen, seen_limits; /* bit = row */
} loading;
static _Thread_local loading *current;

_Static_assert(CH_COUNT(ch_config_rows) <= 64 && CH_LIMIT__MAX <= 64, "a bit for each row");

static bool
is_choice(const char *choices, ch_str value)
{
        ch_str rest = ch_str_of(choices), one;

        while (ch_str_cut(&rest, '|', &one))
                if (ch_str_eq(one, value))
                        return true;
        return false;
}

static ch_status
refuse(loading *l, ch_str error)
{
        if (!l->error.len)
                l->error = error;
        return CH_INVALID;
}

static ch_status
assign_int(loading *l, const ch_config_row *row, ch_str value)
{
        if (ch_str_int(value, row->min, row->max, (int64_t *)(void *)((char *)l->config + row->offset)))
                return CH_OK;
        return refuse(l, ch_fmt(l->arena, "%s: a whole number from %lld to %lld is needed", row->name,
                                (long long)row->min, (long long)row->max));
}

static ch_status
assign(loading *l, const ch_config_row *row, ch_str value)
{
        void *at = (char *)l->config + row->offset;
        const char *c = ch_str_c(l->arena, value);

        if (!c)
                return CH_TOO_LARGE;
        if (row->type == CH_CONFIG_INT)
                return assign_int(l, row, value);
        if (row->choices && !is_choice(row->choices, value))
                return refuse(l, ch_fmt(l->arena, "%s: one of %s is needed", row->name, row->choices));
        if (row->type == CH_CONFIG_FLAG)
                *(bool *)at = ch_str_is(value, "true");
        else
                *(ch_str *)at = (ch_str) { c, value.len };
        return CH_OK;
}

static ch_status
assign_limit(loading *l, ch_limit_id id, ch_str value)
{
        const ch_limit_row *row = &ch_limit_rows[id];
        int64_t n;

        if (ch_str_int(value, row->min, row->max, &n))
                return ch_limit_set(id, n);
        return refuse(l, ch_fmt(l->arena, "limits.%s: a whole number from %lld to %lld is needed", row->name,
                                (long long)row->min, (long long)row->max));
}

static const ch_config_row *
row_named(ch_str name)
{
        for (const ch_config_row *row = ch_config_rows; row->name; row++)
                if (ch_str_is(name, row->name))
                        return row;
        return NULL;
}

static ch_limit_id
limit_named(ch_str name)
{
        ch_limit_id id = 0;

        while (id < CH_LIMIT__MAX && !ch_str_is(name, ch_limit_rows[id].name))
                id++;
        return id;
}

ch_status
ch_config_defaults(ch_arena *arena, ch_config *out)
{
        loading l = { .arena = arena, .config = out };

        *out = (ch_config) { .port = 0 };
        ch_limits_reset();
        for (const ch_config_row *row = ch_config_rows; row->name; row++) {
                ch_status st = assign(&l, row, ch_str_of(row->def));

                if (st)
                        return st;
        }
        return CH_OK;
}

ch_status
ch_config_set(ch_arena *arena, ch_str assignment, ch_config *config, ch_str *error)
{
        loading l = { .arena = arena, .config = config };
        ch_str limits = CH_LIT("limits."), value = assignment, name;
        const ch_config_row *row;
        ch_limit_id id;
        ch_status st;

        *error = (ch_str) { NULL, 0 };
        if (!ch_str_cut(&value, '=', &name) || name.len == assignment.len) {
                *error = ch_fmt(arena, "NAME=VALUE is needed, not \"%.*s\"", (int)assignment.len, assignment.p);
                return CH_INVALID;
        }
        row = row_named(name);
        if (row) {
                st = assign(&l, row, value);
        } else if (ch_str_starts(name, limits) &&
                   (id = limit_named((ch_str) { name.p + limits.len, name.len - limits.len })) < CH_LIMIT__MAX) {
                st = assign_limit(&l, id, value);
        } else {
                st = refuse(&l, ch_fmt(arena, "there is no setting \"%.*s\"", (int)name.len, name.p));
        }
        *error = l.error;
        return st;
}

/* ---- the file, by libconfuse ---- */

__attribute__((format(printf, 2, 0))) static void
note_error(cfg_t *cfg, const char *fmt, va_list args)
{
        char text[300];
        ch_str error;

        (void)vsnprintf(text, sizeof(text), fmt, args);
        error = ch_fmt(current->arena, "%s:%d: %s", current->path, cfg->line, text);
        (void)refuse(current, error);
}

static int
complain(cfg_t *cfg)
{
        ch_str reason = current->error;

        current->error = (ch_str) { NULL, 0 };
        cfg_error(cfg, "%.*s", (int)reason.len, reason.p);
        return -1;
}

static int
complain_twice(cfg_t *cfg, const char *name)
{
        cfg_error(cfg, "%s: set twice", name);
        return -1;
}

static int
take_option(cfg_t *cfg, cfg_opt_t *opt)
{
        const ch_config_row *row = row_named(ch_str_of(opt->name));
        uint64_t bit;

        CH_ASSERT(row); /* the reader knows no names but the table's */
        bit = (uint64_t)1 << (row - ch_config_rows);
        if (current->seen & bit)
                return complain_twice(cfg, opt->name);
        current->seen |= bit;
        return assign(current, row, ch_str_of(cfg_opt_getnstr(opt, 0))) ? complain(cfg) : 0;
}

static int
take_limit(cfg_t *cfg, cfg_opt_t *opt)
{
        ch_limit_id id = limit_named(ch_str_of(opt->name));
        uint64_t bit = (uint64_t)1 << id;

        if (current->seen_limits & bit)
                return complain_twice(cfg, opt->name);
        current->seen_limits |= bit;
        return assign_limit(current, id, ch_str_of(cfg_opt_getnstr(opt, 0))) ? complain(cfg) : 0;
}

static int
parse(const char *path)
{
        cfg_opt_t limits[CH_LIMIT__MAX + 1], options[CH_COUNT(ch_config_rows) + 1];
        char name[64];
        size_t n = 0;
        cfg_t *cfg;
        int st;

        for (size_t i = 0; i < CH_LIMIT__MAX; i++)
                limits[i] = (cfg_opt_t)CFG_STR(ch_limit_rows[i].name, NULL, CFGF_NODEFAULT);
        limits[CH_LIMIT__MAX] = (cfg_opt_t)CFG_END();
        for (const ch_config_row *row = ch_config_rows; row->name; row++)
                options[n++] = (cfg_opt_t)CFG_STR(row->name, NULL, CFGF_NODEFAULT);
        options[n++] = (cfg_opt_t)CFG_SEC("limits", limits, CFGF_NONE);
        options[n] = (cfg_opt_t)CFG_END();
        cfg = cfg_init(options, CFGF_NONE);
        if (!cfg)
                return CFG_PARSE_ERROR;
        cfg_set_error_function(cfg, note_error);
        for (const ch_config_row *row = ch_config_rows; row->name; row++)
                (void)cfg_set_validate_func(cfg, row->name, take_option);
        for (size_t i = 0; i < CH_LIMIT__MAX; i++) {
                (void)snprintf(name, sizeof(name), "limits|%s", ch_limit_rows[i].name);
                (void)cfg_set_validate_func(cfg, name, take_limit);
        }
        st = cfg_parse(cfg, path);
        (void)cfg_free(cfg);
        return st;
}

ch_status
ch_config_file(ch_arena *arena, const char *path, ch_config *config, ch_str *error)
{
        loading l = { .arena = arena, .config = config };
        struct stat info;
        int st;

        *error = (ch_str) { NULL, 0 };
        if (!path)
                path = getenv("CLEARINGHOUSE_CONFIG");
        if (!path)
                return CH_OK;
        if (stat(path, &info) || !S_ISREG(info.st_mode))
                return refuse(&l, *error = ch_fmt(arena, "%s: no such file", path));
        if (info.st_mode & (S_IWGRP | S_IWOTH))
                return refuse(&l, *error = ch_fmt(arena, "%s: others than its owner may write it; chmod 600", path));
        l.path = path;
        current = &l;
        st = parse(path);
        current = NULL;
        *error = l.error;
        if (st != CFG_SUCCESS && !l.error.len)
                *error = ch_fmt(arena, "%s: cannot be read", path);
        return st == CFG_SUCCESS ? CH_OK : CH_INVALID;
}

/* ---- printing ---- */

static void
put_quoted(ch_buf *b, ch_str s)
{
        ch_buf_char(b, '"');
        for (size_t i = 0; i < s.len; i++) {
                if (s.p[i] == '"' || s.p[i] == '\\' || s.p[i] == '$')
                        ch_buf_char(b, '\\');
                ch_buf_char(b, s.p[i]);
        }
        ch_buf_char(b, '"');
}

static void
put_row(ch_buf *b, const ch_config *config, const ch_config_row *row)
{
        const void *at = (const char *)config + row->offset;

        ch_buf_printf(b, "# %s", row->help);
        if (row->choices)
                ch_buf_printf(b, " One of %s.", row->choices);
        if (row->type == CH_CONFIG_INT)
                ch_buf_printf(b, " %lld..%lld.", (long long)row->min, (long long)row->max);
        ch_buf_printf(b, " Default: %s\n%s = ", *row->def ? row->def : "none", row->name);
        if (row->type == CH_CONFIG_TEXT)
                put_quoted(b, *(const ch_str *)at);
        else if (row->type == CH_CONFIG_INT)
                ch_buf_int(b, *(const int64_t *)at);
        else
                ch_buf_lit(b, *(const bool *)at ? "true" : "false");
        ch_buf_lit(b, "\n");
}

ch_status
ch_config_print(ch_arena *arena, const ch_config *config, ch_str *out)
{
        ch_buf b = ch_buf_new(arena);

        for (const ch_config_row *row = ch_config_rows; row->name; row++)
                put_row(&b, config, row);
        ch_buf_lit(&b, "\nlimits {\n");
        for (ch_limit_id i = 0; i < CH_LIMIT__MAX; i++) {
                const ch_limit_row *row = &ch_limit_rows[i];

                ch_buf_printf(&b, "        # %s %lld..%lld%s%s. Default: %lld\n", row->help, (long long)row->min,
                              (long long)row->max, *row->unit ? " " : "", row->unit, (long long)row->def);
                ch_buf_printf(&b, "        %s = %lld\n", row->name, (long long)ch_limit(i));
        }
        ch_buf_lit(&b, "}\n");
        return ch_buf_end(&b, out);
}
