"""A clearing-house in the middle of its work, made through the API: what the harnesses over permission look at."""
import os
import shutil
import sqlite3
import subprocess

import people
from client import Client
from daemon import SOURCE, Daemon

# Limits of their own tests; here they would only be in the way.
WIDE = [o for name in ('logins_per_address', 'writes_per_minute', 'reads_per_minute', 'expert_reads', 'offers_per_day')
        for o in ('--set', 'limits.%s=100000' % name)]

NEED = 'Train customs officers to detect radioactive material at border posts'
AREA = 'training of customs officers in detecting radioactive and nuclear material at borders'


class World:
    def __init__(self, cast, preset=None, extra=None, binary=None, options=()):
        people.CAST.update(extra or {})
        self.daemon = Daemon(options=[*WIDE, *options], sample=False, preset=preset, binary=binary and built(binary, preset))
        self.people = people.assemble(self.daemon, cast)
        self.people['public'] = Client(self.daemon.address, 'public')

    def __getitem__(self, word):
        return self.people[word]

    def restart(self, change=None):
        """Orderly end, the change to the closed database if there is one, start again on the same directory."""
        self.daemon.stop()
        if change:
            with sqlite3.connect(os.path.join(self.daemon.data, 'clearinghouse.db')) as db:
                change(db)
            db.close()
        self.daemon.start()
        for person in self.people.values():
            person.close()
            person.port = self.daemon.port

    def end(self):
        code = self.daemon.stop()
        log = self.daemon.log_text()
        self.daemon.remove()
        clean = code == 0 and 'AddressSanitizer' not in log and 'runtime error' not in log
        return '' if clean else 'exit %s\n%s' % (code, log[-3000:])

    # ---- what people do ----

    def api(self, who, method, path, body=None, want=None, headers=()):
        answer = self[who].api(method, '/api/v1' + path, body, headers)
        wanted = want or (200, 201)
        assert answer.status in (wanted if isinstance(wanted, tuple) else (wanted,)), \
            '%s %s -> %s' % (who, answer, answer.text[:900])
        return answer

    def step(self, who, kind, ident, word, **body):
        return self.api(who, 'POST', '/%s/%s/%s' % (kind, ident, word), body)

    def request(self, who, needs=1, **fields):
        body = {'title': 'Border detection', 'lang': 'en', 'approach': 'all', 'languages': ['en'], 'note_ref': 'NV 1/2026',
                'contact_function': 'Focal point 1540', 'contact_mailbox': 'fp@example.org',
                'needs': needs if isinstance(needs, list) else [{'no': n + 1, 'text': NEED} for n in range(needs)]}
        body.update(fields)
        return self.api(who, 'POST', '/requests', body).json['id']

    def opened(self, who, needs=1, **fields):
        """A request that the secretariat has acknowledged."""
        ident = self.request(who, needs, **fields)
        self.step(who, 'requests', ident, 'submit')
        self.step('secretariat', 'requests', ident, 'authenticate', reason='called_back')
        self.step('secretariat', 'requests', ident, 'open')
        return ident

    def offer(self, who, **fields):
        body = {'title': 'Detection training', 'text': 'Courses for customs officers on radioactive material', 'lang': 'en',
                'kind': 'offer', 'role': 'delivers', 'eligible': ['*'], 'languages': ['en'], 'mailbox': 'help@example.org',
                'areas': [{'text': AREA}]}
        body.update(fields)
        return self.api(who, 'POST', '/offers', body).json['id']

    def listed(self, who, reason='state_note', **fields):
        ident = self.offer(who, **fields)
        self.step(who, 'offers', ident, 'submit')
        self.step('secretariat', 'offers', ident, 'list', reason=reason)
        return ident

    def step_up(self, who):
        """The second factor again, by a recovery code: each counts once, and there are enough of them."""
        person = self[who]
        self.api(who, 'POST', '/session/code', {'code': person.recovery.pop()})

    def consent(self, who, request, group, level, named=()):
        body = {'group': group, 'level': level}
        if named:
            body['named'] = list(named)
        self.api(who, 'POST', '/requests/%s/consent' % request, body)

    def propose(self, request, no, offer, who='expert', **body):
        body.update({'offer': offer, 'verdict': 'propose'})
        return self.api(who, 'POST', '/requests/%s/needs/%d/matches' % (request, no), body).json['id']

    def sign_in(self, who, code=True):
        """Another session of the same person."""
        known = self[who]
        person = Client(self.daemon.address, who)
        person.login, person.passphrase, person.recovery = known.login, known.passphrase, known.recovery
        answer = person.api('POST', '/api/v1/session', {'login': known.login, 'passphrase': known.passphrase})
        assert answer.status == 201, answer.text
        if code:
            answer = person.api('POST', '/api/v1/session/code', {'code': known.recovery.pop()})
            assert answer.status == 200, answer.text
        return person


def built(name, preset=None):
    """A program of the tests that the build made."""
    preset = preset or os.environ.get('CH_PRESET', 'dev')
    return os.path.join(SOURCE, 'build', '' if preset == 'release' else preset, 'tests', name)


def routes(preset=None):
    """The route table of the program: (method, path) -> (name, act, roles, body, csrf)."""
    lines = subprocess.run([built('routes_dump', preset)], capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [line.split('\t') for line in lines]
    return {(r[0], r[1]): r[2:] for r in rows}


def copy_of(data):
    """The data directory as it lies on disk at this moment."""
    target = data + '-copy'
    shutil.copytree(data, target)
    return target
