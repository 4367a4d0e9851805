"""The handful of phrases an article is about, in its own language.

YAKE scores the phrases of one text by frequency, position and company; rules keep those a
reader would underline: no verb, no boilerplate, nothing twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from yake_rust import Yake

from watch.text import boilerplate, sentences, stems

_MAX_CHARS = 1_500
"""Opening that is looked at: news says early what it is about, and time grows with length."""

_MAX_WORDS = 4
_MAX_WORD_CHARS = 40
"""A longer run of letters is no word, and the tokenizer's time grows with it."""

_POOL = 80
_ALONE = 2.0
_LINKED = 1.5
_TITLED = 0.4
"""YAKE's scores are better when lower: a lone word says half as much as a phrase, a phrase
around a small word less than one without, one that stands in the title more than twice as
much. Chosen by eye on 60 articles of the shared sets."""

_TOKEN = re.compile(
    r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=\w)|[^\W_]+(?:[-.&’'][^\W_]+)*|[^\w\s]",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]")
_REJOINED = re.compile(r"(?<=[’']) ")
_POSSESSIVE = re.compile(r"(?<=\w)[’']s\b")
"""A phrase ends before it: the library would drop it and join what stood on either side."""


_LINKS = {
    "fr": frozenset("de du des la le les l’ l' d’ d' en".split()),
    "en": frozenset(["of", "for"]),
}
"""Small words that may stand inside a phrase: « mise en service », "bill of materials"."""

_ARTICLES = frozenset("le la les l’ l'".split())
"""Inside a French phrase they follow « de »; after anything else, that was a verb."""

_CUT = frozenset("qu qu’ jusqu jusqu’ lorsqu lorsqu’ puisqu puisqu’ aujourd hui déjà".split())
"""What the library makes of « lorsqu’ » and its like."""

_GENERIC = frozenset(
    """
    million millions milliard milliards billion billions euro euros dollar dollars percent pourcent
    tonne tonnes an ans année années mois semaine semaines jour jours heure heures fois personne
    personnes exemple suite cours cadre autour lors milieu fin début dernier dernière
    prochain prochaine nouveau nouvelle nouveaux nouvelles lundi mardi mercredi jeudi vendredi
    samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre
    décembre year years month months week weeks days hour hours times people new news last
    next first monday tuesday wednesday thursday friday saturday sunday january february march
    april june july august september october november december
    """.split()
)
"""Words of any article: no phrase begins or ends with one."""

_VERBS = frozenset(
    """
    accélérer accuser adopter afficher alerter aller annoncer appeler appliquer arriver assurer
    atteindre attendre augmenter autoriser avertir baisser bloquer chuter commencer compter
    confirmer contraindre continuer contraint créer débarquer décaler déclarer décider demander
    démarrer déployer dénoncer dévoiler devenir devient dire doit doivent donner échouer entrer
    envisager espérer estimer évoquer expliquer exiger faire falloir fermer finir font franchir
    grimper imposer indiquer installer investir inviter juger lancer lever mener mettre miser
    montrer obtenir offrir ouvrir parier passer peut peuvent plonger porter pourrait pousser
    prendre préparer présenter prévoir proposer quitter racheter ralentir rappeler recruter
    redouter réduire refuser regretter remplacer renforcer renoncer repousser reprendre rester
    retirer révéler réussir revient revoir risquer saluer sauver savoir séduire servir signer
    souffrir souhaiter souligner subir supprimer suspendre tarder tenir tirer tomber toucher
    tourner trouver vendre valoir venir veut veulent viser vivre voir vouloir
    accuse add agree aim allow announce appear ask back bar become begin block boost bring buy
    call cause claim close come confirm continue cut delay deliver demand deny drop expect
    face fail fall fear fight fill find force gain get give grow halt happen hit hold hope
    include increase insist invest join keep kick know launch lead leave lose make mean miss
    move need offer open pay plan pledge pull push put raise reach receive reduce reject remain
    reopen replace report reveal rise rule run said saw say seek sell send set settle shift show
    shut sign slash slow spend spread stand start stay stop struggle sue suffer suspend take
    tell tend think told took trigger try turn unveil urge use vow vote
    want warn went win work suggest provide recover ground brace
    """.split()
)
"""Verbs of headlines: a phrase that holds one is a piece of a sentence."""


def keyphrases(title: str, text: str, language: str, limit: int = 5) -> tuple[str, ...]:
    """Return what an article is about, most telling first; nothing for other languages.

    Args:
        text: Its text, or several tellings of one story, one after the other.

    Returns:
        At most ``limit`` phrases of one to four words, spelt as in the text, no two of them
        sharing half of their words.
    """
    if language not in _LINKS:
        return ()
    told = [title, *(s for s in sentences(text[:_MAX_CHARS]) if not boilerplate(s))]
    named = frozenset(stems(title, language))
    counted = Counter(stem for sentence in told for stem in stems(sentence, language))
    repeated = frozenset(stem for stem, count in counted.items() if count > 1)
    ranked = sorted(
        (abs(score) * _weight(phrase, named, language), phrase)
        for phrase, score in _scored(" . ".join(map(_spaced, told)), language)
        if _telling(phrase, repeated, language)
    )
    apart = _apart([phrase for _, phrase in ranked], language)
    spelt = [_REJOINED.sub("", phrase) for phrase in apart]
    return tuple(phrase for phrase in spelt if phrase in title or phrase in text)[:limit]


def _spaced(sentence: str) -> str:
    """Return a sentence as words and stops with spaces between: « l’ énergie verte , »."""
    split = _POSSESSIVE.sub(" ,", sentence)
    tokens = [t if _WORD.match(t) else "," for t in _TOKEN.findall(split)]
    return " ".join(token for token in tokens if len(token) <= _MAX_WORD_CHARS)


def _scored(text: str, language: str) -> list[tuple[str, float]]:
    """Return phrases with their score; nearer to nought is better.

    A phrase around small words may come out below nought, which means nothing.

    The library is Rust: should it ever panic on a text, that text has no keyphrases. It is
    given plain words only, on which 40,000 hostile texts raised none.
    """
    try:
        return _extractor(language).get_n_best(text, n=_POOL)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # not importable, and no Exception
            raise
        return []


@cache
def _stop(language: str) -> frozenset[str]:
    return frozenset(Yake(language=language).stopwords) | _GENERIC | _LINKS[language] | _CUT


@cache
def _extractor(language: str) -> Yake:
    return Yake(stopwords=set(_stop(language)), ngrams=_MAX_WORDS + 1, remove_duplicates=False)


@cache
def _verbs(language: str) -> frozenset[str]:
    return frozenset(stems(" ".join(_VERBS), language))


def _telling(phrase: str, repeated: frozenset[str], language: str) -> bool:
    """Tell whether a phrase names something: no piece of a sentence, no lone common word."""
    words = phrase.split()
    stop = _stop(language)
    inner = [word for word in words if word.lower() in stop]
    content = [word for word in words if word.lower() not in stop]
    if not content or len(words) - _elided(words) > _MAX_WORDS:
        return False
    if any(word.lower() not in _LINKS[language] for word in inner) or _verbal(words, language):
        return False
    if len(set(stems(" ".join(content), language))) < len(content):
        return False
    if len(words) == 1 and words[0].islower():
        return set(stems(phrase, language)) <= repeated
    return all(len(word) > 1 and word[0].isalpha() for word in (content[0], content[-1]))


def _elided(words: Sequence[str]) -> int:
    return sum(word.endswith(("’", "'")) for word in words)


def _verbal(words: Sequence[str], language: str) -> bool:
    """Tell whether one of the words is a verb: a listed one, or by its ending and place."""
    forms = [*words, *(word.removesuffix("ent") for word in words)]
    if any(stem in _verbs(language) for form in forms for stem in stems(form, language)):
        return True
    if language == "en":
        return words[-1].islower() and words[-1].endswith("ed")
    after_verb = any(
        (one.endswith(("s", "x")) and two.endswith("ent") and not two.endswith("ment"))
        or (two.lower() in _ARTICLES and one != "de")
        for one, two in pairwise(words)
    )
    return after_verb or any(_infinitive(word) for word in (words[0], words[-1]))


def _infinitive(word: str) -> bool:
    """Tell whether a French word looks like « former », not « chantier » nor "Docker"."""
    return word.islower() and len(word) > 5 and word.endswith("er") and not word.endswith("ier")


def _weight(phrase: str, named: frozenset[str], language: str) -> float:
    words = phrase.split()
    titled = _TITLED if set(stems(phrase, language)) <= named else 1.0
    linked = _LINKED if any(word.lower() in _LINKS[language] for word in words) else 1.0
    return titled * linked * (_ALONE if len(words) == 1 else 1.0)


def _apart(phrases: Sequence[str], language: str) -> list[str]:
    """Return the phrases that share less than half of their words with every earlier one."""
    stop = _stop(language)
    kept: list[str] = []
    known: list[frozenset[str]] = []
    for phrase in phrases:
        words = " ".join(word for word in phrase.split() if word.lower() not in stop)
        said = frozenset(stems(words, language))
        if all(2 * len(said & other) < min(len(said), len(other)) for other in known):
            kept.append(phrase)
            known.append(said)
    return kept
