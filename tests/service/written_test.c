/* What was written of a ranked list: given again only to whoever would read the very same, noted each time, and gone
 * the moment a record in it changes. Faults go through the linker's wraps: sights that are remembered instead of asked
 * anew, and a table that is not emptied. */
#include "given.h"
#include "sample.h"
#include "sight.h"
#include "stale.h"
#include <ch/weighing.h>

ch_status __real_see_list(const ch_look *look, const ch_actor *actor, const ranked_lines *list, size_t top,
                          sights *out);
ch_status __wrap_see_list(const ch_look *look, const ch_actor *actor, const ranked_lines *list, size_t top,
                          sights *out);

/* ---- what is planted ------------------------------------------------------------------------------------------- */

static const ch_actor *remembered; /* not NULL: whoever asks, the table is asked of this one */

ch_status
__wrap_see_list(const ch_look *look, const ch_actor *actor, const ranked_lines *list, size_t top, sights *out)
{
        return __real_see_list(look, remembered ? remembered : actor, list, top, out);
}

/* ---- what is written ------------------------------------------------------------------------------------------- */

static void
write_head(ch_buf *b, const ch_head *head)
{
        ch_buf_put(b, &head->id, sizeof head->id);
        ch_buf_put(b, &head->created_by, sizeof head->created_by);
        ch_buf_put(b, &head->changed_by, sizeof head->changed_by);
        ch_buf_str(b, head->ref);
}

static void
write_line(ch_buf *b, ch_arena *arena, const ch_pairing *p)
{
        write_head(b, &p->request->head);
        write_head(b, &p->offer->head);
        ch_buf_str(b, ch_fmt(arena, "%zu %lld %d %d;", p->rank, (long long)p->need, (int)p->score, (int)p->status));
        ch_buf_str(b, p->request->title);
        ch_buf_str(b, p->request->contact_mailbox);
        ch_buf_str(b, p->party_name);
        ch_buf_str(b, p->offer->title);
        ch_buf_str(b, p->offer->mailbox);
        ch_buf_str(b, p->provider_name);
        ch_buf_str(b, p->part);
        ch_buf_put(b, &p->match, sizeof p->match);
        for (size_t i = 0; i < p->why_len; i++) {
                ch_buf_str(b, ch_fmt(arena, "%d %d %d;", (int)p->why[i].factor, (int)p->why[i].fit,
                                     (int)p->why[i].points));
                for (size_t c = 0; c < p->why[i].codes.len; c++)
                        ch_buf_str(b, p->why[i].codes.v[c]);
        }
}

/* All of its lines, in the look's language. */
static ch_str
write_view(const ch_look *look, const ch_ranked_view *view)
{
        ch_buf b = ch_buf_new(look->arena);
        ch_str out = { 0 };

        ch_buf_str(&b,
                   ch_fmt(look->arena, "%d %zu %zu %d;", (int)view->today, view->offers, view->len, (int)look->lang));
        ch_buf_str(&b, view->weights);
        for (size_t i = 0; i < view->len; i++)
                write_line(&b, look->arena, &view->v[i]);
        T_OK(ch_buf_end(&b, &out));
        return out;
}

typedef struct count {
        size_t shown, given, wrong;
} count;

/* Asks as a presenter does, and once more for what would be written if nothing were kept. */
static void
ask_once(const ch_look *look, const ch_actor *actor, ch_ranked_ask ask, count *n)
{
        const ch_actor *before = remembered;
        ch_ranked_view view, plain;
        ch_ranked_text text;
        ch_status st, same;

        ask.form = 1;
        st = ch_ranked_show(look, actor, &ask, &view);
        ask.form = 0;
        remembered = NULL;
        same = ch_ranked_show(look, actor, &ask, &plain);
        remembered = before;
        n->wrong += st != same;
        if (st != CH_OK || same != CH_OK)
                return;
        text = view.text;
        n->given += text.bytes.len > 0;
        if (!text.bytes.len) {
                text = (ch_ranked_text) { write_view(look, &view), CH_LIT("\"tag\"") };
                ch_ranked_keep(look, &view, &text);
        }
        n->shown++;
        n->wrong += view.as_of != ch_catalog_seq(look->cat) || view.offers != plain.offers ||
                    !ch_str_eq(text.bytes, write_view(look, &plain)) || !ch_str_is(text.tag, "\"tag\"");
}

/* ---- who asks -------------------------------------------------------------------------------------------------- */

enum { READERS = 9 };

typedef struct readers {
        ch_actor v[READERS];
} readers;

static readers
given_readers(const people *p)
{
        readers r = { .v = { p->expert, p->other_expert, person(CH_ROLE_EXPERT, "COMMITTEE", "CAN"),
                             person(CH_ROLE_EXPERT, "COMMITTEE", "USA"), person(CH_ROLE_EXPERT, "COMMITTEE", "ALB"),
                             p->chair, p->mission, p->provider, p->admin } };

        return r;
}

/* Everybody asks for the same in turn, in two languages, twice. */
static count
ask_all(house *h, const readers *r, const ch_ranked_ask *asks, size_t asks_len)
{
        static const ch_lang langs[] = { CH_EN, CH_FR };
        count n = { 0 };

        for (size_t i = 0; i < 2 * CH_COUNT(langs) * asks_len * READERS; i++) {
                ch_look look = look_at(h);

                look.lang = langs[i / READERS % 2];
                ask_once(&look, &r->v[i % READERS], asks[i / READERS / 2 % asks_len], &n);
                ch_look_end(&look);
        }
        return n;
}

static ch_ranked_ask
ask_of(house *h, const char *ref, int64_t need, size_t top)
{
        ch_look look = look_at(h);
        const ch_head *head = ch_catalog_by_ref(look.cat, CH_REQUEST, ch_str_of(ref), NULL);
        ch_ranked_ask ask = { .request = head->id, .need = need, .today = CH_DAY_NONE, .top = top };

        ch_look_end(&look);
        return ask;
}

typedef struct asked {
        ch_ranked_ask v[5];
} asked;

static asked
given_asks(house *h)
{
        return (asked) { { ask_of(h, "REQ-ALB-2004", 1, 20), ask_of(h, "REQ-ALB-2004", 1, 93),
                           ask_of(h, "REQ-ALB-2004", 3, 20), ask_of(h, "REQ-ALB-2004", 0, 20),
                           ask_of(h, "REQ-ALB-2008", 1, 20) } };
}

T_CASE("what was written of a list is given again to whoever would read the same, in his language, and to nobody else; "
       "sights that are remembered instead of asked anew are found")
{
        house h = given_house(t);
        people p = given_people();
        readers r = given_readers(&p);
        asked asks;
        count n;

        do_import(&h);
        asks = given_asks(&h);
        n = ask_all(&h, &r, asks.v, CH_COUNT(asks.v));
        T_EQ_SIZE(n.wrong, 0);
        T_EQ_SIZE(n.shown, 2 * 2 * CH_COUNT(asks.v) * 5); /* four experts and the Chair; of Albania none */
        T_TRUE(n.given > n.shown / 2 && n.given < n.shown);
        (void)given_listed_offer(&h, &p, &p.provider); /* so that nothing stays */
        remembered = &p.expert;
        T_TRUE(ask_all(&h, &r, asks.v, CH_COUNT(asks.v)).wrong > 0);
        remembered = NULL;
        house_leave(&h);
}

T_CASE("a role that is taken away, a party or nationality that changes: the next who asks reads what he may, and no "
       "more")
{
        house h = given_house(t);
        people p = given_people();
        ch_actor one = p.expert;
        ch_ranked_ask ask;
        ch_ranked_view view;
        ch_look look;
        count n = { 0 };

        do_import(&h);
        ask = ask_of(&h, "REQ-ALB-2004", 1, 93);
        look = look_at(&h);
        ask_once(&look, &one, ask, &n);
        ask_once(&look, &one, ask, &n);
        T_EQ_SIZE(n.given, 1);
        one.nationality = CH_LIT("CAN");
        ask_once(&look, &one, ask, &n);
        T_EQ_SIZE(n.given, 1);
        ask.form = 1;
        one.nationality = CH_LIT("ALB");
        T_EQ_INT(ch_ranked_show(&look, &one, &ask, &view), CH_HIDDEN);
        one = p.expert;
        one.roles = CH_HAS(CH_ROLE_ADMIN);
        T_EQ_INT(ch_ranked_show(&look, &one, &ask, &view), CH_HIDDEN);
        one.roles = 0;
        T_EQ_INT(ch_ranked_show(&look, &one, &ask, &view), CH_UNAUTHENTICATED);
        one = p.expert;
        ask_once(&look, &one, ask, &n);
        T_EQ_SIZE(n.given, 2);
        T_EQ_SIZE(n.wrong, 0);
        ch_look_end(&look);
        house_leave(&h);
}

/* ---- what changes ---------------------------------------------------------------------------------------------- */

typedef struct scene {
        house h;
        people p;
        readers r;
        ch_uuid request, offer, match;
} scene;

static void
propose(scene *s)
{
        ch_pair_in in = { .request = s->request, .offer = s->offer, .need = 1 };

        T_OK(do_pair(&s->h, &s->p.expert, ch_match_propose, in, &s->match));
}

static void
endorse(scene *s)
{
        T_OK(do_plain(&s->h, &s->p.chair, ch_match_endorse, s->match));
}

static void
add_offer(scene *s)
{
        (void)given_listed_offer(&s->h, &s->p, &s->p.other_provider);
}

static void
hold(scene *s)
{
        T_OK(do_plain(&s->h, &s->p.mission, ch_request_hold, s->request));
}

static void
raise(scene *s)
{
        s->p.mission.step_up_at = given_time;
        T_OK(do_raise(&s->h, &s->p.mission, exposure_of(s->request, CH_LEVEL_PROVIDERS)));
}

static void
close_offer(scene *s)
{
        T_OK(do_plain(&s->h, &s->p.provider, ch_offer_close, s->offer));
}

static void
withdraw(scene *s)
{
        T_OK(do_plain(&s->h, &s->p.mission, ch_request_withdraw, s->request));
}

static void (*const changes[])(scene *s) = { propose, endorse, add_offer, raise, hold, close_offer, withdraw };

/* All that is asked, before each change and after it; who looks at the catalogue before goes on reading that. */
static count
ask_through_changes(ch_t *t, bool plant)
{
        people p = given_people();
        scene s = { .h = given_house(t), .p = p };
        count n = { 0 };

        s.r = given_readers(&p);
        do_import(&s.h);
        s.request = given_open_request(&s.h, &p);
        s.offer = given_listed_offer(&s.h, &p, &p.provider);
        for (size_t c = 0; c < CH_COUNT(changes); c++) {
                ch_ranked_ask ask = { .request = s.request, .need = 1, .today = CH_DAY_NONE, .top = 20 };
                ch_look before = look_at(&s.h), after;
                size_t given;

                for (size_t i = 0; i < 2 * READERS; i++)
                        ask_once(&before, &s.r.v[i % READERS], ask, &n);
                stale = plant ? ch_catalog_ground(before.cat) : NULL;
                changes[c](&s);
                after = look_at(&s.h);
                given = n.given;
                ask_once(&after, &p.expert, ask, &n);
                n.wrong += n.given > given; /* the first to ask after it gets nothing that was written before */
                for (size_t i = 0; i < READERS; i++) {
                        ask_once(&before, &s.r.v[i], ask, &n);
                        ask_once(&after, &s.r.v[i], ask, &n);
                }
                ch_look_end(&after);
                ch_look_end(&before);
                stale = NULL;
        }
        house_leave(&s.h);
        return n;
}

T_CASE("after a match is proposed or endorsed, an offer comes or goes, a request is held, opened or withdrawn, nothing "
       "written before is given; a table that is not emptied is found")
{
        count n = ask_through_changes(t, false);

        T_EQ_SIZE(n.wrong, 0);
        T_TRUE(n.given > CH_COUNT(changes) * 5);
        T_TRUE(ask_through_changes(t, true).wrong > 0);
}

/* What leaves a list as it is: a draft, another's request that is opened, a match of another pair. */
static void
write_draft(scene *s)
{
        (void)given_draft(&s->h, &s->p.mission);
}

static void
open_another(scene *s)
{
        (void)given_open_request(&s->h, &s->p);
}

static void
propose_another(scene *s)
{
        ch_pair_in in = { .request = given_open_request(&s->h, &s->p), .offer = s->offer, .need = 1 };

        T_OK(do_pair(&s->h, &s->p.expert, ch_match_propose, in, &s->match));
}

T_CASE("after a draft, another request or a match of another pair what was written before is given at once, under the "
       "number of the new catalogue")
{
        void (*const deeds[])(scene * s) = { write_draft, open_another, propose_another };
        people p = given_people();
        scene s = { .h = given_house(t), .p = p };
        ch_ranked_ask ask = { .need = 1, .today = CH_DAY_NONE, .top = 20 };
        count n = { 0 };

        do_import(&s.h);
        ask.request = s.request = given_open_request(&s.h, &p);
        s.offer = given_listed_offer(&s.h, &p, &p.provider);
        for (size_t i = 0; i <= CH_COUNT(deeds); i++) {
                ch_look look = look_at(&s.h);

                ask_once(&look, &p.expert, ask, &n);
                T_EQ_SIZE(n.given, i);
                ch_look_end(&look);
                if (i < CH_COUNT(deeds))
                        deeds[i](&s);
        }
        T_EQ_SIZE(n.wrong, 0);
        house_leave(&s.h);
}

T_CASE("other weights that are only tried are not mixed up with those in force")
{
        house h = given_house(t);
        people p = given_people();
        ch_look look, weighed;
        ch_ranked_ask ask;
        ch_weights same;
        count n = { 0 };

        do_import(&h);
        ask = ask_of(&h, "REQ-ALB-2004", 1, 20);
        look = look_at(&h);
        weighed = look_at(&h);
        same = ch_weights_now(&look);
        same.version = CH_LIT("of another name");
        weighed.weights = &same;
        for (size_t i = 0; i < 2; i++) {
                ask_once(&look, &p.expert, ask, &n);
                ask_once(&weighed, &p.expert, ask, &n);
        }
        T_EQ_SIZE(n.wrong, 0);
        T_EQ_SIZE(n.given, 2);
        ch_look_end(&weighed);
        ch_look_end(&look);
        house_leave(&h);
}

/* ---- what is noted --------------------------------------------------------------------------------------------- */

static size_t
noted(house *h, const people *p, const ch_actor *reader)
{
        ch_look look;
        ch_audit_line *v;
        size_t n, found = 0;

        (void)given_draft(h, &p->mission); /* takes the notes along */
        look = look_at(h);
        T_OK(ch_audit_list(&look, &p->auditor, 0, 1000, &v, &n));
        for (size_t i = 0; i < n; i++)
                found += v[i].act == CH_ACT_RANKED_READ && v[i].outcome == CH_OK && v[i].kind == CH_REQUEST &&
                         ch_uuid_eq(v[i].actor, reader->account);
        ch_look_end(&look);
        return found;
}

T_CASE("every reading of it is noted, whether it was written anew or not; a reading that cannot be noted is refused")
{
        house h = given_house(t);
        people p = given_people();
        ch_ranked_ask ask;
        ch_ranked_view view;
        ch_look look;
        count n = { 0 };
        ch_status st = CH_OK;

        do_import(&h);
        ask = ask_of(&h, "REQ-ALB-2004", 1, 20);
        look = look_at(&h);
        for (size_t i = 0; i < 10; i++)
                ask_once(&look, &p.expert, ask, &n);
        T_EQ_SIZE(n.given, 9);
        ch_look_end(&look);
        T_EQ_SIZE(noted(&h, &p, &p.expert), 2 * 10); /* each was also asked plainly */
        look = look_at(&h);
        look.arena = ch_arena_new(64 << 20);
        ask.form = 1;
        for (size_t i = 0; i <= NOTES_MAX && st == CH_OK; i++) {
                st = ch_ranked_show(&look, &p.expert, &ask, &view);
                ch_arena_reset(look.arena);
        }
        ch_arena_free(&look.arena);
        T_EQ_INT(st, CH_BUSY);
        ch_look_end(&look);
        house_leave(&h);
}

/* ---- how long a view lasts ------------------------------------------------------------------------------------- */

/* Letters and codes of an offer, its lists and parts too. */
static size_t
read_offer(const ch_offer *o)
{
        size_t n = o->title.len + o->mailbox.len;

        for (size_t i = 0; i < o->eligible.len; i++)
                n += o->eligible.v[i].len;
        for (size_t i = 0; i < o->languages.len; i++)
                n += o->languages.v[i].len;
        for (size_t i = 0; i < o->areas.len; i++)
                n += ch_offer_areas(o)[i].text.len + ch_offer_areas(o)[i].topics.len;
        return n;
}

static size_t
read_view(const ch_ranked_view *view)
{
        size_t n = 0;

        for (size_t i = 0; i < view->len; i++)
                n += read_offer(view->v[i].offer) + view->v[i].part.len;
        for (size_t i = 0; i < view->why_not->nearest_len; i++)
                n += read_offer(view->why_not->nearest[i].offer);
        return n;
}

T_CASE("a view lasts as long as its look, though the lists that it was made from are dropped meanwhile")
{
        house h = given_house(t);
        people p = given_people();
        ch_ranked_ask ask;
        ch_ranked_view view;
        ch_look look;
        size_t before;

        do_import(&h);
        ask = ask_of(&h, "REQ-ALB-2004", 1, 20);
        ask.explains = true;
        look = look_at(&h);
        T_OK(ch_ranked_show(&look, &p.expert, &ask, &view));
        before = read_view(&view);
        T_TRUE(before > 1000 && view.why_not->nearest_len == 3);
        (void)given_listed_offer(&h, &p, &p.provider);
        T_EQ_SIZE(read_view(&view), before);
        ch_look_end(&look);
        house_leave(&h);
}
