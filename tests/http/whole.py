"""The same stalls and the same stop with the whole program: real sessions, the real writer, the real database."""
import os
import socket
import sqlite3
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'tools'))
import people
from daemon import Daemon

import stall
from server import json_post, request
from stop import CLIENTS, Load

ROOMY = [x for setting in ('limits.writes_per_minute=10000000', 'limits.reads_per_minute=10000000',
                           'limits.connections_per_address=2000', 'threads=1') for x in ('--set', setting)]


class Whole:
    """The daemon with the face of the test server."""

    def __init__(self):
        self.daemon = Daemon(preset='release', options=ROOMY)

    def connect(self, timeout=5):
        return socket.create_connection(self.daemon.address, timeout=timeout)

    @property
    def process(self):
        return self.daemon.process

    def stored(self):
        db = sqlite3.connect('file:%s/clearinghouse.db?mode=ro' % self.daemon.data, uri=True)
        try:
            return db.execute("SELECT count(*) FROM record WHERE kind = (SELECT kind FROM record WHERE ref LIKE 'R-%' LIMIT 1)").fetchone()[0]
        finally:
            db.close()


def run(report):
    whole = Whole()
    try:
        person = people.assemble(whole.daemon, ['mission'])['mission']
        mine = ['Cookie: ' + '; '.join('%s=%s' % pair for pair in person.cookies.items()), 'X-CSRF-Token: ' + person.csrf]
        draft = json_post('/api/v1/requests', b'{"title":"Border control training"}', mine)
        stalls(report, whole, mine, draft)
        stops(report, whole, draft)
    finally:
        whole.daemon.remove()


def stalls(report, whole, mine, draft):
    page = request('GET', '/requests', mine)
    missing = {n: stall.unanswered(whole, n, page, 20) for n in (127, 128, 129, 256)}
    report.check('the whole program, GET /requests: none of the waiting requests is left unanswered', not any(missing.values()), missing)
    missing = {n: stall.unanswered(whole, n, draft, 20) for n in (128, 256)}
    report.check('the whole program, drafts: none is left unanswered', not any(missing.values()), missing)


def stops(report, whole, draft):
    before = whole.stored()
    load = Load(whole, draft)
    time.sleep(0.5)
    began = time.monotonic()
    code = whole.daemon.stop()
    seconds = time.monotonic() - began
    load.join()
    added = whole.stored() - before
    sentence = 'the whole program under the load of %d clients (%d drafts): ' % (CLIENTS, added)
    report.check(sentence + 'acknowledged = stored', load.acknowledged == added > 0, (load.acknowledged, added))
    report.check(sentence + 'exit 0 in under 5 s', code == 0 and seconds < 5, (code, seconds, whole.daemon.tail()))
    report.check(sentence + 'everything else is a 503', set(load.codes) <= {201, 503}, sorted(set(load.codes)))
