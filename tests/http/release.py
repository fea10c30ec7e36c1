"""The program that is shipped: no switch for faults in it, fenced in while it serves, orderly commands."""
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from server import SOURCE

PROGRAM = os.path.join(SOURCE, 'build', 'clearinghouse')


def command(*words, environment=None):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL,
                          env=dict(os.environ, **(environment or {})))
    return done.returncode, done.stdout, done.stderr


def symbols(path):
    return subprocess.run(['nm', path], capture_output=True, text=True, check=True).stdout


def run_symbols(report):
    mine = [s for s in symbols(PROGRAM).splitlines() if '__wrap_' in s or re.search(r'(?<!de)fault', s)]
    report.check('the shipped program has no planted faults', not mine, mine)
    test = symbols(os.path.join(SOURCE, 'build', 'dev', 'tests', 'http_server'))
    report.check('planted: those of the test server are seen', '__wrap_ch_gate_check' in test)


def run_commands(report):
    report.check('without a command: usage, 2', command()[0] == 2 and 'Usage' in command()[2])
    report.check('an unknown command: 2', command('sreve')[0] == 2)
    code, out, _ = command('--help')
    report.check('--help lists the commands, 0', code == 0 and 'serve' in out and 'config' in out)
    for name in [line.split()[0] for line in out.splitlines() if line.startswith('  ')]:
        code, text, _ = command(name, '--help')
        report.check('%s --help, 0' % name, code == 0 and 'Usage: clearinghouse %s' % name in text and '--data' in text, text)
        report.check('%s with an option that is not there, 2' % name, command(name, '--no-such-option')[0] == 2)
    code, text, error = command('config', '--set', 'port=99999')
    report.check('a setting out of range: 2, with its range', code == 2 and '0 to 65535' in error, (code, error))
    code, text, _ = command('config', '--set', 'port=7', '--set', 'limits.pairs=99')
    with tempfile.NamedTemporaryFile('w', suffix='.conf') as f:
        os.chmod(f.name, 0o600)
        f.write(text)
        f.flush()
        again = command('config', '--config', f.name)
        from_environment = command('config', environment={'CLEARINGHOUSE_CONFIG': f.name})
    report.check('config prints what can be read back', code == 0 and again[:2] == (0, text) == from_environment[:2] and 'port = 7' in text)


class Unmoved(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Serving:
    def __init__(self, data, *options):
        self.out = tempfile.TemporaryFile('w+')
        self.process = subprocess.Popen([PROGRAM, 'serve', '--data', data, '--port', '0', '--no-sample', *options],
                                        stdout=self.out, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        until = time.monotonic() + 20
        self.address = ''
        while not self.address and self.process.poll() is None and time.monotonic() < until:
            self.out.seek(0)
            self.address = ''.join(w for w in self.out.read().split() if w.startswith('http://'))
            time.sleep(0.01)

    def get(self, path):
        try:
            with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def post(self, path, fields, headers):
        request = urllib.request.Request(self.address + path, fields.encode(), headers)
        try:
            with urllib.request.build_opener(Unmoved).open(request, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def stop(self, with_signal=signal.SIGTERM):
        began = time.monotonic()
        self.process.send_signal(with_signal)
        code = self.process.wait(20)
        self.out.close()
        return code, time.monotonic() - began


def run_ended_session(report, s):
    """A form whose session has ended comes back with what was typed."""
    fields = 'title=%3Cb%3Ewords&words=a%0D%0Ab&csrf=old&passphrase=secret'
    code, page = s.post('/requests', fields, {'Origin': s.address, 'Cookie': 's=' + 'x' * 43})
    report.check('a form whose session has ended: 401, with what was typed to be sent again',
                 code == 401 and 'name="title" value="&lt;b&gt;words"' in page and 'name="words" value="a\r\nb"' in page
                 and 'action="/requests"' in page, (code, page[-1500:]))
    report.check('without what was secret', 'secret' not in page and 'value="old"' not in page)
    for name, headers in (('from elsewhere', {'Origin': 'http://evil.example'}), ('from nobody knows where', {})):
        code, page = s.post('/requests', fields, headers)
        report.check('a form that comes %s is not shown again' % name, code == 303 and 'words' not in page, (code, page[-500:]))


def run_serving(report):
    data = tempfile.mkdtemp(prefix='ch-release-')
    try:
        s = Serving(data)
        with open('/proc/%d/status' % s.process.pid, encoding='utf-8') as f:
            status = dict(line.rstrip().split(':\t') for line in f if re.match(r'\w+:\t\d+$', line))
        report.check('it may gain no privileges and its system calls are filtered',
                     (status.get('NoNewPrivs'), status.get('Seccomp')) == ('1', '2'), (status.get('NoNewPrivs'), status.get('Seccomp')))
        report.check('behind the fence it is alive, ready and has pages',
                     [s.get(p) for p in ('/healthz', '/readyz', '/', '/nowhere')] == [200, 200, 200, 404])
        run_ended_session(report, s)
        code, _, error = command('serve', '--data', data, '--port', '0')
        report.check('a second server on the same data is refused with 1', code == 1 and error, (code, error))
        report.check('the first does not mind', s.get('/readyz') == 200)
        code, seconds = s.stop()
        report.check('SIGTERM ends it with 0 at once', code == 0 and seconds < 2, (code, seconds))
        s = Serving(data, '--set', 'sandbox=off')
        with open('/proc/%d/status' % s.process.pid, encoding='utf-8') as f:
            report.check('planted: without the sandbox the difference is seen', 'Seccomp:\t0' in f.read())
        code, seconds = s.stop(signal.SIGINT)
        report.check('so does Ctrl-C', code == 0 and seconds < 2, (code, seconds))
    finally:
        shutil.rmtree(data, ignore_errors=True)


def run(report):
    run_symbols(report)
    run_commands(report)
    run_serving(report)
