/* directory.h – who takes part: States, organizations and what they are. */
#ifndef CH_SERVER_PAGE_DIRECTORY_H
#define CH_SERVER_PAGE_DIRECTORY_H
#include "route.h"

/* GET /directory ?q=: those whose name holds the word, in whatever case. */
ch_show page_directory;
#endif
