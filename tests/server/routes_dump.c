/* Prints the route table, a row a line, for the tests that compare it with what was written by hand: method, path,
 * name, act, roles (public, signed_in, any_stage or words with commas), kind of body, csrf or -. Tabs between. */
#include "route.h"
#include <ch/base/assert.h>
#include <stdio.h>

static const char *const methods[CH__METHOD_MAX] = { "GET", "POST", "PUT", "PATCH", "DELETE" };
static const char *const bodies[CH_BODY__MAX] = { "none", "form", "json" };

static void
print_word(bool *has_any, const char *word)
{
        printf("%s%s", *has_any ? "," : "", word);
        *has_any = true;
}

static void
print_roles(ch_roles who)
{
        bool has_any = false;

        if (who & CH_PUBLIC)
                print_word(&has_any, "public");
        if (who & CH_ANY_STAGE)
                print_word(&has_any, "any_stage");
        if ((who & CH_SIGNED_IN) == CH_SIGNED_IN) {
                print_word(&has_any, "signed_in");
                return;
        }
        for (int r = 0; r < CH__ROLE_MAX; r++)
                if (who & CH_HAS(r))
                        print_word(&has_any, ch_role_names[r]);
}

int
main(void)
{
        ch_routes routes = ch_routes_all();

        for (size_t i = 0; i < routes.rows_len; i++) {
                const ch_route *row = &routes.rows[i];

                printf("%s\t%s\t%s\t%s\t", methods[row->method], row->path, row->name, ch_act_word(row->act));
                print_roles(row->who);
                printf("\t%s\t%s\n", bodies[row->body], row->csrf ? "csrf" : "-");
        }
        return 0;
}
