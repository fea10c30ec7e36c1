"""No change that did not come from our own page: every route that changes something, in every forged way."""
import json
import uuid
from urllib.parse import urlencode

FORM = 'application/x-www-form-urlencoded'


def way(name, token='own', headers=(), kind=None, refused=(403,)):
    return name, token, dict(headers), kind, refused


FORGED = [
    way('without a token', None),
    way('with an empty token', ''),
    way('with a made-up token', 'A' * 43),
    way('with the token of another session', 'other'),
    way('from another site, by Origin', headers={'Origin': 'https://evil.example'}),
    way('from another port, by Origin', headers={'Origin': 'http://127.0.0.1:1'}),
    way('from a sandboxed frame', headers={'Origin': 'null'}),
    way('from another site, by Sec-Fetch-Site', headers={'Sec-Fetch-Site': 'cross-site'}),
    way('from a neighbour site, by Sec-Fetch-Site', headers={'Sec-Fetch-Site': 'same-site'}),
    way('as text/plain', kind='text/plain', refused=(415,)),
    way('as multipart', kind='multipart/form-data; boundary=x', refused=(415,)),
    way('without a type', kind='', refused=(415,)),
]
HONEST = way('as our own page does', headers={'Sec-Fetch-Site': 'same-origin'})


def address(path):
    for name in ('{id}', '{token}', '{page}', '{no}', '{file}'):
        path = path.replace(name, {'{id}': str(uuid.UUID(int=7)), '{token}': 'A' * 43, '{page}': 'need', '{no}': '1'}.get(name, 'x'))
    return path


def person_for(world, roles):
    words = roles.split(',')
    if 'public' in words:
        return 'public'
    return 'drafter' if 'signed_in' in words else words[0]


def send(world, method, path, who, forged):
    _, token, headers, kind, _ = forged
    person, is_api = world[who], path.startswith('/api/')
    other = world['mission2' if who != 'mission2' else 'mission'].csrf
    token = {'own': person.csrf, 'other': other}.get(token, token)
    headers = dict(headers)
    if is_api:
        if token is not None:
            headers['X-CSRF-Token'] = token
        body, usual = '{}', 'application/json'
    else:
        body, usual = urlencode({} if token is None else {'csrf': token}), FORM
    if method == 'DELETE':
        return person.send(method, path, None, None, headers)
    return person.send(method, path, body, usual if kind is None else kind or None, headers)


def applies(forged, method, has_token):
    """A DELETE has no body of any type; the API's sign-in has no session yet, so no token, but a type and an origin."""
    if method == 'DELETE' and forged[3] is not None:
        return False
    return has_token or forged[1] == 'own'


def check(tally, world, routes):
    world['public'].get('/sign-in')
    for who in world.people:
        if who != 'public':
            world[who].get('/')
    writes = {k: v for k, v in routes.items() if k[0] != 'GET'}
    ends_session = ('/sign-out', '/sign-out/everywhere', '/api/v1/session')
    accepted = []
    for (method, path), (_, _, roles, _, csrf) in sorted(writes.items()):
        who = person_for(world, roles)
        for forged in FORGED:
            if applies(forged, method, csrf == 'csrf'):
                answer = send(world, method, address(path), who, forged)
                tally.check(answer.status in forged[4], '%s %s %s is refused' % (method, path, forged[0]), answer)
        if path not in ends_session:
            answer = send(world, method, address(path), who, HONEST)
            accepted.append(answer.status not in (403, 415))
            tally.check(accepted[-1], '%s %s %s is taken' % (method, path, HONEST[0]), answer)
    tally.check(len(writes) > 90 and all(accepted), 'the same question finds the honest way accepted', len(writes))
    for (method, path) in sorted(k for k in writes if ('GET', k[1]) not in routes):
        answer = world['drafter'].send('GET', address(path), urlencode({'csrf': world['drafter'].csrf}), FORM)
        tally.check(answer.status in (400, 405, 413), 'GET %s with a body does nothing' % path, answer)
    for who in world.people:
        if who != 'public':
            answer = world[who].get('/account')
            tally.check(answer.status == 200, '%s is still signed in' % who, answer)
