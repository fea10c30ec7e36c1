"""What every answer says: its headers, its errors, who may ask, and when nothing new has to be sent."""
import json
import re

from server import Server, json_post, request

ALWAYS = {
    'content-security-policy': re.compile(r"default-src 'none'; script-src 'self'; .*frame-ancestors 'none'"),
    'x-content-type-options': re.compile('nosniff'),
    'referrer-policy': re.compile('same-origin'),
    'cross-origin-opener-policy': re.compile('same-origin'),
    'cross-origin-embedder-policy': re.compile('require-corp'),
    'cross-origin-resource-policy': re.compile('same-origin'),
    'permissions-policy': re.compile('camera=\\(\\)'),
    'cache-control': re.compile('no-store'),
    'date': re.compile('GMT'),
}
JSON = ['Content-Type: application/json']
FORM = ['Content-Type: application/x-www-form-urlencoded']


def wrong_headers(answer):
    wrong = [name for name, want in ALWAYS.items() if not want.search(answer.headers.get(name, ''))]
    if 'server' in answer.headers:
        wrong.append('server')
    if answer.code not in (204, 303, 304) and answer.body and 'content-type' not in answer.headers:
        wrong.append('content-type')
    return wrong


def some_of_each(s):
    """One answer of every kind that the core gives."""
    yield 'a page', s.ask('GET', '/small')
    yield 'HEAD', s.ask('HEAD', '/small')
    yield 'a missing page', s.ask('GET', '/nowhere')
    yield 'a wrong method', s.ask('DELETE', '/small')
    yield 'a sign-in redirect', s.ask('GET', '/mine')
    yield 'a refused host', s.ask('GET', '/small', ['Host: evil.example'])
    yield 'a gate refusal', s.ask('GET', '/small', ['Host: localhost', 'X: \x01'])
    yield 'chunks', s.raw(b'POST /api/v1/rows HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n')
    yield 'too long a body', s.ask('POST', '/api/v1/rows', JSON, b'x' * (256 * 1024 + 1))
    yield 'a wrong type', s.ask('POST', '/api/v1/rows', ['Content-Type: text/plain'], b'{}')
    yield 'a forged form', s.ask('POST', '/form', FORM, b'a=b')
    yield 'created', s.raw(json_post())
    yield 'refused by the writer', s.raw(json_post('/api/v1/refused'))
    yield 'refused for its fields', s.raw(json_post('/api/v1/issues'))
    yield 'too large an answer', s.raw(json_post('/api/v1/overflow'))
    yield 'a page too large', s.ask('GET', '/big?n=900000000')
    yield 'health', s.ask('GET', '/healthz')
    yield 'a missing static file', s.ask('GET', '/static/x.css')
    for n in range(1, 16):
        yield 'status %d of a page' % n, s.ask('GET', '/status/%d' % n)
        yield 'status %d of the API' % n, s.ask('GET', '/api/v1/status/%d' % n)


def run_headers(report):
    with Server() as s:
        seen = {}
        for name, answer in some_of_each(s):
            seen[answer.code if answer else 0] = True
            wrong = wrong_headers(answer) if answer else ['no answer']
            report.check('%s (%d) carries every header' % (name, answer.code if answer else 0), not wrong, wrong)
        report.check('at least 15 different codes were seen: %s' % sorted(seen), len(seen) >= 15)
    with Server(fault='headers') as s:
        wrong = [name for name, answer in some_of_each(s) if not answer or wrong_headers(answer)]
        report.check('planted: a header left out is noticed on every answer', len(wrong) >= 40, len(wrong))


def problem(answer):
    return json.loads(answer.body) if answer and answer.headers.get('content-type') == 'application/problem+json' else {}


def run_errors(report, s):
    hidden, missing = s.ask('GET', '/status/6'), s.ask('GET', '/nowhere')
    report.check('what is hidden looks exactly like what is not there',
                 (hidden.code, hidden.body, hidden.lines[1:]) == (missing.code, missing.body, missing.lines[1:]) and hidden.code == 404)
    role = ['Cookie: s=as-expert']
    other, none = s.ask('GET', '/mine', role), s.ask('GET', '/nowhere', role)
    report.check('what another role may see looks the same too', (other.code, other.body) == (none.code, none.body) and other.code == 404)
    a, b = s.ask('GET', '/api/v1/nowhere'), s.ask('GET', '/api/v1/status/6')
    report.check('the same in the API', a.body == b.body and problem(a).get('status') == 404, a.body)
    broken = problem(s.ask('GET', '/api/v1/status/15'))
    report.check('a failure of ours has an incident number', re.match(r'urn:uuid:[0-9a-f-]{36}$', broken.get('instance', '')), broken)
    issues = problem(s.raw(json_post('/api/v1/issues')))
    report.check('a problem names its fields', issues.get('errors') == [{'field': 'title'}] and issues.get('status') == 422, issues)
    report.check('405 says what is allowed', s.ask('PUT', '/form', [], b'').headers.get('allow') == 'GET, HEAD, POST')
    report.check('429 and 503 say when to come back', all(s.ask('GET', '/status/%d' % n).headers.get('retry-after') for n in (13, 14)))
    french = s.ask('GET', '/echo', ['Accept-Language: fr-CH, en;q=0.5'])
    report.check('the language follows Accept-Language', b'lang=fr' in french.body, french)
    report.check('the cookie goes before it', b'lang=ar' in s.ask('GET', '/echo', ['Accept-Language: fr', 'Cookie: lang=ar']).body)
    report.check('a language chosen by address is kept', any(c.startswith('lang=zh;') for c in s.ask('GET', '/echo?lang=zh').all('set-cookie')))
    report.check('and the address before that', b'lang=zh' in s.ask('GET', '/echo?lang=zh', ['Cookie: lang=ar']).body)


def run_tags(report, s):
    first = s.ask('GET', '/small')
    tag = first.headers.get('etag', '')
    report.check('a page has an entity tag', re.match(r'"[\w-]{20,}"$', tag), tag)
    again = s.ask('GET', '/small', ['If-None-Match: ' + tag])
    report.check('what the client has is not sent again', again.code == 304 and not again.body and again.headers.get('etag') == tag)
    report.check('a list of tags and weak ones count', s.ask('GET', '/small', ['If-None-Match: "x", W/' + tag]).code == 304)
    report.check('another tag does not', s.ask('GET', '/small', ['If-None-Match: "x"']).code == 200)
    report.check('other bytes have another tag', s.ask('GET', '/echo').headers.get('etag') != tag)
    head = s.ask('HEAD', '/small')
    report.check('HEAD says what GET would', (head.code, head.headers.get('content-length'), head.headers.get('etag'))
                 == (200, str(len(first.body)), tag))


def run_senders(report, s):
    report.check('nobody is sent to the sign-in, and back', s.ask('GET', '/mine?a=b').headers.get('location') == '/sign-in?next=%2Fmine%3Fa%3Db',
                 s.ask('GET', '/mine?a=b').headers.get('location'))
    report.check('the API says 401', s.raw(json_post('/api/v1/mine')).code == 401)
    report.check('half a session is sent to its second factor', s.ask('GET', '/mine', ['Cookie: s=half']).headers.get('location') == '/sign-in/code')
    report.check('the role that may, may', s.ask('GET', '/mine', ['Cookie: s=as-mission']).code == 200)
    mine = ['Cookie: s=as-mission']
    token = ['X-CSRF-Token: session-token']
    report.check('a change without a token is forged', s.raw(json_post('/api/v1/mine', headers=mine)).code == 403)
    report.check('with the token it is taken', s.raw(json_post('/api/v1/mine', headers=mine + token)).code == 201)
    report.check('with the token from elsewhere it is forged',
                 s.raw(json_post('/api/v1/mine', headers=mine + token + ['Origin: http://evil.example'])).code == 403)
    report.check('from a sister site it is forged',
                 s.raw(json_post('/api/v1/mine', headers=mine + token + ['Sec-Fetch-Site: same-site'])).code == 403)
    report.check('from our own pages it is taken',
                 s.raw(json_post('/api/v1/mine', headers=mine + token + ['Origin: http://localhost', 'Sec-Fetch-Site: same-origin'])).code == 201)
    report.check('the role comes before the token', s.raw(json_post('/api/v1/mine', headers=['Cookie: s=as-expert'])).code == 404)
    report.check('an idempotency key over 64 bytes is refused',
                 s.raw(json_post('/api/v1/mine', headers=mine + token + ['Idempotency-Key: ' + 'x' * 65])).code == 400)


def run_keys(report, s):
    """A request that carries a key counts once."""
    def send(key, body=b'{}'):
        headers = ['Cookie: s=as-mission', 'X-CSRF-Token: session-token'] + (['Idempotency-Key: ' + key] if key else [])
        return s.raw(json_post('/api/v1/mine', body, headers))
    first, again, other = send('k1'), send('k1'), send('k1', b'{"a":1}')
    report.check('the same request under the same key gets the same answer, and happens once',
                 (first.code, first.body, first.headers.get('location')) == (again.code, again.body, again.headers.get('location'))
                 and first.code == 201, (first, again))
    report.check('another request under that key is a conflict', other.code == 409, other)
    report.check('under another key it happens', send('k2', b'{"a":1}').body != first.body)
    report.check('planted: without a key it happens twice and that is seen', send(None).body != send(None).body)


def send_form(s, fields, headers=()):
    return s.ask('POST', '/form', FORM + list(headers), fields.encode())


def run_forms(report, s):
    page = s.ask('GET', '/form')
    cookie = [c.split(';')[0] for c in page.all('set-cookie') if c.startswith('b=')]
    token = page.body.decode()
    report.check('a form of somebody not signed in gets a cookie', len(cookie) == 1 and 'HttpOnly' in page.all('set-cookie')[0], page.lines)
    sent = send_form(s, 'a=b&csrf=' + token, ['Cookie: ' + cookie[0]])
    report.check('its token goes with that cookie', sent.code == 303 and sent.headers.get('location') == '/echo', sent)
    report.check('not without it', send_form(s, 'a=b&csrf=' + token).code == 403)
    report.check('not with another', send_form(s, 'a=b&csrf=' + token, ['Cookie: b=' + 'x' * 43]).code == 403)
    report.check('a form that is not UTF-8 is refused', send_form(s, 'a=%ff&csrf=' + token, ['Cookie: ' + cookie[0]]).code == 400)
    report.check('a broken escape is refused', send_form(s, 'a=%g1&csrf=' + token, ['Cookie: ' + cookie[0]]).code == 400)
    later = send_form(s, 'a=b&csrf=' + token, ['Cookie: %s; s=as-mission' % cookie[0]])
    report.check('it still goes when the person has signed in meanwhile', later.code == 303, later)
    again = s.ask('GET', '/form', ['Cookie: ' + cookie[0]])
    report.check('the cookie is kept', again.body.decode() == token and not again.all('set-cookie'))


def run(report):
    with Server() as s:
        run_errors(report, s)
        run_tags(report, s)
        run_senders(report, s)
        run_forms(report, s)
        run_keys(report, s)
        report.check('two requests sent at once get two answers in order', pipelined(s) == [200, 404, 200], pipelined(s))
        report.check('and the server leaves with 0', s.stop()[0] == 0, s.said())
    with Server('public_url=https://clearing.example') as s:
        page = s.ask('GET', '/form', ['Host: clearing.example'])
        report.check('behind TLS cookies are host-bound and secure',
                     page.all('set-cookie')[0].startswith('__Host-b=') and 'Secure' in page.all('set-cookie')[0], page.lines)
        report.check('and HTTPS is asked for', 'includeSubDomains' in page.headers.get('strict-transport-security', ''))
        report.check('only that name is answered to', s.ask('GET', '/small').code == 421)
    with Server(fault='csrf') as s:
        report.check('planted: a token that is not compared is noticed', send_form(s, 'a=b').code != 403)


def pipelined(s):
    with s.connect() as c:
        c.sendall(request('GET', '/small') + request('GET', '/nowhere') + request('GET', '/small', ['Connection: close']))
        data = b''
        while piece := c.recv(65536):
            data += piece
    return [int(code) for code in re.findall(rb'HTTP/1\.1 (\d+)', data)]
