"""Starts the test server, speaks raw HTTP/1.1 to it, counts sentences. Standard library only."""
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
HOST = b'Host: localhost\r\n'


def program():
    path = os.path.join(SOURCE, 'build', os.environ.get('CH_PRESET', 'dev'), 'tests', 'http_server')
    assert os.access(path, os.X_OK), 'not built: ' + path
    return path


class Report:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, sentence, is_true, detail=''):
        if is_true:
            self.passed += 1
            print('ok - ' + sentence)
        else:
            self.failed += 1
            print('not ok - %s%s' % (sentence, ': %s' % (detail,) if detail != '' else ''))
        sys.stdout.flush()
        return is_true

    def part(self, name, run):
        began = time.monotonic()
        try:
            run(self)
        except Exception:
            self.check('%s runs to its end' % name, False, traceback.format_exc())
        print('# %s took %.1f s' % (name, time.monotonic() - began))

    def end(self):
        print('%d passed, %d failed' % (self.passed, self.failed))
        return 1 if self.failed else 0


class Server:
    """with Server('limits.idle_ms=500', fault='gate') as s: …"""

    def __init__(self, *settings, fault=None, threads=2, ledger=False, unix=None):
        words = [program(), '--set', 'threads=%d' % threads]
        self.unix = unix
        if unix:
            words += ['--set', 'listen=unix:' + unix]
        for s in ('limits.connections_per_address=20000', 'limits.connections=20000', 'limits.reads_per_minute=100000000',
                  'limits.writes_per_minute=100000000') + settings:
            words += ['--set', s]
        if fault:
            words += ['--fault', fault]
        self.ledger = tempfile.mktemp(prefix='ch-ledger-') if ledger else None
        if ledger:
            words += ['--ledger', self.ledger]
        self.words = words

    def __enter__(self):
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.words, stdout=subprocess.PIPE, stderr=self.errors, stdin=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline().split()
        assert line[:1] == ['port'], self.said()
        self.port = int(line[1])
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        self.errors.close()
        if self.ledger and os.path.exists(self.ledger):
            os.unlink(self.ledger)

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors='replace')[-3000:]

    def stop(self, wait=20):
        """(exit status, seconds, rows that the writer stored)"""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(wait)
        seconds = time.monotonic() - began
        words = self.process.stdout.read().split()
        return code, seconds, int(words[1]) if words[:1] == ['stored'] else -1

    def is_alive(self):
        return self.process.poll() is None

    def connect(self, timeout=5):
        if self.unix:
            s = socket.socket(socket.AF_UNIX)
            s.settimeout(timeout)
            s.connect(self.unix)
            return s
        return socket.create_connection(('127.0.0.1', self.port), timeout=timeout)

    def raw(self, data, timeout=5):
        """Sends bytes, reads one answer. The answer, or None: closed or silent without one."""
        with self.connect(timeout) as s:
            try:
                s.sendall(data)
            except OSError:
                pass
            return read_answer(s, is_head=data.startswith(b'HEAD '))

    def ask(self, method, path, headers=(), body=None, timeout=5):
        return self.raw(request(method, path, headers, body), timeout)


def request(method, path, headers=(), body=None):
    lines = ['%s %s HTTP/1.1' % (method, path)]
    if not any(h.lower().startswith('host:') for h in headers):
        lines.append('Host: localhost')
    lines += list(headers)
    if body is not None:
        lines.append('Content-Length: %d' % len(body))
    return '\r\n'.join(lines).encode() + b'\r\n\r\n' + (body or b'')


def json_post(path='/api/v1/rows', body=b'{}', headers=()):
    return request('POST', path, ['Content-Type: application/json', *headers], body)


class Answer:
    def __init__(self, head, body):
        lines = head.decode('latin-1').split('\r\n')
        self.code = int(lines[0].split()[1])
        self.lines = lines[1:]
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(':')
            self.headers.setdefault(name.lower(), value.strip())
        self.body = body

    def all(self, name):
        return [l.partition(':')[2].strip() for l in self.lines if l.lower().startswith(name.lower() + ':')]

    def __repr__(self):
        return '%d %r' % (self.code, self.body[:200])


def read_answer(s, is_head=False):
    data = b''
    try:
        while b'\r\n\r\n' not in data:
            piece = s.recv(65536)
            if not piece:
                return None
            data += piece
        head, _, body = data.partition(b'\r\n\r\n')
        answer = Answer(head, body)
        if answer.code == 100:
            return read_answer_after(s, body)
        want = int(answer.headers.get('content-length', 0))
        if is_head or answer.code in (204, 304):
            want = 0
        while len(answer.body) < want:
            piece = s.recv(65536)
            if not piece:
                break
            answer.body += piece
        return answer
    except OSError:
        return None


def read_answer_after(s, data):
    class Joined:
        def recv(self, n):
            nonlocal data
            if data:
                out, data = data, b''
                return out
            return s.recv(n)
    return read_answer(Joined())
