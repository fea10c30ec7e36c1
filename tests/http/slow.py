"""Clients that send a byte now and then are closed at a fixed time, while the service answers others."""
import select
import time

from server import HOST, Server, request

HEADER_S, BODY_S, IDLE_S = 1.0, 1.5, 1.2
SETTINGS = ('limits.header_ms=1000', 'limits.body_ms=1500', 'limits.idle_ms=1200', 'limits.body_grace_ms=60000')
EACH = 40
POST = request('POST', '/api/v1/rows', ['Content-Type: application/json', 'Content-Length: 1000'])
GET = b'GET /small HTTP/1.1\r\n' + HOST + b'\r\n'

# kind: what is sent first, what then drips, when it is over
KINDS = {
    'the request line': (b'GET /', b'x', HEADER_S),
    'a header': (b'GET /small HTTP/1.1\r\nX: ', b'y', HEADER_S),
    'headers': (b'GET /small HTTP/1.1\r\n', b'X: y\r\n', HEADER_S),
    'the body': (POST, b' ', BODY_S),
    'a second request': (GET, b'G', IDLE_S),
    'nothing after the first answer': (GET, b'', IDLE_S),
    'nothing at all': (b'', b'', HEADER_S),
}


class Drip:
    def __init__(self, server, kind):
        first, self.piece, self.due = KINDS[kind]
        self.kind, self.closed_at = kind, None
        self.socket = server.connect()
        self.began = time.monotonic()
        if first:
            self.socket.sendall(first)
        self.socket.setblocking(False)

    def go_on(self):
        try:
            while self.socket.recv(65536):
                pass
            self.end()
        except BlockingIOError:
            pass
        except OSError:
            self.end()
        if self.closed_at is None and self.piece:
            try:
                self.socket.send(self.piece)
            except OSError:
                pass

    def end(self):
        if self.closed_at is None:
            self.closed_at = time.monotonic() - self.began
            self.socket.close()


def drip_all(server, seconds, each):
    """All drips, and how long the slowest of the honest requests took meanwhile."""
    drips = [Drip(server, kind) for kind in KINDS for _ in range(each)]
    until, worst, refused = time.monotonic() + seconds, 0, 0
    while time.monotonic() < until and any(d.closed_at is None for d in drips):
        for d in drips:
            if d.closed_at is None:
                d.go_on()
        began = time.monotonic()
        answer = server.ask('GET', '/small')
        worst = max(worst, time.monotonic() - began)
        refused += not answer or answer.code != 200
        select.select([], [], [], 0.05)
    return drips, worst, refused


def run(report):
    with Server(*SETTINGS) as s:
        drips, worst, refused = drip_all(s, 4, EACH)
        for kind in KINDS:
            mine = [d for d in drips if d.kind == kind]
            late = [round(d.closed_at, 2) if d.closed_at else None for d in mine
                    if not d.closed_at or not mine[0].due - 0.1 <= d.closed_at <= mine[0].due + 0.8]
            report.check('%d clients that drip %s are closed at their time' % (EACH, kind), not late, late)
        report.check('meanwhile every honest request was answered', refused == 0 and worst < 1, (refused, worst))
    least_rate(report)
    slow_reader(report)
    with Server(*SETTINGS, fault='reaper') as s:
        drips, _, _ = drip_all(s, 2.5, 2)
        left = [d.kind for d in drips if d.closed_at is None]
        report.check('planted: without deadlines they stay and are noticed', len(left) == len(drips), len(left))
        for d in drips:
            d.end()


def least_rate(report):
    """A body below the least rate is closed long before its absolute deadline; one above it is not."""
    with Server('limits.body_grace_ms=300', 'limits.body_rate=2000', 'limits.body_ms=60000') as s:
        slow, fine = s.connect(), s.connect()
        began, closed = time.monotonic(), {}
        for c in (slow, fine):
            c.sendall(request('POST', '/api/v1/rows', ['Content-Type: application/json', 'Content-Length: 200000']))
            c.setblocking(False)
        while time.monotonic() - began < 1.5:
            for c, piece in ((slow, b' ' * 10), (fine, b' ' * 400)):
                try:
                    c.send(piece)
                    if c.recv(1) == b'':
                        closed.setdefault(c, True)
                except BlockingIOError:
                    pass
                except OSError:
                    closed.setdefault(c, True)
            select.select([], [], [], 0.05)
        report.check('a body slower than the least rate is closed', slow in closed)
        report.check('a faster one is not', fine not in closed)
        slow.close()
        fine.close()


def slow_reader(report):
    """Who does not take his answer is closed too."""
    with Server('limits.send_ms=800', 'limits.arena=33554432') as s:
        with s.connect() as c:
            c.sendall(request('GET', '/big?n=30000000'))
            began = time.monotonic()
            while time.monotonic() - began < 2 and s.ask('GET', '/small').code == 200:
                select.select([], [], [], 0.1)
            got = 0
            try:
                while piece := c.recv(1 << 20):
                    got += len(piece)
            except OSError:
                pass
            report.check('who does not take his answer is closed', got < 30000000, got)
