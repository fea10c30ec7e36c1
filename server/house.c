#include "house.h"
#include "httpd.h"

static const char text[] = "text/plain; charset=utf-8";

ch_status
ch_show_health(ch_req *req, ch_reply *reply)
{
        (void)req;
        ch_reply_bytes(reply, 200, text, CH_LIT("alive\n"));
        return CH_OK;
}

ch_status
ch_show_ready(ch_req *req, ch_reply *reply)
{
        if (!ch_httpd_is_ready(req))
                return CH_BUSY;
        ch_reply_bytes(reply, 200, text, CH_LIT("ready\n"));
        return CH_OK;
}

ch_status
ch_show_static(ch_req *req, ch_reply *reply)
{
        const ch_static *file = ch_static_find(req->path);

        if (!file)
                return CH_HIDDEN;
        ch_reply_static(reply, file);
        return CH_OK;
}
