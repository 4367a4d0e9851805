"""Opportunity → why it is here, the doubt, and what would change the rank.

Only stored components speak: what the opportunity does not hold is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watch.model import EventKind, Grade, Opportunity
from watch.wording.catalogue import mark
from watch.wording.names import in_sentence, name_of, penalty_name, solution_name
from watch.wording.translator import Translator
from watch.wording.typography import french_spacing, one_line

_PAIN_LIMIT = 110
"""Characters of a pain title within a line: the shipped examples have at most 104."""

_MEANS_LIMIT = 90
"""Characters of a solution's name or of a gain: the library's longest name has 70."""

_PENALTY_LIMIT = 40

_NEED_LEVELS = (
    (0.65, mark("strong need ({mark}/20)")),  # importance 8 with satisfaction 3, or more
    (0.45, mark("clear need ({mark}/20)")),  # importance 6 with satisfaction 3, or more
    (0.0, mark("moderate need ({mark}/20)")),
)

_BEARING_ON = frozenset(
    {
        EventKind.REGULATION,
        EventKind.INCIDENT,
        EventKind.OPINION,
        EventKind.SURVEY,
        EventKind.SETBACK,
    }
)
"""Developments that reduce nothing by themselves and of which nobody expects a figure."""

_LEVERS: Mapping[str, str] = {
    "impact": mark("A measured gain at a named company would raise the score."),
    "corroboration": mark("One more independent source would raise the score."),
    "applicability": mark("An example closer to your size or sector would raise the score."),
    "readiness": mark("A solution that can be in place sooner would raise the score."),
    "novelty": mark("A new fact would raise the score."),
    "momentum": mark("Several publishers reporting it at once would raise the score."),
    "freshness": mark("More recent news of it would raise the score."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why an opportunity is in the list, in the reader's language.

    ``why`` (most telling first) and the ``doubt`` are phrases that begin with a small
    letter and have no final stop; ``so_what`` and ``would_change`` are sentences. ``doubt`` and
    ``would_change`` may be empty.
    """

    so_what: str
    why: tuple[str, ...]
    doubt: str
    would_change: str


def explain(
    opportunity: Opportunity, translator: Translator, *, pain_limit: int = _PAIN_LIMIT
) -> Explanation:
    """Return the explanation of an opportunity, made of its own components.

    Args:
        opportunity: Its text counts as untrusted: it comes out on one line, cut at a word.
        translator: The reader's.
        pain_limit: Characters that the title of the pain point may take.
    """
    return Explanation(
        so_what=_so_what(opportunity, translator, pain_limit),
        why=tuple(_why(opportunity, translator)),
        doubt=", ".join(_doubts(opportunity, translator)),
        would_change=_would_change(opportunity, translator),
    )


def _so_what(opportunity: Opportunity, translator: Translator, pain_limit: int) -> str:
    pain = one_line(opportunity.pain_title.rstrip(" ."), pain_limit)
    means = tuple(_means(opportunity, translator))
    if not means and opportunity.event in _BEARING_ON:
        return translator.translate("Bears on “{pain}”.", pain=pain)
    if not means:
        return translator.translate("Could reduce “{pain}”.", pain=pain)
    listed = ", ".join(means)
    return translator.translate("Could reduce “{pain}”: {means}.", pain=pain, means=listed)


def _means(opportunity: Opportunity, translator: Translator) -> Iterator[str]:
    solution = one_line(solution_name(opportunity, translator), _MEANS_LIMIT)
    if solution:
        yield in_sentence(solution)
    gain = one_line(opportunity.gain, _MEANS_LIMIT).rstrip(" .")
    gain = french_spacing(gain) if translator.language == "fr" else gain
    adopter = one_line(_adopter(opportunity), _MEANS_LIMIT)
    if gain and adopter:
        yield translator.translate(
            "reported gain at {adopter}: “{gain}”", adopter=adopter, gain=gain
        )
    elif gain:
        yield translator.translate("reported gain: “{gain}”", gain=gain)


def _adopter(opportunity: Opportunity) -> str:
    """Return who had the gain, where the impact signal was read from "gain, adopter"."""
    basis = next((s.basis for s in opportunity.signals if s.name == "impact"), "")
    before = f"{opportunity.gain}, "
    return basis.removeprefix(before) if basis.startswith(before) else ""


def _why(opportunity: Opportunity, translator: Translator) -> Iterator[str]:
    yield need_phrase(opportunity.need, translator)
    count = len(opportunity.owners)
    if count > 1:  # a single one is the doubt
        yield translator.plural("{n} independent source", "{n} independent sources", count)
    if opportunity.event is not EventKind.OTHER:
        yield in_sentence(name_of(opportunity.event, translator))
    if opportunity.solution_id:
        yield translator.translate("matches a known kind of solution")
    yield translator.translate("spotted on {day}", day=translator.day(opportunity.first_seen_at))


def need_phrase(need: float, translator: Translator) -> str:
    """Return how much a pain point calls for something, with its mark out of 20.

    Source:
        Ulwick's opportunity score: importance + (importance − satisfaction), at most 20.
    """
    message = next(text for bar, text in _NEED_LEVELS if need >= bar or bar == 0)
    return translator.translate(message, mark=round(20 * need))


def _doubts(opportunity: Opportunity, translator: Translator) -> Iterator[str]:
    penalties = list(dict.fromkeys(opportunity.penalties))
    if _alone(opportunity):
        yield penalty_name("single owner", translator)
    for penalty in penalties:
        if penalty != "single owner":
            yield one_line(penalty_name(penalty, translator), _PENALTY_LIMIT)
    if not opportunity.gain and opportunity.event not in _BEARING_ON:
        yield translator.translate("no figure quoted")


def _alone(opportunity: Opportunity) -> bool:
    """Return whether one publisher alone tells it, as far as the opportunity says."""
    one = len(opportunity.owners) == 1 or opportunity.grade is Grade.SINGLE_SOURCE
    return one or "single owner" in opportunity.penalties


def _would_change(opportunity: Opportunity, translator: Translator) -> str:
    if _alone(opportunity):
        return translator.translate("A second independent source would raise the score.")
    if "promotional" in opportunity.penalties:
        return translator.translate("An account not written by the vendor would raise the score.")
    lacking = [
        (signal.weight * (1 - signal.value), signal.name)
        for signal in opportunity.signals
        if signal.name in _LEVERS and signal.value < 1
    ]
    if not lacking:
        return ""
    _, name = max(lacking, key=lambda lack: lack[0])
    return translator.translate(_LEVERS[name])
