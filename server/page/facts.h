/* facts.h – a record as a summary list: key and value, as its reader may know them, in the reader's words. */
#ifndef CH_SERVER_PAGE_FACTS_H
#define CH_SERVER_PAGE_FACTS_H
#include "page.h"

/* What to list of which record, for whom. */
typedef struct page_facts {
        const ch_req *req;
        const ch_vocab *vocab;
        const ch_fields *table;
        const void *record; /* a redacted view: what the reader may not see is empty, and empty fields are left out */
        /* The texts' language, where it is not the page's. */
        ch_str lang;
        /* Where a field is changed; a field without such a page is left out. NULL: nowhere is anything changed. */
        ch_url (*change)(const void *ctx, ch_str field);
        const void *ctx;
        /* Only these fields, NULL-ended; NULL: all with the flag. */
        const char *const *names;
} page_facts;

/* List of ch_fact_view: fields with one of the flags (0: any), in the order of the table. Parts are left to the caller.
 */
ch_list page_facts_of(const page_facts *facts, unsigned flags);
/* One value in words: names for codes, separated by "; ", days in the reader's language, "Yes" and "No", the label of a
 * coded reason. */
ch_str page_fact_text(const page_facts *facts, const ch_field *f);
#endif
