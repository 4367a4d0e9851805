"""Which family an article is nearest to."""

from __future__ import annotations

import numpy as np
import pytest
from fakes import HashingEmbedder

from watch.config import read_solutions
from watch.match import load_library, nearest_families
from watch.match import nearest as module


@pytest.fixture(scope="module")
def view():
    return HashingEmbedder()


@pytest.fixture(scope="module")
def library(view, tmp_path_factory):
    return load_library(read_solutions()[:40], [view], tmp_path_factory.mktemp("library"))


def written_like(library, view, *places, language="fr"):
    return view.documents([library.solutions[n].sketch[language] for n in places])


def test_sketch_of_a_family_is_nearest_to_that_family(library, view):
    wanted = [3, 17, 29]
    matrix = written_like(library, view, *wanted)
    places, near = nearest_families(matrix, ["fr"] * 3, library.views[view.key])
    assert places.tolist() == wanted
    assert (near > module.ABOUT).all()


def test_what_all_articles_say_is_near_to_nothing(library, view):
    matrix = np.repeat(written_like(library, view, 5), 200, axis=0)
    alone = nearest_families(matrix[:1], ["fr"], library.views[view.key])[1][0]
    among = nearest_families(matrix, ["fr"] * 200, library.views[view.key])[1][0]
    assert among < 0.5 * alone


def test_batches_do_not_change_the_answer(library, view, monkeypatch):
    matrix = written_like(library, view, *range(20))
    languages = ["fr", "en"] * 10
    whole = nearest_families(matrix, languages, library.views[view.key])
    monkeypatch.setattr(module, "_BATCH", 3)
    looked_at = []
    parts = nearest_families(matrix, languages, library.views[view.key], looked_at.append)
    assert parts[0].tolist() == whole[0].tolist()
    assert parts[1] == pytest.approx(whole[1], abs=1e-5)
    assert sum(looked_at) == 20


def test_no_article_has_no_family(library, view):
    nothing = np.zeros((0, view.dimension), dtype=np.float32)
    places, near = nearest_families(nothing, [], library.views[view.key])
    assert (len(places), len(near)) == (0, 0)
