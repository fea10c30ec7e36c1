"""Reads matrix.tsv: what each principal must get from each route for each object."""
import re


class Row:
    def __init__(self, method, path, kind, wants, body='', late=False):
        self.method, self.path, self.kind, self.wants, self.body, self.late = method, path, kind, wants, body, late
        self.is_api = path.startswith('/api/')

    @property
    def key(self):
        return self.method, self.path

    def __repr__(self):
        return self.method + ' ' + self.path


class Table:
    def __init__(self, path):
        self.groups, self.objects, self.rows = {}, {}, []
        with open(path, encoding='utf-8') as f:
            for line in f:
                words = line.split()
                if words and not words[0].startswith('#'):
                    self._take(line.strip(), words)

    def _take(self, line, words):
        if words[0] == '&':
            self.groups[words[1]] = words[2:]
        elif words[0] == '=':
            people = {w.split(':')[0]: self._expand(w.split(':')[1].split(',')) for w in words[3:]}
            self.objects[words[1]] = (words[2], people)
        elif words[0] == 'MOVE':
            self._move(line)
        else:
            late = words[0] == 'LATE'
            said, _, body = line.partition(' | ')
            method, path, kind, *who = said.split()[late:]
            self.rows.append(Row(method, path, kind, [self._want(w) for w in who], body.strip(), late))

    def _want(self, word):
        who, _, code = word.partition(':')
        code, _, only = code.partition('@')
        return who, int(code), set(only.split(',')) if only else None

    def _move(self, line):
        said, _, legal = (line + ' ').partition(' | ')
        _, kind, word, *who = said.replace('|', '').split()
        legal = set(legal.split())
        plural = {'request': 'requests', 'offer': 'offers', 'match': 'matches'}[kind]
        page = '/%s/{id}/do/%s' % (plural, word)

        def wants(usual, here):
            return [(w, usual, None) for w in who] + ([(w, here, legal) for w in who] if legal else [])
        self.rows.append(Row('GET', page, kind, wants(409, 200)))
        self.rows.append(Row('POST', page, kind, wants(409, 412), 'version=999'))
        self.rows.append(Row('POST', '/api/v1/%s/{id}/%s' % (plural, word), kind, wants(412, 412)))

    def _expand(self, words):
        return [p for w in words for p in self.groups.get(w, [w])]

    def objects_of(self, row):
        return [name for name, (kind, _) in self.objects.items() if kind == row.kind] if row.kind != '-' else [None]

    def expected(self, row, name, who):
        """-> status; 0 stands for "sign in first"."""
        code = None
        people = self.objects[name][1] if name else {}
        for word, status, only in row.wants:
            if only and name not in only:
                continue
            if who in (people.get(word, []) if name else self._expand([word])):
                code = status
        if code is None:
            code = 404 if who in self.groups['signed'] or (row.kind in ('static', 'invitation')) else 0
        return code


def fill(path, value):
    """The address of one object; the other parameters have one value each that exists."""
    path = path.replace('{page}', 'need' if '/requests/' in path else 'what').replace('{no}', '1')
    return re.sub(r'\{(id|file|token)\}', lambda _: value, path)
