"""Which sentences of an article can stand alone, quoted. Rules in French and English, pure."""

from __future__ import annotations

import re

MIN_CHARS = 40
MAX_CHARS = 300
"""Shorter says too little, longer is no summary; 19 in 20 news sentences lie between."""

_BOILERPLATE = re.compile(
    r"appeared first on|est (?:apparu|paru) (?:en premier|d.abord) sur|lire (?:la suite|aussi)"
    r"|lire également|click here|cliquez ici|abonnez-vous|inscrivez-vous|réservé aux abonnés"
    r"|il vous reste|déjà abonné|(?:our|the|notre|la|nos|de) (?:\w+ )?newsletters?\b"
    r"|accept\w* (?:(?:all|les|nos|our|the) )?cookies|(?:enable|activer) javascript"
    r"|rights reserved|droits réservés|©|\d min(?:utes?)? (?:de lecture|read)\b"
    r"|\[…\]|\[\.\.\.\]|https?://|\bwww\.",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"[^\w]*(?:(?:read|see|watch|hear|discover) (?:more|also)|(?:continue|keep) reading"
    r"|learn more|find out more|subscribe|sign up|log ?in|follow us|share this|watch[: ]|listen[: ]"
    r"|download|voir aussi|en savoir plus|suivez|partage[rz]|écoutez|réécoute[rz]|téléchargez"
    r"|découvrez|copyright|publicité|advertisement|sponsored|contenu sponsorisé"
    r"|(?:photos?|images?|vid[eé]os?|podcast|cr[eé]dits?|source|légende|caption)\b[^.:]{0,30}:)",
    re.IGNORECASE,
)
"""Calls to the reader and captions; the same words further on are news ("asked to sign up")."""

_LEANS = {
    "fr": re.compile(
        r"""[—–-]?\s?(?:
        il\ (?!faut\b|n?.?y\ a|s.agi|est\ (?:possible|nécessaire|prévu))
        |(?:ce|cet|cette)\ (?!matin|midi|soir|semaine|mois|année|lundi|mardi|mercredi|jeudi
            |vendredi|samedi|dimanche|printemps|été\b|automne|hiver|trimestre)
        |ces\ (?!jours|derni\w+\ (?:mois|jours|semaines|années|temps|heures))
        |(?:elle|ils|elles|celui|celle|ceux|celles|cela|ça|ceci|son|sa|ses|leurs?|lui|c['’]est
            |je|j['’]\w+|nous|notre|nos|mon|ma|mes|mais|or|car|donc|et|puis|ensuite|enfin|aussi
            |ainsi|toutefois|cependant|pourtant|néanmoins|en\ outre|de\ plus|par\ ailleurs
            |en\ effet|d['’]ailleurs|au\ contraire|en\ revanche|là|parmi\ eux|par\ exemple)\b)""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "en": re.compile(
        r"""[—–-]?\s?(?:
        (?:this|that|these|those)\ (?!morning|evening|week|month|quarter|year|summer|winter
            |spring|autumn|fall|(?:mon|tues|wednes|thurs|fri|satur|sun)day)
        |(?:he|she|they|it|it['’]s|his|her|its|their|i|i['’](?:m|ve|d|ll)|we|we['’](?:re|ve|ll)
            |our|my|you|your|but|and|or|so|then|also|however|meanwhile|moreover|furthermore
            |nevertheless|still|instead|therefore|thus|yet|besides|indeed|in\ addition
            |as\ a\ result|for\ example)\b)""",
        re.IGNORECASE | re.VERBOSE,
    ),
}
_UNNAMED_SPEAKER = {
    "fr": re.compile(r"-t-(?:il|elle|on|ils|elles)\b|\bdit-(?:il|elle|on)\b", re.IGNORECASE),
    "en": re.compile(
        r"[,”\"] (?:he|she|they|i|we) (?:said|says|added|adds|told|explained)\b", re.IGNORECASE
    ),
}
_ONLY_SPEECH = re.compile(r"(?:«[^»]*»|“[^”]*”|\"[^\"]*\")[.!]?")
_FIGURE = re.compile(r"\d")
_NAME = re.compile(r"(?<=[\s’'(«“])[A-ZÀ-ÖØ-Þ][\w’-]+")
_PAIRS = (("«", "»"), ("“", "”"), ("(", ")"), ("[", "]"))


def quotable(sentence: str) -> bool:
    """Tell whether a sentence is whole, of a fair length, and addressed to nobody.

    Left out: boilerplate, sentences cut by the feed, halves of a quotation or bracket,
    questions, and lists of names without small words.
    """
    if not MIN_CHARS <= len(sentence) <= MAX_CHARS:
        return False
    if boilerplate(sentence) or not _whole(sentence):
        return False
    words = sentence.split()
    return 2 * sum(word[:1].islower() for word in words) >= len(words)


def boilerplate(sentence: str) -> bool:
    """Tell whether a sentence speaks to the reader of the page, not of the news."""
    return bool(_BOILERPLATE.search(sentence) or _CALL.match(sentence))


def dangling(sentence: str, language: str) -> bool:
    """Tell whether a sentence leans on the one before it: "He said…", « Ce dernier… »."""
    if language not in _LEANS:
        return False
    return bool(
        _LEANS[language].match(sentence)
        or _UNNAMED_SPEAKER[language].search(sentence)
        or _ONLY_SPEECH.fullmatch(sentence)
    )


def concreteness(sentence: str) -> float:
    """Return how concrete a sentence is, in [0, 1]: half for a figure, half for a name."""
    return 0.5 * bool(_FIGURE.search(sentence)) + 0.5 * bool(_NAME.search(sentence))


def _whole(sentence: str) -> bool:
    """Tell whether a sentence has its end, and both halves of its quotes and brackets."""
    closed = sentence.rstrip("»”\"')] \u00a0\u202f")
    if not closed.endswith((".", "!")) or closed.endswith("..."):
        return False
    paired = all(sentence.count(opens) == sentence.count(closes) for opens, closes in _PAIRS)
    return paired and sentence.count('"') % 2 == 0
