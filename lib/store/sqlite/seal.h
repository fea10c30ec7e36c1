/* seal.h – data keys, and sealing bound to a place: a value opens only where it was written. Private to
 * lib/store/sqlite.
 *
 * XChaCha20-Poly1305 under a data key; additional data are table, column, kind, version, key and row, so that a value
 * moved to another row, column or version does not open. Data keys are wrapped by the key-encryption key and bound to
 * their owner likewise.
 */
#ifndef CH_STORE_SEAL_H
#define CH_STORE_SEAL_H
#include "conn.h"

/* Bytes to whole multiples of which what is sealed is padded, so that its length tells little: texts, seeds. */
enum { CH_PAD_TEXT = 1024, CH_PAD_SHORT = 32 };

/* Where a value stands: additional data, with the key's id. */
typedef struct ch_place {
        const char *table, *column;
        /* 0 where the table has none. */
        int64_t kind, version;
        /* Primary key of the row; comes last in the additional data, since its length is not fixed. */
        ch_str id;
} ch_place;

/* A data key opened. To be wiped where it does not stay. */
typedef struct ch_data_key {
        int64_t id;
        ch_key key;
} ch_data_key;

/* The live key of an owner (ch_record_key_owner), made when there is none. Writing connection, in a transaction. */
CH_MUST_CHECK ch_status ch_data_key_of(ch_db *db, ch_uuid owner, ch_time now, ch_data_key *out);
/* The first one of an owner whose name nobody has had before: saves the search. Writing connection, in a transaction.
 */
CH_MUST_CHECK ch_status ch_data_key_make(ch_db *db, ch_uuid owner, ch_time now, ch_data_key *out);
/* By its identifier, from what the connection remembers or unwrapped. CH_HIDDEN: shredded. CH_BROKEN, logged: no such
 * key, or it does not open. */
CH_MUST_CHECK ch_status ch_data_key_get(ch_db *db, int64_t id, ch_data_key *out);
/* The house's key: opened, or made on an empty database. CH_INVALID: the key-encryption key is another one. */
CH_MUST_CHECK ch_status ch_house_key_open(ch_db *db);
/* The house's key, once it was opened. */
ch_data_key ch_house_key(const ch_db *db);

/* Seals text for that place, padded to a multiple of pad; the result lives in the scratch arena of db. CH_TOO_LARGE:
 * that is full. */
CH_MUST_CHECK ch_status ch_seal_at(ch_db *db, const ch_data_key *key, const ch_place *place, ch_str text, size_t pad,
                                   ch_str *out);
/* Opens what was sealed for that place, into the scratch arena likewise. CH_BROKEN or CH_MALFORMED: not sealed here, or
 * changed since. */
CH_MUST_CHECK ch_status ch_open_at(ch_db *db, const ch_data_key *key, const ch_place *place, ch_str sealed,
                                   ch_str *out);

/* Hash under the house's key: equal values are found, nothing else is told. */
ch_key ch_keyed_hash(const ch_db *db, const char *purpose, const ch_str *parts, size_t n);
/* Integers as eight bytes, lowest first, into out; returns them as text. */
ch_str ch_bytes_of(uint8_t *out, const int64_t *n, size_t len);
static inline ch_str
ch_id_str(const ch_uuid *id)
{
        return (ch_str) { (const char *)id->b, sizeof id->b };
}
static inline ch_str
ch_key_str(const ch_key *key)
{
        return (ch_str) { (const char *)key->b, sizeof key->b };
}
#endif
