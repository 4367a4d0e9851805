"""The words that tell facts, read once from the word lists beside this file.

Lists are data, so that who knows the trade press can mend them without reading code; each
file says how it is written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

INFINITIVES = {"D": "d", "U": "u", "S": "s", "Y": "y", "H": "c", "V": "b"}
"""Tag of the French infinitive of each kind of verb; an English one looks like other forms."""

_ENDINGS = {
    "french": "e es ent é ée és ées ait aient a èrent ant",
    "english": "e es ed ing",
}


@cache
def _listed(name: str) -> Mapping[str, Any]:
    text = files("watch.understand").joinpath(f"{name}_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def forms(language: str) -> Mapping[str, str]:
    """Return tag by word form in lower case, for ``french`` or ``english``."""
    listed = _listed("effect")[language]
    found = {form: tag for tag, told in listed["words"].items() for form in told.split()}
    for tag, roots in listed["roots"].items():
        for root in roots.split():
            for ending in _ENDINGS[language].split():
                found.setdefault(root + ending, tag)
            if language == "french":
                found.setdefault(f"{root}er", INFINITIVES[tag])
    return found


@cache
def phrases(name: str) -> re.Pattern[str]:
    """Return what finds any of the phrases of a name, whole words in any case."""
    listed = str(_listed("effect")["phrases"][name]).replace("\n", " ").split("|")
    told = sorted({" ".join(phrase.split()) for phrase in listed}, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_phrase, told))})", re.IGNORECASE)


def _phrase(phrase: str) -> str:
    ending = "" if phrase.endswith("'") else r"(?!\w)"
    escaped = re.escape(phrase).replace(r"\*", r"\w{0,12}")
    return escaped.replace("'", "[’']").replace(r"\ ", r"\s") + ending


@cache
def patterns(name: str, table: str) -> Mapping[str, re.Pattern[str]]:
    """Return the regular expressions of a table, in order, each from the start of a word."""
    return {
        key: re.compile(rf"\b(?:{'|'.join(told.strip().splitlines())})", re.IGNORECASE)
        for key, told in _listed(name)[table].items()
    }
