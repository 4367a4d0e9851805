"""Whether a page shows a whole article or the stub before a wall. Runs in the parser child only.

What the publisher declares decides; words and class names only count beside a
short text, so that an article about subscriptions is no stub.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from watch.collect.documents.html_tree import Element

_WORDY = 3_000  # characters; stubs of the French dailies have 300 to 2,500
_SHORT = 1_500  # characters; a class name alone says little, many briefs have 2,000
_BLOCK = 300  # characters; the words on a wall stand by themselves
_PIECES = 8  # pieces of text looked at in one element, so that nesting costs nothing
_MAX_SCRIPTS = 50
_ARTICLES = re.compile(r"(?:Article|Posting|WebPage|Report)$")
_BLOCKS = ("p", "div", "span", "section", "strong", "b", "em", "h2", "h3", "h4", "button")
_ELSEWHERE = frozenset(("a", "nav", "aside", "footer", "li"))  # there, other articles are spoken of
_WORDS = re.compile(
    r"il (?:vous )?reste (?:encore )?\d{1,3}(?:[.,]\d+)? ?%"
    r" (?:de (?:cet|l') ?article|à (?:lire|découvrir))"
    r"|\b(?:suite|article|contenu|lecture|intégralité|dossier|enquête)(?: [\w']+){0,4}"
    r" réservée?s? (?:exclusivement )?(?:à nos|aux) abonné"
    r"|^réservé (?:à nos|aux) abonnés\.?$"
    r"|\b(?:abonnez|connectez)-vous pour"
    r" (?:lire|continuer|poursuivre|accéder|découvrir la suite|débloquer)"
    r"|\bsubscribe (?:\w+ )?to (?:continue|keep) reading"
    r"|\bto (?:continue|keep) reading(?: [\w']+){0,3},?"
    r" (?:please )?(?:subscribe|sign in|log in|register)"
    r"|\bthis (?:article|content|story) is (?:only |exclusively )?(?:for|available to|reserved for)"
    r" (?:[\w']+ ){0,2}(?:subscribers|members)"
    r"|\byou(?:'ve| have) (?:reached|used|read) (?:all )?your (?:[\w']+ ){0,3}"
    r"(?:limit|free articles)",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"(?:^|[-_])(?:pay-?wall|premium-?wall|reg-?wall|abo-?wall|subscri(?:ber|ption)-?wall"
    r"|locked-?(?:content|article)|(?:content|article)-?locked|restricted-?content"
    r"|(?:reserve|contenu|article|zone)-?abonnes?|subscribers?-?only|premium-?content"
    r"|poool-?widget)(?:$|[-_])",
    re.IGNORECASE,
)
_NO_WALL = re.compile(
    r"(?:^|[-_])(?:no|non|not|without|sans|free|off|inactive|hidden|disabled)(?:$|[-_])",
    re.IGNORECASE,
)


def is_walled(tree: Element, text: str) -> bool:
    """Return whether only the beginning of an article is shown, or meant to be, for free.

    Args:
        tree: The whole page.
        text: Its main text.
    """
    free, tier = _declared_free(tree), _tier(tree)
    if free is False or tier == "locked":
        return True
    if len(text) < _WORDY and _speaks_of_a_wall(tree):
        return True
    return free is None and len(text) < _SHORT and (tier == "metered" or _has_wall(tree))


def _declared_free(tree: Element) -> bool | None:
    """Return what the first article of the page's schema.org data says, if it says it."""
    for found in (*_from_json(tree), *_from_microdata(tree)):
        if found is not None:
            return found
    return None


def _from_json(tree: Element) -> Iterator[bool | None]:
    for script in islice(tree.iter("script"), _MAX_SCRIPTS):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (_free(thing) for thing in _things(found) if _is_article(thing))


def _from_microdata(tree: Element) -> Iterator[bool | None]:
    for meta in tree.iter("meta"):
        if meta.get("itemprop") == "isAccessibleForFree":
            yield _truth(meta.get("content"))


def _things(found: object) -> Iterator[Mapping[str, object]]:
    """Yield the objects on top, or in ``@graph``; those further down are other articles."""
    for thing in found if isinstance(found, list) else [found]:
        if isinstance(thing, Mapping):
            yield thing
            graph = thing.get("@graph")
            yield from (
                (t for t in graph if isinstance(t, Mapping)) if isinstance(graph, list) else ()
            )


def _is_article(thing: Mapping[str, object]) -> bool:
    kinds = thing.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in listed)


def _free(thing: Mapping[str, object]) -> bool | None:
    """Return whether an article, or every declared part of it, is free."""
    parts = thing.get("hasPart")
    listed = parts if isinstance(parts, list) else [parts]
    said = [_truth(p.get("isAccessibleForFree")) for p in listed if isinstance(p, Mapping)]
    whole = _truth(thing.get("isAccessibleForFree"))
    return False if False in said else whole


def _truth(value: object) -> bool | None:
    text = str(value).strip().lower().rpartition("/")[2]
    return {"true": True, "false": False}.get(text)


def _tier(tree: Element) -> str:
    for meta in tree.iter("meta"):
        if (meta.get("property") or meta.get("name")) == "article:content_tier":
            return (meta.get("content") or "").strip().lower()
    return ""


def _speaks_of_a_wall(tree: Element) -> bool:
    return any(
        _WORDS.search(words) and not _is_elsewhere(element)
        for element in tree.iter(*_BLOCKS)
        if 0 < len(words := _beginning(element)) <= _BLOCK
    )


def _beginning(element: Element) -> str:
    pieces = "".join(islice(element.itertext(), _PIECES))
    return " ".join(pieces[: 2 * _BLOCK].replace("’", "'").split())


def _is_elsewhere(element: Element) -> bool:
    """Return whether an element belongs to a menu, a teaser or another article's link."""
    return any(parent.tag in _ELSEWHERE for parent in element.iterancestors())


def _has_wall(tree: Element) -> bool:
    return any(
        _WALL.search(name) and not _NO_WALL.search(name)
        for element in tree.iter("body", "main", "article", "section", "div", "p", "aside")
        for name in f"{element.get('class') or ''} {element.get('id') or ''}".split()
    )
