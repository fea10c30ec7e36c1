"""Does the description of the API say what the program does? Compares openapi.json with the route table and the field tables, both
printed by programs of the build; returns sentences, none when all is well."""
import subprocess

METHODS = ('get', 'post', 'put', 'patch', 'delete')
# Table -> schemas that repeat it: whole, and only what may be written.
SHOWN = {'request': 'RequestRecord', 'need': 'Need', 'recipient': 'Recipient', 'offer': 'OfferRecord', 'area': 'Area',
         'match': 'MatchRecord', 'decision': 'Decision', 'factors': 'WeightsPoints'}
WRITTEN = {'request': 'RequestInput', 'need': 'NeedInput', 'recipient': 'RecipientInput', 'offer': 'OfferInput', 'area': 'AreaInput'}
HEAD = {'id', 'ref', 'is_sample', 'version', 'created_at', 'changed_at', 'created_by', 'changed_by'}
# Beside the fields of its table: the weights, which are no field but the table "factors".
OWN = {'WeightsInput': {'weights'}}
# A match's reasons are written with words and sentences: schema Reason.
LEFT_OUT = {('match', 'reasons')}


def printed(program):
    return [line.split('\t') for line in subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()]


def routes(program):
    """(method, path) -> (name, act, roles, body, csrf) of the rows under /api/v1."""
    return {(m.lower(), path): (name, act, roles.split(','), body, csrf)
            for m, path, name, act, roles, body, csrf in printed(program) if path.startswith('/api/v1')}


def fields(program):
    """table -> field -> its row."""
    tables = {}
    for table, name, kind, flags, most, parts, words in printed(program):
        tables.setdefault(table, {})[name] = {
            'kind': kind, 'flags': flags.split(','), 'max': int(most), 'parts': parts,
            'words': [] if words == '-' else words.split(',')}
    return tables


def of_routes(api, rows):
    faults = []
    described = {(m, path): o for path, item in api['paths'].items() for m, o in item.items() if m in METHODS}
    for key in sorted(rows.keys() - described.keys()):
        faults.append('%s %s is not described' % key)
    for key in sorted(described.keys() - rows.keys()):
        faults.append('%s %s is described, but there is no such route' % key)
    for key in sorted(rows.keys() & described.keys()):
        name, act, roles, body, csrf = rows[key]
        operation = described[key]
        authz = operation.get('x-authz', {})
        wanted = {'operationId': (operation.get('operationId'), name), 'act': (authz.get('act'), act),
                  'roles': (sorted(authz.get('roles', [])), sorted(roles)),
                  'body': ('json' if 'requestBody' in operation else 'none', body),
                  'csrf': ('csrf' if any('csrf' in s for s in operation.get('security', [])) else '-', csrf)}
        faults += ['%s %s: %s is described as %s and is %s' % (*key, what, said, real)
                   for what, (said, real) in wanted.items() if said != real]
    return faults


def type_of(schema):
    kind = schema.get('type')
    return [k for k in kind if k != 'null'][0] if isinstance(kind, list) else kind


def of_field(where, schema, row):
    """What the schema of one member says against its row."""
    if '$ref' in schema:
        return [] if row['kind'] == 'date' and schema['$ref'].split('/')[-1] in ('Date', 'DateOrNull') else [where + ' is no date']
    kind = {'codes': 'array', 'parts': 'array', 'flag': 'boolean', 'int': 'integer'}.get(row['kind'], 'string')
    faults = []
    if type_of(schema) != kind:
        faults.append('%s is described as %s and is %s' % (where, type_of(schema), kind))
    limit = {'line': 'maxLength', 'text': 'maxLength', 'codes': 'maxItems', 'parts': 'maxItems', 'int': 'maximum'}.get(row['kind'])
    if limit and schema.get(limit) != row['max']:
        faults.append('%s: %s is described as %s and is %d' % (where, limit, schema.get(limit), row['max']))
    if row['kind'] == 'enum' and [w for w in schema.get('enum', []) if w is not None] != row['words']:
        faults.append('%s: words are described as %s and are %s' % (where, schema.get('enum'), row['words']))
    if row['kind'] in ('uuid', 'time') and schema.get('format') != {'uuid': 'uuid', 'time': 'date-time'}[row['kind']]:
        faults.append('%s has the wrong format' % where)
    return faults


def of_table(name, schema, table, rows, own=frozenset()):
    said, real = set(schema['properties']) - own, set(rows)
    faults = ['%s.%s is not described' % (name, f) for f in sorted(real - said)]
    faults += ['%s.%s is described, but there is no such field' % (name, f) for f in sorted(said - real)]
    for f in sorted(said & real):
        faults += of_field('%s.%s' % (name, f), schema['properties'][f], rows[f])
    return faults


def of_required(name, schema, rows, own=frozenset()):
    required = sorted({f for f, r in rows.items() if 'required' in r['flags']} | own)
    said = schema.get('required', [])
    return [] if sorted(said) == required else ['%s: required is described as %s and is %s' % (name, said, required)]


def of_fields(api, tables):
    schemas, faults = api['components']['schemas'], []
    for table, name in SHOWN.items():
        rows = {f: r for f, r in tables[table].items() if (table, f) not in LEFT_OUT}
        faults += of_table(name, schemas[name], table, rows, HEAD)
    for table, name in WRITTEN.items():
        rows = {f: r for f, r in tables[table].items() if 'writable' in r['flags']}
        faults += of_table(name, schemas[name], table, rows)
    for table in (t for t in tables if t.endswith('Input')):
        own = OWN.get(table, set())
        faults += of_table(table, schemas[table], table, tables[table], own) + of_required(table, schemas[table], tables[table], own)
    faults += of_required('WeightsPoints', schemas['WeightsPoints'], tables['factors'])
    return faults
