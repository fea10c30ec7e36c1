/* Prints the field tables, a field a line, for the test that compares them with the description of the API: table,
 * field, kind, flags (required, writable), greatest length or number, table of the parts, words of an enum with commas.
 * Tabs between, - for nothing. What the weights weigh stands there as one more table. */
#include "api/api.h"
#include <ch/base/assert.h>
#include <stdio.h>

static const char *const kinds[CH__FIELD_KIND_MAX] = { "line", "text", "code", "codes", "enum", "flag",
                                                       "int",  "date", "time", "uuid",  "parts" };

static void
print_names(const char *const *names)
{
        bool has_any = false;

        for (; names && *names; names++) {
                if (!**names)
                        continue;
                printf("%s%s", has_any ? "," : "", *names);
                has_any = true;
        }
        if (!has_any)
                printf("-");
}

static void
print_table(const ch_fields *table)
{
        for (size_t i = 0; i < table->len; i++) {
                const ch_field *f = &table->v[i];
                bool must = f->flags & CH_REQUIRED, may = f->flags & CH_WRITABLE;

                printf("%s\t%s\t%s\t%s%s%s\t%u\t%s\t", table->record, f->name, kinds[f->kind], must ? "required" : "",
                       must && may ? "," : "",
                       may    ? "writable"
                       : must ? ""
                              : "-",
                       f->max, f->parts ? f->parts->record : "-");
                print_names(f->names);
                printf("\n");
        }
        for (size_t i = 0; i < table->len; i++)
                if (table->v[i].parts)
                        print_table(table->v[i].parts);
}

int
main(void)
{
        static const ch_kind shown[] = { CH_REQUEST, CH_OFFER, CH_MATCH };
        const ch_fields *const *inputs;
        size_t n = api_inputs(&inputs);

        for (size_t i = 0; i < CH_COUNT(shown); i++)
                print_table(ch_kind_fields(shown[i]));
        for (size_t i = 0; i < n; i++)
                print_table(inputs[i]);
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                printf("factors\t%s\tint\trequired,writable\t100\t-\t-\n", ch_factor_word((ch_factor)f));
        return 0;
}
