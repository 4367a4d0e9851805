"""Bodies are bounded on the wire and unpacked."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest

from watch.collect.web.unpack import Unpacker, Unreceived
from watch.model import FailureKind

MB = 1024 * 1024


def unpack(data: bytes, encoding: str = "gzip", wire: int = MB, body: int = MB, step: int = 1000):
    unpacker = Unpacker(encoding, wire, body)
    for start in range(0, len(data), step):
        unpacker.feed(data[start : start + step])
    return unpacker.body()


@pytest.mark.parametrize("encoding", ["", "identity", " Identity "])
def test_plain_body_is_returned_as_it_came(encoding):
    assert unpack(b"<rss/>", encoding) == b"<rss/>"


@pytest.mark.parametrize("encoding", ["gzip", "GZIP", "x-gzip"])
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_gzip_body_is_unpacked(encoding, step):
    text = b"<rss/>" * 5_000
    assert unpack(gzip.compress(text), encoding, step=step) == text


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072, 1_000_003])
@pytest.mark.parametrize("step", [1, 1000, MB])
def test_body_of_many_pieces_is_whole(size, step):
    """Zeros: a few packed bytes give more than one piece."""
    assert unpack(gzip.compress(bytes(size)), step=step) == bytes(size)


def test_concatenated_gzip_members_are_one_body():
    assert unpack(gzip.compress(b"ab") + gzip.compress(b"cd")) == b"abcd"


def test_empty_body_announced_as_gzip_is_empty():
    assert unpack(b"") == b""


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "gzip, gzip", "gzip, br", "x"])
def test_other_and_stacked_encodings_are_refused(encoding):
    with pytest.raises(Unreceived) as problem:
        Unpacker(encoding, MB, MB)
    assert problem.value.kind is FailureKind.ENCODING


def test_too_many_wire_bytes_are_refused():
    with pytest.raises(Unreceived, match="larger than 1 MB") as problem:
        unpack(b"x" * (MB + 1), "")
    assert problem.value.kind is FailureKind.TOO_LARGE


def test_bomb_is_refused_with_no_more_memory_than_the_limit():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(MB)) for _ in range(100)) + packer.flush()
    unpacker = Unpacker("gzip", MB, MB)
    tracemalloc.start()
    with pytest.raises(Unreceived, match="larger than 1 MB"):
        unpacker.feed(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MB


def test_body_that_never_becomes_whole_costs_what_was_sent_of_it():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    half = packer.compress(bytes(MB)) + packer.flush(zlib.Z_SYNC_FLUSH)
    tracemalloc.start()
    unpackers = [Unpacker("gzip", MB, MB) for _ in range(10)]
    for unpacker in unpackers:
        unpacker.feed(half)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < MB
    with pytest.raises(Unreceived, match="cut short"):
        unpackers[0].body()


def test_body_of_exactly_the_limit_passes():
    assert len(unpack(gzip.compress(bytes(MB)))) == MB


@pytest.mark.parametrize("cut", [1, 8, 20])
def test_truncated_gzip_is_refused(cut):
    with pytest.raises(Unreceived, match="cut short"):
        unpack(gzip.compress(b"<rss/>" * 50)[:-cut])


@pytest.mark.parametrize(
    "damaged",
    [b"not gzip at all", gzip.compress(b"abc")[:-8] + b"12345678"],
    ids=["another form", "a wrong sum"],
)
def test_damaged_gzip_is_refused(damaged):
    with pytest.raises(Unreceived, match="damaged"):
        unpack(damaged)


def test_thousands_of_members_are_refused():
    with pytest.raises(Unreceived, match="too many parts"):
        unpack(gzip.compress(b"") * 1000)


def test_corpus_of_bombs_and_damaged_archives_never_unpacks_past_the_limit(shared_data):
    folder = shared_data / "hostile/scrapy-bombs/tests/sample_data/compressed"
    for path in sorted(folder.iterdir()):
        for encoding in ("gzip", "br", "deflate", "zstd"):
            try:
                found = unpack(path.read_bytes(), encoding, body=MB)
            except Unreceived:
                continue
            assert len(found) <= MB, path.name
