"""Runs, index, sizes and findings → what the settings page says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from watch.model import Finding, Manifest, Placing, RunRecord, RunReport, RunState, Sizes, WhatIf
from watch.settings import RankSettings
from watch.wording import (
    Level,
    Translator,
    finding_hint,
    finding_subject,
    finding_text,
    one_line,
    run_state_name,
    signal_name,
    stage_name,
    work_name,
)

_LABEL_LIMIT = 60
_TITLE_LIMIT = 140
_ERROR_LIMIT = 300
_SIGNALS = 3
"""Signals named beside a move: those that decide it."""

_LEVELS: Mapping[RunState, Level] = {
    RunState.RUNNING: Level.IDLE,
    RunState.DONE: Level.GOOD,
    RunState.STOPPED: Level.IDLE,
    RunState.FAILED: Level.BAD,
    RunState.INTERRUPTED: Level.WARN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run that has ended: how, what it did, where its time went; why it failed."""

    when: str
    state: str
    level: Level
    told: str
    took: str
    stages: str
    error: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunProgress:
    """The run at work; ``percent`` is None where nobody knows how much is left."""

    stage: str
    count: str
    label: str
    since: str
    percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """One opportunity in the list as it is, and where another profile would put it."""

    places: str
    title: str
    scores: str
    signals: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One thing that the doctor looked at, in the reader's language where it can be."""

    subject: str
    well: str
    level: Level
    text: str
    hint: str


def run_row(run: RunRecord, now: datetime, zone: tzinfo, translator: Translator) -> RunRow:
    """Return a run as a line of the history."""
    state = run.state(now)
    report = run.report
    return RunRow(
        when=translator.moment(run.started_at.astimezone(zone)),
        state=run_state_name(state, translator),
        level=_LEVELS[state],
        told=_told(report, translator) if report else "",
        took=seconds_phrase(_length_s(run), translator),
        stages=", ".join(_stages(report, translator)) if report else "",
        error=one_line(run.error, _ERROR_LIMIT),
        hint=one_line(run.hint, _ERROR_LIMIT),
    )


def run_progress(run: RunRecord, now: datetime, translator: Translator) -> RunProgress:
    """Return how far the run at work is."""
    known = run.total if run.total and run.total > 1 else None
    done = min(run.done, known) if known else run.done
    count = translator.translate("{n} of {total}", n=done, total=known) if known else ""
    since = seconds_phrase((now - run.started_at).total_seconds(), translator)
    return RunProgress(
        stage=stage_name(run.stage, translator) or translator.translate("Beginning"),
        count=count,
        label=one_line(run.label, _LABEL_LIMIT),
        since=translator.translate("for {time}", time=since),
        percent=100.0 * done / known if known else None,
    )


def profile_table(rank: RankSettings, translator: Translator) -> tuple[tuple[str, ...], ...]:
    """Return the weights: a head of profiles, then a row for each signal."""
    profiles = rank.known_profiles
    signals = [*profiles[rank.profile]]
    rows = [
        (
            signal_name(signal, translator),
            *(
                translator.percent(round(shares.get(signal, 0.0), 3))
                for shares in profiles.values()
            ),
        )
        for signal in signals
    ]
    return (("", *profiles), *rows)


def shift_rows(found: WhatIf, translator: Translator) -> tuple[ShiftRow, ...]:
    """Return where each opportunity stands and would stand, and what makes the difference."""
    return tuple(
        ShiftRow(
            places=f"{_place(shift.now)} → {_place(shift.then)}",
            title=one_line(shift.opportunity.title, _TITLE_LIMIT),
            scores=f"{_score(shift.now, translator)} → {_score(shift.then, translator)}",
            signals=", ".join(_points(shift.points, translator)),
        )
        for shift in found.shifts
    )


def index_facts(
    manifest: Manifest | None, sizes: Sizes, zone: tzinfo, translator: Translator
) -> tuple[tuple[str, str], ...]:
    """Return what is kept, each thing with its name."""
    number = translator.number
    made = translator.moment(manifest.made_at.astimezone(zone)) if manifest else "—"
    generation = (
        translator.translate("number {n}, of {moment}", n=manifest.number, moment=made)
        if manifest
        else translator.translate("none yet: the next run makes one")
    )
    kept = (
        (translator.translate("Articles"), number(sizes.articles)),
        (translator.translate("Stories"), number(sizes.stories)),
        (translator.translate("Opportunities"), number(sizes.opportunities)),
        (translator.translate("Decisions"), number(sizes.decisions)),
        (translator.translate("Editions"), number(sizes.editions)),
        (translator.translate("Database"), bytes_phrase(sizes.database_bytes, translator)),
    )
    if sizes.on_server:
        return kept
    return (
        *kept,
        (translator.translate("Search index"), bytes_phrase(sizes.generations_bytes, translator)),
        (translator.translate("Free on the disk"), bytes_phrase(sizes.free_bytes, translator)),
        (translator.translate("Generation of the index"), generation),
    )


def view_rows(manifest: Manifest | None, translator: Translator) -> tuple[tuple[str, ...], ...]:
    """Return the embedding models of the index: a head, then a row for each."""
    if manifest is None:
        return ()
    head = (
        translator.translate("Model"),
        translator.translate("Articles"),
        translator.translate("Dimensions"),
        translator.translate("Size"),
    )
    rows = (
        (
            one_line(view.model_key, _LABEL_LIMIT),
            translator.number(view.count),
            translator.number(view.dimension),
            bytes_phrase(view.size_bytes, translator),
        )
        for view in manifest.views
    )
    return (head, *rows)


def finding_row(finding: Finding, translator: Translator) -> FindingRow:
    """Return what the doctor found."""
    return FindingRow(
        subject=one_line(finding_subject(finding, translator), _LABEL_LIMIT),
        well=translator.translate("well") if finding.ok else translator.translate("not well"),
        level=Level.GOOD if finding.ok else Level.BAD,
        text=one_line(finding_text(finding, translator), _ERROR_LIMIT),
        hint=one_line(finding_hint(finding, translator), _ERROR_LIMIT),
    )


def seconds_phrase(seconds: float, translator: Translator) -> str:
    """Return a length of time as people say it: seconds below two minutes, then minutes."""
    if seconds < 10:
        return translator.translate("{n} s", n=round(seconds, 1))
    if seconds < 120:
        return translator.translate("{n} s", n=round(seconds))
    return translator.translate("{n} min", n=round(seconds / 60))


def bytes_phrase(count: int, translator: Translator) -> str:
    """Return a size in decimal units, as disks are sold."""
    if count < 1_000_000:
        return translator.translate("{n} KB", n=round(count / 1_000))
    if count < 1_000_000_000:
        return translator.translate("{n} MB", n=round(count / 1_000_000))
    return translator.translate("{n} GB", n=round(count / 1_000_000_000, 1))


def _length_s(run: RunRecord) -> float:
    return ((run.ended_at or run.seen_at) - run.started_at).total_seconds()


def _told(report: RunReport, translator: Translator) -> str:
    total = sum(report.sources.values())
    failed = report.failed_sources
    parts = (
        translator.plural("{n} source", "{n} sources", total),
        translator.plural("{n} failing", "{n} failing", failed) if failed else "",
        translator.plural("{n} new article", "{n} new articles", report.articles_new),
        translator.plural("{n} opportunity", "{n} opportunities", report.opportunities),
    )
    return ", ".join(part for part in parts if part)


def _stages(report: RunReport, translator: Translator) -> Iterator[str]:
    """Yield the stages that took a tenth of a second when rounded, the longest first."""
    for stage, seconds in sorted(report.seconds.items(), key=lambda pair: -pair[1]):
        if seconds >= 0.05:
            yield f"{work_name(stage, translator)} {seconds_phrase(seconds, translator)}"


def _place(placing: Placing) -> str:
    if placing.place is None:
        return "—"
    return "~" if placing.weak_signal else str(placing.place)


def _score(placing: Placing, translator: Translator) -> str:
    return "—" if placing.score is None else translator.number(round(placing.score, 1))


def _points(points: Mapping[str, float], translator: Translator) -> Iterator[str]:
    for name, value in [*points.items()][:_SIGNALS]:
        sign = "+" if value > 0 else "−"
        amount = translator.number(round(abs(value), 1))
        yield f"{signal_name(name, translator)} {sign}{amount}"


def ended(runs: Sequence[RunRecord], now: datetime) -> list[RunRecord]:
    """Return the runs that are over."""
    return [run for run in runs if run.state(now) is not RunState.RUNNING]
