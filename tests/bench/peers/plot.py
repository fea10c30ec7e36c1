"""Latency against the number of offers, as an SVG drawn by hand: both axes in powers of ten, a line an engine."""
import math
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 560, 80, 290, 50, 60
COLOURS = ('#005a9c', '#b3261e', '#2e7d32', '#7b3fa0', '#b26a00', '#00796b', '#5d4037', '#455a64', '#ad1457', '#1565c0')
DASHED = 'with text'
NAMES = {'own structured': 'Clearinghouse, structured', 'own with text': 'Clearinghouse, with text',
         'naive structured': 'naive scan, structured', 'naive with text': 'naive scan, with text'}


def series(figures):
    """name -> sorted (offers, median ms)"""
    out = {}
    for f in figures:
        name = NAMES.get(f.get('what'))
        if 'peer' in f and 'ratio' in f and f['what'] in ('structured', 'with_text'):
            name = '%s, %s' % (f['peer'], f['what'].replace('_', ' '))
        if name and f['p50_ms'] > 0:
            out.setdefault(name, []).append((f['offers'], f['p50_ms']))
    return {name: sorted(points) for name, points in out.items()}


def powers(values):
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return list(range(low, max(high, low + 1) + 1))


def place(power, steps, start, end):
    return start + (end - start) * (power - steps[0]) / (steps[-1] - steps[0])


def number(power):
    return '{:,}'.format(10 ** power) if power >= 0 else ('%%.%df' % -power) % 10.0 ** power


def axes(xs, ys):
    out = []
    for p in xs:
        x = place(p, xs, LEFT, WIDTH - RIGHT)
        out.append('<path class="grid" d="M%.1f %d V%d"/><text x="%.1f" y="%d" text-anchor="middle">%s</text>' % (
            x, TOP, HEIGHT - BOTTOM, x, HEIGHT - BOTTOM + 20, number(p)))
    for p in ys:
        y = place(p, ys, HEIGHT - BOTTOM, TOP)
        out.append('<path class="grid" d="M%d %.1f H%d"/><text x="%d" y="%.1f" text-anchor="end">%s</text>' % (
            LEFT, y, WIDTH - RIGHT, LEFT - 8, y + 4, number(p)))
    out.append('<text x="%d" y="%d" text-anchor="middle">offers</text>' % ((LEFT + WIDTH - RIGHT) // 2, HEIGHT - 15))
    out.append('<text x="%d" y="%d">milliseconds of CPU for a list of 20, median</text>' % (LEFT - 60, TOP - 12))
    return out


def stroke(name, colour):
    """The product's own lines are thicker; with text: dashed."""
    return 'stroke="%s" stroke-width="%s"%s' % (colour, 3.5 if name.startswith('Clearinghouse') else 1.5,
                                                 ' stroke-dasharray="6 4"' if DASHED in name else '')


def line(points, xs, ys, name, colour):
    at = [(place(math.log10(n), xs, LEFT, WIDTH - RIGHT), place(math.log10(t), ys, HEIGHT - BOTTOM, TOP)) for n, t in points]
    path = ' '.join('%s%.1f %.1f' % ('L' if i else 'M', x, y) for i, (x, y) in enumerate(at))
    dots = ''.join('<circle cx="%.1f" cy="%.1f" r="3.5" fill="%s"/>' % (x, y, colour) for x, y in at)
    return '<path d="%s" fill="none" %s/>%s' % (path, stroke(name, colour), dots)


def legend(i, name, last, colour):
    y = TOP + 10 + 24 * i
    return '<path d="M%d %d h26" %s/><text x="%d" y="%d">%s</text>' % (
        WIDTH - RIGHT + 16, y, stroke(name, colour), WIDTH - RIGHT + 50, y + 4, escape('%s: %.3g ms' % (name, last)))


def svg(lines):
    out = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="DejaVu Sans, sans-serif" font-size="12">' % (WIDTH, HEIGHT),
           '<title>Latency against the number of offers</title>', '<style>.grid { stroke: #d0d0d0; fill: none }</style>',
           '<rect width="%d" height="%d" fill="#ffffff"/>' % (WIDTH, HEIGHT)]
    points = [p for some in lines.values() for p in some]
    if points:
        xs, ys = powers([n for n, _ in points]), powers([t for _, t in points])
        out += axes(xs, ys)
        slowest_first = sorted(lines.items(), key=lambda item: -item[1][-1][1])
        for i, (name, some) in enumerate(slowest_first):
            colour = COLOURS[i % len(COLOURS)]
            out += [line(some, xs, ys, name, colour), legend(i, name, some[-1][1], colour)]
    return '\n'.join([*out, '</svg>', ''])
