"""What else people rank with, each written from one line of description:

  random                    any order
  topic filter              offers that share a topic, in the order of the catalogue
  BM25                      the words of the needs against the words of the offer
  BM25 + region             the same, behind a hard filter: for the requester's State, and not its own
  five yes/no               the mean of five yes/no sub-scores (topic, area, kind of help, region, language), from 0.2
  filter + four scores      hard region filter, then topic 40, words 30, kind of help 20, area 10

They read what the product reads: records without `source` and `channel`, the reference tables, the thesaurus.
"""
import collections
import csv
import math
import os
import random
import re
import unicodedata

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
REFERENCE = os.path.join(ROOT, 'schema', 'reference')
STOP = set('a an and as at by for from in into of on or the to with its their all above other'.split())
K1, B = 1.2, 0.4  # of the usual values those that serve these short texts best: a strong rival


def table(name):
    with open(os.path.join(REFERENCE, name + '.csv'), encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f))


def words(text):
    flat = ''.join(c for c in unicodedata.normalize('NFKD', text.casefold()) if not unicodedata.combining(c))
    return re.findall(r'[^\W_]+', flat)


def stems(text):
    return [w[:-1] if len(w) > 3 and w.endswith('s') else w for w in words(text) if w not in STOP]


def word_fits(word, wanted):
    if wanted.endswith('*'):
        return word.startswith(wanted[:-1])
    return word == wanted or word == wanted + 's'


def keyword_fits(text, wanted):
    """All words in this order, at most two others between neighbours."""
    def follows(at, rest):
        return not rest or any(word_fits(text[i], rest[0]) and follows(i, rest[1:])
                               for i in range(at + 1, min(at + 4, len(text))))
    return any(word_fits(w, wanted[0]) and follows(i, wanted[1:]) for i, w in enumerate(text))


def keyword_words(keyword):
    """`non-state actor*` -> ['non', 'state', 'actor*']."""
    out = []
    for part in keyword.split():
        star, part_words = part.endswith('*'), words(part)
        if part_words:
            out += part_words[:-1] + [part_words[-1] + ('*' if star else '')]
    return out


class World:
    """Records and tables, with what the baselines need of each."""

    def __init__(self, offers, requests, parties):
        self.offers, self.requests = offers, requests
        self.members = {x['code']: set(x['members'].split(';')) for x in table('regions') if x['members']}
        for x in table('organizations'):
            self.members.setdefault(x['code'], set(filter(None, x['members'].split(';'))))
        for x in parties:
            self.members.setdefault(x['code'], set(x.get('members', [])))
        self.speaks = {x['iso3']: set(filter(None, re.split(r'[;, ]+', x['un_langs']))) for x in table('states')}
        self.thesaurus = collections.defaultdict(dict)
        for x in table('topics'):
            fits = [keyword_words(k) for k in x['keywords_en'].split(';')]
            self.thesaurus[x['facet']][x['code']] = [k for k in fits if k]
        self.texts = {o['ref']: ' . '.join([o.get('title', '')] + [a['text'] for a in o['areas']]) for o in offers}
        self.wants = {r['ref']: ' . '.join(n['text'] for n in r['needs']) for r in requests}
        self.codes = {ref: self.codes_in(text) for ref, text in list(self.texts.items()) + list(self.wants.items())}
        self.learn_words()

    def codes_in(self, text):
        text = words(text)
        return {facet: {code for code, fits in codes.items() if any(keyword_fits(text, k) for k in fits)}
                for facet, codes in self.thesaurus.items()}

    def learn_words(self):
        self.counts = {ref: collections.Counter(stems(t)) for ref, t in self.texts.items()}
        self.mean_len = sum(sum(c.values()) for c in self.counts.values()) / len(self.counts)
        self.in_offers = collections.Counter(w for c in self.counts.values() for w in c)

    def states_of(self, party):
        return self.members.get(party) or {party}

    def is_for(self, request, offer):
        for_states = set()
        for code in offer['eligible']:
            for_states |= self.states_of(code)
        asking = self.states_of(request['party'])
        reached = len(asking) if '*' in offer['eligible'] else len(asking & for_states)
        return 2 * reached > len(asking) and offer['party'] != request['party']

    def bm25(self, request, offer):
        counts, n = self.counts[offer['ref']], len(self.offers)
        norm = K1 * (1 - B + B * sum(counts.values()) / self.mean_len)
        return sum(math.log(1 + (n - self.in_offers[w] + 0.5) / (self.in_offers[w] + 0.5))
                   * counts[w] * (K1 + 1) / (counts[w] + norm)
                   for w in stems(self.wants[request['ref']]) if counts[w])

    def share(self, facet, request, offer):
        asked = self.codes[request['ref']][facet]
        return len(asked & self.codes[offer['ref']][facet]) / len(asked) if asked else 0.0

    def share_language(self, request, offer):
        theirs = set(request.get('languages', [])) | {request['lang']} | self.speaks.get(request['party'], set())
        return bool(theirs & (set(offer.get('languages', [])) | {offer['lang']}))


def by_bm25(w, request, offer):
    return w.bm25(request, offer)


def by_region_bm25(w, request, offer):
    return w.bm25(request, offer) if w.is_for(request, offer) else 0


def by_topic(w, request, offer):
    return w.share('measure', request, offer) > 0


def by_five(w, request, offer):
    yes = sum(w.share(f, request, offer) > 0 for f in ('measure', 'domain', 'assistance'))
    yes += w.is_for(request, offer) + w.share_language(request, offer)
    return yes / 5 if yes / 5 >= 0.2 else 0


def by_four(w, request, offer):
    if not w.is_for(request, offer):
        return 0
    asked, have = set(stems(w.wants[request['ref']])), w.counts[offer['ref']]
    return (40 * w.share('measure', request, offer) + 30 * sum(x in have for x in asked) / len(asked)
            + 20 * w.share('assistance', request, offer) + 10 * w.share('domain', request, offer))


BASELINES = [('topic filter', by_topic), ('five yes/no, mean from 0.2', by_five),
             ('region filter + four scores', by_four), ('BM25', by_bm25), ('BM25 + region filter', by_region_bm25)]


def rank(w, points):
    """-> {request: [offer]}: those with points, best first, ties in the order of the catalogue."""
    run = {}
    for request in w.requests:
        scored = [(-points(w, request, o), i, o['ref']) for i, o in enumerate(w.offers)]
        run[request['ref']] = [ref for p, _, ref in sorted(scored) if p < 0]
    return run


def rank_anyhow(w, seed):
    draw = random.Random(seed)
    return {r['ref']: draw.sample([o['ref'] for o in w.offers], len(w.offers)) for r in w.requests}
