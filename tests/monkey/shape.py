"""What an HTML page is made of, strictly: every element closed in its place, every control with what it holds and what it could hold."""
from html.parser import HTMLParser

VOID = {'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'}


class Control:
    """All controls of one name in a form."""

    def __init__(self, name, kind):
        self.name, self.kind = name, kind
        self.shown = []       # what a browser would send untouched
        self.options = []     # what it could send, where that is limited
        self.times = 1        # text controls of that name


class Form:
    def __init__(self, action, method):
        self.action, self.method = action, method.upper()
        self.controls = {}
        self.buttons = []     # (name, value)

    def add(self, name, kind):
        if name in self.controls:
            self.controls[name].times += 1
        return self.controls.setdefault(name, Control(name, kind))

    def untouched(self):
        return [(c.name, v) for c in self.controls.values() for v in c.shown]


class Shape(HTMLParser):
    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.faults, self.forms, self.links, self.ids, self.pointers = [], [], [], set(), []
        self.tags = set()
        self.count = {'main': 0, 'h1': 0, 'title': 0}
        self.main_words = 0
        self._stack, self._form, self._area, self._select = [], None, None, None
        self.feed(html)
        self.close()
        if self._stack:
            self.faults.append('left open: %s' % self._stack[-3:])
        self.faults += ['%d %s' % (n, tag) for tag, n in self.count.items() if n != 1]
        self.faults += ['%s points to no id %s' % p for p in self.pointers if p[1] not in self.ids]

    def handle_starttag(self, tag, attrs):
        a = {}
        for key, value in attrs:
            if key in a:
                self.faults.append('%s has %s twice' % (tag, key))
            a[key] = value or ''
        self.tags.add(tag)
        if any(key.startswith('on') or 'xss' in key for key in a) or tag == 'script' or 'style' in a:
            self.faults.append('active content: %s %s' % (tag, sorted(a)))
        if tag in self.count:
            self.count[tag] += 1
        if tag not in VOID:
            self._stack.append(tag)
        self._name(tag, a)
        self._control(tag, a)

    def _name(self, tag, a):
        if 'id' in a:
            if a['id'] in self.ids:
                self.faults.append('the id %s twice' % a['id'])
            self.ids.add(a['id'])
        for key in ('for', 'aria-labelledby', 'aria-describedby'):
            self.pointers += [(tag + ' ' + key, word) for word in a.get(key, '').split()]
        if tag == 'a' and 'href' in a:
            self.links.append(a['href'])
            if not a['href'].startswith(('/', '#', '?')) or a['href'].startswith('//'):
                self.faults.append('a link that leaves: %.80s' % a['href'])
            if a['href'].startswith('#') and len(a['href']) > 1:
                self.pointers.append(('link', a['href'][1:]))

    def _control(self, tag, a):
        if tag == 'form':
            if self._form:
                self.faults.append('a form within a form')
            self._form = Form(a.get('action', ''), a.get('method', 'get'))
            self.forms.append(self._form)
        elif tag == 'option' and self._select:
            self._select.options.append(a.get('value', ''))
            if 'selected' in a:
                self._select.shown = [a.get('value', '')]
        elif self._form and a.get('name'):
            self._named(tag, a)
        elif tag in ('input', 'textarea', 'select') and not self._form:
            self.faults.append('a control outside a form: %s' % a.get('name'))

    def _named(self, tag, a):
        kind = a.get('type', 'text') if tag == 'input' else tag
        if kind == 'button' or kind == 'submit':
            self._form.buttons.append((a['name'], a.get('value', '')))
            return
        control = self._form.add(a['name'], kind)
        if kind in ('checkbox', 'radio'):
            control.kind = kind     # a hidden value of that name may stand before the boxes
            control.options.append(a.get('value', 'on'))
            if 'checked' in a:
                control.shown.append(a.get('value', 'on'))
        elif kind == 'textarea':
            self._area = control
            control.shown.append('')
        elif kind == 'select':
            self._select = control
            control.shown = ['']
        elif kind != 'file':
            control.shown.append(a.get('value', ''))

    def handle_endtag(self, tag):
        if not self._stack or self._stack[-1] != tag:
            self.faults.append('%s closed within %s' % (tag, self._stack[-2:]))
            if tag not in self._stack:
                return
            while self._stack[-1] != tag:
                self._stack.pop()
        self._stack.pop()
        if tag == 'form':
            if self._form and self._form.method == 'POST' and 'csrf' not in self._form.controls:
                self.faults.append('a form without its token: %s' % self._form.action)
            self._form = None
        elif tag == 'textarea' and self._area:
            self._area.shown[-1] = self._area.shown[-1].removeprefix('\n')
            self._area = None
        elif tag == 'select':
            self._select = None

    def handle_data(self, data):
        if self._area:
            self._area.shown[-1] += data
        elif 'main' in self._stack:
            self.main_words += len(data.split())
