#include "record.h"
#include "meaning.h"
#include "seal.h"
#include <ch/base/assert.h>
#include <ch/base/log.h>

enum {
        KIND,
        ID,
        REF,
        VERSION,
        CREATED_AT,
        CHANGED_AT,
        CREATED_BY,
        CHANGED_BY,
        SAMPLE,
        KEY,
        BODY,
        SEALED,
        SEQ,
        N,
        SHREDDED
};

/* Kinds that are also found by a sealed field. */
static const char *const found_by[CH__KIND_MAX] = { [CH_ACCOUNT] = "login" };

bool
ch_kind_has_lookup(ch_kind kind)
{
        return found_by[kind] != NULL;
}

ch_key
ch_lookup_of(const ch_db *db, ch_kind kind, ch_str value)
{
        uint8_t bytes[8];
        const ch_str parts[] = { ch_bytes_of(bytes, (const int64_t[]) { kind }, 1), value };

        return ch_keyed_hash(db, "lookup", parts, CH_COUNT(parts));
}

bool
ch_record_lookup(const ch_db *db, ch_kind kind, const void *record, ch_key *out)
{
        const ch_field *f;

        if (!found_by[kind])
                return false;
        f = ch_field_find(ch_kind_fields(kind), ch_str_of(found_by[kind]));
        CH_ASSERT(f);
        if (ch_field_is_empty(f, record))
                return false;
        *out = ch_lookup_of(db, kind, *(const ch_str *)ch_field_in(f, record));
        return true;
}

static ch_status
read_sealed(ch_q *q, const ch_place *place, ch_arena *arena, void *record)
{
        ch_data_key key;
        ch_str plain = { NULL, 0 };
        ch_status st = ch_data_key_get(q->db, ch_col_int(q, KEY), &key);

        if (st != CH_OK)
                return st == CH_HIDDEN ? CH_OK : st; /* shredded: these fields are empty for ever */
        st = ch_open_at(q->db, &key, place, ch_col_bytes(q, SEALED), &plain);
        if (st == CH_OK) {
                st = ch_unpack(arena, (ch_kind)place->kind, ch_str_dup(arena, plain), record);
                ch_wipe((char *)(uintptr_t)plain.p, plain.len);
        }
        return st;
}

static void
read_head(ch_q *q, ch_arena *arena, ch_head *head)
{
        *head = (ch_head) {
                .id = ch_col_uuid(q, ID),
                .ref = ch_str_dup(arena, ch_col_bytes(q, REF)),
                .version = (uint32_t)ch_col_int(q, VERSION),
                .created_at = ch_col_int(q, CREATED_AT),
                .changed_at = ch_col_int(q, CHANGED_AT),
                .created_by = ch_col_uuid(q, CREATED_BY),
                .changed_by = ch_col_uuid(q, CHANGED_BY),
                .is_sample = ch_col_int(q, SAMPLE),
        };
}

static ch_status
read_parts(ch_q *q, const char *table, ch_str body, ch_arena *arena, void *record)
{
        ch_kind kind = (ch_kind)ch_col_int(q, KIND);
        ch_head *head = record;
        ch_status st = ch_unpack(arena, kind, body, record);

        read_head(q, arena, head);
        if (st == CH_OK && !ch_col_is_null(q, KEY)) {
                const ch_place place = { table, "sealed", kind, head->version, ch_id_str(&head->id) };

                st = read_sealed(q, &place, arena, record);
        }
        if (ch_arena_is_full(arena) || ch_arena_is_full(q->db->scratch))
                return CH_TOO_LARGE;
        if (st != CH_OK && q->st == CH_OK)
                ch_log(CH_LOG_ERROR, "store.record_does_not_open", ch_log_id("id", head->id),
                       ch_log_int("version", head->version), ch_log_status("status", st));
        return st == CH_OK ? q->st : CH_BROKEN;
}

ch_status
ch_row_read(ch_q *q, const char *table, ch_arena *arena, ch_change *out)
{
        int64_t kind = ch_col_int(q, KIND);
        void *record;
        const ch_head *head;
        ch_status st;
        ch_str body;

        ch_arena_reset(q->db->scratch);
        if (kind <= CH_KIND_NONE || kind >= CH__KIND_MAX)
                return CH_BROKEN;
        head = record = ch_record_new(arena, (ch_kind)kind);
        if (!record)
                return CH_TOO_LARGE;
        body = ch_str_dup(arena, ch_col_bytes(q, BODY));
        st = read_parts(q, table, body, arena, record);
        if (st == CH_OK)
                *out = (ch_change) {
                        .seq = (uint64_t)ch_col_int(q, SEQ),
                        .kind = (ch_kind)kind,
                        .id = head->id,
                        .actor = head->changed_by,
                        .at = head->changed_at,
                        .record = record,
                        .packed = ch_col_is_null(q, KEY) ? body : (ch_str) { 0 },
                };
        return st;
}

/* The single row of q. */
static ch_status
read_one(ch_q *q, const char *table, ch_arena *arena, void **out)
{
        ch_change change;
        ch_status st = CH_HIDDEN;

        if (ch_q_row(q))
                st = ch_row_read(q, table, arena, &change);
        if (ch_q_end(q) != CH_OK)
                return q->st;
        if (st == CH_OK)
                *out = (void *)(uintptr_t)change.record;
        return st;
}

ch_status
ch_db_record(ch_db *db, ch_kind kind, ch_uuid id, ch_arena *arena, void **out)
{
        ch_q q = ch_q_open(db, CH_STMT_RECORD_BY_ID);

        ch_q_int(&q, kind);
        ch_q_uuid(&q, id);
        return read_one(&q, "record", arena, out);
}

ch_status
ch_db_record_by_ref(ch_db *db, ch_kind kind, ch_str ref, ch_arena *arena, void **out)
{
        ch_q q = ch_q_open(db, CH_STMT_RECORD_BY_REF);

        ch_q_int(&q, kind);
        ch_q_text(&q, ref);
        return read_one(&q, "record", arena, out);
}

ch_status
ch_db_account_by_login(ch_db *db, ch_str login, ch_arena *arena, ch_account **out)
{
        ch_q q = ch_q_open(db, CH_STMT_RECORD_BY_LOOKUP);
        void *record = NULL;
        ch_status st;

        ch_q_int(&q, CH_ACCOUNT);
        ch_q_key(&q, ch_lookup_of(db, CH_ACCOUNT, login));
        st = read_one(&q, "record", arena, &record);
        *out = record;
        return st;
}

ch_status
ch_db_version(ch_db *db, ch_kind kind, ch_uuid id, uint32_t version, ch_arena *arena, void **out)
{
        ch_q q = ch_q_open(db, CH_STMT_VERSION_ONE);

        ch_q_int(&q, kind);
        ch_q_uuid(&q, id);
        ch_q_int(&q, version);
        return read_one(&q, "version", arena, out);
}

/* All rows of q, of which there are at most as many as out has room for. */
static ch_status
read_page(ch_q *q, const char *table, ch_arena *arena, ch_change *out, size_t *n)
{
        ch_status st = CH_OK;

        *n = 0;
        while (st == CH_OK && ch_q_row(q)) {
                st = ch_row_read(q, table, arena, &out[*n]);
                if (st == CH_OK)
                        ++*n;
        }
        return ch_q_end(q) != CH_OK ? q->st : st;
}

/* Order of making is the order of the table on disk: a start reads it from front to back. */
ch_status
ch_db_live(ch_db *db, ch_cursor *cursor, ch_arena *arena, ch_change *out, size_t cap, size_t *n)
{
        bool is_past = cursor->as_of != 0;
        ch_meanings meanings = ch_meanings_open(db, cursor);
        ch_q q = ch_q_open(db, is_past ? CH_STMT_VERSION_AS_OF : CH_STMT_RECORD_LIVE);
        ch_status st = CH_OK;

        *n = 0;
        ch_q_int(&q, cursor->after);
        ch_q_int(&q, cursor->upto ? cursor->upto : INT64_MAX);
        ch_q_int(&q, (int64_t)cap);
        if (is_past)
                ch_q_int(&q, (int64_t)cursor->as_of);
        while (st == CH_OK && ch_q_row(&q)) {
                int64_t at = ch_col_int(&q, N);

                st = ch_row_read(&q, is_past ? "version" : "record", arena, &out[*n]);
                if (st != CH_OK)
                        break;
                out[*n].meaning = ch_meanings_take(&meanings, at, ch_col_int(&q, KEY), &out[*n], arena);
                cursor->after = at;
                cursor->shredded += is_past && ch_col_int(&q, SHREDDED);
                ++*n;
        }
        if (ch_q_end(&q) != CH_OK && st == CH_OK)
                st = q.st;
        return ch_meanings_close(&meanings) != CH_OK && st == CH_OK ? meanings.q.st : st;
}

ch_status
ch_db_changes(ch_db *db, uint64_t after, ch_arena *arena, ch_change *out, size_t cap, size_t *n)
{
        ch_q q = ch_q_open(db, CH_STMT_VERSION_AFTER);

        ch_q_int(&q, (int64_t)after);
        ch_q_int(&q, (int64_t)cap);
        return read_page(&q, "version", arena, out, n);
}
