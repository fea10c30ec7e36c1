/* reference.h – the reference tables: States, organizations, regions, topics, coded recipients. Public.
 *
 * GET /api/v1/reference/…: {"items": [{"code": "ALB", "names": {"en": "Albania", …}, …}, …]}, whole, in the order of
 * the tables; no parameter but lang is taken (400).
 */
#ifndef CH_SERVER_API_REFERENCE_H
#define CH_SERVER_API_REFERENCE_H
#include "route.h"

ch_show api_states_show;
ch_show api_organizations_show;
ch_show api_regions_show;
ch_show api_topics_show;
ch_show api_recipients_show;
#endif
