/* rank_tool.c – ranks the sample records without a store: what tests/match/check scores, compares and shows.
 *
 *      rank_tool run [--requests FILE] [--shuffle SEED] [--weights LIST] [--tables DIR] [--fault]
 *                              lines of a run, as eval.py reads them; --tables: other topics and concepts
 *      rank_tool golden REF    one request's list with its reasons
 *      rank_tool suggest FILE  text suggestions against suggest_cases.csv
 *      rank_tool weights       the factors and their weights
 *
 * --fault turns the order of a list round: the check must see it. Shuffled records come in another order, which may
 * change nothing.
 */
#include "sample.h"
#include <ch/base/crypto.h>
#include <ch/base/csv.h>
#include <ch/rank.h>

enum { TODAY = 20778, TOP = 100 }; /* 2026-11-21 */

static sample s;
static ch_weights weights;
static ch_rank_query query;

static const char *
option(int argc, char **argv, const char *name)
{
        for (int i = 2; i < argc; i++)
                if (!strcmp(argv[i], name))
                        return i + 1 < argc ? argv[i + 1] : "";
        return NULL;
}

/* Fisher and Yates with a small generator of our own: the same seed, the same order. */
static void
shuffle(uint64_t seed)
{
        for (size_t i = s.len; i > 1; i--) {
                size_t k;
                ch_change c;

                seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
                k = (size_t)(seed >> 33) % i;
                c = s.changes[i - 1];
                s.changes[i - 1] = s.changes[k];
                s.changes[k] = c;
        }
        for (size_t i = 0; i < s.len; i++)
                s.changes[i].seq = i + 1;
}

/* "16,8,9,…" in the order of the factors. */
static void
read_weights(const char *list)
{
        ch_str rest = ch_str_of(list), one;
        int64_t w;

        for (size_t f = 0; f < CH__FACTOR_MAX && ch_str_cut(&rest, ',', &one); f++)
                weights.w[f] = ch_str_int(one, 0, 100, &w) ? (int32_t)w : 0;
        if (!ch_weights_are_valid(&weights))
                sample_fail("weights must total 100");
}

static void
print_strings(const ch_ranked *v, size_t n)
{
        printf("\"ranking\": [");
        for (size_t i = 0; i < n; i++)
                printf("%s\"%.*s\"", i ? ", " : "", (int)v[i].offer->head.ref.len, v[i].offer->head.ref.p);
        printf("], \"scores\": [");
        for (size_t i = 0; i < n; i++)
                printf("%s%d", i ? ", " : "", (int)v[i].score);
        printf("], \"needs\": [");
        for (size_t i = 0; i < n; i++)
                printf("%s%d", i ? ", " : "", (int)v[i].need->no);
        printf("]}\n");
}

static int
compare_badly(const void *a, const void *b)
{
        const ch_ranked *x = a, *y = b;

        return (int)(x->score / 4096) - (int)(y->score / 4096);
}

static void
run_all(const ch_catalog *cat, bool fault)
{
        const void *const *requests;
        size_t n = ch_catalog_all(cat, CH_REQUEST, &requests);

        for (size_t i = 0; i < n; i++) {
                const ch_request *r = requests[i];
                ch_arena *arena = ch_arena_new((size_t)64 << 20);
                ch_ranked *v;
                size_t len;

                if (!arena || ch_rank_request(cat, &query, r, arena, &v, &len) != CH_OK)
                        sample_fail("ranking");
                if (fault && len)
                        qsort(v, len, sizeof *v, compare_badly);
                printf("{\"request\": \"%.*s\", ", (int)r->head.ref.len, r->head.ref.p);
                print_strings(v, len);
                ch_arena_free(&arena);
        }
}

static void
print_points(int64_t points)
{
        printf("%3d.%03d", (int)(points / 1000), (int)(points % 1000));
}

static void
print_reason(const ch_reason *why)
{
        printf("      ");
        print_points(why->points);
        printf("  %-36s fit %4d", ch_factor_text((ch_factor)why->factor), (int)why->fit);
        for (size_t i = 0; i < why->codes.len; i++)
                printf(" %.*s", (int)why->codes.v[i].len, why->codes.v[i].p);
        printf("\n");
}

static void
print_why_not(const ch_catalog *cat, const ch_request *r, const ch_need *n)
{
        ch_why_not w;

        if (ch_rank_why_not(cat, &query, r, n, s.arena, &w) != CH_OK)
                sample_fail("why not");
        for (int rule = 1; rule < CH__RULE_MAX; rule++)
                if (w.removed[rule])
                        printf("   %zu removed: %s\n", w.removed[rule], ch_rule_text((ch_rule)rule));
        for (size_t i = 0; i < w.nearest_len; i++) {
                printf("   nearest: %.*s ", (int)w.nearest[i].offer->head.ref.len, w.nearest[i].offer->head.ref.p);
                print_points(w.nearest[i].score);
                printf("  %s\n", ch_rule_text(w.nearest[i].rule));
        }
}

static void
golden(const ch_catalog *cat, const char *ref)
{
        const ch_request *r = ch_catalog_by_ref(cat, CH_REQUEST, ch_str_of(ref), NULL);
        ch_ranked *v;
        size_t len;

        query.top = 12;
        if (!r || ch_rank_request(cat, &query, r, s.arena, &v, &len) != CH_OK)
                sample_fail(ref);
        printf("%s\n", ref);
        for (size_t i = 0; i < r->needs.len; i++) {
                const ch_need *n = &ch_request_needs(r)[i];

                printf("need %d: %.*s\n", (int)n->no, (int)n->text.len, n->text.p);
                print_why_not(cat, r, n);
        }
        for (size_t i = 0; i < len; i++) {
                printf("%2zu ", i + 1);
                print_points(v[i].score);
                printf("  %.*s for need %d", (int)v[i].offer->head.ref.len, v[i].offer->head.ref.p, (int)v[i].need->no);
                if (v[i].area)
                        printf(": %.*s", (int)v[i].area->text.len, v[i].area->text.p);
                printf("\n");
                for (size_t k = 0; k < v[i].why_len; k++)
                        print_reason(&v[i].why[k]);
        }
}

static bool
suggests(const ch_catalog *cat, ch_str text, ch_lang lang, ch_str code)
{
        ch_inferred *v;
        size_t n = ch_catalog_infer(cat, s.arena, text, lang, &v);

        for (size_t i = 0; i < n; i++)
                if (ch_str_eq(v[i].code, code))
                        return true;
        return false;
}

/* One line per set: name, found, expected. Columns: set, lang, text, expected. */
static void
suggest(const ch_catalog *cat, const char *path)
{
        static const char *const sets[] = { "dev", "holdout" };
        size_t found[2] = { 0 }, expected[2] = { 0 }, line;
        ch_csv csv;

        if (ch_csv_parse(s.arena, sample_file(&s, path), &csv, &line) != CH_OK)
                sample_fail(path);
        for (size_t i = 0; i < csv.rows_len; i++) {
                ch_str list = ch_csv_cell(&csv, i, ch_csv_column(&csv, "expected")), code;
                int set = ch_str_is(ch_csv_cell(&csv, i, ch_csv_column(&csv, "set")), sets[1]);
                ch_lang lang = CH_EN;

                (void)ch_lang_parse(ch_csv_cell(&csv, i, ch_csv_column(&csv, "lang")), &lang);
                while (ch_str_cut(&list, ';', &code)) {
                        bool ok = suggests(cat, ch_csv_cell(&csv, i, ch_csv_column(&csv, "text")), lang, code);

                        expected[set]++;
                        found[set] += ok;
                        if (!ok)
                                fprintf(stderr, "not suggested: %.*s in row %zu\n", (int)code.len, code.p, i + 2);
                }
        }
        for (size_t i = 0; i < 2; i++)
                printf("%s %zu %zu\n", sets[i], found[i], expected[i]);
}

static void
print_weights(void)
{
        for (int f = 0; f < CH__FACTOR_MAX; f++)
                printf("%s %d\n", ch_factor_word((ch_factor)f), (int)weights.w[f]);
}

int
main(int argc, char **argv)
{
        const char *what = argc > 1 ? argv[1] : "", *seed = option(argc, argv, "--shuffle");
        bool fault = option(argc, argv, "--fault");
        const ch_catalog *cat;

        s.root = CH_SOURCE_DIR;
        s.arena = ch_arena_new((size_t)512 << 20);
        if (!s.arena || !ch_crypto_init())
                sample_fail("no memory");
        weights = ch_weights_default;
        if (option(argc, argv, "--weights"))
                read_weights(option(argc, argv, "--weights"));
        query = (ch_rank_query) { .today = TODAY, .weights = &weights, .top = TOP };
        s.tables = option(argc, argv, "--tables");
        sample_vocab(&s);
        sample_records(&s, option(argc, argv, "--requests"));
        if (seed)
                shuffle((uint64_t)strtoull(seed, NULL, 10));
        cat = sample_catalog(&s);
        if (!strcmp(what, "run"))
                run_all(cat, fault);
        else if (!strcmp(what, "golden") && argc > 2)
                golden(cat, argv[2]);
        else if (!strcmp(what, "suggest") && argc > 2)
                suggest(cat, argv[2]);
        else if (!strcmp(what, "weights"))
                print_weights();
        else
                sample_fail("say run, golden REF, suggest FILE or weights");
        ch_catalog_release(&cat);
        ch_arena_free(&s.arena);
        return 0;
}
