"""What a look at one thing found, before it is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence with its values, and what to do where it is not well."""

    ok: bool
    message: str
    hint: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
