"""How a pain point is searched for, changed in ``painpoints.yaml``."""

from __future__ import annotations

from pathlib import Path

from watch.config.pain_edit import edit_pain
from watch.model import PainPoint

REFINED = ("keywords", "exclusions", "sketches", "solutions", "refused")
"""The lists of a pain point that say how it is searched for, in the order they are written."""


def refine_pain(path: Path, pain: PainPoint) -> None:
    """Make the lists of a pain point in the file say what this one says.

    Args:
        path: ``painpoints.yaml``.
        pain: One of the file, with other keywords, exclusions, sketches or families.

    Raises:
        ConfigError: If the file has a mistake.
        ValueError: If it has no such pain point.
    """
    edit_pain(path, pain, REFINED)
