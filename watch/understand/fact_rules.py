"""The words that tell facts, in French and English: rules only, no reading.

Chosen on trade-press sentences written for this project and on the captured feeds; every
rule has a sentence in ``tests/unit/understand/test_facts.py``.
"""

from __future__ import annotations

import re

from watch.model import EventKind


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.IGNORECASE)


_AMOUNT = (
    r"(?:[-−–+]\s?)?\d[\d\s\u00a0\u202f.,]*\s?"
    r"(?:%|pour\s?cent\b|percent\b|per\s?cent\b|points?\b|k?€|M€|euros?\b|\$|£"
    r"|(?:million|milliard|billion)s?\b(?:\s(?:d['’]euros|euros|dollars))?"
    r"|heures?\b|hours?\b|jours?\b|days?\b|minutes?\b|semaines?\b|weeks?\b|mois\b|months?\b"
    r"|tonnes?\b|tons?\b|[kMG]Wh\b)"
)
_EFFECT = (
    r"(?:r[ée]dui\w+|r[ée]duction\w*|baiss\w+|diminu\w+|divis\w+|gagn\w+|gains?|[ée]conomi\w+"
    r"|augment\w+|am[ée]lior\w+|hausse|progress\w+|chut\w+|recul\w+|passe\w*|pass[ée]\w*"
    r"|acc[ée]l[ée]r\w+|[ée]vit\w+|limit\w+|raccourci\w+|ram[eè]n\w+|en moins|de moins|sans saisie"
    r"|tomb\w+|remont\w+|au lieu de"
    r"|reduc\w+|cuts?|cutting|sav(?:e|es|ed|ing|ings)|lower\w*|decreas\w+|increas\w+|improv\w+"
    r"|halv\w+|drop\w*|fell|falls?|faster|fewer|less|shorten\w+|boost\w*|avoid\w*|lift\w*"
    r"|down (?:from|by)|instead of|takes? \d+ ?% off|took \d+ ?% off)"
)
GAIN = re.compile(
    rf"\b{_EFFECT}\b[^.;!?]{{0,40}}?\b(?P<range>(?:from|de) \d[\d.,]*(?:\s?%)? (?:to|à) {_AMOUNT})"
    rf"|\b{_EFFECT}\b[^.;!?]{{0,70}}?(?P<after>{_AMOUNT})"
    rf"|(?P<before>{_AMOUNT})[^.;!?]{{0,40}}?\b{_EFFECT}\b"
    r"|(?P<minus>[-−]\s?\d[\d\s.,]*\s?%)",
    re.IGNORECASE,
)

NO_GAIN = _any(
    r"chiffres? d['’]affaires",
    r"b[ée]n[ée]fice",
    r"bourse\b",
    r"lev[ée]e de fonds",
    r"revenues?\b",
    r"shares?\b",
    r"profits?\b",
    r"stock (?:market|price)",
    r"quarter",
    r"trimestre",
    r"inflation",
    r"prix de l",
    r"prices? (?:rose|fell)",
    r"remise",
    r"discount",
    r"promo",
)
"""Sentences about markets and prices: their percentages are no operational gains."""

_SURVEY = _any(
    r"sondage",
    r"barom[èe]tre",
    r"selon une (?:[ée]tude|enqu[êe]te)",
    r"enqu[êe]te",
    r"d['’]apr[èe]s une [ée]tude",
    r"surveys?\b",
    r"polls?\b",
    r"barometer",
    r"report finds",
    r"p[ée]nurie",
    r"shortages?\b",
    r"index of",
    r"panel of",
    r"observatoire",
)

EVENTS: tuple[tuple[EventKind, re.Pattern[str]], ...] = (
    (
        EventKind.OPINION,
        _any(r"tribune\b", r"opinion\b", r"[ée]dito", r"point de vue", r"why we", r"columnist"),
    ),
    (EventKind.SURVEY, _SURVEY),
    (
        EventKind.SETBACK,
        _any(
            r"renonc(?:e|é|ent)",
            r"met fin à",
            r"jette l['’][ée]ponge",
            r"abandonn(?:e|é|ent)\b",
            r"[ée]chec",
            r"fausses alertes",
            r"switched off",
            r"abandons?\b",
            r"drops? (?:its|the)\b",
            r"fail(?:s|ed|ure)\b",
            r"gives? up",
            r"scraps?\b",
        ),
    ),
    (
        EventKind.SCHEME,
        _any(
            r"appels? à (?:projets|candidatures)",
            r"guichet",
            r"subvention",
            r"aides? (?:publique|r[ée]gionale|de l['’][EÉ]tat|à l|au |aux |pour )",
            r"cr[ée]dit d['’]imp[ôo]t",
            r"certificats? d['’][ée]conomies? d['’][ée]nergie",
            r"grants?\b",
            r"subsid(?:y|ies)",
            r"call for projects",
            r"tax credit",
            r"funding scheme",
            r"fonds? de formation",
        ),
    ),
    (
        EventKind.REGULATION,
        _any(
            r"d[ée]cret\b",
            r"r[èe]glement europ[ée]en",
            r"directive\b",
            r"entr(?:e|era|ée) en vigueur",
            r"obligations?\b",
            r"obligatoire",
            r"projet de loi",
            r"nouvelle loi",
            r"facturation [ée]lectronique",
            r"comes? into force",
            r"regulations?\b",
            r"new (?:law|rules)",
            r"mandatory",
            r"compliance deadline",
        ),
    ),
    (
        EventKind.FUNDING,
        _any(
            r"l[èe]ve \d", r"lev[ée]e de fonds", r"tour de table", r"raises? [$€£]", r"seed round"
        ),
    ),
    (
        EventKind.PILOT,
        _any(
            r"pilotes?\b",
            r"exp[ée]riment",
            r"en test\b",
            r"teste(?:nt)? (?:un|une|des|le|la|les|ses|son|sa)\b",
            r"l['’]essai",
            r"preuve de concept",
            r"pilots?\b",
            r"pilot(?:ed|ing)\b",
            r"trial(?:s|led)?\b",
            r"proof of concept",
            r"field tests?",
            r"year-long test",
        ),
    ),
    (
        EventKind.DEPLOYMENT,
        _any(
            r"d[ée]plo(?:ie|ient|yé|yée|iement|yer)",
            r"install(?:e|é|ée|ent|s|ed)\b",
            r"[ée]quip(?:e|é|ée|ent)\b",
            r"automatis(?:e|é|ée|ent)\b",
            r"adopt(?:e|é|ée|ent|s|ed)\b",
            r"mis(?:e)? en (?:place|service)",
            r"r[ée]dui(?:t|sent)\b",
            r"divis(?:e|é|ent)\b",
            r"ram[èe]n(?:e|é|ent)\b",
            r"ne saisit plus",
            r"retour d['’]exp[ée]rience",
            r"grâce (?:à|aux?)",
            r"deploy(?:s|ed|ment)",
            r"roll(?:s|ed)? out",
            r"went live",
            r"(?:cuts?|reduces?|halves|saves?|lifts?) ",
            r"switche[sd] to",
            r"puts? \d+",
            r"opens its own",
            r"took \d+ ?% off",
            r"now uses?",
            r"pays? back",
        ),
    ),
    (
        EventKind.LAUNCH,
        _any(
            r"lance\b",
            r"lancement",
            r"pr[ée]sente (?:un|une|sa|son|le|la)\b",
            r"d[ée]voile",
            r"nouveaut[ée]",
            r"nouvelle version",
            r"version \d",
            r"launch(?:es|ed)?\b",
            r"unveil",
            r"introduc(?:es|ed|ing)",
            r"releases?\b",
            r"announces? (?:a|the|its) new",
        ),
    ),
    (
        EventKind.PARTNERSHIP,
        _any(r"partenariat", r"s['’]alli(?:e|ent)", r"partners? with", r"partnership", r"teams up"),
    ),
    (
        EventKind.RESEARCH,
        _any(
            r"chercheu(?:rs?|ses?)",
            r"laboratoire",
            r"th[èe]se\b",
            r"researchers?\b",
            r"preprint",
            r"we propose",
            r"we (?:present|introduce|show)",
            r"arxiv",
        ),
    ),
    (
        EventKind.INCIDENT,
        _any(
            r"incendie",
            r"cyberattaque",
            r"panne g[ée]ante",
            r"fuite de donn[ée]es",
            r"outage",
            r"data breach",
            r"fire at",
        ),
    ),
)
"""Tried in this order on the title, then on the opening: who merely speaks or counts is told
from who acts before anything else."""

NOT_DONE = {
    EventKind.SURVEY,
    EventKind.SCHEME,
    EventKind.REGULATION,
    EventKind.FUNDING,
    EventKind.SETBACK,
}
"""Kinds whose figures are ceilings, shares and amounts, not effects at an adopter."""

PROMOTIONAL = _any(
    r"leader (?:mondial|incontest[ée])",
    r"r[ée]volutionnaire",
    r"in[ée]gal[ée]",
    r"unique au monde",
    r"offre (?:exclusive|sp[ée]ciale|limit[ée]e)",
    r"promo(?:tion)?s?\b",
    r"meilleur prix",
    r"profitez",
    r"d[ée]couvrez",
    r"super deal",
    r"n['’]attendez plus",
    r"garantie?s? à 100",
    r"entrez dans l",
    r"c['’]est possible",
    r"livraison offerte",
    r"world[- ]leading",
    r"revolutionary",
    r"game[- ]chang",
    r"unmatched",
    r"best[- ]in[- ]class",
    r"limited offer",
    r"buy now",
    r"seamless",
    r"cutting[- ]edge",
    r"unparalleled",
    r"book (?:a|your) demo",
    r"demandez (?:une|votre) d[ée]mo",
)
PROMOTIONAL_HITS = 2
"""One superlative is the trade press's habit; two in a short text are a brochure."""

SHOUTING = re.compile(r"!!|🔥|💥|[-−]\s?\d{2}\s?%\s?:")
"""A title that shouts, or opens with a rebate, is an advertisement."""

_NAME = r"[A-ZÀ-Ý][\w&’'\-]+(?: (?:[A-ZÀ-Ý][\w&’'\-]+|&))*"
ADOPTER = re.compile(
    r"(?:\bchez |\b[Aa]t |\bL['’](?:usine|entrepôt|industriel|équipementier)(?: de| du)? )"
    rf"(?P<at>{_NAME})"
    rf"|^(?P<headed>{_NAME})\s?: "
    rf"|^(?P<subject>{_NAME})(?:,[^,]{{0,60}},)? (?:a |ont |has |have |ne |se )?"
    r"(?:r[ée]dui|divis|d[ée]plo|install|cuts?\b|reduc|ram[eè]n|saisit|gagn|[ée]conomis|lift|saves?\b"
    r"|halv|puts?\b|remont|r[ée]pond|contr[ôo]le)"
)
NOT_NAMES = frozenset(
    "The This These A An In On At When After We It They Our Update"
    " Le La Les L Un Une Il Elle Ils Ce Cette Ces Nous Selon Avec Dans Pour Résultat".split()
)
"""Words that open a sentence with a capital and name nobody."""
