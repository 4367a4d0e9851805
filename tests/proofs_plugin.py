"""Proofs: tests that state a measured figure beside its target, in one table at the end.

    pytest -m proof                  # the short form, as in every run of the tests
    pytest -m proof --proofs=full    # the full form (make proofs)

A proof takes the fixture ``proof``: ``proof.count(short, full)`` says how many cases to try,
``proof.state(row, ...)`` states what was found and fails where it misses the target. A proof
that fails, is skipped or states nothing has its line in the table too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import pytest

HOLDS, FAILS, SKIPPED = "holds", "FAILS", "not run"
HEAD = ("proof", "cases", "measured", "target", "verdict", "seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table, as it is printed."""

    row: str
    cases: str = ""
    measured: str = ""
    target: str = ""
    verdict: str
    seconds: str = ""


PROOF = "proof"
"""Name of the property that carries a line: it travels with the report where tests run apart."""


class Proof:
    """What one test counts and states."""

    def __init__(self, *, full: bool) -> None:
        self.full = full
        self.lines: list[Line] = []
        self._cases = ""
        self._began = time.monotonic()

    def count(self, short: int, full: int) -> int:
        """Return how many cases to try; the table shows it beside what is stated next."""
        cases = full if self.full else short
        self._cases = f"{cases:,}"
        return cases

    def state(self, row: str, *, measured: str, target: str, holds: bool) -> None:
        """Note a line of the table, then fail unless the target is reached.

        Args:
            row: What is proved, named as on the page about reliability.
            measured: What was found, with its unit.
            target: What had to be found, with its unit.
            holds: Whether it was.
        """
        seconds = f"{time.monotonic() - self._began:.0f}"
        line = Line(
            row=row,
            cases=self._cases,
            measured=measured,
            target=target,
            verdict=HOLDS if holds else FAILS,
            seconds=seconds,
        )
        self.lines.append(line)
        self._cases = ""
        if not holds:
            pytest.fail(f"{row}: {measured}, and not {target}")


@pytest.fixture
def proof(request: pytest.FixtureRequest) -> Iterator[Proof]:
    """How many cases to try, and where to state what was found."""
    stating = Proof(full=request.config.getoption("--proofs") == "full")
    yield stating
    request.node.user_properties += [(PROOF, astuple(line)) for line in stating.lines]


def pytest_addoption(parser: pytest.Parser) -> None:
    options = parser.getgroup("proofs")
    options.addoption(
        "--proofs",
        choices=("short", "full"),
        default="short",
        help="how many cases the proofs try",
    )
    options.addoption(
        "--proofs-table", type=Path, metavar="FILE", help="write the table there, as Markdown"
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Give a proof that failed elsewhere, was skipped or stated nothing a line of its own."""
    report = (yield).get_result()
    if item.get_closest_marker("proof") is None:
        return
    stated = [line.verdict for line in getattr(item.funcargs.get("proof"), "lines", ())]
    if report.when == "call" and report.passed and not stated:
        report.outcome, report.longrepr = "failed", f"{item.name} is a proof and states nothing"
    if not report.passed and FAILS not in stated:
        verdict = SKIPPED if report.skipped else FAILS
        carried = (PROOF, astuple(Line(row=item.name, verdict=verdict)))
        (report if report.when == "teardown" else item).user_properties.append(carried)


def lines_stated(terminalreporter: pytest.TerminalReporter) -> Iterator[tuple[str, ...]]:
    """Yield the lines that came with the last report of each test."""
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "teardown":
                yield from (tuple(line) for name, line in report.user_properties if name == PROOF)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table, sorted by what is proved."""
    config = terminalreporter.config
    lines = sorted(lines_stated(terminalreporter))
    if not lines:
        return
    rows = list(aligned([HEAD, *lines]))
    terminalreporter.section(f"proofs, {config.getoption('--proofs')} form")
    for row in rows:
        terminalreporter.line(row)
    if file := config.getoption("--proofs-table"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(rows) + "\n", encoding="utf-8")


def aligned(rows: list[tuple[str, ...]]) -> Iterator[str]:
    """Yield a Markdown table whose columns are aligned to the eye as well."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"| {' | '.join(cells)} |"
        if not number:
            yield f"|{'|'.join('-' * (width + 2) for width in widths)}|"
