"""Accounts for tests: made by `clearinghouse user add`, invited, signed in with both factors."""
import re
import time

from client import Client, totp

PASSPHRASE = 'five quiet herons over the harbour'

# word: party, roles, nationality. Two of each where the tests need "another".
CAST = {
    'drafter':     ('ALB', ['drafter'], 'ALB'),
    'mission':     ('ALB', ['mission'], 'ALB'),
    'mission2':    ('PER', ['mission'], 'PER'),
    'coordinator': ('CARICOM', ['coordinator'], 'GRD'),
    'provider':    ('CAN', ['provider'], 'CAN'),
    'provider2':   ('OPCW', ['provider'], 'NLD'),
    'expert':      ('COMMITTEE', ['expert'], 'NZL'),
    'expert2':     ('COMMITTEE', ['expert'], 'GHA'),
    'expert_alb':  ('COMMITTEE', ['expert'], 'ALB'),
    'secretariat': ('COMMITTEE', ['secretariat'], 'KEN'),
    'chair':       ('COMMITTEE', ['chair'], 'MLT'),
    'member':      ('COMMITTEE', ['member'], 'GUY'),
    'admin':       ('COMMITTEE', ['admin'], 'CHE'),
    'admin2':      ('COMMITTEE', ['admin'], 'NOR'),
    'auditor':     ('COMMITTEE', ['auditor'], 'SWE'),
}


def login_of(word):
    return word.replace('_', '.') + '@example.org'


def invite(daemon, words):
    """Before the daemon starts: one invitation per word of the cast; returns word -> path."""
    paths = {}
    for word in words:
        party, roles, nationality = CAST[word]
        options = ['--party', party, '--nationality', nationality, '--login', login_of(word), '--name', 'Test ' + word]
        for role in roles:
            options += ['--role', role]
        printed = daemon.command('user', 'add', *options).stdout
        paths[word] = re.search(r'(/invitation/[A-Za-z0-9_-]+)', printed).group(1)
    return paths


def next_code(person):
    """A one-time code that this person has not used: each counts once, one step early or late is taken. The one before only while it will
    still be taken when it arrives."""
    while True:
        now, into = divmod(int(time.time()), 30)
        for step in range(now if into > 20 else now - 1, now + 2):
            if step > person.last_step:
                person.last_step = step
                return totp(person.seed, at=step * 30)
        time.sleep(0.5)


def accept(daemon, word, path, factor=True):
    """Opens the invitation as a browser would, chooses the passphrase, sets up the second factor."""
    person = Client(daemon.address, word)
    person.last_step, person.login, person.passphrase = 0, login_of(word), PASSPHRASE + ' ' + word
    person.party = CAST.get(word, ('', [], ''))[0]
    page = person.get(path)
    assert page.status == 200, page
    shown = person.submit({'passphrase': person.passphrase, 'passphrase_again': person.passphrase})
    assert shown.status == 200, (shown, shown.page.text[:900])
    found = re.search(r'id="seed">([A-Z2-7 ]+)<', shown.text)
    assert found, 'no key on the page: ' + shown.page.text[:900]
    person.seed = found.group(1).replace(' ', '')
    person.recovery = re.findall(r'<code class="app-key">([^<]+)</code></li>', shown.text)
    if factor:
        answer = person.submit({'code': next_code(person)}, action='/account/factor')
        assert answer.status == 303, (answer, answer.page.text[:900])
    home = person.get('/')
    assert home.status == 200, home
    return person


def sign_in(daemon, word, seed=None, last_step=0):
    person = Client(daemon.address, word)
    person.login, person.passphrase, person.seed, person.last_step = login_of(word), PASSPHRASE + ' ' + word, seed, last_step
    person.get('/sign-in')
    answer = person.submit({'login': person.login, 'passphrase': person.passphrase})
    assert answer.status == 303, (answer, answer.page.text[:400])
    page = person.follow(answer)
    if seed and '/sign-in/code' in page.path:
        answer = person.submit({'code': next_code(person)})
        assert answer.status == 303, (answer, answer.page.text[:400])
        person.get('/')
    return person


def assemble(daemon, words, factor=True):
    """Invites, starts, accepts: word -> signed-in person."""
    paths = invite(daemon, words)
    daemon.start()
    return {word: accept(daemon, word, path, factor) for word, path in paths.items()}
