"""The pictures of the documentation are there, are shown, are small, and show today's pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.picture_sources import IMAGES, PICTURES, ROOT, fingerprints, kept

SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]


def shown() -> set[Path]:
    return {
        (page.parent / address).resolve()
        for page in PAGES
        for _, address in SHOWN.findall(page.read_text(encoding="utf-8"))
        if not address.startswith("https://")
    }


def test_every_picture_shown_is_one_that_the_tool_takes():
    """No page shows a picture that `python -m tools.screenshots` could not renew."""
    assert shown() == {IMAGES / f"{picture.name}.png" for picture in PICTURES}
    assert sorted(path.name for path in IMAGES.glob("*.png")) == sorted(
        f"{picture.name}.png" for picture in PICTURES
    )


def test_every_picture_is_told_to_who_cannot_see_it():
    """The words behind a picture say what is on it."""
    told = [words for page in PAGES for words, _ in SHOWN.findall(page.read_text("utf-8"))]
    assert all(len(words.split()) >= 4 for words in told), told


def test_pictures_are_small():
    """A clone stays quick: 150 kB each, 2 MB together."""
    sizes = {path.name: path.stat().st_size for path in IMAGES.glob("*.png")}
    assert {name for name, size in sizes.items() if size > 150_000} == set()
    assert sum(sizes.values()) <= 2_000_000


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_picture_is_newer_than_its_page(picture):
    """What draws the page is what it was when the picture was taken.

    Fails after a change of a page: run ``make screenshots``, and look at them.
    """
    assert kept()[picture.name] == fingerprints()[picture.name], "run `make screenshots`"


def test_fingerprints_tell_pages_apart():
    """Each page is drawn by code of its own, so a change of one leaves the others."""
    pages = {picture.page for picture in PICTURES}
    assert len(set(fingerprints().values())) == len(pages)
