#include "conns.h"
#include "limit.h"
#include <ch/base/assert.h>
#include <ch/base/crypto.h>
#include <ch/base/sync.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { BUCKETS = 4096, ADDRESS_MAX = 16 };

typedef struct row {
        bool is_open, is_shut;
        ch_conn_phase phase;
        int64_t since_ms, deadline_ms; /* INT64_MAX: none */
        uint64_t received;
        uint8_t address[ADDRESS_MAX];
        uint8_t address_len;
        int32_t next, prev; /* rows of the same bucket; -1: none */
} row;

struct ch_conns {
        ch_mutex mutex;
        row *rows;
        size_t rows_len, open;
        int32_t bucket[BUCKETS];
};

static const ch_limit_id phase_limit[CH_CONN__MAX] = {
        [CH_CONN_FIRST] = CH_LIMIT_HEADER_MS, [CH_CONN_HEADER] = CH_LIMIT_HEADER_MS, [CH_CONN_BODY] = CH_LIMIT_BODY_MS,
        [CH_CONN_AWAY] = CH_LIMIT__MAX,       [CH_CONN_SEND] = CH_LIMIT_SEND_MS,     [CH_CONN_IDLE] = CH_LIMIT_IDLE_MS,
};

ch_conns *
ch_conns_new(size_t fds)
{
        ch_conns *conns = calloc(1, sizeof(*conns));

        if (!conns)
                return NULL;
        conns->rows = calloc(fds, sizeof(*conns->rows));
        if (!conns->rows) {
                free(conns);
                return NULL;
        }
        conns->rows_len = fds;
        for (size_t i = 0; i < BUCKETS; i++)
                conns->bucket[i] = -1;
        ch_mutex_init(&conns->mutex);
        return conns;
}

void
ch_conns_free(ch_conns **conns)
{
        if (!*conns)
                return;
        ch_mutex_destroy(&(*conns)->mutex);
        free((*conns)->rows);
        free(*conns);
        *conns = NULL;
}

static int32_t *
bucket_of(ch_conns *conns, ch_str address)
{
        return &conns->bucket[ch_hash_short(address) % BUCKETS];
}

static int64_t
count_address(ch_conns *conns, ch_str address)
{
        int64_t n = 0;

        for (int32_t i = *bucket_of(conns, address); i >= 0; i = conns->rows[i].next)
                n += conns->rows[i].address_len == address.len &&
                     !memcmp(conns->rows[i].address, address.p, address.len);
        return n;
}

bool
ch_conns_has_room(ch_conns *conns, ch_str address)
{
        bool has_room;

        ch_mutex_lock(&conns->mutex);
        has_room = (int64_t)conns->open < ch_limit(CH_LIMIT_CONNECTIONS);
        if (has_room && address.len)
                has_room = count_address(conns, address) < ch_limit(CH_LIMIT_CONNECTIONS_PER_ADDRESS);
        ch_mutex_unlock(&conns->mutex);
        return has_room;
}

static row *
row_at(ch_conns *conns, int fd)
{
        CH_ASSERT(fd >= 0 && (size_t)fd < conns->rows_len);
        return &conns->rows[fd];
}

static void
set_phase(row *r, ch_conn_phase phase, int64_t now)
{
        r->phase = phase;
        r->since_ms = now;
        r->deadline_ms = phase_limit[phase] == CH_LIMIT__MAX ? INT64_MAX : now + ch_limit(phase_limit[phase]);
        r->received = 0;
}

void
ch_conns_open(ch_conns *conns, int fd, ch_str address, int64_t now_ms)
{
        row *r;
        int32_t *head;

        CH_ASSERT(address.len <= ADDRESS_MAX);
        ch_mutex_lock(&conns->mutex);
        r = row_at(conns, fd);
        CH_ASSERT(!r->is_open);
        *r = (row) { .is_open = true, .address_len = (uint8_t)address.len };
        if (address.len)
                memcpy(r->address, address.p, address.len);
        head = bucket_of(conns, address);
        r->next = *head;
        r->prev = -1;
        if (*head >= 0)
                conns->rows[*head].prev = fd;
        *head = fd;
        conns->open++;
        set_phase(r, CH_CONN_FIRST, now_ms);
        ch_mutex_unlock(&conns->mutex);
}

void
ch_conns_close(ch_conns *conns, int fd)
{
        row *r;

        ch_mutex_lock(&conns->mutex);
        r = row_at(conns, fd);
        CH_ASSERT(r->is_open);
        if (r->prev >= 0)
                conns->rows[r->prev].next = r->next;
        else
                *bucket_of(conns, (ch_str) { (const char *)r->address, r->address_len }) = r->next;
        if (r->next >= 0)
                conns->rows[r->next].prev = r->prev;
        r->is_open = false;
        conns->open--;
        ch_mutex_unlock(&conns->mutex);
}

void
ch_conns_enter(ch_conns *conns, int fd, ch_conn_phase phase, int64_t now_ms)
{
        row *r;

        ch_mutex_lock(&conns->mutex);
        r = row_at(conns, fd);
        /* The first request's deadline began with the connection and does not move when its first line has come. */
        if (r->is_open && !(r->phase == CH_CONN_FIRST && phase == CH_CONN_HEADER))
                set_phase(r, phase, now_ms);
        ch_mutex_unlock(&conns->mutex);
}

void
ch_conns_received(ch_conns *conns, int fd, size_t bytes)
{
        ch_mutex_lock(&conns->mutex);
        row_at(conns, fd)->received += bytes;
        ch_mutex_unlock(&conns->mutex);
}

static bool
is_overdue(const row *r, int64_t now)
{
        int64_t grace = ch_limit(CH_LIMIT_BODY_GRACE_MS), passed = now - r->since_ms;

        if (now >= r->deadline_ms)
                return true;
        return r->phase == CH_CONN_BODY && passed > grace &&
               (int64_t)r->received < (passed - grace) * ch_limit(CH_LIMIT_BODY_RATE) / 1000;
}

size_t
ch_conns_reap(ch_conns *conns, int64_t now_ms)
{
        size_t n = 0;

        ch_mutex_lock(&conns->mutex);
        for (size_t i = 0; i < conns->rows_len; i++) {
                row *r = &conns->rows[i];

                if (!r->is_open || r->is_shut || !is_overdue(r, now_ms))
                        continue;
                r->is_shut = true;
                (void)shutdown((int)i, SHUT_RDWR);
                n++;
        }
        ch_mutex_unlock(&conns->mutex);
        return n;
}

size_t
ch_conns_count(ch_conns *conns)
{
        size_t n;

        ch_mutex_lock(&conns->mutex);
        n = conns->open;
        ch_mutex_unlock(&conns->mutex);
        return n;
}
