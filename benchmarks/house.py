"""How large the files and functions of the product are, beside those of the code bases it follows.

    python -m benchmarks.house            # a second; `--longest 10` names the longest

A line is a line of the file, blank ones, comments and docstrings included; a function is counted
from its ``def`` to its end, functions within it too. Migrations keep Alembic's own shape and are
left out.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[1] / "watch"

FILE_ANCHOR = 70
"""Median file of miniflux, the smallest of those that were read (docs/architecture.md)."""

FUNCTION_ANCHORS = (7, 14, 40)
"""Median functions of the code bases that were read: from, to; and what their p90 is under."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A file or a function.

    Units:
        ``length`` in lines.
    """

    name: str
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How large pieces are.

    Units:
        All but ``count`` in lines.
    """

    count: int
    median: float
    p90: float
    longest: Piece


def files(root: Path = ROOT) -> list[Piece]:
    """Return the files of the product, the longest first."""
    found = [Piece(name=str(path.relative_to(root)), length=_lines(path)) for path in _paths(root)]
    return sorted(found, key=lambda piece: -piece.length)


def functions(root: Path = ROOT) -> list[Piece]:
    """Return the functions of the product, the longest first."""
    found = [piece for path in _paths(root) for piece in _functions(path, root)]
    return sorted(found, key=lambda piece: -piece.length)


def sizes(pieces: list[Piece]) -> Sizes:
    """Return how large pieces are; there must be two at least."""
    lengths = [piece.length for piece in pieces]
    return Sizes(
        count=len(lengths),
        median=median(lengths),
        p90=quantiles(lengths, n=10)[-1],
        longest=max(pieces, key=lambda piece: piece.length),
    )


def _paths(root: Path) -> list[Path]:
    return [path for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts]


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions(path: Path, root: Path) -> Iterator[Piece]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Piece(name=f"{path.relative_to(root)}:{node.lineno} {node.name}", length=length)


def _row(name: str, found: Sizes) -> str:
    longest = f"{found.longest.length} ({found.longest.name})"
    return f"{name:10} {found.count:6,} {found.median:7.0f} {found.p90:5.0f}   {longest}"


def main() -> None:
    """Print the sizes, and the longest pieces if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--longest", type=int, default=0, help="name so many of each")
    asked = parser.parse_args()
    low, high, p90 = FUNCTION_ANCHORS
    print(f"{'':10} {'count':>6} {'median':>7} {'p90':>5}   longest")
    print(_row("files", sizes(files())), f"\n{'':10} anchor: median {FILE_ANCHOR} (miniflux)")
    print(_row("functions", sizes(functions())))
    print(f"{'':10} anchors: median {low} to {high}, p90 under {p90}")
    for piece in (*files()[: asked.longest], *functions()[: asked.longest]):
        print(f"{piece.length:6} {piece.name}")


if __name__ == "__main__":
    main()
