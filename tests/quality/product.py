"""The product's rankings: by the built `clearinghouse` in a folder of its own, and by build/dev/tests/match_rank_tool
where weights or tables are to differ.
"""
import glob
import json
import os
import subprocess
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
SAMPLE = os.path.join(ROOT, 'schema', 'sample')
LANGS = ['ar', 'es', 'fr', 'ru', 'zh']
DAY = '2026-11-21'


def built(preset):
    return os.path.join(ROOT, 'build', preset.replace('release', ''))


def program():
    return os.path.join(built(os.environ.get('CH_PRESET', 'release')), 'clearinghouse')


def tool():
    return os.path.join(built('dev'), 'tests', 'match_rank_tool')


def build_missing():
    """One command is enough: builds what was never built."""
    for path, preset, target in [(program(), 'release', 'clearinghouse'), (tool(), 'dev', 'match_rank_tool')]:
        if not os.path.exists(path):
            for command in (['cmake', '--preset', preset], ['cmake', '--build', '--preset', preset, '--target', target]):
                subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def records(name):
    with open(os.path.join(SAMPLE, name + '.jsonl'), encoding='utf-8') as f:
        return [json.loads(line) for line in f]


def in_language(lang):
    return os.path.join(ROOT, 'tests', 'data', 'relevance', 'multilingual', 'requests.%s.jsonl' % lang)


def as_run(lines):
    return {x['request']: x['ranking'] for x in map(json.loads, lines.splitlines())}


def output(*command):
    p = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if p.returncode:
        raise SystemExit('%s: %s' % (' '.join(command), p.stderr.decode()))
    return p.stdout.decode()


def run_of(files):
    """Imports into an empty folder and ranks every request."""
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, 'data')
        output(program(), 'import', '--data', data, '--sample', *files)
        return as_run(output(program(), 'rank', '--data', data, '--all', '--today', DAY, '--format', 'jsonl'))


def run_english():
    return run_of(sorted(glob.glob(os.path.join(SAMPLE, '*.jsonl'))))


def run_in(lang):
    """Nothing but the requests that stand in this language, with the offers and the parties."""
    return run_of([os.path.join(SAMPLE, name + '.jsonl') for name in ('parties', 'offers')] + [in_language(lang)])


def run_with(*options):
    return as_run(output(tool(), 'run', *options))


def weights():
    """-> [(factor, weight)]"""
    return [(line.split()[0], int(line.split()[1])) for line in output(tool(), 'weights').splitlines()]
