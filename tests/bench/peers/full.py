"""The whole comparison: own lines, peers over the same offers and needs, the server, the store; then table and plot."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import plot
import table

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, '..', '..', '..'))
BUILD = os.path.join(ROOT, 'build', 'bench')
RESULTS = os.path.join(ROOT, 'build', 'results')
PYTHON = '/usr/bin/python3'     # Debian's: its SQLite and its Xapian
# offers: how many lists are compared with the naive scan, for how many seconds at most
SIZES = {1000: (1000, 60), 10000: (1000, 120), 100000: (1000, 200), 1000000: (1000, 2400),
         10000000: (20, 300)}
QUERIES, ROUNDS = 50, 8
MOST, BYTES_AN_OFFER = 10000000, 8000   # the product alone; its made world and its catalogue
PEERS = ('postgres', 'sqlite', 'xapian')
TARGETS = ('bench_export', 'bench_own', 'bench_store', 'bench_structured', 'bench_single', 'clearinghouse', 'locale')
OVER_HTTP, STARTED = 100000, 1000000     # offers behind the server; and so many only read at its start


class Bench:
    def __init__(self):
        self.figures, self.passed, self.failed = [], 0, 0
        self.scratch = tempfile.mkdtemp(prefix='ch-bench-')
        os.chmod(self.scratch, 0o755)
        self.running = None

    def say(self, holds, sentence):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        print('%s - %s' % ('ok' if holds else 'not ok', sentence))
        sys.stdout.flush()

    def measure(self, words, seconds=3600):
        """Runs it; its JSON lines become figures. Returns them and the exit status."""
        figures = []
        self.running = subprocess.Popen([str(w) for w in words], stdout=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL)
        watch = signal.signal(signal.SIGALRM, lambda *_: self.running.terminate())
        signal.alarm(seconds)
        try:
            for line in self.running.stdout:
                if line.startswith('{'):
                    figures.append(json.loads(line))
                print(line.rstrip()[:400])
                sys.stdout.flush()
            code = self.running.wait()
        finally:
            signal.alarm(0)
            signal.signal(signal.SIGALRM, watch)
            self.stop()
        return figures, code

    def stop(self):
        if self.running and self.running.poll() is None:
            self.running.terminate()
            try:
                self.running.wait(90)
            except subprocess.TimeoutExpired:
                self.running.kill()
                self.running.wait()
        if self.running:
            self.running.stdout.close()
        self.running = None

    # ---- parts ----

    def own(self, offers):
        lists, seconds = SIZES[offers]
        some, code = self.measure([os.path.join(BUILD, 'tests', 'bench_own'), offers, lists, seconds])
        self.figures += some
        done = next((f['compared'] for f in some if f['what'] == 'lists'), 0)
        self.say(code == 0 and done, '%d offers: %d lists are those of the naive scan' % (offers, done))

    def most(self):
        """Ten million offers, the product alone, where memory allows."""
        with open('/proc/meminfo', encoding='ascii') as f:
            free = next(int(line.split()[1]) * 1024 for line in f if line.startswith('MemAvailable'))
        if free < MOST * BYTES_AN_OFFER:
            self.figures.append({'what': 'left out', 'says': '%9d offers: left out, %d GB of memory are free and %d needed' % (
                MOST, free // 10**9, MOST * BYTES_AN_OFFER // 10**9)})
            return
        self.own(MOST)

    def export(self, offers):
        data = os.path.join(self.scratch, 'world')
        shutil.rmtree(data, ignore_errors=True)
        os.mkdir(data)
        some, code = self.measure([os.path.join(BUILD, 'tests', 'bench_export'), data, offers, QUERIES])
        self.say(code == 0 and some, '%d offers: exported with %d needs' % (offers, QUERIES))
        weights = {k: v for k, v in some[-1].items() if k != 'what'} if some else {}
        return data, json.dumps(weights)

    def peers(self, offers):
        data, weights = self.export(offers)
        for name in PEERS:
            some, code = self.measure([PYTHON, os.path.join(HERE, 'one.py'), name, data, offers, weights])
            self.figures += some
            self.say(code == 0 and some, '%d offers: %s has answered%s' % (
                offers, name, ', its %d structured lists are identical' % QUERIES if name != 'xapian' else ''))

    def planted(self):
        data, weights = self.export(min(SIZES))
        for name in PEERS[:2]:
            some, code = self.measure([PYTHON, os.path.join(HERE, 'one.py'), name, data, min(SIZES), weights, 'planted'])
            wrong = [f for f in some if f['what'] == 'structured' and f['identical'] == 0]
            self.say(code == 1 and wrong, 'planted: %s with a wrong list is found out' % name)
        some, code = self.measure([os.path.join(BUILD, 'tests', 'bench_own'), 300, 20, 20, 'planted'])
        self.say(code == 1 and any(f.get('wrong') == 20 for f in some), 'planted: 20 wrong lists of the naive scan are found')

    def http(self, part, *words):
        some, code = self.measure([PYTHON, '-B', os.path.join(HERE, 'http_.py'), part, *words])
        self.figures += some
        self.say(code == 0 and some, 'HTTP: %s was measured, each request answered' % part)

    def store(self):
        folder = os.path.join(self.scratch, 'store')
        os.mkdir(folder, 0o700)
        some, code = self.measure([os.path.join(BUILD, 'tests', 'bench_store'), folder, ROUNDS])
        self.figures += some
        self.say(code == 0 and some, 'store: plain SQLite has written the same rows')
        shutil.rmtree(folder, ignore_errors=True)

    def plan(self):
        """The plan over many requests has a bench of its own that prints JSON lines too."""
        program = os.path.join(ROOT, 'tests', 'bench', 'plan')
        if os.access(program, os.X_OK):
            some, code = self.measure([program, 'full'])
            self.figures += some
            self.say(code == 0 and some, 'plan: every objective is that of the independent solver')

    def close(self):
        self.stop()
        shutil.rmtree(self.scratch, ignore_errors=True)


def install():
    script = '. "%s/server/install.sh" && need_packages "${packages_build[@]}" "${packages_bench[@]}"' % ROOT
    subprocess.run(['bash', '-c', script], check=True)


def build():
    quiet = {'stdout': subprocess.DEVNULL, 'check': True}
    subprocess.run(['cmake', '-S', ROOT, '-B', BUILD, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Release', '-DCH_SANITIZE=', '-DCH_TESTS=ON'], **quiet)
    subprocess.run(['cmake', '--build', BUILD, '--target', *TARGETS], **quiet)


def write_results(bench, began):
    os.makedirs(RESULTS, exist_ok=True)
    lines = table.lines(bench.figures)
    lines += ['', 'took %d s' % (time.monotonic() - began)]
    with open(os.path.join(RESULTS, 'bench.txt'), 'w', encoding='utf-8') as f:
        f.write('\n'.join(lines) + '\n')
    with open(os.path.join(RESULTS, 'bench.jsonl'), 'w', encoding='utf-8') as f:
        f.writelines(json.dumps(figure) + '\n' for figure in bench.figures)
    with open(os.path.join(RESULTS, 'bench.svg'), 'w', encoding='utf-8') as f:
        f.write(plot.svg(plot.series(bench.figures)))
    print('\n'.join(lines))
    print('also: build/results/bench.txt, bench.jsonl, bench.svg')


def main(sizes):
    """sizes: numbers of offers, all of SIZES when empty."""
    install()
    build()
    began, bench = time.monotonic(), Bench()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        bench.planted()
        for offers in sizes or [n for n in sorted(SIZES) if n != MOST]:
            bench.own(offers)
            bench.peers(offers)
            if offers == OVER_HTTP:
                bench.http('reading', os.path.join(bench.scratch, 'world'), offers)
            if offers == STARTED:
                bench.http('starting', os.path.join(bench.scratch, 'world'), offers)
        if not sizes:
            bench.most()
        bench.http('writing')
        bench.store()
        bench.plan()
    finally:
        bench.close()
        write_results(bench, began)
    print('%d passed, %d failed' % (bench.passed, bench.failed))
    return 1 if bench.failed else 0


if __name__ == '__main__':
    sys.exit(main([int(float(w)) for w in sys.argv[1:]]))
