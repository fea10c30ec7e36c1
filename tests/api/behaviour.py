"""What a schema cannot say: tags and versions, keys of idempotency, paging, limits, and any bytes at all as a body."""
import os

V = '/api/v1'
HERE = os.path.dirname(os.path.abspath(__file__))


def tags(r):
    """The answer of a write, the next GET and a 304 agree byte for byte."""
    check = r.tally.check
    for who, kind in (('mission', 'requests'), ('provider', 'offers')):
        made = r.send(who, 'POST', '/' + kind, {'title': 'Tags'}, 201)
        path = '/%s/%s' % (kind, made.json['id'])
        got = r.send(who, 'GET', path)
        check(got.body == made.body and got.header('etag') == made.header('etag'), 'what was made is what is read (%s)' % kind,
              (made.text, got.text))
        check(made.header('location') == V + path, 'Location names what was made', made.header('location'))
        r.send(who, 'GET', path, expect=304, headers={'If-None-Match': got.header('etag')})
        saved = r.send(who, 'PATCH', path, {'title': 'Tags, again'}, 200, {'If-Match': got.header('etag')})
        check(saved.json['version'] == made.json['version'] + 1 and saved.json['title'] == 'Tags, again', 'a change counts up',
              saved.text)
        check(r.send(who, 'GET', path).header('etag') == saved.header('etag'), 'the tag of a change is the tag of the next GET')
        r.send(who, 'PATCH', path, {'title': 'Lost update'}, 412, {'If-Match': got.header('etag')})


def keys(r):
    """A key makes a write happen once; another body under it is refused; a token is never given twice."""
    check, key = r.tally.check, {'Idempotency-Key': 'behaviour-1'}
    first = r.send('mission', 'POST', '/requests', {'title': 'Once'}, 201, key)
    again = r.send('mission', 'POST', '/requests', {'title': 'Once'}, 201, key)
    check(again.body == first.body and again.header('etag') == first.header('etag') and
          again.header('location') == first.header('location'), 'the same key has the same answer', again.text)
    r.send('mission', 'POST', '/requests', {'title': 'Twice'}, 409, key)
    r.send('mission2', 'POST', '/requests', {'title': 'Once'}, 201, key)
    mine = r.send('mission', 'GET', '/requests?q=Once')
    check(mine.json['total'] == 1, 'and nothing happened twice', mine.text)
    invitation = {'party': 'CHL', 'name': 'New', 'login': 'twice@example.org', 'nationality': 'CHL', 'roles': ['mission']}
    tokens = {r.send('admin', 'POST', '/accounts/invitations', invitation, 201, key).text for _ in range(2)}
    check(len(tokens) == 2, 'a token is not given out again under its key', tokens)


def paging(r):
    """Following Link visits every record once, forwards and back."""
    check = r.tally.check
    for who, kind in (('mission', 'requests'), ('secretariat', 'offers'), ('expert', 'matches'), ('admin', 'accounts')):
        path, seen, pages = '/%s?size=2' % kind, [], []
        while path:
            page = r.send(who, 'GET', path)
            pages.append([x['id'] for x in page.json['items']])
            seen += pages[-1]
            path = link(page, 'next')
        check(len(seen) == len(set(seen)) == page.json['total'] and len(pages) > 1, 'all %s once' % kind, (seen, page.json['total']))
        back = r.send(who, 'GET', link(page, 'prev'))
        check([x['id'] for x in back.json['items']] == pages[-2], 'prev leads back (%s)' % kind, back.text)


def link(answer, rel):
    for name, value in answer.headers:
        if name == 'link' and 'rel="%s"' % rel in value:
            return value[1:value.index('>')].removeprefix(V)
    return None


def faults_at_once(r):
    """One answer names every bad field, in the reader's language where it is asked for."""
    answer = r.send('mission', 'POST', '/requests', {
        'title': 'x' * 300, 'lang': 'tlh', 'nonsense': 1, 'languages': 'en', 'from': 'tomorrow', 'status': 'open',
        'needs': [{'text': 5}, {'topics': ['NO.SUCH'], 'priority': 9, 'recipients': [{'number': 'ten'}]}]}, 422)
    named = {e['field'] for e in answer.json['errors']}
    for field in ('title', 'lang', 'nonsense', 'languages', 'from', 'status', 'needs.1.text', 'needs.2.priority',
                  'needs.2.recipients.1.number'):
        r.tally.check(field in named, 'the answer names ' + field, sorted(named))
    r.tally.check(any(f.startswith('needs.2.topics') for f in named), 'the answer names the unknown topic', sorted(named))


def methods(r):
    person = r.cast['mission']
    answer = person.api('DELETE', V + '/requests')
    r.tally.check(answer.status == 405 and 'POST' in (answer.header('allow') or ''), '405 names the methods', answer)
    answer = person.send('POST', V + '/requests', '<x/>', 'text/xml', {'X-CSRF-Token': person.csrf})
    r.tally.check(answer.status == 415, 'only JSON is taken', answer)
    answer = person.send('POST', V + '/requests', '{"title": "' + 'x' * 300000 + '"}', 'application/json', {'X-CSRF-Token': person.csrf})
    r.tally.check(answer.status == 413, 'a body over the limit is refused', answer)


def unpacked(digits):
    """Pieces joined by +, each hexadecimal digits or N* them."""
    body = b''
    for piece in digits.split('+'):
        times, star, rest = piece.partition('*')
        body += bytes.fromhex(rest) * int(times) if star else bytes.fromhex(piece)
    return body


def any_bytes(r):
    """Every text of the codec's collection as a body: a clear refusal or a success."""
    person, clear, made = r.cast['mission'], 0, 0
    with open(os.path.join(HERE, '..', 'codec', 'json_cases.txt'), encoding='utf-8') as f:
        cases = [line.rstrip('\n').split('\t') for line in f if line.strip() and not line.startswith('#')]
    draft = person.api('POST', V + '/requests', {}).json['id']
    for verdict, name, digits in cases:
        body = unpacked(digits)
        for method, path, headers in (('POST', '/requests', {}), ('PATCH', '/requests/' + draft, {'If-Match': '*'}),
                                      ('POST', '/requests/%s/submit' % draft, {})):
            answer = person.send(method, V + path, body, 'application/json', {'X-CSRF-Token': person.csrf, **headers})
            kind = answer.header('content-type') or ''
            if answer.status in (200, 201):
                made += 1
            if answer.status in (400, 413, 422) and kind == 'application/problem+json' and answer.json['title'] or \
                    answer.status in (200, 201) and verdict == 'accept':
                clear += 1
            else:
                r.tally.check(False, '%s %s with %s is answered clearly' % (method, path, name), (answer.status, answer.text[:300]))
    r.tally.check(clear == 3 * len(cases) and len(cases) > 600, 'every text of the collection has a clear answer', (clear, len(cases)))
    r.tally.check(r.daemon.process.poll() is None and r.daemon.answers(), 'the daemon still answers')
    print('%d bodies, %d taken, %d refused clearly' % (3 * len(cases), made, clear - made))


def run(r):
    for test in (tags, keys, paging, faults_at_once, methods, any_bytes):
        test(r)


def rates(daemon_class, recorder_class, tally):
    """With the limits of every day: 429 and when to come back."""
    daemon = daemon_class(options=['--set', 'limits.writes_per_minute=12'])
    try:
        r = recorder_class(daemon, tally, ['mission'])
        answers = [r.cast['mission'].api('POST', V + '/requests', {}) for _ in range(14)]
        last = answers[-1]
        tally.check(last.status == 429 and int(last.header('retry-after')) >= 1, 'too many writes: 429 with Retry-After', last)
        tally.check(last.json['type'] == '/problems/too-many', 'and it says so', last.text)
    finally:
        daemon.remove()
