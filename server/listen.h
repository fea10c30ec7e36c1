/* listen.h – the one listening socket, bound before the sandbox closes. */
#ifndef CH_SERVER_LISTEN_H
#define CH_SERVER_LISTEN_H
#include <ch/base/str.h>

struct sockaddr;

typedef struct ch_listener {
        int fd;       /* non-blocking; -1: none                       */
        int64_t port; /* the one in use; 0 for a Unix socket           */
        bool is_unix; /* only the proxy on this machine can reach it: it says who the client is */
} ch_listener;

/* Binds "127.0.0.1", "::1" or "unix:/path" (mode 0660; a stale socket file is replaced). CH_CONFLICT: in use;
 * CH_INVALID: no such address; CH_BROKEN else; *error says which in one line. */
CH_MUST_CHECK ch_status ch_listen(ch_arena *arena, ch_str address, int64_t port, ch_listener *out, ch_str *error);
void ch_listener_close(ch_listener *listener);
/* 4 or 16 bytes of the peer into out; an IPv4 address inside an IPv6 one counts as IPv4, an IPv6 address by its /64
 * (one site has one). Returns the length; 0 for a Unix socket. */
size_t ch_address_of(const struct sockaddr *peer, uint8_t out[16]);
/* The last address of an X-Forwarded-For value: the one that our own proxy has added. */
size_t ch_address_forwarded(ch_str value, uint8_t out[16]);
#endif
