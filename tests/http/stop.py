"""SIGTERM under load: what was acknowledged is stored, what was not is told so, and it ends in time."""
import threading
import time

from server import Server, json_post, read_answer

CLIENTS = 64
ROW = json_post(body=b'{"title":"' + b'x' * 1000 + b'"}')


class Load:
    def __init__(self, server, row=ROW):
        self.server, self.row = server, row
        self.codes, self.silent = [], 0
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self.client) for _ in range(CLIENTS)]
        for t in self.threads:
            t.start()

    def client(self):
        codes, silent = [], 0
        try:
            with self.server.connect() as c:
                while True:
                    c.sendall(self.row)
                    answer = read_answer(c)
                    if not answer:
                        silent += 1
                        break
                    codes.append(answer.code)
                    if answer.headers.get('connection', '').lower() == 'close':
                        break
        except OSError:
            pass
        with self.lock:
            self.codes += codes
            self.silent += silent

    def join(self):
        for t in self.threads:
            t.join()

    @property
    def acknowledged(self):
        return self.codes.count(201)


def once(fault=None):
    with Server(ledger=True, fault=fault) as s:
        load = Load(s)
        time.sleep(0.4)
        code, seconds, stored = s.stop()
        load.join()
        with open(s.ledger, 'rb') as f:
            ledger = f.read().count(b'\n')
        return load, code, seconds, stored, ledger, s.said()


def run(report):
    for i in range(3):
        load, code, seconds, stored, ledger, said = once()
        sentence = 'stop %d under the load of %d clients (%d rows): ' % (i + 1, CLIENTS, ledger)
        report.check(sentence + 'acknowledged = stored', load.acknowledged == stored == ledger > CLIENTS,
                     (load.acknowledged, stored, ledger))
        report.check(sentence + 'exit 0 in under 5 s', code == 0 and seconds < 5, (code, seconds, said))
        report.check(sentence + 'everything else is a 503', set(load.codes) <= {201, 503}, sorted(set(load.codes)))
    load, code, seconds, stored, ledger, said = once('ack-early')
    report.check('planted: rows acknowledged and not stored are noticed', load.acknowledged > ledger, (load.acknowledged, ledger))
