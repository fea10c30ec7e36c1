/* policy.h – every number of the ranking that is not a weight; the weights stand in the factor table. Inside the room.
 *
 * Fits and shares are in thousandths. They are the program's, as the weights are the Committee's: to change one is
 * to change lists, so that CH_RANK_MAKE counts up; the golden lists and the tests of relevance (tests/match,
 * tests/quality) say what it does.
 *
 * A need asks for one topic of rarity x weight 900 and others of 500 in all; of the others the part has nothing:
 *
 *      the topic is there                  900 x 1,000 / 1,400 = 642
 *      only its parent is                  900 x   600 / 1,400 = 385
 *      … and the part is of another area   385 x   400 / 1,000 = 154
 *
 * How a list's score comes about, from the inside out:
 *
 *      share of terms      sum of rarity x weight of what is met, by that of what is asked
 *      likeness of a part  shares of topics, words, kinds of help, weapon areas; times what is left (below)
 *      fit of the offer    best part mixed with the whole offer: topic, text; kind of help and area of that part
 *      score               sum over the factors of fit x weight
 */
#ifndef CH_MATCH_POLICY_H
#define CH_MATCH_POLICY_H

enum {
        FULL = 1000,

        /* How much a meaning counts before its rarity. How often its keywords stand in a text does not matter: that
         * differs from language to language. */
        WEIGHT_SUGGESTED = 1,
        WEIGHT_STATED = 2,

        /* How near one topic is to another; 0: further than a sibling. The same: FULL. */
        NEAR_PARENT = 600, /* the need's is narrower than the offer's */
        NEAR_CHILD = 500,  /* the need's is wider                     */
        NEAR_SIBLING = 200,

        /* Likeness of a need and a part of an offer.
         *
         *      topic = (TOPIC_PART x part + TOPIC_WHOLE x whole) / (TOPIC_PART + TOPIC_WHOLE)
         *      text  = (TEXT_PART x part + TEXT_WHOLE x whole + TEXT_STEMS x stems) / (sum of the three)
         *
         * where whole is what all parts together meet that are of the need's area and place, if that is more. A part's
         * share of words is balanced by how much of its own words the need has (b), so that a part which says
         * everything is not the best for every need: (FULL - TEXT_BALANCE) x a + TEXT_BALANCE x 2ab / (a + b), a
         * harmonic mean. */
        TOPIC_PART = 10,
        TOPIC_WHOLE = 6,
        TEXT_PART = 20,
        TEXT_WHOLE = 8,
        /* Stems: the words of the text but the commonest, whether the thesaurus knows them or not. */
        TEXT_STEMS = 3,
        /* How much a part that says other things besides is held against it: a 1,000, b 250 gives 820. */
        TEXT_BALANCE = 300,
        /* The need brings up no topic: the share of any part. */
        TOPIC_UNKNOWN = 300,
        /* … no kind of help. */
        ASSISTANCE_UNKNOWN = 500,
        /* What is left of a part's likeness when its weapon areas are others than the need's … */
        OTHER_DOMAIN = 400,
        /* … or when it speaks of places where most of the requesting States are not; with both 160. */
        OTHER_PLACE = 400,
        /* Kind of help and weapon area count as far as a part is to the point: times (topic + words) x this, at most
         * FULL; so a training on something else is no help. */
        RELEVANT_TWICE = 2,

        /* Weapon areas of the need and of a part: see domains_met. Named areas of which none is common: 0. Some in
         * common: BOTH + SHARE x (common / the need's), so for nuclear and chemical a part on nuclear has 800. */
        DOMAIN_BOTH = 600,
        DOMAIN_SHARE = 400,
        /* The need names some and the part all, without naming these; both all; the need all, the part some. */
        DOMAIN_ALL = 700,
        DOMAIN_ALL_ALL = FULL,
        DOMAIN_ALL_ONE = 500,
        /* The need names none: the part names none or all; the part names some. */
        DOMAIN_NEED_NONE = 800,
        DOMAIN_NEED_NONE_PART_ONE = 600,
        /* The need names some or all, the part none. */
        DOMAIN_PART_NONE = 500,
        /* Beside a word for all of them, so many named ones add nothing. */
        DOMAINS_WHOLE = 3,

        /* Closeness: how many States the offer's own words take in: a region of at most FEW_STATES, of at most
         * SOME_STATES, of more; "*". The requester itself by name: REGION_FEW; the closest of several words counts; no
         * word that takes it in: a rule refuses the offer. */
        REGION_FEW_STATES = 12,
        REGION_SOME_STATES = 40,
        REGION_FEW = FULL,
        REGION_SOME = 900,
        REGION_MANY = 700,
        REGION_ALL = 400,

        /* One in common; one side says nothing; none in common. */
        LANGUAGE_COMMON = FULL,
        LANGUAGE_UNSAID = 500,
        LANGUAGE_OTHER = 200,

        /* Provider: preferred by the State, else its kind and what it is known to work on:
         * (PROVIDER_KIND x kind + PROVIDER_FIELD x nearness of its field) / FULL. A State has no field, so it has 200;
         * an international organization that works on the need's topic has 1,000, on a sibling of it 520. Joint
         * providers are of KIND_STATE. */
        PROVIDER_PREFERRED = FULL,
        PROVIDER_KIND = 400,
        PROVIDER_FIELD = 600,
        KIND_STATE = 500,
        KIND_CIVIL = 900,
        KIND_OTHER = FULL,

        /* Track record: help to others, nearer regions and topics counting more. Each response is worth
         *
         *      role x region x (RECORD_ANY_TOPIC + RECORD_SAME_TOPIC x nearness)
         *
         * (a full delivery next door on the same topic: 1,000), and all of them together sum / (sum + RECORD_HALF), so
         * that the first count most and none ever outdoes everything else. What came to nothing does not count.
         *
         *      delivered in the subregion, same topic      1,000 x 1,000 x (200 + 800)     1,000
         *      pledged in the same group, a sibling          500 x   600 x (200 + 160)       108
         *      both                                        1,108 / (1,108 + 1,000)           525
         *
         * Subregion: of M49; group: of the United Nations; the nearest of several requesting States counts. */
        RECORD_DELIVERED = 1000,
        RECORD_OFFERED = 700,
        RECORD_PLEDGED = 500,
        RECORD_FUNDED = 500,
        RECORD_ATTENDED = 300,
        RECORD_SUBREGION = 1000,
        RECORD_GROUP = 600,
        RECORD_ELSEWHERE = 250,
        RECORD_ANY_TOPIC = 200,
        RECORD_SAME_TOPIC = 800,
        /* One full delivery next door on the same topic reads as half. */
        RECORD_HALF = 1000,

        /* Where the help takes place, and how far it is adapted: the mean of the two, MODE_UNSAID for what is not said.
         * In the country and made together with the requester: 1,000; remote and the same for all: 500. */
        MODE_UNSAID = 500,
        MODE_IN_COUNTRY = FULL,
        MODE_REGIONAL = 700,
        MODE_REMOTE = 600,
        MODE_AT_PROVIDER = 500,
        TAILORING_TOGETHER = FULL,
        TAILORING_ADAPTED = 700,
        TAILORING_FIXED = 400,
        /* No capacity stated; else the free share of it: of 4 places 3 taken by matches under way, 250. */
        LOAD_UNSAID = 500,
        /* Confirmed today FULL, falling evenly to FRESH_AFTER_YEAR in a year, then FRESH_OLD; never confirmed neutral.
         * Confirmed 73 days ago: 900. */
        FRESH_UNSAID = 500,
        FRESH_NOW = FULL,
        FRESH_AFTER_YEAR = 500,
        FRESH_OLD = 200,
        DAYS_OF_YEAR = 365,

        /* A request's list: an offer's best need, then its others, then what the list does not cover yet; the formula
         * stands in hall.h. */
        LIST_OTHER_NEEDS = 750,
        LIST_COVERAGE = 1000,
        /* A need served at least so well, beside the best one, may be the one it stands for. */
        LIST_NEARLY = 850,
        /* Places filled by coverage; the rest follow by what they give alone. */
        LIST_LEAD = 50,
};
#endif
