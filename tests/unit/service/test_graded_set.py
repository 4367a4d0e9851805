"""A graded folder is read as feeds are, and every mistake is named with its file and line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from graded_folder import ARTICLES, GRADES, PAINS, write_folder

from watch.errors import UsageError
from watch.service.evaluation import read_graded


@pytest.fixture
def write(tmp_path):
    def run(**lines):
        return write_folder(tmp_path / "graded", **lines)

    return run


def test_folder_is_read(write):
    data = read_graded(write())
    assert [pain.id for pain in data.pains] == ["P1", "P2"]
    assert data.languages == {"P1": "fr", "P2": "en"}
    assert data.given_ids[:2] == ["pick-by-light", "goods-to-person"]
    assert data.grades["P1"] == {0: 3, 1: 3, 2: 2, 3: 1, 9: 0}


def test_title_repeated_in_the_text_is_taken_off(write):
    first = read_graded(write()).articles[0]
    assert first.title == "Kerlouan divise ses erreurs de préparation par quatre"
    assert first.text.startswith("L'entrepôt de Kerlouan")


def test_markup_is_cleaned_as_in_a_feed(write):
    line = {"id": "a", "title": "Robots &amp; shelves", "text": "<p>They <b>carry</b>.</p>"}
    one = read_graded(write(articles=[line, *ARTICLES])).articles[0]
    assert (one.title, one.text) == ("Robots & shelves", "They carry.")


def test_articles_without_a_date_are_of_one_moment(write):
    """That of the newest article, as a feed's undated entry is of the moment it is read."""
    data = read_graded(write())
    newest = datetime(2026, 9, 12, 8, tzinfo=UTC)
    undated = [article for article in data.articles if article.published_at is None]
    assert data.present_at == newest
    assert {article.effective_at for article in undated} == {newest}
    assert len(undated) == 3


def test_set_without_any_date_is_read(write):
    data = read_graded(write(articles=[line | {"published": None} for line in ARTICLES]))
    assert {article.effective_at for article in data.articles} == {data.present_at}


def test_each_article_is_its_own_story(write):
    data = read_graded(write())
    assert len({article.story_id for article in data.articles}) == len(ARTICLES)
    assert len({article.id for article in data.articles}) == len(ARTICLES)


def test_stated_language_is_trusted_and_another_is_detected(write):
    """``lang`` counts where it is French or English; else the words tell."""
    stated = [ARTICLES[0] | {"lang": "en"}, ARTICLES[1] | {"lang": "xx"}, *ARTICLES[2:]]
    pains = [PAINS[0] | {"lang": ""}, PAINS[1]]
    data = read_graded(write(articles=stated, pains=pains))
    assert [article.language for article in data.articles[:2]] == ["en", "en"]
    assert data.languages["P1"] == "fr"


def test_lines_may_end_as_windows_ends_them(write):
    folder = write()
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
        path.write_text(text, encoding="utf-8-sig", newline="")
    data = read_graded(folder)
    assert data.grades["P2"][4] == 3
    assert data.pains[0].id == "P1"


@pytest.mark.parametrize("name", ["articles.jsonl", "painpoints.jsonl", "qrels.tsv"])
def test_missing_file_is_named(write, name):
    folder = write()
    (folder / name).unlink()
    with pytest.raises(UsageError, match=f"{name} cannot be read") as refused:
        read_graded(folder)
    assert "each line is" in refused.value.hint


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ({"articles": [*ARTICLES, "{"]}, "articles.jsonl, line 13: this is not JSON"),
        ({"articles": [{"id": "a", "title": "T"}]}, "articles.jsonl, line 1: text missing"),
        ({"articles": [*ARTICLES, "[1]"]}, "line 13: id and text and title missing"),
        ({"articles": []}, "articles.jsonl holds no article"),
        ({"articles": [*ARTICLES, ARTICLES[0]]}, "line 13: `pick-by-light` is the id of .*line 1"),
        ({"articles": [ARTICLES[0] | {"id": None}]}, "line 1: the id is empty"),
        ({"articles": [{"id": "a", "title": "", "text": None}]}, "line 1: neither title nor text"),
        ({"pains": [PAINS[0], {"id": "P3"}]}, "painpoints.jsonl, line 2: description and title"),
        ({"pains": [PAINS[0] | {"title": " "}]}, "painpoints.jsonl, line 1: the title is empty"),
        ({"pains": []}, "painpoints.jsonl holds no pain point"),
        ({"grades": [("P9", "voice", 1)]}, "qrels.tsv, line 2: there is no pain point `P9`"),
        ({"grades": [*GRADES, ("P1", "x", 1)]}, "qrels.tsv, line 12: there is no article `x`"),
        ({"grades": [("P1", "voice", 4)]}, "line 2: `4` is no grade from 0 to 3"),
        ({"grades": [("P1", "voice", "2.0")]}, "line 2: `2.0` is no grade"),
        ({"grades": ["P1 voice 2"]}, "line 2: these are not three cells separated by tabs"),
        ({"grades": [*GRADES, GRADES[0]]}, "line 12: `pick-by-light` was graded for `P1` before"),
        ({"grades": []}, "qrels.tsv holds no grade"),
    ],
)
def test_mistake_is_named_with_file_and_line(write, lines, said):
    with pytest.raises(UsageError, match=said) as refused:
        read_graded(write(**lines))
    assert refused.value.hint
