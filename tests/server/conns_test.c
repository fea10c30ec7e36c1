#include "conns.h"
#include "limit.h"
#include "t.h"
#include <ch/base/crypto.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct pair {
        int ours, theirs;
} pair;

static pair
given_pair(void)
{
        int fds[2];

        T_EQ_INT(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
        return (pair) { fds[0], fds[1] };
}

static ch_conns *
given(void)
{
        ch_conns *conns;

        T_TRUE(ch_crypto_init());
        ch_limits_reset();
        T_OK(ch_limit_set(CH_LIMIT_HEADER_MS, 1000));
        T_OK(ch_limit_set(CH_LIMIT_BODY_MS, 5000));
        T_OK(ch_limit_set(CH_LIMIT_BODY_GRACE_MS, 500));
        T_OK(ch_limit_set(CH_LIMIT_BODY_RATE, 1000));
        T_OK(ch_limit_set(CH_LIMIT_IDLE_MS, 2000));
        conns = ch_conns_new(256);
        T_TRUE(conns != NULL);
        return conns;
}

static void
end(ch_conns **conns, pair p)
{
        ch_conns_close(*conns, p.ours);
        ch_conns_free(conns);
        (void)close(p.ours);
        (void)close(p.theirs);
}

T_CASE("a connection is shut down at its deadline, not before, and once")
{
        ch_conns *conns = given();
        pair p = given_pair();
        char c;

        ch_conns_open(conns, p.ours, CH_LIT("abcd"), 100);
        T_EQ_SIZE(ch_conns_reap(conns, 1099), 0);
        T_EQ_SIZE(ch_conns_reap(conns, 1100), 1);
        T_EQ_INT(read(p.theirs, &c, 1), 0);
        T_EQ_SIZE(ch_conns_reap(conns, 9999), 0);
        end(&conns, p);
}

T_CASE("the first line of a first request does not move its deadline")
{
        ch_conns *conns = given();
        pair p = given_pair();

        ch_conns_open(conns, p.ours, CH_LIT("abcd"), 0);
        ch_conns_enter(conns, p.ours, CH_CONN_HEADER, 900);
        T_EQ_SIZE(ch_conns_reap(conns, 1000), 1);
        end(&conns, p);
}

T_CASE("a request that is with the writer has no deadline")
{
        ch_conns *conns = given();
        pair p = given_pair();

        ch_conns_open(conns, p.ours, CH_LIT("abcd"), 0);
        ch_conns_enter(conns, p.ours, CH_CONN_AWAY, 0);
        T_EQ_SIZE(ch_conns_reap(conns, INT64_C(1) << 50), 0);
        ch_conns_enter(conns, p.ours, CH_CONN_IDLE, 10000);
        T_EQ_SIZE(ch_conns_reap(conns, 11999), 0);
        T_EQ_SIZE(ch_conns_reap(conns, 12000), 1);
        end(&conns, p);
}

T_CASE("a body below the least rate is over after its grace, one above it at its deadline")
{
        ch_conns *conns = given();
        pair p = given_pair();

        ch_conns_open(conns, p.ours, CH_LIT("abcd"), 0);
        ch_conns_enter(conns, p.ours, CH_CONN_BODY, 0);
        T_EQ_SIZE(ch_conns_reap(conns, 500), 0);
        ch_conns_received(conns, p.ours, 600);
        T_EQ_SIZE(ch_conns_reap(conns, 1100), 0);
        T_EQ_SIZE(ch_conns_reap(conns, 1102), 1);
        ch_conns_close(conns, p.ours);
        ch_conns_open(conns, p.ours, CH_LIT("abcd"), 0);
        ch_conns_enter(conns, p.ours, CH_CONN_BODY, 0);
        ch_conns_received(conns, p.ours, 1000000);
        T_EQ_SIZE(ch_conns_reap(conns, 4999), 0);
        T_EQ_SIZE(ch_conns_reap(conns, 5000), 1);
        end(&conns, p);
}

T_CASE("places are counted in all and by address, and given back")
{
        ch_conns *conns = given();

        T_OK(ch_limit_set(CH_LIMIT_CONNECTIONS_PER_ADDRESS, 2));
        T_OK(ch_limit_set(CH_LIMIT_CONNECTIONS, 16));
        for (int fd = 10; fd < 12; fd++) {
                T_TRUE(ch_conns_has_room(conns, CH_LIT("abcd")));
                ch_conns_open(conns, fd, CH_LIT("abcd"), 0);
        }
        T_FALSE(ch_conns_has_room(conns, CH_LIT("abcd")));
        T_TRUE(ch_conns_has_room(conns, CH_LIT("abce")));
        T_TRUE(ch_conns_has_room(conns, CH_LIT("")));
        ch_conns_close(conns, 10);
        T_TRUE(ch_conns_has_room(conns, CH_LIT("abcd")));
        for (int fd = 20; fd < 35; fd++)
                ch_conns_open(conns, fd, CH_LIT(""), 0);
        T_FALSE(ch_conns_has_room(conns, CH_LIT("")));
        T_EQ_SIZE(ch_conns_count(conns), 16);
        ch_conns_free(&conns);
}
