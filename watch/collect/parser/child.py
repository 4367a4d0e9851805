"""The process in which hostile documents are read: ``python -m watch.collect.parser.child``.

Reads frames from standard input and answers each on standard output, until the
input ends. A frame is a length in four bytes and JSON; a request frame is
followed by a second one, the body. Imports feedparser and little else; what
article pages need is loaded with the first of them.
"""

from __future__ import annotations

import contextlib
import faulthandler
import json
import os
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from watch.collect.documents import feed_links, page_text, parse, reservations, robots
from watch.collect.documents.feed import Document, Reading, Reply
from watch.collect.parser.frames import read_frame, write_frame
from watch.collect.parser.messages import encode

_READERS: dict[Reading, Callable[[Document], Reply]] = {
    Reading.FEED: parse.parse,
    Reading.PAGE: page_text.extract,
    Reading.LINKS: feed_links.find,
    Reading.ROBOTS: robots.judge,
    Reading.RESERVATIONS: reservations.judge,
}
_GRACE_S = 5.0  # past the parent's own limit: this one only serves when the parent is gone


def main() -> None:
    """Parse until the input ends, within the memory and time given as arguments."""
    memory_bytes, timeout_s = int(sys.argv[1]), float(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to judge
    requests, replies = sys.stdin.buffer, _private_stdout()
    import feedparser  # noqa: F401 - before the first feed is timed

    _limit_memory(memory_bytes)
    write_frame(replies, b"ready")
    with contextlib.suppress(BrokenPipeError), open(os.devnull, "wb") as nowhere:  # noqa: PTH123
        while (header := read_frame(requests)) is not None:
            body = read_frame(requests) or b""
            faulthandler.dump_traceback_later(timeout_s + _GRACE_S, exit=True, file=nowhere)
            write_frame(replies, _reply(header, body))
            faulthandler.cancel_dump_traceback_later()


def _reply(header: bytes, body: bytes) -> bytes:
    fields = json.loads(header)
    document = Document(
        body=body,
        content_type=fields["content_type"],
        url=fields["url"],
        reading=Reading(fields["reading"]),
    )
    return encode(_READERS[document.reading](document))


def _private_stdout() -> BinaryIO:
    """Return a stream on the reply pipe, and let stray prints go nowhere."""
    private = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return private


def _limit_memory(memory_bytes: int) -> None:
    """Bound the address space where the system can (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


if __name__ == "__main__":
    main()
