#include "seal.h"
#include "chain.h"
#include "stmt.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>
#include <string.h>

enum { PLACE_MAX = 160, HASH_PARTS_MAX = 8 };

ch_str
ch_bytes_of(uint8_t *out, const int64_t *n, size_t len)
{
        for (size_t i = 0; i < 8 * len; i++)
                out[i] = (uint8_t)((uint64_t)n[i / 8] >> (8 * (i % 8)));
        return (ch_str) { (const char *)out, 8 * len };
}

static size_t
append(uint8_t *out, size_t at, const void *p, size_t len)
{
        CH_ASSERT(at + len <= PLACE_MAX);
        memcpy(out + at, p, len);
        return at + len;
}

/* Names end with a zero byte, the rest has fixed length but for the identifier, which comes last: no two places look
 * alike. */
static ch_str
place_bytes(uint8_t out[PLACE_MAX], const ch_place *place, int64_t key_id)
{
        uint8_t numbers[24];
        size_t len = append(out, 0, place->table, strlen(place->table) + 1);

        len = append(out, len, place->column, strlen(place->column) + 1);
        ch_bytes_of(numbers, (const int64_t[]) { place->kind, place->version, key_id }, 3);
        len = append(out, len, numbers, sizeof numbers);
        len = append(out, len, place->id.p, place->id.len);
        return (ch_str) { (const char *)out, len };
}

ch_status
ch_seal_at(ch_db *db, const ch_data_key *key, const ch_place *place, ch_str text, size_t pad, ch_str *out)
{
        uint8_t bytes[PLACE_MAX];

        return ch_seal(db->scratch, &key->key, place_bytes(bytes, place, key->id), text, pad, out);
}

ch_status
ch_open_at(ch_db *db, const ch_data_key *key, const ch_place *place, ch_str sealed, ch_str *out)
{
        uint8_t bytes[PLACE_MAX];

        return ch_open(db->scratch, &key->key, place_bytes(bytes, place, key->id), sealed, out);
}

static ch_status
unwrap(ch_db *db, int64_t id, ch_uuid owner, ch_str wrapped, ch_data_key *out)
{
        const ch_place place = { "data_key", "wrapped", 0, id, ch_id_str(&owner) };
        const ch_data_key kek = { 0, db->store->kek };
        ch_str plain = { NULL, 0 };
        ch_status st = ch_open_at(db, &kek, &place, wrapped, &plain);

        if (st != CH_OK || plain.len != CH_KEY_LEN)
                return st == CH_TOO_LARGE ? CH_BUSY : CH_BROKEN;
        out->id = id;
        memcpy(out->key.b, plain.p, CH_KEY_LEN);
        ch_wipe((char *)(uintptr_t)plain.p, plain.len);
        return CH_OK;
}

static ch_status
wrap(ch_db *db, const ch_data_key *key, ch_uuid owner, ch_str *out)
{
        const ch_place place = { "data_key", "wrapped", 0, key->id, ch_id_str(&owner) };
        const ch_data_key kek = { 0, db->store->kek };

        return ch_seal_at(db, &kek, &place, ch_key_str(&key->key), 1, out);
}

/* Whoever shreds a key raises the epoch: keys kept by any connection are dropped before the next look. */
static ch_key_slot *
slot_of(ch_db *db, int64_t id)
{
        unsigned epoch = db->store->shred_epoch;

        if (epoch != db->keys_epoch) {
                ch_wipe(db->keys, sizeof db->keys);
                db->keys_epoch = epoch;
        }
        return &db->keys[id & (CH_KEY_SLOTS - 1)];
}

ch_status
ch_data_key_get(ch_db *db, int64_t id, ch_data_key *out)
{
        ch_key_slot *slot = slot_of(db, id);
        ch_status st = CH_BROKEN;
        ch_q q;

        if (slot->id == id) {
                *out = (ch_data_key) { id, slot->key };
                return CH_OK;
        }
        q = ch_q_open(db, CH_STMT_KEY_BY_ID);
        ch_q_int(&q, id);
        if (ch_q_row(&q))
                st = ch_col_is_null(&q, 1) ? CH_HIDDEN : unwrap(db, id, ch_col_uuid(&q, 0), ch_col_bytes(&q, 1), out);
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        if (st == CH_OK)
                *slot = (ch_key_slot) { id, out->key };
        else if (st == CH_BROKEN)
                ch_log(CH_LOG_ERROR, "store.key_does_not_open", ch_log_int("key", id));
        return st;
}

static ch_status
next_id(ch_db *db, int64_t *id)
{
        ch_store *store = db->store;
        ch_q q;

        if (!store->newest_key) {
                q = ch_q_open(db, CH_STMT_KEY_LAST);
                if (ch_q_row(&q))
                        store->newest_key = ch_col_int(&q, 0);
                if (ch_q_end(&q) != CH_OK)
                        return q.st;
        }
        *id = ++store->newest_key;
        return CH_OK;
}

/* Identifiers are never used again: rows of shredded keys stay. */
ch_status
ch_data_key_make(ch_db *db, ch_uuid owner, ch_time now, ch_data_key *out)
{
        ch_data_key key = { 0, ch_key_random() };
        ch_str wrapped = { NULL, 0 };
        ch_status st = next_id(db, &key.id);
        ch_q q;

        if (st == CH_OK)
                st = wrap(db, &key, owner, &wrapped);
        if (st != CH_OK)
                return st;
        q = ch_q_open(db, CH_STMT_KEY_ADD);
        ch_q_int(&q, key.id);
        ch_q_uuid(&q, owner);
        ch_q_bytes(&q, wrapped);
        ch_q_int(&q, now);
        *out = key;
        if (ch_q_run(&q) == CH_OK)
                *slot_of(db, key.id) = (ch_key_slot) { key.id, key.key };
        return q.st;
}

/* Identifier of the live key, 0: none. */
static ch_status
find_key(ch_db *db, ch_uuid owner, int64_t *id)
{
        ch_q q = ch_q_open(db, CH_STMT_KEY_BY_OWNER);

        ch_q_uuid(&q, owner);
        *id = ch_q_row(&q) ? ch_col_int(&q, 0) : 0;
        return ch_q_end(&q);
}

ch_status
ch_data_key_of(ch_db *db, ch_uuid owner, ch_time now, ch_data_key *out)
{
        int64_t id;
        ch_status st = find_key(db, owner, &id);

        if (st != CH_OK)
                return st;
        return id ? ch_data_key_get(db, id, out) : ch_data_key_make(db, owner, now, out);
}

/* Only for a database that never held anything: else the key was taken away, and another one would open nothing. */
static ch_status
make_house_key(ch_db *db, ch_data_key *out)
{
        ch_tail tail;
        ch_status st = ch_tail_of_changes(db, &tail);

        if (st == CH_OK && tail.seq)
                st = CH_BROKEN;
        if (st == CH_OK)
                st = ch_store_begin(db->store);
        if (st != CH_OK)
                return st;
        st = ch_data_key_make(db, (ch_uuid) { { 0 } }, ch_now(), out);
        /* From the first moment there is a head: later its absence is a finding. */
        db->store->house = out->key;
        db->store->is_changed = true;
        if (st != CH_OK) {
                ch_store_rollback(db->store);
                return st;
        }
        return ch_store_commit(db->store);
}

ch_status
ch_house_key_open(ch_db *db)
{
        const ch_uuid house = { { 0 } };
        ch_data_key key = { 0 };
        int64_t id;
        ch_status st = find_key(db, house, &id);

        if (st != CH_OK)
                return st;
        if (!id && !db->is_writer)
                return CH_BROKEN;
        st = id ? ch_data_key_get(db, id, &key) : make_house_key(db, &key);
        if (st != CH_OK)
                return st == CH_BROKEN && !db->store->is_fatal ? CH_INVALID : st;
        db->store->house_id = key.id;
        db->store->house = key.key;
        return CH_OK;
}

ch_data_key
ch_house_key(const ch_db *db)
{
        return (ch_data_key) { db->store->house_id, db->store->house };
}

ch_key
ch_keyed_hash(const ch_db *db, const char *purpose, const ch_str *parts, size_t n)
{
        ch_str all[HASH_PARTS_MAX + 2] = { ch_key_str(&db->store->house), ch_str_of(purpose) };

        CH_ASSERT(n <= HASH_PARTS_MAX);
        memcpy(all + 2, parts, n * sizeof *parts);
        return ch_hash(all, n + 2);
}
