"""The product's score as literal SQL, for PostgreSQL and SQLite alike: whole numbers only, so that the lists must be equal.

Sets stand in columns of sixty bits. A need (a line of needs.jsonl) brings its masks; the tables are those of export.c.
Two shapes: `flat`, an offer with its parts in one row, and `joined`, the parts in a table of their own.
"""

STATE_WORDS, TOPIC_WORDS, ELIGIBLE_WORDS, PARTS = 4, 2, 5, 5
FULL, NEAR = 1000, (('same', 1000), ('parent', 600), ('child', 500), ('sibling', 200))
TOPIC_PART, TOPIC_WHOLE, TOPIC_UNKNOWN = 10, 6, 300
FAR = 1000000

PART_COLUMNS = ['m0', 'm1', 'd', 'a', 'g', 'p0', 'p1', 'p2', 'p3']
SMALL = {'d': 'integer', 'a': 'smallint', 'g': 'smallint'}


def part_columns(part=''):
    """m0: topics, d: weapon areas, a: all of them, g: names places, p0: which."""
    return ['%s%s' % (c, '_%s' % part if part else '') for c in PART_COLUMNS]


def column_types(columns):
    return ', '.join('%s %s' % (c, SMALL.get(c.split('_')[0], 'bigint')) for c in columns)


OFFER_COLUMNS = (['id', 'listed', 'gives', 'party'] + ['e%d' % i for i in range(ELIGIBLE_WORDS)] +
                 ['x%d' % i for i in range(STATE_WORDS)] +
                 ['languages', 'mode', 'first', 'last', 'capacity', 'engaged', 'confirmed'] +
                 ['s%d' % i for i in range(TOPIC_WORDS)] + ['all_stated', 'parts'])
FLAT_COLUMNS = OFFER_COLUMNS + [c for k in range(1, PARTS + 1) for c in part_columns(k)] + ['ref']
NARROW = {c: 'integer' for c in ('id', 'listed', 'gives', 'party', 'languages', 'mode', 'first', 'last', 'capacity', 'engaged',
                                 'confirmed', 'all_stated', 'parts')}


def offers_table(more=''):
    fixed = ', '.join('%s %s' % (c, NARROW.get(c, 'bigint')) for c in OFFER_COLUMNS)
    flat = ', '.join(column_types(part_columns(k)) for k in range(1, PARTS + 1))
    return 'CREATE TABLE offers (%s, %s, ref text%s)' % (fixed.replace('id integer', 'id integer PRIMARY KEY', 1), flat, more)


def parts_table():
    return 'CREATE TABLE parts (offer integer, %s, spare smallint)' % column_types(part_columns())


def parties_table():
    return 'CREATE TABLE parties (id integer PRIMARY KEY, kind integer, is_state integer, t0 bigint, t1 bigint, code text)'


# ---- pieces ----

def meets(columns, mask):
    """Have the set in these columns and the mask anything in common?"""
    words = ['(%s & %d)' % (c, m) for c, m in zip(columns, mask) if m]
    return '(%s) <> 0' % ' | '.join(words) if words else '1 = 0'


def ladder(steps, otherwise='0'):
    steps = [s for s in steps if s[0] != '1 = 0']
    return 'CASE %s ELSE %s END' % (' '.join('WHEN %s THEN %s' % s for s in steps), otherwise) if steps else otherwise


def nearness(focus, columns):
    return ladder([(meets(columns, focus[ring]), near) for ring, near in NEAR])


def weighted(need, credits):
    """Share of what is asked that is met, by weight."""
    total = sum(f['weight'] for f in need['focus'])
    if not total:
        return '0'
    return '((%s) / %d)' % (' + '.join('%d * %s' % (f['weight'], c) for f, c in zip(need['focus'], credits)), total)


def is_within(need, columns):
    if need['states_len'] == 1:
        return meets(columns, need['states'])
    bits = ['((%s >> %d) & 1)' % (c, i) for c, m in zip(columns, need['states']) for i in range(60) if m >> i & 1]
    return '2 * (%s) > %d' % (' + '.join(bits) or '0', need['states_len'])


def left(need, c):
    """Of likeness, when the weapon area or the place is another. c: the part's columns by their name."""
    places = [c['p%d' % i] for i in range(STATE_WORDS)]
    area = ladder([('%s <> 0 AND %s = 0 AND (%s & %d) = 0' % (c['d'], c['a'], c['d'], need['domains']), 400)], '1000') \
        if need['domains'] else '1000'
    return 'CASE WHEN %s <> 0 AND NOT (%s) THEN (%s) * 400 / 1000 ELSE %s END' % (c['g'], is_within(need, places), area, area)


def rules(need):
    today = need['today']
    closed = 'NOT (o.first <= %d AND o.last >= %d)' % (today, today)
    wanted = [('o.last < %d' % need['from']) if need['from'] is not None else '',
              ('o.first > %d' % need['until']) if need['until'] is not None else '']
    if any(wanted):
        closed += ' AND (%s)' % ' OR '.join(w for w in wanted if w)
    eligible = [a | b | c | d for a, b, c, d in zip(*(need['closeness'][k] for k in ('1000', '900', '700', '400')))]
    out = ['o.listed = 1', 'o.gives = 1', 'NOT (%s)' % closed, meets(['o.e%d' % i for i in range(ELIGIBLE_WORDS)], eligible),
           'NOT (o.capacity > 0 AND o.engaged >= o.capacity)', 'f.banned = 0',
           'NOT (%s)' % meets(['o.x%d' % i for i in range(STATE_WORDS)], need['states'])]
    if need['asks_topics']:
        out.append('(o.all_stated = 0 OR %s)' % meets(['o.s0', 'o.s1'], need['touched']))
    return ' AND '.join(out)


def plain(need, w):
    words = ['o.e%d' % i for i in range(ELIGIBLE_WORDS)]
    region = ladder([(meets(words, need['closeness'][k]), k) for k in ('1000', '900', '700', '400')])
    language = '500' if not need['languages'] else \
        'CASE WHEN o.languages = 0 THEN 500 WHEN (o.languages & %d) <> 0 THEN 1000 ELSE 200 END' % need['languages']
    load = 'CASE WHEN o.capacity <= 0 THEN 500 ELSE (o.capacity - o.engaged) * 1000 / o.capacity END'
    days = '(%d - o.confirmed)' % need['today']
    fresh = 'CASE WHEN o.confirmed = %d THEN 500 WHEN %s > 365 THEN 200 WHEN %s <= 0 THEN 1000 ELSE 1000 - 500 * %s / 365 END' % (
        -FAR, days, days, days)
    return ' + '.join('%d * (%s)' % (w[k], s) for k, s in (
        ('region', region), ('provider', 'f.fit'), ('language', language), ('mode', 'o.mode'), ('load', load),
        ('freshness', fresh)))


def providers(need):
    """Once for each party: how it fits, and whether it is ruled out."""
    rings = {ring: [0] * TOPIC_WORDS for ring, _ in NEAR}
    for focus in need['focus']:
        for ring, _ in NEAR:
            rings[ring] = [a | b for a, b in zip(rings[ring], focus[ring])]
    near = ladder([(meets(['t0', 't1'], rings[ring]), value) for ring, value in NEAR])

    def among(numbers):
        return 'id IN (%s)' % ', '.join(map(str, numbers)) if numbers else '1 = 0'
    fit = 'CASE WHEN %s THEN 1000 ELSE (400 * kind + 600 * %s) / 1000 END' % (among(need['preferred']), near)
    banned = 'CASE WHEN %s OR (is_state = 1 AND %s) THEN 1 ELSE 0 END' % (among(need['excluded']), among(need['own']))
    return 'WITH f AS MATERIALIZED (SELECT id, %s AS fit, %s AS banned FROM parties)' % (fit, banned)


def total(w, topic, whole):
    return 'plain + %d * ((%d * %s + %d * CASE WHEN %s > %s THEN %s ELSE %s END) / %d)' % (
        w['topic'], TOPIC_PART, topic, TOPIC_WHOLE, whole, topic, whole, topic, TOPIC_PART + TOPIC_WHOLE)


# ---- the two shapes; fence keeps a layer from being copied into the next ----

def flat(need, w, fence, where='', keep=''):
    """One row an offer; returns a query of id and score. keep: columns handed on."""
    columns = [dict(zip(PART_COLUMNS, part_columns(k))) for k in range(1, PARTS + 1)]
    lefts = ', '.join('%s AS l%d' % (left(need, {n: 'o.' + c for n, c in part.items()}), k + 1)
                      for k, part in enumerate(columns))
    sets = ', '.join('o.m0_%d, o.m1_%d' % (k, k) for k in range(1, PARTS + 1))
    first = 'SELECT o.id, o.parts%s, %s AS plain, %s, %s FROM offers o JOIN f ON f.id = o.party WHERE %s%s %s' % (
        keep, plain(need, w), sets, lefts, rules(need), where, fence)
    topics = ['(%s) * l%d / 1000' % (weighted(need, [nearness(f, ['m0_%d' % k, 'm1_%d' % k]) for f in need['focus']])
                                     if need['focus'] else 'CASE WHEN parts >= %d THEN %d ELSE 0 END' % (k, TOPIC_UNKNOWN), k)
              for k in range(1, PARTS + 1)]
    together = ['(%s) AS w%d' % (' | '.join('CASE WHEN l%d = 1000 THEN m%d_%d ELSE 0 END' % (k, i, k)
                                            for k in range(1, PARTS + 1)), i) for i in range(TOPIC_WORDS)]
    second = 'SELECT id%s, plain, %s, %s FROM (%s) a %s' % (
        keep.replace('o.', ''), ', '.join('%s AS t%d' % (t, k + 1) for k, t in enumerate(topics)), ', '.join(together), first, fence)
    best = {'': 'greatest', 'LIMIT -1': 'max'}.get(fence, 'greatest')
    third = 'SELECT id%s, plain, %s(t1, t2, t3, t4, t5) AS t, %s AS whole FROM (%s) b %s' % (
        keep.replace('o.', ''), best, weighted(need, [nearness(f, ['w0', 'w1']) for f in need['focus']]), second, fence)
    return '%s SELECT id%s, %s AS score FROM (%s) c' % (providers(need), keep.replace('o.', ''), total(w, 't', 'whole'), third)


def joined(need, w, fence):
    """A row a part, put together by GROUP BY."""
    near = ', '.join('%s AS n%d' % (nearness(f, ['p.m0', 'p.m1']), i) for i, f in enumerate(need['focus']))
    first = 'SELECT o.id, %s AS plain, %s AS l%s FROM offers o JOIN f ON f.id = o.party JOIN parts p ON p.offer = o.id WHERE %s %s' % (
        plain(need, w), left(need, {n: 'p.' + n for n in PART_COLUMNS}), ', ' + near if near else '', rules(need), fence)
    topic = weighted(need, ['n%d' % i for i in range(len(need['focus']))]) if need['focus'] else str(TOPIC_UNKNOWN)
    whole = ''.join(', max(CASE WHEN l = 1000 THEN n%d ELSE 0 END) AS b%d' % (i, i) for i in range(len(need['focus'])))
    second = 'SELECT id, max(plain) AS plain, max((%s) * l / 1000) AS t%s FROM (%s) a GROUP BY id' % (topic, whole, first)
    third = 'SELECT id, plain, t, %s AS whole FROM (%s) b %s' % (
        weighted(need, ['b%d' % i for i in range(len(need['focus']))]), second, fence)
    return '%s SELECT id, %s AS score FROM (%s) c' % (providers(need), total(w, 't', 'whole'), third)


def top(query, limit=20):
    return query + ' ORDER BY score DESC, id LIMIT %d' % limit


def related(need):
    """Topics that bring a need any nearness at all, as numbers of the table of topics."""
    return sorted({60 * i + bit for f in need['focus'] for ring, _ in NEAR for i, word in enumerate(f[ring])
                   for bit in range(60) if word >> bit & 1})


def words_of(text, most=60):
    """Each word of a text once, folded: what is put to the other engines' text search."""
    seen = dict.fromkeys(''.join(c if c.isalnum() else ' ' for c in text.lower()).split())
    return list(seen)[:most]
