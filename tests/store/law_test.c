/* The statement table in this program is a wrong one: it stands here, so that the library's own is not linked. */
#include "given.h"

struct row {
        int mode; /* 1: reads, says the table */
        const char *sql;
};
extern const struct row ch_stmt_table[128];
#define EIGHT(row) row, row, row, row, row, row, row, row
#define LIE                                                                                                            \
        {                                                                                                              \
                1, "DELETE FROM setting"                                                                               \
        }
const struct row ch_stmt_table[128] = { EIGHT(LIE), EIGHT(LIE), EIGHT(LIE), EIGHT(LIE), EIGHT(LIE), EIGHT(LIE),
                                        EIGHT(LIE), EIGHT(LIE), EIGHT(LIE), EIGHT(LIE), EIGHT(LIE), EIGHT(LIE),
                                        EIGHT(LIE), EIGHT(LIE), EIGHT(LIE), EIGHT(LIE) };

T_CASE("a statement that is declared to read and would write keeps the store from opening")
{
        ch_store *store = NULL;

        T_EQ_INT(given_try_open(given_dir(t), 1, false, &store), CH_BROKEN);
        T_TRUE(!store);
}
