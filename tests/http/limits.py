"""Every limit at its value and one beyond it."""
import os
import select
import tempfile

from server import HOST, Server, json_post, read_answer, request

FORM = ['Content-Type: application/x-www-form-urlencoded']


def sized_target(n):
    return request('GET', '/echo?q=' + 'x' * (n - len('/echo?q=')))


def sized_header(n):
    return request('GET', '/small', ['X: ' + 'y' * (n - 1)])


def counted_headers(n):
    return request('GET', '/small', ['X%d: y' % i for i in range(n - 1)])


def sized_headers(n):
    """Headers whose names, values, colons and line ends add up to n bytes: Host is 9 + 4 + 4 of them."""
    left, lines = n - 17, []
    while left:
        take = min(left, 2000)
        if 0 < left - take < 10:
            take -= 10
        lines.append('X: ' + 'y' * (take - 5))
        left -= take
    return request('GET', '/small', lines)


def sized_json(n):
    return json_post(body=b' ' * n)


def counted_fields(n):
    return request('POST', '/form', FORM, b'&'.join([b'a=b'] * n))


# sentence, maker, limit, code at the limit, code beyond
EDGES = [
    ('the address', sized_target, 4096, 200, 414),
    ('one header', sized_header, 4096, 200, 431),
    ('the number of headers', counted_headers, 64, 200, 431),
    ('all headers', sized_headers, 16384, 200, 431),
    ('a JSON body', sized_json, 262144, 201, 413),
    ('the fields of a form', counted_fields, 1000, 403, 413),
]


def run(report):
    with Server() as s:
        for sentence, make, limit, at, beyond in EDGES:
            got = [code(s.raw(make(n))) for n in (limit, limit + 1, limit * 2)]
            report.check('%s: %d is taken, one more is not' % (sentence, limit), got[:2] == [at, beyond], got)
            report.check('%s: twice as much is not' % sentence, got[2] in (beyond, 413, 431, 414, 0), got[2])
        huge = s.raw(request('POST', '/api/v1/rows', ['Content-Type: application/json', 'Content-Length: 100000000']))
        report.check('a body of 100 MB is refused before it is sent', code(huge) == 413 and huge.headers.get('connection') == 'close', huge)
        report.check('a refused body that is read to its end keeps the connection', keeps_connection(s))
    with Server('limits.json_body=1024') as s:
        got = [code(s.raw(sized_json(n))) for n in (1024, 1025)]
        report.check('a limit set by configuration holds', got == [201, 413], got)
    with Server() as s:
        got = [code(s.raw(sized_json(n))) for n in (1024, 1025)]
        report.check('planted: without that setting one more is taken and noticed', got != [201, 413], got)
    connections(report)
    rates(report)
    forwarded(report)
    hashing(report)
    anonymous(report)


def code(answer):
    return answer.code if answer else 0


def keeps_connection(s):
    with s.connect() as c:
        c.sendall(sized_json(300000))
        first = code(read_answer(c))
        c.sendall(request('GET', '/small'))
        return first == 413 and code(read_answer(c)) == 200


def is_served(c):
    try:
        c.sendall(b'GET /small HTTP/1.1\r\n' + HOST + b'\r\n')
    except OSError:
        return False
    return code(read_answer(c)) == 200


def connections(report):
    with Server('limits.connections_per_address=5') as s:
        open_ones = [s.connect() for _ in range(5)]
        report.check('five connections of one address are served', all([is_served(c) for c in open_ones]))
        with s.connect() as sixth:
            report.check('a sixth is not', not is_served(sixth))
        for c in open_ones:
            c.close()
        report.check('when they are gone another is', any(is_served_once(s) for _ in range(50)))
    with Server('limits.connections=16', threads=1) as s:
        open_ones = [s.connect() for _ in range(32)]
        for c in open_ones:
            c.sendall(b'GET /small HTTP/1.1\r\n' + HOST + b'\r\n')
        served = [code(read_answer(c)) == 200 for c in open_ones[:16]]
        early = select.select(open_ones[16:], [], [], 0.3)[0]
        report.check('of 32 connections the first 16 are served', all(served) and not early, (sum(served), len(early)))
        for c in open_ones[:16]:
            c.close()
        waiting = [code(read_answer(c)) == 200 for c in open_ones[16:]]
        report.check('and the other 16 once those are closed', all(waiting), sum(waiting))
        for c in open_ones[16:]:
            c.close()


def is_served_once(s):
    with s.connect() as c:
        return is_served(c)


def rates(report):
    with Server('limits.logins_per_address=5', 'limits.reads_per_minute=20') as s:
        got = [s.ask('GET', '/login') for _ in range(6)]
        report.check('the sixth attempt to sign in within the hour waits', [code(a) for a in got] == [200] * 5 + [429], got)
        wait = int(got[5].headers.get('retry-after', 0))
        report.check('and is told for how long', 600 <= wait <= 721, wait)
        got = [code(s.ask('GET', '/small')) for _ in range(21)]
        report.check('the twenty-first page within a minute waits', got == [200] * 20 + [429], got)
        report.check('a person who is signed in has his own count', code(s.ask('GET', '/small', ['Cookie: s=as-mission'])) == 200)
        report.check('health is never refused', all(code(s.ask('GET', '/healthz')) == 200 for _ in range(30)))


def forwarded(report):
    """Behind a proxy, which alone can reach the socket, the client is who the proxy says last."""
    path = tempfile.mktemp(prefix='ch-socket-')
    with Server('limits.logins_per_address=2', unix=path) as s:
        def ask(address):
            return code(s.ask('GET', '/login', ['X-Forwarded-For: ' + address]))
        got = [ask('9.9.9.9, 10.0.0.1') for _ in range(3)]
        report.check('each forwarded address has its own count', got == [200, 200, 429], got)
        report.check('what the client claims in front of it does not help', ask('8.8.8.8, 10.0.0.1') == 429)
        report.check('another address is free', ask('9.9.9.9, 10.0.0.2') == 200)
        report.check('only owner and group may reach the socket', os.stat(path).st_mode & 0o777 == 0o660, oct(os.stat(path).st_mode))
    if os.path.exists(path):
        os.unlink(path)
    with Server('limits.logins_per_address=2') as s:
        got = [code(s.ask('GET', '/login', ['X-Forwarded-For: 10.0.0.%d' % i])) for i in range(3)]
        report.check('without a proxy nobody is believed', got == [200, 200, 429], got)


def at_once(s, n, data):
    conns = [s.connect(timeout=10) for _ in range(n)]
    for c in conns:
        c.sendall(data)
    got = [code(read_answer(c)) for c in conns]
    for c in conns:
        c.close()
    return got


def hashing(report):
    with Server('limits.hash_queue=4') as s:
        got = at_once(s, 12, json_post('/api/v1/hash'))
        report.check('two passphrases are hashed and four wait, most others are told to come back', set(got) == {201, 503} and 4 <= got.count(201) <= 8, got)
        got = at_once(s, 2, json_post('/api/v1/hash'))
        report.check('then there is room again', got == [201, 201], got)


def anonymous(report):
    with Server('limits.anonymous_writes=3') as s:
        slow = [s.connect() for _ in range(3)]
        for c in slow:  # headers only: the body stays away
            c.sendall(request('POST', '/api/v1/rows', ['Content-Type: application/json', 'Content-Length: 10']))
        got = poll(lambda: code(s.raw(json_post())), 503)
        report.check('a fourth body of people not signed in is refused', got == 503, got)
        got = code(s.raw(json_post('/api/v1/mine', headers=['Cookie: s=as-mission', 'X-CSRF-Token: session-token'])))
        report.check('one of somebody signed in is not', got == 201, got)
        for c in slow:
            c.close()
        report.check('when they are gone there is room', poll(lambda: code(s.raw(json_post())), 201) == 201)


def poll(ask, want, times=200):
    for _ in range(times):
        got = ask()
        if got == want:
            break
    return got
