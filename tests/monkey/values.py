"""What people, mistakes and attackers put into fields: chosen by a seeded random, each value with the kind it is of."""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MARK = 'xss-7f3a'
SENTINELS = ['<%s>' % MARK, '"><%s>' % MARK, "'><%s a='" % MARK, '</textarea><%s>' % MARK, '</title></main></form><%s>' % MARK, '{{{%s}}}<%s>' % (MARK, MARK),
             '" onfocus=%s autofocus x="' % MARK, '<!--<%s>' % MARK, 'javascript:%s<%s>' % (MARK, MARK)]
HOSTILE = SENTINELS + ['\u202eevil\u202c \u2066x\u2069\ufeff', 'a\x01\x02\x1b[31m\x7f b', 'x\r\nX-%s: 1\r\n\r\n' % MARK, '%00%zz%', '../../../etc/passwd', "'; DROP TABLE request; --",
                       '{title} {n} %s %n %d {{_ title}}', '\u0000'.join('ab'), '\U0001F3F3\uFE0F\u200D\U0001F308' * 3, 'é\u0301' * 20, '&lt;&amp;&#x3c;', ' \t\n ', '\r\r\n\n',
                       '\ud7ff\ue000\uffff', 'ﷺ' * 9, 'нужда 中文 حاجة']
LONG = ['x' * 20000, 'word ' * 4000, '<%s>' % MARK * 2000, '界' * 20000, '\n' * 20000, 'a' * 201, 'w ' * 2001, '😀' * 4001]
WRONG = ['-1', '0', '1e9', '99999999999999999999', 'true', 'null', '[]', '2027-02-30', 'on', 'ALB', 'ZZZ', '00000000-0000-0000-0000-000000000000', '١٢', '1.5', '0x10', ' 3 ']
GOOD = {'title': 'Border detection', 'mailbox': 'fp@example.org', 'contact_mailbox': 'fp@example.org', 'contact_function': 'Focal point 1540', 'note_ref': 'NV 7/2026',
        'capacity': '3', 'number': '12', 'party': 'Albania', 'eligible': 'Albania\nPeru', 'named': 'Canada', 'preferred': 'Canada', 'excluded': 'France',
        'login': 'new.person@example.org', 'name': 'New Person', 'nationality': 'ALB', 'code': '000000', 'covers': 'Two courses', 'lang': 'en', 'version': '1'}
TEXT = 'Train customs officers to detect radioactive material at border posts'


def good_text(name):
    """What a careful person writes into a free field of that name."""
    last = name.rsplit('.', 1)[-1]
    for suffix, value in (('-day', '5'), ('-month', '6'), ('-year', '2027')):
        if last.endswith(suffix):
            return value
    return GOOD.get(last, TEXT)


def bad_text(random):
    family = random.choices((HOSTILE, LONG, WRONG, ['']), (6, 2, 3, 1))[0]
    return random.choice(family)


def good_choice(random, control):
    options = [o for o in control.options if o]
    if not options:
        return []
    if control.kind == 'checkbox':
        return random.sample(options, random.randint(0, min(3, len(options))))
    return [random.choice(options)]


def fill(random, form, pool, mood):
    """-> the pairs of a filled-in form. Mood: good, empty, one (one field is bad), wild."""
    names = [c for c in form.controls.values() if c.kind != 'hidden']
    victim = random.choice(names).name if names and mood == 'one' else None
    pairs = []
    for c in form.controls.values():
        if c.kind == 'hidden':
            pairs += [(c.name, v) for v in c.shown]
        elif mood == 'empty':
            pairs += [(c.name, '')] if c.kind in ('text', 'textarea', 'number') else []
        elif c.name == victim or (mood == 'wild' and random.random() < 0.5):
            pairs.append((c.name, random.choice(pool.ids()) if random.random() < 0.1 else bad_text(random)))
        elif c.options:
            pairs += [(c.name, v) for v in good_choice(random, c)]
        elif c.shown and c.shown[0] and random.random() < 0.5:
            pairs.append((c.name, c.shown[0]))
        else:
            pairs.append((c.name, pool.secret(c.name) or good_text(c.name)))
    if form.buttons and random.random() < 0.6:
        pairs.append(random.choice(form.buttons))
    return spoil(random, pairs, pool) if mood == 'wild' else pairs


def spoil(random, pairs, pool):
    """What a browser would not send: fields twice, strange ones, wrong versions, ids of other things."""
    for _ in range(random.randint(0, 3)):
        trick = random.randrange(5)
        if trick == 0 and pairs:
            pairs.append((random.choice(pairs)[0], bad_text(random)[:300]))
        elif trick == 1:
            pairs.append((random.choice(['status', 'party', 'needs.99.text', 'needs.0.text', 'needs.1.no', 'x', '', 'csrf', 'needs.2', 'areas.1.text.x', '<%s>' % MARK]),
                          bad_text(random)[:300]))
        elif trick == 2:
            pairs = [(k, random.choice(WRONG)) if k in ('version', 'idem') else (k, v) for k, v in pairs]
        elif trick == 3:
            pairs = [(k, random.choice(pool.ids())) if k in ('offer', 'request') else (k, v) for k, v in pairs]
        elif pairs:
            pairs.pop(random.randrange(len(pairs)))
    return pairs


# ---- JSON ----

def json_texts():
    """The malformed and odd texts of the codec's own table."""
    out = []
    with open(os.path.join(HERE, '..', 'codec', 'json_cases.txt'), encoding='utf-8', newline='\n') as f:
        for line in f:
            packed, data = line.rstrip('\n').split('\t')[2], b''
            for piece in packed.split('+') if packed else []:
                times, _, unit = piece.rpartition('*')
                data += bytes.fromhex(unit) * int(times or 1)
            out.append(data)
    return out


def good_json(random, field):
    name, kind, words = field['name'], field['kind'], field['words']
    if kind == 'enum':
        return random.choice(words)
    if kind == 'flag':
        return random.random() < 0.5
    if kind == 'int':
        return random.randint(0, min(field['max'] or 9, 9))
    if kind == 'date':
        return random.choice(['2027-05-01', '2027-05', '2027'])
    if kind == 'code':
        return random.choice(['en', 'ALB', 'CAN', 'fr'])
    if kind == 'codes':
        return random.choice([[], ['en'], ['ALB', 'PER'], ['*'], ['CAN'], ['fr', 'es']])
    return good_text(name)


# What a program that knows the description of the API sends, by the field that is asked for.
REQUEST = {'title': GOOD['title'], 'lang': 'en', 'approach': 'all', 'languages': ['en', 'fr'], 'note_ref': GOOD['note_ref'], 'contact_function': GOOD['contact_function'],
           'contact_mailbox': GOOD['contact_mailbox'], 'exists': 'Two handheld detectors', 'publish_summary': False, 'from': '2027-01', 'until': '2028'}
OFFER = {'title': 'Detection training', 'text': 'Courses for customs officers on radioactive material', 'lang': 'en', 'kind': 'offer', 'role': 'delivers', 'eligible': ['*'],
         'languages': ['en'], 'mailbox': 'help@example.org', 'capacity': 3}
WORDLESS = ('refer', 'hold', 'lift-hold', 'waive-brake', 'circulate', 'confirm')    # what is said with these nobody could read


def needs(random):
    return [{'text': TEXT, 'priority': random.randint(1, 3), 'recipients': [{'code': 'customs', 'number': 40}]} for _ in range(random.randint(1, 3))]


def part_of(random, whole):
    return {k: v for k, v in whole.items() if random.random() < 0.7}


def good_body(random, act, reasons=()):
    """The body of one step, or of a record begun or changed, as it should be."""
    word = act.split('.', 1)[1].replace('_', '-')
    if act in ('request.draft', 'request.edit'):
        return {**part_of(random, REQUEST), 'needs': needs(random)}
    if act in ('offer.draft', 'offer.edit'):
        return {**OFFER, 'areas': [{'text': TEXT}]}
    if act == 'request.register_note':
        return {**part_of(random, REQUEST), 'needs': needs(random), 'party': 'ALB', 'channel': 'email', 'form': random.choice(['proper', 'informal']), 'lang': 'en'}
    if act in ('request.raise', 'request.lower'):
        return {'group': random.choice(['summary', 'codes', 'narrative']), 'level': random.choice(['committee', 'providers', 'public'] if act.endswith('raise') else ['committee'])}
    out = {'reason': random.choice(reasons)} if reasons else {}
    if word not in WORDLESS and random.random() < 0.6:
        out['words'] = random.choice([TEXT, SENTINELS[0]])
    return out


def bad_json(random, depth=0):
    if depth < 3 and random.random() < 0.3:
        if random.random() < 0.5:
            return [bad_json(random, depth + 1) for _ in range(random.randint(0, 4))]
        return {bad_text(random)[:40]: bad_json(random, depth + 1) for _ in range(random.randint(0, 3))}
    return random.choice([None, True, False, -1, 0, 1.5, 1e300, 2**63, -2**63, sys.maxsize * 4, bad_text(random)])


def body(random, tables, table, pool, badness):
    """An object by the field tables of the program; badness: the share of fields that are not as they should be."""
    out = {}
    for field in tables.get(table, []):
        if not field['may'] or random.random() < 0.3:
            continue
        if random.random() < badness:
            out[field['name']] = bad_json(random)
        elif field['kind'] == 'parts':
            out[field['name']] = [body(random, tables, field['parts'], pool, badness) for _ in range(random.randint(0, 3))]
        elif field['name'] == 'reason':
            out['reason'] = random.choice(pool.reasons)
        elif field['kind'] == 'uuid' or field['name'] == 'offer':
            out[field['name']] = random.choice(pool.ids())
        else:
            out[field['name']] = good_json(random, field)
    if random.random() < badness:
        out[random.choice(['status', 'id', 'party', 'version', 'x', ''])] = bad_json(random)
    return out


def encoded(random, value):
    data = json.dumps(value, ensure_ascii=random.random() < 0.5)
    return data.encode('utf-8', 'surrogatepass')
