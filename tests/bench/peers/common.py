"""What all peers share: needs, weights, passes, percentiles, and the comparison with the product's own lists."""
import json
import os
import statistics
import sys

FIRST = 5       # queries by which the best of several ways to write the same query is chosen


def read_needs(data):
    with open(os.path.join(data, 'needs.jsonl'), encoding='utf-8') as f:
        return [json.loads(line) for line in f]


def read_rows(data, name, columns):
    with open(os.path.join(data, name), encoding='utf-8') as f:
        for line in f:
            yield line.rstrip('\n').split('\t')[:columns]


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def say(**figure):
    print(json.dumps(figure))
    sys.stdout.flush()


class Peer:
    """One engine over one exported world. open() fills it, ask() returns CPU ms, wall ms and rows of id and score."""
    name = version = ''
    shapes = ()
    planted = False     # its lists lose their first line, which has to be noticed

    def __init__(self, data, scratch, weights):
        self.data, self.scratch, self.weights = data, scratch, weights
        self.needs = read_needs(data)

    def lists(self, statements):
        """Two passes over the same queries; the second is the one that counts."""
        for statement in statements[:len(statements) if len(self.needs) * self.offers < 1e7 else FIRST]:
            self.ask(statement)
        answers = [self.ask(s) for s in statements]
        rows = [[(int(r[0]), r[1]) for r in a[2]] for a in answers]
        return [a[0] for a in answers], [a[1] for a in answers], [r[1:] if self.planted else r for r in rows]

    def best_shape(self):
        """The way of writing the query that this engine is fastest with, by the first needs."""
        cost = {shape: statistics.median(self.ask(self.structured_sql(n, shape))[0] for n in self.needs[:FIRST])
                for shape in self.shapes}
        return min(cost, key=cost.get), {s: round(c, 3) for s, c in cost.items()}

    def figure(self, what, own, cpu, wall, **more):
        ours = [n[own + '_ms'] for n in self.needs]
        say(what=what, peer=self.name, version=self.version, offers=self.offers, queries=len(cpu),
            p50_ms=round(statistics.median(cpu), 4), p99_ms=round(percentile(cpu, 0.99), 4),
            wall_p50_ms=round(statistics.median(wall), 4), own_p50_ms=round(statistics.median(ours), 5),
            own_p99_ms=round(percentile(ours, 0.99), 5), ratio=round(statistics.median(cpu) / statistics.median(ours), 2), **more)

    def structured(self):
        shape, costs = self.best_shape()
        statements = [self.structured_sql(n, shape) for n in self.needs]
        cpu, wall, rows = self.lists(statements)
        same = sum(got == [tuple(line) for line in n['structured']] for got, n in zip(rows, self.needs))
        self.figure('structured', 'structured', cpu, wall, shape=shape, shapes_ms=costs, identical=same, sql=statements[0])
        return same == len(self.needs)

    def with_text(self):
        statements = [self.text_sql(n) for n in self.needs]
        cpu, wall, rows = self.lists(statements)
        shared = [len({r[0] for r in got} & {line[0] for line in n['with_text']}) / max(1, len(n['with_text']))
                  for got, n in zip(rows, self.needs)]
        self.figure('with_text', 'with_text', cpu, wall, overlap=round(statistics.mean(shared), 3), sql=str(statements[0]))

    @property
    def offers(self):
        return self.size

    def run(self, size):
        self.size = size
        try:
            self.open()
            right = self.structured() if self.shapes else True
            self.open_text()
            self.with_text()
        finally:
            self.close()
        return right
