#!/usr/bin/env python3
"""schema.py ROOT: the schema steps apply in order to an empty database; every table is STRICT and, like every column, says what it
is for in a comment; schema/README.md has a paragraph for every table. Prints findings; exit 1 when there was any.
"""
import glob
import os
import re
import sqlite3
import sys

COLUMN = re.compile(r'^\s+(?:ADD COLUMN\s+)?([a-z_]+)\s+(?:INTEGER|TEXT|BLOB|REAL|ANY)\b')


def comments(text):
    """{(table, column or None): has a comment}"""
    found, table, before = {}, None, ''
    for line in text.split('\n'):
        made = re.match(r'\s*(?:CREATE TABLE(?: IF NOT EXISTS)?|ALTER TABLE)\s+([a-z_]+)', line)
        if made:
            table = made.group(1)
            if 'CREATE' in line:
                found[table, None] = before.lstrip().startswith('--')
        column = COLUMN.match(re.sub(r'^\s*ALTER TABLE\s+\w+', ' ', line)) if table else None
        if column:
            found[table, column.group(1)] = bool(re.search(r'--\s*\S', line))
        if line.strip():
            before = line
    return found


def findings(root):
    steps = sorted(glob.glob(os.path.join(root, 'schema/sqlite/*.sql')))
    text = ''
    base = sqlite3.connect(':memory:')
    for number, step in enumerate(steps, 1):
        name = os.path.basename(step)
        if not re.match(r'%04d-[a-z-]+\.sql$' % number, name):
            yield '%s: steps are numbered without gaps, this one should be %04d-' % (name, number)
        with open(step, encoding='utf-8') as f:
            sql = f.read()
        text += sql + '\n'
        try:
            base.executescript(sql)
        except sqlite3.Error as e:
            yield '%s: does not apply: %s' % (name, e)
            return
    said = comments(text)
    path = os.path.join(root, 'schema/README.md')
    readme = open(path, encoding='utf-8').read() if os.path.exists(path) else ''
    for table, sql in base.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
        if not said.get((table, None)):
            yield 'table %s: no comment above it' % table
        if not re.search(r'\)\s*(?:WITHOUT ROWID,\s*)?STRICT', sql):
            yield 'table %s: not STRICT' % table
        if '`%s`' % table not in readme:
            yield 'table %s: no paragraph in schema/README.md' % table
        for row in base.execute('SELECT name FROM pragma_table_info(?)', (table,)):
            if not said.get((table, row[0])):
                yield 'table %s: column %s has no comment' % (table, row[0])


def main():
    found = list(findings(sys.argv[1] if len(sys.argv) > 1 else '.'))
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
