"""What a run did: counts, failures with their reasons, where the time went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from watch.cli.screen import Screen
from watch.cli.show.profile import profile_object
from watch.cli.show.standings import failed, shown_failures
from watch.model import RunReport, SourceStanding, SourceState
from watch.wording import Translator, in_sentence, name_of, work_name


def report_object(report: RunReport) -> dict[str, Any]:
    """Return the report as JSON."""
    return {
        "sources": report.sources,
        "entries": report.entries,
        "articles": {
            "new": report.articles_new,
            "updated": report.articles_updated,
            "duplicate": report.articles_duplicate,
            "total": report.articles,
        },
        "stories": report.stories,
        "matches": report.matches,
        "pages": report.pages,
        "opportunities": report.opportunities,
        "seconds": report.seconds,
        "peak_memory_mb": report.peak_memory_mb,
        "profile": profile_object(report.profile),
    }


def shown_report(
    screen: Screen,
    report: RunReport,
    standings: Sequence[SourceStanding],
    translator: Translator,
) -> None:
    """Print what a run did, then why sources failed."""
    screen.show(_table(report, translator))
    refused = [standing for standing in standings if failed(standing)]
    if refused:
        screen.line()
        shown_failures(screen, refused, translator)


def shown_seconds(screen: Screen, report: RunReport, translator: Translator) -> None:
    """Print how the time was split between the model and each stage of the pipeline."""
    screen.paragraph(
        ", ".join(_seconds(report, translator)),
        label=translator.translate(
            "Calculated in {seconds} s:", seconds=round(sum(report.seconds.values()), 1)
        ),
        style="dim",
    )


def _table(report: RunReport, translator: Translator) -> Any:  # noqa: ANN401 - a rich table
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for name, said in _rows(report, translator):
        table.add_row(name, said)
    return table


def _rows(report: RunReport, translator: Translator) -> Iterator[tuple[str, str]]:
    yield translator.translate("Sources"), _states(report, translator)
    yield translator.translate("Entries"), translator.number(report.entries)
    yield translator.translate("Articles"), _articles(report, translator)
    yield translator.translate("Stories"), translator.number(report.stories)
    yield translator.translate("Matches"), translator.number(report.matches)
    yield translator.translate("Opportunities"), translator.number(report.opportunities)
    total = translator.number(round(sum(report.seconds.values()), 1))
    yield translator.translate("Time"), f"{total} s ({', '.join(_seconds(report, translator))})"
    if report.peak_memory_mb:
        yield (
            translator.translate("Memory"),
            translator.translate("{n} MB at most", n=report.peak_memory_mb),
        )


def _states(report: RunReport, translator: Translator) -> str:
    total = translator.number(sum(report.sources.values()))
    states = ", ".join(
        translator.translate(
            "{state}: {n}", state=in_sentence(name_of(SourceState(state), translator)), n=n
        )
        for state, n in report.sources.items()
    )
    return f"{total} ({states})" if states else total


def _articles(report: RunReport, translator: Translator) -> str:
    parts = (
        translator.plural("{n} new", "{n} new", report.articles_new),
        translator.plural("{n} updated", "{n} updated", report.articles_updated),
        translator.plural("{n} duplicate", "{n} duplicates", report.articles_duplicate),
        translator.translate("{n} in all", n=report.articles),
    )
    return ", ".join(parts)


def _seconds(report: RunReport, translator: Translator) -> Iterator[str]:
    """Yield the stages that took a tenth of a second, the longest first."""
    for stage, seconds in sorted(report.seconds.items(), key=lambda pair: -pair[1]):
        if seconds >= 0.05:
            name = work_name(stage, translator)
            yield f"{name} {translator.number(round(seconds, 1))}"
