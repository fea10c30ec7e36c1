/* News of a party: "TIME ACT REQUEST;…", newest first, in one setting. */
#include "news.h"
#include <ch/home.h>

enum { NEWS_DAYS = 30 };

static ch_str
setting_name(ch_arena *arena, ch_str party)
{
        return ch_fmt(arena, "news.%.*s", (int)party.len, party.p);
}

static bool
parse_line(ch_str line, ch_news *out)
{
        ch_str time, act;
        int64_t at;

        if (!ch_str_cut(&line, ' ', &time) || !ch_str_cut(&line, ' ', &act) || !ch_str_int(time, 0, INT64_MAX, &at))
                return false;
        *out = (ch_news) { .at = at, .act = ch_act_of(act) };
        return ch_uuid_parse(line, &out->request);
}

ch_status
tell_party(ch_work *work, ch_str party, ch_act act, ch_uuid request)
{
        ch_arena *arena = work->look.arena;
        ch_str name = setting_name(arena, party), old = { 0 }, id = ch_uuid_text(arena, request), line, text;
        ch_buf b = ch_buf_new(arena);
        ch_status st = ch_db_setting(work->look.db, name, arena, &old);

        if (st != CH_OK && st != CH_HIDDEN)
                return st;
        ch_buf_int(&b, work->look.now);
        ch_buf_printf(&b, " %s %.*s", ch_act_word(act), (int)id.len, id.p);
        for (size_t kept = 1; kept < CH_NEWS_MAX && ch_str_cut(&old, ';', &line); kept++) {
                ch_buf_char(&b, ';');
                ch_buf_str(&b, line);
        }
        st = ch_buf_end(&b, &text);
        return st == CH_OK ? ch_db_setting_put(work->look.db, name, text) : st;
}

static const char *
sentence_of(ch_act act)
{
        static const struct {
                ch_act act;
                const char *text;
        } rows[] = {
                { CH_ACT_REQUEST_RAISE, CH_MSG_INIT("More readers may now see parts of this request.") },
                { CH_ACT_REQUEST_REFER, CH_MSG_INIT("The request was referred to the working group.") },
                { CH_ACT_REQUEST_CIRCULATE, CH_MSG_INIT("The request was circulated to providers.") },
                { CH_ACT_MATCH_PASS_CONTACTS, CH_MSG_INIT("Your contact details were passed to a provider.") },
        };

        for (size_t i = 0; i < CH_COUNT(rows); i++)
                if (rows[i].act == act)
                        return rows[i].text;
        return NULL;
}

ch_status
ch_home_news(const ch_look *look, const ch_actor *actor, ch_news **out, size_t *len)
{
        ch_str text = { 0 }, line;
        ch_status st = ask_read(look, actor, CH_ACT_HOME, &(ch_object) { 0 });

        *len = 0;
        *out = CH_NEW_N(look->arena, ch_news, CH_NEWS_MAX);
        if (st != CH_OK || !*out)
                return st == CH_OK ? CH_TOO_LARGE : st;
        if (!ch_actor_is(actor, CH_ROLE_MISSION) && !ch_actor_is(actor, CH_ROLE_DRAFTER))
                return CH_OK;
        st = ch_db_setting(look->db, setting_name(look->arena, actor->party), look->arena, &text);
        while (st == CH_OK && *len < CH_NEWS_MAX && ch_str_cut(&text, ';', &line)) {
                ch_news *n = &(*out)[*len];
                const ch_request *r = parse_line(line, n) ? ch_catalog_by_id(look->cat, CH_REQUEST, n->request, NULL)
                                                          : NULL;

                n->text = sentence_of(n->act);
                if (!r || !n->text || !ch_str_eq(r->party, actor->party) || ch_day_of(n->at) + NEWS_DAYS < look->today)
                        continue;
                n->ref = ch_str_dup(look->arena, r->head.ref);
                ++*len;
        }
        return st == CH_HIDDEN ? CH_OK : st;
}
