"""Days of the week and times of the clock, as a person writes them."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from watch.settings import DAYS

_CLOCK_TIME = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")


def _known_day(said: str) -> str:
    if said.lower() not in DAYS:
        msg = f"must be one of {', '.join(DAYS)}"
        raise ValueError(msg)
    return said.lower()


def _as_written(said: Any) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Return 18:00 as a person reads it; YAML 1.1 takes it for 1,080, a number in base 60."""
    number = isinstance(said, int) and not isinstance(said, bool)
    return f"{said // 60}:{said % 60:02d}" if number and said >= 60 else said


def _clock_time(said: str) -> str:
    if not _CLOCK_TIME.fullmatch(said):
        msg = "must be a time from 00:00 to 23:59, as 18:00"
        raise ValueError(msg)
    return said.zfill(len("00:00"))


Day = Annotated[str, AfterValidator(_known_day)]
ClockTime = Annotated[str, BeforeValidator(_as_written), AfterValidator(_clock_time)]
