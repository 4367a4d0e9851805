"""Structured logs on stderr: ``noun.past_participle`` events with key/values.

No article text, mail address or secret is ever logged. What a server said is shown sign by
sign: an escape sequence in it would be obeyed by the terminal that shows the log.
"""

from __future__ import annotations

import logging
import sys
from typing import cast

import structlog
from structlog.typing import EventDict, FilteringBoundLogger


def get_logger(name: str) -> FilteringBoundLogger:
    """Return the logger of a module; warnings go to stderr until told otherwise."""
    if not structlog.is_configured():
        configure()
    return cast("FilteringBoundLogger", structlog.get_logger(name))


def configure(level: str = "warning", *, json: bool = False) -> None:
    """Send events of at least ``level`` to stderr, as text or as JSON lines."""
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _seen,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[level.upper()]
        ),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # the stream of the moment
        cache_logger_on_first_use=False,
    )


def _seen(_logger: object, _method: str, event: EventDict) -> EventDict:
    """Return the event with every sign that is not to be seen written as what it is."""
    return {
        key: _spelt(said) if isinstance(said, str) and not said.isprintable() else said
        for key, said in event.items()
    }


def _spelt(text: str) -> str:
    return "".join(
        sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in text
    )
