"""What a table by route cannot hold: two objects in one request, and fields that nobody may set."""
import subprocess

from world import built

# who does it, the step, the request, the offer, answers of page and API. An offer that one may not see cannot be named either; nobody
# acts with another's offer; and what was not circulated, is on hold, or excludes the provider cannot be volunteered for.
PAIRS = [
    ('mission', 'ask-for', 'alb', 'odraft', 404),
    ('mission', 'ask-for', 'alb', 'osub', 404),
    ('mission', 'ask-for', 'alb', 'no_offer', 404),
    ('mission', 'ask-for', 'alb', 'ofiji', 422),
    ('mission2', 'ask-for', 'per', 'osub', 404),
    ('expert', 'propose', 'per', 'odraft', 404),
    ('expert', 'propose', 'per', 'no_offer', 404),
    ('expert', 'propose', 'draft', 'olisted', 404),
    ('expert', 'propose', 'no_request', 'olisted', 404),
    ('expert', 'set-aside', 'per', 'odraft', 404),
    ('expert_alb', 'propose', 'alb', 'olisted', 404),
    ('expert_can', 'propose', 'per', 'olisted', 404),
    ('provider', 'volunteer', 'alb', 'ofiji', 422),
    ('provider', 'volunteer', 'alb', 'osub', 404),
    ('provider', 'volunteer', 'per', 'olisted', 404),
    ('provider', 'volunteer', 'pub', 'olisted', 404),
    ('provider', 'volunteer', 'held', 'olisted', 404),
    ('provider', 'volunteer', 'excl', 'olisted', 404),
    ('provider', 'volunteer', 'draft', 'olisted', 404),
    ('provider2', 'volunteer', 'alb', 'olisted', 404),
    ('provider2', 'volunteer', 'excl', 'olisted', 404),
]


def send(world, made, pair, by_api):
    who, word, request, offer, _ = pair
    person, request, body = world[who], made[request], {'offer': made[offer]}
    if word in ('propose', 'set-aside'):
        if by_api:
            return person.api('POST', '/api/v1/requests/%s/needs/1/matches' % request, dict(body, verdict=word, reason='other'))
        return person.post('/review/%s/1/%s' % (request, word), dict(body, reason='other'))
    if by_api:
        return person.api('POST', '/api/v1/requests/%s/needs/1/%s' % (request, word), body)
    return person.post('/requests/%s/needs/1/%s' % (request, word), body)


def check_pairs(tally, world, made):
    for by_api in (False, True):
        hidden = world['mission'].get('/api/v1/nowhere' if by_api else '/nowhere').body
        for pair in PAIRS:
            answer = send(world, made, pair, by_api)
            same = answer.body == hidden or pair[4] != 404
            tally.check(answer.status == pair[4] and same, '%s %s of %s with %s: %d' % (*pair[:2], pair[2], pair[3], pair[4]), answer)


VALUES = {'flag': True, 'int': 1, 'time': '2026-01-01T00:00:00Z', 'date': '2026-01-01', 'uuid': '00000000-0000-4000-8000-000000000001',
          'code': 'PER', 'codes': ['PER'], 'parts': []}


def closed_fields():
    """Fields of requests and offers that no form writes: (record, field, a value of its kind)."""
    lines = subprocess.run([built('fields_dump')], capture_output=True, text=True, check=True).stdout.splitlines()
    for record, name, kind, flags, _, _, words in (line.split('\t')[:7] for line in lines):
        if record in ('request', 'offer') and 'writable' not in flags:
            yield record, name, VALUES.get(kind, words.split(',')[-1] if kind == 'enum' else 'x')


def check_closed(tally, world, made):
    """Status, party, levels of exposure, holds: changed by their own steps alone, never by writing them into a form."""
    count = 0
    for record, name, value in closed_fields():
        who, plural = ('mission', 'requests') if record == 'request' else ('provider', 'offers')
        path = '/%s/%s' % (plural, made['draft' if record == 'request' else 'odraft'])
        before = world.api(who, 'GET', path)
        answer = world[who].api('PATCH', '/api/v1' + path, {name: value}, {'If-Match': before.header('etag')})
        new = world[who].api('POST', '/api/v1/' + plural, {name: value})
        page = world[who].post(path + '/edit/' + ('contact' if record == 'request' else 'what'),
                               {name: 'true' if value is True else str(value), 'title': 'A title'})
        after = world.api(who, 'GET', path).json
        tally.check(answer.status == 422 and new.status == 422 and name in answer.text, '%s.%s is not to be written' % (record, name),
                    (answer, new))
        tally.check(after.get(name) == before.json.get(name) and page.status in (303, 422), '%s.%s stays as it was' % (record, name),
                    (before.json.get(name), after.get(name), page))
        count += 1
    tally.check(count > 25, 'that many fields were tried', count)
    before = world.api('mission', 'GET', '/requests/' + made['draft'])
    answer = world['mission'].api('PATCH', '/api/v1/requests/' + made['draft'], {'exists': 'Two detectors'},
                                  {'If-Match': before.header('etag')})
    tally.check(answer.status == 200 and answer.json.get('exists') == 'Two detectors', 'a field that is open is written the same way', answer)
