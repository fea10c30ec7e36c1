"""Requests as no honest program sends them. Each has its expected answer; none may hang, crash or pass the gate."""
from server import HOST, Server, json_post

CRLF = b'\r\n'


def get(path=b'/small', version=b'HTTP/1.1', extra=b'', host=HOST, method=b'GET'):
    return method + b' ' + path + b' ' + version + CRLF + host + extra + CRLF


def post(extra, body=b'{}'):
    return b'POST /api/v1/rows HTTP/1.1\r\n' + HOST + b'Content-Type: application/json\r\n' + extra + CRLF + body


BAD = {400}
# sentence, bytes, codes that are right. 0: closed without an answer.
REFUSED = [
    ('two Hosts', get(extra=b'Host: other\r\n'), BAD),
    ('two equal Hosts', get(extra=HOST), BAD),
    ('no Host', get(host=b''), BAD),
    ('an empty Host', get(host=b'Host: \r\n'), BAD),
    ('a Host with a path', get(host=b'Host: localhost/x\r\n'), BAD),
    ('a Host with a user', get(host=b'Host: a@localhost\r\n'), BAD),
    ('a Host that is not ours', get(host=b'Host: evil.example\r\n'), {421}),
    ('two Content-Lengths', post(b'Content-Length: 2\r\nContent-Length: 3\r\n'), BAD),
    ('two equal Content-Lengths', post(b'Content-Length: 2\r\nContent-Length: 2\r\n'), BAD),
    ('a list of Content-Lengths', post(b'Content-Length: 2, 2\r\n'), BAD),
    ('a negative Content-Length', post(b'Content-Length: -2\r\n'), BAD),
    ('a signed Content-Length', post(b'Content-Length: +2\r\n'), BAD),
    ('a hexadecimal Content-Length', post(b'Content-Length: 0x2\r\n'), BAD),
    ('an empty Content-Length', post(b'Content-Length: \r\n'), {400, 411}),
    ('a huge Content-Length', post(b'Content-Length: 99999999999999999999\r\n'), {400, 413}),
    ('Content-Length with Transfer-Encoding', post(b'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n', b'2\r\n{}\r\n0\r\n\r\n'), BAD),
    ('chunks', post(b'Transfer-Encoding: chunked\r\n', b'2\r\n{}\r\n0\r\n\r\n'), {411}),
    ('chunks with an extension', post(b'Transfer-Encoding: chunked\r\n', b'2;x=y\r\n{}\r\n0\r\n\r\n'), {411}),
    ('chunks with bare line feeds', post(b'Transfer-Encoding: chunked\r\n', b'2\n{}\n0\n\n'), {411}),
    ('chunks with a trailer', post(b'Transfer-Encoding: chunked\r\n', b'2\r\n{}\r\n0\r\nHost: evil\r\n\r\n'), {411}),
    ('two Transfer-Encodings', post(b'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n', b'0\r\n\r\n'), {400, 411}),
    ('Transfer-Encoding xchunked', post(b'Transfer-Encoding: xchunked\r\n', b'0\r\n\r\n'), {400, 411}),
    ('Transfer-Encoding gzip, chunked', post(b'Transfer-Encoding: gzip, chunked\r\n', b'0\r\n\r\n'), {400, 411}),
    ('Transfer-Encoding in HTTP/1.0', b'POST /api/v1/rows HTTP/1.0\r\n' + HOST + b'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n', BAD),
    ('Transfer-Encoding of a GET', get(extra=b'Transfer-Encoding: chunked\r\n') + b'0\r\n\r\n', {400, 411}),
    ('a lower-case method', get(method=b'get'), {501}),
    ('an odd method', get(method=b'G@T'), {400, 501}),
    ('TRACE', get(method=b'TRACE'), {501}),
    ('CONNECT', get(method=b'CONNECT'), {400, 501}),
    ('OPTIONS', get(method=b'OPTIONS'), {501}),
    ('no method', b' /small HTTP/1.1\r\n' + HOST + CRLF, {400, 501, 0}),
    ('a GET with a body', get(extra=b'Content-Length: 2\r\n') + b'{}', BAD),
    ('a carriage return in a value', get(extra=b'X: a\rb\r\n'), BAD),
    ('a NUL in a value', get(extra=b'X: a\x00b\r\n'), BAD),
    ('a control character in a value', get(extra=b'X: a\x01b\r\n'), BAD),
    ('DEL in a value', get(extra=b'X: a\x7fb\r\n'), BAD),
    ('a value that is not UTF-8', get(extra=b'X: a\xffb\r\n'), BAD),
    ('a space before the colon', get(extra=b'X : a\r\n'), BAD),
    ('a space in a name', get(extra=b'X Y: a\r\n'), BAD),
    ('a name with brackets', get(extra=b'X(): a\r\n'), BAD),
    ('a line without a colon', get(extra=b'Xabc\r\n'), BAD),
    ('a bare line feed after a header', b'GET /small HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n', BAD),
    ('bare line feeds throughout', b'GET /small HTTP/1.1\nHost: localhost\nX: y\n\n', BAD),
    ('a bare line feed after the request line', b'GET /small HTTP/1.1\n' + HOST + CRLF, BAD),
    ('a NUL in the path', get(b'/sma\x00ll'), BAD),
    ('a NUL after the path', get(b'/small\x00'), BAD),
    ('two spaces after the method', b'GET  /small HTTP/1.1\r\n' + HOST + CRLF, BAD),
    ('two spaces before the version', b'GET /small  HTTP/1.1\r\n' + HOST + CRLF, {400, 0}),
    ('a tab after the method', b'GET\t/small HTTP/1.1\r\n' + HOST + CRLF, {400, 501}),
    ('a space in the path', get(b'/sm all'), {400, 0}),
    ('%00 in the path', get(b'/small%00'), BAD),
    ('%2f in the path', get(b'/items/a%2fb'), BAD),
    ('%2F in the path', get(b'/items/a%2Fb'), BAD),
    ('%5c in the path', get(b'/items/a%5cb'), BAD),
    ('%2e%2e in the path', get(b'/items/%2e%2e/small'), BAD),
    ('%2e in the path', get(b'/items/%2e/small'), BAD),
    ('/../ in the path', get(b'/items/../small'), BAD),
    ('/.. at the end', get(b'/items/..'), BAD),
    ('/./ in the path', get(b'/./small'), BAD),
    ('// in the path', get(b'//small'), BAD),
    ('// at the end', get(b'/small//'), BAD),
    ('%zz in the path', get(b'/items/%zz'), BAD),
    ('a cut escape in the path', get(b'/items/a%2'), BAD),
    ('%0a in the path', get(b'/items/a%0ab'), BAD),
    ('%7f in the path', get(b'/items/a%7fb'), BAD),
    ('%ff in the path', get(b'/items/a%ffb'), BAD),
    ('an overlong escape in the path', get(b'/items/%c0%afb'), BAD),
    ('%00 in the query', get(b'/echo?q=%00'), BAD),
    ('%ff in the query', get(b'/echo?q=%ff'), BAD),
    ('%zz in the query', get(b'/echo?q=%zz'), BAD),
    ('a raw byte above 0x7f in the path', get(b'/items/\xc3\xa9'), BAD),
    ('a backslash in the path', get(b'/items\\small'), BAD),
    ('a quotation mark in the path', get(b'/items/"'), BAD),
    ('an angle bracket in the path', get(b'/items/<a>'), BAD),
    ('two question marks', get(b'/echo?q=a?b'), BAD),
    ('1,001 short fields in the query', get(b'/echo?' + b'a&' * 1001), {413}),
    ('4,000 empty fields in the query', get(b'/echo?' + b'&' * 4000), {200, 413}),
    ('a fragment', get(b'/small#x'), BAD),
    ('an absolute address', get(b'http://localhost/small'), BAD),
    ('an asterisk', get(b'*'), BAD),
    ('a path without a slash', get(b'small'), BAD),
    ('HTTP/1.2', get(version=b'HTTP/1.2'), {505}),
    ('HTTP/2.0', get(version=b'HTTP/2.0'), {505}),
    ('HTTP/0.9', b'GET /small\r\n\r\n', {400, 505, 0}),
    ('http/1.1 in lower case', get(version=b'http/1.1'), {400, 505, 0}),
    ('HTTP/1.10', get(version=b'HTTP/1.10'), {400, 505}),
    ('Expect: banana', post(b'Expect: banana\r\nContent-Length: 2\r\n'), {417}),
    ('a gzipped body', post(b'Content-Encoding: gzip\r\nContent-Length: 2\r\n'), {415}),
    ('two Content-Types', post(b'Content-Type: text/plain\r\nContent-Length: 2\r\n'), BAD),
    ('two Cookies', get(extra=b'Cookie: s=a\r\nCookie: s=b\r\n'), BAD),
    ('two Origins', get(extra=b'Origin: a\r\nOrigin: b\r\n'), BAD),
    ('65 headers', get(extra=b''.join(b'X%d: y\r\n' % i for i in range(64))), {431}),
    ('400 headers', get(extra=b''.join(b'X%d: y\r\n' % i for i in range(400))), {431}),
    ('a header of 30 kB', get(extra=b'X: ' + b'y' * 30000 + CRLF), {431, 413, 414}),
    ('a request line of 30 kB', get(b'/' + b'x' * 30000), {414}),
    ('a request line of 1 MB', get(b'/' + b'x' * 1000000), {414, 0}),
    ('random bytes', bytes(range(256)) * 8 + b'\r\n\r\n', {400, 501, 505, 0}),
    ('a TLS hello', bytes.fromhex('16030100c8010000c40303') + b'\x01' * 180 + b'\r\n\r\n', {400, 501, 505, 0}),
    ('the preface of HTTP/2', b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', {400, 505}),
]
# What is well-formed, so that the gate is not simply shut.
TAKEN = [
    ('a plain GET', get(), {200}),
    ('HTTP/1.0 with a Host', get(version=b'HTTP/1.0'), {200}),
    ('HEAD', get(method=b'HEAD'), {200}),
    ('64 headers', get(extra=b''.join(b'X%d: y\r\n' % i for i in range(63))), {200}),
    ('escaped UTF-8 in path and query', get(b'/items/x%C3%A9?q=%D9%85'), {200}),
    ('900 short fields in the query', get(b'/echo?' + b'a&' * 900), {200}),
    ('a line feed in a query value', get(b'/echo?q=a%0Ab'), {200}),
    ('a Host with a port', get(host=b'Host: 127.0.0.1:8080\r\n'), {200}),
    ('an IPv6 Host', get(host=b'Host: [::1]:8080\r\n'), {200}),
    ('UTF-8 in a value', get(extra='X: é\r\n'.encode()), {200}),
    ('a tab in a value', get(extra=b'X: a\tb\r\n'), {200}),
    ('a POST', json_post(), {201}),
    ('a POST with Expect: 100-continue', json_post(headers=['Expect: 100-continue']), {201}),
    ('a content type with its character set', post(b'Content-Length: 2\r\n').replace(b'json\r\n', b'json; charset=utf-8\r\n'), {201}),
]


def code_of(server, data):
    answer = server.raw(data, timeout=3)
    return answer.code if answer else 0


def run(report):
    with Server() as s:
        for sentence, data, right in REFUSED:
            code = code_of(s, data)
            report.check('%s: refused' % sentence, code in right, 'got %s, want %s' % (code, sorted(right)))
        for sentence, data, right in TAKEN:
            code = code_of(s, data)
            report.check('%s: taken' % sentence, code in right, 'got %s, want %s' % (code, sorted(right)))
        report.check('a second request behind a refused one is not read', smuggles(s) == 1, smuggles(s))
        report.check('the server has lived through all of it', s.is_alive() and code_of(s, get()) == 200)
        code, _, _ = s.stop()
        report.check('and leaves with 0', code == 0, s.said())
    with Server(fault='gate') as s:
        passed = [sentence for sentence, data, right in REFUSED[:70] if code_of(s, data) not in right]
        report.check('planted: without the gate bad requests pass and are noticed (%d)' % len(passed), len(passed) >= 15, passed)


def smuggles(server):
    """How many answers come back for a refused request with another one behind it."""
    with server.connect() as c:
        c.sendall(get(extra=b'Host: other\r\n') + get())
        data = b''
        try:
            while piece := c.recv(65536):
                data += piece
        except OSError:
            pass
        return data.count(b'HTTP/1.1 ')
