/* like.c – how like a need and an offer are: topics, words, kind of help and weapon area, part by part.
 *
 * An offer is as good as its best part, and somewhat better when its other parts serve the need too. Rare meanings
 * count more than common ones. Adding to a part a topic that the need has never makes it less like.
 */
#include "pair.h"
#include "policy.h"

enum { ASKED_MAX = 128 }; /* terms of a need that are compared; the thesaurus brings up fewer from 4,000 characters */

typedef struct credits { /* for each asked term, how far it is met */
        int16_t v[ASKED_MAX];
        size_t len;
} credits;

static credits
credits_for(const terms *asked)
{
        credits c = { .len = asked->len < ASKED_MAX ? asked->len : ASKED_MAX };

        return c;
}

static void
keep_best(credits *all, const credits *one)
{
        for (size_t i = 0; i < all->len; i++)
                if (one->v[i] > all->v[i])
                        all->v[i] = one->v[i];
}

int32_t
topic_nearness(const ch_vocab *vocab, uint16_t asked, uint16_t given)
{
        const ch_topic *topics;
        int16_t asked_parent, given_parent;

        if (asked == given)
                return FULL;
        (void)ch_vocab_topics(vocab, &topics);
        asked_parent = topics[asked].parent;
        given_parent = topics[given].parent;
        if (asked_parent == (int16_t)given)
                return NEAR_PARENT;
        if (given_parent == (int16_t)asked)
                return NEAR_CHILD;
        return asked_parent >= 0 && asked_parent == given_parent ? NEAR_SIBLING : 0;
}

static credits
topics_met(const asking *a, const terms *asked, const terms *given)
{
        credits c = credits_for(asked);

        for (size_t i = 0; i < c.len; i++) {
                for (size_t k = 0; k < given->len; k++) {
                        int32_t near = topic_nearness(a->cat->vocab, asked->v[i].meaning, given->v[k].meaning);

                        if (near > c.v[i])
                                c.v[i] = (int16_t)near;
                }
        }
        return c;
}

static credits
words_met(const terms *asked, const terms *given)
{
        credits c = credits_for(asked);

        for (size_t i = 0; i < c.len; i++)
                c.v[i] = terms_find(given, asked->v[i].meaning) ? FULL : 0;
        return c;
}

/* Share of what is asked that is met, by weight. */
static int32_t
share(const stats *s, const terms *asked, const credits *c)
{
        int64_t met = 0, all = 0;

        for (size_t i = 0; i < c->len; i++) {
                int64_t weight = (int64_t)s->rare[asked->v[i].meaning] * asked->v[i].weight;

                all += weight;
                met += weight * c->v[i];
        }
        return all ? (int32_t)(met / all) : 0;
}

static int32_t
stems_met(const asking *a, const hashes *given)
{
        const hashes *asked = &a->unit->stems;
        int64_t met = 0, all = 0;

        for (size_t i = 0; i < asked->len; i++) {
                int64_t weight = a->stem_weights[i];

                all += weight;
                met += hashes_have(given, asked->v[i]) ? weight * FULL : 0;
        }
        return all ? (int32_t)(met / all) : 0;
}

static int32_t
bits(uint32_t set)
{
        return __builtin_popcount(set);
}

int32_t
domains_met(const unit *need, uint32_t part, bool all)
{
        int32_t asked = bits(need->domains), met = bits(need->domains & part);

        if (!asked && !need->all_domains)
                return part && !all ? DOMAIN_NEED_NONE_PART_ONE : DOMAIN_NEED_NONE;
        if (!part && !all)
                return DOMAIN_PART_NONE;
        if (!asked)
                return all ? DOMAIN_ALL_ALL : DOMAIN_ALL_ONE;
        if (met)
                return DOMAIN_BOTH + DOMAIN_SHARE * met / asked;
        return all ? DOMAIN_ALL : 0;
}

/* A part that speaks of places where the requester is not: "training in Africa" for a State in Europe. */
static bool
is_elsewhere(const asking *a, const unit *part)
{
        return part->names_places && !asking_is_within(a, &part->places);
}

/* Of likeness, when the weapon area or the place is another. */
int32_t
what_is_left(const asking *a, const unit *part)
{
        int32_t left = domains_differ(a->unit->domains, part->domains, part->all_domains) ? OTHER_DOMAIN : FULL;

        return is_elsewhere(a, part) ? left * OTHER_PLACE / FULL : left;
}

/* What one part gives by itself. */
typedef struct part {
        int32_t topic, words, stems, assistance, domain;
} part;

static part
compare_part(const asking *a, const unit *u, credits *topics, credits *words)
{
        const stats *s = a->cat->stats;
        const unit *need = a->unit;
        int32_t left = what_is_left(a, u), there, back, relevant;
        credits back_met = words_met(&u->concepts, &need->concepts), aims = topics_met(a, &need->aims, &u->kinds);
        part p = { 0 };

        *topics = topics_met(a, &need->focus, &u->measures);
        *words = words_met(&need->concepts, &u->concepts);
        there = share(s, &need->concepts, words);
        back = share(s, &u->concepts, &back_met);
        p.topic = (need->focus.len ? share(s, &need->focus, topics) : TOPIC_UNKNOWN) * left / FULL;
        p.words = ((FULL - TEXT_BALANCE) * there +
                   (there + back ? TEXT_BALANCE * 2 * there * back / (there + back) : 0)) /
                  FULL * left / FULL;
        p.stems = stems_met(a, &u->stems) * left / FULL;
        relevant = RELEVANT_TWICE * (p.topic + p.words);
        relevant = relevant < FULL ? relevant : FULL;
        p.assistance = (need->aims.len ? share(s, &need->aims, &aims) : ASSISTANCE_UNKNOWN) * relevant / FULL;
        p.domain = domains_met(need, u->domains, u->all_domains) * relevant / FULL;
        return p;
}

static like
like_at(const part *p, int32_t topic_whole, int32_t words_whole)
{
        return (like) {
                .topic = (TOPIC_PART * p->topic + TOPIC_WHOLE * topic_whole) / (TOPIC_PART + TOPIC_WHOLE),
                .text = (TEXT_PART * p->words + TEXT_WHOLE * words_whole + TEXT_STEMS * p->stems) /
                        (TEXT_PART + TEXT_WHOLE + TEXT_STEMS),
                .assistance = p->assistance,
                .domain = p->domain,
        };
}

static int64_t
worth(const asking *a, const like *l)
{
        const int32_t *w = a->q->weights->w;

        return (int64_t)w[CH_FACTOR_TOPIC] * l->topic + (int64_t)w[CH_FACTOR_TEXT] * l->text +
               (int64_t)w[CH_FACTOR_ASSISTANCE] * l->assistance + (int64_t)w[CH_FACTOR_DOMAIN] * l->domain;
}

like
like_of(const asking *a, const offering *o)
{
        credits topics_all = credits_for(&a->unit->focus), words_all = credits_for(&a->unit->concepts);
        part parts[PARTS_MAX];
        size_t len = o->units->len < PARTS_MAX ? o->units->len : PARTS_MAX;
        int32_t topic_whole, words_whole;
        like best = { .area = o->units->len };

        for (size_t i = 0; i < len; i++) {
                credits topics, words;

                parts[i] = compare_part(a, &o->units->v[i], &topics, &words);
                if (what_is_left(a, &o->units->v[i]) < FULL)
                        continue;
                keep_best(&topics_all, &topics);
                keep_best(&words_all, &words);
        }
        topic_whole = share(a->cat->stats, &a->unit->focus, &topics_all);
        words_whole = share(a->cat->stats, &a->unit->concepts, &words_all);
        for (size_t i = 0; i < len; i++) {
                like one = like_at(&parts[i], topic_whole > parts[i].topic ? topic_whole : parts[i].topic,
                                   words_whole > parts[i].words ? words_whole : parts[i].words);

                one.area = i;
                if (i == 0 || worth(a, &one) > worth(a, &best))
                        best = one;
        }
        return best;
}

int32_t
nearest_topic(const asking *a, uint16_t given)
{
        const terms *focus = &a->unit->focus;
        int32_t best = 0;

        for (size_t i = 0; i < focus->len; i++) {
                int32_t near = topic_nearness(a->cat->vocab, focus->v[i].meaning, given);

                best = near > best ? near : best;
        }
        return best;
}
