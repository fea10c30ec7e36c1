/* ch/exchange_line.h – one line of the interchange: a party, an offer, a request or a response as JSON.
 *
 * Keys are those of the field tables marked CH_EXCHANGE, behind "type" and, but for party and response, "ref". Reading
 * checks form only: JSON, keys, types, words, what must be there (CH_REQUIRED; of offers and requests also "evidence"
 * and "source", of responses "source"). Lengths, codes and references to other records are checked by who knows them
 * (ch_record_check, the exchange service). Writing is the inverse, with the keys in the order of the tables, so that
 * equal records give equal bytes. Pure; any thread; O(bytes).
 *
 *      {"type":"party","code":"CRDF","name":"CRDF Global","kind":"civil-society"}
 *      {"type":"response","request":"REQ-7","offer":"OFF-3","role":"delivered","status":"delivered","source":"…"}
 */
#ifndef CH_EXCHANGE_LINE_H
#define CH_EXCHANGE_LINE_H
#include <ch/record.h>

/* Bytes of a line; of a reference, which is letters, digits, hyphens, dots and underscores. */
enum { CH_EXCHANGE_LINE_MAX = 256 * 1024, CH_EXCHANGE_REF_MAX = 64 };

typedef struct ch_exchange {
        /* CH_PARTY, CH_OFFER, CH_REQUEST or CH_RESPONSE; CH_KIND_NONE where the line does not say. */
        ch_kind kind;
        /* Zeroed but for what the line says. head.ref is set: "ref", a party's code, or "REQUEST/OFFER/role" of a
         * response; needs are numbered from 1. */
        void *record;
} ch_exchange;

/* The line without its line feed; everything lives in the arena of the issues. CH_MALFORMED: no JSON object;
 * CH_INVALID: not such a record; the issues say all that is wrong (their member line is the caller's to set).
 * CH_TOO_LARGE: line or arena. */
CH_MUST_CHECK ch_status ch_exchange_read(ch_str line, ch_issues *issues, ch_exchange *out);
/* Appends the record, of one of the four kinds, as one line with its line feed; the buffer is sticky. Confidential
 * fields are not left out here: who may read them is asked before (ch_redact). */
void ch_exchange_write(ch_buf *out, ch_kind kind, const void *record);
#endif
