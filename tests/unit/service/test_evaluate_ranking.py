"""A graded folder is judged: baselines, parts, the file of what was ranked."""

from __future__ import annotations

import pytest
from fakes import HashingEmbedder
from graded_folder import GRADES, PAINS, write_folder

from watch.errors import UsageError
from watch.protocols import SilentProgress
from watch.service.evaluation import Part, Way, evaluate_ranking, read_graded
from watch.service.evaluation.rankings import newest_first

THIRD = {"id": "P3", "title": "Nothing was graded for this", "description": "", "lang": "en"}


@pytest.fixture
def judge(tmp_path, own_cache):
    """Judge a folder made of these lines, in a view that costs nothing."""

    def run(out=None, view=None, **lines):
        folder = write_folder(tmp_path / "graded", **lines)
        view = view or HashingEmbedder()
        return evaluate_ranking(folder, lambda: [view], SilentProgress(), out)

    return run


def test_baselines_and_parts_stand_beside_techwatch(judge):
    scores = judge()
    named = [(standing.way, standing.part) for standing in scores.standings]
    assert named == [
        (Way.NEWEST, Part.ALL),
        (Way.WORDS, Part.ALL),
        (Way.COSINE, Part.ALL),
        (Way.TECHWATCH, Part.ALL),
        (Way.TECHWATCH, Part.FRENCH),
        (Way.TECHWATCH, Part.ENGLISH),
        (Way.TECHWATCH, Part.OTHER_LANGUAGE),
    ]
    assert (scores.articles, scores.pains, scores.grades) == (12, 2, 10)
    assert scores.left_out == ()


def test_all_articles_of_a_small_set_are_ranked(judge):
    """With every article in the list, everything useful is found."""
    techwatch = judge().standings[3]
    assert techwatch.mean.recall == 1.0
    assert set(techwatch.by_pain) == {"P1", "P2"}


def test_parts_hold_their_pain_points_and_articles(judge):
    """The other language of P1 has one graded article, that of P2 one: each list leads to it."""
    french, english, other = judge().standings[4:]
    assert set(french.by_pain) == {"P1"}
    assert set(english.by_pain) == {"P2"}
    assert other.mean.lists == 2
    assert other.mean.recall == 1.0
    assert other.mean.condensed == 1.0


def test_pain_without_grades_is_left_out_but_ranked(judge, tmp_path):
    """It weighs on no mean; its list is in the file all the same."""
    out = tmp_path / "run.tsv"
    scores = judge(out, pains=[*PAINS, THIRD])
    assert scores.left_out == ("P3",)
    assert {standing.mean.lists for standing in scores.standings[:4]} == {2}
    assert "P3\t1\t" in out.read_text(encoding="utf-8")


def test_part_without_pain_points_has_no_mean(judge):
    english = judge(pains=PAINS[:1], grades=GRADES[:5]).standings[5]
    assert english.mean is None
    assert english.by_pain == {}


def test_newest_first_puts_the_undated_last(tmp_path):
    data = read_graded(write_folder(tmp_path / "graded"))
    order = [data.given_ids[ranked.row] for ranked in newest_first(data)["P1"]]
    assert order[:2] == ["election", "phone"]
    assert set(order[-3:]) == {"pick-by-light", "vibration", "strike"}


def test_run_file_has_every_list_best_first(judge, tmp_path):
    out = tmp_path / "run.tsv"
    judge(out)
    header, *lines = out.read_text(encoding="utf-8").splitlines()
    assert header == "painpoint_id\trank\tarticle_id\tscore"
    cells = [line.split("\t") for line in lines]
    assert [(pain, int(place)) for pain, place, _, _ in cells] == [
        (pain, place) for pain in ("P1", "P2") for place in range(1, 13)
    ]
    scores = [float(score) for *_, score in cells[:12]]
    assert scores == sorted(scores, reverse=True)
    assert {path.name for path in tmp_path.iterdir()} == {"run.tsv", "graded", "cache"}


def test_run_that_cannot_be_written_is_refused_before_the_work(judge, tmp_path):
    view = HashingEmbedder()
    with pytest.raises(UsageError, match="there is no folder"):
        judge(tmp_path / "absent" / "run.tsv", view=view)
    with pytest.raises(UsageError, match="is a folder"):
        judge(tmp_path, view=view)
    assert view.texts_read == 0


def test_second_time_no_article_is_embedded(judge):
    """The vectors of a set are kept; only pain points and sentences are read anew."""
    first, second = HashingEmbedder(), HashingEmbedder()
    assert judge(view=first) == judge(view=second)
    assert first.texts_read - second.texts_read >= 12


def test_same_folder_gives_the_same_file(judge, tmp_path):
    one, other = tmp_path / "one.tsv", tmp_path / "other.tsv"
    judge(one)
    judge(other)
    assert one.read_bytes() == other.read_bytes()


def test_area_is_understood_as_in_the_home(judge, tmp_path):
    """Whether it is written "logistique" or as the code has it, the lists are the same."""
    written, meant = tmp_path / "written.tsv", tmp_path / "meant.tsv"
    judge(written)
    judge(meant, pains=[PAINS[0] | {"area": "logistics"}, PAINS[1]])
    assert written.read_bytes() == meant.read_bytes()
