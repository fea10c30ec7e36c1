/* Sessions that readers know: what a reader has read once it need not read again, and never says otherwise than the
 * database. */
#include "dba.h"

enum { READERS = 2, MANY = 200, STEPS = 2000 };

typedef struct house {
        ch_store *store;
        ch_db *db, *readers[READERS];
        const char *dir;
} house;

static house
given_house(ch_t *t)
{
        house h = { .dir = given_dir(t) };

        h.store = given_store(h.dir);
        h.db = ch_store_writer(h.store);
        for (size_t i = 0; i < READERS; i++)
                T_OK(ch_store_reader_open(h.store, &h.readers[i]));
        return h;
}

static void
leave(house *h)
{
        for (size_t i = 0; i < READERS; i++)
                ch_store_reader_close(&h->readers[i]);
        ch_store_close(&h->store);
}

static ch_session
given_session(uint8_t n)
{
        return (ch_session) {
                .id = ch_uuid_random(),
                .account = { { n } },
                .token = ch_key_random(),
                .csrf = ch_key_random(),
                .created_at = 5,
                .seen_at = 6,
                .agent = n % 3 ? CH_LIT("Firefox")
                               : CH_LIT("a browser with a name that is longer than what is known of one")
        };
}

static void
put(house *h, const ch_session *s)
{
        T_OK(ch_store_begin(h->store));
        T_OK(ch_db_session_put(h->db, s));
        T_OK(ch_store_commit(h->store));
}

static bool
is_same(const ch_session *a, const ch_session *b)
{
        return ch_uuid_eq(a->id, b->id) && ch_uuid_eq(a->account, b->account) &&
               ch_same(&a->csrf, &b->csrf, sizeof a->csrf) && a->created_at == b->created_at &&
               a->seen_at == b->seen_at && a->step_up_at == b->step_up_at && a->has_factor == b->has_factor &&
               ch_str_eq(a->agent, b->agent);
}

/* Does every reader say this of the token? want NULL: that there is no such session. */
static bool
all_say(ch_t *t, const house *h, ch_key token, const ch_session *want)
{
        bool right = true;

        for (size_t i = 0; i < READERS; i++) {
                ch_session got;
                ch_status st = ch_db_session(h->readers[i], token, t->arena, &got);

                right = right && (want ? st == CH_OK && is_same(&got, want) : st == CH_HIDDEN);
        }
        return right;
}

T_CASE("a session that is ended, or whose rights change, is so for every reader from the commit on, and not before")
{
        house h = given_house(t);
        ch_session s = given_session(1), before;

        T_TRUE(all_say(t, &h, s.token, NULL));
        put(&h, &s);
        T_TRUE(all_say(t, &h, s.token, &s) && all_say(t, &h, s.token, &s));
        before = s;
        s.has_factor = true;
        s.step_up_at = 9;
        T_OK(ch_store_begin(h.store));
        T_OK(ch_db_session_put(h.db, &s));
        T_TRUE(all_say(t, &h, s.token, &before));
        T_OK(ch_store_commit(h.store));
        T_TRUE(all_say(t, &h, s.token, &s) && all_say(t, &h, s.token, &s));
        T_OK(ch_store_begin(h.store));
        T_OK(ch_db_session_end(h.db, s.id));
        ch_store_rollback(h.store);
        T_TRUE(all_say(t, &h, s.token, &s));
        T_OK(ch_store_begin(h.store));
        T_OK(ch_db_session_end(h.db, s.id));
        T_OK(ch_store_commit(h.store));
        T_TRUE(all_say(t, &h, s.token, NULL));
        leave(&h);
}

T_CASE("a token that is rotated opens nothing any more; the broom takes what is known along")
{
        house h = given_house(t);
        ch_session s = given_session(1), old = s;

        put(&h, &s);
        T_TRUE(all_say(t, &h, old.token, &s));
        s.token = ch_key_random();
        put(&h, &s);
        T_TRUE(all_say(t, &h, old.token, NULL) && all_say(t, &h, s.token, &s));
        T_OK(ch_store_begin(h.store));
        T_OK(ch_db_tidy(h.db, 1000LL * 3600 * 1000));
        T_OK(ch_store_commit(h.store));
        T_TRUE(all_say(t, &h, s.token, NULL));
        leave(&h);
}

static void
change_one(house *h, ch_session *s, bool *is_there, given_rng *r)
{
        s->seen_at = (ch_time)given_next(r, 100);
        s->has_factor = given_next(r, 2);
        *is_there = given_next(r, 4) > 0;
        T_OK(ch_store_begin(h->store));
        T_OK(*is_there ? ch_db_session_put(h->db, s) : ch_db_session_end(h->db, s->id));
        T_OK(ch_store_commit(h->store));
}

T_CASE("more sessions than are known, changed and read by chance: every answer is the database's")
{
        house h = given_house(t);
        given_rng r = { 7 };
        ch_session v[MANY];
        bool is_there[MANY] = { false };
        size_t wrong = 0;

        for (size_t i = 0; i < MANY; i++)
                v[i] = given_session((uint8_t)i);
        for (size_t i = 0; i < STEPS; i++) {
                size_t one = given_next(&r, MANY), other = given_next(&r, MANY);

                if (!given_next(&r, 4))
                        change_one(&h, &v[one], &is_there[one], &r);
                wrong += !all_say(t, &h, v[other].token, is_there[other] ? &v[other] : NULL);
                wrong += !all_say(t, &h, v[one].token, is_there[one] ? &v[one] : NULL);
        }
        T_EQ_SIZE(wrong, 0);
        leave(&h);
}

T_CASE("planted: a session ended behind the store's back is still known, and this is seen")
{
        house h = given_house(t);
        ch_session s = given_session(1), other = given_session(2);

        put(&h, &s);
        T_TRUE(all_say(t, &h, s.token, &s));
        T_EQ_INT(dba(h.dir, "DELETE FROM session"), 1);
        T_FALSE(all_say(t, &h, s.token, NULL));
        put(&h, &other); /* with the next change it is gone here too */
        T_TRUE(all_say(t, &h, s.token, NULL) && all_say(t, &h, other.token, &other));
        leave(&h);
}
