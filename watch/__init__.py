"""techwatch: developments out there that could reduce a named operational pain.

As a library: open a home folder with :class:`Service`; the other names here are those that its
answers are made of (docs/library.md). Importing this package loads nothing else: each name is
looked up in its module when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watch.clock import FixedClock
    from watch.errors import ConfigError, UsageError, WatchError
    from watch.model import (
        Act,
        Card,
        Company,
        Edition,
        Evidence,
        Grade,
        Hit,
        Opportunity,
        PainPoint,
        Reason,
        RunReport,
        SearchFilter,
        Source,
        Status,
        Week,
    )
    from watch.service import Service, prepare_demo

__version__ = "0.1.0"

__all__ = [
    "Act",
    "Card",
    "Company",
    "ConfigError",
    "Edition",
    "Evidence",
    "FixedClock",
    "Grade",
    "Hit",
    "Opportunity",
    "PainPoint",
    "Reason",
    "RunReport",
    "SearchFilter",
    "Service",
    "Source",
    "Status",
    "UsageError",
    "WatchError",
    "Week",
    "__version__",
    "prepare_demo",
]

_ELSEWHERE = {
    "ConfigError": "watch.errors",
    "FixedClock": "watch.clock",
    "Service": "watch.service",
    "UsageError": "watch.errors",
    "WatchError": "watch.errors",
    "prepare_demo": "watch.service",
}
"""Where a public name lives that is not a word of the vocabulary."""

if not TYPE_CHECKING:  # hidden from type checkers, which would take any name for a public one

    def __getattr__(name: str) -> object:
        """Return a public name from its module, which is loaded now."""
        if name not in __all__:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(_ELSEWHERE.get(name, "watch.model")), name)
