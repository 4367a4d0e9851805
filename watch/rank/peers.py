"""Who is like the company, and what can be had where it is: country, trade, size.

Only what a sentence says counts: the language of an article tells nothing of a country.
"""

from __future__ import annotations

import re

from watch.model import Article, Company, Fact, FactKind, Story
from watch.text import fold, telling_stems

_NAMES_OF = {
    "BE": r"belg\w+",
    "CH": r"suisses?|swiss|switzerland",
    "DE": r"alleman\w+|allemagne|german\w*",
    "ES": r"espagn\w+|spain|spanish",
    "FR": r"france|francais\w*|french",
    "GB": r"royaume-uni|britanni\w+|britain|british|uk",
    "IT": r"itali\w+|italy",
    "LU": r"luxembourg\w*",
    "NL": r"pays-bas|neerlandais\w*|netherlands|dutch",
}
"""How texts name France and its neighbours, folded; other countries are not recognised."""

_EUROPEAN_UNION = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)
_STAFF = frozenset(
    "salaries employes collaborateurs personnes employees staff people workers".split()
)
_MIDSIZED = re.compile(
    r"\b(?:pme|eti|smes?|(?:mid|medium)[- ]?sized?|taille intermediaire|moyennes? entreprises?)\b"
)
_SMALLEST_OF_CLASS = (10, 250, 5_000)
"""Head counts that part micro-enterprises, SMEs, mid-caps and large companies.

Source:
    Décret 2008-1354 of 18 December 2008, by head count alone.
"""


def is_peer(adopter: Fact, article: Article, company: Company) -> bool:
    """Tell whether an adopter is like the company: its country, its trade or its size class."""
    told = f"{adopter.about} {adopter.sentence}"
    stems = set(telling_stems(told, article.language))
    trades = set(telling_stems(company.sector, article.language))
    return bool(stems & trades) or names_country(told, company) or of_its_size(adopter, company)


def names_country(text: str, company: Company) -> bool:
    """Tell whether a text names the company's country."""
    names = _NAMES_OF.get(company.country)
    return names is not None and re.search(rf"\b(?:{names})\b", fold(text)) is not None


def of_its_size(adopter: Fact, company: Company) -> bool:
    """Tell whether an adopter is of the company's size class, by head count or by name."""
    if adopter.value is not None and fold(adopter.unit) in _STAFF:
        return company.employees is not None and _class(adopter.value) == _class(company.employees)
    midsized = company.employees is None or _class(company.employees) in (1, 2)
    return midsized and bool(words_of_size(adopter.sentence))


def words_of_size(text: str) -> list[str]:
    """Return the words of a text that tell a company of middle size, folded."""
    return sorted({" ".join(found.split()) for found in _MIDSIZED.findall(fold(text))})


def _class(employees: float) -> int:
    return sum(employees >= least for least in _SMALLEST_OF_CLASS)


def available(story: Story, company: Company) -> tuple[bool, Fact] | None:
    """Return whether it can be had in the company's country, and the claim; None if untold.

    "In Europe" counts in the European Union; a denial is believed before a claim.
    """
    claims = [fact for fact in story.facts.of(FactKind.AVAILABILITY) if _here(fact, company)]
    denials = [fact for fact in claims if fact.denies]
    if denials:
        return False, denials[0]
    return (True, claims[0]) if claims else None


def _here(claim: Fact, company: Company) -> bool:
    """Return whether a claim is about the country: by its name, or as one of the Union."""
    place = fold(claim.about)
    named = {code for code, names in _NAMES_OF.items() if re.search(rf"\b(?:{names})\b", place)}
    return company.country in (named or _EUROPEAN_UNION)
