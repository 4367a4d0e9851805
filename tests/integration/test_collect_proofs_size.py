"""Bombs and giants: refused by name, and the process that met them stays small."""

from __future__ import annotations

import gzip
import os
import sys
import zlib
from collections.abc import Iterator
from functools import partial

import pytest
from measured_crawl import polled_apart
from raw_server import Exchange, serving

from watch.model import FailureKind

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc"),
]

MB = 1024 * 1024
GIB = 1024 * MB
FEED = (
    b'<rss version="2.0"><channel><title>T</title>'
    b"<item><title>Un article</title><link>https://a.example/1</link></item></channel></rss>"
)
ENCODING, TOO_LARGE = FailureKind.ENCODING.value, FailureKind.TOO_LARGE.value
NO_FEED = {FailureKind.NOT_A_FEED.value, FailureKind.WEB_PAGE.value, FailureKind.UNREADABLE.value}


def gzipped(pieces: Iterator[bytes], level: int = 1) -> Iterator[bytes]:
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    for piece in pieces:
        yield packer.compress(piece)
    yield packer.flush()


def zeros(size: int) -> Iterator[bytes]:
    return (bytes(MB) for _ in range(size // MB))


def endless_noise() -> Iterator[bytes]:
    while True:
        yield os.urandom(64 * 1024)


def spaces() -> Iterator[bytes]:
    yield FEED.removesuffix(b"</channel></rss>")
    while True:
        yield b" " * 64 * 1024


def file(body: bytes, exchange: Exchange, *, encoding: bytes = b"") -> None:
    """Answer with a body of known length, as if it were a feed."""
    length = b"Content-Length: %d" % len(body)
    exchange.head(b"Content-Type: application/rss+xml", length, *_encoded(encoding))
    exchange.write(body)


def stream(pieces, exchange: Exchange, *, encoding: bytes = b"") -> None:
    """Answer with chunks made while they are sent."""
    kind = b"Content-Type: application/rss+xml"
    exchange.head(kind, b"Transfer-Encoding: chunked", *_encoded(encoding))
    for piece in filter(None, pieces()):
        exchange.write(b"%x\r\n" % len(piece), piece, b"\r\n")
    exchange.write(b"0\r\n\r\n")


def _encoded(encoding: bytes) -> list[bytes]:
    return [b"Content-Encoding: " + encoding] if encoding else []


MEMBERS = gzip.compress(b" ") * 10_000

MADE = {  # name: (how it is answered, what it must be called)
    "1 GiB of zeros in gzip": (
        partial(stream, lambda: gzipped(zeros(GIB)), encoding=b"gzip"),
        {TOO_LARGE},
    ),
    "1 GiB in gzip called x-gzip": (
        partial(stream, lambda: gzipped(zeros(GIB)), encoding=b"x-gzip"),
        {TOO_LARGE},
    ),
    "1 GiB in gzip said twice": (
        partial(stream, lambda: gzipped(zeros(GIB)), encoding=b"gzip, gzip"),
        {ENCODING},
    ),
    "gzip in gzip, both declared": (
        partial(stream, lambda: gzipped(gzipped(zeros(64 * MB))), encoding=b"gzip, gzip"),
        {ENCODING},
    ),
    "gzip in gzip, one declared": (
        partial(stream, lambda: gzipped(gzipped(zeros(64 * MB))), encoding=b"gzip"),
        NO_FEED,
    ),
    "gzip, none declared": (partial(stream, lambda: gzipped(zeros(64 * MB))), NO_FEED),
    "10,000 members of gzip": (partial(file, MEMBERS, encoding=b"gzip"), {ENCODING}),
    "endless noise": (partial(stream, endless_noise), {TOO_LARGE}),
    "endless noise in gzip": (
        partial(stream, lambda: gzipped(endless_noise()), encoding=b"gzip"),
        {TOO_LARGE},
    ),
    "endless feed": (partial(stream, spaces), {TOO_LARGE}),
    "endless feed in gzip": (
        partial(stream, lambda: gzipped(spaces()), encoding=b"gzip"),
        {TOO_LARGE},
    ),
}

SAVED = {  # file: (the encoding it is sent with, what it must be called)
    "bomb-br.bin": (b"br", {ENCODING}),
    "bomb-deflate.bin": (b"deflate", {ENCODING}),
    "bomb-zstd.bin": (b"zstd", {ENCODING}),
    "bomb-gzip.bin": (b"gzip", NO_FEED),  # 11.5 MB, which is allowed, of one letter
    "html-br.bin": (b"br", {ENCODING}),
    "html-gzip-deflate.bin": (b"gzip, deflate", {ENCODING}),
    "html-gzip-deflate-gzip.bin": (b"gzip, deflate, gzip", {ENCODING}),
    "html-gzip.bin": (b"gzip", NO_FEED),
    "html-rawdeflate.bin": (b"deflate", {ENCODING}),
    "html-zlibdeflate.bin": (b"deflate", {ENCODING}),
    "html-zstd-static-content-size.bin": (b"zstd", {ENCODING}),
    "html-zstd-static-no-content-size.bin": (b"zstd", {ENCODING}),
    "html-zstd-streaming-no-content-size.bin": (b"zstd", {ENCODING}),
    "truncated-crc-error-short.gz": (b"gzip", {ENCODING}),
    "truncated-crc-error.gz": (b"gzip", {ENCODING}),
    "unexpected-eof.gz": (b"gzip", {ENCODING}),
    "unexpected-eof-output.txt": (b"", NO_FEED),
    "feed-sample1.tar": (b"", NO_FEED),
    "feed-sample1.zip": (b"", NO_FEED),
    "feed-sample1.xml.bz2": (b"", NO_FEED),
    "feed-sample1.xml": (b"", NO_FEED),  # a list of products
    "feed-sample1.xml.gz": (b"gzip", NO_FEED),
}


def crawl(answers, **settings) -> dict:
    """Poll every answer, at once if the settings say so, in a fresh process."""
    answers = {**answers, "good": partial(file, FEED)}
    names = list(answers)

    def answer(exchange: Exchange) -> None:
        answers[names[int(exchange.path.strip("/"))]](exchange)

    with serving(answer) as server:
        home = f"http://127.0.0.1:{server.port}"
        urls = {name: f"{home}/{number}" for number, name in enumerate(names)}
        good = urls.pop("good")
        limits = {"allow_hosts": ["127.0.0.1"], "parser_processes": 1, "per_host_rate": 1000.0}
        return polled_apart(urls, good, **limits | settings)


def small(proof, row: str, wrong: dict, growth_mb: float) -> None:
    """State that every answer was called by its name, and by how much the process grew."""
    proof.state(
        f"network: {row}",
        measured=f"{len(wrong)} misnamed, {growth_mb:.0f} MB more",
        target="each refused by name, ≤ 64 MB more",
        holds=not wrong and growth_mb <= 64,
    )


def misnamed(found: dict, wanted: dict[str, set[str]]) -> dict:
    return {
        name: outcome
        for name, outcome in found["outcomes"].items()
        if outcome["kind"] not in wanted[name]
    }


@pytest.mark.proof
@pytest.mark.parametrize("together", [1, 32])
def test_bombs_are_refused_and_the_process_stays_small(together, proof):
    """One after another, and all at the same moment."""
    found = crawl(
        {name: answer for name, (answer, _) in MADE.items()},
        concurrency=together,
        per_host=together,
    )
    assert found["outcomes"].keys() == MADE.keys()
    wrong = misnamed(found, {name: wanted for name, (_, wanted) in MADE.items()})
    proof.count(len(MADE), len(MADE))
    small(proof, f"made bombs, {together} at once", wrong, found["growth_mb"])


def half_a_bomb(sent: bytes, exchange: Exchange) -> None:
    """Send something in gzip, and then nothing more."""
    exchange.head(b"Content-Encoding: gzip")
    exchange.write(sent)
    exchange.hang()


@pytest.mark.proof
def test_sixty_bombs_that_stop_halfway_hold_next_to_nothing(proof):
    """All of them wait for their deadline together: what they cost is what they sent."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    sent = packer.compress(bytes(14 * MB)) + packer.flush(zlib.Z_SYNC_FLUSH)
    assert len(sent) < 20_000  # 14 MB when unpacked, which is allowed
    answer = partial(half_a_bomb, sent)
    names = [str(n) for n in range(proof.count(60, 60))]
    found = crawl(dict.fromkeys(names, answer), per_host=60, read_timeout_s=3.0)
    wrong = misnamed(found, {name: {"timeout"} for name in names})
    small(proof, "bombs that stop halfway", wrong, found["growth_mb"])


@pytest.mark.proof
def test_saved_bombs_and_odd_encodings_are_called_by_their_names(shared_data, proof):
    """Each file of the Scrapy corpus, with the encoding that it is in."""
    folder = shared_data / "hostile/scrapy-bombs/tests/sample_data/compressed"
    assert {path.name for path in folder.iterdir()} == SAVED.keys()
    answers = {
        name: partial(file, (folder / name).read_bytes(), encoding=encoding)
        for name, (encoding, _) in SAVED.items()
    }
    found = crawl(answers, per_host=32)
    wrong = misnamed(found, {name: wanted for name, (_, wanted) in SAVED.items()})
    proof.count(len(SAVED), len(SAVED))
    small(proof, "saved bombs and odd encodings", wrong, found["growth_mb"])


def feed_of(items: int, size: int) -> bytes:
    """Return a feed of so many items and nearly so many bytes."""
    head, tail = b'<rss version="2.0"><channel><title>x</title>', b"</channel></rss>"
    item = (
        b"<item><title>Title %(n)d</title><link>https://a.example/%(n)d</link><guid>%(n)d</guid>"
        b"<pubDate>Mon, 01 Jan 2024 12:00:00 GMT</pubDate>"
        b"<description>%(words)s</description></item>"
    )
    empty = sum(len(item % {b"n": n, b"words": b""}) for n in range(items))
    room = (size - len(head) - len(tail) - empty) // items
    words = (b"la ligne trois tourne de nouveau apres un arret " * (room // 40 + 1))[:room]
    return head + b"".join(item % {b"n": n, b"words": words} for n in range(items)) + tail


@pytest.mark.proof
def test_feed_of_ten_thousand_items_is_read_in_bounded_memory_and_time(proof):
    """The largest that is accepted: just under 10 MB plain, just under 15 MB unpacked."""
    plain, packed = feed_of(10_000, 10 * MB), gzip.compress(feed_of(10_000, 15 * MB))
    for size, body, encoding in ((10, plain, b""), (15, packed, b"gzip")):
        found = crawl({"large": partial(file, body, encoding=encoding)})
        outcome, held_mb = found["outcomes"]["large"], found["peak_mb"] + found["parser_mb"]
        assert (outcome["kind"], outcome["entries"]) == ("", 2_000)
        proof.count(10_000, 10_000)
        proof.state(
            f"feeds: 10,000 items in {size} MB",
            measured=f"{held_mb:.0f} MB, {outcome['seconds']:.1f} s",
            target="≤ 256 MB, ≤ 10 s",
            holds=held_mb <= 256 and outcome["seconds"] <= 10,
        )


@pytest.mark.proof
@pytest.mark.parametrize("encoding", [b"", b"gzip"], ids=["plain", "gzip"])
def test_feed_of_twenty_megabytes_is_refused(encoding, proof):
    body = feed_of(10_000, 20 * MB)
    answer = partial(file, gzip.compress(body) if encoding else body, encoding=encoding)
    found = crawl({"giant": answer})
    proof.count(10_000, 10_000)
    named = f"10,000 items in 20 MB, {'gzip' if encoding else 'plain'}"
    small(proof, named, misnamed(found, {"giant": {TOO_LARGE}}), found["growth_mb"])
