/* staff.h – what officers have: accounts and invitations (administrator), the record of who did what (auditor). */
#ifndef CH_SERVER_API_STAFF_H
#define CH_SERVER_API_STAFF_H
#include "route.h"

/* GET /api/v1/accounts ?party= ?after=ID ?size=: all, or for a mission its own party's. */
ch_show api_account_list;
/* POST /api/v1/accounts/invitations: 201 with {"path": "/invitation/TOKEN"}, told once and kept nowhere. */
ch_read api_invitation_read;
/* The answer is secret: it is not kept under an idempotency key, so a lost one means inviting anew. */
ch_run api_invitation_run;
/* GET /api/v1/audit ?after=SEQ ?size=: newest first, the next page in "next" and Link. */
ch_show api_audit_list;
#endif
