"""The example home folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from watch.errors import UsageError

FOLDER = Path(__file__).parent

_MARK = ".techwatch-demo"
"""Only a folder with this file in it is ever emptied."""

_SETTINGS = """\
# Réglages de la démonstration / settings of the demo
example: true
collect:
  allow_hosts: [127.0.0.1]
  per_host: 8
  per_host_rate: 1000
  article_pages: false
"""


def write_home(root: Path, base: str) -> None:
    """Make ``root`` a fresh example home whose sources point to ``base``.

    Raises:
        UsageError: If the folder holds something that is not a demo.
    """
    if root.exists() and any(root.iterdir()) and not (root / _MARK).exists():
        message = f"{root} is not an example folder; the demo does not touch it"
        raise UsageError(message, hint="name an empty folder with --home")
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    (root / _MARK).write_text("Example data; safe to delete.\n", encoding="utf-8")
    sources = (FOLDER / "sources.yaml").read_text(encoding="utf-8").replace("@base@", base)
    (root / "sources.yaml").write_text(sources, encoding="utf-8")
    shutil.copyfile(FOLDER / "painpoints.yaml", root / "painpoints.yaml")
    (root / "watch.yaml").write_text(_SETTINGS, encoding="utf-8")
