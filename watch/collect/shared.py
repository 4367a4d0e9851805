"""What the polls of one process share, where there is more than one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from watch.collect.web.gate import HostGate, open_gate

if TYPE_CHECKING:
    from watch.collect.parser.pool import ParserPool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The gate to each host, and the parser children; whoever made it closes them.

    Attributes:
        parsers: None where each poll begins and ends its own.
    """

    gate: HostGate = open_gate
    parsers: ParserPool | None = None


ALONE = Shared()
"""Of a process that polls by itself, as ``techwatch run`` does on a file."""


def parser_pool(size: int, timeout_s: float) -> ParserPool:
    """Return parser children to share.

    Args:
        size: How many documents are read at once.
        timeout_s: Most seconds one document may take.
    """
    from watch.collect.parser.pool import ParserPool

    return ParserPool(size, timeout_s)
