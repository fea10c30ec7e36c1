"""Measures of a ranking against the judgments, with intervals: the same figures as tests/data/relevance/eval.py, which
tests/quality/check compares to the last digit. Column 'each text': every distinct text of needs has weight one.
"""
import json
import math
import os
import random

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'relevance')
MEASURES = ['ndcg10', 'recall5', 'inel10']
BOOT, SEED = 2000, 1540


def read_lines(path):
    with open(path, encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


class Judgments:
    """The judged requests, and which of them share one text."""

    def __init__(self):
        with open(os.path.join(DATA, 'split.json'), encoding='utf-8') as f:
            split = json.load(f)
        self.of = {x['request']: x for x in read_lines(os.path.join(DATA, 'qrels.jsonl'))}
        self.ids = [i for i in split['dev'] if i in self.of]
        self.text_of = {i: i for i in self.ids}
        for group in split['twins']:
            self.text_of.update((i, group[0]) for i in group)

    def groups(self, values):
        """values: {request: figure} -> one list per text."""
        groups = {}
        for i in self.ids:
            groups.setdefault(self.text_of[i], []).append(values[i])
        return list(groups.values())


def dcg(gains):
    return sum((2 ** g - 1) / math.log2(i + 2) for i, g in enumerate(gains))


def score(judged, ranking):
    grades, bad = judged['judgments'], set(judged['ineligible'])
    relevant = {o for o, v in grades.items() if v >= 2}
    best = dcg(sorted(grades.values(), reverse=True)[:10])
    return {
        'ndcg10': dcg([grades.get(o, 0) for o in ranking[:10]]) / best if best else 0.0,
        'recall5': len(relevant & set(ranking[:5])) / min(5, len(relevant)) if relevant else 0.0,
        'inel10': float(sum(o in bad for o in ranking[:10])),
    }


def score_run(judgments, run):
    """run: {request: [offer, best first]} -> {measure: {request: figure}}."""
    each = {i: score(judgments.of[i], run.get(i, [])) for i in judgments.ids}
    return {m: {i: each[i][m] for i in judgments.ids} for m in MEASURES}


def mean_of(runs):
    """Figures of several runs of one system, averaged request by request."""
    return {m: {i: sum(r[m][i] for r in runs) / len(runs) for i in runs[0][m]} for m in MEASURES}


def each_text(groups):
    return sum(sum(g) / len(g) for g in groups) / len(groups)


def each_request(groups):
    return sum(sum(g) for g in groups) / sum(len(g) for g in groups)


def interval(groups, stat=each_text):
    """[figure, low, high]: 95 %, by drawing texts with replacement."""
    draw = random.Random(SEED)
    k = len(groups)
    drawn = sorted(stat([groups[draw.randrange(k)] for _ in range(k)]) for _ in range(BOOT))
    return [stat(groups), drawn[int(0.025 * (BOOT - 1))], drawn[int(math.ceil(0.975 * (BOOT - 1)))]]


def difference(judgments, ours, theirs, measure='ndcg10'):
    """Paired: the same texts are drawn for both."""
    return interval(judgments.groups({i: ours[measure][i] - theirs[measure][i] for i in judgments.ids}))


def shared(english, others):
    """others: {language: run} -> how many of the requests share at least four of the first five, of how many, and which
    do not."""
    few, cases = [], 0
    for lang, run in sorted(others.items()):
        for ref, ranking in run.items():
            cases += 1
            same = len(set(english.get(ref, [])[:5]) & set(ranking[:5]))
            if same < 4:
                few.append('%s in %s: %d of 5' % (ref, lang, same))
    return cases - len(few), cases, few
