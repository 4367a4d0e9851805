"""Mutated feeds through the parser child and the cleaning: each ends, none is an error."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from watch.collect.documents.feed import Document, Feed, NotRead
from watch.collect.parser.pool import ParserPool
from watch.model import SourceId
from watch.understand import read

pytestmark = [pytest.mark.proof, pytest.mark.slow]

NOW = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
MOST_BYTES = 20_000
"""Larger seeds only make the parser slow; the stallers have a proof of their own."""

TOKENS = (
    b"<![CDATA[", b"]]>", b"<!--", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#x110000;",
    b"&#0;", b"<item>", b"</channel>", b"<entry xmlns='http://www.w3.org/2005/Atom'>", b"\x00",
    b"\xff\xfe", b"\xed\xa0\x80", b"<?xml version='1.0' encoding='utf-7'?>", b"xml:base='http://['",
    b"file:///etc/passwd", b"<pubDate>Mon, 99 Foo 99999 25:61:61</pubDate>", b"\xe2\x80\xae",
    b"9" * 400, b"<?xml encoding='rot13'?>", b"<div>" * 50, b"type='xhtml'", b"mode='base64'",
)  # fmt: skip
"""What breaks parsers: openings without ends, odd characters, dates, encodings, depth."""


def mutated(seeds: list[bytes], chance: random.Random) -> bytes:
    """Return a seed with a few changes: bytes, pieces, tokens, or the end of another seed."""
    body = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(body) + 1)
        to = min(at + chance.randint(1, 60), len(body))
        match chance.randrange(6):
            case 0:
                body[at:to] = chance.randbytes(to - at)
            case 1:
                del body[at:to]
            case 2:
                body[at:at] = chance.choice(TOKENS)
            case 3:
                body[at:at] = body[at:to] * chance.randint(1, 20)
            case 4:
                body[at:to] = chance.choice(TOKENS)
            case 5:
                other = chance.choice(seeds)
                body[at:] = other[chance.randrange(len(other) + 1) :]
    return bytes(body)


def ending(pool: ParserPool, body: bytes) -> str:
    """Return how the reading of a body ended: read, refused, or what should not happen."""
    try:
        reply = pool.parse(Document(body=body, url="https://a.example/feed"))
        if isinstance(reply, Feed):
            read(reply.entries, SourceId("fuzzed"), NOW)
            return "read"
    except Exception as problem:  # noqa: BLE001 - that there is none is what is proved
        return f"uncaught {problem!r}"
    assert isinstance(reply, NotRead)
    if "longer than" in reply.reason:
        return "hang"
    return "uncaught crash" if "parser" in reply.reason else "refused"


@pytest.fixture(scope="module")
def seeds(shared_data) -> list[bytes]:
    """The suite of feedparser and the captured feeds, without the largest."""
    folders = (shared_data / "hostile" / "feedparser" / "tests", shared_data / "feeds")
    files = sorted(file for folder in folders for file in folder.rglob("*") if file.is_file())
    small = [file for file in files if 0 < file.stat().st_size <= MOST_BYTES]
    assert len(small) > 2_242
    return list(map(Path.read_bytes, small))


def test_no_mutated_feed_is_an_error_or_a_hang(seeds, proof):
    chance = random.Random(50_000)
    wanted = proof.count(1_000, 50_000)
    bodies = (mutated(seeds, chance) for _ in range(wanted))
    found: Counter[str] = Counter()
    with ParserPool(2, 10.0) as pool, ThreadPoolExecutor(2) as threads:
        while batch := [body for _, body in zip(range(500), bodies, strict=False)]:
            found.update(threads.map(lambda body: ending(pool, body), batch))
    assert found.total() == wanted
    hangs, uncaught = found["hang"], wanted - found["read"] - found["refused"] - found["hang"]
    proof.state(
        "feeds: mutations",
        measured=f"{uncaught} uncaught, {hangs} hangs, {found['refused']} refused",
        target="0 uncaught, 0 hangs",
        holds=not hangs + uncaught,
    )
