"""Every TCP connection that this process opens, counted where Python calls the system.

An audit hook sees each ``connect`` of the interpreter, whichever library asked for it,
before the system does. It cannot be taken out again, so it is put in once and idles.

Tests that use it carry ``pytest.mark.enable_socket``: otherwise pytest-socket stops a
forbidden connection before it is counted. The wiretap itself keeps the network closed.
"""

from __future__ import annotations

import errno
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager

_listening: list[Wiretap] = []


class Wiretap:
    """The addresses that were asked for, in order; all but the permitted ones are stopped."""

    def __init__(self, permitted: Collection[tuple[str, int]]) -> None:
        self.permitted = permitted
        self.connects: list[object] = []

    def hear(self, address: object) -> None:
        """Note a connection; refuse it as a closed port would, unless it is permitted."""
        self.connects.append(address)
        if address not in self.permitted:
            raise ConnectionRefusedError(errno.ECONNREFUSED, "stopped by the wiretap")

    @property
    def forbidden(self) -> list[object]:
        """What should not have been asked for."""
        return [address for address in self.connects if address not in self.permitted]


@contextmanager
def tapped(*permitted: tuple[str, int]) -> Iterator[Wiretap]:
    """Count the connections of this process for a while."""
    tap = Wiretap(permitted)
    _listening.append(tap)
    try:
        yield tap
    finally:
        _listening.remove(tap)


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and _listening:
        _listening[-1].hear(arguments[1])


sys.addaudithook(_hook)
