/* reference.h – the reference tables: States, organizations, regions, topics, coded recipients. Public. */
#ifndef CH_SERVER_API_REFERENCE_H
#define CH_SERVER_API_REFERENCE_H
#include "route.h"

ch_show api_states_show;
ch_show api_organizations_show;
ch_show api_regions_show;
ch_show api_topics_show;
ch_show api_recipients_show;
#endif
