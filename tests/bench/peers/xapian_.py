"""Xapian beside the product: BM25 over the offers' words behind boolean filters; it knows no structured score."""
import os
import time

import sql
import xapian
from common import Peer, read_rows


def flags(row):
    """Boolean terms of an offer: whom it is for, listed, giving, open at its day."""
    row = dict(zip(sql.FLAT_COLUMNS, row))
    for i in range(sql.ELIGIBLE_WORDS):
        word = int(row['e%d' % i])
        while word:
            bit = word & -word
            yield 'XE%d' % (60 * i + bit.bit_length() - 1)
            word ^= bit
    if row['listed'] == '1' and row['gives'] == '1':
        yield 'XL'


class Xapian(Peer):
    name = 'Xapian'

    def open(self):
        self.version = 'Xapian ' + xapian.version_string()

    def open_text(self):
        path = os.path.join(self.scratch, 'xapian')
        db = xapian.WritableDatabase(path, xapian.DB_CREATE_OR_OVERWRITE | xapian.DB_NO_SYNC)
        offers = read_rows(self.data, 'offers.tsv', len(sql.OFFER_COLUMNS))
        for row, (_, text) in zip(offers, read_rows(self.data, 'texts.tsv', 2)):
            document = xapian.Document()
            for word in ''.join(c if c.isalnum() else ' ' for c in text.lower()).split():
                document.add_term(word[:60])
            for flag in flags(row):
                document.add_boolean_term(flag)
            document.add_value(0, xapian.sortable_serialise(int(row[sql.OFFER_COLUMNS.index('first')])))
            document.add_value(1, xapian.sortable_serialise(int(row[sql.OFFER_COLUMNS.index('last')])))
            db.add_document(document)
        db.commit()
        db.close()
        self.db = xapian.Database(path)

    def text_sql(self, need):
        eligible = [a | b | c | d for a, b, c, d in zip(*(need['closeness'][k] for k in ('1000', '900', '700', '400')))]
        regions = ['XE%d' % (60 * i + bit) for i, word in enumerate(eligible) for bit in range(60) if word >> bit & 1]
        day = xapian.sortable_serialise(need['today'])
        query = xapian.Query(xapian.Query.OP_OR, [w[:60] for w in sql.words_of(need['text'])])
        for rule in (xapian.Query(xapian.Query.OP_OR, regions), xapian.Query('XL'),
                     xapian.Query(xapian.Query.OP_VALUE_LE, 0, day), xapian.Query(xapian.Query.OP_VALUE_GE, 1, day)):
            query = xapian.Query(xapian.Query.OP_FILTER, query, rule)
        return query

    def ask(self, query):
        began = time.thread_time(), time.perf_counter()
        enquire = xapian.Enquire(self.db)
        enquire.set_weighting_scheme(xapian.BM25Weight())
        enquire.set_query(query)
        rows = [(match.docid - 1, match.weight) for match in enquire.get_mset(0, 20)]
        return (time.thread_time() - began[0]) * 1e3, (time.perf_counter() - began[1]) * 1e3, rows

    def close(self):
        if hasattr(self, 'db'):
            self.db.close()
