/* views.c – the tables behind the views of pages.h. */
#include "pages.h"

CH_VIEW_DEFINE(page_form_view, PAGE_FORM_VIEW)
CH_VIEW_DEFINE(page_illegal_view, PAGE_ILLEGAL_VIEW)
CH_VIEW_DEFINE(page_error_view, PAGE_ERROR_VIEW)
CH_VIEW_DEFINE(page_enrolment_view, PAGE_ENROLMENT_VIEW)
CH_VIEW_DEFINE(page_plain_view, PAGE_PLAIN_VIEW)
CH_VIEW_DEFINE(page_task_view, PAGE_TASK_VIEW)
CH_VIEW_DEFINE(page_home_view, PAGE_HOME_VIEW)
CH_VIEW_DEFINE(page_account_view, PAGE_ACCOUNT_VIEW)
CH_VIEW_DEFINE(page_check_view, PAGE_CHECK_VIEW)
CH_VIEW_DEFINE(page_request_view, PAGE_REQUEST_VIEW)
CH_VIEW_DEFINE(page_list_view, PAGE_LIST_VIEW)
CH_VIEW_DEFINE(page_consent_view, PAGE_CONSENT_VIEW)
CH_VIEW_DEFINE(page_why_not_view, PAGE_WHY_NOT_VIEW)
CH_VIEW_DEFINE(page_review_view, PAGE_REVIEW_VIEW)
CH_VIEW_DEFINE(page_match_view, PAGE_MATCH_VIEW)
CH_VIEW_DEFINE(page_offer_view, PAGE_OFFER_VIEW)
