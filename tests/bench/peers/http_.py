"""The server's CPU for a ranked list, for the first time and again when nothing has changed, against a small static answer of the same
server and of nginx; durable POSTs of 64 clients, with group commit, with one commit each, and into PostgreSQL."""
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'tools'))
os.environ['CH_PRESET'] = 'bench'

import people  # noqa: E402
from common import percentile, say  # noqa: E402
from daemon import Daemon, free_port  # noqa: E402
from postgres import BIN, Server, Session, unprivileged  # noqa: E402
from same_rows import Rows  # noqa: E402
from world import built  # noqa: E402

SECONDS, CLIENTS, READERS, START = 6, 64, 16, 1800
REQUESTS, NEEDS = 150, 20   # in turn, these are three times as many lists as the service keeps: each is always made anew
READY_MOST, FIRST_START, NEXT_START = 5, 'the server answers %.1f s after its first start', 'and %.1f s after the next'
FIRST, AGAIN = 'for the first time', 'again, nothing changed'
TICK = os.sysconf('SC_CLK_TCK')
WIDE = [o for name, value in (('reads_per_minute', 100000000), ('writes_per_minute', 100000000), ('logins_per_address', 100000),
                              ('connections_per_address', 1000)) for o in ('--set', 'limits.%s=%d' % (name, value))]
NOTE = 'Training of customs officers at border posts, in the national language, with equipment to detect radioactive material. '
DRAFT = {'title': 'Border detection', 'lang': 'en', 'approach': 'all', 'languages': ['en'], 'note_ref': 'NV 1/2026',
         'contact_function': 'Focal point 1540', 'contact_mailbox': 'fp@example.org', 'needs': [{'no': 1, 'text': NOTE * 5}]}
PATHS = '''local paths = {%s}
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at])
end
'''
POST = '''wrk.method = "POST"
wrk.body = [=[%s]=]
'''
REFUSED = '''done = function(summary, latency, requests)
  io.write(string.format("\\nFIGURES %d %d %d %d %d %d\\n", summary.requests, summary.duration, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
'''


def cpu_of(pids):
    """Seconds of CPU that these processes have used."""
    total = 0
    for pid in pids:
        with open('/proc/%d/stat' % pid, encoding='ascii') as f:
            fields = f.read().rsplit(')', 1)[1].split()
        total += (int(fields[11]) + int(fields[12])) / TICK
    return total


class Load:
    """wrk for some seconds; what the servers' processes cost meanwhile is read off the kernel."""

    def __init__(self, scratch):
        self.scratch = scratch

    def run(self, pids, url, script='', headers=(), clients=READERS, seconds=SECONDS):
        path = os.path.join(self.scratch, 'load.lua')
        with open(path, 'w', encoding='utf-8') as f:
            f.write(script + REFUSED)
        command = ['wrk', '-t1', '-c%d' % clients, '-d%ds' % seconds, '--timeout', '30s', '-s', path]
        for header in headers:
            command += ['-H', header]
        before = cpu_of(pids)
        printed = subprocess.run([*command, url], capture_output=True, text=True, check=True, timeout=seconds + 120).stdout
        used = cpu_of(pids) - before
        n, us, refused, broken, p50, p99 = map(int, re.search(r'FIGURES (.*)', printed).group(1).split())
        if refused or broken or not n:
            raise RuntimeError('%s: %d answers, %d refused, %d broken' % (url, n, refused, broken))
        return {'requests': n, 'a_second': round(n / us * 1e6, 1), 'p50_ms': p50 / 1e3, 'p99_ms': p99 / 1e3,
                'cpu_us': round(used / n * 1e6, 2),
                'command': ' '.join(command[:5])}


def headers_of(person, *more):
    cookies = '; '.join('%s=%s' % c for c in sorted(person.cookies.items()))
    return ['Cookie: ' + cookies, 'Accept: application/json', 'X-CSRF-Token: ' + person.csrf, *more]


class House:
    """A daemon with people in it, on an empty directory or on one into which these lines were imported."""

    def __init__(self, words, program=None, lines=None):
        self.daemon = Daemon(options=WIDE, sample=False, binary=program and built(program))
        self.words, self.lines = words, lines

    def __enter__(self):
        try:
            paths = people.invite(self.daemon, self.words)      # before there is much to read at each start
            if self.lines:
                done = self.daemon.command('import', self.lines, check=False, timeout=START)
                if done.returncode:
                    raise RuntimeError('import: ' + (done.stdout + done.stderr)[-1500:])
            self.daemon.start(START)
            self.people = {word: people.accept(self.daemon, word, path) for word, path in paths.items()}
        except BaseException:
            self.daemon.remove()
            raise
        return self

    def restart(self, program):
        """The same directory and people with another program."""
        self.daemon.stop()
        self.daemon.binary = program and built(program)
        self.daemon.start(START)
        for person in self.people.values():
            person.close()
            person.port = self.daemon.port

    def __exit__(self, *_):
        try:
            self.daemon.stop()
        finally:
            self.daemon.remove()

    @property
    def url(self):
        return 'http://127.0.0.1:%d' % self.daemon.port

    @property
    def pids(self):
        return [self.daemon.process.pid]

    def api(self, who, method, path, body=None):
        answer = self.people[who].api(method, '/api/v1' + path, body)
        if answer.status not in (200, 201):
            raise RuntimeError('%s %s: %d %s' % (method, path, answer.status, answer.text[:500]))
        return answer.json

    def opened(self, texts):
        needs = [{'no': n + 1, 'text': text} for n, text in enumerate(texts)]
        ident = self.api('mission', 'POST', '/requests', dict(DRAFT, needs=needs))['id']
        self.api('mission', 'POST', '/requests/%s/submit' % ident, {})
        self.api('secretariat', 'POST', '/requests/%s/authenticate' % ident, {'reason': 'called_back'})
        self.api('secretariat', 'POST', '/requests/%s/open' % ident, {})
        return ident


# ---- reading ----

NGINX = '''worker_processes 2; daemon off; pid %(dir)s/pid; error_log %(dir)s/error.log;
events { worker_connections 512; }
http { access_log off; client_body_temp_path %(dir)s/a; proxy_temp_path %(dir)s/b; fastcgi_temp_path %(dir)s/c;
  uwsgi_temp_path %(dir)s/d; scgi_temp_path %(dir)s/e; keepalive_requests 1000000;
  server { listen 127.0.0.1:%(port)d; root %(dir)s; } }
'''


def children_of(pid):
    with open('/proc/%d/task/%d/children' % (pid, pid), encoding='ascii') as f:
        return [int(p) for p in f.read().split()]


def nginx(load):
    """The same 200 bytes as a file."""
    folder = tempfile.mkdtemp(prefix='ch-bench-')
    os.chmod(folder, 0o755)
    port = free_port()
    with open(os.path.join(folder, 'small.txt'), 'w', encoding='ascii') as f:
        f.write('x' * 199 + '\n')
    with open(os.path.join(folder, 'nginx.conf'), 'w', encoding='ascii') as f:
        f.write(NGINX % {'dir': folder, 'port': port})
    process = subprocess.Popen(['/usr/sbin/nginx', '-c', os.path.join(folder, 'nginx.conf')], stderr=subprocess.DEVNULL)
    try:
        subprocess.run(['curl', '-s', '-o', '/dev/null', '--retry', '50', '--retry-connrefused', '--retry-delay', '1',
                        'http://127.0.0.1:%d/small.txt' % port], check=True)
        return load.run([process.pid, *children_of(process.pid)], 'http://127.0.0.1:%d/small.txt' % port)
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def once(value):
    if isinstance(value, list) and value and isinstance(value[0], str):
        return list(dict.fromkeys(value))
    return [once(v) for v in value] if isinstance(value, list) else {k: once(v) for k, v in value.items()} \
        if isinstance(value, dict) else value


def complete(data):
    """The made world as the import wants it: each code once, dates in order, and where an offer is known from."""
    path = os.path.join(data, 'complete.jsonl')
    with open(os.path.join(data, 'world.jsonl'), encoding='utf-8') as lines, open(path, 'w', encoding='utf-8') as out:
        for line in lines:
            record = once(json.loads(line))
            if record['type'] == 'offer':
                record.update(evidence='seen', source='https://www.example.org/offers')
                record['excluded'] = [c for c in record.get('excluded', ()) if c not in record['eligible'] + [record['party']]]
                record['title'] = record['title'][:200].strip()
                if record.get('until', '9') < record.get('from', '0'):
                    del record['until']
            out.write(json.dumps(record, ensure_ascii=False) + '\n')
    return path


def texts_of(data):
    with open(os.path.join(data, 'needs.jsonl'), encoding='utf-8') as f:
        return [json.loads(line)['text'] for line in f][:NEEDS]


def places(house, texts):
    """(request, number of the need): more lists than are kept, and as few of them as there are texts."""
    many = [(ident, n + 1) for ident in [house.opened(texts) for _ in range(REQUESTS)] for n in range(len(texts))]
    return many, many[:len(texts)]


def gets(load, house, pattern, where, how):
    """GETs of these in turn; for AGAIN each has been asked once before. Beside the small static answer of the same process."""
    paths = [pattern % place for place in where]
    if how == AGAIN:
        for path in paths:
            house.people['expert'].get(path)
    figures = load.run(house.pids, house.url, PATHS % ', '.join('"%s"' % p for p in paths), headers_of(house.people['expert']))
    small = load.run(house.pids, house.url + '/healthz')
    return figures, small, figures['cpu_us'] / small['cpu_us']


def ranked(load, house, where, offers, weighed, most):
    """The list over the API, and its page; first and again, each said apart. Returns the two lists and the small answer."""
    found = []
    for how, some in zip((FIRST, AGAIN), where):
        lists, small, ratio = gets(load, house, '/api/v1/requests/%s/needs/%d/ranked?top=20', some, how)
        say(what='ranked over HTTP', offers=offers, list=weighed, asked=how, cpu_us=lists['cpu_us'], p50_ms=lists['p50_ms'], p99_ms=lists['p99_ms'],
            small_us=small['cpu_us'], ratio=round(ratio, 1), command=lists['command'],
            says='%9d offers, GET of a ranked list %s, %s: %.0f us of server CPU, %.1f x the small answer\'s %.1f us (<= %d: %s)' % (
                offers, weighed, how, lists['cpu_us'], ratio, small['cpu_us'], most, 'yes' if ratio <= most else 'NO'))
        found.append(lists)
    for how, some in zip((FIRST, AGAIN), where):
        page, small, ratio = gets(load, house, '/review/%s/%d', some, how)
        say(what='page of a list', offers=offers, list=weighed, asked=how, cpu_us=page['cpu_us'], p50_ms=page['p50_ms'], p99_ms=page['p99_ms'],
            small_us=small['cpu_us'], ratio=round(ratio, 1), command=page['command'],
            says='%9d offers, the expert\'s page of it with why not, %s: %.0f us, %.1f x the small answer' % (offers, how, page['cpu_us'], ratio))
    return found, small


def tell_ready(house, offers, what, sentence):
    ready = house.daemon.ready_seconds
    limit = ' (<= %d: %s)' % (READY_MOST, 'yes' if ready <= READY_MOST else 'NO')
    say(what=what, offers=offers, seconds=round(ready, 2), says='%9d offers: %s' % (offers, sentence % ready + limit))


def starting(data, offers):
    """Nothing but the start, with more offers than are asked for over HTTP."""
    with House(['mission'], None, complete(data)) as house:
        tell_ready(house, offers, 'ready', FIRST_START)
        house.restart(None)
        tell_ready(house, offers, 'ready again', NEXT_START)


def reading(load, data, offers):
    with House(['mission', 'secretariat', 'expert'], None, complete(data)) as house:
        tell_ready(house, offers, 'ready', FIRST_START)
        where = places(house, texts_of(data))
        words, _ = ranked(load, house, where, offers, 'with text', 15)
        house.restart('bench_structured')
        tell_ready(house, offers, 'ready again', NEXT_START)
        lists, small = ranked(load, house, where, offers, 'structured', 3)
    other = nginx(load)
    version = subprocess.run(['/usr/sbin/nginx', '-v'], capture_output=True, text=True, check=True).stderr.strip().rpartition('/')[2]
    say(what='nginx', version=version, cpu_us=other['cpu_us'],
        says='nginx %s, a file of 200 bytes: %.1f us of CPU; the product\'s small answer %.2f x, ranked (first, again) structured %.1f x, '
             '%.1f x, with text %.1f x, %.1f x' % (version, other['cpu_us'], *(f['cpu_us'] / other['cpu_us'] for f in (small, *lists, *words))))


# ---- writing ----

def posts(load, program=None):
    """Drafts of one mission from 64 connections; also what rows one of them leaves."""
    with House(['mission'], program) as house:
        house.api('mission', 'POST', '/requests', DRAFT)
        figures = load.run(house.pids, house.url + '/api/v1/requests', POST % json.dumps(DRAFT),
                           headers_of(house.people['mission'], 'Content-Type: application/json'), CLIENTS)
        house.daemon.stop()
        return figures, Rows(os.path.join(house.daemon.data, 'clearinghouse.db'))


def count_of(session, table):
    return int(session.ask('SELECT count(*) FROM ' + table)[0])


def postgres_posts(rows):
    """The same rows in one statement and one commit, by 64 connections."""
    scratch = tempfile.mkdtemp(prefix='ch-bench-')
    server = None
    try:
        server = Server(scratch)
        session = Session(server)
        for statement in rows.schema:
            session.ask(statement)
        command = [*unprivileged(), BIN + '/pgbench', '-n', '-M', 'prepared', '-c', str(CLIENTS), '-j', '1', '-T', str(SECONDS), '-l',
                   '--log-prefix', os.path.join(server.folder, 'log'), *rows.defines, '-f', rows.write(server.folder),
                   '-h', server.folder, '-U', 'bench', 'postgres']
        printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd='/', timeout=300).stdout
        times = []
        for name in os.listdir(server.folder):
            if name.startswith('log.'):
                with open(os.path.join(server.folder, name), encoding='ascii') as f:
                    times += [int(line.split()[2]) / 1e3 for line in f]
        rate = float(re.search(r'tps = ([0-9.]+)', printed).group(1))
        written = {count_of(session, table) for table in rows.rows}
        session.close()
        if len(written) != 1 or written.pop() < len(times):
            raise RuntimeError('PostgreSQL has not written every row')
        return {'a_second': round(rate, 1), 'p50_ms': percentile(times, 0.5), 'p99_ms': percentile(times, 0.99),
                'command': ' '.join(command[command.index('-n'):command.index('-l')])}
    finally:
        if server:
            server.stop()
        shutil.rmtree(scratch, ignore_errors=True)


def writing(load):
    group, rows = posts(load)
    single, _ = posts(load, 'bench_single')
    other = postgres_posts(rows)
    say(what='rows of a POST', bytes=rows.bytes, into=rows.statement, tables=rows.schema)
    for name, f, asked in (('one commit for each', single, 2.5), ('PostgreSQL, 64 connections, the same rows', other, 2)):
        ratio = group['a_second'] / f['a_second']
        say(what='POST', beside=name, a_second=f['a_second'], p99_ms=f['p99_ms'], own_a_second=group['a_second'], cpu_us=f.get('cpu_us'), own_cpu_us=group['cpu_us'],
            own_p99_ms=group['p99_ms'], ratio=round(ratio, 2), command=f['command'],
            says='durable POSTs of 64 clients: %.0f a second, p99 %.1f ms (< 10: %s); %s: %.0f a second, p99 %.1f ms; %.1f x '
                 '(>= %g: %s)' % (group['a_second'], group['p99_ms'], 'yes' if group['p99_ms'] < 10 else 'NO', name, f['a_second'],
                                  f['p99_ms'], ratio, asked, 'yes' if ratio >= asked else 'NO'))


def main(part, *rest):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))     # so that what was started is stopped
    scratch = tempfile.mkdtemp(prefix='ch-bench-')
    try:
        if part == 'writing':
            writing(Load(scratch))
        elif part == 'starting':
            starting(rest[0], int(rest[1]))
        else:
            reading(Load(scratch), rest[0], int(rest[1]))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return 0


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
