/* ch/offer.h – what a provider offers: an offer or an ongoing programme. Plain data. */
#ifndef CH_OFFER_H
#define CH_OFFER_H
#include <ch/record.h>

typedef enum ch_offer_status {
        CH_OFFER_DRAFT,
        CH_OFFER_SUBMITTED,
        CH_OFFER_LISTED,
        CH_OFFER_RESTING,
        CH_OFFER_CLOSED,
        CH_OFFER_RETURNED,
        CH__OFFER_STATUS_MAX
} ch_offer_status;
typedef enum ch_offer_role { CH_OFFER_DELIVERS, CH_OFFER_FUNDS, CH_OFFER_HOSTS } ch_offer_role;
extern const char *const ch_offer_status_names[],
        *const ch_offer_kind_names[], *const ch_offer_role_names[], *const ch_offer_mode_names[],
                                                                            *const ch_tailoring_names[],
                                                                                    *const ch_listed_on_names[];

typedef struct ch_area { /* one thing the offer does */
        ch_str text;
        ch_strs topics, domains, assistance, not_topics;
} ch_area;

typedef struct ch_offer {
        ch_head head;
        ch_str party;
        int32_t status; /* ch_offer_status */
        ch_time status_at;
        ch_str status_words;  /* why returned or rested */
        ch_str status_reason; /* the code that came with the status; empty where listed_on says it */
        int32_t kind;         /* ch_offer_kind_names: offer, programme */
        int32_t role;         /* ch_offer_role */
        ch_str title, text;
        ch_parts areas;   /* ch_area, 1..20 */
        ch_strs eligible; /* CH_VOCAB_ELIGIBLE */
        ch_strs excluded; /* private to provider and Committee */
        ch_str eligible_note;
        ch_str lang;         /* of the text */
        ch_strs languages;   /* of the help */
        int32_t mode;        /* unset, in country, regional, remote, at the provider's */
        int32_t tailoring;   /* unset, fixed, adapted, designed together */
        ch_date from, until; /* both absent = open */
        int64_t capacity;    /* engagements at a time; 0 = not said */
        ch_str conditions;   /* what the State must provide */
        ch_str mailbox;      /* shared mailbox; Committee and matched States */
        ch_date confirmed;   /* last confirmed; absent = neutral */
        int32_t listed_on;   /* unset, State's note, organization's letter, members' no-objection */
        ch_str evidence, source;
} ch_offer;

enum { CH_AREAS_MAX = 20 };
extern const ch_fields ch_area_fields, ch_offer_fields;
static inline const ch_area *
ch_offer_areas(const ch_offer *o)
{
        return o->areas.v;
}
#endif
