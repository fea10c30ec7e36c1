"""N connections, all with a request waiting at the moment the server wakes: every one gets its answer.

The library's own loop blocks when a batch of ready connections is an exact multiple of 128.
"""
import selectors
import signal
import time

from server import HOST, Server, json_post

COUNTS = (10, 127, 128, 129, 256, 384)
GET = b'GET /small HTTP/1.1\r\n' + HOST + b'\r\n'


def unanswered(server, n, data, wait):
    conns = [server.connect() for _ in range(n)]
    try:
        for c in conns:  # all are open and known to the loop
            c.sendall(GET)
        read_all(conns, 10)
        server.process.send_signal(signal.SIGSTOP)
        for c in conns:
            c.sendall(data)
        time.sleep(0.02)
        server.process.send_signal(signal.SIGCONT)
        return n - read_all(conns, wait)
    finally:
        for c in conns:
            c.close()


def read_all(conns, wait):
    """How many of them were answered in time."""
    selector = selectors.DefaultSelector()
    for c in conns:
        c.setblocking(False)
        selector.register(c, selectors.EVENT_READ)
    left, until = set(conns), time.monotonic() + wait
    while left and time.monotonic() < until:
        for key, _ in selector.select(max(0, until - time.monotonic())):
            try:
                if key.fileobj in left and key.fileobj.recv(65536):
                    left.discard(key.fileobj)
            except OSError:
                pass
            if key.fileobj not in left:
                selector.unregister(key.fileobj)
    for c in conns:
        c.setblocking(True)
    selector.close()
    return len(conns) - len(left)


def run(report):
    for threads in (1, 2):
        with Server(threads=threads) as s:
            for name, data in (('GET', GET), ('POST', json_post())):
                missing = {n: unanswered(s, n, data, 5) for n in COUNTS}
                report.check('%d thread(s), %s: none of %s waiting requests is left unanswered' % (threads, name, list(COUNTS)),
                             not any(missing.values()), missing)
    with Server(threads=1, fault='stall') as s:
        missing = {n: unanswered(s, n, GET, 1) for n in (127, 128)}
        report.check("planted: the library's own loop leaves 128 unanswered and that is noticed", missing[128] == 128, missing)
