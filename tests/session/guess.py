"""Guessing: what a wrong passphrase tells, and how often it can be tried."""
import re
import statistics
import time

from client import Client
import people

TOKENS = (re.compile(r'name="(csrf|idem)" value="[^"]*"'), re.compile(r'value="[^"]*@example\.org"'))


def bare(answer):
    """The page without what is new each time, and without the address that was typed."""
    text = answer.text
    for pattern in TOKENS:
        text = pattern.sub('', text)
    return answer.status, text, [h for h in answer.headers if h[0] not in ('date', 'content-length', 'retry-after', 'set-cookie')]


def guess(world, login, passphrase='four wrong words in here'):
    stranger = Client(world.daemon.address, 'stranger')
    stranger.get('/sign-in')
    began = time.monotonic()
    answer = stranger.submit({'login': login, 'passphrase': passphrase})
    return answer, time.monotonic() - began


def guess_api(world, login, passphrase='four wrong words in here'):
    return Client(world.daemon.address, 'stranger').api('POST', '/api/v1/session', {'login': login, 'passphrase': passphrase})


def check_equal(tally, world):
    known, took_known, unknown, took_unknown = [], [], [], []
    for i in range(4):
        for login, answers, times in ((people.login_of('guessed'), known, took_known), ('nobody%d@example.org' % i, unknown, took_unknown)):
            answer, took = guess(world, login)
            answers.append(bare(answer))
            times.append(took)
    tally.check(len({str(a) for a in known + unknown}) == 1 and known[0][0] == 422, 'who is known cannot be told from the page',
                {a[0] for a in known + unknown})
    a, b = guess_api(world, people.login_of('guessed2')), guess_api(world, 'nobody9@example.org')
    tally.check((a.status, a.body) == (b.status, b.body) and a.status == 401, 'nor from the API', (a, b))
    ratio = statistics.median(took_unknown) / statistics.median(took_known)
    tally.check(1 / 3 < ratio < 3, 'nor, roughly, from the time it takes', ratio)
    right, _ = guess(world, world['guessed2'].login, world['guessed2'].passphrase)
    tally.check(bare(right) != known[0], 'a right passphrase is told from a wrong one')


def check_account(tally, world):
    """Five wrong ones, then the account waits, for the right one too; somebody unknown waits as well."""
    codes = [guess(world, people.login_of('guessed3'))[0].status for _ in range(7)]
    tally.check(codes[:5] == [422] * 5 and codes[-1] == 429, 'after five wrong passphrases the account waits', codes)
    answer, _ = guess(world, world['guessed3'].login, world['guessed3'].passphrase)
    tally.check(answer.status == 429 and int(answer.header('retry-after') or 0) > 0, 'the right one waits too, and is told how long', answer)
    codes = [guess(world, 'nobody.at.all@example.org')[0].status for _ in range(7)]
    tally.check(codes[:5] == [422] * 5 and codes[-1] == 429, 'so does an account that does not exist', codes)
    again, _ = guess(world, world['guessed2'].login, world['guessed2'].passphrase)
    tally.check(again.status == 303, 'others sign in meanwhile', again)
    tally.check(world['guessed3'].get('/account').status == 200, 'a session that is open goes on')


def check_code(tally, world):
    """The second factor cannot be guessed either, on the way in or when it is asked for again."""
    for who, full, sentence in (('guessed4', False, 'signing in'), ('guessed5', True, 'confirming')):
        person = world[who] if full else world.sign_in(who, code=False)
        codes = [person.api('POST', '/api/v1/session/code', {'code': '%06d' % i}).status for i in range(12)]
        allowed = codes.index(429) if 429 in codes else len(codes)
        tally.check(allowed <= 10 and set(codes[:allowed]) == {422} and set(codes[allowed:]) == {429},
                    '%s: after a few wrong codes the account waits' % sentence, codes)
        answer = person.api('POST', '/api/v1/session/code', {'code': world[who].recovery[-1]})
        tally.check(answer.status == 429, '%s: a right code waits too' % sentence, answer)


def check_address(tally, world):
    before = list(world.daemon.options)
    world.daemon.stop()
    world.daemon.options += ['--set', 'limits.logins_per_address=10']
    world.daemon.start()
    codes = []
    for i in range(12):
        stranger = Client(world.daemon.address, 'stranger', source='127.0.0.9')
        answer = stranger.api('POST', '/api/v1/session', {})
        codes.append(answer.status)
    tally.check(codes == [422] * 10 + [429] * 2 and int(answer.header('retry-after') or 0) > 0, 'one address may try so often', codes)
    other = Client(world.daemon.address, 'another', source='127.0.0.10').api('POST', '/api/v1/session', {})
    tally.check(other.status == 422, 'another address is not kept waiting', other)
    world.daemon.stop()
    world.daemon.options = before
    world.daemon.start()


def check(tally, world):
    check_equal(tally, world)
    check_account(tally, world)
    check_code(tally, world)
    check_address(tally, world)
