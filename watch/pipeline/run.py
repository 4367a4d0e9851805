"""One run: from the web to the list, or only from what others collected to the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from watch import store
from watch.model import PageRequest, RunReport
from watch.pipeline.intake import Counts
from watch.pipeline.profile import Machine, Work, profile
from watch.pipeline.stages import Listed, Stages
from watch.pipeline.stopwatch import peak_memory_mb
from watch.pipeline.tools import Tools


def run_stages(
    tools: Tools, *, only_due: bool = False, machine: Machine | None = None
) -> RunReport:
    """Poll, read, group, index, match, list and read pages; return what was done.

    Args:
        only_due: Leave out sources that were polled recently, as a schedule wants it.
        machine: What each stage is measured against, where its profile is wanted.
    """
    stages = Stages(tools)
    company = stages.read_files()
    counts = stages.collect(stages.requests(only_due=only_due))
    listed = stages.list_new(company)
    pages = stages.read_pages(listed.shortlist)
    report = _report(tools, stages, counts, listed, pages)
    if machine is None:
        return report
    work = _work(tools, stages, counts, report)
    return replace(report, profile=profile(stages.stopwatch.spent, work, machine))


def run_lists(tools: Tools) -> tuple[RunReport, Sequence[PageRequest]]:
    """Make the lists from what others collected and embedded.

    Returns:
        What was done, and the pages that are worth reading, the best first.
    """
    stages = Stages(tools)
    listed = stages.list_new(stages.read_files())
    return _report(tools, stages, Counts(), listed), listed.shortlist


def _report(
    tools: Tools, stages: Stages, counts: Counts, listed: Listed, pages: int = 0
) -> RunReport:
    with tools.database.read() as connection:
        records = store.sources.records(connection)
        enabled = [s for s in store.sources.every(connection).values() if s.enabled]
        total = store.articles.total(connection)
        stories = store.articles.story_total(connection)
        edition = store.editions.latest(connection)
    states = Counter(r.state.value for _, r in store.sources.polled(enabled, records))
    return RunReport(
        sources=dict(sorted(states.items())),
        entries=counts.entries,
        articles_new=counts.new,
        articles_updated=counts.updated,
        articles_duplicate=counts.duplicate,
        articles=total,
        stories=stories,
        matches=listed.matches,
        pages=pages,
        opportunities=len(edition.opportunities) if edition else 0,
        seconds={s: round(spent.wall_s, 2) for s, spent in stages.stopwatch.spent.items()},
        peak_memory_mb=peak_memory_mb(),
        stopped=tools.stop.is_set(),
    )


def _work(tools: Tools, stages: Stages, counts: Counts, report: RunReport) -> Work:
    """Return what was handled, for the limits of each stage."""
    with tools.database.read() as connection:
        pains = len(store.pains.active(connection))
    return Work(
        polls=counts.polls,
        wire_bytes=counts.wire_bytes,
        connections=tools.settings.collect.concurrency,
        embedded=counts.new + counts.updated,
        embedded_chars=counts.embedded_chars,
        articles=report.articles,
        dimensions=stages.dimensions,
        pains=pains,
        pages=report.pages,
    )
