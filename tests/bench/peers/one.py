#!/usr/bin/python3
"""one NAME DATA OFFERS WEIGHTS [planted]: one peer over one exported world, in a scratch directory that goes away with it.

WEIGHTS is JSON. Prints a JSON line a figure. Exit 1: a structured list differs from the product's. planted: each list of
the peer is cut short by its first line, which has to be found.
"""
import json
import os
import shutil
import signal
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


def peer_of(name):
    if name == 'postgres':
        from postgres import Postgres as Kind
    elif name == 'sqlite':
        from sqlite import Sqlite as Kind
    else:
        from xapian_ import Xapian as Kind
    return Kind


def main(name, data, offers, weights, *rest):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))     # so that what was started is stopped
    scratch = tempfile.mkdtemp(prefix='ch-bench-')
    try:
        peer = peer_of(name)(data, scratch, json.loads(weights))
        peer.planted = 'planted' in rest
        return 0 if peer.run(int(offers)) else 1
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
