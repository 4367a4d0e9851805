"""Wire bytes → body, never more of either than was allowed.

A cap on unpacked chunks comes too late: 809 bytes of brotli arrive as one chunk
of 1 GiB. So only gzip is asked for, and zlib itself is told how much it may give.
"""

from __future__ import annotations

import zlib

from watch.model import FailureKind

_GZIP = 31  # window bits: 15, plus 16 for a gzip header with its checksum
_MAX_MEMBERS = 16  # concatenated gzip files are legal; thousands are an attack


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
        self._zlib = zlib.decompressobj(_GZIP) if "gzip" in name else None
        self._members = 1
        self._max_wire = max_wire_bytes
        self._max_body = max_body_bytes
        self._body = bytearray()
        self.wire_bytes = 0

    def feed(self, chunk: bytes) -> None:
        """Take one chunk as it came from the network."""
        self.wire_bytes += len(chunk)
        if self.wire_bytes > self._max_wire:
            raise _too_large(self._max_wire)
        if self._zlib is None:
            self._body += chunk
        else:
            self._inflate(chunk)
        if len(self._body) > self._max_body:
            raise _too_large(self._max_body)

    def body(self) -> bytes:
        """Return the whole body; call once, after the last chunk."""
        if self._zlib is not None and not self._zlib.eof and self.wire_bytes:
            raise Unreceived(FailureKind.ENCODING, "the compressed answer is cut short")
        return bytes(self._body)

    def _inflate(self, chunk: bytes) -> None:
        rest = chunk
        while rest and self._zlib is not None and len(self._body) <= self._max_body:
            if self._zlib.eof:
                self._next_member()
            try:
                self._body += self._zlib.decompress(rest, self._max_body + 1 - len(self._body))
            except zlib.error as problem:
                reason = "the compressed answer is damaged"
                raise Unreceived(FailureKind.ENCODING, reason) from problem
            rest = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail

    def _next_member(self) -> None:
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise Unreceived(FailureKind.ENCODING, "the compressed answer has too many parts")
        self._zlib = zlib.decompressobj(_GZIP)


def _too_large(limit: int) -> Unreceived:
    reason = f"the answer is larger than {limit / 1024 / 1024:.3g} MB"
    return Unreceived(FailureKind.TOO_LARGE, reason)
