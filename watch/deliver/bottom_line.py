"""The first lines of a digest: how much there is to decide, how sure, and what was read."""

from __future__ import annotations

from collections.abc import Iterator

from watch.deliver.agenda import Agenda
from watch.model import Edition, Grade, Opportunity
from watch.wording import (
    Translator,
    area_name,
    in_sentence,
    mark,
    name_of,
    one_line,
    reading,
    solution_name,
)

_POOR_COVERAGE = 0.5
"""Share of failed sources from which silence proves nothing."""


_ONLY_WEAK = (
    mark("Nothing to decide on this week, only a weak signal to keep an eye on."),
    mark("Nothing to decide on this month, only a weak signal to keep an eye on."),
)
_SETTLED = (
    mark("Nothing left to decide on this week: the whole list is decided already."),
    mark("Nothing left to decide on this month: the whole list is decided already."),
)
_UNREAD = (
    mark("Nothing to decide on this week: no new article was read."),
    mark("Nothing to decide on this month: no new article was read."),
)
_POORLY_COVERED = (
    mark("Caution: many sources could not be read, so this week is poorly covered."),
    mark("Caution: many sources could not be read, so this month is poorly covered."),
)
"""Each of a week, and of a month: False and True count as 0 and 1."""


def bottom_line(
    edition: Edition,
    agenda: Agenda,
    translator: Translator,
    *,
    monthly: bool = False,
) -> tuple[str, ...]:
    """Return what a reader who stops here must know.

    Args:
        edition: Frozen, or still open: then it says so.
        agenda: What of it is to be decided.
        translator: The reader's.
        monthly: Whether the edition is a month's.
    """
    first = (
        tuple(_to_decide(agenda, translator))
        if agenda.waiting
        else _nothing_to_decide(edition, agenda, translator, monthly=monthly)
    )
    return (
        *first,
        *_waiting(edition, translator),
        *_warning(edition, translator, monthly=monthly),
        *_open(edition, translator),
    )


def _to_decide(agenda: Agenda, translator: Translator) -> Iterator[str]:
    """Yield how much there is, how much of the list is decided, and what comes first."""
    yield _counted(agenda.waiting, translator)
    if agenda.decided:
        done, total = len(agenda.decided), agenda.total
        said = translator.plural(
            "{n} of {total} decided", "{n} of {total} decided", done, total=total
        )
        yield f"{said}."
    yield _first(agenda.waiting[0], translator)


def _nothing_to_decide(
    edition: Edition, agenda: Agenda, translator: Translator, *, monthly: bool
) -> tuple[str, ...]:
    """Return why there is nothing, and of an edition without rows what was read for it."""
    if agenda.weak and not agenda.decided:
        return (translator.translate(_ONLY_WEAK[monthly]),)
    if edition.opportunities:
        return (translator.translate(_SETTLED[monthly]),)
    line = (
        _below_the_bar(edition.article_count, translator, monthly=monthly)
        if edition.article_count
        else translator.translate(_UNREAD[monthly])
    )
    return (line,) if edition.updates else (line, reading(edition, translator))


def _below_the_bar(count: int, translator: Translator, *, monthly: bool) -> str:
    if monthly:
        return translator.plural(
            "Nothing to decide on this month: the one article read did not pass the bar.",
            "Nothing to decide on this month: none of the {n} articles read passed the bar.",
            count,
        )
    return translator.plural(
        "Nothing to decide on this week: the one article read did not pass the bar.",
        "Nothing to decide on this week: none of the {n} articles read passed the bar.",
        count,
    )


def _waiting(edition: Edition, translator: Translator) -> tuple[str, ...]:
    if not edition.waiting_count:
        return ()
    said = translator.plural(
        "{n} opportunity shown earlier still waits for a decision",
        "{n} opportunities shown earlier still wait for a decision",
        edition.waiting_count,
    )
    return (f"{said}.",)


def _open(edition: Edition, translator: Translator) -> tuple[str, ...]:
    if edition.frozen_at is not None:
        return ()
    return (translator.translate("Open list: each run may still change it until it is frozen."),)


def _counted(waiting: tuple[Opportunity, ...], translator: Translator) -> str:
    total = len(waiting)
    count = translator.plural(
        "{n} opportunity to decide on", "{n} opportunities to decide on", total
    )
    if total == 1:
        grade = in_sentence(name_of(waiting[0].grade, translator))
        return translator.translate("{count}, {grade}.", count=count, grade=grade)
    confirmed = sum(o.grade is Grade.CONFIRMED for o in waiting)
    probable = sum(o.grade is Grade.PROBABLE for o in waiting)
    if confirmed == total:
        return translator.translate("{count}, all confirmed.", count=count)
    if not confirmed + probable:
        return translator.translate("{count}, none confirmed yet.", count=count)
    grades = _graded(confirmed, probable, translator)
    return translator.translate("{count}, including {grades}.", count=count, grades=grades)


def _graded(confirmed: int, probable: int, translator: Translator) -> str:
    sure = translator.plural("{n} confirmed", "{n} confirmed", confirmed)
    likely = translator.plural("{n} probable", "{n} probable", probable)
    if not probable:
        return sure
    if not confirmed:
        return likely
    return translator.translate("{first} and {second}", first=sure, second=likely)


def _first(opportunity: Opportunity, translator: Translator) -> str:
    solution = one_line(solution_name(opportunity, translator), 80)
    what = in_sentence(solution) if solution else one_line(opportunity.title, 80)
    area = one_line(area_name(opportunity.area, translator), 60)
    if not area:
        return translator.translate("To decide first: {what}.", what=what)
    return translator.translate("To decide first: {what} ({area}).", what=what, area=area)


def _warning(edition: Edition, translator: Translator, *, monthly: bool) -> tuple[str, ...]:
    failed, polled = edition.failed_source_count, edition.source_count
    if not polled or failed / polled < _POOR_COVERAGE:
        return ()
    return (translator.translate(_POORLY_COVERED[monthly]),)
