"""SQLite beside the product: the same structured list by masks, and one with FTS5's own text score."""
import os
import sqlite3
import time

import sql
from common import Peer, read_rows

SCALE = 2000    # of bm25, so that it weighs beside the structured points


class Sqlite(Peer):
    name = 'SQLite'
    shapes = ('flat', 'joined')

    def open(self):
        self.db = sqlite3.connect(os.path.join(self.scratch, 'peer.db'))
        for pragma in ('journal_mode=OFF', 'synchronous=OFF', 'cache_size=-2000000', 'mmap_size=8589934592', 'temp_store=MEMORY'):
            self.db.execute('PRAGMA ' + pragma)
        self.version = 'SQLite ' + sqlite3.sqlite_version
        self.fill('offers', sql.offers_table(), len(sql.FLAT_COLUMNS))
        self.fill('parts', sql.parts_table(), 2 + len(sql.PART_COLUMNS))
        self.fill('parties', sql.parties_table(), 6)
        self.db.execute('CREATE INDEX part_of ON parts (offer)')
        self.db.execute('ANALYZE')
        self.db.commit()

    def fill(self, name, table, columns):
        self.db.execute(table)
        self.db.executemany('INSERT INTO %s VALUES (%s)' % (name, ', '.join('?' * columns)),
                            read_rows(self.data, name + '.tsv', columns))

    def open_text(self):
        self.db.execute("CREATE VIRTUAL TABLE words USING fts5 (body, content='', tokenize='unicode61')")
        self.db.executemany('INSERT INTO words (rowid, body) VALUES (?, ?)', read_rows(self.data, 'texts.tsv', 2))
        self.db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self.db.commit()

    def structured_sql(self, need, shape):
        return sql.top({'flat': sql.flat, 'joined': sql.joined}[shape](need, self.weights, 'LIMIT -1'))

    def text_sql(self, need):
        found = " JOIN words ON words.rowid = o.id WHERE words MATCH '%s' AND " % ' OR '.join(
            '"%s"' % w for w in sql.words_of(need['text']))
        query = sql.flat(need, self.weights, 'LIMIT -1', keep=', bm25(words) AS text')
        query = query.replace(' WHERE ', found, 1)
        for _ in range(3):    # handed on by its name from the second layer on
            query = query.replace('SELECT id, bm25(words) AS text', 'SELECT id, text')
        return 'SELECT id, score FROM (%s LIMIT -1)' % query.replace(' AS score FROM', ' - %d * text AS score FROM' % SCALE)

    def ask(self, statement):
        began = time.thread_time(), time.perf_counter()
        rows = self.db.execute(statement).fetchall()
        return (time.thread_time() - began[0]) * 1e3, (time.perf_counter() - began[1]) * 1e3, rows

    def close(self):
        self.db.close()
