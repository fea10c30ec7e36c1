"""Drives every operation of the API in front of the real server, refusals too, and keeps every exchange for the contract."""
import json
import os
import sys
from urllib.parse import urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'tools'))
from client import Client
import people

CAST = ['drafter', 'mission', 'mission2', 'provider', 'provider2', 'expert', 'expert2', 'secretariat', 'chair', 'member', 'admin',
        'auditor']
V = '/api/v1'


class Recorder:
    """Sends, checks the status, keeps what went to and fro."""

    def __init__(self, daemon, tally, words=CAST):
        self.daemon, self.tally, self.exchanges = daemon, tally, []
        self.cast = people.assemble(daemon, words)
        self.cast['public'] = Client(daemon.address, 'public')

    def send(self, who, method, path, body=None, expect=200, headers=(), raw=None):
        person = self.cast[who] if isinstance(who, str) else who
        if raw is not None:
            extra = {'X-CSRF-Token': person.csrf, **dict(headers)}
            answer = person.send(method, V + path, raw, 'application/json', extra)
        else:
            answer = person.api(method, V + path, body, headers)
        kind = (answer.header('content-type') or '').split(';')[0]
        self.exchanges.append({
            'method': method, 'path': urlsplit(V + path).path, 'request': body, 'status': answer.status,
            'headers': {k: v for k, v in answer.headers}, 'body': answer.json if kind.endswith('json') else None})
        wanted = expect if isinstance(expect, tuple) else (expect,)
        self.tally.check(answer.status in wanted, '%s: %s %s gives %s' % (person.name, method, path, expect),
                         '%d %s' % (answer.status, answer.text[:600]))
        if answer.status == 409:
            self.tally.check(answer.json.get('detail'), 'a 409 says why: %s' % path, answer.text[:600])
        return answer

    def wordless(self, who, path):
        """A step that keeps no words takes none, and says so; without them it is done."""
        said = self.send(who, 'POST', path, {'words': 'Nobody would read this'}, 422)
        self.tally.check([e['field'] for e in said.json['errors']] == ['words'], 'words that would not be kept are refused by name', said.text)
        self.send(who, 'POST', path, {})

    def stepped_up(self, who, method, path, body):
        """An act that asks for the second factor again: 401 step-up first, then the code, then it is done."""
        person = self.cast[who]
        answer = self.send(who, method, path, body, expect=(200, 401))
        if answer.status == 401:
            self.tally.check(answer.json['type'] == '/problems/step-up', 'the refusal says step-up', answer.text)
            self.send(who, 'POST', '/session/code', {'code': people.next_code(person)})
            answer = self.send(who, method, path, body)
        return answer


NEEDS = [
    {'text': 'Train customs officers to detect radioactive material at two border posts', 'priority': 1,
     'recipients': [{'code': 'customs', 'number': 40}]},
    {'text': 'Draft an export control law for dual-use goods', 'law_stage': 'drafting'},
    {'text': 'Equipment for detecting nuclear material at a port'},
    {'text': 'Table-top exercise of customs and police on detecting nuclear material'},
]


def offer(title, text):
    return {'title': title, 'text': text, 'kind': 'offer', 'role': 'delivers', 'lang': 'en', 'eligible': ['*'],
            'areas': [{'text': text}], 'languages': ['en'], 'mailbox': 'help@example.org'}


def listed(r, who, fields):
    """An offer, submitted and listed; its id."""
    made = r.send(who, 'POST', '/offers', fields, 201).json['id']
    r.send(who, 'POST', '/offers/%s/submit' % made, {})
    r.send('secretariat', 'POST', '/offers/%s/list' % made, {}, 422)
    r.send('secretariat', 'POST', '/offers/%s/list' % made, {'reason': 'state_note', 'words': 'By note of May'})
    return made


def offers(r):
    one = listed(r, 'provider', offer('Radiation detection training for customs',
                                      'Courses for customs officers on detecting radioactive and nuclear material at borders'))
    two = listed(r, 'provider', offer('Exercises for border posts', 'Exercises on detecting nuclear material at ports and borders'))
    three = listed(r, 'provider2', offer('Legislative assistance', 'Drafting of export control laws for dual-use goods'))
    draft = r.send('provider', 'POST', '/offers', {'title': 'Half an offer'}, 201)
    path = '/offers/' + draft.json['id']
    r.send('provider', 'POST', path + '/submit', {}, 422)
    r.send('provider', 'PATCH', path, {'title': 'x'}, 428)
    r.send('provider', 'PATCH', path, {'title': 'x'}, 412, {'If-Match': '"old"'})
    r.send('provider', 'PATCH', path, {'eligible': ['NOWHERE'], 'capacity': -1, 'colour': 'red'}, 422, {'If-Match': '*'})
    r.send('provider2', 'PATCH', path, {'title': 'x'}, 404, {'If-Match': '*'})
    saved = r.send('provider', 'PATCH', path, offer('A whole offer', 'Advice on biosecurity in laboratories'), 200,
                   {'If-Match': draft.header('etag')})
    r.send('provider', 'PATCH', path, {'title': 'x'}, 412, {'If-Match': draft.header('etag')})
    r.send('provider', 'PATCH', path, {'conditions': 'A room', 'mailbox': None}, 200, {'If-Match': saved.header('etag')})
    r.send('provider', 'POST', path + '/submit', {})
    r.send('secretariat', 'POST', path + '/return', {'reason': 'unclear', 'words': 'Which laboratories?'})
    r.send('provider', 'POST', path + '/close', {})
    r.send('provider', 'POST', path + '/close', {}, 409)
    r.send('provider', 'POST', '/offers/%s/confirm' % two, {})
    r.send('provider', 'POST', '/offers/%s/rest' % two, {'words': 'A pause'})
    r.send('provider', 'POST', '/offers/%s/reopen' % two, {})
    return one, two, three


def request(r):
    """An open, circulated request of four needs, seen by all providers as far as codes; its id."""
    made = r.send('drafter', 'POST', '/requests', {'title': 'Borders', 'needs': NEEDS[:1]}, 201, {'Idempotency-Key': 'journey-1'})
    path = '/requests/' + made.json['id']
    r.send('drafter', 'PATCH', path, {'title': 'x'}, 428)
    r.send('drafter', 'PATCH', path, {'title': 'x', 'needs': 5, 'nothing': 1, 'lang': 'xx'}, 422, {'If-Match': '*'})
    r.send('drafter', 'PATCH', path, {'title': 'x'}, 412, {'If-Match': '"old"'})
    r.send('mission2', 'PATCH', path, {'title': 'x'}, 404, {'If-Match': '*'})
    r.send('mission', 'POST', path + '/adopt', {}, 409)
    r.send('mission', 'PATCH', path, {
        'title': 'Border detection and export control', 'needs': [{**NEEDS[0], 'no': 1}] + NEEDS[1:], 'languages': ['en', 'fr'], 'approach': 'all',
        'exists': 'Two handheld detectors', 'contact_function': 'Focal point 1540', 'contact_mailbox': 'fp@example.org',
        'note_ref': 'NV 12/2026', 'note_date': '2026-05', 'excluded': ['LIE'], 'form': 'proper', 'publish_summary': False,
    }, 200, {'If-Match': r.send('mission', 'GET', path).header('etag')})
    r.send('mission', 'POST', path + '/needs/1/topics', {'topics': [], 'domains': ['DOM.NUC'], 'assistance': ['AST.TRAIN']})
    r.send('mission', 'POST', path + '/needs/9/topics', {}, 404)
    r.send('mission', 'POST', path + '/submit', {'words': 'With our thanks'})
    r.send('mission', 'PATCH', path, {'title': 'x'}, 409, {'If-Match': '*'})
    r.wordless('member', path + '/refer')
    r.send('secretariat', 'POST', path + '/authenticate', {'reason': 'called_back'})
    r.send('secretariat', 'POST', path + '/open', {})
    r.send('chair', 'POST', path + '/circulate', {}, 409)
    r.wordless('mission', path + '/waive-brake')
    r.wordless('mission', path + '/hold')
    r.send('mission', 'POST', path + '/lift-hold', {})
    r.send('expert', 'POST', path + '/clarify', {'words': 'Which posts?'})
    for group in ('summary', 'codes'):
        wish = {'group': group, 'level': 'providers'}
        r.send('mission', 'POST', path + '/consent', {**wish, 'preview': True})
        r.stepped_up('mission', 'POST', path + '/consent', wish)
    r.send('mission', 'POST', path + '/consent', {'group': 'all', 'level': 5}, 422)
    r.send('provider', 'POST', path + '/consent', {'group': 'summary', 'level': 'public'}, 404)
    r.send('chair', 'POST', path + '/circulate', {})
    return made.json['id']


def other_requests(r):
    """Given back and withdrawn; informal notes: adopted, and not pursued; rested, reopened, closed."""
    needs = [{'text': 'Advice on physical protection of a research reactor'}]
    path = '/requests/' + r.send('mission', 'POST', '/requests', {'title': 'Reactor', 'needs': needs}, 201).json['id']
    r.send('mission', 'POST', path + '/submit', {})
    r.send('secretariat', 'POST', path + '/give-back', {}, 422)
    r.send('secretariat', 'POST', path + '/give-back', {'reason': 'note_missing', 'words': 'Please send the note'})
    told = r.send('mission', 'GET', path).json
    r.tally.check((told.get('status_reason'), told.get('status_words')) == ('note_missing', 'Please send the note'),
                  'a State that gets its request back reads why, in code and in words', told)
    r.send('mission', 'POST', path + '/withdraw', {})
    note = {'party': 'ALB', 'channel': 'email', 'form': 'informal', 'title': 'By e-mail', 'needs': needs, 'lang': 'en'}
    r.send('secretariat', 'POST', '/requests/note', {**note, 'party': 'Atlantis'}, 422)
    r.send('secretariat', 'POST', '/requests/note', {**note, 'party': 7}, 422)
    adopted = r.send('secretariat', 'POST', '/requests/note', note, 201).json['id']
    r.send('mission', 'POST', '/requests/%s/adopt' % adopted, {})
    dropped = r.send('secretariat', 'POST', '/requests/note', note, 201).json['id']
    r.send('secretariat', 'POST', '/requests/%s/not-pursue' % dropped, {'reason': 'no_answer'})


def pair(r, who, path, body, expect=201):
    return r.send(who, 'POST', path, body, expect).json.get('id')


def matches(r, request_id, one, two, three):
    needs = '/requests/%s/needs' % request_id
    r.send('expert', 'POST', needs + '/1/matches', {'offer': one}, 422)
    main = pair(r, 'expert', needs + '/1/matches', {'offer': one, 'verdict': 'propose', 'covers': 'Both posts'})
    pair(r, 'expert', needs + '/1/matches', {'offer': one, 'verdict': 'propose'}, 409)
    pair(r, 'expert', needs + '/1/matches', {'offer': two, 'verdict': 'set-aside'}, 422)
    pair(r, 'expert', needs + '/1/matches', {'offer': two, 'verdict': 'set-aside', 'reason': 'not_now', 'words': 'Next year'})
    path = '/matches/' + main
    r.send('provider', 'GET', path, expect=404)
    r.send('expert', 'POST', path + '/endorse', {}, 404)
    r.send('chair', 'POST', path + '/endorse', {'words': 'Agreed'})
    seen = r.send('mission', 'GET', path)
    r.tally.check(not seen.json['has_scores'] and 'score' not in seen.json and 'points' not in seen.text,
                  'a State sees no score', seen.text[:800])
    r.send('mission', 'POST', path + '/clear', {}, 409)      # its consent stands
    r.send('secretariat', 'POST', path + '/invite', {})
    seen = r.send('provider', 'GET', path)
    r.tally.check('Two handheld' not in seen.text and 'LIE' not in seen.text and 'fp@example.org' not in seen.text,
                  'an invited provider sees what is open to it and nothing else', seen.text[:2000])
    r.send('provider', 'POST', path + '/offer', {'words': 'Two courses'})
    r.send('mission', 'POST', path + '/ask-changes', {'words': 'Three, please'})
    r.send('provider', 'POST', path + '/offer', {'words': 'Three courses'})
    r.send('mission', 'POST', path + '/accept', {}, 412, {'If-Match': '"old"'})
    r.send('mission', 'POST', path + '/accept', {})
    r.stepped_up('mission', 'POST', path + '/pass-contacts', {})
    seen = r.send('provider', 'GET', path)
    r.tally.check('fp@example.org' in seen.text, 'contacts that were passed on are shown', seen.text[:2000])
    for who, step, body in (('provider', 'start', {}), ('mission', 'suspend', {'reason': 'security'}), ('mission', 'resume', {}),
                            ('provider', 'report', {'words': 'Done in May'}), ('mission', 'confirm-delivery', {}),
                            ('provider', 'feedback', {'words': 'Went well'}), ('mission', 'close', {})):
        r.send(who, 'POST', '%s/%s' % (path, step), body)
    refusal = r.send('mission', 'POST', path + '/accept', {}, 409)
    r.tally.check('legal' in refusal.json and all(m['act'] != 'match.accept' for m in refusal.json['legal']),
                  'an illegal move names the legal ones', refusal.text)
    more_matches(r, needs, one, three)
    return main


def more_matches(r, needs, one, three):
    volunteered = pair(r, 'provider2', needs + '/2/volunteer', {'offer': three, 'covers': 'The draft'})
    r.send('chair', 'POST', '/matches/%s/pass-on' % volunteered, {})
    r.send('provider2', 'POST', '/matches/%s/withdraw' % volunteered, {'words': 'Staff have left'})
    asked = pair(r, 'mission', needs + '/3/ask-for', {'offer': one})
    r.send('chair', 'POST', '/matches/%s/invite' % asked, {})
    r.send('provider', 'POST', '/matches/%s/decline-invitation' % asked, {'reason': 'no_capacity'})
    rescinded = pair(r, 'expert2', needs + '/2/matches', {'offer': three, 'verdict': 'propose'})
    r.send('chair', 'POST', '/matches/%s/rescind' % rescinded, {}, 422)
    r.send('chair', 'POST', '/matches/%s/rescind' % rescinded, {'reason': 'other', 'words': 'By mistake'})


def asked_each_time(r, one, two):
    """A State that wants to be asked each time: it clears one proposal and declines the other."""
    fields = {'title': 'Ports', 'approach': 'ask', 'needs': [{'text': 'Detecting nuclear material at a port, training of customs'}]}
    made = r.send('mission2', 'POST', '/requests', fields, 201).json['id']
    path = '/requests/' + made
    r.send('mission2', 'POST', path + '/submit', {})
    r.send('secretariat', 'POST', path + '/authenticate', {'reason': 'note_seen'})
    r.send('secretariat', 'POST', path + '/open', {})
    for chosen, step, body in ((one, 'clear', {}), (two, 'decline', {'reason': 'not_said'})):
        match = pair(r, 'expert2', path + '/needs/1/matches', {'offer': chosen, 'verdict': 'propose'})
        r.send('chair', 'POST', '/matches/%s/endorse' % match, {})
        r.send('mission2', 'POST', '/matches/%s/%s' % (match, step), body)
        refusal = r.send('secretariat', 'POST', '/matches/%s/invite' % match, {}, 409)
        if step == 'clear':
            r.tally.check(refusal.json.get('errors'), 'an invitation that must wait says for what', refusal.text)


def end_of_request(r, request_id):
    path = '/requests/' + request_id
    r.send('mission', 'POST', path + '/needs/1/coverage', {'coverage': 'met'})
    r.send('mission', 'POST', path + '/needs/1/coverage', {'coverage': 'half'}, 422)
    r.send('mission', 'POST', path + '/needs/1/coverage', {'coverage': 'met', 'words': 'Thank you'}, 422)
    for no in (9, 20, 21, 1000):
        r.send('mission', 'POST', path + '/needs/%d/coverage' % no, {'coverage': 'met'}, 404)
        r.send('expert', 'GET', path + '/needs/%d/ranked' % no, expect=404)
    r.send('mission', 'POST', path + '/consent', {'group': 'codes', 'level': 'committee'})
    r.send('mission', 'POST', path + '/rest', {})
    r.send('mission', 'POST', path + '/reopen', {})
    r.send('mission', 'POST', path + '/close', {'reason': 'partly_met', 'words': 'Thank you'})


def told_again(r, path, old):
    """A list asked for again is the same bytes, for whoever may see the same of it; with a change in it it is another at once."""
    first = r.send('expert', 'GET', path)
    for who in ('expert', 'expert2', 'expert'):
        again = r.send(who, 'GET', path)
        r.tally.check(again.body == first.body and again.header('etag') == first.header('etag'), 'the same list to %s' % who, again.text)
        r.tally.check(r.send(who, 'GET', path, expect=304, headers={'If-None-Match': first.header('etag')}).body == b'',
                      'or that it is the same', path)
    for who in ('mission', 'provider', 'admin', 'auditor', 'secretariat'):
        r.send(who, 'GET', path, expect=404, headers={'If-None-Match': first.header('etag')})
    r.send('public', 'GET', path, expect=401, headers={'If-None-Match': first.header('etag')})
    other = r.send('expert', 'GET', path + '&lang=fr')
    r.tally.check(other.body != first.body and r.send('expert', 'GET', path).body == first.body, 'in another language it is another', other.text)
    if old:
        now = r.send('expert', 'GET', path, headers={'If-None-Match': old.header('etag')})
        r.tally.check(now.body != old.body and any('match' in i for i in now.json['items']) and not any('match' in i for i in old.json['items']),
                      'a match made since is in it', now.text)
    return first


def reading(r, request_id, offer_id, old=None):
    need = '/requests/%s/needs/1' % request_id
    old = told_again(r, need + '/ranked?top=7', old)
    ranked = r.send('expert', 'GET', need + '/ranked?top=5')
    for item in ranked.json['items']:
        r.tally.check(sum(x['points'] for x in item['reasons']) == item['score'], 'reasons add up to the score', item)
    r.send('expert', 'GET', need + '/ranked?today=yesterday&top=0&colour=red', expect=400)
    r.send('expert', 'GET', need + '/why-not')
    asked = r.send('expert', 'GET', need + '/why-not?ranges=true&offer=' + offer_id).json['asked']
    r.tally.check(asked['now']['rank'] <= 10 and asked['goal'] == 'out' and asked['then'] != asked['now'] and len(asked['ranges']) == 11,
                  'of one offer: its place, what would take it out, and the weights it bears', asked)
    r.send('expert', 'GET', need + '/why-not?offer=O-XXX-1999-1', expect=404)
    r.send('provider', 'GET', need + '/why-not?offer=' + offer_id, expect=404)
    r.send('mission', 'GET', need + '/ranked', expect=404)
    r.send('mission', 'GET', '/requests/%s/offers' % request_id)
    r.send('provider', 'GET', '/offers/%s/needs' % offer_id)
    for kind in ('requests', 'offers', 'matches'):
        for who in ('mission', 'provider', 'expert', 'secretariat', 'chair', 'member'):
            r.send(who, 'GET', '/%s?size=3' % kind)
        r.send('expert', 'GET', '/%s?size=101&status=good' % kind, expect=400)
        r.send('expert', 'GET', '/%s?after=***' % kind, expect=400)
        r.send('admin', 'GET', '/' + kind, expect=404)
        r.send('public', 'GET', '/' + kind, expect=401)
    for table in ('states', 'organizations', 'regions', 'topics', 'recipients'):
        r.send('public', 'GET', '/reference/' + table)
    r.send('public', 'GET', '/reference/states?colour=red', expect=400)
    return old


def officers(r):
    r.send('admin', 'GET', '/accounts?size=4')
    r.send('drafter', 'GET', '/accounts', expect=404)
    invitation = {'party': 'CHL', 'name': 'New', 'login': 'new@example.org', 'nationality': 'CHL', 'roles': ['mission']}
    r.send('admin', 'POST', '/accounts/invitations', {**invitation, 'roles': ['king'], 'party': 'Atlantis'}, 422)
    r.send('admin', 'POST', '/accounts/invitations', {'roles': []}, 422)
    r.send('admin', 'POST', '/accounts/invitations', invitation, 201)
    r.send('auditor', 'GET', '/audit?size=10')
    r.send('expert', 'GET', '/audit', expect=404)


def weights(r):
    """Versions proposed, tried on past cases, put in force and refused; every fault of one at once, and a decision stands."""
    check = r.tally.check
    built_in = r.send('expert', 'GET', '/weights').json['items'][-1]
    check(built_in['is_built_in'] and built_in['state'] == 'in_force' and 'id' not in built_in, 'the built-in version counts first', built_in)
    points = built_in['weights']
    more = {**points, 'topic': points['topic'] - 5, 'text': points['text'] + 5}
    wrong = {**points, 'topic': 101, 'text': '5', 'load': 1.5, 'luck': 3}
    del wrong['mode']
    said = r.send('expert', 'POST', '/weights', {'name': 'x' * 21, 'weights': wrong, 'colour': 'red'}, 422)
    named = {e['field'] for e in said.json['errors']}
    check(named == {'name', 'colour', 'weights.topic', 'weights.text', 'weights.load', 'weights.luck', 'weights.mode'},
          'every fault of a proposal is named at once', said.text)
    for body, fields in (({}, {'name', *('weights.' + f for f in points)}), ({'name': built_in['name'], 'weights': points}, {'name'}),
                         ({'name': 5, 'weights': {**points, 'topic': points['topic'] + 1}}, {'name', 'weights'})):
        said = r.send('expert', 'POST', '/weights', body, 422)
        check([e['field'] for e in said.json['errors']] == sorted(fields, key=[e['field'] for e in said.json['errors']].index) and
              fields == {e['field'] for e in said.json['errors']}, 'and each once: %s' % sorted(fields), said.text)
    r.send('expert', 'POST', '/weights', [], 422)
    r.send('expert', 'POST', '/weights', None, 400, raw=b'{"name": ')
    r.send('secretariat', 'POST', '/weights', {'name': '2026-2', 'weights': more}, 404)
    key = {'Idempotency-Key': 'weights-1'}
    made = r.send('expert', 'POST', '/weights', {'name': '2026-2', 'weights': more}, 201, key)
    again = r.send('expert', 'POST', '/weights', {'name': '2026-2', 'weights': more}, 201, key)
    check(again.body == made.body, 'the same key has the same answer', again.text)
    r.send('expert', 'POST', '/weights', {'name': '2026-2', 'weights': points}, 409, key)
    r.send('chair', 'POST', '/weights', {'name': '2026-2', 'weights': more}, 422)
    path = '/weights/' + made.json['id']
    check(made.header('location') == V + path and made.json['weights'] == more and made.json['state'] == 'proposed',
          'a proposal is what was sent', made.text)
    got = r.send('member', 'GET', path)
    check(got.body == made.body, 'and reads as it was answered', got.text)
    r.send('member', 'GET', path, expect=304, headers={'If-None-Match': got.header('etag')})
    r.send('mission', 'GET', path, expect=404)
    r.send('provider', 'GET', '/weights', expect=404)
    r.send('member', 'GET', path + '/changes', expect=404)
    changes = r.send('expert', 'GET', path + '/changes').json
    check(changes['then'] == '2026-2' and changes['needs'] > 0 and changes['matched'], 'it is tried on past cases', changes)
    words = {'decided': '2026-11-20', 'decision': 'S/AC.44/2026/1'}
    r.send('expert', 'POST', path + '/apply', words, 404)
    r.send('chair', 'POST', path + '/refuse', {'decided': 'soon', 'decision': 5, 'colour': 'red'}, 422)
    r.send('chair', 'POST', path + '/refuse', {'decision': 'No date'}, 422)
    r.send('chair', 'POST', path + '/apply', words, 412, {'If-Match': '"old"'})
    done = r.stepped_up('chair', 'POST', path + '/apply', words)
    check(done.json['state'] == 'in_force' and done.json['decision'] == words['decision'], 'the Committee put it in force', done.text)
    for step in ('apply', 'refuse'):
        r.send('chair', 'POST', '%s/%s' % (path, step), words, 409)
    other = r.send('chair', 'POST', '/weights', {'name': '2026-3', 'weights': points}, 201)
    done = r.send('chair', 'POST', '/weights/%s/refuse' % other.json['id'], words, 200, {'If-Match': other.header('etag')})
    check(done.json['state'] == 'refused' and done.json['decided'] == words['decided'], 'the Committee refused the other', done.text)
    r.send('chair', 'POST', '/weights/%s/apply' % other.json['id'], words, 409)
    pages = [r.send('secretariat', 'GET', '/weights?size=1')]
    pages.append(r.send('secretariat', 'GET', '/weights?size=1&after=' + pages[0].json['next']))
    pages.append(r.send('secretariat', 'GET', '/weights?size=1&after=' + pages[1].json['next']))
    states = [page.json['items'][0]['state'] for page in pages]
    check(states == ['refused', 'in_force', 'replaced'] and 'next' not in pages[2].json, 'all versions, newest first', states)
    r.send('secretariat', 'GET', '/weights?size=0&colour=red', expect=400)
    r.send('secretariat', 'GET', '/weights?after=nobody', expect=400)


def sessions(r):
    somebody, person = Client(r.daemon.address, 'somebody'), r.cast['mission2']
    r.send(somebody, 'GET', '/session', expect=401)
    r.send(somebody, 'POST', '/session', {'login': person.login}, 422)
    r.send(somebody, 'POST', '/session', {'login': person.login, 'passphrase': 'something else entirely'}, 401)
    begun = r.send(somebody, 'POST', '/session', {'login': person.login, 'passphrase': person.passphrase}, 201)
    r.tally.check(begun.json['needs_code'], 'a second factor is awaited', begun.text)
    r.send(somebody, 'GET', '/requests', expect=401)
    r.send(somebody, 'GET', '/session')
    r.send(somebody, 'POST', '/session/code', {'code': '000000'}, 422)
    r.send(somebody, 'POST', '/session/code', {'code': people.next_code(person)})
    r.send(somebody, 'GET', '/requests')
    somebody.csrf, right = 'not-mine', somebody.csrf
    r.send(somebody, 'POST', '/requests', {}, 403)
    r.send(somebody, 'DELETE', '/session', expect=403)
    somebody.csrf = right
    r.send(somebody, 'DELETE', '/session', expect=204)
    r.send(somebody, 'GET', '/session', expect=401)


def run(daemon, tally):
    r = Recorder(daemon, tally)
    sessions(r)
    one, two, three = offers(r)
    request_id = request(r)
    other_requests(r)
    old = reading(r, request_id, one)
    matches(r, request_id, one, two, three)
    asked_each_time(r, one, two)
    reading(r, request_id, one, old)
    weights(r)
    end_of_request(r, request_id)
    officers(r)
    return r
