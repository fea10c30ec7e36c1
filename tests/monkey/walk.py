"""One step after the other by everybody over every route, each answer judged."""
import http.client
import random
import re
import time
import uuid
from urllib.parse import quote, urlencode, urlsplit

import people
import values
from judge import Sent, judge

IDENT = re.compile(r'/(requests|offers|matches|accounts|weights)/([0-9a-f]{8}-[0-9a-f-]{27})')
PAGES = ['need', 'who', 'exists', 'languages', 'approach', 'contact', 'topics', 'check', 'what', 'where', 'how', 'nothing']
KINDS = ['application/x-www-form-urlencoded', 'application/json', 'text/plain', 'multipart/form-data; boundary=x', 'text/csv', 'application/json; charset=latin1', '']
FORM = KINDS[0]
ENDS = ('/withdraw', '/rescind', '/close', '/decline', '/decline-invitation', '/not-pursue', '/rest', '/return', '/give-back', '/hold', '/suspend')
IDLE, KEPT = 20, 24
# Who has something to do with a case; half of the time anybody is asked.
CONCERNED = {'requests': ['drafter', 'mission', 'mission2', 'scratch', 'expert', 'secretariat', 'chair', 'member'],
             'offers': ['provider', 'provider2', 'scratch2', 'secretariat'],
             'matches': ['mission', 'mission2', 'provider', 'provider2', 'secretariat', 'chair']}
# What would only end the walker's own session; those who may lose theirs do it.
FATAL = re.compile(r'^(/sign-out|/api/v1/session$|/accounts/[^/]+/do/|/account/factor)')


class Pool:
    """Ids that were met, by kind, and secrets that count."""

    def __init__(self):
        self.reasons = ['called_back', 'state_note']
        self.by_kind = {'requests': [], 'offers': [], 'matches': [], 'accounts': [], 'weights': []}

    def learn(self, text):
        for kind, ident in IDENT.findall(text):
            known = self.by_kind[kind]
            if ident not in known:
                known.append(ident)
                del known[KEPT:-KEPT]      # the cases that were built stay

    def ids(self):
        return [i for known in self.by_kind.values() for i in known] + [str(uuid.UUID(int=0)), '1', '<%s>' % values.MARK]

    def secret(self, name):
        return people.PASSPHRASE + ' new' if name.startswith('passphrase') else None


class Walker:
    def __init__(self, world, routes, tables, seed):
        self.world, self.routes, self.tables = world, routes, tables
        self.random = random.Random(seed)
        self.pool, self.texts = Pool(), values.json_texts()
        self.cycle, self.shapes, self.used = [], {}, {}
        self.complaints, self.steps, self.shown_escaped = [], 0, 0
        self.asked, self.succeeded, self.gone, self.statuses = {}, set(), set(), {}
        self.writes = self.written = 0     # over the API
        self.weighed = 0
        self.tamper = None
        for person in world.people.values():
            person.tries = 1

    # ---- one exchange ----

    def ask(self, who, sent, data=None, kind=None, headers=(), route=None):
        person = self.world[who]
        if time.monotonic() - self.used.get(who, 0) > IDLE:
            person.close()      # the daemon may have closed it: that is no drop
        self.steps += 1
        try:
            answer = person.send(sent.method, sent.path, data, kind, headers)
            if self.tamper:
                answer = self.tamper(answer)
            found = judge(sent, answer)
        except (http.client.HTTPException, OSError) as e:
            person.close()
            self.complain(who, sent, ['the connection was dropped: %r' % e])
            return None
        self.used[who] = time.monotonic()
        self.complain(who, sent, found, answer)
        self.learn(who, sent, answer, route)
        return answer

    def complain(self, who, sent, found, answer=None):
        for what in found:
            self.complaints.append('%s by %s: %s%s' % (what, who, sent, ' -> %d' % answer.status if answer else ''))

    def learn(self, who, sent, answer, route):
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        self.pool.learn(answer.text + (answer.header('location') or ''))
        if hasattr(answer, 'shape'):
            self.shapes[who] = (sent.path, answer.shape)
            self.pool.reasons += [o for f in answer.shape.forms for n, c in f.controls.items() if n in ('reason', 'code') for o in c.options if o not in self.pool.reasons]
            self.shown_escaped += values.MARK in answer.text and ('&lt;' + values.MARK) in answer.text
        if sent.path.startswith('/api/v1/') and sent.method not in ('GET', 'HEAD', 'OPTIONS'):
            self.writes += 1
            self.written += answer.status < 400
        asks_again = answer.status == 401 and b'/problems/step-up' in answer.body
        lost_session = (answer.status == 303 and (answer.header('location') or '').startswith('/sign-in')) or (answer.status == 401 and not asks_again)
        route = route or self.route_of(sent)
        if route:
            self.asked[route] = self.asked.get(route, 0) + 1
            if answer.status < 400 and not lost_session:
                self.succeeded.add(route)
        if lost_session and who not in ('public', 'half') and who not in self.gone:
            self.revive(who)

    def route_of(self, sent):
        parts = urlsplit(sent.path).path.split('/')
        for method, path in self.routes:
            row = path.split('/')
            if method == sent.method and len(row) == len(parts) and all(a == b or a.startswith('{') for a, b in zip(row, parts)) and '{' not in sent.path:
                exact = (method, '/'.join(parts))
                return exact if exact in self.routes else (method, path)
        return None

    def revive(self, who):
        try:
            assert len(self.world[who].recovery) > 1
            person = self.world.sign_in(who)
            person.recovery, person.tries = self.world[who].recovery, 1
            self.world.people[who] = person
            person.get('/')
        except (AssertionError, OSError):
            self.gone.add(who)

    # ---- what one may do next ----

    def spares(self, who, path):
        return bool(FATAL.match(path)) and not (who.startswith('scratch') and self.random.random() < 0.1)

    def someone(self, roles=None):
        everyone = [w for w in self.world.people if w not in self.gone]
        if roles and self.random.random() < 0.8:
            fit = [w for w in everyone if set(people.CAST.get(w, ('', [], ''))[1]) & set(roles.split(','))]
            everyone = fit or everyone
        return self.random.choice(everyone)

    def link(self):
        who = self.someone()
        at, shape = self.shapes.get(who, ('/', None))
        links = [x for x in shape.links if x.startswith(('/', '?'))] if shape else []
        if links:
            path = self.random.choice(links)
            self.ask(who, Sent('GET', path if path.startswith('/') else urlsplit(at).path + path))
        else:
            self.ask(who, Sent('GET', '/'))

    def form(self):
        who = self.someone()
        at, shape = self.shapes.get(who, ('/', None))
        forms = [f for f in shape.forms if not self.spares(who, f.action or at)] if shape else []
        if not forms:
            return self.link()
        form = self.random.choice(forms)
        self.send_form(who, form, form.action or at, self.random.choice(['good'] * 5 + ['one'] * 4 + ['empty', 'wild', 'wild']))

    def move(self):
        """Somebody opens a case and does what the page says can be done; or does it twice, or after somebody else did."""
        kind = self.random.choice(['requests', 'requests', 'offers', 'matches', 'matches', 'matches'])
        known = self.pool.by_kind[kind]
        if not known:
            return self.link()
        path = '/%s/%s' % (kind, self.random.choice(known))
        for who in self.random.sample(sorted(set(self.world.people) - self.gone), 6):
            answer = self.ask(who, Sent('GET', path))
            shape = getattr(answer, 'shape', None)
            ways = [x for x in shape.links if x.startswith((path + '/', '/review/'))] if shape else []
            if ways:
                break
        else:
            return
        gentle = [x for x in ways if not x.endswith(ENDS)]
        answer = self.ask(who, Sent('GET', self.random.choice(gentle if gentle and self.random.random() < 0.9 else ways)))
        forms = [f for f in answer.shape.forms if f.action.startswith(path)] if answer and hasattr(answer, 'shape') else []
        if forms:
            form = self.random.choice(forms)
            self.send_form(who, form, form.action, self.random.choice(['good'] * 8 + ['one', 'empty', 'wild']))

    # ---- over the API, as the description has it ----

    def write(self, who, method, path, body, etag=None):
        """A whole and right body, mostly; the second factor again where it is asked for."""
        person = self.world[who]
        if self.random.random() < 0.1:
            body = {**body, self.random.choice(['x', *body]): values.bad_json(self.random)}
        headers = {'X-CSRF-Token': person.csrf, 'Accept': 'application/json'}
        if etag:
            headers['If-Match'] = etag
        for _ in range(2):
            headers['X-CSRF-Token'] = self.world[who].csrf
            answer = self.ask(who, Sent(method, path), values.encoded(self.random, body), KINDS[1], headers)
            if answer is None or answer.status != 401 or who in self.gone or len(self.world[who].__dict__.get('recovery') or ()) < 4:
                return answer
            self.ask(who, Sent('POST', '/api/v1/session/code'), values.encoded(self.random, {'code': self.world[who].recovery.pop()}), KINDS[1], headers)
        return answer

    def api_move(self):
        """A program asks for a case and does what the answer says can be done; or begins something."""
        kind = self.random.choice(['requests', 'requests', 'offers', 'matches', 'matches', 'begin'])
        if kind == 'begin' or not self.pool.by_kind[kind]:
            return self.api_begin()
        path = '/api/v1/%s/%s' % (kind, self.random.choice(self.pool.by_kind[kind]))
        people = set(CONCERNED[kind]) if self.random.random() < 0.5 else set(self.world.people)
        people = sorted(people - self.gone)
        for who in self.random.sample(people, min(6, len(people))):
            answer = self.ask(who, Sent('GET', path))
            moves = [m for m in answer.json.get('moves', []) if m.get('href')] if answer is not None and answer.status == 200 else []
            if moves:
                break
        else:
            return self.api_begin()
        gentle = [m for m in moves if not m['href'].endswith(ENDS)]
        move = self.random.choice(gentle if gentle and self.random.random() < 0.9 else moves)
        body = values.good_body(self.random, move['act'], move.get('reasons', ()))
        if move['href'] == path:
            return self.write(who, 'PATCH', path, body, answer.header('etag'))
        return self.write(who, 'POST', move['href'], body, answer.header('etag') if self.random.random() < 0.5 else None)

    def api_begin(self):
        ids = {k: self.random.choice(v) if v else str(uuid.UUID(int=0)) for k, v in self.pool.by_kind.items()}
        need = '/api/v1/requests/%s/needs/1/' % ids['requests']
        self.weighed += 1
        points = {'topic': 16, 'domain': 8, 'assistance': 9, 'region': 10, 'language': 2, 'text': 30, 'provider': 10, 'mode': 1, 'load': 1, 'freshness': 1, 'record': 12}
        give = self.random.randint(0, 10)
        points.update(text=30 - give, topic=16 + give)
        who, path, body = self.random.choice([
            ('drafter', '/api/v1/requests', values.good_body(self.random, 'request.draft')),
            ('mission', '/api/v1/requests', values.good_body(self.random, 'request.draft')),
            ('provider', '/api/v1/offers', values.good_body(self.random, 'offer.draft')),
            ('secretariat', '/api/v1/requests/note', values.good_body(self.random, 'request.register_note')),
            ('expert', '/api/v1/weights', {'name': '2027-%d' % self.weighed, 'weights': points}),
            ('chair', '/api/v1/weights/%s/%s' % (ids['weights'], self.random.choice(['apply', 'refuse'])), {'decided': '2026-11-20', 'decision': values.SENTINELS[0]}),
            ('expert', need + 'matches', {'offer': ids['offers'], 'verdict': 'propose', 'covers': 'Two courses'}),
            ('expert', need + 'matches', {'offer': ids['offers'], 'verdict': 'set-aside', 'reason': 'not_now'}),
            ('expert', need + 'topics', {'topics': [], 'domains': ['DOM.NUC'], 'assistance': ['AST.TRAIN']}),
            ('mission', need + 'ask-for', {'offer': ids['offers']}),
            ('mission', need + 'coverage', {'coverage': self.random.choice(['open', 'approached', 'partly'])}),
            ('provider', need + 'volunteer', {'offer': ids['offers'], 'covers': 'Two courses'})])
        if who not in self.gone:
            self.write(who, 'POST', path, body)

    def send_form(self, who, form, action, mood):
        pairs = values.fill(self.random, form, self.pool, mood)
        if mood == 'good' and self.world[who].__dict__.get('recovery') and self.random.random() < 0.2:
            pairs = [(k, self.world[who].recovery.pop() if k == 'code' and len(self.world[who].recovery) > 3 else v) for k, v in pairs]
        if form.method == 'GET':
            return self.ask(who, Sent('GET', action.split('?')[0] + '?' + urlencode(pairs)[:3500]))
        sent = Sent('POST', action, pairs, form)
        answer = self.ask(who, sent, urlencode(pairs), FORM)
        if answer is not None and self.random.random() < 0.15:
            answer = self.ask(who, sent, urlencode(pairs), FORM)     # the button twice, or back and again
        if answer is not None and answer.status == 303 and self.random.random() < 0.3:
            self.change(who, form, action, pairs)
        if answer is not None and answer.status == 303:
            self.ask(who, Sent('GET', answer.header('location')))
        return answer

    def change(self, who, form, action, pairs):
        """Back to a form that was taken, one text changed, and sent again."""
        texts = [k for k, _ in pairs if k in form.controls and form.controls[k].kind == 'textarea']
        if texts:
            name = self.random.choice(texts)
            again = [(k, v + ' (as I meant it)' if k == name else v) for k, v in pairs]
            self.ask(who, Sent('POST', action, again, form), urlencode(again), FORM)

    def route(self):
        if not self.cycle:
            self.cycle = list(self.routes)
            self.random.shuffle(self.cycle)
        method, path = self.cycle.pop()
        who = self.someone(self.routes[method, path][2])
        where = self.address(path, who)
        if self.spares(who, where) and method != 'GET':
            who = 'scratch' if 'scratch' not in self.gone else 'public'
            if where.startswith('/accounts'):
                who = 'mission'
        route = (method, path)
        if '/api/v1' in path and method != 'GET':
            return self.write_json(who, method, where, route)
        if method == 'POST':
            return self.write_form(who, where, route)
        self.ask(who, Sent('GET', where + self.query()), route=route)

    def address(self, path, who=None):
        kind = (path.removeprefix('/api/v1') + '/').split('/')[1]
        known = self.pool.by_kind.get('requests' if kind == 'review' else kind) or ['1']
        met = [i for k, i in IDENT.findall(' '.join(self.shapes[who][1].links)) if i in known] if who in self.shapes else []
        known = met or known
        ident = self.random.choice(known) if self.random.random() < 0.85 else self.random.choice(self.pool.ids())
        for name, value in (('{id}', ident), ('{no}', self.random.choice(['1', '1', '1', '2', '0', '21', '-1', 'x'])), ('{page}', self.random.choice(PAGES)),
                            ('{token}', 'A' * 43), ('{file}', self.random.choice(['app.css', '../x', 'none']))):
            path = path.replace(name, quote(value, safe=''))
        return path

    def query(self):
        if self.random.random() < 0.75:
            return ''
        names = ['q', 'after', 'need', 'next', 'lang', 'top', 'offer', 'request', 'status', 'page', 'party', '<%s>' % values.MARK]
        good = {'need': '2', 'lang': 'ar', 'q': 'customs', 'next': '/account', 'top': '3', 'offer': self.random.choice(self.pool.ids())}
        out = []
        for name in self.random.sample(names, self.random.randint(1, 3)):
            out.append((name, good[name] if name in good and self.random.random() < 0.5 else values.bad_text(self.random)[:300]))
        return '?' + urlencode(out)[:3000]

    def write_form(self, who, where, route):
        pairs = [('csrf', self.world[who].csrf)] if self.random.random() < 0.9 else []
        for name in self.random.sample(['reason', 'words', 'offer', 'covers', 'code', 'group', 'level', 'action', 'title', 'needs.1.text', 'version', 'no'], 4):
            pairs.append((name, self.random.choice(self.pool.ids()) if name == 'offer' else values.bad_text(self.random)))
        self.ask(who, Sent('POST', where), urlencode(pairs), FORM, route=route)

    def write_json(self, who, method, where, route):
        table = self.table_of(where)
        headers = {'X-CSRF-Token': self.world[who].csrf, 'Accept': 'application/json'}
        roll = self.random.random()
        if roll < 0.25:
            data = self.random.choice(self.texts)[:300000]
        else:
            data = values.encoded(self.random, values.body(self.random, self.tables, table, self.pool, 0 if roll < 0.6 else 0.3))
        if self.random.random() < 0.3 or method == 'PATCH':
            headers['If-Match'] = self.random.choice(['*', '"x"', 'W/"1"', '', '"' + 'a' * 64 + '"'])
        if self.random.random() < 0.2:
            headers['Idempotency-Key'] = self.random.choice([str(uuid.UUID(int=7)), 'x', values.MARK * 9])
        self.ask(who, Sent(method, where), data if method != 'DELETE' else None, KINDS[1] if method != 'DELETE' else None, headers, route)

    def table_of(self, where):
        words = where.removeprefix('/api/v1/').split('/')
        ends = {'code': 'CodeInput', 'session': 'SignInInput', 'consent': 'ConsentInput', 'topics': 'TopicsInput', 'coverage': 'CoverageInput', 'matches': 'VerdictInput',
                'volunteer': 'PairInput', 'ask-for': 'PairInput', 'invitations': 'InvitationInput', 'note': 'request', 'weights': 'WeightsInput', 'apply': 'DecisionInput', 'refuse': 'DecisionInput'}
        if words[-1] in ends:
            return ends[words[-1]]
        return {'requests': 'request', 'offers': 'offer'}.get(words[0], 'StepInput') if len(words) < 3 else 'StepInput'

    def odd(self):
        who = self.someone()
        method = self.random.choice(['GET', 'POST', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])
        path = self.random.choice(['/%zz', '/%00', '/requests/%F0%9F', '//', '/requests//', '/x' * 900, '/?' + 'a=b&' * 1500, '/requests?q=%', '/static/..%2f..%2fkey', '/api/v1/',
                                   '/api/v1/requests?after=%%', '/offers?after=' + 'z' * 900, '/;', '/requests/1/2/3/4', self.address(self.random.choice(list(self.routes))[1])])
        if self.spares(who, path):
            return
        data = self.random.choice([b'', b'a=%', b'\xff\xfe', b'=&=&&', b'a' * 9000, b'csrf=' + self.world[who].csrf.encode() + b'&a=%e9', b'--x\r\n\r\n--x--'])
        writes = method in ('POST', 'PUT', 'PATCH')
        self.ask(who, Sent(method, path), data if writes else None, self.random.choice(KINDS) if writes else None,
                 {'X-CSRF-Token': self.world[who].csrf} if self.random.random() < 0.5 else {})

    def walk(self, seconds, steps):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.steps < steps:
            self.random.choices((self.link, self.form, self.move, self.api_move, self.route, self.odd), (12, 14, 18, 22, 31, 3))[0]()


def field_tables(lines):
    """What the program says of its field tables: record -> its fields."""
    tables = {}
    for line in lines:
        record, name, kind, flags, most, parts, words = line.rstrip('\n').split('\t')
        tables.setdefault(record, []).append({'name': name, 'kind': kind, 'may': 'writable' in flags, 'max': int(most), 'parts': parts,
                                              'words': words.split(',') if words != '-' else []})
    return tables
