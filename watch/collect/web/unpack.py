"""Wire bytes → body, never more of either than was allowed.

A cap on unpacked chunks comes too late: 809 bytes of brotli arrive as one chunk
of 1 GiB. So only gzip is asked for, and zlib itself is told how much it may give.

A body is kept packed until it is whole: what a bomb that stops halfway costs is
what was sent of it. While it arrives it is unpacked for its size alone, which for
a feed of ordinary length takes less than a millisecond.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from watch.model import FailureKind

_GZIP = 31  # window bits: 15, plus 16 for a gzip header with its checksum
_MAX_MEMBERS = 16  # concatenated gzip files are legal; thousands are an attack
_PIECE = 64 * 1024  # bytes unpacked at once


class Unreceived(Exception):  # noqa: N818 - an event of one fetch, turned into a Failed
    """A body that was not accepted."""

    def __init__(self, kind: FailureKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason


class Unpacker:
    """Collects one body chunk by chunk.

    Args:
        encoding: The Content-Encoding header; only gzip and none are read.
        max_wire_bytes: Most bytes taken from the network.
        max_body_bytes: Most bytes after unpacking.

    Raises:
        Unreceived: From any method, when a limit or the format is broken.
    """

    def __init__(self, encoding: str, max_wire_bytes: int, max_body_bytes: int) -> None:
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip"):
            reason = f"the server sent an encoding we did not ask for ({name[:40]!r})"
            raise Unreceived(FailureKind.ENCODING, reason)
        self._gzip = _Gzip() if "gzip" in name else None
        self._max_wire = max_wire_bytes
        self._max_body = max_body_bytes
        self._wire = bytearray()
        self._body_bytes = 0

    @property
    def wire_bytes(self) -> int:
        """How many bytes came from the network."""
        return len(self._wire)

    def feed(self, chunk: bytes) -> None:
        """Take one chunk as it came from the network."""
        self._wire += chunk
        if self.wire_bytes > self._max_wire:
            raise _too_large(self._max_wire)
        for piece in self._gzip.unpacked(chunk) if self._gzip else (chunk,):
            self._body_bytes += len(piece)
            if self._body_bytes > self._max_body:
                raise _too_large(self._max_body)

    def body(self) -> bytes:
        """Return the whole body; call after the last chunk."""
        if self._gzip is None or not self._wire:
            return bytes(self._wire)
        if not self._gzip.whole:
            raise Unreceived(FailureKind.ENCODING, "the compressed answer is cut short")
        return b"".join(_Gzip().unpacked(self._wire))


class _Gzip:
    """Unpacks gzip in small pieces."""

    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(_GZIP)
        self._members = 1

    @property
    def whole(self) -> bool:
        """Whether what came so far ends with the end of a member."""
        return self._zlib.eof

    def unpacked(self, packed: bytes | bytearray) -> Iterator[bytes]:
        """Yield what some more bytes give."""
        for start in range(0, len(packed), _PIECE):
            rest = bytes(packed[start : start + _PIECE])
            while rest:
                if self._zlib.eof:
                    self._next_member()
                yield self._inflated(rest)
                rest = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail

    def _inflated(self, packed: bytes) -> bytes:
        try:
            return self._zlib.decompress(packed, _PIECE)
        except zlib.error as problem:
            raise Unreceived(FailureKind.ENCODING, "the compressed answer is damaged") from problem

    def _next_member(self) -> None:
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise Unreceived(FailureKind.ENCODING, "the compressed answer has too many parts")
        self._zlib = zlib.decompressobj(_GZIP)


def _too_large(limit: int) -> Unreceived:
    reason = f"the answer is larger than {limit / 1024 / 1024:.3g} MB"
    return Unreceived(FailureKind.TOO_LARGE, reason)
