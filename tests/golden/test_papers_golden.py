"""The papers word for word, as pages; set ``UPDATE_GOLDEN=1`` to accept new ones."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "papers"
sys.path.insert(0, str(Path(__file__).parent / "digest"))
sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "deliver"))

from paper_cards import COMPANY, NOW, PAIN, a_quarter, bare, ordinary  # noqa: E402

from watch.deliver.brief import Subject  # noqa: E402
from watch.deliver.brief_draft import compose_brief  # noqa: E402
from watch.deliver.papers import brief_html, quarter_html  # noqa: E402
from watch.deliver.quarter import compose_quarter  # noqa: E402
from watch.wording import Translator  # noqa: E402

CARDS = {"ordinary": ordinary(), "bare": bare()}
LANGUAGES = ("fr", "en")


def same(name: str, said: str) -> bool:
    golden = GOLDEN / f"{name}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    return said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_brief_says_what_was_agreed(name, language):
    subject = Subject(
        card=CARDS[name], pain=PAIN, company=COMPANY, now=NOW, translator=Translator(language)
    )
    assert same(f"brief.{name}.{language}", brief_html(compose_brief(subject)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_summary_says_what_was_agreed(language):
    summary = compose_quarter(a_quarter(11, "Robots navettes"), Translator(language))
    assert same(f"quarter.{language}", quarter_html(summary))
