"""``python -m tools.licences``: the licences of everything techwatch brings along, as a table.

Ends with 1 where one of them does not go with a program under Apache-2.0: what nobody has
judged is not good. Development tools are left out: nobody is given them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

EXTRAS = ("app", "server", "llm", "fast", "pdf")

GOOD = frozenset(
    """
    0bsd apache-2.0 bsd bsd-2-clause bsd-3-clause bsl-1.0 cc0-1.0 cnri-python hpnd isc lgpl lgpl-2.1
    lgpl-3.0 mit mit-0 mit-cmu mpl-2.0 psf-2.0 python-2.0 unicode-3.0 unlicense zlib
    """.split()
)
"""Those that let a program under Apache-2.0 use a library as it is. LGPL and MPL do so as long as
the library stays a file of its own that a person may replace, which an installed package is.

Source:
    apache.org/legal/resolved.html; gnu.org/licenses/license-list.html.
"""

SPELLINGS = (
    (r"apache[ -]2\.0 with llvm-exception", "apache-2.0"),
    (r"apache( software)?( license)?,?( version)?( 2\.0)?( license)?", "apache-2.0"),
    (r"(the )?mit( license)?( \(mit\))?", "mit"),
    (r"(3-clause |2-clause |new |modified |simplified )?bsd( license)?( 3-clause)?", "bsd"),
    (r"mozilla public license 2\.0 \(mpl 2\.0\)", "mpl-2.0"),
    (r"gnu lesser general public license .*|lgpl-[\d.]+-(only|or-later)", "lgpl"),
    (r"python software foundation license", "psf-2.0"),
    (r"isc license( \(iscl\))?", "isc"),
)
"""How packages write them, and the one name they have here."""

JUDGED = {
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",  # its LICENSE: to choose from
}
"""Packages whose classifiers leave it open, and what stands in their files."""

_PROJECT = Path(__file__).parents[1] / "pyproject.toml"
_NAME = re.compile(r"^[A-Za-z0-9][\w.-]*")
_EXTRAS = re.compile(r"\[([^\]]*)\]")
_OF_EXTRA = re.compile(r"extra\s*==\s*[\"']([\w.-]+)[\"']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensed:
    """A package that is installed, and what it says of its licence."""

    name: str
    version: str
    said: str

    @property
    def is_good(self) -> bool:
        """Whether it goes with Apache-2.0: every part of it, or one of those to choose from."""
        choices = map(_parts, re.split(r"\s+or\s+(?!later)", self.said.lower()))
        return any(one and one <= GOOD for one in choices)


def brought() -> list[Licensed]:
    """Return every package that is installed with the program and its extras, by name."""
    seen: dict[str, Licensed] = {}
    known: set[tuple[str, str]] = set()
    waiting = list(_asked_for())
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in known:
            continue
        known.add((name, extra))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # of another system, or an extra that is not installed
        seen[name] = _licensed(name, found)
        waiting += _needed(found.requires or (), extra)
    return [seen[name] for name in sorted(seen)]


def main() -> int:
    """Write the table; return 1 where a licence is not good."""
    rows = brought()
    bad = [row for row in rows if not row.is_good]
    lines = ["| package | version | licence |", "|---|---|---|"]
    lines += [f"| {row.name} | {row.version} | {row.said or '?'} |" for row in rows]
    sys.stdout.write("\n".join([*lines, ""]))
    for row in bad:
        sys.stderr.write(f"{row.name} {row.version}: {row.said or 'says nothing'}\n")
    return 1 if bad else 0


def _asked_for() -> Iterator[tuple[str, str]]:
    """Yield what pyproject.toml asks for."""
    project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for lines in (project["dependencies"], *(extras[name] for name in EXTRAS)):
        yield from _needed(lines, "")


def _needed(lines: Iterable[str], extra: str) -> Iterator[tuple[str, str]]:
    """Yield the packages that requirements name, for all or for an extra, with their extras."""
    for line in lines:
        requirement, _, marker = line.partition(";")
        of_extra = _OF_EXTRA.search(marker)
        name = _NAME.match(requirement.strip())
        if name is None or (of_extra[1] if of_extra else "") != extra:
            continue
        extras = _EXTRAS.search(requirement)
        for wanted in ("", *(extras[1].split(",") if extras else ())):
            yield name[0].lower().replace("_", "-"), wanted.strip()


def _licensed(name: str, found: Distribution) -> Licensed:
    said = JUDGED.get(name) or _said(found)
    return Licensed(name=name, version=found.version, said=said)


def _said(found: Distribution) -> str:
    """Return what a package says: an expression (PEP 639), classifiers, or a line of its own."""
    about = found.metadata
    (expression,) = about.get_all("License-Expression") or [""]
    of_class = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    (own,) = about.get_all("License") or [""]
    return expression or " AND ".join(of_class) or own.strip().partition("\n")[0][:80]


def _parts(said: str) -> set[str]:
    parts = re.split(r"\s+and\s+|[,;](?! version)", said)
    return {_spelt(part.strip()) for part in parts if part.strip()}


def _spelt(part: str) -> str:
    text = part.strip(" ()") if part.count("(") != part.count(")") else part.strip()
    return next((name for pattern, name in SPELLINGS if re.fullmatch(pattern, text)), text)


if __name__ == "__main__":
    sys.exit(main())
