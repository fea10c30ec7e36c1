"""Starts and stops the daemon under test in a directory of its own. Standard library only."""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))


def program(preset=None):
    """The built program: CH_PRESET or the argument chooses; the sanitized build is the usual one for tests."""
    preset = preset or os.environ.get('CH_PRESET', 'dev')
    path = os.path.join(SOURCE, 'build', '' if preset == 'release' else preset, 'clearinghouse')
    assert os.access(path, os.X_OK), 'not built: ' + path
    return path


def free_port():
    with socket.socket() as s:
        s.bind(('127.0.0.1', 0))
        return s.getsockname()[1]


class Daemon:
    def __init__(self, data=None, options=(), preset=None, sample=True, wrap=(), environment=None, binary=None):
        self.own = data is None
        self.data = data or tempfile.mkdtemp(prefix='ch-test-')
        self.preset, self.options, self.wrap = preset, list(options), list(wrap)
        self.sample = sample
        self.binary = binary    # instead of the program: one with a planted fault
        self.environment = dict(os.environ, **(environment or {}))
        self.process, self.port, self.output = None, None, ''
        self.log_path = os.path.join(tempfile.gettempdir(), 'ch-log-%d-%d' % (os.getpid(), id(self)))

    @property
    def address(self):
        return ('127.0.0.1', self.port)

    def command(self, *words, check=True, preset=None, timeout=300):
        """A sub-command on this data directory."""
        done = subprocess.run([program(preset or self.preset), words[0], '--data', self.data, *words[1:]], text=True,
                              capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL, env=self.environment)
        if check and done.returncode:
            raise AssertionError('%s: exit %d\n%s%s' % (' '.join(words), done.returncode, done.stdout, done.stderr))
        return done

    def start(self, wait=30):
        self.port = free_port()
        words = [*self.wrap, self.binary or program(self.preset), 'serve', '--data', self.data, '--port', str(self.port)]
        if not self.sample:
            words.append('--no-sample')
        self.log = open(self.log_path, 'ab')
        self.out_path = self.log_path + '.out'
        self.out = open(self.out_path, 'wb')
        began = time.monotonic()
        self.process = subprocess.Popen(words + self.options, stdout=self.out, stderr=self.log, stdin=subprocess.DEVNULL,
                                        env=self.environment)
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() - began > wait:
                raise AssertionError('the daemon did not start: exit %s\n%s' % (self.process.poll(), self.tail()))
            time.sleep(0.005)
        self.ready_seconds = time.monotonic() - began
        return self

    def answers(self):
        try:
            with socket.create_connection(self.address, timeout=1) as s:
                s.sendall(b'GET /readyz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n')
                return s.recv(64).startswith(b'HTTP/1.1 200')
        except OSError:
            return False

    def printed(self):
        with open(self.out_path, encoding='utf-8', errors='replace') as f:
            return f.read()

    def invitations(self):
        """What the first start printed, after it was ready: role word -> path of the one-time invitation."""
        until = time.monotonic() + 30
        while 'Clearinghouse is at' not in self.printed() and time.monotonic() < until:
            time.sleep(0.01)
        return {line.split()[0]: re.search(r'https?://[^/\s]+(/invitation/\S+)', line).group(1)
                for line in self.printed().splitlines() if '/invitation/' in line}

    def log_text(self):
        self.log.flush()
        with open(self.log_path, encoding='utf-8', errors='replace') as f:
            return f.read()

    def tail(self, lines=30):
        return '\n'.join(self.log_text().splitlines()[-lines:])

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def stop(self, wait=20):
        """Orderly; returns the exit status."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(wait)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError('the daemon did not stop in %d s' % wait)
        return self.process.returncode if self.process else None

    def remove(self):
        self.kill()
        for path in (self.log_path, self.log_path + '.out'):
            if os.path.exists(path):
                os.unlink(path)
        if self.own:
            shutil.rmtree(self.data, ignore_errors=True)

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.remove()


class Tally:
    """Counts checks and prints the closing line that every harness ends with."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, ok, sentence, detail=''):
        if ok:
            self.passed += 1
        else:
            self.failed += 1
            print('not ok - ' + sentence + (': ' + str(detail)[:2000] if detail else ''))
        return ok

    def close(self):
        print('%d passed, %d failed' % (self.passed, self.failed))
        sys.stdout.flush()
        sys.exit(1 if self.failed else 0)
