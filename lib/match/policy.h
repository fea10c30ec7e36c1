/* policy.h – every number of the ranking that is not a weight; the weights stand in the factor table. Inside the room.
 *
 * Fits and shares are in thousandths.
 */
#ifndef CH_MATCH_POLICY_H
#define CH_MATCH_POLICY_H

enum {
        FULL = 1000,

        /* How much a meaning counts before its rarity. How often its keywords stand in a text does not matter: that
         * differs from language to language. */
        WEIGHT_SUGGESTED = 1,
        WEIGHT_STATED = 2,

        /* How near one topic is to another. */
        NEAR_PARENT = 600, /* the need's is narrower than the offer's */
        NEAR_CHILD = 500,  /* the need's is wider                     */
        NEAR_SIBLING = 200,

        /* Likeness of a need and a part of an offer. */
        TOPIC_PART = 10,
        TOPIC_WHOLE = 6, /* best part : whole offer                               */
        TEXT_PART = 20,
        TEXT_WHOLE = 8,
        TEXT_STEMS = 3,      /* best part : whole offer : words outside the thesaurus */
        TEXT_BALANCE = 300,  /* how much a part that says other things besides is held against it          */
        TOPIC_UNKNOWN = 300, /* the need brings up no topic                                                  */
        ASSISTANCE_UNKNOWN = 500,
        OTHER_DOMAIN = 400, /* what is left of likeness when the weapon areas differ                        */
        OTHER_PLACE = 400,  /* … or when the part speaks of other places                                  */
        RELEVANT_TWICE = 2, /* kind of help and weapon area count in full from likeness 1 / this            */

        DOMAIN_BOTH = 600,
        DOMAIN_SHARE = 400, /* some in common + share of the need's that the part has */
        DOMAIN_ALL = 700,   /* the need names one, the part all                       */
        DOMAIN_ALL_ALL = FULL,
        DOMAIN_ALL_ONE = 500, /* the need names all, the part one */
        DOMAIN_NEED_NONE = 800,
        DOMAIN_NEED_NONE_PART_ONE = 600,
        DOMAIN_PART_NONE = 500,
        DOMAINS_WHOLE = 3, /* beside a word for all of them, so many named ones add nothing */

        /* Closeness: how many States the offer's own words take in. */
        REGION_FEW_STATES = 12,
        REGION_SOME_STATES = 40,
        REGION_FEW = FULL,
        REGION_SOME = 900,
        REGION_MANY = 700,
        REGION_ALL = 400,

        LANGUAGE_COMMON = FULL,
        LANGUAGE_UNSAID = 500,
        LANGUAGE_OTHER = 200,

        /* Provider: preferred by the State, else its kind and what it is known to work on. */
        PROVIDER_PREFERRED = FULL,
        PROVIDER_KIND = 400,
        PROVIDER_FIELD = 600,
        KIND_STATE = 500,
        KIND_CIVIL = 900,
        KIND_OTHER = FULL,

        /* Track record: help to others, nearer regions and topics counting more. */
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
        RECORD_HALF = 1000, /* one full delivery next door on the same topic reads as half */

        MODE_UNSAID = 500,
        MODE_IN_COUNTRY = FULL,
        MODE_REGIONAL = 700,
        MODE_REMOTE = 600,
        MODE_AT_PROVIDER = 500,
        TAILORING_TOGETHER = FULL,
        TAILORING_ADAPTED = 700,
        TAILORING_FIXED = 400,
        LOAD_UNSAID = 500,
        FRESH_UNSAID = 500,
        FRESH_NOW = FULL,
        FRESH_AFTER_YEAR = 500,
        FRESH_OLD = 200,
        DAYS_OF_YEAR = 365,

        /* A request's list: an offer's best need, then its others, then what the list does not cover yet. */
        LIST_OTHER_NEEDS = 750,
        LIST_COVERAGE = 1000,
        LIST_NEARLY = 850, /* a need served at least so well, beside the best one, may be the one it stands for */
        LIST_LEAD = 50,    /* places filled by coverage; the rest follow by what they give alone */
};
#endif
