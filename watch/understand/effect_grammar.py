"""Constructions that tie a figure to a change, as patterns over the tags of a sentence.

Groups: ``d`` the word of change, ``a`` the figure, ``o`` what changed where it stands between
them, ``b`` the figure it is compared with; ``after`` and ``direct`` say that what changed may
follow (``direct``: at once). Tried in order; a figure is tied once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watch.understand.vocabulary import INFINITIVES

_OBJECT = "(?P<o>[wEOTIiCPMGNDUSXAaejqtFW]{1,12}?)"
_OBJECT_FR = "(?P<o>[wEOTIiCPMGNDUSXAaejqtFWB]{1,12}?)"
_BARE = "C(?![w0])"
_LATER = "[wXaIi]{0,4}"

_ENGLISH = (
    rf"(?P<d>[DUqt]){_OBJECT}B(?P<a>A|C)",  # cut stoppages by 41%
    rf"(?P<d>[DUqt]){_OBJECT}[BI](?P<a>h)",  # cut stoppages in half
    r"(?P<d>Y)[jJ](?P<a>R)",  # went up from 92 to 99%
    rf"(?P<d>[DUYqt]){_OBJECT}(?P<a>R)",  # raised fill from 71 to 83%
    rf"(?P<d>[DUqt]){_LATER}B(?P<a>[Ah]|C)",  # errors fell by 2%
    rf"(?P<d>[DUYqt]){_LATER}(?P<a>R)",  # queueing dropped from 50 to 18 minutes
    rf"Y(?P<o>[wEOTIiCPMGNDUSqt]{{0,8}}?)(?P<d>[jJ])[BT]?(?P<a>A|{_BARE})",  # took X down by 12%
    rf"Y(?P<d>[jJ]){_OBJECT}[BT](?P<a>A|{_BARE})",  # brought down X by 12%
    rf"X(?P<d>[jJ])[BT]?(?P<a>A|{_BARE})",  # recalls were down by four
    r"(?P<d>[DY])(?P<a>A)(?:W|iO)(?P<after>)",  # cut 12 hours off X
    r"(?P<d>D)(?P<a>A)F(?P<after>)",  # cut 12 hours from X
    r"(?P<d>[DU])(?P<o>w{1,4}?)(?P<a>A)(?!w)(?P<known>)",  # cuts downtime 41%
    r"(?P<d>[qt])(?P<a>A)(?!w)",  # energy use fell 12%
    r"(?P<d>[DUqtY])T(?P<a>A|C)(?:a|Ow)?(?:,?[jJ]?F|,?v)(?P<b>[AC])",  # fell to 5 days from 12
    rf"(?P<d>[Dq])T(?P<a>A|{_BARE})",  # fell to 38
    rf"(?P<d>[Dq]){_OBJECT}T(?P<a>A|{_BARE})(?:(?:a|Ow)?,?[jJ]?F(?P<b>[AC]))?",  # cut X to 5
    r"(?P<d>S)J?X?(?P<a>[Aa]|C(?=w))(?P<after>)",  # saves 12 hours on X
    r"(?P<d>S)(?P<o>[wE][wEO]{0,5})(?P<a>A)(?P<after>)",  # spared the office 640 hours
    r"(?P<a>[ACh])(?P<d>M)(?P<direct>)",  # 9% less flour
    r"(?P<a>A)(?P<d>P)(?P<direct>)",  # three times faster
    r"(?P<a>A)w{0,2}(?P<d>[NGDUqt])[IO](?P<after>)",  # a 58% average reduction in X
    rf"(?P<d>[NG])[IO]{_OBJECT}B(?P<a>A)",  # reduction in clicks by 57%
    r"(?P<a>A)(?P<o>w{1,3})(?P<d>[NG])",  # a 12% cost reduction
    rf"(?P<d>[NGqt])I{_OBJECT}O(?P<a>A)",  # a drop in errors of 12%
    r"(?P<a>C)(?P<o>w[wO]{0,4}?)X{0,3}(?P<d>S)",  # 160 staff hours saved
    r"(?P<o>w{0,3})(?P<d>[NGSqt])O(?P<a>A)(?P<after>)",  # a fuel saving of £74,000
    r"(?P<a>A)O?(?P<o>[wEO]{0,6}?)X{0,2}(?P<d>S)",  # 640 hours of work saved
    r"(?P<a>A)[wOEIi]{0,8},?(?P<d>[jJ])F(?P<b>[AC])",  # 2% of output, down from 5%
    r"(?P<a>A)(?P<o>[wOEIi]{0,8}),?(?P<d>v)(?P<b>[AC])",  # 88% of X, compared with 73%
    r"(?P<d>[DUqtjJ])[^;]{1,20}?[ACh]K(?P<o>[wE]{1,6})B(?P<a>A)",  # … and the premium by £5
    r"(?P<d>(?P<a>h))(?=E)(?P<after>)",  # half the time
    r"(?P<d>(?P<a>h))iwi?(?P<after>)",  # half as much energy
    r"(?P<d>(?P<a>H))(?P<after>)",  # halved the cost
    r"(?P<d>(?P<a>[+]))(?P<after>)",  # −12% energy
)
_FRENCH = (
    r"(?P<d>[DU])X?w?O(?P<a>[Ah])(?=E)(?P<after>)",  # a réduit de 32 % ses délais
    r"(?P<d>[DUY])X?(?P<a>R)(?=E)(?P<after>)",  # a ramené de 5 à 2 % le taux
    rf"(?P<d>[DU]){_OBJECT_FR}O(?P<a>[Ah])",  # a réduit ses délais de 32 %
    rf"(?P<d>[DUY]){_OBJECT}(?P<a>R)",  # a porté le rendement de 61 à 74 %
    rf"(?P<d>[DU]){_LATER}O(?P<a>[Ah]|{_BARE})",  # les délais ont baissé de 32 %
    r"(?P<d>[DUY])X?w?(?P<a>R)",  # l'attente est passée de 11 à 4 minutes
    rf"(?P<d>[DY])(?:{_OBJECT})?T(?P<a>A|{_BARE}),?(?P<v>v)(?P<b>[AC])",  # ramené à 3 contre 8
    rf"(?P<d>[DY])(?:{_OBJECT})?T(?P<a>A|{_BARE})",  # tombé à 3 jours
    r"(?P<d>D)(?P<a>[Ah])[Oi](?P<after>)",  # a rogné 40 % de sa consommation
    r"(?P<d>l)(?P<a>[AC])",  # ne prend plus que 6 minutes
    r"(?P<d>S)X?(?P<a>[Aa]|C(?=w))(?P<after>)",  # a économisé 12 heures de X
    r"(?P<d>S)(?P<o>T[wEO]{1,5})(?P<a>A)(?P<after>)",  # a épargné aux livreurs 12 heures
    r"(?P<d>S)[wEO]{1,8}?O(?P<a>A)(?P<after>)",  # évite l'émission de 47 tonnes de X
    r"(?P<d>U)(?P<a>A)T(?P<after>)",  # a ajouté six jours au délai
    r"(?P<a>[AC])O(?P<o>[wEO]{1,6}?)[IO](?P<d>[MP])",  # 26 % d'eau de moins
    r"(?P<a>C)(?P<o>w[wEO]{0,4}?)[IO](?P<d>[MP])",  # 650 repas de plus
    r"(?P<a>A)[IO](?P<d>[MP])(?P<direct>)",  # 37 minutes de moins
    r"(?P<a>[Ah])(?P<d>[MP])(?P<direct>)",  # deux fois moins de pannes
    r"(?P<d>[NG])O(?P<a>A)(?P<after>)",  # une baisse de 12 % de X
    rf"(?P<d>[NG])O{_OBJECT}O(?P<a>A)",  # une baisse de X de 12 %
    r"(?P<a>A)O(?P<d>[NG])(?P<after>)",  # 12 % d'économies
    r"(?P<a>A)[OB](?P<o>[wEO]{1,6}?)X{0,2}(?P<d>S)",  # 12 heures de saisie économisées
    r"(?P<a>A)X{0,2}(?P<d>S)",  # 12 heures gagnées
    r"(?P<a>C)(?P<o>w[wEO]{0,4}?)X{0,3}(?P<d>S)",  # 12 trajets évités
    r"(?P<a>A)(?P<o>[wOEIiXTDS]{0,10}),?(?P<d>v)(?P<b>[AC])",  # 3 heures au lieu de deux jours
    r"(?P<d>V)B(?P<a>[AC])(?=E)(?P<after>)",  # a divisé par deux le nombre
    r"(?P<d>V)B(?P<a>[AC])",  # le nombre a été divisé par deux
    rf"(?P<d>V){_OBJECT}B(?P<a>[AC])",  # a divisé le nombre par deux
    r"(?P<d>[DUY])[^;]{1,20}?[Ah],?K(?P<o>E[wEO]{1,6}?)O(?P<a>[Ah])",  # … et les rebuts de 9 %
    r"(?P<d>[UY])X?(?P<a>R)(?=O)(?P<after>)",  # remonte de 71 à 90 % de livraisons à l'heure
    r"(?P<d>(?P<a>H))(?=E)(?P<after>)",  # a doublé la cadence
    r"(?P<d>(?P<a>[+]))(?P<after>)",  # −7 % de chauffage
)
_GRAMMARS = {
    False: tuple(re.compile(pattern) for pattern in _ENGLISH),
    True: tuple(re.compile(pattern) for pattern in _FRENCH),
}
_NOUN_PHRASE = re.compile(
    r"[OIiFWTBEXj]{0,4}(?P<np>[wNGDUSqtCHMY](?:[wNGDUSqtCHMPYe]|OE?(?=[wNGDUSqtCAPH])|TE?(?=w)){0,9})"
)
_CARRIED_OUT = re.compile(r"(fX?|e[wEOTIiBXr]{0,8}[OTw])([dusycb])")
_DONE = str.maketrans({lower: upper for upper, lower in INFINITIVES.items()})
_NO_MORE_THAN = re.compile(r"Z([wXDUSYM]{1,2})PQ")
_INCISE = re.compile(r"([DUqtY]),[^,;]{1,10},(?=~?[BOTRI])")
_ASIDE = re.compile(r",[wXKr],")
_INFINITIVE = re.compile(r"(e[wEOTIiBXr]{0,8})?(TX?)[DUSYHqt]")


@dataclass(frozen=True, slots=True)
class Construction:
    """A figure tied to a change, as positions among the words of a sentence.

    Attributes:
        at: The word of change; ``figure``, the figure; ``other``, one it is compared with.
        between: Where what changed stands between them.
        after: Whether it may follow; ``direct``, whether it must follow at once.
        known: Whether the construction is so loose that only what is on a list counts.
    """

    tags: str
    start: int
    end: int
    at: int
    figure: int
    other: int | None
    between: tuple[int, int] | None
    after: bool
    direct: bool
    known: bool

    @property
    def kind(self) -> str:
        """Return the tag of the word of change."""
        return self.tags[self.at]

    @property
    def level(self) -> bool:
        """Tell whether only the new level is told ("fell to 38")."""
        return self.tags[max(0, self.figure - 1)] == "T" or self.kind in "vl"

    @property
    def first(self) -> int:
        """Return the first of the word of change and the figure."""
        return min(self.at, self.figure)

    @property
    def clause(self) -> int:
        """Return where the clause of the construction begins."""
        return max(self.tags.rfind(mark, 0, self.first) for mark in ",;") + 1


def constructions(tags: str, *, french: bool) -> Iterator[Construction]:
    """Yield the constructions that tags hold, the surest first."""
    for grammar in _GRAMMARS[french]:
        for found in grammar.finditer(tags):
            groups = found.groupdict()
            yield Construction(
                tags=tags,
                start=found.start(),
                end=found.end(),
                at=found.start("d"),
                figure=found.start("a"),
                other=found.start("b") if groups.get("b") else None,
                between=found.span("o") if groups.get("o") else None,
                after="after" in groups,
                direct="direct" in groups,
                known="known" in groups,
            )


def licensed(tags: str, *, french: bool) -> str:
    """Return tags where infinitives that were carried out read as done, and others as not."""
    tags = _ASIDE.sub("XXX", tags)
    tags = _INCISE.sub(lambda m: m[1] + "X" * (len(m[0]) - 1), tags)
    if french:
        tags = _NO_MORE_THAN.sub(r"X\1Xl", tags)
        return _CARRIED_OUT.sub(lambda m: m[1] + m[2].translate(_DONE), tags)
    return _INFINITIVE.sub(lambda m: m[0] if m[1] else m[2] + "L", tags)


def objects(told: Construction) -> Iterator[tuple[int, int]]:
    """Yield the spans after or inside a construction that may say what changed."""
    tags = told.tags
    if told.after or (told.direct and tags[told.end : told.end + 1] in set("OwND")):
        yield _noun_phrase(tags, told.end, len(tags))
    if told.between:
        yield _noun_phrase(tags, *told.between)


def subjects(told: Construction) -> Iterator[tuple[int, int]]:
    """Yield the spans before a construction that may: its subject, "A" or "A and B"."""
    end = min(told.start, told.at)
    if told.kind != "+":
        yield _subject(told.tags, end, ",;QKLref")
        yield _subject(told.tags, end, ",;QLref")


def _noun_phrase(tags: str, first: int, last: int) -> tuple[int, int]:
    """Return the span of the noun phrase that opens a stretch, past its small words."""
    found = _NOUN_PHRASE.match(tags, first, last)
    return found.span("np") if found else (first, first)


def _subject(tags: str, end: int, bounds: str) -> tuple[int, int]:
    """Return the noun phrase before a verb, past auxiliaries and what stands between commas."""
    stop = len(tags[:end].rstrip("XZf"))
    if tags[:stop].endswith(","):
        opening = tags.rfind(",", max(0, stop - 16), stop - 1)
        stop = opening if opening > 0 else stop - 1
    if tags[:stop].endswith("Q"):
        stop = len(tags[: stop - 1].rstrip(","))
    first = max(tags.rfind(mark, 0, stop) for mark in bounds) + 1
    return _noun_phrase(tags, first, stop)
