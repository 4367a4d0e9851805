"""One word per thing: the words of the glossary are spoken, in both languages, and no others."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from readme_shell import ROOT

CATALOGUES = sorted((ROOT / "watch" / "wording" / "locale").rglob("*.po"))
PAGE = ROOT / "docs" / "glossary.md"
GLOSSARY = PAGE.read_text(encoding="utf-8")
DOCS = [ROOT / "README.md", *(page for page in (ROOT / "docs").rglob("*.md") if page != PAGE)]
GUIDE = ROOT / "docs" / "guide-utilisateur.md"
MEANINGS = (
    "What is read",
    "What hurts",
    "What is found",
    "What becomes of it",
    "What is run",
)
VOCABULARY = (
    *("source", "feed", "entry", "article", "story", "reprint", "pain point", "facet"),
    *("match", "evidence", "signal", "score", "opportunity", "edition", "digest"),
    *("decision", "verdict", "reason", "status", "generation", "grade", "silence", "weak signal"),
)
"""The words that the product was defined with; each means one thing, and it is written down."""

OTHERS_WORDS = ("cluster manager", "larger cluster", "clusters of the uci sample")
"""PostgreSQL's own word, that of a method which was left, and that of a data set."""


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading."""
    section = GLOSSARY.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def terms(column: int) -> list[str]:
    """Return the words of a language (0 English, 1 French), each once."""
    cells = [row[column] for heading in MEANINGS for row in rows(heading)]
    return list(dict.fromkeys(word for cell in cells for word in cell.split(", ") if word))


def folded(text: str) -> str:
    """Return text in small letters, one kind of apostrophe, one kind of space."""
    return re.sub(r"\s+", " ", text.lower().replace("’", "'"))


def spoken(term: str, text: str) -> bool:
    """Return whether a folded text says a term, in the singular or the plural."""
    words = (
        re.escape(word[:-1]) + "(?:y|ies)" if word.endswith("y") else re.escape(word) + "(?:e?s|x)?"
        for word in folded(term).split(" ")
    )
    return bool(re.search(rf"\b{' '.join(words)}\b", text))


@cache
def said() -> str:
    """Return every text of the catalogues, English and French."""
    return folded(f"{_quoted('msgid(?:_plural)?')} {_quoted(_FRENCH)}")


@cache
def said_in_french() -> str:
    """Return what people read in French: screens, mails, terminal and their guide."""
    return folded(f"{_quoted(_FRENCH)} {GUIDE.read_text(encoding='utf-8')}")


@cache
def written() -> str:
    """Return code and pages, with the words of names apart: ``PainPoint`` is ``pain point``."""
    paths = [*(ROOT / "watch").rglob("*.py"), *DOCS]
    text = " ".join(path.read_text(encoding="utf-8") for path in paths)
    return folded(re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", text))


_FRENCH = r"msgstr(?:\[\d\])?"


def _quoted(keyword: str) -> str:
    """Return the texts of a keyword in all catalogues, the lines of each joined."""
    found = re.compile(rf'^{keyword} ((?:".*"\n?)+)', re.MULTILINE)
    texts = [path.read_text(encoding="utf-8") for path in CATALOGUES]
    return " ".join(re.sub(r'"\n?"?', "", part) for text in texts for part in found.findall(text))


def refused() -> list[str]:
    return [word for row in rows("Words that no screen uses") for word in row[0].split(", ")]


@pytest.mark.parametrize("word", refused())
def test_refused_word_is_on_no_screen(word):
    assert not spoken(word, said())


@pytest.mark.parametrize("word", refused())
@pytest.mark.parametrize("page", DOCS, ids=lambda page: Path(page).relative_to(ROOT).as_posix())
def test_refused_word_is_on_no_page(page, word):
    """Pages speak as screens do; names in code font, and addresses, are others' words."""
    code = re.compile(r"^```.*?^```|`[^`\n]*`|\]\([^)]*\)", re.MULTILINE | re.DOTALL)
    text = folded(code.sub("", page.read_text(encoding="utf-8")))
    for phrase in OTHERS_WORDS:
        text = text.replace(phrase, "")
    assert not spoken(word, text)


@pytest.mark.parametrize("word", ["opportunity", "opportunité", "pain point", "irritant", "story"])
def test_word_of_the_glossary_is_found_on_screens(word):
    """The search above does find words that are there."""
    assert word in GLOSSARY
    assert spoken(word, said())


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("story", "two stories"),
        ("pain point", "all pain points"),
        ("tableau", "les tableaux"),
        ("famille écartée", "familles écartées"),
    ],
)
def test_word_is_found_in_the_plural(word, text):
    assert spoken(word, text)
    assert not spoken(word, text.replace(" ", " un"))


@pytest.mark.parametrize("word", VOCABULARY)
def test_word_of_the_product_is_defined(word):
    assert word in terms(0)


@pytest.mark.parametrize("word", terms(0))
def test_word_of_the_glossary_is_used(word):
    """A word that neither code nor pages use defines nothing."""
    assert spoken(word, written())


@pytest.mark.parametrize("word", [word for word in terms(1) if not word.startswith("*")])
def test_french_word_of_the_glossary_is_read_by_somebody(word):
    """A word that no French text says is in italics: it is for those who build techwatch."""
    assert spoken(word, said_in_french())


def test_every_word_is_defined_once():
    """A second row for a word would be a second meaning."""
    told = [row[0] for heading in MEANINGS for row in rows(heading)]
    assert sorted({word for word in told if told.count(word) > 1}) == []


def test_every_word_has_a_meaning():
    assert [row[0] for heading in MEANINGS for row in rows(heading) if len(row[3]) < 12] == []
