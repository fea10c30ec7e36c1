"""The rows that one POST leaves, once more into PostgreSQL: into the same tables, made from the product's own schema – columns, types,
checks, keys, foreign keys and indexes –, with the very values that lie there but for names and numbers, which have to differ. The values
come as parameters, as from any program.

Kinder than the product is to itself: each of the connections counts references of its own, so that none waits for another at one counter;
the lines of change and audit are not chained by hashes over the line before, which would let only one connection write at a time; the
one row of the head is not written; and all is one statement, one way there and back.
"""
import os
import re
import sqlite3

TABLES = ('data_key', 'change', 'version', 'record', 'counter', 'audit')    # each behind those that its foreign keys name
REFERENCE = "'R-P' || :client_id || '-2026-' || counted.last"
# What has to differ from row to row; None: the table counts by itself.
OWN = {
    'data_key': {'id': 'name.key', 'owner': 'name.id'},
    'change': {'seq': 'name.seq', 'id': 'name.id'},
    'version': {'seq': 'name.seq', 'id': 'name.id', 'ref': REFERENCE, 'key': 'name.key'},
    'record': {'n': None, 'id': 'name.id', 'ref': REFERENCE, 'party': "'P' || :client_id", 'seq': 'name.seq', 'key': 'name.key'},
    'audit': {'seq': 'name.line', 'object': 'name.id', 'key': 'name.key'},
}
NAMES = ('name AS MATERIALIZED (SELECT gen_random_uuid() AS id, nextval(\'seqs\') AS seq, nextval(\'keys\') AS key, '
         'nextval(\'lines\') AS line)',
         'counted AS (INSERT INTO counter VALUES (%d, \'P\' || :client_id, 2026, 1) ON CONFLICT (kind, party, year) '
         'DO UPDATE SET last = counter.last + 1 RETURNING last)')


def translated(sql):
    """One CREATE of the product's, as PostgreSQL says it: a name of 16 bytes is a uuid there."""
    sql = re.sub(r'--[^\n]*', '', sql)
    sql = re.sub(r'\bBLOB\s+NOT NULL CHECK \(length\(\w+\) = 16\)', 'uuid NOT NULL', sql)
    sql = re.sub(r'\bn\s+INTEGER PRIMARY KEY', 'n bigserial PRIMARY KEY', sql)
    sql = re.sub(r'\bINTEGER\b', 'bigint', sql)
    sql = re.sub(r'\bBLOB\b', 'bytea', sql)
    return re.sub(r'\)\s*STRICT(, WITHOUT ROWID)?\s*$', ')', sql.strip())


class Rows:
    """Read from a database whose last record was stored by such a POST."""

    def __init__(self, path):
        db = sqlite3.connect(path)
        db.row_factory = sqlite3.Row
        self.schema = ['CREATE SEQUENCE ' + s for s in ('seqs', 'keys', 'lines')]
        for table in TABLES:
            self.schema += [translated(sql) for (sql,) in db.execute(
                "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC", (table,))]
        record = db.execute('SELECT * FROM record ORDER BY n DESC LIMIT 1').fetchone()
        self.rows = {
            'record': record,
            'version': db.execute('SELECT * FROM version WHERE seq = ?', (record['seq'],)).fetchone(),
            'change': db.execute('SELECT * FROM change WHERE seq = ?', (record['seq'],)).fetchone(),
            'data_key': db.execute('SELECT * FROM data_key WHERE id = ?', (record['key'],)).fetchone(),
            'audit': db.execute('SELECT * FROM audit WHERE object = ? ORDER BY seq DESC LIMIT 1', (record['id'],)).fetchone(),
        }
        self.variables = {}
        parts = [NAMES[0], NAMES[1] % record['kind']]
        parts += ['%s_row AS (%s)' % (t, self.insert(t)) for t in TABLES if t in self.rows and t != 'audit']
        self.statement = 'WITH %s %s;' % (', '.join(parts), self.insert('audit'))
        db.close()

    def value(self, table, column, value):
        own = OWN[table]
        if column in own:
            return own[column]
        if value is None or isinstance(value, int):
            return 'NULL' if value is None else str(value)
        name = '%s_%s' % (table, column)
        if isinstance(value, str):
            self.variables[name] = value
            return ':%s::text' % name
        self.variables[name] = value.hex() if len(value) == 16 else '\\x' + value.hex()
        return ':%s::%s' % (name, 'uuid' if len(value) == 16 else 'bytea')

    def insert(self, table):
        row = self.rows[table]
        columns = [c for c in row.keys() if OWN[table].get(c, '') is not None]
        return 'INSERT INTO %s (%s) SELECT %s FROM name%s' % (
            table, ', '.join(columns), ', '.join(self.value(table, c, row[c]) for c in columns),
            ', counted' if 'ref' in columns else '')

    @property
    def bytes(self):
        """Of the values, table by table, as they lie there."""
        return {t: sum(len(v) if isinstance(v, (str, bytes)) else 8 for v in row if v is not None) for t, row in self.rows.items()}

    @property
    def defines(self):
        return [word for name, value in self.variables.items() for word in ('-D', '%s=%s' % (name, value))]

    def write(self, folder):
        """The statement as a script that anybody may read."""
        path = os.path.join(folder, 'post.sql')
        with open(path, 'w', encoding='ascii') as f:
            f.write(self.statement + '\n')
        os.chmod(path, 0o644)
        return path
