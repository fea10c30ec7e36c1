#include "cmd/import.h"
#include <stdio.h>
#include <stdlib.h>

static const ch_import_file *
file_of(const ch_import_files *files, size_t line)
{
        const ch_import_file *file = NULL;

        for (size_t i = 0; i < files->len; i++)
                if (files->v[i].first <= line)
                        file = &files->v[i];
        return file;
}

static int
compare(const void *a, const void *b)
{
        const ch_issue *const *x = a, *const *y = b;

        if ((*x)->line != (*y)->line)
                return (*x)->line < (*y)->line ? -1 : 1;
        return (*x < *y) ? -1 : 1; /* as they came */
}

/* Has the same place been named before? What the form of a line already says need not be said of its contents again. */
static bool
is_repeated(const ch_issue *const *v, size_t i)
{
        for (size_t k = i; k > 0 && v[k - 1]->line == v[i]->line; k--)
                if (v[i]->field.len && ch_str_eq(v[k - 1]->field, v[i]->field))
                        return true;
        return false;
}

static void
print_one(ch_arena *arena, const ch_import_files *files, const ch_issue *i)
{
        const ch_import_file *file = i->line ? file_of(files, i->line) : NULL;
        ch_str text = ch_issue_text(arena, i);

        if (file)
                (void)fprintf(stderr, "%s:", file->path);
        if (file && i->line > file->first)
                (void)fprintf(stderr, "%zu:", i->line - file->first);
        if (i->field.len)
                (void)fprintf(stderr, "%s%.*s:", file ? " " : "", (int)i->field.len, i->field.p);
        (void)fprintf(stderr, " %.*s\n", (int)text.len, text.p);
}

size_t
ch_import_complain(ch_arena *arena, const ch_import_files *files, const ch_issues *issues)
{
        const ch_issue **v = CH_NEW_N(arena, const ch_issue *, issues->len);
        size_t printed = 0;

        if (!v)
                return issues->len + issues->more;
        for (size_t i = 0; i < issues->len; i++)
                v[i] = &issues->v[i];
        qsort(v, issues->len, sizeof(*v), compare);
        for (size_t i = 0; i < issues->len; i++) {
                if (is_repeated(v, i))
                        continue;
                print_one(arena, files, v[i]);
                printed++;
        }
        if (issues->more)
                (void)fprintf(stderr, "and %zu more errors\n", issues->more);
        return printed + issues->more;
}
