"""The text of digests, word for word; set ``UPDATE_GOLDEN=1`` to accept new words."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "digest"
sys.path.insert(0, str(GOLDEN))

from digest_editions import empty, five, full, lively, living, updates  # noqa: E402

from watch.deliver import compose, render_html, render_text  # noqa: E402
from watch.settings import DeliverSettings  # noqa: E402

EDITIONS = {
    "full": full(),
    "empty": empty(),
    "example": full(example=True, opportunities=five()[:2]),
    "living": living(),
    "open": living(opportunities=lively()[:2], silences=(), frozen_at=None, reader="Anne Colin"),
    "decided": living(opportunities=(lively()[0], lively()[5]), silences=()),
    "quiet": empty(updates=updates(), waiting_count=1),
}
CASES = {f"{name}.{lang}": (made, lang) for name, made in EDITIONS.items() for lang in ("fr", "en")}


@pytest.mark.parametrize("name", CASES)
def test_digest_says_what_was_agreed(name):
    edition, language = CASES[name]
    digest = compose(edition, DeliverSettings(), language)
    said = f"Subject: {digest.subject}\n\n{render_text(digest)}"
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CASES)
def test_digest_is_read_in_three_minutes_and_fits_a_mail(name):
    edition, language = CASES[name]
    digest = compose(edition, DeliverSettings(), language)
    assert len(render_text(digest).split()) <= 600
    assert len(render_html(digest).encode()) <= 100_000
