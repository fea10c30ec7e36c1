#!/usr/bin/env python3
"""style.py ROOT: budgets of the C sources under lib/ and server/, measured with universal-ctags. Exit 1 when one is broken.

  functions   median <= 15 lines, 95th percentile <= 60, none over 100; 95th percentile of parameters <= 5, none over 7
  files       .c and .h at most 600 lines
  headers     public headers (lib/*/include): of the lines that are neither blank nor a lone name of an enum at least 40 %
              carry a comment, per room
"""
import json
import math
import os
import re
import subprocess
import sys
from fnmatch import fnmatch


def sources(root, *folders):
    for folder in folders:
        for base, dirs, names in os.walk(os.path.join(root, folder)):
            dirs.sort()
            for name in sorted(names):
                if name.endswith(('.c', '.h')):
                    yield os.path.relpath(os.path.join(base, name), root)


def percentile(values, share):
    values = sorted(values)
    return values[max(0, math.ceil(share * len(values)) - 1)] if values else 0


def functions(root, paths):
    """[(lines, parameters, path:line name)]"""
    done = subprocess.run(['ctags', '--languages=C', '--langmap=C:.c.h', '--kinds-C=f', '--fields=+neS',
                           '--output-format=json', '-L', '-', '-f', '-'], input='\n'.join(paths), cwd=root, text=True,
                          capture_output=True, check=True)
    found = []
    for line in done.stdout.splitlines():
        tag = json.loads(line)
        if 'end' not in tag:
            continue
        inside = tag.get('signature', '()').strip()[1:-1].strip()
        depth, count = 0, 0 if inside in ('', 'void') else 1
        for c in inside:
            depth += {'(': 1, ')': -1}.get(c, 0)
            count += c == ',' and not depth
        found.append((tag['end'] - tag['line'] + 1, count, '%s:%d %s' % (tag['path'], tag['line'], tag['name'])))
    return found


def comment_share(text):
    """(lines with a comment, lines that are not blank)"""
    marked, filled, inside = 0, 0, False
    for line in text.split('\n'):
        has = inside
        rest = re.sub(r'"(?:\\.|[^"\\])*"', '""', line)
        while True:
            at = rest.find('*/' if inside else '/*')
            if at < 0:
                break
            has, inside, rest = True, not inside, rest[at + 2:]
        if re.fullmatch(r'\s*[A-Z][A-Z0-9_]*,?', line):
            continue
        filled += bool(line.strip())
        marked += bool(line.strip()) and (has or '//' in rest)
    return marked, filled


def broken(root):
    paths = list(sources(root, 'lib', 'server'))
    found = functions(root, [p for p in paths if p.endswith('.c')])
    lengths = [f[0] for f in found]
    for share, most, word in ((0.5, 15, 'median'), (0.95, 60, '95th percentile')):
        if percentile(lengths, share) > most:
            yield 'function length: %s is %d, at most %d' % (word, percentile(lengths, share), most)
    for lines, _, where in found:
        if lines > 100:
            yield 'function length: %s has %d lines, at most 100' % (where, lines)
    if percentile([f[1] for f in found], 0.95) > 5:
        yield 'parameters: 95th percentile is %d, at most 5' % percentile([f[1] for f in found], 0.95)
    for _, parameters, where in found:
        if parameters > 7 and not where.endswith(' on_request'): # libmicrohttpd gives its form
            yield 'parameters: %s has %d, at most 7' % (where, parameters)
    rooms = {}
    for path in paths:
        with open(os.path.join(root, path), encoding='utf-8') as f:
            text = f.read()
        if text.count('\n') > 600:
            yield 'file length: %s has %d lines, at most 600' % (path, text.count('\n'))
        if fnmatch(path, 'lib/*/include/*.h'):
            rooms.setdefault(path.split('/')[1], []).append(comment_share(text))
    for room, shares in sorted(rooms.items()):
        share = sum(s[0] for s in shares) / max(1, sum(s[1] for s in shares))
        if share < 0.4:
            yield 'header comments: lib/%s has %.0f %%, at least 40 %%' % (room, 100 * share)
    print('%d functions: median %d lines, 95th percentile %d, longest %d' % (len(found), percentile(lengths, 0.5),
          percentile(lengths, 0.95), max(lengths, default=0)))


def main():
    faults = list(broken(sys.argv[1] if len(sys.argv) > 1 else '.'))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == '__main__':
    sys.exit(main())
