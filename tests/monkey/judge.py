"""What no answer may ever be, whoever asked for what: each complaint is a bug."""
import html
import json
import re
from urllib.parse import urlsplit

from shape import Shape
from values import MARK

PAGE_MOST = 100 * 1024
LISTS = ('/requests', '/offers', '/matches', '/review', '/directory', '/audit', '/accounts')
NOT_SHOWN_AGAIN = ('csrf', 'idem', 'version', 'code', 'passphrase', 'passphrase_again', 'also')
TYPED = ('text', 'textarea', 'number', 'email', 'search', 'tel', 'hidden')


class Sent:
    def __init__(self, method, path, pairs=None, form=None):
        self.method, self.path, self.pairs, self.form = method, path, pairs, form

    def __str__(self):
        return '%s %.120s %.300s' % (self.method, self.path, '' if self.pairs is None else self.pairs)


def unsaid(sent, answer):
    """The free texts that a page without the form does not hold either."""
    there = as_shown(html.unescape(answer.text))
    free = [n for n, c in sent.form.controls.items() if c.kind == 'textarea' and n not in NOT_SHOWN_AGAIN]
    return ['%s was %.80r' % (k, v) for k, v in sent.pairs if k in free and v.strip() and as_shown(v) not in there]


def as_shown(value):
    """What a browser makes of it once it stands in a page: one kind of line end, no NUL."""
    return value.replace('\r\n', '\n').replace('\r', '\n').replace('\0', '\ufffd')


def lost(sent, shown):
    """The typed values that the form shown again does not hold."""
    out = []
    for name, was in sent.form.controls.items():
        values = [v for k, v in sent.pairs if k == name]
        now = shown.controls.get(name)
        if name in NOT_SHOWN_AGAIN or was.kind in ('password', 'hidden') or not any(values):
            continue
        if now is None:
            out.append('%s is gone' % name)
        elif now.options:
            legal = [v for v in values if v in now.options and v]
            if now.kind != 'checkbox' and len(legal) != 1:
                continue
            if not set(legal) <= set(now.shown):
                out.append('%s was %s, is %s' % (name, legal, now.shown))
        elif now.kind in TYPED and len(values) == now.times:
            out += ['%s was %.80r, is %.80r' % (name, v, s) for v, s in zip(values, now.shown) if as_shown(v) != as_shown(s)]
    return out


def weight(text):
    """Bytes of a page without the long texts that people wrote into it."""
    text = re.sub(r'>[^<]{300,}<', '><', text)
    return len(re.sub(r'value="[^"]{300,}"', '', text).encode())


def judge_page(sent, answer, shape):
    out = list(shape.faults)
    if MARK in ' '.join(shape.tags) or ('<' + MARK).encode() in answer.body:
        out.append('what was typed became markup')
    path = urlsplit(sent.path).path
    if weight(answer.text) > PAGE_MOST and path not in LISTS:
        out.append('the page weighs %d bytes' % weight(answer.text))
    if shape.main_words < 3:
        out.append('an empty page')
    if answer.status == 409 and (shape.main_words < 12 or not any(not x.startswith('#') for x in shape.links)):
        out.append('409 without a word or a way on')
    return out


def judge_again(sent, answer, shape):
    """A form that was sent and not taken comes back with all that was in it."""
    if sent.form is None or answer.status not in (409, 412, 422):
        return []
    want = urlsplit(sent.path).path
    again = [f for f in shape.forms if f.method == 'POST' and urlsplit(f.action).path == want and set(f.controls) & set(sent.form.controls) - {'csrf'}]
    if not again and answer.status == 409:
        return ['lost: ' + x for x in unsaid(sent, answer)]
    if not again:
        return ['422 without its form']
    if 'error-summary-title' not in shape.ids:
        return ['a form that comes back and does not say why']
    shown = min((lost(sent, f) for f in again), key=len)
    return ['lost: ' + x for x in shown]


def judge_json(answer):
    try:
        said = json.loads(answer.body) if answer.body else None
    except ValueError:
        return ['no JSON: %.200r' % answer.body]
    if answer.status < 400:
        return []
    if answer.header('content-type') != 'application/problem+json' or said.get('status') != answer.status or not said.get('title'):
        return ['a refusal that is no problem+json: %.200r' % answer.body]
    if answer.status == 409 and not said.get('detail'):
        return ['409 that does not say why: %.200r' % answer.body]
    if answer.status == 422 and not said.get('errors'):
        return ['422 that names no field: %.200r' % answer.body]
    return []


def judge_head(answer):
    out = []
    unknown = answer.status == 501 and answer.method not in ('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE')
    if answer.status >= 500 and not unknown and not (answer.status == 503 and answer.header('retry-after')):
        out.append('status %d' % answer.status)
    for name, value in answer.headers:
        if MARK in name or (MARK in value and name != 'location'):
            out.append('what was typed became a header: %s' % name)
    place = answer.header('location')
    if answer.status == 303 and (not place or not place.startswith('/') or place.startswith(('//', '/\\'))):
        out.append('sent elsewhere: %.80s' % place)
    return out


def judge(sent, answer):
    """-> complaints; empty when nothing is wrong."""
    out = judge_head(answer)
    kind = answer.header('content-type') or ''
    if sent.method == 'HEAD':
        return out
    if kind.startswith('text/html'):
        shape = answer.shape = Shape(answer.text)
        out += judge_page(sent, answer, shape) + judge_again(sent, answer, shape)
    elif 'json' in kind:
        out += judge_json(answer)
    return out


def judge_log(text):
    """The last word of a daemon about itself."""
    found = re.findall(r'.*(?:AddressSanitizer|LeakSanitizer|runtime error|level=error).*', text)
    return found[:5]
