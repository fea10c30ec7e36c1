/* What was written of a list, for whoever sees the same of it. */
#include "ranked_.h"

struct ranked_again {
        kept_key key;
        ch_str seen;
};

/* All that a text depends on but the list: one string, so that it can be compared. */
typedef struct seen_head { /* without gaps */
        uint32_t form, lang, is_inside, version_len;
} seen_head;
_Static_assert(sizeof(seen_head) == 4 * sizeof(uint32_t), "no gaps");
_Static_assert(sizeof(sight) == 4 * sizeof(uint32_t) + sizeof(ch_uuid), "no gaps");

static ch_str
write_seen(const ch_look *look, uint32_t form, const sights *s, ch_str version)
{
        const seen_head head = { form, (uint32_t)look->lang, s->is_inside, (uint32_t)version.len };
        ch_buf b = ch_buf_new(look->arena);
        ch_str out;

        ch_buf_put(&b, &head, sizeof head);
        ch_buf_str(&b, version);
        ch_buf_put(&b, s->v, s->len * sizeof *s->v);
        return ch_buf_end(&b, &out) == CH_OK ? out : (ch_str) { NULL, 0 };
}

ch_status
find_text(const ch_look *look, const kept_key *list, uint32_t form, const sights *s, ch_ranked_view *out)
{
        struct ranked_again *again = CH_NEW(look->arena, struct ranked_again);
        kept_list *text;

        if (!again)
                return CH_TOO_LARGE;
        *again = (struct ranked_again) { *list, write_seen(look, form, s, out->weights) };
        if (!again->seen.len)
                return CH_TOO_LARGE;
        again->key.kind = KEPT_TEXT;
        again->key.seen = (int64_t)kept_mix(again->seen); /* what is found is compared in full */
        out->again = again;
        text = kept_find(look->desk->kept, ch_catalog_ground(look->cat), &again->key);
        if (text && ch_str_eq(text->seen, again->seen))
                out->text = (ch_ranked_text) { ch_str_dup(look->arena, text->bytes),
                                               ch_str_dup(look->arena, text->tag) };
        kept_release(&text);
        return CH_OK;
}

void
ch_ranked_keep(const ch_look *look, const ch_ranked_view *view, const ch_ranked_text *text)
{
        const struct ranked_again *again = view->again;
        kept_list of = { .bytes = text->bytes, .tag = text->tag }, *kept;

        if (!again || !text->bytes.len)
                return;
        of.seen = again->seen;
        kept = kept_make_text(ch_catalog_ground(look->cat), &again->key, &of);
        if (kept)
                kept_put(look->desk->kept, kept);
        kept_release(&kept);
}
