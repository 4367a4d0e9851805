"""Runs: when each began, how it ended, what it did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.report import report_object
from watch.model import RunRecord, RunState
from watch.wording import Translator, one_line, run_state_name, stage_name

_INDENT = 2
_ERROR_LIMIT = 300


def run_object(run: RunRecord, now: datetime) -> dict[str, Any]:
    """Return a run as JSON."""
    return {
        "number": run.number,
        "state": run.state(now),
        "started_at": run.started_at,
        "seen_at": run.seen_at,
        "ended_at": run.ended_at,
        "stage": run.stage,
        "done": run.done,
        "total": run.total,
        "error": run.error,
        "hint": run.hint,
        "report": report_object(run.report) if run.report else None,
    }


def shown_runs(
    screen: Screen, runs: Sequence[RunRecord], now: datetime, zone: tzinfo, translator: Translator
) -> None:
    """Print the runs, newest first."""
    if not runs:
        screen.paragraph(translator.translate("No run is on record yet."))
    for run in runs:
        when = translator.moment(run.started_at.astimezone(zone))
        screen.paragraph(f"{when} · {run_state_name(run.state(now), translator)}", style="bold")
        for line in _lines(run, now, translator):
            screen.paragraph(line, indent=_INDENT)


def went_wrong(run: RunRecord, now: datetime) -> bool:
    """Tell whether a run failed or was interrupted."""
    return run.state(now) in (RunState.FAILED, RunState.INTERRUPTED)


def _lines(run: RunRecord, now: datetime, translator: Translator) -> Iterator[str]:
    state = run.state(now)
    if state in (RunState.RUNNING, RunState.INTERRUPTED) and run.stage:
        count = f" {run.done}/{run.total}" if run.total and run.total > 1 else ""
        yield f"{stage_name(run.stage, translator)}{count}"
    if run.report:
        yield ", ".join(_did(run, translator))
    if run.error:
        yield one_line(run.error, _ERROR_LIMIT)
    if run.hint:
        yield f"→ {one_line(run.hint, _ERROR_LIMIT)}"


def _did(run: RunRecord, translator: Translator) -> Iterator[str]:
    report = run.report
    if report is None:
        return
    yield translator.plural("{n} source", "{n} sources", sum(report.sources.values()))
    yield translator.plural("{n} new article", "{n} new articles", report.articles_new)
    yield translator.plural("{n} opportunity", "{n} opportunities", report.opportunities)
    yield translator.translate("{n} s", n=round(sum(report.seconds.values()), 1))
