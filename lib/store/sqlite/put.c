/* Writing a record: current row, change row, version row, in this order – only the first can meet a conflict. */
#include "chain.h"
#include "held.h"
#include "record.h"
#include "seal.h"
#include <ch/base/assert.h>
#include <string.h>

typedef struct writing {
        const ch_put *put;
        const void *record;
        const ch_head *head;
        ch_kind kind;
        int64_t version; /* that is being made */
        ch_tail before;  /* last line of the feed */
        bool is_named;   /* here and now: nothing can know it yet */
        bool has_key;
        ch_data_key key;
        ch_str body, plain, sealed; /* sealed: for the table at hand */
        ch_str act;
} writing;

static const ch_str empty = { "", 0 };

static ch_status
find_key(ch_db *db, writing *w)
{
        ch_uuid owner = ch_record_key_owner(w->kind, w->record);

        return w->is_named && ch_uuid_eq(owner, w->head->id) ? ch_data_key_make(db, owner, w->put->at, &w->key)
                                                             : ch_data_key_of(db, owner, w->put->at, &w->key);
}

static ch_status
pack_parts(ch_db *db, writing *w)
{
        ch_status st = ch_pack(db->scratch, w->kind, w->record, CH_PACK_CLEAR, &w->body);

        if (st == CH_OK)
                st = ch_pack(db->scratch, w->kind, w->record, CH_PACK_SEALED, &w->plain);
        if (st != CH_OK)
                return st;
        if (!w->body.p)
                w->body = empty;
        w->has_key = w->plain.len > 0;
        return w->has_key ? find_key(db, w) : CH_OK;
}

static ch_status
seal_for(ch_db *db, writing *w, const char *table)
{
        const ch_place place = { table, "sealed", w->kind, w->version, ch_id_str(&w->head->id) };

        w->sealed = (ch_str) { NULL, 0 };
        return w->has_key ? ch_seal_at(db, &w->key, &place, w->plain, CH_PAD_TEXT, &w->sealed) : CH_OK;
}

static void
bind_key(ch_q *q, const writing *w)
{
        if (w->has_key)
                ch_q_int(q, w->key.id);
        else
                ch_q_bytes(q, (ch_str) { NULL, 0 });
}

/* Nobody can have taken what only chance and the count have given: neither this name nor this reference. */
static bool
is_free(ch_store *store, const writing *w, bool has_lookup)
{
        bool is_given = !w->head->ref.len || ch_str_eq(w->head->ref, store->given);

        store->given.len = 0;
        return w->is_named && is_given && !has_lookup;
}

static ch_status
write_record(ch_db *db, const writing *w, bool is_new)
{
        ch_key lookup;
        bool has_lookup = ch_record_lookup(db, w->kind, w->record, &lookup);
        ch_status st = is_free(db->store, w, has_lookup) ? CH_OK : ch_held_settle(db->store);
        ch_q q;

        if (st != CH_OK)
                return st;
        q = ch_q_open(db, is_new ? CH_STMT_RECORD_ADD : CH_STMT_RECORD_SET);
        ch_q_int(&q, w->kind);
        ch_q_uuid(&q, w->head->id);
        ch_q_text_or_null(&q, w->head->ref);
        ch_q_text(&q, ch_record_party(w->kind, w->record));
        ch_q_int(&q, ch_record_status(w->kind, w->record));
        ch_q_int(&q, w->version);
        ch_q_int(&q, w->before.seq + 1);
        ch_q_int(&q, w->put->at);
        ch_q_uuid(&q, w->put->actor->account);
        ch_q_int(&q, w->head->is_sample);
        if (has_lookup)
                ch_q_key(&q, lookup);
        else
                ch_q_bytes(&q, (ch_str) { NULL, 0 });
        bind_key(&q, w);
        ch_q_bytes(&q, w->body);
        ch_q_bytes(&q, w->sealed);
        return ch_q_run(&q);
}

/* No row was changed: is the version another, or is there no such record? */
static ch_status
why_not(ch_db *db, const writing *w)
{
        ch_q q = ch_q_open(db, CH_STMT_RECORD_BY_ID);
        bool is_there;

        ch_q_int(&q, w->kind);
        ch_q_uuid(&q, w->head->id);
        is_there = ch_q_row(&q);
        if (ch_q_end(&q) != CH_OK)
                return q.st;
        return is_there ? CH_STALE : CH_HIDDEN;
}

static ch_status
write_change(ch_db *db, const writing *w, ch_tail *tail)
{
        const ch_link line = {
                .seq = w->before.seq + 1,
                .kind = w->kind,
                .version = w->version,
                .status = ch_record_status(w->kind, w->record),
                .sample = w->head->is_sample,
                .key = w->has_key ? w->key.id : 0,
                .at = w->put->at,
                .id = w->head->id,
                .actor = w->put->actor->account,
                .act = w->act,
                .ref = w->head->ref,
                .body = w->body,
                .sealed = w->sealed,
        };
        ch_q q = ch_q_open(db, CH_STMT_CHANGE_ADD);

        *tail = (ch_tail) { true, line.seq, ch_change_hash(&w->before.hash, &line) };
        ch_q_int(&q, line.seq);
        ch_q_int(&q, line.kind);
        ch_q_uuid(&q, line.id);
        ch_q_int(&q, line.version);
        ch_q_text(&q, line.act);
        ch_q_uuid(&q, line.actor);
        ch_q_int(&q, line.at);
        ch_q_key(&q, tail->hash);
        return ch_q_run(&q);
}

static ch_status
write_version(ch_db *db, const writing *w)
{
        ch_q q = ch_q_open(db, CH_STMT_VERSION_ADD);

        ch_q_int(&q, w->before.seq + 1);
        ch_q_int(&q, w->kind);
        ch_q_uuid(&q, w->head->id);
        ch_q_int(&q, w->version);
        ch_q_text_or_null(&q, w->head->ref);
        ch_q_int(&q, ch_record_status(w->kind, w->record));
        ch_q_int(&q, w->head->is_sample);
        bind_key(&q, w);
        ch_q_bytes(&q, w->body);
        ch_q_bytes(&q, w->sealed);
        return ch_q_run(&q);
}

static ch_status
write_all(ch_db *db, writing *w, ch_tail *tail)
{
        bool is_new = w->version == 1;
        ch_status st = seal_for(db, w, "record");

        if (st == CH_OK)
                st = write_record(db, w, is_new);
        if (st == CH_OK && !is_new && !ch_db_touched(db))
                return why_not(db, w);
        if (st == CH_OK)
                st = seal_for(db, w, "version");
        if (st == CH_OK)
                st = write_change(db, w, tail);
        return st == CH_OK ? write_version(db, w) : st;
}

/* Names given in one transaction begin alike: then their entries stand together in each index, and a commit writes a
 * few pages instead of one for every name and index. Which pages, chance decides; so it does in the rest of a name. */
static ch_uuid
new_name(const ch_store *store)
{
        ch_uuid id = ch_uuid_random();

        memcpy(id.b, store->near, sizeof store->near);
        return id;
}

static void
settle_head(ch_head *head, const writing *w)
{
        head->version = (uint32_t)w->version;
        head->changed_at = w->put->at;
        head->changed_by = w->put->actor->account;
        if (w->version > 1)
                return;
        head->created_at = head->changed_at;
        head->created_by = head->changed_by;
}

ch_status
ch_db_put(ch_db *db, ch_kind kind, void *record, const ch_put *put, ch_change *change)
{
        ch_head *head = record;
        writing w = { .put = put, .record = record, .head = head, .kind = kind, .version = (int64_t)head->version + 1 };
        ch_tail tail;
        ch_status st;

        CH_ASSERT(db->is_writer && db->store->is_in_tx && kind > CH_KIND_NONE && kind < CH__KIND_MAX);
        ch_arena_reset(db->scratch);
        if (ch_uuid_is_nil(head->id) && w.version == 1) {
                head->id = new_name(db->store);
                w.is_named = true;
        }
        w.act = ch_str_of(ch_act_word(put->act));
        st = ch_tail_of_changes(db, &w.before);
        if (st == CH_OK)
                st = pack_parts(db, &w);
        if (st == CH_OK)
                st = write_all(db, &w, &tail);
        if (st != CH_OK)
                return st;
        db->store->changes = tail;
        db->store->is_changed = true;
        db->store->last_put = (ch_sealed_by) { w.has_key ? kind : CH_KIND_NONE, head->id, w.key.id };
        settle_head(head, &w);
        *change = (ch_change) { .seq = (uint64_t)tail.seq,
                                .kind = kind,
                                .id = head->id,
                                .actor = head->changed_by,
                                .at = put->at,
                                .record = record };
        return CH_OK;
}

static const char letters[CH__KIND_MAX] = {
        [CH_PARTY] = 'P',    [CH_ACCOUNT] = 'A', [CH_REQUEST] = 'R', [CH_OFFER] = 'O',   [CH_MATCH] = 'M',
        [CH_RESPONSE] = 'S', [CH_CONTACT] = 'C', [CH_LETTER] = 'L',  [CH_WEIGHTS] = 'W',
};

static ch_status
is_taken(ch_db *db, ch_kind kind, ch_str ref, bool *taken)
{
        ch_q q = ch_q_open(db, CH_STMT_REF_TAKEN);

        ch_q_int(&q, kind);
        ch_q_text(&q, ref);
        *taken = ch_q_row(&q);
        return ch_q_end(&q);
}

static ch_q
open_counter(ch_db *db, ch_stmt which, ch_kind kind, ch_str party, int year)
{
        ch_q q = ch_q_open(db, which);

        ch_q_int(&q, kind);
        ch_q_text(&q, party);
        ch_q_int(&q, year);
        return q;
}

static ch_status
read_count(ch_db *db, ch_kind kind, ch_str party, int year, int64_t *last)
{
        ch_q q = open_counter(db, CH_STMT_COUNTER, kind, party, year);

        *last = ch_q_row(&q) ? ch_col_int(&q, 0) : 0;
        return ch_q_end(&q);
}

static ch_status
write_count(ch_db *db, ch_kind kind, ch_str party, int year, int64_t last)
{
        ch_q q = open_counter(db, CH_STMT_COUNTER_SET, kind, party, year);

        ch_q_int(&q, last);
        return ch_q_run(&q);
}

/* For the record that is put next: it cannot be taken by then. */
static void
note_given(ch_store *store, ch_str ref)
{
        bool fits = ref.len <= sizeof store->given_room;

        if (fits)
                memcpy(store->given_room, ref.p, ref.len);
        store->given = (ch_str) { store->given_room, fits ? ref.len : 0 };
}

/* Imported records keep their references, so a number may be taken already. */
ch_status
ch_db_next_ref(ch_db *db, ch_kind kind, ch_str party, int year, ch_arena *arena, ch_str *out)
{
        int64_t number = 0;
        bool taken = true;
        ch_status st;

        CH_ASSERT(kind > CH_KIND_NONE && kind < CH__KIND_MAX);
        st = read_count(db, kind, party, year, &number);
        while (st == CH_OK && taken) {
                *out = ch_fmt(arena, "%c-%.*s-%d-%lld", letters[kind], (int)party.len, party.p, year,
                              (long long)++number);
                st = ch_arena_is_full(arena) ? CH_TOO_LARGE : is_taken(db, kind, *out, &taken);
        }
        if (st == CH_OK)
                st = write_count(db, kind, party, year, number);
        if (st == CH_OK)
                note_given(db->store, *out);
        return st;
}

ch_status
ch_db_last_seq(ch_db *db, uint64_t *seq)
{
        ch_tail tail;
        ch_status st = ch_tail_of_changes(db, &tail);

        *seq = st == CH_OK ? (uint64_t)tail.seq : 0;
        return st;
}
