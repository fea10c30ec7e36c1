"""A browser without JavaScript, as tests need one: cookies, forms, redirects, second factor. Standard library only."""
import base64
import hashlib
import hmac
import http.client
import json
import re
import struct
import time
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit


def totp(seed_base32, at=None, step=0):
    key = base64.b32decode(seed_base32.replace(' ', '') + '=' * (-len(seed_base32.replace(' ', '')) % 8))
    counter = int((time.time() if at is None else at) // 30) + step
    digest = hmac.new(key, struct.pack('>Q', counter), hashlib.sha1).digest()
    offset = digest[-1] & 15
    return '%06d' % ((struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7fffffff) % 1000000)


class Form:
    def __init__(self, action, method):
        self.action, self.method = action, method.upper()
        self.fields = []      # (name, value) as the browser would send them untouched
        self.buttons = []     # (name, value, text)
        self.names = set()    # every control there is, ticked or not


class Page(HTMLParser):
    """What a test asks of a page: its forms, links, headings and text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.forms, self.links, self.headings = [], [], []
        self._form = self._textarea = self._select = self._button = self._heading = None
        self._skip = 0
        self._text = []
        self.errors = {}
        self.feed(html)
        self.text = re.sub(r'\s+', ' ', ' '.join(self._text)).strip()

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag in ('script', 'style'):
            self._skip += 1
        elif tag == 'form':
            self._form = Form(a.get('action', ''), a.get('method', 'get'))
            self.forms.append(self._form)
        elif tag == 'a' and 'href' in a:
            self.links.append(a['href'])
        elif tag in ('h1', 'h2'):
            self._heading = []
        elif self._form is not None:
            self._control(tag, a)

    def _control(self, tag, a):
        name = a.get('name')
        if name:
            self._form.names.add(name)
        if tag == 'input' and name:
            kind = a.get('type', 'text')
            if kind in ('checkbox', 'radio'):
                if 'checked' in a:
                    self._form.fields.append((name, a.get('value', 'on')))
            elif kind == 'submit':
                self._form.buttons.append((name, a.get('value', ''), ''))
            else:
                self._form.fields.append((name, a.get('value') or ''))
        elif tag == 'textarea':
            self._textarea = [name, '']
        elif tag == 'select':
            self._select = [name, None]
        elif tag == 'option' and self._select is not None:
            if self._select[1] is None or 'selected' in a:
                self._select[1] = a.get('value', '')
        elif tag == 'button':
            self._button = [name, a.get('value', ''), '']

    def handle_endtag(self, tag):
        if tag in ('script', 'style'):
            self._skip -= 1
        elif tag == 'form':
            self._form = None
        elif tag in ('h1', 'h2') and self._heading is not None:
            self.headings.append(re.sub(r'\s+', ' ', ' '.join(self._heading)).strip())
            self._heading = None
        elif tag == 'textarea' and self._textarea:
            if self._form and self._textarea[0]:
                text = self._textarea[1]
                self._form.fields.append((self._textarea[0], text[1:] if text.startswith('\n') else text))
            self._textarea = None
        elif tag == 'select' and self._select:
            if self._form and self._select[0]:
                self._form.fields.append((self._select[0], self._select[1] or ''))
            self._select = None
        elif tag == 'button' and self._button:
            if self._form:
                self._form.buttons.append(tuple(self._button))
            self._button = None

    def handle_data(self, data):
        if self._skip:
            return
        if self._textarea:
            self._textarea[1] += data
        if self._button:
            self._button[2] += data.strip()
        if self._heading is not None:
            self._heading.append(data)
        self._text.append(data)


class Answer:
    def __init__(self, method, path, status, headers, body):
        self.method, self.path, self.status, self.body = method, path, status, body
        self.headers = headers      # list of (name, value), names in lower case

    def header(self, name):
        return next((v for k, v in self.headers if k == name.lower()), None)

    @property
    def text(self):
        return self.body.decode('utf-8', 'replace')

    @property
    def page(self):
        return Page(self.text)

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def raw(self):
        return b'\n'.join(k.encode() + b': ' + v.encode() for k, v in self.headers) + b'\n\n' + self.body

    def __repr__(self):
        return '%s %s -> %d %s' % (self.method, self.path, self.status, self.header('location') or '')


class Client:
    """One person at one browser."""

    def __init__(self, address, name='', source=None):
        self.host, self.port = address
        self.name, self.source = name, source
        self.cookies, self.csrf, self.connection = {}, '', None
        self.seed = self.login = self.passphrase = None
        self.last = None
        self.tries = 2

    def send(self, method, path, body=None, kind=None, headers=()):
        all_headers = {'Host': '%s:%d' % (self.host, self.port)}
        if self.cookies:
            all_headers['Cookie'] = '; '.join('%s=%s' % c for c in sorted(self.cookies.items()))
        if kind:
            all_headers['Content-Type'] = kind
        all_headers.update(dict(headers))
        data = body.encode() if isinstance(body, str) else body
        if data is None and method in ('POST', 'PUT', 'PATCH'):
            data = b''
        for attempt in range(self.tries):
            fresh = self.connection is None
            try:
                if fresh:
                    self.connection = http.client.HTTPConnection(
                        self.host, self.port, timeout=60,
                        source_address=(self.source, 0) if self.source else None)
                self.connection.request(method, path, data, all_headers)
                got = self.connection.getresponse()
                answer_body = got.read()
                break
            except (http.client.RemoteDisconnected, ConnectionError, BrokenPipeError, http.client.CannotSendRequest):
                self.close()
                if fresh or attempt + 1 == self.tries:      # a kept-alive connection may have been closed while idle: once more
                    raise
        answer = Answer(method, path, got.status, [(k.lower(), v) for k, v in got.getheaders()], answer_body)
        if got.getheader('Connection', '').lower() == 'close':
            self.close()
        self._keep(answer)
        self.last = answer
        return answer

    def _keep(self, answer):
        for name, value in answer.headers:
            if name == 'set-cookie':
                pair, _, rest = value.partition(';')
                key, _, content = pair.partition('=')
                if 'max-age=0' in rest.lower().replace(' ', '') or not content:
                    self.cookies.pop(key, None)
                else:
                    self.cookies[key] = content
        kind = answer.header('content-type') or ''
        if kind.startswith('text/html'):
            found = re.search(r'name="csrf"[^>]*value="([^"]*)"', answer.text) or \
                re.search(r'value="([^"]*)"[^>]*name="csrf"', answer.text)
            if found:
                self.csrf = found.group(1)
        elif kind.startswith('application/json'):
            try:
                token = answer.json.get('csrf')
            except (ValueError, AttributeError):
                token = None
            if token:
                self.csrf = token

    def close(self):
        if self.connection:
            self.connection.close()
        self.connection = None

    def get(self, path, **kw):
        return self.send('GET', path, **kw)

    def follow(self, answer, most=5):
        while answer.status == 303 and most:
            answer = self.get(self.local(answer.header('location')))
            most -= 1
        return answer

    def local(self, location):
        parts = urlsplit(urljoin(self.last.path if self.last else '/', location))
        return parts.path + ('?' + parts.query if parts.query else '')

    def post(self, path, fields=(), csrf=True, headers=()):
        pairs = list(fields.items()) if isinstance(fields, dict) else list(fields)
        if csrf and not any(k == 'csrf' for k, _ in pairs):
            pairs.append(('csrf', self.csrf))
        return self.send('POST', path, urlencode(pairs), 'application/x-www-form-urlencoded', headers)

    def api(self, method, path, body=None, headers=()):
        extra = {'X-CSRF-Token': self.csrf, 'Accept': 'application/json'}
        extra.update(dict(headers))
        data = None if body is None else json.dumps(body)
        return self.send(method, path, data, 'application/json' if data is not None else None, extra)

    def submit(self, changes=(), action=None, button=None, page=None):
        """Fills in the form of the last page (the one whose action ends so, else the first POST form) and sends it."""
        page = page or self.last.page
        posts = [f for f in page.forms if f.method == 'POST']
        chosen = [f for f in posts if (action is None and 'sign-out' not in f.action) or
                  (action is not None and f.action.split('?')[0].endswith(action))]
        assert chosen, 'no form %s on %s: %s' % (action or '', self.last.path, [f.action for f in posts])
        form = chosen[0]
        changes = dict(changes)
        for name in changes:
            assert name in form.names or name == 'csrf', 'the form %s has no field %s, but %s' % (
                form.action, name, sorted(form.names))
        pairs = [(k, v) for k, v in form.fields if k not in changes]
        for name, value in changes.items():
            pairs += [(name, v) for v in (value if isinstance(value, (list, tuple)) else [value])]
        if button:
            pairs += [(n, v) for n, v, text in form.buttons if n and button in (v, text)][:1]
        elif form.buttons and form.buttons[0][0]:
            pairs.append(form.buttons[0][:2])
        return self.send('POST', self.local(form.action or self.last.path), urlencode(pairs),
                         'application/x-www-form-urlencoded')
