"""Which pictures the documentation shows, and whether their pages have changed since.

A picture is out of date when the code that draws its page, or a style sheet, is not what it was
when the picture was taken. Comments, docstrings and formatting do not count.
"""

from __future__ import annotations

import ast
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
MANIFEST = IMAGES / "manifest.json"
DRAWING = ("views", "components", "controls")
"""The packages of `watch.present` that draw; what they ask the service for is data."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: the file it goes to, and what is opened to take it."""

    name: str
    page: str
    """The script in `watch/present/pages`, without its ending."""
    address: str
    language: str = "fr"
    width: int = 1440
    height: int = 900


PICTURES = (
    Picture("this-week-fr", "this_week", ""),
    Picture("this-week-en", "this_week", "", language="en"),
    Picture("this-week-fr-390", "this_week", "", width=390, height=844),
    Picture("opportunities-fr", "opportunities", "opportunities"),
    Picture("radar-fr", "radar", "radar"),
    Picture("search-fr", "search", "search?q=robots+d%27entrep%C3%B4t"),
    Picture("pain-points-fr", "pain_points", "pain-points"),
    Picture("sources-fr", "sources", "sources"),
    Picture("digest-fr", "digest", "digest"),
)


def fingerprints() -> dict[str, str]:
    """Return, by the name of each picture, the fingerprint of what draws its page today."""
    styles = sorted((ROOT / "watch" / "present" / "styles").glob("*.css"))
    known = {picture.page: _fingerprint(picture.page, styles) for picture in PICTURES}
    return {picture.name: known[picture.page] for picture in PICTURES}


def kept() -> dict[str, str]:
    """Return the fingerprints as they were when the pictures were taken."""
    found: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return found


def keep(taken: dict[str, str]) -> None:
    """Write down what the pictures were taken of."""
    MANIFEST.write_text(json.dumps(taken, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _fingerprint(page: str, styles: list[Path]) -> str:
    present = ROOT / "watch" / "present"
    waiting, seen = [present / "pages" / f"{page}.py"], set[Path]()
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += _drawing_parts(path)
    digest = hashlib.sha256()
    for path in sorted(seen):
        digest.update(_meaning(path).encode())
    for path in styles:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _drawing_parts(path: Path) -> list[Path]:
    """Return the files that a script imports from the packages that draw."""
    found = []
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [ROOT / f"{name.replace('.', '/')}.py" for name in names if _draws(name)]
    return [path for path in found if path.exists()]


def _draws(module: str) -> bool:
    return module.startswith(tuple(f"watch.present.{package}." for package in DRAWING))


def _meaning(path: Path) -> str:
    """Return a script without comments, docstrings and formatting."""
    tree = ast.parse(path.read_bytes())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
            node.body = [part for part in node.body if not _is_text(part)] or [ast.Pass()]
    return ast.unparse(tree)


def _is_text(part: ast.stmt) -> bool:
    return (
        isinstance(part, ast.Expr)
        and isinstance(part.value, ast.Constant)
        and isinstance(part.value.value, str)
    )
