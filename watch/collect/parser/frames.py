"""Length-prefixed frames on a pipe: four bytes, big-endian, then as many bytes."""

from __future__ import annotations

from typing import BinaryIO

MAX_FRAME_BYTES = 96 * 1024 * 1024  # a 15 MB body, escaped and in two fields at most


def write_frame(pipe: BinaryIO, frame: bytes) -> None:
    """Write one frame and flush it.

    Raises:
        OSError: If nobody reads any more.
    """
    pipe.write(len(frame).to_bytes(4, "big"))
    pipe.write(frame)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes | None:
    """Return the next frame, or None when the pipe has ended, also in mid-frame."""
    size = int.from_bytes(_read(pipe, 4) or b"\xff" * 4, "big")
    return _read(pipe, size) if size <= MAX_FRAME_BYTES else None


def _read(pipe: BinaryIO, size: int) -> bytes | None:
    found = pipe.read(size)
    return found if len(found) == size else None
