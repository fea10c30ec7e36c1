/* directory.h – who takes part: States, organizations and what they are. */
#ifndef CH_SERVER_PAGE_DIRECTORY_H
#define CH_SERVER_PAGE_DIRECTORY_H
#include "route.h"

ch_show page_directory;
#endif
