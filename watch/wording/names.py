"""The names people read for areas, enumerations, signals and penalties."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from watch.model import (
    EventKind,
    FactKind,
    FailureKind,
    Grade,
    Opportunity,
    Phase,
    Reliability,
    SourceKind,
    SourceState,
)
from watch.wording.catalogue import mark
from watch.wording.review_names import REVIEW_MEMBERS
from watch.wording.translator import Translator

_AREAS: Mapping[str, str] = {
    "production": mark("Production"),
    "maintenance": mark("Maintenance"),
    "quality": mark("Quality"),
    "logistics": mark("Logistics"),
    "transport": mark("Transport"),
    "supply_chain": mark("Supply chain"),
    "procurement": mark("Procurement"),
    "energy": mark("Energy"),
    "sustainability": mark("Sustainability"),
    "hr": mark("HR"),
    "safety": mark("Safety at work"),
    "customer_service": mark("Customer service"),
    "sales": mark("Sales"),
    "product_development": mark("Product development"),
    "it": mark("IT"),
    "cybersecurity": mark("Cybersecurity"),
    "data": mark("Data and AI"),
    "finance": mark("Finance"),
    "compliance": mark("Compliance"),
    "facilities": mark("Buildings and sites"),
    "organisation": mark("Organisation"),
}

# One table per enumeration: members of two of them are equal as text ("gone", "research").
_MEMBERS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    Grade: {
        Grade.CONFIRMED: mark("Confirmed"),
        Grade.PROBABLE: mark("Probable"),
        Grade.TO_CHECK: mark("To check"),
        Grade.SINGLE_SOURCE: mark("Single source"),
    },
    EventKind: {
        EventKind.DEPLOYMENT: mark("Deployment"),
        EventKind.PILOT: mark("Pilot project"),
        EventKind.LAUNCH: mark("Product launch"),
        EventKind.FUNDING: mark("Funding round"),
        EventKind.PARTNERSHIP: mark("Partnership"),
        EventKind.RESEARCH: mark("Research result"),
        EventKind.REGULATION: mark("Regulation"),
        EventKind.SCHEME: mark("Support scheme"),
        EventKind.INCIDENT: mark("Incident"),
        EventKind.OPINION: mark("Opinion"),
        EventKind.SURVEY: mark("Survey"),
        EventKind.SETBACK: mark("Reported failure"),
        EventKind.OTHER: mark("Other development"),
    },
    SourceState: {
        SourceState.NEVER: mark("Never polled"),
        SourceState.OK: mark("Working"),
        SourceState.UNCHANGED: mark("Nothing new"),
        SourceState.EMPTY: mark("Empty feed"),
        SourceState.UNDATED: mark("Articles without a date"),
        SourceState.STALE: mark("Silent for a long time"),
        SourceState.FAILED: mark("Failed once"),
        SourceState.FAILING: mark("Failing for days"),
        SourceState.GONE: mark("Withdrawn by its publisher"),
        SourceState.OFF: mark("Switched off"),
    },
    FailureKind: {
        FailureKind.NO_ADDRESS: mark("Not an address"),
        FailureKind.REFUSED: mark("Address refused for safety"),
        FailureKind.NO_HOST: mark("Unknown server"),
        FailureKind.UNREACHABLE: mark("Server out of reach"),
        FailureKind.TIMEOUT: mark("No answer in time"),
        FailureKind.MISSING: mark("No such page"),
        FailureKind.FORBIDDEN: mark("Access denied"),
        FailureKind.BUSY: mark("The server asks to wait"),
        FailureKind.HTTP: mark("The server answered with an error"),
        FailureKind.TOO_LARGE: mark("Answer too large"),
        FailureKind.ENCODING: mark("Unknown compression"),
        FailureKind.WEB_PAGE: mark("A web page, not a feed"),
        FailureKind.BOT_WALL: mark("Blocked by a robot check"),
        FailureKind.NOT_A_FEED: mark("Not a feed"),
        FailureKind.UNREADABLE: mark("Unreadable feed"),
        FailureKind.GONE: mark("Withdrawn by its publisher"),
    },
    SourceKind: {
        SourceKind.PRESS: mark("Press"),
        SourceKind.TRADE: mark("Trade press"),
        SourceKind.VENDOR: mark("Vendor"),
        SourceKind.INSTITUTION: mark("Institution"),
        SourceKind.REGULATOR: mark("Regulator"),
        SourceKind.RESEARCH: mark("Research"),
        SourceKind.BLOG: mark("Blog"),
        SourceKind.FUNDING: mark("Funding body"),
        SourceKind.AGGREGATOR: mark("News search"),
    },
    FactKind: {
        FactKind.EFFECT: mark("Effect"),
        FactKind.ADOPTER: mark("Adopter"),
        FactKind.SUPPLIER: mark("Supplier"),
        FactKind.PRICE: mark("Price"),
        FactKind.AVAILABILITY: mark("Availability"),
        FactKind.DEADLINE: mark("Deadline"),
    },
    Phase: {
        Phase.NEW: mark("New"),
        Phase.GROWING: mark("Growing"),
        Phase.STEADY: mark("Steady"),
        Phase.FADING: mark("Fading"),
    },
    Reliability: {
        Reliability.HIGH: mark("High reliability"),
        Reliability.MEDIUM: mark("Medium reliability"),
        Reliability.LOW: mark("Low reliability"),
    },
    **REVIEW_MEMBERS,
}

_TRAITS: Mapping[str, str] = {
    "technology": mark("Technology"),
    "practice": mark("Practice"),
    "organisation": mark("Organisation"),
    "scheme": mark("Support scheme"),
    "emerging": mark("Emerging"),
    "scaling": mark("Spreading"),
    "proven": mark("Proven"),
    "weeks": mark("in weeks"),
    "months": mark("in months"),
    "years": mark("in years"),
}

_SIGNALS: Mapping[str, str] = {
    "impact": mark("Evidence of impact"),
    "corroboration": mark("Corroboration"),
    "applicability": mark("Applicability to the company"),
    "readiness": mark("Readiness"),
    "novelty": mark("Novelty"),
    "momentum": mark("Momentum"),
    "freshness": mark("Freshness"),
}

_PARTS: Mapping[str, str] = {
    "need": mark("Need"),
    "relevance": mark("Relevance"),
    "penalties": mark("Penalties"),
    "learned": mark("What your decisions taught"),
    "other": mark("Everything else"),
}


_PENALTIES: Mapping[str, str] = {
    "promotional": mark("promotional tone"),
    "single owner": mark("only one independent source"),
    "reported failure": mark("reports a failure"),
    "rule only": mark("a rule to follow, not yet a solution"),
}


def area_name(area: str, translator: Translator) -> str:
    """Return the name of an operational area; free text is shown as it is."""
    return translator.translate(_AREAS[area]) if area in _AREAS else area


def trait_name(trait: str, translator: Translator) -> str:
    """Return the name of a kind, a maturity or an effort of the solution library."""
    return translator.translate(_TRAITS[trait]) if trait in _TRAITS else trait


def weight_phrase(weight: float, translator: Translator) -> str:
    """Return a weight in (0, 1] as a whole percentage, never as none at all."""
    if weight < 0.01:
        return f"<\u00a0{translator.percent(0.01)}"
    return translator.percent(round(weight, 2))


def name_of(member: StrEnum, translator: Translator) -> str:
    """Return the name of a member of the vocabulary: such as a grade, a status or a reason."""
    known = _MEMBERS.get(type(member), {}).get(member)
    return translator.translate(known) if known else str(member)


def signal_name(signal: str, translator: Translator) -> str:
    """Return the name of a ranking signal; an unknown one is shown as it is."""
    return translator.translate(_SIGNALS[signal]) if signal in _SIGNALS else signal


def part_name(part: str, translator: Translator) -> str:
    """Return the name of a part of the score: a signal, the need or the penalties."""
    if part in _PARTS:
        return translator.translate(_PARTS[part])
    return signal_name(part, translator)


def penalty_name(penalty: str, translator: Translator) -> str:
    """Return what a factor that lowered a score stands for, fit for the middle of a sentence."""
    return translator.translate(_PENALTIES[penalty]) if penalty in _PENALTIES else penalty


def solution_name(opportunity: Opportunity, translator: Translator) -> str:
    """Return the name of the solution family, in another language if need be, or nothing."""
    names = opportunity.solution_name
    return names.get(translator.language) or next((n for n in names.values() if n), "")


def in_sentence(name: str) -> str:
    """Return a name with a small first letter, unless its first word is an acronym."""
    first = name.partition(" ")[0]
    return name if any(c.isupper() for c in first[1:]) else name[:1].lower() + name[1:]
