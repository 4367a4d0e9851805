"""Counted words of articles are kept between runs, and never trusted when they are not theirs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fakes import article

from watch.match import kept_counts
from watch.match.counting import words_of
from watch.match.lexical import Lexicon

QUERIES = [{"robot": 1.0, "capteur": 0.5}, {"zoo": 2.0}, {"submarin": 1.0}]
ARTICLES = [
    article(1, title="Warehouse robots", text="Robots bring the shelves to the pickers."),
    article(2, title="Les capteurs", text="Des capteurs préviennent des pannes.", language="fr"),
    article(3, title="Zoo", text="Frozen trout for the bears of the zoo."),
    article(4, title="…", text=""),
]


@pytest.fixture
def stemmed(monkeypatch):
    """The ids of the articles whose words were counted, in order."""
    seen = []

    def count(one):
        seen.append(one.id)
        return words_of(one)

    monkeypatch.setattr(kept_counts, "words_of", count)
    return seen


def same(articles, kept):
    anew = Lexicon(articles).scores(QUERIES)
    assert np.array_equal(Lexicon(articles, kept).scores(QUERIES), anew)


def test_words_are_counted_once(tmp_path, stemmed):
    """The second run reads a file, whatever the order of the articles."""
    kept = tmp_path / "words"
    same(ARTICLES, kept)
    same(ARTICLES[::-1], kept)
    assert stemmed == [1, 2, 3, 4]


def test_only_new_and_edited_articles_are_counted(tmp_path, stemmed):
    """An article is known by its id; another title, text or language makes it new."""
    kept = tmp_path / "words"
    same(ARTICLES, kept)
    edited = replace(ARTICLES[1], text="Un robot au zoo.")
    retold = replace(ARTICLES[2], language="fr")
    newer = article(5, title="Submarines", text="A robot submarine.")
    same([newer, ARTICLES[0], edited, retold], kept)
    assert stemmed == [1, 2, 3, 4, 5, 2, 3]
    same([newer, ARTICLES[0], edited, retold], kept)
    assert stemmed == [1, 2, 3, 4, 5, 2, 3]


def test_words_of_articles_that_are_gone_are_dropped(tmp_path):
    """The file follows the corpus; it does not grow for ever."""
    kept = tmp_path / "words"
    same(ARTICLES, kept)
    before = kept.stat().st_size
    same([article(6, title="Zoo", text="")], kept)
    assert kept.stat().st_size < before
    assert b"robot" not in kept.read_bytes()


@pytest.mark.parametrize("damage", ["empty", "cut", "garbage", "flipped"])
def test_damaged_file_is_counted_again(tmp_path, stemmed, damage):
    """Whatever is wrong with the file, the counts are right and the file is mended."""
    kept = tmp_path / "words"
    same(ARTICLES, kept)
    raw = bytearray(kept.read_bytes())
    raw[len(raw) // 2] ^= 0x3C
    harm = {"empty": b"", "cut": raw[: len(raw) // 2], "garbage": b"\xff" * 300, "flipped": raw}
    kept.write_bytes(harm[damage])
    same(ARTICLES, kept)
    assert len(stemmed) == 8
    same(ARTICLES, kept)
    assert len(stemmed) == 8


def test_counts_of_another_form_are_not_read(tmp_path, stemmed, monkeypatch):
    """Another stemmer counts other words."""
    kept = tmp_path / "words"
    same(ARTICLES, kept)
    monkeypatch.setattr(kept_counts, "_FORM", "2, another stemmer")
    same(ARTICLES, kept)
    assert len(stemmed) == 8


def test_file_that_cannot_be_written_is_only_slower(tmp_path):
    """A file where the folder should be stops nothing."""
    (tmp_path / "cache").write_text("in the way")
    same(ARTICLES, tmp_path / "cache" / "words")


def test_no_article_is_no_error(tmp_path):
    """Before the first article there is nothing to keep."""
    assert Lexicon([], tmp_path / "words").scores(QUERIES).shape == (3, 0)
