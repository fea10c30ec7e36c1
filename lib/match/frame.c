#include "frame.h"
#include "pair.h"
#include "policy.h"
#include <ch/base/assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- making it ------------------------------------------------------------------------------------------------- */

static bool
measure_nearness(frame *f, const ch_vocab *vocab)
{
        f->near = calloc(f->topics * f->topics + 1, sizeof *f->near);
        for (size_t a = 0; f->near && a < f->topics; a++)
                for (size_t b = 0; b < f->topics; b++)
                        f->near[a * f->topics + b] = (int16_t)topic_nearness(vocab, (uint16_t)a, (uint16_t)b);
        return f->near;
}

/* Topics of one organization, or how many there are at most. */
static size_t
read_fields(const ch_vocab *vocab, const ch_org *org, uint16_t *out)
{
        ch_str list = org->topics, code;
        size_t n = 0;

        while (ch_str_cut(&list, ';', &code)) {
                int at = ch_vocab_topic_index(vocab, code);

                if (at >= 0 && out)
                        out[n] = (uint16_t)at;
                n += at >= 0;
        }
        return n;
}

static bool
list_fields(frame *f, const ch_vocab *vocab)
{
        const ch_org *orgs;
        size_t room = 0;

        f->orgs = ch_vocab_orgs(vocab, &orgs);
        f->fields_at = calloc(f->orgs + 1, sizeof *f->fields_at);
        for (size_t i = 0; i < f->orgs; i++)
                room += read_fields(vocab, &orgs[i], NULL);
        f->fields = calloc(room + 1, sizeof *f->fields);
        f->kinds = calloc(f->orgs + 1, sizeof *f->kinds);
        for (size_t i = 0; f->kinds && i < f->orgs; i++)
                f->kinds[i] = (int16_t)kind_fit(ch_vocab_state(vocab, orgs[i].code) ? CH_PARTY_STATE : orgs[i].kind);
        for (size_t i = 0; f->fields && f->fields_at && i < f->orgs; i++)
                f->fields_at[i + 1] = f->fields_at[i] + read_fields(vocab, &orgs[i], f->fields + f->fields_at[i]);
        return f->fields && f->fields_at && f->kinds;
}

enum { CLASS_ALL, CLASS_MIXED, CLASS_GROUP };

/* States of one United Nations group are one class. */
static void
sort_states(frame *f, const ch_vocab *vocab)
{
        const ch_state *states;
        size_t n = ch_vocab_states(vocab, &states), classes = CLASS_GROUP;

        for (size_t i = 0; i < n; i++) {
                size_t same = 0;

                while (same < i && !ch_str_eq(states[same].un_group, states[i].un_group))
                        same++;
                f->classes[i] = same < i ? f->classes[same]
                                         : (uint8_t)(classes < SHEET_CLASSES ? classes++ : CLASS_MIXED);
        }
}

/* A region is of the class of most of its States, when these are more than half. */
static uint8_t
class_of_region(const frame *f, const ch_region *r)
{
        size_t count[SHEET_CLASSES] = { 0 };

        for (int i = 0; i < CH_STATES_MAX; i++)
                if (ch_state_set_has(&r->members, i))
                        count[f->classes[i]]++;
        for (size_t c = CLASS_GROUP; c < SHEET_CLASSES; c++)
                if (2 * count[c] > r->members_len)
                        return (uint8_t)c;
        return CLASS_MIXED;
}

static bool
sort_codes(frame *f, const ch_vocab *vocab)
{
        const ch_region *regions;

        f->regions = ch_vocab_regions(vocab, &regions);
        f->classes = calloc(CODE_REGION + f->regions, sizeof *f->classes);
        if (!f->classes)
                return false;
        sort_states(f, vocab);
        for (size_t i = 0; i < f->regions; i++)
                f->classes[CODE_REGION + i] = class_of_region(f, &regions[i]);
        return true;
}

static void
number_rows(frame *f, const ch_vocab *vocab)
{
        const ch_concept *concepts;

        f->parties = f->orgs + 1 + CODE_REGION;
        while (f->parties >> f->party_bits)
                f->party_bits++;
        f->families = f->topics + ch_vocab_concepts(vocab, &concepts);
        f->eligible = f->families + f->topics;
        f->party = f->eligible + CODE_REGION + f->regions;
        f->facts = f->party + f->party_bits;
        f->rows = f->facts + FACT__MAX;
}

frame *
frame_new(const ch_vocab *vocab)
{
        frame *f = calloc(1, sizeof *f);
        const ch_topic *topics;

        if (!f)
                return NULL;
        atomic_init(&f->refs, 1);
        f->kernel = kernel_best();
        f->topics = ch_vocab_topics(vocab, &topics);
        if (!measure_nearness(f, vocab) || !list_fields(f, vocab) || !sort_codes(f, vocab)) {
                frame_release(f);
                return NULL;
        }
        number_rows(f, vocab);
        return f;
}

frame *
frame_acquire(frame *f)
{
        atomic_fetch_add(&f->refs, 1);
        return f;
}

void
frame_release(frame *f)
{
        if (!f || atomic_fetch_sub(&f->refs, 1) != 1)
                return;
        free(f->near);
        free(f->fields);
        free(f->fields_at);
        free(f->kinds);
        free(f->classes);
        free(f);
}

/* ---- the rows of an offer -------------------------------------------------------------------------------------- */

uint16_t
row_of_eligible(const frame *f, uint16_t word)
{
        if (word == CODE_ALL || word == CODE_ODD)
                return row_of_fact(f, word == CODE_ALL ? FACT_FOR_ALL : FACT_FOR_ODD);
        return (uint16_t)(f->eligible + word);
}

uint16_t
row_of_language(const frame *f, ch_str code)
{
        ch_lang lang = CH_EN;
        bool is_known = ch_lang_parse(code, &lang) && ch_str_is(code, ch_lang_code(lang));

        return row_of_fact(f, is_known ? (fact)(FACT_LANGUAGE + (int)lang) : FACT_LANGUAGE_ODD);
}

uint16_t
row_of_role(const frame *f, int32_t role)
{
        static const fact known[] = {
                [CH_OFFER_DELIVERS] = FACT_DELIVERS, [CH_OFFER_FUNDS] = FACT_FUNDS, [CH_OFFER_HOSTS] = FACT_HOSTS
        };

        return row_of_fact(f, role >= 0 && (size_t)role < CH_COUNT(known) ? known[role] : FACT_ROLE_ODD);
}

size_t
rows_room(const card *c)
{
        size_t n = 10 + PARTY_BITS_MAX + (size_t)c->eligible + (c->languages ? c->languages : 1);

        return n + STEM_LEVELS + 2 * (size_t)c->gist->words_len + 34 * (size_t)c->gist->parts_len;
}

const uint8_t stem_levels[STEM_LEVELS] = { 6, 12, 16, 20, 24, 28, 32, 40, 50, 65, 90, 130 };

/* By the part that has the most. */
static size_t
stem_rows(const frame *f, const gist *g, uint16_t *out)
{
        uint8_t most = 0;
        size_t len = 0;

        for (size_t i = 0; i < g->parts_len; i++)
                most = gist_parts(g)[i].stems > most ? gist_parts(g)[i].stems : most;
        for (; len < STEM_LEVELS && most > stem_levels[len]; len++)
                out[len] = row_of_fact(f, (fact)(FACT_STEMS + len));
        return len;
}

static size_t
topic_rows(const frame *f, const ch_topic *topics, const uint16_t *words, size_t n, uint16_t *out)
{
        size_t len = 0;

        for (size_t i = 0; i < n; i++) {
                uint16_t topic = words[i] & WORD_MEANING;

                out[len++] = topic;
                if (topics[topic].parent >= 0)
                        out[len++] = row_of_family(f, (size_t)topics[topic].parent);
        }
        return len;
}

static size_t
part_rows(const frame *f, const ch_topic *topics, const gist *g, size_t part, uint16_t *out)
{
        const gist_part *p = &gist_parts(g)[part];
        const uint16_t *words = gist_words(g) + p->at;
        size_t len = topic_rows(f, topics, words, (size_t)p->measures + p->kinds, out);

        words += p->measures + p->kinds;
        for (size_t i = 0; i < p->concepts; i++)
                out[len++] = words[i] & WORD_MEANING;
        for (uint32_t left = p->domains; left; left &= left - 1)
                out[len++] = row_of_fact(f, (fact)(FACT_DOMAIN + __builtin_ctz(left)));
        if (p->all_domains)
                out[len++] = row_of_fact(f, FACT_PART_ALL_DOMAINS);
        else if (!p->domains)
                out[len++] = row_of_fact(f, FACT_PART_NO_DOMAIN);
        return len;
}

static size_t
fact_rows(const frame *f, const card *c, uint16_t *out)
{
        size_t len = 0;

        for (uint32_t left = party_number(f, c->party); left; left &= left - 1)
                out[len++] = (uint16_t)(f->party + (size_t)__builtin_ctz(left));
        out[len++] = row_of_role(f, c->role);
        if (c->capacity)
                out[len++] = row_of_fact(f, FACT_CAPACITY);
        if (c->confirmed != CH_DAY_NONE)
                out[len++] = row_of_fact(f, FACT_CONFIRMED);
        if (c->mode > MODE_PLAIN)
                out[len++] = row_of_fact(f, FACT_MODE_FAIR);
        if (c->mode > MODE_FAIR)
                out[len++] = row_of_fact(f, FACT_MODE_GOOD);
        if (c->from != CH_DAY_NONE || c->until != CH_DAY_NONE)
                out[len++] = row_of_fact(f, FACT_DATED);
        if (c->excludes)
                out[len++] = row_of_fact(f, FACT_EXCLUDES);
        if (c->all_stated)
                out[len++] = row_of_fact(f, FACT_ALL_STATED);
        return len;
}

static size_t
language_rows(const frame *f, const card *c, uint16_t *out)
{
        const uint16_t *words = card_words(c) + c->eligible;
        size_t len = 0;

        for (size_t i = 0; i < c->languages; i++) {
                const char code[] = { (char)(words[i] >> 8), (char)(words[i] & 255) };

                out[len++] = row_of_language(f, (ch_str) { code, words[i] == CODE_ODD ? 0 : sizeof code });
        }
        if (!len)
                out[len++] = row_of_fact(f, FACT_NO_LANGUAGE);
        return len;
}

size_t
rows_of(const frame *f, const ch_vocab *vocab, const entry *e, uint16_t *out)
{
        const card *c = e->card;
        const ch_topic *topics;
        size_t len = fact_rows(f, c, out);

        (void)ch_vocab_topics(vocab, &topics);
        len += language_rows(f, c, out + len);
        for (size_t i = 0; i < c->eligible; i++)
                out[len++] = row_of_eligible(f, card_words(c)[i]);
        len += stem_rows(f, c->gist, out + len);
        for (size_t i = 0; i < c->gist->parts_len; i++)
                len += part_rows(f, topics, c->gist, i, out + len);
        return len;
}

unsigned
class_of(const frame *f, const card *c)
{
        unsigned first = CLASS_MIXED;

        for (size_t i = 0; i < c->eligible; i++) {
                uint16_t word = card_words(c)[i];
                unsigned one = word == CODE_ALL ? CLASS_ALL : word == CODE_ODD ? CLASS_MIXED : f->classes[word];

                if (one == CLASS_ALL || (i && one != first))
                        return one == CLASS_ALL ? CLASS_ALL : CLASS_MIXED;
                first = one;
        }
        return first;
}
