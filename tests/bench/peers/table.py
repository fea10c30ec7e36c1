"""The figures as a table that people read: medians, percentiles, ratios; beside each ratio what was asked for."""

# figure, peer -> at least so many times the product's own median; only from ASKED_FROM offers on
ASKED = {('structured', 'PostgreSQL'): 600, ('structured', 'SQLite'): 600, ('with_text', 'PostgreSQL'): 600,
         ('with_text', 'SQLite'): 1000, ('with_text', 'Xapian'): 50, ('naive structured', ''): 30, ('naive with text', ''): 8}
ASKED_FROM = 100000
TITLES = {'own structured': 'the product, structured', 'own with text': 'the product, with text',
          'naive structured': 'naive scan, structured', 'naive with text': 'naive scan, with text'}
OWN = {'naive structured': 'own structured', 'naive with text': 'own with text'}


def ms(value):
    return '%.4f' % value if value < 10 else '%.1f' % value


def verdict(ratio, asked, offers):
    if asked is None or offers < ASKED_FROM:
        return ''
    return '>= %g: %s' % (asked, 'yes' if ratio >= asked else 'NO')


def row(*cells):
    return '%-34s %9s %11s %11s %9s  %-14s %s' % cells


def peer_row(f):
    title = '%s, %s' % (f['version'], f['what'].replace('_', ' '))
    answer = 'lists identical: %d of %d' % (f['identical'], f['queries']) if 'identical' in f else \
        'shares %.0f %% of the lines' % (100 * f['overlap'])
    if 'shape' in f:
        answer += '; fastest as %s' % f['shape']
    return row(title, f['offers'], ms(f['p50_ms']), ms(f['p99_ms']), '%.1f x' % f['ratio'],
               verdict(f['ratio'], ASKED.get((f['what'], f['peer'])), f['offers']), answer)


def own_row(f, own):
    ratio = f['p50_ms'] / own['p50_ms'] if own and f is not own else None
    spread = f['p99_ms'] / f['p50_ms']
    answer = 'p99 / p50 %.2f (<= 2.5: %s), %d queries' % (spread, 'yes' if spread <= 2.5 else 'NO', f['runs']) if ratio is None else ''
    return row(TITLES[f['what']], f['offers'], ms(f['p50_ms']), ms(f['p99_ms']), '%.1f x' % ratio if ratio else '1',
               verdict(ratio, ASKED.get((f['what'], '')), f['offers']) if ratio else '', answer)


def latency(figures):
    out = [row('CPU of one core, a list of 20', 'offers', 'p50 ms', 'p99 ms', 'ratio', 'asked', ''), '']
    for offers in sorted({f['offers'] for f in figures if f.get('what') in TITLES}):
        here = [f for f in figures if f.get('offers') == offers]
        own = {f['what']: f for f in here if f['what'] in TITLES}
        out += [own_row(f, own.get(OWN.get(f['what']), f)) for f in own.values()]
        out += [peer_row(f) for f in here if 'peer' in f and 'ratio' in f and f['what'] in ('structured', 'with_text')]
        out.append('')
    return out


def memory(figures):
    out = []
    for f in figures:
        if f['what'] == 'load':
            out.append('%9d offers taken in, every text read, in %.1f s of CPU' % (f['offers'], f['p50_ms'] / 1e3))
        elif f['what'] == 'memory':
            out.append('%9d offers: %d bytes of memory an offer; beside its text %d%s' % (
                f['offers'], f['bytes_an_offer'], f['beside_text'], (
                    ' (<= 400: %s)' % ('yes' if f['beside_text'] <= 400 else 'NO')) if f['offers'] >= ASKED_FROM else ''))
        elif f['what'] == 'lists':
            out.append('%9d offers: %d lists compared with the naive scan, %d differ' % (f['offers'], f['compared'], f['wrong']))
    return out


def live(figures):
    """The second line of each pair is held against the first."""
    out, alone = [], {}
    for f in figures:
        if f['what'] != 'live':
            continue
        text = '%9d offers, a reader %s (%d changes published a second): p50 %s, p99 %s, p99.9 %s ms of CPU' % (
            f['offers'], f['beside'], f['published_a_second'], ms(f['p50_ms']), ms(f['p99_ms']), ms(f['p999_ms']))
        if f['offers'] in alone:
            ratio = f['p999_ms'] / alone[f['offers']]
            text += ', %.2f x (<= 2: %s)' % (ratio, 'NO' if ratio > 2 else 'yes' if f['published_a_second'] >= 500 else 'yes, but fewer than 500 a second')
        alone.setdefault(f['offers'], f['p999_ms'])
        out.append(text)
    return out


def streaming(figures):
    """Against the memory of this machine: the rows a list must read, at the rate of what does not fit the caches."""
    out, asked = [], {'structured': 2, 'with text': 6}
    for f in figures:
        if f['what'] != 'touched' or not f['bytes']:
            continue
        here = [g for g in figures if g.get('offers') == f['offers']]
        rate = min((g['gb_a_second'] for g in here if g['what'] == 'stream'), default=0)
        own = next((g['p50_ms'] for g in here if g['what'] == 'own ' + f['list']), 0)
        if rate and own:
            ratio = own / (f['bytes'] / rate / 1e6)
            out.append('%9d offers, %s: reads %.2f MB of rows, at %.1f GB/s %.4f ms; the list takes %.1f x%s' % (
                f['offers'], f['list'], f['bytes'] / 1e6, rate, f['bytes'] / rate / 1e6, ratio,
                ' (<= %d: %s)' % (asked[f['list']], 'yes' if ratio <= asked[f['list']] else 'NO') if f['offers'] >= 1000000 else ''))
    return out


def store(figures):
    return ['one writer at the store\'s door: %d durable commits a second; plain %s, WAL, FULL, the same rows: %d; median %.2f x '
            '(>= 0.8: %s)' % (f['own_a_second'], f['version'], f['plain_a_second'], f['ratio'], 'yes' if f['ratio'] >= 0.8 else 'NO')
            for f in figures if f['what'] == 'store against plain']


def plans(figures):
    return ['%9d requests x %d offers x %d edges, drawn %s: a plan in %s ms, LEMON in %s: %.2f of its time%s' % (
        f['needs'], f['offers'], f['edges'], f['drawn'], ms(f['own_ms']), ms(f['lemon_ms']), f['own_ms'] / f['lemon_ms'],
        ' (<= 2: %s)' % ('yes' if f['own_ms'] <= 2 * f['lemon_ms'] else 'NO') if f['offers'] < f['needs'] else '')
            for f in figures if f['what'] == 'plan']


def other(figures):
    """What brings its own sentence."""
    return [f['says'] for f in figures if 'says' in f]


def lines(figures):
    out = latency(figures)
    for part in (memory, streaming, live, store, plans, other):
        some = part(figures)
        out += [*some, ''] if some else []
    return out[:-1]
