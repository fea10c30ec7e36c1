"""What every answer carries, whatever its status, and what no page holds."""
import re
import socket
from html.parser import HTMLParser

from csrf import address, person_for

ALWAYS = {
    'x-content-type-options': 'nosniff',
    # "no-referrer" would make browsers send the Origin of our own forms as "null".
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
}
POLICY = {
    'default-src': "'none'", 'script-src': "'self'", 'style-src': "'self'", 'img-src': "'self'", 'connect-src': "'self'",
    'font-src': "'self'", 'form-action': "'self'", 'base-uri': "'none'", 'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'", 'trusted-types': "'none'",
}


def faults(headers, is_static=False):
    """What is missing or too much; headers: (name in lower case, value)."""
    out = [name for name, value in ALWAYS.items() if [v for k, v in headers if k == name] != [value]]
    policy = dict((d.strip().split(None, 1) + [''])[:2] for k, v in headers if k == 'content-security-policy' for d in v.split(';'))
    out += ['policy ' + name for name, value in POLICY.items() if policy.get(name) != value]
    out += ['permissions'] if not any(k == 'permissions-policy' and 'camera=()' in v for k, v in headers) else []
    out += ['server'] if any(k in ('server', 'x-powered-by') for k, _ in headers) else []
    caches = [v for k, v in headers if k == 'cache-control']
    if not is_static and caches != ['no-store']:
        out.append('cache-control ' + str(caches))
    return out


def observatory(headers):
    """The score of the public header observatory, by its published rules as far as one answer shows them."""
    have = dict(headers)
    score = 100
    score += 10 if "default-src 'none'" in have.get('content-security-policy', '') and 'unsafe' not in have['content-security-policy'] else -25
    score += 5 if "frame-ancestors 'none'" in have.get('content-security-policy', '') else -20
    score += 5 if have.get('referrer-policy') in ('no-referrer', 'same-origin') else -5
    score += 10 if have.get('cross-origin-resource-policy') == 'same-origin' else 0
    return score


class Inline(HTMLParser):
    """Scripts and styles inside a page."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        names = [a for a, _ in attrs]
        if tag == 'style' or (tag == 'script' and 'src' not in names):
            self.found.append(tag)
        self.found += [a for a in names if a == 'style' or a.startswith('on')]
        self.found += ['outside ' + v for a, v in attrs if a in ('src', 'href', 'action') and re.match(r'(https?:)?//|javascript:|data:', v or '')]


def raw(world, text):
    """One request as bytes; for what a client library would not send."""
    with socket.create_connection(world.daemon.address, timeout=10) as s:
        s.sendall(text)
        s.settimeout(10)
        got = b''
        while b'\r\n\r\n' not in got:
            piece = s.recv(65536)
            if not piece:
                break
            got += piece
    lines = got.split(b'\r\n\r\n')[0].decode('latin-1').split('\r\n')
    status = int(lines[0].split()[1]) if lines[0].startswith('HTTP/') else 0
    return status, [(l.split(':', 1)[0].lower(), l.split(':', 1)[1].strip()) for l in lines[1:] if ':' in l]


def refusals(world):
    host = b'Host: 127.0.0.1:%d\r\n' % world.daemon.port
    return {
        400: b'GET /a%00b HTTP/1.1\r\n' + host + b'\r\n',
        404: b'GET /nowhere HTTP/1.1\r\n' + host + b'\r\n',
        405: b'DELETE / HTTP/1.1\r\n' + host + b'\r\n',
        411: b'POST /sign-in HTTP/1.1\r\n' + host + b'Content-Type: application/x-www-form-urlencoded\r\n'
             b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
        413: b'POST /sign-in HTTP/1.1\r\n' + host + b'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999999\r\n\r\n',
        414: b'GET /' + b'a' * 5000 + b' HTTP/1.1\r\n' + host + b'\r\n',
        415: b'POST /sign-in HTTP/1.1\r\n' + host + b'Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n',
        421: b'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n',
        431: b'GET / HTTP/1.1\r\n' + host + b'X-Long: ' + b'a' * 5000 + b'\r\n\r\n',
        501: b'BREW / HTTP/1.1\r\n' + host + b'\r\n',
    }


def check(tally, world, routes):
    seen = {}
    for (method, path), (_, _, roles, _, _) in sorted(routes.items()):
        is_static = path == '/static/{file}'
        asked = [('public', world['public'])]
        if method == 'GET':
            who = person_for(world, roles)
            asked.append((who, world[who]))
        for who, person in asked:
            answer = person.send(method, address(path), None if method == 'GET' else '', None)
            wrong = faults(answer.headers, is_static and answer.status == 200)
            seen.setdefault(answer.status, answer)
            if method == 'GET':
                head = person.send('HEAD', address(path))
                tally.check(head.status == answer.status and not head.body and not faults(head.headers, is_static and head.status == 200),
                            'HEAD %s by %s says as much, without a body' % (path, who), head)
            tally.check(not wrong, '%s %s by %s (%d): all headers' % (method, path, who, answer.status), wrong)
            if (answer.header('content-type') or '').startswith('text/html'):
                inline = Inline(answer.text).found
                tally.check(not inline, '%s %s by %s: nothing inline, nothing from outside' % (method, path, who), inline)
    for want, text in refusals(world).items():
        status, headers = raw(world, text)
        tally.check(status == want and not faults(headers), 'a refusal with %d carries them too' % want, (status, faults(headers)))
        tally.check(observatory(headers) >= 125, 'and would score A+', observatory(headers))
    tally.check({200, 303, 401, 404, 415} <= set(seen), 'answers of many kinds were looked at', sorted(seen))
    bare = [h for h in seen[200].headers if h[0] != 'referrer-policy']
    tally.check(faults(bare) == ['referrer-policy'] and 'style' in Inline('<p style="x">').found and
                'cache-control' in faults([h if h[0] != 'cache-control' else ('cache-control', 'private') for h in seen[200].headers])[0],
                'a header that is missing, and a style in a page, would be noticed')
