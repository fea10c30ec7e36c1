/* facts.h – a record as a summary list: key and value, as its reader may know them, in the reader's words. */
#ifndef CH_SERVER_PAGE_FACTS_H
#define CH_SERVER_PAGE_FACTS_H
#include "page.h"

typedef struct page_facts {
        const ch_req *req;
        const ch_vocab *vocab;
        const ch_fields *table;
        const void *record; /* a redacted view: what the reader may not see is empty, and empty fields are left out */
        ch_str lang;        /* the texts' language */
        ch_url (*change)(const void *ctx, ch_str field); /* where a field is changed; NULL: nowhere */
        const void *ctx;
        const char *const *names; /* only these fields, NULL-ended; NULL: all with the flag */
} page_facts;

/* List of ch_fact_view: fields with one of the flags (0: any), in the order of the table. Parts are left to the caller.
 */
ch_list page_facts_of(const page_facts *facts, unsigned flags);
/* One value in words: names for codes, days in the reader's language. */
ch_str page_fact_text(const page_facts *facts, const ch_field *f);
#endif
