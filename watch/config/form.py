"""What every part of a file has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Form(BaseModel):
    """A part of a file; a key that is not listed is a mistake."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)
