/* upkeep.h – paths and copies of a store. Private to lib/store/sqlite. */
#ifndef CH_STORE_UPKEEP_H
#define CH_STORE_UPKEEP_H
#include "conn.h"

/* DIR/NAME. CH_INVALID: longer than a path may be. */
CH_MUST_CHECK ch_status ch_store_path(char out[CH_PATH_MAX], const char *dir, const char *name);
/* Whole copy beside the database, before a schema change: "before-0003-1794232212000.backup", named after the step that
 * comes next, of which there are as many applied as step says. Writer's thread, outside a transaction. */
CH_MUST_CHECK ch_status ch_store_copy_aside(ch_store *store, size_t step);
#endif
