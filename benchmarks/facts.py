"""Facts found in hand-labelled sentences: precision and recall, by kind and language.

    python -m benchmarks.facts                # tests/quality/facts.jsonl, held out
    python -m benchmarks.facts FILE.jsonl     # other sentences labelled alike
    python -m benchmarks.facts --speed        # 10,000 articles of the shared corpus

Rows: id, lang, sentence, effects [{figure, about}], deadlines [{text, on}], adopter,
supplier, price, event; an empty field says that there is none. The sentences are dated as
if published on 1 October 2026. An effect is right when its figure overlaps the labelled one
and holds a same number, and what it concerns shares a word; a deadline when it is the same
day; a name or price when it shares a word or number; an event when it is the same.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from watch.model import Fact, FactKind, Facts
from watch.understand import facts

HELD_OUT = Path(__file__).parents[1] / "tests" / "quality" / "facts.jsonl"
PUBLISHED_ON = date(2026, 10, 1)
KINDS = ("effects", "deadlines", "adopter", "supplier", "price", "event")
_SMALL = frozenset(
    "le la les l d de du des un une en à the of a an in on by per s son sa ses leur its".split()
)


@dataclass
class Score:
    """How many facts were right, found in all, and labelled in all."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is labelled that was found; 1 when nothing is labelled."""
        return self.right / self.labelled if self.labelled else 1.0

    def add(self, right: int, found: int, labelled: int) -> None:
        """Count one sentence."""
        self.right += right
        self.found += found
        self.labelled += labelled


def read_labelled(path: Path) -> list[dict[str, Any]]:
    """Return the labelled sentences of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def score(rows: Iterable[Mapping[str, Any]]) -> dict[str, Score]:
    """Return the score of each kind over labelled sentences."""
    totals = {kind: Score() for kind in KINDS}
    for row in rows:
        found = facts("", row["sentence"], PUBLISHED_ON)
        for kind in KINDS:
            totals[kind].add(*_counts(kind, row, found))
    return totals


def _counts(kind: str, row: Mapping[str, Any], found: Facts) -> tuple[int, int, int]:
    match kind:
        case "effects":
            told = found.of(FactKind.EFFECT)
            return _effects_right(row, told), len(told), len(row["effects"])
        case "deadlines":
            days = {str(fact.on) for fact in found.of(FactKind.DEADLINE)}
            labelled = {deadline["on"] for deadline in row["deadlines"]}
            return len(days & labelled), len(days), len(labelled)
        case "event":
            event = "" if found.event == "other" else str(found.event)
            return int(event == row["event"] != ""), int(event != ""), int(row["event"] != "")
    told = found.of(FactKind(kind))[:1]
    right = bool(told and row[kind] and _alike(told[0].text, row[kind]))
    return int(right), len(told), int(row[kind] != "")


def _effects_right(row: Mapping[str, Any], told: Sequence[Fact]) -> int:
    left = list(told)
    for labelled in row["effects"]:
        same = next((fact for fact in left if _same_effect(fact, labelled, row["sentence"])), None)
        if same is not None:
            left.remove(same)
    return len(told) - len(left)


def _same_effect(fact: Fact, labelled: Mapping[str, str], sentence: str) -> bool:
    figure = labelled["figure"]
    start = sentence.lower().find(figure.lower()) + 1  # title, line break, text
    overlaps = fact.start < start + len(figure) and start < fact.end
    mine, theirs = _numbers(fact.text), _numbers(figure)
    same_number = bool(mine & theirs) or not (mine or theirs)
    about = _words(labelled["about"])  # empty where the sentence does not say
    return overlaps and same_number and bool(not about or _words(fact.about) & about)


def _alike(one: str, other: str) -> bool:
    if _numbers(other):
        return bool(_numbers(one) & _numbers(other))
    return bool(_words(one) & _words(other))


def _numbers(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:[.,\s]\d+)*", text))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _SMALL


def speed(count: int = 10_000) -> float:
    """Return the seconds of processor time that the facts of articles take."""
    from benchmarks.graded_sets import SHARED

    path = SHARED / "data" / "relevance" / "painpoints_dev" / "articles.jsonl"
    rows = read_labelled(path)[:count]
    started = time.process_time()
    for row in rows:
        facts(row["title"] or "", row["text"] or "", PUBLISHED_ON)
    return time.process_time() - started


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return precision and recall of each kind, in all and by language."""
    lines = [f"{'':12}{'all':>22}{'French':>22}{'English':>22}"]
    parts = [rows, *([r for r in rows if r["lang"] == lang] for lang in ("fr", "en"))]
    scores = [score(part) for part in parts]
    for kind in KINDS:
        told = (
            f"P {s[kind].precision:.3f} R {s[kind].recall:.3f} /{s[kind].labelled}" for s in scores
        )
        lines.append(f"{kind:12}" + "".join(f"{cell:>22}" for cell in told))
    return "\n".join(lines)


def main() -> None:
    """Print the table, or the speed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=HELD_OUT)
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    if options.speed:
        print(f"10,000 articles: {speed():.1f} s")
    else:
        print(table(read_labelled(options.file)))


if __name__ == "__main__":
    main()
