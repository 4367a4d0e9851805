"""Falls in per cent that concern a pain point: a story's own, and the usual one of a family.

In → what was reported or what the library states; out → a part of the whole, with the words
that tell it. Shares, ceilings, rises and points are no falls.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from watch.model import LANGUAGES, Article, EventKind, Fact, FactKind, PainPoint, Solution, Story
from watch.text import telling_stems

_RANGE = r"(?P<{}>\d+(?:[.,]\d+)?)\s?%?(?:\s?[-–]\s?|\sà\s|\sto\s)\d+(?:[.,]\d+)?\s?%"
_LESS_BEFORE = r"\b(?:réduit\w*|raccourci\w*|baisse|cut|down|reduced)(?: de| by)?\s"
_LESS_AFTER = (
    r"\b(?:en moins(?! de )|économi(?:es?|sée?s?)|évitée?s?|supprimée?s?|de baisse|less|fewer"
    r"|lower|shorter|smaller|savings?|saved|avoided|removed|off)\b"
)
_USUAL = re.compile(
    _LESS_BEFORE
    + _RANGE.format("led")
    + "|"
    + _RANGE.format("followed")
    + rf"(?:(?!en plus|de plus|higher|more|\d)[^;,])*?{_LESS_AFTER}"
)
"""A fall in per cent, from … to …, as the library words it: "réduit de 20 à 40 %", "20-40% fewer
returns". Shares ("30 to 50% of calls resolved") and rises have no such words beside them."""

_MEASURES = """
temps time times taux rate cout couts cost costs nombre number delai delais duree part share
niveau level total moyen moyenne average jour jours day days heure heures hour hours mois month
months semaine week annee an ans year years trop many much typiquement generalement typically
generally moins less fewer lower reduire reduit reduce reduced cut baisse economies savings
"""
"""Words of measure stand in any indicator; to share one is to share nothing."""


_FAILED = frozenset({EventKind.SETBACK, EventKind.INCIDENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A fall: its part in (0, 1], the words that tell it, and the article where they stand."""

    part: float
    words: str
    article: Article | None = None


def cut_for(pain: PainPoint, story: Story, solution: Solution | None, language: str) -> Cut | None:
    """Return the story's own fall, else the usual one of its family; none after a failure."""
    if story.facts.event in _FAILED:
        return None
    return cited_cut(pain, story, solution) or usual_cut(pain, solution, language)


def cited_cut(pain: PainPoint, story: Story, solution: Solution | None) -> Cut | None:
    """Return the first fall that a story reports of what the pain is about.

    Only of figures that are gains at all (``Facts.gain``): no brochure, survey or setback.
    """
    if not story.facts.gain:
        return None
    for fact in story.facts.of(FactKind.EFFECT):
        article = story.teller(fact.sentence)
        part = _part(fact)
        if part and concerns(pain, fact.about, article.language, solution):
            return Cut(part=part, words=fact.clause or fact.text, article=article)
    return None


def usual_cut(pain: PainPoint, solution: Solution | None, language: str) -> Cut | None:
    """Return the usual fall of what the pain is about, as the library states it for the family.

    Of a range the lower end, which is the prudent one.
    """
    for text in solution.gains.get(language, ()) if solution else ():
        found = _USUAL.search(text)
        if found and concerns(pain, text, language, solution):
            told = found.group("led") or found.group("followed")
            return Cut(part=float(told.replace(",", ".")) / 100, words=text)
    return None


def concerns(pain: PainPoint, about: str, language: str, solution: Solution | None) -> bool:
    """Tell whether a phrase shares a telling word with what a pain point is measured by.

    That is its title, its indicator, and those indicators of the family that are about the same:
    they stand in French and English, and so carry a French pain to an English phrase.
    """
    return bool(_subject(about, language) & _measured_by(pain, language, solution))


def _part(fact: Fact) -> float:
    """Return the part that an effect took away; 0 when it is no fall in per cent."""
    fell = fact.unit == "%" and not fact.adverse and fact.value is not None and fact.value < 0
    return min(abs(fact.value), 100.0) / 100 if fell and fact.value is not None else 0.0


def _measured_by(pain: PainPoint, language: str, solution: Solution | None) -> frozenset[str]:
    own = {spoken: _subject(f"{pain.title} {pain.kpi}", spoken) for spoken in LANGUAGES}
    found = own.get(language, frozenset())
    for forms in _indicators(solution):
        if any(_subject(form, spoken) & own[spoken] for spoken, form in forms.items()):
            found |= _subject(forms.get(language, ""), language)
    return found


def _indicators(solution: Solution | None) -> list[dict[str, str]]:
    """Return the indicators of a family, each in every language; the lists run side by side."""
    if solution is None:
        return []
    rows = zip(*(solution.kpis[spoken] for spoken in LANGUAGES), strict=False)
    return [dict(zip(LANGUAGES, row, strict=True)) for row in rows]


@lru_cache(maxsize=8_192)  # pains and indicators are read for every match again; 496 families
def _subject(text: str, language: str) -> frozenset[str]:
    return frozenset(telling_stems(text, language)) - _measures(language)


@cache
def _measures(language: str) -> frozenset[str]:
    return frozenset(telling_stems(_MEASURES, language))
