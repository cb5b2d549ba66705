package io.longwire.http;

import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Bytes of requests, as text of one char for each byte, with the statuses that answer them. */
final class StrictHttpRows {
    static final String NEXT = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    static final String POST = "POST /publish?topic=a HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n";

    static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

    private StrictHttpRows() {}

    private static Arguments row(String name, String bytes, Integer... statuses) {
        return argumentSet(name, bytes, List.of(statuses));
    }

    private static Arguments get(String name, String headers, int status) {
        return row(name, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n", status);
    }

    private static Arguments target(String name, String target, int status) {
        return row(name, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n", status);
    }

    private static Arguments line(String name, String line, int status) {
        return row(name, line + "\r\nHost: localhost\r\n\r\n", status);
    }

    private static Arguments length(String name, String headers, int status) {
        return row(name, POST + headers + "\r\n12345", status);
    }

    private static Arguments chunks(String name, String body, int status) {
        return row(name, CHUNKED + body, status);
    }

    static Stream<Arguments> whatWorks() {
        return Stream.of(
                target("absolute form", "http://localhost/healthz?a=b", 200),
                target("absolute form without a path", "http://localhost?a=/healthz", 200),
                target("absolute form, https, other case", "HTTPS://LOCALHOST:5001/healthz", 200),
                target("absolute form goes before Host", "http://elsewhere.example/healthz", 403),
                row(
                        "Host of another name than the absolute form",
                        "GET http://127.0.0.1/healthz HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
                        200),
                target("percent-encoded path", "/%68ealthz", 200),
                row("percent-encoded query", POST.replace("=a", "=jobs%2F1") + "Content-Length: 1\r\n\r\nx", 200),
                get("names in odd case", "hOST2: x\r\naccept: */*\r\nCONNECTION: keep-alive\r\n", 200),
                row(
                        "a lower-case head",
                        POST.replace("Content-Type", "content-type") + "content-length: 1\r\n\r\nx",
                        200),
                get("an empty value, tabs, obs-text, no space", "A:\r\nB: \t x \t\r\nC: \u00e9\u00ff\r\nD:y\r\n", 200),
                get("as many headers as there may be", "A: b\r\n".repeat(HeadCheck.MAX_FIELDS - 1), 200),
                row("empty lines before the request", "\r\n\r\n" + NEXT, 200),
                row("LF alone in the head, as nginx takes it", "\nGET /healthz HTTP/1.1\nHost: localhost\n\n", 200),
                row(
                        "hundreds in one write",
                        NEXT.repeat(300),
                        Stream.generate(() -> 200).limit(300).toArray(Integer[]::new)),
                line("OPTIONS *", "OPTIONS * HTTP/1.1", 204),
                line("an unknown method", "BREW /healthz HTTP/1.1", 405),
                line("a lower-case method is another", "get /healthz HTTP/1.1", 405),
                line("a minor version to come", "GET /healthz HTTP/1.2", 200),
                row("HTTP/1.0, kept alive", "GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", 200),
                get("a length of zero", "Content-Length: 0\r\n", 200),
                get("a body that nobody wants", "Content-Length: 5\r\n\r\n12345".strip(), 200),
                length("leading zeros", "Content-Length: 005\r\n", 200),
                chunks("chunks", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 200),
                chunks("chunk extensions", "3;a=b;c=\"d\\\"e\" ; f\r\nabc\r\n0;last\r\n\r\n", 200),
                chunks("trailers", "3\r\nabc\r\n0\r\nX-Sum: 1\r\nContent-Length: 9\r\n\r\n", 200),
                chunks(
                        "hexadecimal in either case, leading zeros",
                        "00A\r\n0123456789\r\n0b\r\n0123456789a\r\n000\r\n\r\n",
                        200),
                row("a coding in odd case", POST + "transfer-encoding: ChunKed\r\n\r\n1\r\nx\r\n0\r\n\r\n", 200),
                target("an unknown path", "/nothing", 404),
                target("a path is compared whole", "//healthz", 404),
                target("dots are not resolved", "/x/../healthz", 404),
                target("a broken percent", "/healthz%zz", 400),
                target("a percent at the end", "/healthz%2", 400),
                target("an encoded NUL", "/healthz%00", 400),
                target("a path that is not UTF-8", "/%c3%28", 400),
                target("an overlong slash", "/%c0%af", 400),
                target("a topic that is not UTF-8", "/sse?topic=%ff", 400),
                target("a surrogate as topic", "/sse?topic=%ed%a0%80", 400),
                target("a control character in a topic", "/sse?topic=a%0ab", 400),
                target("* without OPTIONS", "*", 400),
                target("the authority form", "localhost:80", 400),
                target("a path without slash", "healthz", 400),
                target("another scheme", "ftp://localhost/healthz", 400),
                target("a host that is none in the absolute form", "http:///healthz", 400),
                target("a user in the absolute form", "http://a@localhost/healthz", 400),
                get("an expectation that is none", "Expect: tea\r\n", 417));
    }

    static Stream<Arguments> whatIsRefused() {
        return Stream.of(
                // Where one request ends and the next begins.
                row(
                        "length and chunks",
                        POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                row(
                        "chunks and length",
                        POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                        400),
                length("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", 400),
                length("the same length twice", "Content-Length: 5\r\ncontent-length: 5\r\n", 400),
                length("a list of lengths", "Content-Length: 5, 5\r\n", 400),
                row(
                        "two lengths in HTTP/1.0",
                        POST.replace("1.1", "1.0") + "Content-Length: 5\r\nContent-Length: 50\r\n\r\n12345",
                        400),
                length("a length with a plus", "Content-Length: +5\r\n", 400),
                length("a length with a minus", "Content-Length: -5\r\n", 400),
                length("a length with a space in it", "Content-Length: 5 5\r\n", 400),
                length("a hexadecimal length", "Content-Length: 0x5\r\n", 400),
                length("a length with a letter", "Content-Length: 5a\r\n", 400),
                length("an empty length", "Content-Length:\r\n", 400),
                length("a length beyond 64 bits", "Content-Length: 18446744073709551621\r\n", 400),
                length("a length behind a space", "Content-Length : 5\r\n", 400),
                length("a length in a second line", "Content-Length:\r\n 5\r\n", 400),
                row("a coding that is not chunked", POST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
                row("identity", POST + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400),
                row("chunked twice", POST + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400),
                row(
                        "chunked in two headers",
                        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                row("chunked, and then not", POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400),
                row("gzip in chunks", POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
                row(
                        "a coding in HTTP/1.0",
                        POST.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400),
                row("a coding with a vertical tab", POST + "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n", 400),
                row("a coding behind a space", POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400),
                get("the eight bytes of an old WebSocket", "Sec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n", 400),
                chunks("a chunk size with 0x", "0x5\r\n12345\r\n0\r\n\r\n", 400),
                chunks("a negative chunk size", "-1\r\n12345\r\n0\r\n\r\n", 400),
                chunks("a huge chunk size", "100000005\r\n12345\r\n0\r\n\r\n", 400),
                chunks("a chunk size beyond 64 bits", "10000000000000005\r\n12345\r\n0\r\n\r\n", 400),
                chunks("an empty chunk size", "\r\n12345\r\n0\r\n\r\n", 400),
                chunks("an extension without a size", ";a\r\n12345\r\n0\r\n\r\n", 400),
                chunks("junk behind a chunk size", "5 x\r\n12345\r\n0\r\n\r\n", 400),
                chunks("a space before a chunk size", " 5\r\n12345\r\n0\r\n\r\n", 400),
                chunks("LF behind a chunk size", "5\n12345\r\n0\r\n\r\n", 400),
                chunks("a bare CR in an extension", "5;a\rb\r\n12345\r\n0\r\n\r\n", 400),
                chunks("a chunk longer than its size", "4\r\n12345\r\n0\r\n\r\n", 400),
                chunks("LF behind a chunk", "5\r\n12345\n0\r\n\r\n", 400),
                chunks("a trailer without a colon", "0\r\nabc\r\n\r\n", 400),
                chunks("a trailer with a space in its name", "0\r\na b: c\r\n\r\n", 400),
                chunks("a line of a chunk that is too long", "1;a=" + "b".repeat(9000) + "\r\nx\r\n0\r\n\r\n", 400),
                // The request line.
                line("no target", "GET HTTP/1.1", 400),
                line("no version", "GET /healthz", 400),
                line("two spaces before the target", "GET  /healthz HTTP/1.1", 400),
                line("two spaces before the version", "GET /healthz  HTTP/1.1", 400),
                line("a space behind the version", "GET /healthz HTTP/1.1 ", 400),
                line("a tab before the target", "GET\t/healthz HTTP/1.1", 400),
                line("a space in the target", "GET /heal thz HTTP/1.1", 400),
                line("a NUL in the target", "GET /heal\0thz HTTP/1.1", 400),
                line("raw UTF-8 in the target", "GET /sse?topic=\u00c3\u00a9 HTTP/1.1", 400),
                line("a fragment", "GET /healthz#x HTTP/1.1", 400),
                line("DEL in the target", "GET /heal\u007fthz HTTP/1.1", 400),
                line("a bare CR in the line", "GET /healthz\r HTTP/1.1", 400),
                line("no method", " /healthz HTTP/1.1", 400),
                line("a method that is no token", "G@T /healthz HTTP/1.1", 400),
                line("a NUL before the method", "\0GET /healthz HTTP/1.1", 400),
                line("a version in lower case", "GET /healthz http/1.1", 400),
                line("a version of two digits", "GET /healthz HTTP/1.10", 400),
                line("a version that is none", "GET /healthz HTTP/x.1", 400),
                line("HTTP/2", "GET /healthz HTTP/2.0", 505),
                line("HTTP/0.9", "GET /healthz HTTP/0.9", 505),
                row("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
                target("a line that is too long", "/" + "a".repeat(9000), 414),
                // Headers.
                row("a space before the first header", "GET /healthz HTTP/1.1\r\n Host: localhost\r\n\r\n", 400),
                get("a header in two lines", "A: b\r\n c\r\n", 400),
                get("a header in two lines, by a tab", "A: b\r\n\tc\r\n", 400),
                get("a space before the colon", "A : b\r\n", 400),
                get("an empty name", ": b\r\n", 400),
                get("no colon", "abc\r\n", 400),
                get("a NUL in a name", "A\0: b\r\n", 400),
                get("a bracket in a name", "A(: b\r\n", 400),
                get("UTF-8 in a name", "\u00c3\u00a9: b\r\n", 400),
                get("a NUL in a value", "A: b\0\r\n", 400),
                get("an escape in a value", "A: \u001b[2J\r\n", 400),
                get("DEL in a value", "A: \u007f\r\n", 400),
                get("a bare CR in a value", "A: b\rContent-Length: 5\r\n", 400),
                get("a bare CR at the end of a value", "A: b\r\r\n", 400),
                get("too many headers", "A: b\r\n".repeat(HeadCheck.MAX_FIELDS), 431),
                get("headers that are too long", ("A: " + "b".repeat(1000) + "\r\n").repeat(17), 431),
                // Host.
                row("no Host", "GET /healthz HTTP/1.1\r\n\r\n", 400),
                row("no Host with the absolute form", "GET http://localhost/healthz HTTP/1.1\r\n\r\n", 400),
                get("two Hosts", "Host: localhost\r\n", 400),
                row("two Hosts in HTTP/1.0", "GET /healthz HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400),
                row("an empty Host", "GET /healthz HTTP/1.1\r\nHost:\r\n\r\n", 400),
                row("a Host with a path", "GET /healthz HTTP/1.1\r\nHost: localhost/x\r\n\r\n", 400),
                row("a Host with a user", "GET /healthz HTTP/1.1\r\nHost: a@localhost\r\n\r\n", 400),
                row("a list as Host", "GET /healthz HTTP/1.1\r\nHost: localhost,b\r\n\r\n", 400),
                row("a Host with a port that is none", "GET /healthz HTTP/1.1\r\nHost: localhost:8x\r\n\r\n", 400),
                row("a Host in a broken bracket", "GET /healthz HTTP/1.1\r\nHost: [::1\r\n\r\n", 400),
                // Bodies.
                row("a body beyond the bound", POST + "Content-Length: 200000\r\n\r\n", 413),
                row(
                        "a body beyond the bound that is waited for",
                        POST + "Expect: 100-continue\r\nContent-Length: 200000\r\n\r\n",
                        413),
                row("HTTP/1.0", "GET /healthz HTTP/1.0\r\n\r\n", 200));
    }
}
