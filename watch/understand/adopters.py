"""Sentences → who adopted something, and who supplied it, named as the sentence names them.

In → a sentence; out → a named adopter (with its trade and head count where they are told
beside it) or supplier. Only grammar names them: a preposition, a trade before the name, a verb
after it. Where no effect is told, only the surest constructions count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_WORD = r"(?:[DdLlO][’'])?[A-ZÀ-ÝŒ][\w&.-]{0,30}[\w&]"
_NAME = rf"{_WORD}(?: (?:(?:de|du|des|of|the|la|et|and|&) )?{_WORD}){{0,4}}"

_TRADE = (
    r"(?:[a-zé]{3,12}erie|clinique|hôpital|hospice|mairie|usine|entrepôt|coopérative|grossiste"
    r"|transporteur|logisticien|industriel|équipementier|régie|chaîne|enseigne|atelier|site"
    r"|plateforme|distributeur|port|aéroport|université|lycée|collège|crèche|cantine|groupe"
    r"|fabricant|constructeur|négociant|bailleur|syndicat|société|entreprise|PME|ETI|caisse"
    r"|centrale|dépôt|magasin|maison|cabinet|banque|assureur|mutuelle|abattoir|marché de gros"
    r"|parc d[’']affaires|armateur|exploitant|opérateur|traiteur|maraîcher|semencier|affréteur"
    r"|messager|loueur|sous-traitant|métropole|fonderie)s?"
)
_TRADE_EN = (
    r"(?:maker|manufacturer|firm|company|group|chain|retailer|grocer|wholesaler|distributor"
    r"|haulier|carrier|operator|utility|importer|exporter|brewer|brewery|bakery|dairy|foundry"
    r"|mill|plant|hospital|clinic|council|trust|port|airport|laundry|builder|contractor|printer"
    r"|publisher|insurer|farm|co-operative|cooperative|cannery|quarry|refinery|depot|warehouse)"
)
_STAFF = (
    r"(?:magasins?|agents|livreurs|équipes|ateliers|salariés|techniciens|conducteurs|chauffeurs"
    r"|opérateurs|lignes|dépôts|entrepôts|sites|usines|soignants|infirmières)"
)
_CHIEF = (
    r"(?:directeur|directrice|responsable|gérante?|patronne?|PDG|DSI|DAF|président|présidente"
    r"|chef)(?: [a-zà-ÿ’']{2,15}){0,5}"
)
_DONE = (
    r"(?:réduit|divis|déplo|install|ramen|ramèn|saisi|gagn|économis|diminu|baiss|abaiss|supprim"
    r"|automatis|équip|adopt|retenu|choisi|confi|test|expériment|rempla|récupér|évit|améliora"
    r"|augment|port|multipli|doubl|optimis|modernis|sabr|rogn|all[eé]g|cuts?\b|reduc|sav|trim"
    r"|halv|lift|boost|rais|deploy|switch|mov|roll|uses?\b|used\b|chose|fix|drove|drives|began"
    r"|begins|shaved|slash|lower|avoid|recover|ran\b|runs\b|automat|equip|replac|went live"
    r"|improv|increas|puts\b|now\b)"
)
_TOOK_UP = (
    r"(?:install(?:e|ent|ed)|déplo(?:ie|ient)|équip(?:e|ent)|automatis(?:e|ent)|test(?:e|ent)"
    r"|expérimente(?:nt)?|confie(?:nt)?|retient|choisit|deployed|rolled out|adopted|switched"
    r"|moved (?:its|their|to)|chose|fitted|equipped|automated"
    r"|(?:a|ont) (?:installé|déployé|équipé|automatisé|retenu|choisi|confié|adopté|testé)"
    r"|(?:has|have) (?:installed|deployed|equipped|automated|rolled out|switched|moved|chosen"
    r"|fitted|been testing))"
)
_THING = re.compile(
    r"\b(?:robots?|capteurs?|logiciels?|systèmes?|solutions?|machines?|chariots?|convoyeurs?"
    r"|bornes?|caméras?|drones?|ERP|WMS|MES|plateformes?|applications?|automates?|compteurs?"
    r"|software|systems?|sensors?|platform|trucks?|conveyors?|cameras?|tugs?|shuttles?|scanners?"
    r"|catalogue|meters?|pumps?|chargers?|tablets?|ambulances|entrepôts?|warehouses?|lignes?"
    r"|ateliers?|usines?)\b",
    re.IGNORECASE,
)
_THE = r"(?:[Ll]e |[Ll]a |[Ll][’']|\b[Aa]u |\b[ÀAà] (?:la |l[’'])|\b[Dd]u |\b[Dd]e (?:la |l[’']))"
_OF = r"(?:de |du |des |d[’'])"
_ASIDE = r"(?:,[^,;]{2,60},)?"
_GOODS = (
    r"(?:robots?|software|sensors?|platform|systems?|store|tools?|app|checker|cart|trucks?"
    r"|shuttles?|tugs?|service|solution|cloud|meters?|drones?|algorithm)"
)


def _each(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


_SURE_ADOPTERS = _each(
    rf"\b[Cc]hez (?P<name>{_NAME})",
    rf"{_THE}(?P<trade>{_TRADE}(?: [a-zà-ÿ]{{3,15}}){{0,2}}) {_OF}?(?P<name>{_NAME})",
    rf"^(?:The |[Ll][ea] |L[’'])?(?P<name>{_NAME}){_ASIDE} {_TOOK_UP}\b",
    rf"\b(?P<trade>{_TRADE_EN}) (?P<name>{_NAME}) {_TOOK_UP}\b",
)
_ADOPTERS = _SURE_ADOPTERS[:2] + _each(
    rf"\b{_CHIEF} (?:chez |{_OF})(?P<name>{_NAME})",
    rf"\b{_STAFF} {_OF}?(?P<name>{_NAME})",
    rf"\b[Aa]t (?:the )?(?P<name>{_NAME})",
    rf"\b(?P<trade>{_TRADE_EN}) (?P<name>{_NAME})",
    rf"(?:^|, |; |: |– |— |[“«] ?)(?:The )?(?P<name>{_NAME}){_ASIDE} (?:said|says|reports?)\b",
    rf"^(?:The |[Ll][ea] |L[’'])?(?P<name>{_NAME}){_ASIDE}"
    rf" (?:a |ont |s[’']est |se |has |have |had )?(?:été |been )?{_DONE}",
    rf"(?:[Ww]hen|[Ss]ince|[Aa]fter|,) (?P<name>{_NAME}) (?:a |has |had )?{_DONE}",
    rf"^(?P<name>{_WORD}(?:[ -](?:de |du |des |& )?{_WORD}){{1,4}}|[A-Z][\w]+-[A-Z]\w+)\s?: ",
)
_MANY = rf"{_WORD}(?: (?:(?:de|du|des|of|&) )?{_WORD}){{1,4}}"
_REST = r"(?= [a-zà-ÿ’']+ [a-zà-ÿ’']+ )"
_HEADLINED = _ADOPTERS + _each(
    rf"^(?P<name>{_MANY}){_REST}",
    rf"^(?P<name>{_NAME}) ne {_DONE}",
    rf"\b(?:de|chez|comment|ce que|at|how) (?P<name>{_MANY})(?: a | ont | has |$)",
    rf"\b(?:comment|ce que|how) (?P<name>{_NAME}) (?:a|ont|has) ",
    rf": (?P<name>{_NAME}){_REST}",
)
"""Looser still, for a title whose article tells an effect; names in lower-case titles."""

_SURE_SUPPLIERS = _each(
    r"\b(?:fourni|développé|conçu|édité|posé|commercialisé|fabriqué)e?s? par (?:l[’'][a-zé]{4,12} "
    rf"|la société |la start-up |le [a-zé]{{4,15}} )?(?P<name>{_NAME})",
    rf"\b(?:supplied|developed|built|designed) by (?:the )?(?P<name>{_NAME})",
    r"\b(?:l[’']éditeur|l[’']éditrice|(?:le |son )?fournisseur|l[’']intégrateur|le roboticien) "
    rf"(?P<name>{_NAME})",
    rf"\b(?:vendor|software house|robot maker|drone maker|its supplier) (?P<name>{_NAME})",
    rf"\b{_GOODS} from (?P<name>{_NAME})",
    rf"^(?:The )?(?P<name>{_NAME}) (?:lance|ouvre|dévoile|commercialise|launch|unveil|introduc)"
    r"[a-z]{0,3} (?:son|sa|ses|un|une|le|la|a|an|its|the)\b",
    rf"\b(?P<name>{_NAME}) will no longer (?:patch|support|sell)",
    rf"\bsupport for (?P<name>{_NAME} \d)",
    rf"\b(?:licence for|garantie [a-zé ]{{0,20}}pour) (?P<name>{_NAME})",
)
_SUPPLIERS = _SURE_SUPPLIERS + _each(
    rf"\b(?:confi(?:é|ant|e)|confier) [^,;]{{3,60}} à (?P<name>{_NAME})",
    r"\b(?:a|ont) (?:retenu|choisi|opté pour|adopté) (?:la solution |le logiciel )?"
    rf"(?P<name>{_NAME})",
    r"\b(?:chose|chosen|picked|selected|adopted|switched to|move to|moved to|moved [^,;]{3,40} to)"
    rf" (?:the )?(?P<name>{_NAME})",
    r"\b(?:avec|au profit de|grâce à|bornes?(?: d[’'][a-zé]{3,12})?|logiciel|solution|robots?"
    rf"|capteurs?|application|outil|laboratoire) (?P<name>{_NAME})",
    rf"\b(?:with|using|through|use of) (?:the |its )?(?P<name>{_NAME})(?= |,|\.|[’']s)",
    rf"\b(?P<name>{_NAME})[’']s (?:[a-z]{{3,15}} ){{0,2}}{_GOODS}\b",
    rf"(?:^| )(?P<name>{_NAME}) (?:costs?|sells|coûte|est vendue?|est facturée?)\b",
    rf"\b(?:à|to) (?P<name>{_NAME})\.?$",
)
_SIZE = re.compile(
    r"(?P<count>\d{1,3}(?:[ \u00a0\u202f.,]\d{3})*) (?P<unit>salariés|employés|collaborateurs"
    r"|personnes|employees|staff|people|workers|magasins|sites|stores|beds|lits)\b"
)
_NOT_NAMES = frozenset(
    """
    The This These That Those A An In On At When After Before We It They Our Update Their Its He
    She I Le La Les L Un Une Il Elle Ils Elles Ce Cette Ces Nous Vous Selon Avec Dans Pour Par
    Sur Chez Résultat Depuis Grâce Après Avant En Si Et Mais Or Since By From Thanks According
    Every Each All Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December Two Three Four Five Six
    Seven Eight Nine Ten Deux Trois Mr Mrs Ms Dr Mme M MM EU UE US UK AI IA French English
    Europe European France Output Productivity Certains Certaines Autres D'autres Other Once
    Recent Whatever Setup Frontend First Première Premier Staff Workers Employees Companies
    Scientists Researchers Government Police Users Customers Bilan
    """.split()
)
"""Words that open a sentence with a capital, or are no company."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name as offsets in the sentence, with its trade and size where told, verbatim."""

    start: int
    end: int
    trade: str = ""
    size: float | None = None
    unit: str = ""


def tells_adoption(sentence: str) -> bool:
    """Tell whether a sentence says that somebody put something to use."""
    return _TAKEN_UP.search(sentence) is not None and _THING.search(sentence) is not None


_TAKEN_UP = re.compile(rf"\b{_TOOK_UP}\b|\b(?:rédigent|utilisent|commande) [^,;]{{3,60}} avec\b")


def headlined(title: str) -> Named | None:
    """Return who a title is about, in an article that tells an effect."""
    return next(_named(_HEADLINED, title), None)


def adopter(sentence: str, *, measured: bool) -> Named | None:
    """Return who did or had it, when the sentence says so.

    Args:
        measured: Whether the sentence tells an effect: then looser constructions count.
    """
    return next(_named(_ADOPTERS if measured else _SURE_ADOPTERS, sentence), None)


def supplier(sentence: str, *, acted: bool) -> Named | None:
    """Return who supplied it, when the sentence says so.

    Args:
        acted: Whether an effect, an adoption or a price is told: then looser constructions count.
    """
    return next(_named(_SUPPLIERS if acted else _SURE_SUPPLIERS, sentence), None)


def _named(patterns: Sequence[re.Pattern[str]], sentence: str) -> Iterator[Named]:
    for pattern in patterns:
        for found in pattern.finditer(sentence):
            start, end = found.span("name")
            first = re.split(r"[ ’']", sentence[start:end])[0]
            if first not in _NOT_NAMES:
                trade = found.groupdict().get("trade") or ""
                yield _sized(sentence, Named(start=start, end=end, trade=trade))


def _sized(sentence: str, named: Named) -> Named:
    """Return the name with the head count told in the 60 characters after it."""
    found = _SIZE.search(sentence, named.end, named.end + 60)
    if found is None:
        return named
    count = float(re.sub(r"\D", "", found.group("count")))
    return replace(named, size=count, unit=found.group("unit"))
