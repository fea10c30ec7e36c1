"""PostgreSQL 15 beside the product: a server of its own in a scratch directory, on a socket in it, as a user without rights."""
import os
import pwd
import shutil
import subprocess
import time

import sql
from common import Peer

BIN = '/usr/lib/postgresql/15/bin'
SETTINGS = ('listen_addresses=', 'shared_buffers=2GB', 'work_mem=64MB', 'maintenance_work_mem=1GB', 'max_wal_size=8GB',
            'autovacuum=off', 'max_parallel_workers_per_gather=0', 'max_connections=120')
SCALE = 40000   # of ts_rank, so that it weighs beside the structured points
END = '(end of answer)'


def unprivileged():
    """What to put before a command so that it runs without rights: PostgreSQL refuses to run as root."""
    if os.getuid():
        return []
    return ['setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--clear-groups']


class Server:
    def __init__(self, scratch, settings=()):
        self.folder = os.path.join(scratch, 'postgres')
        os.mkdir(self.folder, 0o700)
        if not os.getuid():
            who = pwd.getpwnam('postgres')
            os.chown(self.folder, who.pw_uid, who.pw_gid)
            os.chmod(scratch, 0o711)
        data = os.path.join(self.folder, 'data')
        self.run('initdb', '-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8')
        options = [o for s in (*SETTINGS, 'unix_socket_directories=' + self.folder, *settings) for o in ('-c', s)]
        self.log = open(os.path.join(scratch, 'postgres.log'), 'wb')
        self.process = subprocess.Popen([*unprivileged(), BIN + '/postgres', '-D', data, *options], stdout=self.log,
                                        stderr=self.log, stdin=subprocess.DEVNULL, cwd='/')
        for _ in range(600):
            if not subprocess.run([BIN + '/pg_isready', '-q', '-h', self.folder], check=False).returncode:
                return
            time.sleep(0.05)
        self.stop()
        raise RuntimeError('PostgreSQL did not start')

    def run(self, command, *words, **more):
        return subprocess.run([*unprivileged(), os.path.join(BIN, command), *words], check=True, stdout=subprocess.PIPE, cwd='/',
                              stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, **more).stdout.decode()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


class Session:
    """psql, kept open; what its backend costs is read where the kernel counts it."""

    def __init__(self, server):
        self.psql = subprocess.Popen([BIN + '/psql', '-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-h', server.folder, '-U', 'bench', '-d', 'postgres'],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.backend = int(self.ask('SELECT pg_backend_pid()')[0])

    def ask(self, statement):
        self.psql.stdin.write('%s;\n\\echo %s\n' % (statement, END))
        self.psql.stdin.flush()
        lines = []
        for line in self.psql.stdout:
            if line.rstrip('\n') == END:
                return lines
            lines.append(line.rstrip('\n'))
        raise RuntimeError('psql: ' + '\n'.join(lines))

    def cpu_ms(self):
        with open('/proc/%d/schedstat' % self.backend, encoding='ascii') as f:
            return int(f.read().split()[0]) / 1e6

    def close(self):
        self.psql.stdin.close()
        self.psql.wait(30)
        self.psql.stdout.close()


class Postgres(Peer):
    name = 'PostgreSQL'
    shapes = ('flat', 'flat, jit', 'joined', 'GIN(topics)')
    server = session = None

    def open(self):
        self.server = Server(self.scratch)
        self.session = Session(self.server)
        self.version = 'PostgreSQL ' + self.session.ask('SHOW server_version')[0].split()[0]
        for name, table in (('offers', sql.offers_table(', topics smallint[]')), ('parts', sql.parts_table()), ('parties', sql.parties_table())):
            self.session.ask(table)
            self.session.ask("\\copy %s FROM '%s'\n" % (name, os.path.join(self.data, name + '.tsv')))
        self.session.ask('CREATE INDEX ON parts (offer)')
        self.session.ask('CREATE INDEX ON offers USING gin (topics)')
        self.session.ask('VACUUM ANALYZE')

    def open_text(self):
        self.session.ask('CREATE TABLE raw (id integer, body text)')
        self.session.ask("\\copy raw FROM '%s'\n" % os.path.join(self.data, 'texts.tsv'))
        self.session.ask("CREATE TABLE words AS SELECT id, to_tsvector('simple', body) AS body FROM raw")
        self.session.ask('DROP TABLE raw')
        self.session.ask('CREATE INDEX ON words (id)')
        self.session.ask('CREATE INDEX ON words USING gin (body)')
        self.session.ask('VACUUM ANALYZE words')

    def structured_sql(self, need, shape):
        """A list of statements; of the last one by one until one has shown that nothing better was left out."""
        # the planner takes the rules to leave a handful of offers, and would then walk them once for every party
        switch = 'SET enable_nestloop = off; SET jit = ' + ('on' if shape == 'flat, jit' else 'off')
        whole = sql.top(sql.flat(need, self.weights, 'OFFSET 0'))
        if shape == 'joined':
            return [switch, sql.top(sql.joined(need, self.weights, 'OFFSET 0'))]
        if shape.startswith('GIN') and need['focus']:
            near = " AND o.topics && '{%s}'::smallint[]" % ', '.join(map(str, sql.related(need)))
            return [switch, sql.top(sql.flat(need, self.weights, 'OFFSET 0', where=near)), whole]
        return [switch, whole]

    def text_sql(self, need):
        query = sql.flat(need, self.weights, 'OFFSET 0', keep=', ts_rank(words.body, q.query) AS text')
        words = "to_tsquery('simple', '%s')" % ' | '.join("''%s''" % w for w in sql.words_of(need['text']))
        found = ' JOIN words ON words.id = o.id JOIN (SELECT %s AS query OFFSET 0) q ON words.body @@ q.query WHERE ' % words
        query = query.replace(' WHERE ', found, 1)
        for _ in range(3):    # handed on by its name from the second layer on
            query = query.replace('SELECT id, ts_rank(words.body, q.query) AS text', 'SELECT id, text')
        return ['SET enable_nestloop = off; SET jit = off', sql.top('SELECT id, score FROM (%s) d' % query.replace(
            ' AS score FROM', ' + (%d * text)::integer AS score FROM' % SCALE))]

    def is_proved(self, rows):
        """Could an offer without any near topic stand there too? Topics bring nothing to it."""
        return len(rows) == 20 and rows[-1][1] > 1000 * (100 - self.weights['topic'])

    def ask(self, statements):
        self.session.ask(statements[0])
        cpu, wall, rows = self.session.cpu_ms(), time.perf_counter(), []
        for i, statement in enumerate(statements[1:]):
            rows = [tuple(map(int, line.split('\t'))) for line in self.session.ask(statement)]
            if len(statements) > 2 and not i and self.is_proved(rows):
                break
        return self.session.cpu_ms() - cpu, (time.perf_counter() - wall) * 1e3, rows

    def close(self):
        if self.session:
            self.session.close()
        if self.server:
            self.server.stop()
