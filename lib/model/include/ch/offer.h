/* ch/offer.h – what a provider offers: an offer or an ongoing programme. Plain data; its rules are ch_record_check, its
 * moves procedure.h. */
#ifndef CH_OFFER_H
#define CH_OFFER_H
#include <ch/record.h>

/* Where it stands (PRODUCT 3); only a listed one is ranked. Stored numbers: append only. */
typedef enum ch_offer_status {
        CH_OFFER_DRAFT,
        /* Waits for the secretariat. */
        CH_OFFER_SUBMITTED,
        CH_OFFER_LISTED,
        /* By the provider or the secretariat, or by itself when it was not confirmed for long; reopened unchanged by
         * one click, a draft again once it is edited. */
        CH_OFFER_RESTING,
        CH_OFFER_CLOSED,
        /* To the provider: what is missing is in status_words. */
        CH_OFFER_RETURNED,
        CH__OFFER_STATUS_MAX
} ch_offer_status;
/* The provider's part. A funder backs a deliverer's match, covers nothing alone, and is ranked in a list of its own. */
typedef enum ch_offer_role { CH_OFFER_DELIVERS, CH_OFFER_FUNDS, CH_OFFER_HOSTS } ch_offer_role;
/* Words of the enums, NULL at the end: status "draft", …; kind "offer", "programme"; role "delivers", "funds", "hosts";
 * mode "", "in_country", "regional", "remote", "at_provider"; tailoring "", "fixed", "adapted", "designed_together";
 * listed_on "", "state_note", "organization_letter", "no_objection". */
extern const char *const ch_offer_status_names[],
        *const ch_offer_kind_names[], *const ch_offer_role_names[], *const ch_offer_mode_names[],
                                                                            *const ch_tailoring_names[],
                                                                                    *const ch_listed_on_names[];

/* One thing the offer does: what a need is compared with. */
typedef struct ch_area {
        ch_str text; /* at most 4,000 characters */
        /* Codes that a person stated or confirmed, by facet; and those suggested from the text and refused by a person,
         * of any facet. No code stands in both. */
        ch_strs topics, domains, assistance, not_topics;
} ch_area;

typedef struct ch_offer {
        ch_head head;
        /* The provider's code. */
        ch_str party;
        int32_t status; /* ch_offer_status */
        ch_time status_at;
        /* Why returned or rested, as the provider was told. */
        ch_str status_words;
        /* The code that came with the status (ch_reasons_of); empty where listed_on says it. */
        ch_str status_reason;
        int32_t kind; /* ch_offer_kind_names: offer, programme */
        int32_t role; /* ch_offer_role */
        /* At most 200 and 4,000 characters; a title may be missing where there is a source. */
        ch_str title, text;
        ch_parts areas; /* ch_area, 1..CH_AREAS_MAX */
        /* Who may receive it, CH_VOCAB_ELIGIBLE: { "*" }, { "AFRICAN", "JOR" }. */
        ch_strs eligible;
        /* Who may not, all the same; never "*". Private to provider and Committee. */
        ch_strs excluded;
        ch_str eligible_note;
        /* Of the text, one of the six. */
        ch_str lang;
        /* In which the provider can help. */
        ch_strs languages;
        /* Where the help takes place, how far it is adapted: ch_offer_mode_names, ch_tailoring_names; 0 = not said. */
        int32_t mode;
        int32_t tailoring;
        /* First and last day it may be had; both absent = always open. */
        ch_date from, until;
        /* Engagements at a time; 0 = not said, no limit. */
        int64_t capacity;
        /* What the State must provide: a room, an interpreter. */
        ch_str conditions;
        /* An address that stays when people change; Committee and matched States. */
        ch_str mailbox;
        /* Last confirmed; absent = neutral. Not renewed for 12 months: it sinks in lists and is warned of. */
        ch_date confirmed;
        /* On whose word: ch_listed_on_names. */
        int32_t listed_on;
        /* Of imported records: how well the source was read ("seen", "listed", "memory"), and which it was. */
        ch_str evidence, source;
} ch_offer;

enum { CH_AREAS_MAX = 20 };
extern const ch_fields ch_area_fields, ch_offer_fields;
/* o->areas.len of them; NULL when there are none. */
static inline const ch_area *
ch_offer_areas(const ch_offer *o)
{
        return o->areas.v;
}
#endif
