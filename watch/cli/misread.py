"""What Typer says of words that it cannot understand, in the reader's language.

Typer has its sentences in English only and gives their parts no names, so they are read back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from watch.wording import mark

if TYPE_CHECKING:
    from watch.wording import Translator

_HEADS: Mapping[str, str] = {
    r"no such command '(?P<name>.*?)'\. did you mean (?P<near>.+)\?": mark(
        "no such command: {name}. Did you mean {near}?"
    ),
    r"no such command '(?P<name>.*)'": mark("no such command: {name}"),
    r"no such option: (?P<name>\S+)": mark("no such option: {name}"),
    r"no such option: (?P<name>\S+) \(possible options: (?P<near>.+)\)": mark(
        "no such option: {name}. Did you mean {near}?"
    ),
    r"missing argument '(?P<name>.+?)'": mark("something is missing: {name}"),
    r"missing (?:option|parameter) '(?P<name>.+?)'": mark("an option is missing: {name}"),
    r"got unexpected extra arguments? ?\(?s?\)? ?\((?P<name>.*)\)": mark(
        "this is too much: {name}"
    ),
    r"option '(?P<name>.+?)' requires an argument": mark("the option {name} needs a value"),
    r"option '(?P<name>.+?)' does not take a value": mark("the option {name} takes no value"),
    r"invalid value for (?P<name>.+?): (?P<why>.*)": mark("{name} cannot be that: {why}"),
}

_REASONS: Mapping[str, str] = {
    r"input should be a valid integer.*": mark("a whole number is expected"),
    r"input should be a valid number.*": mark("a number is expected"),
    r"input should be greater than or equal to (?P<n>\S+)": mark("at least {n}"),
    r"input should be less than or equal to (?P<n>\S+)": mark("at most {n}"),
    r"input should be (?P<n>'.*)": mark("one of {n} is expected"),
    r".* is not one of (?P<n>.*)": mark("one of {n} is expected"),
}


def misread(message: str, translator: Translator) -> str:
    """Return what is wrong with the words of a command; what is not known stays in English."""
    said = message.strip().rstrip(".")
    if translator.language == "en":
        return said[:1].lower() + said[1:]
    return _said(said, _HEADS, translator)


def _said(text: str, known: Mapping[str, str], translator: Translator) -> str:
    for pattern, sentence in known.items():
        found = re.fullmatch(pattern, text, re.IGNORECASE | re.DOTALL)
        if found:
            parts = found.groupdict()
            if "why" in parts:
                parts["why"] = _said(parts["why"], _REASONS, translator)
            return translator.translate(sentence, **parts)
    return text[:1].lower() + text[1:]
