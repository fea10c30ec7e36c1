/* listen.h – the one listening socket, bound before the sandbox closes. */
#ifndef CH_SERVER_LISTEN_H
#define CH_SERVER_LISTEN_H
#include <ch/base/str.h>

struct sockaddr;

/* A bound socket that listens. */
typedef struct ch_listener {
        /* Non-blocking, closed on exec; -1: none. */
        int fd;
        int64_t port; /* the one in use; 0 for a Unix socket           */
        /* Only the proxy on this machine can reach it: it says who the client is. */
        bool is_unix;
} ch_listener;

/* Binds "127.0.0.1", "::1" or "unix:/path" (mode 0660; a stale socket file is replaced: the lock of the data directory
 * guards a served one). port 0: the system chooses. CH_CONFLICT: in use; CH_INVALID: no such address; CH_BROKEN else;
 * *error says which in one line, in the arena. */
CH_MUST_CHECK ch_status ch_listen(ch_arena *arena, ch_str address, int64_t port, ch_listener *out, ch_str *error);
/* A second call does nothing. */
void ch_listener_close(ch_listener *listener);
/* 4 or 16 bytes of the peer into out; an IPv4 address inside an IPv6 one counts as IPv4, an IPv6 address by its /64
 * (one site has one). Returns the length; 0 for a Unix socket. */
size_t ch_address_of(const struct sockaddr *peer, uint8_t out[16]);
/* The last address of an X-Forwarded-For value, the one that our own proxy has added, as ch_address_of; 0: none. */
size_t ch_address_forwarded(ch_str value, uint8_t out[16]);
#endif
