/* staff.h – what officers have: accounts and invitations (administrator), the record of who did what (auditor). */
#ifndef CH_SERVER_API_STAFF_H
#define CH_SERVER_API_STAFF_H
#include "route.h"

ch_show api_account_list;
ch_read api_invitation_read;
ch_run api_invitation_run;
ch_show api_audit_list;
#endif
