#include "reference.h"
#include "api.h"

typedef void put_table(api_out *o, const ch_vocab *vocab);

static ch_status
send_table(ch_req *req, ch_reply *reply, put_table *put)
{
        ch_issues issues = ch_issues_new(req->arena);
        static const char *const none[] = { NULL };
        api_out o;

        api_query_known(req, none, &issues);
        if (issues.len)
                return api_refuse(req, reply, CH_MALFORMED, &issues, NULL);
        api_begin(&o, req);
        ch_json_key(&o.j, "items");
        ch_json_list(&o.j);
        put(&o, ch_desk_vocab(req->desk));
        ch_json_end(&o.j);
        api_send(&o, reply, 200);
        return CH_OK;
}

static void
put_names(api_out *o, const char *key, const ch_str names[CH__LANG_MAX])
{
        ch_json_key(&o->j, key);
        ch_json_object(&o->j);
        for (int l = 0; l < CH__LANG_MAX; l++)
                api_put_text(o, ch_lang_code((ch_lang)l), names[l]);
        ch_json_end(&o->j);
}

/* Texts of the tables have ';' between their items. */
static void
put_items(api_out *o, const char *key, ch_str text)
{
        ch_str one;

        ch_json_key(&o->j, key);
        ch_json_list(&o->j);
        while (ch_str_cut(&text, ';', &one))
                if (ch_str_trim(one).len)
                        ch_json_text(&o->j, ch_str_trim(one));
        ch_json_end(&o->j);
}

static void
put_members(api_out *o, const ch_vocab *vocab, const ch_state_set *set)
{
        const ch_state *states;
        size_t n = ch_vocab_states(vocab, &states);

        ch_json_key(&o->j, "members");
        ch_json_list(&o->j);
        for (size_t i = 0; i < n; i++)
                if (ch_state_set_has(set, (int)i))
                        ch_json_text(&o->j, states[i].code);
        ch_json_end(&o->j);
}

static void
put_states(api_out *o, const ch_vocab *vocab)
{
        const ch_state *v;
        size_t n = ch_vocab_states(vocab, &v);

        for (size_t i = 0; i < n; i++) {
                ch_json_object(&o->j);
                ch_json_pair(&o->j, "code", v[i].code);
                put_names(o, "names", v[i].names);
                api_put_text(o, "un_group", v[i].un_group);
                api_put_text(o, "m49_region", v[i].m49_region);
                api_put_text(o, "m49_subregion", v[i].m49_subregion);
                put_items(o, "languages", v[i].languages);
                ch_json_pair_flag(&o->j, "is_observer", v[i].is_observer);
                ch_json_end(&o->j);
        }
}

static void
put_organizations(api_out *o, const ch_vocab *vocab)
{
        const ch_org *v;
        size_t n = ch_vocab_orgs(vocab, &v);

        for (size_t i = 0; i < n; i++) {
                ch_json_object(&o->j);
                ch_json_pair(&o->j, "code", v[i].code);
                ch_json_pair(&o->j, "name", v[i].name);
                ch_json_pair(&o->j, "kind", ch_str_of(ch_party_kind_names[v[i].kind]));
                api_put_text(o, "members_kind", v[i].members_kind);
                put_members(o, vocab, &v[i].members);
                put_items(o, "topics", v[i].topics);
                ch_json_end(&o->j);
        }
}

static void
put_regions(api_out *o, const ch_vocab *vocab)
{
        const ch_region *v;
        size_t n = ch_vocab_regions(vocab, &v);

        for (size_t i = 0; i < n; i++) {
                ch_json_object(&o->j);
                ch_json_pair(&o->j, "code", v[i].code);
                ch_json_pair(&o->j, "name", v[i].name);
                api_put_text(o, "kind", v[i].kind);
                put_members(o, vocab, &v[i].members);
                ch_json_end(&o->j);
        }
}

static void
put_topics(api_out *o, const ch_vocab *vocab)
{
        static const char *const facets[CH__FACET_MAX] = { "measure", "domain", "assistance" };
        const ch_topic *v;
        size_t n = ch_vocab_topics(vocab, &v);

        for (size_t i = 0; i < n; i++) {
                ch_json_object(&o->j);
                ch_json_pair(&o->j, "code", v[i].code);
                ch_json_pair(&o->j, "facet", ch_str_of(facets[v[i].facet]));
                if (v[i].parent >= 0)
                        ch_json_pair(&o->j, "parent", v[v[i].parent].code);
                put_names(o, "labels", v[i].labels);
                api_put_text(o, "definition", v[i].definition);
                api_put_text(o, "paragraph", v[i].paragraph);
                ch_json_end(&o->j);
        }
}

static void
put_recipients(api_out *o, const ch_vocab *vocab)
{
        ch_str code, label;

        for (size_t i = 0; ch_vocab_recipient(vocab, i, &code, &label); i++) {
                ch_json_object(&o->j);
                ch_json_pair(&o->j, "code", code);
                ch_json_pair(&o->j, "name", label);
                ch_json_end(&o->j);
        }
}

ch_status
api_states_show(ch_req *req, ch_reply *reply)
{
        return send_table(req, reply, put_states);
}

ch_status
api_organizations_show(ch_req *req, ch_reply *reply)
{
        return send_table(req, reply, put_organizations);
}

ch_status
api_regions_show(ch_req *req, ch_reply *reply)
{
        return send_table(req, reply, put_regions);
}

ch_status
api_topics_show(ch_req *req, ch_reply *reply)
{
        return send_table(req, reply, put_topics);
}

ch_status
api_recipients_show(ch_req *req, ch_reply *reply)
{
        return send_table(req, reply, put_recipients);
}
