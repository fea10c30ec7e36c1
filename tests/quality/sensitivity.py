"""How much of the figure is fitted to the judged half? The other half decides; until then, what moves when the weights or
the thesaurus move, and what is left for a text whose judgments nobody looked at.
"""
import csv
import os
import random
import tempfile

import baselines
import measures
import product

STEP = 0.2
DROPS, DRAWS = (0.1, 0.2, 0.4), 5


def in_total(parts, total):
    """Whole numbers in these proportions, by largest remainders."""
    exact = [p * total / sum(parts) for p in parts]
    whole = [int(x) for x in exact]
    for i in sorted(range(len(parts)), key=lambda i: (whole[i] - exact[i], i))[:total - sum(whole)]:
        whole[i] += 1
    return whole


def with_weight(weights, at, value):
    """The others give or take in proportion, so that the total stays 100."""
    rest = in_total([w for i, w in enumerate(weights) if i != at], 100 - value)
    return rest[:at] + [value] + rest[at:]


class Trials:
    """Figures of one weighting each, asked once."""

    def __init__(self, judgments):
        self.judgments, self.known = judgments, {}
        self.names, self.base = zip(*product.weights())

    def texts(self, weights):
        """nDCG@10 of each text."""
        key = ','.join(map(str, weights))
        if key not in self.known:
            figures = measures.score_run(self.judgments, product.run_with('--weights', key))
            self.known[key] = [sum(g) / len(g) for g in self.judgments.groups(figures['ndcg10'])]
        return self.known[key]

    def mean(self, weights):
        return mean(self.texts(weights))

    def moved(self, at, factor):
        step = max(1, round(self.base[at] * abs(factor - 1)))
        return with_weight(self.base, at, max(0, self.base[at] + (step if factor > 1 else -step)))


def mean(values):
    return sum(values) / len(values)


def weight_table(trials):
    base = trials.mean(trials.base)
    yield 'nDCG@10 when one weight moves and the others give way (now %.3f)' % base
    yield '  %-14s %6s %8s %8s %8s' % ('factor', 'weight', '-20 %', '+20 %', 'without')
    for i, name in enumerate(trials.names):
        row = [trials.moved(i, 1 - STEP), trials.moved(i, 1 + STEP), with_weight(trials.base, i, 0)]
        yield '  %-14s %6d %8.3f %8.3f %8.3f' % (name, trials.base[i], *map(trials.mean, row))
    equal = in_total([1] * len(trials.base), 100)
    yield '  %-14s %6s %8.3f' % ('all equal', '', trials.mean(equal))


def left_out(trials):
    """Weights chosen on all texts but one, scored on that one: what tuning by this half is worth on an unseen text."""
    tried = [list(trials.base)]
    for i in range(len(trials.base)):
        tried += [trials.moved(i, 1 - STEP), trials.moved(i, 1 + STEP)]
    figures = [trials.texts(w) for w in tried]
    unseen = []
    for k in range(len(figures[0])):
        best = max(figures, key=lambda f: sum(f) - f[k])
        unseen.append(best[k])
    return mean(figures[0]), max(map(mean, figures)), mean(unseen)


# ---- the thesaurus

def write_tables(folder, keeps):
    """topics.csv and concepts.csv without the keywords that keeps(language, keyword) refuses; -> how many left out."""
    dropped = 0
    for name in ('topics', 'concepts'):
        with open(os.path.join(baselines.REFERENCE, name + '.csv'), encoding='utf-8', newline='') as f:
            rows = list(csv.reader(f))
        for row in rows[1:]:
            for i, head in enumerate(rows[0]):
                if head.startswith('keywords_'):
                    words = row[i].split(';')
                    kept = [w for w in words if keeps(head[9:], w)]
                    dropped += len(words) - len(kept)
                    row[i] = ';'.join(kept)
        with open(os.path.join(folder, name + '.csv'), 'w', encoding='utf-8', newline='') as f:
            csv.writer(f, lineterminator='\n').writerows(rows)
    return dropped


def run_without(keeps):
    with tempfile.TemporaryDirectory() as folder:
        dropped = write_tables(folder, keeps)
        return product.run_with('--tables', folder), dropped


def thinned(judgments, part, seed):
    draw = random.Random(seed)
    run, _ = run_without(lambda lang, word: draw.random() >= part)
    return measures.each_text(judgments.groups(measures.score_run(judgments, run)['ndcg10']))


def own_words(world, refs):
    """English keywords that occur in these requests and in no other record."""
    theirs = [baselines.words(world.wants[r]) for r in refs]
    others = [baselines.words(t) for t in list(world.texts.values())
              + [t for r, t in world.wants.items() if r not in refs]]

    def keeps(lang, keyword):
        fits = baselines.keyword_words(keyword)
        if lang != 'en' or not fits or not any(baselines.keyword_fits(t, fits) for t in theirs):
            return True
        return any(baselines.keyword_fits(t, fits) for t in others)
    return keeps


def without_own_words(judgments, world):
    """Each text ranked without the keywords that it alone uses: a thesaurus that has never seen it. -> figure, keywords."""
    texts, total = {}, 0
    for i in judgments.ids:
        texts.setdefault(judgments.text_of[i], []).append(i)
    figures = []
    for refs in texts.values():
        run, dropped = run_without(own_words(world, refs))
        figures.append([measures.score(judgments.of[i], run[i])['ndcg10'] for i in refs])
        total += dropped
    return measures.each_text(figures), total


def thesaurus_table(judgments, world):
    yield 'nDCG@10 when keywords of the thesaurus are missing'
    for part in DROPS:
        drawn = [thinned(judgments, part, seed) for seed in range(DRAWS)]
        yield '  any %2d %% of them (%d draws)   %.3f, lowest %.3f' % (100 * part, DRAWS, mean(drawn), min(drawn))
    figure, dropped = without_own_words(judgments, world)
    yield '  of each text those that it alone uses (%d)   %.3f' % (dropped, figure)


def lines(judgments, world):
    trials = Trials(judgments)
    yield from weight_table(trials)
    now, best, unseen = left_out(trials)
    yield ''
    yield 'weights chosen among these on all texts but one, scored on that one: %.3f (best on all %.3f, as they are %.3f)' % (
        unseen, best, now)
    yield ''
    yield from thesaurus_table(judgments, world)
