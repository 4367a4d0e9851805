"""The first lines of a digest: how much there is to decide, how sure, and what was read."""

from __future__ import annotations

from watch.model import Edition, Grade, Opportunity
from watch.wording import (
    Translator,
    area_name,
    in_sentence,
    name_of,
    one_line,
    reading,
    solution_name,
)

_POOR_COVERAGE = 0.5
"""Share of failed sources from which silence proves nothing."""


def bottom_line(
    edition: Edition, chosen: tuple[Opportunity, ...], translator: Translator
) -> tuple[str, ...]:
    """Return what a reader who stops here must know."""
    if not chosen:
        only_weak = translator.translate(
            "Nothing to decide on this week, only a weak signal to keep an eye on."
        )
        return (only_weak, *_warning(edition, translator))
    return (
        _counted(chosen, translator),
        _first(chosen[0], translator),
        *_warning(edition, translator),
    )


def nothing_to_decide(edition: Edition, translator: Translator) -> tuple[str, ...]:
    """Return the two honest lines of an edition without opportunities."""
    count = edition.article_count
    line = (
        translator.plural(
            "Nothing to decide on this week: the one article read did not pass the bar.",
            "Nothing to decide on this week: none of the {n} articles read passed the bar.",
            count,
        )
        if count
        else translator.translate("Nothing to decide on this week: no new article was read.")
    )
    return (line, " ".join((reading(edition, translator), *_warning(edition, translator))))


def _counted(chosen: tuple[Opportunity, ...], translator: Translator) -> str:
    total = len(chosen)
    count = translator.plural(
        "{n} opportunity to decide on", "{n} opportunities to decide on", total
    )
    if total == 1:
        grade = in_sentence(name_of(chosen[0].grade, translator))
        return translator.translate("{count}, {grade}.", count=count, grade=grade)
    confirmed = sum(o.grade is Grade.CONFIRMED for o in chosen)
    probable = sum(o.grade is Grade.PROBABLE for o in chosen)
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
        return translator.translate("Top of the list: {what}.", what=what)
    return translator.translate("Top of the list: {what} ({area}).", what=what, area=area)


def _warning(edition: Edition, translator: Translator) -> tuple[str, ...]:
    failed, polled = edition.failed_source_count, edition.source_count
    if not polled or failed / polled < _POOR_COVERAGE:
        return ()
    return (
        translator.translate(
            "Caution: many sources could not be read, so this week is poorly covered."
        ),
    )
