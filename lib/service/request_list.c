/* Lists of requests: filtered, counted and sorted by nothing but what the reader may see. */
#include "request_.h"

typedef struct sieve {
        const ch_look *look;
        const ch_actor *actor;
        const ch_request_filter *f;
        needle text;
        ch_state_set states;
        name_keys *names;
        bool vetted;
} sieve;

static bool
has(uint32_t groups, ch_group g)
{
        return groups >> g & 1;
}

static bool
codes_meet(const sieve *s, const ch_request *r)
{
        bool topic = !s->f->topic.len, help = !s->f->assistance.len;

        for (size_t i = 0; i < r->needs.len; i++) {
                const ch_need *need = &ch_request_needs(r)[i];

                topic = topic || topic_meets(s->look, s->f->topic, need->topics) ||
                        topic_meets(s->look, s->f->topic, need->domains);
                help = help || topic_meets(s->look, s->f->assistance, need->assistance);
        }
        return topic && help;
}

static bool
text_meets(const sieve *s, const ch_request *r, uint32_t groups)
{
        ch_str texts[CH_NEEDS_MAX + 3];
        size_t n = 0;

        if (has(groups, CH_GROUP_SUMMARY)) {
                texts[n++] = r->title;
                texts[n++] = r->head.ref;
                texts[n++] = ch_catalog_party_name(s->look->cat, r->party, s->look->lang);
        }
        for (size_t i = 0; has(groups, CH_GROUP_NARRATIVE) && i < r->needs.len && i < CH_NEEDS_MAX; i++)
                texts[n++] = ch_request_needs(r)[i].text;
        return needle_meets(&s->text, texts, n);
}

static bool
party_meets(const sieve *s, const ch_request *r, uint32_t groups)
{
        const ch_vocab *vocab = s->look->desk->vocab;

        if (!s->f->party.len && !s->f->region.len)
                return true;
        if (!has(groups, CH_GROUP_SUMMARY))
                return false;
        if (s->f->party.len && !ch_str_eq(s->f->party, r->party))
                return false;
        return !s->f->region.len || ch_state_set_has(&s->states, ch_vocab_state_index(vocab, r->party));
}

static bool
is_meant(const sieve *s, const ch_request *r, uint32_t groups)
{
        bool asks_codes = s->f->topic.len || s->f->assistance.len;

        if (s->f->statuses && !(s->f->statuses >> r->status & 1))
                return false;
        if (s->f->no_samples && r->head.is_sample)
                return false;
        if (asks_codes && (!has(groups, CH_GROUP_CODES) || !codes_meet(s, r)))
                return false;
        return party_meets(s, r, groups) && text_meets(s, r, groups);
}

static ch_status
sift(const sieve *s, listing *out, size_t *kept)
{
        const void *const *all;
        size_t n = all_of(s->look, CH_REQUEST, &all);

        for (size_t i = 0; i < n; i++) {
                const ch_request *r = all[i];
                ch_object object;
                ch_status st = object_with(s->look, s->actor, s->vetted, (listed_record) { CH_REQUEST, r }, &object);
                uint32_t groups = st == CH_OK && ch_may(s->actor, CH_ACT_REQUEST_READ, &object, s->look->now) == CH_OK
                                          ? ch_groups_for(s->actor, &object)
                                          : 0;

                if (st != CH_OK)
                        return st;
                if (!groups || !is_meant(s, r, groups))
                        continue;
                out[(*kept)++] = has(groups, CH_GROUP_SUMMARY)
                                         ? (listing) { name_key(s->names, r->party), r->head.ref, r, groups }
                                         : (listing) { { 0 }, ch_uuid_text(s->look->arena, r->head.id), r, groups };
        }
        return CH_OK;
}

static ch_status
show_lines(const sieve *s, const listing *v, ch_request_list *out)
{
        ch_status st = CH_OK;

        out->v = CH_NEW_N(s->look->arena, ch_request_view, out->len);
        for (size_t i = 0; out->v && i < out->len && st == CH_OK; i++) {
                ch_object object;

                st = object_with(s->look, s->actor, s->vetted, (listed_record) { CH_REQUEST, v[i].record }, &object);
                if (st == CH_OK)
                        st = request_view(s->look, s->actor, &object, &out->v[i]);
        }
        return out->v ? st : CH_TOO_LARGE;
}

static ch_status
prepare(sieve *s)
{
        s->names = name_keys_new(s->look);
        s->vetted = is_vetted(s->look, s->actor);
        if (!s->names)
                return CH_TOO_LARGE;
        if (s->f->region.len)
                s->states = ch_vocab_states_of(s->look->desk->vocab,
                                               (ch_strs) { (ch_str *)(uintptr_t)&s->f->region, 1 });
        return needle_of(s->look, s->f->text, &s->text);
}

ch_status
ch_requests(const ch_look *look, const ch_actor *actor, const ch_request_filter *filter, ch_request_list *out)
{
        sieve s = { .look = look, .actor = actor, .f = filter };
        const void *const *all;
        size_t n = all_of(look, CH_REQUEST, &all), kept = 0, first;
        listing *v;
        ch_status st = ask_read(look, actor, CH_ACT_REQUEST_LIST, &(ch_object) { 0 });

        *out = (ch_request_list) { 0 };
        if (st == CH_OK)
                st = prepare(&s);
        if (st != CH_OK) {
                needle_drop(&s.text);
                return st;
        }
        v = CH_NEW_N(look->arena, listing, n);
        st = v ? sift(&s, v, &kept) : CH_TOO_LARGE;
        needle_drop(&s.text);
        if (st == CH_OK)
                st = cut_page(look, v, kept, &filter->page, &out->page, &first, &out->len);
        return st == CH_OK ? show_lines(&s, v + first, out) : st;
}
