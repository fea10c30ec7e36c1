#include "listen.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 4096 };

typedef union any_address {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
        struct sockaddr_un path;
} any_address;

static const ch_str unix_prefix = { "unix:", 5 };

/* Length of the address, 0 when the text is none. */
static socklen_t
parse(ch_str text, int64_t port, any_address *out)
{
        char name[sizeof(out->path.sun_path)];

        memset(out, 0, sizeof(*out));
        if (ch_str_starts(text, unix_prefix))
                text = (ch_str) { text.p + unix_prefix.len, text.len - unix_prefix.len };
        else
                out->any.sa_family = AF_INET;
        if (!text.len || text.len >= sizeof(name))
                return 0;
        memcpy(name, text.p, text.len);
        name[text.len] = '\0';
        if (out->any.sa_family != AF_INET) {
                out->path.sun_family = AF_UNIX;
                memcpy(out->path.sun_path, name, text.len + 1);
                return sizeof(out->path);
        }
        out->v4.sin_port = htons((uint16_t)port);
        if (inet_pton(AF_INET, name, &out->v4.sin_addr) == 1)
                return sizeof(out->v4);
        out->v6 = (struct sockaddr_in6) { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
        return inet_pton(AF_INET6, name, &out->v6.sin6_addr) == 1 ? sizeof(out->v6) : 0;
}

static bool
bind_listen(int fd, const any_address *address, socklen_t len)
{
        int on = 1;

        if (address->any.sa_family == AF_UNIX) {
                mode_t old = umask(0117);
                bool is_bound;

                /* A socket file that nobody serves is left over from a crash; a served one is guarded by the data
                 * directory's lock. */
                (void)unlink(address->path.sun_path);
                is_bound = !bind(fd, &address->any, len);
                (void)umask(old);
                return is_bound && !listen(fd, BACKLOG);
        }
        (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
        (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        return !bind(fd, &address->any, len) && !listen(fd, BACKLOG);
}

static int64_t
port_of(int fd)
{
        any_address got = { .any = { .sa_family = AF_UNSPEC } };
        socklen_t len = sizeof(got);

        if (getsockname(fd, &got.any, &len) || got.any.sa_family == AF_UNIX)
                return 0;
        return ntohs(got.any.sa_family == AF_INET ? got.v4.sin_port : got.v6.sin6_port);
}

ch_status
ch_listen(ch_arena *arena, ch_str address, int64_t port, ch_listener *out, ch_str *error)
{
        any_address at;
        socklen_t len = parse(address, port, &at);
        int cause;

        *out = (ch_listener) { .fd = -1 };
        if (!len) {
                *error = ch_fmt(arena, "%.*s is neither an address nor unix:/path", (int)address.len, address.p);
                return CH_INVALID;
        }
        out->is_unix = at.any.sa_family == AF_UNIX;
        out->fd = socket(at.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (out->fd >= 0 && bind_listen(out->fd, &at, len)) {
                out->port = port_of(out->fd);
                return CH_OK;
        }
        cause = errno;
        *error = ch_fmt(arena, "cannot listen on %.*s port %lld: %s", (int)address.len, address.p, (long long)port,
                        strerror(cause));
        ch_listener_close(out);
        return cause == EADDRINUSE ? CH_CONFLICT : CH_BROKEN;
}

void
ch_listener_close(ch_listener *listener)
{
        if (listener->fd >= 0)
                (void)close(listener->fd);
        listener->fd = -1;
}

static size_t
bytes_of_v6(const struct in6_addr *a, uint8_t out[16])
{
        if (IN6_IS_ADDR_V4MAPPED(a)) {
                memcpy(out, a->s6_addr + 12, 4);
                return 4;
        }
        memset(out, 0, 16);
        memcpy(out, a->s6_addr, 8);
        return 16;
}

size_t
ch_address_of(const struct sockaddr *peer, uint8_t out[16])
{
        if (peer && peer->sa_family == AF_INET) {
                memcpy(out, &((const struct sockaddr_in *)(const void *)peer)->sin_addr, 4);
                return 4;
        }
        if (peer && peer->sa_family == AF_INET6)
                return bytes_of_v6(&((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr, out);
        return 0;
}

size_t
ch_address_forwarded(ch_str value, uint8_t out[16])
{
        char text[INET6_ADDRSTRLEN];
        struct in6_addr v6;
        size_t from = value.len;
        ch_str last;

        while (from > 0 && value.p[from - 1] != ',')
                from--;
        last = ch_str_trim((ch_str) { value.p + from, value.len - from });
        if (!last.len || last.len >= sizeof(text))
                return 0;
        memcpy(text, last.p, last.len);
        text[last.len] = '\0';
        if (inet_pton(AF_INET, text, out) == 1)
                return 4;
        return inet_pton(AF_INET6, text, &v6) == 1 ? bytes_of_v6(&v6, out) : 0;
}
