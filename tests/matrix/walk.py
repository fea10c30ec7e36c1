"""The procedure gone through for real. Before each step everybody else tries it, with all that makes it valid; then the right one does
it. A step that somebody else had made would be refused to the right one."""

PLURAL = {'request': 'requests', 'offer': 'offers', 'match': 'matches'}

# kind, word, reason, who may: the first does it, the others could as well.
CASE = [
    ('request', 'submit', '', 'mission'),
    ('request', 'give-back', 'note_missing', 'secretariat'),
    ('request', 'submit', '', 'mission'),
    ('request', 'authenticate', 'called_back', 'secretariat'),
    ('request', 'open', '', 'secretariat'),
    ('request', 'clarify', '', 'expert expert_can secretariat'),
    ('request', 'refer', '', 'member'),
    ('request', 'hold', '', 'mission'),
    ('request', 'lift-hold', '', 'mission'),
    ('request', 'waive-brake', '', 'mission'),
    ('request', 'rest', '', 'secretariat mission'),
    ('request', 'reopen', '', 'mission'),
    ('offer', 'submit', '', 'provider'),
    ('offer', 'return', 'unclear', 'secretariat'),
    ('offer', 'submit', '', 'provider'),
    ('offer', 'list', 'state_note', 'secretariat'),
    ('offer', 'confirm', '', 'provider'),
    ('offer', 'rest', '', 'secretariat provider'),
    ('offer', 'reopen', '', 'provider'),
    ('pair', 'propose', '', 'expert'),
    ('match', 'endorse', '', 'chair'),
    ('match', 'clear', '', 'mission'),
    ('open', 'summary', '', 'mission'),
    ('open', 'codes', '', 'mission'),
    ('request', 'circulate', '', 'chair'),
    ('match', 'invite', '', 'secretariat chair'),
    ('match', 'offer', '', 'provider'),
    ('match', 'ask-changes', '', 'mission'),
    ('match', 'offer', '', 'provider'),
    ('match', 'accept', '', 'mission'),
    ('match', 'pass-contacts', '', 'mission'),
    ('match', 'start', '', 'provider'),
    ('match', 'suspend', 'staff', 'mission provider'),
    ('match', 'resume', '', 'provider mission'),
    ('match', 'report', '', 'provider'),
    ('match', 'confirm-delivery', '', 'mission'),
    ('match', 'feedback', '', 'provider mission'),
    ('match', 'close', '', 'secretariat mission'),
    # From here on the State has said that this provider may be approached: what is endorsed is cleared at once.
    ('pair', 'propose', '', 'expert'),
    ('match', 'endorse', '', 'chair'),
    ('match', 'invite', '', 'chair secretariat'),
    ('match', 'decline-invitation', 'no_capacity', 'provider'),
    ('pair', 'propose', '', 'expert'),
    ('match', 'endorse', '', 'chair'),
    ('match', 'invite', '', 'secretariat chair'),
    ('match', 'offer', '', 'provider'),
    ('match', 'decline', 'not_fitting', 'mission'),
    ('pair', 'propose', '', 'expert'),
    ('match', 'endorse', '', 'chair'),
    ('match', 'invite', '', 'secretariat chair'),
    ('match', 'offer', '', 'provider'),
    ('match', 'withdraw', '', 'provider'),
    ('pair', 'propose', '', 'expert'),
    ('match', 'rescind', 'mistake', 'chair'),
    ('pair', 'volunteer', '', 'provider'),
    ('match', 'pass-on', '', 'chair'),
    ('match', 'offer', '', 'provider'),
    ('pair', 'ask-for', '', 'mission'),
    ('match', 'invite', '', 'secretariat chair'),
    ('pair', 'set-aside', 'duplicate', 'expert'),
    ('offer', 'close', '', 'provider secretariat'),
    ('request', 'close', 'met', 'mission secretariat'),
]
INFORMAL = [
    ('request', 'adopt', '', 'mission'),
    ('request', 'withdraw', '', 'mission'),
]
DROPPED = [
    ('request', 'not-pursue', 'no_answer', 'secretariat mission'),
]
WORDLESS = ('refer', 'hold', 'lift-hold', 'waive-brake', 'circulate', 'confirm')   # what is said with these nobody could read
PAIRS = ('propose', 'volunteer', 'ask-for', 'set-aside')


class Walk:
    def __init__(self, world, by_api):
        self.world, self.by_api, self.need = world, by_api, 0
        self.ids = {}

    def path(self, kind, word):
        root = '/api/v1' if self.by_api else ''
        if kind == 'open':
            return '%s/requests/%s/consent' % (root, self.ids['request'])
        if kind != 'pair':
            return '%s/%s/%s/%s%s' % (root, PLURAL[kind], self.ids[kind], '' if self.by_api else 'do/', word)
        at = self.ids['request'], self.need
        if word in ('propose', 'set-aside'):
            return '/api/v1/requests/%s/needs/%d/matches' % at if self.by_api else '/review/%s/%d/%s' % (*at, word)
        return '%s/requests/%s/needs/%d/%s' % (root, *at, word)

    def body(self, kind, word, reason):
        body = {'words': 'said on Monday'} if kind != 'open' and word not in WORDLESS else {}
        if reason:
            body['reason'] = reason
        if kind == 'pair':
            body['offer'] = self.ids['offer']
            if self.by_api and word in ('propose', 'set-aside'):
                body['verdict'] = word
        if kind == 'open' and self.by_api:
            body = {'group': word, 'level': 'named', 'named': ['CAN']}
        elif kind == 'open':
            body = {'level_summary': 'named', 'level_codes': 'named' if word == 'codes' else 'committee',
                    'named': 'Canada', 'also': '1'}
        return body

    def send(self, who, kind, word, reason):
        person, path, body = self.world[who], self.path(kind, word), self.body(kind, word, reason)
        if self.by_api:
            return person.api('POST', path, body)
        return person.post(path, body)

    def is_refused(self, who, answer, signed):
        if who in signed:
            return answer.status == 404
        return answer.status == (401 if self.by_api else 303) and \
            (self.by_api or (answer.header('location') or '').startswith('/sign-in'))

    def keep_match(self, answer):
        if self.by_api:
            self.ids['match'] = answer.json['id']
        elif '/matches/' in (answer.header('location') or ''):
            self.ids['match'] = answer.header('location').rsplit('/', 1)[1]
        else:
            mine = self.world.api('expert', 'GET', '/matches?size=100&request=' + self.ids['request']).json['items']
            self.ids['match'] = next(m['id'] for m in mine if m['need'] == self.need)

    def go(self, tally, steps, everybody, signed):
        way = 'API' if self.by_api else 'pages'
        for kind, word, reason, who in steps:
            may = who.split()
            self.need += kind == 'pair'
            others = [p for p in everybody if p not in may]
            wrong = [(p, a) for p in others for a in [self.send(p, kind, word, reason)] if not self.is_refused(p, a, signed)]
            tally.check(not wrong, '%s: %s %s is refused to all %d others' % (way, kind, word, len(others)), wrong[:4])
            done = self.send(may[0], kind, word, reason)
            ok = done.status in (200, 201) if self.by_api else done.status == 303
            if not tally.check(ok, '%s: %s %s by %s' % (way, kind, word, may[0]), '%s %s' % (done, done.text[-600:])):
                return
            if kind == 'pair':
                self.keep_match(done)


def note(world):
    return world.api('secretariat', 'POST', '/requests/note', {
        'party': 'ALB', 'channel': 'email', 'form': 'informal', 'lang': 'en', 'title': 'An informal inquiry',
        'needs': [{'no': 1, 'text': 'Advice on a law'}]}).json['id']


def walk(tally, world, table):
    everybody, signed = table.groups['everybody'], table.groups['signed']
    for by_api in (False, True):
        w = Walk(world, by_api)
        w.ids = {'request': world.request('mission', 8), 'offer': world.offer('provider')}
        w.go(tally, CASE, everybody, signed)
        for steps in (INFORMAL, DROPPED):
            w.ids['request'] = note(world)
            w.go(tally, steps, everybody, signed)
