"""The life of a session: made new, renewed, ended, never longer than it may, and never the one that a stranger chose."""
import os
import sqlite3
import uuid

from client import Client, totp
import people

MINUTE = 60 * 1000


def cookie_lines(answer, name='s'):
    return [v for k, v in answer.headers if k == 'set-cookie' and v.startswith(name + '=')]


def is_alive(world, token):
    other = Client(world.daemon.address, 'a cookie')
    other.cookies = {'s': token}
    return other.get('/api/v1/session').status == 200


def flags(line):
    words = {w.strip().split('=')[0].lower(): w.strip() for w in line.split(';')[1:]}
    return words


def check_renewal(tally, world):
    known = world['drafter']
    person = Client(world.daemon.address, 'a browser with a cookie from a stranger')
    person.cookies['s'] = planted = 'B' * 43
    person.get('/sign-in')
    answer = person.submit({'login': known.login, 'passphrase': known.passphrase})
    first = person.cookies.get('s')
    tally.check(answer.status == 303 and first != planted and not is_alive(world, planted),
                'a cookie that was there before signing in is not the session', answer)
    line = flags(cookie_lines(answer)[0])
    tally.check('httponly' in line and line.get('samesite') == 'SameSite=Lax' and line.get('path') == 'Path=/' and
                'domain' not in line and 'expires' not in line, 'the cookie is HttpOnly, SameSite=Lax, for the whole site', line)
    tally.check(len(first) >= 43, 'the cookie holds 256 bits', first)
    half = person.get('/requests')
    tally.check(half.status == 303 and '/sign-in/code' in half.header('location'), 'half a sign-in opens nothing', half)
    half_csrf = person.api('GET', '/api/v1/session').json['csrf']
    person.get('/sign-in/code')
    answer = person.submit({'code': known.recovery.pop()})
    second = person.cookies.get('s')
    tally.check(answer.status == 303 and second not in (first, planted), 'the second factor renews the cookie', answer)
    tally.check(not is_alive(world, first) and is_alive(world, second), 'the cookie of the first step is dead')
    tally.check(person.api('GET', '/api/v1/session').json['csrf'] != half_csrf, 'the token of the forms is renewed too')
    answer = person.api('POST', '/api/v1/session/code', {'code': known.recovery.pop()})
    third = person.cookies.get('s')
    tally.check(answer.status == 200 and third != second and not is_alive(world, second), 'confirming again renews it once more', answer)
    person.get('/account')
    answer = person.post('/sign-out')
    tally.check(answer.status == 303 and not is_alive(world, third), 'signing out ends it on the server', answer)
    tally.check('cookies' in (answer.header('clear-site-data') or ''), 'signing out clears the browser', answer.headers)
    return [planted, first, second, third]


def check_everywhere(tally, world):
    a, b = world.sign_in('drafter'), world.sign_in('drafter')
    a.get('/account')
    answer = a.post('/sign-out/everywhere')
    tally.check(answer.status == 303 and not is_alive(world, a.cookies.get('s', '') or 'none') and not is_alive(world, b.cookies['s']),
                'signing out everywhere ends the other browser too', answer)
    world.people['drafter'] = renew(world, 'drafter')


def renew(world, who):
    known, person = world[who], world.sign_in(who)
    for name in ('seed', 'last_step', 'party'):
        setattr(person, name, getattr(known, name))
    person.get('/account')
    return person


def check_parallel(tally, world):
    sessions = [world.sign_in('drafter') for _ in range(4)]
    alive = [is_alive(world, s.cookies['s']) for s in sessions]
    tally.check(alive == [False, True, True, True], 'a fourth session ends the oldest', alive)
    world.people['drafter'] = sessions[3]
    sessions[3].seed, sessions[3].last_step, sessions[3].party = None, 0, 'ALB'
    return [s.cookies['s'] for s in sessions]


def account_of(world, who):
    rows = world.api('admin', 'GET', '/accounts').json['items']
    return next(a['id'] for a in rows if a['login'] == people.login_of(who))


def check_step_up(tally, world, request):
    """Eleven minutes after the last code nothing is opened to more readers without a new one."""
    body = {'group': 'summary', 'level': 'public'}
    answer = world['mission'].api('POST', '/api/v1/requests/%s/consent' % request, body)
    now = world.api('mission', 'GET', '/requests/' + request).json
    tally.check(answer.status == 401 and now['level_summary'] == 'committee', 'an old second factor opens nothing', answer)
    page = world['mission'].post('/requests/%s/consent' % request, {'level_summary': 'public', 'level_codes': 'providers', 'also': '1'})
    tally.check(page.status == 422 and 'second factor' in page.page.text, 'the page asks for it again', page)


def check_limits(tally, world):
    """Idle 30 minutes for a State, 15 for the Committee's people; twelve hours at most."""
    ages = {'mission': (29, 60, True), 'mission2': (31, 60, False), 'expert': (14, 60, True), 'chair': (16, 60, False),
            'provider': (1, 12 * 60 - 2, True), 'provider2': (1, 12 * 60 + 2, False)}
    ids = {who: uuid.UUID(account_of(world, who)).bytes for who in ages}

    def age(db):
        for who, (idle, old, _) in ages.items():
            db.execute('UPDATE session SET created_at = created_at - ?, seen_at = seen_at - ? WHERE account = ?',
                       (old * MINUTE, idle * MINUTE, ids[who]))
        db.execute('UPDATE session SET step_up_at = step_up_at - ? WHERE step_up_at', (11 * MINUTE,))
    request = world.request('mission')
    world.step_up('mission')
    world.consent('mission', request, 'codes', 'providers')
    world.restart(age)
    check_step_up(tally, world, request)
    for who, (idle, old, lives) in ages.items():
        answer = world[who].get('/account')
        tally.check((answer.status == 200) == lives, '%s idle for %d min, signed in for %d: %s' % (
            who, idle, old, 'goes on' if lives else 'has ended'), answer)
    for who in ages:
        world.people[who] = renew(world, who)


def check_stored(tally, world, tokens):
    """Only the hash is kept: no token in the database, in the log or on the terminal."""
    tokens = [t.encode() for t in tokens] + [p.cookies['s'].encode() for w, p in world.people.items() if 's' in p.cookies]
    places = {'the log': world.daemon.log_text().encode(), 'the terminal': world.daemon.printed().encode()}
    for name in os.listdir(world.daemon.data):
        path = os.path.join(world.daemon.data, name)
        if os.path.isfile(path):
            with open(path, 'rb') as f:
                places[name] = f.read()
    found = [name for name, text in places.items() for t in tokens if t in text]
    tally.check(not found and 'clearinghouse.db' in places, 'no cookie in database, log or output', found)
    places['a file with a cookie in it'] = b'x' + tokens[-1]
    tally.check(any(tokens[-1] in text for text in places.values()), 'a cookie in a file would be found')


def check_disabled(tally, world):
    ident = account_of(world, 'gone')
    tally.check(world['gone'].get('/requests').status == 200, 'an account works before it is disabled')
    answer = world['admin'].post('/accounts/%s/do/disable' % ident)
    after = world['gone'].get('/requests')
    tally.check(answer.status == 303 and after.status == 303 and '/sign-in' in after.header('location'),
                'a disabled account is out with its next request', (answer, after))
    again = Client(world.daemon.address, 'gone')
    again.get('/sign-in')
    answer = again.submit({'login': world['gone'].login, 'passphrase': world['gone'].passphrase})
    tally.check(answer.status == 422, 'a disabled account cannot sign in', answer)


def check_secure(tally, world):
    """Behind TLS the cookies are __Host- and Secure, and the browser is told to stay with https."""
    world.daemon.stop()
    before = list(world.daemon.options)
    world.daemon.options += ['--set', 'public_url=https://clearing.example']
    world.daemon.start()
    stranger = Client(world.daemon.address, 'public')
    answer = stranger.get('/sign-in', headers={'Host': 'clearing.example'})
    line = cookie_lines(answer, '__Host-b')
    tally.check(len(line) == 1 and 'secure' in flags(line[0]) and 'httponly' in flags(line[0]) and 'domain' not in flags(line[0]),
                'behind TLS cookies are Secure and __Host-', answer.headers)
    tally.check('includeSubDomains' in (answer.header('strict-transport-security') or ''), 'and the browser stays with https')
    old = stranger.get('/account', headers={'Host': 'clearing.example', 'Cookie': 's=' + world['mission'].cookies['s']})
    tally.check(old.status == 303, 'a plain cookie counts for nothing there', old)
    world.daemon.stop()
    world.daemon.options = before
    world.daemon.start()
    for person in world.people.values():
        person.close()
        person.port = world.daemon.port


def check(tally, world):
    tokens = check_renewal(tally, world)
    check_everywhere(tally, world)
    tokens += check_parallel(tally, world)
    check_disabled(tally, world)
    check_limits(tally, world)
    check_stored(tally, world, tokens)
    check_secure(tally, world)
