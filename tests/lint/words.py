#!/usr/bin/env python3
"""words.py ROOT: what a line may not say, room by room. Prints file:line: rule: text; exit 1 when there was any.

Works on the sources alone: comments are blanked first, then string literals are held apart from code, so that a word in
a comment or a call's name in a message is no finding. tests/lint/check plants one fault per rule and expects it here.
"""
import os
import re
import sys
from fnmatch import fnmatch

# Third-party header -> the files that may include it.
HOMES = [
    ('microhttpd.h', ['server/httpd.c', 'server/gate.c', 'server/req.c', 'server/reply.c', 'server/worker.c',
                      'server/httpd_*.[ch]', 'server/req_*.c', 'server/reply_*.c']),
    ('sodium.h', ['lib/base/crypto.c']),
    ('unicode/*', ['lib/base/text.c', 'lib/base/zone.c', 'lib/match/words.c']),
    ('libstemmer.h', ['lib/match/words.c']),
    ('libintl.h', ['lib/render/msg.c']),
    ('seccomp.h', ['server/sandbox.c']),
    ('linux/*', ['server/sandbox.c']),
    ('jansson.h', ['lib/codec/json.c']),
    ('liboath/oath.h', ['lib/base/totp.c']),
    ('confuse.h', ['server/config.c', 'server/config_file.c']),
    ('sqlite3.h', ['lib/store/sqlite/*']),
    ('libpq-fe.h', ['lib/store/postgres/*']),
    ('uuid/uuid.h', ['lib/base/uuid.c']),
    ('pthread.h', ['lib/base/sync.c', 'lib/base/include/ch/base/sync.h']),
    ('cmocka.h', ['tests/t.h']),
    ('malloc.h', ['lib/base/arena.c']),
    ('sanitizer/*', ['lib/base/arena.c']),
]
LIBC = set('''argp assert ctype dirent dlfcn errno fcntl float ftw grp inttypes limits locale math poll pwd setjmp signal stdalign
stdarg stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings termios threads time unistd wchar
netdb ucontext link sched
arpa/inet netinet/in netinet/tcp sys/epoll sys/eventfd sys/file sys/mman sys/prctl sys/random sys/resource sys/select
sys/signalfd sys/socket sys/stat sys/statvfs sys/syscall sys/time sys/timerfd sys/types sys/uio sys/un sys/utsname sys/wait
sys/xattr'''.split())

CALL = r'(?<![\w.>])(?:%s)\s*\('
SQL = r'\b(?:SELECT\b|INSERT (?:OR \w+ )?INTO\b|DELETE FROM\b|UPDATE \w+ SET\b|CREATE (?:TABLE|INDEX|TRIGGER|VIEW)\b|DROP (?:TABLE|INDEX)\b|PRAGMA \w|SAVEPOINT\b|BEGIN IMMEDIATE\b)'
ALL = ['lib/*', 'server/*', 'tests/*']
HOUSE = ['lib/*', 'server/*']

# name, files, files excepted, what is searched (code, strings, raw), pattern
RULES = [
    ('parent-include', HOUSE, [], 'raw', r'#\s*include\s*"[^"]*\.\./'),
    ('room-include', HOUSE, [], 'raw', r'#\s*include\s*"(?:ch/|lib/)'),
    ('sql-outside-store', HOUSE, ['lib/store/*'], 'strings', SQL),
    ('sql-by-format', ['lib/store/*'], [], 'strings', SQL + r'.*%[-0-9.*]*(?:l|ll|z|j)?[sduxifgc]'),
    ('html-in-c', ['server/*', 'lib/service/*', 'lib/codec/*', 'lib/store/*', 'lib/model/*', 'lib/match/*',
                   'lib/plan/*'], [], 'strings', r'^"\s*<[A-Za-z/!]'),
    ('banned-call', ALL, [], 'code', CALL % 'strcpy|strcat|sprintf|vsprintf|gets|atoi|atol|atoll|atof|alloca|tmpnam|mktemp'),
    ('banned-in-house', HOUSE, [], 'code', CALL % 'strtok|system|popen|scanf|sscanf|fscanf|sqlite3_exec|sqlite3_get_table|'
     'sqlite3_mprintf'),
    ('free-in-request-rooms', ['server/*', 'lib/service/*', 'lib/codec/*', 'lib/render/*'],
     ['server/conns.c', 'server/httpd.c', 'server/pool.c', 'server/rate.c'], 'code', CALL % 'free'), # live as long as the process
    ('impure', ['lib/match/*', 'lib/model/*', 'lib/plan/*'], [], 'code', CALL %
     r'time|clock|clock_gettime|gettimeofday|localtime|localtime_r|gmtime|gmtime_r|mktime|strftime|rand|rand_r|random|srand|'
     r'srandom|drand48|getrandom|arc4random|setlocale|localeconv|strcoll|getenv|fopen|open|openat|socket|fprintf|printf|'
     r'dprintf|puts|write|fwrite|fread|ch_now|ch_uptime_ms|ch_random|ch_key_random|ch_uuid_random|ch_log|ch_log_write|'
     r'ch_file_read|ch_file_write|ch_lines_open|ch_mutex_lock'),
    ('errno-outside', ['lib/model/*', 'lib/match/*', 'lib/plan/*', 'lib/codec/*', 'lib/render/*', 'lib/service/*'], [], 'code',
     r'\berrno\b'),
    ('domain-word-in-base', ['lib/base/*'], [], 'code',
     r'(?:\b|_)(?:requests?|offers?|donors?|missions?|drafters?|providers?|programmes?|secretariat|committee|'
     r'consent|circulat\w+|endors\w+|clearance|coordinator|resolution)(?:\b|_)'),
    ('queue-response', ['server/*'], ['server/reply.c', 'server/reply_*.c'], 'code', CALL % 'MHD_queue_response'),
    ('log-free-text', HOUSE, ['lib/base/*', 'server/reply.c', 'server/route.c', 'server/turn.c'], # names of table rows
     'code', CALL % 'ch_log_literal'),
    ('extern-in-function-file', ['lib/*.c', 'server/*.c'], [], 'code', r'^\s*extern\b'),
    ('sleep-in-test', ['tests/*.c'], [], 'code', CALL % 'sleep|usleep|nanosleep'),
    ('goto', ALL, [], 'code', r'\bgoto\b'),
]
WEB_RULES = [
    ('inline-script', r'<script(?![^>]*\bsrc=)|\bon[a-z]+\s*=\s*["\']|javascript:'),
    ('inline-style', r'<style\b|\sstyle\s*='),
    ('raw-template', r'\{\{\{|\{\{&'),
]


def blank(text):
    return re.sub(r'[^\n]', ' ', text)


TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def split(source):
    """(code without comments and strings, [(line, string literal)], source without comments)"""
    strings, code, bare, last = [], [], [], 0
    for m in TOKEN.finditer(source):
        before = source[last:m.start()]
        code.append(before)
        bare.append(before)
        t = m.group(0)
        if t[0] == '"':
            strings.append((source.count('\n', 0, m.start()) + 1, t))
        code.append(blank(t) if t[0] != '"' else '"' + blank(t[1:-1]) + '"')
        bare.append(blank(t) if t[0] == '/' else t)
        last = m.end()
    code.append(source[last:])
    bare.append(source[last:])
    return ''.join(code), strings, ''.join(bare)


def matches(path, patterns):
    return any(fnmatch(path, p) for p in patterns)


def check_includes(path, bare):
    for number, line in enumerate(bare.split('\n'), 1):
        m = re.match(r'\s*#\s*include\s*<([^>]+)>', line)
        if not m or m.group(1).startswith('ch/'):
            continue
        header = m.group(1)
        homes = [files for pattern, files in HOMES if fnmatch(header, pattern)]
        if homes and not any(matches(path, files) for files in homes) and not path.startswith('tests/'):
            yield number, 'home', header + ' has its home elsewhere'
        if not homes and header[:-2] not in LIBC:
            yield number, 'home', header + ' has no home: add it to HOMES'


def check_c(path, source):
    code, strings, bare = split(source)
    yield from check_includes(path, bare)
    lines = list(enumerate(code.split('\n'), 1))
    raw = list(enumerate(bare.split('\n'), 1))
    for name, files, excepted, what, pattern in RULES:
        if not matches(path, files) or matches(path, excepted):
            continue
        where = {'code': lines, 'strings': strings, 'raw': raw}[what]
        for number, text in where:
            if re.search(pattern, text):
                yield number, name, text.strip()


def check_web(path, source):
    for name, pattern in WEB_RULES:
        for m in re.finditer(pattern, source, re.I):
            yield source.count('\n', 0, m.start()) + 1, name, m.group(0)


def check_tree(root):
    for folder, kinds, check in (('lib', ('.c', '.h', '.inc'), check_c), ('server', ('.c', '.h'), check_c),
                                 ('tests', ('.c', '.h'), check_c), ('web/tmpl', ('.html',), check_web)):
        for base, dirs, names in os.walk(os.path.join(root, folder)):
            dirs[:] = sorted(d for d in dirs if d not in ('node_modules', 'build'))
            for name in sorted(names):
                if name.endswith(kinds):
                    path = os.path.relpath(os.path.join(base, name), root)
                    with open(os.path.join(root, path), encoding='utf-8') as f:
                        for number, rule, text in check(path, f.read()):
                            yield path, number, rule, text


def main():
    found = list(check_tree(sys.argv[1] if len(sys.argv) > 1 else '.'))
    for path, number, rule, text in found:
        print('%s:%d: %s: %s' % (path, number, rule, text[:120]))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
