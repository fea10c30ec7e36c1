"""The table of quality: the product and what else people rank with, on the judged half of the real requests."""
import baselines
import measures
import product

DRAWS = 100
RIVAL = 'BM25 + region filter'


class Quality:
    def __init__(self):
        self.judgments = measures.Judgments()
        self.world = baselines.World(product.records('offers'), product.records('requests'), product.records('parties'))
        self.run = product.run_english()
        self.in_languages = {lang: product.run_in(lang) for lang in product.LANGS}
        self.figures = {'random': measures.mean_of([self.scored(baselines.rank_anyhow(self.world, seed))
                                                    for seed in range(DRAWS)])}
        for name, points in baselines.BASELINES:
            self.figures[name] = self.scored(baselines.rank(self.world, points))
        self.figures['the product'] = self.scored(self.run)

    def scored(self, run):
        return measures.score_run(self.judgments, run)

    def intervals(self, name):
        return {m: measures.interval(self.judgments.groups(self.figures[name][m])) for m in measures.MEASURES}

    def ahead(self, name='the product', rival=RIVAL):
        return measures.difference(self.judgments, self.figures[name], self.figures[rival])

    def shared(self):
        return measures.shared(self.run, self.in_languages)

    def lines(self):
        texts = len(self.judgments.groups(self.run))
        yield 'The judged half: %d requests, %d texts. Column "each text", 95 %% intervals.' % (
            len(self.judgments.ids), texts)
        yield '%-28s %-20s %-20s %-18s' % ('', 'nDCG@10', 'recall@5', 'ineligible@10')
        for name in self.figures:
            at = self.intervals(name)
            yield '%-28s %.3f [%.3f %.3f]  %.3f [%.3f %.3f]  %.2f [%.2f %.2f]' % (
                name, *at['ndcg10'], *at['recall5'], *at['inel10'])
        yield ''
        yield 'nDCG@10, the product minus each (paired)'
        for name in list(self.figures)[:-1]:
            yield '  %-27s %+.3f [%+.3f %+.3f]' % (name, *self.ahead(rival=name))
        yield ''
        good, cases, few = self.shared()
        yield 'the same need in another language shares four of the first five with English: %d of %d' % (good, cases)
        yield from ('  ' + line for line in few)
