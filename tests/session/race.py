"""Two at once: the same approval by many, and readers while their right is taken away."""
import re
import threading
import time

import people
from client import Client
from daemon import Daemon


def copies(world, who, n):
    """Browsers that share one session."""
    out = []
    for i in range(n):
        c = Client(world.daemon.address, '%s %d' % (who, i))
        c.cookies, c.csrf = dict(world[who].cookies), world[who].csrf
        c.get('/healthz')
        out.append(c)
    return out


def at_once(clients, act):
    answers, gate = [None] * len(clients), threading.Barrier(len(clients))

    def one(i):
        gate.wait()
        answers[i] = act(clients[i])
    threads = [threading.Thread(target=one, args=(i,)) for i in range(len(clients))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return answers


def count(answers):
    out = {}
    for a in answers:
        out[a.status] = out.get(a.status, 0) + 1
    return out


CLIENTS, ROUNDS = 32, 4


def check_submit(tally, world):
    offer = world.listed('provider')
    request = world.opened('mission', ROUNDS)
    chairs = copies(world, 'chair', CLIENTS)
    for no in range(1, ROUNDS + 1):
        match = world.propose(request, no, offer)
        got = count(at_once(chairs, lambda c: c.post('/matches/%s/do/endorse' % match)))
        tally.check(got == {303: 1, 409: CLIENTS - 1}, '%d endorsements of one match at once: exactly one wins' % CLIENTS, got)
        now = world.api('expert', 'GET', '/matches/' + match).json
        tally.check(now['status'] in ('endorsed', 'cleared') and [d['act'] for d in now['decisions']].count('match.endorse') == 1,
                    'and the match says so once', now['decisions'])


def check_version(tally, world):
    drafters = copies(world, 'mission', CLIENTS)
    for _ in range(ROUNDS):
        request = world.request('mission')
        shown = world.api('mission', 'GET', '/requests/' + request)
        etag = shown.header('etag')
        got = count(at_once(drafters, lambda c: c.api('PATCH', '/api/v1/requests/' + request, {'title': 'By ' + c.name}, {'If-Match': etag})))
        tally.check(got == {200: 1, 412: CLIENTS - 1}, '%d edits of one version at once: exactly one is kept' % CLIENTS, got)


def check_key(tally, world):
    """One form sent many times over: one record, the same answer for all."""
    drafters = copies(world, 'mission', CLIENTS)
    before = world.api('mission', 'GET', '/requests?size=100').json['total']
    answers = at_once(drafters, lambda c: c.post('/requests', {'idem': 'the-same-form-0001'}))
    after = world.api('mission', 'GET', '/requests?size=100').json['total']
    tally.check({a.status for a in answers} == {303} and len({a.header('location') for a in answers}) == 1 and after == before + 1,
                '%d times the same form: one request' % CLIENTS, (count(answers), before, after))
    other = world['mission2'].post('/requests', {'idem': 'the-same-form-0001'})
    tally.check(other.status == 303 and other.header('location') != answers[0].header('location'),
                'somebody else with the same key is not told what came of it', other)
    changed = world['mission'].post('/requests', {'idem': 'the-same-form-0001', 'lang': 'fr'})
    tally.check(changed.status == 303 and changed.header('location') != answers[0].header('location'),
                'gone back to and changed, a form is a new one: what was typed is not refused for its old key', changed)
    again = world['mission'].post('/requests', {'idem': 'the-same-form-0001', 'lang': 'fr'})
    tally.check(again.header('location') == changed.header('location'), 'and sent twice it counts once', again)
    headers = {'Idempotency-Key': 'the-same-text-0001'}
    first, other = (world['mission'].api('POST', '/api/v1/requests', {'title': t}, headers) for t in ('One', 'Another'))
    tally.check(first.status == 201 and other.status == 409 and 'Idempotency-Key' in other.json.get('detail', ''),
                'in the API the same key for another text is refused, and the refusal says so', other.text[:300])


def check_secret(tally, world):
    """A page that shows a secret once is not kept to be shown again: the same form makes another."""
    form = {'idem': 'the-same-secret-0001', 'party': 'PER', 'name': 'Somebody else', 'login': 'else@example.org', 'nationality': 'PER',
            'roles': 'drafter'}
    links = [re.findall(r'/invitation/[A-Za-z0-9_-]{20,}', world['admin'].post('/accounts/invite', form).text)[:1] for _ in range(2)]
    tally.check(links[0] and links[1] and links[0] != links[1], 'the page with an invitation is not kept under the key of its form', links)
    with Daemon() as daemon:    # sample accounts may set up their second factor later, so they are signed in when they do
        later = people.accept(daemon, 'mission', daemon.invitations()['mission'], factor=False)
        shown = [later.post('/account/factor', {'idem': 'the-same-secret-0002'}).text for _ in range(2)]
    seeds = [re.findall(r'id="seed">([A-Z2-7 ]+)<', text) for text in shown]
    tally.check(seeds[0] and seeds[1] and seeds[0] != seeds[1], 'nor is the page with the key of a second factor', shown[1][:600])


def check_once(tally, world):
    """What counts once counts once: an invitation, a recovery code."""
    path = world.api('admin', 'POST', '/accounts/invitations', {
        'party': 'PER', 'name': 'Somebody new', 'login': 'new@example.org', 'nationality': 'PER', 'roles': ['drafter']}).json['path']
    strangers = [Client(world.daemon.address, 'stranger %d' % i) for i in range(8)]
    for s in strangers:
        s.get(path)
    phrase = 'nine green lamps along the quay'
    got = count(at_once(strangers, lambda s: s.post(path, {'name': 'New', 'passphrase': phrase, 'passphrase_again': phrase})))
    tally.check(got.get(200) == 1 and set(got) <= {200, 404, 409}, 'an invitation taken up by eight at once makes one account', got)
    tally.check(strangers[0].get(path).status == 404, 'and then leads nowhere')
    half = world.sign_in('member', code=False)
    world.people['half'] = half
    code = world['member'].recovery.pop()
    tries = copies(world, 'half', 4)     # fewer than make the account wait
    del world.people['half']
    got = count(at_once(tries, lambda c: c.api('POST', '/api/v1/session/code', {'code': code})))
    tally.check(got.get(200) == 1, 'a recovery code given by four at once opens one session', got)
    again = world.sign_in('member', code=False).api('POST', '/api/v1/session/code', {'code': code})
    tally.check(again.status == 422, 'and never again', again)


def watch(clients, act, stop, log):
    def one(c):
        while not stop.is_set():
            began = time.monotonic()
            log.append((began, act(c).status))
    threads = [threading.Thread(target=one, args=(c,)) for c in clients]
    for t in threads:
        t.start()
    return threads


def revoke(clients, act, take_away):
    """-> (requests that were answered before, requests begun after the right was gone that still succeeded)"""
    stop, log = threading.Event(), []
    threads = watch(clients, act, stop, log)
    while len(log) < 2 * len(clients):
        time.sleep(0.001)
    take_away()
    gone = time.monotonic()
    while not any(began > gone for began, _ in list(log)):
        time.sleep(0.001)
    stop.set()
    for t in threads:
        t.join()
    return sum(s == 200 for _, s in log), sum(s == 200 for began, s in log if began > gone), sum(began > gone for began, _ in log)


READERS, RACES = 16, 6


def check_consent(tally, world):
    """The summary is closed again while sixteen of the provider read it."""
    request = world.opened('mission')
    world.step_up('mission')
    world.step('mission', 'requests', request, 'waive-brake')
    world.consent('mission', request, 'codes', 'providers')
    readers = copies(world, 'provider', READERS)
    late = asked = 0
    for i in range(RACES):
        world.consent('mission', request, 'summary', 'providers')
        if not i:
            world.step('chair', 'requests', request, 'circulate')
        seen, after, begun = revoke(readers, lambda c: c.get('/api/v1/requests/' + request),
                                    lambda: world.consent('mission', request, 'summary', 'committee'))
        tally.check(seen > 0, 'the summary was read before it was closed', seen)
        late, asked = late + after, asked + begun
    tally.check(late == 0 and asked >= RACES, '%d requests begun after consent was taken back: none succeeds' % asked, late)
    world.consent('mission', request, 'summary', 'providers')
    seen, after, _ = revoke(readers, lambda c: c.get('/api/v1/requests/' + request), lambda: None)
    tally.check(after > 0, 'the same count finds readers whose right is still there', after)


def check_disable(tally, world, account_of):
    for who in ('gone2', 'gone3'):
        readers = copies(world, who, READERS)
        ident = account_of(world, who)
        seen, after, begun = revoke(readers, lambda c: c.get('/requests'),
                                    lambda: world['admin'].post('/accounts/%s/do/disable' % ident))
        tally.check(seen > 0 and after == 0, '%d requests begun after the account was disabled: none succeeds' % begun, (seen, after))


def check(tally, world, account_of):
    check_submit(tally, world)
    check_version(tally, world)
    check_key(tally, world)
    check_secret(tally, world)
    check_once(tally, world)
    check_consent(tally, world)
    check_disable(tally, world, account_of)
