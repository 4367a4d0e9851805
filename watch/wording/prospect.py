"""What adopting an opportunity would mean here, each line with what it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from watch.model import EventKind, Opportunity, Prospect, Stake
from watch.wording.names import in_sentence, name_of, solution_name, trait_name
from watch.wording.review_names import fit_name, level_name
from watch.wording.translator import Translator
from watch.wording.typography import one_line

_QUOTE, _NAME = 260, 80
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One thing that adopting would mean.

    Attributes:
        label: What is asked, such as "Effort".
        said: The answer.
        basis: What it was read from; empty where nothing tells.
        quoted: Whether the basis stands word for word in an article or in the library.
    """

    label: str
    said: str
    basis: str = ""
    quoted: bool = False


def aspects(opportunity: Opportunity, translator: Translator) -> tuple[Aspect, ...]:
    """Return effect, effort, maturity, time, fit, deadline and yearly value, as far as known."""
    prospect = opportunity.prospect
    if prospect is None:
        return ()
    family = one_line(solution_name(opportunity, translator), _NAME)
    return (
        Aspect(
            label=translator.translate("Effect"),
            said=level_name(prospect.impact, translator),
            basis=one_line(prospect.basis.get("impact", ""), _QUOTE),
            quoted=True,
        ),
        *_adoption(opportunity, prospect, family, translator),
        *_fits(prospect, translator),
        *_deadline(prospect, translator),
        *(_stake(stake, translator) for stake in (prospect.stake,) if stake),
    )


def pressing(opportunity: Opportunity, translator: Translator) -> tuple[Aspect, ...]:
    """Return what cannot wait or is worth most: the deadline and the yearly value at stake."""
    prospect = opportunity.prospect
    if prospect is None:
        return ()
    stake = (prospect.stake,) if prospect.stake else ()
    return (*_deadline(prospect, translator), *(_stake(one, translator) for one in stake))


def stake_range(stake: Stake, translator: Translator) -> str:
    """Return the yearly value at stake as a range; show its assumption beside it."""
    return translator.translate(
        "{low} to {high} a year",
        low=translator.money(_rounded(stake.low), stake.currency),
        high=translator.money(_rounded(stake.high), stake.currency),
    )


def stake_basis(stake: Stake, translator: Translator) -> str:
    """Return what the yearly value supposes; the shares are those of ``rank.stake``."""
    told = translator.translate(
        "Supposes that half to all of the quoted figure is reached here, and at most half of "
        "what the pain point costs: “{figure}”",
        figure=one_line(stake.assumption, _QUOTE),
    )
    source = one_line(stake.source_name, _NAME) or translator.translate("solution library")
    return f"{told} ({source})"


def _adoption(
    opportunity: Opportunity, prospect: Prospect, family: str, translator: Translator
) -> Iterator[Aspect]:
    known = prospect.effort != _UNKNOWN
    yield Aspect(
        label=translator.translate("Effort"),
        said=_trait(prospect.effort, translator),
        basis=family if known else "",
    )
    yield Aspect(
        label=translator.translate("Maturity"),
        said=in_sentence(_trait(prospect.maturity, translator)),
        basis=family if known else "",
    )
    event = name_of(opportunity.event, translator)
    yield Aspect(
        label=translator.translate("Time to adopt"),
        said=translator.plural("{n} month", "{n} months", round(prospect.months)),
        basis=in_sentence(event) if opportunity.event is not EventKind.OTHER else "",
    )


def _fits(prospect: Prospect, translator: Translator) -> Iterator[Aspect]:
    """Yield what is like this company in one line, then where it cannot be had."""
    fitting = [fit for fit in prospect.applies if fit != "unavailable"]
    if fitting:
        yield _fit(translator.translate("Fits"), fitting, prospect, translator)
    if len(fitting) < len(prospect.applies):
        yield _fit(translator.translate("But"), ["unavailable"], prospect, translator)


def _fit(label: str, fits: list[str], prospect: Prospect, translator: Translator) -> Aspect:
    """Return an aspect with the first sentence that tells it; single words do not."""
    told = (prospect.basis.get(fit, "") for fit in fits if fit not in {"area", "sector"})
    basis = next((words for words in told if " " in words), "")
    said = ", ".join(fit_name(fit, translator) for fit in fits)
    return Aspect(label=label, said=said, basis=one_line(basis, _QUOTE), quoted=True)


def _deadline(prospect: Prospect, translator: Translator) -> Iterator[Aspect]:
    if prospect.deadline_on is not None:
        yield Aspect(
            label=translator.translate("Deadline"),
            said=translator.day(prospect.deadline_on),
            basis=one_line(prospect.basis.get("deadline") or prospect.deadline, _QUOTE),
            quoted=True,
        )


def _stake(stake: Stake, translator: Translator) -> Aspect:
    return Aspect(
        label=translator.translate("Yearly value at stake"),
        said=stake_range(stake, translator),
        basis=stake_basis(stake, translator),
    )


def _trait(trait: str, translator: Translator) -> str:
    return level_name(trait, translator) if trait == _UNKNOWN else trait_name(trait, translator)


def _rounded(amount: float) -> float:
    """Return an amount to two figures: an estimate that says more pretends to."""
    return float(f"{amount:.2g}")
