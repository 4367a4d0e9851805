"""What was ranked → a file that others can judge."""

from __future__ import annotations

import os
from pathlib import Path

from watch.errors import UsageError
from watch.service.evaluation.graded import GradedSet
from watch.service.evaluation.rankings import Ranking

_HEADER = "painpoint_id\trank\tarticle_id\tscore\n"


def require_folder(path: Path) -> None:
    """Refuse a file that could not be written, before minutes of work are spent on it.

    Raises:
        UsageError: If its folder is missing, or the name is that of a folder.
    """
    if not path.parent.is_dir():
        message = f"there is no folder {path.parent}"
        raise UsageError(message, hint="make it first, or name another file with --run")
    if path.is_dir():
        message = f"{path} is a folder"
        raise UsageError(message, hint="name a file in it with --run")


def write_run(path: Path, ranking: Ranking, data: GradedSet) -> None:
    """Write one line per pain point and article, best first, under a header.

    It is written beside and then renamed: no reader sees half of it.

    Raises:
        UsageError: If the file cannot be written.
    """
    lines = [
        f"{pain.id}\t{place}\t{data.given_ids[ranked.row]}\t{ranked.score:g}\n"
        for pain in data.pains
        for place, ranked in enumerate(ranking[pain.id], start=1)
    ]
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(_HEADER + "".join(lines), encoding="utf-8", newline="\n")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        message = f"{path} cannot be written: {error}"
        raise UsageError(message, hint="name another file with --run") from error
