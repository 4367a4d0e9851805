"""A sentence → its words with one-letter tags, each amount joined into one word.

The first two passes of a finite-state cascade (FASTUS, Hobbs et al. 1997): look words up,
then join numbers with their units. Grammars are regular expressions over the tags, one
character a word, with bounded repeats: their time is linear in the text, however hostile.

Tags: A amount with a unit, a "one day", h half or part alone, + signed amount, R "from …
to …", C bare count, v "instead of", ``,`` a comma, ``;`` a stronger break, w any other word;
the rest in ``fact_words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from watch.understand.amounts import AMOUNT_TAGS, SHAPES, Amount, read_amount
from watch.understand.vocabulary import forms

MAX_WORDS = 120
"""Words of a sentence that are read: longer ones are lists, menus or hostile."""

_SPACE = "[ \u00a0\u202f\u2009]"
_APPROXIMATELY = (
    r"près d[e’']|l[’']ordre d[e’']|à hauteur d[e’']|exactement|plus d[e’']|moins d[e’']"
    r"|pas moins d[e’']|jusqu[’']à|au moins|environ|en moyenne(?: d[e’'])?|quelques?|presque"
    r"|autour d[e’']|up to|more than|less than|fewer than|at least|as (?:much|many) as"
    r"|(?:just |well )?over|(?:just )?under|nearly|about|around|almost|roughly|approximately"
    r"|approx\.|some|an? (?:average|estimated)(?: total)?(?: of)?|a total of|on average|another"
    r"|exactly|a (?:further|full|whole)|fully|only|just|~"
)
_VERSUS = (
    r"au lieu d[e’']|contre|instead of|rather than|against|versus"
    r"|compared (?:with|to)"
)
_NUMERAL = "|".join(sorted((w for w, tag in AMOUNT_TAGS.items() if tag in "nph"), key=len)[::-1])
_BEFORE_NUMBER = rf"(?={_SPACE}?(?:[\d€$£]|(?:une?|an?|{_NUMERAL})\b))"
_TOKEN = re.compile(
    r"(?P<code>[A-Za-z]{1,12}-?\d[\w-]{0,20}|\d{1,2}[:h]\d\d\w{0,2}|\d{1,2}\s?[ap]\.?m\b"
    r"|\d{1,4}(?:st|nd|rd|th|er|ère|e|ème)\b)"
    rf"|(?P<about>(?:\b|(?=~))(?:{_APPROXIMATELY}){_BEFORE_NUMBER})"
    rf"|(?P<versus>\b(?:{_VERSUS}){_BEFORE_NUMBER})"
    r"|(?P<lesser>\bplus (?:courte?|bas|basse|lég[eè]re?|faible|économe)s?\b)"
    r"|(?P<riddance>\b(?:d(?:id|oes|one|oing|o) away with|got rid of)\b)"
    r"|(?P<unit>p(?:er|our)[ -]cents?\b|%|[kKM]?[€$£]|°\s?C\b|m[²³]|percentage points?"
    r"|(?:square|cubic) (?:met(?:re|er)s?|feet)\b|mètres (?:carrés|cubes)\b)"
    r"|(?P<word>\b(?:[ldnsmtcj]|qu|jusqu|lorsqu|puisqu)[’']"
    r"|[^\W\d_]{1,40}(?:-[^\W\d_]{1,40}){0,4})"
    rf"|(?P<number>\d{{1,3}}(?:(?:{_SPACE}|[.,’'])\d{{3}}(?!\d)){{1,4}}(?:[.,]\d{{1,2}}(?!\d))?"
    r"|\d{1,12}(?:[.,]\d{1,4})?)"
    r"|(?P<clitic>[’'](?:s|t|re|ve)\b)|(?P<dash>[-−–—+])|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)
_KIND = {
    "riddance": "S",
    "lesser": "M",
    "code": "w",
    "about": "~",
    "versus": "v",
    "number": "9",
    "clitic": "w",
}
_STRONG = frozenset(';:.!?()[]{}«»“”"|/•…*=<>')
_IRREALIS = re.compile(r"(?!opéra|caméra)[^\W\d_]{2,38}[eiduvtpcr]r(?:a|ont|ait|aient)")
_LEFT_OVER = dict.fromkeys("90nkp$h-+", "w") | {"1": "E", "~": "X"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, or an amount; ``figure`` is where the figure itself begins."""

    start: int
    end: int
    figure: int
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Tagged:
    """A sentence, its words, and one tag for each."""

    sentence: str
    words: Sequence[Word]
    tags: str

    def text(self, first: int, last: int) -> str:
        """Return the sentence from word ``first`` up to, not including, word ``last``."""
        if first >= last:
            return ""
        return self.sentence[self.words[first].start : self.words[last - 1].end]


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    tag: str
    text: str


def tag(sentence: str, *, french: bool) -> Tagged:
    """Return the words of a sentence with their tags, at most ``MAX_WORDS`` of them."""
    known = forms("french" if french else "english")
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(sentence):
        if len(tokens) >= MAX_WORDS:
            break
        told = _tag(found, known, french=french)
        tokens.append(_Token(found.start(), found.end(), told, found.group()))
    read = list(_joined(tokens))
    return Tagged(sentence, [word for word, _ in read], "".join(told for _, told in read))


def _tag(found: re.Match[str], known: Mapping[str, str], *, french: bool) -> str:
    kind, text = str(found.lastgroup), found.group()
    match kind:
        case "word":
            return _word_tag(text.lower().replace("’", "'"), known, french=french)
        case "unit":
            leads = text in "€$£" and found.string[found.end() : found.end() + 1].isdigit()
            return "$" if leads else "0"
        case "dash":
            return _dash_tag(found)
        case "mark":
            return "," if text == "," else ";" if text in _STRONG else "w"
    return _KIND[kind]


def _word_tag(word: str, known: Mapping[str, str], *, french: bool) -> str:
    told = known.get(word) or AMOUNT_TAGS.get(word)
    if told:
        return told
    if "-" in word:
        return _compound_tag(word.split("-"))
    if french:
        return "L" if _IRREALIS.fullmatch(word) else "w"
    return "X" if word.endswith("ly") and len(word) > len("only ") else "w"


def _compound_tag(parts: Sequence[str]) -> str:
    """Return the tag of "quatre-vingt-douze" or "two-thirds"; other compounds are words."""
    tags = [AMOUNT_TAGS.get(part, "w") for part in parts if part != "et"]
    if len(parts) == 2 and parts[0] in ("demi", "half") and tags[-1] == "0":
        return "0"
    if set(tags) == {"n"}:
        return "n"
    return "h" if tags[-1] == "p" and set(tags[:-1]) <= {"n"} else "w"


def _dash_tag(found: re.Match[str]) -> str:
    """Return ``-`` or ``+`` for a sign or a range, ``;`` for a dash between words."""
    before = found.string[max(0, found.start() - 1) : found.start()]
    after = found.string[found.end() : found.end() + 2]
    if before.isalnum() and after[:1].isalnum():
        return "-"
    if before.strip(" \u00a0\u202f(:;«") or not after.strip()[:1].isdigit():
        return ";"
    if after[:1].isdigit():
        return "+"
    return "+" if not before and found.group() != "—" else ";"


def _joined(tokens: Sequence[_Token]) -> Iterator[tuple[Word, str]]:
    """Yield the words with their tags, the tokens of each amount joined into one."""
    tags = "".join(token.tag for token in tokens)
    at = 0
    for shape in SHAPES.finditer(tags):
        yield from _plain(tokens[at : shape.start()])
        joined = None if tags[shape.end() : shape.end() + 1] == "m" else _amount(tokens, shape)
        if joined is None:
            yield from _plain(tokens[shape.start() : shape.end()])
        else:
            yield joined
        at = shape.end()
    yield from _plain(tokens[at:])


def _plain(tokens: Sequence[_Token]) -> Iterator[tuple[Word, str]]:
    for token in tokens:
        yield Word(token.start, token.end, token.start), _LEFT_OVER.get(token.tag, token.tag)


def _amount(tokens: Sequence[_Token], shape: re.Match[str]) -> tuple[Word, str] | None:
    parts = tokens[shape.start() : shape.end()]
    amount = read_amount(str(shape.lastgroup), [(part.text, part.tag) for part in parts])
    if amount is None:
        return None
    figure = parts[parts[0].tag == "~"].start
    return Word(parts[0].start, parts[-1].end, figure, amount), _amount_tag(amount, shape)


def _amount_tag(amount: Amount, shape: re.Match[str]) -> str:
    if shape.lastgroup == "U":
        return "a"
    if shape.group()[0] == "+":
        return "+"
    if shape.group()[-1] == "h":
        return "h"
    return "R" if amount.before is not None else "A" if amount.unit else "C"
